//! The systemd unit and the container file of `deploy/`: the program starts as they say.

use std::path::Path;
use std::process::Command;

use crate::ROOT;
use crate::client::{Server, folder};

const BINARY: &str = "/usr/local/bin/challenge-map";

fn deployed(name: &str) -> String {
    std::fs::read_to_string(Path::new(ROOT).join("deploy").join(name)).unwrap()
}

/// Returns the one line that begins with `key`, without it.
fn line<'a>(text: &'a str, key: &str) -> &'a str {
    let mut found = text.lines().filter_map(|line| line.strip_prefix(key));
    let value = found.next().unwrap_or_else(|| panic!("no {key}"));
    assert_eq!(found.next(), None, "{key} twice");
    value
}

/// Starts the program with the arguments of a file, in a folder and at a free port, and stops it.
fn starts(args: &[&str]) {
    let (binary, args) = args.split_first().unwrap();
    assert_eq!((*binary, args[0]), (BINARY, "serve"));
    let options: Vec<[&str; 2]> = args[1..].chunks(2).map(|pair| pair.try_into().unwrap()).collect();
    let value = |name: &str| options.iter().find(|[option, _]| *option == name).unwrap()[1];
    assert!(
        value("--dist").starts_with('/') && value("--data").starts_with('/') && value("--port") == "8080"
    );
    let kept = options.iter().filter(|[name, _]| !["--dist", "--data", "--port"].contains(name));
    let more: Vec<&str> = kept.flatten().copied().collect();
    let server = Server::start_in(folder(), &more);
    let sent = super::receiver::body("name@example.org", crate::client::ID);
    assert_eq!((server.get("/").status, server.sign_up(&sent).status), (200, 200));
    assert!(server.stopped_in_order());
}

#[test]
fn the_unit_starts_the_server() {
    let unit = deployed("challenge-map.service");
    let command: Vec<&str> = line(&unit, "ExecStart=").split(' ').collect();
    starts(&command);
    let folder = line(&unit, "StateDirectory=");
    assert!(command.contains(&format!("/var/lib/{folder}/signups.sqlite").as_str()), "it may write there");
}

#[test]
fn the_container_starts_the_server() {
    let file = deployed("Containerfile");
    let list = |key| serde_json::from_str::<Vec<String>>(line(&file, key)).unwrap();
    let command = [list("ENTRYPOINT "), list("CMD ")].concat();
    let command: Vec<&str> = command.iter().map(String::as_str).filter(|arg| *arg != "0.0.0.0").collect();
    let without_host: Vec<&str> = command.into_iter().filter(|arg| *arg != "--host").collect();
    starts(&without_host);
    assert_eq!(line(&file, "EXPOSE "), "8080");
    assert_eq!(line(&file, "STOPSIGNAL "), "SIGTERM");
    assert_ne!(line(&file, "USER ").split(':').next(), Some("0"), "not as root");
}

/// Without systemd on the machine there is nobody to ask.
#[test]
fn systemd_finds_the_unit_right_and_tight() {
    if Command::new("systemd-analyze").arg("--version").output().is_err() {
        println!("no systemd-analyze: the unit is not checked");
        return;
    }
    let place = tempfile::tempdir().unwrap();
    let unit = place.path().join("challenge-map.service");
    let text = deployed("challenge-map.service").replace(BINARY, env!("CARGO_BIN_EXE_challenge-map"));
    std::fs::write(&unit, text).unwrap();
    let ask = |args: &[&str]| {
        let done = Command::new("systemd-analyze").args(args).arg(&unit).output().unwrap();
        (done.status.success(), String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned())
    };
    let (is_right, told) = ask(&["verify", "--man=no"]);
    assert!(is_right && !told.contains("challenge-map.service:"), "{told}");
    // Out of 100, where 0 is no exposure; what is left is the network that it serves.
    let (is_tight, told) = ask(&["security", "--offline=yes", "--threshold=15"]);
    assert!(is_tight, "{told}");
}
