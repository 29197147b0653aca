//! Bundles made by someone who means harm: each is refused with an exact error message, or displayed
//! without harm. `tests/e2e/specs/hostile.spec.mjs` opens the displayed ones in a browser.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use challenge_map::{LoadError, Site, prerender};
use data::bundle;
use data::bundle::{Diagnostic, Severity, parse};
use explore::route::{Base, Route};
use signup::config::Config;

use crate::markup::Tag;
use crate::{ROOT, markup};

/// Returns the names and texts of the samples in a folder.
fn samples(folder: &str) -> BTreeMap<String, String> {
    let path = Path::new(ROOT).join("tests/hostile").join(folder);
    let files = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    files.map(|path| (name(&path), std::fs::read_to_string(&path).unwrap())).collect()
}

fn told(source: &str) -> Vec<String> {
    let problems = parse(source).err().unwrap_or_default();
    problems.iter().filter(|problem| problem.severity() == Severity::Error).map(ToString::to_string).collect()
}

/// Error message for each sample in `tests/hostile/refused/`.
const REFUSED: [(&str, &str); 52] = [
    ("bidi-in-address", "challenges[0].sources[0]: `https://e.example/\u{FFFD}gpj` is not an address"),
    ("bidi-isolate", "challenges[0].quotes[0].text: the text holds a hidden control character (U+2066)"),
    ("bidi-override", "challenges[0].name: the text holds a hidden control character (U+202E)"),
    (
        "blank-before-scheme",
        "challenges[0].resources[0].address: `\u{FFFD} javascript:alert(1)` is not an address",
    ),
    ("blob-link", "site.about[0]: `blob:https://e.example/1` is not an address"),
    ("byte-order-mark", "the file begins with a byte order mark"),
    ("c1-control", "site.title: the text holds a hidden control character (U+009B)"),
    ("comment", "this is not valid JSON"),
    ("cyrillic-host", "challenges[0].sources[0]: `https://аррӏе.com/` is not an address"),
    ("data-link", "challenges[0].sources[0]: `data:text/html,<script>alert(1)</script>` is not an address"),
    ("day-that-no-calendar-has", "waves[0].date: expected a date of the calendar"),
    ("duplicate-field", "challenges[0].id: the field `id` is given twice"),
    ("duplicate-field-in-disguise", "challenges[0].id: the field `id` is given twice"),
    ("empty", "the file is empty"),
    ("escaped-host", "challenges[0].sources[0]: `https://evil%2eexample/` is not an address"),
    ("file-link", "challenges[0].sources[0]: `file:///etc/passwd` is not an address"),
    ("full-width-host", "challenges[0].sources[0]: `https://ｅvil.example/` is not an address"),
    ("half-a-surrogate-pair", "site.about[0]: expected text"),
    ("id-of-another-kind", "challenges[0].theme: expected an id, found [\"theme\"]"),
    ("infinity", "this is not valid JSON"),
    ("invisible-name", "challenges[0].name: expected some text"),
    (
        "javascript-in-disguise",
        "challenges[0].resources[0].address: `JaVaScRiPt\t:alert(1)` is not an address",
    ),
    ("javascript-link", "challenges[0].description[0]: `javascript:alert(1` is not an address"),
    (
        "line-break-in-mailto",
        "challenges[0].resources[0].address: `mailto:a@e.example?subject=x%0D%0ABcc:b@e.example` is not an address",
    ),
    ("long-name", "challenges[0].name: the text has 10001 characters, at most 10000 are allowed"),
    ("markup-in-id", "challenges[0].id: expected an id of a-z, 0-9 and single hyphens"),
    ("negative-minimum", "minimum_respondents: expected a whole number"),
    ("negative-rank", "results[0].values[0]: expected a rank from 1"),
    ("not-a-number", "this is not valid JSON"),
    ("nothing-but-null", "expected an object, found null"),
    ("null-character", "challenges[0].name: the text holds a hidden control character (U+0000)"),
    ("open-placeholder", "measures[1].sentence: the sentence has an unknown placeholder `{value}`"),
    ("other-host-by-back-slashes", "challenges[0].sources[0]: `https:\\\\evil.example\\` is not an address"),
    ("other-host-by-slashes", "challenges[0].sources[0]: `//evil.example/` is not an address"),
    ("other-version", "format: this program reads format 1, the file says 2"),
    ("over-a-hundred-percent", "results[1].values[0]: expected a percent from 0 to 100"),
    ("past-a-float", "results[1].values[0]: expected a percent from 0 to 100"),
    ("path-in-id", "challenges[0].id: expected an id of a-z, 0-9 and single hyphens"),
    (
        "port-out-of-range",
        "challenges[0].resources[0].address: `https://e.example:65536/r` is not an address",
    ),
    ("proto-field", "challenges[0]: unknown field `__proto__`"),
    ("proto-id", "challenges[0].id: expected an id of a-z, 0-9 and single hyphens"),
    ("raw-line-feed-in-text", "this is not valid JSON"),
    ("reserved-theme", "groups[0].themes[0]: the id `assets` is reserved"),
    ("respondents-past-32-bits", "results[1].respondents: expected a number of respondents"),
    ("single-quotes", "this is not valid JSON"),
    ("terminal-escape", "site.title: the text holds a hidden control character (U+001B)"),
    ("terminal-escape-in-a-field", "site: unknown field `\u{FFFD}[31mtitle`"),
    ("trailing-bytes", "this is not valid JSON"),
    ("unknown-placeholder", "measures[1].sentence: the sentence has an unknown placeholder `{constructor}`"),
    ("user-name", "challenges[0].sources[0]: `https://bank.example@evil.example/` is not an address"),
    ("vbscript-link", "waves[0].sources[0]: `vbscript:msgbox(1)` is not an address"),
    ("web-page", "this is a web page, not JSON"),
];

