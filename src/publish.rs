//! A built site made ready for a host: every page as HTML, what hosts need to know, what works offline.
//!
//! Files in, files out: [`Files`] holds a whole site by path. The tool reads the built program, the
//! bundle and the settings from disk, hands them over as a [`Plan`], and writes what comes back.
//!
//! Invariant: no I/O, no clock. The same plan and program make the same bytes.

pub mod card;
pub mod compress;
pub mod feed;
pub mod headers;
pub mod hosts;
pub mod lean;
pub mod meta;
pub mod offline;
pub mod page;
pub mod picture;
pub mod policy;
pub mod record;
#[cfg(test)]
mod sample;
pub mod seal;
mod tags;
pub mod template;

use std::collections::{BTreeMap, btree_map};
use std::fmt;
use std::sync::Arc;

use crate::atlas::Atlas;
use crate::config::Config;
use crate::language::Language;
use crate::route::Base;
use crate::translation;

/// What hosts show, with status 404, for an address that nothing is at. It starts the program, which knows
/// pages that a newer bundle brought.
pub const NOT_FOUND: &str = "404.html";

/// What is published, where, and for whom.
pub struct Plan {
    /// The data set.
    pub atlas: Arc<Atlas>,
    /// The site's settings.
    pub config: Config,
    /// The path that the site lies below.
    pub base: Base,
    /// The origin that visitors reach it at, `https://example.org`, without a slash at its end.
    pub origin: String,
    /// Who serves it.
    pub host: Host,
}

impl Plan {
    /// The whole address of a path that begins with the site's base.
    pub fn absolute(&self, href: &str) -> String {
        format!("{}{href}", self.origin)
    }

    /// What pages are published in: the bundle's language, if the program speaks it.
    pub fn language(&self) -> Language {
        Language::choose([self.atlas.site().language.as_str()])
    }

    /// Where the bundle lies, by path below the base; none on another host, or outside of the site.
    pub fn bundle_file(&self) -> Option<String> {
        self.config.bundle.file_below(&self.origin, self.base.path())
    }

    /// Where the translations lie that the bundle names, by path below the base.
    pub fn translation_files(&self) -> Vec<String> {
        let file = |bundle: &String| {
            let languages = self.atlas.site().translations.iter();
            languages.map(|language| translation::file_name(bundle, language)).collect()
        };
        self.bundle_file().as_ref().map(file).unwrap_or_default()
    }

    /// What may be swapped on the host without publishing anew: settings, bundle and translations, by path below the base, if the
    /// site's own host has them.
    pub fn swapped(&self) -> Vec<String> {
        let data = self.bundle_file().into_iter().chain(self.translation_files());
        std::iter::once("config.json".to_owned()).chain(data).collect()
    }

    /// Whether visitors reach the site through TLS.
    pub fn is_encrypted(&self) -> bool {
        self.origin.starts_with("https://")
    }
}

/// A kind of host: each has its own way to be told of headers, redirects and missing pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// GitHub Pages: no headers, `404.html`.
    Github,
    /// Netlify: `_headers`, `_redirects`.
    Netlify,
    /// Cloudflare Pages: `_headers`; a `404.html` turns its fallback off.
    Cloudflare,
    /// S3 behind `CloudFront`: a policy of response headers and error pages, as JSON for its tools.
    S3,
    /// nginx: a configuration to include.
    Nginx,
    /// Caddy: a configuration to import.
    Caddy,
    /// `challenge-map serve`: headers of its own.
    Serve,
}

impl Host {
    /// All, in the order of the help.
    pub const ALL: [Self; 7] =
        [Self::Github, Self::Netlify, Self::Cloudflare, Self::S3, Self::Nginx, Self::Caddy, Self::Serve];

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Github => "github",
            Self::Netlify => "netlify",
            Self::Cloudflare => "cloudflare",
            Self::S3 => "s3",
            Self::Nginx => "nginx",
            Self::Caddy => "caddy",
            Self::Serve => "serve",
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The files of a site by their path below its base: `equity/index.html`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// Adds a file, or puts it in the place of one with that path.
    pub fn put(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.insert(path.into(), bytes.into());
    }

    /// Takes a file away.
    pub fn take(&mut self, path: &str) -> Option<Vec<u8>> {
        self.0.remove(path)
    }

    /// All files, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}

impl IntoIterator for Files {
    type Item = (String, Vec<u8>);
    type IntoIter = btree_map::IntoIter<String, Vec<u8>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// A text as it stands in HTML and XML, between tags or in quotes. Characters that XML has no way
/// to write are left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(letter),
            _ if letter.is_control() || matches!(letter, '\u{FFFE}' | '\u{FFFF}') => {}
            _ => out.push(letter),
        }
    }
    out
}
