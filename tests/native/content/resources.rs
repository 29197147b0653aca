//! The ideas and resources of the seeds, and their translations.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::ROOT;

/// The challenge of the original page that the map was begun with, and the beginnings of its ideas. The page gave
/// no sources.
const UNSOURCED: (&str, [&str; 2]) =
    ("student-teacher-relationships", ["One district has built a", "Equity training for teachers has"]);

fn read_json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap_or_else(|e| panic!("{path:?}: {e}"))
}

/// Returns the challenges of all themes.
fn seeds() -> Vec<Value> {
    let folder = Path::new(ROOT).join("seeds/challenge-map/challenges");
    let files = fs::read_dir(folder).unwrap().map(|file| read_json(&file.unwrap().path()));
    files.flat_map(|file| file.as_array().unwrap().clone()).collect()
}

/// Returns the strings of a field, or of a field of each object in it, with their paths in a translation.
fn list<'a>(challenge: &'a Value, field: &str) -> impl Iterator<Item = (String, &'a Value)> {
    let path = format!("challenges/{}/{field}", text(challenge, "id"));
    let rows = challenge[field].as_array().into_iter().flatten();
    rows.enumerate().map(move |(at, row)| (format!("{path}/{at}"), row))
}

fn text<'a>(row: &'a Value, field: &str) -> &'a str {
    row[field].as_str().unwrap_or_default()
}

/// Returns the text of an idea, which is a string or an object.
fn words(idea: &Value) -> &str {
    idea.as_str().unwrap_or_else(|| text(idea, "text"))
}

/// Returns the texts to translate, with their paths: those of ideas and the notes of resources.
fn originals(challenges: &[Value]) -> BTreeMap<String, &str> {
    let ideas = challenges.iter().flat_map(|c| list(c, "ideas").map(|(path, idea)| (path, words(idea))));
    let notes = challenges.iter().flat_map(|c| {
        list(c, "resources").map(|(path, resource)| (format!("{path}/note"), text(resource, "note")))
    });
    ideas.chain(notes.filter(|(_, note)| !note.is_empty())).collect()
}

fn is_https(address: &str) -> bool {
    address.strip_prefix("https://").is_some_and(|rest| rest.contains('.') && !rest.contains(' '))
}

/// Returns whether a sentence is there as a whole: a text that was cut off ends with an ellipsis.
fn is_whole(sentence: &str) -> bool {
    let end = sentence.trim_end_matches(['”', '»', ')']);
    end.ends_with(['.', '?', '!', '؟']) && !end.ends_with("...")
}

fn idea_problems(challenge: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    for (path, idea) in list(challenge, "ideas") {
        let source = &idea["source"];
        let is_sourced = !text(source, "title").is_empty() && is_https(text(source, "address"));
        let is_excepted = text(challenge, "id") == UNSOURCED.0
            && UNSOURCED.1.iter().any(|beginning| words(idea).starts_with(beginning));
        if is_sourced == is_excepted {
            problems.push(format!("{path} has no source"));
        }
        if !is_whole(words(idea)) || text(source, "title").contains('…') {
            problems.push(format!("{path} is cut off"));
        }
    }
    problems
}

fn resource_problems(challenge: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    for (path, resource) in list(challenge, "resources") {
        let [title, publisher, address, note] =
            ["title", "publisher", "address", "note"].map(|field| text(resource, field));
        if publisher.is_empty() {
            problems.push(format!("{path} has no publisher"));
        }
        if !address.is_empty() && !is_https(address) {
            problems.push(format!("{path} has no https address"));
        }
        if title.is_empty() || title.contains('…') || !(note.is_empty() || is_whole(note)) {
            problems.push(format!("{path} is cut off"));
        }
        if [title, address].iter().any(|text| !text.is_empty() && !seen.insert(text.to_lowercase())) {
            problems.push(format!("{path} repeats another"));
        }
    }
    problems
}

/// Returns the problems of a challenge's ideas and resources.
fn problems(challenge: &Value) -> Vec<String> {
    idea_problems(challenge).into_iter().chain(resource_problems(challenge)).collect()
}

