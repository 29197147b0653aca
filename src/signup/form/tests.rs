//! What the form promises, step by step and whatever happens.

use super::*;
use crate::language::Language;
use crate::signup::sample::{id, own};
use crate::signup::{Body, CONFIRMATION, Flaw, Intake, MAX_TRIES, Outbox};
use proptest::prelude::*;
use std::collections::BTreeMap;

const NOW: u32 = 1_800_000_000;

/// The fields of our own receiver.
const EMAIL: usize = 0;
const NAME: usize = 1;
const CONSENT: usize = 3;

fn empty() -> Form {
    Form::new(Arc::new(own()))
}

fn filled() -> Form {
    let mut form = empty();
    form.edit(|draft| {
        draft.type_in(EMAIL, "name@example.org");
        draft.tick(CONSENT, true);
    });
    form
}

fn status(code: u16, body: &str) -> Answer {
    Answer::Status { code, body: body.into(), retry_after: None }
}

fn id_of(request: &Request) -> SubmissionId {
    let Body::Text(body) = &request.body else { panic!("our own receiver reads JSON") };
    Intake::default().read(body.as_bytes()).unwrap().id
}

#[test]
fn a_form_in_flight_or_arrived_is_not_sent_again() {
    let mut form = filled();
    let request = form.submit(id(1), true).unwrap();
    assert_eq!((form.submit(id(2), true), form.phase()), (None, &Phase::Sending));
    form.answer(request.attempt, &status(200, CONFIRMATION), None);
    assert_eq!((form.submit(id(3), true), form.phase()), (None, &Phase::Done));
}

#[test]
fn what_was_typed_stays_until_it_has_arrived() {
    for answer in [
        Answer::TimedOut,
        Answer::Unreachable,
        Answer::Offline,
        status(200, "<html>"),
        status(500, ""),
        status(403, ""),
    ] {
        let mut form = filled();
        let typed = form.draft().clone();
        let request = form.submit(id(1), true).unwrap();
        form.answer(request.attempt, &answer, None);
        form.reopen();
        assert!(matches!(form.phase(), Phase::Failed(_)));
        assert_eq!(form.draft(), &typed);
    }
}

#[test]
fn the_same_entries_are_one_sign_up_and_others_another() {
    let mut form = filled();
    let first = form.submit(id(1), true).unwrap();
    form.answer(first.attempt, &Answer::TimedOut, None);
    let second = form.submit(id(2), true).unwrap();
    assert_eq!(id_of(&second), id_of(&first));
    form.answer(second.attempt, &Answer::TimedOut, None);
    form.edit(|draft| draft.type_in(EMAIL, "other@example.org"));
    assert_eq!(id_of(&form.submit(id(3), true).unwrap()), id(3));
    assert_eq!(form.dropped(), [id(1)], "what was typed wrong is not sent after all");
}

#[test]
fn a_late_answer_to_an_earlier_attempt_is_passed_over() {
    let mut form = filled();
    let first = form.submit(id(1), true).unwrap();
    form.answer(first.attempt, &Answer::TimedOut, None);
    form.edit(|draft| draft.type_in(EMAIL, "other@example.org"));
    form.submit(id(2), true).unwrap();
    form.answer(first.attempt, &status(200, CONFIRMATION), None);
    assert_eq!(form.phase(), &Phase::Sending);
}

#[test]
fn a_second_answer_to_one_attempt_is_passed_over() {
    let mut form = filled();
    let request = form.submit(id(1), true).unwrap();
    form.answer(request.attempt, &Answer::TimedOut, None);
    form.answer(request.attempt, &status(200, CONFIRMATION), None);
    assert_eq!(form.phase(), &Phase::Failed(Outcome::Unsure));
}

#[test]
fn fields_are_judged_from_the_first_attempt_on() {
    let mut form = empty();
    form.edit(|draft| draft.type_in(EMAIL, "na"));
    assert_eq!(form.errors(), []);
    assert_eq!(form.submit(id(1), true), None);
    let flaws: Vec<&Flaw> = form.errors().iter().map(|error| &error.flaw).collect();
    assert_eq!(flaws, [&Flaw::Invalid, &Flaw::Missing]);
    form.edit(|draft| draft.type_in(EMAIL, "na@example.org"));
    assert_eq!(form.error(EMAIL), None);
    assert!(form.error(CONSENT).is_some());
    form.edit(|draft| draft.type_in(EMAIL, ""));
    assert_eq!(form.error(EMAIL).map(|error| &error.flaw), Some(&Flaw::Missing));
}

