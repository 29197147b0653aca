//! The receiver, killed in the midst of its work, and started again on the same file.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex};

use challenge_map::signup::{CONFIRMATION, SubmissionId};

use super::chance::Chance;
use super::settings;
use crate::client::{HANG, Server, post};

/// How many send at the same time.
const CLIENTS: usize = 4;

/// What the clients and who kills know of each other.
struct Shared {
    /// Where the receiver listens; none while it is dead.
    address: Option<String>,
    /// How often it has been started.
    starts: usize,
    /// Addresses whose sign-ups were confirmed.
    acknowledged: Vec<String>,
    /// Clients that are not done.
    at_work: usize,
}

#[test]
fn a_receiver_that_is_killed_keeps_what_it_has_acknowledged_once() {
    let (count, seed) = settings();
    let mut chance = Chance::new(seed);
    // So many acknowledgements before each. A death costs each client one sign-up at the most, so
    // three in four are reached.
    let mut deaths: Vec<usize> = (0..count / 20).map(|_| 1 + chance.below(count * 3 / 4)).collect();
    deaths.sort_unstable();
    let mut server = Server::start(&["--rate", "1000000"]);
    let shared = Mutex::new(Shared {
        address: Some(server.address.clone()),
        starts: 1,
        acknowledged: Vec::new(),
        at_work: CLIENTS,
    });
    let changed = Condvar::new();

    std::thread::scope(|scope| {
        for client in 0..CLIENTS {
            let (shared, changed) = (&shared, &changed);
            let chance = Chance::new(seed + 1 + client as u64);
            scope.spawn(move || {
                send((client..count).step_by(CLIENTS), chance, shared, changed);
                shared.lock().unwrap().at_work -= 1;
                changed.notify_all();
            });
        }
        for &death in &deaths {
            let is_early = |now: &mut Shared| now.acknowledged.len() < death && now.at_work > 0;
            let (now, waited) = changed.wait_timeout_while(shared.lock().unwrap(), HANG, is_early).unwrap();
            assert!(!waited.timed_out(), "{} acknowledged, no more are", now.acknowledged.len());
            drop(now); // the others go on, and are in the midst of something
            server.kill();
            shared.lock().unwrap().address = None;
            let acknowledged = shared.lock().unwrap().acknowledged.clone();
            once_each(&server, &acknowledged);
            server.start_again();
            let mut now = shared.lock().unwrap();
            (now.address, now.starts) = (Some(server.address.clone()), now.starts + 1);
            changed.notify_all();
        }
    });

    let shared = shared.into_inner().unwrap();
    let stored = once_each(&server, &shared.acknowledged);
    println!(
        "killed: {} times, {} sign-ups sent, {} acknowledged, {stored} stored: 0 lost, 0 doubled",
        deaths.len(),
        count,
        shared.acknowledged.len()
    );
    assert!(shared.acknowledged.len() >= count * 3 / 4 && stored <= count);
}

/// Sends sign-ups, each until it is confirmed or given up, which half of those are that fail.
fn send(numbers: impl Iterator<Item = usize>, mut chance: Chance, shared: &Mutex<Shared>, changed: &Condvar) {
    for number in numbers {
        let (email, id) = (format!("n{number}@example.org"), SubmissionId::from_random(chance.bytes()));
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
            if chance.percent(50) {
                break;
            }
            let is_same = |now: &mut Shared| now.address.is_none() || now.starts == starts;
            let (now, waited) = changed.wait_timeout_while(shared.lock().unwrap(), HANG, is_same).unwrap();
            assert!(!waited.timed_out(), "it fails, and was not killed");
            (address, starts) = (now.address.clone().unwrap(), now.starts);
        }
    }
}

/// Whether all that was acknowledged is stored, and everything once; how much that is.
fn once_each(server: &Server, acknowledged: &[String]) -> usize {
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
