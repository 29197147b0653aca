//! The site's files, as a good static host would serve them.

use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use tower_http::services::ServeDir;

use challenge_map::publish::NOT_FOUND;
use challenge_map::publish::headers::{ASK_AGAIN, cache};

use super::app::absent;

/// A folder of files.
pub struct Site {
    dist: PathBuf,
    files: ServeDir,
}

/// What a path asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted<'a> {
    /// A file: its last part has an extension.
    File(&'a str),
    /// A page of the site, without slashes at its end; empty for the home page.
    Page(&'a str),
    /// Something that is never served.
    Forbidden,
}

impl Site {
    pub fn new(dist: &Path) -> Self {
        let files = ServeDir::new(dist)
            .append_index_html_on_directories(false) // it redirects, and pages have one address
            .precompressed_br()
            .precompressed_gzip();
        Self { dist: dist.to_owned(), files }
    }

    /// Answers a request for `path`, which begins with a slash.
    pub async fn answer(&self, path: &str, mut request: Request) -> Response {
        let file = match wanted(path) {
            Wanted::File(path) => path.to_owned(),
            Wanted::Page(page) => self.page_file(page).await,
            Wanted::Forbidden => return absent(),
        };
        let is_missing = file.strip_prefix('/') == Some(NOT_FOUND);
        let Ok(uri) = file.parse::<Uri>() else { return absent() };
        *request.uri_mut() = uri;
        match self.files.clone().try_call(request).await {
            Ok(found) if found.status() == StatusCode::NOT_FOUND => absent(),
            Ok(found) => {
                let mut response = found.map(Body::new);
                if is_missing && response.status() == StatusCode::OK {
                    *response.status_mut() = StatusCode::NOT_FOUND;
                }
                let status = response.status();
                describe(&file, status, response.headers_mut());
                response
            }
            Err(error) => {
                eprintln!("challenge-map: can't read {file} in {}: {error}", self.dist.display());
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }

    /// The file of a page: pre-rendered where there is one; else, on a published site, the page
    /// that says so; else the start page. Both find out from the address what to show.
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

fn wanted(path: &str) -> Wanted<'_> {
    let lower = path.to_ascii_lowercase();
    // No file of a site needs an escaped dot, slash, back slash or nul; only tricks do.
    let tricky = ["%2e", "%2f", "%5c", "%00", "\\", "//"].iter().any(|trick| lower.contains(trick));
    if tricky || path.split('/').any(|part| part.starts_with('.')) {
        return Wanted::Forbidden;
    }
    let last = path.rsplit('/').next().unwrap_or_default();
    if last.contains('.') { Wanted::File(path) } else { Wanted::Page(path.trim_end_matches('/')) }
}

/// Adds what the file service leaves out: the charset of text, and how long to keep the file.
fn describe(file: &str, status: StatusCode, headers: &mut HeaderMap) {
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
        assert_eq!(wanted("/"), Wanted::Page(""));
        assert_eq!(wanted("/equity/special-education"), Wanted::Page("/equity/special-education"));
        assert_eq!(wanted("/equity/"), Wanted::Page("/equity"));
        assert_eq!(wanted("/app.js"), Wanted::File("/app.js"));
        assert_eq!(wanted("/v1.2/page"), Wanted::Page("/v1.2/page"));
    }

    #[test]
    fn nothing_outside_the_folder_and_nothing_hidden_is_served() {
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
            assert_eq!(wanted(path), Wanted::Forbidden, "{path}");
        }
    }
}
