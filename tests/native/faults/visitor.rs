//! A visitor who signs up: the form driven as the page's shell drives it, with a browser whose
//! clock goes as told and who closes pages as they like.

use std::sync::Arc;

use challenge_map::config::Receiver;
use challenge_map::signup::{Draft, Entry, Form, Outbox, Outcome, Phase, Request, Standing, SubmissionId};

use super::chance::Chance;
use super::proxy::{FAULTS, Fault, Proxy};

/// After so many requests a network is good again: everyone gets through in the end.
const BAD_REQUESTS: usize = 30;

/// Who has not got through after so many steps never will.
const MAX_STEPS: usize = 1_000;

/// The fields of both receivers.
const EMAIL: usize = 0;
const NAME: usize = 1;
const CONSENT: usize = 3;

pub struct Visitor {
    pub email: String,
    pub name: String,
    /// The page's form, while a page is open.
    page: Option<Form>,
    /// What the browser keeps when the page is closed: the printed outbox.
    kept: String,
    now_s: u32,
    receiver: Arc<Receiver>,
    /// The number of the page's latest request.
    attempt: u32,
    /// The name under which it was first sent, or should have been.
    id: Option<SubmissionId>,
    /// Whether a page has told that it has arrived.
    pub was_thanked: bool,
    /// What happened to the requests.
    pub met: Vec<Fault>,
    /// How often a page was opened.
    pub visits: usize,
    steps: usize,
}

impl Visitor {
    pub fn new(number: usize, receiver: Arc<Receiver>) -> Self {
        Self {
            email: format!("visitor{number}@example.org"),
            name: format!("Visitor \"{number}\" \u{d6}z"),
            page: None,
            kept: String::new(),
            now_s: 1_800_000_000,
            receiver,
            attempt: 0,
            id: None,
            was_thanked: false,
            met: Vec::new(),
            visits: 0,
            steps: 0,
        }
    }

    /// Does the next thing that this visitor does, or their browser.
    pub fn step(&mut self, proxy: &mut Proxy, chance: &mut Chance) {
        self.steps += 1;
        assert!(self.steps < MAX_STEPS, "{}: {:?}", self.email, self.page);
        let phase = self.page.as_ref().map(|form| form.phase().clone());
        match phase {
            None => self.open(proxy, chance),
            Some(_) if chance.percent(15) => self.page = None,
            Some(Phase::Waiting { wait_ms, .. }) if chance.percent(80) => {
                self.now_s += wait_ms.div_ceil(1_000);
                let request = self.page.as_mut().unwrap().resume(self.attempt);
                assert!(request.is_some(), "{}: it does not go on", self.email);
                self.send(request, proxy, chance);
            }
            // It is online again.
            Some(_) if self.id.is_some() && chance.percent(30) => self.sweep(proxy, chance),
            Some(_) => match self.entry() {
                // Not of this page: sent with the button beside what is not sent yet.
                Some(entry) if !self.page_holds(&entry) => self.send_entry(&entry, proxy, chance),
                _ => self.submit(proxy, chance),
            },
        }
        self.check();
    }

    /// Opens the page a while later, which sends what was left.
    fn open(&mut self, proxy: &mut Proxy, chance: &mut Chance) {
        self.now_s += chance.below(3_600) as u32;
        self.page = Some(Form::new(self.receiver.clone()));
        self.visits += 1;
        self.sweep(proxy, chance);
    }

    /// Fills in the form, if that is still to be done, and presses the button.
    fn submit(&mut self, proxy: &mut Proxy, chance: &mut Chance) {
        let fresh = SubmissionId::from_random(chance.bytes());
        let (email, name) = (self.email.clone(), self.name.clone());
        let form = self.page.as_mut().unwrap();
        form.edit(|draft| {
            draft.type_in(EMAIL, &email);
            draft.type_in(NAME, &name);
            draft.tick(CONSENT, true);
        });
        if chance.percent(50) {
            form.been_open(chance.below(8_000) as u32);
        }
        let request = form.submit(fresh.clone(), !chance.percent(15));
        self.id.get_or_insert(fresh);
        self.send(request, proxy, chance);
    }

