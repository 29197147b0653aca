//! Data in the visitor's `localStorage`: sign-ups not yet known to have arrived, the boards that visitors plot, and
//! nothing else. Keys contain the base path, so sites below other paths of a host have their own data.

use std::cell::Cell;
use std::rc::Rc;

use explore::route::Base;
use leptos::prelude::window;
use signup::Outbox;

use crate::dom;

/// Returns the key of the outbox.
pub fn outbox_key(base: &Base) -> String {
    key_of(base, "outbox")
}

/// Returns the key of an item of the site at a base.
pub fn key_of(base: &Base, item: &str) -> String {
    format!("challenge-map{}/{item}", base.path())
}

/// Returns the name of a lock on the outbox, for `due`, `send` or `write`.
pub fn lock(base: &Base, action: &str) -> String {
    format!("{} {action}", outbox_key(base))
}

/// Returns whether there may be a sign-up that is not sent yet.
pub fn has_outbox(base: &Base) -> bool {
    read(base).is_some()
}

/// Returns the outbox; empty if nothing is stored. It may have expired entries.
pub fn outbox(base: &Base) -> Outbox {
    read(base).map_or_else(Outbox::default, |text| Outbox::parse(&text))
}

/// Changes the outbox, which all pages of the visitor share, under a lock. Erases the entries that have expired, and
/// returns their number.
pub async fn change_outbox(base: Base, change: impl FnOnce(&mut Outbox, u32) + 'static) -> usize {
    let expired = Rc::new(Cell::new(0));
    let count = expired.clone();
    dom::with_web_lock(&lock(&base, "write"), false, async move {
        let (mut outbox, now_s) = (outbox(&base), dom::now_s());
        count.set(outbox.advance(now_s).len());
        change(&mut outbox, now_s);
        keep(&base, &outbox);
    })
    .await;
    expired.get()
}

/// Stores an outbox; removes the item if the outbox is empty.
fn keep(base: &Base, outbox: &Outbox) {
    let Some(storage) = storage() else { return };
    if outbox.entries().is_empty() {
        storage.remove_item(&outbox_key(base)).ok();
    } else {
        storage.set_item(&outbox_key(base), &outbox.print()).ok();
    }
}

/// Returns the stored text of the outbox.
fn read(base: &Base) -> Option<String> {
    storage()?.get_item(&outbox_key(base)).ok().flatten()
}

/// Returns the browser's storage; none where the visitor has forbidden it.
pub fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
