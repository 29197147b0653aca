//! The bundle: the JSON document (format 1) that a site is made from.
//!
//! [`parse()`] turns a document into a [`Dataset`](crate::dataset::Dataset) or returns every diagnostic at
//! once, each with its JSON path, line and column. [`wire`] (native only) is the other direction: the types
//! that the command-line tool serializes, and the JSON Schema for authors.
//!
//! Invariant: only this module and `signup` know the wire format; it knows neither leptos nor the web.

pub mod content;
pub mod decode;
pub mod findings;
#[cfg(not(target_arch = "wasm32"))]
mod foreign;
pub mod ids;
pub mod json;
#[cfg(not(target_arch = "wasm32"))]
mod minimum;
pub mod parse;
#[cfg(not(target_arch = "wasm32"))]
mod places;
pub mod diagnostic;
#[cfg(not(target_arch = "wasm32"))]
mod schema;
#[cfg(test)]
mod tests;
mod utf8;
#[cfg(not(target_arch = "wasm32"))]
pub mod wire;

pub use diagnostic::told;
pub use diagnostic::{Diagnostic, DiagnosticKind, Position, Severity};
#[cfg(not(target_arch = "wasm32"))]
pub use ids::closest;
#[cfg(not(target_arch = "wasm32"))]
pub use minimum::{DEFAULT_MINIMUM, stated_minimum};
pub use parse::{Parsed, is_tag, parse, read};
#[cfg(not(target_arch = "wasm32"))]
pub use places::positions;
pub use utf8::{NotUtf8, text};

/// Version of the format that this program reads and writes.
pub const FORMAT: u32 = 1;

/// Maximum length of a document, in bytes. 10,000 challenges in 4 waves and 12 groups fit.
pub const MAX_BYTES: usize = 32 << 20;

/// Maximum number of cells of a document: results times challenges, empty cells included. 10,000 challenges
/// in 4 waves, 12 groups and 5 measures are 2.6 million.
pub const MAX_CELLS: usize = 5_000_000;

/// Maximum length of a list of waves, measures, dimensions, groups or themes. Visitors choose from these
/// lists.
pub const MAX_ROWS: usize = 1_000;

/// Theme ids that collide with the site's own routes and files: `/offline` would be `offline.html`, and `/og`
/// holds preview images.
pub const RESERVED_THEME_IDS: [&str; 15] = [
    "404", "about", "api", "assets", "data", "discuss", "embed", "explore", "index", "offline", "og",
    "pictures", "search", "signup", "words",
];

/// Id of the audience of all respondents. Groups are written `dimension/group`.
pub const EVERYONE: &str = "everyone";
