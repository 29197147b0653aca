//! The form as a state machine: what may happen when.
//!
//! ```text
//! Idle --submit--> Sending --answer--> Done | Sent | Failed(outcome) | Waiting --resume--> Sending
//! ```
//!
//! Rules: nothing typed is lost before it has arrived; a form in flight can't be sent again;
//! sending the same entries again is one sign-up; it is done only when the receiver says so; a
//! field is not called wrong before the first attempt to send.

use std::sync::Arc;

use super::outbox::Entry;
use super::{Answer, Draft, FieldError, Outcome, Request, Submission, SubmissionId, retry};
use crate::config::Receiver;
use crate::language::Language;

/// Where a form stands.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Phase {
    /// Being filled in.
    #[default]
    Idle,
    /// On its way.
    Sending,
    /// To be sent again by itself: see [`Form::resume`].
    Waiting {
        /// How long from the answer on, in milliseconds.
        wait_ms: u32,
        /// What the last try came to.
        outcome: Outcome,
    },
    /// Arrived.
    Done,
    /// Sent to a receiver whose answer can't be read. It may be sent again.
    Sent,
    /// Not known to have arrived; never holds [`Outcome::Done`] or [`Outcome::Sent`].
    Failed(Outcome),
}

/// What of a form must be kept, for [`super::Outbox::follow`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    /// Nothing new.
    Nothing,
    /// This must not be lost.
    Pending {
        /// The name it is sent by.
        id: &'a SubmissionId,
        /// What is sent.
        draft: Draft,
        /// The language that it was read in, where that is known.
        language: Option<Language>,
        /// Whether a request with it has left.
        may_have_arrived: bool,
        /// How long the receiver wants it not to be sent, in seconds.
        wait_s: u32,
    },
    /// The receiver has it, or has told that it won't take it.
    Settled(&'a SubmissionId),
}

/// What was last tried to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Last {
    id: SubmissionId,
    /// None if what was typed then is no sign-up any more, since other things are asked now.
    submission: Option<Submission>,
    may_have_arrived: bool,
    /// The same before the latest try.
    may_have_arrived_before: bool,
}

/// A sign-up form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    receiver: Arc<Receiver>,
    draft: Draft,
    phase: Phase,
    errors: Vec<FieldError>,
    /// Whether fields are judged while they are typed in: from the first attempt on.
    judging: bool,
    /// Counts the requests.
    attempt: u32,
    /// Counts the requests since the visitor last asked to send.
    tries: u32,
    /// For how long it has been open when it is sent next; none if nobody has said.
    open_ms: Option<u32>,
    /// The language that it is read in; none if nobody has said.
    language: Option<Language>,
    last: Option<Last>,
    /// Sign-ups in whose place others were sent.
    dropped: Vec<SubmissionId>,
}

impl Form {
    /// An empty form.
    pub fn new(receiver: Arc<Receiver>) -> Self {
        Self {
            receiver,
            draft: Draft::default(),
            phase: Phase::Idle,
            errors: Vec::new(),
            judging: false,
            attempt: 0,
            tries: 0,
            open_ms: None,
            language: None,
            last: None,
            dropped: Vec::new(),
        }
    }

    /// The form that an entry of the outbox was, to be sent again or changed.
    pub fn of_entry(receiver: Arc<Receiver>, entry: &Entry) -> Self {
        let draft = entry.draft(&receiver);
        let last = Last {
            id: entry.id.clone(),
            submission: draft
                .check(&receiver.fields)
                .ok()
                .filter(|_| entry.is_for(&receiver))
                .map(|submission| submission.read_in(entry.language)),
            may_have_arrived: entry.may_have_arrived,
            may_have_arrived_before: entry.may_have_arrived,
        };
        Self { draft, language: entry.language, last: Some(last), ..Self::new(receiver) }
    }

    /// Where it goes and what it asks.
    pub fn receiver(&self) -> &Arc<Receiver> {
        &self.receiver
    }

    /// What is typed so far.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Where the form stands.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// What is wrong, in the form's order. Focus belongs in the first of them.
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// What is wrong with one field.
    pub fn error(&self, field: usize) -> Option<&FieldError> {
        self.errors.iter().find(|error| error.field == field)
    }

    /// Takes over a change to the fields. Fields that changed are judged anew once the form has
    /// been tried; what a receiver said of the others stands. A form that waits to be sent again
    /// is not, because it would send what is no longer meant.
    pub fn edit(&mut self, change: impl FnOnce(&mut Draft)) {
        let before = self.draft.clone();
        change(&mut self.draft);
        if before == self.draft {
            return;
        }
        if let Phase::Waiting { outcome, .. } = &self.phase {
            self.phase = Phase::Failed(outcome.clone());
        }
        if self.judging {
            let now = self.draft.check(&self.receiver.fields).err().unwrap_or_default();
            let is_same = |error: &FieldError| before.text(error.field) == self.draft.text(error.field);
            self.errors.retain(is_same);
            let changed: Vec<FieldError> = now.into_iter().filter(|error| !is_same(error)).collect();
            self.errors.extend(changed);
            self.errors = crate::order::sorted(&self.errors, |a, b| a.field.cmp(&b.field));
        }
    }

    /// Takes over for how long the visitor has had the form open, in milliseconds; to be told
    /// before [`Form::submit`]. A receiver may ask a form that was faster than a person to come
    /// again a little later. One that says nothing, such as [`Form::of_entry`], is not asked.
    pub fn been_open(&mut self, ms: u32) {
        self.open_ms = Some(ms);
    }

