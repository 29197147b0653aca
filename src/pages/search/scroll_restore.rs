//! The result by which a visitor left the search, so that Back returns to it.

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

/// The position in the list.
pub struct SavedPosition {
    /// Query.
    query: String,
    /// Number of challenges listed.
    pub listed: usize,
    /// Id of the result's link.
    pub id: String,
}

thread_local! {
    /// Position while other pages are shown. It is lost on a reload.
    static SAVED: RefCell<Option<SavedPosition>> = const { RefCell::new(None) };
}

/// Saves the result whose link, or a link beside it, was clicked.
pub fn save(event: &MouseEvent, query: &str, listed: usize) {
    let position = || {
        let clicked = event.target()?.dyn_into::<Element>().ok()?;
        let entry = clicked.closest("a").ok()??.closest("li").ok()??;
        let id = entry.query_selector("[id]").ok()??.id();
        Some(SavedPosition { query: query.trim().to_owned(), listed, id })
    };
    if let Some(position) = position() {
        SAVED.set(Some(position));
    }
}

/// Returns the position saved for a query, and forgets it.
pub fn take(query: &str) -> Option<SavedPosition> {
    SAVED.take().filter(|saved| saved.query == query)
}

/// Returns whether a click is on a link from this page to the same page without query and fragment.
pub fn is_reset(event: &MouseEvent) -> bool {
    let check = || {
        let clicked = event.target()?.dyn_into::<Element>().ok()?;
        let link = clicked.closest("a[href]").ok()??.dyn_into::<web_sys::HtmlAnchorElement>().ok()?;
        let is_same_path = link.pathname() == window().location().pathname().ok()?;
        Some(is_same_path && link.search().is_empty() && link.hash().is_empty())
    };
    check() == Some(true)
}
