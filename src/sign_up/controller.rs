//! Controller of sign-ups: sends the requests of the form, saves the outbox, and sends the entries that are due.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use explore::route::{Base, with_signup};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use messages::locale::current_locale;
use signup::config::Receiver;
use signup::messages as t;
use signup::{Draft, Form, Outbox, Outcome, Phase, Request, SubmissionId};

use super::kept::KeptSignups;
use crate::{dom, http, store};

/// Form and outbox of a page, with the actions on them.
#[derive(Clone, Copy)]
pub struct SignupController {
    /// Form in the dialog.
    pub form: RwSignal<Form>,
    /// Sign-ups that are not known to have arrived.
    pub kept: KeptSignups,
    /// Set while a pointer is down on the form: nothing may move under it.
    pub is_pressed: RwSignal<bool>,
    /// Time when the dialog was opened, in milliseconds of the page's clock.
    opened_at: StoredValue<f64>,
}

impl SignupController {
    /// Returns a controller with an empty form, and the outbox of earlier visits.
    pub fn new(receiver: Arc<Receiver>, base: Base) -> Self {
        Self {
            form: RwSignal::new(Form::new(receiver)),
            kept: KeptSignups::new(base),
            is_pressed: RwSignal::new(false),
            opened_at: StoredValue::new(dom::now()),
        }
    }

    /// Erases the entries that have expired, and sends those that are due, now and whenever the browser is online
    /// again. Follows what other pages do to the outbox.
    pub fn start(self) {
        let send_due = move || spawn_local(self.send_due());
        let online = window_event_listener(ev::online, move |_| send_due());
        on_cleanup(move || online.remove());
        self.kept.on_change_elsewhere(move || self.follow());
        spawn_local(async move {
            self.kept.change(|_, _| ()).await;
            self.send_due().await;
        });
    }

    /// Clears a form that is done, after the dialog was opened.
    pub fn reopen(self) {
        self.opened_at.set_value(dom::now());
        self.form.update(Form::reopen);
    }

    /// Submits the form, and sends its request if it is valid. The form has the errors and the outcome.
    pub async fn submit(self) {
        let Some(id) = random_id() else { return };
        let open_ms = (dom::now() - self.opened_at.get_value()) as u32;
        let submit = |form: &mut Form| {
            form.set_open_ms(open_ms);
            form.set_language(current_locale().language);
            form.submit(id, dom::is_online())
        };
        match self.form.try_update(submit).flatten() {
            Some(request) => self.send(request).await,
            None => self.save(self.form).await,
        }
    }

    /// Sends a request of the form in the dialog, and its retries.
    async fn send(self, request: Request) {
        let mut next = Some(request);
        while let Some(request) = next.take() {
            let attempt = request.attempt;
            self.kept
                .change(move |outbox, now_s| _ = self.form.try_update(|form| outbox.hold(form, now_s)))
                .await;
            self.with_send_lock(self.send_once(self.form, request, true)).await;
            let waiting = match self.form.read_untracked().phase() {
                Phase::Waiting { wait_ms, .. } => Some(*wait_ms),
                _ => None,
            };
            if let Some(wait_ms) = waiting {
                dom::sleep(Duration::from_millis(u64::from(wait_ms))).await;
                next = self.form.try_update(|form| form.resume(attempt)).flatten();
            }
        }
    }

