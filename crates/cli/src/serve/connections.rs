//! Connections: accepts them, and ends those that hold a place without using it.
//!
//! axum's own `serve` has neither time-outs nor a limit, so that a thousand half-sent requests stop it.

use std::collections::HashMap;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Extension;
use axum::Router;
use axum::extract::ConnectInfo;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;

use super::client::client_key;
use super::limits::Limits;
use crate::output::errln;

/// Size of the longest head of a request, in bytes. Cookies of other sites on the same host come with it.
const MAX_HEAD_BYTES: usize = 32 << 10;

/// Pause after a connection could not be accepted, mostly because the process has no descriptor left.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves connections until `stop` is ready, and then those that are answered at the time.
pub async fn serve(listener: TcpListener, router: Router, limits: &Limits, stop: impl Future<Output = ()>) {
    let mut stop = pin!(stop);
    let (places, running) = (Places::new(limits), GracefulShutdown::new());
    loop {
        // While all places are taken, new connections wait in the queue of the system.
        let accepted = async {
            let place = places.any().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! { accepted = accepted => accepted, () = &mut stop => break };
        match accepted {
            Ok((stream, address)) => {
                let Some(place) = places.of(address.ip(), place) else { continue }; // closes it
                let connection = connection(stream, address, &router, limits, running.watcher());
                tokio::spawn(async move {
                    connection.await;
                    drop(place);
                });
            }
            Err(error) => {
                errln!("challenge-map: can't take a connection: {error}");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
    drop(listener);
    tokio::select! { () = running.shutdown() => {}, () = tokio::time::sleep(limits.grace) => {} }
}

/// Serves one connection until either side closes it, or the client is too slow.
fn connection(
    stream: impl AsyncRead + AsyncWrite + Send + 'static,
    client: SocketAddr,
    router: &Router,
    limits: &Limits,
    running: Watcher,
) -> impl Future<Output = ()> + Send + 'static {
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.write));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head).max_buf_size(MAX_HEAD_BYTES);
    let service = TowerToHyperService::new(router.clone().layer(Extension(ConnectInfo(client))));
    async move {
        let served = http.serve_connection(TokioIo::new(Box::pin(stream)), service);
        // An error is a client that broke off or was too slow, which is nobody's business.
        let _broken_off = running.watch(served).await;
    }
}

/// Places for connections.
struct Places {
    all: Arc<Semaphore>,
    per_client: usize,
    taken: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// Place of a connection, free again when dropped.
struct Place {
    client: IpAddr,
    taken: Arc<Mutex<HashMap<IpAddr, usize>>>,
    _any: OwnedSemaphorePermit,
}

impl Places {
    fn new(limits: &Limits) -> Self {
        Self {
            all: Arc::new(Semaphore::new(limits.connections)),
            per_client: limits.connections_per_client,
            taken: Arc::default(),
        }
    }

    /// Returns a place for any client as soon as there is one.
    async fn any(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.all).acquire_owned().await.ok() // it is never closed
    }

    /// Returns the place as one of a client; none if the client has as many as it may.
    fn of(&self, client: IpAddr, any: Option<OwnedSemaphorePermit>) -> Option<Place> {
        let (any, client) = (any?, client_key(client));
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(client).or_default();
        if *count >= self.per_client {
            return None;
        }
        *count += 1;
        Some(Place { client, taken: Arc::clone(&self.taken), _any: any })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.client) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests;
