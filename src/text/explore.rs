//! What `/explore` says: the sentence over each picture, what is said of a mark.

use super::{ILLUSTRATIVE, TOO_FEW, audience, capitalised, count, percent, respondents, value, wave_label};
use crate::atlas::{Atlas, Cut};
use crate::case::lower;
use crate::challenge::{Audience, Cell, ChallengeIx, MeasureIx, MeasureKind, WaveIx};
use crate::digits;
use crate::state::{Sort, View};
use crate::survey::Interval;

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
    match measure.kind {
        MeasureKind::Rank if cell.value() == Some(1.0) => {
            format!("{} put “{name}” first in {when}.", capitalised(who))
        }
        // With the first place unknown, "first" would be a guess.
        MeasureKind::Rank => {
            format!("Of the published ranks, {who} put “{name}” highest, at {number}, in {when}.")
        }
        MeasureKind::Percent => {
            let label = lower(&measure.label);
            let of = share_of(&number, cell.respondents());
            format!("{} answer “{label}” most often for {name}: {of} in {when}.", capitalised(who))
        }
    }
}

/// The takeaway of a pair: the challenge with the greatest sum of both shares, with its values in words.
pub fn pair(atlas: &Atlas, cut: Cut, labels: &[String], first: Option<(ChallengeIx, String)>) -> String {
    let who = audience(atlas, cut.wave, cut.audience);
    let when = when(atlas, cut.wave);
    let both = labels.iter().map(|label| lower(label)).collect::<Vec<_>>().join(" and ");
    match first {
        Some((first, values)) => {
            let name = &atlas.challenge(first).name;
            format!("For {who}, {name} is the highest on {both} together: {values} in {when}.")
        }
        None => format!("{} by {who} in {when}.", capitalised(&both)),
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
    let amount = difference(kind, change.abs());
    if change == 0.0 {
        return format!("No challenge moved in “{label}” for {who} from {earlier} to {later}.");
    }
    let (rose, fell) = match kind {
        MeasureKind::Percent => ("rose", "fell"),
        MeasureKind::Rank => ("moved up", "moved down"),
    };
    let moved = if change > 0.0 { rose } else { fell };
    let chance = chance(then, now);
    format!(
        "For {who}, {name} {moved} most in “{label}”: from {from} in {earlier} to {to} in {later}, {amount}{chance}."
    )
}

/// What is said where there is only one wave: nothing moved that anyone could know of.
pub fn single_wave(atlas: &Atlas, cut: Cut) -> String {
    let label = &atlas.measure(cut.measure).label;
    let who = audience(atlas, cut.wave, cut.audience);
    format!(
        "“{label}” for {who} is known for one wave only, {}: there is no change to show yet.",
        when(atlas, cut.wave)
    )
}

/// The takeaway of a gap: who says more, by how much, and whether that may be chance.
pub fn gap(atlas: &Atlas, challenge: ChallengeIx, [one, other]: [Side; 2], gap: f64) -> String {
    let measure = atlas.measure(one.cut.measure);
    let label = lower(&measure.label);
    let name = &atlas.challenge(challenge).name;
    let when = when(atlas, one.cut.wave);
    let who = |side: Side| audience(atlas, side.cut.wave, side.cut.audience);
    if gap == 0.0 {
        return format!(
            "{} and {} agree on every challenge in “{label}” in {when}.",
            capitalised(who(one)),
            who(other)
        );
    }
    let (more, less) = if gap > 0.0 { (one, other) } else { (other, one) };
    let (high, low) = (value(measure.kind, more.cell), value(measure.kind, less.cell));
    let amount = difference(measure.kind, gap.abs());
    let (first, second) = (capitalised(who(more)), who(less));
    match measure.kind {
        MeasureKind::Percent => format!(
            "The widest gap is {name}: {} answer “{label}” {amount} more often than {second}, {high} against {low} in {when}{}.",
            who(more),
            chance(more, less)
        ),
        MeasureKind::Rank => {
            format!(
                "The widest gap is {name}: {first} put it at {high}, {second} at {low}, {amount} apart in {when}."
            )
        }
    }
}

/// Whether a difference may be chance: whether the 95 % intervals have values in common.
fn chance(one: Side, other: Side) -> &'static str {
    match (one.interval, other.interval) {
        (Some(a), Some(b)) if a.low <= b.high && b.low <= a.high => "; the 95\u{a0}% intervals overlap",
        (Some(_), Some(_)) => "; the 95\u{a0}% intervals do not overlap",
        _ => "",
    }
}

/// The takeaway of the answers: how many people stand behind the greatest share.
pub fn answers(atlas: &Atlas, cut: Cut, first: ChallengeIx, cell: Cell) -> String {
    let measure = atlas.measure(cut.measure);
    let label = lower(&measure.label);
    let name = &atlas.challenge(first).name;
    let who = audience(atlas, cut.wave, cut.audience);
    let when = when(atlas, cut.wave);
    let of = share_of(&value(measure.kind, cell), cell.respondents());
    format!(
        "Each dot is one answer: {of} {who} say “{label}” of {name}, more than of any other challenge, in {when}."
    )
}

