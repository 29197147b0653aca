//! Every sentence the program itself says, and how numbers are worded.
//!
//! One module, so that the wording is consistent and a second language has one place to go.

pub mod words;
pub mod catalog;
pub mod discuss;
pub mod explore;
pub mod search;
pub mod signup;

use crate::atlas::{Atlas, Cut};
use crate::case::upper;
use crate::challenge::{Audience, Cell, MeasureKind, Sample, WaveIx};
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
}

/// What a measure's sentence may ask to be filled in.
pub const PLACEHOLDERS: [&str; 3] = ["audience", "wave", "value"];

/// A value that nobody published.
pub const NOT_PUBLISHED: &str = "not published";
/// A value withheld because too few answered.
pub const TOO_FEW: &str = "too few answers";
/// The word that goes with every made-up number.
pub const ILLUSTRATIVE: &str = "illustrative";

/// What the page for groups is for.
pub const DISCUSS_LEAD: &str = "Plot how widespread and how urgent each challenge is where you are, see it beside the survey, alone or as a group, and leave with a plan.";
/// While a page that is a program of its own is being fetched.
pub const OPENING_PAGE: &str = "Opening the page…";
/// It could not be fetched.
pub const PAGE_NOT_OPENED: &str =
    "The page could not be loaded. Check your connection, then reload the page.";

/// A number as its measure is written: `#8`, `62 %`, or why there is none.
pub fn value(kind: MeasureKind, cell: Cell) -> String {
    match (cell, kind) {
        (Cell::Known { value, .. }, MeasureKind::Rank) => format!("#{}", digits::whole(value)),
        (Cell::Known { value, .. }, MeasureKind::Percent) => percent(value),
        (Cell::TooFew, _) => TOO_FEW.to_owned(),
        (Cell::NotPublished, _) => NOT_PUBLISHED.to_owned(),
    }
}

/// A share in whole percent with a no-break space: `62 %`.
///
/// Shares above 0 and below 100 never read as "0 %" or "100 %", which would claim nobody or all.
pub fn percent(share: f64) -> String {
    let whole = share.round();
    if share > 0.0 && whole == 0.0 {
        "under 1\u{a0}%".to_owned()
    } else if share < 100.0 && whole == 100.0 {
        "over 99\u{a0}%".to_owned()
    } else {
        format!("{}\u{a0}%", digits::whole(share))
    }
}

/// What an audience is called inside a sentence: "practitioners", "school leaders".
pub fn audience(atlas: &Atlas, wave: WaveIx, audience: Audience) -> &str {
    match audience {
        Audience::Everyone => &atlas.wave(wave).everyone,
        Audience::Group(group) => &atlas.group(group).phrase,
    }
}

/// An audience for selectors and column heads: "Everyone", "Rural".
pub fn audience_label(atlas: &Atlas, audience: Audience) -> &str {
    match audience {
        Audience::Everyone => "Everyone",
        Audience::Group(group) => &atlas.group(group).label,
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

/// A whole number with groups of three: `1,200`.
pub fn count(n: u32) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// How many answered: "612 answered", "number of answers not published".
pub fn respondents(n: Option<u32>) -> String {
    n.map_or_else(|| "number of answers not published".to_owned(), |n| format!("{} answered", count(n)))
}

/// A wave's sample in words.
pub fn sample(sample: &Sample) -> String {
    match sample {
        Sample::Count(n) => format!("{} respondents", count(*n)),
        Sample::Words(words) => words.clone(),
        Sample::Unknown => "number of respondents not published".to_owned(),
    }
}

/// A wave for headings, with the word that made-up numbers carry: "Fall 2025 (illustrative)".
pub fn wave_label(atlas: &Atlas, wave: WaveIx) -> String {
    let row = atlas.wave(wave);
    if row.is_illustrative() { format!("{} ({ILLUSTRATIVE})", row.label) } else { row.label.clone() }
}

/// Audience, wave and respondents behind a number: the line under every value.
pub fn provenance(atlas: &Atlas, cut: Cut, cell: Cell) -> String {
    let who = audience(atlas, cut.wave, cut.audience);
    format!("{}, {}, {}", capitalised(who), wave_label(atlas, cut.wave), respondents(cell.respondents()))
}

/// A rank beside a name: "#8 in spring 2020".
pub fn short_rank(atlas: &Atlas, wave: WaveIx, cell: Cell) -> String {
    format!("{} in {}", value(MeasureKind::Rank, cell), atlas.wave(wave).phrase)
}

/// The heading over the first places of the newest published ranking.
pub fn first_places(atlas: &Atlas, wave: WaveIx) -> String {
    format!("{}, {}", atlas.wave(wave).label, atlas.wave(wave).everyone)
}

/// What stands under a made-up number, for whom the real one is not known.
pub fn no_published_value() -> &'static str {
    "From a real survey: not published."
}

/// How much a search found: "3 of 45 challenges".
pub fn found(count: usize, total: usize) -> String {
    if count == 0 { nothing_found() } else { some_found(count, total) }
}

/// The rule of suppression, for readers.
pub fn minimum(respondents: u32) -> String {
    format!(
        "A number with fewer than {respondents} answers behind it is not shown: it reads “{TOO_FEW}”. So does a number that would give such a one away."
    )
}

/// A wave that can't be chosen, and why: "Spring 2019: not published".
pub fn wave_without_values(atlas: &Atlas, wave: WaveIx) -> String {
    format!("{}: {NOT_PUBLISHED}", wave_label(atlas, wave))
}

/// The title of an axis of shares.
pub fn share_axis(label: &str) -> String {
    format!("{label}, share of respondents")
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
        assert_eq!([count(7), count(612), count(1234), count(1_234_567)], ["7", "612", "1,234", "1,234,567"]);
    }
}
