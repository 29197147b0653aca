//! The search over a synthetic bundle.

use data::bundle;
use data::dataset::Dataset;
use search::{Index, sample};
use wasm_bindgen::prelude::wasm_bindgen;

/// The number of challenges that the search page lists at first.
const N_LISTED: usize = 10;

/// An index of synthetic challenges.
#[wasm_bindgen]
pub struct Search {
    dataset: Dataset,
    index: Index,
}

#[wasm_bindgen]
impl Search {
    /// Returns the index of a bundle from [`made_up`]; none if the bundle cannot be read.
    pub fn of(bundle: &str) -> Option<Self> {
        let dataset = bundle::read(bundle)?;
        let index = Index::new(&dataset, dataset.content().clone());
        Some(Self { dataset, index })
    }

    /// Runs the search of one keystroke. Returns the number of challenges found.
    pub fn find(&self, typed: &str) -> usize {
        self.index.find(&self.dataset, typed, N_LISTED).challenges
    }
}

/// Returns a synthetic bundle as JSON with this number of challenges.
#[wasm_bindgen]
pub fn made_up(challenges: usize) -> String {
    sample::bundle(challenges)
}
