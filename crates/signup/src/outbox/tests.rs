//! Tests of the outbox of one page.

use super::*;
use crate::sample::{draft, id, many_kinds, own};
use crate::{Answer, Phase};
use messages::language::Language;
use proptest::prelude::*;
use std::sync::Arc;

const NOW: u32 = 1_800_000_000;

fn entry(n: u8) -> Entry {
    Entry {
        id: id(n),
        action: "api/signups".into(),
        answers: vec![("email".into(), "a@b".into()), ("consent".into(), "true".into())],
        stored_at_s: NOW,
        not_before_s: 0,
        may_have_arrived: true,
        language: Some(Language::Spanish),
        revision: 0,
    }
}

fn outbox(entries: &[Entry]) -> Outbox {
    Outbox { entries: entries.to_vec() }
}

#[test]
fn entries_expire_after_a_week() {
    let left = |now_s| {
        let mut outbox = outbox(&[entry(1)]);
        let expired = outbox.advance(now_s);
        assert_eq!(expired.len() + outbox.entries().len(), 1, "what is taken out is told");
        outbox.entries().len()
    };
    assert_eq!((left(NOW), left(NOW + RETENTION_S), left(NOW + RETENTION_S + 1)), (1, 1, 0));
}

/// An entry of a clock that was wrong neither vanishes nor stays for years.
#[test]
fn a_corrected_clock_gives_an_entry_a_week() {
    for ahead in [1, RETENTION_S, u32::MAX - NOW] {
        let late = Entry { stored_at_s: NOW + ahead, not_before_s: NOW + ahead, ..entry(1) };
        let mut outbox = outbox(&[late]);
        assert_eq!(outbox.advance(NOW), []);
        let kept = outbox.entries()[0].clone();
        assert_eq!(kept.stored_at_s, NOW);
        assert!(kept.not_before_s <= NOW + crate::MAX_WAIT_S, "the receiver's wait is not a year");
        assert_eq!(outbox.advance(NOW + RETENTION_S), []);
        assert_eq!(outbox.advance(NOW + RETENTION_S + 1).len(), 1);
    }
}

