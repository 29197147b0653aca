//! Internationalized domain names in ASCII (Punycode): `bücher.example` is `xn--bcher-kva.example`.
//!
//! The conversion (UTS 46) needs Unicode tables. Browsers have them, so the browser build calls the
//! JavaScript class `URL`; the native build uses the crate `idna`.

/// Returns a domain in ASCII; none if it is invalid. Pitfall: a domain that is ASCII already is returned
/// without any check.
pub fn domain_to_ascii(domain: &str) -> Option<String> {
    if domain.is_ascii() {
        return Some(domain.to_owned());
    }
    // `URL` would parse other characters as a port, a path or a user name.
    let is_plain = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    if !domain.chars().all(is_plain) { None } else { tables::domain_to_ascii(domain) }
}

#[cfg(target_arch = "wasm32")]
mod tables {
    use js_sys::{Array, Function, Reflect};
    use wasm_bindgen::JsCast;

    /// Returns the host name that the JavaScript class `URL` parses.
    pub fn domain_to_ascii(domain: &str) -> Option<String> {
        let class: Function = Reflect::get(&js_sys::global(), &"URL".into()).ok()?.dyn_into().ok()?;
        let url = Reflect::construct(&class, &Array::of1(&format!("https://{domain}/").into())).ok()?;
        Reflect::get(&url, &"hostname".into()).ok()?.as_string().filter(|host| !host.is_empty())
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod tables {
    pub fn domain_to_ascii(domain: &str) -> Option<String> {
        idna::domain_to_ascii(domain).ok().filter(|host| !host.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::domain_to_ascii;

    #[test]
    fn domains_of_other_scripts_become_ascii() {
        for (domain, ascii) in [
            ("example.org", Some("example.org")),
            ("b\u{fc}cher.example", Some("xn--bcher-kva.example")),
            ("B\u{dc}CHER.example", Some("xn--bcher-kva.example")),
            ("\u{4f8b}\u{3048}.\u{30c6}\u{30b9}\u{30c8}", Some("xn--r8jz45g.xn--zckzah")),
            ("stra\u{df}e.example", Some("xn--strae-oqa.example")),
            ("\u{fc}/x", None),
            ("\u{fc}:80", None),
            ("\u{fc}@b", None),
            ("\u{fc}%41", None),
            ("\u{fc} x", None),
            ("\u{2ff}\u{202e}x", None),
            ("xn--\u{fc}", None),
        ] {
            assert_eq!(domain_to_ascii(domain).as_deref(), ascii, "{domain}");
        }
    }
}
