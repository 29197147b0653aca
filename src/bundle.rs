//! The bundle: the JSON document (format 1) that a site is made from.
//!
//! [`parse`] turns a document into an [`Atlas`](crate::atlas::Atlas) or tells every problem
//! at once, each with its JSON path, line and column. [`wire`] (native only) is the other
//! direction: what the tool prints, and the JSON Schema for authors.
//!
//! Invariant: only this module and `signup` know the wire; it knows neither leptos nor the web.

pub(crate) mod decode;
pub(crate) mod findings;
pub(crate) mod ids;
pub(crate) mod json;
pub(crate) mod parse;
#[cfg(not(target_arch = "wasm32"))]
mod places;
pub(crate) mod problem;
#[cfg(not(target_arch = "wasm32"))]
mod schema;
#[cfg(test)]
mod tests;
#[cfg(not(target_arch = "wasm32"))]
pub mod wire;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use ids::closest;
pub use parse::{Parsed, is_tag, parse, read};
#[cfg(not(target_arch = "wasm32"))]
pub use places::positions;
pub(crate) use problem::told;
pub use problem::{Fault, Position, Problem, Severity};

/// The version of the format that this program reads and writes.
pub const FORMAT: u32 = 1;

/// The longest document read, in bytes. 10,000 challenges in 4 waves and 12 groups fit.
pub const MAX_BYTES: usize = 32 << 20;

/// The most places for numbers that a document may ask for: results times challenges, empty places
/// included. 10,000 challenges in 4 waves, 12 groups and 5 measures are 2.6 million.
pub const MAX_CELLS: usize = 5_000_000;

/// The longest list of waves, measures, dimensions, groups and themes: visitors choose from them.
pub const MAX_ROWS: usize = 1_000;

/// Theme ids that the site's own addresses and files need: `/offline` would be `offline.html`, `/og` lies where cards do.
pub const RESERVED_THEME_IDS: [&str; 15] = [
    "404", "about", "api", "assets", "data", "discuss", "embed", "explore", "index", "offline", "og",
    "pictures", "search", "signup", "words",
];

/// How everyone who answered is written where an audience is named; groups are `dimension/group`.
pub const EVERYONE: &str = "everyone";