#[test]
fn ideas_have_sources_and_resources_publishers() {
    let found: Vec<String> = seeds().iter().flat_map(problems).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_words_of_the_original_page_come_first() {
    let seeds = seeds();
    let challenge = seeds.iter().find(|challenge| text(challenge, "id") == UNSOURCED.0).unwrap();
    let ideas: Vec<&str> = list(challenge, "ideas").map(|(_, idea)| words(idea)).collect();
    assert!(ideas.len() >= UNSOURCED.1.len());
    assert!(UNSOURCED.1.iter().zip(ideas).all(|(beginning, idea)| idea.starts_with(beginning)));
    let publishers: Vec<&str> = list(challenge, "resources").map(|(_, row)| text(row, "publisher")).collect();
    assert!(publishers.starts_with(&[
        "Edutopia",
        "American Psychological Association",
        "The Hechinger Report"
    ]));
    assert_eq!(list(challenge, "quotes").count(), 3);
}

#[test]
fn each_challenge_has_ideas_and_resources_of_its_own() {
    let seeds = seeds();
    let mut seen = BTreeSet::new();
    for challenge in &seeds {
        let id = text(challenge, "id");
        assert!(list(challenge, "ideas").count() >= 2, "{id} has two ideas");
        assert!(list(challenge, "resources").count() >= 3, "{id} has three resources");
        for (path, idea) in list(challenge, "ideas") {
            assert!(seen.insert(words(idea)), "{path} repeats the idea of another challenge");
        }
    }
}

#[test]
fn ideas_and_notes_are_translated() {
    let seeds = seeds();
    for language in ["es", "ar"] {
        let file = read_json(&Path::new(ROOT).join(format!("public/content.{language}.json")));
        for (path, original) in originals(&seeds) {
            let translated = text(&file["texts"], &path);
            assert!(is_whole(translated), "{language}: {path} is translated");
            assert_ne!(translated, original, "{language}: {path} is translated");
        }
    }
}

#[test]
fn what_breaks_a_rule_is_found() {
    let source = json!({ "title": "A report", "address": "https://example.org/a" });
    let idea = json!({ "text": "Ask first.", "source": source });
    let resource = json!({ "title": "A guide", "publisher": "A school", "address": "https://example.org/b" });
    let with = |row: &Value, field: &str, value: Value| {
        let mut row = row.clone();
        row[field] = value;
        row
    };
    let found = |ideas: &[&Value], resources: &[&Value]| {
        problems(&json!({ "id": "a", "ideas": ideas, "resources": resources }))
    };
    assert_eq!(found(&[&idea], &[&resource]), [""; 0]);
    let unsourced = ["challenges/a/ideas/0 has no source"];
    assert_eq!(found(&[&json!("Ask first.")], &[]), unsourced);
    assert_eq!(found(&[&json!("Equity training for teachers has helped.")], &[]), unsourced);
    let insecure = json!({ "title": "A report", "address": "http://example.org/a" });
    assert_eq!(found(&[&with(&idea, "source", insecure)], &[]), unsourced);
    assert_eq!(found(&[&with(&idea, "source", json!({ "title": "A report" }))], &[]), unsourced);
    let cut = ["challenges/a/ideas/0 is cut off"];
    assert_eq!(found(&[&with(&idea, "text", json!("Ask fir…"))], &[]), cut);
    assert_eq!(found(&[&with(&idea, "text", json!("Ask first..."))], &[]), cut);

    let broken = |field: &str, value: Value| found(&[], &[&with(&resource, field, value)]);
    assert_eq!(broken("publisher", Value::Null), ["challenges/a/resources/0 has no publisher"]);
    assert_eq!(broken("address", json!("http://b.org")), ["challenges/a/resources/0 has no https address"]);
    assert_eq!(broken("title", json!("A gui…")), ["challenges/a/resources/0 is cut off"]);
    assert_eq!(broken("note", json!("How to ask fir")), ["challenges/a/resources/0 is cut off"]);
    let other = with(&resource, "title", json!("Another guide"));
    assert_eq!(found(&[], &[&resource, &other]), ["challenges/a/resources/1 repeats another"]);
}
