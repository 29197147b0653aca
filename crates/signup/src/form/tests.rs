//! Tests of the form, step by step.

mod any_steps;

use messages::language::Language;

use super::*;
use crate::sample::{id, own};
use crate::{Body, CONFIRMATION, FieldErrorKind, MAX_TRIES, Outbox, SignupServer};

const NOW: u32 = 1_800_000_000;

/// Fields of the built-in receiver.
const EMAIL: usize = 0;
const NAME: usize = 1;
const CONSENT: usize = 3;

fn empty() -> Form {
    Form::new(Arc::new(own()))
}

fn filled() -> Form {
    fill(empty())
}

/// Returns the form of a receiver that knows a sign-up by its id, and keeps the first with it.
fn filled_for_first() -> Form {
    fill(Form::new(Arc::new(Receiver { replaces: false, ..own() })))
}

fn fill(mut form: Form) -> Form {
    form.edit(|draft| {
        draft.set_text(EMAIL, "name@example.org");
        draft.set_checked(CONSENT, true);
    });
    form
}

fn status(code: u16, body: &str) -> Answer {
    Answer::Status { code, body: body.into(), retry_after: None }
}

fn id_of(request: &Request) -> SubmissionId {
    let Body::Text(body) = &request.body else { panic!("our own receiver reads JSON") };
    SignupServer::default().validate(body.as_bytes()).unwrap().id
}

#[test]
fn a_form_that_is_sending_or_done_is_not_sent_again() {
    let mut form = filled();
    let request = form.submit(id(1), true).unwrap();
    assert_eq!((form.submit(id(2), true), form.phase()), (None, &Phase::Sending));
    form.answer(request.attempt, &status(200, CONFIRMATION), None);
    assert_eq!((form.submit(id(3), true), form.phase()), (None, &Phase::Done));
}

