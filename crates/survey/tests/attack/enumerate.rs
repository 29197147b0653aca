//! All whole-number tables that agree with what is published.

use std::collections::BTreeSet;

use crate::{Feasible, Known, View};

/// The numbers found so far for a secret.
#[derive(Clone, Default)]
struct Found {
    answers: BTreeSet<u32>,
    yes: BTreeSet<u32>,
    no: BTreeSet<u32>,
}

impl Found {
    fn feasible(&self) -> Feasible {
        Feasible { answers: self.answers.len(), yes: self.yes.len(), no: self.no.len() }
    }
}

struct Search<'v> {
    view: &'v View,
    /// Yes and no of the inner cells that are filled.
    table: Vec<(u32, u32)>,
    found: Vec<Found>,
}

/// Returns how many numbers the secrets may have. Counting stops where every secret is safe.
pub fn feasible(view: &View) -> Vec<Feasible> {
    let found = vec![Found::default(); view.secrets.len()];
    let mut search = Search { view, table: Vec::new(), found };
    search.fill();
    search.found.iter().map(Found::feasible).collect()
}

impl Search<'_> {
    /// Fills the next inner cell in all ways. Returns true if all secrets are safe.
    fn fill(&mut self) -> bool {
        let at = self.table.len();
        if at == self.view.inner {
            return self.note();
        }
        let most = self.room(at);
        for answered in 0..=most {
            for yes in if self.view.is_ranking { answered } else { 0 }..=answered {
                self.table.push((yes, answered - yes));
                let is_done = self.is_possible() && self.fill();
                self.table.pop();
                if is_done {
                    return true;
                }
            }
        }
        false
    }

    /// Returns how many answers the inner cell can have at most.
    fn room(&self, at: usize) -> u32 {
        let numbers = self.view.known.iter().map(|known| (&known.members, known.answered));
        let caps = self.view.caps.iter().map(|(members, sheets)| (members, *sheets));
        let own = numbers.chain(caps).filter(|(members, _)| members.contains(&at));
        own.map(|(members, most)| most - self.sum(members).0 - self.sum(members).1).min().unwrap_or(0)
    }

    /// Returns the yes and no of the inner cells that are filled.
    fn sum(&self, members: &[usize]) -> (u32, u32) {
        let filled = members.iter().filter_map(|at| self.table.get(*at));
        filled.fold((0, 0), |sum, cell| (sum.0 + cell.0, sum.1 + cell.1))
    }

    /// Returns true if the published numbers whose inner cells are all filled are right.
    fn is_possible(&self) -> bool {
        let at = self.table.len() - 1;
        let is_complete = |known: &&Known| known.members.last() == Some(&at);
        self.view.known.iter().filter(is_complete).all(|known| {
            let (yes, no) = self.sum(&known.members);
            let tenths =
                |yes: u32, all: u32| (1_000.0 * f64::from(yes) / f64::from(all) + 0.5).floor() as u32;
            let is_share = match known.tenths {
                Some(share) => tenths(yes, known.answered) == share,
                None => yes == known.yes,
            };
            yes + no == known.answered && is_share
        })
    }

    fn note(&mut self) -> bool {
        let view = self.view;
        let sums: Vec<(u32, u32)> = view.secrets.iter().map(|secret| self.sum(&secret.members)).collect();
        for (found, (yes, no)) in self.found.iter_mut().zip(sums) {
            found.answers.insert(yes + no);
            found.yes.insert(yes);
            found.no.insert(no);
        }
        self.found.iter().all(|found| !found.feasible().is_open(view.is_ranking))
    }
}
