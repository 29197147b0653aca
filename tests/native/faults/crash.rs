//! Crashes: the server is killed while it works, and started again on the same file.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex};

use signup::{CONFIRMATION, SubmissionId};

use super::rng::Rng;
use super::settings;
use crate::client::{HANG, Server, post};

/// Number of clients at the same time.
const CLIENTS: usize = 4;

/// State shared by the clients and the thread that kills the server.
struct Shared {
    /// Address of the server; none while it is dead.
    address: Option<String>,
    /// Number of starts.
    starts: usize,
    /// Email addresses whose sign-ups were confirmed.
    acknowledged: Vec<String>,
    /// Number of clients that are not done.
    running: usize,
}

#[test]
fn a_killed_server_keeps_acknowledged_sign_ups_once() {
    let (count, seed) = settings();
    let mut rng = Rng::new(seed);
    // Number of acknowledgements before each. A death costs each client at most one sign-up, so three in
    // four are reached.
    let mut deaths: Vec<usize> = (0..count / 20).map(|_| 1 + rng.below(count * 3 / 4)).collect();
    deaths.sort_unstable();
    let mut server = Server::start(&["--rate", "1000000"]);
    let shared = Mutex::new(Shared {
        address: Some(server.address.clone()),
        starts: 1,
        acknowledged: Vec::new(),
        running: CLIENTS,
    });
    let changed = Condvar::new();

    std::thread::scope(|scope| {
        for client in 0..CLIENTS {
            let (shared, changed) = (&shared, &changed);
            let rng = Rng::new(seed + 1 + client as u64);
            scope.spawn(move || {
                send((client..count).step_by(CLIENTS), rng, shared, changed);
                shared.lock().unwrap().running -= 1;
                changed.notify_all();
            });
        }
        for &death in &deaths {
            let is_early = |now: &mut Shared| now.acknowledged.len() < death && now.running > 0;
            let (now, waited) = changed.wait_timeout_while(shared.lock().unwrap(), HANG, is_early).unwrap();
            assert!(!waited.timed_out(), "{} acknowledged, no more are", now.acknowledged.len());
            drop(now); // the clients go on, in the middle of their requests
            server.kill();
            shared.lock().unwrap().address = None;
            let acknowledged = shared.lock().unwrap().acknowledged.clone();
            check_stored(&server, &acknowledged);
            server.start_again();
            let mut now = shared.lock().unwrap();
            (now.address, now.starts) = (Some(server.address.clone()), now.starts + 1);
            changed.notify_all();
        }
    });

    let shared = shared.into_inner().unwrap();
    let stored = check_stored(&server, &shared.acknowledged);
    println!(
        "crash: {} times, {} sign-ups sent, {} acknowledged, {stored} stored: 0 lost, 0 doubled",
        deaths.len(),
        count,
        shared.acknowledged.len()
    );
    assert!(shared.acknowledged.len() >= count * 3 / 4 && stored <= count);
}

/// Sends each sign-up until it is confirmed or given up; of those that fail, half are.
fn send(numbers: impl Iterator<Item = usize>, mut rng: Rng, shared: &Mutex<Shared>, changed: &Condvar) {
    for number in numbers {
        let (email, id) = (format!("n{number}@example.org"), SubmissionId::from_random(rng.bytes()));
        let body =
            format!(r#"{{"email":"{email}","name":"N {number}","consent":true,"submission_id":"{id}"}}"#);
        let (mut address, mut starts) = {
            let is_dead = |now: &mut Shared| now.address.is_none();
            let (now, waited) = changed.wait_timeout_while(shared.lock().unwrap(), HANG, is_dead).unwrap();
            assert!(!waited.timed_out(), "it does not start again");
            (now.address.clone().unwrap(), now.starts)
        };
        loop {
            let reply = post(&address, &body);
            if let Some(reply) = reply.filter(|reply| reply.body == CONFIRMATION.as_bytes()) {
                assert_eq!(reply.status, 200);
                shared.lock().unwrap().acknowledged.push(email);
                changed.notify_all();
                break;
            }
            if rng.percent(50) {
                break;
            }
            let is_same = |now: &mut Shared| now.address.is_none() || now.starts == starts;
            let (now, waited) = changed.wait_timeout_while(shared.lock().unwrap(), HANG, is_same).unwrap();
            assert!(!waited.timed_out(), "it fails, and was not killed");
            (address, starts) = (now.address.clone().unwrap(), now.starts);
        }
    }
}

/// Checks that all acknowledged sign-ups are stored, and each once. Returns the number of stored ones.
fn check_stored(server: &Server, acknowledged: &[String]) -> usize {
    let mut stored: BTreeMap<String, usize> = BTreeMap::new();
    for row in csv::Reader::from_reader(server.listed(&["--csv"]).as_bytes()).records() {
        *stored.entry(row.unwrap()[1].to_owned()).or_default() += 1;
    }
    for email in acknowledged {
        assert_eq!(stored.get(email), Some(&1), "{email} was acknowledged");
    }
    assert!(stored.values().all(|&times| times == 1), "{stored:?}");
    stored.len()
}
