//! Which pages may send sign-ups.

use axum::http::{HeaderMap, HeaderValue, header};
use challenge_map::config::Address;

/// The origins that sign-ups are taken from, beside the site's own.
pub struct Senders {
    listed: Vec<String>,
    any_loopback: bool,
}

/// Where a request comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sender {
    /// A page of this site, or no page at all: programs send no `Origin`.
    Own,
    /// A page of another origin that was allowed; the browser wants to read that.
    Listed(HeaderValue),
    /// A page that has no business here.
    Foreign,
}

impl Senders {
    /// `listed` as [`parse`] makes them.
    pub fn new(listed: &[String], any_loopback: bool) -> Self {
        Self { listed: listed.to_vec(), any_loopback }
    }

    /// Judges a request by its `Origin` and `Host`.
    pub fn judge(&self, headers: &HeaderMap) -> Sender {
        let Some(origin) = headers.get(header::ORIGIN) else { return Sender::Own };
        let Ok(text) = origin.to_str() else { return Sender::Foreign };
        let loopback = || Address::parse(text).is_ok_and(|address| address.is_loopback());
        if self.listed.iter().any(|listed| listed.eq_ignore_ascii_case(text))
            || (self.any_loopback && loopback())
        {
            return Sender::Listed(origin.clone());
        }
        // The scheme is not compared: behind a proxy that ends TLS it differs.
        let asked = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let own =
            text.split_once("://").zip(asked).is_some_and(|((_, from), to)| from.eq_ignore_ascii_case(to));
        if own { Sender::Own } else { Sender::Foreign }
    }
}

/// Reads an origin as browsers write it: scheme, host, port, nothing behind.
pub fn parse(text: &str) -> Result<String, String> {
    let origin = text.strip_suffix('/').unwrap_or(text);
    let address = Address::parse(origin).map_err(|error| error.to_string())?;
    match address.origin() {
        Some(whole) if whole == origin => Ok(origin.to_owned()),
        _ => Err(format!("`{text}` is not an origin like https://example.org")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(origin: &str, host: &str) -> HeaderMap {
        HeaderMap::from_iter([
            (header::ORIGIN, HeaderValue::from_str(origin).unwrap()),
            (header::HOST, HeaderValue::from_str(host).unwrap()),
        ])
    }

    #[test]
    fn a_page_sends_to_its_own_host_only() {
        let senders = Senders::new(&[], false);
        for (origin, host, own) in [
            ("http://127.0.0.1:8080", "127.0.0.1:8080", true),
            ("https://map.example", "Map.example", true),
            ("http://127.0.0.1:8081", "127.0.0.1:8080", false),
            ("https://evil.example", "map.example", false),
            ("https://map.example.evil.example", "map.example", false),
            ("null", "map.example", false),
        ] {
            let wanted = if own { Sender::Own } else { Sender::Foreign };
            assert_eq!(senders.judge(&headers(origin, host)), wanted, "{origin}");
        }
        assert_eq!(senders.judge(&HeaderMap::new()), Sender::Own);
    }

    #[test]
    fn others_must_be_listed() {
        let senders = Senders::new(&[parse("https://map.example/").unwrap()], false);
        let listed = |origin| matches!(senders.judge(&headers(origin, "api.example")), Sender::Listed(_));
        assert!(listed("https://map.example"));
        assert!(!listed("http://127.0.0.1:8080"));
        let senders = Senders::new(&[], true);
        let listed = |origin| matches!(senders.judge(&headers(origin, "127.0.0.1:8081")), Sender::Listed(_));
        assert!(listed("http://127.0.0.1:8080"));
        assert!(listed("http://localhost:8080"));
        assert!(!listed("http://127.0.0.1.evil.example"));
        for bad in ["*", "null", "map.example", "https://map.example/page", "http://map.example"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
