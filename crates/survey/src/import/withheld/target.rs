//! The group that a small one can be merged with.

use std::collections::BTreeSet;

use super::people::People;
use crate::{Part, Tallies};

impl Tallies {
    /// Returns the group of the same dimension that a small group can be merged with: the smallest with at least `minimum` answers wherever it has any. Where groups lie in those of
    /// another dimension, it lies in the same ones. `None` if there is no such group.
    pub(super) fn merge_target(
        &self,
        wave: usize,
        (dimension, group): (usize, usize),
        minimum: u32,
    ) -> Option<usize> {
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
            let people = People::of(self, wave, Part::Group { dimension, group: other });
            let (least, most) = people.range()?;
            (least >= minimum).then_some((other, most))
        });
        large.min_by_key(|(_, people)| *people).map(|(group, _)| group)
    }
}
