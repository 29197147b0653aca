//! State machine of the sign-up form.
//!
//! ```text
//! Idle --submit--> Sending --answer--> Done | Sent | Failed(outcome) | Waiting --resume--> Sending
//! ```
//!
//! Rules:
//!
//! - The answers stay until the receiver has them.
//! - A form that is being sent can't be sent again.
//! - The same answers keep their id, so sending them again is one sign-up.
//! - Only the receiver's confirmation makes the form done.
//! - Fields show no errors before the first attempt to submit.

use std::sync::Arc;

use messages::language::Language;

use crate::config::Receiver;
use crate::outbox::Entry;
use crate::{Answer, Draft, FieldError, Outcome, Request, Submission, SubmissionId, retry};

/// State of a form.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Phase {
    /// The visitor fills in the form.
    #[default]
    Idle,
    /// A request was made, and its answer is awaited.
    Sending,
    /// The form will be sent again automatically: see [`Form::resume`].
    Waiting {
        /// Wait after the answer, in milliseconds.
        wait_ms: u32,
        /// Outcome of the last attempt.
        outcome: Outcome,
    },
    /// The receiver has the sign-up.
    Done,
    /// The sign-up was sent to a receiver whose answer can't be read. It may be sent again.
    Sent,
    /// The sign-up is not known to have arrived. The outcome is never [`Outcome::Done`] or
    /// [`Outcome::Sent`].
    Failed(Outcome),
    /// Another page of the visitor has sent or deleted the sign-up. Nobody knows which, so only the visitor may
    /// send it again.
    Elsewhere,
}

/// State of a form's latest sign-up, for [`super::Outbox::sync`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery<'a> {
    /// There is nothing to change in the outbox.
    Unchanged,
    /// The sign-up must not be lost.
    Pending {
        /// Id that it is sent with.
        id: &'a SubmissionId,
        /// Answers.
        draft: Draft,
        /// Language that the form was displayed in, if it is known.
        language: Option<Language>,
        /// Set once a request with it has left.
        may_have_arrived: bool,
        /// Time that the receiver wants to be left alone, in seconds.
        wait_s: u32,
    },
    /// The receiver has accepted or rejected the sign-up.
    Settled(&'a SubmissionId),
}

/// Sign-up that was submitted last.
#[derive(Clone, Debug, PartialEq, Eq)]
struct LastSubmission {
    id: SubmissionId,
    /// None if the stored answers are not valid any more, since the receiver has other questions now.
    submission: Option<Submission>,
    may_have_arrived: bool,
    /// `may_have_arrived` before the latest attempt.
    may_have_arrived_before: bool,
    /// Number of corrections under the id.
    revision: u32,
}

/// Sign-up form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    receiver: Arc<Receiver>,
    draft: Draft,
    phase: Phase,
    errors: Vec<FieldError>,
    /// Set from the first attempt to submit on: fields are validated while they are edited.
    is_validating: bool,
    /// Number of requests so far.
    attempt: u32,
    /// Number of requests since the visitor last submitted.
    tries: u32,
    /// Time that the form was open, in milliseconds, if it is known.
    open_ms: Option<u32>,
    /// Language that the form is displayed in, if it is known.
    language: Option<Language>,
    last: Option<LastSubmission>,
    /// Sign-ups that others were sent in place of.
    superseded: Vec<SubmissionId>,
    /// Id of the entry of the outbox that this form has stored, or was made of.
    stored: Option<SubmissionId>,
}

impl Form {
    /// Returns an empty form.
    pub fn new(receiver: Arc<Receiver>) -> Self {
        Self {
            receiver,
            draft: Draft::default(),
            phase: Phase::Idle,
            errors: Vec::new(),
            is_validating: false,
            attempt: 0,
            tries: 0,
            open_ms: None,
            language: None,
            last: None,
            superseded: Vec::new(),
            stored: None,
        }
    }

    /// Returns the form of an entry of the outbox, to send it again or change it.
    pub fn of_entry(receiver: Arc<Receiver>, entry: &Entry) -> Self {
        let draft = entry.draft(&receiver);
        let last = LastSubmission {
            id: entry.id,
            submission: draft
                .validate(&receiver.fields)
                .ok()
                .filter(|_| entry.is_for(&receiver))
                .map(|submission| submission.with_language(entry.language).with_revision(entry.revision)),
            // Another receiver has had nothing under this id.
            may_have_arrived: entry.may_have_arrived && entry.is_for(&receiver),
            may_have_arrived_before: entry.may_have_arrived,
            revision: entry.revision,
        };
        let stored = Some(entry.id);
        Self { draft, language: entry.language, last: Some(last), stored, ..Self::new(receiver) }
    }

    /// Returns the receiver, which has the questions.
    pub fn receiver(&self) -> &Arc<Receiver> {
        &self.receiver
    }

    /// Returns the answers so far.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Returns the state of the form.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// Returns the errors in the order of the fields. The first of them should get the focus.
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// Returns the error of one field.
    pub fn error(&self, field: usize) -> Option<&FieldError> {
        self.errors.iter().find(|error| error.field == field)
    }

