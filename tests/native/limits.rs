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

/// Returns the names of packages that a manifest depends on, other than for tests.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut is_wanted = false;
    let mut found = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_wanted = line.ends_with("dependencies]") && !line.contains("dev-dependencies");
        } else if is_wanted && line.contains('=') {
            found.extend(line.split(['.', ' ', '=']).next().map(str::to_owned));
        }
    }
    found
}

/// `fuzz/` is a workspace of its own, whose `Cargo.lock` no build here looks at.
#[test]
fn the_lock_of_the_fuzz_targets_agrees_with_the_crates() {
    let lock = read("fuzz/Cargo.lock");
    let mut seen = 0;
    for package in lock.split("[[package]]").filter(|package| !package.contains("\nsource = ")) {
        let Some(name) = package.split('"').nth(1) else { continue };
        let Ok(manifest) = std::fs::read_to_string(Path::new(ROOT).join(format!("crates/{name}/Cargo.toml")))
        else {
            continue;
        };
        for needed in dependencies(&manifest) {
            seen += 1;
            assert!(
                package.contains(&format!(" \"{needed}\"")) || package.contains(&format!(" \"{needed} ")),
                "fuzz/Cargo.lock: {name} needs {needed}: run `cargo update --workspace` in fuzz/"
            );
        }
    }
    assert!(seen > 20, "the manifests have dependencies: {seen}");
    let version = |text: &str, name: &str| -> Vec<String> {
        let head = format!("name = \"{name}\"\nversion = \"");
        text.split(&head).skip(1).filter_map(|rest| Some(rest.split('"').next()?.to_owned())).collect()
    };
    let own = read("Cargo.lock");
    for package in lock.split("[[package]]").filter_map(|package| package.split('"').nth(1)) {
        let known = version(&own, package);
        let is_same = |found: &String| known.is_empty() || known.contains(found);
        assert!(
            version(&lock, package).iter().all(is_same),
            "fuzz/Cargo.lock has another version of {package}"
        );
    }
}

/// Returns the names of functions in Rust code, and the titles of specs without what templates fill in.
fn test_names(source: &str) -> Vec<String> {
    let starts =
        ["fn ", "pub fn ", "async fn ", "test(", "test.describe(", "withTarget(", "withTarget.describe("];
    let name_of = |line: &str| {
        let rest = starts.iter().find_map(|start| line.strip_prefix(start))?;
        let name = match rest.chars().next().filter(|c| ['\'', '"', '`'].contains(c)) {
            Some(quote) => fixed_part(&rest[1..], quote),
            None => rest.split(['(', '<']).next()?.to_owned(),
        };
        Some(name)
    };
    source.lines().filter_map(|line| name_of(line.trim_start())).collect()
}

/// Returns a literal of JavaScript up to its closing quote, without its `${…}`.
fn fixed_part(text: &str, quote: char) -> String {
    let (mut depth, mut fixed) = (0, String::new());
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ if depth > 0 => {}
            _ if c == quote => break,
            _ => fixed.push(c),
        }
    }
    fixed.replace('$', "")
}

