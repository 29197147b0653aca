//! The form as a state machine: what may happen when.
//!
//! Rules: nothing typed is lost before it has arrived; a form in flight can't be sent again;
//! sending the same entries again is one sign-up; a field is not called wrong before the first
//! attempt to send.

use super::{Answer, Draft, Field, FieldError, Outcome, Submission, SubmissionId};

/// Where a form stands.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Phase {
    /// Being filled in.
    #[default]
    Idle,
    /// On its way.
    Sending,
    /// Arrived.
    Done,
    /// Not known to have arrived; never holds [`Outcome::Done`].
    Failed(Outcome),
}

/// What the shell has to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Given back with the answer, so that a late answer to an earlier attempt is told apart.
    pub attempt: u32,
    /// JSON, for `Content-Type: application/json`.
    pub body: String,
}

/// A sign-up form.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Form {
    draft: Draft,
    phase: Phase,
    errors: Vec<FieldError>,
    /// Whether fields are judged while they are typed in: from the first attempt on.
    judging: bool,
    attempt: u32,
    last: Option<(Submission, SubmissionId)>,
}

impl Form {
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
    pub fn error(&self, field: Field) -> Option<FieldError> {
        self.errors.iter().copied().find(|error| error.field == field)
    }

    /// Takes over a change to the fields. Fields that changed are judged anew once the form has
    /// been tried; what a receiver said of the others stands.
    pub fn edit(&mut self, change: impl FnOnce(&mut Draft)) {
        let before = self.draft.clone();
        change(&mut self.draft);
        if !self.judging {
            return;
        }
        let now = self.draft.check().err().unwrap_or_default();
        for field in Field::ALL.into_iter().filter(|field| differs(&before, &self.draft, *field)) {
            self.errors.retain(|error| error.field != field);
            self.errors.extend(now.iter().filter(|error| error.field == field));
        }
        self.errors = in_form_order(&self.errors);
    }

    /// Tries to send. Nothing is returned, so nothing is to be sent, while the form is in
    /// flight, when it has arrived, and when a field is wrong (see [`Form::errors`]).
    ///
    /// `fresh` names the form if its entries differ from what was sent last; else the earlier
    /// id is used again, by which the receiver knows a repetition.
    pub fn submit(&mut self, fresh: SubmissionId) -> Option<Request> {
        if matches!(self.phase, Phase::Sending | Phase::Done) {
            return None;
        }
        self.judging = true;
        let submission = match self.draft.check() {
            Ok(submission) => submission,
            Err(errors) => {
                self.errors = errors;
                self.phase = Phase::Idle;
                return None;
            }
        };
        let id = match self.last.take() {
            Some((same, id)) if same == submission => id,
            _ => fresh,
        };
        let body = submission.body(&id);
        self.last = Some((submission, id));
        self.errors.clear();
        self.phase = Phase::Sending;
        self.attempt = self.attempt.wrapping_add(1);
        Some(Request { attempt: self.attempt, body })
    }

    /// Takes the answer to a request; one that is not awaited changes nothing.
    pub fn answer(&mut self, attempt: u32, answer: &Answer) {
        if self.phase != Phase::Sending || attempt != self.attempt {
            return;
        }
        self.phase = match Outcome::of(answer) {
            Outcome::Done => {
                self.draft = Draft::default();
                Phase::Done
            }
            failed => {
                if let Outcome::Rejected { errors } = &failed {
                    self.errors = in_form_order(errors);
                }
                Phase::Failed(failed)
            }
        };
    }

    /// Makes room for another sign-up after one has arrived; otherwise keeps everything, so it
    /// may be called whenever the form is opened.
    pub fn reopen(&mut self) {
        if self.phase == Phase::Done {
            // The count goes on, or a late answer could meet a new attempt of the same number.
            *self = Self { attempt: self.attempt, ..Self::default() };
        }
    }
}

/// The first error of each field, in the form's order.
fn in_form_order(errors: &[FieldError]) -> Vec<FieldError> {
    let first = |field| errors.iter().copied().find(|error| error.field == field);
    Field::ALL.into_iter().filter_map(first).collect()
}

