//! Third-party receiver, which creates a record under the submission's id, and only if there is none (`PUT` with
//! `If-None-Match: *`).

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// Body of its response with status 201.
pub const CREATED: &str = r#"{"stored":true}"#;

/// Receiver with the record of each id.
pub struct ThirdParty {
    pub address: SocketAddr,
    pub records: Arc<Mutex<BTreeMap<String, serde_json::Value>>>,
}

impl ThirdParty {
    /// Starts the receiver in a thread, which ends with the program.
    pub fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let third = Self { address: listener.local_addr().unwrap(), records: Arc::default() };
        let records = third.records.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                handle(stream.unwrap(), &records);
            }
        });
        third
    }
}

fn handle(stream: TcpStream, records: &Mutex<BTreeMap<String, serde_json::Value>>) {
    let mut reader = BufReader::new(&stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let header = |name: &str| {
        let mut pairs = lines.iter().filter_map(|line| line.split_once(": "));
        pairs.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned())
    };
    let mut body = vec![0; header("content-length").unwrap().parse().unwrap()];
    reader.read_exact(&mut body).unwrap();
    let id = lines[0].strip_prefix("PUT /records/").and_then(|rest| rest.split(' ').next());
    let (code, answer) = match (id, header("if-none-match").as_deref()) {
        (Some(id), Some("*")) => {
            let mut records = records.lock().unwrap();
            if records.contains_key(id) {
                (412, "")
            } else {
                records.insert(id.to_owned(), serde_json::from_slice(&body).unwrap());
                (201, CREATED)
            }
        }
        _ => (400, ""),
    };
    let len = answer.len();
    let head = format!("HTTP/1.1 {code} x\r\nContent-Length: {len}\r\nConnection: close\r\n\r\n");
    (&stream).write_all(format!("{head}{answer}").as_bytes()).unwrap();
}
