//! `cargo +nightly fuzz run board corpus/board ../tests/corpus/board`
#![no_main]

#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|input: &[u8]| targets::board(input));
