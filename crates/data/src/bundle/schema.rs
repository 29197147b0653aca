//! The JSON Schema of the format. It adds to the types of [`super::wire`] the parser's limits and conditions,
//! so that editors report errors while the author writes.
//!
//! `tests/native/mutants.rs` compares schema and parser, and lists the rules that a schema can't express.

use serde_json::{Map, Value, json};

use crate::challenge::INVISIBLE;

use super::decode::{COMMENT, MAX_ENTRIES, MAX_TEXT};
use super::wire::{Bundle, Content};
use super::{MAX_ROWS, RESERVED_THEME_IDS};

/// Maximum of ranks and percents in the schema.
const MAX_VALUE: u32 = 1_000_000;

/// Fields of a challenge that a content file may hold in its place.
const LONG_TEXTS: [&str; 4] = ["description", "ideas", "quotes", "resources"];

/// Lists that visitors choose from, limited to [`MAX_ROWS`].
const ROWS: [&str; 5] = ["measures", "dimensions", "waves", "groups", "themes"];

/// Returns the JSON Schema of the format. The doc comments of the types in [`super::wire`] are its descriptions.
pub fn schema() -> Value {
    let mut schema = with_limits(schemars::schema_for!(Bundle).to_value());
    // With a content file the bundle itself has no long texts.
    let without = LONG_TEXTS.map(|name| (name.to_owned(), json!({ "type": "null" })));
    let without = Value::Object(without.into_iter().collect());
    let named = json!({ "properties": { "site": { "required": ["content"], "properties": { "content": { "type": "string" } } } } });
    let challenges = json!({ "items": { "properties": without } });
    insert(&mut schema, "/if", named);
    insert(&mut schema, "/then", json!({ "properties": { "challenges": challenges } }));
    allow_comments(&mut schema);
    schema
}

/// Returns the JSON Schema of content files.
pub fn content_schema() -> Value {
    let mut schema = with_limits(schemars::schema_for!(Content).to_value());
    allow_comments(&mut schema);
    schema
}

/// Inserts a rule at a JSON pointer whose parent exists, and does nothing otherwise.
fn insert(schema: &mut Value, pointer: &str, rule: Value) {
    let (parent, name) = pointer.rsplit_once('/').unwrap_or_default();
    if let Some(Value::Object(parent)) = schema.pointer_mut(parent) {
        parent.insert(name.to_owned(), rule);
    }
}

/// Returns the schema that schemars generates from the types, with the rest of the rules added.
fn with_limits(mut schema: Value) -> Value {
    add_object_rules(&mut schema);
    if let Some(definitions) = schema.get_mut("$defs").and_then(Value::as_object_mut) {
        definitions.values_mut().for_each(add_object_rules);
    }
    for (pointer, rule) in [
        ("/$defs/Theme/properties/id/not", json!({ "enum": RESERVED_THEME_IDS })),
        ("/$defs/Results/properties/challenges/uniqueItems", json!(true)),
        ("/$defs/Value/anyOf/0/minimum", json!(0)),
        ("/$defs/Value/anyOf/0/maximum", json!(MAX_VALUE)),
        ("/$defs/Wave/if", json!({ "properties": { "status": { "const": "published" } } })),
        (
            "/$defs/Wave/then",
            json!({ "required": ["sources"], "properties": { "sources": { "type": "array", "minItems": 1 } } }),
        ),
    ] {
        insert(&mut schema, pointer, rule);
    }
    schema
}

/// Adds the rules of every object: optional fields may be null, and lists and texts have a maximum length.
fn add_object_rules(schema: &mut Value) {
    let required = schema.get("required").cloned().unwrap_or_default();
    let is_required =
        |name: &String| required.as_array().is_some_and(|all| all.iter().any(|one| one == name));
    let fields = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (name, field) in fields.into_iter().flatten() {
        add_limits(field, if ROWS.contains(&name.as_str()) { MAX_ROWS } else { MAX_ENTRIES });
        if !is_required(name) {
            allow_null(field);
        }
    }
    for choice in schema.get_mut("anyOf").and_then(Value::as_array_mut).into_iter().flatten() {
        add_limits(choice, MAX_ENTRIES);
    }
}

fn has_type(schema: &Map<String, Value>, kind: &str) -> bool {
    match schema.get("type") {
        Some(Value::String(own)) => own == kind,
        Some(Value::Array(all)) => all.iter().any(|own| own == kind),
        _ => false,
    }
}

fn add_limits(schema: &mut Value, entries: usize) {
    let Value::Object(schema) = schema else { return };
    if has_type(schema, "string") && !schema.contains_key("enum") {
        schema.entry("maxLength").or_insert(json!(MAX_TEXT));
        if schema.get("minLength") == Some(&json!(1)) {
            schema.insert("pattern".into(), json!(shown())); // blanks alone say nothing
        }
    }
    if has_type(schema, "array") {
        schema.insert("maxItems".into(), json!(entries));
        if let Some(items) = schema.get_mut("items") {
            add_limits(items, entries);
        }
    }
    if schema.get("format") == Some(&json!("uint32")) {
        schema.entry("maximum").or_insert(json!(u32::MAX));
    }
}

/// Returns the pattern of a text that shows something: what [`crate::challenge::is_blank`] refuses.
fn shown() -> String {
    let ranges = INVISIBLE.iter().map(|(first, last)| format!("{first}-{last}"));
    format!("[^\\s{}]", ranges.collect::<String>())
}

fn allow_null(schema: &mut Value) {
    let null = json!({ "type": "null" });
    let Value::Object(fields) = schema else { return };
    if has_type(fields, "null")
        || fields.get("anyOf").and_then(Value::as_array).is_some_and(|all| all.contains(&null))
    {
        return;
    }
    match fields.get("type").cloned() {
        Some(Value::String(kind)) => {
            fields.insert("type".into(), json!([kind, "null"]));
        }
        _ => *schema = json!({ "anyOf": [schema.take(), null] }),
    }
}

/// Allows a comment in every object of the format.
fn allow_comments(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            let is_object = fields.contains_key("additionalProperties");
            if let Some(Value::Object(properties)) = fields.get_mut("properties").filter(|_| is_object) {
                let comment = json!({"description": "A comment of the author's: nobody reads it."});
                properties.insert(COMMENT.to_owned(), comment);
            }
            fields.values_mut().for_each(allow_comments);
        }
        Value::Array(entries) => entries.iter_mut().for_each(allow_comments),
        _ => {}
    }
}
