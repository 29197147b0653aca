//! Attacks on what is withheld, by code that shares nothing with the crate: `enumerate` goes through all whole-number
//! tables of small surveys, `program` solves linear programs of larger ones with another solver.
//!
//! The attacker knows which combinations of a wave and groups have answers, every published number of answers, every
//! published share as it is rounded, and how many sheets each wave has. A withheld cell is opened if its number of
//! answers is pinned, or if fewer than [`survey::MIN_FEASIBLE`] numbers are feasible for its yes or its no. A ranking has no yes
//! and no: there all answers are taken for yes.

mod enumerate;
mod program;
mod survey_of;

use std::collections::BTreeSet;

use data::challenge::Cell;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use survey::{MIN_FEASIBLE, Part, Ties};
use survey_of::{Kind, Survey, survey};

/// A published number, as an attacker reads it.
pub(crate) struct Known {
    /// Positions of the inner cells that it counts.
    pub members: Vec<usize>,
    pub answered: u32,
    /// The share in tenths of a percent; `None` for an exact number of yes.
    pub tenths: Option<u32>,
    pub yes: u32,
}

/// A cell that nobody may work out.
pub(crate) struct Secret {
    pub name: String,
    pub members: Vec<usize>,
}

/// A survey as an attacker sees it.
pub(crate) struct View {
    /// Number of inner cells.
    pub inner: usize,
    pub known: Vec<Known>,
    /// Inner cells of a wave and the number of its sheets.
    pub caps: Vec<(Vec<usize>, u32)>,
    pub secrets: Vec<Secret>,
    /// True for a ranking, of which only numbers of answers are known.
    pub is_ranking: bool,
}

/// Returns the view of somebody who, with a dimension as `insider`, also knows the people without a group of it. Then
/// secrets are its small groups, else all withheld cells.
fn view(survey: &Survey, minimum: u32, insider: Option<usize>) -> View {
    let tallies = survey.tallies();
    let published = tallies.published(minimum);
    let inner = survey.inner();
    let members = |wave: usize, holds: &dyn Fn(&[Option<usize>]) -> bool| -> Vec<usize> {
        let is_member = |at: &usize| survey.counts_in(inner[*at].wave, wave) && holds(&inner[*at].groups);
        (0..inner.len()).filter(is_member).collect()
    };
    let sum = |members: &[usize], pick: fn(&survey_of::Inner) -> u32| {
        members.iter().map(|at| pick(&inner[*at])).sum::<u32>()
    };
    let mut view = View {
        inner: inner.len(),
        known: Vec::new(),
        caps: Vec::new(),
        secrets: Vec::new(),
        is_ranking: survey.is_ranking(),
    };
    let cell = |wave, part| match survey.is_ranking() {
        true => published.places(wave, part, Ties::default())[0],
        false => published.shares(wave, part, 0)[0],
    };
    for wave in 0..survey.form().waves {
        view.caps.push((members(wave, &|_| true), tallies.sheets(wave)));
        for part in survey.form().parts() {
            let members = members(wave, &|groups| match part {
                Part::Everyone => true,
                Part::Group { dimension, group } => groups[dimension] == Some(group),
            });
            let answered = sum(&members, |cell| cell.answered);
            match cell(wave, part) {
                Cell::Known { value, respondents } => {
                    assert_eq!(respondents, Some(answered));
                    let tenths = (!survey.is_ranking()).then_some((value * 10.0).round() as u32);
                    let yes = sum(&members, |cell| cell.yes);
                    view.known.push(Known { members, answered, tenths, yes });
                }
                _ if answered == 0 => {}
                _ => {
                    let is_guarded = match (insider, part) {
                        (None, _) => true,
                        (Some(of), Part::Group { dimension, .. }) => of == dimension && answered < minimum,
                        (Some(_), Part::Everyone) => false,
                    };
                    if is_guarded {
                        view.secrets.push(Secret { name: format!("wave {wave}, {part:?}"), members });
                    }
                }
            }
        }
        for dimension in 0..survey.form().groups.len() {
            let members = members(wave, &|groups| groups[dimension].is_none());
            let answered = sum(&members, |cell| cell.answered);
            if insider == Some(dimension) {
                let yes = sum(&members, |cell| cell.yes);
                view.known.push(Known { members, answered, tenths: None, yes });
            } else if insider.is_none() && (1..minimum).contains(&answered) {
                view.secrets.push(Secret { name: format!("wave {wave}, without {dimension}"), members });
            }
        }
        if insider.is_none() {
            view.secrets.extend(rests(survey, minimum, wave));
        }
    }
    view
}

