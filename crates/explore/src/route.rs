//! Routes of pages: the only place where links are made.
//!
//! leptos' own `<A href="/…">` ignores a base path, so every link takes its URL from [`Base::href`]. A site
//! then works at a domain's root and below `/repo/` alike.

use std::str::FromStr;

use data::challenge::{ChallengeIx, ThemeIx};
use data::dataset::Dataset;
use form_urlencoded::byte_serialize;

use crate::view_state::ViewState;
use crate::view_state::query::pairs;

/// Base path of the site, without its trailing slash: "" or "/repo".
///
/// ```
/// use explore::route::{Base, Route};
///
/// let base = Base::of("https://example.org/repo/index.html");
/// assert_eq!(base.path(), "/repo");
/// assert_eq!(base.href(&Route::About), "/repo/about");
/// assert_eq!(base.route("/repo/about"), Some(Route::About));
/// assert_eq!(base.file("bundle.json"), "/repo/bundle.json");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Base(String);

impl Base {
    /// Returns the base path of a start page at this path or URL. Only folders count: a file name, query and
    /// fragment are dropped.
    pub fn of(path: &str) -> Self {
        let path = match path.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
            None => path,
        };
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
        Self(folders.trim_end_matches('/').to_owned())
    }

    /// Returns the part of a path after the base path, with a slash before it; `None` outside of the site.
    pub fn below<'a>(&self, path: &'a str) -> Option<&'a str> {
        path.strip_prefix(&self.0).filter(|rest| rest.starts_with('/'))
    }

    /// Returns whether a path is that of the start page, but for its trailing slash.
    pub fn lacks_slash(&self, path: &str) -> bool {
        !self.0.is_empty() && path == self.0
    }

    /// Returns the path without its trailing slash.
    pub fn path(&self) -> &str {
        &self.0
    }

    /// Returns the path of a page below the base path, with its query.
    pub fn href(&self, route: &Route<'_>) -> String {
        format!("{}{}", self.0, route.path())
    }

    /// Returns the address of a challenge's page that keeps the audience and the wave of a state.
    pub fn filtered_href(&self, dataset: &Dataset, challenge: ChallengeIx, state: &ViewState) -> String {
        with_query(&self.href(&Route::challenge(dataset, challenge)), &state.filter_query(dataset))
    }

    /// Returns the route of a URL's path, whether or not such a theme or challenge exists; `None` outside of
    /// the site.
    pub fn route<'a>(&self, path: &'a str) -> Option<Route<'a>> {
        let inside = path.strip_prefix(&self.0)?;
        if inside.is_empty() || inside.starts_with('/') { Route::parse(inside) } else { None }
    }

    /// Returns the path of a file beside the start page.
    pub fn file(&self, name: &str) -> String {
        format!("{}/{name}", self.0)
    }
}

/// Error of a base path that is no plain path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a base is a path like /repo/, of letters, digits and -._~")]
pub struct BaseError;

impl FromStr for Base {
    type Err = BaseError;

    /// Reads a path as publishers write it: "/", "repo" or "/a/b-c/".
    fn from_str(text: &str) -> Result<Self, BaseError> {
        let inner = text.trim_matches('/');
        let is_plain = |folder: &str| {
            !folder.is_empty()
                && !folder.starts_with('.')
                && folder.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b))
        };
        match inner {
            "" => Ok(Self::default()),
            _ if inner.split('/').all(is_plain) => Ok(Self(format!("/{inner}"))),
            _ => Err(BaseError),
        }
    }
}