    /// Sends a request of the page's form, unless the page is closed before the answer.
    fn send(&mut self, request: Option<Request>, proxy: &mut Proxy, chance: &mut Chance) {
        let form = self.page.clone().unwrap();
        self.keep(&form);
        let Some(request) = request else { return };
        self.attempt = request.attempt;
        let fault = self.fault(chance);
        let answer = proxy.carry(&self.email, &request, fault, chance);
        if chance.percent(10) {
            self.page = None;
            return;
        }
        let form = self.page.as_mut().unwrap();
        form.answer(request.attempt, &answer, Some(chance.bits()));
        self.was_thanked |= *form.phase() == Phase::Done;
        let form = form.clone();
        self.keep(&form);
    }

    /// Sends what may be sent by itself.
    fn sweep(&mut self, proxy: &mut Proxy, chance: &mut Chance) {
        let due: Vec<Entry> = self.outbox().due(&self.receiver, self.now_s).cloned().collect();
        for entry in due {
            match self.page.as_ref().map(|form| form.phase().clone()) {
                Some(Phase::Waiting { .. }) if self.page_holds(&entry) => {}
                Some(_) if self.page_holds(&entry) => self.submit(proxy, chance),
                Some(_) => self.send_entry(&entry, proxy, chance),
                None => return, // closed meanwhile
            }
        }
    }

    /// Sends an entry of the outbox that the page's form does not hold.
    fn send_entry(&mut self, entry: &Entry, proxy: &mut Proxy, chance: &mut Chance) {
        let mut form = Form::of_entry(self.receiver.clone(), entry);
        let fresh = SubmissionId::from_random(chance.bytes());
        let Some(request) = form.submit(fresh, !chance.percent(15)) else { return };
        self.keep(&form);
        let fault = self.fault(chance);
        let answer = proxy.carry(&self.email, &request, fault, chance);
        if chance.percent(10) {
            self.page = None;
            return;
        }
        form.answer(request.attempt, &answer, None);
        self.keep(&form);
        self.was_thanked |= *form.phase() == Phase::Done;
        if let Phase::Failed(outcome @ (Outcome::Rejected { .. } | Outcome::Refused)) = form.phase() {
            panic!("{}: {outcome:?}", self.email);
        }
    }

    fn fault(&mut self, chance: &mut Chance) -> Fault {
        let is_good = self.met.len() >= BAD_REQUESTS || chance.percent(15);
        let fault = if is_good { Fault::None } else { chance.of(&FAULTS) };
        self.met.push(fault);
        fault
    }

    fn page_holds(&self, entry: &Entry) -> bool {
        let standing = self.page.as_ref().map(Form::standing);
        matches!(standing, Some(Standing::Pending { id, .. }) if *id == entry.id)
    }

    fn outbox(&self) -> Outbox {
        Outbox::parse(&self.kept, self.now_s)
    }

    fn entry(&self) -> Option<Entry> {
        self.outbox().entries().first().cloned()
    }

    fn keep(&mut self, form: &Form) {
        let mut outbox = self.outbox();
        assert!(outbox.follow(form, self.now_s), "{}: a full outbox", self.email);
        outbox.expire(self.now_s);
        self.kept = outbox.print();
    }

    /// Nothing is lost: what was sent, or should have been, is in the browser, by its first name
    /// and as it was typed, until the visitor has been told that it has arrived; then it is not.
    fn check(&self) {
        let outbox = self.outbox();
        let (Some(id), false) = (&self.id, self.was_thanked) else {
            assert_eq!(outbox.entries(), [], "{}: there is nothing to keep", self.email);
            return;
        };
        let [entry] = outbox.entries() else { panic!("{}: not one entry: {outbox:?}", self.email) };
        let mut typed = Draft::default();
        typed.type_in(EMAIL, &self.email);
        typed.type_in(NAME, &self.name);
        typed.tick(CONSENT, true);
        assert_eq!((&entry.id, entry.draft(&self.receiver)), (id, typed), "{}", self.email);
    }
}
