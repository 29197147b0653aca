//! What the pictures say: the sentence over each, what is said of a mark.

use super::{
    audience, capitalised, count, line, line_of_two, not_published, respondents, together, value, wave_label,
};
use crate::atlas::{Atlas, Cut};
use crate::case::lower;
use crate::challenge::{Audience, Cell, ChallengeIx, MeasureIx, MeasureKind, WaveIx};
use crate::messages;
use crate::state::View;
use crate::survey::Interval;

messages! { section = Site;
    /// A group put a challenge first. The wave as it stands in sentences.
    fn ranked_first(who: Text, name: Text, when: Text) = "{who} put “{name}” first in {when}.";
    /// The same where the first place is unknown.
    fn ranked_highest(who: Text, name: Text, place: Text, when: Text) = "Of the published ranks, {who} put “{name}” highest, at {place}, in {when}.";
    /// What a group says most often, and how often.
    fn answered_most(who: Text, label: Text, name: Text, share: Text, when: Text) = "{who} answer “{label}” most often for {name}: {share} in {when}.";
    /// What is highest on two measures together, with its values.
    fn highest_on_both(who: Text, name: Text, measures: Text, values: Text, when: Text) = "For {who}, {name} is the highest on {measures} together: {values} in {when}.";
    /// Two measures that can't be added.
    fn pair_of(measures: Text, who: Text, when: Text) = "{measures} by {who} in {when}.";
    /// A share rose. How it ends is said by `ends` and those after it.
    fn rose(who: Text, name: Text, label: Text, from: Text, earlier: Text, to: Text, later: Text, amount: Text) = "For {who}, {name} rose most in “{label}”: from {from} in {earlier} to {to} in {later}, {amount}";
    /// A share fell.
    fn fell(who: Text, name: Text, label: Text, from: Text, earlier: Text, to: Text, later: Text, amount: Text) = "For {who}, {name} fell most in “{label}”: from {from} in {earlier} to {to} in {later}, {amount}";
    /// A rank is nearer to the first.
    fn moved_up(who: Text, name: Text, label: Text, from: Text, earlier: Text, to: Text, later: Text, amount: Text) = "For {who}, {name} moved up most in “{label}”: from {from} in {earlier} to {to} in {later}, {amount}";
    /// A rank is farther from the first.
    fn moved_down(who: Text, name: Text, label: Text, from: Text, earlier: Text, to: Text, later: Text, amount: Text) = "For {who}, {name} moved down most in “{label}”: from {from} in {earlier} to {to} in {later}, {amount}";
    /// Nothing moved.
    fn no_move(label: Text, who: Text, earlier: Text, later: Text) = "No challenge moved in “{label}” for {who} from {earlier} to {later}.";
    /// There is only one wave.
    fn one_wave(label: Text, who: Text, when: Text) = "“{label}” for {who} is known for one wave only, {when}: there is no change to show yet.";
    /// No gap.
    fn agree(one: Text, other: Text, label: Text, when: Text) = "{one} and {other} agree on every challenge in “{label}” in {when}.";
    /// The widest gap of shares. How it ends is said by `ends` and those after it.
    fn widest_of_shares(name: Text, who: Text, label: Text, amount: Text, other: Text, high: Text, low: Text, when: Text) = "The widest gap is {name}: {who} answer “{label}” {amount} more often than {other}, {high} against {low} in {when}";
    /// The widest gap of ranks.
    fn widest_of_ranks(name: Text, who: Text, high: Text, other: Text, low: Text, amount: Text, when: Text) = "The widest gap is {name}: {who} put it at {high}, {other} at {low}, {amount} apart in {when}.";
    /// The end of a finding.
    fn ends(finding: Text) = "{finding}.";
    /// The end of one that may be chance.
    fn ends_overlapping(finding: Text) = "{finding}; the 95\u{a0}% intervals overlap.";
    /// The end of one that is hardly chance.
    fn ends_apart(finding: Text) = "{finding}; the 95\u{a0}% intervals do not overlap.";
    /// How many people stand behind the greatest share: "71 % of 214".
    fn each_dot(share: Text, who: Text, label: Text, name: Text, when: Text) = "Each dot is one answer: {share} {who} say “{label}” of {name}, more than of any other challenge, in {when}.";
    /// The second sentence with a theme chosen.
    fn theme(theme: Text, first: Text, place: Number, total: Number) = "In {theme}, {first} comes first, {place} of {total} shown.";
    /// The same where the theme has nothing to show.
    fn theme_absent(theme: Text) = "No challenge of {theme} has a value here.";
    /// All who answered, inside a sentence.
    fn all_respondents() = "all respondents";
    /// What was asked, inside a sentence.
    fn quoted(label: Text) = "“{label}”";
    /// There is nothing to draw as dots.
    fn no_shares() = "This site has no shares, so there are no answers to draw.";
    /// Nothing was published.
    fn no_values_of(measures: Text, who: Text) = "No wave has values of {measures} for {who}.";
    /// There is nothing to hold against each other.
    fn no_groups() = "This survey does not tell groups apart, so there is no gap to show.";
    /// No challenge can be drawn.
    fn none_drawn(label: Text, who: Text, when: Text) = "No challenge has a value of “{label}” for {who} in {when}.";
    /// No change can be drawn.
    fn no_change_drawn(label: Text, who: Text, when: Text) = "No challenge has a value of “{label}” for {who} in {when} and in a wave before it.";
    /// No answers can be drawn.
    fn no_answers_drawn(who: Text, label: Text, when: Text) = "How many {who} answered “{label}” in {when} was not published.";
    /// A wave of made-up numbers, inside a sentence.
    fn illustrative_phrase(wave: Text) = "{wave} (illustrative numbers)";
    /// The word in a picture of made-up numbers.
    fn badge() = "Illustrative";
    /// A share, and of how many.
    fn share_of_all(share: Text, respondents: Number) = "{share} of {respondents}";
    /// A difference of shares.
    fn points(count: Number) = "{count|one:# point|other:# points}";
    /// The same where it rounds to nothing.
    fn under_one_point() = "under 1 point";
    /// A difference of ranks.
    fn places(count: Number) = "{count|one:# place|other:# places}";
    /// A difference to the other side of a gap.
    fn more(amount: Text) = "{amount} more";
    /// The same, the other way.
    fn less(amount: Text) = "{amount} less";
    /// A difference of ranks to the other side.
    fn higher(amount: Text) = "{amount} higher";
    /// The same, the other way.
    fn lower_by(amount: Text) = "{amount} lower";
    /// A change since the earliest wave.
    fn up_by(amount: Text) = "{amount} up";
    /// The same, the other way.
    fn down_by(amount: Text) = "{amount} down";
    /// None at all.
    fn no_difference() = "no difference";
    /// An interval.
    fn interval_from_to(low: Number, high: Text) = "95\u{a0}% interval {low} to {high}";
    /// From the first wave to the last.
    fn from_to(first: Text, last: Text) = "{first} to {last}";
    /// Whose value it is, or of what.
    fn value_of(what: Text, value: Text) = "{what} {value}";
    /// The heading over dots.
    fn answers_title(label: Text) = "{label}: a filled dot for each yes, a ring for each no";
    /// A theme where the keyboard stops instead of at its rows.
    fn theme_stop(theme: Text, rows: Number, first: Text) = "{theme}: {rows|one:# challenge|other:# challenges}, first {first}. Enter shows them.";
    /// What is said when something else is shown.
    fn shown(rows: Number, takeaway: Text) = "{rows|one:# challenge|other:# challenges}. {takeaway}";
    /// The same where some are withheld.
    fn shown_and_withheld(rows: Number, takeaway: Text, few: Number, total: Number) = "{rows|one:# challenge|other:# challenges}. {takeaway} {few|one:# of {total} challenges has|other:# of {total} challenges have} too few answers.";
    /// A row aloud.
    fn spoken(name: Text, values: Text, place: Number, total: Number, source: Text) = "{name}: {values}, {place} of {total}, {source}";
    /// The same of one that is pinned.
    fn spoken_pinned(name: Text, values: Text, place: Number, total: Number, source: Text) = "{name}, compared: {values}, {place} of {total}, {source}";
    /// At the beginning of the order.
    fn first_of(total: Number) = "First of {total}.";
    /// At its end.
    fn last_of(total: Number) = "Last of {total}.";
    /// How many rows are not drawn because there are too many.
    fn beyond(rows: Number, beyond: Number) = "The first {rows} are shown. {beyond|one:# more has a value|other:# more have values}: choose a theme, or take the data with you.";
    /// Who made what is taken away.
    fn title(site: Text, publisher: Text) = "{site}, published by {publisher}";
    /// How many answered, from the least to the most.
    fn respondents_from_to(least: Number, most: Number) = "{least} to {most}";
    /// What the table beside a picture holds.
    fn caption(measures: Text, who: Text, when: Text) = "{measures}: {who}, {when}";
}

