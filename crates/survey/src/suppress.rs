//! Suppression of cells, so that nobody can work small ones out from what is published.
//!
//! *Primary* suppression withholds cells with too few answers. *Secondary* suppression withholds others, so that no
//! withheld cell can be worked out from the published ones, whatever dimensions and waves they belong to. Cells are
//! sums of *inner cells*: all combinations of a wave and groups that have respondents. So nested dimensions
//! (districts in regions), crossed ones and pooled waves are one matrix.
//!
//! 1. Gaussian elimination finds cells to withhold so that no withheld one is a sum or difference of published ones:
//!    `span`, `pattern`.
//! 2. An attacker problem asks which whole numbers each withheld cell may have: `attacker`, `attack`. Where too few
//!    are feasible, more is withheld, and it is asked again.
//!
//! Groups of one dimension may lie in a group of another, as districts in a region. The few people who are in only one
//! of the two (the region less its districts, or the districts less their region) are protected as well.
//!
//! Respondents who stated no group are protected like a group, but protect no other group of their dimension, because
//! others may know who they are.
//!
//! Ø. Langsrud, "Secondary Cell Suppression by Gaussian Elimination" (Privacy in Statistical Databases 2024).

mod attack;
mod attacker;
mod budget;
mod pattern;
mod span;
mod table;
#[cfg(test)]
mod tests;

pub use attacker::MIN_FEASIBLE;
pub use budget::Budget;
pub use pattern::{Cause, Why, withheld};
pub use table::{Area, Count, Layout, Table, Target};
