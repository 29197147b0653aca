//! The sign-ups that this browser keeps, as a page displays them.

use explore::route::Base;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use signup::messages as t;
use signup::{Outbox, SubmissionId};

use crate::{dom, store};

/// Outbox of a page, and what it last said about an entry. Copies share it.
#[derive(Clone, Copy)]
pub struct KeptSignups {
    /// Sign-ups that are not known to have arrived.
    pub outbox: RwSignal<Outbox>,
    /// Message about the entry that was sent or deleted last.
    pub status: RwSignal<String>,
    base: StoredValue<Base>,
}

impl KeptSignups {
    /// Returns the outbox of earlier visits.
    pub fn new(base: Base) -> Self {
        let mut outbox = store::outbox(&base);
        outbox.advance(dom::now_s());
        Self {
            outbox: RwSignal::new(outbox),
            status: RwSignal::new(String::new()),
            base: StoredValue::new(base),
        }
    }

    /// Returns the base path of the site.
    pub fn base(self) -> Base {
        self.base.get_value()
    }

    /// Calls `follow` after another page has changed the outbox.
    pub fn on_change_elsewhere(self, follow: impl Fn() + 'static) {
        let key = self.base.with_value(store::outbox_key);
        let storage = window_event_listener(ev::storage, move |event| {
            // Without a key, all was deleted.
            if event.key().is_none_or(|changed| changed == key) {
                follow();
            }
        });
        on_cleanup(move || storage.remove());
    }

    /// Erases the entries that have expired, and follows what other pages do to the outbox; sends nothing.
    pub fn start(self) {
        self.on_change_elsewhere(move || drop(self.read_again()));
        spawn_local(self.change(|_, _| ()));
    }

    /// Displays what is stored now, and returns it.
    pub fn read_again(self) -> Outbox {
        let mut outbox = self.base.with_value(store::outbox);
        outbox.advance(dom::now_s());
        self.outbox.set(outbox.clone());
        outbox
    }

    /// Changes the outbox under a lock, and displays what the browser has stored of it.
    pub async fn change(self, change: impl FnOnce(&mut Outbox, u32) + 'static) {
        let expired = store::change_outbox(self.base(), change).await;
        self.outbox.set(self.base.with_value(store::outbox));
        if expired > 0 {
            self.status.set(t::expired(expired));
        }
    }

    /// Deletes an entry at the visitor's request.
    pub async fn delete(self, id: SubmissionId) {
        self.change(move |outbox, _| outbox.remove(&id)).await;
        self.status.set(t::deleted());
    }
}
