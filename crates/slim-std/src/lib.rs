//! Small substitutes for parts of the standard library that would add kilobytes of WebAssembly.
//!
//! Architecture invariant: this crate only knows text and numbers. In a browser, [`unicode`] calls
//! JavaScript, which has the Unicode tables already.

pub mod format;
pub mod sort;
pub mod unicode;
