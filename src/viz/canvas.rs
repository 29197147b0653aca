//! The layers of a chart on canvases of the browser: axes, marks, labels and focus by
//! plotters-canvas, dots as pixels from memory in one call.
//!
//! plotters-canvas counts in whole numbers. So that marks glide, a canvas is given a transform of
//! 1/8 while it is drawn on, and the backend gets eighths of a device px. It writes texts from
//! their "start": a canvas must run from left to right (`dir="ltr"`), as scenes do.

use plotters_backend::{DrawingBackend, DrawingErrorKind};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use super::geometry::Size;
use super::paint::{PaintResult, Painter};
use super::palette::Palette;
use super::raster::Raster;
use super::scene::{Mark, Scene};

/// Units of a canvas's backend a device px.
const EIGHTHS: f64 = 8.0;

impl Painter {
    /// A painter for canvases, `scale` in device px a CSS px.
    pub fn for_canvas(scale: f64, palette: Palette) -> Self {
        Self { scale, units: EIGHTHS, font_scale: 1.0, palette }
    }
}

/// The reason why a canvas shows nothing new.
#[derive(Debug, thiserror::Error)]
pub enum CanvasError {
    /// The browser has no 2-D context for the canvas.
    #[error("the canvas has no 2-D context")]
    NoContext,
    /// plotters-canvas was refused a call.
    #[error("{0}")]
    Backend(#[from] DrawingErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>),
    /// The browser did not take the pixels of dots.
    #[error("the canvas took no pixels")]
    Pixels,
}

/// The layer under a scene's marks: paper, lines, echoes and words.
///
/// Each value belongs to one canvas, which is drawn only when it would change: axes mostly stay
/// while marks move, and texts are the dearest part of a small picture.
#[derive(Debug, Default)]
pub struct BaseLayer {
    shown: Option<(Painter, Scene)>,
}

impl BaseLayer {
    /// Draws the base of a scene in place of what was there.
    pub fn draw(
        &mut self,
        scene: &Scene,
        painter: &Painter,
        canvas: &HtmlCanvasElement,
    ) -> Result<(), CanvasError> {
        let is_shown = |(by, shown): &(Painter, Scene)| by == painter && shown.has_base_of(scene);
        // A canvas that takes a size, be it its own, forgets what it shows.
        if !fit(canvas, scene.size, painter) && self.shown.as_ref().is_some_and(is_shown) {
            return Ok(());
        }
        self.shown = Some((*painter, scene.base()));
        with_backend(canvas, |backend| painter.base(scene, backend))
    }
}

/// The layer of a scene's marks, with their labels, and of its dots: transparent, over the base's.
#[derive(Debug, Default)]
pub struct MarkLayer {
    raster: Raster,
}

impl MarkLayer {
    /// Draws dots, marks and labels in place of what was there.
    pub fn draw(
        &mut self,
        scene: &Scene,
        painter: &Painter,
        canvas: &HtmlCanvasElement,
    ) -> Result<(), CanvasError> {
        self.put_pixels(scene, &[], painter, canvas)?;
        if scene.marks.is_empty() {
            return Ok(());
        }
        with_backend(canvas, |backend| {
            painter.bodies(&scene.marks, backend)?;
            painter.labels(&scene.marks, backend)
        })
    }

    /// Draws dots and marks, without labels, as pixels from memory: faster from some thousand marks
    /// on, more than any page shows.
    pub fn draw_rasterized(
        &mut self,
        scene: &Scene,
        painter: &Painter,
        canvas: &HtmlCanvasElement,
    ) -> Result<(), CanvasError> {
        self.put_pixels(scene, &scene.marks, painter, canvas)
    }

