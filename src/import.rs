//! From what survey tools export to results: a mapping says what the columns mean.
//!
//! [`Table`] reads the bytes of an export, [`Mapping`] what its publisher says of it, [`Intake`]
//! turns rows into the sheets that [`survey`](crate::survey) counts and keeps a [`Report`] of what
//! it could not use, [`Counted::results`] writes what may be published, [`merge`] puts it into a bundle.
//! The answer sheets of `challenge-map bundle` are the special case whose mapping stands in its
//! header: [`Mapping::of_header`].
//!
//! Invariant: bytes in, text out; no I/O. Only columns that the mapping names are looked at, and
//! nothing of a single respondent comes out.

mod intake;
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

pub use intake::{Counted, Intake};
pub use mapping::{Header, HeaderFault, Mapping, RankRule};
pub use merge::merge;
pub use names::{Named, Names};
pub use read::{RankRuleFault, sheet_name};
pub use report::{Note, Place, Report};
pub use table::{MAX_BYTES, MAX_CELL, Row, Table, TableError};
pub use text::shown;
pub use tool::Tool;
