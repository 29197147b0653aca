//! Proxy between a page and its receiver, which injects the faults of networks, proxies and browsers. All
//! connections are real TCP over loopback.
//!
//! One thread carries a request from end to end. It fits into the buffers of the sockets, so no side waits for
//! another, and the same faults give the same answers every time.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};

use signup::{Answer, Body, Request, SubmissionId};

use super::rng::Rng;
use crate::client::{HANG, Reply, read_reply};

/// Fault of a request. `reached` says if the receiver gets the request, which the page can't know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// No fault.
    None,
    /// The browser is offline, and nothing is sent.
    Offline,
    /// The connection is refused.
    Refused,
    /// The connection is reset before the answer.
    Reset { reached: bool },
    /// The connection is reset after a part of the answer.
    CutOff,
    /// The page times out. A request that has not reached the receiver does so later.
    TooLate { reached: bool },
    /// 429 or 503, mostly with `Retry-After`.
    Busy,
    /// 500, 502 or 504.
    Broken { reached: bool },
    /// Status 200 and a page of HTML, as from a captive portal or a catch-all host.
    Page { reached: bool },
    /// The answer is complete as HTTP, and truncated as JSON.
    Truncated { reached: bool },
}

/// All faults.
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

/// Confirmation of a receiver that a sign-up is stored.
pub struct Confirmation {
    /// Status codes.
    pub codes: &'static [u16],
    /// Body with all status codes but 412.
    pub body: &'static str,
}

/// Proxy in front of a receiver.
pub struct Proxy {
    listener: TcpListener,
    upstream: SocketAddr,
    confirmation: Confirmation,
    /// Requests that arrive later, each with the email address in it.
    held: Vec<(String, Vec<u8>)>,
    /// Email addresses whose sign-ups the receiver has acknowledged, even if the page did not get the answer.
    pub acknowledged: BTreeSet<String>,
    /// Ids of the sign-ups that have reached the receiver.
    pub arrived: BTreeSet<SubmissionId>,
}

impl Proxy {
    /// Returns a proxy for the receiver at an address.
    pub fn new(listener: TcpListener, upstream: SocketAddr, confirmation: Confirmation) -> Self {
        Self {
            listener,
            upstream,
            confirmation,
            held: Vec::new(),
            acknowledged: BTreeSet::new(),
            arrived: BTreeSet::new(),
        }
    }

    /// Carries a request of a visitor, and returns the answer that the page gets.
    pub fn carry(&mut self, email: &str, request: &Request, fault: Fault, rng: &mut Rng) -> Answer {
        if fault == Fault::Offline {
            return Answer::Offline;
        }
        if fault == Fault::Refused {
            // A port that was just closed could be given to the next connection.
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
                    proxy.write_all(&late).ok(); // nobody reads it
                } else {
                    self.held.push((email.to_owned(), arrived));
                }
                return Answer::TimedOut;
            }
            Fault::CutOff => {
                let answer = self.forward(email, &arrived);
                return cut_off(page, proxy, &answer[..1 + rng.below(answer.len() - 1)]);
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
                let answer = if fault == Fault::None { stored.unwrap() } else { self.forged(fault, rng) };
                proxy.read_exact(&mut vec![0; sent.len()]).unwrap(); // or it would be reset
                proxy.write_all(&answer).unwrap();
            }
        }
        drop(proxy);
        let mut answer = Vec::new();
        page.read_to_end(&mut answer).ok(); // what came before a reset is kept
        parse_answer(&answer)
    }

    /// Delivers one of the late requests. Returns `false` if there is none.
    pub fn deliver_one(&mut self, rng: &mut Rng) -> bool {
        if self.held.is_empty() {
            return false;
        }
        let (email, request) = self.held.swap_remove(rng.below(self.held.len()));
        self.forward(&email, &request);
        true
    }

    fn forward(&mut self, email: &str, request: &[u8]) -> Vec<u8> {
        self.arrived.insert(id(request));
        let mut upstream = TcpStream::connect(self.upstream).unwrap();
        upstream.set_read_timeout(Some(HANG)).unwrap();
        upstream.write_all(request).unwrap();
        let mut answer = Vec::new();
        upstream.read_to_end(&mut answer).unwrap();
        let Reply { status, body, .. } = read_reply(&answer).unwrap();
        let Confirmation { codes, body: wanted } = self.confirmation;
        if codes.contains(&status) && (status == 412 || body == wanted.as_bytes()) {
            self.acknowledged.insert(email.to_owned());
        }
        answer
    }

    /// Returns an answer that is not the receiver's.
    fn forged(&self, fault: Fault, rng: &mut Rng) -> Vec<u8> {
        let Confirmation { codes, body } = self.confirmation;
        match fault {
            Fault::Busy => {
                let code = rng.choose(&[429, 503]);
                let wait =
                    rng.choose(&["", "Retry-After: 1\r\n", "Retry-After: 30\r\n", "Retry-After: 600\r\n"]);
                answer(code, wait, "")
            }
            Fault::Broken { .. } => {
                answer(rng.choose(&[500, 502, 504]), "", "<html><h1>Bad Gateway</h1></html>")
            }
            Fault::Page { .. } => answer(200, "", "<!doctype html><title>Welcome to our network</title>"),
            _ => answer(codes[0], "", &body[..rng.below(body.len())]),
        }
    }
}

/// Returns the id in a request, in its path or its body.
fn id(request: &[u8]) -> SubmissionId {
    let text = std::str::from_utf8(request).unwrap();
    let mut found = text.split(|c: char| !c.is_ascii_hexdigit() && c != '-').filter_map(SubmissionId::parse);
    found.next().expect("an id")
}

/// Returns the data in the socket, and leaves it there: closing the socket then resets the connection.
fn peek(stream: &TcpStream, len: usize) -> Vec<u8> {
    let mut arrived = vec![0; len];
    while stream.peek(&mut arrived).unwrap() < len {
        std::thread::yield_now();
    }
    arrived
}

/// Sends a part of an answer, resets the connection, and returns the answer that the page gets.
fn cut_off(mut page: TcpStream, mut proxy: TcpStream, part: &[u8]) -> Answer {
    proxy.write_all(part).unwrap();
    let mut received = vec![0; part.len()];
    page.read_exact(&mut received).unwrap();
    drop(proxy);
    let end = page.read(&mut [0]);
    assert!(!matches!(end, Ok(1)), "the rest arrived");
    parse_answer(&received)
}

fn answer(code: u16, header: &str, body: &str) -> Vec<u8> {
    let len = body.len();
    format!("HTTP/1.1 {code} x\r\nContent-Length: {len}\r\nConnection: close\r\n{header}\r\n{body}").into()
}

/// Returns the bytes of a request from a page of the site at `here`.
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

/// Returns the answer that a page gets from these bytes: none without a complete head, and one with an empty body
/// without a complete body.
fn parse_answer(bytes: &[u8]) -> Answer {
    let Some(reply) = read_reply(bytes) else { return Answer::Unreachable };
    let is_whole = reply.header("content-length").parse() == Ok(reply.body.len());
    let retry_after = reply.headers.get("retry-after").cloned();
    Answer::Status {
        code: reply.status,
        body: if is_whole { reply.text() } else { String::new() },
        retry_after,
    }
}
