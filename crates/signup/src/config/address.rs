//! Addresses that a page may fetch from or send to.

use std::fmt;
use std::net::Ipv4Addr;

use data::challenge::host_of;

/// Address that a page may fetch from or send to: `https:`, `http:` on this machine only, or a path on the
/// site's own origin (`bundle.json`, `/api/signups`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(Box<str>);

/// Reason that an address is not valid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It is empty, or longer than [`Address::MAX_LEN`].
    #[error("an address has 1 to {} bytes", Address::MAX_LEN)]
    Length,
    /// It has a character that browsers drop or take for another.
    #[error("`{0}` holds a blank, a control character, a back slash or a #")]
    Character(String),
    /// Nothing can be fetched with its scheme.
    #[error("`{0}` is neither an https:// address nor a path on this site")]
    Scheme(String),
    /// It is `http:` on another machine.
    #[error("`{0}` is not encrypted: use https:// (http:// is for this machine only)")]
    Unencrypted(String),
    /// Its host or port is not valid, or a user name or password stands before it.
    #[error(
        "`{0}` has no plain host name, or no port from 1 to 65535 (and no user name may stand before it)"
    )]
    Host(String),
}

impl Address {
    /// Length of the longest address, in bytes.
    pub const MAX_LEN: usize = 2_000;

