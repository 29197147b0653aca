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
mod alike;
mod aside;
mod delimited;
mod encoding;
mod header;
mod layout;
mod mapping;
mod merge;
mod names;
mod number;
mod place;
mod read;
mod report;
mod results;
mod row;
mod table;
mod text;
mod ticks;
mod tool;
mod withheld;
mod workbook;

pub use aggregate::{Aggregator, Counted};
pub use layout::{Layout, Seen};
pub use mapping::{Header, HeaderError, Mapping, RankRule};
pub use merge::merge;
pub use names::{Named, Names};
pub use read::RankRuleError;
pub use report::{Location, Note, Report};
pub use results::Outcome;
pub use table::{MAX_BYTES, MAX_CELL, Row, Table, TableError};
pub use text::shown;
pub use tool::Tool;
pub use withheld::{Withholding, waves_apart};
