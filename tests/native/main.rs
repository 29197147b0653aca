//! The integration tests that run natively, one module a subject, in one executable: each further one
//! would link the whole library again. `cargo test --test native golden::` runs one module.

#![allow(clippy::unwrap_used, reason = "a test that panics has told what is wrong")]
#![allow(clippy::disallowed_methods, reason = "no test is in the page")]

/// The folder of the workspace.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

mod client;
mod markup;
mod public_sample;
#[path = "../../fuzz/targets.rs"]
mod targets;

mod a11y;
mod architecture;
mod bundle;
mod closed_pipes;
mod content;
mod content_file;
mod corpus;
mod discuss;
mod faults;
mod golden;
mod hostile;
mod import;
mod import_cases;
mod import_counts;
mod import_told;
mod import_traps;
mod limits;
mod mutants;
mod old_links;
mod pages;
mod presets;
mod published_site;
mod publish_cli;
mod robust;
mod schema;
mod serve;
mod tool;
mod translation;
mod withholding;
mod waves;
mod words;
