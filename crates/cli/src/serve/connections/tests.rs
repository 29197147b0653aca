//! Tests with connections in memory and a clock that jumps to the next time-out: nothing here waits.

use super::*;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::response::IntoResponse;
use std::net::Ipv4Addr;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::time::Instant;

const CLIENT: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 1);

fn limits() -> Limits {
    Limits::for_pages(Duration::from_secs(10))
}

/// Returns the client's end of a connection to a server that sends back what it is sent, and the server, which stops
/// when dropped. `/long` is a response longer than the connection holds.
fn connect() -> (DuplexStream, GracefulShutdown) {
    let (client, server) = tokio::io::duplex(4 << 10);
    let router = Router::new().fallback(|request: Request| async move {
        if request.uri().path() == "/long" {
            return Body::from(vec![b'x'; 1 << 20]).into_response();
        }
        axum::body::to_bytes(request.into_body(), 1 << 10).await.unwrap_or(Bytes::new()).into_response()
    });
    let running = GracefulShutdown::new();
    tokio::spawn(connection(server, CLIENT, &router, &limits(), running.watcher()));
    (client, running)
}

/// Reads until the server closes the connection; returns what it sent, and after which time it closed.
async fn until_closed(client: &mut DuplexStream) -> (String, Duration) {
    let (begun, mut reply) = (Instant::now(), Vec::new());
    client.read_to_end(&mut reply).await.unwrap();
    (String::from_utf8_lossy(&reply).into_owned(), begun.elapsed())
}

#[tokio::test(start_paused = true)]
async fn a_half_sent_head_is_not_waited_for() {
    for sent in ["", "G", "GET / HTTP/1.1\r\nHost: a\r\n"] {
        let (mut client, _running) = connect();
        client.write_all(sent.as_bytes()).await.unwrap();
        let (_, after) = until_closed(&mut client).await;
        assert!(after >= limits().head && after < limits().head * 2, "{sent:?}: {after:?}");
    }
}

/// Each byte comes in time, the whole head does not.
#[tokio::test(start_paused = true)]
async fn a_head_that_trickles_in_is_not_waited_for() {
    let (mut client, _running) = connect();
    let (begun, mut head) =
        (Instant::now(), "GET / HTTP/1.1\r\nCookie: ".bytes().chain(std::iter::repeat(b'a')));
    while client.write_all(&[head.next().unwrap()]).await.is_ok() {
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert!(begun.elapsed() < limits().head * 2);
    }
}

#[tokio::test(start_paused = true)]
async fn an_idle_connection_is_closed() {
    let (mut client, _running) = connect();
    client.write_all(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello").await.unwrap();
    let (reply, after) = until_closed(&mut client).await;
    assert!(reply.starts_with("HTTP/1.1 200 OK") && reply.contains("hello"), "{reply}");
    assert!(after >= limits().head && after < limits().head * 2, "{after:?}");
}

#[tokio::test(start_paused = true)]
async fn a_client_that_takes_nothing_is_not_waited_for() {
    let (mut client, _running) = connect();
    client.write_all(b"GET /long HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    tokio::time::sleep(limits().write * 2).await;
    let (reply, after) = until_closed(&mut client).await;
    assert!(reply.starts_with("HTTP/1.1 200 OK") && reply.len() < 64 << 10, "{} bytes", reply.len());
    assert_eq!(after, Duration::ZERO, "it was closed before");
}

#[tokio::test(start_paused = true)]
async fn a_slow_client_that_goes_on_is_served() {
    let (mut client, _running) = connect();
    client.write_all(b"GET /long HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await.unwrap();
    let (mut taken, mut part) = (0, [0; 4 << 10]);
    loop {
        tokio::time::sleep(limits().write / 2).await;
        match client.read(&mut part).await.unwrap() {
            0 => break,
            read => taken += read,
        }
    }
    assert!(taken > 1 << 20, "{taken}");
}

#[tokio::test]
async fn a_client_has_its_places_and_no_more() {
    let places = Places::new(&Limits { connections: 5, connections_per_client: 2, ..limits() });
    let place = async |client: [u8; 4]| places.of(client.into(), places.any().await);
    let (first, second) = (place([192, 0, 2, 1]).await, place([192, 0, 2, 1]).await);
    assert!(first.is_some() && second.is_some() && place([192, 0, 2, 1]).await.is_none());
    let other = place([192, 0, 2, 2]).await;
    assert!(other.is_some(), "others have theirs");
    assert_eq!(places.all.available_permits(), 2, "a refused connection holds none");
    drop((first, other));
    assert!(place([192, 0, 2, 1]).await.is_some());
    drop(second);
    assert_eq!((places.all.available_permits(), places.taken.lock().unwrap().len()), (5, 0));
}
