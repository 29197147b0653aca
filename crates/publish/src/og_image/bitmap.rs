//! A bitmap with antialiased text, shapes and scenes, and its PNG.

use std::convert::Infallible;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};
use tiny_skia::{
    Color, FillRule, GradientStop, LineCap, LinearGradient, Paint, Path, PathBuilder, Pixmap, Point, Rect,
    SpreadMode, Stroke, Transform,
};
use viz::palette::Rgb;

use super::face::{Faces, Style};

/// A bitmap, and the typefaces to write on it with.
pub struct Bitmap<'a> {
    pixels: Pixmap,
    faces: &'a Faces,
    /// True if distances from the left are taken from the right, for languages that run that way. Text and copies
    /// are moved, not reflected.
    is_mirrored: bool,
}

impl<'a> Bitmap<'a> {
    /// Returns a bitmap of one color, or `None` if its area is 0.
    pub fn new(width: u32, height: u32, color: Rgb, faces: &'a Faces) -> Option<Self> {
        let mut pixels = Pixmap::new(width, height)?;
        pixels.fill(opaque(color));
        Some(Self { pixels, faces, is_mirrored: false })
    }

    /// Returns a bitmap of one color that is mirrored, or not.
    pub fn mirrored(
        width: u32,
        height: u32,
        color: Rgb,
        faces: &'a Faces,
        is_mirrored: bool,
    ) -> Option<Self> {
        Some(Self { is_mirrored, ..Self::new(width, height, color, faces)? })
    }

    /// Returns the left end in px of what is `width` px wide and begins `from` px from the left, or from the right in
    /// a mirrored bitmap.
    fn left(&self, from: f64, width: f64) -> f64 {
        if self.is_mirrored { f64::from(self.pixels.width()) - from - width } else { from }
    }

    /// Writes a line of text whose baseline begins at a point in px.
    pub fn write(&mut self, text: &str, size: f64, style: Style, (x, y): (f64, f64), color: Rgb) {
        let left = self.left(x, self.faces.width(text, size, style));
        if let Some(path) = self.faces.outline(text, size, style, (left, y)) {
            self.fill(&path, color);
        }
    }

    /// Fills a rectangle with round corners; all lengths are in px.
    pub fn fill_rect(&mut self, left: f64, top: f64, width: f64, height: f64, corner: f64, color: Rgb) {
        let left = self.left(left, width);
        let (l, t, w, h, c) = (left as f32, top as f32, width as f32, height as f32, corner as f32);
        let mut path = PathBuilder::new();
        path.move_to(l + c, t);
        path.line_to(l + w - c, t);
        path.quad_to(l + w, t, l + w, t + c);
        path.line_to(l + w, t + h - c);
        path.quad_to(l + w, t + h, l + w - c, t + h);
        path.line_to(l + c, t + h);
        path.quad_to(l, t + h, l, t + h - c);
        path.line_to(l, t + c);
        path.quad_to(l, t, l + c, t);
        path.close();
        if let Some(path) = path.finish() {
            self.fill(&path, color);
        }
    }

    /// Fills a circle.
    pub fn fill_circle(&mut self, x: f64, y: f64, radius: f64, color: Rgb) {
        if let Some(path) = PathBuilder::from_circle(self.left(x, 0.0) as f32, y as f32, radius as f32) {
            self.fill(&path, color);
        }
    }

    /// Fills a polygon.
    pub fn fill_polygon_px(&mut self, corners: impl IntoIterator<Item = (f64, f64)>, color: Rgb) {
        let corners: Vec<_> =
            corners.into_iter().map(|(x, y)| (self.left(x, 0.0) as f32, y as f32)).collect();
        if let Some(path) = lines(corners.into_iter(), true) {
            self.fill(&path, color);
        }
    }

    /// Copies another bitmap, a part of a chart, into this one. Where the chart goes on above or below, the copy fades
    /// into `paper`.
    pub fn copy(&mut self, other: &Self, left: u32, top: u32, goes_on: [bool; 2], paper: Rgb) {
        let left = self.left(left.into(), other.pixels.width().into()) as u32;
        let rows = other.pixels.height();
        let (own, from) = (self.pixels.width() as usize * 4, other.pixels.width() as usize * 4);
        for row in 0..rows as usize {
            let source = row * from;
            let target = (top as usize + row) * own + left as usize * 4;
            let count = from.min(own.saturating_sub(left as usize * 4));
            if let (Some(to), Some(from)) = (
                self.pixels.data_mut().get_mut(target..target + count),
                other.pixels.data().get(source..source + count),
            ) {
                to.copy_from_slice(from);
            }
        }
        let width = other.pixels.width();
        let [above, below] = goes_on;
        if above {
            self.fade(left, top, width, true, paper);
        }
        if below {
            self.fade(left, top + rows - FADE, width, false, paper);
        }
    }

