//! A canvas of the browser: lines and words by its pen, marks and dots as pixels from memory in one call.

use std::f64::consts::TAU;
use std::fmt;

use plotters::style::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use crate::digits::css_px;

use super::geometry::Size;
use super::item::Tone;
use super::paint::{Painted, Pen, reach};
use super::raster::Raster;
use super::scene::Scene;
use super::tiles::{Part, Tiles};

/// Draws what lies under a scene's marks, unless its canvas shows just that: axes mostly stay while
/// marks move, and texts are the dearest part of a small picture.
///
/// One painter belongs to one canvas.
#[derive(Debug, Default)]
pub struct GroundPainter {
    shown: Option<(Pen, Scene)>,
}

impl GroundPainter {
    /// Draws paper, lines, echoes and words in place of what was there.
    pub fn draw(&mut self, scene: &Scene, pen: &Pen, canvas: &HtmlCanvasElement) -> Painted<CanvasBackend> {
        let is_shown = |(shown_pen, shown): &(Pen, Scene)| shown_pen == pen && shown.is_on_ground_of(scene);
        // A canvas that takes a size, be it its own, forgets what it shows.
        if !fit(canvas, scene.size, pen) && self.shown.as_ref().is_some_and(is_shown) {
            return Ok(());
        }
        self.shown = Some((*pen, scene.ground()));
        CanvasBackend::of(canvas).map_or(Ok(()), |mut backend| pen.ground(scene, &mut backend))
    }
}

/// Makes a canvas as large as a scene at the pen's scale; tells whether it was not, and is empty now.
pub fn fit(canvas: &HtmlCanvasElement, size: Size, pen: &Pen) -> bool {
    let side = |length: f64| (length * pen.scale).round() as u32;
    let fitting = (side(size.width), side(size.height));
    let is_other = (canvas.width(), canvas.height()) != fitting;
    if is_other {
        canvas.set_width(fitting.0);
        canvas.set_height(fitting.1);
    }
    is_other
}

/// Draws a scene's marks and dots onto a transparent canvas that lies over the ground's.
///
/// One painter belongs to one canvas: it puts only what differs from empty now or did before.
#[derive(Debug, Default)]
pub struct MarksPainter {
    raster: Raster,
    /// Where the canvas shows something.
    shown: Tiles,
}

/// Up to so many marks are looked at one by one for where they lie: 1,000 fill a canvas.
const FEW: usize = 400;

impl MarksPainter {
    /// A painter for a canvas that shows nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Draws marks and dots, without captions and rings, in place of what was there with them.
    pub fn draw(
        &mut self,
        scene: &Scene,
        pen: &Pen,
        canvas: &HtmlCanvasElement,
        context: &CanvasRenderingContext2d,
    ) -> Result<(), JsValue> {
        self.raster.resize(scene.size, pen.scale);
        let size = (self.raster.width(), self.raster.height());
        let none = Tiles::none(size.0 as usize, size.1 as usize);
        if (canvas.width(), canvas.height()) != size {
            canvas.set_width(size.0);
            canvas.set_height(size.1);
            self.shown = none.clone();
        }
        self.raster.marks(&scene.marks, pen.palette);
        self.raster.dots(&scene.dots, pen.palette);
        let shown = self.tiles(none, scene, pen);
        let parts = shown.parts_with(&self.shown);
        self.shown = shown;
        if parts.is_empty() || size.0 == 0 {
            return Ok(());
        }
        // The browser reads the pixels where they lie in this program's memory: nothing is copied before.
        let image =
            ImageData::new_with_u8_clamped_array_and_sh(Clamped(self.raster.pixels()), size.0, size.1)?;
        for Part { across, down } in parts {
            context.put_image_data_with_dirty_x_and_dirty_y_and_dirty_width_and_dirty_height(
                &image,
                0.0,
                0.0,
                across.start as f64,
                down.start as f64,
                across.len() as f64,
                down.len() as f64,
            )?;
        }
        Ok(())
    }

    /// Where the scene's marks lie, with all that is drawn on and around them.
    fn tiles(&self, mut tiles: Tiles, scene: &Scene, pen: &Pen) -> Tiles {
        let are_few = scene.marks.len() <= FEW;
        if !are_few || !scene.dots.places.is_empty() {
            tiles.add_rows(self.raster.drawn_rows());
        }
        for mark in scene.marks.iter().filter(|mark| are_few || mark.tone == Tone::Pinned) {
            let (x, y, reach) =
                (mark.center.x * pen.scale, mark.center.y * pen.scale, reach(mark) * pen.scale);
            tiles.add(x - reach, y - reach, x + reach, y + reach);
        }
        tiles
    }
}

