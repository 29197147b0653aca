//! `cargo +nightly fuzz run bundle ../tests/corpus/bundle`
#![no_main]

#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|input: &[u8]| targets::bundle(input));
