//! The invariants of `docs/architecture.md` that Cargo does not enforce: words that a part must not contain,
//! and no cycle between the modules of a crate.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::ROOT;

/// Crates without a browser, a database or a server, in the order of their dependencies.
const PURE: [&str; 11] = [
    "json-scan",
    "raster",
    "slim-std",
    "messages",
    "data",
    "survey",
    "viz",
    "explore",
    "search",
    "discuss",
    "assets",
];

/// Packages that no pure crate may depend on. plotters itself depends on web-sys where it is compiled for a
/// browser, so trees are those of a native build.
const SHELL: [&str; 6] = ["leptos", "web-sys", "gloo-net", "axum", "rusqlite", "tokio"];

/// Names that the core may not use: files, the network, clocks, randomness.
const WORLD: [&str; 6] = ["std::fs", "std::net", "std::time", "SystemTime", "Instant", "rand::"];

/// Words that are allowed in some places only, each with the files and folders that may contain them.
const ONLY: &[(&[&str], &[&str])] = &[
    // plotters is known to the painters, and to the sheet of a card, which is a backend of its own.
    (
        &["plotters", "CanvasBackend", "SVGBackend"],
        &[
            "crates/viz/src/paint.rs",
            "src/chart/canvas.rs",
            "src/chart/svg.rs",
            "crates/publish/src/og_image/bitmap.rs",
        ],
    ),
    // Cookies, limits and errors of requests are decided in one place.
    (&["gloo_net", "fetch_with_", "XmlHttpRequest"], &["src/http"]),
    // A first visit does not carry what only `/discuss` needs.
    (&["discuss::"], &["crates/discuss", "src/pages/discuss", "src/pages.rs", "src/app.rs", "src/messages"]),
    // Wire formats are read and written at the borders.
    (
        &["serde"],
        &[
            "crates/data/src/bundle",
            "crates/survey/src/import",
            "crates/survey/tests",
            "crates/signup/src/server.rs",
            "crates/signup/src/config",
            "crates/publish/src/hosts",
            "crates/cli",
            "src/messages/translations.rs",
        ],
    ),
];

/// Words that a file or folder must not contain.
const NEVER: &[(&str, &[&str])] = &[
    ("src/pages/about.rs", &["web_sys"]),
    ("src/pages/challenge.rs", &["web_sys"]),
    ("src/pages/explore.rs", &["web_sys"]),
    ("src/pages/home.rs", &["web_sys"]),
    ("src/pages/theme.rs", &["web_sys"]),
    ("src/components", &["crate::pages"]),
    ("crates/publish", &["leptos", "web_sys", "std::fs", "std::net", "SystemTime", "Instant"]),
    ("crates/signup", &["std::fs", "SystemTime", "Instant"]),
    ("crates/data/src/challenge", &["crate::dataset", "crate::bundle"]),
    ("crates/data/src/dataset", &["crate::bundle"]),
];

/// Returns the Rust files of a file or folder, without tests and files that are only for tests.
fn files(part: &str) -> Vec<PathBuf> {
    fn add(path: &Path, found: &mut Vec<PathBuf>) {
        if path.is_dir() {
            let mut entries: Vec<_> = path.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
            entries.sort();
            entries.iter().for_each(|entry| add(entry, found));
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !path.ends_with("tests.rs")
            && !path.ends_with("sample.rs")
        {
            found.push(path.to_owned());
        }
    }
    let path = Path::new(ROOT).join(part);
    let mut found = Vec::new();
    // `src/http` is `src/http.rs` and all in `src/http/`.
    for path in [path.with_extension("rs"), path] {
        if path.exists() {
            add(&path, &mut found);
        }
    }
    found.dedup();
    assert!(!found.is_empty(), "a rule names {part}, which is gone: mend the rule");
    found
}

/// Returns all Rust files of the app and the crates.
fn all() -> Vec<PathBuf> {
    [files("src"), files("crates")].concat()
}

/// Returns the code of a file without comments and without items for tests.
fn code(file: &Path) -> String {
    let text = std::fs::read_to_string(file).unwrap();
    without_tests(&text)
}

/// Returns source without comments and without items under `#[cfg(test)]`; code after those is kept.
fn without_tests(source: &str) -> String {
    let mut out = String::new();
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        if line.trim() != "#[cfg(test)]" {
            out.push_str(line);
            out.push('\n');
            continue;
        }
        // The item ends with the first line that closes it at its own indentation: rustfmt has it so.
        let indent = line.len() - line.trim_start().len();
        for line in lines.by_ref() {
            let is_own = line.len() - line.trim_start().len() == indent;
            if is_own && (line.ends_with(';') || line.trim_start().starts_with('}')) {
                break;
            }
        }
    }
    out
}

/// Returns a path below the workspace, with slashes.
fn name(file: &Path) -> String {
    file.strip_prefix(ROOT).unwrap().to_str().unwrap().replace('\\', "/")
}

