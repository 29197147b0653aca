//! Translations of a bundle, and of its content file.
//!
//! The file `bundle.es.json` lies beside `bundle.json` and holds a flat map from the path of a text to its
//! Spanish translation. [`apply`] makes a Spanish bundle of the two, which is parsed like any other. A text
//! without a usable translation stays as it is, and the new bundle says so in `site.notice`.
//!
//! Nothing here is needed to show a bundle in its own language: in the browser it is loaded on demand.

mod apply;
mod file;
mod check;
mod diagnostic;
mod original;
mod texts;
#[cfg(not(target_arch = "wasm32"))]
mod update;

pub use crate::bundle::is_tag;
pub use apply::{Applied, apply, content, dataset, file_name};
pub use check::{Checked, check};
pub use diagnostic::{Diagnostic, DiagnosticKind};
pub use original::Original;
#[cfg(not(target_arch = "wasm32"))]
pub use update::{Updated, update};

/// Version of the translation format that this program reads and writes.
pub const FORMAT: u32 = 1;

#[cfg(test)]
mod tests;
