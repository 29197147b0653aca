//! The painter of scenes through plotters: on a canvas in the browser, to SVG natively.
//!
//! plotters only draws; layout is done before. Its coordinates are integers, so [`Painter::units`]
//! says how many of them make a device px. Its text measurement forces a reflow for every label in a
//! browser, so the texts of a scene are measured already.

use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

use crate::bidi::embedded;
use crate::dot_series::Dots;
use crate::geometry::{Point, Size};
use crate::item::{MarkId, Tone};
use crate::palette::{ColorRole, Palette, blended};
use crate::raster::{EDGE, ring_width};
use crate::scene::{Align, Label, Mark, Scene, SecondaryMark, Stroke, front_to_back};

/// The font family of all text in charts; the same as in `public/style.css`.
pub const FONT: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

/// A painter of scenes: scale, units and colours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Painter {
    /// Device px per CSS px.
    pub scale: f64,
    /// Backend units per device px: 1, or more if the coordinate system of the backend is finer.
    pub units: f64,
    /// Factor for font sizes: 1.24 for the SVG backend of plotters, which divides them by 1.24.
    pub font_scale: f64,
    /// Colours.
    pub palette: Palette,
}

/// The result of drawing on a backend.
pub type PaintResult<B> = Result<(), DrawingErrorKind<<B as DrawingBackend>::ErrorType>>;

/// The largest area of a canvas in device px: browsers refuse larger ones or run out of memory.
const MAX_AREA: f64 = 16_000_000.0;
/// Line width of the ring around a pinned mark, in CSS px.
const RING_WIDTH: f64 = 2.0;
/// Smallest font size of the rank on a mark, in CSS px; on larger marks it is their radius.
const MIN_CAPTION_SIZE: f64 = 12.0;
/// The largest height of a canvas in device px that all browsers allow.
const MAX_HEIGHT: f64 = 16_000.0;

impl Painter {
    /// Returns the scale for a chart of this size (CSS px): that of the device, or less if the canvas would
    /// be too large.
    pub fn scale_for(&self, size: Size) -> f64 {
        let area = (MAX_AREA / (size.width * size.height).max(1.0)).sqrt();
        self.scale.min(area).min(MAX_HEIGHT / size.height.max(1.0))
    }

    /// Draws the base layer, which is under dots and marks: background, lines, secondary marks and labels.
    ///
    /// # Errors
    /// The error of the backend, as for all methods that draw.
    pub fn base<B: DrawingBackend>(&self, scene: &Scene, backend: &mut B) -> PaintResult<B> {
        let bottom_right = self.at(Point::new(scene.size.width, scene.size.height));
        backend.draw_rect((0, 0), bottom_right, &self.fill(ColorRole::Paper), true)?;
        for stroke in &scene.strokes {
            self.stroke(stroke, stroke.width, backend)?;
        }
        for secondary_mark in &scene.secondary_marks {
            self.secondary_mark(secondary_mark, backend)?;
        }
        scene.labels.iter().try_for_each(|label| self.text(label, backend))
    }

    /// Draws marks from last to first, so that the most important is on top.
    ///
    /// # Errors
    /// The error of the backend.
    pub fn marks<B: DrawingBackend>(&self, marks: &[Mark], backend: &mut B) -> PaintResult<B> {
        front_to_back(marks).into_iter().rev().try_for_each(|mark| self.mark(mark, backend))
    }

    /// Draws the bodies of marks with their edges, without rings and ranks, from the back to the front.
    ///
    /// # Errors
    /// The error of the backend.
    pub fn bodies<B: DrawingBackend>(&self, marks: &[Mark], backend: &mut B) -> PaintResult<B> {
        front_to_back(marks).into_iter().rev().try_for_each(|mark| self.edged(mark, backend))
    }

