//! Validation of JSON (RFC 8259), with the position of the first error.
//!
//! This is not `serde_json`, because every visitor loads it: `serde_json` with its messages and
//! deserializers was a tenth of the code of a first visit. A property test checks that both agree.

use crate::trim_blanks;

/// The kind of a syntax error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxError {
    /// The text ends too early.
    End,
    /// A value is missing.
    Value,
    /// The key of an object is missing, or is no string.
    Key,
    /// The colon after a key is missing.
    Colon,
    /// A value is followed by neither a comma nor the end of the array or object.
    Comma,
    /// A string has an invalid escape or a control character.
    Text,
    /// A number is not written as JSON requires.
    Number,
    /// There is more text after the end of the document.
    After,
}

/// A syntax error with its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// The position of the error in bytes, from 0.
    pub at: usize,
    /// The kind of the error.
    pub flaw: SyntaxError,
}

/// Returns the JSON document without the blanks around it.
///
/// # Errors
/// The first syntax error, if the text is no JSON.
pub fn validate(source: &str) -> Result<&str, Invalid> {
    let mut validator = Validator { bytes: source.as_bytes(), at: 0 };
    match validator.document() {
        Ok(()) => Ok(trim_blanks(source)),
        Err(_) if validator.at >= source.len() => Err(Invalid { at: source.len(), flaw: SyntaxError::End }),
        Err(flaw) => Err(Invalid { at: validator.at, flaw }),
    }
}

