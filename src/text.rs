//! Every sentence the program itself says, and how numbers are worded.
//!
//! One module, so that the wording is consistent and a second language has one place to go.

pub mod words;
pub mod catalog;
pub mod frame;
pub mod pages;
pub mod explore;
pub mod controls;
pub mod files;
pub mod search;
pub mod discuss;
pub mod translation;
#[cfg(not(target_arch = "wasm32"))]
pub mod published;
pub mod signup;
pub mod offline;
#[cfg(not(target_arch = "wasm32"))]
pub mod loader;

use crate::atlas::{Atlas, Cut};
use crate::case::upper;
use crate::challenge::{Audience, Cell, MeasureKind, Sample, Text, WaveIx};
use crate::digits;
use crate::messages;

messages! { section = Site;
    /// How much a search found.
    fn some_found(count: Number, total: Number) = "{count} of {total|one:# challenge|other:# challenges}";
    /// A search found nothing.
    fn nothing_found() = "No challenge has these words";
    /// How many challenges a picture can't show.
    fn absent(count: Number, total: Number) =
        "{count|one:# of {total} challenges has|other:# of {total} challenges have} no value here";
    /// A value that nobody published.
    fn not_published() = "not published";
    /// A value withheld because too few answered.
    fn too_few() = "too few answers";
    /// The word that goes with every made-up number.
    fn illustrative() = "illustrative";
    /// A wave for headings, with that word.
    fn illustrative_wave(wave: Text) = "{wave} (illustrative)";
    /// A rank.
    fn rank(place: Number) = "#{place}";
    /// A share.
    fn share(percent: Number) = "{percent}\u{a0}%";
    /// A share above 0 that rounds to it.
    fn share_under_one() = "under 1\u{a0}%";
    /// A share below 100 that rounds to it.
    fn share_over_99() = "over 99\u{a0}%";
    /// All respondents, for selectors and column heads.
    fn everyone() = "Everyone";
    /// How many answered.
    fn answered(count: Number) = "{count} answered";
    /// Nobody published how many answered.
    fn answered_unknown() = "number of answers not published";
    /// A wave's sample.
    fn sample_of(count: Number) = "{count|one:# respondent|other:# respondents}";
    /// Nobody published how large a wave's sample was.
    fn sample_unknown() = "number of respondents not published";
    /// Two parts of a line.
    fn line_of_two(first: Text, second: Text) = "{first}, {second}";
    /// Three parts of a line.
    fn line_of_three(first: Text, second: Text, third: Text) = "{first}, {second}, {third}";
    /// Two things that belong together.
    fn both(first: Text, second: Text) = "{first} and {second}";
    /// A name, and what it is.
    fn named(name: Text, words: Text) = "{name}: {words}";
    /// A rank beside a name; the wave as it stands in sentences.
    fn ranked_in(rank: Text, wave: Text) = "{rank} in {wave}";
    /// What stands under a made-up number, for whom the real one is not known.
    fn no_published_value() = "From a real survey: not published.";
    /// The rule of suppression, for readers.
    fn minimum(respondents: Number) = "A number with fewer than {respondents} answers behind it is not shown: it reads “too few answers”. So does a number that would give such a one away.";
    /// A wave that can't be chosen, and why.
    fn wave_without_values(wave: Text) = "{wave}: not published";
    /// The title of an axis of shares.
    fn share_axis(label: Text) = "{label}, share of respondents";
}

/// What a measure's sentence may ask to be filled in.
pub const PLACEHOLDERS: [&str; 3] = ["audience", "wave", "value"];

/// A number as its measure is written: `#8`, `62 %`, or why there is none.
pub fn value(kind: MeasureKind, cell: Cell) -> String {
    match (cell, kind) {
        (Cell::Known { value, .. }, MeasureKind::Rank) => rank(value),
        (Cell::Known { value, .. }, MeasureKind::Percent) => percent(value),
        (Cell::TooFew, _) => too_few(),
        (Cell::NotPublished, _) => not_published(),
    }
}

/// A share in whole percent with a no-break space: `62 %`.
///
/// Shares above 0 and below 100 never read as "0 %" or "100 %", which would claim nobody or all.
pub fn percent(amount: f64) -> String {
    let whole = amount.round();
    if amount > 0.0 && whole == 0.0 {
        share_under_one()
    } else if amount < 100.0 && whole == 100.0 {
        share_over_99()
    } else {
        share(amount)
    }
}

/// What an audience is called inside a sentence: "practitioners", "school leaders".
pub fn audience(atlas: &Atlas, wave: WaveIx, audience: Audience) -> &Text {
    match audience {
        Audience::Everyone => &atlas.wave(wave).everyone,
        Audience::Group(group) => &atlas.group(group).phrase,
    }
}

