//! The data set of a site: parsed from its bundle and validated.
//!
//! Modules in reading order: the domain types, the data set that indexes them, the bundle format that
//! they are read from, and translations of a bundle.
//!
//! Invariant: nothing here knows the browser, leptos, charts or page routes. Only [`bundle`] and
//! [`translation`] know JSON.

pub mod challenge;
pub mod dataset;
pub mod messages;
pub mod bundle;
pub mod translation;
#[cfg(any(test, feature = "sample"))]
pub mod sample;
