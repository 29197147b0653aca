//! Image download: a scene with its facts around it.

use messages::language::Direction;
use messages::locale::current_locale;
use viz::geometry::{Point, Rect, Size};
use viz::item::Measure;
use viz::palette::ColorRole;
use viz::scene::{Align, Label, Scene};

use super::Facts;
use crate::messages::files;

const MARGIN: f64 = 24.0;
const HEADLINE: f64 = 20.0;
const SMALL: f64 = 12.0;

/// Returns the scene with the takeaway, wave, audiences and respondents above it, and site, sources, licence
/// and URL below. All lengths are in CSS px.
pub fn sheet(scene: &Scene, facts: &Facts, measure: Measure<'_>) -> Scene {
    let max_width = scene.size.width.max(200.0);
    let label = |y: f64, text: String, size: f64, bold: bool, color: ColorRole| Label {
        at: Point::new(MARGIN, y),
        align: Align::Start,
        text,
        size,
        bold,
        color,
        owner: None,
        opacity: 1.0,
    };
    let mut labels = Vec::new();
    let mut y = MARGIN + HEADLINE / 2.0;
    for line in lines(&facts.takeaway, max_width, HEADLINE, true, measure) {
        labels.push(label(y, line, HEADLINE, true, ColorRole::Text));
        y += HEADLINE * 1.3;
    }
    for line in
        lines(&files::facts(&facts.wave, &facts.who, &facts.respondents), max_width, SMALL, false, measure)
    {
        labels.push(label(y, line, SMALL, false, ColorRole::Muted));
        y += SMALL * 1.4;
    }
    let top = y + 8.0;
    y = top + scene.size.height + 20.0;
    let below = [facts.title.clone(), facts.sources.join(" "), facts.notice.clone(), facts.address.clone()];
    for text in below.iter().filter(|text| !text.is_empty()) {
        for line in lines(text, max_width, SMALL, false, measure) {
            labels.push(label(y, line, SMALL, false, ColorRole::Muted));
            y += SMALL * 1.4;
        }
    }
    let mut sheet = scene.moved(MARGIN, top);
    sheet.size = Size { width: max_width + 2.0 * MARGIN, height: y + MARGIN - SMALL };
    sheet.plot = Rect::new(0.0, 0.0, sheet.size.width, sheet.size.height);
    if current_locale().language.direction() == Direction::Rtl {
        labels = Scene { size: sheet.size, labels, ..Scene::default() }.mirrored().labels;
    }
    sheet.labels.extend(labels);
    sheet
}

fn lines(text: &str, max_width: f64, size: f64, bold: bool, measure: Measure<'_>) -> Vec<String> {
    wrapped(text, max_width, &|line| measure(line, size, bold))
}

/// Returns the lines of a text, no wider than `max_width`. A word that is wider gets a line of its own. `width`
/// measures a line, in the unit of `max_width`.
pub fn wrapped(text: &str, max_width: f64, width: &dyn Fn(&str) -> f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match (longer, lines.last_mut()) {
            (Some(longer), Some(last)) if width(&longer) <= max_width => *last = longer,
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart_model::ChartModel;
    use crate::view_state::ViewState;
    use data::sample::dataset;
    use proptest::prelude::*;
    use viz::item::estimate_width;

    #[test]
    fn a_sheet_has_all_facts() {
        let dataset = dataset();
        let model = ChartModel::new(&dataset, &ViewState::parse("measure=urgent", &dataset).0);
        let facts = Facts::new(&dataset, &model, "https://example.org/explore?measure=urgent".to_owned());
        let scene = model.scene(&dataset, 700.0, &estimate_width);
        let sheet = sheet(&scene, &facts, &estimate_width);
        let text: String = sheet.labels.iter().map(|label| format!("{} ", label.text)).collect();
        for part in [
            "Literacy",
            "Sample 2025 (illustrative)",
            "n = 610 to 612",
            "published by",
            "https://example.org/explore",
        ] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
        assert_eq!(sheet.marks.len(), scene.marks.len());
        let all = Rect::new(0.0, 0.0, sheet.size.width, sheet.size.height);
        assert!(sheet.labels.iter().all(|label| all.contains(label.at)));
        assert!(sheet.marks.iter().all(|mark| all.contains(mark.center)));
    }

    proptest! {
        #[test]
        fn wrapping_loses_no_word(text in "[a-z ]{0,80}", max_width in 10.0..400.0f64) {
            let wrapped = lines(&text, max_width, 12.0, false, &estimate_width);
            prop_assert_eq!(wrapped.join(" "), text.split_whitespace().collect::<Vec<_>>().join(" "));
            prop_assert!(wrapped.iter().all(|line| !line.contains(' ') || estimate_width(line, 12.0, false) <= max_width));
        }
    }
}
