//! What stands between a page and its receiver, and does to a request whatever networks,
//! proxies and browsers do to requests. Everything is real TCP over loopback.
//!
//! A request is carried from end to end in one thread: what is sent fits the buffers of the
//! sockets, so no side waits for another, and the same faults give the same answers every time.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};

use challenge_map::signup::{Answer, Body, Request};

use super::chance::Chance;
use crate::client::{HANG, Reply, read_reply};

/// What happens to a request. Where it says `reached`, the receiver has got it or not; the page
/// can't tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Nothing goes wrong.
    None,
    /// The browser finds itself offline, and nothing leaves.
    Offline,
    /// Nobody listens.
    Refused,
    /// The connection is reset before the answer.
    Reset { reached: bool },
    /// It is reset after a part of the answer.
    CutOff,
    /// The page has stopped waiting. What has not reached the receiver does so later.
    TooLate { reached: bool },
    /// 429 or 503, mostly with `Retry-After`.
    Busy,
    /// 500, 502 or 504.
    Broken { reached: bool },
    /// 200 and a page of HTML, as a captive portal or a catch-all host answers.
    Page { reached: bool },
    /// The answer, whole as HTTP and cut off as JSON.
    Truncated { reached: bool },
}

/// All of them.
pub const FAULTS: [Fault; 15] = [
    Fault::None,
    Fault::Offline,
    Fault::Refused,
    Fault::Reset { reached: false },
    Fault::Reset { reached: true },
    Fault::CutOff,
    Fault::TooLate { reached: false },
    Fault::TooLate { reached: true },
    Fault::Busy,
    Fault::Broken { reached: false },
    Fault::Broken { reached: true },
    Fault::Page { reached: false },
    Fault::Page { reached: true },
    Fault::Truncated { reached: false },
    Fault::Truncated { reached: true },
];

/// Answers of a receiver that say that a sign-up is stored.
pub struct Confirmed {
    pub codes: &'static [u16],
    /// What stands in all of them but a 412.
    pub body: &'static str,
}

pub struct Proxy {
    listener: TcpListener,
    upstream: SocketAddr,
    confirmed: Confirmed,
    /// Requests on their way, with who sent them.
    held: Vec<(String, Vec<u8>)>,
    /// Whose sign-ups the receiver has acknowledged, whether or not a page has heard of it.
    pub acknowledged: BTreeSet<String>,
}

impl Proxy {
    /// Carries requests to the receiver at this address.
    pub fn new(listener: TcpListener, upstream: SocketAddr, confirmed: Confirmed) -> Self {
        Self { listener, upstream, confirmed, held: Vec::new(), acknowledged: BTreeSet::new() }
    }

    /// Carries a request of this visitor and gives what the page gets to know.
    pub fn carry(&mut self, email: &str, request: &Request, fault: Fault, chance: &mut Chance) -> Answer {
        if fault == Fault::Offline {
            return Answer::Offline;
        }
        if fault == Fault::Refused {
            // The port of another listener, gone just now, could be given to the next connection.
            let refused = TcpStream::connect((Ipv4Addr::LOCALHOST, 1));
            assert!(refused.is_err(), "something listens on port 1");
            return Answer::Unreachable;
        }
        let here = self.listener.local_addr().unwrap();
        let sent = bytes(request, here);
        let mut page = TcpStream::connect(here).unwrap();
        page.set_read_timeout(Some(HANG)).unwrap();
        page.write_all(&sent).unwrap();
        let (mut proxy, _) = self.listener.accept().unwrap();
        let arrived = peek(&proxy, sent.len());
        match fault {
            Fault::Reset { reached } => {
                if reached {
                    self.forward(email, &arrived);
                }
            }
            Fault::TooLate { reached } => {
                drop(page);
                if reached {
                    let late = self.forward(email, &arrived);
                    proxy.write_all(&late).ok(); // to nobody
                } else {
                    self.held.push((email.to_owned(), arrived));
                }
                return Answer::TimedOut;
            }
            Fault::CutOff => {
                let answer = self.forward(email, &arrived);
                let sent = 1 + chance.below(answer.len() - 1);
                proxy.write_all(&answer[..sent]).unwrap();
                let mut part = vec![0; sent];
                page.read_exact(&mut part).unwrap();
                drop(proxy);
                let end = page.read(&mut [0]);
                assert!(!matches!(end, Ok(1)), "the rest came after all");
                return heard(&part);
            }
            _ => {
                let reached = matches!(
                    fault,
                    Fault::None
                        | Fault::Broken { reached: true }
                        | Fault::Page { reached: true }
                        | Fault::Truncated { reached: true }
                );
                let stored = reached.then(|| self.forward(email, &arrived));
                let answer = if fault == Fault::None { stored.unwrap() } else { self.forged(fault, chance) };
                proxy.read_exact(&mut vec![0; sent.len()]).unwrap(); // or it would be reset
                proxy.write_all(&answer).unwrap();
            }
        }
        drop(proxy);
        let mut answer = Vec::new();
        page.read_to_end(&mut answer).ok(); // what came before a reset is kept
        heard(&answer)
    }

