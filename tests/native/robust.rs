//! Random inputs, made from nothing and from valid inputs.
//!
//! `PROPTEST_CASES=200000 cargo test --test native robust` tries more of them.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

use crate::targets;

const BUNDLES: [&str; 2] =
    [include_str!("../corpus/bundle/small.json"), include_str!("../../crates/data/src/sample.json")];

const CONFIGS: [&str; 3] = [
    include_str!("../../public/config.json"),
    include_str!("../../presets/pocketbase.json"),
    include_str!("../../presets/hubspot.json"),
];

const BOARD: &str = include_str!("../corpus/board/good.json");

/// Pieces of text that may break readers, or that have a meaning for them.
const PIECES: [&str; 48] = [
    "",
    "\"",
    "\\",
    "\\u",
    "\\ud800",
    "\\u0000",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "null",
    "true",
    "\"few\"",
    "0",
    "-1",
    "1e400",
    "1e-400",
    "-0.0",
    "99999999999999999999",
    "4294967296",
    "100.1",
    "NaN",
    "\u{feff}",
    "\u{202e}",
    "\u{0}",
    "é",
    "😀",
    "\n",
    "[](",
    "[a](javascript:1)",
    "[a](https://e.org)",
    "*",
    "{value}",
    "{who}",
    "\"id\":\"a\",",
    "\"__proto__\":1,",
    "\"everyone\"",
    "\"role/teacher\"",
    "\"theme\"",
    "\"challenges\":[],",
    "\"values\":[],",
    "<script>",
    "//",
    "/**/",
    "FILL_IN",
    "https://user@e.org/",
];

/// Returns changes of a text: the position, the number of bytes removed, and the text inserted.
fn edits() -> impl Strategy<Value = Vec<(Index, Option<usize>, &'static str)>> {
    // Most often few bytes go; sometimes all up to the next quotation mark.
    let gone = prop_oneof![4 => (0_usize..12).prop_map(Some), 1 => Just(None)];
    prop::collection::vec((any::<Index>(), gone, select(PIECES.to_vec())), 1..6)
}

fn edited(text: &str, edits: &[(Index, Option<usize>, &str)]) -> String {
    let mut text = text.to_owned();
    for (at, gone, piece) in edits {
        let start = text.floor(at.index(text.len() + 1));
        let to_quote = || text[start..].find('"').map_or(0, |end| end + 1);
        let end = text.floor((start + gone.unwrap_or_else(to_quote)).min(text.len())).max(start);
        text.replace_range(start..end, piece);
    }
    text
}

/// Returns bytes that are no text with the same kind of changes.
fn cut(bytes: &[u8], edits: &[(Index, Option<usize>, &str)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, gone, piece) in edits {
        let start = at.index(bytes.len() + 1);
        let end = bytes.len().min(start + gone.unwrap_or(0));
        bytes.splice(start..end, piece.bytes());
    }
    bytes
}

trait Floor {
    fn floor(&self, at: usize) -> usize;
}

impl Floor for String {
    /// Returns the boundary of a character at or before a byte.
    fn floor(&self, mut at: usize) -> usize {
        while !self.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// Returns any JSON; some names and values are those of the format.
fn any_json() -> impl Strategy<Value = Value> {
    const NAMES: [&str; 12] = [
        "format",
        "site",
        "measures",
        "waves",
        "groups",
        "challenges",
        "results",
        "values",
        "id",
        "themes",
        "signup",
        "bundle",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        Just(Value::from(1)),
        "\\PC{0,12}".prop_map(Value::from),
        select(PIECES.to_vec()).prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 8, |inner| {
        let name = prop_oneof![3 => select(NAMES.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,6}"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::hash_map(name, inner, 0..8)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// Returns a valid document in which one value, chosen at random, is replaced.
fn grafted(document: &str, steps: &[Index], value: Value) -> String {
    let mut root: Value = serde_json::from_str(document).unwrap();
    let mut pointer = String::new();
    for step in steps {
        let name = match root.pointer(&pointer) {
            Some(Value::Object(fields)) if !fields.is_empty() => {
                fields.keys().nth(step.index(fields.len())).cloned().unwrap_or_default()
            }
            Some(Value::Array(entries)) if !entries.is_empty() => step.index(entries.len()).to_string(),
            _ => break,
        };
        pointer.push_str(&format!("/{name}"));
    }
    *root.pointer_mut(&pointer).unwrap() = value;
    root.to_string()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "\\PC{0,80}") {
        for (_, target) in targets::TARGETS {
            target(&bytes);
            target(text.as_bytes());
        }
    }

    #[test]
    fn any_json_is_read_or_refused(json in any_json()) {
        targets::bundle(json.to_string().as_bytes());
        targets::config(json.to_string().as_bytes());
        targets::board(json.to_string().as_bytes());
        targets::mapping(json.to_string().as_bytes());
    }

    #[test]
    fn a_board_with_slips_is_read_or_refused(edits in edits()) {
        targets::board(edited(BOARD, &edits).as_bytes());
    }

    #[test]
    fn an_export_with_slips_is_counted_or_refused(example in 0..targets::EXAMPLES.len(), edits in edits()) {
        let bytes = targets::EXAMPLES[example].export;
        match std::str::from_utf8(bytes) {
            Ok(text) => targets::import(edited(text, &edits).as_bytes()),
            Err(_) => targets::import(&cut(bytes, &edits)), // a workbook, or in another encoding
        }
    }

    #[test]
    fn a_mapping_with_slips_is_followed_or_refused(example in 0..targets::EXAMPLES.len(), edits in edits()) {
        targets::mapping(edited(targets::EXAMPLES[example].mapping, &edits).as_bytes());
    }

    #[test]
    fn a_bundle_with_slips_is_read_or_refused(bundle in select(BUNDLES.to_vec()), edits in edits()) {
        targets::bundle(edited(bundle, &edits).as_bytes());
    }

    #[test]
    fn a_bundle_with_a_graft_is_read_or_refused(
        bundle in select(BUNDLES.to_vec()),
        steps in prop::collection::vec(any::<Index>(), 1..7),
        value in any_json(),
    ) {
        targets::bundle(grafted(bundle, &steps, value).as_bytes());
    }

    #[test]
    fn settings_with_slips_are_read_or_refused(config in select(CONFIGS.to_vec()), edits in edits()) {
        targets::config(edited(config, &edits).as_bytes());
    }

    #[test]
    fn any_query_is_followed_as_far_as_it_goes(
        parts in prop::collection::vec(
            ("v|view|measure|x|y|wave|group|versus|theme|pins|focus|sort|[a-z]{0,3}", "[a-z0-9/,%+&=-]{0,24}|\\PC{0,8}"),
            0..8,
        ),
    ) {
        let query: Vec<String> = parts.into_iter().map(|(key, value)| format!("{key}={value}")).collect();
        targets::query(query.join("&").as_bytes());
    }
}
