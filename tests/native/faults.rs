//! Whatever networks, receivers, browsers and visitors do: no sign-up that a receiver has
//! acknowledged is lost, none is stored twice, and none is shown as sent that was not.
//!
//! `cargo xtask soak` runs the same with more sign-ups and with other seeds.

mod chance;
mod killed;
mod proxy;
mod third;
mod visitor;

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;

use crate::client::Server;
use challenge_map::config::{self, Address, Receiver};
use challenge_map::signup::CONFIRMATION;
use chance::Chance;
use proxy::{Confirmed, FAULTS, Fault, Proxy};
use third::{MADE, Third};
use visitor::Visitor;

/// How many sign-ups each test sends, unless told by the environment.
const SUBMISSIONS: usize = 100;

/// What chance begins with, unless told by the environment.
const SEED: u64 = 2026;

/// How many visitors sign up at the same time.
const AT_ONCE: usize = 12;

/// How many sign-ups go by between two signs of life.
const PROGRESS: usize = 100;

/// How many sign-ups, and the seed; a failed test shows it.
fn settings() -> (usize, u64) {
    fn set<T: std::str::FromStr>(name: &str) -> Option<T> {
        let text = std::env::var(name).ok()?;
        Some(text.parse().unwrap_or_else(|_| panic!("{name} is a whole number, not {text}")))
    }
    let settings = (set("SOAK_SUBMISSIONS").unwrap_or(SUBMISSIONS), set("SOAK_SEED").unwrap_or(SEED));
    println!("{} sign-ups, seed {}", settings.0, settings.1);
    settings
}

/// Sends sign-ups through all faults until every visitor has been told that theirs has arrived.
/// `stored` tells how often the sign-up of an address is stored.
fn storm(
    name: &str,
    receiver: Arc<Receiver>,
    proxy: &mut Proxy,
    stored: impl Fn(&str) -> usize,
) -> Vec<Visitor> {
    let (count, seed) = settings();
    let mut chance = Chance::new(seed);
    let mut coming = (0..count).map(|number| Visitor::new(number, receiver.clone()));
    let mut here: Vec<Visitor> = coming.by_ref().take(AT_ONCE).collect();
    let mut gone: Vec<Visitor> = Vec::new();
    while !here.is_empty() {
        if chance.percent(10) {
            proxy.deliver_one(&mut chance);
        }
        let at = chance.below(here.len());
        here[at].step(proxy, &mut chance);
        if here[at].was_thanked {
            let visitor = here.swap_remove(at);
            assert_eq!(stored(&visitor.email), 1, "{}: shown as sent", visitor.email);
            gone.push(visitor);
            here.extend(coming.next());
            if gone.len().is_multiple_of(PROGRESS) {
                println!("{name}: {} of {count} sign-ups", gone.len());
            }
        }
    }
    while proxy.deliver_one(&mut chance) {}
    assert_eq!(gone.len(), count);
    gone
}

/// Holds what was stored, by address, against what was acknowledged and shown.
fn judge(name: &str, visitors: &[Visitor], proxy: &Proxy, stored: &BTreeMap<String, Vec<String>>) {
    let times = |email: &String| stored.get(email).map_or(0, Vec::len);
    let lost = proxy.acknowledged.iter().filter(|email| times(email) == 0).count();
    let doubled = stored.values().filter(|names| names.len() > 1).count();
    let untrue = visitors.iter().filter(|visitor| visitor.was_thanked && times(&visitor.email) == 0).count();
    let mut met: BTreeMap<Fault, usize> = BTreeMap::new();
    visitors.iter().flat_map(|visitor| &visitor.met).for_each(|fault| *met.entry(*fault).or_default() += 1);
    let (requests, visits) =
        (met.values().sum::<usize>(), visitors.iter().map(|visitor| visitor.visits).sum::<usize>());
    println!("{name}: {} sign-ups in {visits} visits and {requests} requests: {met:?}", visitors.len());
    println!("{name}: {lost} acknowledged and lost, {doubled} doubled, {untrue} shown as sent that were not");
    assert_eq!((lost, doubled, untrue), (0, 0, 0), "{name}");
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
fn our_own_receiver_loses_doubles_and_invents_nothing() {
    let server = Server::start(&["--rate", "1000000"]);
    let confirmed = Confirmed { codes: &[200], body: CONFIRMATION };
    let mut proxy = Proxy::new(listener(), server.address.parse().unwrap(), confirmed);
    let receiver = Arc::new(Receiver::own(Address::parse("api/signups").unwrap()));
    let rows = rusqlite::Connection::open(server.data()).unwrap();
    let stored = |email: &str| {
        let count = "SELECT count(*) FROM signups WHERE email = ?1";
        rows.query_row(count, [email], |row| row.get::<_, u32>(0)).unwrap() as usize
    };
    let visitors = storm("our own receiver", receiver, &mut proxy, stored);

    let mut exported: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in csv::Reader::from_reader(server.listed(&["--csv"]).as_bytes()).records() {
        let row = row.unwrap();
        exported.entry(row[1].to_owned()).or_default().push(row[2].to_owned());
    }
    judge("our own receiver", &visitors, &proxy, &exported);
}

#[test]
fn a_receiver_that_makes_a_record_once_gets_one_of_each() {
    let third = Third::start();
    let listener = listener();
    let address = listener.local_addr().unwrap();
    let confirmed = Confirmed { codes: &[201, 412], body: MADE };
    let mut proxy = Proxy::new(listener, third.address, confirmed);
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
    let visitors = storm("another receiver", receiver, &mut proxy, stored);

    let mut records: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for record in third.records.lock().unwrap().values() {
        let [email, name] = ["email", "name"].map(|field| record[field].as_str().unwrap().to_owned());
        records.entry(email).or_default().push(name);
    }
    judge("another receiver", &visitors, &proxy, &records);
}
