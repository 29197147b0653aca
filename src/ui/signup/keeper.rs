//! What makes sign-ups happen: sends what the form gives, keeps what must not be lost where it
//! outlives the page, and sends that again when it may.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::config::Receiver;
use crate::route::Base;
use crate::signup::{Draft, Entry, Form, Outbox, Outcome, Phase, Request, Standing, SubmissionId};
use crate::text::signup as words;
use crate::text::words::spoken;
use crate::ui::{dom, http, store};

/// The form, what is not sent yet, and what was last said of that.
#[derive(Clone, Copy)]
pub struct Keeper {
    /// The form in the dialog.
    pub form: RwSignal<Form>,
    /// What is not known to have arrived.
    pub outbox: RwSignal<Outbox>,
    /// What happened to an entry that was sent outside the form.
    pub said: RwSignal<String>,
    /// Whether a pointer is down on the form: until it is up nothing may move under it.
    pub is_pressed: RwSignal<bool>,
    base: StoredValue<Base>,
    /// When the dialog was opened, on the page's clock.
    opened_at: StoredValue<f64>,
}

impl Keeper {
    /// An empty form, and what earlier visits have left.
    pub fn new(receiver: Arc<Receiver>, base: Base) -> Self {
        let outbox = store::outbox(&base);
        Self {
            form: RwSignal::new(Form::new(receiver)),
            outbox: RwSignal::new(outbox),
            said: RwSignal::new(String::new()),
            is_pressed: RwSignal::new(false),
            base: StoredValue::new(base),
            opened_at: StoredValue::new(dom::now()),
        }
    }

    /// Sends what may be sent by itself, now and whenever the browser is online again.
    pub fn watch(self) {
        let sweep = move || spawn_local(self.sweep());
        let online = window_event_listener(leptos::ev::online, move |_| sweep());
        on_cleanup(move || online.remove());
        sweep();
    }

    /// The dialog has been opened: makes room for another sign-up after one has arrived.
    pub fn reopen(self) {
        self.opened_at.set_value(dom::now());
        self.form.update(Form::reopen);
    }

    /// Takes what is typed; gives whether there is something to wait for. If not, see the form's
    /// errors and its phase.
    pub async fn submit(self) {
        let Some(id) = dom::random_bytes().map(SubmissionId::from_random) else { return };
        let open_ms = (dom::now() - self.opened_at.get_value()) as u32;
        let submit = |form: &mut Form| {
            form.been_open(open_ms);
            form.read_in(spoken().language);
            form.submit(id, dom::is_online())
        };
        let request = self.form.try_update(submit).flatten();
        self.keep_form().await;
        if let Some(request) = request {
            self.send(request).await;
        }
    }

    /// Sends a request of the form, and again as often as the form wants.
    async fn send(self, request: Request) {
        let mut next = Some(request);
        while let Some(request) = next.take() {
            let answer = http::sign_up(&self.address(&request), &request).await;
            let bits =
                dom::random_bytes().map(|bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]));
            self.form.update(|form| form.answer(request.attempt, &answer, bits));
            self.keep_form().await;
            let waiting = match self.form.read_untracked().phase() {
                Phase::Waiting { wait_ms, .. } => Some(*wait_ms),
                _ => None,
            };
            if let Some(wait_ms) = waiting {
                dom::sleep(Duration::from_millis(u64::from(wait_ms))).await;
                next = self.form.try_update(|form| form.resume(request.attempt)).flatten();
                self.keep_form().await;
            }
        }
    }

    /// Sends an entry because the visitor wants it.
    pub fn send_entry(self, entry: Entry) {
        spawn_local(async move {
            let outcome = self.try_entry(&entry).await;
            self.say(outcome);
        });
    }

    /// Deletes an entry.
    pub fn delete(self, id: SubmissionId) {
        spawn_local(async move {
            self.change(move |outbox| outbox.remove(&id)).await;
            self.said.set(words::deleted());
        });
    }

    /// Sends, one after the other, all entries that may be sent by themselves; one page of a
    /// visitor at a time.
    async fn sweep(self) {
        let base = self.base.get_value();
        dom::alone(&store::lock(&base, "send"), true, async move {
            let receiver = self.form.read_untracked().receiver().clone();
            let due: Vec<Entry> =
                store::outbox(&self.base.get_value()).due(&receiver, dom::now_s()).cloned().collect();
            for entry in due {
                let outcome = self.try_entry(&entry).await;
                self.say(outcome);
            }
        })
        .await;
    }

    /// Sends an entry: as the form in the dialog if that still holds it, or it would know nothing of
    /// the answer.
    async fn try_entry(self, entry: &Entry) -> Option<Outcome> {
        let held = {
            let form = self.form.read_untracked();
            let holds = matches!(form.standing(), Standing::Pending { id, .. } if *id == entry.id);
            holds.then(|| form.phase().clone())
        };
        match held {
            Some(Phase::Sending | Phase::Waiting { .. }) => return None,
            Some(_) => {
                self.submit().await;
                // The dialog may be closed, so it is told over the page too.
                let is_done = *self.form.read_untracked().phase() == Phase::Done;
                return is_done.then_some(Outcome::Done);
            }
            None => {}
        }
        let id = dom::random_bytes().map(SubmissionId::from_random)?;
        let mut form = Form::of_entry(self.form.read_untracked().receiver().clone(), entry);
        let Some(request) = form.submit(id, dom::is_online()) else { return Some(Outcome::Unreachable) };
        self.keep(form.clone()).await;
        let answer = http::sign_up(&self.address(&request), &request).await;
        form.answer(request.attempt, &answer, None);
        self.keep(form.clone()).await;
        let outcome = match form.phase() {
            Phase::Failed(outcome) => outcome.clone(),
            Phase::Sent => Outcome::Sent,
            _ => Outcome::Done,
        };
        let is_untouched = *self.form.read_untracked().draft() == Draft::default();
        if matches!(outcome, Outcome::Rejected { .. } | Outcome::Refused) && is_untouched {
            // It is kept no longer, and must not be lost.
            self.form.set(form);
        }
        Some(outcome)
    }

    fn say(self, outcome: Option<Outcome>) {
        if let Some(outcome) = outcome {
            let form = self.form.read_untracked();
            self.said.set(words::entry_outcome(&outcome, form.receiver()));
        }
    }

    fn address(self, request: &Request) -> String {
        self.base.with_value(|base| request.address.resolve(base.path()))
    }

    async fn keep_form(self) {
        let form = self.form.get_untracked();
        self.keep(form).await;
    }

    async fn keep(self, form: Form) {
        self.change(move |outbox| _ = outbox.follow(&form, dom::now_s())).await;
    }

    /// Changes the outbox of all pages of the visitor, one page at a time.
    async fn change(self, change: impl FnOnce(&mut Outbox) + 'static) {
        let base = self.base.get_value();
        dom::alone(&store::lock(&base, "write"), false, async move {
            let base = self.base.get_value();
            let mut outbox = store::outbox(&base);
            change(&mut outbox);
            outbox.expire(dom::now_s());
            store::keep(&base, &outbox);
            // What the browser did not take is not told to be kept.
            self.outbox.set(store::outbox(&base));
        })
        .await;
    }
}
