//! Sign-ups that were sent, or should have been, and of which nobody knows that they arrived.
//!
//! The shell keeps the outbox where it outlives the page, and brings it up to date with
//! [`Outbox::follow`] after every step of a form, so that what a form is about to send is in
//! safety before it is sent. Rules:
//!
//! - an entry is there until the receiver has acknowledged or refused it, the visitor has sent
//!   other answers in its place or deleted it, or a week has passed;
//! - it is sent by itself only where that can't count twice ([`Outbox::due`]): when the browser
//!   is online again, and at the next visit. Else the visitor decides. Two pages of one visitor
//!   share the outbox: the shell must read, send and write it under one lock;
//! - it goes to the receiver it was meant for, or nowhere;
//! - it is always shown, and never as sent.

use super::{Draft, Form, Standing, SubmissionId};
use crate::bundle::json::{self, Read, quoted};
use crate::config::Receiver;
use crate::language::Language;

/// How long an entry is kept, in seconds: 7 days.
pub const KEPT_S: u32 = 7 * 24 * 60 * 60;

/// The most entries. A visitor has one or two; a full outbox takes no more rather than lose one.
pub const MAX_ENTRIES: usize = 20;

/// A sign-up that nobody knows to have arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name it was, or will be, sent by.
    pub id: SubmissionId,
    /// Where it goes, as the settings had it.
    pub action: Box<str>,
    /// The ids of fields and what is typed in them, as in a [`Draft`].
    pub answers: Vec<(Box<str>, Box<str>)>,
    /// When it was stored, in seconds since 1970.
    pub stored_at_s: u32,
    /// When the receiver wants it at the earliest, in seconds since 1970.
    pub not_before_s: u32,
    /// Whether a request with it has left, so that it may have arrived.
    pub may_have_arrived: bool,
    /// The language that the form was read in, where that is known.
    pub language: Option<Language>,
}

/// All such sign-ups of a visitor, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Outbox {
    entries: Vec<Entry>,
}

impl Entry {
    /// What was typed, as far as the receiver still asks for it.
    pub fn draft(&self, receiver: &Receiver) -> Draft {
        let mut draft = Draft::default();
        for (at, field) in receiver.fields.iter().enumerate() {
            if let Some((_, text)) = self.answers.iter().find(|(id, _)| **id == *field.id.as_str()) {
                draft.type_in(at, text);
            }
        }
        draft
    }

    /// Whether it was meant for this receiver.
    pub fn is_for(&self, receiver: &Receiver) -> bool {
        *self.action == *receiver.action.as_str()
    }

    /// Whether its week is over. A clock that was set back counts as much as one that went on.
    fn is_expired(&self, now_s: u32) -> bool {
        self.stored_at_s.abs_diff(now_s) > KEPT_S
    }
}

impl Outbox {
    /// Reads what [`Outbox::print`] has written. What can't be read is passed over: anything may
    /// stand in a visitor's browser. `now_s` is in seconds since 1970.
    pub fn parse(text: &str, now_s: u32) -> Self {
        let entries = || json::list(json::field(&json::object(json::valid(text).ok()?)?, "entries")?);
        let mut outbox = Self::default();
        for entry in entries().unwrap_or_default().into_iter().filter_map(read) {
            let is_known = outbox.entries.iter().any(|known| known.id == entry.id);
            if !is_known && !entry.is_expired(now_s) && outbox.entries.len() < MAX_ENTRIES {
                outbox.entries.push(entry);
            }
        }
        outbox
    }

    /// The outbox as JSON.
    pub fn print(&self) -> String {
        let entries: Vec<String> = self.entries.iter().map(print).collect();
        format!("{{\"format\":1,\"entries\":[{}]}}", entries.join(","))
    }

    /// The entries, the oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Deletes an entry.
    pub fn remove(&mut self, id: &SubmissionId) {
        self.entries.retain(|entry| entry.id != *id);
    }

    /// Drops what is older than a week.
    pub fn expire(&mut self, now_s: u32) {
        self.entries.retain(|entry| !entry.is_expired(now_s));
    }

