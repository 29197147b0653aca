//! A bundle in another language: its texts, translated in a file beside it.
//!
//! `bundle.es.json` lies beside `bundle.json` and holds a flat map from the path of a text to its
//! words in Spanish. [`apply`] makes a bundle in that language of the two, which is read as any
//! other. A text that has no translation, or none that can be used, stays as it is, and the made
//! bundle says so in `site.notice`.
//!
//! Nothing here is needed to show a bundle in its own language: in the browser it is a lazy part.

mod apply;
mod file;
mod judge;
mod problem;
mod texts;

pub use crate::bundle::is_tag;
pub use apply::{Applied, apply, atlas, file_name};
#[cfg(not(target_arch = "wasm32"))]
pub use file::{Updated, update};
pub use judge::{Judged, judge};
pub use problem::{Fault, Problem};

/// The version of the format of translations that this program reads and writes.
pub const FORMAT: u32 = 1;

#[cfg(test)]
mod tests;
