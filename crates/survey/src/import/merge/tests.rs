//! Tests of merging: nothing of the author's text is lost, and what is written is indented evenly.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

#[test]
fn a_field_is_set_where_it_stands_or_at_the_end() {
    assert_eq!(with_field("{}", "a", "1").unwrap(), "{\"a\": 1}");
    assert_eq!(with_field("{ \"a\" : [2] , \"b\":3}", "a", "1").unwrap(), "{ \"a\" : 1 , \"b\":3}");
    assert_eq!(with_field("{\n  \"b\": 3\n}", "a", "1").unwrap(), "{\n  \"b\": 3,\n  \"a\": 1\n}");
    assert_eq!(with_field("[]", "a", "1"), None);
}

#[test]
fn a_field_at_the_end_is_indented_as_the_first() {
    for (object, made) in [
        ("{\n\t\"b\": 3\n}", "{\n\t\"b\": 3,\n\t\"a\": 1\n}"),
        ("{\n\n      \"b\": 3\n    }", "{\n\n      \"b\": 3,\n      \"a\": 1\n    }"),
        ("{\r\n \"b\": 3\r\n}", "{\r\n \"b\": 3,\r\n \"a\": 1\r\n}"),
        ("{ \"b\": 3 }", "{ \"b\": 3, \"a\": 1 }"),
        ("{ \"b\": 3\n}", "{ \"b\": 3,\n  \"a\": 1\n}"),
    ] {
        assert_eq!(with_field(object, "a", "1").as_deref(), Some(made));
    }
}

#[test]
fn lists_are_indented_as_the_bundle() {
    let entries = ["{\n            \"a\": [ \"}\\\"{\",\n1]\n}".to_owned(), "{\"b\":2}".to_owned()];
    assert_eq!(
        Indent::of("{\n  \"x\": 1\n}").list(&entries),
        "[\n    {\n      \"a\": [ \"}\\\"{\",\n        1]\n    },\n    {\"b\":2}\n  ]"
    );
    assert_eq!(Indent::of("{\"x\": 1}").list(&entries[1..]), "[\n{\"b\":2}\n]");
    assert_eq!(Indent::of("{\n  \"x\": 1\n}").list(&[]), "[]");
}

/// Returns values as they may stand in a wave.
fn value() -> impl Strategy<Value = Value> {
    let text = "[a-z{}\\[\\],:\"\\\\ \n]{0,6}".prop_map(Value::from);
    text.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("[a-d/]{1,3}", inner, 0..3).prop_map(|fields| json!(fields)),
        ]
    })
}

/// Returns a value as JSON, with each line indented by the numbers of blanks in turn.
fn printed(value: &Value, blanks: &[usize]) -> String {
    let pretty = serde_json::to_string_pretty(value).unwrap();
    let indented = |(at, line): (usize, &str)| match at {
        0 => line.to_owned(),
        _ => format!("\n{}{}", " ".repeat(blanks[at % blanks.len()]), line.trim_start()),
    };
    pretty.split('\n').enumerate().map(indented).collect()
}

proptest! {
    #[test]
    fn every_other_field_is_kept(
        fields in prop::collection::btree_map("[a-d\"\\\\]{1,3}", "[a-z{}\\[\\],:\"\\\\ ]{0,6}", 0..5),
        name in "[a-d]{1,2}",
        pretty in any::<bool>(),
    ) {
        let object = json!(fields);
        let text = if pretty { serde_json::to_string_pretty(&object) } else { serde_json::to_string(&object) };
        let made = with_field(&text.unwrap(), &name, "[7]").unwrap();
        let mut expected = object;
        expected[&name] = json!([7]);
        prop_assert_eq!(serde_json::from_str::<Value>(&made).unwrap(), expected);
    }

    /// However uneven the entries are, the list is what a printer of JSON with the bundle's indentation makes.
    #[test]
    fn lists_are_even_and_lose_nothing(
        entries in prop::collection::vec(value(), 1..4),
        blanks in prop::collection::vec(0_usize..9, 1..4),
        width in 0_usize..5,
    ) {
        let source = format!("{{\n{}\"waves\": 0\n}}", " ".repeat(width));
        let raw: Vec<String> = entries.iter().map(|entry| printed(entry, &blanks)).collect();
        let made = with_field(&source, "waves", &Indent::of(&source).list(&raw)).unwrap();
        let pretty = serde_json::to_string_pretty(&json!({"waves": entries})).unwrap();
        let even: Vec<String> = pretty.lines().map(|line| {
            let depth = (line.len() - line.trim_start().len()) / 2;
            format!("{}{}", " ".repeat(depth * width), line.trim_start())
        }).collect();
        prop_assert_eq!(made, even.join("\n"));
    }
}