#[test]
fn unreadable_entries_are_skipped() {
    for garbage in ["", "null", "[]", "{}", r#"{"entries": 5}"#, r#"{"entries": [1, {}, null]}"#, "<html>"] {
        assert_eq!(Outbox::parse(garbage), Outbox::default(), "{garbage}");
    }
    let good = print(&full(1));
    let bad = good.replace("01010101-", "nonsense-");
    let odd = format!(r#"{{"entries": [{bad}, {good}, {good}, 7], "later": 1}}"#);
    assert_eq!(Outbox::parse(&odd), outbox(&[full(1)]));
    let many: Vec<Entry> = (0..30).map(entry).collect();
    assert_eq!(Outbox::parse(&outbox(&many).print()).entries().len(), MAX_ENTRIES);
}

#[test]
fn an_entry_is_due_only_where_it_counts_once() {
    let due =
        |entry: Entry, receiver: &Receiver, now_s| outbox(&[entry]).due(receiver, now_s).next().is_some();
    assert!(due(full(1), &own(), NOW));
    let strict = Receiver { idempotent: false, replaces: false, ..own() };
    assert!(!due(full(1), &strict, NOW));
    assert!(due(Entry { may_have_arrived: false, ..full(1) }, &strict, NOW));
    assert!(!due(Entry { action: "elsewhere".into(), ..full(1) }, &own(), NOW));
    let later = Entry { not_before_s: NOW + 5, ..full(1) };
    assert!(!due(later.clone(), &own(), NOW + 4));
    assert!(due(later, &own(), NOW + 5));
    assert!(!due(full(1), &own(), NOW + RETENTION_S + 1));
}

/// Otherwise it would be sent again where it may count twice, or deleted as if nobody had it.
#[test]
fn a_page_does_not_unsay_that_another_has_sent() {
    let strict = Arc::new(Receiver { idempotent: false, replaces: false, ..own() });
    let mut form = Form::new(strict.clone());
    form.edit(|draft| {
        draft.set_text(0, "a@b");
        draft.set_checked(3, true);
    });
    assert_eq!(form.submit(id(1), false), None);
    let mut outbox = Outbox::default();
    let arrived = |outbox: &Outbox| outbox.entries()[0].may_have_arrived;
    outbox.sync(&mut form, NOW);
    assert!(!arrived(&outbox));
    let mut other = outbox.claim(&id(1), &strict).unwrap();
    let request = other.submit(id(2), true).unwrap();
    outbox.hold(&mut other, NOW);
    assert!(!arrived(&outbox), "it waits for its turn");
    outbox.sync(&mut other, NOW);
    assert!(arrived(&outbox), "its page may be closed now");
    let mut of_offline = outbox.clone();
    other.answer(request.attempt, &Answer::Offline, None);
    of_offline.sync(&mut other, NOW);
    assert!(!arrived(&of_offline), "nothing has left");
    // The first page is offline once more, by its own word or by the answer to a request.
    let (mut asking, mut of_asking) = (form.clone(), outbox.clone());
    assert_eq!(form.submit(id(3), false), None);
    outbox.sync(&mut form, NOW);
    assert!(arrived(&outbox) && outbox.due(&strict, NOW).next().is_none());
    let request = asking.submit(id(4), true).unwrap();
    of_asking.sync(&mut asking, NOW);
    asking.answer(request.attempt, &Answer::Offline, None);
    of_asking.sync(&mut asking, NOW);
    assert!(arrived(&of_asking));
}

/// The settings have changed since, so that nobody but the visitor can say what to send.
#[test]
fn an_entry_that_does_not_fit_waits_for_the_visitor() {
    let told = |entry: &Entry| crate::messages::unsent(entry, Ok(&own()));
    let stricter = Entry { answers: vec![("email".into(), "a@b".into())], ..full(1) };
    let moved = Entry { action: "elsewhere".into(), answers: vec![("mail".into(), "c@d".into())], ..full(2) };
    for (entry, email) in [(stricter, "a@b"), (moved, "c@d")] {
        let outbox = outbox(std::slice::from_ref(&entry));
        assert!(!entry.fits(&own()) && outbox.due(&own(), NOW).next().is_none());
        assert_eq!(outbox.claim(&entry.id, &Arc::new(own())), None);
        assert!(
            told(&entry).contains(email) && told(&entry).contains("the form has changed"),
            "{}",
            told(&entry)
        );
    }
    assert!(full(1).fits(&own()) && !told(&full(1)).contains("changed"));
}

/// The site takes no sign-ups any more: what is kept is neither erased nor hidden.
#[test]
fn an_entry_without_a_receiver_is_kept_and_told() {
    let receiver = own();
    let elsewhere = Entry { answers: vec![("mail".into(), "c@d".into())], ..full(2) };
    for (why, said) in [
        (Unavailable::NoReceiver, "takes no sign-ups any more"),
        (Unavailable::of_refused("{}"), "sign-up is misconfigured"),
        (Unavailable::of_refused(""), "settings of this site could not be read"),
    ] {
        for (entry, email) in [(&full(1), "a@b"), (&elsewhere, "c@d")] {
            let told = crate::messages::unsent(entry, Err(why));
            assert!(told.contains(email) && told.contains(said), "{told}");
            assert!(!told.contains("and sent when"), "{told}");
            assert_eq!(entry.action(Err(why)), None);
        }
    }
    assert_eq!(full(1).action(Ok(&receiver)), Some(EntryAction::Send));
    assert_eq!(elsewhere.action(Ok(&receiver)), Some(EntryAction::Review));
    let mut kept = outbox(&[full(1)]);
    assert_eq!(kept.advance(NOW + RETENTION_S), []);
    assert!(kept.contains(&id(1)));
}

#[test]
fn a_full_outbox_loses_nothing() {
    let many: Vec<Entry> = (0..MAX_ENTRIES as u8).map(entry).collect();
    let mut full = outbox(&many);
    let mut form = Form::new(Arc::new(own()));
    form.edit(|draft| {
        draft.set_text(0, "a@b");
        draft.set_checked(3, true);
    });
    form.submit(id(99), true).unwrap();
    assert!(!full.sync(&mut form, NOW));
    assert_eq!(full, outbox(&many));
}

#[test]
fn retry_after_delays_an_entry() {
    let mut form = Form::new(Arc::new(own()));
    form.edit(|draft| {
        draft.set_text(0, "a@b");
        draft.set_checked(3, true);
    });
    let request = form.submit(id(1), true).unwrap();
    let busy = Answer::Status { code: 429, body: String::new(), retry_after: Some("90".to_owned()) };
    form.answer(request.attempt, &busy, Some(0));
    assert!(matches!(form.phase(), Phase::Failed(_)));
    let mut outbox = Outbox::default();
    assert!(outbox.sync(&mut form, NOW));
    assert_eq!((outbox.due(&own(), NOW + 89).next(), outbox.entries()[0].not_before_s), (None, NOW + 90));
    assert!(outbox.due(&own(), NOW + 90).next().is_some());
}

#[test]
fn the_week_begins_with_the_first_attempt() {
    let mut form = Form::of_entry(Arc::new(own()), &entry(1));
    let mut outbox = outbox(&[entry(1)]);
    form.submit(id(2), true).unwrap();
    assert!(outbox.sync(&mut form, NOW + 1_000));
    assert_eq!(outbox.entries(), [Entry { not_before_s: NOW + 1_000, ..full(1) }]);
}

/// Returns an entry with all answers for the built-in receiver.
fn full(n: u8) -> Entry {
    let answers = [("email", "a@b"), ("name", ""), ("role", ""), ("consent", "true")];
    Entry { answers: answers.map(|(id, text)| (id.into(), text.into())).to_vec(), ..entry(n) }
}

#[test]
fn a_draft_has_the_answers_that_are_still_asked_for() {
    let draft_now = entry(1).draft(&many_kinds());
    assert_eq!(draft_now, draft(&["a@b", "", "", "", "true"]));
}

fn any_entry() -> impl Strategy<Value = Entry> {
    let answer = ("[a-z-]{1,8}", "\\PC{0,20}|[\\x00-\\x1f\"\\\\]{0,5}");
    let times = (NOW - RETENTION_S..NOW, any::<u32>(), any::<bool>());
    let language = prop::option::of(prop::sample::select(&Language::ALL[..]));
    (any::<[u8; 16]>(), "\\PC{1,20}", prop::collection::vec(answer, 0..5), times, language).prop_map(
        |(bytes, action, answers, (stored_at_s, not_before_s, may_have_arrived), language)| Entry {
            id: SubmissionId::from_random(bytes),
            action: action.into(),
            answers: answers.into_iter().map(|(id, text)| (id.into(), text.into())).collect(),
            stored_at_s,
            not_before_s,
            may_have_arrived,
            language,
            revision: u32::from(not_before_s.is_multiple_of(2)),
        },
    )
}

proptest! {
    #[test]
    fn an_outbox_round_trips(entries in prop::collection::vec(any_entry(), 0..6)) {
        prop_assert_eq!(Outbox::parse(&outbox(&entries).print()), outbox(&entries));
    }

    #[test]
    fn parsing_never_panics(text in "\\PC{0,60}", cut in 0_usize..400) {
        let _ = Outbox::parse(&text);
        let printed = outbox(&[entry(1), entry(2)]).print();
        let _ = Outbox::parse(printed.get(..cut).unwrap_or(&printed));
    }
}