#[test]
fn words_stand_only_where_they_may() {
    let mut found = Vec::new();
    for (words, places) in ONLY {
        let may: BTreeSet<PathBuf> = places.iter().flat_map(|place| files(place)).collect();
        for word in *words {
            let has = |file: &PathBuf| code(file).contains(word);
            found.extend(
                all()
                    .iter()
                    .filter(|file| !may.contains(*file) && has(file))
                    .map(|file| format!("{} must not know `{word}`", name(file))),
            );
        }
        assert!(may.iter().any(|file| words.iter().any(|word| code(file).contains(word))), "{words:?}");
    }
    for (place, words) in NEVER {
        for file in files(place) {
            let code = code(&file);
            let known = words.iter().filter(|word| code.contains(**word));
            found.extend(known.map(|word| format!("{} must not know `{word}`", name(&file))));
        }
    }
    for file in PURE.iter().flat_map(|package| files(&format!("crates/{package}"))) {
        let code = code(&file);
        let known = WORLD.iter().filter(|word| code.contains(**word));
        found.extend(known.map(|word| format!("{} must not know `{word}`", name(&file))));
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn pure_crates_depend_on_no_shell() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    for package in PURE.iter().chain(&["signup", "lint"]) {
        let mut command = Command::new(&cargo);
        command.current_dir(ROOT).args(["tree", "--offline", "--edges", "normal", "--prefix", "none"]);
        let done = command.args(["--package", package]).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let tree = String::from_utf8(done.stdout).unwrap();
        let known: Vec<&str> = tree
            .lines()
            .filter_map(|line| line.split(' ').next())
            .filter(|dependency| SHELL.contains(dependency))
            .collect();
        assert!(known.is_empty(), "{package} depends on {known:?}");
    }
}

/// Returns the names after `prefix` in code: of `use crate::{a, b::c};` and of `crate::a::f()`.
fn names_after(code: &str, prefix: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        if code[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':') {
            continue;
        }
        let rest = &code[at + prefix.len()..];
        let word = |text: &str| {
            text.trim()
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        match rest.strip_prefix('{').and_then(|group| group.split_once("};")) {
            // Commas within inner braces give names that are no module, which does not matter.
            Some((group, _)) => found.extend(group.split(',').map(word)),
            None => found.push(word(rest)),
        }
    }
    found
}

/// Returns the modules at the root of a crate with the modules of it that each uses.
fn modules(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let folder = Path::new(ROOT).join(source);
    let mut modules: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files(source) {
        let below: Vec<_> = file.strip_prefix(&folder).unwrap().iter().collect();
        let module = Path::new(below[0]).file_stem().unwrap().to_str().unwrap().to_owned();
        if module == "lib" || module == "main" {
            continue;
        }
        let code = code(&file);
        let up = "super::".repeat(below.len());
        let used = names_after(&code, "crate::").into_iter().chain(names_after(&code, &up));
        modules.entry(module).or_default().extend(used);
    }
    modules
}

/// Returns a module that uses itself by way of others, if there is one.
fn cycle(modules: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    fn reach(
        modules: &BTreeMap<String, BTreeSet<String>>,
        path: &mut Vec<String>,
        done: &mut BTreeSet<String>,
    ) -> bool {
        let last = path[path.len() - 1].clone();
        for next in modules.get(&last).into_iter().flatten().filter(|next| **next != last) {
            if path.contains(next) {
                path.push(next.clone());
                return true;
            }
            if modules.contains_key(next) && !done.contains(next) {
                path.push(next.clone());
                if reach(modules, path, done) {
                    return true;
                }
                path.pop();
            }
        }
        done.insert(last);
        false
    }
    let mut done = BTreeSet::new();
    modules.keys().find_map(|module| {
        let mut path = vec![module.clone()];
        (!done.contains(module) && reach(modules, &mut path, &mut done)).then_some(path)
    })
}

#[test]
fn pages_do_not_use_each_other() {
    let folder = Path::new(ROOT).join("src/pages");
    let mut found = Vec::new();
    for file in folder.read_dir().unwrap().flat_map(|entry| files(&name(&entry.unwrap().path()))) {
        let own = file.strip_prefix(&folder).unwrap().iter().next().map(Path::new).unwrap();
        let own = own.file_stem().unwrap().to_str().unwrap();
        let up = "super::".repeat(file.strip_prefix(&folder).unwrap().iter().count());
        let code = code(&file);
        let used = names_after(&code, "crate::pages::").into_iter().chain(names_after(&code, &up));
        let others = used.filter(|page| page != own && folder.join(page).with_extension("rs").exists());
        found.extend(others.map(|page| format!("{} must not use the page {page}", name(&file))));
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_modules_use_each_other_in_a_circle() {
    let crates = Path::new(ROOT).join("crates").read_dir().unwrap();
    let crates = crates.map(|entry| format!("crates/{}/src", entry.unwrap().file_name().to_str().unwrap()));
    let mut counted = 0;
    for source in std::iter::once("src".to_owned()).chain(crates) {
        let modules = modules(&source);
        counted += modules.len();
        assert_eq!(cycle(&modules), None, "{source}");
    }
    assert!(counted > 100, "the modules are where this test looks for them");
}

#[test]
fn a_circle_would_be_found() {
    let of = |pairs: &[(&str, &str)]| {
        let mut modules: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (from, to) in pairs {
            modules.entry((*from).to_owned()).or_default().insert((*to).to_owned());
            modules.entry((*to).to_owned()).or_default();
        }
        cycle(&modules).is_some()
    };
    assert!(of(&[("a", "b"), ("b", "c"), ("c", "a")]) && of(&[("x", "a"), ("a", "b"), ("b", "a")]));
    assert!(!of(&[("a", "b"), ("a", "c"), ("b", "c")]));
    assert_eq!(names_after("use crate::{a, b::c};\ncrate::d::e(); xcrate::f", "crate::"), ["a", "b", "d"]);
}

#[test]
fn code_after_tests_is_looked_at() {
    let source = "use a;\n#[cfg(test)]\nmod sample;\nuse b; // c\n#[cfg(test)]\nmod tests {\n    use d;\n}\nfn e() {}\n";
    assert_eq!(without_tests(source), "use a;\nuse b; // c\nfn e() {}\n");
}
