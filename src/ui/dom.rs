//! The odds and ends of the browser: sizes, media queries, text widths, frames.
//!
//! Each hook owns one outside thing, gives signals, and removes its own listeners.

use leptos::html;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::CanvasRenderingContext2d;

use crate::viz::geometry::Point;
use crate::viz::paint::FONT;

/// The width of an element in CSS px, 0 until it is known.
pub fn use_width(node: NodeRef<html::Div>) -> Signal<f64> {
    let width = RwSignal::new(0.0);
    Effect::new(move |_| {
        let Some(element) = node.get() else { return };
        let measured = element.clone();
        let on_resize = Closure::<dyn FnMut()>::new(move || {
            let now = f64::from(measured.client_width());
            if width.try_get_untracked().is_some_and(|before| before != now) {
                width.set(now);
            }
        });
        width.set(f64::from(element.client_width()));
        let Ok(observer) = web_sys::ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else { return };
        observer.observe(&element);
        let held = SendWrapper::new((observer, on_resize));
        on_cleanup(move || held.0.disconnect());
    });
    width.into()
}

/// Whether a media query matches.
pub fn use_media(query: &'static str) -> Signal<bool> {
    let matches = RwSignal::new(false);
    Effect::new(move |_| {
        let Some(list) = window().match_media(query).ok().flatten() else { return };
        matches.set(list.matches());
        let read = list.clone();
        let on_change = Closure::<dyn FnMut()>::new(move || {
            matches.try_set(read.matches());
        });
        list.set_onchange(Some(on_change.as_ref().unchecked_ref()));
        let held = SendWrapper::new((list, on_change));
        on_cleanup(move || held.0.set_onchange(None));
    });
    matches.into()
}

/// Device px a CSS px: 1 to 3 on most screens, changed by zoom and by moving to another screen.
/// Both fire `resize`.
pub fn use_device_pixel_ratio() -> Signal<f64> {
    let ratio = RwSignal::new(1.0);
    Effect::new(move |_| {
        ratio.set(window().device_pixel_ratio());
        let handle = window_event_listener(leptos::ev::resize, move |_| {
            let now = window().device_pixel_ratio();
            if ratio.try_get_untracked().is_some_and(|before| before != now) {
                ratio.set(now);
            }
        });
        on_cleanup(move || handle.remove());
    });
    ratio.into()
}

/// Where a pointer is, in CSS px from an element's upper left corner.
pub fn place_in(element: &web_sys::Element, event: &web_sys::MouseEvent) -> Point {
    let rect = element.get_bounding_client_rect();
    Point::new(f64::from(event.client_x()) - rect.left(), f64::from(event.client_y()) - rect.top())
}

/// The 2-D pen of a canvas.
pub fn context_2d(canvas: &web_sys::HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

/// Measures text by an off-screen canvas, which needs no reflow.
#[derive(Default)]
pub struct TextMeter(Option<CanvasRenderingContext2d>);

impl TextMeter {
    /// The width of a text in px, for a font size in px.
    pub fn width(&mut self, text: &str, size: f64, bold: bool) -> f64 {
        if self.0.is_none() {
            let canvas = document().create_element("canvas").ok();
            self.0 = canvas.and_then(|canvas| context_2d(canvas.unchecked_ref()));
        }
        let measured = self.0.as_ref().and_then(|context| {
            context.set_font(&format!("{} {size}px {FONT}", if bold { "bold" } else { "normal" }));
            context.measure_text(text).ok().map(|metrics| metrics.width())
        });
        measured.unwrap_or_else(|| crate::viz::item::estimate(text, size, bold))
    }
}

/// A value only the browser console wants: details of something already told on the page.
pub fn log_details(details: &str) {
    leptos::logging::error!("{details}");
}

/// Sixteen random bytes; none in a browser without a random source.
pub fn random_bytes() -> Option<[u8; 16]> {
    let mut bytes = [0; 16];
    window().crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}

/// Names the page in the browser's tab.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Tells browsers and screen readers which language the site is in.
pub fn set_language(language: &str) {
    if let Some(root) = document().document_element() {
        root.set_attribute("lang", language).ok();
    }
}

/// Puts the focus on the element with this id, if there is one.
pub fn focus(id: &str) {
    let element =
        document().get_element_by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        element.focus().ok();
    }
}
