//! What the parser says of broken documents.

use super::*;

/// A small document that has no problems, a field a line where a test breaks it.
const GOOD: &str = r#"{
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

/// `GOOD` with one thing changed.
fn with(old: &str, new: &str) -> String {
    assert_eq!(GOOD.matches(old).count(), 1, "{old} stands once in the document");
    GOOD.replace(old, new)
}

fn problems(source: &str) -> Vec<Problem> {
    match parse(source) {
        Ok(parsed) => parsed.warnings,
        Err(problems) => problems,
    }
}

fn one(source: &str) -> Problem {
    let found = problems(source);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.into_iter().next().unwrap()
}

#[test]
fn the_good_document_is_good() {
    assert_eq!(problems(GOOD), []);
    let atlas = parse(GOOD).ok().unwrap().atlas;
    assert_eq!(atlas.challenges().len(), 2);
}

/// A variant's name, so that the compiler asks for a case here when one is added.
fn name(fault: &Fault) -> &'static str {
    match fault {
        Fault::Syntax(_) => "syntax",
        Fault::Html => "html",
        Fault::Empty => "empty",
        Fault::TooLong { .. } => "too long",
        Fault::ByteOrderMark => "byte order mark",
        Fault::TooMany { .. } => "too many",
        Fault::TooManyCells { .. } => "too many cells",
        Fault::More => "more",
        Fault::Format { .. } => "format",
        Fault::Missing(_) => "missing",
        Fault::UnknownField { .. } => "unknown field",
        Fault::DuplicateField(_) => "duplicate field",
        Fault::Expected { .. } => "expected",
        Fault::UnknownId { .. } => "unknown id",
        Fault::DuplicateId { .. } => "duplicate id",
        Fault::ReservedId(_) => "reserved id",
        Fault::Address(_) => "address",
        Fault::Deceptive(_) => "deceptive",
        Fault::TextTooLong { .. } => "text too long",
        Fault::Length { .. } => "length",
        Fault::Placeholder(_) => "placeholder",
        Fault::NoSource => "no source",
        Fault::DuplicateResults => "duplicate results",
        Fault::BelowMinimum { .. } => "below minimum",
        Fault::Setting(_) => "setting", // of `config`
    }
}

/// Where the only, or the first, occurrence of `text` begins.
fn place(source: &str, text: &str) -> Position {
    let lines = source.split('\n').enumerate();
    let found = lines.filter_map(|(at, line)| line.split_once(text).map(|(before, _)| (at, before)));
    let (line, before) = found.into_iter().next().unwrap();
    Position { line: line + 1, column: before.chars().count() + 1 }
}

#[test]
fn each_fault_is_told_with_path_line_and_column() {
    let long = format!("\"{}\"", "x".repeat(10_001));
    let again = r#"{"wave": "w1", "measure": "priority", "values": [1, 2]}"#;
    // What is changed to what; the fault; where it is told: its path, and the text it points at.
    let cases = [
        ("\"format\": 1", "\"format\": 2", "format", "format", "2,"),
        ("\"language\": \"en\"", "\"language\": null", "missing", "site", "{\"title\""),
        ("\"minimum_respondents\": 10", "\"minimum_respondants\": 10", "unknown field", "", "10,"),
        (
            "\"minimum_respondents\": 10",
            "\"minimum_respondents\": -1",
            "expected",
            "minimum_respondents",
            "-1",
        ),
        ("\"2020\"", "\"2020-13\"", "expected", "waves[0].date", "\"2020-13\""),
        (
            "\"name\": \"B\"",
            "\"name\": \"B\", \"name\": \"C\"",
            "duplicate field",
            "challenges[1].name",
            "\"C\"",
        ),
        (
            "\"B\", \"theme\": \"t1\"",
            "\"B\", \"theme\": \"t2\"",
            "unknown id",
            "challenges[1].theme",
            "\"t2\"",
        ),
        ("\"id\": \"b\"", "\"id\":  \"a\"", "duplicate id", "challenges[1].id", "\"a\", \"name\": \"B\""),
        ("\"id\": \"t1\"", "\"id\": \"about\"", "reserved id", "groups[0].themes[0]", "{\"id\": \"about\""),
        ("\"https://e.org/\"", "\"javascript:1\"", "address", "waves[0].sources[0]", "\"javascript:1\""),
        ("\"Text\"", "\"[x](//e.org)\"", "address", "challenges[0].summary", "\"[x]("),
        ("\"Text\"", "\"a\u{202E}b\"", "deceptive", "challenges[0].summary", "\"a\u{202E}"),
        ("\"Text\"", long.as_str(), "text too long", "challenges[0].summary", "\"xx"),
        ("\"values\": [1, null]", "\"values\": [1]", "length", "results[0].values", "[1]"),
        ("\"respondents\": [20, 0]", "\"respondents\": [20]", "length", "results[1].respondents", "[20]"),
        ("{wave}\"", "{when}\"", "placeholder", "measures[0].sentence", "\"{audience}"),
        (", \"sources\": [\"https://e.org/\"]", "", "no source", "waves[0]", "{\"id\": \"w1\""),
        ("[1, null]},", &format!("[1, null]}},\n{again},"), "duplicate results", "results[1]", again),
        ("[20, 0]", "9", "below minimum", "results[1]", "{\"wave\": \"w1\", \"measure\": \"urgent\""),
    ];
    // Below, as they concern the whole document, and in tests/native/hostile.rs.
    let mut told =
        vec!["syntax", "html", "empty", "too long", "byte order mark", "too many", "too many cells", "more"];
    for (old, new, fault, path, at) in cases {
        let source = with(old, new);
        let found = problems(&source);
        let found: Vec<_> = found.iter().filter(|problem| name(&problem.fault) == fault).collect();
        assert_eq!(found.len(), 1, "{fault}: {:?}", problems(&source));
        assert_eq!(found[0].path, path, "{fault}");
        assert_eq!(found[0].position, Some(place(&source, at)), "{fault}: {path}");
        told.push(fault);
    }
    let all = [
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
    ];
    for fault in all {
        assert!(told.contains(&fault), "no case for {fault}");
    }
}

