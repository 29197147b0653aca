//! PNG files. Some browsers change the pixels that a page reads, so that it does not recognize its visitor: Tor and
//! `LibreWolf` give back stripes. A file is saved only if what it holds is what was drawn.

use js_sys::Promise;
use leptos::prelude::*;
use viz::palette::{ColorRole, Palette};
use viz::scene::Scene;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

use super::{NotSaved, painted};
use crate::dom::context_2d;

/// Device px per CSS px: sharp in print and on dense screens.
const SCALE: f64 = 2.0;
/// Side of the square in a corner of the picture that is drawn and read on trial, in device px.
const PROBE: u32 = 8;
/// Height of the rows that are compared with the canvas, in CSS px: the first line of text is in them.
const ROWS: f64 = 48.0;
/// Largest difference of a color channel that is not seen. Some browsers change each by one.
const UNSEEN: u8 = 8;

/// Returns a scene as a PNG file whose pixels were read back.
///
/// # Errors
/// [`NotSaved`]
pub async fn read_back(scene: &Scene) -> Result<Blob, NotSaved> {
    let canvas = painted(scene, SCALE).ok_or(NotSaved::Refused)?;
    let context = context_2d(&canvas).ok_or(NotSaved::Refused)?;
    // The picture has the color of paper in its corner.
    for role in [ColorRole::Text, ColorRole::Paper] {
        if !is_read_as_drawn(&context, role) {
            return Err(NotSaved::Blurred);
        }
    }
    let file = png(&canvas).await.ok_or(NotSaved::Refused)?;
    let bitmap = decoded(&file).await.ok_or(NotSaved::Refused)?;
    let rows = (ROWS * f64::from(canvas.width()) / scene.size.width).floor();
    match shows_the_same(&canvas, &bitmap, rows) {
        Some(true) => Ok(file),
        Some(false) => Err(NotSaved::Blurred),
        None => Err(NotSaved::Refused),
    }
}

/// Fills the corner with a color, and returns whether the browser gives that color back.
fn is_read_as_drawn(context: &CanvasRenderingContext2d, role: ColorRole) -> bool {
    let (red, green, blue) = Palette::Light.rgb(role);
    let side = f64::from(PROBE);
    context.set_fill_style_str(&format!("rgb({red} {green} {blue})"));
    context.fill_rect(0.0, 0.0, side, side);
    let Ok(read) = context.get_image_data(0.0, 0.0, side, side) else { return false };
    let pixels = read.data();
    let drawn = [red, green, blue, u8::MAX].into_iter().cycle();
    pixels.len() == (PROBE * PROBE * 4) as usize
        && pixels.iter().zip(drawn).all(|(read, drawn)| read.abs_diff(drawn) <= UNSEEN)
}

/// Returns the picture of a canvas as a PNG file.
async fn png(canvas: &HtmlCanvasElement) -> Option<Blob> {
    let file = Promise::new(&mut |made, failed| {
        if canvas.to_blob(&made).is_err() {
            failed.call0(&wasm_bindgen::JsValue::NULL).ok();
        }
    });
    JsFuture::from(file).await.ok()?.dyn_into().ok()
}

/// Returns the picture in a file.
async fn decoded(file: &Blob) -> Option<ImageBitmap> {
    JsFuture::from(window().create_image_bitmap_with_blob(file).ok()?).await.ok()?.dyn_into().ok()
}

/// Returns whether the upper rows of a file are those of the canvas; none if they can't be read.
fn shows_the_same(canvas: &HtmlCanvasElement, bitmap: &ImageBitmap, rows: f64) -> Option<bool> {
    let spare = document().create_element("canvas").ok()?.dyn_into::<HtmlCanvasElement>().ok()?;
    spare.set_width(canvas.width());
    spare.set_height(rows as u32);
    context_2d(&spare)?.draw_image_with_image_bitmap(bitmap, 0.0, 0.0).ok()?;
    let pixels = |canvas: &HtmlCanvasElement| {
        let read = context_2d(canvas)?.get_image_data(0.0, 0.0, f64::from(canvas.width()), rows);
        read.ok().map(|read| read.data())
    };
    let (drawn, saved) = (pixels(canvas)?, pixels(&spare)?);
    Some(drawn.len() == saved.len() && drawn.iter().zip(saved.iter()).all(|(a, b)| a.abs_diff(*b) <= UNSEEN))
}