/// The second sentence with a theme chosen.
pub fn theme(theme: &str, first: &str, place: usize, total: usize) -> String {
    format!("In {theme}, {first} comes first, {place} of {total} shown.")
}

/// The second sentence with a theme chosen that has nothing to show.
pub fn theme_absent(theme: &str) -> String {
    format!("No challenge of {theme} has a value here.")
}

/// What stands where a picture would, if nothing was published.
pub fn no_values(atlas: &Atlas, audiences: &[Audience], measures: &[MeasureIx]) -> String {
    let names: Vec<_> = measures.iter().map(|ix| format!("“{}”", atlas.measure(*ix).label)).collect();
    let who = |audience: &Audience| match audience {
        Audience::Everyone => "all respondents",
        Audience::Group(group) => &atlas.group(*group).phrase,
    };
    let who: Vec<&str> = audiences.iter().map(who).collect();
    if names.is_empty() {
        return "This site has no shares, so there are no answers to draw.".to_owned();
    }
    format!("No wave has values of {} for {}.", names.join(" and "), who.join(" and "))
}

/// What stands where a gap would, in a bundle without groups.
pub fn no_groups() -> String {
    "This survey does not tell groups apart, so there is no gap to show.".to_owned()
}

/// What stands over a picture of a wave in which no challenge can be drawn.
pub fn nothing_drawn(atlas: &Atlas, view: View, cut: Cut) -> String {
    let label = &atlas.measure(cut.measure).label;
    let (who, when) = (audience(atlas, cut.wave, cut.audience), when(atlas, cut.wave));
    match view {
        View::Change => {
            format!("No challenge has a value of “{label}” for {who} in {when} and in a wave before it.")
        }
        View::Answers => format!("How many {who} answered “{label}” in {when} was not published."),
        _ => format!("No challenge has a value of “{label}” for {who} in {when}."),
    }
}

/// A wave inside a sentence, with the word that made-up numbers carry.
fn when(atlas: &Atlas, wave: WaveIx) -> String {
    let row = atlas.wave(wave);
    if row.is_illustrative() {
        format!("{} ({ILLUSTRATIVE} numbers)", row.phrase)
    } else {
        row.phrase.clone()
    }
}

/// The word in a picture of made-up numbers.
pub fn badge() -> String {
    capitalised(ILLUSTRATIVE)
}

/// "71 % of 214", or the share alone.
pub fn share_of(share: &str, respondents: Option<u32>) -> String {
    respondents.map_or_else(|| share.to_owned(), |n| format!("{share} of {}", count(n)))
}

/// A difference without its direction: "14 points", "1 place".
pub fn difference(kind: MeasureKind, amount: f64) -> String {
    let whole = amount.round();
    match kind {
        MeasureKind::Percent if amount > 0.0 && whole == 0.0 => "under 1 point".to_owned(),
        MeasureKind::Percent => {
            format!("{} {}", digits::whole(amount), if whole == 1.0 { "point" } else { "points" })
        }
        MeasureKind::Rank => {
            format!("{} {}", digits::whole(amount), if whole == 1.0 { "place" } else { "places" })
        }
    }
}

/// A gap of the first side to the second: "14 points more", "3 places lower".
pub fn gap_of(kind: MeasureKind, gap: f64) -> String {
    let (more, less) = match kind {
        MeasureKind::Percent => ("more", "less"),
        MeasureKind::Rank => ("higher", "lower"),
    };
    directed(kind, gap, more, less)
}

/// A change since the earliest wave: "14 points up".
pub fn change_of(kind: MeasureKind, change: f64) -> String {
    directed(kind, change, "up", "down")
}

fn directed(kind: MeasureKind, amount: f64, more: &str, less: &str) -> String {
    if amount == 0.0 {
        return "no difference".to_owned();
    }
    format!("{} {}", difference(kind, amount.abs()), if amount > 0.0 { more } else { less })
}

/// An interval in words: "95 % interval 55 to 64 %".
pub fn interval(low: f64, high: f64) -> String {
    format!("95\u{a0}% interval {} to {}", digits::whole(low), percent(high))
}

/// The line under the two values of a gap.
pub fn two_sides(atlas: &Atlas, wave: WaveIx, sides: [(Audience, Option<u32>); 2]) -> String {
    let side =
        |(who, n): (Audience, Option<u32>)| format!("{}: {}", audience(atlas, wave, who), respondents(n));
    format!("{}, {}", capitalised(&sides.map(side).join(", ")), wave_label(atlas, wave))
}

/// The heading over dots.
pub fn answers_title(label: &str) -> String {
    format!("{label}: a filled dot for each yes, a ring for each no")
}

