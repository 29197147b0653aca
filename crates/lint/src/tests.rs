//! Tests that trigger each warning once and check its place, and tests without warnings.

use data::bundle::parse;

use super::*;

/// A small bundle without warnings. A field that a test changes has its own line.
const GOOD: &str = r#"{
"format": 1,
"site": {"title": "T", "tagline": "L", "publisher": "P", "language": "en", "home": ["Home"], "about": ["About"]},
"minimum_respondents": 10,
"measures": [
{"id": "priority", "kind": "rank", "label": "Priority", "question": "Q?", "sentence": "{audience} #{value} {wave}"},
{"id": "urgent", "kind": "percent", "label": "Urgent", "question": "Q?", "sentence": "{audience} find this urgent"}
],
"dimensions": [{"id": "role", "label": "Role", "groups": [{"id": "teacher", "label": "Teachers", "phrase": "teachers"}]}],
"waves": [
{"id": "w1", "label": "One", "date": "2020", "status": "published", "everyone": "people", "respondents": 30, "method": "How", "sources": ["https://e.org/"]}
],
"groups": [{"name": "G", "themes": [{"id": "t1", "name": "Theme", "definition": "D"}]}],
"challenges": [
{"id": "a", "name": "A", "theme": "t1", "summary": "Text", "description": ["More"], "quotes": [{"text": "Yes", "speaker": "Someone"}],
 "resources": [{"title": "Report", "address": "https://e.org/r"}], "stats": [{"measure": "urgent", "audience": "role/teacher"}]},
{"id": "b", "name": "B", "theme": "t1", "summary": "Text of b", "description": ["More of b"]}
],
"results": [
{"wave": "w1", "measure": "priority", "values": [1, null]},
{"wave": "w1", "measure": "urgent", "respondents": [20, 30], "values": [61.5, 40]},
{"wave": "w1", "measure": "urgent", "audience": "role/teacher", "respondents": [20, 0], "values": [61.5, "few"]}
]
}"#;

fn with(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(GOOD.to_owned(), |text, (old, new)| {
        assert_eq!(text.matches(old).count(), 1, "{old} stands once in the document");
        text.replace(old, new)
    })
}

fn lints(source: &str) -> Vec<Diagnostic> {
    let dataset = parse(source).unwrap_or_else(|diagnostics| panic!("{diagnostics:#?}")).dataset;
    lint(source, &dataset, WebAddress::parse("https://map.example/repo/").as_ref())
}

/// Returns the line and column of the first occurrence of `text`.
fn place(source: &str, text: &str) -> (usize, usize) {
    let at = source.find(text).unwrap_or_else(|| panic!("{text} stands in the document"));
    let before = &source[..at];
    let line = before.matches('\n').count() + 1;
    (line, before.rsplit('\n').next().unwrap().chars().count() + 1)
}

#[test]
fn a_good_document_has_no_warnings() {
    assert_eq!(lints(GOOD), []);
}

/// Checks that the changes cause exactly one warning: with this path, at this text, with this message.
fn check_one(changes: &[(&str, &str)], path: &str, at: &str, said: &str) {
    let source = with(changes);
    let found = lints(&source);
    let messages: Vec<String> = found.iter().map(|one| format!("{}: {}", one.path, one.warning)).collect();
    assert_eq!(messages.len(), 1, "{said}: {messages:#?}");
    assert!(messages[0].starts_with(&format!("{path}: {said}")), "{messages:#?}");
    let position = found[0].position.map(|at| (at.line, at.column));
    assert_eq!(position, Some(place(&source, at)), "{said}");
}

/// Changes to [`GOOD`] that cause one warning: its path, the text at its position, and its beginning.
type Case = (&'static [(&'static str, &'static str)], &'static str, &'static str, &'static str);

/// The beginning of the first challenge.
const CHALLENGE: &str = "{\"id\": \"a\", \"name\"";