#[test]
fn what_is_no_document_is_told_as_that() {
    assert_eq!(one(" \n").fault, Fault::Empty);
    assert_eq!(one("<!doctype html><title>Not found</title>").fault, Fault::Html);
    assert_eq!(one(&"{".repeat(MAX_BYTES + 1)).fault, Fault::TooLong { found: MAX_BYTES + 1 });
    let cut = one(&GOOD[..GOOD.len() - 2]);
    assert_eq!(name(&cut.fault), "syntax");
    assert_eq!(cut.position.unwrap().line, 21);
    for other in ["[]", "7", "null"] {
        assert_eq!(name(&one(other).fault), "expected", "{other}");
    }
}

#[test]
fn many_mistakes_are_told_all_at_once_in_document_order() {
    let broken = GOOD
        .replace("\"title\": \"T\"", "\"titel\": \"T\"")
        .replace("\"kind\": \"rank\"", "\"kind\": \"place\"")
        .replace("\"theme\": \"t1\", \"summary\"", "\"theme\": \"t9\", \"summary\"")
        .replace("\"role/teacher\"", "\"role/teachers\"")
        .replace("61.5", "161.5");
    let found = problems(&broken);
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
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
fn values_below_the_minimum_are_hidden_and_only_warned_of() {
    let parsed = parse(&with("\"respondents\": [20, 0]", "\"respondents\": [9, 0]")).ok().unwrap();
    assert_eq!(parsed.warnings.len(), 1);
    assert_eq!(parsed.warnings[0].severity(), Severity::Warning);
    let atlas = parsed.atlas;
    let cut = crate::atlas::Cut {
        wave: atlas.find_wave("w1").unwrap(),
        audience: crate::challenge::Audience::Group(atlas.find_group("role", "teacher").unwrap()),
        measure: atlas.find_measure("urgent").unwrap(),
    };
    for challenge in atlas.challenges() {
        assert_eq!(atlas.cell(cut, challenge), crate::challenge::Cell::TooFew);
    }
}

#[test]
fn columns_are_counted_in_characters() {
    let found = one(&with("\"name\": \"A\", \"theme\": \"t1\"", "\"name\": \"Ä–Ö\", \"theme\": \"t9\""));
    assert_eq!(found.position, Some(Position { line: 15, column: 37 }));
}

/// A script that writes percents as text must not freeze the page that tells its author.
#[test]
fn a_problem_in_every_cell_is_told_in_one_sweep() {
    let count = 50_000;
    let values = vec!["\"61\""; count].join(",");
    let ids = vec!["\"nobody\""; count].join(",");
    let found =
        problems(&with("\"values\": [1, null]", &format!("\"challenges\": [{ids}], \"values\": [{values}]")));
    assert_eq!(found.len(), 2 * count);
    assert!(found.is_sorted_by_key(|problem| problem.position));
    assert_eq!(found[2 * count - 1].path, format!("results[0].values[{}]", count - 1));
}

#[test]
fn a_bundle_that_measures_nothing_is_refused() {
    let source = crate::sample::DOCUMENT.replacen("\"measures\": [", "\"measures\": [], \"unread\": [", 1);
    let problems = parse(&source).err().unwrap();
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(
        told.iter()
            .any(|line| line.starts_with("measures: expected a list of at least one measure, found []")),
        "{told:#?}"
    );
}
