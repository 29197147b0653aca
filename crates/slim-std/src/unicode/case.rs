//! Lower and upper case.
//!
//! The functions of the standard library add Unicode tables of 9.0 KiB (brotli). Browsers have these
//! tables, so the browser build calls JavaScript, except for ASCII. `clippy.toml` forbids the functions of
//! the standard library.

/// Returns the text in lower case.
pub fn to_lowercase(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { tables::to_lowercase(text) }
}

/// Returns the text in upper case.
pub fn to_uppercase(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_uppercase() } else { tables::to_uppercase(text) }
}

#[cfg(target_arch = "wasm32")]
mod tables {
    use js_sys::JsString;

    pub fn to_lowercase(text: &str) -> String {
        JsString::from(text).to_lower_case().into()
    }

    pub fn to_uppercase(text: &str) -> String {
        JsString::from(text).to_upper_case().into()
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::disallowed_methods, reason = "the size of the native program does not matter")]
mod tables {
    pub fn to_lowercase(text: &str) -> String {
        text.to_lowercase()
    }

    pub fn to_uppercase(text: &str) -> String {
        text.to_uppercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_any_script_change_case() {
        assert_eq!(to_lowercase("Équité, ΑΣ, MATH"), "équité, ας, math");
        assert_eq!(to_uppercase("straße, é, math"), "STRASSE, É, MATH");
    }
}
