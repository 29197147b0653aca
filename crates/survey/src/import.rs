//! From exports of survey tools to results. A mapping assigns columns to measures and groups.
//!
//! [`Table`] parses an export, [`Mapping`] the publisher's description of its columns. [`Aggregator`] turns
//! rows into sheets, counts them, and collects a [`Report`] of everything that it could not use.
//! [`Counted::outcome`] decides what may be published, and [`merge`] puts it into a bundle. The answer
//! sheets of `challenge-map bundle` are a special case: their header is their mapping, see
//! [`Mapping::of_header`].
//!
//! Invariant: bytes in, text out; no I/O. Only mapped columns are read, and no result describes a single
//! respondent.

mod aggregate;
mod mapping;
mod merge;
mod names;
mod read;
mod report;
mod results;
mod row;
mod table;
mod text;
mod tool;
mod withheld;

pub use aggregate::{Aggregator, Counted};
pub use mapping::{Header, HeaderError, Mapping, RankRule};
pub use merge::merge;
pub use names::{Named, Names};
pub use read::{RankRuleError, sheet_name};
pub use report::{Location, Note, Report};
pub use results::Outcome;
pub use table::{MAX_BYTES, MAX_CELL, Row, Table, TableError};
pub use text::shown;
pub use tool::Tool;
pub use withheld::Withholding;