/// A page of the site.
///
/// ```
/// use explore::route::Route;
///
/// let dataset = data::sample::dataset();
/// let challenge = dataset.find_challenge("math").unwrap();
/// let route = Route::challenge(&dataset, challenge);
/// assert_eq!(route.path(), "/learning/math");
/// assert_eq!(Route::parse("/learning/math"), Some(route));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route<'a> {
    /// The home page with the map.
    Home,
    /// The chart page, with its state as a query (without `?`).
    Explore(&'a str),
    /// The chart alone for an `<iframe>` in another site, with its state as a query (without `?`).
    Embed(&'a str),
    /// The search page, with the search as a query (without `?`).
    Search(&'a str),
    /// The page for group discussions.
    Discuss,
    /// The about page.
    About,
    /// The page of a theme, by its id.
    Theme(&'a str),
    /// The page of a challenge, by its theme's id and its own.
    Challenge(&'a str, &'a str),
}

impl<'a> Route<'a> {
    /// Returns the route of a theme.
    pub fn theme(dataset: &'a Dataset, theme: ThemeIx) -> Self {
        Self::Theme(dataset.theme(theme).id.as_str())
    }

    /// Returns the route of a challenge.
    pub fn challenge(dataset: &'a Dataset, challenge: ChallengeIx) -> Self {
        let row = dataset.challenge(challenge);
        Self::Challenge(dataset.theme(row.theme).id.as_str(), row.id.as_str())
    }

    /// Returns the path below the base path, with a leading and no trailing slash, and the query.
    pub fn path(&self) -> String {
        match self {
            Self::Home => "/".to_owned(),
            Self::Explore(query) => with_query("/explore", query),
            Self::Embed(query) => with_query("/embed", query),
            Self::Search(query) => with_query("/search", query),
            Self::Discuss => "/discuss".to_owned(),
            Self::About => "/about".to_owned(),
            Self::Theme(theme) => format!("/{theme}"),
            Self::Challenge(theme, challenge) => format!("/{theme}/{challenge}"),
        }
    }

    /// Returns the route of a path below the base path, whether or not such a theme or challenge exists;
    /// `None` if the path has more than two parts. A query is not parsed. Hosts also answer to the names of the files
    /// that were published: `/index.html`, `/about.html`, `/about/index.html`.
    pub fn parse(path: &'a str) -> Option<Self> {
        let mut parts = without_file_name(path.trim_matches('/')).split('/');
        let route = match (parts.next().unwrap_or_default(), parts.next()) {
            ("", None) => Self::Home,
            ("explore", None) => Self::Explore(""),
            ("embed", None) => Self::Embed(""),
            ("search", None) => Self::Search(""),
            ("discuss", None) => Self::Discuss,
            ("about", None) => Self::About,
            (theme, None) => Self::Theme(theme),
            (theme, Some(challenge)) => Self::Challenge(theme, challenge),
        };
        parts.next().is_none().then_some(route)
    }
}

/// Returns the path of the page that a published file holds; other paths as they are.
fn without_file_name(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((folders, "index.html")) => folders,
        None if path == "index.html" => "",
        _ => path.strip_suffix(".html").unwrap_or(path),
    }
}

/// Returns a path with a query, which is without `?` and may be empty.
pub fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// Returns the element id of a text on the page of its challenge: `idea-1`. `kind` is `idea`, `quote` or
/// `resource`; `at` counts from 0, ids from 1.
pub fn text_id(kind: &str, at: usize) -> String {
    format!("{kind}-{}", at + 1)
}

/// Query key that opens the sign-up dialog on any page.
const SIGNUP_KEY: &str = "signup";

/// Returns whether a query (without `?`) opens the sign-up dialog.
pub fn asks_for_signup(query: &str) -> bool {
    query.split('&').any(is_signup)
}

/// Returns whether a part of a query is the key of the sign-up dialog. In an address that was copied out of HTML, `&`
/// may be `&amp;`.
fn is_signup(part: &str) -> bool {
    part.strip_prefix("amp;").unwrap_or(part).split('=').next() == Some(SIGNUP_KEY)
}

/// Returns `path` with `query`, in which the key of the sign-up dialog is set (`wanted`) or removed.
pub fn with_signup(path: &str, query: &str, wanted: bool) -> String {
    let others = query.split('&').filter(|part| !part.is_empty() && !is_signup(part));
    let parts: Vec<&str> = others.chain(wanted.then_some(SIGNUP_KEY)).collect();
    with_query(path, &parts.join("&"))
}

/// Query key of the searched words.
const SEARCH_KEY: &str = "q";

/// Returns the query (without `?`) of a search, percent-encoded; empty if nothing was typed.
pub fn search_for(typed: &str) -> String {
    let query: String = byte_serialize(typed.trim().as_bytes()).collect();
    if query.is_empty() { query } else { format!("{SEARCH_KEY}={query}") }
}

/// Returns the searched words of a query; empty if it has none.
pub fn searched_for(query: &str) -> String {
    pairs(query).find_map(|(key, value)| (key == SEARCH_KEY).then_some(value)).unwrap_or_default()
}

/// Returns the document title of a page: "page – site".
pub fn title(page: &str, site: &str) -> String {
    if page.is_empty() || page == site { site.to_owned() } else { format!("{page} – {site}") }
}

/// Returns the challenge with this id; `None` if it belongs to another theme.
pub fn find_challenge(dataset: &Dataset, theme: &str, challenge: &str) -> Option<ChallengeIx> {
    let found = dataset.find_challenge(challenge)?;
    (dataset.theme(dataset.challenge(found).theme).id.as_str() == theme).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn base_paths_are_read_as_publishers_write_them() {
        for (given, start) in [("/", "/"), ("", "/"), ("repo", "/repo/"), ("/a/b-c", "/a/b-c/")] {
            assert_eq!(given.parse::<Base>().unwrap().file(""), start);
        }
        for bad in ["/a//b/", "/../", "/a b/", "/a?b/", "http://x/"] {
            assert_eq!(bad.parse::<Base>(), Err(BaseError), "{bad}");
        }
    }

    #[test]
    fn only_paths_below_the_base_are_inside() {
        let base: Base = "/repo/".parse().unwrap();
        assert_eq!(base.below("/repo/a"), Some("/a"));
        assert_eq!(base.below("/repo/"), Some("/"));
        assert_eq!([base.below("/repo"), base.below("/repository/"), base.below("/")], [None; 3]);
        assert!(base.lacks_slash("/repo"));
        let root: Base = "/".parse().unwrap();
        assert_eq!(root.below("/a"), Some("/a"));
        assert!(!root.lacks_slash("/"));
    }

    #[test]
    fn the_signup_key_is_set_and_removed_alone() {
        assert_eq!(with_signup("/explore", "view=gap", true), "/explore?view=gap&signup");
        assert_eq!(with_signup("/explore", "view=gap&signup", false), "/explore?view=gap");
        assert_eq!(with_signup("/equity", "signup=1&signup", false), "/equity");
        assert!(asks_for_signup("a=b&signup") && !asks_for_signup("signups=1"));
        assert!(!asks_for_signup("a=signup") && !asks_for_signup(""));
    }

    #[test]
    fn the_signup_key_of_an_address_copied_out_of_html() {
        for query in ["view=gap&amp;signup", "view=gap&amp;signup=", "amp;signup&view=gap"] {
            assert!(asks_for_signup(query), "{query}");
            assert_eq!(with_signup("/explore", query, false), "/explore?view=gap", "{query}");
        }
        assert!(!asks_for_signup("view=gap&amp;signups"));
    }

    #[test]
    fn names_of_published_files_are_pages() {
        for (path, page) in [
            ("/index.html", Route::Home),
            ("/about.html", Route::About),
            ("/about/index.html", Route::About),
            ("/equity/bias.html", Route::Challenge("equity", "bias")),
            ("/equity/bias/index.html", Route::Challenge("equity", "bias")),
            ("/my-index.html", Route::Theme("my-index")),
        ] {
            assert_eq!(Route::parse(path), Some(page), "{path}");
        }
        assert_eq!(Base::of("/repo/").route("/repo/index.html"), Some(Route::Home));
    }

    #[test]
    fn the_base_is_the_folder_of_the_site() {
        for (from, base) in [
            ("/", ""),
            ("", ""),
            ("/repo/", "/repo"),
            ("/a/b/", "/a/b"),
            ("/repo/index.html", "/repo"),
            ("https://example.org/repo/?x=/y/", "/repo"),
            ("https://example.org", ""),
            ("http://127.0.0.1:8080/", ""),
        ] {
            assert_eq!(Base::of(from).path(), base, "{from}");
        }
        assert_eq!(Base::of("/repo/").href(&Route::Theme("equity")), "/repo/equity");
        assert_eq!(Base::of("/repo/").href(&Route::Home), "/repo/");
        assert_eq!(Base::of("/").file("bundle.json"), "/bundle.json");
        assert_eq!(Base::of("/repo/").route("/repo/equity"), Some(Route::Theme("equity")));
        assert_eq!(Base::of("/repo/").route("/repo"), Some(Route::Home));
        assert_eq!(Base::of("/").route("/about/"), Some(Route::About));
        for elsewhere in ["/", "/other", "/repository"] {
            assert_eq!(Base::of("/repo/").route(elsewhere), None, "{elsewhere}");
        }
    }

    proptest! {
        #[test]
        fn a_search_is_read_back_from_its_query(typed in ".*") {
            let query = search_for(&typed);
            prop_assert!(query.bytes().all(|byte| byte.is_ascii_graphic() && !b"&#?\"<>".contains(&byte)));
            prop_assert_eq!(searched_for(&query), typed.trim());
            prop_assert_eq!(searched_for(&format!("?signup&{query}&x=1")), typed.trim());
        }

        #[test]
        fn parse_undoes_path(theme in "[a-z]{1,9}(-[a-z0-9]{1,9}){0,2}", challenge in "[a-z0-9]{1,9}") {
            prop_assume!(!["explore", "embed", "search", "discuss", "about"].contains(&theme.as_str()));
            for route in [Route::Home, Route::Explore(""), Route::Search(""), Route::Discuss, Route::About, Route::Theme(&theme), Route::Challenge(&theme, &challenge)] {
                let path = route.path();
                prop_assert_eq!(Route::parse(&path), Some(route));
            }
        }
    }

    #[test]
    fn a_path_too_deep_is_no_page() {
        assert_eq!(Route::parse("/a/b/c"), None);
        assert_eq!(Route::parse("/equity/"), Some(Route::Theme("equity")));
    }
}
