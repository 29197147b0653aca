//! The input of layouts: plain values without a meaning of their own.

use crate::bidi;
use std::fmt;

/// The id of a mark. An item has the same id in every view, so that its mark can move from one view
/// to the next.
///
/// Whoever makes the items chooses the ids; this crate only compares them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MarkId(u32);

impl MarkId {
    /// Returns the id of the item at a position.
    pub const fn new(position: u32) -> Self {
        Self(position)
    }

    /// Returns the position.
    pub const fn get(self) -> u32 {
        self.0
    }
}

#[cfg(test)]
impl PartialEq<u32> for MarkId {
    fn eq(&self, position: &u32) -> bool {
        self.get() == *position
    }
}

impl fmt::Display for MarkId {
    /// Writes the position, for ids of HTML elements.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One thing to show.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The id: the same in every view.
    pub id: MarkId,
    /// Its name.
    pub label: String,
    /// The index of the colour; a family is a group of categories.
    pub family: usize,
    /// The index of the shape.
    pub category: usize,
    /// The emphasis of the mark.
    pub tone: Tone,
    /// The text beside the mark: "62 %", "#8", "14 points".
    pub value_text: String,
    /// Values by column of the chart; none where the value is unknown.
    pub values: Vec<Option<Value>>,
    /// The rank, from 1, if there is one. It is written on the mark and sets its size.
    pub rank: Option<u32>,
}

impl Item {
    /// Returns the number in a column; none if it is unknown or there is no such column.
    pub fn amount(&self, column: usize) -> Option<f64> {
        self.value(column).map(|value| value.amount)
    }

    /// Returns the value in a column; none if it is unknown or there is no such column.
    pub fn value(&self, column: usize) -> Option<Value> {
        self.values.get(column).copied().flatten()
    }
}

/// A number with its uncertainty.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Value {
    /// A share in percent, 0 to 100, or a rank from 1.
    pub amount: f64,
    /// The 95 % confidence interval, low and high, in the unit of `amount`.
    pub interval: Option<(f64, f64)>,
    /// The counts behind a share.
    pub answers: Option<Answers>,
}

/// The counts behind a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answers {
    /// The number of people who said yes.
    pub yes: usize,
    /// The number of people who answered.
    pub all: usize,
}

/// The emphasis of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tone {
    /// No emphasis.
    #[default]
    Plain,
    /// Grey: a filter or search is about other marks.
    Faded,
    /// A ring around the mark: it is being compared.
    Pinned,
}

/// An axis: its title and the kind of its values.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The title, such as "Widespread".
    pub title: String,
    /// The kind of its values.
    pub kind: AxisKind,
}

/// The kind of values on an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AxisKind {
    /// Shares, 0 to 100.
    Percent,
    /// Ranks from 1. The axis is reversed: rank 1 is where a percent axis has its largest value.
    Place,
}

/// A function that returns the width of a text in CSS px, from the text, the font size in CSS px and
/// whether it is bold.
pub type Measure<'a> = &'a dyn Fn(&str, f64, bool) -> f64;

/// Returns an estimated text width in CSS px, for use as [`Measure`] without a font: 0.54 em per
/// character (0.58 if bold), the mean of common sans-serif fonts over English text.
pub fn estimate_width(text: &str, size: f64, bold: bool) -> f64 {
    text.chars().count() as f64 * size * if bold { 0.58 } else { 0.54 }
}

