//! What the site keeps in the visitor's browser: sign-ups that are not known to have arrived, the
//! boards that visitors plot, and nothing else. Sites below other paths of a host have their own.

use leptos::prelude::window;

use crate::route::Base;
use crate::signup::Outbox;
use crate::ui::dom;

fn key(base: &Base) -> String {
    key_of(base, "outbox")
}

/// The name of what is kept for the site at a base.
pub fn key_of(base: &Base, what: &str) -> String {
    format!("challenge-map{}/{what}", base.path())
}

/// The name of a lock on the outbox.
pub fn lock(base: &Base, deed: &str) -> String {
    format!("{} {deed}", key(base))
}

/// Whether there may be a sign-up that is not sent yet.
pub fn has_outbox(base: &Base) -> bool {
    read(base).is_some()
}

/// The outbox; empty where the browser keeps nothing for this site.
pub fn outbox(base: &Base) -> Outbox {
    read(base).map_or_else(Outbox::default, |text| Outbox::parse(&text, dom::now_s()))
}

/// Keeps an outbox; an empty one leaves no trace.
pub fn keep(base: &Base, outbox: &Outbox) {
    let Some(storage) = storage() else { return };
    if outbox.entries().is_empty() {
        storage.remove_item(&key(base)).ok();
    } else {
        storage.set_item(&key(base), &outbox.print()).ok();
    }
}

fn read(base: &Base) -> Option<String> {
    storage()?.get_item(&key(base)).ok().flatten()
}

/// The browser's storage; none where the visitor has forbidden it.
pub fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
