//! Letters taken apart: the plain letter, and what stands on or under it.
//!
//! The rules (UAX 15, forms of compatibility) need the Unicode tables. Browsers have them, so there
//! JavaScript is asked; natively it is a crate.

/// The text with each letter taken apart: `é` is `e` and an accent, `ﬁ` is `f` and `i`.
pub fn apart(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { tables::apart(text) }
}

/// Whether a character stands on, under or around the one before it.
pub fn is_mark(letter: char) -> bool {
    !letter.is_ascii() && tables::is_mark(letter)
}

#[cfg(target_arch = "wasm32")]
mod tables {
    use js_sys::{JsString, RegExp};

    pub fn apart(text: &str) -> String {
        JsString::from(text).normalize("NFKD").into()
    }

    pub fn is_mark(letter: char) -> bool {
        RegExp::new(r"^\p{M}", "u").test(letter.encode_utf8(&mut [0; 4]))
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod tables {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;

    pub fn apart(text: &str) -> String {
        text.nfkd().collect()
    }

    pub fn is_mark(letter: char) -> bool {
        is_combining_mark(letter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_come_apart() {
        assert_eq!(apart("Équité ﬁn ５"), "E\u{301}quite\u{301} fin 5");
        assert!(is_mark('\u{301}') && is_mark('\u{94d}') && !is_mark('a') && !is_mark('é'));
    }
}