const CONTENT: [Case; 13] = [
    (&[("\"summary\": \"Text\", ", "")], "challenges[0]", CHALLENGE, "there is no `summary`"),
    (&[(", \"description\": [\"More\"]", "")], "challenges[0]", CHALLENGE, "there is no `description`"),
    (&[(", \"speaker\": \"Someone\"", "")], "challenges[0].quotes[0]", "{\"text\"", "the quote has neither"),
    (
        &[(", \"address\": \"https://e.org/r\"", "")],
        "challenges[0].resources[0]",
        "{\"title\": \"Report\"",
        "there is no `address`",
    ),
    (
        &[(
            "{\"measure\": \"urgent\", \"audience\": \"role/teacher\"}]}",
            "{\"measure\": \"priority\", \"audience\": \"role/teacher\"}]}",
        )],
        "challenges[0].stats[0]",
        "{\"measure\": \"priority\", \"audience\"",
        "no wave has a value",
    ),
    (
        &[("\"name\": \"B\"", "\"name\":  \"A\"")],
        "challenges[1].name",
        "\"A\", \"theme\": \"t1\", \"summary\": \"Text of",
        "another challenge has the name `A`",
    ),
    (
        &[("\"id\": \"b\"", "\"id\": \"index\"")],
        "challenges[1].id",
        "\"index\"",
        "many hosts take an address that ends in `index`",
    ),
    (
        &[(
            "\"definition\": \"D\"}",
            "\"definition\": \"D\"}, {\"id\": \"t2\", \"name\": \"Two\", \"definition\": \"D\"}",
        )],
        "groups[0].themes[1]",
        "{\"id\": \"t2\"",
        "the theme has no challenges",
    ),
    (
        &[(", \"definition\": \"D\"", "")],
        "groups[0].themes[0]",
        "{\"id\": \"t1\"",
        "there is no `definition`",
    ),
    (
        &[("\"definition\": \"D\"}]}", "\"definition\": \"D\"}]}, {\"name\": \"Empty\"}")],
        "groups[1]",
        "{\"name\": \"Empty\"",
        "the group has no themes",
    ),
    (&[("\"tagline\": \"L\", ", "")], "site", "{\"title\"", "there is no `tagline`"),
    (&[(", \"home\": [\"Home\"]", "")], "site", "{\"title\"", "there is no `home`"),
    (&[(", \"about\": [\"About\"]", "")], "site", "{\"title\"", "there is no `about`"),
];

const SURVEY: [Case; 10] = [
    (
        &[("\"language\": \"en\"", "\"language\": \"English (US)\"")],
        "site.language",
        "\"English (US)\"",
        "`English (US)` is not a language tag",
    ),
    (&[("\"respondents\": 30, ", "")], "waves[0]", "{\"id\": \"w1\"", "there is no `respondents`"),
    (&[("\"method\": \"How\", ", "")], "waves[0]", "{\"id\": \"w1\"", "there is no `method`"),
    (
        &[(
            "\"https://e.org/\"]}\n],",
            "\"https://e.org/\"]},\n{\"id\": \"w2\", \"label\": \"Two\", \"date\": \"2021\", \"status\": \"illustrative\", \"everyone\": \"people\"}\n],",
        )],
        "waves[1]",
        "{\"id\": \"w2\"",
        "no result belongs to the wave `w2`",
    ),
    (
        &[(
            "urgent\"}\n],",
            "urgent\"},\n{\"id\": \"often\", \"kind\": \"percent\", \"label\": \"Often\", \"question\": \"Q?\", \"sentence\": \"often\"}\n],",
        )],
        "measures[2]",
        "{\"id\": \"often\"",
        "no result belongs to the measure `often`",
    ),
    (
        &[(
            "\"phrase\": \"teachers\"}",
            "\"phrase\": \"teachers\"}, {\"id\": \"leader\", \"label\": \"Leaders\", \"phrase\": \"leaders\"}",
        )],
        "dimensions[0].groups[1]",
        "{\"id\": \"leader\"",
        "no result belongs to the group `leader`",
    ),
    (
        &[(
            "\"groups\": [{\"id\": \"teacher\", \"label\": \"Teachers\", \"phrase\": \"teachers\"}]}]",
            "\"groups\": [{\"id\": \"teacher\", \"label\": \"Teachers\", \"phrase\": \"teachers\"}]}, {\"id\": \"place\", \"label\": \"Place\"}]",
        )],
        "dimensions[1]",
        "{\"id\": \"place\"",
        "the dimension has no groups",
    ),
    (
        &[("\"{audience} #{value} {wave}\"", "\"{audience} said so\"")],
        "measures[0].sentence",
        "\"{audience} said so\"",
        "the sentence never says {value}",
    ),
    (
        &[("\"urgent\", \"respondents\": [20, 30],", "\"urgent\",")],
        "waves[0]",
        "{\"id\": \"w1\"",
        "1 results of the wave don't say",
    ),
    (
        &[
            (
                "\"measure\": \"urgent\", \"audience\": \"role/teacher\", \"respondents\": [20, 0], \"values\": [61.5",
                "\"measure\": \"priority\", \"audience\": \"role/teacher\", \"respondents\": [20, 0], \"values\": [1",
            ),
            (", \"stats\": [{\"measure\": \"urgent\", \"audience\": \"role/teacher\"}]", ""),
        ],
        "measures[1]",
        "{\"id\": \"urgent\"",
        "the measure `urgent` has values for everyone but for no group",
    ),
];

