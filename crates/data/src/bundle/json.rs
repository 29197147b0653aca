//! A reader of JSON that is known to be valid.
//!
//! [`valid`] checks a document as a whole and returns the offset of the first error. `serde_json` would bring
//! deserializers with error messages for every type, floating point numbers included, none of which is ever
//! shown: 15.4 KiB of brotli, with the derived readers of settings and answers.

use std::borrow::Cow;

use json_scan::split;

pub use json_scan::{Invalid, SyntaxError, parse_number, parse_numbers, validate};

/// Returns the entries of a list; `None` if `raw` is not a list.
pub fn list(raw: &str) -> Option<Vec<&str>> {
    raw.strip_prefix('[')?.strip_suffix(']').map(split)
}

/// Returns the fields of an object in order, duplicates included; `None` if `raw` is not an object.
pub fn object(raw: &str) -> Option<Vec<(Cow<'_, str>, &str)>> {
    let parts = raw.strip_prefix('{')?.strip_suffix('}').map(split)?;
    parts.chunks_exact(2).map(|pair| Some((text(pair[0])?, pair[1]))).collect()
}

/// Returns the first field of this name.
pub fn field<'a>(fields: &[(Cow<'_, str>, &'a str)], name: &str) -> Option<&'a str> {
    fields.iter().find(|(key, _)| key == name).map(|(_, raw)| *raw)
}

/// Returns a string with its escapes decoded; `None` if `raw` is not a string or has half of a surrogate
/// pair, which JSON allows.
pub fn text(raw: &str) -> Option<Cow<'_, str>> {
    let mut rest = raw.strip_prefix('"')?.strip_suffix('"')?;
    if !rest.contains('\\') {
        return Some(Cow::Borrowed(rest));
    }
    let mut text = String::with_capacity(rest.len());
    while let Some((plain, escape)) = rest.split_once('\\') {
        text.push_str(plain);
        let mut letters = escape.chars();
        let letter = match letters.next()? {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => code_point(&mut letters)?,
            itself => itself,
        };
        text.push(letter);
        rest = letters.as_str();
    }
    text.push_str(rest);
    Some(Cow::Owned(text))
}

/// Returns the character of a `\u` escape: four hexadecimal digits, or two such escapes for a surrogate pair.
fn code_point(letters: &mut std::str::Chars<'_>) -> Option<char> {
    let first = code_unit(letters)?;
    if !(0xD800..0xE000).contains(&first) {
        return char::from_u32(first);
    }
    *letters = letters.as_str().strip_prefix("\\u")?.chars();
    let second = code_unit(letters)?;
    let is_pair = first < 0xDC00 && (0xDC00..0xE000).contains(&second);
    if is_pair { char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00)) } else { None }
}

fn code_unit(letters: &mut std::str::Chars<'_>) -> Option<u32> {
    (0..4).try_fold(0, |unit, _| Some(unit * 16 + letters.next()?.to_digit(16)?))
}

/// Returns a text as a JSON string (RFC 8259, section 7).
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\u{0}'..='\u{1f}' => out.push_str(&format!("\\u{:04x}", letter as u32)),
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// A type that can be read from JSON without error messages.
pub trait Read: Sized {
    /// Returns the value; `None` if `raw` is of another type.
    fn read(raw: &str) -> Option<Self>;
}

impl Read for String {
    fn read(raw: &str) -> Option<Self> {
        text(raw).map(Cow::into_owned)
    }
}

impl Read for bool {
    fn read(raw: &str) -> Option<Self> {
        raw.parse().ok()
    }
}

impl Read for u32 {
    fn read(raw: &str) -> Option<Self> {
        raw.parse().ok()
    }
}

impl Read for f64 {
    fn read(raw: &str) -> Option<Self> {
        parse_number(raw)
    }
}

impl<T: Read> Read for Option<T> {
    fn read(raw: &str) -> Option<Self> {
        if raw == "null" { Some(None) } else { T::read(raw).map(Some) }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(raw: &str) -> Option<Self> {
        list(raw)?.into_iter().map(T::read).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    /// Rebuilds a document from its parts.
    fn rebuilt(raw: &str) -> Value {
        let raw = raw.trim();
        if let Some(entries) = list(raw) {
            Value::Array(entries.into_iter().map(rebuilt).collect())
        } else if let Some(fields) = object(raw) {
            Value::Object(fields.into_iter().map(|(key, raw)| (key.into_owned(), rebuilt(raw))).collect())
        } else if let Some(text) = text(raw) {
            Value::String(text.into_owned())
        } else if let Some(truth) = bool::read(raw) {
            Value::Bool(truth)
        } else if let Some(number) = parse_number(raw) {
            // serde_json distinguishes integers from floating point numbers.
            serde_json::from_str::<Value>(raw)
                .ok()
                .filter(|_| raw.parse::<i64>().is_ok())
                .unwrap_or(number.into())
        } else {
            assert_eq!(raw, "null");
            Value::Null
        }
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            (0_i32..1_000_000).prop_map(|n| Value::from(f64::from(n) / 10_000.0)),
            ".{0,8}".prop_map(Value::from),
            "[\\\\\"\\[\\]{},:\u{0}-\u{1f}\u{1F600} ]{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::hash_map(".{0,4}", inner, 0..6)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn parts_make_the_whole(value in any_value()) {
            prop_assert_eq!(&rebuilt(&value.to_string()), &value);
            let pretty = serde_json::to_string_pretty(&value).unwrap();
            prop_assert_eq!(&rebuilt(&pretty), &value);
        }

        #[test]
        fn a_reader_gets_back_the_text_that_was_written(any in "\\PC*|[\\x00-\\x1f\"\\\\]*") {
            let raw = quoted(&any);
            prop_assert_eq!(text(&raw), Some(Cow::Borrowed(&*any)));
            prop_assert_eq!(serde_json::from_str::<String>(&raw).unwrap(), any);
        }

        #[test]
        fn nothing_panics(raw in "\\PC{0,20}") {
            let _ = (list(&raw), object(&raw), text(&raw), parse_number(&raw));
        }
    }

    #[test]
    fn escapes_are_undone() {
        assert_eq!(text(r#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#).unwrap(), "a\"\\/\u{8}\u{c}\n\r\té😀");
        for half in [r#""\ud83d""#, r#""\ud83dx""#, r#""\ude00""#, r#""\ud83d\u0041""#] {
            assert_eq!(text(half), None, "{half}");
        }
    }
}
