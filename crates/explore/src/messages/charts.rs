//! Messages of the charts: takeaways, labels of marks, spoken texts.

use data::challenge::{Audience, Cell, ChallengeIx, MeasureIx, MeasureKind, WaveIx};
use data::dataset::{Dataset, SeriesKey};
use messages::messages;
use slim_std::unicode::to_lowercase;
use survey::Interval;

use super::common::{
    audience, capitalised, count, line, line_of_two, not_published, respondents, together, value, wave_label,
};
use crate::view_state::View;

messages! { module = Charts;
    /// Finding of the overview. `leaders` are one or more of the messages after it. A finding becomes a sentence by
    /// `ends`, `in_wave` and the messages beside them.
    fn overview_of(leaders: Text, who: Text) = "{leaders}, say {who}";
    /// Challenges that come first on measures, each with its value.
    fn leads(names: Text, measures: Text) = "{names} leads on {measures}";
    /// Challenges that share the first place on measures.
    fn lead(names: Text, measures: Text) = "{names} lead on {measures}";
    /// A challenge that has the highest published rank, if the first place is unknown.
    fn leads_published(names: Text, measures: Text) = "{names} has the highest published rank on {measures}";
    /// Two of these findings.
    fn and_then(first: Text, second: Text) = "{first}; {second}";
    /// A measure with the value of its first challenge.
    fn measure_with(label: Text, value: Text) = "{label} ({value})";
    /// Challenges that share a place, if they are many.
    fn so_many(count: Number) = "{count|one:# challenge|other:# challenges}";
    /// Finding of a ranking by rank, if the first place is known.
    fn comes_first(name: Text, who: Text) = "{name} comes first for {who}";
    /// Finding of a ranking by rank, if several challenges share the first place.
    fn come_first(names: Text, who: Text) = "{names} come first for {who}";
    /// Finding of a ranking by rank, if the first place is unknown.
    fn ranked_highest(name: Text, who: Text, place: Text) = "{name} has the highest published rank among {who}: {place}";
    /// Finding of a ranking by share. `people` is "71% of 214 teachers".
    fn answered_most(people: Text, label: Text, name: Text) = "{people} answered “{label}” for {name}, more than for any other";
    /// Finding of the pair view, with the values of the first challenge.
    fn highest_on_both(name: Text, values: Text, who: Text) = "{name} scores highest on both combined: {values}, among {who}";
    /// Title of the pair view, if the measures can't be added.
    fn pair_of(measures: Text, who: Text) = "{measures} by {who}";
    /// Finding of the change view: a value rose. `from` and `to` are values, or values with their waves (`in_wave`).
    fn rose(name: Text, label: Text, who: Text, from: Text, to: Text, amount: Text) = "{name} rose furthest in “{label}” among {who}: from {from} to {to}, {amount}";
    /// Finding of the change view: a value fell.
    fn fell(name: Text, label: Text, who: Text, from: Text, to: Text, amount: Text) = "{name} fell furthest in “{label}” among {who}: from {from} to {to}, {amount}";
    /// Takeaway of the change view: nothing moved.
    fn no_move(label: Text, who: Text, earlier: Text, later: Text) = "No challenge moved in “{label}” for {who} from {earlier} to {later}.";
    /// Takeaway of the change view: there is only one wave.
    fn one_wave(label: Text, who: Text, when: Text) = "There is no change to show yet: “{label}” for {who} is known in one wave only, {when}.";
    /// Finding of the gap view: there is no gap.
    fn agree(one: Text, other: Text, label: Text) = "{one} and {other} agree on every challenge in “{label}”";
    /// Finding of the gap view for shares.
    fn widest_of_shares(name: Text, high: Text, who: Text, low: Text, other: Text, label: Text, amount: Text) = "The widest gap is on {name}: {high} of {who} and {low} of {other} answered “{label}”, {amount} apart";
    /// Finding of the gap view for ranks.
    fn widest_of_ranks(name: Text, who: Text, high: Text, other: Text, low: Text, amount: Text) = "The widest gap is on {name}: {high} for {who} and {low} for {other}, {amount} apart";
    /// A finding or a value with its wave.
    fn in_wave(finding: Text, when: Text) = "{finding} in {when}";
    /// End of a finding.
    fn ends(finding: Text) = "{finding}.";
    /// End of a finding that may be chance.
    fn ends_overlapping(finding: Text) = "{finding}; the 95% intervals overlap.";
    /// End of a finding that is hardly chance.
    fn ends_apart(finding: Text) = "{finding}; the 95% intervals do not overlap.";
    /// Takeaway of the answers view. `finding` is [`answered_most`].
    fn each_dot(finding: Text) = "Each dot is one answer: {finding}";
    /// Second sentence of a takeaway, about the chosen theme.
    fn theme(first: Text, theme: Text, rank: Number, total: Number) = "{first} leads {theme}, #{rank} of {total}.";
    /// The same where ranks are known of some challenges only.
    fn theme_in_part(first: Text, theme: Text, rank: Number) = "{first} leads {theme}, #{rank}.";
    /// Finding about the theme that is highlighted, in the change view.
    fn theme_moved(first: Text, theme: Text, by: Text) = "{first} moved most within {theme}, {by}.";
    /// Finding about the theme that is highlighted, in the gap view.
    fn theme_apart(first: Text, theme: Text, by: Text) = "{first} has the widest gap within {theme}, {by}.";
    /// Second sentence of a takeaway, if the chosen theme has no values.
    fn theme_absent(theme: Text) = "No challenge in {theme} has a published value here.";
    /// All respondents, inside a sentence.
    fn all_respondents() = "all respondents";
    /// Label of a measure inside a sentence.
    fn quoted(label: Text) = "“{label}”";
    /// Notice that the answers view has no measure to draw.
    fn no_shares() = "This site has no percentages, so there are no answers to draw.";
    /// Notice that nothing was published for what was chosen.
    fn no_values_of(measures: Text, who: Text) = "No wave has values of {measures} for {who}.";
    /// Notice that there are no groups to compare.
    fn no_groups() = "This survey has no groups to compare, so there is no gap to show.";
    /// Notice that no challenge can be drawn.
    fn none_drawn(label: Text, who: Text, when: Text) = "There are no numbers on “{label}” for {who} in {when}.";
    /// Notice that no change can be drawn.
    fn no_change_drawn(label: Text, who: Text, when: Text) = "There is nothing to compare: no challenge has numbers on “{label}” for {who} both in {when} and before.";
    /// Notice that no answers can be drawn.
    fn no_answers_drawn(who: Text, label: Text, when: Text) = "It was not published how many {who} answered “{label}” in {when}.";
    /// A wave of made-up numbers, inside a sentence.
    fn illustrative_phrase(wave: Text) = "{wave} (illustrative numbers)";
    /// Badge on a chart of made-up numbers.
    fn badge() = "Illustrative";
    /// Badge of published numbers, where made-up ones stand beside them.
    fn published_badge() = "Published";
    /// A share with the number of respondents.
    fn share_of_all(share: Text, respondents: Number) = "{share} of {respondents}";
    /// A share of respondents, with their number and who they are.
    fn share_of_people(share: Text, respondents: Number, who: Text) = "{share} of {respondents} {who}";
    /// A share of respondents, if their number is unknown or differs.
    fn share_of_group(share: Text, who: Text) = "{share} of {who}";
    /// A difference of shares, in percentage points.
    fn points(count: Number) = "{count|one:# point|other:# points}";
    /// A difference of shares that rounds to 0.
    fn under_one_point() = "under 1 point";
    /// A difference of ranks, in places.
    fn places(count: Number) = "{count|one:# place|other:# places}";
    /// A positive difference of shares to the other side of a gap.
    fn more(amount: Text) = "{amount} more";
    /// A negative difference or change.
    fn less(amount: Text) = "{amount} less";
    /// A positive difference of ranks to the other side of a gap.
    fn higher(amount: Text) = "{amount} higher";
    /// A negative difference or change.
    fn lower_by(amount: Text) = "{amount} lower";
    /// A positive change since the earliest wave.
    fn up_by(amount: Text) = "{amount} up";
    /// A negative difference or change.
    fn down_by(amount: Text) = "{amount} down";
    /// A difference of 0.
    fn no_difference() = "no difference";
    /// A 95 % interval.
    fn interval_from_to(low: Number, high: Text) = "95% interval {low} to {high}";
    /// The range from the first wave to the last.
    fn from_to(first: Text, last: Text) = "{first} to {last}";
    /// A value with the audience, wave or measure that it belongs to.
    fn value_of(what: Text, value: Text) = "{what} {value}";
    /// Heading of the answers view.
    fn answers_title(label: Text) = "{label}: ● yes, ○ no";
    /// Meaning of a symbol: a disc in a lane of the overview.
    fn key_lane() = "Farther right: a higher rank, a larger share.";
    /// Meaning of a symbol: a ring around a disc.
    fn key_first() = "First on that measure.";
    /// Meaning of a symbol: a mark on a stem.
    fn key_stem() = "Length: share of respondents. Number on the left: rank.";
    /// Meaning of a symbol: a mark in a ranking by rank.
    fn key_place() = "One row for each rank. A rank that was not published keeps its row.";
    /// Meaning of a symbol: a large mark with a number.
    fn key_numbered() = "Large, with a number: one of the first ten priorities, and its rank.";
    /// Meaning of a symbol: a small mark beside numbered ones.
    fn key_small() = "Small: a later rank, or none published.";
    /// Meaning of a symbol: a mark, where none has a rank.
    fn key_both() = "Farther right and up: a higher value on both.";
    /// Meaning of a symbol: the mark of the change view.
    fn key_newest() = "The latest survey shown.";
    /// Meaning of a symbol: a ring in the change view.
    fn key_earlier() = "An earlier survey.";
    /// Meaning of a symbol: a colored line.
    fn key_strong_line() = "In color: the largest changes, and what you compare.";
    /// Meaning of a symbol: a filled dot.
    fn key_yes() = "One person who said yes.";
    /// Meaning of a symbol: a hollow dot.
    fn key_no() = "One person who did not.";
    /// Meaning of a symbol: a grey band.
    fn key_band() = "95% interval: fewer answers make it wider. A short one is hidden by its mark.";
    /// Meaning of a symbol: a mark in a ring.
    fn key_pinned() = "What you compare.";
    /// Spoken text of a theme as a focus stop.
    fn theme_stop(theme: Text, rows: Number, first: Text) = "{theme}: {rows|one:# challenge|other:# challenges}, first {first}. Press Enter to show them.";
    /// Announcement after the chart has changed.
    fn shown(rows: Number, takeaway: Text) = "{rows|one:# challenge|other:# challenges}. {takeaway}";
    /// Announcement after the chart has changed, if values are suppressed.
    fn shown_and_withheld(rows: Number, takeaway: Text, few: Number, total: Number) = "{rows|one:# challenge|other:# challenges}. {takeaway} {few|one:# of {total} challenges has|other:# of {total} challenges have} too few answers.";
    /// Accessible name of a row.
    fn accessible_name(name: Text, values: Text, place: Number, total: Number, source: Text) = "{name}: {values}, {place} of {total}, {source}";
    /// Spoken text of a pinned row.
    fn accessible_name_pinned(name: Text, values: Text, place: Number, total: Number, source: Text) = "{name}, compared: {values}, {place} of {total}, {source}";
    /// Announcement at the beginning of the focus order.
    fn first_of(total: Number) = "First of {total}.";
    /// Announcement at the end of the focus order.
    fn last_of(total: Number) = "Last of {total}.";
    /// Notice of rows that are not drawn because there are too many.
    fn beyond(rows: Number, beyond: Number) = "Showing the first {rows}. {beyond|one:# more has a value|other:# more have values}: choose a theme, or download the data.";
    /// Site and publisher in a download.
    fn title(site: Text, publisher: Text) = "{site}, published by {publisher}";
    /// Range of the numbers of respondents.
    fn respondents_from_to(least: Number, most: Number) = "{least} to {most}";
    /// Caption of the table beside a chart.
    fn caption(measures: Text, who: Text, when: Text) = "{measures}: {who}, {when}";
}

