//! Typefaces of og:images: text to outlines and widths.
//!
//! The tool ships them, because systems have different ones. All are under the SIL Open Font License 1.1
//! (`faces/*-OFL.txt`). Inter and Newsreader are reduced to Latin, Greek and Cyrillic letters, Noto Sans Arabic to
//! those of Arabic, Persian and Urdu.

mod runs;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use rustybuzz::Face;
use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};
use tiny_skia::{Path, PathBuilder};

use runs::Run;

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
    /// Noto Sans Arabic, regular and semibold: letters that the other typefaces lack.
    arabic: [Face<'static>; 2],
    /// Widths of texts as shares of their size: images of one chart have the same labels.
    widths: Mutex<HashMap<(Style, String), f64>>,
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
        let arabic = [
            read(include_bytes!("../faces/noto-sans-arabic-400.ttf"))?,
            read(include_bytes!("../faces/noto-sans-arabic-600.ttf"))?,
        ];
        Some(Self { faces, arabic, widths: Mutex::default() })
    }

    /// Returns the typeface of a style, and those with the letters that it lacks.
    fn of(&self, style: Style) -> [&Face<'static>; 3] {
        let [text, bold, display] = &self.faces;
        let [arabic, bold_arabic] = &self.arabic;
        match style {
            Style::Text => [text, arabic, arabic],
            Style::Bold => [bold, bold_arabic, bold_arabic],
            Style::Display => [display, bold, bold_arabic],
        }
    }

    /// Returns true if the typefaces have a glyph for every character. Other text is left out rather than shown
    /// as boxes.
    pub fn covers(&self, text: &str, style: Style) -> bool {
        let is_known = |c| self.of(style).iter().any(|face| face.glyph_index(c).is_some());
        text.chars().all(|c| c.is_whitespace() || runs::is_invisible(c) || is_known(c))
    }

    /// Returns the width of a text in px, at a size in px.
    pub fn width(&self, text: &str, size: f64, style: Style) -> f64 {
        // A panic elsewhere leaves the widths as they are.
        let widths = || self.widths.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (style, text.to_owned());
        let known = widths().get(&key).copied();
        let width = known.unwrap_or_else(|| runs::shaped(text, &self.of(style)).iter().map(Run::width).sum());
        if known.is_none() {
            let mut widths = widths();
            if widths.len() >= MAX_WIDTHS {
                widths.clear();
            }
            widths.insert(key, width);
        }
        width * size
    }

    /// Returns the distance from the baseline to the middle of capital letters, in px.
    pub fn middle(&self, size: f64, style: Style) -> f64 {
        let [face, ..] = self.of(style);
        let height = face.capital_height().unwrap_or_default();
        f64::from(height) * size / f64::from(face.units_per_em().max(1)) / 2.0
    }

    /// Returns the outlines of a text whose left end is at `x` and whose baseline is at `y` in px, or `None` if it is
    /// blank. Each part of the text runs in its own direction.
    pub fn outline(&self, text: &str, size: f64, style: Style, (x, y): (f64, f64)) -> Option<Path> {
        let mut pen = Outline { path: PathBuilder::new(), scale: 0.0, x: 0.0, y: 0.0 };
        let mut left = x;
        for run in runs::shaped(text, &self.of(style)) {
            let scale = size * run.em();
            pen.scale = scale as f32;
            let mut along = 0;
            for (glyph, at) in run.glyphs.glyph_infos().iter().zip(run.glyphs.glyph_positions()) {
                pen.x = (left + f64::from(along + at.x_offset) * scale) as f32;
                pen.y = (y - f64::from(at.y_offset) * scale) as f32;
                let id = GlyphId(u16::try_from(glyph.glyph_id).unwrap_or_default());
                run.face.outline_glyph(id, &mut pen);
                along += at.x_advance;
            }
            left += f64::from(along) * scale;
        }
        pen.path.finish()
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

    /// Letters of a word are joined: each has other forms at the beginning, in the middle and at the end.
    #[test]
    fn arabic_letters_are_joined_and_run_from_right_to_left() {
        let faces = Faces::new().unwrap();
        for style in [Style::Text, Style::Bold, Style::Display] {
            assert!(faces.covers("خريطة التحديات: 62% (2025)، «الماء»؟ گچپژ", style), "{style:?}");
            let width = |text: &str| faces.width(text, 100.0, style);
            let apart = width("ب") + width("ي") + width("ت");
            assert!(width("بيت") < 0.9 * apart, "{style:?}: {} of {apart}", width("بيت"));
            // The first letter is at the right end: an alef is as high as a capital, a seen is not.
            let top = |text: &str, from: f64| {
                let path = faces.outline(text, 100.0, style, (0.0, 100.0)).unwrap();
                let points = path.points().iter().filter(|at| f64::from(at.x) >= from * width(text));
                points.map(|at| at.y).fold(f32::INFINITY, f32::min)
            };
            assert!(top("اس", 0.75) < 60.0 && top("سسا", 0.75) > 50.0, "{style:?}");
        }
        assert!(faces.outline("قراءة", 20.0, Style::Text, (0.0, 20.0)).is_some());
    }

    /// A mixed text has its parts in the order of reading: the number of an Arabic sentence is at its left end.
    #[test]
    fn mixed_text_has_the_same_width_in_any_order() {
        let faces = Faces::new().unwrap();
        let width = |text| faces.width(text, 100.0, Style::Bold);
        let parts = width("ترتيب") + width(" ") + width("12");
        assert!((width("ترتيب 12") - parts).abs() < 1.0);
        assert_eq!(width("\u{2068}ترتيب 12\u{2069}"), width("ترتيب 12"), "isolates are invisible");
    }
}
