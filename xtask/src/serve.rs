//! `cargo xtask serve`: the site with live reload, and a receiver for its sign-ups.

use crate::{Failure, install, process, tools::Builders};
use std::{
    fs,
    io::{BufRead, BufReader, Read},
    net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

const FIRST_PORT: u16 = 8080;
const DATA: &str = "data/signups.sqlite";

/// Builds and serves the site until interrupted, or until one of the two programs ends. The site is built first:
/// it can be viewed while the receiver of sign-ups is built.
pub fn serve(port: Option<u16>, open: bool) -> Result<(), Failure> {
    let builders = install::for_serve()?;
    let address = loopback(choose_port(port)?);
    let backend = loopback(free_port()?);
    let stop = stop_flag()?;

    // trunk does not start where a folder that it is to ignore is missing.
    if let Some(dir) = Path::new(DATA).parent() {
        fs::create_dir_all(dir)
            .map_err(|error| Failure::Failed(format!("cannot create {}: {error}", dir.display())))?;
    }
    println!("Building the site (the first time 1 to 3 minutes) …");
    let mut trunk = Running::start("trunk", trunk(&builders, address, backend, open).stdin(Stdio::null()))?;
    // trunk listens once the first build is done.
    while TcpStream::connect_timeout(&address, Duration::from_millis(100)).is_err() {
        trunk.still_runs()?;
        if stop.load(Ordering::Relaxed) {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(100));
    }
    println!("\nChallenge Map: http://{address}/  (Ctrl-C ends)\n");

    println!("Building the receiver of sign-ups (the first time 1 to 3 minutes) …");
    process::run(process::cargo(&["build", "--bin", "challenge-map"]), "building challenge-map")?;
    let mut receiver = start_receiver(backend)?;
    println!(
        "\nSign-ups at http://{address}/ arrive in {DATA}: \
         read them with `cargo run -q -- signups --data {DATA}`\n"
    );
    while !stop.load(Ordering::Relaxed) {
        trunk.still_runs()?;
        receiver.still_runs()?;
        thread::sleep(Duration::from_millis(100));
    }
    println!("\nEnded.");
    Ok(())
}

/// Returns the command that builds the site, serves it, and hands sign-ups to the receiver at `backend`.
fn trunk(builders: &Builders, address: SocketAddr, backend: SocketAddr, open: bool) -> Command {
    let mut command =
        builders.trunk(&["serve", "--address", "127.0.0.1", "--port", &address.port().to_string()]);
    command.arg("--disable-address-lookup"); // it lists names of this machine that nobody asked for
    command.args(["--proxy-backend", &format!("http://{backend}/api/"), "--proxy-rewrite", "/api/"]);
    command.arg("--proxy-no-system-proxy");
    // Writing down a sign-up is no reason to build the site again.
    command.args(["--ignore", "data"]);
    if open {
        command.arg("--open");
    }
    command
}

/// Starts the receiver and waits until it prints that it serves.
fn start_receiver(address: SocketAddr) -> Result<Running, Failure> {
    let mut command = Command::new(process::built("challenge-map")?);
    let port = address.port().to_string();
    command.args(["serve", "--api-only", "--port", &port, "--data", DATA]).stdin(Stdio::null());
    let mut receiver = Running::start("challenge-map", command.stdout(Stdio::piped()))?;
    let (said, lines) = mpsc::channel();
    if let Some(stdout) = receiver.child.stdout.take() {
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                // Lines up to the one with the address are waited for; the others are for the reader.
                if said.send(line.clone()).is_err() {
                    println!("challenge-map: {line}");
                }
            }
        });
    }
    let start = Instant::now();
    while let Some(patience) = Duration::from_secs(30).checked_sub(start.elapsed()) {
        match lines.recv_timeout(patience) {
            Ok(line) if line.contains(&format!("http://{address}/")) => return Ok(receiver),
            Ok(line) => println!("challenge-map: {line}"),
            Err(_ended_or_silent) => break,
        }
    }
    receiver.still_runs()?;
    Err(Failure::Failed("challenge-map serve did not say which address it serves".into()))
}

