//! The report of what is withheld: for which groups, and what it costs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use data::dataset::Dataset;

use super::mapping::{Mapping, Measure};
use super::merge::measures;
use super::names::Names;
use super::row::subjects;
use crate::{Part, Published, Source, Tallies, Who, Why, Withheld};

mod people;
mod target;

use people::People;

/// Greatest number of small groups that are listed.
const LINES: usize = 20;

/// Greatest number of other parts that are listed for a small group.
const OTHERS: usize = 4;

/// The report of what is withheld from the results of an import, and what it costs.
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
    /// Numbers of answers of the small group where others are withheld for it.
    people: People,
    /// Other parts that are withheld for it, by wave.
    others: BTreeMap<(usize, Part), Other>,
}

/// The loss of another part.
#[derive(Default)]
struct Other {
    values: usize,
    answers: u64,
    reasons: BTreeSet<Why>,
}

/// Returns a note on the waves of a bundle that the results of an import are not set against: those with results of the
/// same measures that are not in the mapping. `None` if there are none.
///
/// The numbers of such a wave may open a withheld one, if it has people in common with a wave of the mapping: the
/// difference of a pooled wave and a part of it is the other part.
pub fn waves_apart(dataset: &Dataset, mapping: &Mapping, names: &Names) -> Option<String> {
    let measures = measures(mapping, names);
    let own: Vec<&str> = mapping.wave_ids().collect();
    let series =
        dataset.series_keys().filter(|key| measures.contains(&dataset.measure(key.measure).id.as_str()));
    let waves: BTreeSet<&str> = series.map(|key| dataset.wave(key.wave).id.as_str()).collect();
    let others: Vec<&str> = waves.into_iter().filter(|wave| !own.contains(wave)).collect();
    (!others.is_empty()).then(|| {
        format!(
            "not set against each other: {} of this import, and {} in the bundle; where one holds answers of another, a withheld number may follow from both: import them together, with `pooled`",
            own.join(", "),
            others.join(", ")
        )
    })
}

impl Withholding {
    pub(super) fn new(
        published: &Published<'_>,
        tallies: &Tallies,
        mapping: &Mapping,
        names: &Names,
        minimum: u32,
    ) -> Self {
        let waves: Vec<&str> = mapping.wave_ids().collect();
        let measures = subjects(mapping, names);
        let words = Words { names, measures: &measures, waves: &waves, tallies, minimum };
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
            costs.entry((cell.wave, Who::Part(cell.part))).or_default().own += 1;
            continue;
        };
        let cost = costs.entry((wave, who)).or_default();
        cost.people.add(cell.question, answered);
        let other = cost.others.entry((cell.wave, cell.part)).or_default();
        other.values += 1;
        other.answers += u64::from(cell.answered);
        other.reasons.insert(cell.reason.why);
    }
    costs
}

impl Cost {
    /// Returns how many answers readers lose beside those of the small group.
    fn lost_answers(&self) -> u64 {
        self.others.values().map(|other| other.answers).sum()
    }

    /// Returns why sums alone were not enough.
    fn reason(&self) -> &'static str {
        let is_for = |why| self.others.values().any(|other| other.reasons.contains(&why));
        if is_for(Why::Bound) {
            " (the search for fewer was cut short)"
        } else if is_for(Why::Range) {
            " (where almost all of the rest gave the same answer, or only a narrow range was left)"
        } else {
            ""
        }
    }
}

/// The words for waves and groups.
struct Words<'a> {
    names: &'a Names,
    /// Ids of the measures in the order of questions.
    measures: &'a [String],
    waves: &'a [&'a str],
    tallies: &'a Tallies,
    minimum: u32,
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
            Who::Part(part @ Part::Group { dimension, group }) => {
                let target = self.tallies.merge_target(wave, (dimension, group), self.minimum);
                let with = match target {
                    Some(group) => self.part_with_people(wave, Part::Group { dimension, group }),
                    None => format!("other groups of `{}`", self.names.dimensions[dimension].0.id),
                };
                (self.part(part), format!("merge it with {with}, or leave its rows out (`where`)"))
            }
            Who::Rest { of, dimension } => {
                let dimension = &self.names.dimensions[dimension].0.id;
                (
                    format!("in only one of {} and its groups of {dimension}", self.part(of)),
                    "give them both groups, or leave their rows out".to_owned(),
                )
            }
            Who::Unstated(dimension) => {
                let dimension = &self.names.dimensions[dimension].0.id;
                (
                    format!("no group of {dimension}"),
                    "count them in a group, or leave their rows out".to_owned(),
                )
            }
        };
        // A group has the same numbers in each line that names it, whatever is withheld there.
        let people = match who {
            Who::Part(part) => People::of(self.tallies, wave, part),
            Who::Rest { .. } | Who::Unstated(_) => cost.people.clone(),
        };
        let own = match cost.own {
            0 => String::new(),
            own => format!(", {} withheld as too few", values(own)),
        };
        let others = match cost.others.is_empty() {
            true => String::new(),
            false => {
                format!("; to hide them, {} withheld too{}: {advice}", self.others(wave, cost), cost.reason())
            }
        };
        format!("wave {}: {subject}: {}{own}{others}", self.waves[wave], people.by_measure(self.measures))
    }

    /// Returns `role/teacher (92 people)`.
    fn part_with_people(&self, wave: usize, part: Part) -> String {
        format!("{} ({})", self.part(part), People::of(self.tallies, wave, part))
    }

    /// Returns `22 values of role/teacher (92 people)`, those with most values first.
    fn others(&self, own_wave: usize, cost: &Cost) -> String {
        let mut others: Vec<(&(usize, Part), &Other)> = cost.others.iter().collect();
        others.sort_by_key(|(_, other)| std::cmp::Reverse(other.values));
        let one = |((wave, part), other): &(&(usize, Part), &Other)| {
            let part = self.part_with_people(*wave, *part);
            let wave =
                if *wave == own_wave { String::new() } else { format!(" in wave {}", self.waves[*wave]) };
            format!("{} of {part}{wave}", values(other.values))
        };
        let mut list: Vec<String> = others.iter().take(OTHERS).map(one).collect();
        let rest = others.get(OTHERS..).unwrap_or_default();
        if !rest.is_empty() {
            let sum = rest.iter().map(|(_, other)| other.values).sum();
            list.push(format!("{} of {} others", values(sum), rest.len()));
        }
        list.join(" and ")
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
