//! A JSON scanner over bytes: the inner loops of the bundle reader. A bundle may contain a million
//! numbers.
//!
//! Pitfall: all functions but [`validate`] expect valid JSON. For other text their result is unspecified,
//! but they do not panic.

mod number;
mod validate;

pub use number::{parse_number, parse_numbers};
pub use validate::{Invalid, SyntaxError, validate};

/// Returns the texts between the commas and colons of the inside of an array or object, without blanks
/// around them. Nested arrays and objects are not split.
///
/// The inside of `{"a": [1, 2]}` is `"a": [1, 2]`; its parts are `"a"` and `[1, 2]`.
pub fn split(inside: &str) -> Vec<&str> {
    let bytes = inside.as_bytes();
    let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
    while let Some(byte) = bytes.get(at) {
        at = match byte {
            b'"' => string_end(bytes, at + 1),
            b'[' | b'{' => nested_end(bytes, at + 1),
            b',' | b':' => {
                parts.push(trim_blanks(inside.get(start..at).unwrap_or_default()));
                start = at + 1;
                start
            }
            _ => at + 1,
        };
    }
    let last = trim_blanks(inside.get(start..).unwrap_or_default());
    if !last.is_empty() {
        parts.push(last);
    }
    parts
}

/// Returns the position after the end of a string that began before `at`.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        match bytes.get(at) {
            None => return at,
            Some(b'"') => return at + 1,
            Some(b'\\') => at += 2,
            Some(_) => at += 1,
        }
    }
}

/// Returns the position after the end of an array or object that began before `at`.
fn nested_end(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 1;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        // Most of a bundle is digits, commas and points, which this skips fast.
        if *byte > b'"' && *byte < b'[' {
            continue;
        }
        match byte {
            b'"' => at = string_end(bytes, at),
            b'[' | b'{' => depth += 1,
            b']' | b'}' if depth == 1 => return at,
            b']' | b'}' => depth -= 1,
            _ => {}
        }
    }
    at
}

/// Returns a value without the blanks around it.
fn trim_blanks(raw: &str) -> &str {
    let is_blank = |byte: Option<&u8>| byte.is_some_and(|byte| *byte <= b' ');
    if is_blank(raw.as_bytes().first()) || is_blank(raw.as_bytes().last()) {
        raw.trim_matches([' ', '\t', '\r', '\n'])
    } else {
        raw
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nested_values_are_not_split() {
        assert_eq!(
            split(r#" "a,\"]": [1, {"b": 2}] , "\\":"c" "#),
            [r#""a,\"]""#, r#"[1, {"b": 2}]"#, r#""\\""#, r#""c""#]
        );
        assert_eq!(split(" 1,\n2 "), ["1", "2"]);
        assert_eq!(split(" \n"), [""; 0]);
    }

    proptest! {
        #[test]
        fn nothing_panics(raw in "\\PC{0,20}", json in "[\\[\\]{}\",:\\\\0-9e.é -]{0,20}") {
            for text in [raw, json] {
                let _ = (validate(&text), split(&text), parse_number(&text), parse_numbers(&text));
            }
        }
    }
}
