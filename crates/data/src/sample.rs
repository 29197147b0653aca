//! A small data set for tests: two themes, three challenges, a published and an illustrative wave.

use crate::bundle::parse;
use crate::dataset::Dataset;

/// JSON of the sample bundle, for tests that change it.
pub const DOCUMENT: &str = include_str!("sample.json");

/// Returns the sample data set.
///
/// # Panics
/// Panics if the sample is no valid bundle.
pub fn dataset() -> Dataset {
    match parse(DOCUMENT) {
        Ok(parsed) => parsed.dataset,
        Err(diagnostics) => panic!("{diagnostics:#?}"),
    }
}
