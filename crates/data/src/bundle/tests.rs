//! Diagnostics of broken documents.

use super::*;

/// A small valid document, one line per part that a test breaks.
const VALID: &str = r#"{
"format": 1,
"site": {"title": "T", "publisher": "P", "language": "en"},
"minimum_respondents": 10,
"measures": [
{"id": "priority", "kind": "rank", "label": "Priority", "question": "Q?", "sentence": "{audience} #{value} {wave}"},
{"id": "urgent", "kind": "percent", "label": "Urgent", "question": "Q?", "sentence": "urgent"}
],
"dimensions": [{"id": "role", "label": "Role", "groups": [{"id": "teacher", "label": "Teachers", "phrase": "teachers"}]}],
"waves": [
{"id": "w1", "label": "One", "date": "2020", "status": "published", "everyone": "people", "sources": ["https://e.org/"]}
],
"groups": [{"name": "G", "themes": [{"id": "t1", "name": "Theme"}]}],
"challenges": [
{"id": "a", "name": "A", "theme": "t1", "summary": "Text"},
{"id": "b", "name": "B", "theme": "t1"}
],
"results": [
{"wave": "w1", "measure": "priority", "values": [1, null]},
{"wave": "w1", "measure": "urgent", "audience": "role/teacher", "respondents": [20, 0], "values": [61.5, "few"]}
]
}"#;

/// Returns `VALID` with one part changed.
fn with(old: &str, new: &str) -> String {
    assert_eq!(VALID.matches(old).count(), 1, "{old} stands once in the document");
    VALID.replace(old, new)
}

fn diagnostics(source: &str) -> Vec<Diagnostic> {
    match parse(source) {
        Ok(parsed) => parsed.warnings,
        Err(diagnostics) => diagnostics,
    }
}

fn only_diagnostic(source: &str) -> Diagnostic {
    let found = diagnostics(source);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.into_iter().next().unwrap()
}

#[test]
fn the_valid_document_is_valid() {
    assert_eq!(diagnostics(VALID), []);
    let dataset = parse(VALID).ok().unwrap().dataset;
    assert_eq!(dataset.challenges().len(), 2);
}

