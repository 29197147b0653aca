//! Schema and parser refuse the same bundles. This is checked on every sample and on thousands of mutants,
//! except for rules that a schema can't express. [`unsayable`] lists those, each with its reason.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use data::bundle::{Diagnostic, DiagnosticKind, Severity, content, parse, read, wire};
use jsonschema::Validator;
use serde_json::{Map, Value, json};

use crate::ROOT;

/// Valid bundles that have every field. They are small, because each is read thousands of times.
const SAMPLES: [&str; 2] = ["crates/data/src/sample.json", "tests/corpus/bundle/small.json"];

fn text(path: &str) -> String {
    std::fs::read_to_string(Path::new(ROOT).join(path)).unwrap()
}

fn schema() -> Validator {
    jsonschema::validator_for(&wire::schema()).unwrap()
}

/// Returns the reason why a schema can't express the rule behind a problem; none if it could.
fn unsayable(problem: &Diagnostic) -> Option<&'static str> {
    let in_values = problem.path.starts_with("results[") && problem.path.contains(".values[");
    Some(match problem.kind {
        DiagnosticKind::UnknownId { .. } => "a reference to a row elsewhere in the document",
        DiagnosticKind::OtherBundle { .. } => "the fingerprint of another document",
        DiagnosticKind::DuplicateId { .. } => "an id that another row has",
        DiagnosticKind::DuplicateField(_) => "a field given twice: of it a schema sees the last only",
        DiagnosticKind::DuplicateResults => "two results for one wave, audience and measure",
        DiagnosticKind::Length { .. } => "a list as long as another list",
        DiagnosticKind::Expected { .. } if in_values => {
            "a number whose range depends on the kind of a measure elsewhere"
        }
        DiagnosticKind::Expected { ref found, .. } | DiagnosticKind::Format { ref found }
            if is_whole_in_other_words(found) =>
        {
            "a whole number written as 1.0: for a schema it is 1, the parser wants the digits"
        }
        // A pattern could say so, but then editors would tell a pattern and not what is wrong.
        DiagnosticKind::Deceptive(_) => "a hidden character",
        // Patterns in JSON Schema have no look-around that all validators know.
        DiagnosticKind::Address(_) => "a mark inside text: the address of a link",
        _ => return None,
    })
}

fn is_whole_in_other_words(found: &str) -> bool {
    found.parse::<u32>().is_err() && found.parse::<f64>().is_ok_and(|n| n.fract() == 0.0 && n >= 0.0)
}

/// Returns the first place of each shape (`/challenges/#/name`), as a JSON pointer.
fn places(document: &Value) -> Vec<String> {
    fn walk(value: &Value, pointer: &str, shape: &str, seen: &mut BTreeSet<String>, found: &mut Vec<String>) {
        if !seen.insert(shape.to_owned()) {
            return;
        }
        found.push(pointer.to_owned());
        match value {
            Value::Object(fields) => fields.iter().for_each(|(name, value)| {
                walk(value, &format!("{pointer}/{name}"), &format!("{shape}/{name}"), seen, found);
            }),
            // Of a list every entry is looked at, since later ones may have fields that the first has not.
            Value::Array(entries) => entries.iter().enumerate().for_each(|(at, value)| {
                match value {
                    Value::Object(_) | Value::Array(_) => {
                        seen.remove(&format!("{shape}/#"));
                    }
                    _ => {}
                }
                walk(value, &format!("{pointer}/{at}"), &format!("{shape}/#"), seen, found);
            }),
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(document, "", "", &mut BTreeSet::new(), &mut found);
    found
}

/// Returns the values that replace others in mutants.
fn replacements() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(100.1),
        json!(1_000_001),
        json!(4_294_967_296_u64),
        json!(1e300),
        json!(""),
        json!(" \t"),
        json!("few"),
        json!("x".repeat(10_001)),
        json!("é".repeat(10_000)),
        json!("hid\u{202e}den"),
        json!("Not An Id"),
        json!("two--hyphens"),
        json!("pt-BR"),
        json!("zh-Hant-TW-x-y"),
        json!("a".repeat(81)),
        json!("explore"),
        json!("2020-13"),
        json!("2020-04-31"),
        json!("{value"),
        json!("{who} said so"),
        json!("[x](javascript:alert(1))"),
        json!("https://e.example/path?query#part"),
        json!("https://user@e.example/"),
        json!("ftp://e.example/"),
        json!("mailto:nobody"),
        json!("https://é.example/"),
        json!([]),
        json!({}),
        json!([1]),
        json!([null]),
        json!(["text"]),
        json!([{}]),
    ]
}

