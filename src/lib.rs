//! Challenge Map: what a community says its biggest challenges are, as a static site.
//!
//! Modules in reading order. The core (down to `viz`) is plain Rust: it does no I/O, reads no
//! clock and draws no randomness. `ui` shows what the core decides. `tests/architecture.rs`
//! holds who may import whom.

pub mod challenge;
pub mod atlas;
pub mod bundle;
pub mod text;
pub mod config;
pub mod signup;
