//! Messages that every page uses, and the formats of numbers.
//!
//! One module holds them, so that the wording is consistent.

use data::challenge::{Audience, Cell, MeasureKind, Sample, Text, WaveIx};
use data::dataset::{Dataset, SeriesKey};
use messages::locale::current_locale;
use messages::messages;
use slim_std::format;
use slim_std::unicode::to_uppercase;

messages! { module = Common;
    /// Number of challenges that a chart of ranks can't show.
    fn without_rank(count: Number, total: Number) =
        "{count|one:# of {total} has no published rank|other:# of {total} have no published rank}";
    /// Number of challenges that a chart of shares can't show.
    fn without_share(count: Number, total: Number) =
        "{count|one:# of {total} has no published share|other:# of {total} have no published share}";
    /// Number of challenges that a chart of ranks and shares can't show.
    fn without_value(count: Number, total: Number) =
        "{count|one:# of {total} has no published value|other:# of {total} have no published value}";
    /// Number of challenges that a chart of differences can't show.
    fn without_difference(count: Number, total: Number) =
        "{count|one:# of {total} lacks a value to compare|other:# of {total} lack a value to compare}";
    /// Number of challenges that nobody answered in a wave.
    fn without_answers(count: Number) =
        "{count|one:# has no answers in this wave|other:# have no answers in this wave}";
    /// Note on a value that was not published.
    fn not_published() = "not published";
    /// Note on a value that was suppressed.
    fn too_few() = "too few answers";
    /// Label of made-up numbers.
    fn illustrative() = "illustrative";
    /// A wave of made-up numbers in headings.
    fn illustrative_wave(wave: Text) = "{wave} (illustrative)";
    /// A rank.
    fn rank(place: Number) = "#{place}";
    /// A share.
    fn share(percent: Number) = "{percent}%";
    /// A share above 0 that rounds to 0.
    fn share_under_one() = "under 1%";
    /// A share below 100 that rounds to 100.
    fn share_over_99() = "over 99%";
    /// All respondents, in selectors and column heads.
    fn everyone() = "Everyone";
    /// Number of respondents.
    fn answered(count: Number) = "{count} answered";
    /// Notice that the number of respondents was not published.
    fn answered_unknown() = "number of answers not published";
    /// Number of respondents of a wave.
    fn sample_of(count: Number) = "{count|one:# respondent|other:# respondents}";
    /// Notice that the number of respondents of a wave was not published.
    fn sample_unknown() = "number of respondents not published";
    /// Two parts of a line.
    fn line_of_two(first: Text, second: Text) = "{first}, {second}";
    /// Three parts of a line.
    fn line_of_three(first: Text, second: Text, third: Text) = "{first}, {second}, {third}";
    /// A list of two things.
    fn both(first: Text, second: Text) = "{first} and {second}";
    /// A name with its value or explanation.
    fn named(name: Text, words: Text) = "{name}: {words}";
    /// A rank beside a name. `wave` is the wave inside a sentence.
    fn ranked_in(rank: Text, wave: Text) = "{rank} in {wave}";
    /// Note under a made-up number without a published one.
    fn no_published_value() = "No real survey has published this number.";
    /// Explanation of suppression.
    fn minimum(respondents: Number) = "A number based on fewer than {respondents} answers is hidden: it reads “too few answers.” Numbers that would reveal one are hidden too.";
    /// Entry of a wave that can't be chosen.
    fn wave_without_values(wave: Text) = "{wave}: not published";
    /// A wave that no earlier one can be compared with.
    fn wave_without_change(wave: Text) = "{wave}: nothing to compare";
    /// Title of an axis of shares.
    fn share_axis(label: Text) = "{label}, share of respondents";
}

/// Returns a number in the format of its measure (`#8`, `62%`), or the reason why there is none.
pub fn value(kind: MeasureKind, cell: Cell) -> String {
    match (cell, kind) {
        (Cell::Known { value, .. }, MeasureKind::Rank) => rank(value),
        (Cell::Known { value, .. }, MeasureKind::Percent) => percent(value),
        (Cell::TooFew, _) => too_few(),
        (Cell::NotPublished, _) => not_published(),
    }
}

/// Returns a share in whole percent: `62%`. `amount` is in percent, 0 to 100.
///
/// Shares above 0 and below 100 never read as "0%" or "100%", which would mean nobody or all.
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