/// Returns mutants of a document, each with a description of its change.
fn mutants(document: &Value) -> Vec<(String, Value)> {
    let mut mutants = Vec::new();
    for pointer in places(document) {
        let mut add = |what: String, change: &dyn Fn(&mut Value)| {
            let mut mutant = document.clone();
            change(mutant.pointer_mut(&pointer).unwrap());
            if mutant != *document {
                mutants.push((format!("{pointer}: {what}"), mutant));
            }
        };
        for new in replacements() {
            let what: String = new.to_string().chars().take(30).collect();
            add(what, &|value| *value = new.clone());
        }
        match document.pointer(&pointer).unwrap() {
            Value::Object(fields) => {
                for name in fields.keys() {
                    add(format!("no {name}"), &|value| drop(fields_of(value).remove(name)));
                    add(format!("{name} misspelt"), &|value| {
                        let fields = fields_of(value);
                        let moved = fields.remove(name).unwrap();
                        fields.insert(format!("{name}s"), moved);
                    });
                }
                for name in ["surprise", "__proto__", ""] {
                    add(format!("and {name:?}"), &|value| {
                        drop(fields_of(value).insert(name.into(), json!(1)));
                    });
                }
            }
            Value::Array(entries) if !entries.is_empty() => {
                add("first entry twice".into(), &|value| {
                    let entries = value.as_array_mut().unwrap();
                    entries.push(entries[0].clone());
                });
                add("no last entry".into(), &|value| drop(value.as_array_mut().unwrap().pop()));
                add("backwards".into(), &|value| value.as_array_mut().unwrap().reverse());
            }
            _ => {}
        }
    }
    mutants
}

fn fields_of(value: &mut Value) -> &mut Map<String, Value> {
    value.as_object_mut().unwrap()
}

/// Returns the errors for which the parser refuses a document.
fn errors(source: &str) -> Vec<Diagnostic> {
    let (parsed, shown) = (parse(source), read(source));
    assert!(
        shown.as_ref() == parsed.as_ref().ok().map(|parsed| &parsed.dataset),
        "a page shows what is parsed: {source}"
    );
    let problems = parsed.err().unwrap_or_default();
    problems.into_iter().filter(|problem| problem.severity() == Severity::Error).collect()
}

/// Returns the content file of the small sample.
fn small_content() -> String {
    let mut bundle: wire::Bundle = serde_json::from_str(&text("tests/corpus/bundle/small.json")).unwrap();
    bundle.take_content().print().unwrap()
}

/// Returns the errors for which the parser refuses a content file of the small sample.
fn content_errors(source: &str) -> Vec<Diagnostic> {
    let bundle = parse(&text("tests/corpus/bundle/small.json")).unwrap().dataset;
    let (parsed, shown) = (content::parse(source, &bundle), content::read(source, &bundle));
    assert!(shown.ok() == parsed.as_ref().ok().cloned(), "a page shows what is parsed: {source}");
    parsed.err().unwrap_or_default()
}

/// Compares schema and parser on a document; returns the reasons for which only the parser refused it.
fn judge(
    source: &str,
    schema: &Validator,
    errors: fn(&str) -> Vec<Diagnostic>,
) -> Result<BTreeSet<&'static str>, String> {
    // What is no JSON no schema will ever see.
    let schema_accepts = serde_json::from_str(source).is_ok_and(|document| schema.is_valid(&document));
    let errors = errors(source);
    if !schema_accepts && errors.is_empty() {
        return Err("the schema refuses what the parser takes".to_owned());
    }
    if !schema_accepts {
        return Ok(BTreeSet::new());
    }
    let reason = |problem: &Diagnostic| {
        unsayable(problem).ok_or_else(|| format!("the schema takes what the parser refuses: {problem}"))
    };
    errors.iter().map(reason).collect()
}

