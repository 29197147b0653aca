//! The program's texts, as they are shipped.

use std::process::Command;

use challenge_map::messages::catalog;
use messages::domain::Domain;

use crate::ROOT;

#[test]
fn message_files_match_the_source() {
    let tool = env!("CARGO_BIN_EXE_challenge-map");
    let done = Command::new(tool).current_dir(ROOT).args(["words", "--check"]).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// The texts displayed when nothing can be fetched are part of the loader, because they can't be fetched either.
#[test]
fn the_loader_holds_its_english_messages() {
    let loader = include_str!("../../public/boot.js");
    let file = catalog::file(catalog::english(), Domain::Loader);
    let own: Vec<&str> = file.lines().take(3).collect();
    assert!(loader.contains(&format!("let messages = [\n  \"{}\",\n];", own.join("\",\n  \""))), "{own:#?}");
}

/// Literals with letters in markup that are no sentences, with the reason.
const ALLOWED: [&str; 3] = [
    "email", // kinds of fields, which nobody reads
    "text",
    "challenge-map check bundle.json", // what is typed is the same in every language
];

/// Attributes and properties whose values users read or hear.
const READ: [&str; 8] =
    ["alt", "aria-description", "aria-label", "heading", "label", "placeholder", "text", "title"];

/// Returns the sentences that are in the markup of a component, instead of in `text`.
fn sentences(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap();
    let code: String = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(|line| format!("{line}\n"))
        .collect();
    let mut found = Vec::new();
    for (start, _) in code.match_indices("view! {") {
        let mut before = String::new();
        let mut depth = 0;
        let mut letters = code[start + "view! ".len()..].chars();
        while let Some(letter) = letters.next() {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                '"' => {
                    let literal: String = letters.by_ref().take_while(|letter| *letter != '"').collect();
                    if is_read(before.trim_end()) && is_sentence(&literal) {
                        found.push(literal);
                    }
                }
                _ => {}
            }
            before.push(letter);
            if depth == 0 {
                break;
            }
        }
    }
    found
}

/// Returns whether a literal after this code is text on a page: between tags, in a branch, or in one of [`READ`].
fn is_read(before: &str) -> bool {
    if let Some(attribute) = before.strip_suffix('=') {
        let name = attribute.rsplit(char::is_whitespace).next().unwrap();
        return READ.contains(&name);
    }
    !before.ends_with("=>") && before.ends_with(['>', '{', '}', '"'])
}

fn is_sentence(literal: &str) -> bool {
    literal.chars().any(char::is_alphabetic) && !ALLOWED.contains(&literal)
}

#[test]
fn no_sentence_stands_in_a_component() {
    let mut folders = vec![std::path::Path::new(ROOT).join("src")];
    let (mut files, mut found) = (0, Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            for sentence in sentences(&std::fs::read_to_string(&path).unwrap()) {
                found.push(format!("{}: {sentence}", path.display()));
            }
        }
    }
    assert!(files > 30, "the components are where this test looks for them");
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_sentence_in_a_component_would_be_found() {
    let source = r#"fn a() { view! { <p class="note wide" title="Hear this">"Read this" {if b { "One" } else { two() }} " " {c("id")}</p> } }"#;
    assert_eq!(sentences(source), ["Hear this", "Read this", "One"]);
}