    /// Takes over the language that the visitor reads the form in; to be told before [`Form::submit`].
    /// The same answers in another language are another sign-up, for what was agreed to is another
    /// sentence. [`Form::of_entry`] knows the language that the entry was read in.
    pub fn read_in(&mut self, language: Language) {
        self.language = Some(language);
    }

    /// Tries to send. Nothing is returned, so nothing is to be sent, while the form is in
    /// flight, when it has arrived, when a field is wrong (see [`Form::errors`]), and when the
    /// browser says that it is not `online`.
    ///
    /// `fresh` names the form if its entries differ from what was sent last; else the earlier
    /// id is used again, by which the receiver knows a repetition.
    pub fn submit(&mut self, fresh: SubmissionId, online: bool) -> Option<Request> {
        if matches!(self.phase, Phase::Sending | Phase::Done) {
            return None;
        }
        if self.receiver.honeypot.is_some() && !self.draft.decoy.is_empty() {
            // A program has filled in what no visitor sees. It is to believe that it was heard.
            self.last = None;
            self.arrived();
            return None;
        }
        self.judging = true;
        let submission = match self.draft.check(&self.receiver.fields) {
            Ok(submission) => submission.read_in(self.language),
            Err(errors) => {
                self.errors = errors;
                self.phase = Phase::Idle;
                return None;
            }
        };
        let is_same = |last: &Last| last.submission.as_ref() == Some(&submission);
        if !self.last.as_ref().is_some_and(is_same) {
            self.dropped.extend(self.last.take().map(|last| last.id));
            self.last = Some(Last {
                id: fresh,
                submission: Some(submission),
                may_have_arrived: false,
                may_have_arrived_before: false,
            });
        }
        self.errors.clear();
        self.tries = 0;
        if !online {
            self.phase = Phase::Failed(Outcome::Unreachable);
            return None;
        }
        self.send()
    }

    /// Sends again what waits, once the time of [`Phase::Waiting`] has passed since the answer to
    /// `attempt`. Nothing, if something else has happened in the meantime.
    pub fn resume(&mut self, attempt: u32) -> Option<Request> {
        let Phase::Waiting { wait_ms, .. } = self.phase else { return None };
        if attempt != self.attempt {
            return None;
        }
        // Else a receiver that found it too fast would find it so again.
        self.open_ms = self.open_ms.map(|ms| ms.saturating_add(wait_ms));
        self.send()
    }

    fn send(&mut self) -> Option<Request> {
        let last = self.last.as_mut()?;
        let submission = last.submission.as_ref()?;
        self.attempt = self.attempt.wrapping_add(1);
        self.tries += 1;
        let request = Request::new(&self.receiver, submission, &last.id, self.open_ms, self.attempt);
        last.may_have_arrived_before = last.may_have_arrived;
        last.may_have_arrived = true;
        self.phase = Phase::Sending;
        Some(request)
    }

    /// Takes the answer to a request; one that is not awaited changes nothing. Without random
    /// `bits` nothing is sent again by itself.
    pub fn answer(&mut self, attempt: u32, answer: &Answer, bits: Option<u32>) {
        if self.phase != Phase::Sending || attempt != self.attempt {
            return;
        }
        if let (Answer::Offline | Answer::BadHeader { .. }, Some(last)) = (answer, &mut self.last) {
            last.may_have_arrived = last.may_have_arrived_before; // nothing has left
        }
        match Outcome::of(answer, &self.receiver) {
            Outcome::Done => self.arrived(),
            Outcome::Sent => self.phase = Phase::Sent,
            outcome => {
                if let Outcome::Rejected { errors, .. } = &outcome {
                    self.errors.clone_from(errors);
                }
                let wait_ms = bits.and_then(|bits| retry::wait_ms(&self.receiver, answer, self.tries, bits));
                self.phase = match wait_ms {
                    Some(wait_ms) if outcome.can_retry() => Phase::Waiting { wait_ms, outcome },
                    _ => Phase::Failed(outcome),
                };
            }
        }
    }

    fn arrived(&mut self) {
        self.draft = Draft::default();
        self.phase = Phase::Done;
    }

    /// Makes room for another sign-up after one has arrived; otherwise keeps everything, so it
    /// may be called whenever the form is opened.
    pub fn reopen(&mut self) {
        if self.phase == Phase::Done {
            // The count goes on, or a late answer could meet a new attempt of the same number.
            *self = Self { attempt: self.attempt, ..Self::new(self.receiver.clone()) };
        }
    }

    /// What must be kept of this form now.
    pub fn standing(&self) -> Standing<'_> {
        let Some(last) = &self.last else { return Standing::Nothing };
        let outcome = match &self.phase {
            Phase::Idle => return Standing::Nothing,
            Phase::Done | Phase::Sent => return Standing::Settled(&last.id),
            Phase::Failed(outcome) if !outcome.can_retry() => return Standing::Settled(&last.id),
            Phase::Failed(outcome) | Phase::Waiting { outcome, .. } => Some(outcome),
            Phase::Sending => None,
        };
        let Some(submission) = &last.submission else { return Standing::Nothing };
        Standing::Pending {
            id: &last.id,
            draft: submission.draft(),
            language: submission.language(),
            may_have_arrived: last.may_have_arrived,
            wait_s: if let Some(Outcome::Busy { wait_s }) = outcome { *wait_s } else { 0 },
        }
    }

    /// Sign-ups in whose place the visitor has sent others.
    pub fn dropped(&self) -> &[SubmissionId] {
        &self.dropped
    }
}

#[cfg(test)]
mod tests;