/// The pen of a canvas, for the painter that also writes SVG.
///
/// Our own, because plotters-canvas brings the page's document, all its shapes and the printing of
/// floats into the program: 7 KiB of brotli for what is a page of calls. It draws what
/// [`super::paint`] asks for: in one colour without transparency, words upright and centred on
/// their line.
#[derive(Debug)]
pub struct CanvasBackend {
    context: CanvasRenderingContext2d,
    size: (u32, u32),
}

/// The canvas did not take what was drawn.
#[derive(Debug)]
pub struct CanvasRefused;

impl fmt::Display for CanvasRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the canvas refused to draw")
    }
}

impl std::error::Error for CanvasRefused {}

impl CanvasBackend {
    /// The pen of a canvas; none where the browser has no 2-D context for it.
    pub fn of(canvas: &HtmlCanvasElement) -> Option<Self> {
        let context = canvas.get_context("2d").ok().flatten()?.unchecked_into();
        Some(Self { context, size: (canvas.width(), canvas.height()) })
    }

    /// Chooses colour and width for what follows.
    fn dip(&self, style: &impl BackendStyle, fill: bool) {
        let color = css(style.color());
        if fill {
            self.context.set_fill_style_str(&color);
        } else {
            self.context.set_stroke_style_str(&color);
            self.context.set_line_width(f64::from(style.stroke_width()));
        }
    }

    fn ink(&self, fill: bool) {
        if fill { self.context.fill() } else { self.context.stroke() }
    }

    fn trace(&self, path: impl IntoIterator<Item = BackendCoord>) {
        self.context.begin_path();
        for (x, y) in path {
            // Without a place before it, a line to a place starts there.
            self.context.line_to(f64::from(x), f64::from(y));
        }
    }
}

fn css(color: BackendColor) -> String {
    let (r, g, b) = color.rgb;
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn refused<T>(_details: T) -> DrawingErrorKind<CanvasRefused> {
    DrawingErrorKind::DrawingError(CanvasRefused)
}

impl DrawingBackend for CanvasBackend {
    type ErrorType = CanvasRefused;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<CanvasRefused>> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), DrawingErrorKind<CanvasRefused>> {
        Ok(())
    }

    fn draw_pixel(
        &mut self,
        (x, y): BackendCoord,
        color: BackendColor,
    ) -> Result<(), DrawingErrorKind<CanvasRefused>> {
        self.context.set_fill_style_str(&css(color));
        self.context.fill_rect(f64::from(x), f64::from(y), 1.0, 1.0);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        (x0, y0): BackendCoord,
        (x1, y1): BackendCoord,
        style: &S,
    ) -> Result<(), DrawingErrorKind<CanvasRefused>> {
        self.dip(style, false);
        // A line of one px along a row or column fills its px only if it runs through their middle.
        let half = |level: bool| if level { 0.5 } else { 0.0 };
        let (dx, dy) = (half(x0 == x1), half(y0 == y1));
        self.context.begin_path();
        self.context.move_to(f64::from(x0) - dx, f64::from(y0) - dy);
        self.context.line_to(f64::from(x1) - dx, f64::from(y1) - dy);
        self.context.stroke();
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (x0, y0): BackendCoord,
        (x1, y1): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), DrawingErrorKind<CanvasRefused>> {
        self.dip(style, fill);
        let (x, y, width, height) = (f64::from(x0), f64::from(y0), f64::from(x1 - x0), f64::from(y1 - y0));
        if fill {
            self.context.fill_rect(x, y, width, height);
        } else {
            self.context.stroke_rect(x, y, width, height);
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<CanvasRefused>> {
        self.dip(style, false);
        self.trace(path);
        self.ink(false);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<CanvasRefused>> {
        self.dip(style, true);
        self.trace(path);
        self.ink(true);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Result<(), DrawingErrorKind<CanvasRefused>> {
        self.dip(style, fill);
        self.context.begin_path();
        self.context.arc(f64::from(x), f64::from(y), f64::from(radius), 0.0, TAU).map_err(refused)?;
        self.ink(fill);
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        (x, y): BackendCoord,
    ) -> Result<(), DrawingErrorKind<CanvasRefused>> {
        // The scene has measured and placed its words from left to right, whatever the page's direction.
        self.context.set_text_align(match style.anchor().h_pos {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
        });
        self.context.set_text_baseline("middle");
        self.context.set_fill_style_str(&css(style.color()));
        self.context.set_font(&css_font(style.style().as_str(), style.size(), style.family().as_str()));
        self.context.fill_text(text, f64::from(x), f64::from(y)).map_err(refused)
    }
}

/// A font in CSS, its size in px.
pub fn css_font(weight: &str, size: f64, family: &str) -> String {
    format!("{weight} {} {family}", css_px(size))
}
