//! Small and capital letters.
//!
//! The standard library brings the Unicode tables for them along: 9.0 KiB of brotli. Browsers
//! have their own, so there JavaScript is asked; text in ASCII needs neither. `clippy.toml`
//! keeps the standard library's functions out.

/// The text in small letters.
pub fn lower(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { unicode::lower(text) }
}

/// The text in capital letters.
pub fn upper(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_uppercase() } else { unicode::upper(text) }
}

#[cfg(target_arch = "wasm32")]
mod unicode {
    use js_sys::JsString;

    pub fn lower(text: &str) -> String {
        JsString::from(text).to_lower_case().into()
    }

    pub fn upper(text: &str) -> String {
        JsString::from(text).to_upper_case().into()
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::disallowed_methods, reason = "natively the tables cost nothing")]
mod unicode {
    pub fn lower(text: &str) -> String {
        text.to_lowercase()
    }

    pub fn upper(text: &str) -> String {
        text.to_uppercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_any_script_change() {
        assert_eq!(lower("Équité, ΑΣ, MATH"), "équité, ας, math");
        assert_eq!(upper("straße, é, math"), "STRASSE, É, MATH");
    }
}