#[test]
fn the_headline_names_measures_once() {
    let headline =
        |list: &str| with("\"language\": \"en\"", &format!("\"language\": \"en\", \"headline\": {list}"));
    let ids = |source: &str| {
        let dataset = parse(source).ok().unwrap().dataset;
        dataset.headline().into_iter().map(|ix| dataset.measure(ix).id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(ids(VALID), ["priority", "urgent"], "the first measures");
    assert_eq!(ids(&headline("[\"urgent\"]")), ["urgent"]);
    assert_eq!(ids(&headline("[]")), ["priority", "urgent"]);
    for (wrong, told) in [
        ("[\"urgnt\"]", "did you mean `urgent`"),
        ("[\"urgent\", \"urgent\"]", "not in the list yet"),
        ("[\"a\", \"b\", \"c\", \"d\"]", "at most 3"),
    ] {
        let found = only_diagnostic(&headline(wrong)).to_string();
        assert!(found.contains(told), "{found}");
    }
}

/// Returns a variant's name. The match is exhaustive, so that a new variant needs a case here.
fn name(kind: &DiagnosticKind) -> &'static str {
    match kind {
        DiagnosticKind::Syntax(_) => "syntax",
        DiagnosticKind::Foreign(_) => "foreign", // see `foreign`
        DiagnosticKind::Html => "html",
        DiagnosticKind::Empty => "empty",
        DiagnosticKind::TooLong { .. } => "too long",
        DiagnosticKind::ByteOrderMark => "byte order mark",
        DiagnosticKind::TooMany { .. } => "too many",
        DiagnosticKind::TooManyCells { .. } => "too many cells",
        DiagnosticKind::More => "more",
        DiagnosticKind::Format { .. } => "format",
        DiagnosticKind::ContentFormat { .. } => "content format",
        DiagnosticKind::OtherBundle { .. } => "other bundle",
        DiagnosticKind::InContent(_) => "in content",
        DiagnosticKind::Missing(_) => "missing",
        DiagnosticKind::UnknownField { .. } => "unknown field",
        DiagnosticKind::DuplicateField(_) => "duplicate field",
        DiagnosticKind::Expected { .. } => "expected",
        DiagnosticKind::UnknownId { .. } => "unknown id",
        DiagnosticKind::DuplicateId { .. } => "duplicate id",
        DiagnosticKind::ReservedId(_) => "reserved id",
        DiagnosticKind::Address(_) => "address",
        DiagnosticKind::Deceptive(_) => "deceptive",
        DiagnosticKind::TextTooLong { .. } => "text too long",
        DiagnosticKind::Length { .. } => "length",
        DiagnosticKind::Placeholder(_) => "placeholder",
        DiagnosticKind::NoSource => "no source",
        DiagnosticKind::DuplicateResults => "duplicate results",
        DiagnosticKind::BelowMinimum { .. } => "below minimum",
        DiagnosticKind::Setting(_) => "setting", // of `config`
    }
}

/// Returns the position of the first occurrence of `text`.
fn position_of(source: &str, text: &str) -> Position {
    let lines = source.split('\n').enumerate();
    let found = lines.filter_map(|(at, line)| line.split_once(text).map(|(before, _)| (at, before)));
    let (line, before) = found.into_iter().next().unwrap();
    Position { line: line + 1, column: before.chars().count() + 1 }
}

/// Each case: a part of `VALID`, its replacement, and the kind, path and text at the position that are expected.
const CASES: &[[&str; 5]] = &[
    ["\"format\": 1", "\"format\": 2", "format", "format", "2,"],
    ["\"language\": \"en\"", "\"language\": null", "missing", "site", "{\"title\""],
    ["\"minimum_respondents\": 10", "\"minimum_respondants\": 10", "unknown field", "", "10,"],
    ["\"minimum_respondents\": 10", "\"minimum_respondents\": -1", "expected", "minimum_respondents", "-1"],
    ["\"2020\"", "\"2020-13\"", "expected", "waves[0].date", "\"2020-13\""],
    ["\"2020\"", "\"2021-02-29\"", "expected", "waves[0].date", "\"2021-02-29\""],
    ["\"2020\"", "\"0000\"", "expected", "waves[0].date", "\"0000\""],
    ["\"2020\"", "\"0000-01-01\"", "expected", "waves[0].date", "\"0000-01-01\""],
    ["\"2020\"", "\"2020-04-31\"", "expected", "waves[0].date", "\"2020-04-31\""],
    ["\"name\": \"B\"", "\"name\": \"\u{1D159}\"", "expected", "challenges[1].name", "\"\u{1D159}"],
    ["\"name\": \"B\"", "\"name\": \"\\u3164\\u200b\"", "expected", "challenges[1].name", "\"\\u3164"],
    ["\"https://e.org/\"", "\"https://e.org:70000/\"", "address", "waves[0].sources[0]", "\"https://e.org:7"],
    [
        "\"https://e.org/\"",
        "\"mailto:a@e.org?subject=%0ABcc:b@e.org\"",
        "address",
        "waves[0].sources[0]",
        "\"mailto:",
    ],
    ["\"name\": \"B\"", "\"name\": \"B\", \"name\": \"C\"", "duplicate field", "challenges[1].name", "\"C\""],
    ["\"B\", \"theme\": \"t1\"", "\"B\", \"theme\": \"t2\"", "unknown id", "challenges[1].theme", "\"t2\""],
    ["\"id\": \"b\"", "\"id\":  \"a\"", "duplicate id", "challenges[1].id", "\"a\", \"name\": \"B\""],
    ["\"id\": \"t1\"", "\"id\": \"about\"", "reserved id", "groups[0].themes[0]", "{\"id\": \"about\""],
    ["\"https://e.org/\"", "\"javascript:1\"", "address", "waves[0].sources[0]", "\"javascript:1\""],
    ["\"Text\"", "\"[x](//e.org)\"", "address", "challenges[0].summary", "\"[x]("],
    ["\"Text\"", "\"a\u{202E}b\"", "deceptive", "challenges[0].summary", "\"a\u{202E}"],
    ["\"values\": [1, null]", "\"values\": [1]", "length", "results[0].values", "[1]"],
    ["\"respondents\": [20, 0]", "\"respondents\": [20]", "length", "results[1].respondents", "[20]"],
    ["{wave}\"", "{when}\"", "placeholder", "measures[0].sentence", "\"{audience}"],
    [", \"sources\": [\"https://e.org/\"]", "", "no source", "waves[0]", "{\"id\": \"w1\""],
    [
        "[1, null]},",
        "[1, null]},\n{\"wave\": \"w1\", \"measure\": \"priority\", \"values\": [1, 2]},",
        "duplicate results",
        "results[1]",
        "{\"wave\": \"w1\", \"measure\": \"priority\", \"values\": [1, 2]}",
    ],
    ["[20, 0]", "9", "below minimum", "results[1]", "{\"wave\": \"w1\", \"measure\": \"urgent\""],
];

/// The kinds that no case is for: they concern the whole document, and are tested below and in
/// `tests/native/hostile.rs`.
const WHOLE_DOCUMENT_KINDS: [&str; 8] =
    ["syntax", "html", "empty", "too long", "byte order mark", "too many", "too many cells", "more"];

/// The kinds of a content file, which are tested in `content.rs`.
const CONTENT_KINDS: [&str; 3] = ["content format", "other bundle", "in content"];

const ALL_KINDS: [&str; 27] = [
    "syntax",
    "html",
    "empty",
    "too long",
    "format",
    "missing",
    "unknown field",
    "duplicate field",
    "expected",
    "unknown id",
    "duplicate id",
    "reserved id",
    "address",
    "deceptive",
    "text too long",
    "length",
    "placeholder",
    "no source",
    "duplicate results",
    "below minimum",
    "byte order mark",
    "too many",
    "too many cells",
    "more",
    "content format",
    "other bundle",
    "in content",
];

fn check([old, new, kind, path, at]: [&str; 5]) {
    let source = with(old, new);
    let found = diagnostics(&source);
    let of_kind: Vec<_> = found.iter().filter(|found| name(&found.kind) == kind).collect();
    assert_eq!(of_kind.len(), 1, "{kind}: {found:?}");
    assert_eq!(of_kind[0].path, path, "{kind}");
    assert_eq!(of_kind[0].position, Some(position_of(&source, at)), "{kind}: {path}");
}

#[test]
fn each_kind_has_path_line_and_column() {
    CASES.iter().copied().for_each(check);
    let long = format!("\"{}\"", "x".repeat(10_001));
    check(["\"Text\"", &long, "text too long", "challenges[0].summary", "\"xx"]);
}

#[test]
fn each_kind_has_a_case() {
    let mut covered: Vec<&str> = CASES.iter().map(|[_, _, kind, ..]| *kind).collect();
    covered.extend(WHOLE_DOCUMENT_KINDS);
    covered.extend(CONTENT_KINDS);
    covered.push("text too long");
    for kind in ALL_KINDS {
        assert!(covered.contains(&kind), "no case for {kind}");
    }
}

#[test]
fn sources_that_are_no_document_are_recognized() {
    assert_eq!(only_diagnostic(" \n").kind, DiagnosticKind::Empty);
    assert_eq!(only_diagnostic("<!doctype html><title>Not found</title>").kind, DiagnosticKind::Html);
    assert_eq!(
        only_diagnostic(&"{".repeat(MAX_BYTES + 1)).kind,
        DiagnosticKind::TooLong { found: MAX_BYTES + 1 }
    );
    let truncated = only_diagnostic(&VALID[..VALID.len() - 2]);
    assert_eq!(name(&truncated.kind), "syntax");
    assert_eq!(truncated.position.unwrap().line, 21);
    for other in ["[]", "7", "null"] {
        assert_eq!(name(&only_diagnostic(other).kind), "expected", "{other}");
    }
}

#[test]
fn all_errors_are_reported_in_document_order() {
    let broken = VALID
        .replace("\"title\": \"T\"", "\"titel\": \"T\"")
        .replace("\"kind\": \"rank\"", "\"kind\": \"place\"")
        .replace("\"theme\": \"t1\", \"summary\"", "\"theme\": \"t9\", \"summary\"")
        .replace("\"role/teacher\"", "\"role/teachers\"")
        .replace("61.5", "161.5");
    let found = diagnostics(&broken);
    let messages: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        messages,
        [
            "site: the field `title` is missing (line 3, column 9)",
            "site: unknown field `titel`, did you mean `title`? (line 3, column 19)",
            "measures[0].kind: expected \"rank\" or \"percent\", found \"place\" (line 6, column 28)",
            "challenges[0].theme: there is no theme `t9`, did you mean `t1`? (line 15, column 35)",
            "results[1].audience: there is no group `role/teachers`, did you mean `role/teacher`? (line 20, column 49)",
            "results[1].values[0]: expected a percent from 0 to 100, null or \"few\", found 161.5 (line 20, column 101)",
        ]
    );
}

