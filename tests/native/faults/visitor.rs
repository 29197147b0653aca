//! Simulated visitor, who signs up in one of two tabs, corrects, deletes and closes pages at random. Forms are used as the
//! page's shell uses them, with a simulated clock that jumps.

use std::sync::Arc;

use signup::config::Receiver;
use signup::{Draft, Entry, Form, Outbox, Outcome, Phase, Request, SubmissionId};

use super::proxy::{FAULTS, Fault, Proxy};
use super::rng::Rng;

/// Number of requests after which the network of a visitor is good, so that all get through in the end.
const BAD_REQUESTS: usize = 30;

/// Number of steps after which the test fails.
const MAX_STEPS: usize = 1_000;

/// Fields of both receivers.
const EMAIL: usize = 0;
const NAME: usize = 1;
const CONSENT: usize = 3;

/// Largest jump of the clock either way, in seconds: two days, so that nothing is kept for a week.
const JUMP_S: usize = 2 * 24 * 3_600;

/// Time when a visitor comes, in seconds since 1970.
const START_S: u32 = 1_800_000_000;

/// Visitor with their browser.
pub struct Visitor {
    pub email: String,
    pub name: String,
    /// Forms of the tabs, while they are open.
    pages: [Option<Form>; 2],
    /// Printed outbox, which the browser keeps when all pages are closed.
    storage: String,
    /// Time that has passed, in seconds.
    passed_s: u32,
    /// Time that the clock shows instead of [`START_S`], in seconds since 1970.
    clock_s: u32,
    receiver: Arc<Receiver>,
    /// Numbers of the tabs' latest requests.
    attempts: [u32; 2],
    /// Id that the sign-up was first submitted with, unless it was deleted since.
    id: Option<SubmissionId>,
    /// Set once a page has displayed that the sign-up is done.
    pub is_done: bool,
    /// Faults of the requests so far.
    pub met: Vec<Fault>,
    /// Number of pages opened.
    pub visits: usize,
    /// Number of corrections that were submitted.
    pub corrections: usize,
    /// Number of times that a page found its sign-up settled by the other.
    pub elsewhere: usize,
    /// Number of jumps of the clock.
    pub jumps: usize,
    /// Number of deletions.
    pub deletions: usize,
    /// Ids of sign-ups that were deleted before they were sent, and not submitted since.
    pub deleted: Vec<SubmissionId>,
    steps: usize,
}

impl Visitor {
    pub fn new(number: usize, receiver: Arc<Receiver>) -> Self {
        Self {
            email: format!("visitor{number}@example.org"),
            name: format!("Visitor \"{number}\" \u{d6}z"),
            pages: [None, None],
            storage: String::new(),
            passed_s: 0,
            clock_s: START_S,
            receiver,
            attempts: [0; 2],
            id: None,
            is_done: false,
            met: Vec::new(),
            visits: 0,
            corrections: 0,
            elsewhere: 0,
            jumps: 0,
            deletions: 0,
            deleted: Vec::new(),
            steps: 0,
        }
    }

    /// Does the next step of the visitor or their browser, in one of the tabs.
    pub fn step(&mut self, proxy: &mut Proxy, rng: &mut Rng) {
        self.steps += 1;
        assert!(self.steps < MAX_STEPS, "{}: {:?}", self.email, self.pages);
        if rng.percent(3) {
            self.clock_s = START_S - JUMP_S as u32 + rng.below(2 * JUMP_S) as u32;
            self.jumps += 1;
        }
        let at = rng.below(2);
        let phase = self.pages[at].as_ref().map(|form| form.phase().clone());
        match phase {
            None => self.open(at, proxy, rng),
            Some(_) if rng.percent(15) => self.pages[at] = None,
            Some(Phase::Waiting { wait_ms, .. }) if rng.percent(80) => {
                self.passed_s += wait_ms.div_ceil(1_000);
                let request = self.pages[at].as_mut().unwrap().resume(self.attempts[at]);
                assert!(request.is_some(), "{}: it does not go on", self.email);
                self.send(at, request, proxy, rng);
            }
            Some(_) if self.is_unsent() && rng.percent(60) => self.delete(at),
            // The browser is online again.
            Some(_) if self.id.is_some() && rng.percent(30) => self.send_due(at, proxy, rng),
            Some(_) => match self.entry() {
                // An entry of another page is sent with the button in the list of entries.
                Some(entry) if !self.page_holds(at, &entry) => self.send_entry(at, &entry.id, proxy, rng),
                _ => self.submit(at, proxy, rng),
            },
        }
        if self.is_done {
            self.try_others();
        }
        self.check();
    }

