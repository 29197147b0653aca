//! Outbox: sign-ups that are not known to have arrived.

use data::bundle::json;
use data::bundle::json::{Read, quoted};
use messages::language::Language;

use crate::config::Receiver;
use crate::{Delivery, Draft, Form, SubmissionId};

/// Time that an entry is kept, in seconds: 7 days.
pub const RETENTION_S: u32 = 7 * 24 * 60 * 60;

/// Largest number of entries. A visitor has one or two; a full outbox takes no more rather than lose one.
pub const MAX_ENTRIES: usize = 20;

/// Sign-up that is not known to have arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Id that it was or will be sent with.
    pub id: SubmissionId,
    /// Address of the receiver, as in the settings.
    pub action: Box<str>,
    /// Ids of the fields with their texts, as in a [`Draft`].
    pub answers: Vec<(Box<str>, Box<str>)>,
    /// Time when it was stored, in seconds since 1970.
    pub stored_at_s: u32,
    /// Earliest time when the receiver wants it, in seconds since 1970.
    pub not_before_s: u32,
    /// Set once a request with it has left, so that it may have arrived.
    pub may_have_arrived: bool,
    /// Language that the form was displayed in, if it is known.
    pub language: Option<Language>,
}

/// All sign-ups of a visitor that are not known to have arrived, the oldest first.
///
/// The shell stores the outbox where it outlives the page, and updates it with [`Outbox::sync`] after
/// every step of a form: before a request is sent, what it carries is safe. Rules:
///
/// - An entry stays until the receiver has accepted or rejected it, the visitor has sent other answers
///   in its place or deleted it, or a week has passed.
/// - An entry is sent automatically only where it can't count twice (see [`Outbox::due`]): when the
///   browser is online again, and at the next visit. Otherwise the visitor decides. Pages of one
///   visitor share the outbox, so the shell must read, send and write it under one lock.
/// - An entry goes only to the receiver that it was meant for.
/// - An entry is always displayed, and never as sent.
///
/// ```
/// use signup::config::{Address, Receiver};
/// use signup::{Answer, CONFIRMATION, Form, Outbox, Phase, SubmissionId};
/// use std::sync::Arc;
///
/// let receiver = Arc::new(Receiver::built_in(Address::parse("api/signups")?));
/// let now_s = 1_800_000_000;
/// let mut outbox = Outbox::default();
///
/// // The visitor submits the form. The shell saves the outbox, then sends the request.
/// let mut form = Form::new(receiver.clone());
/// form.edit(|draft| {
///     draft.set_text(0, "name@example.org");
///     draft.set_checked(3, true);
/// });
/// let request = form.submit(SubmissionId::from_random([7; 16]), true).expect("all fields are valid");
/// outbox.sync(&form, now_s);
/// let saved = outbox.print();
///
/// // The answer does not come, so the sign-up stays. A later visit sends it again under the same id.
/// form.answer(request.attempt, &Answer::TimedOut, None);
/// outbox.sync(&form, now_s);
/// let mut outbox = Outbox::parse(&saved, now_s + 3_600);
/// let entry = outbox.due(&receiver, now_s + 3_600).next().expect("the receiver counts it once").clone();
/// let mut form = Form::of_entry(receiver, &entry);
/// let request = form.submit(SubmissionId::from_random([8; 16]), true).expect("it was valid before");
///
/// // The receiver confirms it, which empties the outbox.
/// let confirmed = Answer::Status { code: 200, body: CONFIRMATION.to_owned(), retry_after: None };
/// form.answer(request.attempt, &confirmed, None);
/// outbox.sync(&form, now_s + 3_600);
/// assert_eq!(form.phase(), &Phase::Done);
/// assert_eq!(outbox.entries(), []);
/// # Ok::<(), signup::config::AddressError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Outbox {
    entries: Vec<Entry>,
}

impl Entry {
    /// Returns the draft of the answers that the receiver still asks for.
    pub fn draft(&self, receiver: &Receiver) -> Draft {
        let mut draft = Draft::default();
        for (at, field) in receiver.fields.iter().enumerate() {
            if let Some((_, text)) = self.answers.iter().find(|(id, _)| **id == *field.id.as_str()) {
                draft.set_text(at, text);
            }
        }
        draft
    }

    /// Returns `true` if the entry was meant for this receiver.
    pub fn is_for(&self, receiver: &Receiver) -> bool {
        *self.action == *receiver.action.as_str()
    }

    /// Returns `true` if the entry is older than a week, or as far in the future: a clock may be set back.
    fn is_expired(&self, now_s: u32) -> bool {
        self.stored_at_s.abs_diff(now_s) > RETENTION_S
    }
}

