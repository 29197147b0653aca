//! Limits of the repository that have a number, and rules of its language.

use std::path::{Path, PathBuf};

use crate::ROOT;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(ROOT).join(path)).unwrap()
}

#[test]
fn the_readme_has_at_most_80_lines() {
    assert!(read("README.md").lines().count() <= 80);
}

#[test]
fn the_loader_has_at_most_200_lines() {
    assert!(read("public/boot.js").lines().count() <= 200);
}

/// Words that a doc comment does not begin with: they ask, where a comment names the thing.
const QUESTIONS: [&str; 10] =
    ["What", "How", "Whether", "Whose", "Where", "Why", "Which", "When", "Who", "Gives"];

/// Returns the Rust files of a folder.
fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in folder.read_dir().unwrap().map(|entry| entry.unwrap().path()) {
        if path.ends_with("node_modules") || path.ends_with("target") {
            continue;
        }
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Returns the first word of each doc comment, with its line from 1.
fn first_words(source: &str) -> Vec<(usize, &str)> {
    let mut before = "";
    let mut found = Vec::new();
    for (at, line) in source.lines().enumerate() {
        let line = line.trim_start();
        let text = line.strip_prefix("/// ").or_else(|| line.strip_prefix("//! "));
        let is_first = !before.starts_with("///") && !before.starts_with("//!");
        if let Some(text) = text.filter(|_| is_first) {
            found.push((at + 1, text.split(' ').next().unwrap_or_default()));
        }
        before = line;
    }
    found
}

#[test]
fn doc_comments_name_the_thing() {
    let mut files = Vec::new();
    for folder in ["src", "crates", "xtask", "tests", "fuzz"] {
        rust_files(&Path::new(ROOT).join(folder), &mut files);
    }
    let mut found = Vec::new();
    for file in files {
        let source = std::fs::read_to_string(&file).unwrap();
        let asks = first_words(&source).into_iter().filter(|(_, word)| QUESTIONS.contains(word));
        found.extend(asks.map(|(line, word)| format!("{}:{line}: {word} …", file.display())));
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn first_words_are_those_of_comments() {
    let source = "//! A module.\n//! How it works.\n\n/// What it is.\n/// More.\nfn f() {}\n";
    assert_eq!(first_words(source), [(1, "A"), (4, "What")]);
}
