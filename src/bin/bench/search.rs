//! The search over a made-up bundle.

use challenge_map::atlas::Atlas;
use challenge_map::bundle;
use challenge_map::search::Index;
use wasm_bindgen::prelude::wasm_bindgen;

#[path = "../../search/sample.rs"]
mod sample;

/// How many challenges the search page describes at first.
const LISTED: usize = 10;

/// An index of made-up challenges.
#[wasm_bindgen]
pub struct Search {
    atlas: Atlas,
    index: Index,
}

#[wasm_bindgen]
impl Search {
    /// An index of a bundle as [`made_up`] gives it; none of one that can't be read.
    pub fn of(bundle: &str) -> Option<Self> {
        let atlas = bundle::read(bundle)?;
        let index = Index::new(&atlas);
        Some(Self { atlas, index })
    }

    /// What a keystroke costs: how many challenges are found for what was typed so far.
    pub fn find(&self, typed: &str) -> usize {
        self.index.find(&self.atlas, typed, LISTED).challenges
    }
}

/// The text of a bundle with so many challenges.
#[wasm_bindgen]
pub fn made_up(challenges: usize) -> String {
    sample::bundle(challenges)
}
