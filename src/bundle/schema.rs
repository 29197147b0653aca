//! What the JSON Schema says beyond the types of [`super::wire`]: the parser's limits and its few
//! conditions, so that an editor tells them while the author writes.
//!
//! `tests/native/mutants.rs` holds schema and parser together, and lists what a schema can't say.

use serde_json::{Map, Value, json};

use super::decode::{MAX_ENTRIES, MAX_TEXT};
use super::{MAX_ROWS, RESERVED_THEME_IDS};

/// The greatest rank and percent.
const MAX_VALUE: u32 = 1_000_000;

/// Lists that visitors choose from.
const ROWS: [&str; 5] = ["measures", "dimensions", "waves", "groups", "themes"];

/// The schema that schemars makes of the types, with the rest of the rules.
pub fn tightened(mut schema: Value) -> Value {
    object(&mut schema);
    if let Some(definitions) = schema.get_mut("$defs").and_then(Value::as_object_mut) {
        definitions.values_mut().for_each(object);
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
        let (parent, name) = pointer.rsplit_once('/').unwrap_or_default();
        if let Some(Value::Object(parent)) = schema.pointer_mut(parent) {
            parent.insert(name.to_owned(), rule);
        }
    }
    schema
}

/// The rules of every object: what may be left out may be null, and nothing is longer than is read.
fn object(schema: &mut Value) {
    let required = schema.get("required").cloned().unwrap_or_default();
    let is_required =
        |name: &String| required.as_array().is_some_and(|all| all.iter().any(|one| one == name));
    let fields = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (name, field) in fields.into_iter().flatten() {
        limit(field, if ROWS.contains(&name.as_str()) { MAX_ROWS } else { MAX_ENTRIES });
        if !is_required(name) {
            allow_null(field);
        }
    }
    for choice in schema.get_mut("anyOf").and_then(Value::as_array_mut).into_iter().flatten() {
        limit(choice, MAX_ENTRIES);
    }
}

fn is_of(schema: &Map<String, Value>, kind: &str) -> bool {
    match schema.get("type") {
        Some(Value::String(own)) => own == kind,
        Some(Value::Array(all)) => all.iter().any(|own| own == kind),
        _ => false,
    }
}

fn limit(schema: &mut Value, entries: usize) {
    let Value::Object(schema) = schema else { return };
    if is_of(schema, "string") && !schema.contains_key("enum") {
        schema.entry("maxLength").or_insert(json!(MAX_TEXT));
        if schema.get("minLength") == Some(&json!(1)) {
            schema.insert("pattern".into(), json!("\\S")); // blanks alone say nothing
        }
    }
    if is_of(schema, "array") {
        schema.insert("maxItems".into(), json!(entries));
        if let Some(items) = schema.get_mut("items") {
            limit(items, entries);
        }
    }
    if schema.get("format") == Some(&json!("uint32")) {
        schema.entry("maximum").or_insert(json!(u32::MAX));
    }
}

fn allow_null(schema: &mut Value) {
    let null = json!({ "type": "null" });
    let Value::Object(fields) = schema else { return };
    if is_of(fields, "null")
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
