//! Hashes of assets: content hashes in file names, and integrity hashes that browsers check.
//!
//! A page names `boot.js` with its integrity hash, and `boot.js` holds those of all files that it fetches.
//! Files that trunk names without a hash get one, so that an old page finds its own files as long as the host
//! keeps them.

use std::cell::Cell;
use std::collections::BTreeMap;

use assets::{sri_hash, strip_js_comments};
use challenge_map::messages::catalog;
use lol_html::errors::{AttributeNameError, RewritingError};
use lol_html::html_content::Element;
use messages::domain::Domain;
use messages::language::Language;

use crate::template::START;
use crate::{Files, Plan, escape, headers, html, offline};

/// The loader, the first script of every page.
const LOADER: &str = "boot.js";

/// The style sheet of the program's lazy parts, which is fetched with the first of them.
pub(super) const LAZY_SHEET: &str = "lazy.css";

/// The script that hands a visitor's input on a published page to the running program; first the name that the
/// loader knows it by.
const TAKEOVER: (&str, &str) = ("takeover", include_str!("takeover.js"));

/// The folder of message catalogs in the built program.
pub(super) const CATALOGS: &str = "words";

/// The line of the loader that becomes the table of assets.
const BLANK: &str = "const published = {};\n";

/// The reason why a built program can't be published.
#[derive(Debug, thiserror::Error)]
pub enum AssetError {
    /// The loader is missing, or belongs to another version of the tool.
    #[error(
        "boot.js is missing in the built program, or is not the one that goes with this tool: build the site and the tool from one version"
    )]
    Loader,
    /// A start page without the loader's tag, so that nothing would start.
    #[error("index.html of the built program lacks the loader's tag: build the site anew")]
    NoTag,
    /// A file that pages ask for is missing.
    #[error("{0} is missing in the built program: build the site anew")]
    Missing(String),
    /// A page that can't be rewritten.
    #[error("{path} can't be rewritten: {source}")]
    Html {
        /// The page's path below the base.
        path: String,
        /// The error of the rewriter.
        source: RewritingError,
    },
}

/// Returns a name that changes with the content: `boot.js` becomes `boot-0123456789abcdef.js`.
pub fn hashed(name: &str, bytes: &[u8]) -> String {
    let hash = assets::hash(bytes);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    match stem.strip_suffix("_bg") {
        Some(stem) => format!("{stem}-{hash}_bg.{extension}"),
        None => format!("{stem}-{hash}.{extension}"),
    }
}

/// Renames files without a hash, and writes integrity hashes wherever a file is loaded.
///
/// `beside` is a script that pages load last: the name that the loader knows it by, and its text.
///
/// # Errors
///
/// Returns an error if a file or the loader's tag is missing, or a page can't be rewritten.
pub fn hash_assets(plan: &Plan, files: &mut Files, beside: (&str, &str)) -> Result<(), AssetError> {
    let mut renamed = BTreeMap::new();
    files.get(LAZY_SHEET).ok_or_else(|| AssetError::Missing(LAZY_SHEET.to_owned()))?;
    rename(files, LAZY_SHEET, &mut renamed);
    let mut assets: Vec<Asset> =
        renamed.iter().map(|(asked, name)| Asset::checked(asked, name, files)).collect();
    for asked in catalog_files() {
        let path = format!("{CATALOGS}/{asked}");
        let bytes = files.remove(&path).ok_or(AssetError::Missing(path))?;
        let name = hashed(&asked, &bytes);
        files.insert(name.as_str(), bytes);
        assets.push(Asset { asked, name, integrity: None });
    }
    for (asked, text) in [beside, TAKEOVER] {
        let text = strip_js_comments(text);
        let name = hashed(&format!("{asked}.js"), text.as_bytes());
        files.insert(name.as_str(), text);
        assets.push(Asset::checked(asked, &name, files));
    }
    for (path, _) in files.iter() {
        let is_listed = assets.iter().any(|asset| asset.name == path);
        if headers::is_hashed(path) && !path.contains('/') && !is_listed {
            assets.push(Asset::checked(path, path, files));
        }
    }
    let loader = files.get(LOADER).and_then(|bytes| std::str::from_utf8(bytes).ok());
    let loader = loader.filter(|text| text.matches(BLANK).count() == 1).ok_or(AssetError::Loader)?;
    let loader = strip_js_comments(loader).replacen(BLANK, &table(&assets), 1);
    files.insert(LOADER, loader);
    rename(files, LOADER, &mut renamed);
    rewrite_pages(plan, files, &renamed)
}

