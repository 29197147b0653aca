//! Ctrl+K, or ⌘K, leads to the search from every page.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::ui::dom;
use crate::ui::live::follow;
use crate::ui::search::FIELD;

/// Listens for the shortcut as long as the current component stands.
pub fn provide_search_shortcut() {
    // In an effect, for a page that is made as text has no window.
    follow(|| {
        let keys = window_event_listener(ev::keydown, |event| {
            if dom::is_of_keyboard(&event) && is_shortcut(&event) && is_free(&event) && go_to_search() {
                event.prevent_default();
            }
        });
        on_cleanup(move || keys.remove());
    });
}

/// Returns whether Ctrl or ⌘ and K are pressed. Not a letter alone, which who dictates presses unawares. The key of another script is told by its place.
fn is_shortcut(event: &KeyboardEvent) -> bool {
    let key = event.key();
    let is_k = key.eq_ignore_ascii_case("k") || (event.code() == "KeyK" && !key.is_ascii());
    is_k && event.ctrl_key() != event.meta_key() && !event.shift_key() && !event.alt_key()
}

/// Returns whether the keys are free: neither over a dialog nor in a field, where a Mac deletes with it.
fn is_free(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let field = target.and_then(|target| target.closest("input, select, textarea").ok().flatten());
    field.is_none() && matches!(document().query_selector("dialog[open]"), Ok(None))
}

/// Puts the focus on the field of the search, or follows the link to it; returns whether there was either.
fn go_to_search() -> bool {
    let field = document().get_element_by_id(FIELD);
    let link = || document().query_selector("nav a[href$='/search']").ok().flatten();
    let is_there = field.is_some();
    let Some(element) = field.or_else(link).and_then(|element| element.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    if is_there {
        element.focus().ok();
    } else {
        element.click();
    }
    true
}
