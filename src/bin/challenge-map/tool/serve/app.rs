//! Who answers a request, and what every answer carries.

use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use challenge_map::config::Config;
use challenge_map::publish::headers::{self, Kind};
use challenge_map::publish::policy::Origins;

use super::api::Api;
use super::site::Site;

/// The path a site lies below; begins and ends with a slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base(String);

impl Base {
    /// What follows the base in `path`, with a slash before it.
    fn strip<'a>(&self, path: &'a str) -> Option<&'a str> {
        path.strip_prefix(self.0.trim_end_matches('/')).filter(|rest| rest.starts_with('/'))
    }

    /// Whether `path` is the base but for its last slash.
    fn lacks_slash(&self, path: &str) -> bool {
        self.0.strip_suffix('/') == Some(path)
    }
}

impl FromStr for Base {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let inner = text.trim_matches('/');
        let plain = |part: &str| {
            !part.is_empty()
                && !part.starts_with('.')
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b))
        };
        match inner {
            "" => Ok(Self("/".to_owned())),
            _ if inner.split('/').all(plain) => Ok(Self(format!("/{inner}/"))),
            _ => Err("a base is a path like /repo/, of letters, digits and -._~".to_owned()),
        }
    }
}

impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Everything that answers.
pub struct App {
    base: Base,
    /// None when only sign-ups are received.
    site: Option<Site>,
    api: Api,
    origins: Origins,
    /// Where the data lies below the base, if it is there.
    bundle: Option<String>,
}

impl App {
    /// Answers with the site, if there is one, and takes its sign-ups.
    pub fn new(base: Base, site: Option<Site>, api: Api, config: &Config) -> Self {
        let bundle = config.bundle.file_below("", &base.0);
        Self { base, site, api, origins: Origins::of(config), bundle }
    }

    async fn route(&self, client: SocketAddr, request: Request) -> Response {
        let path = request.uri().path();
        if self.base.lacks_slash(path) {
            return (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, self.base.to_string())])
                .into_response();
        }
        let Some(rest) = self.base.strip(path).map(str::to_owned) else { return absent() };
        if rest == "/api/signups" {
            return self.api.answer(client.ip(), request).await;
        }
        match &self.site {
            // An address of the receiver must never be answered by a page of the site.
            Some(site) if rest != "/api" && !rest.starts_with("/api/") => site.answer(&rest, request).await,
            _ => absent(),
        }
    }
}

/// Answers any request.
pub async fn answer(
    State(app): State<Arc<App>>,
    ConnectInfo(client): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let path = app.base.strip(request.uri().path());
    let kind = path.map_or(Kind::Own, |rest| Kind::of(rest.trim_start_matches('/'), app.bundle.as_deref()));
    // Said by the proxy that ends TLS, if there is one: browsers heed it only over TLS.
    let encrypted = request.headers().get("x-forwarded-proto").is_some_and(|scheme| scheme == "https");
    let mut response = app.route(client, request).await;
    secure(response.headers_mut(), headers::security(&app.origins, kind, encrypted));
    response
}

/// There is nothing at this address.
pub fn absent() -> Response {
    (StatusCode::NOT_FOUND, Body::from("404: there is nothing at this address\n")).into_text()
}

trait IntoText {
    fn into_text(self) -> Response;
}

impl IntoText for (StatusCode, Body) {
    fn into_text(self) -> Response {
        let (status, body) = self;
        let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
        (status, kind, body).into_response()
    }
}

/// Headers that keep a page from running, framing or telling what it should not. What an answer says of
/// other origins by itself stays.
fn secure(headers: &mut HeaderMap, wanted: Vec<(&'static str, String)>) {
    for (name, value) in wanted {
        // Origins are checked addresses, so a value always fits.
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.entry(name).or_insert(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_begins_and_ends_with_a_slash() {
        for (given, base) in [("/", "/"), ("", "/"), ("repo", "/repo/"), ("/a/b-c", "/a/b-c/")] {
            assert_eq!(given.parse::<Base>().unwrap().to_string(), base);
        }
        for bad in ["/a//b/", "/../", "/a b/", "/a?b/", "http://x/"] {
            assert!(bad.parse::<Base>().is_err(), "{bad}");
        }
    }

    #[test]
    fn only_what_lies_below_the_base_is_ours() {
        let base: Base = "/repo/".parse().unwrap();
        assert_eq!(base.strip("/repo/a"), Some("/a"));
        assert_eq!(base.strip("/repo/"), Some("/"));
        assert_eq!([base.strip("/repo"), base.strip("/repository/"), base.strip("/")], [None; 3]);
        assert!(base.lacks_slash("/repo"));
        let root: Base = "/".parse().unwrap();
        assert_eq!(root.strip("/a"), Some("/a"));
        assert!(!root.lacks_slash("/"));
    }
}