/// One of two compared values.
#[derive(Clone, Copy, Debug)]
pub struct Side {
    /// Series of the value.
    pub series: SeriesKey,
    /// Value.
    pub cell: Cell,
    /// 95 % interval in percent, if known.
    pub interval: Option<Interval>,
}

/// Place of the waves of a takeaway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waves {
    /// In its sentence, which stands alone.
    Named,
    /// Beside it, as below a heading.
    Beside,
}

impl Waves {
    /// Returns a finding or a value, with its wave where that is named.
    fn add(self, dataset: &Dataset, finding: &str, wave: WaveIx) -> String {
        match self {
            Self::Named => in_wave(finding, &when(dataset, wave)),
            Self::Beside => finding.to_owned(),
        }
    }

    /// Returns a finding as a sentence.
    fn sentence(self, dataset: &Dataset, finding: &str, wave: WaveIx) -> String {
        ends(&self.add(dataset, finding, wave))
    }
}

/// Maximum number of challenges that share a place and are named.
const MAX_NAMED: usize = 3;

/// Returns the takeaway of the overview: which challenge comes first in each lane. Lanes with the same first challenge
/// share a finding.
pub fn overview(dataset: &Dataset, lanes: &[SeriesKey], waves: Waves) -> String {
    let mut findings: Vec<(Vec<ChallengeIx>, bool, Vec<String>)> = Vec::new();
    for series in lanes {
        let measure = dataset.measure(series.measure);
        let Some((leaders, first)) = leaders(dataset, *series) else { continue };
        let is_first = is_first(measure.kind, first);
        let label = to_lowercase(&measure.label);
        // A first rank is always #1.
        let words = if is_first && measure.kind == MeasureKind::Rank {
            label
        } else {
            measure_with(&label, &value(measure.kind, first))
        };
        match findings.iter_mut().find(|found| found.0 == leaders && found.1 == is_first) {
            Some(found) => found.2.push(words),
            None => findings.push((leaders, is_first, vec![words])),
        }
    }
    let sentences = findings.into_iter().map(|(leaders, is_first, measures)| {
        let finding = match (is_first, leaders.len()) {
            (false, _) => leads_published,
            (true, 1) => leads,
            (true, _) => lead,
        };
        finding(&names(dataset, &leaders), &together(&measures))
    });
    let leaders = sentences.reduce(|before, next| and_then(&before, &next)).unwrap_or_default();
    let Some(series) = lanes.first() else { return leaders };
    let finding = overview_of(&leaders, audience(dataset, series.wave, series.audience));
    waves.sentence(dataset, &finding, series.wave)
}

