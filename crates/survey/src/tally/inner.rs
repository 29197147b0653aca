//! Inner cells: the combinations of a wave and groups that have respondents, and the cells that are made of them.

use std::collections::{BTreeMap, BTreeSet};

use super::Tallies;
use crate::suppress::{Area, Count, Layout};
use crate::{Answer, Part, Sheet};

/// A wave, and a group or none of each dimension.
pub type Combination = (usize, Vec<Option<usize>>);

impl Tallies {
    /// Counts a sheet in its inner cell.
    pub(super) fn add_inner(&mut self, sheet: &Sheet) {
        let answers = sheet.answers.iter().flatten().map(|answer| Count {
            answered: u32::from(*answer != Answer::Missing),
            yes: u32::from(*answer == Answer::Yes),
        });
        let places = sheet.places.iter().map(|place| Count { answered: u32::from(place.is_some()), yes: 0 });
        let counts: Vec<Count> = answers.chain(places).collect();
        self.count_inner((sheet.wave, sheet.groups.clone()), &counts);
    }

    pub(super) fn count_inner(&mut self, combination: Combination, counts: &[Count]) {
        let own = self.inner.entry(combination).or_insert_with(|| vec![Count::default(); counts.len()]);
        own.iter_mut().zip(counts).for_each(|(own, new)| own.add(*new));
    }

    /// Returns the counts of the inner cells of a layout.
    pub(crate) fn inner_counts(&self, layout: &Layout, question: usize, challenge: usize) -> Vec<Count> {
        let at = question * self.form.challenges + challenge;
        let all: Vec<&Vec<Count>> = self.inner.values().collect();
        layout.inner.iter().map(|inner| all[*inner][at]).collect()
    }

    /// Returns the inner cells and the cells that are made of them, for each set of waves that share respondents.
    pub(crate) fn layouts(&self) -> Vec<Layout> {
        let mut component: Vec<usize> = (0..self.form.waves).collect();
        for (wave, pooled) in self.pools.iter().enumerate() {
            for source in pooled {
                let (old, new) = (component[*source], component[wave]);
                component.iter_mut().filter(|at| **at == old).for_each(|at| *at = new);
            }
        }
        let components: BTreeSet<usize> = component.iter().copied().collect();
        let waves_of = |id: usize| (0..self.form.waves).filter(|at| component[*at] == id).collect::<Vec<_>>();
        components.into_iter().map(|id| self.layout(&waves_of(id))).collect()
    }

    /// Returns the combinations of groups that have respondents, in each wave.
    pub(crate) fn combinations(&self) -> impl Iterator<Item = &[Option<usize>]> {
        self.inner.keys().map(|(_, groups)| groups.as_slice())
    }

    /// Returns the dimensions whose groups each lie in one group of another dimension, as pairs.
    pub fn nested(&self) -> Vec<(usize, usize)> {
        let dimensions = self.form.groups.len();
        let pairs = (0..dimensions).flat_map(|inner| (0..dimensions).map(move |outer| (inner, outer)));
        let is_nested = |(inner, outer): &(usize, usize)| {
            let mut outer_of: BTreeMap<usize, BTreeSet<Option<usize>>> = BTreeMap::new();
            for (_, groups) in self.inner.keys() {
                if let Some(group) = groups[*inner] {
                    outer_of.entry(group).or_default().insert(groups[*outer]);
                }
            }
            let outers: BTreeSet<Option<usize>> = outer_of.values().flatten().copied().collect();
            let is_function = outer_of.values().all(|outers| outers.len() == 1 && !outers.contains(&None));
            is_function && outers.len() > 1 && outers.len() < outer_of.len()
        };
        pairs.filter(is_nested).collect()
    }

    fn layout(&self, waves: &[usize]) -> Layout {
        let all = self.inner.keys().enumerate();
        let inner: Vec<(usize, &Combination)> = all.filter(|(_, (wave, _))| waves.contains(wave)).collect();
        let area = |wave: usize, part: Option<Part>, dimension: Option<usize>| {
            let belongs = |groups: &[Option<usize>]| match part {
                Some(part) => part.holds(groups),
                None => dimension.is_some_and(|dimension| groups[dimension].is_none()),
            };
            let is_member = |(own, groups): &Combination| {
                self.counted_in(*own).any(|counted| counted == wave) && belongs(groups)
            };
            let members = (0..inner.len()).filter(|at| is_member(inner[*at].1)).collect();
            Area { wave, part, dimension, members }
        };
        let cell = |wave: usize, part: Part| {
            let dimension = match part {
                Part::Everyone => None,
                Part::Group { dimension, .. } => Some(dimension),
            };
            area(wave, Some(part), dimension)
        };
        let unstated = |wave| (0..self.form.groups.len()).map(move |dimension| (wave, dimension));
        Layout {
            cells: waves.iter().flat_map(|wave| self.parts.iter().map(|part| cell(*wave, *part))).collect(),
            unstated: waves
                .iter()
                .flat_map(|wave| unstated(*wave))
                .map(|(wave, dimension)| area(wave, None, Some(dimension)))
                .collect(),
            sheets: waves.iter().map(|wave| (*wave, self.sheets(*wave))).collect(),
            inner: inner.into_iter().map(|(position, _)| position).collect(),
        }
    }

    /// Returns the waves that count the respondents of a wave: itself, and those that pool it.
    pub(super) fn counted_in(&self, wave: usize) -> impl Iterator<Item = usize> {
        let pooling = (0..self.pools.len()).filter(move |at| self.pools[*at].contains(&wave));
        std::iter::once(wave).chain(pooling)
    }
}
