//! Only what was published runs: sums of every program and style sheet, checked by the browser.
//!
//! A page names `boot.js` with its sum, and `boot.js` holds the sums of all that it fetches. Files
//! that trunk leaves without a hash in their name get one, so that an old page finds what belongs
//! to it as long as the host has it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};

use super::lean::lean;
use super::tags::{self, Edit, Tag};
use super::{Files, Plan, headers, offline};
use crate::language::Language;
use crate::text::catalog;
use crate::text::words::Section;

/// The loader, which pages begin with.
const LOADER: &str = "boot.js";

/// The style sheet of the program's lazy parts, which the loader fetches with the first of them.
pub(super) const LAZY_SHEET: &str = "lazy.css";

/// The script that gives the running program what a visitor did on a published page, by the word that the loader knows
/// it by.
const TAKEOVER: (&str, &str) = ("takeover", include_str!("takeover.js"));

/// The folder of what the program says, in the built program.
pub(super) const WORDS: &str = "words";

/// The line of the loader that this module fills in.
const BLANK: &str = "const published = {};\n";

/// Why a built program can't be published.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The loader is not the one that goes with this tool.
    #[error(
        "boot.js is missing in the built program, or is not the one that goes with this tool: build the site and the tool from one version"
    )]
    Loader,
    /// A start page that nothing would start on.
    #[error("index.html of the built program lacks the loader's tag: build the site anew")]
    NoTag,
    /// A file that pages ask for later.
    #[error("{0} is missing in the built program: build the site anew")]
    Missing(String),
}

/// What a browser compares a file with before it uses it.
pub fn sum(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// A name that changes with the content: `boot.js` becomes `boot-0123456789abcdef.js`.
pub fn hashed(name: &str, bytes: &[u8]) -> String {
    let hash: String = Sha256::digest(bytes).iter().take(8).fold(String::new(), |mut hash, byte| {
        // Writing to a text does not fail.
        let _ = write!(hash, "{byte:02x}");
        hash
    });
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    match stem.strip_suffix("_bg") {
        Some(stem) => format!("{stem}-{hash}_bg.{extension}"),
        None => format!("{stem}-{hash}.{extension}"),
    }
}

/// Renames what has no hash, and writes sums wherever something is loaded. `also` is a further script of the
/// page, by the word that the loader knows it by.
pub fn seal(plan: &Plan, files: &mut Files, also: Option<(&str, &str)>) -> Result<(), SealError> {
    let mut renamed = BTreeMap::new();
    files.get(LAZY_SHEET).ok_or_else(|| SealError::Missing(LAZY_SHEET.to_owned()))?;
    rename(files, LAZY_SHEET, &mut renamed);
    let mut published: Vec<(String, String, String)> = Vec::new();
    for (asked, name) in &renamed {
        published.push((asked.clone(), name.clone(), sum(files.get(name).unwrap_or_default())));
    }
    for name in words() {
        let path = format!("{WORDS}/{name}");
        let bytes = files.take(&path).ok_or(SealError::Missing(path))?;
        let new = hashed(&name, &bytes);
        files.put(new.as_str(), bytes);
        // Nothing that is said runs, so it needs no sum.
        published.push((name, new, String::new()));
    }
    for (word, text) in also.into_iter().chain([TAKEOVER]) {
        let text = lean(text);
        let name = hashed(&format!("{word}.js"), text.as_bytes());
        published.push((word.to_owned(), name.clone(), sum(text.as_bytes())));
        files.put(name, text);
    }
    for (path, bytes) in files.iter() {
        let is_later = published.iter().any(|(_, name, _)| name == path);
        if headers::is_hashed(path) && !path.contains('/') && !is_later && !path.ends_with(".css") {
            published.push((path.to_owned(), path.to_owned(), sum(bytes)));
        }
    }
    let loader = files.get(LOADER).and_then(|bytes| std::str::from_utf8(bytes).ok());
    let loader = loader.filter(|text| text.matches(BLANK).count() == 1).ok_or(SealError::Loader)?;
    let loader = lean(loader).replacen(BLANK, &table(&published), 1);
    files.put(LOADER, loader);
    rename(files, LOADER, &mut renamed);
    pages(plan, files, &renamed)
}

/// The files of what the program says, by the names that the loader asks for.
pub(super) fn words() -> impl Iterator<Item = String> {
    let file = |language| Section::SHIPPED.map(|section| catalog::file_name(language, section));
    Language::ALL.into_iter().flat_map(file)
}

/// The loader's table: what is asked for, its name, its sum if it runs. Names and sums hold no quotes.
fn table(published: &[(String, String, String)]) -> String {
    let lines: String = published
        .iter()
        .map(|(asked, name, sum)| {
            let sum = if sum.is_empty() { String::new() } else { format!(", \"{sum}\"") };
            format!("  \"{asked}\": [\"{name}\"{sum}],\n")
        })
        .collect();
    format!("const published = {{\n{lines}}};\n")
}

fn rename(files: &mut Files, name: &str, renamed: &mut BTreeMap<String, String>) {
    if let Some(bytes) = files.take(name) {
        let new = hashed(name, &bytes);
        files.put(new.as_str(), bytes);
        renamed.insert(name.to_owned(), new);
    }
}

fn pages(plan: &Plan, files: &mut Files, renamed: &BTreeMap<String, String>) -> Result<(), SealError> {
    let base = plan.base.path();
    let mut untagged = vec!["index.html", offline::SHELL];
    untagged.retain(|path| files.get(path).is_some());
    let mut changed = Vec::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        // Pages are written by this tool or trunk, both in UTF-8; any other is not touched.
        let Ok(html) = std::str::from_utf8(bytes) else { continue };
        let html = tags::rewrite(html, |tag| {
            let is_loader = tag.name == "script" && tag.get("data-wasm").is_some();
            let named = match tag.name {
                "script" => &["src", "data-js", "data-wasm"][..],
                "link" => &["href"],
                _ => return Edit::Keep,
            };
            let mut edit = Edit::Keep;
            for &attribute in named {
                if point(tag, attribute, base, files, renamed) {
                    edit = Edit::Write;
                    untagged.retain(|other| *other != path || !is_loader || attribute != "src");
                }
            }
            edit
        });
        changed.push((path.to_owned(), html));
    }
    for (path, html) in changed {
        files.put(path, html);
    }
    if untagged.is_empty() { Ok(()) } else { Err(SealError::NoTag) }
}

