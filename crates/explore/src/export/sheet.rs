//! Image download: a scene with its facts around it.

use messages::language::Direction;
use messages::locale::current_locale;
use viz::geometry::{Point, Rect, Size};
use viz::item::{MarkId, Measure, Tone};
use viz::palette::ColorRole;
use viz::scene::{Align, Label, Mark, Scene};
use viz::shape::Shape;

use super::Facts;
use crate::messages::files;

const MARGIN: f64 = 24.0;
const HEADLINE: f64 = 20.0;
const SMALL: f64 = 12.0;
/// Radius of the marks of the legend, and the distances from a mark to its name and from a name to the next mark.
const LEGEND_RADIUS: f64 = 5.0;
const LEGEND_GAPS: [f64; 2] = [11.0, 22.0];
/// By how much a chart may be wider than its format asks for, in CSS px.
const MAX_EXCESS: f64 = 8.0;

/// The format of a picture: the ratio of its sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// 16 : 9, for slides.
    Landscape,
    /// 1 : 1, for posts.
    Square,
    /// 4 : 5, for telephones.
    Portrait,
}

impl Format {
    /// The formats in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Landscape, Self::Square, Self::Portrait];

    /// Returns the format's name in file names and forms.
    pub fn id(self) -> &'static str {
        match self {
            Self::Landscape => "landscape",
            Self::Square => "square",
            Self::Portrait => "portrait",
        }
    }

    /// Returns the width, divided by the height.
    pub fn ratio(self) -> f64 {
        match self {
            Self::Landscape => 16.0 / 9.0,
            Self::Square => 1.0,
            Self::Portrait => 0.8,
        }
    }

    /// Returns the format that a chart fills best, so that its text is largest: portrait for a row a challenge,
    /// landscape for a plane. `layout` makes the chart for a width in CSS px.
    pub fn fitting(layout: &dyn Fn(f64) -> Scene) -> Self {
        let Size { width, height } = layout(Self::Landscape.chart_width()).size;
        let difference = |format: &Self| (width / height / format.ratio()).ln().abs();
        let nearest = Self::ALL.into_iter().min_by(|one, two| difference(one).total_cmp(&difference(two)));
        nearest.unwrap_or(Self::Landscape)
    }

    /// Returns the least width of the chart in CSS px.
    fn chart_width(self) -> f64 {
        match self {
            Self::Landscape => 960.0,
            Self::Square => 760.0,
            Self::Portrait => 600.0,
        }
    }
}

/// Returns the sheet of a chart in a format: the chart that `layout` makes for a width (CSS px) is as wide as its
/// height asks for, so that little of the sheet is empty.
pub fn sheet_in(format: Format, layout: &dyn Fn(f64) -> Scene, facts: &Facts, measure: Measure<'_>) -> Scene {
    let ratio = format.ratio();
    // The width in CSS px that a sheet lacks for its ratio.
    let missing = |scene: &Scene| {
        let size = sheet(scene, facts, Size::default(), measure).size;
        size.height * ratio - size.width
    };
    let mut width = format.chart_width();
    let (mut scene, mut too_narrow) = (layout(width), width);
    // Twice is enough for a long ranking; a chart that grows with its width has a limit.
    for _ in 0..4 {
        let wider = width + missing(&scene);
        if wider - width < 0.5 {
            break;
        }
        (too_narrow, width) = (width, wider);
        scene = layout(width);
    }
    // Texts take fewer lines in a wider chart, which then is wider than it needs to be.
    while width - too_narrow > MAX_EXCESS {
        let middle = f64::midpoint(too_narrow, width);
        let narrower = layout(middle);
        if missing(&narrower) < 0.5 {
            (scene, width) = (narrower, middle);
        } else {
            too_narrow = middle;
        }
    }
    let Size { width, height } = sheet(&scene, facts, Size::default(), measure).size;
    let width = width.max(height * ratio);
    sheet(&scene, facts, Size { width, height: width / ratio }, measure)
}

/// Returns the scene with the takeaway, questions, wave, audiences and respondents above it, and legend, site,
/// sources, license and URL below, at least as large as `least`. All lengths are in CSS px.
pub fn sheet(scene: &Scene, facts: &Facts, least: Size, measure: Measure<'_>) -> Scene {
    let max_width = scene.size.width.max(200.0).max(least.width - 2.0 * MARGIN);
    let mut above = Lines { max_width, measure, y: MARGIN + HEADLINE / 2.0, labels: Vec::new() };
    above.add(&facts.takeaway, HEADLINE, true, ColorRole::Text);
    for question in &facts.questions {
        above.add(question, SMALL, false, ColorRole::Text);
    }
    above.add(&files::facts(&facts.wave, &facts.who, &facts.respondents), SMALL, false, ColorRole::Muted);
    let top = above.y + 8.0;
    let mut below = Lines { y: 20.0, labels: Vec::new(), ..above };
    let marks = below.legend(facts);
    let (key, sources) = (facts.key.join("  "), facts.sources.join(" "));
    for text in [&key, &facts.title, &sources, &facts.notice, &facts.address] {
        below.add(text, SMALL, false, ColorRole::Muted);
    }
    let height = (top + scene.size.height + below.y + MARGIN - SMALL).max(least.height);
    let size = Size { width: max_width + 2.0 * MARGIN, height };
    let mut sheet = scene.moved((size.width - scene.size.width) / 2.0, top);
    let mut around = Scene { size, labels: below.labels, marks, ..Scene::default() };
    around = around.moved(0.0, height - (below.y + MARGIN - SMALL));
    around.labels.extend(above.labels);
    if current_locale().language.direction() == Direction::Rtl {
        around = around.mirrored();
    }
    sheet.size = size;
    sheet.plot = Rect::new(0.0, 0.0, size.width, size.height);
    sheet.labels.extend(around.labels);
    sheet.marks.extend(around.marks);
    sheet
}