    /// Keeps what a form must not lose, and drops what it has settled. To be called after every
    /// step of the form, and before a request it gave is sent. Tells whether what has to be kept
    /// is: the outbox may be full.
    pub fn follow(&mut self, form: &Form, now_s: u32) -> bool {
        form.dropped().iter().for_each(|id| self.remove(id));
        match form.standing() {
            Standing::Nothing => true,
            Standing::Settled(id) => {
                self.remove(id);
                true
            }
            Standing::Pending { id, draft, language, may_have_arrived, wait_s } => {
                let known = self.entries.iter().position(|entry| entry.id == *id);
                let earlier = known.and_then(|at| self.entries.get(at));
                let receiver = form.receiver();
                let answers = receiver.fields.iter().enumerate();
                let entry = Entry {
                    id: id.clone(),
                    action: receiver.action.as_str().into(),
                    answers: answers
                        .map(|(at, field)| (field.id.as_str().into(), draft.text(at).into()))
                        .collect(),
                    stored_at_s: earlier.map_or(now_s, |entry| entry.stored_at_s),
                    not_before_s: now_s.saturating_add(wait_s),
                    may_have_arrived,
                    language,
                };
                match known {
                    Some(at) => self.entries[at] = entry,
                    None if self.entries.len() < MAX_ENTRIES => self.entries.push(entry),
                    None => return false,
                }
                true
            }
        }
    }

    /// The entries that are to be sent by themselves now: they can't count twice, and the receiver
    /// does not want them later. [`Form::of_entry`] sends one. What a form of the page has in flight
    /// is among them: the shell must leave that alone.
    pub fn due(&self, receiver: &Receiver, now_s: u32) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| {
            entry.is_for(receiver)
                && (receiver.counts_once() || !entry.may_have_arrived)
                && entry.not_before_s <= now_s
                && !entry.is_expired(now_s)
        })
    }
}

fn print(entry: &Entry) -> String {
    let answers: Vec<String> =
        entry.answers.iter().map(|(id, text)| format!("{}:{}", quoted(id), quoted(text))).collect();
    let language = entry.language.map(|language| format!("\"language\":{},", quoted(language.tag())));
    format!(
        "{{\"id\":{},\"action\":{},\"stored_at\":{},\"not_before\":{},\"may_have_arrived\":{},{}\"answers\":{{{}}}}}",
        quoted(entry.id.as_str()),
        quoted(&entry.action),
        entry.stored_at_s,
        entry.not_before_s,
        entry.may_have_arrived,
        language.unwrap_or_default(),
        answers.join(","),
    )
}

