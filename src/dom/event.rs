//! Facts about events.

use leptos::prelude::window;
use viz::geometry::Point;
use wasm_bindgen::JsCast;

/// Returns the HTML element whose listener handles an event.
pub fn current_target(event: &web_sys::Event) -> Option<web_sys::HtmlElement> {
    event.current_target()?.dyn_into().ok()
}

/// Returns the id of the element that an event was dispatched to; empty if it has none.
pub fn target_id(event: &web_sys::Event) -> Option<String> {
    Some(event.target()?.dyn_into::<web_sys::Element>().ok()?.id())
}

/// Returns the position of a pointer in CSS px from an element's upper left corner.
pub fn pointer_position(element: &web_sys::Element, event: &web_sys::MouseEvent) -> Point {
    let rect = element.get_bounding_client_rect();
    Point::new(f64::from(event.client_x()) - rect.left(), f64::from(event.client_y()) - rect.top())
}

/// Returns the distances from a pointer to the upper and the lower edge of the window, in CSS px.
pub fn room_around(event: &web_sys::MouseEvent) -> (f64, f64) {
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    let above = f64::from(event.client_y());
    (above, height.unwrap_or(f64::INFINITY) - above)
}

/// Returns whether a `keydown` or `keyup` event is a `KeyboardEvent`. Browsers that fill in a form dispatch a
/// bare `Event` under the same name, on which reading `key` fails.
pub fn is_keyboard_event(event: &web_sys::Event) -> bool {
    event.is_instance_of::<web_sys::KeyboardEvent>()
}

/// Returns whether a key is pressed together with a modifier, or is part of an IME composition.
pub fn is_modified(event: &web_sys::KeyboardEvent) -> bool {
    event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() || event.is_composing()
}

/// Returns whether a pointer event, or a click, was made by a finger.
pub fn is_touch(event: &web_sys::MouseEvent) -> bool {
    event.dyn_ref::<web_sys::PointerEvent>().is_some_and(|event| event.pointer_type() == "touch")
}

/// Returns whether the element whose listener handles a `focus` event got the focus by a key.
pub fn is_focus_visible(event: &web_sys::Event) -> bool {
    current_target(event).is_some_and(|element| element.matches(":focus-visible").unwrap_or(false))
}

/// Returns whether the element whose listener handles a `focus` event got the focus because it is being pressed.
pub fn is_pressed(event: &web_sys::Event) -> bool {
    current_target(event).is_some_and(|element| element.matches(":active").unwrap_or(false))
}

/// Returns whether the `<details>` element whose listener handles a `toggle` event is open.
pub fn is_open(toggle: &web_sys::Event) -> bool {
    current_target(toggle).is_some_and(|details| details.has_attribute("open"))
}
