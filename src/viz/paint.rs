//! The painter of scenes through plotters: on a canvas in the browser, to SVG natively.
//!
//! plotters is used as a pen only. It counts in whole numbers, so a painter says how many of them
//! make a device px; it would measure text by a forced reflow per label, so scenes come measured.

use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

use super::bidi::isolated;
use super::dots::Dots;
use super::geometry::{Point, Size};
use super::item::Tone;
use super::palette::Palette;
use super::raster::{EDGE, ring_width};
use super::scene::{Align, Echo, Ink, Mark, Scene, Stroke, Words};

/// The face of all text in pictures; `public/style.css` names the same.
pub const FONT: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

/// A scale and a palette to draw scenes with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Painter {
    /// Device px a CSS px.
    pub scale: f64,
    /// Units of the backend a device px: 1, or more where its coordinate system is that much finer.
    pub units: f64,
    /// What the backend multiplies font sizes by: plotters' SVG backend divides them by 1.24.
    pub font_scale: f64,
    /// Colours.
    pub palette: Palette,
}

/// Radius of the ring around a pinned mark, CSS px.
fn ring_radius(mark: &Mark) -> f64 {
    mark.radius * 1.4 + 3.0
}

/// Result of drawing on a backend.
pub type PaintResult<B> = Result<(), DrawingErrorKind<<B as DrawingBackend>::ErrorType>>;

/// More device px than this a canvas does not get: browsers refuse larger ones, or lose their memory.
const MOST_PX: f64 = 16_000_000.0;
/// Of the ring around a pinned or focused mark, CSS px.
const RING_WIDTH: f64 = 2.0;
/// Of the number on a mark, CSS px.
const CAPTION_SIZE: f64 = 12.0;
/// The greatest height of a canvas in device px that all browsers allow.
const TALLEST: f64 = 16_000.0;

impl Painter {
    /// The scale for a picture of this size: the device's, or less where the canvas would be too large.
    pub fn scale_for(&self, size: Size) -> f64 {
        let area = (MOST_PX / (size.width * size.height).max(1.0)).sqrt();
        self.scale.min(area).min(TALLEST / size.height.max(1.0))
    }

    /// Draws the base layer, which lies under dots and marks: paper, lines, echoes and words.
    pub fn base<B: DrawingBackend>(&self, scene: &Scene, backend: &mut B) -> PaintResult<B> {
        let far = self.at(Point::new(scene.size.width, scene.size.height));
        backend.draw_rect((0, 0), far, &self.fill(Ink::Paper), true)?;
        for stroke in &scene.strokes {
            self.stroke(stroke, stroke.width, backend)?;
        }
        for echo in &scene.echoes {
            self.echo(echo, backend)?;
        }
        scene.words.iter().try_for_each(|words| self.text(words, backend))
    }

    /// Draws marks one by one, the last in order first, so that the most important lies on top.
    pub fn marks<B: DrawingBackend>(&self, marks: &[Mark], backend: &mut B) -> PaintResult<B> {
        marks.iter().rev().try_for_each(|mark| self.mark(mark, backend))
    }

    /// Draws the bodies of marks with their edges, without rings and numbers, the last in order first.
    pub fn bodies<B: DrawingBackend>(&self, marks: &[Mark], backend: &mut B) -> PaintResult<B> {
        marks.iter().rev().try_for_each(|mark| self.edged(mark, backend))
    }

    /// Draws the labels of marks that lie there already: numbers, and rings around pinned ones.
    pub fn labels<B: DrawingBackend>(&self, marks: &[Mark], backend: &mut B) -> PaintResult<B> {
        for (at, mark) in marks.iter().enumerate() {
            self.ring(mark, backend)?;
            // A mark in front would cover the number.
            let in_front = |front: &Mark| front.center.distance(mark.center) < front.radius;
            if !mark.caption.is_empty() && !marks[..at].iter().any(in_front) {
                self.caption(mark, backend)?;
            }
        }
        Ok(())
    }

    /// Draws a mark as it is when focused: larger, with a ring of two tones that shows on any
    /// ground, its lines stronger.
    pub fn focus<B: DrawingBackend>(&self, scene: &Scene, mark: &Mark, backend: &mut B) -> PaintResult<B> {
        let own = |of: Option<u32>| of == Some(mark.id);
        for stroke in scene.strokes.iter().filter(|stroke| own(stroke.of) && stroke.ink != Ink::Faded) {
            self.stroke(stroke, stroke.width + 1.0, backend)?;
        }
        // In a crowd of grey lines the one pointed at shows its colour.
        for stroke in scene.strokes.iter().filter(|stroke| own(stroke.of) && stroke.width <= 1.0) {
            self.stroke(&Stroke { ink: Ink::Family(mark.family), ..stroke.clone() }, 3.0, backend)?;
        }
        for echo in scene.echoes.iter().filter(|echo| own(echo.of)) {
            self.echo(
                &Echo { ink: Ink::Family(mark.family), radius: echo.radius + 1.0, ..echo.clone() },
                backend,
            )?;
        }
        let tone = if mark.tone == Tone::Faded { Tone::Plain } else { mark.tone };
        let grown = Mark { radius: mark.radius * 1.2, tone, ..mark.clone() };
        let ring = |beyond: f64| self.px(grown.radius * 1.4 + beyond);
        backend.draw_circle(self.at(mark.center), ring(5.0), &self.fill(Ink::Paper), true)?;
        let style = self.fill(Ink::Text).stroke_width(self.px(2.0));
        backend.draw_circle(self.at(mark.center), ring(3.0), &style, false)?;
        self.mark(&grown, backend)
    }

