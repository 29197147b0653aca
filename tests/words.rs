//! What the program says, as it is shipped.

#![allow(clippy::unwrap_used, reason = "a test that panics has told what is wrong")]

use std::process::Command;

#[test]
fn the_files_of_words_are_what_the_source_says() {
    let tool = env!("CARGO_BIN_EXE_challenge-map");
    let done = Command::new(tool).args(["words", "--check"]).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}
