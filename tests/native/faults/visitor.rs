//! Simulated visitor, who signs up and closes pages at random. The form is used as the page's shell uses it, with a
//! simulated clock.

use std::sync::Arc;

use signup::config::Receiver;
use signup::{Delivery, Draft, Entry, Form, Outbox, Outcome, Phase, Request, SubmissionId};

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

/// Visitor with their browser.
pub struct Visitor {
    pub email: String,
    pub name: String,
    /// Form of the page, while it is open.
    page: Option<Form>,
    /// Printed outbox, which the browser keeps when the page is closed.
    storage: String,
    now_s: u32,
    receiver: Arc<Receiver>,
    /// Number of the page's latest request.
    attempt: u32,
    /// Id that the sign-up was first submitted with.
    id: Option<SubmissionId>,
    /// Set once a page has displayed that the sign-up is done.
    pub is_done: bool,
    /// Faults of the requests so far.
    pub met: Vec<Fault>,
    /// Number of pages opened.
    pub visits: usize,
    steps: usize,
}

impl Visitor {
    pub fn new(number: usize, receiver: Arc<Receiver>) -> Self {
        Self {
            email: format!("visitor{number}@example.org"),
            name: format!("Visitor \"{number}\" \u{d6}z"),
            page: None,
            storage: String::new(),
            now_s: 1_800_000_000,
            receiver,
            attempt: 0,
            id: None,
            is_done: false,
            met: Vec::new(),
            visits: 0,
            steps: 0,
        }
    }

    /// Does the next step of the visitor or their browser.
    pub fn step(&mut self, proxy: &mut Proxy, rng: &mut Rng) {
        self.steps += 1;
        assert!(self.steps < MAX_STEPS, "{}: {:?}", self.email, self.page);
        let phase = self.page.as_ref().map(|form| form.phase().clone());
        match phase {
            None => self.open(proxy, rng),
            Some(_) if rng.percent(15) => self.page = None,
            Some(Phase::Waiting { wait_ms, .. }) if rng.percent(80) => {
                self.now_s += wait_ms.div_ceil(1_000);
                let request = self.page.as_mut().unwrap().resume(self.attempt);
                assert!(request.is_some(), "{}: it does not go on", self.email);
                self.send(request, proxy, rng);
            }
            // The browser is online again.
            Some(_) if self.id.is_some() && rng.percent(30) => self.send_due(proxy, rng),
            Some(_) => match self.entry() {
                // An entry of an earlier page is sent with the button in the list of entries.
                Some(entry) if !self.page_holds(&entry) => self.send_entry(&entry, proxy, rng),
                _ => self.submit(proxy, rng),
            },
        }
        self.check();
    }

    /// Opens a page up to an hour later, which sends the entries that are due.
    fn open(&mut self, proxy: &mut Proxy, rng: &mut Rng) {
        self.now_s += rng.below(3_600) as u32;
        self.page = Some(Form::new(self.receiver.clone()));
        self.visits += 1;
        self.send_due(proxy, rng);
    }

    /// Fills in the form and submits it.
    fn submit(&mut self, proxy: &mut Proxy, rng: &mut Rng) {
        let fresh = SubmissionId::from_random(rng.bytes());
        let (email, name) = (self.email.clone(), self.name.clone());
        let form = self.page.as_mut().unwrap();
        form.edit(|draft| {
            draft.set_text(EMAIL, &email);
            draft.set_text(NAME, &name);
            draft.set_checked(CONSENT, true);
        });
        if rng.percent(50) {
            form.set_open_ms(rng.below(8_000) as u32);
        }
        let request = form.submit(fresh, !rng.percent(15));
        self.id.get_or_insert(fresh);
        self.send(request, proxy, rng);
    }

    /// Sends a request of the page's form. The page may be closed before the answer.
    fn send(&mut self, request: Option<Request>, proxy: &mut Proxy, rng: &mut Rng) {
        let form = self.page.clone().unwrap();
        self.save(&form);
        let Some(request) = request else { return };
        self.attempt = request.attempt;
        let fault = self.fault(rng);
        let answer = proxy.carry(&self.email, &request, fault, rng);
        if rng.percent(10) {
            self.page = None;
            return;
        }
        let form = self.page.as_mut().unwrap();
        form.answer(request.attempt, &answer, Some(rng.bits()));
        self.is_done |= *form.phase() == Phase::Done;
        let form = form.clone();
        self.save(&form);
    }

    /// Sends the entries that are due.
    fn send_due(&mut self, proxy: &mut Proxy, rng: &mut Rng) {
        let due: Vec<Entry> = self.outbox().due(&self.receiver, self.now_s).cloned().collect();
        for entry in due {
            match self.page.as_ref().map(|form| form.phase().clone()) {
                Some(Phase::Waiting { .. }) if self.page_holds(&entry) => {}
                Some(_) if self.page_holds(&entry) => self.submit(proxy, rng),
                Some(_) => self.send_entry(&entry, proxy, rng),
                None => return, // closed meanwhile
            }
        }
    }

    /// Sends an entry of the outbox that is not in the page's form.
    fn send_entry(&mut self, entry: &Entry, proxy: &mut Proxy, rng: &mut Rng) {
        let mut form = Form::of_entry(self.receiver.clone(), entry);
        let fresh = SubmissionId::from_random(rng.bytes());
        let Some(request) = form.submit(fresh, !rng.percent(15)) else { return };
        self.save(&form);
        let fault = self.fault(rng);
        let answer = proxy.carry(&self.email, &request, fault, rng);
        if rng.percent(10) {
            self.page = None;
            return;
        }
        form.answer(request.attempt, &answer, None);
        self.save(&form);
        self.is_done |= *form.phase() == Phase::Done;
        if let Phase::Failed(outcome @ (Outcome::Rejected { .. } | Outcome::Refused)) = form.phase() {
            panic!("{}: {outcome:?}", self.email);
        }
    }

    fn fault(&mut self, rng: &mut Rng) -> Fault {
        let is_good = self.met.len() >= BAD_REQUESTS || rng.percent(15);
        let fault = if is_good { Fault::None } else { rng.choose(&FAULTS) };
        self.met.push(fault);
        fault
    }

    fn page_holds(&self, entry: &Entry) -> bool {
        let delivery = self.page.as_ref().map(Form::delivery);
        matches!(delivery, Some(Delivery::Pending { id, .. }) if *id == entry.id)
    }

    fn outbox(&self) -> Outbox {
        let mut outbox = Outbox::parse(&self.storage);
        assert_eq!(outbox.advance(self.now_s), [], "{}: kept for less than a week", self.email);
        outbox
    }

    fn entry(&self) -> Option<Entry> {
        self.outbox().entries().first().cloned()
    }

    fn save(&mut self, form: &mut Form) {
        let mut outbox = self.outbox();
        assert!(outbox.sync(form, self.now_s), "{}: a full outbox", self.email);
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
