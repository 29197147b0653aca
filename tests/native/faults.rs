//! Fault injection: whatever networks, receivers, browsers and visitors do, no acknowledged sign-up is lost, none
//! is stored twice, none is displayed as sent that was not, and none is sent that was deleted.
//!
//! `cargo xtask soak` runs these tests with more sign-ups and other seeds.

mod rng;
mod crash;
mod proxy;
mod third_party;
mod visitor;

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;

use signup::config::{Address, Receiver};
use signup::{CONFIRMATION, config};

use crate::client::{Server, folder};
use proxy::{Confirmation, FAULTS, Fault, Proxy};
use rng::Rng;
use third_party::{CREATED, ThirdParty};
use visitor::Visitor;

/// Default number of sign-ups in each test.
const SUBMISSIONS: usize = 100;

/// Default seed.
const SEED: u64 = 2026;

/// Number of visitors at the same time.
const AT_ONCE: usize = 12;

/// Number of steps between two in which another program has locked the database.
const LOCKED: usize = 300;

/// Number of sign-ups between two lines of progress.
const PROGRESS: usize = 100;

/// Returns the number of sign-ups and the seed, which a failed test prints.
fn settings() -> (usize, u64) {
    fn set<T: std::str::FromStr>(name: &str) -> Option<T> {
        let text = std::env::var(name).ok()?;
        Some(text.parse().unwrap_or_else(|_| panic!("{name} is a whole number, not {text}")))
    }
    let settings = (set("SOAK_SUBMISSIONS").unwrap_or(SUBMISSIONS), set("SOAK_SEED").unwrap_or(SEED));
    println!("{} sign-ups, seed {}", settings.0, settings.1);
    settings
}

/// Sends sign-ups through all faults until every visitor's has arrived. `stored` returns the number of stored
/// sign-ups of an address; `lock` locks the database for a step, and unlocks it.
fn run(
    name: &str,
    receiver: Arc<Receiver>,
    proxy: &mut Proxy,
    stored: impl Fn(&str) -> usize,
    lock: impl Fn(bool),
) -> Vec<Visitor> {
    let (count, seed) = settings();
    let mut rng = Rng::new(seed);
    let mut coming = (0..count).map(|number| Visitor::new(number, receiver.clone()));
    let mut here: Vec<Visitor> = coming.by_ref().take(AT_ONCE).collect();
    let mut gone: Vec<Visitor> = Vec::new();
    for step in 1.. {
        if here.is_empty() {
            break;
        }
        if rng.percent(10) {
            proxy.deliver_one(&mut rng);
        }
        let at = rng.below(here.len());
        let is_locked = step % LOCKED == 0;
        if is_locked {
            lock(true);
        }
        here[at].step(proxy, &mut rng);
        if is_locked {
            lock(false);
        }
        if here[at].is_done {
            let visitor = here.swap_remove(at);
            assert_eq!(stored(&visitor.email), 1, "{}: shown as sent", visitor.email);
            gone.push(visitor);
            here.extend(coming.next());
            if gone.len().is_multiple_of(PROGRESS) {
                println!("{name}: {} of {count} sign-ups", gone.len());
            }
        }
    }
    while proxy.deliver_one(&mut rng) {}
    assert_eq!(gone.len(), count);
    gone
}

