//! What a picture is made from: plain values, whatever they mean.

/// One thing to show. It keeps its `id` through every change of view.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Stays the same thing's for ever.
    pub id: u32,
    /// Its name.
    pub label: String,
    /// Which colour (a group of categories).
    pub family: usize,
    /// Which shape (a category).
    pub category: usize,
    /// How it stands out among the others.
    pub tone: Tone,
    /// What is written beside it: "62 %", "#8", "14 points".
    pub wording: String,
    /// Values by column of the picture; none where the value is not known.
    pub values: Vec<Option<Value>>,
    /// Its place in a ranking, from 1, where it has one: shown in and as the size of the mark.
    pub place: Option<u32>,
}

impl Item {
    /// The number in a column; a layout that draws it has been given only items that have it.
    pub fn amount(&self, column: usize) -> Option<f64> {
        self.value(column).map(|value| value.amount)
    }

    /// The value in a column.
    pub fn value(&self, column: usize) -> Option<Value> {
        self.values.get(column).copied().flatten()
    }
}

/// A number with what is known of how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Value {
    /// A percent from 0 to 100, or a place from 1.
    pub amount: f64,
    /// Its 95 % interval, low and high, in the same unit.
    pub interval: Option<(f64, f64)>,
    /// How many people were asked, and how many of them said yes.
    pub answers: Option<Answers>,
}

/// What a share is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answers {
    /// How many said yes.
    pub yes: usize,
    /// How many answered.
    pub all: usize,
}

/// How a mark stands out among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tone {
    /// As all do.
    #[default]
    Plain,
    /// Grey, because something else is looked for.
    Faded,
    /// With a ring, because it is compared.
    Pinned,
}

/// How values of an axis are to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// "Widespread".
    pub title: String,
    /// Which numbers.
    pub kind: AxisKind,
}

/// Which numbers an axis holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AxisKind {
    /// 0 to 100.
    Percent,
    /// 1 is first, and stands where the greatest value of another axis would.
    Place,
}

/// How wide a text is in px: text, font size in px, whether bold.
pub type Measure<'a> = &'a dyn Fn(&str, f64, bool) -> f64;

/// A stand-in for [`Measure`] where there is no font: 0.54 em a character (0.58 bold),
/// the mean of common sans-serif faces over English text.
pub fn estimate(text: &str, size: f64, bold: bool) -> f64 {
    text.chars().count() as f64 * size * if bold { 0.58 } else { 0.54 }
}

/// The text, shortened with an ellipsis until it fits `width`.
pub fn shortened(text: &str, width: f64, size: f64, bold: bool, measure: Measure<'_>) -> String {
    if measure(text, size, bold) <= width {
        return text.to_owned();
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    // Widths grow with length, so the longest fitting start is found by halving.
    let fits = |count: &usize| measure(&format!("{}…", text[..ends[*count]].trim_end()), size, bold) <= width;
    let (mut low, mut high) = (0, ends.len());
    while low + 1 < high {
        let middle = usize::midpoint(low, high);
        if fits(&middle) { low = middle } else { high = middle }
    }
    format!("{}…", text[..ends.get(low).copied().unwrap_or(0)].trim_end())
}

/// The texts, shortened as [`shortened`] does, but of those that would read alike only their last words.
pub fn told_apart(texts: &[String], width: f64, size: f64, bold: bool, measure: Measure<'_>) -> Vec<String> {
    let short = |text: &str| shortened(text, width, size, bold, measure);
    let made: Vec<String> = texts.iter().map(|text| short(text)).collect();
    let apart = |at: usize| {
        let is_alone = made.iter().filter(|other| **other == made[at]).count() < 2;
        let last = texts[at].rsplit(' ').next().filter(|_| !is_alone);
        last.map_or_else(|| made[at].clone(), |last| short(&format!("…{last}")))
    };
    (0..texts.len()).map(apart).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortening_keeps_what_fits_and_cuts_the_rest() {
        let fit = |text: &str, width| shortened(text, width, 10.0, false, &estimate);
        assert_eq!(fit("Math", 100.0), "Math");
        assert_eq!(fit("Kindergarten Readiness", 80.0), "Kindergarten…");
        assert_eq!(fit("é", 1.0), "…");
        assert_eq!(fit("", 0.0), "");
    }

    #[test]
    fn what_would_read_alike_is_shortened_from_the_front() {
        let fit = |texts: &[&str]| {
            let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
            told_apart(&texts, 80.0, 10.0, false, &estimate)
        };
        let years = ["Encuesta de muestra 2024", "Encuesta de muestra 2025", "Primavera 2020"];
        assert_eq!(fit(&years), ["…2024", "…2025", "Primavera 2020"]);
        assert_eq!(fit(&["استطلاع تجريبي 2024", "استطلاع تجريبي 2025"]), ["…2024", "…2025"]);
        assert_eq!(fit(&["Spring 2019", "Fall 2019"]), ["Spring 2019", "Fall 2019"]);
        assert_eq!(fit(&["Kindergarten Readiness"]), ["Kindergarten…"], "alone it is like no other");
        assert_eq!(fit(&["Wahlkreisbefragung 1", "Wahlkreisbefragung 2"]), ["…1", "…2"]);
    }
}
