//! Who may know whom, held against the source: the rules of the README's code map.

use std::path::{Path, PathBuf};

/// A part of the source, and words that must not stand in it.
struct Rule {
    /// A file or folder below `src/`.
    part: &'static str,
    /// What the part must not name.
    unknown: &'static [&'static str],
}

const LEPTOS_AND_WEB: [&str; 6] = ["leptos", "web_sys", "wasm_bindgen", "js_sys", "gloo_net", "crate::ui"];

const RULES: &[Rule] = &[
    Rule { part: "challenge.rs", unknown: &["serde", "crate::atlas", "crate::bundle", "crate::viz"] },
    Rule { part: "challenge", unknown: &["serde", "crate::atlas::", "crate::bundle", "crate::viz"] },
    Rule { part: "atlas.rs", unknown: &["serde", "crate::bundle::", "crate::viz", "crate::state"] },
    Rule { part: "language.rs", unknown: &["serde", "crate::"] },
    Rule { part: "text.rs", unknown: &["serde", "crate::viz"] },
    Rule { part: "text", unknown: &["serde", "crate::viz"] },
    Rule { part: "route.rs", unknown: &["serde", "crate::viz"] },
    Rule { part: "state.rs", unknown: &["serde", "crate::viz"] },
    Rule { part: "search.rs", unknown: &SEARCH },
    Rule { part: "search", unknown: &SEARCH },
    Rule { part: "bundle", unknown: &["crate::viz", "crate::state", "crate::route"] },
    Rule { part: "translation", unknown: &["serde", "crate::viz", "crate::state", "crate::route"] },
    Rule { part: "config", unknown: &["serde", "leptos", "web_sys", "js_sys", "crate::ui", "crate::signup"] },
    Rule { part: "signup", unknown: &["crate::ui", "crate::atlas", "crate::text"] },
    Rule { part: "advice.rs", unknown: &["serde", "crate::viz", "crate::state", "crate::config"] },
    Rule { part: "advice", unknown: &["serde", "crate::viz", "crate::state", "crate::config"] },
    Rule { part: "survey", unknown: &["serde_json", "crate::viz", "crate::import"] },
    Rule { part: "import", unknown: &["crate::viz", "crate::state", "crate::route", "crate::config"] },
    Rule { part: "discuss.rs", unknown: &DISCUSS },
    Rule { part: "discuss", unknown: &DISCUSS },
    Rule {
        part: "viz",
        unknown: &[
            "serde",
            "crate::atlas",
            "crate::challenge",
            "crate::state",
            "crate::route",
            "crate::text",
        ],
    },
    Rule { part: "ui/pages", unknown: &["ui::pages", "super::home", "super::explore", "web_sys"] },
    Rule { part: "ui/components", unknown: &["ui::pages"] },
    Rule { part: "publish.rs", unknown: &PUBLISH },
    Rule { part: "publish", unknown: &PUBLISH },
    Rule { part: "publish/hosts", unknown: &["crate::ui", "crate::viz", "crate::bundle"] },
];

/// What is found is decided without knowing where it stands or how it is shown.
const SEARCH: [&str; 7] =
    ["serde", "crate::bundle", "crate::viz", "crate::state", "crate::route", "crate::text", "crate::picture"];

/// Boards are read byte by byte, as bundles are; where pages stand is the shell's business.
const DISCUSS: [&str; 5] = ["serde", "crate::route", "crate::config", "crate::import", "crate::publish"];

/// What knows boards: the core of `/discuss`, its sentences, and its page, a lazy part of the program.
const KNOWS_BOARDS: [&str; 4] = ["/src/discuss", "/src/text/discuss", "/src/ui/discuss", "/src/lib.rs"];

/// Publishing makes files from files; pages come to it as text.
const PUBLISH: [&str; 7] =
    ["leptos", "web_sys", "wasm_bindgen", "std::fs", "std::net", "SystemTime", "Instant"];

/// The core: everything but `ui`, the two programs, and the painter of the browser.
const CORE: [&str; 27] = [
    "challenge.rs",
    "challenge",
    "atlas.rs",
    "advice.rs",
    "advice",
    "bundle.rs",
    "bundle",
    "survey.rs",
    "survey",
    "import.rs",
    "import",
    "language.rs",
    "search.rs",
    "search",
    "text.rs",
    "text",
    "translation.rs",
    "translation",
    "config.rs",
    "signup.rs",
    "signup",
    "route.rs",
    "state.rs",
    "picture.rs",
    "discuss.rs",
    "discuss",
    "viz",
];

/// Names of plotters and its backends, which only the painters know.
const BACKENDS: [&str; 4] = ["plotters", "plotters_canvas", "CanvasBackend", "SVGBackend"];

