//! Domain names of other scripts as mail and web servers know them: `bücher.example` is
//! `xn--bcher-kva.example`.
//!
//! The rule (UTS 46) needs the Unicode tables. Browsers have them, so there the browser's reader
//! of addresses is asked; natively it is the crate that reader's standard is written for.

/// The domain in ASCII; none if it is not one. What is ASCII already is given back as it is.
pub fn to_ascii(domain: &str) -> Option<String> {
    if domain.is_ascii() {
        return Some(domain.to_owned());
    }
    // The reader of addresses would see a port, a path or a user name in these.
    let is_plain = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    if !domain.chars().all(is_plain) { None } else { tables::to_ascii(domain) }
}

#[cfg(target_arch = "wasm32")]
mod tables {
    pub fn to_ascii(domain: &str) -> Option<String> {
        let host = web_sys::Url::new(&format!("https://{domain}/")).ok()?.hostname();
        (!host.is_empty()).then_some(host)
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod tables {
    pub fn to_ascii(domain: &str) -> Option<String> {
        idna::domain_to_ascii(domain).ok().filter(|host| !host.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::to_ascii;

    #[test]
    fn other_scripts_become_ascii() {
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
            assert_eq!(to_ascii(domain).as_deref(), ascii, "{domain}");
        }
    }
}
