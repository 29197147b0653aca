//! The content file as the tool makes, checks, translates and publishes it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use data::bundle::wire;

use crate::ROOT;

fn tool(dir: &Path, args: &[&str]) -> (i32, String) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_challenge-map")).current_dir(dir).args(args).output().unwrap();
    let told = String::from_utf8(stdout).unwrap() + &String::from_utf8(stderr).unwrap();
    (status.code().unwrap(), told)
}

/// Writes the sample as a bundle with a content file, both with translations, into a new folder.
fn split_sample() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let source = include_str!("../../crates/data/src/sample.json");
    let mut bundle: wire::Bundle = serde_json::from_str(source).unwrap();
    let content = bundle.take_content();
    bundle.site.content = Some("long.json".to_owned());
    bundle.site.translations = vec!["es".to_owned()];
    fs::write(dir.path().join("b.json"), bundle.print().unwrap()).unwrap();
    fs::write(dir.path().join("long.json"), content.print().unwrap()).unwrap();
    let (code, told) = tool(dir.path(), &["translate", "b.json", "--to", "es"]);
    assert_eq!(code, 0, "{told}");
    for file in ["b.es.json: 0 of", "long.es.json: 0 of"] {
        assert!(told.contains(file), "{told}");
    }
    dir
}

fn replace(dir: &Path, file: &str, old: &str, new: &str) {
    let path = dir.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{old}: {text}");
    fs::write(path, text.replacen(old, new, 1)).unwrap();
}

#[test]
fn check_tells_the_problems_of_all_four_files() {
    let dir = split_sample();
    let (code, told) = tool(dir.path(), &["check", "b.json"]);
    assert_eq!(code, 0, "{told}");
    for file in [
        "b.json: no ",
        "b.es.json: no errors",
        "long.json: no problems: long texts of 2",
        "long.es.json: no errors",
    ] {
        assert!(told.contains(file), "{file}: {told}");
    }
    replace(dir.path(), "long.es.json", "Reading.", " ");
    replace(dir.path(), "long.json", "\"id\":\"literacy\"", "\"id\":\"literaci\"");
    let (code, told) = tool(dir.path(), &["check", "b.json"]);
    assert_eq!(code, 1);
    assert!(told.contains(
        "long.json:5:7: error: challenges[0].id: there is no challenge `literaci`, did you mean `literacy`?\n"
    ), "{told}");
    replace(dir.path(), "long.json", "literaci", "literacy");
    let (code, told) = tool(dir.path(), &["check", "b.json"]);
    assert_eq!(code, 1);
    assert!(told.contains("error: challenges/literacy/description/0: the text is empty"), "{told}");
    fs::remove_file(dir.path().join("long.json")).unwrap();
    let (code, told) = tool(dir.path(), &["check", "b.json"]);
    assert_eq!(code, 1);
    let missing =
        "long.json:1:1: error: there is no file long.json, but the bundle names it in `site.content`";
    assert!(told.contains(missing), "{told}");
    assert!(!told.contains("there is no `description`"), "nothing is known of what is not there: {told}");
}

#[test]
fn check_says_which_fingerprint_content_must_have() {
    let dir = split_sample();
    replace(dir.path(), "b.json", "\"id\":\"math\"", "\"id\":\"maths\"");
    replace(
        dir.path(),
        "b.json",
        "\"challenges\":[\"opportunity-gaps\",\"math\"]",
        "\"challenges\":[\"opportunity-gaps\",\"maths\"]",
    );
    let (code, told) = tool(dir.path(), &["check", "b.json"]);
    assert_eq!(code, 1);
    let line = told.lines().find(|line| line.contains("belongs to another bundle")).unwrap();
    let (_, expected) = line.split_once("challenges is `").unwrap();
    let (expected, found) = expected.split_once("`, the file says `").unwrap();
    replace(dir.path(), "long.json", found.trim_end_matches('`'), expected);
    // The translations name the challenge by its new id as well.
    for field in ["name", "summary"] {
        let (old, new) = (format!("challenges/math/{field}"), format!("challenges/maths/{field}"));
        replace(dir.path(), "b.es.json", &old, &new);
    }
    let (code, told) = tool(dir.path(), &["check", "b.json"]);
    assert_eq!(code, 0, "{told}");
}

