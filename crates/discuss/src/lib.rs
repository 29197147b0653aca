//! Group discussions: a group plots its own priorities, compares them with the survey's, and makes an action
//! plan.
//!
//! All data stays in the visitor's browser. A [`Board`] is shared as a link, whose fragment reaches no
//! server, or as a file. Invariant: the current time and random numbers are parameters.

pub mod messages;
pub mod comparison;
pub mod board;
pub mod codec;
pub mod group;
pub mod merge;
pub mod plan;
pub mod scene;
pub mod board_store;

#[cfg(test)]
mod sample;

pub use board::{Action, ActionField, Board, BoardId, Full, Pick, Share, SurveyFilter, Top};
pub use board_store::{BoardStore, BoardStoreError, BoardStoreNote, MergeOutcome, Store};
pub use codec::{BoardError, Fit};
pub use comparison::{Compared, Comparison, Source};
pub use group::{Distribution, Group, GroupRow};
pub use plan::Sheet;