#[test]
fn tests_have_names_of_at_most_60_characters() {
    let sources = texts(&["src", "crates", "xtask", "tests"], &["rs", "mjs"]);
    let names: Vec<String> = sources.iter().flat_map(|(_, source)| test_names(source)).collect();
    assert!(names.len() > 1_000, "{}", names.len());
    let long: Vec<&String> = names.iter().filter(|name| name.chars().count() > 60).collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn names_of_tests_are_found() {
    let source =
        "  fn a_b<T>() {\n  test(`dark: ${view(`x`)}, ${a}!`, async\ntest.describe('x’', () =>\n// test";
    assert_eq!(test_names(source), ["a_b", "dark: , !", "x’"]);
}

/// Words that a doc comment does not begin with: they ask, where a comment names the thing.
const QUESTIONS: [&str; 10] =
    ["What", "How", "Whether", "Whose", "Where", "Why", "Which", "When", "Who", "Gives"];

/// Returns the files of a folder with one of these extensions.
fn files(folder: &Path, extensions: &[&str], found: &mut Vec<PathBuf>) {
    for path in folder.read_dir().unwrap().map(|entry| entry.unwrap().path()) {
        if path.ends_with("node_modules") || path.ends_with("target") {
            continue;
        }
        if path.is_dir() {
            files(&path, extensions, found);
        } else if path.extension().is_some_and(|own| extensions.iter().any(|extension| own == *extension)) {
            found.push(path);
        }
    }
}

/// Returns the files of these folders of the repository with one of these extensions, and their texts.
fn texts(folders: &[&str], extensions: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    folders.iter().for_each(|folder| files(&Path::new(ROOT).join(folder), extensions, &mut found));
    let with_text = |file: PathBuf| {
        let text = std::fs::read_to_string(&file).unwrap();
        (file, text)
    };
    found.into_iter().map(with_text).collect()
}

/// Returns the paths of files of this repository that a text names, with their lines from 1. `NAME` and `TAG`
/// stand for a name.
fn named_paths(text: &str) -> Vec<(usize, &str)> {
    const ROOMS: [&str; 9] =
        ["src/", "crates/", "tests/", "docs/", "xtask/", "public/", "locales/", "seeds/", "presets/"];
    let is_of_path = |c: char| c.is_ascii_alphanumeric() || "_-./".contains(c);
    let words = |line| str::split(line, move |c| !is_of_path(c));
    let paths = |line| words(line).filter(|word| ROOMS.iter().any(|room| word.starts_with(room)));
    let lines = text.lines().zip(1..);
    let found = lines.flat_map(|(line, at)| paths(line).map(move |path| (at, path.trim_end_matches('.'))));
    found.filter(|(_, path)| path.contains('.') && !path.contains("NAME") && !path.contains("TAG")).collect()
}

#[test]
fn files_that_are_named_exist() {
    let folders = ["src", "crates", "xtask", "tests", "fuzz", "public", "docs"];
    let mut all = texts(&folders, &["rs", "js", "mjs", "md", "css", "toml"]);
    all.push((Path::new(ROOT).join("README.md"), read("README.md")));
    let mut missing = Vec::new();
    for (file, text) in all {
        // A path is given from the repository's folder, or from that of the file or its package.
        let folders = || file.ancestors().take_while(|folder| folder.starts_with(ROOT));
        let from = |path: &str| folders().any(|folder| folder.join(path).exists());
        let lost = named_paths(&text).into_iter().filter(|(_, path)| !from(path));
        missing.extend(lost.map(|(line, path)| format!("{}:{line}: {path}", file.display())));
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn paths_are_found_in_a_text() {
    let text = "// See src/app.rs.\nlet a = \"docs/hosting.md\"; // not my/src/app.rs\npresets/NAME.json";
    assert_eq!(named_paths(text), [(1, "src/app.rs"), (2, "docs/hosting.md")]);
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
    let mut found = Vec::new();
    for (file, source) in texts(&["src", "crates", "xtask", "tests", "fuzz"], &["rs"]) {
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

/// Maximum size of a font in bytes: 24 KiB.
const MAX_FONT: usize = 24 * 1024;

#[test]
fn fonts_are_small_and_named_by_their_hash() {
    let sheet = std::fs::read_to_string(Path::new(ROOT).join("public/style.css")).unwrap();
    let folder = std::fs::read_dir(Path::new(ROOT).join("public/fonts")).unwrap();
    let files: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    let fonts: Vec<_> =
        files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "woff2")).collect();
    assert!(!fonts.is_empty());
    for font in fonts {
        let bytes = std::fs::read(font).unwrap();
        let name = font.file_name().unwrap().to_str().unwrap();
        assert!(bytes.len() <= MAX_FONT, "{name}: {} bytes", bytes.len());
        assert!(name.ends_with(&format!("-{}.woff2", assets::hash(&bytes))), "{name} has another content");
        assert!(sheet.contains(&format!("url(\"fonts/{name}\")")), "{name} is in the style sheet");
    }
    assert!(
        files.iter().any(|path| path.ends_with("newsreader-OFL.txt")),
        "the license lies beside the font"
    );
}
