//! The JSON Schema that authors' editors use, compared with the parser.

use data::bundle::{parse, wire};
use jsonschema::Validator;
use serde_json::{Value, json};

fn published() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/bundle.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn schema() -> Validator {
    jsonschema::validator_for(&wire::schema()).unwrap()
}

/// Returns a changed bundle: the value at the pointer is replaced, or added to its object.
fn mutant(pointer: &str, value: &Value) -> Value {
    let mut document = published();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Object(fields) => {
            fields.insert(name.to_owned(), value.clone());
        }
        Value::Array(entries) => entries[name.parse::<usize>().unwrap()] = value.clone(),
        other => panic!("{pointer} is in no object or list: {other}"),
    }
    document
}

fn parser_accepts(document: &Value) -> bool {
    parse(&document.to_string()).is_ok()
}

#[test]
fn the_schema_accepts_the_published_bundle() {
    let schema = schema();
    let errors: Vec<String> = schema.iter_errors(&published()).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn comments_may_stand_in_every_object() {
    let schema = schema();
    for parent in [
        "",
        "/site",
        "/measures/0",
        "/dimensions/0",
        "/dimensions/0/groups/0",
        "/waves/0",
        "/groups/0",
        "/groups/0/themes/0",
        "/challenges/0",
        "/challenges/0/stats/0",
        "/results/0",
    ] {
        let mut document = published();
        document.pointer_mut(parent).unwrap()["//"] = json!(["a remark", {"of": "any kind"}]);
        assert!(schema.is_valid(&document), "the schema refuses a comment in {parent}");
        assert!(parser_accepts(&document), "the parser refuses a comment in {parent}");
    }
}

#[test]
fn schema_and_parser_refuse_the_same_mistakes() {
    let schema = schema();
    for (pointer, value) in [
        ("/format", json!(2)),
        ("/format", json!("1")),
        ("/surprise", json!(1)),
        ("/minimum_respondents", json!(-1)),
        ("/minimum_respondents", json!(9.5)),
        ("/site", json!("Challenge Map")),
        ("/site/title", json!("")),
        ("/site/home", json!("One paragraph")),
        ("/site/titel", json!("Title")),
        ("/measures/0/id", json!("Not A Slug")),
        ("/measures/0/id", json!("a".repeat(81))),
        ("/measures/0/kind", json!("place")),
        ("/measures/0/more_is_worse", json!("yes")),
        ("/dimensions/0/groups/0", json!({"id": "teacher", "label": "Teachers"})),
        ("/waves/0/date", json!("2020-13")),
        ("/waves/0/date", json!("2021-02-29")),
        ("/waves/0/date", json!("1900-02-29")),
        ("/waves/0/date", json!("2021-06-31")),
        ("/waves/0/date", json!("2021-06-00")),
        ("/waves/0/date", json!("spring")),
        ("/waves/0/date", json!("0000")),
        ("/waves/0/date", json!("0000-01-01")),
        ("/waves/0/status", json!("real")),
        ("/waves/0/respondents", json!([350])),
        ("/waves/0/design_effect", json!(0.9)),
        ("/waves/0/design_effect", json!("1.2")),
        ("/groups/0", json!([])),
        ("/groups/0/themes/0/id", json!("two--hyphens")),
        ("/challenges", json!({})),
        ("/challenges/0/theme", json!(3)),
        ("/challenges/0/description", json!(["good", 4])),
        ("/challenges/0/quotes", json!([{"speaker": "Teacher"}])),
        ("/challenges/0/stats", json!([{"measure": "urgent", "group": "role/teacher"}])),
        ("/results/0/values/0", json!("none")),
        ("/results/0/values", json!(null)),
        ("/results/0/respondents", json!("many")),
        ("/site/title", json!("   ")),                      // blank
        ("/site/title", json!("\u{200B}\u{3164}\u{2800}")), // invisible
        ("/challenges/0/name", json!("\u{E0020}")),
        ("/challenges/0/name", json!("\u{1D159}")),
        ("/waves/0/sources/0", json!("https://example.org:65536/")),
        ("/waves/0/sources/0", json!("https://example.org:0/")),
        ("/waves/0/sources/0", json!("mailto:a@example.org?subject=x%0D%0ABcc:b@example.org")),
        ("/waves/0/sources/0", json!("mailto:a@example.org?subject=x%E2%80%A8Bcc:b@example.org")),
        ("/waves/0/sources/0", json!("mailto:a@example.org?subject=x%c2%85")),
        ("/site/about/0", json!("x".repeat(10_001))), // too long
        ("/measures/0/sentence", json!("{who} said so")), // an unknown placeholder
        ("/waves/0/sources", json!([])),              // published without a source
        ("/waves/0/sources/0", json!("ftp://example.org")), // an unsafe address
        ("/groups/0/themes/0/id", json!("explore")),  // reserved
        ("/results/1/values/0", json!(-1)),
        ("/results/1/values/0", json!(1_000_001)),
        ("/minimum_respondents", json!(4_294_967_296_u64)),
    ] {
        let document = mutant(pointer, &value);
        assert!(!schema.is_valid(&document), "the schema accepts {value} at {pointer}");
        assert!(!parser_accepts(&document), "the parser accepts {value} at {pointer}");
    }
}

/// The ends of all months, with the days that no calendar has.
#[test]
fn schema_and_parser_know_the_same_days() {
    let date = wire::schema()["$defs"]["Wave"]["properties"]["date"].clone();
    let pattern = json!({"pattern": date["pattern"]});
    let pattern = jsonschema::validator_for(&pattern).unwrap();
    let mut accepted = 0;
    for year in [0, 1900, 2000, 2023, 2024] {
        for month in 0..=13 {
            for day in [0, 1, 28, 29, 30, 31, 32] {
                let text = json!(format!("{year:04}-{month:02}-{day:02}"));
                let is_valid = parser_accepts(&mutant("/waves/0/date", &text));
                assert_eq!(pattern.is_valid(&text), is_valid, "{text}");
                accepted += usize::from(is_valid);
            }
        }
    }
    assert_eq!(
        accepted,
        4 * (12 + 12 + 11 + 11 + 7) + 2,
        "two of them are leap years, and there is no year 0"
    );
}

/// Mistakes that a schema can't find, or would report too vaguely to help: only `challenge-map check` reports them.
#[test]
fn some_mistakes_only_the_parser_can_know() {
    let schema = schema();
    let again = published()["results"][0].clone();
    for (pointer, value) in [
        ("/site/about/0", json!("[here](javascript:alert)")), // a mark inside text
        ("/site/about/0", json!("left\u{202E}thgir")),        // a hidden character
        ("/measures/1/id", json!("priority")),                // the id of another row
        ("/challenges/0/theme", json!("no-such-theme")),      // ids that nothing has
        ("/challenges/0/stats", json!([{"measure": "no-such-measure"}])),
        ("/challenges/0/quotes", json!([{"text": "Yes", "wave": "no-such-wave"}])),
        ("/results/0/audience", json!("role/no-such-group")),
        ("/results/0/challenges", json!(["no-such-challenge"])),
        ("/results/1/values/0", json!(1.5)),   // a rank that is not whole
        ("/results/1/values/0", json!(0)),     // a rank before the first
        ("/results/4/values/0", json!(100.1)), // more than everybody
        ("/results/1/values", json!([1])),     // too few entries
        ("/results/4/respondents", json!([1])),
        ("/results/1", again), // the same cut twice
    ] {
        let mut document = mutant(pointer, &value);
        // Quotes stand in a bundle that names no content file.
        document["site"].as_object_mut().unwrap().remove("content");
        assert!(schema.is_valid(&document), "the schema refuses {value} at {pointer}: move this case up");
        assert!(!parser_accepts(&document), "the parser accepts {value} at {pointer}");
    }
}