    /// Delivers one of the requests that are on their way; whether there was one.
    pub fn deliver_one(&mut self, chance: &mut Chance) -> bool {
        if self.held.is_empty() {
            return false;
        }
        let (email, request) = self.held.swap_remove(chance.below(self.held.len()));
        self.forward(&email, &request);
        true
    }

    fn forward(&mut self, email: &str, request: &[u8]) -> Vec<u8> {
        let mut upstream = TcpStream::connect(self.upstream).unwrap();
        upstream.set_read_timeout(Some(HANG)).unwrap();
        upstream.write_all(request).unwrap();
        let mut answer = Vec::new();
        upstream.read_to_end(&mut answer).unwrap();
        let Reply { status, body, .. } = read_reply(&answer).unwrap();
        let Confirmed { codes, body: wanted } = self.confirmed;
        if codes.contains(&status) && (status == 412 || body == wanted.as_bytes()) {
            self.acknowledged.insert(email.to_owned());
        }
        answer
    }

    /// An answer that is not the receiver's.
    fn forged(&self, fault: Fault, chance: &mut Chance) -> Vec<u8> {
        let Confirmed { codes, body } = self.confirmed;
        match fault {
            Fault::Busy => {
                let code = chance.of(&[429, 503]);
                let wait =
                    chance.of(&["", "Retry-After: 1\r\n", "Retry-After: 30\r\n", "Retry-After: 600\r\n"]);
                answer(code, wait, "")
            }
            Fault::Broken { .. } => {
                answer(chance.of(&[500, 502, 504]), "", "<html><h1>Bad Gateway</h1></html>")
            }
            Fault::Page { .. } => answer(200, "", "<!doctype html><title>Welcome to our network</title>"),
            _ => answer(codes[0], "", &body[..chance.below(body.len())]),
        }
    }
}

/// All that lies in the socket; it stays there, and closing the socket then resets the connection.
fn peek(stream: &TcpStream, len: usize) -> Vec<u8> {
    let mut arrived = vec![0; len];
    while stream.peek(&mut arrived).unwrap() < len {
        std::thread::yield_now();
    }
    arrived
}

fn answer(code: u16, header: &str, body: &str) -> Vec<u8> {
    let len = body.len();
    format!("HTTP/1.1 {code} x\r\nContent-Length: {len}\r\nConnection: close\r\n{header}\r\n{body}").into()
}

/// The request as a browser puts it on the wire, for a page of the site at `here`.
fn bytes(request: &Request, here: SocketAddr) -> Vec<u8> {
    let address = request.address.resolve("/");
    let path = request.address.origin().map_or(address.as_str(), |origin| &address[origin.len()..]);
    let Body::Text(body) = &request.body else { panic!("{:?}", request.body) };
    let mut head =
        format!("{} {path} HTTP/1.1\r\nHost: {here}\r\nOrigin: http://{here}\r\n", request.method.as_str());
    for (name, value) in &request.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    format!("{head}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len()).into()
}

/// What the page makes of what came: without a whole head there is no answer, without a whole
/// body an empty one.
fn heard(bytes: &[u8]) -> Answer {
    let Some(reply) = read_reply(bytes) else { return Answer::Unreachable };
    let is_whole = reply.header("content-length").parse() == Ok(reply.body.len());
    let retry_after = reply.headers.get("retry-after").cloned();
    Answer::Status {
        code: reply.status,
        body: if is_whole { reply.text() } else { String::new() },
        retry_after,
    }
}
