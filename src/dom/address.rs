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

/// Name under which the browser keeps the language that a visitor chose; `public/boot.js` reads it.
const CHOSEN_LANGUAGE: &str = "challenge-map.language";

/// Keeps the choice of a language (a BCP 47 tag), in the address if the visitor lets nothing be kept, and reloads the
/// page.
///
/// # Errors
/// The browser refused to change the address.
pub fn reload_in(tag: &str) -> Result<(), JsValue> {
    let location = location();
    let next = web_sys::Url::new(&location.href()?)?;
    next.search_params().delete("lang");
    let keep = || {
        window().session_storage()?.ok_or(JsValue::NULL)?.remove_item(CHOSEN_LANGUAGE)?;
        window().local_storage()?.ok_or(JsValue::NULL)?.set_item(CHOSEN_LANGUAGE, tag)
    };
    if keep().is_err() {
        next.search_params().set("lang", tag);
    }
    window().history()?.replace_state_with_url(&JsValue::NULL, "", Some(&next.href()))?;
    location.reload()
}

/// Goes one step back in the browser's history.
pub fn go_back() {
    if let Ok(history) = window().history() {
        history.back().ok();
    }
}