/// Returns the text, truncated with an ellipsis until it fits `width` (CSS px). Pitfall: the ellipsis
/// alone is returned even where it is too wide.
pub fn shortened(text: &str, width: f64, size: f64, bold: bool, measure: Measure<'_>) -> String {
    if measure(text, size, bold) <= width {
        return text.to_owned();
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    // Widths grow with length, so a binary search finds the longest prefix that fits.
    let fits = |count: &usize| measure(&format!("{}…", text[..ends[*count]].trim_end()), size, bold) <= width;
    let (mut low, mut high) = (0, ends.len());
    while low + 1 < high {
        let middle = usize::midpoint(low, high);
        if fits(&middle) { low = middle } else { high = middle }
    }
    format!("{}…", text[..ends.get(low).copied().unwrap_or(0)].trim_end())
}

/// Returns the text on as few lines as fit `width` (CSS px), `max_lines` at most; the last is truncated by [`shortened`].
/// Lines end between words or beside Chinese, Japanese or Korean letters, and within a word only if it is wider than a
/// line. Each line is laid out in the direction of the whole text.
pub fn wrapped(
    text: &str,
    width: f64,
    max_lines: usize,
    size: f64,
    bold: bool,
    measure: Measure<'_>,
) -> Vec<String> {
    let fits = |text: &str| measure(text, size, bold) <= width;
    let (mut lines, mut rest) = (Vec::new(), text);
    while lines.len() + 1 < max_lines && !fits(rest) {
        let places = || rest.char_indices().map(|(at, _)| at).skip(1);
        let is_room = |at: &usize| fits(rest[..*at].trim_end());
        let between_words = places().filter(|at| may_end_line(rest, *at)).take_while(is_room).last();
        let Some(end) = between_words.or_else(|| places().take_while(is_room).last()) else { break };
        lines.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    lines.push(shortened(rest, width, size, bold, measure));
    lines.iter_mut().skip(1).for_each(|line| *line = bidi::in_direction_of(line, text));
    lines
}

/// Returns whether a line may end at a position within a text: at a space, after a hyphen or slash, beside a letter of
/// Chinese, Japanese or Korean.
fn may_end_line(text: &str, at: usize) -> bool {
    let is_ideograph = |letter: char| matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}');
    let (before, after) = (text[..at].chars().next_back(), text[at..].chars().next());
    after.is_some_and(|after| after == ' ' || is_ideograph(after))
        || before.is_some_and(|before| matches!(before, '-' | '/' | '–' | '—') || is_ideograph(before))
}

/// Returns the texts, truncated as by [`shortened`]; texts that would become equal are cut at the front
/// instead, to an ellipsis and their last word.
pub fn shorten_distinct(
    texts: &[String],
    width: f64,
    size: f64,
    bold: bool,
    measure: Measure<'_>,
) -> Vec<String> {
    let short = |text: &str| shortened(text, width, size, bold, measure);
    let truncated: Vec<String> = texts.iter().map(|text| short(text)).collect();
    let distinct = |at: usize| {
        let is_unique = truncated.iter().filter(|other| **other == truncated[at]).count() < 2;
        let last = texts[at].rsplit(' ').next().filter(|_| !is_unique);
        last.map_or_else(|| truncated[at].clone(), |last| short(&format!("…{last}")))
    };
    (0..texts.len()).map(distinct).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_that_fits_is_kept_and_others_are_truncated() {
        let fit = |text: &str, width| shortened(text, width, 10.0, false, &estimate_width);
        assert_eq!(fit("Math", 100.0), "Math");
        assert_eq!(fit("Kindergarten Readiness", 80.0), "Kindergarten…");
        assert_eq!(fit("é", 1.0), "…");
        assert_eq!(fit("", 0.0), "");
    }

    #[test]
    fn a_text_is_wrapped_before_a_space_and_then_truncated() {
        let fit = |text: &str| wrapped(text, 80.0, 2, 10.0, false, &estimate_width);
        assert_eq!(fit("Math"), ["Math"]);
        assert_eq!(fit("Kindergarten Readiness"), ["Kindergarten", "Readiness"]);
        assert_eq!(fit("Infrastructure to support educators"), ["Infrastructure", "to support ed…"]);
        assert_eq!(fit("Wahlkreisbefragungen jetzt"), ["Wahlkreisbefra", "gungen jetzt"]);
        assert_eq!(fit("Social/Emotional-Learning"), ["Social/", "Emotional-Lea…"]);
        assert_eq!(
            fit("数学と読み書きの力を伸ばすための支援と教材"),
            ["数学と読み書きの力を伸ばすた", "めの支援と教材"]
        );
        assert_eq!(fit("é ü"), ["é ü"]);
    }

    proptest! {
        #[test]
        fn wrapped_lines_fit_and_lose_no_word_without_an_ellipsis(words in prop::collection::vec("[a-zé]{1,9}", 1..9), width in 60.0..300.0f64, max_lines in 1..4usize) {
            let text = words.join(" ");
            let lines = wrapped(&text, width, max_lines, 10.0, false, &estimate_width);
            prop_assert!(lines.len() <= max_lines);
            prop_assert!(lines.iter().all(|line| estimate_width(line, 10.0, false) <= width));
            let (said, text) = (lines.concat().replace(' ', ""), text.replace(' ', ""));
            prop_assert!(said == text || said.strip_suffix('…').is_some_and(|start| text.starts_with(start)), "{said}");
        }
    }

    #[test]
    fn each_line_has_the_direction_of_the_whole_text() {
        let fit = |text: &str| wrapped(text, 80.0, 2, 10.0, false, &estimate_width);
        let [first, second] = &fit("Teaching العربية (2024) now")[..] else { panic!("two lines") };
        assert_eq!(bidi::embedded(first), *first);
        assert_eq!(bidi::embedded(second), *second, "{second:?}");
        let [_, second] = &fit("المدارس العربية Teaching (2024)")[..] else {
            panic!("two lines")
        };
        assert_ne!(bidi::embedded(second), *second);
    }

    #[test]
    fn texts_that_would_become_equal_are_cut_at_the_front() {
        let fit = |texts: &[&str]| {
            let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
            shorten_distinct(&texts, 80.0, 10.0, false, &estimate_width)
        };
        let years = ["Encuesta de muestra 2024", "Encuesta de muestra 2025", "Primavera 2020"];
        assert_eq!(fit(&years), ["…2024", "…2025", "Primavera 2020"]);
        assert_eq!(fit(&["استطلاع تجريبي 2024", "استطلاع تجريبي 2025"]), ["…2024", "…2025"]);
        assert_eq!(fit(&["Spring 2019", "Fall 2019"]), ["Spring 2019", "Fall 2019"]);
        assert_eq!(fit(&["Kindergarten Readiness"]), ["Kindergarten…"], "a single text is unique");
        assert_eq!(fit(&["Wahlkreisbefragung 1", "Wahlkreisbefragung 2"]), ["…1", "…2"]);
    }
}