/// Lines of text, one below the other.
struct Lines<'a> {
    /// Width of the longest line.
    max_width: f64,
    measure: Measure<'a>,
    /// Middle of the next line.
    y: f64,
    labels: Vec<Label>,
}

impl Lines<'_> {
    /// Adds a text; an empty one takes no room.
    fn add(&mut self, text: &str, size: f64, bold: bool, color: ColorRole) {
        for text in lines(text, self.max_width, size, bold, self.measure) {
            self.label(MARGIN, text, size, bold, color);
            self.y += if size == HEADLINE { size * 1.3 } else { size * 1.4 };
        }
    }

    /// Adds a label to the current line.
    fn label(&mut self, x: f64, text: String, size: f64, bold: bool, color: ColorRole) {
        let at = Point::new(x, self.y);
        self.labels.push(Label {
            at,
            align: Align::Start,
            text,
            size,
            bold,
            color,
            owner: None,
            opacity: 1.0,
        });
    }

    /// Adds the names of the themes, and returns their marks.
    fn legend(&mut self, facts: &Facts) -> Vec<Mark> {
        let [to_name, to_next] = LEGEND_GAPS;
        let (mut x, mut marks) = (MARGIN, Vec::new());
        for entry in &facts.legend {
            let width = to_name + (self.measure)(&entry.name, SMALL, false) + LEGEND_RADIUS;
            if x > MARGIN && x + width > MARGIN + self.max_width {
                (x, self.y) = (MARGIN, self.y + SMALL * 1.6);
            }
            marks.push(Mark {
                id: MarkId::new(u32::MAX),
                center: Point::new(x + LEGEND_RADIUS, self.y),
                radius: LEGEND_RADIUS,
                shape: Shape::of(entry.category),
                family: entry.family,
                tone: Tone::Plain,
                caption: String::new(),
                zone: None,
            });
            self.label(x + LEGEND_RADIUS + to_name, entry.name.clone(), SMALL, false, ColorRole::Text);
            x += width + to_next;
        }
        if !marks.is_empty() {
            self.y += SMALL * 2.0;
        }
        marks
    }
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
        let sheet = sheet(&scene, &facts, Size::default(), &estimate_width);
        let text: String = sheet.labels.iter().map(|label| format!("{} ", label.text)).collect();
        for part in [
            "Literacy",
            "Sample 2025 (illustrative)",
            "n = 610 to 612",
            "Urgent: ",
            "published by",
            "https://example.org/explore",
        ] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
        assert!(facts.legend.iter().all(|entry| text.contains(&entry.name)), "{text}");
        assert!(!facts.legend.is_empty());
        assert_eq!(sheet.marks.len(), scene.marks.len() + facts.legend.len());
        let all = Rect::new(0.0, 0.0, sheet.size.width, sheet.size.height);
        assert!(sheet.labels.iter().all(|label| all.contains(label.at)));
        assert!(sheet.marks.iter().all(|mark| all.contains(mark.center)));
    }

    #[test]
    fn a_sheet_has_the_ratio_of_its_format_and_cuts_nothing() {
        let dataset = dataset();
        for view in
            crate::view_state::View::ALL.into_iter().filter(|view| *view != crate::view_state::View::Table)
        {
            let query = format!("view={}&measure=urgent", view.id());
            let model = ChartModel::new(&dataset, &ViewState::parse(&query, &dataset).0);
            let facts = Facts::new(&dataset, &model, "https://example.org/explore".to_owned());
            for format in Format::ALL {
                let layout = |width: f64| model.scene(&dataset, width, &estimate_width);
                let sheet = sheet_in(format, &layout, &facts, &estimate_width);
                let Size { width, height } = sheet.size;
                assert!(
                    (width / height - format.ratio()).abs() < 0.01,
                    "{query} {}: {width} × {height}",
                    format.id()
                );
                let all = Rect::new(0.0, 0.0, width, height);
                assert!(sheet.marks.iter().all(|mark| all.contains(mark.center)), "{query}");
                assert!(sheet.labels.iter().all(|label| all.contains(label.at)), "{query}");
            }
        }
    }

    #[test]
    fn a_chart_gets_the_format_that_it_fills() {
        let chart =
            |height: f64| move |width: f64| Scene { size: Size { width, height }, ..Scene::default() };
        for (height, format) in [
            (300.0, Format::Landscape),
            (640.0, Format::Landscape),
            (960.0, Format::Square),
            (1200.0, Format::Portrait),
        ] {
            assert_eq!(Format::fitting(&chart(height)), format, "960 × {height}");
        }
        assert_eq!(Format::fitting(&chart(0.0)), Format::Landscape);
    }

    #[test]
    fn a_chart_that_is_less_high_when_wider_fills_its_format() {
        let dataset = dataset();
        let model = ChartModel::new(&dataset, &ViewState::parse("measure=urgent", &dataset).0);
        let facts = Facts::new(&dataset, &model, "https://example.org/explore".to_owned());
        let chart =
            |width: f64| Scene { size: Size { width, height: 2000.0 - 0.5 * width }, ..Scene::default() };
        for format in Format::ALL {
            let Size { width, height } = sheet_in(format, &chart, &facts, &estimate_width).size;
            let needed = sheet(&chart(width - 2.0 * MARGIN), &facts, Size::default(), &estimate_width).size;
            let empty = height - needed.height;
            assert!((0.0..=2.0 * MAX_EXCESS / format.ratio()).contains(&empty), "{}: {empty}", format.id());
        }
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