    /// Sends a request of a form, unless another page has sent or deleted its sign-up. Only one page of a visitor does
    /// so at a time.
    async fn send_once(self, form: RwSignal<Form>, request: Request, may_retry: bool) {
        self.save(form).await;
        if *form.read_untracked().phase() != Phase::Sending {
            return;
        }
        let address = request.address.resolve(self.kept.base().path());
        let answer = http::sign_up(&address, &request).await;
        let bytes = dom::random_bytes().filter(|_| may_retry);
        let bits = bytes.map(|bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]));
        form.update(|form| form.answer(request.attempt, &answer, bits));
        self.save(form).await;
    }

    /// Sends an entry at the visitor's request.
    pub fn send_entry(self, id: SubmissionId) {
        spawn_local(async move {
            let outcome = self.try_entry(id, false).await;
            self.announce(outcome);
        });
    }

    /// Deletes an entry.
    pub fn delete(self, id: SubmissionId) {
        spawn_local(async move {
            self.kept.delete(id).await;
            self.follow();
        });
    }

    /// Opens the form with the answers of an entry, for the visitor to look at. What was typed there stays.
    pub fn open_entry(self, id: SubmissionId) {
        let receiver = self.form.read_untracked().receiver().clone();
        let entry = self.kept.outbox.read_untracked().entries().iter().find(|entry| entry.id == id).cloned();
        let is_held = self.form.read_untracked().is_of(&id);
        if let (Some(entry), true, false) = (entry, self.is_untouched(), is_held) {
            let mut form = Form::of_entry(receiver, &entry);
            form.review();
            self.form.set(form);
        } else if !is_held {
            self.kept.status.set(t::form_is_used());
        }
        dom::replace_address(&with_signup(&dom::path(), dom::query().trim_start_matches('?'), true));
    }

    /// Sends all entries that are due, one after the other. Only one page of a visitor does so at a time.
    async fn send_due(self) {
        let base = self.kept.base();
        dom::with_web_lock(&store::lock(&base, "due"), true, async move {
            let receiver = self.form.read_untracked().receiver().clone();
            let due = |outbox: &Outbox| outbox.due(&receiver, dom::now_s()).map(|entry| entry.id).collect();
            let due: Vec<SubmissionId> = self.kept.outbox.with_untracked(due);
            for id in due {
                let outcome = self.try_entry(id, true).await;
                self.announce(outcome);
            }
        })
        .await;
    }

    /// Sends an entry and returns its outcome; none if it is not there any more, not due (`if_due`), or if the form is
    /// sending it. If the form in the dialog has the entry, that form sends it, so that it gets the answer.
    async fn try_entry(self, id: SubmissionId, if_due: bool) -> Option<Outcome> {
        if self.form.read_untracked().pending_id() == Some(id) {
            if !dom::is_online() {
                return Some(Outcome::Unreachable);
            }
            let is_free = matches!(self.form.read_untracked().phase(), Phase::Failed(_));
            let request = if is_free { self.form.try_update(Form::resubmit).flatten() } else { None };
            self.send(request?).await;
            // The dialog may be closed, so the page has a message too.
            let is_done = *self.form.read_untracked().phase() == Phase::Done;
            return is_done.then_some(Outcome::Done);
        }
        let told = Rc::new(Cell::new(None));
        let outcome = told.clone();
        self.with_send_lock(async move { told.set(self.send_claimed(id, if_due).await) }).await;
        outcome.take()
    }

    /// Sends an entry that is still there, under the lock, and returns its outcome.
    async fn send_claimed(self, id: SubmissionId, if_due: bool) -> Option<Outcome> {
        self.kept.change(|_, _| ()).await;
        let receiver = self.form.read_untracked().receiver().clone();
        let mut form = self.kept.outbox.with_untracked(|outbox| {
            let is_due = || outbox.due(&receiver, dom::now_s()).any(|entry| entry.id == id);
            if if_due && !is_due() { None } else { outbox.claim(&id, &receiver) }
        })?;
        let Some(request) = form.submit(id, dom::is_online()) else { return Some(Outcome::Unreachable) };
        let form = RwSignal::new(form);
        self.send_once(form, request, false).await;
        let sent = form.get_untracked();
        form.dispose();
        let outcome = match sent.phase() {
            Phase::Failed(outcome) => outcome.clone(),
            Phase::Sent => Outcome::Sent,
            Phase::Done => Outcome::Done,
            _ => return None,
        };
        if matches!(outcome, Outcome::Rejected { .. } | Outcome::Refused) && self.is_untouched() {
            // The outbox has dropped it, and its answers must not be lost.
            self.form.set(sent);
        }
        Some(outcome)
    }

    /// Returns `true` if the form has no answers that a visitor would miss.
    fn is_untouched(self) -> bool {
        *self.form.read_untracked().draft() == Draft::default()
    }

    fn announce(self, outcome: Option<Outcome>) {
        if let Some(outcome) = outcome {
            let form = self.form.read_untracked();
            self.kept.status.set(t::entry_outcome(&outcome, form.receiver()));
        }
    }

    /// Displays what is stored now, and tells the form if its sign-up is gone.
    fn follow(self) {
        let outbox = self.kept.read_again();
        self.form.update(|form| outbox.notify(form));
    }

    /// Stores what a form must not lose.
    async fn save(self, form: RwSignal<Form>) {
        self.kept
            .change(move |outbox, now_s| {
                form.try_update(|form| outbox.sync(form, now_s));
            })
            .await;
        self.kept.outbox.with_untracked(|outbox| form.try_update(|form| outbox.confirm(form)));
    }

    async fn with_send_lock(self, work: impl Future<Output = ()> + 'static) {
        let name = store::lock(&self.kept.base(), "send");
        dom::with_web_lock(&name, false, work).await;
    }
}

/// Returns a random id; none where the browser has no random numbers.
fn random_id() -> Option<SubmissionId> {
    dom::random_bytes().map(SubmissionId::from_random)
}