    /// Draws what goes on top of bodies that are drawn already: ranks, and rings around pinned marks.
    ///
    /// # Errors
    /// The error of the backend.
    pub fn labels<B: DrawingBackend>(&self, marks: &[Mark], backend: &mut B) -> PaintResult<B> {
        let marks = front_to_back(marks);
        for (at, mark) in marks.iter().enumerate() {
            self.ring(mark, backend)?;
            // A mark in front would cover the rank.
            let covers = |front: &&Mark| front.center.distance(mark.center) < front.radius;
            if !mark.caption.is_empty() && !marks[..at].iter().any(covers) {
                self.caption(mark, backend)?;
            }
        }
        Ok(())
    }

    /// Draws a focused mark: larger, with a two-tone ring that is visible on any background, and with
    /// thicker lines.
    ///
    /// # Errors
    /// The error of the backend.
    pub fn focus<B: DrawingBackend>(&self, scene: &Scene, mark: &Mark, backend: &mut B) -> PaintResult<B> {
        let is_own = |owner: Option<MarkId>| owner == Some(mark.id);
        for stroke in
            scene.strokes.iter().filter(|stroke| is_own(stroke.owner) && stroke.color != ColorRole::Faded)
        {
            self.stroke(stroke, stroke.width + 1.0, backend)?;
        }
        // Among many grey lines the focused one gets its colour.
        for stroke in scene.strokes.iter().filter(|stroke| is_own(stroke.owner) && stroke.width <= 1.0) {
            self.stroke(&Stroke { color: ColorRole::Family(mark.family), ..stroke.clone() }, 3.0, backend)?;
        }
        for secondary_mark in
            scene.secondary_marks.iter().filter(|secondary_mark| is_own(secondary_mark.owner))
        {
            self.secondary_mark(
                &SecondaryMark {
                    color: ColorRole::Family(mark.family),
                    radius: secondary_mark.radius + 1.0,
                    ..secondary_mark.clone()
                },
                backend,
            )?;
        }
        let tone = if mark.tone == Tone::Faded { Tone::Plain } else { mark.tone };
        let enlarged = Mark { radius: mark.radius * 1.2, tone, ..mark.clone() };
        let ring = |gap: f64| self.px(enlarged.radius * 1.4 + gap);
        backend.draw_circle(self.at(mark.center), ring(5.0), &self.fill(ColorRole::Paper), true)?;
        let style = self.fill(ColorRole::Text).stroke_width(self.px(2.0));
        backend.draw_circle(self.at(mark.center), ring(3.0), &style, false)?;
        self.mark(&enlarged, backend)
    }

    fn stroke<B: DrawingBackend>(&self, stroke: &Stroke, width: f64, backend: &mut B) -> PaintResult<B> {
        let width = (width * self.scale).round().max(1.0);
        let style = self.fill(stroke.color).stroke_width((width * self.units) as u32);
        let ends = [self.at(stroke.from), self.at(stroke.to)];
        if self.units == 1.0 {
            return backend.draw_line(ends[0], ends[1], &style);
        }
        // Not `draw_line`: plotters-canvas shifts horizontal and vertical lines by half a unit.
        backend.draw_path(self.crisp(ends, width), &style)
    }