#[test]
fn hostile_samples_are_refused_with_their_diagnostic() {
    let samples = samples("refused");
    assert!(
        samples.keys().map(String::as_str).eq(REFUSED.iter().map(|(name, _)| *name)),
        "none is forgotten"
    );
    for (name, expected) in REFUSED {
        let told = told(&samples[name]);
        assert!(told.iter().any(|line| line.starts_with(expected)), "{name}: {told:#?}");
    }
}

#[test]
fn diagnostics_of_hostile_samples_are_harmless() {
    for (name, source) in samples("refused") {
        let problems: Vec<Diagnostic> = parse(&source).err().unwrap();
        let problems = problems.iter().map(ToString::to_string).collect();
        let html = prerender::failure(LoadError::Bundle { file: "bundle.json".into(), problems });
        hold_page(&format!("{name}, told"), &html);
        assert!(!html.contains(data::challenge::is_deceptive), "{name}");
    }
}

/// Returns a small document with the given parts, which a test makes long.
fn document(challenges: &str, results: &str, waves: &str) -> String {
    format!(
        r#"{{"format": 1, "site": {{"title": "T", "publisher": "P", "language": "en"}},
        "measures": [{{"id": "m", "kind": "percent", "label": "M", "question": "Q", "sentence": "{{value}}"}}],
        "waves": [{waves}], "groups": [{{"name": "G", "themes": [{{"id": "t", "name": "T"}}]}}],
        "challenges": [{challenges}], "results": [{results}]}}"#
    )
}

fn many(n: usize, row: impl Fn(usize) -> String) -> String {
    (0..n).map(row).collect::<Vec<_>>().join(",")
}

const WAVE: &str =
    r#"{"id": "w", "label": "W", "date": "2020", "status": "illustrative", "everyone": "people"}"#;

