//! The choice of the cells to withhold.

use super::attacker::Attacker;
use super::budget::Budget;
use super::span::{Span, Vector};
use super::table::{Cell, Table, Target};
use crate::Part;

/// The reason why a cell is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It has fewer answers than the minimum.
    TooFew,
    /// It completes a sum: with it, a withheld cell would be the difference of published ones.
    Sum,
    /// With it, too few numbers would be feasible for a withheld cell, for example because almost all others said
    /// the same.
    Range,
    /// The search was cut short, so more is withheld than may be needed.
    Bound,
}

/// The reason why a cell is withheld, and on whose account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cause {
    pub why: Why,
    /// The small cell that is protected; `None` if it is the cell itself.
    pub of: Option<Target>,
}

/// Returns for each cell of a table why it is withheld, or `None` if it can be published.
///
/// Cells with fewer answers than the minimum are withheld, and then others until none of the withheld can be
/// worked out. A cell without answers is withheld and needs no protection.
pub fn withheld(table: &Table, budget: &mut Budget) -> Vec<Option<Cause>> {
    let minimum = table.minimum;
    let primary =
        |cell: &Cell| (cell.count.answered < minimum).then_some(Cause { why: Why::TooFew, of: None });
    let withheld: Vec<Option<Cause>> = table.cells.iter().map(primary).collect();
    if !table.has_small() {
        return withheld;
    }
    budget.next_table();
    let mut search = Search { table, withheld, budget };
    search.withhold_sums();
    let mut is_searched = false;
    while let Some(opened) = search.opened() {
        if !search.protect(&opened) {
            break; // nothing is published
        }
        is_searched = true;
    }
    if is_searched {
        search.publish_again();
    }
    search.withheld
}

/// A cell that is not protected.
struct Opened {
    target: Target,
    why: Why,
    /// The cell to withhold next; `None` if it is to be found.
    remedy: Option<usize>,
}

struct Search<'t> {
    table: &'t Table,
    withheld: Vec<Option<Cause>>,
    budget: &'t mut Budget,
}

