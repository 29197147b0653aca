//! Names that rows are referred to by, and which of them may have been meant.

use std::collections::BTreeMap;

/// The ids of a table in row order, with look-up by name.
#[derive(Default)]
pub(crate) struct Ids {
    rows: BTreeMap<String, usize>,
    count: usize,
}

impl Ids {
    /// Adds the next row, and tells whether its id is new; of two rows with one id the first is found.
    pub fn add(&mut self, id: String) -> bool {
        let row = self.count;
        self.count += 1;
        *self.rows.entry(id).or_insert(row) == row
    }

    pub fn get(&self, id: &str) -> Option<usize> {
        self.rows.get(id).copied()
    }

    pub fn len(&self) -> usize {
        self.count
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.rows.keys().map(String::as_str)
    }
}

/// The most similar of `known`, if one is similar enough to be meant.
pub(crate) fn closest<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<String> {
    // Not `damerau_levenshtein`, which also sees letters swapped around others: 0.8 KiB of brotli.
    let distance = |candidate: &str| strsim::osa_distance(name, candidate);
    known
        .map(|candidate| (distance(candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min() // of equally near names the first of the alphabet, so that messages don't change from run to run
        .map(|(_, candidate)| candidate.to_owned())
}