    /// Changes the answers. Once the form was submitted, the changed fields are validated again; errors of
    /// the others stay, also those that the receiver found. A pending retry is cancelled, because it would
    /// send the old answers.
    pub fn edit(&mut self, change: impl FnOnce(&mut Draft)) {
        let before = self.draft.clone();
        change(&mut self.draft);
        if before == self.draft {
            return;
        }
        if let Phase::Waiting { outcome, .. } = &self.phase {
            self.phase = Phase::Failed(outcome.clone());
        }
        if self.is_validating {
            let now = self.draft.validate(&self.receiver.fields).err().unwrap_or_default();
            let is_same = |error: &FieldError| before.text(error.field) == self.draft.text(error.field);
            self.errors.retain(is_same);
            let changed: Vec<FieldError> = now.into_iter().filter(|error| !is_same(error)).collect();
            self.errors.extend(changed);
            self.errors = slim_std::sort::sorted_by(&self.errors, |a, b| a.field.cmp(&b.field));
        }
    }

    /// Shows the errors of the answers before they are submitted, for a form that was made of an entry which does not
    /// fit the receiver any more.
    pub fn review(&mut self) {
        self.is_validating = true;
        self.errors = self.draft.validate(&self.receiver.fields).err().unwrap_or_default();
    }

    /// Sets the time that the visitor had the form open, in milliseconds. Call this before
    /// [`Form::submit`]. A receiver may ask a form that was open for less time than a person needs to come
    /// again later; a form without this time, such as that of [`Form::of_entry`], is not asked.
    pub fn set_open_ms(&mut self, ms: u32) {
        self.open_ms = Some(ms);
    }

    /// Sets the language that the form is displayed in. Call this before [`Form::submit`]. The same answers
    /// in another language are another sign-up, because the text of the consent is another.
    /// [`Form::of_entry`] has the language of its entry.
    pub fn set_language(&mut self, language: Language) {
        self.language = Some(language);
    }

    /// Returns the request to send; none while another is being sent, when the sign-up has arrived, when a
    /// field is invalid (see [`Form::errors`]), and when the browser is not `online`.
    ///
    /// `fresh` becomes the id if the answers differ from those sent last. Otherwise the earlier id is used
    /// again, so that the receiver recognizes the sign-up. A receiver that replaces earlier sign-ups
    /// ([`Receiver::replaces`]) also gets other answers under the earlier id: that sign-up may have arrived, and
    /// must not stand beside its correction, nor in its way.
    pub fn submit(&mut self, fresh: SubmissionId, online: bool) -> Option<Request> {
        if matches!(self.phase, Phase::Sending | Phase::Done) {
            return None;
        }
        if self.receiver.honeypot.is_some() && !self.draft.honeypot.is_empty() {
            // A program has filled in the honeypot. It should believe that it has succeeded.
            self.last = None;
            self.complete();
            return None;
        }
        self.is_validating = true;
        let submission = match self.draft.validate(&self.receiver.fields) {
            Ok(submission) => {
                let revision = self.last.as_ref().map_or(0, |last| last.revision);
                submission.with_language(self.language).with_revision(revision)
            }
            Err(errors) => {
                self.errors = errors;
                self.phase = Phase::Idle;
                return None;
            }
        };
        let is_same = |last: &LastSubmission| last.submission.as_ref() == Some(&submission);
        if !self.last.as_ref().is_some_and(is_same) {
            self.set_last(fresh, submission);
        }
        self.errors.clear();
        self.tries = 0;
        if !online {
            self.phase = Phase::Failed(Outcome::Unreachable);
            return None;
        }
        self.send()
    }

    /// Takes other answers than those submitted last: as their correction, or in their place under a fresh id.
    fn set_last(&mut self, fresh: SubmissionId, submission: Submission) {
        if let Some(last) = self.last.as_mut().filter(|_| self.receiver.replaces) {
            last.revision = last.revision.saturating_add(1);
            last.submission = Some(submission.with_revision(last.revision));
            return;
        }
        self.superseded.extend(self.last.take().map(|last| last.id));
        self.last = Some(LastSubmission {
            id: fresh,
            submission: Some(submission.with_revision(0)),
            may_have_arrived: false,
            may_have_arrived_before: false,
            revision: 0,
        });
    }

    /// Returns the request of a retry, once the time of [`Phase::Waiting`] has passed since the answer to
    /// `attempt`; none if something else has happened in the meantime.
    pub fn resume(&mut self, attempt: u32) -> Option<Request> {
        let Phase::Waiting { wait_ms, .. } = self.phase else { return None };
        if attempt != self.attempt {
            return None;
        }
        // Otherwise a receiver that found the form too fast would find it so again.
        self.open_ms = self.open_ms.map(|ms| ms.saturating_add(wait_ms));
        self.send()
    }

