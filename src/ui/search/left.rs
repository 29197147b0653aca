//! Which result a visitor left the search by, so that Back leads to it again.

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

/// Where the list was left.
pub struct Left {
    /// What was searched for.
    typed: String,
    /// How many challenges were listed.
    pub listed: usize,
    /// The id of the result's link.
    pub id: String,
}

thread_local! {
    /// Kept while other pages are shown: the program stays.
    static LEFT: RefCell<Option<Left>> = const { RefCell::new(None) };
}

/// Remembers the result that a click leads away from: of a link beside it, the one it stands in.
pub fn remember(event: &MouseEvent, typed: &str, listed: usize) {
    let left = || {
        let clicked = event.target()?.dyn_into::<Element>().ok()?;
        let entry = clicked.closest("a").ok()??.closest("li").ok()??;
        let id = entry.query_selector("[id]").ok()??.id();
        Some(Left { typed: typed.trim().to_owned(), listed, id })
    };
    if let Some(left) = left() {
        LEFT.set(Some(left));
    }
}

/// Where a search for the same was left: once.
pub fn take(typed: &str) -> Option<Left> {
    LEFT.take().filter(|left| left.typed == typed)
}

/// Whether a click leads to the search for nothing, from a page of it.
pub fn leads_to_none(event: &MouseEvent) -> bool {
    let leads = || {
        let clicked = event.target()?.dyn_into::<Element>().ok()?;
        let link = clicked.closest("a[href]").ok()??.dyn_into::<web_sys::HtmlAnchorElement>().ok()?;
        let is_here = link.pathname() == window().location().pathname().ok()?;
        Some(is_here && link.search().is_empty() && link.hash().is_empty())
    };
    leads() == Some(true)
}