/// The painters, and the sheet of a card, which is a backend of its own.
const PAINTERS: [&str; 3] = ["viz/paint.rs", "viz/canvas.rs", "publish/card/ink.rs"];

/// The core does no I/O, reads no clock and draws no randomness.
const WORLD: [&str; 6] = ["std::fs", "std::net", "std::time", "SystemTime", "Instant", "rand::"];

fn source_files(part: &str) -> Vec<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(part);
    assert!(path.exists(), "a rule names src/{part}, which is gone: mend the rule");
    if path.is_file() {
        return vec![path];
    }
    let entries = std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|entry| match entry.is_dir() {
            true => source_files(
                entry
                    .strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
                    .unwrap()
                    .to_str()
                    .unwrap(),
            ),
            false => vec![entry],
        })
        .filter(|file| file.extension().is_some_and(|extension| extension == "rs"))
        // Files that are tests, or for them, may use anything.
        .filter(|file| !file.ends_with("tests.rs") && !file.ends_with("sample.rs"))
        .collect()
}

/// The code of a file: without comments, and without its tests, which may use anything.
fn code(file: &Path) -> String {
    let text = std::fs::read_to_string(file).unwrap();
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn breaches(part: &str, unknown: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for file in source_files(part) {
        let code = code(&file);
        for word in unknown.iter().filter(|word| code.contains(**word)) {
            found.push(format!("{} must not know `{word}`", file.display()));
        }
    }
    found
}

#[test]
fn every_part_knows_only_what_it_may() {
    let mut found: Vec<String> = RULES.iter().flat_map(|rule| breaches(rule.part, rule.unknown)).collect();
    for part in CORE {
        let with_web = breaches(part, &LEPTOS_AND_WEB);
        found.extend(with_web.into_iter().filter(|breach| !is_for_the_canvas(breach)));
        found.extend(breaches(part, &WORLD));
    }
    let with_backends = breaches("", &BACKENDS);
    let is_painter = |breach: &String| PAINTERS.iter().any(|painter| breach.contains(painter));
    found.extend(with_backends.into_iter().filter(|breach| !is_painter(breach)));
    assert!(found.is_empty(), "{found:#?}");
}

/// The one file of the core that draws on a canvas may know the web, though not leptos.
fn is_for_the_canvas(breach: &str) -> bool {
    breach.contains("viz/canvas.rs") && !breach.contains("leptos") && !breach.contains("crate::ui")
}

#[test]
fn only_the_borders_know_the_wire() {
    // What S3's tools read is JSON as well.
    let borders = [
        "bundle",
        "bundle.rs",
        "config",
        "config.rs",
        "signup",
        "signup.rs",
        "import",
        "import.rs",
        "locale.rs",
        "publish/hosts",
        "bin",
    ];
    let all = source_files("");
    assert!(all.len() > 40, "the source is where this test looks for it");
    let found: Vec<_> = all
        .iter()
        .filter(|file| {
            let path = file.to_str().unwrap();
            !borders.iter().any(|border| path.contains(&format!("/src/{border}")))
        })
        .filter(|file| code(file).contains("serde"))
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

/// What sends requests, in Rust: gloo-net, and the browser's `fetch` without it.
const SENDERS: [&str; 3] = ["gloo_net", "fetch_with_", "XmlHttpRequest"];

/// Cookies, limits and errors of requests are decided in one place.
#[test]
fn only_ui_http_sends_requests() {
    let (may, may_not): (Vec<_>, Vec<_>) =
        source_files("").into_iter().partition(|file| file.to_str().unwrap().contains("/src/ui/http"));
    let sends = |file: &&PathBuf| SENDERS.iter().any(|word| code(file).contains(word));
    assert!(may.iter().any(|file| code(file).contains("gloo_net::http")), "{may:#?}");
    let found: Vec<_> = may_not.iter().filter(sends).collect();
    assert!(found.is_empty(), "{found:#?}");
}

/// A first visit must not carry what only `/discuss` needs.
#[test]
fn boards_stay_in_their_part() {
    let found: Vec<_> = source_files("")
        .into_iter()
        .filter(|file| !KNOWS_BOARDS.iter().any(|part| file.to_str().unwrap().contains(part)))
        .filter(|file| {
            let code = code(file);
            ["crate::discuss", "challenge_map::discuss", "text::discuss"]
                .iter()
                .any(|word| code.contains(word))
        })
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_breach_would_be_found() {
    for painter in PAINTERS {
        assert!(!breaches(painter, &BACKENDS).is_empty(), "{painter} draws");
    }
    assert!(!breaches("ui/site.rs", &LEPTOS_AND_WEB).is_empty());
}
