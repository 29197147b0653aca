//! Challenge Map: what a community says its biggest challenges are, as a static site.
//!
//! Modules in reading order. The core (down to `viz`) is plain Rust: it does no I/O, reads no
//! clock and draws no randomness. `ui` shows what the core decides. `tests/native/architecture.rs`
//! holds who may import whom.

// The types of whole pages are deeper than the compiler's usual limit of 128.
#![recursion_limit = "256"]

pub mod challenge;
mod case;
mod digits;
mod idn;
mod letters;
mod order;
pub mod atlas;
pub mod bundle;
pub mod survey;
#[cfg(not(target_arch = "wasm32"))]
pub mod import;
pub mod language;
#[cfg(not(target_arch = "wasm32"))]
pub mod locale;
pub mod text;
pub mod translation;
pub mod search;
pub mod config;
pub mod signup;
pub mod route;
pub mod state;
pub mod viz;
pub mod picture;
pub mod export;
pub mod discuss;
pub mod ui;
#[cfg(not(target_arch = "wasm32"))]
pub mod advice;
#[cfg(not(target_arch = "wasm32"))]
pub mod publish;
#[cfg(test)]
mod sample;