    /// Opens a page up to an hour later, which sends the entries that are due.
    fn open(&mut self, at: usize, proxy: &mut Proxy, rng: &mut Rng) {
        self.passed_s += rng.below(3_600) as u32;
        self.pages[at] = Some(Form::new(self.receiver.clone()));
        self.visits += 1;
        self.send_due(at, proxy, rng);
    }

    /// Fills in the form and submits it, sometimes with a correction where that has the id of what it corrects.
    fn submit(&mut self, at: usize, proxy: &mut Proxy, rng: &mut Rng) {
        if self.id.is_some() && self.receiver.replaces && rng.percent(20) {
            self.corrections += 1;
            self.name = format!("{} {}", self.name.trim_end_matches(char::is_numeric), self.corrections);
        }
        let fresh = SubmissionId::from_random(rng.bytes());
        let (email, name) = (self.email.clone(), self.name.clone());
        let form = self.pages[at].as_mut().unwrap();
        form.edit(|draft| {
            draft.set_text(EMAIL, &email);
            draft.set_text(NAME, &name);
            draft.set_checked(CONSENT, true);
        });
        if rng.percent(50) {
            form.set_open_ms(rng.below(8_000) as u32);
        }
        let request = form.submit(fresh, !rng.percent(15));
        // A page that does not know of the deletion has the same sign-up under its id: now the visitor wants it.
        let wanted = form.pending_id();
        self.deleted.retain(|id| Some(*id) != wanted);
        self.send(at, request, proxy, rng);
    }

    /// Sends a request of the page's form, unless the other page has settled it. The page may be closed before the
    /// answer.
    fn send(&mut self, at: usize, request: Option<Request>, proxy: &mut Proxy, rng: &mut Rng) {
        self.save_page(at);
        let form = self.pages[at].as_ref().unwrap();
        if *form.phase() == Phase::Elsewhere {
            self.elsewhere += 1;
            return;
        }
        self.id = self.id.or(form.pending_id());
        let Some(request) = request else { return };
        self.attempts[at] = request.attempt;
        let fault = self.fault(rng);
        let answer = proxy.carry(&self.email, &request, fault, rng);
        if rng.percent(10) {
            self.pages[at] = None;
            return;
        }
        let form = self.pages[at].as_mut().unwrap();
        form.answer(request.attempt, &answer, Some(rng.bits()));
        self.is_done |= *form.phase() == Phase::Done;
        self.save_page(at);
    }

    /// Sends the entries that are due.
    fn send_due(&mut self, at: usize, proxy: &mut Proxy, rng: &mut Rng) {
        let now_s = self.now_s();
        let due: Vec<Entry> = self.outbox().due(&self.receiver, now_s).cloned().collect();
        for entry in due {
            let Some(form) = &mut self.pages[at] else { return }; // closed meanwhile
            if form.pending_id() != Some(entry.id) {
                self.send_entry(at, &entry.id, proxy, rng);
            } else if matches!(form.phase(), Phase::Failed(_)) {
                let request = form.resubmit();
                self.send(at, request, proxy, rng);
            }
        }
    }