/// Returns the name of an audience inside a sentence: "practitioners", "school leaders".
pub fn audience(dataset: &Dataset, wave: WaveIx, audience: Audience) -> &Text {
    match audience {
        Audience::Everyone => &dataset.wave(wave).everyone,
        Audience::Group(group) => &dataset.group(group).phrase,
    }
}

/// Returns the name of an audience in selectors and column heads: "Everyone", "Rural".
pub fn audience_label(dataset: &Dataset, audience: Audience) -> Text {
    match audience {
        Audience::Everyone => everyone().into(),
        Audience::Group(group) => dataset.group(group).label.clone(),
    }
}

/// Returns a measure's sentence with its placeholders filled in, e.g. "This challenge ranked as
/// practitioners’ #8 priority in spring 2020."
///
/// `{value}` becomes the plain number of a rank (templates have `#{value}`) and the formatted share.
pub fn sentence(dataset: &Dataset, series: SeriesKey, cell: Cell) -> String {
    let measure = dataset.measure(series.measure);
    let number = match (measure.kind, cell) {
        (MeasureKind::Rank, Cell::Known { value, .. }) => format::integer(value),
        (kind, cell) => value(kind, cell),
    };
    let filled = measure
        .sentence
        .replace("{audience}", audience(dataset, series.wave, series.audience))
        .replace("{wave}", &dataset.wave(series.wave).phrase)
        .replace("{value}", &number);
    capitalised(&filled)
}

/// Returns the text with its first letter in upper case.
pub fn capitalised(text: &str) -> String {
    let (first, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
    to_uppercase(first) + rest
}

/// Returns a whole number in the number style of the current locale: `1,200`.
pub fn count(n: u32) -> String {
    current_locale().numbers.write(n)
}

/// Returns the number of respondents: "612 answered", "number of answers not published".
pub fn respondents(n: Option<u32>) -> String {
    n.map_or_else(answered_unknown, answered)
}

/// Returns the number of respondents of a wave: "612 respondents".
pub fn sample(sample: &Sample) -> String {
    match sample {
        Sample::Count(n) => sample_of(*n),
        Sample::Words(words) => words.clone(),
        Sample::Unknown => sample_unknown(),
    }
}

/// Returns the name of a wave in headings, with the label of made-up numbers: "Fall 2025 (illustrative)".
pub fn wave_label(dataset: &Dataset, wave: WaveIx) -> Text {
    let row = dataset.wave(wave);
    if row.is_illustrative() { illustrative_wave(&row.label).into() } else { row.label.clone() }
}

/// Returns audience, wave and respondents of a number: the line under every value.
pub fn provenance(dataset: &Dataset, series: SeriesKey, cell: Cell) -> String {
    let who = capitalised(audience(dataset, series.wave, series.audience));
    line_of_three(&who, &wave_label(dataset, series.wave), &respondents(cell.respondents()))
}

/// Returns a rank beside a name: "#8 in spring 2020".
pub fn short_rank(dataset: &Dataset, wave: WaveIx, cell: Cell) -> String {
    ranked_in(&value(MeasureKind::Rank, cell), &dataset.wave(wave).phrase)
}

/// Returns the heading over the first places of the newest published ranking.
pub fn first_places(dataset: &Dataset, wave: WaveIx) -> String {
    line_of_two(&dataset.wave(wave).label, &dataset.wave(wave).everyone)
}

/// Returns a list of things inside a sentence: "teachers, parents and district leaders".
pub fn together<T: AsRef<str>>(all: &[T]) -> String {
    match all {
        [before @ .., last] if !before.is_empty() => both(&line(before), last.as_ref()),
        _ => line(all),
    }
}

/// Returns a list of values: "widespread 62%, urgent 48%".
pub fn line<T: AsRef<str>>(all: &[T]) -> String {
    let mut all = all.iter().map(AsRef::as_ref);
    let first = all.next().unwrap_or_default().to_owned();
    all.fold(first, |before, next| line_of_two(&before, next))
}

/// Returns the names of waves, without the words that all of them begin with after the first: "Spring 2019", "2020".
/// They stay whole if they differ in more than a number at the end.
pub fn short_wave_names<'a>(names: &[&'a str]) -> Vec<&'a str> {
    let numbers: Option<Vec<&str>> =
        names.windows(2).map(|pair| differing_number(pair[0], pair[1])).collect();
    match numbers {
        Some(numbers) => names.iter().copied().take(1).chain(numbers).collect(),
        None => names.to_vec(),
    }
}

