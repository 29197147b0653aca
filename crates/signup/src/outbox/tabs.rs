//! Two pages of one visitor over one storage: no order of their steps loses, doubles or revives a sign-up.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::sample::{id, own};
use crate::{Answer, CONFIRMATION, Request};

const NOW: u32 = 1_800_000_000;

/// Step of one of the pages. Steps that wait for the lock of the other page do nothing.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// The visitor types other answers and submits the form.
    Submit(u8),
    /// The visitor submits the form as it is.
    Again,
    /// The time of an automatic retry has come.
    Resume,
    /// The visitor sends an entry that this page displays.
    SendNow(u8),
    /// The page sends an entry that is due.
    SendDue,
    /// The visitor deletes an entry that this page displays.
    Delete(u8),
    /// The answer to the request on its way comes.
    Answer(Reply),
    /// The page is closed and opened again.
    Reload,
    /// The page hears of a change of the storage.
    Notify,
    /// The clock is set, by hours.
    Clock(i16),
}

/// The fate of a request.
#[derive(Clone, Copy, Debug)]
enum Reply {
    Stored,
    StoredButUnheard,
    Unheard,
    Busy,
    Offline,
}

fn any_step() -> impl Strategy<Value = Step> {
    use Reply::*;
    prop_oneof![
        3 => (0_u8..3).prop_map(Step::Submit),
        2 => Just(Step::Again),
        2 => Just(Step::Resume),
        3 => (0_u8..3).prop_map(Step::SendNow),
        3 => Just(Step::SendDue),
        2 => (0_u8..3).prop_map(Step::Delete),
        6 => prop::sample::select(vec![Stored, Stored, StoredButUnheard, Unheard, Busy, Offline]).prop_map(Step::Answer),
        1 => Just(Step::Reload),
        2 => Just(Step::Notify),
        1 => (-400_i16..400).prop_map(Step::Clock),
    ]
}

/// Page with a form, and the entries as it displays them.
struct Tab {
    form: Form,
    shown: Vec<SubmissionId>,
    /// Form of an entry that is being sent, beside the form of the dialog.
    sending: Option<Form>,
    in_flight: Option<(Request, SubmissionId)>,
    /// Number of the latest request of the form.
    attempt: u32,
}

/// Visitor, both pages, and the receiver.
struct World {
    receiver: Arc<Receiver>,
    tabs: [Tab; 2],
    storage: String,
    now_s: u32,
    ids: u8,
    /// Sign-ups that have left the browser.
    left: BTreeSet<SubmissionId>,
    /// Sign-ups that must be in the outbox.
    kept: BTreeSet<SubmissionId>,
    /// Sign-ups that the visitor has deleted, and not submitted since.
    deleted: BTreeSet<SubmissionId>,
}

impl World {
    fn new(counts_once: bool) -> Self {
        let receiver = Arc::new(Receiver { idempotent: counts_once, replaces: counts_once, ..own() });
        let tab = || Tab {
            form: Form::new(receiver.clone()),
            shown: Vec::new(),
            sending: None,
            in_flight: None,
            attempt: 0,
        };
        Self {
            tabs: [tab(), tab()],
            receiver,
            storage: String::new(),
            now_s: NOW,
            ids: 0,
            left: BTreeSet::new(),
            kept: BTreeSet::new(),
            deleted: BTreeSet::new(),
        }
    }

    /// Changes the outbox as the shell does: under the lock, from what is stored.
    fn change(&mut self, tab: usize, change: impl FnOnce(&mut Outbox, &mut Tab, u32)) {
        let mut outbox = Outbox::parse(&self.storage);
        for expired in outbox.advance(self.now_s) {
            self.kept.remove(&expired.id); // and the visitor is told
        }
        change(&mut outbox, &mut self.tabs[tab], self.now_s);
        self.storage = outbox.print();
        self.tabs[tab].shown = outbox.entries().iter().map(|entry| entry.id).collect();
    }

    /// Stores the form, and sends its request if no other page has settled it. `by_visitor` is set for a request that
    /// the visitor has asked for.
    fn begin(&mut self, tab: usize, request: Option<Request>, by_visitor: bool) {
        self.change(tab, |outbox, tab, now_s| {
            let is_entry = tab.sending.is_some();
            let form = tab.sending.as_mut().unwrap_or(&mut tab.form);
            // Another page may have its turn before, and this one be closed meanwhile.
            assert!(outbox.hold(form, now_s));
            assert!(outbox.sync(form, now_s));
            let last = form.pending_id();
            if request.is_some() && *form.phase() == Phase::Sending {
                tab.in_flight = request.zip(last);
            } else if is_entry {
                tab.sending = None;
            }
        });
        let form = self.tabs[tab].sending.as_ref().unwrap_or(&self.tabs[tab].form);
        for id in form.superseded() {
            self.kept.remove(id);
        }
        let Some(id) = form.pending_id() else { return };
        self.kept.insert(id);
        if by_visitor {
            self.deleted.remove(&id);
        }
        if self.tabs[tab].in_flight.is_some() {
            assert!(!self.deleted.contains(&id), "a deleted sign-up is sent");
            let is_second = self.left.contains(&id) && !self.receiver.counts_once();
            assert!(by_visitor || !is_second, "{id} is sent again by itself where it may count twice");
        }
    }

