//! The address of the page and the history of the tab.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// Returns the absolute address of a path of this site.
pub fn absolute(path: &str) -> String {
    format!("{}{path}", location().origin().unwrap_or_default())
}

/// Returns the query of the page's address, with its `?` if there is one.
pub fn query() -> String {
    window().location().search().unwrap_or_default()
}

/// Returns the path of the page's address.
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// Replaces the address of the page shown, without a step in the history, and notifies the router.
pub fn replace_address(href: &str) {
    let replaced = window()
        .history()
        .is_ok_and(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(href)).is_ok());
    // Browsers refuse after too many calls in a short time; the next call brings the address up to date.
    if replaced && let Ok(event) = web_sys::Event::new("popstate") {
        window().dispatch_event(&event).ok();
    }
}

/// Goes one step back in the browser's history.
pub fn go_back() {
    if let Ok(history) = window().history() {
        history.back().ok();
    }
}
