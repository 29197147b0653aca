//! `cargo +nightly fuzz run config corpus/config ../tests/corpus/config ../presets`
#![no_main]

#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|input: &[u8]| targets::config(input));
