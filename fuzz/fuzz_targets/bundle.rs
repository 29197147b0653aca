//! `cargo +nightly fuzz run bundle corpus/bundle ../tests/corpus/bundle ../tests/hostile/refused ../tests/hostile/shown`
#![no_main]

#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|input: &[u8]| targets::bundle(input));
