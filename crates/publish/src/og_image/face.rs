//! Typefaces of og:images: text to outlines and widths.
//!
//! The tool ships them, because systems have different ones. Both are under the SIL Open Font License 1.1, and
//! reduced to Latin, Greek and Cyrillic letters (`faces/*-OFL.txt`).

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};
use rustybuzz::{Face, GlyphBuffer, UnicodeBuffer, shape};
use tiny_skia::{Path, PathBuilder};

/// A typeface and weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// Inter, regular: running text.
    Text,
    /// Inter, semibold.
    Bold,
    /// Newsreader, semibold: headlines and large numbers.
    Display,
}

/// Number of widths that are kept at most.
const MAX_WIDTHS: usize = 50_000;

/// The parsed typefaces.
pub struct Faces {
    faces: [Face<'static>; 3],
    /// Widths of texts in units of their typeface: images of one chart have the same labels.
    widths: Mutex<HashMap<(Style, String), i32>>,
}

impl Faces {
    /// Returns the typefaces that the tool was built with, or `None` if they can't be parsed, which a test
    /// rules out.
    pub fn new() -> Option<Self> {
        let read = |bytes: &'static [u8]| Face::from_slice(bytes, 0);
        let faces = [
            read(include_bytes!("../faces/inter-400.ttf"))?,
            read(include_bytes!("../faces/inter-600.ttf"))?,
            read(include_bytes!("../faces/newsreader-600.ttf"))?,
        ];
        Some(Self { faces, widths: Mutex::default() })
    }

    fn face(&self, style: Style) -> &Face<'static> {
        &self.faces[style as usize]
    }

    /// Returns true if the typeface has a glyph for every character. Other text is left out rather than shown
    /// as boxes.
    pub fn covers(&self, text: &str, style: Style) -> bool {
        text.chars().all(|c| c.is_whitespace() || self.face(style).glyph_index(c).is_some())
    }

    /// Returns the width of a text in px, at a size in px.
    pub fn width(&self, text: &str, size: f64, style: Style) -> f64 {
        f64::from(self.units(text, style)) * self.scale(size, style)
    }

    /// Returns the width of a text in units of its typeface.
    fn units(&self, text: &str, style: Style) -> i32 {
        // A panic elsewhere leaves the widths as they are.
        let widths = || self.widths.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (style, text.to_owned());
        let known = widths().get(&key).copied();
        if let Some(width) = known {
            return width;
        }
        let width = self.shaped(text, style).glyph_positions().iter().map(|at| at.x_advance).sum();
        let mut widths = widths();
        if widths.len() >= MAX_WIDTHS {
            widths.clear();
        }
        widths.insert(key, width);
        width
    }

    /// Returns the distance from the baseline to the middle of capital letters, in px.
    pub fn middle(&self, size: f64, style: Style) -> f64 {
        let height = self.face(style).capital_height().unwrap_or_default();
        f64::from(height) * self.scale(size, style) / 2.0
    }

    /// Returns the outlines of a text whose baseline begins at a point in px, or `None` if it is blank.
    pub fn outline(&self, text: &str, size: f64, style: Style, (x, y): (f64, f64)) -> Option<Path> {
        let (face, scale) = (self.face(style), self.scale(size, style));
        let shaped = self.shaped(text, style);
        let mut pen = Outline { path: PathBuilder::new(), scale: scale as f32, x: 0.0, y: 0.0 };
        let mut along = 0;
        for (glyph, at) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            pen.x = (x + f64::from(along + at.x_offset) * scale) as f32;
            pen.y = (y - f64::from(at.y_offset) * scale) as f32;
            face.outline_glyph(GlyphId(u16::try_from(glyph.glyph_id).unwrap_or_default()), &mut pen);
            along += at.x_advance;
        }
        pen.path.finish()
    }

    fn shaped(&self, text: &str, style: Style) -> GlyphBuffer {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        shape(self.face(style), &[], buffer)
    }

    /// Returns the px per unit of the typeface.
    fn scale(&self, size: f64, style: Style) -> f64 {
        size / f64::from(self.face(style).units_per_em().max(1))
    }
}

/// A pen that scales and moves glyphs. In a typeface the y axis points up, in an image down.
struct Outline {
    path: PathBuilder,
    scale: f32,
    x: f32,
    y: f32,
}

impl Outline {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_faces_know_the_letters_of_europe_and_kern() {
        let faces = Faces::new().unwrap();
        for style in [Style::Text, Style::Bold, Style::Display] {
            assert!(faces.covers("Équité, größer, Łódź, “#8” – 62\u{a0}%…", style), "{style:?}");
            assert!(!faces.covers("公平", style));
            assert!(faces.outline("Aa", 20.0, style, (0.0, 20.0)).is_some());
            assert!(faces.outline(" ", 20.0, style, (0.0, 20.0)).is_none());
        }
        let apart = faces.width("A", 100.0, Style::Display) + faces.width("V", 100.0, Style::Display);
        assert!(faces.width("AV", 100.0, Style::Display) < apart);
    }
}