/// Returns the challenges that share the first place of a series, with the value of the first of them; `None` without
/// values.
fn leaders(dataset: &Dataset, series: SeriesKey) -> Option<(Vec<ChallengeIx>, Cell)> {
    let ranking = dataset.ranking(series);
    let first = dataset.cell(series, *ranking.first()?);
    let is_tied = |challenge: &&ChallengeIx| dataset.cell(series, **challenge).value() == first.value();
    Some((ranking.iter().take_while(is_tied).copied().collect(), first))
}

/// Returns whether a series begins with its first place. With the first place unknown, "first" would be a guess.
fn is_first(kind: MeasureKind, first: Cell) -> bool {
    kind == MeasureKind::Percent || first.value() == Some(1.0)
}

/// Returns the names of challenges that share a place, or their number if they are many.
fn names(dataset: &Dataset, challenges: &[ChallengeIx]) -> String {
    if challenges.len() > MAX_NAMED {
        return so_many(challenges.len());
    }
    together(&challenges.iter().map(|ix| &dataset.challenge(*ix).name).collect::<Vec<_>>())
}

/// Returns the takeaway of a ranking: the first challenge, or those that share the first place.
pub fn ranking(dataset: &Dataset, series: SeriesKey, waves: Waves) -> String {
    let measure = dataset.measure(series.measure);
    let Some((leaders, first)) = leaders(dataset, series) else {
        return no_values(dataset, &[series.audience], &[series.measure]);
    };
    let names = names(dataset, &leaders);
    let who = audience(dataset, series.wave, series.audience);
    let finding = match measure.kind {
        MeasureKind::Rank if !is_first(measure.kind, first) => {
            ranked_highest(&names, who, &value(measure.kind, first))
        }
        MeasureKind::Rank if leaders.len() == 1 => comes_first(&names, who),
        MeasureKind::Rank => come_first(&names, who),
        MeasureKind::Percent => {
            let share = value(measure.kind, first);
            let people = match first.respondents() {
                Some(n) if leaders.len() == 1 => share_of_people(&share, n, who),
                _ => share_of_group(&share, who),
            };
            answered_most(&people, &to_lowercase(&measure.label), &names)
        }
    };
    waves.sentence(dataset, &finding, series.wave)
}

