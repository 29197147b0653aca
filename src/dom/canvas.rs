//! 2-D contexts of canvases, and the widths of texts measured with one.

use std::cell::RefCell;

use leptos::prelude::*;
use slim_std::format::css_px;
use viz::paint::FONT;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Returns the 2-D context of a canvas; none if the browser has no such context.
pub fn context_2d(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

/// A meter of text widths: an off-screen canvas, which needs no reflow of the page.
#[derive(Default)]
struct TextMeter(Option<CanvasRenderingContext2d>);

impl TextMeter {
    /// Returns the width of a text in CSS px, for a font size in CSS px; an estimate where there is no canvas.
    fn width(&mut self, text: &str, size: f64, bold: bool) -> f64 {
        if self.0.is_none() {
            let canvas = document().create_element("canvas").ok();
            self.0 = canvas.and_then(|canvas| context_2d(canvas.unchecked_ref()));
        }
        let measured = self.0.as_ref().and_then(|context| {
            let weight = if bold { "bold" } else { "normal" };
            context.set_font(&format!("{weight} {} {FONT}", css_px(size)));
            context.measure_text(text).ok().map(|metrics| metrics.width())
        });
        measured.unwrap_or_else(|| viz::item::estimate_width(text, size, bold))
    }
}

/// Returns the font size of the page in CSS px: 16, or what a visitor has set for the browser.
pub fn text_size() -> f64 {
    let page = document().document_element();
    let style = page.and_then(|page| window().get_computed_style(&page).ok().flatten());
    let size = style.and_then(|style| style.get_property_value("font-size").ok());
    size.map_or(16.0, |size| js_sys::parse_float(&size))
}

/// Returns a function that measures texts with one [`TextMeter`], valid as long as the current component.
pub fn text_measure() -> impl Fn(&str, f64, bool) -> f64 + Copy {
    let meter = StoredValue::new_local(TextMeter::default());
    move |text, size, bold| {
        let mut measured = 0.0;
        meter.update_value(|meter| measured = meter.width(text, size, bold));
        measured
    }
}

/// Returns a function that measures texts as that of [`text_measure`] does, for code that may outlive its component.
pub fn detached_text_measure() -> impl Fn(&str, f64, bool) -> f64 {
    let meter = RefCell::new(TextMeter::default());
    move |text, size, bold| meter.borrow_mut().width(text, size, bold)
}
