//! Whether a text is JSON (RFC 8259), and if not, where it stops being so.
//!
//! Own code because it is in every program: `serde_json` brought messages and readers for every kind of value,
//! a tenth of the code that a first visit loads. A property holds that both agree on every text.

use super::trimmed;

/// Why a text is no JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The text ends before the document does.
    End,
    /// No value where there must be one.
    Value,
    /// No name in quotes where an object's field begins.
    Key,
    /// No colon after a field's name.
    Colon,
    /// Neither a comma nor the end after a value.
    Comma,
    /// A text that does not end, or holds what it may not.
    Text,
    /// A number that is not written as one.
    Number,
    /// Something after the end.
    After,
}

/// Where a text stops being JSON, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// Bytes before that.
    pub at: usize,
    /// Why.
    pub flaw: Flaw,
}

/// The document, if it is JSON, without the blanks around it.
///
/// # Errors
/// The first place at which it is not.
pub fn valid(source: &str) -> Result<&str, Invalid> {
    let mut reader = Reader { bytes: source.as_bytes(), at: 0 };
    match reader.document() {
        Ok(()) => Ok(trimmed(source)),
        Err(_) if reader.at >= source.len() => Err(Invalid { at: source.len(), flaw: Flaw::End }),
        Err(flaw) => Err(Invalid { at: reader.at, flaw }),
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn next(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or_default()
    }

    fn blanks(&mut self) -> u8 {
        while matches!(self.next(), b' ' | b'\t' | b'\r' | b'\n') {
            self.at += 1;
        }
        self.next()
    }

    fn document(&mut self) -> Result<(), Flaw> {
        // Whether what is open is an object, from the outside in.
        let mut open = Vec::new();
        loop {
            let begins = self.blanks();
            match begins {
                b'{' | b'[' => {
                    self.at += 1;
                    open.push(begins == b'{');
                    // `{` and `}`, as `[` and `]`, are two apart.
                    if self.blanks() != begins + 2 {
                        if begins == b'{' {
                            self.key()?;
                        }
                        continue;
                    }
                }
                b'"' => self.text()?,
                b'-' | b'0'..=b'9' => self.number()?,
                b't' => self.word(b"true")?,
                b'f' => self.word(b"false")?,
                b'n' => self.word(b"null")?,
                _ => return Err(Flaw::Value),
            }
            // A value has ended, or a list or an object is about to, and with it perhaps the one around it.
            loop {
                let next = self.blanks();
                let Some(is_object) = open.last() else {
                    return if self.at == self.bytes.len() { Ok(()) } else { Err(Flaw::After) };
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
                    _ => return Err(Flaw::Comma),
                }
                self.at += 1;
                open.pop();
            }
        }
    }

    fn key(&mut self) -> Result<(), Flaw> {
        if self.blanks() != b'"' {
            return Err(Flaw::Key);
        }
        self.text()?;
        if self.blanks() != b':' {
            return Err(Flaw::Colon);
        }
        self.at += 1;
        Ok(())
    }

    fn word(&mut self, word: &[u8]) -> Result<(), Flaw> {
        if !self.bytes[self.at..].starts_with(word) {
            return Err(Flaw::Value);
        }
        self.at += word.len();
        Ok(())
    }

    /// From its first quote to after its last.
    fn text(&mut self) -> Result<(), Flaw> {
        loop {
            self.at += 1;
            match self.next() {
                b'"' => break,
                b'\\' => {
                    self.at += 1;
                    match self.next() {
                        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {}
                        b'u' => {
                            let digits = self.bytes.get(self.at + 1..self.at + 5).unwrap_or_default();
                            if digits.len() < 4 || !digits.iter().all(u8::is_ascii_hexdigit) {
                                return Err(Flaw::Text);
                            }
                            self.at += 4;
                        }
                        _ => return Err(Flaw::Text),
                    }
                }
                // The end of the document, too.
                0..0x20 => return Err(Flaw::Text),
                _ => {}
            }
        }
        self.at += 1;
        Ok(())
    }

    fn number(&mut self) -> Result<(), Flaw> {
        if self.next() == b'-' {
            self.at += 1;
        }
        let has_zero_first = self.next() == b'0';
        if self.digits()? > 1 && has_zero_first {
            return Err(Flaw::Number);
        }
        if self.next() == b'.' {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.next(), b'e' | b'E') {
            self.at += 1;
            if matches!(self.next(), b'+' | b'-') {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    /// How many digits follow: at least one.
    fn digits(&mut self) -> Result<usize, Flaw> {
        let from = self.at;
        while self.next().is_ascii_digit() {
            self.at += 1;
        }
        if self.at == from { Err(Flaw::Number) } else { Ok(self.at - from) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::de::IgnoredAny;

    fn flaw(source: &str) -> (usize, Flaw) {
        let Invalid { at, flaw } = valid(source).unwrap_err();
        (at, flaw)
    }

    #[test]
    fn only_json_is_valid() {
        assert_eq!(
            valid(" [1, {\"a\": -0.5e+3, \"b\": []}, true]\n"),
            Ok("[1, {\"a\": -0.5e+3, \"b\": []}, true]")
        );
        for (source, found) in [
            ("", (0, Flaw::End)),
            ("[1, 2", (5, Flaw::End)),
            ("[1,]", (3, Flaw::Value)),
            ("[1 2]", (3, Flaw::Comma)),
            ("[1}", (2, Flaw::Comma)),
            ("{\"a\":1,}", (7, Flaw::Key)),
            ("{a:1}", (1, Flaw::Key)),
            ("{\"a\" 1}", (5, Flaw::Colon)),
            ("\"a\nb\"", (2, Flaw::Text)),
            ("\"\\x\"", (2, Flaw::Text)),
            ("\"\\u12g4\"", (2, Flaw::Text)),
            ("\"a", (2, Flaw::End)),
            ("[01]", (3, Flaw::Number)),
            ("-", (1, Flaw::End)),
            ("1.x", (2, Flaw::Number)),
            ("nul", (0, Flaw::Value)),
            ("1 2", (2, Flaw::After)),
            ("[]\0", (2, Flaw::After)),
        ] {
            assert_eq!(flaw(source), found, "{source}");
        }
    }

    #[test]
    fn lists_inside_each_other_take_no_stack() {
        assert!(valid(&("[".repeat(1 << 20) + &"]".repeat(1 << 20))).is_ok());
        assert_eq!(flaw(&"[".repeat(1 << 20)), (1 << 20, Flaw::End));
    }

    fn agrees(text: &str) -> Result<(), TestCaseError> {
        let theirs = serde_json::from_str::<IgnoredAny>(text);
        prop_assert_eq!(valid(text).is_ok(), theirs.is_ok(), "{}", text);
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn every_text_is_judged_as_by_serde_json(
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
        fn a_document_with_one_byte_changed_is_judged_as_by_serde_json(at in 0_usize..60, to in "[\\[\\]{}\",:\\\\0e. tn-]") {
            let mut text: String = r#"{"a": [1, -2.5e3, "b\u00e9\n", null, {"c": true}], "d": {}, "e": 0}"#.to_owned();
            prop_assume!(at < text.len());
            text.replace_range(at..=at, &to);
            agrees(&text)?;
        }
    }
}