/// Returns the takeaway of the pair view. `first` is the challenge with the greatest sum of both shares, with
/// its values as text.
pub fn pair(
    dataset: &Dataset,
    series: SeriesKey,
    labels: &[String],
    first: Option<(ChallengeIx, String)>,
    waves: Waves,
) -> String {
    let who = audience(dataset, series.wave, series.audience);
    let measures = together(&labels.iter().map(|label| to_lowercase(label)).collect::<Vec<_>>());
    let finding = match first {
        Some((first, values)) => highest_on_both(&dataset.challenge(first).name, &values, who),
        None => capitalised(&pair_of(&measures, who)),
    };
    waves.sentence(dataset, &finding, series.wave)
}

/// Returns the takeaway of the change view: the greatest change, and whether it may be chance.
pub fn change(
    dataset: &Dataset,
    challenge: ChallengeIx,
    [then, now]: [Side; 2],
    change: f64,
    waves: Waves,
) -> String {
    let kind = dataset.measure(now.series.measure).kind;
    let name = &dataset.challenge(challenge).name;
    let label = to_lowercase(&dataset.measure(now.series.measure).label);
    let who = audience(dataset, now.series.wave, now.series.audience);
    let (from, to) = (value(kind, then.cell), value(kind, now.cell));
    let (earlier, later) = (&dataset.wave(then.series.wave).phrase, when(dataset, now.series.wave));
    if change == 0.0 {
        return no_move(&label, who, earlier, &later);
    }
    let moved = if change > 0.0 { rose } else { fell };
    let (from, to) = match waves {
        Waves::Named => (in_wave(&from, earlier), in_wave(&to, &later)),
        Waves::Beside => (from, to),
    };
    let amount = difference(kind, change.abs());
    with_overlap(&moved(name, &label, who, &from, &to, &amount), then, now)
}

