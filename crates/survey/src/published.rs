//! The results that may be published.

use std::collections::BTreeSet;

use data::challenge::Cell;

use crate::rank::{places, whole_or_none};
use crate::suppress::{Budget, Cause, Layout, Table, Target, Why, withheld};
use crate::tally::Tally;
use crate::{Part, Tallies, Ties};

/// Counts of a survey, and the cells of them that are withheld.
#[derive(Debug)]
pub struct Published<'t> {
    tallies: &'t Tallies,
    /// For each tally whether it is withheld.
    is_withheld: Vec<bool>,
    withheld: Vec<Withheld>,
    /// Waves, parts and questions with a withheld cell in which somebody answered.
    partial: BTreeSet<(usize, Part, usize)>,
}

/// A withheld cell in which somebody answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// Position of the wave.
    pub wave: usize,
    /// The respondents.
    pub part: Part,
    /// Position of the measure; the ranking follows the measures.
    pub question: usize,
    /// Position of the challenge.
    pub challenge: usize,
    /// Number of answers.
    pub answered: u32,
    /// The reason.
    pub reason: Reason,
}

/// The reason why a cell is withheld, and on whose account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The reason.
    pub why: Why,
    /// The small cell that is protected; `None` if it is the cell itself.
    pub of: Option<Source>,
}

/// A small cell that others are withheld for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Position of the wave.
    pub wave: usize,
    /// The respondents.
    pub who: Who,
    /// Number of their answers.
    pub answered: u32,
}

/// Respondents whose answers are withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Everyone or a group.
    Part(Part),
    /// Respondents who stated no group of the dimension at this position.
    Unstated(usize),
    /// Respondents in only one of a group and the groups of another dimension that lie in it.
    Rest {
        /// The group.
        of: Part,
        /// Position of the dimension of the groups in it.
        dimension: usize,
    },
}

impl Tallies {
    /// Decides what may be published.
    ///
    /// Cells with fewer answers than `minimum` are withheld, and others with them, until none of the withheld cells
    /// can be worked out from the published ones of all dimensions and of all waves that share respondents; nor can
    /// few respondents who stated no group.
    ///
    /// Each measure and challenge is looked at for itself. Somebody who knows answers from elsewhere may still narrow
    /// a count down.
    pub fn published(&self, minimum: u32) -> Published<'_> {
        Published::new(self, minimum)
    }
}

impl<'t> Published<'t> {
    fn new(tallies: &'t Tallies, minimum: u32) -> Self {
        let is_withheld = vec![false; tallies.cells()];
        let mut published = Self { tallies, is_withheld, withheld: Vec::new(), partial: BTreeSet::new() };
        let mut budget = Budget::default();
        for layout in tallies.layouts() {
            for question in 0..=tallies.form().measures {
                for challenge in 0..tallies.form().challenges {
                    published.decide(&layout, (question, challenge), minimum, &mut budget);
                }
            }
        }
        published
    }

    fn decide(
        &mut self,
        layout: &Layout,
        (question, challenge): (usize, usize),
        minimum: u32,
        budget: &mut Budget,
    ) {
        let counts = self.tallies.inner_counts(layout, question, challenge);
        let has_yes = question < self.tallies.form().measures;
        let table = Table::new(layout, &counts, has_yes, minimum);
        let causes = withheld(&table, budget);
        for (cell, cause) in table.cells.iter().zip(causes) {
            let (Some(cause), Some(part)) = (cause, cell.area.part) else { continue };
            let Some(at) = self.tallies.position(cell.area.wave, part, question, challenge) else { continue };
            self.is_withheld[at] = true;
            if cell.count.answered > 0 {
                self.partial.insert((cell.area.wave, part, question));
                self.withheld.push(Withheld {
                    wave: cell.area.wave,
                    part,
                    question,
                    challenge,
                    answered: cell.count.answered,
                    reason: reason(&table, cause),
                });
            }
        }
    }

    /// Returns the withheld cells in which somebody answered.
    pub fn withheld(&self) -> &[Withheld] {
        &self.withheld
    }

    /// Returns true if an answered cell of a measure and part is withheld; the ranking follows the measures.
    pub fn is_partial(&self, wave: usize, part: Part, question: usize) -> bool {
        self.partial.contains(&(wave, part, question))
    }

    /// Returns the share of yes among the answers about each challenge: percent with one decimal, weighted,
    /// with the unweighted number of respondents.
    ///
    /// Withheld cells are [`Cell::TooFew`], without share and count. A share without answers is never 0: with a
    /// minimum of 0 it is [`Cell::NotPublished`].
    pub fn shares(&self, wave: usize, part: Part, measure: usize) -> Vec<Cell> {
        if measure >= self.tallies.form().measures {
            return Vec::new();
        }
        let share = |tally: Tally| {
            // Integers until the last step give the same result on every machine; halves are rounded up.
            let (yes, all) = (u128::from(tally.sum), u128::from(tally.weight));
            let tenths = (2000 * yes + all) / (2 * all);
            Cell::Known { value: tenths as f64 / 10.0, respondents: Some(tally.answered) }
        };
        let shown = self.shown(wave, part, measure);
        shown.into_iter().map(|tally| tally.map_or_else(|absent| absent, share)).collect()
    }

    /// Returns the rank of each challenge by the weighted mean of the places that respondents gave; the least
    /// mean is first. The same cells are withheld as for shares, and a group has no ranks if one is.
    pub fn places(&self, wave: usize, part: Part, ties: Ties) -> Vec<Cell> {
        let question = self.tallies.form().measures;
        let shown = self.shown(wave, part, question);
        let means: Vec<Option<Tally>> = shown.iter().map(|tally| tally.ok()).collect();
        // Means are compared without division, so that equal means are equal.
        let cross = |one: &Tally, other: &Tally| u128::from(one.sum) * u128::from(other.weight);
        let places = places(&means, ties, |a, b| cross(a, b).cmp(&cross(b, a)));
        let cell = |(tally, place): (Result<Tally, Cell>, Option<f64>)| match (tally, place) {
            (Ok(tally), Some(value)) => Cell::Known { value, respondents: Some(tally.answered) },
            (Ok(_), None) => Cell::NotPublished,
            (Err(absent), _) => absent,
        };
        let ranks = shown.into_iter().zip(places).map(cell).collect();
        whole_or_none(ranks, part, self.is_partial(wave, part, question))
    }

    /// Returns the publishable tallies of a question, or the absent cell in their place.
    fn shown(&self, wave: usize, part: Part, question: usize) -> Vec<Result<Tally, Cell>> {
        let shown = |challenge| {
            let at = self.tallies.position(wave, part, question, challenge)?;
            let tally = self.tallies.at(at);
            Some(match tally.answered {
                _ if self.is_withheld[at] => Err(Cell::TooFew),
                0 => Err(Cell::NotPublished),
                _ => Ok(tally),
            })
        };
        (0..self.tallies.form().challenges).filter_map(shown).collect()
    }
}

/// Returns a cause with the respondents instead of positions in the table.
fn reason(table: &Table, cause: Cause) -> Reason {
    let source = |target| {
        let cell = table.cell(target);
        let who = match (cell.area.part, target) {
            (Some(of), Target::Rest(_)) => Who::Rest { of, dimension: cell.area.dimension? },
            (Some(part), _) => Who::Part(part),
            (None, _) => Who::Unstated(cell.area.dimension?),
        };
        Some(Source { wave: cell.area.wave, who, answered: cell.count.answered })
    };
    Reason { why: cause.why, of: cause.of.and_then(source) }
}
