//! Addresses of pages: the one place where links are made.
//!
//! leptos' own `<A href="/…">` ignores a base path, so every link takes its address from
//! [`Base::href`]; a site then works at a domain's root and below `/repo/` alike.

use crate::atlas::Atlas;
use crate::challenge::{ChallengeIx, ThemeIx};
use crate::state::query::pairs;

/// The path that the site lives under, without its last slash: "" or "/repo".
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Base(String);

impl Base {
    /// The base of a site at this path or address; only the folders count.
    pub fn of(path: &str) -> Self {
        let path = match path.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
            None => path,
        };
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
        Self(folders.trim_end_matches('/').to_owned())
    }

    /// The path without its last slash.
    pub fn path(&self) -> &str {
        &self.0
    }

    /// The address of a page.
    pub fn href(&self, route: &Route<'_>) -> String {
        format!("{}{}", self.0, route.path())
    }

    /// The page at the path of an address, whether or not such a theme or challenge exists;
    /// none outside the site.
    pub fn route<'a>(&self, path: &'a str) -> Option<Route<'a>> {
        let inside = path.strip_prefix(&self.0)?;
        if inside.is_empty() || inside.starts_with('/') { Route::parse(inside) } else { None }
    }

    /// The address of a file beside the start page.
    pub fn file(&self, name: &str) -> String {
        format!("{}/{name}", self.0)
    }
}

/// A page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route<'a> {
    /// The map.
    Home,
    /// The visualization, with its state as a query (without `?`).
    Explore(&'a str),
    /// The visualization alone, for a frame in another page.
    Embed(&'a str),
    /// Finding words, with them as a query (without `?`).
    Search(&'a str),
    /// What a group plots and plans.
    Discuss,
    /// Purpose, method, data.
    About,
    /// A theme by id.
    Theme(&'a str),
    /// A challenge by its theme's id and its own.
    Challenge(&'a str, &'a str),
}

impl<'a> Route<'a> {
    /// The page of a theme.
    pub fn theme(atlas: &'a Atlas, theme: ThemeIx) -> Self {
        Self::Theme(atlas.theme(theme).id.as_str())
    }

    /// The page of a challenge.
    pub fn challenge(atlas: &'a Atlas, challenge: ChallengeIx) -> Self {
        let row = atlas.challenge(challenge);
        Self::Challenge(atlas.theme(row.theme).id.as_str(), row.id.as_str())
    }

    /// The path under the base, with a slash at the start and none at the end.
    pub fn path(&self) -> String {
        match self {
            Self::Home => "/".to_owned(),
            Self::Explore("") => "/explore".to_owned(),
            Self::Explore(query) => format!("/explore?{query}"),
            Self::Embed("") => "/embed".to_owned(),
            Self::Embed(query) => format!("/embed?{query}"),
            Self::Search("") => "/search".to_owned(),
            Self::Search(query) => format!("/search?{query}"),
            Self::Discuss => "/discuss".to_owned(),
            Self::About => "/about".to_owned(),
            Self::Theme(theme) => format!("/{theme}"),
            Self::Challenge(theme, challenge) => format!("/{theme}/{challenge}"),
        }
    }

    /// The page at a path under the base, whether or not such a theme or challenge exists.
    pub fn parse(path: &'a str) -> Option<Self> {
        let mut parts = path.trim_matches('/').split('/');
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

/// The id of a text of a challenge on its page. `kind` is `idea`, `quote` or `resource`; `at` counts from 0,
/// ids from 1.
pub fn text_id(kind: &str, at: usize) -> String {
    format!("{kind}-{}", at + 1)
}

/// The key of a query that asks for the sign-up dialog over whatever page it is.
const SIGNUP: &str = "signup";

/// Whether a query (without `?`) asks for the sign-up dialog.
pub fn asks_for_signup(query: &str) -> bool {
    query.split('&').any(|part| part == SIGNUP || part.starts_with("signup="))
}

/// The address of a path with a query that asks for the sign-up dialog, or no longer does; all else stays.
pub fn with_signup(path: &str, query: &str, wanted: bool) -> String {
    let others = query.split('&').filter(|part| !part.is_empty() && !asks_for_signup(part));
    let parts: Vec<&str> = others.chain(wanted.then_some(SIGNUP)).collect();
    if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
}

/// The key of what is searched for.
const SEARCHED: &str = "q";

/// The query of a search for what was typed; empty for nothing.
pub fn search_for(typed: &str) -> String {
    let mut query = String::new();
    for byte in typed.trim().bytes() {
        match byte {
            b' ' => query.push('+'),
            b'-' | b'.' | b'_' | b'~' => query.push(byte as char),
            _ if byte.is_ascii_alphanumeric() => query.push(byte as char),
            _ => query.push_str(&format!("%{byte:02X}")),
        }
    }
    if query.is_empty() { query } else { format!("{SEARCHED}={query}") }
}

/// What a query asks to be searched for; empty if it does not.
pub fn searched_for(query: &str) -> String {
    pairs(query).find_map(|(key, value)| (key == SEARCHED).then_some(value)).unwrap_or_default()
}

/// The title of a page as it stands in the browser's tab.
pub fn title(page: &str, site: &str) -> String {
    if page.is_empty() || page == site { site.to_owned() } else { format!("{page} – {site}") }
}

/// The challenge at a theme's and its own id; a challenge under another theme's path is not found.
pub fn find_challenge(atlas: &Atlas, theme: &str, challenge: &str) -> Option<ChallengeIx> {
    let found = atlas.find_challenge(challenge)?;
    (atlas.theme(atlas.challenge(found).theme).id.as_str() == theme).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_dialog_s_key_comes_and_goes_and_leaves_the_rest_alone() {
        assert_eq!(with_signup("/explore", "view=gap", true), "/explore?view=gap&signup");
        assert_eq!(with_signup("/explore", "view=gap&signup", false), "/explore?view=gap");
        assert_eq!(with_signup("/equity", "signup=1&signup", false), "/equity");
        assert!(asks_for_signup("a=b&signup") && !asks_for_signup("signups=1"));
    }

    #[test]
    fn the_base_is_the_folder_the_site_lives_in() {
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
        fn what_is_searched_for_comes_back_from_the_address(typed in ".*") {
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