/// Returns the few people by whom groups of one dimension differ from a group of another one: those in a region less its
/// districts, in the districts of a region less the region, in the districts of all others less those, and in neither
/// the region nor the districts elsewhere.
fn rests(survey: &Survey, minimum: u32, wave: usize) -> Vec<Secret> {
    let inner = survey.inner();
    let own: Vec<usize> = (0..inner.len()).filter(|at| survey.counts_in(inner[*at].wave, wave)).collect();
    let sizes = survey.form().groups;
    let mut found = Vec::new();
    for (outer, within) in (0..sizes.len()).flat_map(|one| (0..sizes.len()).map(move |other| (one, other))) {
        for group in (0..sizes[outer]).filter(|_| outer != within) {
            let holds = |at: &usize| inner[*at].groups[outer] == Some(group);
            let part_of = |at: &usize| inner[*at].groups[within];
            let parts = |side: bool| -> BTreeSet<usize> {
                own.iter().filter(|at| holds(at) == side).filter_map(part_of).collect()
            };
            let (here, elsewhere) = (parts(true), parts(false));
            if here.is_empty() {
                continue;
            }
            let is_in =
                |parts: &BTreeSet<usize>, part: Option<usize>| part.is_some_and(|part| parts.contains(&part));
            let is_covered = own.iter().filter(|at| holds(at)).all(|at| part_of(at).is_some());
            let pick = |counts: &dyn Fn(bool, Option<usize>) -> bool| -> Vec<usize> {
                own.iter().copied().filter(|at| counts(holds(at), part_of(at))).collect()
            };
            let mut differences = Vec::new();
            if here.difference(&elsewhere).next().is_some() {
                differences.push(pick(&|holds, part| holds && (part.is_none() || is_in(&elsewhere, part))));
            }
            if is_covered {
                differences.push(pick(&|holds, part| !holds && is_in(&here, part)));
            }
            let is_rest_covered = own.iter().filter(|at| !holds(at)).all(|at| part_of(at).is_some());
            if is_rest_covered && !elsewhere.is_empty() {
                differences.push(pick(&|holds, part| holds && is_in(&elsewhere, part)));
            }
            if elsewhere.difference(&here).next().is_some() {
                differences.push(pick(&|holds, part| !holds && (part.is_none() || is_in(&here, part))));
            }
            for (kind, members) in differences.into_iter().enumerate() {
                let answered: u32 = members.iter().map(|at| inner[*at].answered).sum();
                if (1..minimum).contains(&answered) {
                    let name = format!("difference {kind} of group {group} of {outer} and those of {within}");
                    found.push(Secret { name, members });
                }
            }
        }
    }
    found
}

/// Numbers that are feasible for the answers, the yes and the no of a secret.
#[derive(Clone, Debug, Default)]
pub(crate) struct Feasible {
    pub answers: usize,
    pub yes: usize,
    pub no: usize,
}

impl Feasible {
    fn is_open(&self, is_ranking: bool) -> bool {
        self.answers < 2 || (!is_ranking && (self.yes < MIN_FEASIBLE || self.no < MIN_FEASIBLE))
    }
}

/// Fails if a secret of a survey is opened.
fn attack(survey: &Survey, minimum: u32, feasible: fn(&View) -> Vec<Feasible>) -> Result<(), TestCaseError> {
    let insiders = (0..survey.form().groups.len()).filter(|dimension| !survey.has_lone_group(*dimension));
    for insider in std::iter::once(None).chain(insiders.map(Some)) {
        let view = view(survey, minimum, insider);
        if view.known.is_empty() && view.caps.iter().any(|(_, sheets)| *sheets < 2) {
            continue; // nothing is published, and there is nothing more to withhold
        }
        for (secret, found) in view.secrets.iter().zip(feasible(&view)) {
            let name = &secret.name;
            prop_assert!(
                !found.is_open(view.is_ranking),
                "minimum {minimum}, insider {insider:?}: {name}: {found:?}"
            );
        }
    }
    Ok(())
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(15),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn enumeration_opens_no_cell_of_nested_groups(survey in survey(Kind::Nested, 10), minimum in 2..6_u32) {
        attack(&survey, minimum, enumerate::feasible)?;
    }

    #[test]
    fn enumeration_opens_no_cell_of_groups_that_are_nearly_nested(
        survey in survey(Kind::Ragged, 10),
        minimum in 2..6_u32,
    ) {
        attack(&survey, minimum, enumerate::feasible)?;
    }

    #[test]
    fn enumeration_opens_no_cell_of_rankings(survey in survey(Kind::Ranked, 10), minimum in 2..6_u32) {
        attack(&survey, minimum, enumerate::feasible)?;
    }

    #[test]
    fn enumeration_opens_no_cell_of_crossed_groups(survey in survey(Kind::Crossed, 10), minimum in 2..6_u32) {
        attack(&survey, minimum, enumerate::feasible)?;
    }

    #[test]
    fn enumeration_opens_no_cell_of_pooled_waves(survey in survey(Kind::Pooled, 10), minimum in 2..6_u32) {
        attack(&survey, minimum, enumerate::feasible)?;
    }
}

proptest! {
    #![proptest_config(config(20))]

    #[test]
    fn programs_open_no_cell_of_larger_surveys(survey in survey(Kind::Large, 400), minimum in 5..16_u32) {
        attack(&survey, minimum, program::feasible)?;
    }

    #[test]
    fn programs_open_no_cell_of_larger_pools(survey in survey(Kind::LargePooled, 300), minimum in 5..16_u32) {
        attack(&survey, minimum, program::feasible)?;
    }
}

/// The attacks find what a plain minimum leaves open: were they blind, the tests above would say nothing.
#[test]
fn both_attacks_open_a_lone_gap() {
    // Two groups of 3 and 8 people, of whom 2 and 4 said yes; the first is withheld, all others are published.
    let known = |members: &[usize], answered, yes: u32| Known {
        members: members.to_vec(),
        answered,
        tenths: Some((1_000.0 * f64::from(yes) / f64::from(answered)).round() as u32),
        yes,
    };
    let view = View {
        inner: 2,
        known: vec![known(&[0, 1], 11, 6), known(&[1], 8, 4)],
        caps: vec![(vec![0, 1], 11)],
        secrets: vec![Secret { name: "first".to_owned(), members: vec![0] }],
        is_ranking: false,
    };
    for feasible in [enumerate::feasible, program::feasible] {
        let found = &feasible(&view)[0];
        assert_eq!((found.answers, found.yes, found.no), (1, 1, 1));
    }
}