/// One of two values that are held against each other.
#[derive(Clone, Copy, Debug)]
pub struct Side {
    /// Whose, when, and of what.
    pub cut: Cut,
    /// The value.
    pub cell: Cell,
    /// Its 95 % interval, where it is known.
    pub interval: Option<Interval>,
}

/// The takeaway of a ranking: which challenge comes first, and for whom.
pub fn ranking(atlas: &Atlas, cut: Cut) -> String {
    let measure = atlas.measure(cut.measure);
    let ranking = atlas.ranking(cut);
    let Some((first, cell)) = ranking.first() else {
        return no_values(atlas, &[cut.audience], &[cut.measure]);
    };
    let name = &atlas.challenge(*first).name;
    let who = audience(atlas, cut.wave, cut.audience);
    let when = when(atlas, cut.wave);
    let number = value(measure.kind, *cell);
    capitalised(&match measure.kind {
        MeasureKind::Rank if cell.value() == Some(1.0) => ranked_first(who, name, &when),
        // With the first place unknown, "first" would be a guess.
        MeasureKind::Rank => ranked_highest(who, name, &number, &when),
        MeasureKind::Percent => {
            answered_most(who, &lower(&measure.label), name, &share_of(&number, cell.respondents()), &when)
        }
    })
}

/// The takeaway of a pair: the challenge with the greatest sum of both shares, with its values in words.
pub fn pair(atlas: &Atlas, cut: Cut, labels: &[String], first: Option<(ChallengeIx, String)>) -> String {
    let who = audience(atlas, cut.wave, cut.audience);
    let when = when(atlas, cut.wave);
    let measures = together(&labels.iter().map(|label| lower(label)).collect::<Vec<_>>());
    match first {
        Some((first, values)) => {
            highest_on_both(who, &atlas.challenge(first).name, &measures, &values, &when)
        }
        None => capitalised(&pair_of(&measures, who, &when)),
    }
}

