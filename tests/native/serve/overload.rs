//! Clients and disks that would stop the server for all others, if it let them.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4, TcpStream};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use signup::config::DEFAULT_TIMEOUT_MS;
use signup::{CONFIRMATION, SubmissionId};

use super::receiver::body;
use crate::client::{HANG, Reply, Server, post, read_reply};

/// Number of half-sent requests that once stopped the server: a process had 1,024 descriptors.
const ATTACK: usize = 1_030;

fn numbered(n: u8) -> String {
    SubmissionId::from_random([n; 16]).to_string()
}

/// Sends a request from another address of this machine.
fn get_from(client: Ipv4Addr, server: &str) -> Reply {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap();
    let stream = runtime.block_on(async {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::V4(SocketAddrV4::new(client, 0))).unwrap();
        socket.connect(server.parse().unwrap()).await.unwrap().into_std().unwrap()
    });
    stream.set_nonblocking(false).unwrap();
    whole_reply(stream)
}

fn whole_reply(mut stream: TcpStream) -> Reply {
    stream.set_read_timeout(Some(HANG)).unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: map.example\r\nConnection: close\r\n\r\n").unwrap();
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply).unwrap();
    read_reply(&reply).unwrap()
}

/// The places of one address are taken; others do not notice. Only Linux has all of 127.0.0.0/8.
#[cfg(target_os = "linux")]
#[test]
fn half_sent_requests_of_one_client_stop_nobody_else() {
    let server = Server::start(&["--connections", "64"]);
    let mut held = Vec::new();
    for number in 0..ATTACK {
        let mut stream = TcpStream::connect(&server.address).unwrap();
        stream.set_read_timeout(Some(HANG)).unwrap();
        let sent = stream.write_all(b"GET / HTTP/1.1\r\nHost: map.example\r\nX-Slow: ");
        if number < 64 {
            sent.unwrap();
            held.push(stream);
        } else {
            let mut reply = [0];
            assert!(
                matches!(stream.read(&mut reply), Ok(0) | Err(_)),
                "connection {number} is closed at once"
            );
        }
    }
    for other in 2..12 {
        assert_eq!(get_from(Ipv4Addr::new(127, 0, 0, other), &server.address).status, 200);
    }
    // What was held is free again when the client goes.
    for mut stream in held {
        stream.write_all(b"done\r\nConnection: close\r\n\r\n").unwrap();
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply).unwrap();
        assert_eq!(read_reply(&reply).unwrap().status, 200, "they had their places");
    }
}

/// Another program holds the lock for as long as it wants.
#[test]
fn a_locked_database_stops_no_page_and_loses_no_sign_up() {
    let server = Server::start(&["--rate", "100000", "--connections", "480"]);
    let lock = Connection::open(server.data()).unwrap();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let sending: Vec<_> = (0..100_u8)
            .map(|n| {
                let (address, sent) = (&server.address, body(&format!("n{n}@example.org"), &numbered(n)));
                scope.spawn(move || post(address, &sent).unwrap())
            })
            .collect();
        for _ in 0..20 {
            assert_eq!((server.get("/").status, server.get("/bundle.json").status), (200, 200));
        }
        assert!(sending.iter().any(|reply| !reply.is_finished()), "pages did not wait for the database");
        for reply in sending {
            let reply = reply.join().unwrap();
            assert_eq!((reply.status, reply.text().as_str()), (503, r#"{"error":"storage"}"#));
            assert!((1..=60).contains(&reply.header("retry-after").parse::<u32>().unwrap()));
        }
    });
    assert!(
        begun.elapsed() < Duration::from_millis(DEFAULT_TIMEOUT_MS.into()),
        "the page had its answer in time"
    );
    drop(lock);
    for n in 0..100 {
        let reply = server.sign_up(&body(&format!("n{n}@example.org"), &numbered(n)));
        assert_eq!(reply.text(), CONFIRMATION);
    }
    assert_eq!(server.listed(&["--csv"]).lines().count(), 1 + 100);
}

/// SQLite itself would go on in the removed file.
#[cfg(unix)]
#[test]
fn nobody_is_confirmed_whose_row_is_not_in_the_file() {
    let server = Server::start(&[]);
    let data = server.data();
    let sign_up = |n: u8| server.sign_up(&body(&format!("n{n}@example.org"), &numbered(n)));
    assert_eq!(sign_up(1).status, 200);
    for end in ["", "-wal", "-shm"] {
        std::fs::remove_file(format!("{}{end}", data.display())).unwrap();
    }
    assert_eq!(sign_up(2).status, 200);
    let listed = server.listed(&[]);
    assert!(listed.contains("n2@example.org") && !listed.contains("n1@example.org"), "{listed}");

    let folder = data.parent().unwrap();
    std::fs::rename(folder, folder.with_file_name("elsewhere")).unwrap();
    let refused = sign_up(3);
    assert_eq!((refused.status, refused.header("retry-after").is_empty()), (503, false));
    assert_eq!(server.get("/").status, 200);
    std::fs::rename(folder.with_file_name("elsewhere"), folder).unwrap();
    assert_eq!(sign_up(3).status, 200);
    assert!(server.listed(&[]).contains("n3@example.org"));
}
