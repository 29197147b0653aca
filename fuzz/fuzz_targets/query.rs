//! `cargo +nightly fuzz run query corpus/query ../tests/corpus/query`
#![no_main]

#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|input: &[u8]| targets::query(input));
