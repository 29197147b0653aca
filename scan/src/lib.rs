//! JSON text, byte by byte: the inner loops of the bundle's reader.
//!
//! A bundle may have a million numbers. All but [`valid`] take text that is known to be valid:
//! of other text they make something or nothing, and never panic.

mod number;
mod valid;

pub use number::{number, numbers};
pub use valid::{Flaw, Invalid, valid};

/// What stands between commas and colons, inner lists and objects left whole.
pub fn parts(inside: &str) -> Vec<&str> {
    let bytes = inside.as_bytes();
    let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
    while let Some(byte) = bytes.get(at) {
        at = match byte {
            b'"' => after_text(bytes, at + 1),
            b'[' | b'{' => after_nested(bytes, at + 1),
            b',' | b':' => {
                parts.push(trimmed(inside.get(start..at).unwrap_or_default()));
                start = at + 1;
                start
            }
            _ => at + 1,
        };
    }
    let last = trimmed(inside.get(start..).unwrap_or_default());
    if !last.is_empty() {
        parts.push(last);
    }
    parts
}

/// Where a text ends that began before `at`.
fn after_text(bytes: &[u8], mut at: usize) -> usize {
    loop {
        match bytes.get(at) {
            None => return at,
            Some(b'"') => return at + 1,
            Some(b'\\') => at += 2,
            Some(_) => at += 1,
        }
    }
}

/// Where a list or an object ends that began before `at`.
fn after_nested(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 1;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        // Most of a bundle is digits, commas and points: one comparison passes them.
        if *byte > b'"' && *byte < b'[' {
            continue;
        }
        match byte {
            b'"' => at = after_text(bytes, at),
            b'[' | b'{' => depth += 1,
            b']' | b'}' if depth == 1 => return at,
            b']' | b'}' => depth -= 1,
            _ => {}
        }
    }
    at
}

/// The value without the blanks around it.
fn trimmed(raw: &str) -> &str {
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
    fn what_is_inside_stays_whole() {
        assert_eq!(
            parts(r#" "a,\"]": [1, {"b": 2}] , "\\":"c" "#),
            [r#""a,\"]""#, r#"[1, {"b": 2}]"#, r#""\\""#, r#""c""#]
        );
        assert_eq!(parts(" 1,\n2 "), ["1", "2"]);
        assert_eq!(parts(" \n"), [""; 0]);
    }

    proptest! {
        #[test]
        fn nothing_panics(raw in "\\PC{0,20}", json in "[\\[\\]{}\",:\\\\0-9e.é -]{0,20}") {
            for text in [raw, json] {
                let _ = (valid(&text), parts(&text), number(&text), numbers(&text));
            }
        }
    }
}