/// Returns the takeaway of the change view if there is only one wave.
pub fn single_wave(dataset: &Dataset, series: SeriesKey) -> String {
    let label = &dataset.measure(series.measure).label;
    one_wave(label, audience(dataset, series.wave, series.audience), &when(dataset, series.wave))
}

/// Returns the takeaway of the gap view: the widest gap, and whether it may be chance.
pub fn gap(
    dataset: &Dataset,
    challenge: ChallengeIx,
    [one, other]: [Side; 2],
    gap: f64,
    waves: Waves,
) -> String {
    let measure = dataset.measure(one.series.measure);
    let label = to_lowercase(&measure.label);
    let name = &dataset.challenge(challenge).name;
    let who = |side: Side| audience(dataset, side.series.wave, side.series.audience);
    if gap == 0.0 {
        let finding = capitalised(&agree(who(one), who(other), &label));
        return waves.sentence(dataset, &finding, one.series.wave);
    }
    let (more, less) = if gap > 0.0 { (one, other) } else { (other, one) };
    let (high, low) = (value(measure.kind, more.cell), value(measure.kind, less.cell));
    let amount = difference(measure.kind, gap.abs());
    let finding = match measure.kind {
        MeasureKind::Percent => widest_of_shares(name, &high, who(more), &low, who(less), &label, &amount),
        MeasureKind::Rank => widest_of_ranks(name, who(more), &high, who(less), &low, &amount),
    };
    with_overlap(&waves.add(dataset, &finding, one.series.wave), more, less)
}

/// Returns a finding as a sentence that says whether the 95 % intervals overlap, if both are known.
fn with_overlap(finding: &str, one: Side, other: Side) -> String {
    match (one.interval, other.interval) {
        (Some(a), Some(b)) if a.low <= b.high && b.low <= a.high => ends_overlapping(finding),
        (Some(_), Some(_)) => ends_apart(finding),
        _ => ends(finding),
    }
}

/// Returns the takeaway of the answers view: the greatest share.
pub fn answers(dataset: &Dataset, series: SeriesKey, waves: Waves) -> String {
    each_dot(&ranking(dataset, series, waves))
}

/// Returns the notice that replaces a chart if nothing was published.
pub fn no_values(dataset: &Dataset, audiences: &[Audience], measures: &[MeasureIx]) -> String {
    let names: Vec<_> = measures.iter().map(|ix| quoted(&dataset.measure(*ix).label)).collect();
    let who = |audience: &Audience| match audience {
        Audience::Everyone => all_respondents(),
        Audience::Group(group) => dataset.group(*group).phrase.to_string(),
    };
    let who: Vec<String> = audiences.iter().map(who).collect();
    if names.is_empty() { no_shares() } else { no_values_of(&together(&names), &together(&who)) }
}

/// Returns the notice over a chart without rows.
pub fn nothing_drawn(dataset: &Dataset, view: View, series: SeriesKey) -> String {
    let label = &dataset.measure(series.measure).label;
    let (who, when) = (audience(dataset, series.wave, series.audience), when(dataset, series.wave));
    match view {
        View::Change => no_change_drawn(label, who, &when),
        View::Answers => no_answers_drawn(who, label, &when),
        _ => none_drawn(label, who, &when),
    }
}