    /// Empties the canvas and puts the scene's dots under `marks`, if there are any of them.
    fn put_pixels(
        &mut self,
        scene: &Scene,
        marks: &[Mark],
        painter: &Painter,
        canvas: &HtmlCanvasElement,
    ) -> Result<(), CanvasError> {
        let context = empty(canvas, scene.size, painter).ok_or(CanvasError::NoContext)?;
        if marks.is_empty() && scene.dots.places.is_empty() {
            return Ok(());
        }
        self.raster.resize(scene.size, painter.scale);
        self.raster.marks(marks, painter.palette);
        self.raster.dots(&scene.dots, painter.palette);
        put(&self.raster, &context).map_err(|_refused| CanvasError::Pixels)
    }
}

/// Puts the rows of a raster that hold anything where they belong.
fn put(raster: &Raster, context: &CanvasRenderingContext2d) -> Result<(), JsValue> {
    let rows = raster.drawn_rows();
    if rows.is_empty() {
        return Ok(());
    }
    // The browser reads the pixels where they lie in this program's memory: nothing is copied before.
    let pixels = Clamped(raster.rows(rows.clone()));
    let image = ImageData::new_with_u8_clamped_array_and_sh(pixels, raster.width(), rows.len() as u32)?;
    context.put_image_data(&image, 0.0, rows.start as f64)
}

/// The layer of the focused mark: transparent, over the marks'.
#[derive(Debug, Default)]
pub struct OverlayLayer {
    is_drawn: bool,
}

impl OverlayLayer {
    /// Draws a mark as it is when focused, in place of the one before.
    pub fn draw(
        &mut self,
        scene: &Scene,
        mark: Option<&Mark>,
        painter: &Painter,
        canvas: &HtmlCanvasElement,
    ) -> Result<(), CanvasError> {
        // A context takes the browser a millisecond, which the first picture does not wait for.
        if !self.is_drawn && mark.is_none() {
            fit(canvas, scene.size, painter);
            return Ok(());
        }
        empty(canvas, scene.size, painter).ok_or(CanvasError::NoContext)?;
        self.is_drawn = mark.is_some();
        mark.map_or(Ok(()), |mark| with_backend(canvas, |backend| painter.focus(scene, mark, backend)))
    }
}

/// Draws a whole scene on one canvas; `spare` is another one that is used on the way.
pub fn draw_flat(
    scene: &Scene,
    painter: &Painter,
    canvas: &HtmlCanvasElement,
    spare: &HtmlCanvasElement,
) -> Result<(), CanvasError> {
    BaseLayer::default().draw(scene, painter, canvas)?;
    // Pixels of dots replace what they are put on, so they come on a canvas of their own.
    MarkLayer::default().draw(scene, painter, spare)?;
    let context = context_2d(canvas).ok_or(CanvasError::NoContext)?;
    context.draw_image_with_html_canvas_element(spare, 0.0, 0.0).map_err(|_refused| CanvasError::Pixels)
}

/// Makes a canvas as large as a scene; returns whether it was not, and is empty now.
fn fit(canvas: &HtmlCanvasElement, size: Size, painter: &Painter) -> bool {
    let side = |length: f64| (length * painter.scale).round() as u32;
    let fitting = (side(size.width), side(size.height));
    let is_other = (canvas.width(), canvas.height()) != fitting;
    if is_other {
        canvas.set_width(fitting.0);
        canvas.set_height(fitting.1);
    }
    is_other
}

/// Makes a canvas as large as a scene, and transparent; returns its context.
fn empty(canvas: &HtmlCanvasElement, size: Size, painter: &Painter) -> Option<CanvasRenderingContext2d> {
    let is_empty = fit(canvas, size, painter);
    let context = context_2d(canvas)?;
    if !is_empty {
        context.clear_rect(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()));
    }
    Some(context)
}

/// Draws by plotters-canvas in eighths of a device px; afterwards the context counts in device px again.
fn with_backend(
    canvas: &HtmlCanvasElement,
    draw: impl FnOnce(&mut CanvasBackend) -> PaintResult<CanvasBackend>,
) -> Result<(), CanvasError> {
    let context = context_2d(canvas).ok_or(CanvasError::NoContext)?;
    let mut backend = CanvasBackend::with_canvas_object(canvas.clone()).ok_or(CanvasError::NoContext)?;
    let unit = 1.0 / EIGHTHS;
    context.set_transform(unit, 0.0, 0.0, unit, 0.0, 0.0).map_err(|_refused| CanvasError::NoContext)?;
    let drawn = draw(&mut backend);
    context.reset_transform().map_err(|_refused| CanvasError::NoContext)?;
    Ok(drawn?)
}

/// The 2-D context of a canvas.
pub fn context_2d(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}
