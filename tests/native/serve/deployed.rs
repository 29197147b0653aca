//! The systemd unit and the container file of `deploy/`: the program starts as they say.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::ROOT;
use crate::client::{Server, folder, post, send};

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

/// Container of the test, removed when dropped.
struct Container {
    name: String,
    run: Child,
}

impl Drop for Container {
    fn drop(&mut self) {
        let _ = docker(&["rm", "--force", "--volumes", &self.name]);
        let _ = self.run.wait();
        let _ = docker(&["rmi", "--force", &self.name]);
    }
}

/// Returns what docker prints, or its error.
fn docker(args: &[&str]) -> Result<String, String> {
    let done = Command::new("docker").args(args).output().map_err(|error| error.to_string())?;
    let [told, error] = [done.stdout, done.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    if done.status.success() { Ok(told) } else { Err(error) }
}

/// The container file is built, and its server is asked as docs/hosting.md runs it. Without docker it is not.
#[test]
fn a_built_container_serves_a_page_and_takes_a_sign_up() {
    if let Err(error) = docker(&["info"]) {
        println!("skipped, no docker: the container file is not built ({})", error.trim());
        return;
    }
    let (site, place) = (folder(), tempfile::tempdir().unwrap());
    std::fs::copy(env!("CARGO_BIN_EXE_challenge-map"), place.path().join("challenge-map")).unwrap();
    let name = format!("challenge-map-test-{}", std::process::id());
    let file = Path::new(ROOT).join("deploy/Containerfile");
    let [file, context] = [file.as_path(), place.path()].map(|path| path.to_str().unwrap());
    docker(&["build", "--tag", &name, "--file", file, context]).unwrap();
    let mount = format!("{}:/site:ro", site.path().join("dist").display());
    let mut run = Command::new("docker");
    run.args(["run", "--rm", "--read-only", "--name", &name, "-p", "127.0.0.1::8080", "-v", &mount, &name]);
    let run = run.stdout(Stdio::piped()).spawn().unwrap();
    let mut container = Container { name, run };
    let mut banner = String::new();
    BufReader::new(container.run.stdout.take().unwrap()).read_line(&mut banner).unwrap();
    assert!(banner.starts_with("Serving http://"), "not ready: {banner:?}");
    let port = docker(&["port", &container.name, "8080/tcp"]).unwrap();
    let address = port.lines().next().unwrap();
    let page = send(address, "GET", "/equity", &[], b"");
    assert!(page.status == 200 && page.text().contains("<title>equity</title>"), "{}", page.text());
    let reply = post(address, &super::receiver::body("name@example.org", crate::client::ID)).unwrap();
    assert_eq!((reply.status, reply.text().as_str()), (200, signup::CONFIRMATION));
    let listed =
        docker(&["exec", &container.name, "challenge-map", "signups", "--data", "/data/signups.sqlite"]);
    assert!(listed.as_ref().is_ok_and(|list| list.contains("name@example.org")), "{listed:?}");
    docker(&["stop", &container.name]).unwrap();
    assert!(container.run.wait().unwrap().success(), "it ends in order");
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