/// Returns the element that links the style sheet of the program's lazy parts, for pages whose content needs it.
pub fn lazy_sheet(plan: &Plan, files: &Files) -> String {
    let stem = LAZY_SHEET.trim_end_matches("css").trim_end_matches('.');
    let is_sheet = |path: &str| {
        let rest = path.strip_prefix(stem).filter(|_| headers::is_hashed(path));
        path == LAZY_SHEET || rest.is_some_and(|rest| rest.starts_with('-') && rest.ends_with(".css"))
    };
    let (name, bytes) = files.iter().find(|(path, _)| is_sheet(path)).unwrap_or((LAZY_SHEET, b""));
    let (href, integrity) = (escape(&plan.base.file(name)), sri_hash(bytes));
    format!("<link rel=\"stylesheet\" href=\"{href}\" integrity=\"{integrity}\">")
}

/// A line of the loader's table.
struct Asset {
    /// The name that the loader asks for.
    asked: String,
    /// The name of the file.
    name: String,
    /// The integrity hash of a file that runs; catalogs have none.
    integrity: Option<String>,
}

impl Asset {
    fn checked(asked: &str, name: &str, files: &Files) -> Self {
        let integrity = Some(sri_hash(files.get(name).unwrap_or_default()));
        Self { asked: asked.to_owned(), name: name.to_owned(), integrity }
    }
}

/// Returns the names of all message catalogs, as the loader asks for them.
pub(super) fn catalog_files() -> impl Iterator<Item = String> {
    let file = |language| Domain::SHIPPED.map(|section| catalog::file_name(language, section));
    Language::ALL.into_iter().flat_map(file)
}

/// Returns the loader's table. Neither names nor hashes hold a quotation mark.
fn table(assets: &[Asset]) -> String {
    let line = |Asset { asked, name, integrity }: &Asset| {
        let integrity = integrity.as_ref().map_or_else(String::new, |hash| format!(", \"{hash}\""));
        format!("  \"{asked}\": [\"{name}\"{integrity}],\n")
    };
    format!("const published = {{\n{}}};\n", assets.iter().map(line).collect::<String>())
}

/// Renames a file to a name with a hash.
fn rename(files: &mut Files, name: &str, renamed: &mut BTreeMap<String, String>) {
    if let Some(bytes) = files.remove(name) {
        let new = hashed(name, &bytes);
        files.insert(new.as_str(), bytes);
        renamed.insert(name.to_owned(), new);
    }
}

/// Updates the addresses in every page to the new names of files.
fn rewrite_pages(
    plan: &Plan,
    files: &mut Files,
    renamed: &BTreeMap<String, String>,
) -> Result<(), AssetError> {
    let links = Links { base: plan.base.path(), files, renamed };
    let mut changed = Vec::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        // This tool and trunk write pages in UTF-8; others are not touched.
        let Ok(html) = std::str::from_utf8(bytes) else { continue };
        let has_loader = Cell::new(false);
        let edit = |element: &mut Element<'_, '_>| {
            if links.update(element)? {
                has_loader.set(true);
            }
            Ok(())
        };
        let html = html::rewrite(html, "script, link", &edit)
            .map_err(|source| AssetError::Html { path: path.to_owned(), source })?;
        if [START, offline::SHELL].contains(&path) && !has_loader.get() {
            return Err(AssetError::NoTag);
        }
        changed.push((path.to_owned(), html));
    }
    for (path, html) in changed {
        files.insert(path, html);
    }
    Ok(())
}

/// The files that elements of pages may name.
struct Links<'a> {
    /// The path of the site without a slash at its end.
    base: &'a str,
    files: &'a Files,
    /// New names by old ones.
    renamed: &'a BTreeMap<String, String>,
}

impl Links<'_> {
    /// Updates the addresses of a script or link; returns whether it is the loader's script.
    fn update(&self, element: &mut Element<'_, '_>) -> Result<bool, AttributeNameError> {
        let attributes: &[&str] = match element.tag_name().as_str() {
            "script" => &["src", "data-js", "data-wasm", "data-style"],
            _ => &["href"],
        };
        let mut is_loader = false;
        for &name in attributes {
            let is_updated = self.update_attribute(element, name)?;
            is_loader |= is_updated && name == "src" && element.has_attribute("data-wasm");
        }
        Ok(is_loader)
    }

    /// Updates an attribute that names a file of the site to the file's new name, and adds the integrity hash.
    /// Returns false if there is no such file.
    fn update_attribute(
        &self,
        element: &mut Element<'_, '_>,
        name: &str,
    ) -> Result<bool, AttributeNameError> {
        let Some(address) = element.get_attribute(name) else { return Ok(false) };
        let below = address.strip_prefix(self.base).and_then(|rest| rest.strip_prefix('/'));
        let Some(path) = below else { return Ok(false) };
        let path = self.renamed.get(path).map_or(path, String::as_str);
        let Some(bytes) = self.files.get(path) else { return Ok(false) };
        element.set_attribute(name, &format!("{}/{path}", self.base))?;
        if is_checked(element, name) {
            element.set_attribute("integrity", &sri_hash(bytes))?;
        }
        Ok(true)
    }
}