/// An audience for selectors and column heads: "Everyone", "Rural".
pub fn audience_label(atlas: &Atlas, audience: Audience) -> Text {
    match audience {
        Audience::Everyone => everyone().into(),
        Audience::Group(group) => atlas.group(group).label.clone(),
    }
}

/// A measure's sentence with its places filled in, e.g.
/// "This challenge ranked as practitioners’ #8 priority in spring 2020."
///
/// `{value}` becomes the bare number of a rank (templates write `#{value}`) and a worded percent.
pub fn sentence(atlas: &Atlas, cut: Cut, cell: Cell) -> String {
    let measure = atlas.measure(cut.measure);
    let number = match (measure.kind, cell) {
        (MeasureKind::Rank, Cell::Known { value, .. }) => digits::whole(value),
        (kind, cell) => value(kind, cell),
    };
    let filled = measure
        .sentence
        .replace("{audience}", audience(atlas, cut.wave, cut.audience))
        .replace("{wave}", &atlas.wave(cut.wave).phrase)
        .replace("{value}", &number);
    capitalised(&filled)
}

/// The text with its first letter in upper case.
pub fn capitalised(text: &str) -> String {
    let (first, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
    upper(first) + rest
}

/// A whole number, in groups of digits where it is long: `1,200`.
pub fn count(n: u32) -> String {
    words::spoken().numbers.write(n)
}

/// How many answered: "612 answered", "number of answers not published".
pub fn respondents(n: Option<u32>) -> String {
    n.map_or_else(answered_unknown, answered)
}

/// A wave's sample in words.
pub fn sample(sample: &Sample) -> String {
    match sample {
        Sample::Count(n) => sample_of(*n),
        Sample::Words(words) => words.clone(),
        Sample::Unknown => sample_unknown(),
    }
}

/// A wave for headings, with the word that made-up numbers carry: "Fall 2025 (illustrative)".
pub fn wave_label(atlas: &Atlas, wave: WaveIx) -> Text {
    let row = atlas.wave(wave);
    if row.is_illustrative() { illustrative_wave(&row.label).into() } else { row.label.clone() }
}

/// Audience, wave and respondents behind a number: the line under every value.
pub fn provenance(atlas: &Atlas, cut: Cut, cell: Cell) -> String {
    let who = capitalised(audience(atlas, cut.wave, cut.audience));
    line_of_three(&who, &wave_label(atlas, cut.wave), &respondents(cell.respondents()))
}

/// A rank beside a name: "#8 in spring 2020".
pub fn short_rank(atlas: &Atlas, wave: WaveIx, cell: Cell) -> String {
    ranked_in(&value(MeasureKind::Rank, cell), &atlas.wave(wave).phrase)
}

/// The heading over the first places of the newest published ranking.
pub fn first_places(atlas: &Atlas, wave: WaveIx) -> String {
    line_of_two(&atlas.wave(wave).label, &atlas.wave(wave).everyone)
}

/// How much a search found: "3 of 45 challenges".
pub fn found(count: usize, total: usize) -> String {
    if count == 0 { nothing_found() } else { some_found(count, total) }
}

/// Two or more things as one: "teachers and district leaders".
pub fn together<T: AsRef<str>>(all: &[T]) -> String {
    let mut all = all.iter().map(AsRef::as_ref);
    let first = all.next().unwrap_or_default().to_owned();
    all.fold(first, |before, next| both(&before, next))
}

/// The parts of a line: "widespread 62 %, urgent 48 %".
pub fn line<T: AsRef<str>>(all: &[T]) -> String {
    let mut all = all.iter().map(AsRef::as_ref);
    let first = all.next().unwrap_or_default().to_owned();
    all.fold(first, |before, next| line_of_two(&before, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percents_never_claim_nobody_or_all() {
        for (share, words) in [
            (0.0, "0\u{a0}%"),
            (0.4, "under 1\u{a0}%"),
            (61.5, "62\u{a0}%"),
            (99.7, "over 99\u{a0}%"),
            (100.0, "100\u{a0}%"),
        ] {
            assert_eq!(percent(share), words);
        }
    }

    #[test]
    fn an_absent_value_is_never_a_number() {
        for kind in [MeasureKind::Rank, MeasureKind::Percent] {
            assert_eq!(value(kind, Cell::NotPublished), "not published");
            assert_eq!(value(kind, Cell::TooFew), "too few answers");
        }
    }

    #[test]
    fn long_numbers_are_grouped() {
        assert_eq!([7, 612, 1234, 1_234_567].map(count), ["7", "612", "1,234", "1,234,567"]);
    }
}