fn challenge(at: usize) -> String {
    format!(r#"{{"id":"c{at}","name":"C","theme":"t"}}"#)
}

#[test]
fn oversized_input_is_refused_early() {
    let one = challenge(0);
    let result =
        |at: usize| format!(r#"{{"wave":"w","measure":"m","challenges":[],"values":[],"respondents":{at}}}"#);
    let cases = [
        (
            "deep lists",
            format!("{}{}", "[".repeat(1 << 20), "]".repeat(1 << 20)),
            "expected an object, found [[[",
        ),
        (
            "a deep list for a text",
            document(&one, "", WAVE).replace(
                "\"T\", \"publisher\"",
                &format!("{}1{}, \"publisher\"", "[".repeat(1 << 20), "]".repeat(1 << 20)),
            ),
            "site.title: expected text, found [[[",
        ),
        (
            "deep objects that nobody reads",
            document(&one, "", WAVE).replacen(
                '{',
                &format!("{{\"x\": {}1{},", "{\"a\":".repeat(1 << 18), "}".repeat(1 << 18)),
                1,
            ),
            "unknown field `x`",
        ),
        ("too many bytes", format!("{{}}{}", " ".repeat(bundle::MAX_BYTES)), "the file has 33554434 bytes"),
        (
            "too many challenges",
            document(&many(100_001, challenge), "", WAVE),
            "challenges: 100001 entries; at most 100000",
        ),
        (
            "too many waves",
            document(&one, "", &many(1_001, |_| WAVE.into())),
            "waves: 1001 entries; at most 1000",
        ),
        (
            // 60 bytes each, and each would take a place for every challenge.
            "too many cells",
            document(&many(20_000, challenge), &many(20_000, result), WAVE),
            "results: 20000 results for 20000 challenges each",
        ),
        (
            "too many values",
            document(
                &one,
                &format!(r#"{{"wave":"w","measure":"m","values":[{}]}}"#, many(100_001, |_| "1".into())),
                WAVE,
            ),
            "results[0].values: 100001 entries; at most 100000",
        ),
        (
            "too many fields",
            format!("{{{}}}", many(1_001, |at| format!("\"f{at}\":1"))),
            "1001 entries; at most 1000",
        ),
        (
            "a million digits",
            document(
                &one,
                &format!(r#"{{"wave":"w","measure":"m","values":[1{}]}}"#, "0".repeat(1_000_000)),
                WAVE,
            ),
            "results[0].values[0]: expected a percent from 0 to 100",
        ),
        (
            "a name of a megabyte for an id",
            document(&format!(r#"{{"id":"a","name":"A","theme":"{}"}}"#, "t".repeat(1 << 20)), "", WAVE),
            "challenges[0].theme: there is no theme `ttt",
        ),
        (
            "a link that never ends",
            document(
                &format!(r#"{{"id":"a","name":"A","theme":"t","summary":"{}"}}"#, "[a](".repeat(1 << 20)),
                "",
                WAVE,
            ),
            "challenges[0].summary: the text has 4194304 characters",
        ),
    ];
    for (name, source, expected) in cases {
        let told = told(&source);
        assert!(
            told.iter().any(|line| line.starts_with(expected)),
            "{name}: {:#?}",
            &told[..told.len().min(5)]
        );
        assert!(told.iter().all(|line| line.chars().count() < 600), "{name} is told shortly");
    }
}

#[test]
fn of_very_many_problems_the_last_says_so() {
    let result = format!(r#"{{"wave":"w","measure":"m","values":[{}]}}"#, many(90_000, |_| "\"\"".into()));
    let told = told(&document(&challenge(0), &format!("{result},{result}"), WAVE));
    assert_eq!(told.len(), 100_001);
    assert!(told.last().unwrap().contains("there are more problems than are listed"), "{:?}", told.last());
}

fn site(source: &str) -> Site {
    let dataset = parse(source).unwrap_or_else(|problems| panic!("{problems:#?}")).dataset;
    Site::new(Arc::new(dataset), Base::of("/"), Config::default().bundle)
}

/// Returns the paths of all pages of a site, and of the picture in each view.
fn pages(site: &Site) -> Vec<String> {
    let mut paths = vec![Route::Home.path(), Route::About.path(), Route::Embed("").path()];
    for view in ["ranking", "pair", "change", "gap", "answers", "table"] {
        paths.push(Route::Explore(&format!("view={view}")).path());
    }
    paths.extend(site.dataset.themes().map(|theme| Route::theme(&site.dataset, theme).path()));
    paths.extend(site.dataset.challenges().map(|ix| Route::challenge(&site.dataset, ix).path()));
    paths
}

/// Ids of the program's own elements. Scripts find elements by them, so no id may come from data.
const OWN_IDS: [&str; 28] = [
    "illustrative-help",
    "q",
    "group-help",
    "small-overview-title",
    "filter-audience",
    "filter-wave",
    "filters-title",
    "find-keys",
    "main",
    "languages-title",
    "signup-band-title",
    "signup-title",
    "search",
    "named",
    "challenge-names",
    "link",
    "snippet",
    "chart-keys",
    "chart-help",
    "chart-title",
    "top-priorities-title",
    "measure",
    "across",
    "up",
    "wave",
    "group",
    "versus",
    "theme",
];

/// Prefixes of the program's own ids that end in a number.
const OWN_PREFIXES: [&str; 4] = ["mark-", "idea-", "quote-", "resource-"];

/// Elements that run, load or send something, or change how the rest of the page is parsed.
const FORBIDDEN: [&str; 16] = [
    "script", "style", "iframe", "object", "embed", "img", "image", "link", "meta", "base", "video", "audio",
    "template", "frame", "math", "noscript",
];

/// Checks that a page has nothing that runs, loads something, or conflicts with the page's scripts.
fn hold_page(what: &str, html: &str) {
    for Tag { name, attributes } in markup::tags(html) {
        assert!(!FORBIDDEN.contains(&name.as_str()), "{what}: <{name}>");
        for (attribute, value) in &attributes {
            assert!(!attribute.starts_with("on"), "{what}: <{name} {attribute}={value:?}>");
            if attribute == "style" {
                // Our own numbers, which the browser sets by script: natively they are text.
                let plain = |c: char| c.is_ascii_alphanumeric() || " :;.%-".contains(c);
                assert!(value.chars().all(plain), "{what}: <{name} style={value:?}>");
            }
            assert!(
                !["srcdoc", "formaction", "background"].contains(&attribute.as_str()),
                "{what}: <{name} {attribute}>"
            );
            if ["href", "src", "action", "xlink:href"].contains(&attribute.as_str()) {
                let safe = value.is_empty()
                    || value.starts_with('#')
                    || (value.starts_with('/') && !value.starts_with("//"))
                    || ["https://", "http://", "mailto:"].iter().any(|scheme| value.starts_with(scheme));
                assert!(safe, "{what}: <{name} {attribute}={value:?}>");
                if value.contains("://") {
                    assert!(
                        attributes.contains(&("rel".into(), "external noopener noreferrer".into())),
                        "{what}: {value}"
                    );
                }
            }
            if attribute == "id" || attribute == "name" {
                let own = OWN_IDS.contains(&value.as_str())
                    || OWN_PREFIXES.iter().any(|own| value.starts_with(own));
                assert!(own, "{what}: <{name} {attribute}={value:?}> is not known to be ours");
            }
        }
    }
}

#[test]
fn each_hostile_sample_that_is_shown_does_no_harm_on_any_page() {
    let samples = samples("shown");
    assert!(samples.len() >= 14);
    for (name, source) in &samples {
        let site = site(source);
        for path in pages(&site) {
            let html = prerender::page(&site, &path);
            assert_eq!(html.matches("<h1").count(), 1, "{name}: {path}");
            hold_page(&format!("{name}: {path}"), &html);
        }
    }
}

#[test]
fn at_least_25_hostile_samples_are_held() {
    assert!(samples("refused").len() + samples("shown").len() >= 25);
}

/// Elements in which texts of the data need no isolation: those for plain text, or for sentences of the program.
const NOT_ISOLATED: [&str; 3] = ["option", "title", "text"];

#[test]
fn text_of_the_data_can_not_turn_the_text_around_it() {
    let site = site(&samples("shown")["markup"]);
    let mut open = Vec::new();
    // What stands around the picture are sentences of ours with words of theirs inside.
    for path in
        pages(&site).into_iter().filter(|path| !path.starts_with("/explore") && !path.starts_with("/embed"))
    {
        for (text, around) in markup::texts(&prerender::page(&site, &path)) {
            let is_isolated = around.iter().any(|tag| {
                tag.name == "bdi" || tag.has("dir", "auto") || NOT_ISOLATED.contains(&tag.name.as_str())
            });
            if text.contains("DATA") && !is_isolated {
                open.push(format!(
                    "{path}: {:?} in {:?}",
                    text.chars().take(40).collect::<String>(),
                    around.last()
                ));
            }
        }
    }
    assert!(open.is_empty(), "{open:#?}");
}

#[test]
fn a_link_to_a_host_of_another_script_shows_that_host() {
    let site = site(&samples("shown")["look-alike-hosts"]);
    let html = prerender::page(&site, "/theme/a");
    for shown in [
        ">apple.com (xn--80ak6aa92e.com)</a>",
        ">your bank (xn--bnk-5na.example)</a>",
        ">https://bank.example/login (evil.example)</a>",
        ">Report (XN--80AK6AA92E.com:8443)</a>",
        ">xn--80ak6aa92e.com</a>",
        ">press@xn--80ak6aa92e.com</a>",
    ] {
        assert!(html.contains(shown), "{shown}");
    }
}

#[test]
fn a_breach_would_be_found() {
    for bad in [
        "<script>x</script>",
        "<a href=\"javascript:1\">x</a>",
        "<a href=\"//evil.example\">x</a>",
        "<a href=\"https://evil.example\">x</a>",
        "<p onclick=\"x\">",
        "<p style=\"background: url(x)\">",
        "<p id=\"constructor\">",
    ] {
        assert!(std::panic::catch_unwind(|| hold_page("bad", bad)).is_err(), "{bad}");
    }
}
