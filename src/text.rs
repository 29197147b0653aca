//! Every sentence the program itself says, and how numbers are worded.
//!
//! One module, so that the wording is consistent and a second language has one place to go.

pub mod signup;

use crate::atlas::{Atlas, Cut};
use crate::challenge::{Audience, Cell, ChallengeIx, MeasureIx, MeasureKind, Sample, WaveIx};

/// What a measure's sentence may ask to be filled in.
pub const PLACEHOLDERS: [&str; 3] = ["audience", "wave", "value"];

/// A value that nobody published.
pub const NOT_PUBLISHED: &str = "not published";
/// A value withheld because too few answered.
pub const TOO_FEW: &str = "too few answers";
/// The word that goes with every made-up number.
pub const ILLUSTRATIVE: &str = "illustrative";

/// A number as its measure is written: `#8`, `62 %`, or why there is none.
pub fn value(kind: MeasureKind, cell: Cell) -> String {
    match (cell, kind) {
        (Cell::Known { value, .. }, MeasureKind::Rank) => format!("#{value:.0}"),
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
        format!("{whole:.0}\u{a0}%")
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
        (MeasureKind::Rank, Cell::Known { value, .. }) => format!("{value:.0}"),
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
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A whole number with thin groups of three: `1 200`.
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

/// Wave, audience and respondents behind a number: the line under every value.
pub fn provenance(atlas: &Atlas, cut: Cut, cell: Cell) -> String {
    let who = match cut.audience {
        Audience::Everyone => atlas.wave(cut.wave).everyone.clone(),
        Audience::Group(group) => atlas.group(group).phrase.clone(),
    };
    format!("{}, {who}, {}", wave_label(atlas, cut.wave), respondents(cell.respondents()))
}

/// One challenge of a picture in words: name, value, place, audience, wave and respondents.
pub fn mark(atlas: &Atlas, cut: Cut, challenge: ChallengeIx, place: Option<(usize, usize)>) -> String {
    let cell = atlas.cell(cut, challenge);
    let measure = atlas.measure(cut.measure);
    let place = place.map_or(String::new(), |(at, of)| format!(", {at} of {of}"));
    format!(
        "{}: {} {}{place}, {}",
        atlas.challenge(challenge).name,
        measure.label.to_lowercase(),
        value(measure.kind, cell),
        provenance(atlas, cut, cell),
    )
}

/// The takeaway of a ranking: which challenge comes first, and for whom.
pub fn takeaway(atlas: &Atlas, cut: Cut) -> String {
    let ranking = atlas.ranking(cut);
    let measure = atlas.measure(cut.measure);
    let wave = atlas.wave(cut.wave);
    let who = capitalised(audience(atlas, cut.wave, cut.audience));
    let made_up = if wave.is_illustrative() { " (illustrative numbers)" } else { "" };
    let Some((first, cell)) = ranking.first() else {
        return format!(
            "No value of “{}” was published for {} in {}.",
            measure.label,
            who.to_lowercase(),
            wave.phrase
        );
    };
    let name = &atlas.challenge(*first).name;
    match (measure.kind, cell.respondents()) {
        (MeasureKind::Rank, _) => {
            format!("{who} put {name} first in {}{made_up}.", wave.phrase)
        }
        (MeasureKind::Percent, Some(n)) => format!(
            "{who} name {name} most often as “{}”: {} of {} in {}{made_up}.",
            measure.label.to_lowercase(),
            value(measure.kind, *cell),
            count(n),
            wave.phrase
        ),
        (MeasureKind::Percent, None) => format!(
            "{who} name {name} most often as “{}”: {} in {}{made_up}.",
            measure.label.to_lowercase(),
            value(measure.kind, *cell),
            wave.phrase
        ),
    }
}

/// How many challenges a measure has values for, and how many not.
pub fn coverage(atlas: &Atlas, measure: MeasureIx, shown: usize) -> String {
    let all = atlas.challenges().len();
    format!("{shown} of {all} challenges have a value of “{}”.", atlas.measure(measure).label)
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