#[test]
fn what_the_receiver_found_stands_until_that_field_is_changed() {
    let mut form = filled();
    let request = form.submit(id(1), true).unwrap();
    let refusal = status(422, r#"{"errors":[{"field":"email","code":"invalid"}]}"#);
    form.answer(request.attempt, &refusal, None);
    form.edit(|draft| draft.type_in(NAME, "Ana"));
    assert!(form.error(EMAIL).is_some());
    form.edit(|draft| draft.type_in(EMAIL, "name2@example.org"));
    assert_eq!(form.errors(), []);
}

#[test]
fn a_form_that_arrived_opens_empty() {
    let mut form = filled();
    let request = form.submit(id(1), true).unwrap();
    form.answer(request.attempt, &status(200, CONFIRMATION), None);
    form.reopen();
    assert_eq!((form.phase(), form.draft(), form.errors()), (&Phase::Idle, &Draft::default(), [].as_slice()));
}

#[test]
fn what_may_pass_is_tried_again_a_few_times() {
    let mut form = filled();
    let mut request = form.submit(id(1), true).unwrap();
    for _ in 1..MAX_TRIES {
        form.answer(request.attempt, &Answer::Unreachable, Some(0));
        assert_eq!(form.phase(), &Phase::Waiting { wait_ms: 0, outcome: Outcome::Unreachable });
        assert_eq!(form.resume(request.attempt.wrapping_add(1)), None, "another attempt's clock");
        request = form.resume(request.attempt).unwrap();
        assert_eq!(id_of(&request), id(1));
    }
    form.answer(request.attempt, &Answer::Unreachable, Some(0));
    assert_eq!(form.phase(), &Phase::Failed(Outcome::Unreachable));
    assert_eq!(form.resume(request.attempt), None);
    let again = form.submit(id(2), true).unwrap();
    form.answer(again.attempt, &Answer::Unreachable, Some(0));
    assert!(matches!(form.phase(), Phase::Waiting { .. }), "the visitor's own try counts anew");
}

#[test]
fn a_change_ends_the_wait_and_no_change_does_not() {
    let mut form = filled();
    let request = form.submit(id(1), true).unwrap();
    form.answer(request.attempt, &Answer::Unreachable, Some(0));
    form.edit(|draft| draft.tick(CONSENT, true));
    assert!(matches!(form.phase(), Phase::Waiting { .. }));
    form.edit(|draft| draft.type_in(EMAIL, "other@example.org"));
    assert_eq!(form.phase(), &Phase::Failed(Outcome::Unreachable));
    assert_eq!(form.resume(request.attempt), None);
}

#[test]
fn offline_nothing_leaves_and_everything_is_kept() {
    let mut form = filled();
    assert_eq!(form.submit(id(1), false), None);
    assert_eq!(form.phase(), &Phase::Failed(Outcome::Unreachable));
    let mut outbox = Outbox::default();
    outbox.follow(&form, NOW);
    let strict = Receiver { idempotent: false, ..own() };
    assert!(outbox.due(&strict, NOW).next().is_some_and(|entry| !entry.may_have_arrived));
    let request = form.submit(id(2), true).unwrap();
    assert_eq!(id_of(&request), id(1));
    form.answer(request.attempt, &Answer::Offline, Some(0));
    outbox.follow(&form, NOW);
    assert!(outbox.due(&strict, NOW).next().is_some(), "a browser that knew better than it said");
}

#[test]
fn a_program_believes_that_it_was_heard() {
    let to = own().fields[NAME].to.clone();
    let mut form = Form::new(Arc::new(Receiver { honeypot: to, ..own() }));
    form.edit(|draft| {
        *draft = filled().draft().clone();
        draft.decoy = "https://spam.example".to_owned();
    });
    assert_eq!((form.submit(id(1), true), form.phase()), (None, &Phase::Done));
    assert_eq!(form.standing(), Standing::Nothing);
}

#[test]
fn an_answer_that_can_not_be_read_is_never_called_done() {
    let mut form = filled();
    let request = form.submit(id(1), true).unwrap();
    form.answer(request.attempt, &Answer::Unreadable, Some(0));
    assert_eq!(form.phase(), &Phase::Sent);
    assert_eq!(form.draft(), filled().draft());
    assert!(form.submit(id(2), true).is_some(), "the visitor may try again");
}

#[test]
fn what_was_agreed_to_in_another_language_is_another_sign_up() {
    let language_of = |request: &Request| {
        let Body::Text(body) = &request.body else { panic!("our own receiver reads JSON") };
        Intake::default().read(body.as_bytes()).unwrap().language
    };
    let mut form = filled();
    form.read_in(Language::Spanish);
    let first = form.submit(id(1), true).unwrap();
    assert_eq!(language_of(&first), Language::Spanish);
    form.answer(first.attempt, &Answer::TimedOut, None);
    let mut outbox = Outbox::default();
    outbox.follow(&form, NOW);
    // Sent by a later visit in another language, it is still what was read.
    let mut kept = Form::of_entry(Arc::new(own()), &Outbox::parse(&outbox.print(), NOW).entries()[0]);
    let again = kept.submit(id(2), true).unwrap();
    assert_eq!((id_of(&again), language_of(&again)), (id(1), Language::Spanish));
    form.read_in(Language::Arabic);
    let other = form.submit(id(3), true).unwrap();
    assert_eq!((id_of(&other), language_of(&other)), (id(3), Language::Arabic));
}

#[test]
fn an_entry_that_fits_no_more_is_kept_until_other_answers_are_sent() {
    let mut outbox = Outbox::default();
    let mut form = filled();
    form.submit(id(1), true).unwrap();
    outbox.follow(&form, NOW);
    let mut entry = outbox.entries()[0].clone();
    entry.answers.retain(|(field, _)| **field != *"consent");
    let mut form = Form::of_entry(Arc::new(own()), &entry);
    assert_eq!(form.submit(id(2), true), None);
    outbox.follow(&form, NOW);
    assert_eq!(outbox.entries().len(), 1);
    form.edit(|draft| draft.tick(CONSENT, true));
    let request = form.submit(id(2), true).unwrap();
    assert_eq!(id_of(&request), id(2));
    outbox.follow(&form, NOW);
    assert_eq!(outbox.entries().iter().map(|entry| &entry.id).collect::<Vec<_>>(), [&id(2)]);
}

/// A step of a visitor, their browser, the network or the receiver.
#[derive(Clone, Copy, Debug)]
enum Step {
    Type(u8),
    Submit { online: bool },
    Arrives(Reply),
    Lost,
    Resume,
    Close,
    Visit,
}

/// What becomes of a request that has arrived.
#[derive(Clone, Copy, Debug)]
enum Reply {
    Stored,
    StoredButUnheard,
    StoredButTooLate,
    StoredButBroken,
    Busy,
    Broken,
    Rejected,
    Refused,
}

fn any_step() -> impl Strategy<Value = Step> {
    let reply = prop::sample::select(vec![
        Reply::Stored,
        Reply::StoredButUnheard,
        Reply::StoredButTooLate,
        Reply::StoredButBroken,
        Reply::Busy,
        Reply::Broken,
        Reply::Rejected,
        Reply::Refused,
    ]);
    prop_oneof![
        2 => (0_u8..3).prop_map(Step::Type),
        3 => any::<bool>().prop_map(|online| Step::Submit { online }),
        4 => reply.prop_map(Step::Arrives),
        2 => Just(Step::Lost),
        2 => Just(Step::Resume),
        1 => Just(Step::Close),
        2 => Just(Step::Visit),
    ]
}

/// A visitor's browser, the network and a receiver, with what each of them knows.
struct World {
    receiver: Arc<Receiver>,
    form: Form,
    /// What outlives the page.
    storage: String,
    in_flight: Option<Request>,
    /// How often the receiver has stored each sign-up.
    stored: BTreeMap<String, u32>,
    /// How many requests with each sign-up have left.
    left: BTreeMap<String, u32>,
    /// Sign-ups that the visitor has sent and nobody has settled.
    owed: Vec<SubmissionId>,
    ids: u8,
}

impl World {
    fn new(idempotent: bool) -> Self {
        let receiver = Arc::new(Receiver { idempotent, ..own() });
        Self {
            form: Form::new(receiver.clone()),
            receiver,
            storage: String::new(),
            in_flight: None,
            stored: BTreeMap::new(),
            left: BTreeMap::new(),
            owed: Vec::new(),
            ids: 0,
        }
    }

    fn outbox(&self) -> Outbox {
        Outbox::parse(&self.storage, NOW)
    }

    /// Writes the outbox, as the shell does after every step.
    fn write(&mut self) {
        let mut outbox = self.outbox();
        outbox.follow(&self.form, NOW);
        self.storage = outbox.print();
        self.owed.retain(|id| !self.form.dropped().contains(id));
        match self.form.standing() {
            Standing::Pending { id, .. } if !self.owed.contains(id) => self.owed.push(id.clone()),
            Standing::Settled(id) => self.owed.retain(|owed| owed != id),
            _ => {}
        }
    }

    fn leave(&mut self, request: Option<Request>, by_itself: bool) {
        self.write();
        let Some(request) = request else { return };
        assert_eq!(self.in_flight, None, "one request at a time");
        let count = self.left.entry(id_of(&request).to_string()).or_default();
        assert!(
            !by_itself || *count == 0 || self.receiver.counts_once(),
            "sent again by itself where it may count twice"
        );
        *count += 1;
        self.in_flight = Some(request);
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Type(n) => self.form.edit(|draft| {
                draft.type_in(EMAIL, &format!("visitor{n}@example.org"));
                draft.tick(CONSENT, true);
            }),
            Step::Submit { online } => {
                self.ids += 1;
                let request = self.form.submit(id(self.ids), online);
                self.leave(request, false);
            }
            Step::Arrives(reply) => {
                let Some(request) = self.in_flight.take() else { return };
                let answer = self.arrive(&id_of(&request).to_string(), reply);
                self.form.answer(request.attempt, &answer, Some(7));
            }
            Step::Lost => {
                let Some(request) = self.in_flight.take() else { return };
                self.form.answer(request.attempt, &Answer::Unreachable, Some(7));
            }
            Step::Resume => {
                let request = self.form.resume(self.form.attempt);
                self.leave(request, true);
            }
            Step::Close => {
                // What was on its way arrives or not, and nobody hears of it.
                if let Some(request) = self.in_flight.take() {
                    self.arrive(&id_of(&request).to_string(), Reply::Stored);
                }
                self.form = Form::new(self.receiver.clone());
            }
            Step::Visit => {
                if self.in_flight.is_some() {
                    return;
                }
                let outbox = self.outbox();
                let Some(entry) = outbox.due(&self.receiver, NOW + 100_000).next() else { return };
                self.form = Form::of_entry(self.receiver.clone(), entry);
                self.ids += 1;
                let request = self.form.submit(id(self.ids), true);
                assert_eq!(request.as_ref().map(id_of).as_ref(), Some(&entry.id));
                self.leave(request, true);
            }
        }
        self.write();
    }

    fn arrive(&mut self, id: &str, reply: Reply) -> Answer {
        use Reply::*;
        if matches!(reply, Stored | StoredButUnheard | StoredButTooLate | StoredButBroken) {
            *self.stored.entry(id.to_owned()).or_default() += 1;
        }
        match reply {
            Stored => status(200, CONFIRMATION),
            StoredButUnheard => Answer::Unreachable,
            StoredButTooLate => Answer::TimedOut,
            StoredButBroken => status(502, ""),
            Broken => status(500, "oops"),
            Busy => status(429, ""),
            Rejected => status(422, r#"{"errors":[{"field":"email","code":"invalid"}]}"#),
            Refused => status(403, ""),
        }
    }

    fn check(&self) {
        let outbox = self.outbox();
        for owed in &self.owed {
            assert!(outbox.entries().iter().any(|entry| entry.id == *owed), "{owed} is lost");
        }
        if let (Phase::Done, Some(last)) = (&self.form.phase, &self.form.last) {
            assert!(self.stored.contains_key(last.id.as_str()), "done, and nobody has it");
            assert!(outbox.entries().iter().all(|entry| entry.id != last.id), "done, and shown as not sent");
        }
        assert_eq!(self.form.phase == Phase::Sending, self.in_flight.is_some());
        for (id, count) in &self.stored {
            assert!(*count <= self.left[id]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// A receiver that counts once has each sign-up once, however often it is sent. Of another
    /// none is sent twice by itself.
    #[test]
    fn nothing_is_lost_doubled_or_called_done_too_early(
        idempotent: bool,
        steps in prop::collection::vec(any_step(), 0..60),
    ) {
        let mut world = World::new(idempotent);
        for step in steps {
            world.take(step);
            world.check();
        }
    }

    /// Whatever has happened: once the receiver answers, visits and a patient visitor settle all.
    #[test]
    fn in_the_end_everything_arrives(steps in prop::collection::vec(any_step(), 0..40)) {
        let mut world = World::new(true);
        steps.into_iter().for_each(|step| world.take(step));
        world.take(Step::Close);
        for _ in 0..20 {
            world.take(Step::Visit);
            world.take(Step::Arrives(Reply::Stored));
        }
        world.check();
        prop_assert_eq!(world.outbox(), Outbox::default());
        prop_assert!(world.owed.is_empty());
    }
}
