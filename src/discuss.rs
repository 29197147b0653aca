//! A group plots its own priorities, holds them against the survey's, and leaves with a plan.
//!
//! Everything of it stays in the visitor's browser: a [`Board`] is handed over as a link, whose
//! fragment reaches no server, or as a file. Times and random numbers are given in.

pub mod beside;
pub mod board;
pub mod codec;
pub mod group;
pub mod merge;
pub mod plan;
pub mod scene;
pub mod shelf;

#[cfg(test)]
mod sample;

pub use beside::{Beside, Compared, Whose};
pub use board::{Action, ActionField, Board, BoardId, Full, Lens, Pick, Share, Top};
pub use codec::{BoardError, Fit};
pub use group::{Group, GroupRow, Spread};
pub use plan::Sheet;
pub use shelf::{Meanwhile, Shelf, ShelfError, ShelfNote, Store};
