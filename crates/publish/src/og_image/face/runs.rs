//! Text as runs of glyphs, each of one typeface and one direction, from left to right.

use rustybuzz::{Direction, Face, GlyphBuffer, UnicodeBuffer, shape};
use unicode_bidi::BidiInfo;

/// Glyphs of one typeface.
pub struct Run<'a> {
    pub face: &'a Face<'static>,
    pub glyphs: GlyphBuffer,
}

impl Run<'_> {
    /// Returns a unit of the typeface as a share of the text's size.
    pub fn em(&self) -> f64 {
        1.0 / f64::from(self.face.units_per_em().max(1))
    }

    /// Returns the width as a share of the text's size.
    pub fn width(&self) -> f64 {
        let advance: i32 = self.glyphs.glyph_positions().iter().map(|at| at.x_advance).sum();
        f64::from(advance) * self.em()
    }
}

/// Returns true for characters that only say how others are ordered or joined.
pub fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Returns the runs of a line. Its first letter decides where it begins (Unicode, UAX #9). Each letter is of the first
/// typeface that has it.
pub fn shaped<'a>(text: &str, faces: &[&'a Face<'static>]) -> Vec<Run<'a>> {
    let line: String = text.chars().filter(|letter| !is_unit_mark(*letter)).collect();
    let bidi = BidiInfo::new(&line, None);
    let mut found = Vec::new();
    for paragraph in &bidi.paragraphs {
        let (levels, ranges) = bidi.visual_runs(paragraph, paragraph.range.clone());
        for range in ranges {
            let is_rtl = levels.get(range.start).is_some_and(|level| level.is_rtl());
            let part = line.get(range).unwrap_or_default();
            let mut pieces: Vec<Run<'a>> = pieces(part, faces)
                .into_iter()
                .map(|(face, piece)| Run { face, glyphs: glyphs(piece, face, is_rtl) })
                .collect();
            if is_rtl {
                pieces.reverse();
            }
            found.extend(pieces);
        }
    }
    found
}

/// Returns true for the characters around a text that is a unit of its own, as all of a line is here.
fn is_unit_mark(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{2069}')
}

/// Returns the parts of a text with their typefaces. Invisible characters stay with what is before them.
fn pieces<'a, 't>(text: &'t str, faces: &[&'a Face<'static>]) -> Vec<(&'a Face<'static>, &'t str)> {
    let face_of = |letter| faces.iter().position(|face| face.glyph_index(letter).is_some()).unwrap_or(0);
    let mut visible = text.char_indices().filter(|(_, letter)| !is_invisible(*letter));
    let Some((_, first)) = visible.next() else { return Vec::new() };
    let (mut pieces, mut start, mut face) = (Vec::new(), 0, face_of(first));
    for (at, letter) in visible {
        let next = face_of(letter);
        if next != face {
            pieces.push((faces[face], &text[start..at]));
            (start, face) = (at, next);
        }
    }
    pieces.push((faces[face], &text[start..]));
    pieces
}

fn glyphs(text: &str, face: &Face<'static>, is_rtl: bool) -> GlyphBuffer {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.set_direction(if is_rtl { Direction::RightToLeft } else { Direction::LeftToRight });
    buffer.guess_segment_properties();
    shape(face, &[], buffer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face(bytes: &'static [u8]) -> Face<'static> {
        Face::from_slice(bytes, 0).unwrap()
    }

    #[test]
    fn parts_are_in_visual_order() {
        let (inter, arabic) = (
            face(include_bytes!("../../faces/inter-400.ttf")),
            face(include_bytes!("../../faces/noto-sans-arabic-400.ttf")),
        );
        let order = |text: &str| -> String {
            let runs = shaped(text, &[&inter, &arabic]);
            let known =
                runs.iter().all(|run| run.glyphs.glyph_infos().iter().all(|glyph| glyph.glyph_id != 0));
            assert!(known, "{text}: a glyph is missing");
            let of = |run: &Run<'_>| if std::ptr::eq(run.face, &arabic) { 'A' } else { 'L' };
            let mut order: Vec<char> = runs.iter().map(of).collect();
            order.dedup();
            order.into_iter().collect()
        };
        assert_eq!(order("Math"), "L");
        assert_eq!(order("الرياضيات"), "A");
        assert_eq!(order("Math الرياضيات"), "LA", "the first letter decides");
        assert_eq!(order("الرياضيات Math"), "LA");
        assert_eq!(order("الماء (2025) والهواء"), "ALA");
        assert_eq!(order("2025: الماء"), "AL", "a number does not decide");
        assert_eq!(order(""), "");
    }
}
