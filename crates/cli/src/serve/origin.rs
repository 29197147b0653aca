//! Origins of the pages that may send sign-ups.

use axum::http::{HeaderMap, HeaderValue, header};
use signup::config::Address;

/// Origins that sign-ups are accepted from, beside the site's own.
pub struct AllowedOrigins {
    listed: Vec<String>,
    any_loopback: bool,
}

/// Origin of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestOrigin {
    /// Page of this site, or no page at all: programs send no `Origin`.
    SameOrigin,
    /// Page of another origin that is allowed; the response must name it.
    Allowed(HeaderValue),
    /// Page of any other origin.
    Foreign,
}

impl AllowedOrigins {
    /// Returns the origins in `listed`, each from [`parse`], and with `any_loopback` all on this machine.
    pub fn new(listed: &[String], any_loopback: bool) -> Self {
        Self { listed: listed.to_vec(), any_loopback }
    }

    /// Returns the origin of a request, from its headers `Origin` and `Host`.
    pub fn classify(&self, headers: &HeaderMap) -> RequestOrigin {
        let Some(origin) = headers.get(header::ORIGIN) else { return RequestOrigin::SameOrigin };
        let Ok(text) = origin.to_str() else { return RequestOrigin::Foreign };
        let loopback = || Address::parse(text).is_ok_and(|address| address.is_loopback());
        if self.listed.iter().any(|listed| listed.eq_ignore_ascii_case(text))
            || (self.any_loopback && loopback())
        {
            return RequestOrigin::Allowed(origin.clone());
        }
        // The scheme is not compared: behind a proxy that ends TLS it differs.
        let asked = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let own =
            text.split_once("://").zip(asked).is_some_and(|((_, from), to)| from.eq_ignore_ascii_case(to));
        if own { RequestOrigin::SameOrigin } else { RequestOrigin::Foreign }
    }
}

/// Parses an origin: scheme, host and port. A slash after them is dropped.
///
/// # Errors
///
/// Returns the message for a text that is not an origin.
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
    fn a_page_may_send_to_its_own_host() {
        let origins = AllowedOrigins::new(&[], false);
        for (origin, host, own) in [
            ("http://127.0.0.1:8080", "127.0.0.1:8080", true),
            ("https://map.example", "Map.example", true),
            ("http://127.0.0.1:8081", "127.0.0.1:8080", false),
            ("https://evil.example", "map.example", false),
            ("https://map.example.evil.example", "map.example", false),
            ("null", "map.example", false),
        ] {
            let wanted = if own { RequestOrigin::SameOrigin } else { RequestOrigin::Foreign };
            assert_eq!(origins.classify(&headers(origin, host)), wanted, "{origin}");
        }
        assert_eq!(origins.classify(&HeaderMap::new()), RequestOrigin::SameOrigin);
    }

    #[test]
    fn other_origins_must_be_listed() {
        let origins = AllowedOrigins::new(&[parse("https://map.example/").unwrap()], false);
        let listed =
            |origin| matches!(origins.classify(&headers(origin, "api.example")), RequestOrigin::Allowed(_));
        assert!(listed("https://map.example"));
        assert!(!listed("http://127.0.0.1:8080"));
        let origins = AllowedOrigins::new(&[], true);
        let listed = |origin| {
            matches!(origins.classify(&headers(origin, "127.0.0.1:8081")), RequestOrigin::Allowed(_))
        };
        assert!(listed("http://127.0.0.1:8080"));
        assert!(listed("http://localhost:8080"));
        assert!(!listed("http://127.0.0.1.evil.example"));
        for bad in ["*", "null", "map.example", "https://map.example/page", "http://map.example"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