fn differs(a: &Draft, b: &Draft, field: Field) -> bool {
    match field {
        Field::Email => a.email != b.email,
        Field::Name => a.name != b.name,
        Field::Role => a.role != b.role,
        Field::Consent => a.consent != b.consent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signup::{CONFIRMATION, Flaw, read};
    use proptest::prelude::*;

    fn fresh(n: u8) -> SubmissionId {
        SubmissionId::from_random([n; 16])
    }

    fn filled() -> Form {
        let mut form = Form::default();
        form.edit(|draft| {
            draft.email = "name@example.org".into();
            draft.consent = true;
        });
        form
    }

    fn status(code: u16, body: &str) -> Answer {
        Answer::Status { code, body: body.into(), retry_after: None }
    }

    fn id_of(request: &Request) -> SubmissionId {
        read(request.body.as_bytes()).unwrap().id
    }

    #[test]
    fn a_form_in_flight_or_arrived_is_not_sent_again() {
        let mut form = filled();
        let request = form.submit(fresh(1)).unwrap();
        assert_eq!((form.submit(fresh(2)), form.phase()), (None, &Phase::Sending));
        form.answer(request.attempt, &status(200, CONFIRMATION));
        assert_eq!((form.submit(fresh(3)), form.phase()), (None, &Phase::Done));
    }

    #[test]
    fn what_was_typed_stays_until_it_has_arrived() {
        for answer in
            [Answer::TimedOut, Answer::Unreachable, status(200, "<html>"), status(500, ""), status(403, "")]
        {
            let mut form = filled();
            let typed = form.draft().clone();
            let request = form.submit(fresh(1)).unwrap();
            form.answer(request.attempt, &answer);
            form.reopen();
            assert!(matches!(form.phase(), Phase::Failed(_)));
            assert_eq!(form.draft(), &typed);
        }
    }

    #[test]
    fn the_same_entries_are_one_sign_up_and_others_another() {
        let mut form = filled();
        let first = form.submit(fresh(1)).unwrap();
        form.answer(first.attempt, &Answer::TimedOut);
        let second = form.submit(fresh(2)).unwrap();
        assert_eq!(id_of(&second), id_of(&first));
        form.answer(second.attempt, &Answer::TimedOut);
        form.edit(|draft| draft.email = "other@example.org".into());
        assert_eq!(id_of(&form.submit(fresh(3)).unwrap()), fresh(3));
    }

    #[test]
    fn a_late_answer_to_an_earlier_attempt_is_passed_over() {
        let mut form = filled();
        let first = form.submit(fresh(1)).unwrap();
        form.answer(first.attempt, &Answer::TimedOut);
        form.edit(|draft| draft.email = "other@example.org".into());
        form.submit(fresh(2)).unwrap();
        form.answer(first.attempt, &status(200, CONFIRMATION));
        assert_eq!(form.phase(), &Phase::Sending);
    }

    #[test]
    fn fields_are_judged_from_the_first_attempt_on() {
        let mut form = Form::default();
        form.edit(|draft| draft.email = "na".into());
        assert_eq!(form.errors(), []);
        assert_eq!(form.submit(fresh(1)), None);
        let flaws: Vec<Flaw> = form.errors().iter().map(|error| error.flaw).collect();
        assert_eq!(flaws, [Flaw::Invalid, Flaw::Missing]);
        form.edit(|draft| draft.email = "na@example.org".into());
        assert_eq!(form.error(Field::Email), None);
        assert!(form.error(Field::Consent).is_some());
        form.edit(|draft| draft.email.clear());
        assert_eq!(form.error(Field::Email).map(|error| error.flaw), Some(Flaw::Missing));
    }

    #[test]
    fn what_the_receiver_found_stands_until_that_field_is_changed() {
        let mut form = filled();
        let request = form.submit(fresh(1)).unwrap();
        form.answer(request.attempt, &status(422, r#"{"errors":[{"field":"email","code":"invalid"}]}"#));
        form.edit(|draft| draft.name = "Ana".into());
        assert!(form.error(Field::Email).is_some());
        form.edit(|draft| draft.email = "name2@example.org".into());
        assert_eq!(form.errors(), []);
    }

    #[test]
    fn a_form_that_arrived_opens_empty() {
        let mut form = filled();
        let request = form.submit(fresh(1)).unwrap();
        form.answer(request.attempt, &status(200, CONFIRMATION));
        form.reopen();
        assert_eq!(
            (form.phase(), form.draft(), form.errors()),
            (&Phase::Idle, &Draft::default(), [].as_slice())
        );
    }

    proptest! {
        #[test]
        fn whatever_happens_a_form_is_in_flight_once(steps in prop::collection::vec(0u8..6, 0..40)) {
            let mut form = Form::default();
            let mut in_flight = None;
            for step in steps {
                match step {
                    0 => form.edit(|draft| draft.email = "a@b".into()),
                    1 => form.edit(|draft| draft.email.push(' ')),
                    2 => form.edit(|draft| draft.consent = !draft.consent),
                    3 => if let Some(request) = form.submit(fresh(step)) {
                        prop_assert_eq!(in_flight, None);
                        prop_assert_eq!(form.errors(), &[]);
                        in_flight = Some(request.attempt);
                    },
                    4 => if let Some(attempt) = in_flight.take() { form.answer(attempt, &Answer::TimedOut) },
                    _ => form.reopen(),
                }
                prop_assert_eq!(form.phase() == &Phase::Sending, in_flight.is_some());
            }
        }
    }
}