#[test]
fn warnings_about_texts_have_their_place() {
    let long = format!("\"{}\"", "word ".repeat(80));
    let summaries = [
        ("m\u{430}th <b>bold</b>", "`<b>bold</b>` is shown as it stands"),
        ("&nbsp;x", "`&nbsp;x` is shown as it stands"),
        ("see [this] (https://e.org) or [that](no-link", "`](no-link` is shown as it stands"),
        ("zero\u{200B}width", "the text holds an invisible character (U+200B)"),
        ("[bank.example](https://evil.example/)", "the link reads `bank.example` but leads to evil.example"),
        (
            "[us](https://xn--80ak6aa92e.com/)",
            "xn--80ak6aa92e.com is the ASCII form of a host of another script",
        ),
        (
            "[us](https://map.example/repo/t1/c)",
            "`https://map.example/repo/t1/c` is an address of this site, but it has no such page, did you mean `/t1/a`?",
        ),
        ("Not every family can get online.", "`Not every family can get online.` is a text of the example"),
        (
            "Say in a few sentences what the challenge is, and for whom.",
            "`Say in a few sentences what the challeng…` is a text of the example",
        ),
        ("[us](https://www.example.org/x)", "www.example.org is an address for examples: put your own"),
        ("[us](https://map.example/repo/t2)", "`https://map.example/repo/t2` is an address of this site"),
        ("[us](https://map.example/repo/a/b/c)", "`https://map.example/repo/a/b/c` is an address"),
    ];
    for (text, said) in summaries {
        let new = format!("\"summary\": \"{text}\"");
        check_one(
            &[("\"summary\": \"Text\",", &format!("{new},"))],
            "challenges[0].summary",
            &format!("\"{text}\""),
            said,
        );
    }
    check_one(
        &[("\"summary\": \"Text\",", &format!("\"summary\": {long},"))],
        "challenges[0].summary",
        &long,
        "a summary of 400 characters; more than 320",
    );
    check_one(
        &[("\"name\": \"A\"", "\"name\": \"M\u{430}th\"")],
        "challenges[0].name",
        "\"M\u{430}th\"",
        "the word `M\u{430}th` mixes letters",
    );
}

#[test]
fn warnings_about_content_have_their_place() {
    for (changes, path, at, said) in CONTENT {
        check_one(changes, path, at, said);
    }
}

#[test]
fn warnings_about_the_survey_have_their_place() {
    for (changes, path, at, said) in SURVEY {
        check_one(changes, path, at, said);
    }
}

#[test]
fn a_bundle_without_values_has_one_warning() {
    let source = with(&[(", \"stats\": [{\"measure\": \"urgent\", \"audience\": \"role/teacher\"}]", "")]);
    let start = source.find("\"results\"").unwrap();
    let found = lints(&format!("{}\"results\": []}}", &source[..start]));
    assert_eq!(found.iter().map(|one| &one.warning).collect::<Vec<_>>(), [&Warning::NoResults]);
}

#[test]
fn links_to_existing_pages_have_no_warnings() {
    for link in
        ["", "/", "/about", "/explore?view=pair", "/t1", "/t1/b", "/t1/b#quotes", "/bundle.json", "sitory/t9"]
    {
        let text = format!("\"summary\": \"[us](https://map.example/repo{link})\",");
        assert_eq!(lints(&with(&[("\"summary\": \"Text\",", &text)])), [], "{link}");
    }
}

#[test]
fn words_of_one_script_have_no_warnings() {
    for name in [
        "\u{41c}\u{430}\u{442}\u{435}\u{43c}\u{430}\u{442}\u{438}\u{43a}\u{430} STEM",
        "\u{65e5}\u{672c}\u{8a9e}\u{3068}\u{30ab}\u{30ca}",
        "21st-Century Skills",
        "Caf\u{e9} na\u{ef}ve",
        "\u{5d0}\u{200f}\u{5d1}",
    ] {
        assert_eq!(lints(&with(&[("\"name\": \"A\"", &format!("\"name\": \"{name}\""))])), [], "{name}");
    }
}

#[test]
fn warnings_come_in_the_order_of_the_document() {
    let source =
        with(&[("\"tagline\": \"L\", ", ""), ("\"summary\": \"Text\", ", ""), ("\"method\": \"How\", ", "")]);
    let paths: Vec<String> = lints(&source).into_iter().map(|one| one.path).collect();
    assert_eq!(paths, ["site", "waves[0]", "challenges[0]"]);
}
