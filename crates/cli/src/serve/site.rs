//! Static files of the site.

use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use publish::NOT_FOUND;
use publish::headers::{ASK_AGAIN, cache};
use tower_http::services::ServeDir;

use super::app::not_found;
use crate::output::errln;

mod conditions;
mod file;

use conditions::Conditions;

/// Folder of the built site.
pub struct Site {
    dist: PathBuf,
    files: ServeDir,
}

/// Resource that a path names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Resource<'a> {
    /// File: its last part has an extension.
    File(&'a str),
    /// Page of the site, without slashes at its end; empty for the home page.
    Page(&'a str),
    /// Path that is never served.
    Forbidden,
}

impl Site {
    /// Returns the site in a folder.
    pub fn new(dist: &Path) -> Self {
        let files = ServeDir::new(dist)
            .append_index_html_on_directories(false) // it redirects, and pages have one address
            .precompressed_br()
            .precompressed_gzip();
        Self { dist: dist.to_owned(), files }
    }

    /// Returns the response to a request for `path`, which begins with a slash.
    pub async fn answer(&self, path: &str, mut request: Request) -> Response {
        let file = match resource(path) {
            Resource::File(path) => path.to_owned(),
            Resource::Page(page) => self.page_file(page).await,
            Resource::Forbidden => return not_found(),
        };
        let Some(tag) = self.tag(&file).await else { return not_found() };
        let Ok(uri) = file.parse::<Uri>() else { return not_found() };
        *request.uri_mut() = uri;
        let conditions = Conditions::take(request.headers_mut());
        match self.files.clone().try_call(request).await {
            Ok(found) if found.status() == StatusCode::NOT_FOUND => not_found(),
            Ok(found) if is_not_found_page(&file) => {
                let mut response = found.map(Body::new);
                if response.status() == StatusCode::OK {
                    *response.status_mut() = StatusCode::NOT_FOUND;
                }
                add_headers(&file, response.status(), response.headers_mut());
                response
            }
            Ok(found) => {
                let mut response = found.map(Body::new);
                add_headers(&file, response.status(), response.headers_mut());
                conditions.judge(response, tag)
            }
            Err(error) => {
                errln!("challenge-map: can't read {file} in {}: {error}", self.dist.display());
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }

    /// Returns the tag of a file; none if it must not be served, or is not there.
    async fn tag(&self, file: &str) -> Option<HeaderValue> {
        let name = percent_decode_str(file).decode_utf8().ok()?.into_owned();
        let dist = self.dist.clone();
        tokio::task::spawn_blocking(move || file::tag(&dist, &name)).await.ok()?.ok()
    }

    /// Returns the file of a page: its own if it was pre-rendered; otherwise `404.html` of a published site, or
    /// else the start page. Both show what the address asks for.
    async fn page_file(&self, page: &str) -> String {
        if !page.is_empty() {
            for candidate in [format!("{page}/index.html"), format!("{page}.html"), format!("/{NOT_FOUND}")] {
                let path = self.dist.join(candidate.trim_start_matches('/'));
                if tokio::fs::metadata(path).await.is_ok_and(|found| found.is_file()) {
                    return candidate;
                }
            }
        }
        "/index.html".to_owned()
    }
}

fn is_not_found_page(file: &str) -> bool {
    file.strip_prefix('/') == Some(NOT_FOUND)
}

fn resource(path: &str) -> Resource<'_> {
    let lower = path.to_ascii_lowercase();
    // No file of a site needs an escaped dot, slash, back slash or nul; only tricks do.
    let tricky = ["%2e", "%2f", "%5c", "%00", "\\", "//"].iter().any(|trick| lower.contains(trick));
    if tricky || path.split('/').any(|part| part.starts_with('.')) {
        return Resource::Forbidden;
    }
    let last = path.rsplit('/').next().unwrap_or_default();
    if last.contains('.') { Resource::File(path) } else { Resource::Page(path.trim_end_matches('/')) }
}

/// Adds the headers that the file service does not set: charset and caching.
fn add_headers(file: &str, status: StatusCode, headers: &mut HeaderMap) {
    let bare_text = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .filter(|kind| kind.starts_with("text/") && !kind.contains(';'));
    if let Some(Ok(kind)) = bare_text.map(|kind| HeaderValue::from_str(&format!("{kind}; charset=utf-8"))) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    // An error must not be kept for a year, under whatever name it was asked for.
    let cache = if status == StatusCode::OK { cache(file) } else { ASK_AGAIN };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_an_extension_and_pages_have_none() {
        assert_eq!(resource("/"), Resource::Page(""));
        assert_eq!(resource("/equity/special-education"), Resource::Page("/equity/special-education"));
        assert_eq!(resource("/equity/"), Resource::Page("/equity"));
        assert_eq!(resource("/app.js"), Resource::File("/app.js"));
        assert_eq!(resource("/v1.2/page"), Resource::Page("/v1.2/page"));
    }

    #[test]
    fn outside_and_hidden_files_are_not_served() {
        for path in [
            "/../Cargo.toml",
            "/a/../../x",
            "/.git/config",
            "/.env",
            "/a/.hidden.js",
            "/%2e%2e/x",
            "/%2E%2E%2Fx.js",
            "/..%5cx.js",
            "/\\x.js",
            "/a%00.js",
            "//etc/passwd",
        ] {
            assert_eq!(resource(path), Resource::Forbidden, "{path}");
        }
    }
}
