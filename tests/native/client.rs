//! A site made for a test, the real program that serves it, and a minimal HTTP client.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// Timeout after which a hanging test fails; nothing else depends on it.
pub const HANG: Duration = Duration::from_secs(60);

pub const ID: &str = "0b5c2c1e-7a54-4a6e-9d6c-5f1d0a2b3c4d";

/// A running `challenge-map serve`, stopped when dropped.
pub struct Server {
    pub folder: TempDir,
    pub address: String,
    pub banner: String,
    args: Vec<String>,
    child: Child,
}

pub struct Reply {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Reply {
    /// Returns the value of a header; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Returns a folder like the one that a build creates, with a secret beside it.
pub fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let dist = folder.path().join("dist");
    std::fs::create_dir_all(dist.join("equity")).unwrap();
    std::fs::create_dir_all(dist.join("data")).unwrap();
    let script = "export const themes = ['equity', 'instruction', 'staffing'];\n".repeat(40);
    for (name, text) in [
        ("dist/index.html", "<!doctype html><title>start</title>"),
        ("dist/equity/index.html", "<!doctype html><title>equity</title>"),
        ("dist/about.html", "<!doctype html><title>about</title>"),
        ("dist/site-0123456789abcdef.js", script.as_str()),
        ("dist/site-0123456789abcdef_bg.wasm", "\0asm\u{1}\0\0\0"),
        ("dist/style-0123456789abcdef.css", "body{}"),
        ("dist/plain.js", script.as_str()),
        ("dist/bundle.json", "{}"),
        ("dist/icon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("dist/font.woff2", "wOF2"),
        ("dist/.env", "hidden"),
        ("secret.js", "secret"),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

pub fn tool() -> Command {
    Command::new(env!("CARGO_BIN_EXE_challenge-map"))
}

impl Server {
    /// Serves a new folder's `dist`, the default, on a free port; `more` are further arguments.
    pub fn start(more: &[&str]) -> Self {
        Self::start_in(folder(), more)
    }

    /// Serves a folder that the test has changed, otherwise like [`Server::start`].
    pub fn start_in(folder: TempDir, more: &[&str]) -> Self {
        let args = more.iter().map(|&arg| arg.to_owned()).collect::<Vec<_>>();
        let (child, banner, address) = spawn(&folder, &args);
        Self { folder, address, banner, args, child }
    }

    /// Ends the program as a power failure would, without a warning (`SIGKILL`).
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Starts the program again after [`Server::kill`], with the same files at another address.
    pub fn start_again(&mut self) {
        (self.child, self.banner, self.address) = spawn(&self.folder, &self.args);
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data/signups.sqlite")
    }

    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        send(&self.address, method, path, headers, body)
    }

    pub fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], b"")
    }

    /// Sends a body to the receiver as the site's own page would.
    pub fn sign_up(&self, body: &str) -> Reply {
        let origin = format!("http://{}", self.address);
        self.post(&[("Content-Type", "application/json"), ("Origin", &origin)], body.as_bytes())
    }

    pub fn post(&self, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        self.send("POST", "/api/signups", headers, body)
    }

    /// Returns the output of `challenge-map signups` for the folder.
    pub fn listed(&self, more: &[&str]) -> String {
        let done = tool().current_dir(self.folder.path()).arg("signups").args(more).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    }

    /// Asks the program to stop, as a service manager would; returns whether it ended without an error.
    #[cfg(unix)]
    pub fn stopped_in_order(mut self) -> bool {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        asked.success() && self.child.wait().unwrap().success()
    }
}

/// Starts the program and waits until it listens; returns the process, its first line and its address.
fn spawn(folder: &TempDir, args: &[String]) -> (Child, String, String) {
    let mut child = tool()
        .current_dir(folder.path())
        .args(["serve", "--port", "0"])
        .args(args)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut banner = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut banner).unwrap();
    let address = banner.strip_prefix("Serving http://").and_then(|rest| rest.split('/').next());
    let address = address.unwrap_or_else(|| panic!("not ready: {banner:?}")).to_owned();
    (child, banner, address)
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a request to a server at an address such as `127.0.0.1:8080`.
pub fn send(address: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(HANG)).unwrap();
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    head.push_str("\r\n");
    // A server may answer, and close, before it has read a body that it won't take.
    let _ = stream.write_all(&[head.as_bytes(), body].concat());
    let mut reply = Vec::new();
    if let Err(error) = stream.read_to_end(&mut reply) {
        assert!(!reply.is_empty(), "no answer: {error}");
    }
    read_reply(&reply).expect("a whole head")
}

/// Sends a sign-up; returns the response, or none if the connection breaks.
pub fn post(address: &str, body: &str) -> Option<Reply> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(HANG)).ok()?;
    let len = body.len();
    let head = format!(
        "POST /api/signups HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {len}\r\n\r\n"
    );
    stream.write_all(format!("{head}{body}").as_bytes()).ok()?;
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply).ok()?;
    read_reply(&reply)
}

/// Parses a response; returns none if its head is incomplete.
pub fn read_reply(reply: &[u8]) -> Option<Reply> {
    let end = reply.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8(reply[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap().parse().unwrap();
    let headers: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let body = &reply[end + 4..];
    let chunked = headers.get("transfer-encoding").is_some_and(|how| how == "chunked");
    Some(Reply { status, body: if chunked { unchunk(body) } else { body.to_vec() }, headers })
}

fn unchunk(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        if size == 0 {
            break;
        }
        body.extend_from_slice(&rest[end + 2..end + 2 + size]);
        rest = &rest[end + 4 + size..];
    }
    body
}
