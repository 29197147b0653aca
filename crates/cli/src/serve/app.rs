//! Routes of the server, and the headers of every response.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use explore::route::Base;
use publish::headers;
use publish::headers::Kind;
use publish::policy::Sources;
use signup::config::Config;

use super::api::Api;
use super::site::Site;

/// State of the server.
pub struct App {
    base: Base,
    /// None if the server only receives sign-ups.
    site: Option<Site>,
    api: Api,
    sources: Sources,
    /// Path of the bundle below the base, if it is there.
    bundle: Option<String>,
}

impl App {
    /// Returns the state of a server for a site, if there is one, and its sign-ups. `sources` is what its pages may use.
    pub fn new(base: Base, site: Option<Site>, api: Api, config: &Config, sources: Sources) -> Self {
        let bundle = config.bundle.file_below("", &base.file(""));
        Self { base, site, api, sources, bundle }
    }

    async fn route(&self, client: SocketAddr, request: Request) -> Response {
        let path = request.uri().path();
        if self.base.lacks_slash(path) {
            return (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, self.base.file(""))])
                .into_response();
        }
        let Some(rest) = self.base.below(path).map(str::to_owned) else { return not_found() };
        if rest == "/api/signups" {
            return self.api.answer(client.ip(), request).await;
        }
        match &self.site {
            // An address of the receiver must never be answered by a page of the site.
            Some(site) if rest != "/api" && !rest.starts_with("/api/") => site.answer(&rest, request).await,
            _ => not_found(),
        }
    }
}

/// Returns the response to any request.
pub async fn answer(
    State(app): State<Arc<App>>,
    ConnectInfo(client): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let path = app.base.below(request.uri().path());
    let kind = path.map_or(Kind::Own, |rest| Kind::of(rest.trim_start_matches('/'), app.bundle.as_deref()));
    // Said by the proxy that ends TLS, if there is one: browsers heed it only over TLS.
    let encrypted = request.headers().get("x-forwarded-proto").is_some_and(|scheme| scheme == "https");
    let mut response = app.route(client, request).await;
    add_security_headers(response.headers_mut(), headers::security(&app.sources, kind, encrypted));
    response
}

/// Returns the response to an unknown address.
pub fn not_found() -> Response {
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

/// Adds security headers. Headers that the response has already stay.
fn add_security_headers(headers: &mut HeaderMap, wanted: Vec<(&'static str, String)>) {
    for (name, value) in wanted {
        // Origins are checked addresses, so a value always fits.
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.entry(name).or_insert(value);
        }
    }
}
