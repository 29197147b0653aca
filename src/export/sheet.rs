//! A scene with its facts around it, for a picture that leaves the site.

use super::Facts;
use crate::language::Direction;
use crate::text;
use crate::text::words::spoken;
use crate::viz::geometry::{Point, Rect, Size};
use crate::viz::item::Measure;
use crate::viz::scene::{Align, Ink, Scene, Words};

const MARGIN: f64 = 24.0;
const HEADLINE: f64 = 20.0;
const SMALL: f64 = 12.0;

/// The scene between the takeaway above and, below, when, whose, how many, source and licence.
pub fn sheet(scene: &Scene, facts: &Facts, measure: Measure<'_>) -> Scene {
    let room = scene.size.width.max(200.0);
    let words = |y: f64, text: String, size: f64, bold: bool, ink: Ink| Words {
        at: Point::new(MARGIN, y),
        align: Align::Start,
        text,
        size,
        bold,
        ink,
        of: None,
    };
    let mut around = Vec::new();
    let mut y = MARGIN + HEADLINE / 2.0;
    for line in lines(&facts.takeaway, room, HEADLINE, true, measure) {
        around.push(words(y, line, HEADLINE, true, Ink::Text));
        y += HEADLINE * 1.3;
    }
    for line in
        lines(&text::files::facts(&facts.wave, &facts.who, &facts.respondents), room, SMALL, false, measure)
    {
        around.push(words(y, line, SMALL, false, Ink::Muted));
        y += SMALL * 1.4;
    }
    let top = y + 8.0;
    y = top + scene.size.height + 20.0;
    let below = [facts.title.clone(), facts.sources.join(" "), facts.notice.clone(), facts.address.clone()];
    for text in below.iter().filter(|text| !text.is_empty()) {
        for line in lines(text, room, SMALL, false, measure) {
            around.push(words(y, line, SMALL, false, Ink::Muted));
            y += SMALL * 1.4;
        }
    }
    let mut sheet = scene.moved(MARGIN, top);
    sheet.size = Size { width: room + 2.0 * MARGIN, height: y + MARGIN - SMALL };
    sheet.plot = Rect::new(0.0, 0.0, sheet.size.width, sheet.size.height);
    if spoken().language.direction() == Direction::Rtl {
        around = Scene { size: sheet.size, words: around, ..Scene::default() }.mirrored().words;
    }
    sheet.words.extend(around);
    sheet
}

fn lines(text: &str, room: f64, size: f64, bold: bool, measure: Measure<'_>) -> Vec<String> {
    wrapped(text, room, &|line| measure(line, size, bold))
}

/// A text as lines no wider than `room`; a word that is wider alone stands on a line of its own.
pub fn wrapped(text: &str, room: f64, width: &dyn Fn(&str) -> f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match (longer, lines.last_mut()) {
            (Some(longer), Some(last)) if width(&longer) <= room => *last = longer,
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Picture;
    use crate::sample::atlas;
    use crate::state::ViewState;
    use crate::viz::item::estimate;
    use proptest::prelude::*;

    #[test]
    fn a_sheet_says_what_when_whose_how_many_and_where_from() {
        let atlas = atlas();
        let picture = Picture::new(&atlas, &ViewState::parse("measure=urgent", &atlas).0);
        let facts = Facts::new(&atlas, &picture, "https://example.org/explore?measure=urgent".to_owned());
        let scene = picture.scene(&atlas, 700.0, &estimate);
        let sheet = sheet(&scene, &facts, &estimate);
        let said: String = sheet.words.iter().map(|words| format!("{} ", words.text)).collect();
        for part in [
            "Literacy",
            "Sample 2025 (illustrative)",
            "n = 610 to 612",
            "published by",
            "https://example.org/explore",
        ] {
            assert!(said.contains(part), "{part} is not in {said}");
        }
        assert_eq!(sheet.marks.len(), scene.marks.len());
        let all = Rect::new(0.0, 0.0, sheet.size.width, sheet.size.height);
        assert!(sheet.words.iter().all(|words| all.contains(words.at)));
        assert!(sheet.marks.iter().all(|mark| all.contains(mark.center)));
    }

    proptest! {
        #[test]
        fn wrapping_loses_no_word(text in "[a-z ]{0,80}", room in 10.0..400.0f64) {
            let wrapped = lines(&text, room, 12.0, false, &estimate);
            prop_assert_eq!(wrapped.join(" "), text.split_whitespace().collect::<Vec<_>>().join(" "));
            prop_assert!(wrapped.iter().all(|line| !line.contains(' ') || estimate(line, 12.0, false) <= room));
        }
    }
}