#[test]
fn a_stale_content_file_is_made_again() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("b.json");
    let bundle = ["bundle", "--without-answers", "--out", out.to_str().unwrap()];
    let (code, told) = tool(Path::new(ROOT), &bundle);
    assert_eq!(code, 0, "{told}");
    let check: Vec<&str> = bundle.into_iter().chain(["--check"]).collect();
    assert_eq!(tool(Path::new(ROOT), &check).0, 0);
    replace(dir.path(), "content.json", "\"description\":[\"", "\"description\":[\"Once ");
    let (code, told) = tool(Path::new(ROOT), &check);
    assert_eq!(code, 1);
    assert!(told.contains("content.json is out of date"), "{told}");
}

/// Writes the smallest possible built program beside the files.
fn program(dir: &Path) {
    let page = "<!doctype html><html lang=en><head><meta charset=utf-8><link rel=stylesheet href=/style-0123456789abcdef.css>\
        <script type=module src=/boot.js data-js=/site-0123456789abcdef.js data-wasm=/site-0123456789abcdef_bg.wasm></script>\
        </head><body><div id=app></div></body></html>";
    let dist = dir.join("dist");
    fs::create_dir(&dist).unwrap();
    fs::create_dir(dist.join("words")).unwrap();
    for entry in fs::read_dir(Path::new(ROOT).join("public/words")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, dist.join("words").join(path.file_name().unwrap())).unwrap();
    }
    fs::copy(Path::new(ROOT).join("public/boot.js"), dist.join("boot.js")).unwrap();
    for (name, text) in [
        ("index.html", page),
        ("style-0123456789abcdef.css", "body{}"),
        ("site-0123456789abcdef.js", "let wasm_bindgen;"),
        ("site-0123456789abcdef_bg.wasm", "\0asm"),
        ("lazy.css", "p{}"),
        ("content.json", "{}"),
        ("content.es.json", "{}"),
    ] {
        fs::write(dist.join(name), text).unwrap();
    }
}

#[test]
fn publish_takes_content_along_and_writes_it_into_pages() {
    let dir = split_sample();
    program(dir.path());
    let publish = [
        "publish",
        "--bundle",
        "b.json",
        "--dist",
        "dist",
        "--site-url",
        "https://example.org",
        "--host",
        "s3",
    ];
    let (code, told) = tool(dir.path(), &publish);
    assert_eq!(code, 0, "{told}");
    let site = dir.path().join("site");
    for (from, to) in
        [("long.json", "long.json"), ("long.es.json", "long.es.json"), ("b.es.json", "bundle.es.json")]
    {
        assert_eq!(fs::read(dir.path().join(from)).unwrap(), fs::read(site.join(to)).unwrap(), "{from}");
    }
    assert!(!site.join("content.json").exists(), "the sample's");
    let page = fs::read_to_string(site.join("equity/opportunity-gaps/index.html")).unwrap();
    for words in ["Gaps.", "One district", "It is hard.", "https://e.org/report"] {
        assert!(page.contains(words), "{words}");
    }
    // Kept on visitors' devices, but not before all else.
    let worker = fs::read_to_string(site.join("sw.js")).unwrap();
    let (first, later) = worker.split_once("const later = {").unwrap();
    assert!(first.contains("\"bundle.json\": \"\"") && !first.contains("long.json"));
    assert!(later.contains("\"long.json\": \"\"") && later.contains("\"long.es.json\": \"\""));
    assert!(worker.contains("const texts = [\"long.json\", \"long.es.json\"];"), "{worker}");
    replace(dir.path(), "long.json", "\"challenge_map_content\":1", "\"challenge_map_content\":2");
    let (code, told) = tool(dir.path(), &publish);
    assert_eq!(code, 2);
    assert!(told.contains("long.json has 1 problems: `challenge-map check b.json` lists them"), "{told}");
    fs::remove_file(dir.path().join("long.json")).unwrap();
    assert!(tool(dir.path(), &publish).1.contains("can't read long.json"));
}