struct Validator<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Validator<'_> {
    /// Returns the next byte; 0 at the end, which is never valid in JSON.
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or_default()
    }

    /// Skips blanks and returns the byte after them.
    fn skip_blanks(&mut self) -> u8 {
        while matches!(self.peek(), b' ' | b'\t' | b'\r' | b'\n') {
            self.at += 1;
        }
        self.peek()
    }

    fn document(&mut self) -> Result<(), SyntaxError> {
        // The open arrays and objects, from the outside in; true for an object. Not recursive, so that deep
        // nesting needs no stack.
        let mut open = Vec::new();
        loop {
            let first = self.skip_blanks();
            match first {
                b'{' | b'[' => {
                    self.at += 1;
                    open.push(first == b'{');
                    // In ASCII `}` is `{` + 2, and `]` is `[` + 2.
                    if self.skip_blanks() != first + 2 {
                        if first == b'{' {
                            self.key()?;
                        }
                        continue;
                    }
                }
                b'"' => self.string()?,
                b'-' | b'0'..=b'9' => self.number()?,
                b't' => self.literal(b"true")?,
                b'f' => self.literal(b"false")?,
                b'n' => self.literal(b"null")?,
                _ => return Err(SyntaxError::Value),
            }
            // After a value: the comma before the next one, or the ends of arrays and objects.
            loop {
                let next = self.skip_blanks();
                let Some(is_object) = open.last() else {
                    return if self.at == self.bytes.len() { Ok(()) } else { Err(SyntaxError::After) };
                };
                match next {
                    b',' => {
                        self.at += 1;
                        if *is_object {
                            self.key()?;
                        }
                        break;
                    }
                    b'}' if *is_object => {}
                    b']' if !*is_object => {}
                    _ => return Err(SyntaxError::Comma),
                }
                self.at += 1;
                open.pop();
            }
        }
    }

    fn key(&mut self) -> Result<(), SyntaxError> {
        if self.skip_blanks() != b'"' {
            return Err(SyntaxError::Key);
        }
        self.string()?;
        if self.skip_blanks() != b':' {
            return Err(SyntaxError::Colon);
        }
        self.at += 1;
        Ok(())
    }

    fn literal(&mut self, literal: &[u8]) -> Result<(), SyntaxError> {
        if !self.bytes[self.at..].starts_with(literal) {
            return Err(SyntaxError::Value);
        }
        self.at += literal.len();
        Ok(())
    }

    /// Reads a string, from its opening quote to after its closing quote.
    fn string(&mut self) -> Result<(), SyntaxError> {
        loop {
            self.at += 1;
            match self.peek() {
                b'"' => break,
                b'\\' => {
                    self.at += 1;
                    match self.peek() {
                        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {}
                        b'u' => {
                            let digits = self.bytes.get(self.at + 1..self.at + 5).unwrap_or_default();
                            if digits.len() < 4 || !digits.iter().all(u8::is_ascii_hexdigit) {
                                return Err(SyntaxError::Text);
                            }
                            self.at += 4;
                        }
                        _ => return Err(SyntaxError::Text),
                    }
                }
                // A control character, or the end of the text.
                0..0x20 => return Err(SyntaxError::Text),
                _ => {}
            }
        }
        self.at += 1;
        Ok(())
    }

    fn number(&mut self) -> Result<(), SyntaxError> {
        if self.peek() == b'-' {
            self.at += 1;
        }
        let has_zero_first = self.peek() == b'0';
        if self.digits()? > 1 && has_zero_first {
            return Err(SyntaxError::Number);
        }
        if self.peek() == b'.' {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), b'e' | b'E') {
            self.at += 1;
            if matches!(self.peek(), b'+' | b'-') {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    /// Reads digits and returns their number, at least 1.
    fn digits(&mut self) -> Result<usize, SyntaxError> {
        let from = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        if self.at == from { Err(SyntaxError::Number) } else { Ok(self.at - from) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::de::IgnoredAny;

    fn error(source: &str) -> (usize, SyntaxError) {
        let Invalid { at, flaw } = validate(source).unwrap_err();
        (at, flaw)
    }

    #[test]
    fn only_json_is_valid() {
        assert_eq!(
            validate(" [1, {\"a\": -0.5e+3, \"b\": []}, true]\n"),
            Ok("[1, {\"a\": -0.5e+3, \"b\": []}, true]")
        );
        for (source, found) in [
            ("", (0, SyntaxError::End)),
            ("[1, 2", (5, SyntaxError::End)),
            ("[1,]", (3, SyntaxError::Value)),
            ("[1 2]", (3, SyntaxError::Comma)),
            ("[1}", (2, SyntaxError::Comma)),
            ("{\"a\":1,}", (7, SyntaxError::Key)),
            ("{a:1}", (1, SyntaxError::Key)),
            ("{\"a\" 1}", (5, SyntaxError::Colon)),
            ("\"a\nb\"", (2, SyntaxError::Text)),
            ("\"\\x\"", (2, SyntaxError::Text)),
            ("\"\\u12g4\"", (2, SyntaxError::Text)),
            ("\"a", (2, SyntaxError::End)),
            ("[01]", (3, SyntaxError::Number)),
            ("-", (1, SyntaxError::End)),
            ("1.x", (2, SyntaxError::Number)),
            ("nul", (0, SyntaxError::Value)),
            ("1 2", (2, SyntaxError::After)),
            ("[]\0", (2, SyntaxError::After)),
        ] {
            assert_eq!(error(source), found, "{source}");
        }
    }

    #[test]
    fn deep_nesting_does_not_overflow_the_stack() {
        assert!(validate(&("[".repeat(1 << 20) + &"]".repeat(1 << 20))).is_ok());
        assert_eq!(error(&"[".repeat(1 << 20)), (1 << 20, SyntaxError::End));
    }

    fn agrees(text: &str) -> Result<(), TestCaseError> {
        let expected = serde_json::from_str::<IgnoredAny>(text);
        prop_assert_eq!(validate(text).is_ok(), expected.is_ok(), "{}", text);
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn any_text_is_valid_as_for_serde_json(
            any in "\\PC{0,20}",
            pieces in prop::collection::vec(
                prop::sample::select(vec![
                    "[", "]", "{", "}", ",", ":", "\"a\"", "\"", "\\", "\\u00e9", "0", "1", "-", ".5", "e3", "E-", "true",
                    "null", "false", " ", "\n", "é", "\u{1}",
                ]),
                0..12,
            ),
        ) {
            agrees(&any)?;
            agrees(&pieces.concat())?;
        }

        #[test]
        fn a_changed_byte_is_valid_as_for_serde_json(at in 0_usize..60, to in "[\\[\\]{}\",:\\\\0e. tn-]") {
            let mut text: String = r#"{"a": [1, -2.5e3, "b\u00e9\n", null, {"c": true}], "d": {}, "e": 0}"#.to_owned();
            prop_assume!(at < text.len());
            text.replace_range(at..=at, &to);
            agrees(&text)?;
        }
    }
}
