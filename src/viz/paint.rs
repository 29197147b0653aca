//! From a scene to ink, through plotters: on a canvas in the browser, to SVG natively.
//!
//! plotters is used as a pen only. It counts in whole device px, so scenes are drawn at the
//! device's scale; it would measure text by a forced reflow per label, so scenes come measured.

use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

use super::geometry::Point;
#[cfg(not(target_arch = "wasm32"))]
use super::geometry::Size;
use super::palette::Palette;
use super::scene::{Align, Ink, Mark, Scene, Words};

/// The face of all text in pictures; `public/style.css` names the same.
pub const FONT: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

/// How a scene becomes ink.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pen {
    /// Device px a CSS px.
    pub scale: f64,
    /// What the backend multiplies font sizes by: plotters' SVG backend divides them by 1.24.
    pub font_scale: f64,
    /// Colours.
    pub palette: Palette,
}

/// Whether painting worked; a canvas fails only where there is none.
pub type Painted<B> = Result<(), DrawingErrorKind<<B as DrawingBackend>::ErrorType>>;

impl Pen {
    /// Draws everything but the focus.
    pub fn scene<B: DrawingBackend>(&self, scene: &Scene, backend: &mut B) -> Painted<B> {
        let far = self.at(Point::new(scene.size.width, scene.size.height));
        backend.draw_rect((0, 0), far, &self.fill(Ink::Paper), true)?;
        for stroke in &scene.strokes {
            let style = self.fill(stroke.ink).stroke_width(self.px(stroke.width).max(1));
            backend.draw_line(self.at(stroke.from), self.at(stroke.to), &style)?;
        }
        // The last in order is drawn first, so that the most important lies on top.
        for mark in scene.marks.iter().rev() {
            self.mark(mark, backend)?;
        }
        scene.words.iter().try_for_each(|words| self.words(words, backend))
    }

    /// Draws a mark as it is when focused: larger, with a ring of two tones that shows on any ground.
    pub fn focus<B: DrawingBackend>(&self, mark: &Mark, backend: &mut B) -> Painted<B> {
        let grown = Mark { radius: mark.radius * 1.2, ..mark.clone() };
        let ring = |beyond: f64| self.px(grown.radius * 1.4 + beyond);
        backend.draw_circle(self.at(mark.center), ring(5.0), &self.fill(Ink::Paper), true)?;
        let style = self.fill(Ink::Text).stroke_width(self.px(2.0));
        backend.draw_circle(self.at(mark.center), ring(3.0), &style, false)?;
        self.mark(&grown, backend)
    }

    fn mark<B: DrawingBackend>(&self, mark: &Mark, backend: &mut B) -> Painted<B> {
        self.body(mark, mark.radius + 1.5, Ink::Paper, backend)?;
        self.body(mark, mark.radius, Ink::Family(mark.family), backend)?;
        if mark.caption.is_empty() {
            return Ok(());
        }
        let words = Words {
            at: mark.center,
            align: Align::Middle,
            text: mark.caption.clone(),
            size: 12.0,
            bold: true,
            ink: Ink::Paper,
        };
        self.words(&words, backend)
    }

    fn body<B: DrawingBackend>(&self, mark: &Mark, radius: f64, ink: Ink, backend: &mut B) -> Painted<B> {
        let corners = mark.shape.corners(mark.center, radius);
        if corners.is_empty() {
            backend.draw_circle(self.at(mark.center), self.px(radius), &self.fill(ink), true)
        } else {
            backend.fill_polygon(corners.into_iter().map(|corner| self.at(corner)), &self.fill(ink))
        }
    }

    fn words<B: DrawingBackend>(&self, words: &Words, backend: &mut B) -> Painted<B> {
        let h_pos = match words.align {
            Align::Start => HPos::Left,
            Align::Middle => HPos::Center,
            Align::End => HPos::Right,
        };
        let weight = if words.bold { FontStyle::Bold } else { FontStyle::Normal };
        // Named as what it is: plotters' own conversion from text compares in lower case (see `crate::case`).
        let font = FontDesc::new(FontFamily::Name(FONT), words.size * self.scale * self.font_scale, weight);
        let (r, g, b) = self.palette.rgb(words.ink);
        let color = RGBColor(r, g, b);
        let style = TextStyle::from(font).color(&color).pos(Pos::new(h_pos, VPos::Center));
        backend.draw_text(&words.text, &style, self.at(words.at))
    }

    fn at(&self, point: Point) -> BackendCoord {
        ((point.x * self.scale).round() as i32, (point.y * self.scale).round() as i32)
    }

    fn px(&self, length: f64) -> u32 {
        (length * self.scale).round() as u32
    }

    fn fill(&self, ink: Ink) -> ShapeStyle {
        let (r, g, b) = self.palette.rgb(ink);
        ShapeStyle::from(RGBColor(r, g, b)).filled()
    }
}

/// The scene as an SVG document, in CSS px.
#[cfg(not(target_arch = "wasm32"))]
pub fn svg(scene: &Scene, palette: Palette) -> Result<String, String> {
    let mut text = String::new();
    let Size { width, height } = scene.size;
    let mut backend =
        plotters_svg::SVGBackend::with_string(&mut text, (width.ceil() as u32, height.ceil() as u32));
    let pen = Pen { scale: 1.0, font_scale: 1.24, palette };
    pen.scene(scene, &mut backend).and_then(|()| backend.present()).map_err(|error| error.to_string())?;
    drop(backend);
    Ok(text)
}