/// The takeaway of a change: what moved most, from where to where, and whether that may be chance.
pub fn change(atlas: &Atlas, challenge: ChallengeIx, [then, now]: [Side; 2], change: f64) -> String {
    let kind = atlas.measure(now.cut.measure).kind;
    let name = &atlas.challenge(challenge).name;
    let label = lower(&atlas.measure(now.cut.measure).label);
    let who = audience(atlas, now.cut.wave, now.cut.audience);
    let (from, to) = (value(kind, then.cell), value(kind, now.cell));
    let (earlier, later) = (&atlas.wave(then.cut.wave).phrase, when(atlas, now.cut.wave));
    if change == 0.0 {
        return no_move(&label, who, earlier, &later);
    }
    let moved = match (kind, change > 0.0) {
        (MeasureKind::Percent, true) => rose,
        (MeasureKind::Percent, false) => fell,
        (MeasureKind::Rank, true) => moved_up,
        (MeasureKind::Rank, false) => moved_down,
    };
    let amount = difference(kind, change.abs());
    ended(&moved(who, name, &label, &from, earlier, &to, &later, &amount), then, now)
}

/// What is said where there is only one wave: nothing moved that anyone could know of.
pub fn single_wave(atlas: &Atlas, cut: Cut) -> String {
    let label = &atlas.measure(cut.measure).label;
    one_wave(label, audience(atlas, cut.wave, cut.audience), &when(atlas, cut.wave))
}

/// The takeaway of a gap: who says more, by how much, and whether that may be chance.
pub fn gap(atlas: &Atlas, challenge: ChallengeIx, [one, other]: [Side; 2], gap: f64) -> String {
    let measure = atlas.measure(one.cut.measure);
    let label = lower(&measure.label);
    let name = &atlas.challenge(challenge).name;
    let when = when(atlas, one.cut.wave);
    let who = |side: Side| audience(atlas, side.cut.wave, side.cut.audience);
    if gap == 0.0 {
        return capitalised(&agree(who(one), who(other), &label, &when));
    }
    let (more, less) = if gap > 0.0 { (one, other) } else { (other, one) };
    let (high, low) = (value(measure.kind, more.cell), value(measure.kind, less.cell));
    let amount = difference(measure.kind, gap.abs());
    match measure.kind {
        MeasureKind::Percent => {
            let finding = widest_of_shares(name, who(more), &label, &amount, who(less), &high, &low, &when);
            ended(&finding, more, less)
        }
        MeasureKind::Rank => widest_of_ranks(name, who(more), &high, who(less), &low, &amount, &when),
    }
}

/// A finding with whether it may be chance: whether the 95 % intervals have values in common.
fn ended(finding: &str, one: Side, other: Side) -> String {
    match (one.interval, other.interval) {
        (Some(a), Some(b)) if a.low <= b.high && b.low <= a.high => ends_overlapping(finding),
        (Some(_), Some(_)) => ends_apart(finding),
        _ => ends(finding),
    }
}