/// Returns the years in the names of several waves, "2019" and "2025–26", where there is room for no more. The names
/// are those of [`short_wave_names`] if one of them has no year, or two have the same.
pub fn years_of_waves<'a>(names: &[&'a str]) -> Vec<&'a str> {
    let years: Option<Vec<&str>> = names.iter().map(|name| year(name)).collect();
    let are_distinct = |years: &[&str]| (1..years.len()).all(|at| !years[..at].contains(&years[at]));
    let years = years.filter(|years| years.len() > 1 && are_distinct(years));
    years.unwrap_or_else(|| short_wave_names(names))
}

/// Returns what stands in a name from its first digit to its last, if that is a year or a span of years.
fn year(name: &str) -> Option<&str> {
    let is_digit = |letter: char| letter.is_ascii_digit();
    let part = &name[name.find(is_digit)?..=name.rfind(is_digit)?];
    let is_year = ["19", "20"].iter().any(|century| part.starts_with(century))
        && part.find(|letter| !is_digit(letter)).unwrap_or(part.len()) == 4
        && part.chars().all(|letter| is_digit(letter) || "-–/".contains(letter));
    is_year.then_some(part)
}

/// Returns the last word of a name, if it ends in a digit and is all in which the name differs from the one before.
fn differing_number<'a>(before: &str, name: &'a str) -> Option<&'a str> {
    let ends_in_digit = |text: &str| text.as_bytes().last().is_some_and(u8::is_ascii_digit);
    let ((words, number), (words_before, _)) = (name.rsplit_once(' ')?, before.rsplit_once(' ')?);
    (words == words_before && ends_in_digit(number) && ends_in_digit(before)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percents_never_claim_nobody_or_all() {
        for (share, words) in
            [(0.0, "0%"), (0.4, "under 1%"), (61.5, "62%"), (99.7, "over 99%"), (100.0, "100%")]
        {
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

    #[test]
    fn labels_made_of_more_than_a_text_have_no_language() {
        let mut dataset = data::sample::dataset();
        dataset.mark_language("en", &|_| true);
        let waves = dataset.waves().map(|wave| (wave, wave_label(&dataset, wave)));
        for (wave, label) in waves {
            assert_eq!(label.lang().is_none(), dataset.wave(wave).is_illustrative(), "{label}");
        }
        let everyone = audience_label(&dataset, Audience::Everyone);
        assert_eq!(everyone.lang(), None, "the program's own word");
    }

    #[test]
    fn waves_are_told_apart_by_their_numbers_where_these_suffice() {
        for (names, short) in [
            (&["Spring 2019", "Spring 2020"][..], &["Spring 2019", "2020"][..]),
            (&["Sample survey 2024", "Sample survey 2025"], &["Sample survey 2024", "2025"]),
            (&["استطلاع 2024", "استطلاع 2025"], &["استطلاع 2024", "2025"]),
            (&["Spring 2018", "Spring 2019", "Spring 2020"], &["Spring 2018", "2019", "2020"]),
            (&["Spring 2019"], &["Spring 2019"]),
            (&[], &[]),
        ] {
            assert_eq!(short_wave_names(names), short);
        }
        // A number alone would seem to belong to the words of the first one.
        for names in [
            &["Spring 2019", "Spring 2020", "2025–26"][..],
            &["Fall 2019", "Spring 2020"],
            &["2019", "2020"],
            &["Wave one", "Wave two"],
            &["Wave", "Wave 2"],
        ] {
            assert_eq!(short_wave_names(names), names);
        }
    }

    #[test]
    fn waves_are_named_by_year_where_room_is_scarce() {
        for (names, years) in [
            (&["Primavera de 2019", "Primavera de 2020", "2025–26"][..], &["2019", "2020", "2025–26"][..]),
            (&["Spring 2019"], &["Spring 2019"]),
            (&["Fall 2019", "Spring 2019"], &["Fall 2019", "Spring 2019"]),
            (&["Survey 2019 (400 answers)", "2020"], &["Survey 2019 (400 answers)", "2020"]),
            (&["Wave 1", "Wave 2"], &["Wave 1", "2"]),
            (&["Cohort 1234", "Cohort 5678"], &["Cohort 1234", "5678"]),
            (&["Grade 20000", "Class 2020"], &["Grade 20000", "Class 2020"]),
            (&["Before", "2020"], &["Before", "2020"]),
            (&[], &[]),
        ] {
            assert_eq!(years_of_waves(names), years);
        }
    }
}