    fn stroke<B: DrawingBackend>(&self, stroke: &Stroke, width: f64, backend: &mut B) -> PaintResult<B> {
        let width = (width * self.scale).round().max(1.0);
        let style = self.fill(stroke.ink).stroke_width((width * self.units) as u32);
        let ends = [self.at(stroke.from), self.at(stroke.to)];
        if self.units == 1.0 {
            return backend.draw_line(ends[0], ends[1], &style);
        }
        // Not `draw_line`, which plotters-canvas shifts by half a unit where it is level.
        backend.draw_path(self.crisp(ends, width), &style)
    }

    /// The ends of a line, which fills whole rows or columns of device px if it is level; `width` in device px.
    fn crisp(&self, [mut from, mut to]: [BackendCoord; 2], width: f64) -> [BackendCoord; 2] {
        let snapped = |at: i32| {
            let px = f64::from(at) / self.units;
            // The middle of an odd number of px is the middle of a px.
            let middle = if width % 2.0 == 1.0 { px.ceil() - 0.5 } else { px.round() };
            (middle * self.units) as i32
        };
        if from.0 == to.0 {
            (from.0, to.0) = (snapped(from.0), snapped(to.0));
        } else if from.1 == to.1 {
            (from.1, to.1) = (snapped(from.1), snapped(to.1));
        }
        [from, to]
    }

    fn echo<B: DrawingBackend>(&self, echo: &Echo, backend: &mut B) -> PaintResult<B> {
        let at = self.at(echo.center);
        backend.draw_circle(at, self.px(echo.radius), &self.fill(echo.ink), true)?;
        if echo.filled {
            return Ok(());
        }
        backend.draw_circle(at, self.px(echo.radius - 2.0), &self.fill(Ink::Paper), true)
    }

    /// The body of a mark with an edge of paper around it, its ring and its number.
    fn mark<B: DrawingBackend>(&self, mark: &Mark, backend: &mut B) -> PaintResult<B> {
        self.ring(mark, backend)?;
        self.edged(mark, backend)?;
        if mark.caption.is_empty() { Ok(()) } else { self.caption(mark, backend) }
    }

    /// The body of a mark with an edge of paper around it: two fills cost less than a fill and a stroke.
    fn edged<B: DrawingBackend>(&self, mark: &Mark, backend: &mut B) -> PaintResult<B> {
        self.body(mark, mark.radius + EDGE, Ink::Paper, backend)?;
        self.body(mark, mark.radius, mark.ink(), backend)
    }

    /// The ring around a pinned mark, clear of its body.
    fn ring<B: DrawingBackend>(&self, mark: &Mark, backend: &mut B) -> PaintResult<B> {
        if mark.tone != Tone::Pinned {
            return Ok(());
        }
        let style = self.fill(Ink::Text).stroke_width(self.px(RING_WIDTH));
        backend.draw_circle(self.at(mark.center), self.px(ring_radius(mark)), &style, false)
    }

    fn caption<B: DrawingBackend>(&self, mark: &Mark, backend: &mut B) -> PaintResult<B> {
        let words = Words {
            at: mark.center,
            align: Align::Middle,
            text: mark.caption.clone(),
            size: CAPTION_SIZE,
            bold: true,
            ink: Ink::Paper,
            of: Some(mark.id),
        };
        self.text(&words, backend)
    }

    fn body<B: DrawingBackend>(&self, mark: &Mark, radius: f64, ink: Ink, backend: &mut B) -> PaintResult<B> {
        let corners = mark.shape.corners(mark.center, radius);
        if corners.is_empty() {
            backend.draw_circle(self.at(mark.center), self.px(radius), &self.fill(ink), true)
        } else {
            backend.fill_polygon(corners.into_iter().map(|corner| self.at(corner)), &self.fill(ink))
        }
    }

