//! The canvas layers of a chart: plotters-canvas draws axes, marks, labels and focus; dots are put as pixels in one
//! call.
//!
//! plotters-canvas has integer coordinates. So that animated marks move smoothly, a canvas has a transform of 1/8
//! while it is drawn on, and the backend gets eighths of a device px. It aligns text at its "start": the canvas
//! needs `dir="ltr"`, as scenes run from left to right in every language.

use plotters_backend::{DrawingBackend, DrawingErrorKind};
use plotters_canvas::CanvasBackend;
use viz::geometry::Size;
use viz::paint::{PaintResult, Painter};
use viz::palette::Palette;
use viz::raster::Raster;
use viz::scene::{Mark, Scene};
use wasm_bindgen::{Clamped, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use crate::dom::context_2d;

/// Backend units per device px.
const EIGHTHS: f64 = 8.0;

/// Returns the painter of canvases; `scale` is in device px per CSS px.
pub fn painter(scale: f64, palette: Palette) -> Painter {
    Painter { scale, units: EIGHTHS, font_scale: 1.0, palette }
}

/// The reason why a canvas was not drawn.
#[derive(Debug, thiserror::Error)]
pub enum CanvasError {
    /// The browser has no 2-D context for the canvas.
    #[error("the canvas has no 2-D context")]
    NoContext,
    /// A call of plotters-canvas failed.
    #[error("{0}")]
    Backend(#[from] DrawingErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>),
    /// The browser refused the pixels of dots.
    #[error("the canvas took no pixels")]
    Pixels,
}

/// The layer under a scene's marks: background, lines, secondary marks and labels of axes.
///
/// Each value belongs to one canvas, which is drawn only when it would change: axes mostly stay while marks move,
/// and text is the most expensive part of a small picture.
#[derive(Debug, Default)]
pub struct BaseLayer {
    /// Last base that was drawn, and its painter.
    drawn: Option<(Painter, Scene)>,
}

impl BaseLayer {
    /// Draws the base of a scene over the previous one.
    ///
    /// # Errors
    /// [`CanvasError`]
    pub fn draw(
        &mut self,
        scene: &Scene,
        painter: &Painter,
        canvas: &HtmlCanvasElement,
    ) -> Result<(), CanvasError> {
        let is_drawn = |(by, base): &(Painter, Scene)| by == painter && base.has_base_of(scene);
        // Setting the size of a canvas clears it, even if the size is the same.
        if !resize(canvas, scene.size, painter) && self.drawn.as_ref().is_some_and(is_drawn) {
            return Ok(());
        }
        self.drawn = Some((*painter, scene.base()));
        with_backend(canvas, |backend| painter.base(scene, backend))
    }
}

/// The function that clears a canvas and puts the pixels of a scene's dots, and of more marks. The layer has only a
/// pointer to it, which keeps the raster out of a program that shows no dots.
pub type PutPixels =
    fn(&mut Raster, &Scene, &[Mark], &Painter, &HtmlCanvasElement) -> Result<(), CanvasError>;

/// The layer of a scene's dots and marks with their labels: transparent, over the base layer.
#[derive(Debug, Default)]
pub struct MarkLayer {
    raster: Raster,
    put_pixels: Option<PutPixels>,
}

impl MarkLayer {
    /// Returns a layer that draws dots too.
    pub fn with_dots() -> Self {
        Self { put_pixels: Some(put_pixels), ..Self::default() }
    }

    /// Sets how dots are drawn; none leaves them out.
    pub fn set_dots(&mut self, put_pixels: Option<PutPixels>) {
        self.put_pixels = put_pixels;
    }

    /// Draws dots, marks and labels in place of the previous ones.
    ///
    /// # Errors
    /// [`CanvasError`]
    pub fn draw(
        &mut self,
        scene: &Scene,
        painter: &Painter,
        canvas: &HtmlCanvasElement,
    ) -> Result<(), CanvasError> {
        match self.put_pixels.filter(|_| !scene.dots.places.is_empty()) {
            Some(put_pixels) => put_pixels(&mut self.raster, scene, &[], painter, canvas)?,
            None => _ = clear(canvas, scene.size, painter).ok_or(CanvasError::NoContext)?,
        }
        if scene.marks.is_empty() {
            return Ok(());
        }
        with_backend(canvas, |backend| {
            painter.bodies(&scene.marks, backend)?;
            painter.labels(&scene.marks, backend)
        })
    }

    /// Draws dots and marks, without labels, as pixels from memory: faster from some thousand marks on, more than
    /// any page shows.
    ///
    /// # Errors
    /// [`CanvasError`]
    pub fn draw_rasterized(
        &mut self,
        scene: &Scene,
        painter: &Painter,
        canvas: &HtmlCanvasElement,
    ) -> Result<(), CanvasError> {
        put_pixels(&mut self.raster, scene, &scene.marks, painter, canvas)
    }
}

/// Clears a canvas and puts the pixels of `marks` and of the scene's dots.
///
/// # Errors
/// [`CanvasError`]
pub fn put_pixels(
    raster: &mut Raster,
    scene: &Scene,
    marks: &[Mark],
    painter: &Painter,
    canvas: &HtmlCanvasElement,
) -> Result<(), CanvasError> {
    let context = clear(canvas, scene.size, painter).ok_or(CanvasError::NoContext)?;
    raster.resize(scene.size, painter.scale);
    raster.marks(marks, painter.palette);
    raster.dots(&scene.dots, painter.palette);
    put_raster(raster, &context).map_err(|_refused| CanvasError::Pixels)
}

/// Puts the rows of a raster that are not empty.
fn put_raster(raster: &Raster, context: &CanvasRenderingContext2d) -> Result<(), JsValue> {
    let rows = raster.drawn_rows();
    if rows.is_empty() {
        return Ok(());
    }
    // A view of wasm memory: nothing is copied before the call.
    let pixels = Clamped(raster.rows(rows.clone()));
    let image = ImageData::new_with_u8_clamped_array_and_sh(pixels, raster.width(), rows.len() as u32)?;
    context.put_image_data(&image, 0.0, rows.start as f64)
}

/// The layer of the focused mark: transparent, over the mark layer.
#[derive(Debug, Default)]
pub struct OverlayLayer {
    is_drawn: bool,
}

impl OverlayLayer {
    /// Draws a mark as focused, in place of the previous one.
    ///
    /// # Errors
    /// [`CanvasError`]
    pub fn draw(
        &mut self,
        scene: &Scene,
        mark: Option<&Mark>,
        painter: &Painter,
        canvas: &HtmlCanvasElement,
    ) -> Result<(), CanvasError> {
        // A context takes about 1 ms to make; the first frame does without it.
        if !self.is_drawn && mark.is_none() {
            resize(canvas, scene.size, painter);
            return Ok(());
        }
        clear(canvas, scene.size, painter).ok_or(CanvasError::NoContext)?;
        self.is_drawn = mark.is_some();
        mark.map_or(Ok(()), |mark| with_backend(canvas, |backend| painter.focus(scene, mark, backend)))
    }
}

/// Draws a whole scene on one canvas; `spare` is another canvas for intermediate pixels.
///
/// # Errors
/// [`CanvasError`]
pub fn draw_flat(
    scene: &Scene,
    painter: &Painter,
    canvas: &HtmlCanvasElement,
    spare: &HtmlCanvasElement,
) -> Result<(), CanvasError> {
    BaseLayer::default().draw(scene, painter, canvas)?;
    // `putImageData` overwrites, so dots need a canvas of their own.
    MarkLayer::with_dots().draw(scene, painter, spare)?;
    let context = context_2d(canvas).ok_or(CanvasError::NoContext)?;
    context.draw_image_with_html_canvas_element(spare, 0.0, 0.0).map_err(|_refused| CanvasError::Pixels)
}

/// Sizes a canvas for a scene; returns whether the size changed, which clears the canvas.
fn resize(canvas: &HtmlCanvasElement, size: Size, painter: &Painter) -> bool {
    let side = |length: f64| (length * painter.scale).round() as u32;
    let expected = (side(size.width), side(size.height));
    let is_resized = (canvas.width(), canvas.height()) != expected;
    if is_resized {
        canvas.set_width(expected.0);
        canvas.set_height(expected.1);
    }
    is_resized
}

/// Sizes a canvas for a scene, clears it, and returns its context.
fn clear(canvas: &HtmlCanvasElement, size: Size, painter: &Painter) -> Option<CanvasRenderingContext2d> {
    let is_cleared = resize(canvas, size, painter);
    let context = context_2d(canvas)?;
    if !is_cleared {
        context.clear_rect(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()));
    }
    Some(context)
}

/// Draws with plotters-canvas in eighths of a device px, and resets the context to device px.
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
