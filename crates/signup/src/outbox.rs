//! Outbox: sign-ups that are not known to have arrived.

mod entry;

use std::sync::Arc;

use data::bundle::json;

use crate::config::Receiver;
use crate::{Delivery, Form, Phase, SubmissionId};

pub use entry::{Entry, EntryAction, Unavailable};
use entry::{print, read};

/// Time that an entry is kept, in seconds: 7 days.
pub const RETENTION_S: u32 = 7 * 24 * 60 * 60;

/// Largest number of entries. A visitor has one or two; a full outbox takes no more rather than lose one.
pub const MAX_ENTRIES: usize = 20;

/// All sign-ups of a visitor that are not known to have arrived, the oldest first.
///
/// The shell stores the outbox where it outlives the page, and updates it with [`Outbox::sync`] after
/// every step of a form: before a request is sent, what it carries is safe. Rules:
///
/// - An entry stays until the receiver has accepted or rejected it, the visitor has sent other answers
///   in its place or deleted it, or a week has passed, which [`Outbox::advance`] tells.
/// - An entry is sent automatically only where it can't count twice (see [`Outbox::due`]): when the
///   browser is online again, and at the next visit. Otherwise the visitor decides.
/// - An entry goes only to the receiver that it was meant for, and only as it is valid there
///   ([`Entry::fits`]).
/// - An entry is always displayed, and never as sent: also on a site that takes no sign-ups any more
///   ([`Entry::action`]).
///
/// Pages of one visitor share the outbox, and what is stored is the truth. A page holds one lock while it
/// sends, and one while it reads, changes and writes the outbox. Under the first it sends an entry only if
/// [`Outbox::claim`] finds it there, and a form only if [`Outbox::sync`] leaves it in [`Phase::Sending`]: what
/// another page has sent or deleted meanwhile is gone, and a page that writes later does not bring it back.
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
/// outbox.sync(&mut form, now_s);
/// let saved = outbox.print();
///
/// // The answer does not come, so the sign-up stays. A later visit sends it again under the same id.
/// form.answer(request.attempt, &Answer::TimedOut, None);
/// outbox.sync(&mut form, now_s);
/// let mut outbox = Outbox::parse(&saved);
/// outbox.advance(now_s + 3_600);
/// let id = outbox.due(&receiver, now_s + 3_600).next().expect("the receiver counts it once").id;
/// let mut form = outbox.claim(&id, &receiver).expect("no other page has sent it");
/// let request = form.submit(SubmissionId::from_random([8; 16]), true).expect("it was valid before");
///
/// // The receiver confirms it, which empties the outbox.
/// let confirmed = Answer::Status { code: 200, body: CONFIRMATION.to_owned(), retry_after: None };
/// form.answer(request.attempt, &confirmed, None);
/// outbox.sync(&mut form, now_s + 3_600);
/// assert_eq!(form.phase(), &Phase::Done);
/// assert_eq!(outbox.entries(), []);
/// # Ok::<(), signup::config::AddressError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Outbox {
    entries: Vec<Entry>,
}