    /// Returns the ends of a line. A horizontal or vertical line is moved so that it fills whole rows or
    /// columns of device px; `width` is in device px.
    fn crisp(&self, [mut from, mut to]: [BackendCoord; 2], width: f64) -> [BackendCoord; 2] {
        let snapped = |at: i32| {
            let px = f64::from(at) / self.units;
            // The middle of a line with an odd width is the middle of a px.
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

    fn secondary_mark<B: DrawingBackend>(
        &self,
        secondary_mark: &SecondaryMark,
        backend: &mut B,
    ) -> PaintResult<B> {
        let at = self.at(secondary_mark.center);
        backend.draw_circle(at, self.px(secondary_mark.radius), &self.fill(secondary_mark.color), true)?;
        if secondary_mark.filled {
            return Ok(());
        }
        backend.draw_circle(at, self.px(secondary_mark.radius - 2.0), &self.fill(ColorRole::Paper), true)
    }

    /// Draws the ring, the body with its edge, and the rank of a mark.
    fn mark<B: DrawingBackend>(&self, mark: &Mark, backend: &mut B) -> PaintResult<B> {
        self.ring(mark, backend)?;
        self.edged(mark, backend)?;
        if mark.caption.is_empty() { Ok(()) } else { self.caption(mark, backend) }
    }

    /// Draws the body of a mark on a larger one in the background colour: two fills are faster than a fill
    /// and a stroke.
    fn edged<B: DrawingBackend>(&self, mark: &Mark, backend: &mut B) -> PaintResult<B> {
        self.body(mark, mark.radius + EDGE, ColorRole::Paper, backend)?;
        self.body(mark, mark.radius, mark.color(), backend)
    }

    /// Draws the ring around a pinned mark, with a gap between ring and body.
    fn ring<B: DrawingBackend>(&self, mark: &Mark, backend: &mut B) -> PaintResult<B> {
        if mark.tone != Tone::Pinned {
            return Ok(());
        }
        let style = self.fill(ColorRole::Text).stroke_width(self.px(RING_WIDTH));
        backend.draw_circle(self.at(mark.center), self.px(mark.ring_radius()), &style, false)
    }

    fn caption<B: DrawingBackend>(&self, mark: &Mark, backend: &mut B) -> PaintResult<B> {
        let label = Label {
            at: mark.center,
            align: Align::Middle,
            text: mark.caption.clone(),
            size: mark.radius.max(MIN_CAPTION_SIZE),
            bold: true,
            color: ColorRole::Paper,
            owner: Some(mark.id),
            opacity: 1.0,
        };
        self.text(&label, backend)
    }

    fn body<B: DrawingBackend>(
        &self,
        mark: &Mark,
        radius: f64,
        color: ColorRole,
        backend: &mut B,
    ) -> PaintResult<B> {
        let corners = mark.shape.corners(mark.center, radius);
        if corners.is_empty() {
            backend.draw_circle(self.at(mark.center), self.px(radius), &self.fill(color), true)
        } else {
            backend.fill_polygon(corners.into_iter().map(|corner| self.at(corner)), &self.fill(color))
        }
    }

    fn text<B: DrawingBackend>(&self, label: &Label, backend: &mut B) -> PaintResult<B> {
        if label.opacity <= 0.0 {
            return Ok(());
        }
        let h_pos = match label.align {
            Align::Start => HPos::Left,
            Align::Middle => HPos::Center,
            Align::End => HPos::Right,
        };
        let weight = if label.bold { FontStyle::Bold } else { FontStyle::Normal };
        // `FontFamily::Name` and not `FONT.into()`, which converts to lower case (see `slim_std::unicode`).
        let size = label.size * self.scale * self.units * self.font_scale;
        let font = FontDesc::new(FontFamily::Name(FONT), size, weight);
        // Text is drawn on the background only, so that a blend with its colour looks like opacity.
        let (r, g, b) = blended(self.palette.paper(), self.palette.rgb(label.color), label.opacity);
        let color = RGBColor(r, g, b);
        let style = TextStyle::from(font).color(&color).pos(Pos::new(h_pos, VPos::Center));
        // Text is sharpest on whole device px.
        let snapped = |at: f64| ((at * self.scale).round() * self.units) as i32;
        backend.draw_text(&embedded(&label.text), &style, (snapped(label.at.x), snapped(label.at.y)))
    }

    /// Returns a point in backend units.
    fn at(&self, point: Point) -> BackendCoord {
        let unit = |at: f64| (at * self.scale * self.units).round() as i32;
        (unit(point.x), unit(point.y))
    }

    /// Returns a length of CSS px in backend units.
    fn px(&self, length: f64) -> u32 {
        (length * self.scale * self.units).round() as u32
    }

    fn fill(&self, color: ColorRole) -> ShapeStyle {
        let (r, g, b) = self.palette.rgb(color);
        ShapeStyle::from(RGBColor(r, g, b)).filled()
    }
}

/// Returns the scene as an SVG document, in CSS px.
///
/// # Errors
/// The message of the SVG backend; none is known to occur when it writes to a string.
pub fn svg(scene: &Scene, palette: Palette) -> Result<String, String> {
    let painter = Painter { scale: 1.0, units: 1.0, font_scale: 1.24, palette };
    let base = document(scene, |backend| painter.base(scene, backend))?;
    let marks = document(scene, |backend| painter.marks(&scene.marks, backend))?;
    // plotters has no dots: they go between the end of one document and the content of the other.
    let base = base.trim_end().trim_end_matches("</svg>");
    let marks = marks.split_once('\n').map_or("", |(_head, rest)| rest);
    let dots = dot_paths(&scene.dots, &|at| format!("{at:.1}")).into_iter().map(|path| {
        let DotPath { color, width, commands } = path;
        let (r, g, b) = palette.rgb(color);
        format!("<path stroke=\"#{r:02X}{g:02X}{b:02X}\" stroke-width=\"{width:.1}\" stroke-linecap=\"round\" d=\"{commands}\"/>\n")
    });
    Ok(format!("{base}{}{marks}", dots.collect::<String>()))
}

/// Returns an SVG document of the size of the scene with what `draw` draws.
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

/// Dots of one colour, as an SVG path.
pub struct DotPath {
    /// Colour of the line.
    pub color: ColorRole,
    /// Line width in CSS px.
    pub width: f64,
    /// Commands of the path. A dot is the round cap of a line of length 0. That is about ten bytes per dot; a
    /// circle of plotters takes ninety and is rounded to whole px.
    pub commands: String,
}

/// Returns dots as SVG paths in the order in which they are drawn. `write` formats a coordinate, which is in CSS px.
pub fn dot_paths(dots: &Dots, write: &dyn Fn(f32) -> String) -> Vec<DotPath> {
    let mut paths = Vec::new();
    let mut path = |points: &[[f32; 2]], color: ColorRole, radius: f64| {
        if points.is_empty() {
            return;
        }
        let mut commands = String::new();
        for [x, y] in points {
            for part in ["M", &write(*x), " ", &write(*y), "h0"] {
                commands.push_str(part);
            }
        }
        paths.push(DotPath { color, width: 2.0 * radius, commands });
    };
    let mut rest = &dots.places[..];
    for run in &dots.runs {
        let (points, after) = rest.split_at(run.len().min(rest.len()));
        let (filled, hollow) = points.split_at(run.filled.min(points.len()));
        rest = after;
        path(filled, run.color(), dots.radius);
        path(hollow, ColorRole::Faded, dots.radius);
        path(hollow, ColorRole::Paper, (dots.radius - ring_width(dots.radius, 1.0)).max(0.0));
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dot_series::DotSeries;

    #[test]
    fn dots_are_drawn_between_lines_and_marks() {
        let mut scene = Scene { size: Size { width: 100.0, height: 50.0 }, ..Scene::default() };
        scene.dots.radius = 3.0;
        scene.dots.runs = vec![DotSeries { id: MarkId::new(0), family: Some(0), filled: 1, hollow: 1 }];
        scene.dots.places = vec![[10.0, 20.0], [20.5, 20.0]];
        let plain = svg(&Scene { dots: Dots::default(), ..scene.clone() }, Palette::Light).unwrap();
        let dotted = svg(&scene, Palette::Light).unwrap();
        let (before, after) = dotted.split_once("<path").unwrap();
        assert!(plain.starts_with(before) && dotted.ends_with("</svg>\n"), "{dotted}");
        assert!(after.contains("M10.0 20.0h0\"") && dotted.matches("M20.5 20.0h0").count() == 2, "{dotted}");
        assert_eq!(dotted.matches("<svg").count(), 1);
    }
}