#[test]
fn values_below_the_minimum_are_suppressed_with_a_warning() {
    let parsed = parse(&with("\"respondents\": [20, 0]", "\"respondents\": [9, 0]")).ok().unwrap();
    assert_eq!(parsed.warnings.len(), 1);
    assert_eq!(parsed.warnings[0].severity(), Severity::Warning);
    let dataset = parsed.dataset;
    let series = crate::dataset::SeriesKey {
        wave: dataset.find_wave("w1").unwrap(),
        audience: crate::challenge::Audience::Group(dataset.find_group("role", "teacher").unwrap()),
        measure: dataset.find_measure("urgent").unwrap(),
    };
    for challenge in dataset.challenges() {
        assert_eq!(dataset.cell(series, challenge), crate::challenge::Cell::TooFew);
    }
}

#[test]
fn columns_are_counted_in_characters() {
    let found =
        only_diagnostic(&with("\"name\": \"A\", \"theme\": \"t1\"", "\"name\": \"Ä–Ö\", \"theme\": \"t9\""));
    assert_eq!(found.position, Some(Position { line: 15, column: 37 }));
}

/// A script that writes percents as text must not freeze the page that lists the errors.
#[test]
fn an_error_in_every_cell_is_reported_in_one_pass() {
    let count = 50_000;
    let values = vec!["\"61\""; count].join(",");
    let ids = vec!["\"nobody\""; count].join(",");
    let found = diagnostics(&with(
        "\"values\": [1, null]",
        &format!("\"challenges\": [{ids}], \"values\": [{values}]"),
    ));
    assert_eq!(found.len(), 2 * count);
    assert!(found.is_sorted_by_key(|found| found.position));
    assert_eq!(found[2 * count - 1].path, format!("results[0].values[{}]", count - 1));
}

#[test]
fn a_bundle_that_measures_nothing_is_refused() {
    let source = crate::sample::DOCUMENT.replacen("\"measures\": [", "\"measures\": [], \"unread\": [", 1);
    let diagnostics = parse(&source).err().unwrap();
    let messages: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
    assert!(
        messages
            .iter()
            .any(|line| line.starts_with("measures: expected a list of at least one measure, found []")),
        "{messages:#?}"
    );
}