/// A theme where the keyboard stops instead of at its rows.
pub fn theme_stop(theme: &str, rows: usize, first: &str) -> String {
    let challenges = if rows == 1 { "challenge" } else { "challenges" };
    format!("{theme}: {rows} {challenges}, first {first}. Enter shows them.")
}

/// What is said when something else is shown: how much of how much, what it says, and how many
/// are withheld.
pub fn announcement(rows: usize, few: usize, total: usize, takeaway: &str) -> String {
    let challenges = if rows == 1 { "challenge" } else { "challenges" };
    let has = if few == 1 { "has" } else { "have" };
    let withheld =
        if few == 0 { String::new() } else { format!(" {few} of {total} challenges {has} {TOO_FEW}.") };
    format!("{rows} {challenges}. {takeaway}{withheld}")
}

/// What is said at an end of the order.
pub fn end(first: bool, total: usize) -> String {
    if first { format!("First of {total}.") } else { format!("Last of {total}.") }
}

/// How many rows are not drawn because there are too many.
pub fn beyond(rows: usize, beyond: usize) -> String {
    format!(
        "The first {rows} are shown. {} more have values: choose a theme, or take the data with you.",
        count(beyond as u32)
    )
}

/// The name of a view.
pub fn view(atlas: &Atlas, view: View, (x, y): (MeasureIx, MeasureIx)) -> String {
    match view {
        View::Ranking => "Ranking".to_owned(),
        View::Pair => format!("{} × {}", atlas.measure(x).label, lower(&atlas.measure(y).label)),
        View::Change => "Change".to_owned(),
        View::Gap => "Gap".to_owned(),
        View::Answers => "Every answer".to_owned(),
        View::Table => "Table".to_owned(),
    }
}

/// What a view answers.
pub fn view_question(view: View) -> &'static str {
    match view {
        View::Ranking => "Which challenges come first?",
        View::Pair => "Which are high on both?",
        View::Change => "What moved from wave to wave?",
        View::Gap => "Where do two groups differ most?",
        View::Answers => "How many people is that?",
        View::Table => "All the numbers.",
    }
}

/// What a page without script says of what is not on it.
pub const NEEDS_SCRIPT: &str = "The other pictures, groups and waves need JavaScript.";

/// The link to the bundle, beside it.
pub const ALL_NUMBERS: &str = "All numbers as one file (JSON)";

/// What the page of the pictures is for.
pub const LEAD: &str =
    "Which challenges come first and for whom, what moved, where groups differ, and how many people that is.";

/// How the keys move in a picture.
pub const CHART_HELP: &str = "Arrow keys move from challenge to challenge. Home and End go to the first and \
    the last. Page Up and Page Down go ten on. Enter opens the page. Escape hides the note, and once more \
    leaves the picture.";

/// What a pinned challenge says in a picture without it.
pub const NOT_SHOWN: &str = "not in this picture";

/// The name of the button that pins a challenge.
pub fn pin(pinned: bool, challenge: &str) -> String {
    if pinned { format!("Stop comparing {challenge}") } else { format!("Compare {challenge}") }
}

/// The address is on its way to wherever it is pasted.
pub const COPIED: &str = "The link is copied.";
/// The browser keeps its clipboard to itself.
pub const NOT_COPIED: &str = "The browser did not allow copying: select the link and copy it yourself.";
/// What makes files is being fetched, or at work.
pub const SAVING: &str = "Making the file…";
/// The browser made no file.
pub const NOT_SAVED: &str = "The file could not be made. Check your connection, then try again.";

/// A file was handed over.
pub fn saved(name: &str) -> String {
    format!("Saved as {name}.")
}

/// What stands under an embedded picture.
pub fn embed_source(site: &str) -> String {
    format!("Explore this picture on {site}")
}

/// Who made what is taken away.
pub fn title(site: &str, publisher: &str) -> String {
    format!("{site}, published by {publisher}")
}

/// How many answered, from the least to the most: "610 to 612".
pub fn respondents_range(least: Option<u32>, most: Option<u32>) -> String {
    match (least, most) {
        (Some(least), Some(most)) if least == most => count(most),
        (Some(least), Some(most)) => format!("{} to {}", count(least), count(most)),
        _ => super::NOT_PUBLISHED.to_owned(),
    }
}

/// The order of a table column for assistive technology.
pub fn sort_state(own: bool, sort: Sort) -> &'static str {
    match (own, sort.descending) {
        (false, _) => "none",
        (true, false) => "ascending",
        (true, true) => "descending",
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
        assert!(chance(side(10.0, 20.0), side(20.0, 30.0)).ends_with("overlap"));
        assert!(chance(side(20.1, 30.0), side(10.0, 20.0)).ends_with("do not overlap"));
        assert_eq!(chance(Side { interval: None, ..side(0.0, 1.0) }, side(0.0, 1.0)), "");
    }
}
