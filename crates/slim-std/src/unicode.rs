//! Letter case, normalization and domain names of any script: through JavaScript in a browser, which has
//! the Unicode tables, through the standard library and crates natively.

mod case;
mod domain;
mod forms;

pub use case::{to_lowercase, to_uppercase};
pub use domain::domain_to_ascii;
pub use forms::{is_mark, nfc, nfkd};
