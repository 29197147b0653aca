//! The keyboard shortcut of the search, on every page: Ctrl+K or ⌘K.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::dom;
use crate::erased::erased_effect;

/// Id of the input of the search page.
pub const SEARCH_FIELD: &str = "find";

/// Listens for the shortcut as long as the current component is mounted.
pub fn provide_search_shortcut() {
    // In an effect, which does not run in native rendering, where there is no window.
    erased_effect(|| {
        let listener = window_event_listener(ev::keydown, |event| {
            if dom::is_keyboard_event(&event) && is_shortcut(&event) && may_act(&event) && go_to_search() {
                event.prevent_default();
            }
        });
        on_cleanup(move || listener.remove());
    });
}

/// Returns whether a key event is Ctrl+K or ⌘K. A single letter would fire by accident under speech input. On
/// layouts of other scripts the physical key counts.
fn is_shortcut(event: &KeyboardEvent) -> bool {
    let key = event.key();
    let is_k = key.eq_ignore_ascii_case("k") || (event.code() == "KeyK" && !key.is_ascii());
    is_k && event.ctrl_key() != event.meta_key() && !event.shift_key() && !event.alt_key()
}

/// Returns whether the shortcut may act: no dialog is open, and the focus is in no field, where macOS deletes
/// text with Ctrl+K.
fn may_act(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let field = target.and_then(|target| target.closest("input, select, textarea").ok().flatten());
    field.is_none() && matches!(document().query_selector("dialog[open]"), Ok(None))
}

/// Focuses the input of the search, or else clicks the link to the search page. Returns whether there was either.
fn go_to_search() -> bool {
    let field = document().get_element_by_id(SEARCH_FIELD);
    let link = || document().query_selector("nav a[href$='/search']").ok().flatten();
    let is_search_page = field.is_some();
    let Some(element) = field.or_else(link).and_then(|element| element.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    if is_search_page {
        element.focus().ok();
    } else {
        element.click();
    }
    true
}