    /// Parses an address.
    ///
    /// # Errors
    ///
    /// Returns the first error in the text.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        if text.is_empty() || text.len() > Self::MAX_LEN {
            return Err(AddressError::Length);
        }
        // Browsers drop tabs and line feeds and read `\` as `/`: "/\evil.example" is another host.
        if text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '\\' | '#')) {
            return Err(AddressError::Character(text.to_owned()));
        }
        match text.split_once("://") {
            Some((scheme @ ("https" | "http"), rest)) => {
                let authority = rest.split(['/', '?']).next().unwrap_or_default();
                let host = host_of(authority).ok_or_else(|| AddressError::Host(text.to_owned()))?;
                if scheme == "http" && !is_loopback(host) {
                    return Err(AddressError::Unencrypted(text.to_owned()));
                }
            }
            _ => {
                let first = text.split(['/', '?']).next().unwrap_or_default();
                if text.starts_with("//") || first.contains(':') {
                    return Err(AddressError::Scheme(text.to_owned()));
                }
            }
        }
        Ok(Self(text.into()))
    }

    /// Returns the address of the bundle that `cargo xtask build` puts beside the site.
    pub fn bundle_beside_the_site() -> Self {
        Self("bundle.json".into())
    }

    /// Returns the address as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the address with these texts in the place of placeholders.
    pub fn filled(&self, texts: &[(&str, &str)]) -> Self {
        let fill = |address: String, (name, text): &(&str, &str)| address.replace(name, text);
        Self(texts.iter().fold(self.0.to_string(), fill).into())
    }

    /// Returns the address for a page of a site below `base` (`/` or `/repo/`).
    ///
    /// Pages are in folders of several depths, so a browser can't resolve a path.
    pub fn resolve(&self, base: &str) -> String {
        if self.origin().is_some() || self.0.starts_with('/') {
            return self.0.to_string();
        }
        format!("{}/{}", base.trim_end_matches('/'), self.0)
    }

    /// Returns the file of the address on a site at `origin` (`https://example.org`, or empty if not known), as
    /// a path below `base`; none if it is outside.
    pub fn file_below(&self, origin: &str, base: &str) -> Option<String> {
        let address = self.resolve(base);
        let path = if address.starts_with('/') { &address } else { address.strip_prefix(origin)? };
        let path = path.split('?').next().unwrap_or_default();
        let below = path.strip_prefix(base.trim_end_matches('/'))?.strip_prefix('/')?;
        let below = below.strip_prefix("./").unwrap_or(below);
        let is_inside = below.split('/').all(|part| !matches!(part, "" | "." | ".."));
        is_inside.then(|| below.to_owned())
    }

    /// Returns the origin (`https://example.org:8443`) that a content security policy must allow; none for the
    /// site's own.
    pub fn origin(&self) -> Option<&str> {
        let (scheme, rest) =
            self.0.split_once("://").filter(|(scheme, _)| matches!(*scheme, "https" | "http"))?;
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        self.0.get(..scheme.len() + "://".len() + end)
    }

    /// Returns `true` if the address is on this machine; a path on the site is not known to be.
    pub fn is_loopback(&self) -> bool {
        let authority = self.origin().and_then(|origin| origin.split_once("://"));
        authority.and_then(|(_, authority)| host_of(authority)).is_some_and(is_loopback)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns `true` if a host is always this machine. `127.0.0.1.evil.example` is not.
fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host == "[::1]"
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_loopback_and_own_paths_are_valid() {
        for good in [
            "bundle.json",
            "./bundle.json",
            "/api/signups",
            "data/a:b.json",
            "api/x?to=https://example.org",
            "https://example.org",
            "https://example.org:8443/a?b=c",
            "http://127.0.0.1:8803/x",
            "http://localhost:8803",
            "http://[::1]:8803/",
        ] {
            assert_eq!(Address::parse(good).map(|a| a.to_string()), Ok(good.to_owned()));
        }
    }

    #[test]
    fn misleading_and_unencrypted_addresses_are_errors() {
        for bad in [
            "",
            "//evil.example/x",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            " /x",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "javascript://%0aalert(1)",
            "data:,x",
            "ftp://example.org",
            "HTTP://example.org",
            "https:example.org",
            "https://",
            "https:///x",
            "https://user@example.org/",
            "https://b\u{fc}cher.example/",
            "https://example.org:99999/",
            "https://example.org:0/",
            "https://example.org:+443/",
            "http://example.org/",
            "http://127.0.0.1.evil.example/",
            "http://localhost.evil.example/",
            "http://localhost@evil.example/",
            "/x#y",
        ] {
            assert!(Address::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn paths_are_resolved_against_the_base() {
        let resolve = |text: &str, base| Address::parse(text).unwrap().resolve(base);
        assert_eq!(resolve("bundle.json", "/"), "/bundle.json");
        assert_eq!(resolve("bundle.json", "/repo/"), "/repo/bundle.json");
        assert_eq!(resolve("bundle.json", "/repo"), "/repo/bundle.json");
        assert_eq!(resolve("/bundle.json", "/repo/"), "/bundle.json");
        assert_eq!(resolve("https://example.org/b.json", "/repo/"), "https://example.org/b.json");
    }

    #[test]
    fn only_files_of_the_site_have_a_path_below_the_base() {
        let file =
            |text: &str, origin: &str, base: &str| Address::parse(text).unwrap().file_below(origin, base);
        let at = "https://example.org";
        for (text, base, below) in [
            ("bundle.json", "", Some("bundle.json")),
            ("./data/ours.json?v=2", "/repo", Some("data/ours.json")),
            ("/repo/data/ours.json", "/repo/", Some("data/ours.json")),
            ("https://example.org/repo/b.json", "/repo", Some("b.json")),
            ("/data/ours.json", "/repo", None),
            ("/repository/b.json", "/repo", None),
            ("../b.json", "/repo", None),
            ("data//b.json", "", None),
            ("https://example.org.evil.example/b.json", "", None),
            ("https://data.example/b.json", "", None),
        ] {
            assert_eq!(file(text, at, base).as_deref(), below, "{text} {base}");
        }
        assert_eq!(file("https://example.org/b.json", "", "/"), None, "an origin that is not known");
        assert_eq!(file("b.json", "", "/").as_deref(), Some("b.json"));
    }

    #[test]
    fn the_origin_is_what_a_policy_must_allow() {
        let origin = |text: &str| Address::parse(text).unwrap().origin().map(str::to_owned);
        assert_eq!(origin("https://example.org:8443/a/b"), Some("https://example.org:8443".to_owned()));
        assert_eq!(origin("https://example.org?x"), Some("https://example.org".to_owned()));
        assert_eq!(origin("api/signups"), None);
        assert_eq!(origin("api/x?to=https://example.org"), None);
    }
}