    /// Returns the request that sends the latest sign-up again as it was submitted, whatever was typed since; none if it
    /// is being sent, was settled, or if there is none.
    pub fn resubmit(&mut self) -> Option<Request> {
        if !matches!(self.phase, Phase::Failed(_) | Phase::Waiting { .. }) {
            return None;
        }
        self.tries = 0;
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

    /// Handles the answer to the request of an attempt. An answer that is not awaited changes nothing.
    /// `bits` are random, for the wait before a retry; without them there is no retry.
    pub fn answer(&mut self, attempt: u32, answer: &Answer, bits: Option<u32>) {
        if self.phase != Phase::Sending || attempt != self.attempt {
            return;
        }
        if let (Answer::Offline | Answer::BadHeader { .. }, Some(last)) = (answer, &mut self.last) {
            last.may_have_arrived = last.may_have_arrived_before; // nothing has left
        }
        match Outcome::of(answer, &self.receiver) {
            Outcome::Done => self.complete(),
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

    /// Ends the form. What was typed after the sign-up was submitted stays for the next one.
    fn complete(&mut self) {
        let sent = self.last.as_ref().and_then(|last| last.submission.as_ref());
        let typed = self.draft.validate(&self.receiver.fields).ok();
        if sent.is_none() || typed.is_some_and(|typed| Some(typed.values()) == sent.map(Submission::values)) {
            self.draft = Draft::default();
        }
        self.phase = Phase::Done;
    }

    /// Returns `true` if the form was made of this entry of the outbox, or has stored it.
    pub fn is_of(&self, id: &SubmissionId) -> bool {
        self.stored() == Some(id)
    }

    /// Returns the id of the latest sign-up, if it must not be lost.
    pub fn pending_id(&self) -> Option<SubmissionId> {
        match self.delivery() {
            Delivery::Pending { id, .. } => Some(*id),
            Delivery::Unchanged | Delivery::Settled(_) => None,
        }
    }

    /// Clears a form whose sign-up has arrived, for another one. Any other form stays as it is, so this may
    /// be called whenever the form is opened.
    pub fn reopen(&mut self) {
        if self.phase == Phase::Done {
            // The numbers go on, or a late answer could be taken for that to a new attempt.
            let draft = std::mem::take(&mut self.draft);
            *self = Self { attempt: self.attempt, draft, ..Self::new(self.receiver.clone()) };
        }
    }

    /// Returns what the outbox must know of this form.
    pub fn delivery(&self) -> Delivery<'_> {
        let Some(last) = &self.last else { return Delivery::Unchanged };
        let outcome = match &self.phase {
            Phase::Idle | Phase::Elsewhere => return Delivery::Unchanged,
            Phase::Done | Phase::Sent => return Delivery::Settled(&last.id),
            Phase::Failed(outcome) if !outcome.can_retry() => return Delivery::Settled(&last.id),
            Phase::Failed(outcome) | Phase::Waiting { outcome, .. } => Some(outcome),
            Phase::Sending => None,
        };
        let Some(submission) = &last.submission else { return Delivery::Unchanged };
        Delivery::Pending {
            id: &last.id,
            draft: Draft::from(submission),
            language: submission.language(),
            may_have_arrived: last.may_have_arrived,
            wait_s: if let Some(Outcome::Busy { wait_s }) = outcome { *wait_s } else { 0 },
        }
    }

    /// Returns the entry of the outbox for a sign-up that must not be lost; none for any other. `now_s` is in seconds
    /// since 1970.
    pub(super) fn entry(&self, now_s: u32) -> Option<Entry> {
        let Delivery::Pending { id, draft, language, may_have_arrived, wait_s } = self.delivery() else {
            return None;
        };
        let answers = self.receiver.fields.iter().enumerate();
        Some(Entry {
            id: *id,
            action: self.receiver.action.as_str().into(),
            answers: answers.map(|(at, field)| (field.id.as_str().into(), draft.text(at).into())).collect(),
            stored_at_s: now_s,
            not_before_s: now_s.saturating_add(wait_s),
            may_have_arrived,
            language,
            revision: self.last.as_ref().map_or(0, |last| last.revision),
        })
    }

    /// Returns the id of the entry of the outbox that this form has stored, or was made of.
    pub(super) fn stored(&self) -> Option<&SubmissionId> {
        self.stored.as_ref()
    }

    /// Notes whether the outbox has an entry for the latest sign-up.
    pub(super) fn set_stored(&mut self, is_stored: bool) {
        self.stored = self.last.as_ref().filter(|_| is_stored).map(|last| last.id);
    }

    /// Handles that another page has sent or deleted the sign-up. A request that was made and has not been sent must
    /// not be.
    pub(super) fn settle_elsewhere(&mut self) {
        if let Some(last) = &mut self.last {
            let is_sent = self.phase == Phase::Sending;
            let before = if is_sent { last.may_have_arrived_before } else { last.may_have_arrived };
            // The other page may have sent it.
            last.may_have_arrived = before || self.stored == Some(last.id);
        }
        self.stored = None;
        if matches!(self.phase, Phase::Sending | Phase::Waiting { .. } | Phase::Failed(_)) {
            self.phase = Phase::Elsewhere;
        }
    }

    /// Returns the sign-ups that the visitor has sent others in place of.
    pub fn superseded(&self) -> &[SubmissionId] {
        &self.superseded
    }
}

#[cfg(test)]
mod tests;
