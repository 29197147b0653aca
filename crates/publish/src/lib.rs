//! A built site made ready for a host: every page as HTML, the host's configuration, offline support.
//!
//! [`Files`] holds a whole site by path. The tool reads the built program, the bundle and the settings from
//! disk, passes them as a [`Plan`], and writes the files that come back.
//!
//! Invariant: no I/O, no clock. The same plan and program make the same bytes.

pub mod og_image;
pub mod compress;
pub mod feed;
pub mod headers;
pub mod hosts;
pub mod meta;
pub mod offline;
pub mod page_style;
pub mod pages;
pub mod render_pages;
pub mod chart_svg;
pub mod policy;
pub mod manifest;
pub mod workers;
#[cfg(test)]
mod sample;
pub mod asset_hash;
mod html;
pub mod template;

use std::collections::{BTreeMap, btree_map};
use std::fmt;
use std::sync::Arc;

use data::dataset::Dataset;
use data::{bundle, translation};
use explore::route::Base;
use messages::language::Language;
use signup::config::Config;

/// The page that hosts send, with status 404, for an unknown address. It starts the program, which knows pages
/// that a newer bundle brought.
pub const NOT_FOUND: &str = "404.html";

/// The input of a publishing: the data, the address and the host.
pub struct Plan {
    /// The dataset, joined to its content file.
    pub dataset: Arc<Dataset>,
    /// The site's settings.
    pub config: Config,
    /// The path of the site on its host.
    pub base: Base,
    /// The origin of the site without a slash at its end: `https://example.org`.
    pub origin: String,
    /// The kind of host.
    pub host: Host,
    /// True if pages have og:images.
    pub has_cards: bool,
}

impl Plan {
    /// Returns the absolute address of a path that begins with the site's base.
    pub fn absolute(&self, href: &str) -> String {
        format!("{}{href}", self.origin)
    }

    /// Returns the language of the pages: the bundle's, or the default if the program does not speak it.
    pub fn language(&self) -> Language {
        Language::choose([self.dataset.site().language.as_str()])
    }

    /// Returns the path of the bundle relative to the base, or `None` if it lies elsewhere.
    pub fn bundle_file(&self) -> Option<String> {
        self.config.bundle.file_below(&self.origin, self.base.path())
    }

    /// Returns the path of the bundle's content file relative to the base, or `None` if there is none or it lies
    /// elsewhere.
    pub fn content_file(&self) -> Option<String> {
        let name = self.dataset.site().content.as_ref()?;
        Some(bundle::content::beside(&self.bundle_file()?, name))
    }

    /// Returns the paths of the translations of a file of data.
    fn translations_of(&self, file: &str) -> Vec<String> {
        let languages = self.dataset.site().translations.iter();
        languages.map(|language| translation::file_name(file, language)).collect()
    }

    /// Returns the paths of the bundle's translations relative to the base.
    pub fn translation_files(&self) -> Vec<String> {
        self.bundle_file().map(|file| self.translations_of(&file)).unwrap_or_default()
    }

    /// Returns the paths of the content file and its translations relative to the base.
    pub fn content_files(&self) -> Vec<String> {
        let with_translations = |file: String| {
            let translations = self.translations_of(&file);
            std::iter::once(file).chain(translations).collect()
        };
        self.content_file().map(with_translations).unwrap_or_default()
    }

    /// Returns the paths of the files of data relative to the base: bundle, content file and translations. Files
    /// of other hosts are left out.
    pub fn data_files(&self) -> Vec<String> {
        self.bundle_file().into_iter().chain(self.translation_files()).chain(self.content_files()).collect()
    }

    /// Returns the paths of files that may change on the host without a new publishing: settings and data,
    /// relative to the base. Files of other hosts are left out.
    pub fn swapped(&self) -> Vec<String> {
        std::iter::once("config.json".to_owned()).chain(self.data_files()).collect()
    }

    /// Returns true if visitors reach the site through TLS.
    pub fn is_encrypted(&self) -> bool {
        self.origin.starts_with("https://")
    }
}

/// A kind of host. Each has its own way to configure headers, redirects and missing pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// GitHub Pages: no headers, `404.html`.
    Github,
    /// Netlify: `_headers`, `_redirects`.
    Netlify,
    /// Cloudflare Pages: `_headers`; a `404.html` turns off its fallback to the start page.
    Cloudflare,
    /// S3 behind `CloudFront`: response headers policies and error pages, as JSON for its tools.
    S3,
    /// nginx: a configuration file to include.
    Nginx,
    /// Caddy: a configuration file to import.
    Caddy,
    /// `challenge-map serve`, which sets the headers itself.
    Serve,
}

impl Host {
    /// All hosts, in the order of the help.
    pub const ALL: [Self; 7] =
        [Self::Github, Self::Netlify, Self::Cloudflare, Self::S3, Self::Nginx, Self::Caddy, Self::Serve];

    /// Returns the host's name on the command line.
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

/// The files of a site by path relative to its base: `equity/index.html`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// Returns the bytes of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// Returns the number of files.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns true without any file.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a file, or replaces the one with this path.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.insert(path.into(), bytes.into());
    }

    /// Removes a file and returns its bytes.
    pub fn remove(&mut self, path: &str) -> Option<Vec<u8>> {
        self.0.remove(path)
    }

    /// Returns all files, sorted by path.
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

/// Returns a text escaped for HTML and XML, in content and in quoted attributes. Characters that XML can't
/// represent are left out.
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
