//! A small data set for tests: two themes, three challenges, a published and an illustrative wave.

use crate::atlas::Atlas;
use crate::bundle::parse;

/// The document itself, for tests that break it.
pub const DOCUMENT: &str = include_str!("sample.json");

/// The data set.
pub fn atlas() -> Atlas {
    parse(DOCUMENT)
        .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>())
        .unwrap()
        .atlas
}
