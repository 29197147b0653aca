//! `cargo +nightly fuzz run sheet corpus/sheet ../tests/corpus/sheet`
#![no_main]

#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|input: &[u8]| targets::sheet(input));