/// Lets an attribute that names a file below the base name it as it is called now, with its sum.
fn point(
    tag: &mut Tag<'_>,
    attribute: &'static str,
    base: &str,
    files: &Files,
    renamed: &BTreeMap<String, String>,
) -> bool {
    let Some(address) = tag.get(attribute) else { return false };
    let below = address.strip_prefix(base).and_then(|rest| rest.strip_prefix('/'));
    let Some(name) = below else { return false };
    let name = renamed.get(name).map_or(name, String::as_str).to_owned();
    let Some(bytes) = files.get(&name) else { return false };
    // Browsers check what is fetched for a script or a style, and ignore a sum on other preloads.
    let checked = match (tag.name, attribute) {
        ("script", "src") => true,
        ("link", _) => {
            matches!(tag.get("rel"), Some("stylesheet" | "modulepreload"))
                || (tag.get("rel") == Some("preload") && tag.get("as") == Some("script"))
        }
        _ => false,
    };
    tag.set(attribute, format!("{base}/{name}"));
    if checked {
        tag.set("integrity", sum(bytes));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn sums_and_names_are_those_of_the_standard() {
        // `printf '' | openssl dgst -sha384 -binary | base64`
        assert_eq!(sum(b""), "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb");
        assert_eq!(hashed("site_bg.wasm", b""), "site-e3b0c44298fc1c14_bg.wasm");
        assert_eq!(hashed("boot.js", b""), "boot-e3b0c44298fc1c14.js");
        assert!(
            headers::is_hashed(&hashed("boot.js", b"x")) && headers::is_hashed(&hashed("site_bg.wasm", b"x"))
        );
    }

    #[test]
    fn whatever_runs_is_named_with_its_sum() {
        let (plan, mut files) = sample::site("/repo/");
        seal(&plan, &mut files, Some(("offline", "later();"))).unwrap();
        let loader = files.iter().find(|(path, _)| path.starts_with("boot-")).unwrap();
        let (name, text) = (loader.0.to_owned(), String::from_utf8(loader.1.to_vec()).unwrap());
        for asked in [LAZY_SHEET, "offline", "takeover", sample::PART] {
            let line =
                text.lines().find(|line| line.trim_start().starts_with(&format!("\"{asked}\": ["))).unwrap();
            let mut parts = line.split('"').skip(3).step_by(2);
            let (file, sum_of) = (parts.next().unwrap(), parts.next().unwrap());
            assert_eq!(sum_of, sum(files.get(file).unwrap()), "{asked}");
        }
        assert!(
            text.contains("\"site-0123456789abcdef_bg.wasm\": [\"site-0123456789abcdef_bg.wasm\", \"sha384-")
        );
        let page = String::from_utf8(files.get("index.html").unwrap().to_vec()).unwrap();
        assert!(page.contains(&format!("src=\"/repo/{name}\"")), "{page}");
        assert!(page.contains(&format!("integrity=\"{}\"", sum(text.as_bytes()))), "{page}");
        assert!(page.contains("data-js=\"/repo/site-0123456789abcdef.js\""), "{page}");
        assert!(page.contains("href=\"/repo/style-0123456789abcdef.css\" integrity=\"sha384-"), "{page}");
        for asked in words() {
            let name = hashed(&asked, asked.as_bytes());
            assert_eq!(files.get(&name), Some(asked.as_bytes()));
            assert!(text.contains(&format!("\"{asked}\": [\"{name}\"],")), "{asked}");
        }
        for gone in [LAZY_SHEET, "boot.js"] {
            assert_eq!(files.get(gone), None, "{gone}");
        }
    }

    #[test]
    fn a_sheet_for_readers_without_script_is_named_with_its_sum() {
        let (plan, mut files) = sample::site("/repo/");
        let link = "<noscript><link rel=\"stylesheet\" href=\"/repo/lazy.css\"></noscript>";
        let page = String::from_utf8(files.get("equity/index.html").unwrap().to_vec()).unwrap();
        files.put("discuss/index.html", page.replace("</head>", &format!("{link}</head>")));
        let (name, sum) = {
            let sheet = files.get(LAZY_SHEET).unwrap();
            (hashed(LAZY_SHEET, sheet), sum(sheet))
        };
        seal(&plan, &mut files, None).unwrap();
        let page = String::from_utf8(files.get("discuss/index.html").unwrap().to_vec()).unwrap();
        let sealed = format!(
            "<noscript><link rel=\"stylesheet\" href=\"/repo/{name}\" integrity=\"{sum}\"></noscript>"
        );
        assert!(page.contains(&sealed), "{page}");
    }

    #[test]
    fn what_is_missing_or_lies_elsewhere_is_told() {
        let (plan, mut files) = sample::site("/");
        files.take(LAZY_SHEET);
        assert_eq!(seal(&plan, &mut files, None), Err(SealError::Missing(LAZY_SHEET.to_owned())));
        for page in ["index.html", offline::SHELL] {
            let (plan, mut files) = sample::site("/repo/");
            let text = String::from_utf8(files.get("index.html").unwrap().to_vec()).unwrap();
            files.put(page, text.replace("=/repo/", "=/old/"));
            assert_eq!(seal(&plan, &mut files, None), Err(SealError::NoTag), "{page}");
        }
    }

    #[test]
    fn the_loader_of_another_version_is_refused() {
        let (plan, mut files) = sample::site("/");
        files.put("boot.js", "start();");
        assert_eq!(seal(&plan, &mut files, None), Err(SealError::Loader));
        let (plan, mut files) = sample::site("/");
        files.put("index.html", "<p>nothing");
        assert_eq!(seal(&plan, &mut files, None), Err(SealError::NoTag));
        let ours = include_str!("../../public/boot.js");
        assert_eq!(ours.matches(BLANK).count(), 1, "public/boot.js has the line to fill in");
        let lean = lean(ours);
        assert!(lean.contains(BLANK));
        assert!(lean.len() + 1_500 < ours.len() && !lean.contains("\n//"), "{}", lean.len());
    }
}
