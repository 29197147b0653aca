//! The group that a small one can be merged with.

use std::collections::BTreeSet;

use crate::{Part, Tallies};

impl Tallies {
    /// Returns the group of the same dimension that a small group can be merged with, and its greatest number of answers
    /// to a question: the smallest with at least `minimum` answers wherever it has any. Where groups lie in those of
    /// another dimension, it lies in the same ones. `None` if there is no such group.
    pub(super) fn merge_target(
        &self,
        wave: usize,
        (dimension, group): (usize, usize),
        minimum: u32,
    ) -> Option<(usize, u32)> {
        let outer: Vec<usize> = self
            .nested()
            .into_iter()
            .filter(|(inner, _)| *inner == dimension)
            .map(|(_, outer)| outer)
            .collect();
        let around = |group: usize| -> BTreeSet<Vec<Option<usize>>> {
            let own = self.combinations().filter(|groups| groups[dimension] == Some(group));
            own.map(|groups| outer.iter().map(|outer| groups[*outer]).collect()).collect()
        };
        let own = around(group);
        let others = (0..self.form().groups[dimension]).filter(|other| *other != group);
        let large = others.filter(|other| around(*other) == own).filter_map(|other| {
            let answers = self.answers(wave, Part::Group { dimension, group: other });
            let is_large = answers.iter().all(|count| *count >= minimum);
            Some((other, *answers.iter().max()?)).filter(|_| is_large)
        });
        large.min_by_key(|(_, people)| *people)
    }

    /// Returns the numbers of answers of a part, without those that are 0.
    fn answers(&self, wave: usize, part: Part) -> Vec<u32> {
        let questions = 0..=self.form().measures;
        let cells = questions.flat_map(|question| (0..self.form().challenges).map(move |at| (question, at)));
        let counts = cells
            .filter_map(|(question, challenge)| self.position(wave, part, question, challenge))
            .map(|at| self.at(at).answered);
        counts.filter(|count| *count > 0).collect()
    }
}