    fn text<B: DrawingBackend>(&self, words: &Words, backend: &mut B) -> PaintResult<B> {
        let h_pos = match words.align {
            Align::Start => HPos::Left,
            Align::Middle => HPos::Center,
            Align::End => HPos::Right,
        };
        let weight = if words.bold { FontStyle::Bold } else { FontStyle::Normal };
        // Named as what it is: plotters' own conversion from text compares in lower case (see `crate::case`).
        let size = words.size * self.scale * self.units * self.font_scale;
        let font = FontDesc::new(FontFamily::Name(FONT), size, weight);
        let (r, g, b) = self.palette.rgb(words.ink);
        let color = RGBColor(r, g, b);
        let style = TextStyle::from(font).color(&color).pos(Pos::new(h_pos, VPos::Center));
        // Letters are sharpest where they stand on whole device px.
        let whole = |at: f64| ((at * self.scale).round() * self.units) as i32;
        backend.draw_text(&isolated(&words.text), &style, (whole(words.at.x), whole(words.at.y)))
    }

    /// A place in units of the backend.
    fn at(&self, point: Point) -> BackendCoord {
        let unit = |at: f64| (at * self.scale * self.units).round() as i32;
        (unit(point.x), unit(point.y))
    }

    /// A length in units of the backend, from CSS px.
    fn px(&self, length: f64) -> u32 {
        (length * self.scale * self.units).round() as u32
    }

    fn fill(&self, ink: Ink) -> ShapeStyle {
        let (r, g, b) = self.palette.rgb(ink);
        ShapeStyle::from(RGBColor(r, g, b)).filled()
    }
}

/// The scene as an SVG document, in CSS px.
pub fn svg(scene: &Scene, palette: Palette) -> Result<String, String> {
    let painter = Painter { scale: 1.0, units: 1.0, font_scale: 1.24, palette };
    let under = document(scene, |backend| painter.base(scene, backend))?;
    let over = document(scene, |backend| painter.marks(&scene.marks, backend))?;
    // Two documents of one size: the dots go where the one ends and the other, after its head, begins.
    let under = under.trim_end().trim_end_matches("</svg>");
    let over = over.split_once('\n').map_or("", |(_head, rest)| rest);
    Ok(format!("{under}{}{over}", dot_paths(&scene.dots, palette)))
}

/// What `draw` draws, as a document of the scene's size.
fn document(
    scene: &Scene,
    draw: impl FnOnce(&mut plotters_svg::SVGBackend<'_>) -> Result<(), DrawingErrorKind<std::io::Error>>,
) -> Result<String, String> {
    let mut text = String::new();
    let Size { width, height } = scene.size;
    let mut backend =
        plotters_svg::SVGBackend::with_string(&mut text, (width.ceil() as u32, height.ceil() as u32));
    draw(&mut backend).and_then(|()| backend.present()).map_err(|error| error.to_string())?;
    drop(backend);
    Ok(text)
}

/// Dots as round ends of lines of no length: some ten bytes a dot, where plotters' circles take
/// ninety and stand on whole px only.
fn dot_paths(dots: &Dots, palette: Palette) -> String {
    use std::fmt::Write as _;

    let mut paths = String::new();
    let mut path = |places: &[[f32; 2]], ink: Ink, radius: f64| {
        if places.is_empty() {
            return;
        }
        let (r, g, b) = palette.rgb(ink);
        let width = 2.0 * radius;
        // Writing to a string cannot fail.
        write!(paths, "<path stroke=\"#{r:02X}{g:02X}{b:02X}\" stroke-width=\"{width:.1}\" stroke-linecap=\"round\" d=\"").ok();
        for [x, y] in places {
            write!(paths, "M{x:.1} {y:.1}h0").ok();
        }
        paths.push_str("\"/>\n");
    };
    let mut rest = &dots.places[..];
    for run in &dots.runs {
        let (places, after) = rest.split_at(run.len().min(rest.len()));
        let (filled, hollow) = places.split_at(run.filled.min(places.len()));
        rest = after;
        path(filled, run.ink(), dots.radius);
        path(hollow, Ink::Faded, dots.radius);
        path(hollow, Ink::Paper, (dots.radius - ring_width(dots.radius, 1.0)).max(0.0));
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::viz::dots::Run;

    #[test]
    fn dots_lie_between_the_lines_and_the_marks() {
        let mut scene = Scene { size: Size { width: 100.0, height: 50.0 }, ..Scene::default() };
        scene.dots.radius = 3.0;
        scene.dots.runs = vec![Run { id: 0, family: Some(0), filled: 1, hollow: 1 }];
        scene.dots.places = vec![[10.0, 20.0], [20.5, 20.0]];
        let plain = svg(&Scene { dots: Dots::default(), ..scene.clone() }, Palette::Light).unwrap();
        let dotted = svg(&scene, Palette::Light).unwrap();
        let (before, after) = dotted.split_once("<path").unwrap();
        assert!(plain.starts_with(before) && dotted.ends_with("</svg>\n"), "{dotted}");
        assert!(after.contains("M10.0 20.0h0\"") && dotted.matches("M20.5 20.0h0").count() == 2, "{dotted}");
        assert_eq!(dotted.matches("<svg").count(), 1);
    }
}
