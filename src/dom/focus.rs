//! The keyboard focus, and scrolling to what has it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

use super::event::current_target;

/// Moves the focus to the element with this id, if there is one.
pub fn focus(id: &str) {
    if let Some(element) = html_element(id) {
        element.focus().ok();
    }
}

/// Returns the element with this id, if there is one.
fn html_element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Removes the focus from the element whose listener handles an event.
pub fn blur(event: &web_sys::Event) {
    if let Some(element) = current_target(event) {
        element.blur().ok();
    }
}

/// Moves the focus to the element with this id if, two frames from now, no element has the focus: the one that
/// had it was removed. The page is not scrolled, as the visitor asked for something else.
pub fn focus_if_lost(id: &'static str) {
    let check = move || {
        let body = document().body().map(|body| body.unchecked_into::<Element>());
        if document().active_element() != body {
            return;
        }
        if let Some(element) = html_element(id) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            element.focus_with_options(&options).ok();
        }
    };
    request_animation_frame(move || request_animation_frame(check));
}

/// Moves the focus to the element with this id if no element but the page's heading has the focus, as after a
/// navigation: the visitor has not moved it.
pub fn focus_unless_elsewhere(id: &str) {
    let focused = document().active_element().map(|element| element.tag_name());
    if matches!(focused.as_deref(), None | Some("BODY" | "H1")) {
        focus(id);
    }
}

/// Moves the focus to the first link or control inside an element, unless some element has it.
pub fn focus_first_in(element: &Element) {
    let is_free = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
    let first = element.query_selector("a[href], button, input, select, textarea").ok().flatten();
    if let (true, Some(first)) = (is_free, first.and_then(|first| first.dyn_into::<HtmlElement>().ok())) {
        first.focus().ok();
    }
}

/// Returns the parent of the element that matches a selector and holds the focus; none if the focus is elsewhere.
pub fn parent_of_focused(selector: &str) -> Option<Element> {
    document().active_element()?.closest(selector).ok()??.parent_element()
}

/// Scrolls the page, if it must, so that the point `y` CSS px below an element's upper edge is visible with
/// some margin.
pub fn scroll_to_y(element: &Element, y: f64) {
    const MARGIN_ABOVE: f64 = 90.0;
    // Below the point are its tooltip and, at the edge of the screen, the help text.
    const MARGIN_BELOW: f64 = 200.0;
    let at = element.get_bounding_client_rect().top() + y;
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    // The margin above wins on a screen that is too low for both.
    let by = if at < MARGIN_ABOVE { at - MARGIN_ABOVE } else { (at - (height - MARGIN_BELOW)).max(0.0) };
    if by != 0.0 {
        window().scroll_by_with_x_and_y(0.0, by);
    }
}

/// Width of a neighbor that [`reveal_sideways`] shows, in CSS px.
const NEIGHBOR: f64 = 28.0;

/// Scrolls a row sideways, after the next layout, so that the first element in it that matches a selector is visible.
pub fn reveal_sideways(row: &Element, selector: &'static str) {
    let row = row.clone();
    request_animation_frame(move || {
        let Ok(Some(element)) = row.query_selector(selector) else { return };
        let (inner, outer) = (element.get_bounding_client_rect(), row.get_bounding_client_rect());
        // With a part of its neighbor, which tells that there is one.
        let hidden = (inner.right() + NEIGHBOR - outer.right()).max(0.0)
            - (outer.left() + NEIGHBOR - inner.left()).max(0.0);
        row.set_scroll_left(row.scroll_left() + hidden as i32);
    });
}

/// Calls `tell` after the next layout with whether a part of an element's text is cut off.
pub fn when_cut_off(element: &Element, tell: impl FnOnce(bool) + 'static) {
    let element = element.clone();
    request_animation_frame(move || tell(element.scroll_height() > element.client_height() + 2));
}