    /// Sends an entry of the outbox that is not in the page's form.
    fn send_entry(&mut self, at: usize, id: &SubmissionId, proxy: &mut Proxy, rng: &mut Rng) {
        let Some(mut form) = self.outbox().claim(id, &self.receiver) else { return };
        let fresh = SubmissionId::from_random(rng.bytes());
        let Some(request) = form.submit(fresh, !rng.percent(15)) else { return };
        self.save(&mut form);
        let fault = self.fault(rng);
        let answer = proxy.carry(&self.email, &request, fault, rng);
        if rng.percent(10) {
            self.pages[at] = None;
            return;
        }
        form.answer(request.attempt, &answer, None);
        self.save(&mut form);
        self.is_done |= *form.phase() == Phase::Done;
        if let Phase::Failed(outcome @ (Outcome::Rejected { .. } | Outcome::Refused)) = form.phase() {
            panic!("{}: {outcome:?}", self.email);
        }
    }

    /// Deletes an entry that has never left, in the list of a page. Only that page is told at once.
    fn delete(&mut self, at: usize) {
        let Some(entry) = self.entry() else { return };
        let mut outbox = self.outbox();
        outbox.remove(&entry.id);
        self.storage = outbox.print();
        if let Some(form) = &mut self.pages[at] {
            outbox.notify(form);
            assert_ne!(form.pending_id(), Some(entry.id), "{}: it is deleted", self.email);
        }
        self.deletions += 1;
        self.deleted.push(entry.id);
        self.id = None;
    }

    /// Lets the pages go on that do not know yet that the sign-up is done: they must not send it.
    fn try_others(&mut self) {
        for at in 0..self.pages.len() {
            let Some(form) = &mut self.pages[at] else { continue };
            if form.resume(self.attempts[at]).or_else(|| form.resubmit()).is_some() {
                self.save_page(at);
                let phase = self.pages[at].as_ref().map(Form::phase);
                assert_eq!(phase, Some(&Phase::Elsewhere), "{}: it would be sent again", self.email);
                self.elsewhere += 1;
            }
        }
    }

    fn fault(&mut self, rng: &mut Rng) -> Fault {
        let is_good = self.met.len() >= BAD_REQUESTS || rng.percent(15);
        let fault = if is_good { Fault::None } else { rng.choose(&FAULTS) };
        self.met.push(fault);
        fault
    }

    fn is_unsent(&self) -> bool {
        self.entry().is_some_and(|entry| !entry.may_have_arrived)
    }

    fn page_holds(&self, at: usize, entry: &Entry) -> bool {
        self.pages[at].as_ref().and_then(Form::pending_id) == Some(entry.id)
    }

    /// Returns the time that the clock shows, in seconds since 1970.
    fn now_s(&self) -> u32 {
        self.clock_s + self.passed_s
    }

    fn outbox(&self) -> Outbox {
        let mut outbox = Outbox::parse(&self.storage);
        assert_eq!(outbox.advance(self.now_s()), [], "{}: kept for less than a week", self.email);
        outbox
    }

    fn entry(&self) -> Option<Entry> {
        self.outbox().entries().first().cloned()
    }

    fn save_page(&mut self, at: usize) {
        let mut form = self.pages[at].take().unwrap();
        self.save(&mut form);
        self.pages[at] = Some(form);
    }

    fn save(&mut self, form: &mut Form) {
        let mut outbox = self.outbox();
        assert!(outbox.sync(form, self.now_s()), "{}: a full outbox", self.email);
        self.storage = outbox.print();
    }

    /// Checks that the browser has the submitted sign-up, with its first id and its answers, until the page has
    /// displayed that it is done, and not after that.
    fn check(&self) {
        let outbox = self.outbox();
        let (Some(id), false) = (&self.id, self.is_done) else {
            assert_eq!(outbox.entries(), [], "{}: nothing is left to send", self.email);
            return;
        };
        let [entry] = outbox.entries() else { panic!("{}: not one entry: {outbox:?}", self.email) };
        let mut typed = Draft::default();
        typed.set_text(EMAIL, &self.email);
        typed.set_text(NAME, &self.name);
        typed.set_checked(CONSENT, true);
        assert_eq!((&entry.id, entry.draft(&self.receiver)), (id, typed), "{}", self.email);
    }
}
