//! Controller of sign-ups: sends the requests of the form, saves the outbox, and sends the entries that are due.

use std::sync::Arc;
use std::time::Duration;

use explore::route::Base;
use leptos::prelude::*;
use leptos::task::spawn_local;
use messages::locale::current_locale;
use signup::config::Receiver;
use signup::messages as t;
use signup::{Delivery, Draft, Entry, Form, Outbox, Outcome, Phase, Request, SubmissionId};

use crate::{dom, http, store};

/// Form and outbox of a page, with the actions on them.
#[derive(Clone, Copy)]
pub struct SignupController {
    /// Form in the dialog.
    pub form: RwSignal<Form>,
    /// Sign-ups that are not known to have arrived.
    pub outbox: RwSignal<Outbox>,
    /// Message about the entry that was sent or deleted last.
    pub status: RwSignal<String>,
    /// Set while a pointer is down on the form: nothing may move under it.
    pub is_pressed: RwSignal<bool>,
    base: StoredValue<Base>,
    /// Time when the dialog was opened, in milliseconds of the page's clock.
    opened_at: StoredValue<f64>,
}

impl SignupController {
    /// Returns a controller with an empty form, and the outbox of earlier visits.
    pub fn new(receiver: Arc<Receiver>, base: Base) -> Self {
        let outbox = store::outbox(&base);
        Self {
            form: RwSignal::new(Form::new(receiver)),
            outbox: RwSignal::new(outbox),
            status: RwSignal::new(String::new()),
            is_pressed: RwSignal::new(false),
            base: StoredValue::new(base),
            opened_at: StoredValue::new(dom::now()),
        }
    }

    /// Sends the entries that are due, now and whenever the browser is online again.
    pub fn start(self) {
        let send_due = move || spawn_local(self.send_due());
        let online = window_event_listener(leptos::ev::online, move |_| send_due());
        on_cleanup(move || online.remove());
        send_due();
    }

    /// Clears a form that is done, after the dialog was opened.
    pub fn reopen(self) {
        self.opened_at.set_value(dom::now());
        self.form.update(Form::reopen);
    }

    /// Submits the form, and sends its request if it is valid. The form has the errors and the outcome.
    pub async fn submit(self) {
        let Some(id) = dom::random_bytes().map(SubmissionId::from_random) else { return };
        let open_ms = (dom::now() - self.opened_at.get_value()) as u32;
        let submit = |form: &mut Form| {
            form.set_open_ms(open_ms);
            form.set_language(current_locale().language);
            form.submit(id, dom::is_online())
        };
        let request = self.form.try_update(submit).flatten();
        self.save_form().await;
        if let Some(request) = request {
            self.send(request).await;
        }
    }

    /// Sends a request of the form, and its retries.
    async fn send(self, request: Request) {
        let mut next = Some(request);
        while let Some(request) = next.take() {
            let answer = http::sign_up(&self.address(&request), &request).await;
            let bits =
                dom::random_bytes().map(|bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]));
            self.form.update(|form| form.answer(request.attempt, &answer, bits));
            self.save_form().await;
            let waiting = match self.form.read_untracked().phase() {
                Phase::Waiting { wait_ms, .. } => Some(*wait_ms),
                _ => None,
            };
            if let Some(wait_ms) = waiting {
                dom::sleep(Duration::from_millis(u64::from(wait_ms))).await;
                next = self.form.try_update(|form| form.resume(request.attempt)).flatten();
                self.save_form().await;
            }
        }
    }

    /// Sends an entry at the visitor's request.
    pub fn send_entry(self, entry: Entry) {
        spawn_local(async move {
            let outcome = self.try_entry(&entry).await;
            self.announce(outcome);
        });
    }

    /// Deletes an entry.
    pub fn delete(self, id: SubmissionId) {
        spawn_local(async move {
            self.change(move |outbox| outbox.remove(&id)).await;
            self.status.set(t::deleted());
        });
    }

    /// Sends all entries that are due, one after the other. Only one page of a visitor does so at a time.
    async fn send_due(self) {
        let base = self.base.get_value();
        dom::with_web_lock(&store::lock(&base, "send"), true, async move {
            let receiver = self.form.read_untracked().receiver().clone();
            let due: Vec<Entry> =
                store::outbox(&self.base.get_value()).due(&receiver, dom::now_s()).cloned().collect();
            for entry in due {
                let outcome = self.try_entry(&entry).await;
                self.announce(outcome);
            }
        })
        .await;
    }

    /// Sends an entry and returns its outcome; none if the form is sending it. If the form in the dialog has the
    /// entry, that form sends it, so that it gets the answer.
    async fn try_entry(self, entry: &Entry) -> Option<Outcome> {
        let phase = {
            let form = self.form.read_untracked();
            let holds = matches!(form.delivery(), Delivery::Pending { id, .. } if *id == entry.id);
            holds.then(|| form.phase().clone())
        };
        match phase {
            Some(Phase::Sending | Phase::Waiting { .. }) => return None,
            Some(_) => {
                self.submit().await;
                // The dialog may be closed, so the page has a message too.
                let is_done = *self.form.read_untracked().phase() == Phase::Done;
                return is_done.then_some(Outcome::Done);
            }
            None => {}
        }
        let id = dom::random_bytes().map(SubmissionId::from_random)?;
        let mut form = Form::of_entry(self.form.read_untracked().receiver().clone(), entry);
        let Some(request) = form.submit(id, dom::is_online()) else { return Some(Outcome::Unreachable) };
        self.save(form.clone()).await;
        let answer = http::sign_up(&self.address(&request), &request).await;
        form.answer(request.attempt, &answer, None);
        self.save(form.clone()).await;
        let outcome = match form.phase() {
            Phase::Failed(outcome) => outcome.clone(),
            Phase::Sent => Outcome::Sent,
            _ => Outcome::Done,
        };
        let is_untouched = *self.form.read_untracked().draft() == Draft::default();
        if matches!(outcome, Outcome::Rejected { .. } | Outcome::Refused) && is_untouched {
            // The outbox has dropped it, and its answers must not be lost.
            self.form.set(form);
        }
        Some(outcome)
    }

    fn announce(self, outcome: Option<Outcome>) {
        if let Some(outcome) = outcome {
            let form = self.form.read_untracked();
            self.status.set(t::entry_outcome(&outcome, form.receiver()));
        }
    }

    fn address(self, request: &Request) -> String {
        self.base.with_value(|base| request.address.resolve(base.path()))
    }

    async fn save_form(self) {
        let form = self.form.get_untracked();
        self.save(form).await;
    }

    async fn save(self, form: Form) {
        self.change(move |outbox| _ = outbox.sync(&form, dom::now_s())).await;
    }

    /// Changes the outbox, which all pages of the visitor share, under a lock.
    async fn change(self, change: impl FnOnce(&mut Outbox) + 'static) {
        let base = self.base.get_value();
        dom::with_web_lock(&store::lock(&base, "write"), false, async move {
            let base = self.base.get_value();
            let mut outbox = store::outbox(&base);
            change(&mut outbox);
            outbox.expire(dom::now_s());
            store::keep(&base, &outbox);
            // Only what the browser has stored is displayed as kept.
            self.outbox.set(store::outbox(&base));
        })
        .await;
    }
}
