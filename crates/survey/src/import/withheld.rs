//! The report of what is withheld: for which groups, and what it costs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::mapping::{Mapping, Measure};
use super::names::Names;
use crate::{Part, Published, Source, Tallies, Who, Why, Withheld};

/// Greatest number of small groups that are listed.
const LINES: usize = 20;

/// What is withheld from the results of an import, and what it costs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Withholding {
    /// Lines of the report.
    lines: Vec<String>,
}

/// The cost of one small group.
#[derive(Default)]
struct Cost {
    /// Number of its own values that are withheld.
    own: usize,
    /// Greatest number of answers to a question in the small group.
    people: u32,
    /// Other parts that are withheld for it, by wave.
    others: BTreeMap<(usize, Part), Other>,
}

/// What another part loses.
#[derive(Default)]
struct Other {
    values: usize,
    people: u32,
    reasons: BTreeSet<Why>,
}

impl Withholding {
    pub(super) fn new(
        published: &Published<'_>,
        tallies: &Tallies,
        mapping: &Mapping,
        names: &Names,
    ) -> Self {
        let waves: Vec<&str> = mapping.wave_ids().collect();
        let words = Words { names, waves: &waves };
        let mut costs: Vec<((usize, Who), Cost)> = costs(published.withheld()).into_iter().collect();
        costs.sort_by_key(|(_, cost)| std::cmp::Reverse(cost.lost_answers()));
        let mut lines: Vec<String> =
            costs.iter().take(LINES).map(|((wave, who), cost)| words.cost(*wave, *who, cost)).collect();
        if costs.len() > LINES {
            lines.push(format!("{} more small groups are withheld", costs.len() - LINES));
        }
        if !costs.is_empty() {
            let ids = |dimension: usize| &names.dimensions[dimension].0.id;
            lines.extend(tallies.nested().into_iter().map(|(inner, outer)| {
                format!(
                    "nested: each `{}` lies in one `{}`, and sums over both were looked at",
                    ids(inner),
                    ids(outer)
                )
            }));
        }
        lines.extend(words.lost_ranks(published, tallies, mapping));
        Self { lines }
    }
}

/// Returns the cost of each small group.
fn costs(withheld: &[Withheld]) -> BTreeMap<(usize, Who), Cost> {
    let mut costs: BTreeMap<(usize, Who), Cost> = BTreeMap::new();
    for cell in withheld {
        let Some(Source { wave, who, answered }) = cell.reason.of else {
            let own = costs.entry((cell.wave, Who::Part(cell.part))).or_default();
            own.own += 1;
            own.people = own.people.max(cell.answered);
            continue;
        };
        let cost = costs.entry((wave, who)).or_default();
        cost.people = cost.people.max(answered);
        let other = cost.others.entry((cell.wave, cell.part)).or_default();
        other.values += 1;
        other.people = other.people.max(cell.answered);
        other.reasons.insert(cell.reason.why);
    }
    costs
}

impl Cost {
    /// Returns about how many answers readers lose beside those of the small group.
    fn lost_answers(&self) -> u64 {
        self.others.values().map(|other| other.values as u64 * u64::from(other.people)).sum()
    }
}

/// The words for waves and groups.
struct Words<'a> {
    names: &'a Names,
    waves: &'a [&'a str],
}

impl Words<'_> {
    fn part(&self, part: Part) -> String {
        match part {
            Part::Everyone => "everyone".to_owned(),
            Part::Group { dimension, group } => {
                let (dimension, groups) = &self.names.dimensions[dimension];
                format!("{}/{}", dimension.id, groups[group].id)
            }
        }
    }

    fn cost(&self, wave: usize, who: Who, cost: &Cost) -> String {
        let (subject, advice) = match who {
            Who::Part(Part::Everyone) => ("everyone".to_owned(), String::new()),
            Who::Part(part @ Part::Group { dimension, .. }) => {
                let dimension = &self.names.dimensions[dimension].0.id;
                (self.part(part), format!("merge it with another group of `{dimension}`, or drop it"))
            }
            Who::Unstated(dimension) => {
                let dimension = &self.names.dimensions[dimension].0.id;
                (
                    format!("no group of {dimension}"),
                    "count them in a group, or leave their rows out".to_owned(),
                )
            }
        };
        let people = if cost.people == 1 { "person" } else { "people" };
        let own = match cost.own {
            0 => String::new(),
            own => format!(", {} withheld as too few", values(own)),
        };
        let others: Vec<String> =
            cost.others.iter().map(|(at, other)| self.other(wave, *at, other)).collect();
        let others = match others.is_empty() {
            true => String::new(),
            false => format!("; to hide them, {} withheld too: {advice}", others.join(" and ")),
        };
        format!("wave {}: {subject}: {} {people}{own}{others}", self.waves[wave], cost.people)
    }

    /// Returns `22 values of role/teacher (92 people)`, with the wave if it is not that of the small group.
    fn other(&self, own_wave: usize, (wave, part): (usize, Part), other: &Other) -> String {
        let wave = if wave == own_wave { String::new() } else { format!(" in wave {}", self.waves[wave]) };
        let reason = if other.reasons.contains(&Why::Bound) {
            ", because the search for fewer was cut short"
        } else if other.reasons.contains(&Why::Range) {
            ", because almost all of the rest gave the same answer or only a narrow range was left"
        } else {
            ""
        };
        format!("{} of {}{wave} ({} people{reason})", values(other.values), self.part(part), other.people)
    }

    /// Returns a line about the ranks that are no ranks, because their lists have gaps.
    fn lost_ranks(&self, published: &Published<'_>, tallies: &Tallies, mapping: &Mapping) -> Vec<String> {
        let derived = mapping.rank.iter().map(|rule| (rule.measure, rule.mean_of.clone()));
        let given = mapping.questions.iter().filter_map(|question| match question.measure {
            Measure::Places { rank, .. } => Some((rank, vec![self.names.shares.len()])),
            Measure::Share(_) => None,
        });
        let mut lines = Vec::new();
        for (rank, questions) in derived.chain(given) {
            let rank = &self.names.ranks[rank].id;
            for (wave, id) in self.waves.iter().enumerate() {
                let is_partial =
                    |part: &Part| questions.iter().any(|at| published.is_partial(wave, *part, *at));
                let (everyone, groups): (Vec<Part>, Vec<Part>) = tallies
                    .form()
                    .parts()
                    .into_iter()
                    .filter(is_partial)
                    .partition(|part| *part == Part::Everyone);
                if !groups.is_empty() {
                    let groups: Vec<String> = groups.into_iter().map(|part| self.part(part)).collect();
                    lines.push(format!(
                        "wave {id}: no rank in `{rank}` for {}: some of their numbers are withheld, and the others would move up",
                        groups.join(", ")
                    ));
                }
                if !everyone.is_empty() {
                    lines.push(format!(
                        "wave {id}: `{rank}` of everyone leaves out the challenges whose numbers are withheld"
                    ));
                }
            }
        }
        lines
    }
}

fn values(count: usize) -> String {
    if count == 1 { "1 value".to_owned() } else { format!("{count} values") }
}

impl fmt::Display for Withholding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.iter().try_for_each(|line| writeln!(f, "  {line}"))
    }
}