const fn loopback(port: u16) -> SocketAddr {
    SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port)
}

/// Returns a port that nothing listens on.
fn free_port() -> Result<u16, Failure> {
    let bound = TcpListener::bind(loopback(0)).and_then(|listener| listener.local_addr());
    bound.map(|address| address.port()).map_err(|error| {
        Failure::Failed(format!("there is no free port for the receiver of sign-ups: {error}"))
    })
}

fn choose_port(asked: Option<u16>) -> Result<u16, Failure> {
    let free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    match asked {
        Some(port) if free(&port) => Ok(port),
        Some(port) => Err(Failure::Failed(format!(
            "port {port} is taken: choose another with --port, or leave it out for the next free one"
        ))),
        None => (FIRST_PORT..FIRST_PORT + 100).find(free).ok_or_else(|| {
            Failure::Failed("no port from 8080 to 8179 is free: choose one with --port".into())
        }),
    }
}

/// Returns a flag that becomes true when this program is asked to end, by Ctrl-C or by `kill`.
fn stop_flag() -> Result<Arc<AtomicBool>, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    #[cfg(unix)]
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
        signal_hook::flag::register(signal, Arc::clone(&stop))
            .map_err(|error| Failure::Failed(format!("cannot listen for signals: {error}")))?;
    }
    Ok(stop)
}

/// A program that ends with this one, together with the programs that it started.
struct Running {
    name: &'static str,
    child: Child,
}

impl Running {
    fn start(name: &'static str, command: &mut Command) -> Result<Self, Failure> {
        let child =
            command.spawn().map_err(|error| Failure::Failed(format!("cannot start {name}: {error}")))?;
        Ok(Self { name, child })
    }

    fn still_runs(&mut self) -> Result<(), Failure> {
        match self.child.try_wait() {
            Ok(None) => Ok(()),
            Ok(Some(status)) => Err(Failure::Failed(format!("{} ended with {status}", self.name))),
            Err(error) => Err(Failure::Failed(format!("{} is lost: {error}", self.name))),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // A compiler that trunk started would work on, for nobody.
        let mut pids = descendants(self.child.id());
        pids.push(self.child.id());
        let pids = pids.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
        // The standard library can only kill; the receiver should close its file.
        let ask = format!("kill -TERM {pids} 2>/dev/null");
        Command::new("sh").args(["-c", &ask]).status().ok();
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(3) {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Returns the processes that `pid` has started, and those that they have started; empty where there is no `/proc`.
fn descendants(pid: u32) -> Vec<u32> {
    let mut found = Vec::new();
    let tasks = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    for task in tasks {
        let mut children = String::new();
        let file = fs::File::open(task.path().join("children"));
        if file.and_then(|mut file| file.read_to_string(&mut children)).is_ok() {
            for child in children.split_whitespace().filter_map(|pid| pid.parse().ok()) {
                found.extend(descendants(child));
                found.push(child);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_not_chosen() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        assert!(matches!(choose_port(Some(port)), Err(Failure::Failed(_))));
        assert_ne!(choose_port(None).unwrap(), port);
    }

    #[test]
    fn what_was_started_ends_with_its_owner() {
        // A shell that starts another program, as trunk starts cargo.
        let mut command = Command::new("sh");
        command.args(["-c", "sleep 60 & wait"]);
        let running = Running::start("sh", &mut command).unwrap();
        let start = Instant::now();
        let mut started = Vec::new();
        while started.is_empty() && start.elapsed() < Duration::from_secs(5) {
            started = descendants(running.child.id());
        }
        drop(running);
        // Gone, or dead and waiting for whoever adopts orphans to notice.
        let is_dead = |pid: &u32| match fs::read_to_string(format!("/proc/{pid}/stat")) {
            Ok(stat) => stat.contains(") Z "),
            Err(_gone) => true,
        };
        while !started.iter().all(is_dead) {
            assert!(start.elapsed() < Duration::from_secs(10), "still running: {started:?}");
            thread::sleep(Duration::from_millis(20));
        }
    }
}
