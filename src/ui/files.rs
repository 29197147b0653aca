//! Files that a visitor takes away, offered, made and handed over: a lazy part.

mod panel;

pub use panel::panel;

use std::cell::RefCell;
use std::time::Duration;

use leptos::prelude::{document, set_timeout};
use wasm_bindgen::JsCast;

use super::dom::TextMeter;
use crate::atlas::Atlas;
use crate::export::{self, Facts};
use crate::picture::Picture;
use crate::viz::canvas;
use crate::viz::paint::{self, Painter};
use crate::viz::palette::Palette;
use crate::viz::scene::Scene;

/// How wide a picture is that leaves the site, in CSS px.
const WIDTH: f64 = 960.0;
/// Device px a CSS px of a PNG: sharp in print and on dense screens.
const PNG_SCALE: f64 = 2.0;

/// Makes the file of a kind (`png`, `svg`, `csv` or `json`) that holds a picture, and hands it to the
/// visitor. `address` is where the picture can be seen.
///
/// Gives the file's name; none if the browser would not take it.
fn save(extension: &str, atlas: &Atlas, picture: &Picture, address: &str) -> Option<String> {
    let facts = Facts::new(atlas, picture, address.to_owned());
    let sheet = || {
        let meter = RefCell::new(TextMeter::default());
        let measure = |text: &str, size: f64, bold: bool| meter.borrow_mut().width(text, size, bold);
        export::sheet(&picture.scene(atlas, WIDTH, &measure), &facts, &measure)
    };
    let name = export::file_name(atlas, picture, extension);
    match extension {
        "csv" => save_text(&name, "text/csv;charset=utf-8", &export::csv(atlas, picture, &facts))?,
        "json" => save_text(&name, "application/json", &export::json(atlas, picture, &facts))?,
        "svg" => save_text(&name, "image/svg+xml", &paint::svg(&sheet(), Palette::Light).ok()?)?,
        "png" => save_png(&name, &sheet())?,
        _ => return None,
    }
    Some(name)
}

/// Hands a text to the visitor as a file; none if the browser would not take it.
pub fn save_text(name: &str, kind: &str, text: &str) -> Option<()> {
    let parts = js_sys::Array::of1(&text.into());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    let address = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let saved = hand_over(name, &address);
    // The browser has taken the file by the next turn of its loop.
    set_timeout(move || _ = web_sys::Url::revoke_object_url(&address), Duration::ZERO);
    saved
}

fn save_png(name: &str, scene: &Scene) -> Option<()> {
    let canvas = painted(scene, PNG_SCALE)?;
    hand_over(name, &canvas.to_data_url_with_type("image/png").ok()?)
}

/// A canvas of its own with the whole scene on it in the colours of paper, at `scale` device px a CSS
/// px or as many as a canvas may have; none where there is no canvas.
pub fn painted(scene: &Scene, scale: f64) -> Option<web_sys::HtmlCanvasElement> {
    let blank = || document().create_element("canvas").ok()?.dyn_into::<web_sys::HtmlCanvasElement>().ok();
    let canvas = blank()?;
    let painter = Painter::for_canvas(scale, Palette::Light);
    let painter = Painter { scale: painter.scale_for(scene.size), ..painter };
    canvas::draw_flat(scene, &painter, &canvas, &blank()?).ok()?;
    Some(canvas)
}

fn hand_over(name: &str, address: &str) -> Option<()> {
    let link = document().create_element("a").ok()?.dyn_into::<web_sys::HtmlAnchorElement>().ok()?;
    link.set_href(address);
    link.set_download(name);
    // The router must not take it for a page.
    link.set_rel("external");
    link.click();
    Some(())
}
