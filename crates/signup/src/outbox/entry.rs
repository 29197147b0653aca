//! Entries of the outbox, and their text.

use data::bundle::json;
use data::bundle::json::{Read, quoted};
use messages::language::Language;

use super::RETENTION_S;
use crate::config::{FieldKind, Receiver};
use crate::{Draft, MAX_WAIT_S, SubmissionId};

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
    /// Number of corrections under the id, 0 for the first answers.
    pub revision: u32,
}

/// Reason why a site takes no sign-ups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unavailable {
    /// The settings have no receiver.
    NoReceiver,
    /// The settings have errors.
    Misconfigured,
    /// The settings could not be read, so nobody knows.
    NotRead,
}

impl Unavailable {
    /// Returns the reason why settings that are refused name no receiver. The text is empty if it could not be read.
    pub fn of_refused(settings: &str) -> Self {
        if settings.is_empty() { Self::NotRead } else { Self::Misconfigured }
    }
}

/// Action on an entry that a visitor can take, beside deleting it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryAction {
    /// Send it as it is.
    Send,
    /// Open the form with its answers: the receiver would not take them as they are.
    Review,
}

impl Entry {
    /// Returns what a visitor can do with the entry under the settings of now. Without a receiver that is only to
    /// delete it; it stays until then, or for the rest of its week.
    pub fn action(&self, receiver: Result<&Receiver, Unavailable>) -> Option<EntryAction> {
        let fits = self.fits(receiver.ok()?);
        Some(if fits { EntryAction::Send } else { EntryAction::Review })
    }

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

    /// Returns `true` if the receiver takes the entry as it is: it was meant for it, and the answers are valid under
    /// the settings of now. Otherwise the visitor has to look at it.
    pub fn fits(&self, receiver: &Receiver) -> bool {
        self.is_for(receiver) && self.draft(receiver).validate(&receiver.fields).is_ok()
    }

    /// Returns the email address as it was entered, also where the receiver has another name for the field now, or
    /// where there is none; empty if no answer looks like one.
    pub fn email(&self, receiver: Option<&Receiver>) -> &str {
        let fields = receiver.map(|receiver| receiver.fields.as_slice()).unwrap_or_default();
        let asked = fields.iter().find(|field| field.kind == FieldKind::Email);
        let text_of = |id: &str| self.answers.iter().find(|(of, text)| **of == *id && !text.is_empty());
        let any = || self.answers.iter().find(|(_, text)| text.contains('@'));
        let answer = asked.and_then(|field| text_of(field.id.as_str())).or_else(any);
        answer.map(|(_, text)| &**text).unwrap_or_default()
    }

    /// Returns `true` if the entry is older than a week.
    pub(super) fn is_expired(&self, now_s: u32) -> bool {
        now_s.saturating_sub(self.stored_at_s) > RETENTION_S
    }

    /// Keeps times from lying ahead, after the clock was set back: the week then begins now, and a receiver's wait
    /// ends.
    pub(super) fn follow_clock(&mut self, now_s: u32) {
        self.stored_at_s = self.stored_at_s.min(now_s);
        self.not_before_s = self.not_before_s.min(now_s.saturating_add(MAX_WAIT_S));
    }
}

/// Returns an entry as JSON.
pub(super) fn print(entry: &Entry) -> String {
    let answers: Vec<String> =
        entry.answers.iter().map(|(id, text)| format!("{}:{}", quoted(id), quoted(text))).collect();
    let language = entry.language.map(|language| format!("\"language\":{},", quoted(language.tag())));
    let revision = (entry.revision > 0).then(|| format!("\"revision\":{},", entry.revision));
    format!(
        "{{\"id\":{},\"action\":{},\"stored_at\":{},\"not_before\":{},\"may_have_arrived\":{},{}{}\"answers\":{{{}}}}}",
        quoted(&entry.id.to_string()),
        quoted(&entry.action),
        entry.stored_at_s,
        entry.not_before_s,
        entry.may_have_arrived,
        language.unwrap_or_default(),
        revision.unwrap_or_default(),
        answers.join(","),
    )
}

/// Returns the entry in valid JSON; none if it is not one.
pub(super) fn read(raw: &str) -> Option<Entry> {
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
        revision: field("revision").and_then(u32::read).unwrap_or(0),
    })
}