#[test]
fn answers_stay_until_they_have_arrived() {
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
fn the_same_answers_keep_their_id() {
    let mut form = filled_for_first();
    let first = form.submit(id(1), true).unwrap();
    form.answer(first.attempt, &Answer::TimedOut, None);
    let second = form.submit(id(2), true).unwrap();
    assert_eq!(id_of(&second), id_of(&first));
    form.answer(second.attempt, &Answer::TimedOut, None);
    form.edit(|draft| draft.set_text(EMAIL, "other@example.org"));
    assert_eq!(id_of(&form.submit(id(3), true).unwrap()), id(3));
    assert_eq!(form.superseded(), [id(1)], "what was typed wrong is not sent after all");
}

/// Under another id, a receiver that knows the address would drop the correction.
#[test]
fn a_correction_keeps_the_id_where_it_replaces() {
    let mut form = filled();
    let first = form.submit(id(1), true).unwrap();
    form.answer(first.attempt, &Answer::TimedOut, None);
    let mut outbox = Outbox::default();
    outbox.sync(&mut form, NOW);
    let sent = |form: &mut Form, name: &str, fresh: u8| {
        form.edit(|draft| draft.set_text(NAME, name));
        let request = form.submit(id(fresh), true).unwrap();
        form.answer(request.attempt, &Answer::TimedOut, None);
        let Body::Text(body) = &request.body else { panic!("our own receiver reads JSON") };
        let signup = SignupServer::default().validate(body.as_bytes()).unwrap();
        (signup.id, signup.name.as_deref().unwrap_or_default().to_owned(), signup.revision)
    };
    assert_eq!(sent(&mut form, "Ana", 2), (id(1), "Ana".to_owned(), 1));
    assert_eq!(sent(&mut form, "Ana", 3), (id(1), "Ana".to_owned(), 1), "the same again is no other");
    assert_eq!(sent(&mut form, "Anna", 4), (id(1), "Anna".to_owned(), 2));
    assert_eq!(form.superseded(), []);
    outbox.sync(&mut form, NOW);
    let mut kept = Form::of_entry(Arc::new(own()), &Outbox::parse(&outbox.print()).entries()[0]);
    assert_eq!(sent(&mut kept, "Anna", 5), (id(1), "Anna".to_owned(), 2));
    assert_eq!(sent(&mut kept, "An", 6), (id(1), "An".to_owned(), 3), "the number goes on in a later visit");
}

/// The browser may be online again while the visitor types.
#[test]
fn what_is_typed_meanwhile_is_neither_sent_nor_lost() {
    let mut form = filled();
    assert_eq!(form.submit(id(1), false), None);
    form.edit(|draft| draft.set_text(EMAIL, "half-ty"));
    let again = form.resubmit().unwrap();
    let Body::Text(body) = &again.body else { panic!("our own receiver reads JSON") };
    assert!(body.contains("name@example.org") && !body.contains("half-ty"), "{body}");
    form.answer(again.attempt, &status(200, CONFIRMATION), None);
    form.reopen();
    assert_eq!((form.phase(), form.draft().text(EMAIL)), (&Phase::Idle, "half-ty"));
}

#[test]
fn a_late_answer_to_an_earlier_attempt_is_ignored() {
    let mut form = filled();
    let first = form.submit(id(1), true).unwrap();
    form.answer(first.attempt, &Answer::TimedOut, None);
    form.edit(|draft| draft.set_text(EMAIL, "other@example.org"));
    form.submit(id(2), true).unwrap();
    form.answer(first.attempt, &status(200, CONFIRMATION), None);
    assert_eq!(form.phase(), &Phase::Sending);
}

#[test]
fn a_second_answer_to_one_attempt_is_ignored() {
    let mut form = filled();
    let request = form.submit(id(1), true).unwrap();
    form.answer(request.attempt, &Answer::TimedOut, None);
    form.answer(request.attempt, &status(200, CONFIRMATION), None);
    assert_eq!(form.phase(), &Phase::Failed(Outcome::Unknown));
}

#[test]
fn fields_are_validated_from_the_first_attempt_on() {
    let mut form = empty();
    form.edit(|draft| draft.set_text(EMAIL, "na"));
    assert_eq!(form.errors(), []);
    assert_eq!(form.submit(id(1), true), None);
    let kinds: Vec<&FieldErrorKind> = form.errors().iter().map(|error| &error.kind).collect();
    assert_eq!(kinds, [&FieldErrorKind::Invalid, &FieldErrorKind::Missing]);
    form.edit(|draft| draft.set_text(EMAIL, "na@example.org"));
    assert_eq!(form.error(EMAIL), None);
    assert!(form.error(CONSENT).is_some());
    form.edit(|draft| draft.set_text(EMAIL, ""));
    assert_eq!(form.error(EMAIL).map(|error| &error.kind), Some(&FieldErrorKind::Missing));
}

#[test]
fn errors_of_the_receiver_stay_until_their_field_changes() {
    let mut form = filled();
    let request = form.submit(id(1), true).unwrap();
    let refusal = status(422, r#"{"errors":[{"field":"email","code":"invalid"}]}"#);
    form.answer(request.attempt, &refusal, None);
    form.edit(|draft| draft.set_text(NAME, "Ana"));
    assert!(form.error(EMAIL).is_some());
    form.edit(|draft| draft.set_text(EMAIL, "name2@example.org"));
    assert_eq!(form.errors(), []);
}

#[test]
fn a_form_that_is_done_opens_empty() {
    let mut form = filled();
    let request = form.submit(id(1), true).unwrap();
    form.answer(request.attempt, &status(200, CONFIRMATION), None);
    form.reopen();
    assert_eq!((form.phase(), form.draft(), form.errors()), (&Phase::Idle, &Draft::default(), [].as_slice()));
}

#[test]
fn transient_failures_are_retried_a_few_times() {
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
fn a_change_cancels_the_retry() {
    let mut form = filled();
    let request = form.submit(id(1), true).unwrap();
    form.answer(request.attempt, &Answer::Unreachable, Some(0));
    form.edit(|draft| draft.set_checked(CONSENT, true));
    assert!(matches!(form.phase(), Phase::Waiting { .. }));
    form.edit(|draft| draft.set_text(EMAIL, "other@example.org"));
    assert_eq!(form.phase(), &Phase::Failed(Outcome::Unreachable));
    assert_eq!(form.resume(request.attempt), None);
}

#[test]
fn offline_nothing_is_sent_and_everything_is_kept() {
    let mut form = filled();
    assert_eq!(form.submit(id(1), false), None);
    assert_eq!(form.phase(), &Phase::Failed(Outcome::Unreachable));
    let mut outbox = Outbox::default();
    outbox.sync(&mut form, NOW);
    let strict = Receiver { idempotent: false, ..own() };
    assert!(outbox.due(&strict, NOW).next().is_some_and(|entry| !entry.may_have_arrived));
    let request = form.submit(id(2), true).unwrap();
    assert_eq!(id_of(&request), id(1));
    form.answer(request.attempt, &Answer::Offline, Some(0));
    outbox.sync(&mut form, NOW);
    assert!(outbox.due(&strict, NOW).next().is_some(), "a browser that knew better than it said");
}

/// The request has not left the browser, and there is no retry.
#[test]
fn a_header_that_the_browser_refuses_is_reported() {
    let mut form = filled();
    let request = form.submit(id(1), true).unwrap();
    form.answer(request.attempt, &Answer::BadHeader { name: "Host".to_owned() }, Some(0));
    assert_eq!(form.phase(), &Phase::Failed(Outcome::Refused));
    assert_eq!(form.draft(), filled().draft());
    assert_eq!(form.last.as_ref().map(|last| last.may_have_arrived), Some(false));
    let told = crate::messages::outcome(&Outcome::Refused, &own());
    assert!(told.contains("nothing was stored") && told.contains("tell the publisher"), "{told}");
}

#[test]
fn a_filled_in_honeypot_looks_like_success() {
    let to = own().fields[NAME].to.clone();
    let mut form = Form::new(Arc::new(Receiver { honeypot: to, ..own() }));
    form.edit(|draft| {
        *draft = filled().draft().clone();
        draft.honeypot = "https://spam.example".to_owned();
    });
    assert_eq!((form.submit(id(1), true), form.phase()), (None, &Phase::Done));
    assert_eq!(form.delivery(), Delivery::Unchanged);
}

#[test]
fn an_unreadable_answer_is_never_done() {
    let mut form = filled();
    let request = form.submit(id(1), true).unwrap();
    form.answer(request.attempt, &Answer::Unreadable, Some(0));
    assert_eq!(form.phase(), &Phase::Sent);
    assert_eq!(form.draft(), filled().draft());
    assert!(form.submit(id(2), true).is_some(), "the visitor may try again");
}

#[test]
fn another_language_is_another_sign_up() {
    let language_of = |request: &Request| {
        let Body::Text(body) = &request.body else { panic!("our own receiver reads JSON") };
        SignupServer::default().validate(body.as_bytes()).unwrap().language
    };
    let mut form = filled_for_first();
    form.set_language(Language::Spanish);
    let first = form.submit(id(1), true).unwrap();
    assert_eq!(language_of(&first), Language::Spanish);
    form.answer(first.attempt, &Answer::TimedOut, None);
    let mut outbox = Outbox::default();
    outbox.sync(&mut form, NOW);
    // Sent by a later visit in another language, it is still what was read.
    let mut kept = Form::of_entry(Arc::new(own()), &Outbox::parse(&outbox.print()).entries()[0]);
    let again = kept.submit(id(2), true).unwrap();
    assert_eq!((id_of(&again), language_of(&again)), (id(1), Language::Spanish));
    form.set_language(Language::Arabic);
    let other = form.submit(id(3), true).unwrap();
    assert_eq!((id_of(&other), language_of(&other)), (id(3), Language::Arabic));
}

#[test]
fn an_invalid_entry_stays_until_other_answers_are_sent() {
    let mut outbox = Outbox::default();
    let mut form = filled();
    form.submit(id(1), true).unwrap();
    outbox.sync(&mut form, NOW);
    let mut entry = outbox.entries()[0].clone();
    entry.answers.retain(|(field, _)| **field != *"consent");
    let mut form = Form::of_entry(filled_for_first().receiver().clone(), &entry);
    assert_eq!(
        outbox.claim(&id(1), &Arc::new(own())).map(|form| *form.draft() == *filled().draft()),
        Some(true)
    );
    form.review();
    assert_eq!(form.errors(), [FieldError { field: CONSENT, kind: FieldErrorKind::Missing }]);
    assert_eq!(form.submit(id(2), true), None);
    outbox.sync(&mut form, NOW);
    assert_eq!(outbox.entries().len(), 1);
    form.edit(|draft| draft.set_checked(CONSENT, true));
    let request = form.submit(id(2), true).unwrap();
    assert_eq!(id_of(&request), id(2));
    outbox.sync(&mut form, NOW);
    assert_eq!(outbox.entries().iter().map(|entry| &entry.id).collect::<Vec<_>>(), [&id(2)]);
}
