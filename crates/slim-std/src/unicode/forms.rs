//! Unicode normalization: letters decomposed into base letter and marks, and composed again.
//!
//! The forms (UAX #15, NFKD and NFC) need Unicode tables. Browsers have them, so the browser build calls
//! JavaScript; the native build uses the crate `unicode-normalization`.

/// Returns the text in normalization form NFKD: `é` becomes `e` and an accent, `ﬁ` becomes `f` and `i`.
pub fn nfkd(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { tables::nfkd(text) }
}

/// Returns the text in normalization form NFC: `e` and an accent become `é`.
pub fn nfc(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { tables::nfc(text) }
}

/// Returns true for a combining mark (general category M): it modifies the character before it.
pub fn is_mark(letter: char) -> bool {
    !letter.is_ascii() && tables::is_mark(letter)
}

#[cfg(target_arch = "wasm32")]
mod tables {
    use js_sys::{JsString, RegExp};

    pub fn nfkd(text: &str) -> String {
        JsString::from(text).normalize("NFKD").into()
    }

    pub fn nfc(text: &str) -> String {
        JsString::from(text).normalize("NFC").into()
    }

    pub fn is_mark(letter: char) -> bool {
        RegExp::new(r"^\p{M}", "u").test(letter.encode_utf8(&mut [0; 4]))
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod tables {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;

    pub fn nfkd(text: &str) -> String {
        text.nfkd().collect()
    }

    pub fn nfc(text: &str) -> String {
        text.nfc().collect()
    }

    pub fn is_mark(letter: char) -> bool {
        is_combining_mark(letter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_decomposed() {
        assert_eq!(nfkd("Équité ﬁn ５"), "E\u{301}quite\u{301} fin 5");
        assert_eq!(nfc("E\u{301}quite\u{301} \u{fb01}n"), "\u{c9}quit\u{e9} \u{fb01}n");
        assert!(is_mark('\u{301}') && is_mark('\u{94d}') && !is_mark('a') && !is_mark('é'));
    }
}