/// The takeaway of the answers: how many people stand behind the greatest share.
pub fn answers(atlas: &Atlas, cut: Cut, first: ChallengeIx, cell: Cell) -> String {
    let measure = atlas.measure(cut.measure);
    let who = audience(atlas, cut.wave, cut.audience);
    let share = share_of(&value(measure.kind, cell), cell.respondents());
    each_dot(&share, who, &lower(&measure.label), &atlas.challenge(first).name, &when(atlas, cut.wave))
}

/// What stands where a picture would, if nothing was published.
pub fn no_values(atlas: &Atlas, audiences: &[Audience], measures: &[MeasureIx]) -> String {
    let names: Vec<_> = measures.iter().map(|ix| quoted(&atlas.measure(*ix).label)).collect();
    let who = |audience: &Audience| match audience {
        Audience::Everyone => all_respondents(),
        Audience::Group(group) => atlas.group(*group).phrase.to_string(),
    };
    let who: Vec<String> = audiences.iter().map(who).collect();
    if names.is_empty() { no_shares() } else { no_values_of(&together(&names), &together(&who)) }
}

/// What stands over a picture of a wave in which no challenge can be drawn.
pub fn nothing_drawn(atlas: &Atlas, view: View, cut: Cut) -> String {
    let label = &atlas.measure(cut.measure).label;
    let (who, when) = (audience(atlas, cut.wave, cut.audience), when(atlas, cut.wave));
    match view {
        View::Change => no_change_drawn(label, who, &when),
        View::Answers => no_answers_drawn(who, label, &when),
        _ => none_drawn(label, who, &when),
    }
}

/// A wave inside a sentence, with the word that made-up numbers carry.
fn when(atlas: &Atlas, wave: WaveIx) -> String {
    let row = atlas.wave(wave);
    if row.is_illustrative() { illustrative_phrase(&row.phrase) } else { row.phrase.clone() }
}

/// "71 % of 214", or the share alone.
pub fn share_of(share: &str, respondents: Option<u32>) -> String {
    respondents.map_or_else(|| share.to_owned(), |n| share_of_all(share, n))
}

/// A difference without its direction: "14 points", "1 place".
pub fn difference(kind: MeasureKind, amount: f64) -> String {
    match kind {
        MeasureKind::Percent if amount > 0.0 && amount.round() == 0.0 => under_one_point(),
        MeasureKind::Percent => points(amount),
        MeasureKind::Rank => places(amount),
    }
}

/// A gap of the first side to the second: "14 points more", "3 places lower".
pub fn gap_of(kind: MeasureKind, gap: f64) -> String {
    match kind {
        MeasureKind::Percent => directed(kind, gap, more, less),
        MeasureKind::Rank => directed(kind, gap, higher, lower_by),
    }
}

/// A change since the earliest wave: "14 points up".
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

/// An interval in words: "95 % interval 55 to 64 %".
pub fn interval(low: f64, high: f64) -> String {
    interval_from_to(low, &super::percent(high))
}

/// The line under the two values of a gap.
pub fn two_sides(atlas: &Atlas, wave: WaveIx, sides: [(Audience, Option<u32>); 2]) -> String {
    let side = |(who, n): (Audience, Option<u32>)| super::named(audience(atlas, wave, who), &respondents(n));
    line_of_two(&capitalised(&line(&sides.map(side))), &wave_label(atlas, wave))
}

/// What is said when something else is shown: how much of how much, what it says, and how many
/// are withheld.
pub fn announcement(rows: usize, few: usize, total: usize, takeaway: &str) -> String {
    if few == 0 { shown(rows, takeaway) } else { shown_and_withheld(rows, takeaway, few, total) }
}

/// What is said at an end of the order.
pub fn end(first: bool, total: usize) -> String {
    if first { first_of(total) } else { last_of(total) }
}

/// How many answered, from the least to the most: "610 to 612".
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
        let cut = Cut { wave: WaveIx::new(0), audience: Audience::Everyone, measure: MeasureIx::new(0) };
        let side = |low, high| Side { cut, cell: Cell::NotPublished, interval: Some(Interval { low, high }) };
        let ended = |one, other| ended("It rose", one, other);
        assert!(ended(side(10.0, 20.0), side(20.0, 30.0)).ends_with("intervals overlap."));
        assert!(ended(side(20.1, 30.0), side(10.0, 20.0)).ends_with("do not overlap."));
        assert_eq!(ended(Side { interval: None, ..side(0.0, 1.0) }, side(0.0, 1.0)), "It rose.");
    }
}