impl Outbox {
    /// Returns the outbox that [`Outbox::print`] wrote. Unreadable entries are skipped: a visitor's browser
    /// may hold anything. `now_s` is in seconds since 1970.
    pub fn parse(text: &str, now_s: u32) -> Self {
        let entries = || json::list(json::field(&json::object(json::validate(text).ok()?)?, "entries")?);
        let mut outbox = Self::default();
        for entry in entries().unwrap_or_default().into_iter().filter_map(read) {
            let is_known = outbox.entries.iter().any(|known| known.id == entry.id);
            if !is_known && !entry.is_expired(now_s) && outbox.entries.len() < MAX_ENTRIES {
                outbox.entries.push(entry);
            }
        }
        outbox
    }

    /// Returns the outbox as JSON.
    pub fn print(&self) -> String {
        let entries: Vec<String> = self.entries.iter().map(print).collect();
        format!("{{\"format\":1,\"entries\":[{}]}}", entries.join(","))
    }

    /// Returns the entries, the oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Deletes an entry.
    pub fn remove(&mut self, id: &SubmissionId) {
        self.entries.retain(|entry| entry.id != *id);
    }

    /// Deletes the entries that are older than a week. `now_s` is in seconds since 1970.
    pub fn expire(&mut self, now_s: u32) {
        self.entries.retain(|entry| !entry.is_expired(now_s));
    }

    /// Stores what a form must not lose, and deletes what it has settled. Call this after every step of the
    /// form, and before its request is sent. `now_s` is in seconds since 1970. Returns `false` if the
    /// outbox is full, and the form's sign-up not in it.
    pub fn sync(&mut self, form: &Form, now_s: u32) -> bool {
        form.superseded().iter().for_each(|id| self.remove(id));
        match form.delivery() {
            Delivery::Unchanged => true,
            Delivery::Settled(id) => {
                self.remove(id);
                true
            }
            Delivery::Pending { id, draft, language, may_have_arrived, wait_s } => {
                let known = self.entries.iter().position(|entry| entry.id == *id);
                let earlier = known.and_then(|at| self.entries.get(at));
                let receiver = form.receiver();
                let answers = receiver.fields.iter().enumerate();
                let entry = Entry {
                    id: *id,
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

    /// Returns the entries to send automatically now: they can't count twice, and the receiver does not want
    /// them later. [`Form::of_entry`] sends one. Entries that a form of the page is sending are among them:
    /// the shell must skip those. `now_s` is in seconds since 1970.
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
        quoted(&entry.id.to_string()),
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
        // An earlier version did not store it.
        language: field("language").and_then(json::text).and_then(|tag| Language::of_tag(&tag)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{draft, id, many_kinds, own};
    use crate::{Answer, Phase};
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
    fn entries_expire_after_a_week() {
        let text = outbox(&[entry(1)]).print();
        assert_eq!(Outbox::parse(&text, NOW + RETENTION_S).entries().len(), 1);
        assert_eq!(Outbox::parse(&text, NOW + RETENTION_S + 1).entries().len(), 0);
        assert_eq!(Outbox::parse(&text, NOW - RETENTION_S - 1).entries().len(), 0, "the clock was wrong");
        let mut outbox = outbox(&[entry(1)]);
        outbox.expire(NOW + RETENTION_S);
        assert_eq!(outbox.entries().len(), 1);
        outbox.expire(NOW + RETENTION_S + 1);
        assert_eq!(outbox.entries().len(), 0);
    }

    #[test]
    fn unreadable_entries_are_skipped() {
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
    fn an_entry_is_due_only_where_it_counts_once() {
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
        assert!(!due(entry(1), &own(), NOW + RETENTION_S + 1));
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
        assert!(!full.sync(&form, NOW));
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
        assert!(outbox.sync(&form, NOW));
        assert_eq!((outbox.due(&own(), NOW + 89).next(), outbox.entries()[0].not_before_s), (None, NOW + 90));
        assert!(outbox.due(&own(), NOW + 90).next().is_some());
    }

    #[test]
    fn the_week_begins_with_the_first_attempt() {
        let mut form = Form::of_entry(Arc::new(own()), &entry(1));
        let mut outbox = outbox(&[entry(1)]);
        form.submit(id(2), true).unwrap();
        assert!(outbox.sync(&form, NOW + 1_000));
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
            },
        )
    }

    proptest! {
        #[test]
        fn an_outbox_round_trips(entries in prop::collection::vec(any_entry(), 0..6)) {
            prop_assert_eq!(Outbox::parse(&outbox(&entries).print(), NOW), outbox(&entries));
        }

        #[test]
        fn parsing_never_panics(text in "\\PC{0,60}", cut in 0_usize..400) {
            let _ = Outbox::parse(&text, NOW);
            let printed = outbox(&[entry(1), entry(2)]).print();
            let _ = Outbox::parse(printed.get(..cut).unwrap_or(&printed), NOW);
        }
    }
}