/// Returns a wave inside a sentence, with the label of made-up numbers.
fn when(dataset: &Dataset, wave: WaveIx) -> String {
    let row = dataset.wave(wave);
    if row.is_illustrative() { illustrative_phrase(&row.phrase) } else { row.phrase.clone() }
}

/// Returns "71% of 214", or the share alone if the number of respondents is unknown.
pub fn share_of(share: &str, respondents: Option<u32>) -> String {
    respondents.map_or_else(|| share.to_owned(), |n| share_of_all(share, n))
}

/// Returns a difference without its direction: "14 points", "1 place". `amount` is in percentage points or
/// places, 0 or more.
pub fn difference(kind: MeasureKind, amount: f64) -> String {
    match kind {
        MeasureKind::Percent if amount > 0.0 && amount.round() == 0.0 => under_one_point(),
        MeasureKind::Percent => points(amount),
        MeasureKind::Rank => places(amount),
    }
}

/// Returns the gap of the first side to the second: "14 points more", "3 places lower".
pub fn gap_of(kind: MeasureKind, gap: f64) -> String {
    match kind {
        MeasureKind::Percent => directed(kind, gap, more, less),
        MeasureKind::Rank => directed(kind, gap, higher, lower_by),
    }
}

/// Returns a change since the earliest wave: "14 points up".
pub fn change_of(kind: MeasureKind, change: f64) -> String {
    directed(kind, change, up_by, down_by)
}

fn directed(kind: MeasureKind, amount: f64, more: fn(&str) -> String, less: fn(&str) -> String) -> String {
    if amount == 0.0 {
        return no_difference();
    }
    let words = difference(kind, amount.abs());
    if amount > 0.0 { more(&words) } else { less(&words) }
}

/// Returns an interval: "95% interval 55 to 64%".
pub fn interval(low: f64, high: f64) -> String {
    interval_from_to(low, &super::common::percent(high))
}

/// Returns the line under the two values of a gap.
pub fn two_sides(dataset: &Dataset, wave: WaveIx, sides: [(Audience, Option<u32>); 2]) -> String {
    let side = |(who, n): (Audience, Option<u32>)| {
        super::common::named(audience(dataset, wave, who), &respondents(n))
    };
    line_of_two(&capitalised(&line(&sides.map(side))), &wave_label(dataset, wave))
}

/// Returns the announcement after the chart has changed: the number of rows, the takeaway, and the number of
/// suppressed values if there are any.
pub fn announcement(rows: usize, few: usize, total: usize, takeaway: &str) -> String {
    if few == 0 { shown(rows, takeaway) } else { shown_and_withheld(rows, takeaway, few, total) }
}

/// Returns the announcement at the first or last focus stop.
pub fn end(first: bool, total: usize) -> String {
    if first { first_of(total) } else { last_of(total) }
}

/// Returns the range of the numbers of respondents: "610 to 612".
pub fn respondents_range(least: Option<u32>, most: Option<u32>) -> String {
    match (least, most) {
        (Some(least), Some(most)) if least == most => count(most),
        (Some(least), Some(most)) => respondents_from_to(least, most),
        _ => not_published(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_say_their_unit_and_never_round_to_nothing() {
        let words = |amount| difference(MeasureKind::Percent, amount);
        assert_eq!([words(0.3), words(1.2), words(14.4)], ["under 1 point", "1 point", "14 points"]);
        assert_eq!(difference(MeasureKind::Rank, 1.0), "1 place");
        assert_eq!(gap_of(MeasureKind::Percent, -14.0), "14 points less");
        assert_eq!(change_of(MeasureKind::Rank, 0.0), "no difference");
    }

    #[test]
    fn intervals_that_touch_overlap() {
        let series =
            SeriesKey { wave: WaveIx::new(0), audience: Audience::Everyone, measure: MeasureIx::new(0) };
        let side =
            |low, high| Side { series, cell: Cell::NotPublished, interval: Some(Interval { low, high }) };
        let with_overlap = |one, other| with_overlap("It rose", one, other);
        assert!(with_overlap(side(10.0, 20.0), side(20.0, 30.0)).ends_with("intervals overlap."));
        assert!(with_overlap(side(20.1, 30.0), side(10.0, 20.0)).ends_with("do not overlap."));
        assert_eq!(with_overlap(Side { interval: None, ..side(0.0, 1.0) }, side(0.0, 1.0)), "It rose.");
    }
}