impl Search<'_> {
    /// Returns the small cell on whose account a target is withheld.
    fn root(&self, target: Target) -> Target {
        match target {
            Target::Cell(at) => self.withheld[at].and_then(|cause| cause.of).unwrap_or(target),
            Target::Unstated(_) | Target::Rest(_) => target,
        }
    }

    /// Returns all cells to protect: the withheld ones, few respondents without a group, and few beside groups.
    fn targets(&self) -> Vec<Target> {
        let is_withheld =
            |at: &usize| self.withheld[*at].is_some() && self.table.cells[*at].count.answered > 0;
        let few = |cells: &[Cell], target: fn(usize) -> Target| {
            let is_small = |at: &usize| cells[*at].count.is_small(self.table.minimum);
            (0..cells.len()).filter(is_small).map(target).collect::<Vec<_>>()
        };
        let cells = (0..self.table.cells.len()).filter(is_withheld).map(Target::Cell);
        let few = [few(&self.table.unstated, Target::Unstated), few(&self.table.rests, Target::Rest)];
        cells.chain(few.concat()).collect()
    }

    /// Returns the dimension whose respondents without a group somebody may know, where a target must be
    /// protected from them: that of a group, unless it is alone in its dimension, or withheld only to hide the
    /// respondents without a group or those beside the groups in another one.
    fn knowledge(&self, target: Target) -> Option<usize> {
        let Target::Cell(at) = target else { return None };
        if matches!(self.root(target), Target::Unstated(_) | Target::Rest(_)) {
            return None;
        }
        let area = &self.table.cells[at].area;
        area.dimension.filter(|_| self.table.siblings(area) > 1)
    }

    /// Returns what is known beside the published cells.
    fn known(&self, knowledge: Option<usize>) -> impl Iterator<Item = &Cell> {
        self.table.unstated.iter().filter(move |cell| knowledge.is_some() && cell.area.dimension == knowledge)
    }

    /// Withholds cells so that no withheld one is a sum or difference of published ones: Gaussian elimination, the
    /// most wanted cells first (Langsrud 2024).
    fn withhold_sums(&mut self) {
        let count = self.table.inner.len();
        let vector = |cell: &Cell| Vector::of(&cell.area.members, count);
        let mut kinds: Vec<Option<usize>> = vec![None];
        kinds.extend(
            self.table
                .cells
                .iter()
                .filter(|cell| cell.area.dimension.is_some())
                .map(|cell| cell.area.dimension),
        );
        kinds.sort_unstable();
        kinds.dedup();
        let targets = self.targets();
        // For each knowledge its span, and what remains of its targets.
        let mut spans: Vec<(Span, Vec<(Target, Vector)>)> = Vec::new();
        for kind in kinds {
            let mut span = Span::default();
            self.known(kind).for_each(|cell| span.add(&vector(cell)));
            let own = targets.iter().filter(|target| self.knowledge(**target) == kind);
            let rests = own.map(|target| (*target, span.reduced(&vector(self.table.cell(*target)))));
            let rests: Vec<(Target, Vector)> = rests.filter(|(_, rest)| !rest.is_zero()).collect();
            if !rests.is_empty() {
                spans.push((span, rests));
            }
        }
        for at in self.by_want(|cause| cause.is_none()) {
            let candidate = vector(&self.table.cells[at]);
            let opens = spans.iter().find_map(|(span, rests)| {
                let rest = span.reduced(&candidate);
                rests.iter().find(|(_, other)| !rest.is_zero() && *other == rest).map(|(target, _)| *target)
            });
            if let Some(target) = opens {
                self.withheld[at] = Some(Cause { why: Why::Sum, of: Some(self.root(target)) });
                continue;
            }
            for (span, rests) in &mut spans {
                span.add(&candidate);
                rests.iter_mut().for_each(|(_, rest)| *rest = span.reduced(rest));
            }
        }
    }

    /// Returns the cells that `counts` accepts, the most wanted first: everyone, then the largest groups.
    fn by_want(&self, counts: impl Fn(&Option<Cause>) -> bool) -> Vec<usize> {
        let mut cells: Vec<usize> =
            (0..self.withheld.len()).filter(|at| counts(&self.withheld[*at])).collect();
        cells.sort_by_key(|at| {
            let cell = &self.table.cells[*at];
            (cell.area.part != Some(Part::Everyone), std::cmp::Reverse(cell.count.answered), *at)
        });
        cells
    }

    /// Returns a target that is not protected.
    fn opened(&mut self) -> Option<Opened> {
        if let Some(opened) = self.small_remainder() {
            return Some(opened);
        }
        let mut attackers: Vec<(Option<usize>, Attacker)> = Vec::new();
        for target in self.targets() {
            let knowledge = self.knowledge(target);
            if !attackers.iter().any(|(known, _)| *known == knowledge) {
                attackers.push((knowledge, self.attacker(knowledge)));
            }
            let attacker = attackers.iter_mut().find(|(known, _)| *known == knowledge);
            if attacker.is_some_and(|(_, attacker)| !self.is_safe(target, attacker)) {
                let why = if self.budget.is_spent() { Why::Bound } else { Why::Range };
                return Some(Opened { target, why, remedy: None });
            }
        }
        None
    }

    fn attacker(&self, knowledge: Option<usize>) -> Attacker {
        let cells = self.table.cells.iter().zip(&self.withheld);
        let published: Vec<&Cell> =
            cells.filter(|(_, cause)| cause.is_none()).map(|(cell, _)| cell).collect();
        let known: Vec<&Cell> = self.known(knowledge).collect();
        Attacker::new(self.table, &published, &known, self.budget)
    }

    fn is_safe(&mut self, target: Target, attacker: &mut Attacker) -> bool {
        let members = &self.table.cell(target).area.members;
        attacker.leaves_open(members, self.table.inner.len(), self.budget)
    }

    /// Returns a part of a published whole whose withheld groups are together too few: a whole less its published
    /// groups is as good as published.
    fn small_remainder(&self) -> Option<Opened> {
        let is_small = |answers: u32| (1..self.table.minimum).contains(&answers);
        let answers = |at: usize| self.table.cells[at].count.answered;
        for nest in self.table.nests.iter().filter(|nest| self.withheld[nest.whole].is_none()) {
            let (hidden, published): (Vec<usize>, Vec<usize>) =
                nest.groups.iter().partition(|at| self.withheld[**at].is_some());
            let Some(remedy) = published.iter().copied().min_by_key(|at| answers(*at)) else { continue };
            let hidden_sum: u32 = hidden.iter().map(|at| answers(*at)).sum();
            let remainder = answers(nest.whole) - published.iter().map(|at| answers(*at)).sum::<u32>();
            let whole = &self.table.cells[nest.whole].area;
            // Without a hidden group the remainder of a region is one of the cells to protect.
            let is_protected = whole.dimension.is_none() || !hidden.is_empty();
            let is_opened =
                (is_small(hidden_sum) && nest.is_complete) || (is_small(remainder) && is_protected);
            if !is_opened {
                continue;
            }
            let dimension = self.table.cells[remedy].area.dimension;
            let is_unstated = |cell: &Cell| cell.area.wave == whole.wave && cell.area.dimension == dimension;
            let least = hidden.iter().copied().min_by_key(|at| answers(*at)).map(Target::Cell);
            let unstated = || self.table.unstated.iter().position(is_unstated).map(Target::Unstated);
            let target = least.or_else(unstated)?;
            return Some(Opened { target, why: Why::Sum, remedy: Some(remedy) });
        }
        None
    }

    /// Withholds one more cell. Returns false if none is left.
    fn protect(&mut self, opened: &Opened) -> bool {
        let cause = Some(Cause { why: opened.why, of: Some(self.root(opened.target)) });
        if let Some(remedy) = opened.remedy {
            self.withheld[remedy] = cause;
            return true;
        }
        let knowledge = self.knowledge(opened.target);
        let candidates = self.candidates(opened.target);
        for at in &candidates {
            self.withheld[*at] = cause;
            let mut attacker = self.attacker(knowledge);
            if self.is_safe(opened.target, &mut attacker) {
                return true;
            }
            self.withheld[*at] = None;
        }
        // None is enough alone.
        let Some(first) = candidates.first() else { return false };
        self.withheld[*first] = cause;
        true
    }

    /// Returns the published cells in the order in which they are given up for a target: groups of its dimension
    /// first, and everyone last, the smallest first.
    fn candidates(&self, target: Target) -> Vec<usize> {
        let own = &self.table.cell(target).area;
        let mut candidates = self.by_want(Option::is_none);
        candidates.reverse();
        let is_sibling = |at: &usize| {
            let area = &self.table.cells[*at].area;
            area.wave == own.wave && area.dimension == own.dimension
        };
        candidates
            .sort_by_key(|at| (self.table.cells[*at].area.part == Some(Part::Everyone), !is_sibling(at)));
        candidates
    }

    /// Publishes cells again that others have made needless to withhold, the most wanted first.
    fn publish_again(&mut self) {
        for at in self.by_want(|cause| cause.is_some_and(|cause| cause.of.is_some())) {
            let cause = self.withheld[at].take();
            if self.opened().is_some() {
                self.withheld[at] = cause;
            }
        }
    }
}