/// Compares the stored names of each address with what was acknowledged and displayed.
fn check(name: &str, visitors: &[Visitor], proxy: &Proxy, stored: &BTreeMap<String, Vec<String>>) {
    let times = |email: &String| stored.get(email).map_or(0, Vec::len);
    let lost = proxy.acknowledged.iter().filter(|email| times(email) == 0).count();
    let doubled = stored.values().filter(|names| names.len() > 1).count();
    let untrue = visitors.iter().filter(|visitor| visitor.is_done && times(&visitor.email) == 0).count();
    let mut met: BTreeMap<Fault, usize> = BTreeMap::new();
    visitors.iter().flat_map(|visitor| &visitor.met).for_each(|fault| *met.entry(*fault).or_default() += 1);
    let (requests, visits) =
        (met.values().sum::<usize>(), visitors.iter().map(|visitor| visitor.visits).sum::<usize>());
    println!("{name}: {} sign-ups in {visits} visits and {requests} requests: {met:?}", visitors.len());
    println!("{name}: {lost} acknowledged and lost, {doubled} doubled, {untrue} shown as sent that were not");
    let sum = |count: fn(&Visitor) -> usize| visitors.iter().map(count).sum::<usize>();
    let (jumps, elsewhere) = (sum(|visitor| visitor.jumps), sum(|visitor| visitor.elsewhere));
    let corrections = sum(|visitor| visitor.corrections);
    println!(
        "{name}: {corrections} corrections, {jumps} jumps of the clock, {elsewhere} settled by another tab"
    );
    let deleted: Vec<_> = visitors.iter().flat_map(|visitor| &visitor.deleted).collect();
    let sent = deleted.iter().filter(|id| proxy.arrived.contains(id)).count();
    println!(
        "{name}: {} deleted, {} not submitted again, {sent} of them sent all the same",
        sum(|visitor| visitor.deletions),
        deleted.len()
    );
    assert!(jumps > 0 && elsewhere > 0, "{name}: no two tabs met");
    assert!(!deleted.is_empty(), "{name}: none was deleted");
    assert_eq!((lost, doubled, untrue, sent), (0, 0, 0, 0), "{name}");
    for visitor in visitors {
        assert_eq!(stored.get(&visitor.email), Some(&vec![visitor.name.clone()]), "{name}");
    }
    assert_eq!(stored.len(), visitors.len(), "{name}: nobody else");
    let never: Vec<&Fault> = FAULTS.iter().filter(|fault| !met.contains_key(fault)).collect();
    assert!(never.is_empty(), "{name}: {never:?} did not happen");
    assert!(visits > visitors.len(), "{name}: no page was closed and opened again");
}

fn listener() -> TcpListener {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap()
}

#[test]
fn the_built_in_receiver_stores_each_sign_up_once() {
    let site = folder();
    // A short time-out of pages gives the server a short one for locks.
    let settings = r#"{"signup": {"action": "api/signups", "timeout_ms": 1000}}"#;
    std::fs::write(site.path().join("dist/config.json"), settings).unwrap();
    let server = Server::start_in(site, &["--rate", "1000000"]);
    let confirmation = Confirmation { codes: &[200], body: CONFIRMATION };
    let mut proxy = Proxy::new(listener(), server.address.parse().unwrap(), confirmation);
    let receiver = Arc::new(Receiver::built_in(Address::parse("api/signups").unwrap()));
    let rows = rusqlite::Connection::open(server.data()).unwrap();
    let stored = |email: &str| {
        let count = "SELECT count(*) FROM signups WHERE email = ?1";
        rows.query_row(count, [email], |row| row.get::<_, u32>(0)).unwrap() as usize
    };
    let other = rusqlite::Connection::open(server.data()).unwrap();
    let lock =
        |is_locked| other.execute_batch(if is_locked { "BEGIN IMMEDIATE" } else { "ROLLBACK" }).unwrap();
    let visitors = run("built-in receiver", receiver, &mut proxy, stored, lock);

    let mut exported: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in csv::Reader::from_reader(server.listed(&["--csv"]).as_bytes()).records() {
        let row = row.unwrap();
        exported.entry(row[1].to_owned()).or_default().push(row[2].to_owned());
    }
    check("built-in receiver", &visitors, &proxy, &exported);
}

#[test]
fn a_conditional_create_stores_each_sign_up_once() {
    let third = ThirdParty::start();
    let listener = listener();
    let address = listener.local_addr().unwrap();
    let confirmation = Confirmation { codes: &[201, 412], body: CREATED };
    let mut proxy = Proxy::new(listener, third.address, confirmation);
    let settings = format!(
        r#"{{"signup": {{
            "action": "http://{address}/records/{{submission_id}}",
            "method": "PUT",
            "headers": {{"If-None-Match": "*"}},
            "fields": [
                {{"id": "email", "kind": "email", "to": "/email"}},
                {{"id": "name", "kind": "text", "to": "/name"}},
                {{"id": "role", "kind": "text", "to": "/role"}},
                {{"id": "consent", "kind": "consent", "to": "/consent"}}
            ],
            "success": {{"status": [201], "json": [{{"at": "/stored", "in": [true]}}]}}
        }}}}"#
    );
    let receiver = config::parse(&settings).unwrap().signup.unwrap();
    let stored = |email: &str| {
        third.records.lock().unwrap().values().filter(|record| record["email"] == email).count()
    };
    let visitors = run("third-party receiver", receiver, &mut proxy, stored, |_| ());

    let mut records: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for record in third.records.lock().unwrap().values() {
        let [email, name] = ["email", "name"].map(|field| record[field].as_str().unwrap().to_owned());
        records.entry(email).or_default().push(name);
    }
    check("third-party receiver", &visitors, &proxy, &records);
}
