//! `cargo +nightly fuzz run import corpus/import ../tests/corpus/import ../tests/exports`
#![no_main]

#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|input: &[u8]| targets::import(input));
