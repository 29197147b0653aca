//! `cargo +nightly fuzz run mapping corpus/mapping ../tests/corpus/mapping ../tests/exports`
#![no_main]

#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|input: &[u8]| targets::mapping(input));