/// Returns mutants that JSON values can't express: changes of the text.
fn text_mutants() -> Vec<(&'static str, String)> {
    let small = text("tests/corpus/bundle/small.json");
    let with = |old: &str, new: &str| {
        assert!(small.contains(old), "{old}");
        small.replacen(old, new, 1)
    };
    vec![
        ("a field twice", with("\"id\": \"a\"", "\"id\": \"c\", \"id\": \"a\"")),
        ("a whole number with a point", with("\"format\": 1", "\"format\": 1.0")),
        ("a minimum with a point", with("\"minimum_respondents\": 10", "\"minimum_respondents\": 10.0")),
        ("a minimum with an exponent", with("\"minimum_respondents\": 10", "\"minimum_respondents\": 1e1")),
        ("not a number", with("61.5", "NaN")),
        ("past a float", with("61.5", "1e400")),
        ("a number of many digits", with("61.5", "61.50000000000000000000000000000000000001")),
        ("trailing bytes", format!("{small}1")),
        ("a byte order mark", format!("\u{feff}{small}")),
        ("half a surrogate pair", with("\"A\"", "\"\\ud800\"")),
        ("a comment", with("\"format\"", "/**/ \"format\"")),
    ]
}

#[test]
fn schema_and_parser_refuse_the_same_mutants() {
    let schema = schema();
    let (mut count, mut reasons) = (0, BTreeMap::<&str, usize>::new());
    let mut apart = Vec::new();
    let mut note = |what: String, judged: Result<BTreeSet<&'static str>, String>| {
        count += 1;
        match judged {
            Ok(found) => found.into_iter().for_each(|reason| *reasons.entry(reason).or_default() += 1),
            Err(difference) => apart.push(format!("{what}: {difference}")),
        }
    };
    for sample in SAMPLES {
        let document: Value = serde_json::from_str(&text(sample)).unwrap();
        for (what, mutant) in mutants(&document) {
            note(format!("{sample}{what}"), judge(&mutant.to_string(), &schema, errors));
        }
    }
    for (what, mutant) in text_mutants() {
        note(what.to_owned(), judge(&mutant, &schema, errors));
    }
    println!("{count} mutants; only the parser can know: {reasons:#?}");
    assert!(apart.is_empty(), "{} differ, the first: {:#?}", apart.len(), &apart[..apart.len().min(60)]);
    assert!(count >= 4_000, "{count} mutants");
    // Each reason stands for something that happens.
    assert_eq!(reasons.len(), 9, "{reasons:#?}");
}

/// A bundle with a content file has no long texts itself, and a content file has nothing else.
#[test]
fn schema_and_parser_refuse_the_same_mutants_of_a_split_bundle() {
    let mut short: wire::Bundle = serde_json::from_str(&text("tests/corpus/bundle/small.json")).unwrap();
    let long = short.take_content();
    short.site.content = Some("content.json".to_owned());
    short.results.clear();
    let short = serde_json::to_value(&short).unwrap();
    let long = serde_json::to_value(&long).unwrap();
    assert_eq!(errors(&short.to_string()), []);
    for (name, value, is_taken) in [
        ("description", json!([]), false),
        ("ideas", json!(["I"]), false),
        ("quotes", json!(1), false),
        ("resources", Value::Null, true),
    ] {
        let mut document = short.clone();
        document["challenges"][1][name] = value;
        assert_eq!(errors(&document.to_string()).is_empty(), is_taken, "{name}");
        assert_eq!(schema().is_valid(&document), is_taken, "{name}");
    }
    let contents = jsonschema::validator_for(&wire::content_schema()).unwrap();
    let (mut count, mut apart) = (0, Vec::new());
    for (document, schema, errors) in
        [(short, schema(), errors as fn(&str) -> Vec<Diagnostic>), (long, contents, content_errors)]
    {
        for (what, mutant) in mutants(&document) {
            count += 1;
            if let Err(difference) = judge(&mutant.to_string(), &schema, errors) {
                apart.push(format!("{what}: {difference}"));
            }
        }
    }
    assert!(apart.is_empty(), "{} differ, the first: {:#?}", apart.len(), &apart[..apart.len().min(60)]);
    assert!(count >= 2_000, "{count} mutants");
    assert_eq!(content_errors(&small_content()), []);
}

#[test]
fn schema_and_parser_take_the_same_samples() {
    let schema = schema();
    let shown = std::fs::read_dir(Path::new(ROOT).join("tests/hostile/shown")).unwrap();
    let shown =
        shown.map(|entry| format!("tests/hostile/shown/{}", entry.unwrap().file_name().to_str().unwrap()));
    for sample in SAMPLES.map(str::to_owned).into_iter().chain(shown).chain(["public/bundle.json".to_owned()])
    {
        let source = text(&sample);
        assert_eq!(errors(&source), [], "{sample}");
        let document = serde_json::from_str(&source).unwrap();
        let told: Vec<String> = schema.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(told.is_empty(), "{sample}: {told:#?}");
    }
}