/// Returns true if browsers check the integrity of the file that an attribute names: scripts and styles. They
/// ignore the hash of other preloads.
fn is_checked(element: &Element<'_, '_>, attribute: &str) -> bool {
    let has = |name: &str, value: &str| element.get_attribute(name).as_deref() == Some(value);
    match (element.tag_name().as_str(), attribute) {
        ("script", "src") => true,
        ("link", _) => {
            has("rel", "stylesheet")
                || has("rel", "modulepreload")
                || (has("rel", "preload") && has("as", "script"))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn names_change_with_the_content() {
        assert_eq!(hashed("site_bg.wasm", b""), "site-e3b0c44298fc1c14_bg.wasm");
        assert_eq!(hashed("boot.js", b""), "boot-e3b0c44298fc1c14.js");
        assert!(
            headers::is_hashed(&hashed("boot.js", b"x")) && headers::is_hashed(&hashed("site_bg.wasm", b"x"))
        );
    }

    #[test]
    fn files_that_run_have_integrity_hashes() {
        let (plan, mut files) = sample::site("/repo/");
        hash_assets(&plan, &mut files, offline::WATCH).unwrap();
        let loader = files.iter().find(|(path, _)| path.starts_with("boot-")).unwrap();
        let (name, text) = (loader.0.to_owned(), String::from_utf8(loader.1.to_vec()).unwrap());
        for asked in [LAZY_SHEET, "watch", "takeover", sample::PART] {
            let line =
                text.lines().find(|line| line.trim_start().starts_with(&format!("\"{asked}\": ["))).unwrap();
            let mut parts = line.split('"').skip(3).step_by(2);
            let (file, integrity) = (parts.next().unwrap(), parts.next().unwrap());
            assert_eq!(integrity, sri_hash(files.get(file).unwrap()), "{asked}");
        }
        assert!(
            text.contains("\"site-0123456789abcdef_bg.wasm\": [\"site-0123456789abcdef_bg.wasm\", \"sha384-")
        );
        let page = String::from_utf8(files.get("index.html").unwrap().to_vec()).unwrap();
        assert!(page.contains(&format!("src=\"/repo/{name}\"")), "{page}");
        assert!(page.contains(&format!("integrity=\"{}\"", sri_hash(text.as_bytes()))), "{page}");
        assert!(page.contains("data-js=\"/repo/site-0123456789abcdef.js\""), "{page}");
        assert!(page.contains("href=\"/repo/style-0123456789abcdef.css\" integrity=\"sha384-"), "{page}");
        for asked in catalog_files() {
            let name = hashed(&asked, asked.as_bytes());
            assert_eq!(files.get(&name), Some(asked.as_bytes()));
            assert!(text.contains(&format!("\"{asked}\": [\"{name}\"],")), "{asked}");
        }
        for gone in [LAZY_SHEET, "boot.js"] {
            assert_eq!(files.get(gone), None, "{gone}");
        }
    }

    #[test]
    fn the_lazy_sheet_has_an_integrity_hash() {
        let (plan, mut files) = sample::site("/repo/");
        let (name, hash) = {
            let sheet = files.get(LAZY_SHEET).unwrap();
            (hashed(LAZY_SHEET, sheet), sri_hash(sheet))
        };
        hash_assets(&plan, &mut files, offline::WATCH).unwrap();
        let link = format!("<link rel=\"stylesheet\" href=\"/repo/{name}\" integrity=\"{hash}\">");
        assert_eq!(lazy_sheet(&plan, &files), link);
    }

    #[test]
    fn missing_and_misplaced_files_are_errors() {
        let (plan, mut files) = sample::site("/");
        files.remove(LAZY_SHEET);
        let missing = hash_assets(&plan, &mut files, offline::WATCH);
        assert!(matches!(missing, Err(AssetError::Missing(name)) if name == LAZY_SHEET));
        for page in ["index.html", offline::SHELL] {
            let (plan, mut files) = sample::site("/repo/");
            let text = String::from_utf8(files.get("index.html").unwrap().to_vec()).unwrap();
            files.insert(page, text.replace("=/repo/", "=/old/"));
            assert!(
                matches!(hash_assets(&plan, &mut files, offline::WATCH), Err(AssetError::NoTag)),
                "{page}"
            );
        }
    }

    #[test]
    fn the_loader_of_another_version_is_refused() {
        let (plan, mut files) = sample::site("/");
        files.insert("boot.js", "start();");
        assert!(matches!(hash_assets(&plan, &mut files, offline::WATCH), Err(AssetError::Loader)));
        let (plan, mut files) = sample::site("/");
        files.insert("index.html", "<p>nothing");
        assert!(matches!(hash_assets(&plan, &mut files, offline::WATCH), Err(AssetError::NoTag)));
        let ours = include_str!("../../../public/boot.js");
        assert_eq!(ours.matches(BLANK).count(), 1, "public/boot.js has the line to fill in");
        let stripped = strip_js_comments(ours);
        assert!(stripped.contains(BLANK));
        assert!(stripped.len() + 1_500 < ours.len() && !stripped.contains("\n//"), "{}", stripped.len());
    }
}