    /// Fades a band into a color, upwards or downwards.
    fn fade(&mut self, left: u32, top: u32, width: u32, up: bool, color: Rgb) {
        let (full, none) = (opaque(color), Color::from_rgba8(color.0, color.1, color.2, 0));
        let (first, last) = if up { (full, none) } else { (none, full) };
        let (from, to) = (top as f32, (top + FADE) as f32);
        let gradient = LinearGradient::new(
            Point::from_xy(0.0, from),
            Point::from_xy(0.0, to),
            vec![GradientStop::new(0.0, first), GradientStop::new(1.0, last)],
            SpreadMode::Pad,
            Transform::identity(),
        );
        let band = Rect::from_xywh(left as f32, from, width as f32, FADE as f32);
        if let (Some(shader), Some(band)) = (gradient, band) {
            let paint = Paint { shader, ..Paint::default() };
            self.pixels.fill_rect(band, &paint, Transform::identity(), None);
        }
    }

    /// Returns the bitmap as PNG, or `None` if it can't be encoded.
    pub fn png(&self) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.pixels.width(), self.pixels.height());
        // Every pixel is opaque, so premultiplied colors equal plain ones.
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_compression(png::Compression::Balanced);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(self.pixels.data()).ok()?;
        writer.finish().ok()?;
        Some(bytes)
    }

    fn fill(&mut self, path: &Path, color: Rgb) {
        self.pixels.fill_path(path, &paint(color), FillRule::Winding, Transform::identity(), None);
    }

    fn stroke(&mut self, path: &Path, width: u32, color: Rgb) {
        let stroke = Stroke { width: width.max(1) as f32, line_cap: LineCap::Butt, ..Stroke::default() };
        self.pixels.stroke_path(path, &paint(color), &stroke, Transform::identity(), None);
    }
}

/// Height of a fade in px.
const FADE: u32 = 48;

fn opaque((r, g, b): Rgb) -> Color {
    Color::from_rgba8(r, g, b, 255)
}

fn paint(color: Rgb) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(opaque(color));
    paint
}

fn lines(mut places: impl Iterator<Item = (f32, f32)>, closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (x, y) = places.next()?;
    path.move_to(x, y);
    places.for_each(|(x, y)| path.line_to(x, y));
    if closed {
        path.close();
    }
    path.finish()
}

fn rgb(color: BackendColor) -> Rgb {
    color.rgb
}

/// Returns a point in px, moved by `by` px. Lines of odd width lie on whole pixels if they are moved by half a
/// px.
fn place((x, y): BackendCoord, by: f32) -> (f32, f32) {
    (x as f32 + by, y as f32 + by)
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Bitmap<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (self.pixels.width(), self.pixels.height())
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, at: BackendCoord, color: BackendColor) -> Drawn {
        let (x, y) = place(at, 0.0);
        self.fill_rect(x.into(), y.into(), 1.0, 1.0, 0.0, rgb(color));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        let by = if style.stroke_width() % 2 == 1 { 0.5 } else { 0.0 };
        if let Some(path) = lines([place(from, by), place(to, by)].into_iter(), false) {
            self.stroke(&path, style.stroke_width(), rgb(style.color()));
        }
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let ((left, top), (right, bottom)) = (place(upper_left, 0.0), place(bottom_right, 0.0));
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
        if let Some(path) = lines(corners.into_iter(), true) {
            match fill {
                true => self.fill(&path, rgb(style.color())),
                false => self.stroke(&path, style.stroke_width(), rgb(style.color())),
            }
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let (x, y) = place(center, 0.0);
        if let Some(path) = PathBuilder::from_circle(x, y, radius as f32) {
            match fill {
                true => self.fill(&path, rgb(style.color())),
                false => self.stroke(&path, style.stroke_width(), rgb(style.color())),
            }
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        if let Some(path) = lines(corners.into_iter().map(|corner| place(corner, 0.0)), true) {
            self.fill(&path, rgb(style.color()));
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Drawn {
        let face = if matches!(style.style(), FontStyle::Bold) { Style::Bold } else { Style::Text };
        if !self.faces.covers(text, face) {
            return Ok(());
        }
        let width = self.faces.width(text, style.size(), face);
        let middle = self.faces.middle(style.size(), face);
        let (x, y) = (f64::from(at.0), f64::from(at.1));
        let left = match style.anchor().h_pos {
            HPos::Left => x,
            HPos::Center => x - width / 2.0,
            HPos::Right => x - width,
        };
        let foot = match style.anchor().v_pos {
            VPos::Top => y + 2.0 * middle,
            VPos::Center => y + middle,
            VPos::Bottom => y,
        };
        self.write(text, style.size(), face, (left, foot), rgb(style.color()));
        Ok(())
    }
}