    fn step(&mut self, at: usize, step: Step) {
        let other_sends = self.tabs[1 - at].in_flight.is_some();
        let is_busy = self.tabs[at].in_flight.is_some();
        match step {
            Step::Submit(_) | Step::Again | Step::Resume | Step::SendNow(_) | Step::SendDue
                if other_sends || is_busy => {}
            Step::Submit(name) => {
                self.tabs[at].form.reopen();
                self.tabs[at].form.edit(|draft| {
                    draft.set_text(0, "ana@example.org");
                    draft.set_text(1, &format!("Ana {name}"));
                    draft.set_checked(3, true);
                });
                self.submit(at);
            }
            Step::Again => self.submit(at),
            Step::Resume => {
                let attempt = self.tabs[at].attempt;
                let request = self.tabs[at].form.resume(attempt);
                if request.is_some() {
                    self.begin(at, request, false);
                }
            }
            Step::SendNow(nth) => {
                if let Some(id) = self.tabs[at].shown.get(usize::from(nth)).copied() {
                    self.send_entry(at, id, true);
                }
            }
            Step::SendDue => {
                let mut outbox = Outbox::parse(&self.storage);
                outbox.advance(self.now_s);
                let due = outbox.due(&self.receiver, self.now_s).next().map(|entry| entry.id);
                due.into_iter().for_each(|id| self.send_entry(at, id, false));
            }
            Step::Delete(nth) => {
                let Some(id) = self.tabs[at].shown.get(usize::from(nth)).copied() else { return };
                self.change(at, |outbox, tab, _| {
                    outbox.remove(&id);
                    outbox.notify(&mut tab.form);
                });
                self.kept.remove(&id);
                self.deleted.insert(id);
            }
            Step::Answer(reply) => self.answer(at, reply),
            Step::Reload if is_busy => self.answer(at, Reply::StoredButUnheard),
            Step::Reload => {
                self.tabs[at].form = Form::new(self.receiver.clone());
                self.change(at, |_, _, _| {});
            }
            Step::Notify => self.change(at, |outbox, tab, _| outbox.notify(&mut tab.form)),
            Step::Clock(hours) => {
                self.now_s = self.now_s.saturating_add_signed(i32::from(hours) * 3_600);
            }
        }
    }

    fn submit(&mut self, at: usize) {
        self.ids += 1;
        let request = self.tabs[at].form.submit(id(self.ids), true);
        if request.is_some() {
            self.begin(at, request, true);
        }
    }

    /// Sends an entry if it is still there, through the form of the dialog if that holds it.
    fn send_entry(&mut self, at: usize, wanted: SubmissionId, by_visitor: bool) {
        if self.tabs[at].form.pending_id() == Some(wanted) {
            if !matches!(self.tabs[at].form.phase(), Phase::Waiting { .. }) {
                let request = self.tabs[at].form.resubmit();
                self.begin(at, request, by_visitor);
            }
            return;
        }
        let mut claimed = None;
        let receiver = self.receiver.clone();
        self.change(at, |outbox, _, _| claimed = outbox.claim(&wanted, &receiver));
        let Some(mut form) = claimed else { return };
        self.ids += 1;
        let request = form.submit(id(self.ids), true);
        assert_eq!(form.pending_id(), Some(wanted));
        self.tabs[at].sending = Some(form);
        self.begin(at, request, by_visitor);
    }

    fn answer(&mut self, at: usize, reply: Reply) {
        let Some((request, id)) = self.tabs[at].in_flight.take() else { return };
        let answer = match reply {
            Reply::Stored => Answer::Status { code: 200, body: CONFIRMATION.to_owned(), retry_after: None },
            Reply::StoredButUnheard | Reply::Unheard => Answer::Unreachable,
            Reply::Busy => Answer::Status { code: 503, body: String::new(), retry_after: None },
            Reply::Offline => Answer::Offline,
        };
        if !matches!(reply, Reply::Offline) {
            self.left.insert(id);
        }
        let is_entry = self.tabs[at].sending.is_some();
        let tab = &mut self.tabs[at];
        if !is_entry {
            tab.attempt = request.attempt;
        }
        let form = tab.sending.as_mut().unwrap_or(&mut tab.form);
        form.answer(request.attempt, &answer, (!is_entry).then_some(7));
        if *form.phase() == Phase::Done {
            self.kept.remove(&id);
        }
        self.change(at, |outbox, tab, now_s| {
            let form = tab.sending.as_mut().unwrap_or(&mut tab.form);
            assert!(outbox.sync(form, now_s));
            tab.sending = None;
        });
    }

    fn check(&self) {
        let outbox = Outbox::parse(&self.storage);
        for id in &self.kept {
            assert!(outbox.contains(id), "{id} is lost");
        }
        for entry in outbox.entries() {
            assert!(!self.deleted.contains(&entry.id), "{} was deleted and is back", entry.id);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn two_pages_lose_double_and_revive_nothing(
        counts_once: bool,
        steps in prop::collection::vec((0_usize..2, any_step()), 0..60),
    ) {
        let mut world = World::new(counts_once);
        for (tab, step) in steps {
            world.step(tab, step);
            world.check();
        }
    }
}
