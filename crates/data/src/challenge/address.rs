//! Web addresses that a page may link to.

use std::fmt;

use super::is_deceptive;

/// A web address that is safe in a link: an absolute `https:`, `http:` or `mailto:` URL.
///
/// Rejected are other schemes, white space and control characters, user names in the host part
/// (`https://site@evil.example`), backslashes (which browsers read as `/`) and hosts that are not ASCII,
/// because how they look depends on the reader's font.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAddress(Box<str>);

impl WebAddress {
    /// Maximum length, in bytes.
    pub const MAX_LEN: usize = 2_000;

    /// Returns the address; `None` if it is not allowed.
    pub fn parse(text: &str) -> Option<Self> {
        let is_clean = text.len() <= Self::MAX_LEN
            && text.chars().all(|c| !c.is_whitespace() && !c.is_control() && c != '\\')
            && !text.contains(is_deceptive);
        let is_safe = match text.split_once(':') {
            Some(("https" | "http", rest)) => {
                rest.strip_prefix("//").is_some_and(|rest| host_of(before_path(rest)).is_some())
            }
            Some(("mailto", rest)) => rest.contains('@') && has_no_encoded_control(rest),
            _ => false,
        };
        (is_clean && is_safe).then(|| Self(text.into()))
    }

    /// Returns the address as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the address without its scheme and trailing slash, as readers see it.
    pub fn label(&self) -> &str {
        let (_, rest) = self.0.split_once("://").or_else(|| self.0.split_once(':')).unwrap_or_default();
        rest.trim_end_matches('/')
    }

    /// Returns the host with its port; for `mailto:` the host of the first mailbox.
    pub fn host(&self) -> &str {
        match self.0.split_once("://") {
            Some((_, rest)) => before_path(rest),
            None => before_path(self.0.split_once('@').unwrap_or_default().1),
        }
    }

    /// Returns the host if a link with the text `label` should show it as well, because the link may mislead:
    /// the host is an internationalized name (`xn--80ak6aa92e.example`), which may look like a known host
    /// elsewhere, or the label itself looks like the address of another host.
    pub fn host_beside(&self, label: &str) -> Option<&str> {
        let host = self.host();
        let reads_as_address = label.contains('.') && !label.contains(' ');
        let may_mislead = host.contains("xn--") || host.contains("XN--") || reads_as_address;
        (may_mislead && !label.contains(host)).then_some(host)
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns the host of `host` or `host:port`, if both are valid.
pub fn host_of(authority: &str) -> Option<&str> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(_) => authority.split_at(authority.find(']')? + 1),
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    let is_port = |port: &str| {
        port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0)
    };
    let port_ok = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
    let host_ok = if let Some(inner) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        !inner.is_empty() && inner.bytes().all(|b| b.is_ascii_hexdigit() || matches!(b, b':' | b'.'))
    } else {
        host.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric())
            && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'))
    };
    (port_ok && host_ok).then_some(host)
}

/// Returns true unless percent signs stand for a line break, a control or a deceptive character, with which an address
/// could add headers and receivers to a mail, or for no text at all.
fn has_no_encoded_control(text: &str) -> bool {
    let mut parts = text.split('%');
    let mut decoded = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let Some((code, rest)) = part.split_at_checked(2) else { return false };
        let is_code = code.bytes().all(|b| b.is_ascii_hexdigit());
        let Some(byte) = u8::from_str_radix(code, 16).ok().filter(|_| is_code) else { return false };
        decoded.push(byte);
        decoded.extend_from_slice(rest.as_bytes());
    }
    let is_bad = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') || is_deceptive(c);
    std::str::from_utf8(&decoded).is_ok_and(|text| !text.contains(is_bad))
}

fn before_path(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_mislead_are_refused() {
        for good in [
            "https://example.org",
            "http://example.org/a?b#c",
            "mailto:a@example.org",
            "https://example.org:65535/",
            "http://[::1]:8080/",
            "mailto:a@example.org?subject=Hi%20there%21",
            "mailto:a@example.org?subject=Caf%C3%A9%C2%A0%3F",
        ] {
            assert!(WebAddress::parse(good).is_some(), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " https://example.org",
            "//example.org",
            "https:example.org",
            "https://",
            "https://site@evil.example/",
            "https://a\\b",
            "data:text/html,x",
            "https://аррӏе.example",
            "https://a%2eb/",
            "https://a\"b/",
            "https://e.org/\u{202E}gpj",
            "/about",
            "https://example.org:65536/",
            "https://example.org:99999/",
            "https://example.org:0/",
            "https://example.org:+80/",
            "https://example.org:/",
            "https://example.org:80:80/",
            "https://[::1/",
            "https://-/",
            "mailto:a@example.org?subject=x%0D%0ABcc:b@evil.example",
            "mailto:a@example.org%0abcc:b@evil.example",
            "mailto:a@example.org?subject=%00",
            "mailto:a@example.org?subject=100%",
            "mailto:a@example.org?subject=100%+1",
            "mailto:a@example.org?subject=x%E2%80%A8Bcc:b@evil.example",
            "mailto:a@example.org?subject=x%e2%80%a9y",
            "mailto:a%C2%85@example.org",
            "mailto:a@example.org?subject=%E2%80%AEx",
            "mailto:a@example.org?subject=%FF",
        ] {
            assert!(WebAddress::parse(bad).is_none(), "{bad:?}");
        }
        for (address, label) in [
            ("https://example.org/", "example.org"),
            ("https://example.org/a/?b=https://c.org/", "example.org/a/?b=https://c.org"),
            ("mailto:name@example.org", "name@example.org"),
        ] {
            assert_eq!(WebAddress::parse(address).unwrap().label(), label);
        }
    }

    #[test]
    fn a_link_that_may_be_taken_for_another_shows_its_host() {
        for (address, label, host) in [
            ("https://example.org/a", "A report", None),
            ("https://example.org/a", "example.org", None),
            ("https://xn--80ak6aa92e.example/", "Apple", Some("xn--80ak6aa92e.example")),
            ("https://xn--80ak6aa92e.example:8443?a", "Apple", Some("xn--80ak6aa92e.example:8443")),
            ("https://XN--80ak6aa92e.example", "Apple", Some("XN--80ak6aa92e.example")),
            ("https://xn--80ak6aa92e.example/", "xn--80ak6aa92e.example", None),
            ("https://evil.example/", "https://bank.example/", Some("evil.example")),
            ("https://evil.example/", "bank.example", Some("evil.example")),
            ("mailto:a@xn--80ak6aa92e.example?subject=x", "Write", Some("xn--80ak6aa92e.example")),
            ("mailto:a@example.org", "a@example.org", None),
        ] {
            assert_eq!(WebAddress::parse(address).unwrap().host_beside(label), host, "{address} {label}");
        }
    }
}