fn read(raw: &str) -> Option<Entry> {
    let entry = json::object(raw)?;
    let field = |name| json::field(&entry, name);
    let answers: Option<Vec<_>> = json::object(field("answers")?)?
        .into_iter()
        .map(|(id, raw)| Some((Box::from(&*id), Box::from(&*json::text(raw)?))))
        .collect();
    Some(Entry {
        id: SubmissionId::parse(&json::text(field("id")?)?)?,
        action: json::text(field("action")?)?.into(),
        answers: answers?,
        stored_at_s: u32::read(field("stored_at")?)?,
        not_before_s: u32::read(field("not_before")?)?,
        may_have_arrived: bool::read(field("may_have_arrived")?)?,
        // What an earlier version has kept does not say.
        language: field("language").and_then(json::text).and_then(|tag| Language::of_tag(&tag)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signup::sample::{draft, id, many_kinds, own};
    use crate::signup::{Answer, Phase};
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
        }
    }

    fn outbox(entries: &[Entry]) -> Outbox {
        Outbox { entries: entries.to_vec() }
    }

    #[test]
    fn a_week_is_long_enough() {
        let text = outbox(&[entry(1)]).print();
        assert_eq!(Outbox::parse(&text, NOW + KEPT_S).entries().len(), 1);
        assert_eq!(Outbox::parse(&text, NOW + KEPT_S + 1).entries().len(), 0);
        assert_eq!(Outbox::parse(&text, NOW - KEPT_S - 1).entries().len(), 0, "the clock was wrong");
        let mut outbox = outbox(&[entry(1)]);
        outbox.expire(NOW + KEPT_S);
        assert_eq!(outbox.entries().len(), 1);
        outbox.expire(NOW + KEPT_S + 1);
        assert_eq!(outbox.entries().len(), 0);
    }

    #[test]
    fn what_can_not_be_read_is_passed_over() {
        for garbage in
            ["", "null", "[]", "{}", r#"{"entries": 5}"#, r#"{"entries": [1, {}, null]}"#, "<html>"]
        {
            assert_eq!(Outbox::parse(garbage, NOW), Outbox::default(), "{garbage}");
        }
        let good = print(&entry(1));
        let bad = good.replace("01010101-", "nonsense-");
        let odd = format!(r#"{{"entries": [{bad}, {good}, {good}, 7], "later": 1}}"#);
        assert_eq!(Outbox::parse(&odd, NOW), outbox(&[entry(1)]));
        let many: Vec<Entry> = (0..30).map(entry).collect();
        assert_eq!(Outbox::parse(&outbox(&many).print(), NOW).entries().len(), MAX_ENTRIES);
    }

    #[test]
    fn an_entry_is_sent_by_itself_only_where_it_counts_once() {
        let due =
            |entry: Entry, receiver: &Receiver, now_s| outbox(&[entry]).due(receiver, now_s).next().is_some();
        assert!(due(entry(1), &own(), NOW));
        let strict = Receiver { idempotent: false, ..own() };
        assert!(!due(entry(1), &strict, NOW));
        assert!(due(Entry { may_have_arrived: false, ..entry(1) }, &strict, NOW));
        assert!(!due(Entry { action: "elsewhere".into(), ..entry(1) }, &own(), NOW));
        let later = Entry { not_before_s: NOW + 5, ..entry(1) };
        assert!(!due(later.clone(), &own(), NOW + 4));
        assert!(due(later, &own(), NOW + 5));
        assert!(!due(entry(1), &own(), NOW + KEPT_S + 1));
    }

    #[test]
    fn a_full_outbox_says_so_and_loses_nothing() {
        let many: Vec<Entry> = (0..MAX_ENTRIES as u8).map(entry).collect();
        let mut full = outbox(&many);
        let mut form = Form::new(Arc::new(own()));
        form.edit(|draft| {
            draft.type_in(0, "a@b");
            draft.tick(3, true);
        });
        form.submit(id(99), true).unwrap();
        assert!(!full.follow(&form, NOW));
        assert_eq!(full, outbox(&many));
    }

    #[test]
    fn a_receiver_that_asks_for_time_gets_it() {
        let mut form = Form::new(Arc::new(own()));
        form.edit(|draft| {
            draft.type_in(0, "a@b");
            draft.tick(3, true);
        });
        let request = form.submit(id(1), true).unwrap();
        let busy = Answer::Status { code: 429, body: String::new(), retry_after: Some("90".to_owned()) };
        form.answer(request.attempt, &busy, Some(0));
        assert!(matches!(form.phase(), Phase::Failed(_)));
        let mut outbox = Outbox::default();
        assert!(outbox.follow(&form, NOW));
        assert_eq!((outbox.due(&own(), NOW + 89).next(), outbox.entries()[0].not_before_s), (None, NOW + 90));
        assert!(outbox.due(&own(), NOW + 90).next().is_some());
    }

    #[test]
    fn the_week_begins_with_the_first_try() {
        let mut form = Form::of_entry(Arc::new(own()), &entry(1));
        let mut outbox = outbox(&[entry(1)]);
        form.submit(id(2), true).unwrap();
        assert!(outbox.follow(&form, NOW + 1_000));
        assert_eq!(outbox.entries(), [Entry { not_before_s: NOW + 1_000, ..full(1) }]);
    }

    /// An entry with all that our own receiver asks.
    fn full(n: u8) -> Entry {
        let answers = [("email", "a@b"), ("name", ""), ("role", ""), ("consent", "true")];
        Entry { answers: answers.map(|(id, text)| (id.into(), text.into())).to_vec(), ..entry(n) }
    }

    #[test]
    fn a_receiver_that_asks_otherwise_gets_what_it_still_asks() {
        let draft_now = entry(1).draft(&many_kinds());
        assert_eq!(draft_now, draft(&["a@b", "", "", "", "true"]));
    }

    fn any_entry() -> impl Strategy<Value = Entry> {
        let answer = ("[a-z-]{1,8}", "\\PC{0,20}|[\\x00-\\x1f\"\\\\]{0,5}");
        let times = (NOW - KEPT_S..NOW, any::<u32>(), any::<bool>());
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
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(entries in prop::collection::vec(any_entry(), 0..6)) {
            prop_assert_eq!(Outbox::parse(&outbox(&entries).print(), NOW), outbox(&entries));
        }

        #[test]
        fn anything_may_stand_there(text in "\\PC{0,60}", cut in 0_usize..400) {
            let _ = Outbox::parse(&text, NOW);
            let printed = outbox(&[entry(1), entry(2)]).print();
            let _ = Outbox::parse(printed.get(..cut).unwrap_or(&printed), NOW);
        }
    }
}