impl Outbox {
    /// Returns the outbox that [`Outbox::print`] wrote. Unreadable entries are skipped: a visitor's browser
    /// may hold anything. Call [`Outbox::advance`] before anything is sent or displayed.
    pub fn parse(text: &str) -> Self {
        let entries = || json::list(json::field(&json::object(json::validate(text).ok()?)?, "entries")?);
        let mut outbox = Self::default();
        for entry in entries().unwrap_or_default().into_iter().filter_map(read) {
            if !outbox.contains(&entry.id) && outbox.entries.len() < MAX_ENTRIES {
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

    /// Returns `true` if there is an entry with this id.
    pub fn contains(&self, id: &SubmissionId) -> bool {
        self.entries.iter().any(|entry| entry.id == *id)
    }

    /// Takes out the entries that are older than a week, and returns them: the visitor must be told. After the
    /// clock was set back, an entry of later is as old as one of now. `now_s` is in seconds since 1970.
    pub fn advance(&mut self, now_s: u32) -> Vec<Entry> {
        self.entries.iter_mut().for_each(|entry| entry.follow_clock(now_s));
        let (expired, kept) =
            std::mem::take(&mut self.entries).into_iter().partition(|entry| entry.is_expired(now_s));
        self.entries = kept;
        expired
    }

    /// Stores what a form must not lose, and deletes what it has settled. Call this after every step of the
    /// form, and before its request is sent. If what the form had stored is gone, another page has sent or
    /// deleted it: the form then is in [`Phase::Elsewhere`], and must not be sent. `now_s` is in seconds since
    /// 1970. Returns `false` if the outbox is full, and the form's sign-up not in it.
    pub fn sync(&mut self, form: &mut Form, now_s: u32) -> bool {
        self.put(form, now_s, true)
    }

    /// Stores a form that waits for its turn to be sent, like [`Outbox::sync`], but without a note that its request
    /// may arrive.
    pub fn hold(&mut self, form: &mut Form, now_s: u32) -> bool {
        self.put(form, now_s, false)
    }

    fn put(&mut self, form: &mut Form, now_s: u32, is_leaving: bool) -> bool {
        let is_gone = form.stored().is_some_and(|id| !self.contains(id));
        form.superseded().iter().for_each(|id| self.remove(id));
        let id = match form.delivery() {
            Delivery::Unchanged => return true,
            Delivery::Settled(id) => {
                let id = *id;
                self.remove(&id);
                form.set_stored(false);
                return true;
            }
            Delivery::Pending { id, .. } => *id,
        };
        if is_gone {
            form.settle_elsewhere();
            return true;
        }
        let known = self.entries.iter().position(|entry| entry.id == id);
        let may_have_arrived =
            form.learn(known.is_some_and(|at| self.entries[at].may_have_arrived), is_leaving);
        let Some(entry) = form.entry(now_s).map(|entry| Entry { may_have_arrived, ..entry }) else {
            return true;
        };
        let is_kept = known.is_some() || self.entries.len() < MAX_ENTRIES;
        match known {
            Some(at) => self.entries[at] = Entry { stored_at_s: self.entries[at].stored_at_s, ..entry },
            None if is_kept => self.entries.push(entry),
            None => {}
        }
        form.set_stored(is_kept);
        is_kept
    }

    /// Tells a form that another page has sent or deleted its sign-up. Call this when another page has changed the
    /// outbox. A form that is being sent is told by [`Outbox::sync`].
    pub fn notify(&self, form: &mut Form) {
        if !matches!(form.phase(), Phase::Sending) && form.stored().is_some_and(|id| !self.contains(id)) {
            form.settle_elsewhere();
        }
    }

    /// Tells a form whether the browser has stored what [`Outbox::sync`] put into this outbox, which was read again.
    pub fn confirm(&self, form: &mut Form) {
        if form.stored().is_some_and(|id| !self.contains(id)) {
            form.set_stored(false);
        }
    }

    /// Returns the form that sends an entry; none if it is not there any more, or does not fit the receiver
    /// ([`Entry::fits`]).
    pub fn claim(&self, id: &SubmissionId, receiver: &Arc<Receiver>) -> Option<Form> {
        let entry = self.entries.iter().find(|entry| entry.id == *id)?;
        entry.fits(receiver).then(|| Form::of_entry(receiver.clone(), entry))
    }

    /// Returns the entries to send automatically now: they can't count twice, and the receiver does not want
    /// them later. [`Form::of_entry`] sends one. Entries that a form of the page is sending are among them:
    /// the shell must skip those. `now_s` is in seconds since 1970.
    pub fn due(&self, receiver: &Receiver, now_s: u32) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| {
            entry.fits(receiver)
                && (receiver.counts_once() || !entry.may_have_arrived)
                && entry.not_before_s <= now_s
                && !entry.is_expired(now_s)
        })
    }
}

#[cfg(test)]
mod tabs;
#[cfg(test)]
mod tests;
