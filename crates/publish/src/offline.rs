//! Offline support: a service worker that stores the site on the visitor's device.
//!
//! It stores one empty page that starts the program, the program, and the data. All pages are made from these,
//! so that few bytes are stored however many pages there are. Parts of the program that pages need are stored
//! after that, and so are the long texts of a content file, in the visit's language, unless the visitor saves data.
//! Other lazy parts and languages are stored once they were used; the page tells the worker which were loaded before it started.

use assets::{sri_hash, strip_js_comments};
use messages::domain::Domain;
use sha2::{Digest, Sha256};

use crate::template::{self, START, TemplateError};
use crate::{Files, Plan, headers};

/// Lazy parts that most pages need, and their style sheet. A first visit works without them, a visit without a network
/// does not.
const PARTS_OF_PAGES: [&str; 3] = ["lazy", "pages", "views"];

/// Returns whether a file belongs to a part of the program, maybe among others: `pages-0123456789abcdef.wasm`,
/// `pages.search-0123456789abcdef.wasm`.
fn is_of(path: &str, part: &str) -> bool {
    path.rsplit_once('-').is_some_and(|(parts, _)| parts.split('.').any(|other| other == part))
}

/// The page that stands for every page when there is no network.
pub const SHELL: &str = "offline.html";

/// The worker's file name. It never changes, or an old worker would never be replaced.
pub const WORKER: &str = "sw.js";

/// The script of pages that no worker keeps, which looks for newer data: its name in the loader's table, and its text.
pub const WATCH: (&str, &str) = ("watch", include_str!("offline/watch.js"));

/// [`WATCH`] with the script that registers the worker and says what it finds.
pub const PAGE: (&str, &str) =
    (WATCH.0, concat!(include_str!("offline/watch.js"), include_str!("offline/page.js")));

const WORKER_SCRIPT: &str = include_str!("offline/worker.js");
const UNREGISTER_SCRIPT: &str = include_str!("offline/gone.js");

/// The size of the files that visitors store after the first visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredSize {
    /// Number of files.
    pub files: usize,
    /// Total size in bytes, uncompressed.
    pub bytes: usize,
}

/// Makes the shell of trunk's start page, which shows nothing but progress: pages are made from the shell, and one
/// of them takes the place of the start page.
///
/// # Errors
///
/// Returns an error if the start page can't be used; see [`template::rebased`].
pub fn add_shell(plan: &Plan, files: &mut Files) -> Result<(), TemplateError> {
    let start = files.remove(START).unwrap_or_default();
    files.insert(SHELL, template::rebased(&String::from_utf8_lossy(&start), &plan.base)?);
    Ok(())
}

/// Adds the worker with its list of files. Call it when no file of the list will change any more.
pub fn add(plan: &Plan, files: &mut Files) -> StoredSize {
    let mut stored = StoredSize { files: 0, bytes: 0 };
    let (mut list, mut later) = (String::new(), String::new());
    let mut version = Sha256::new();
    let mut store = |path: &str, bytes: &[u8], integrity: &str, is_first: bool| {
        if is_first {
            stored.files += 1;
            stored.bytes += bytes.len();
        }
        let list = if is_first { &mut list } else { &mut later };
        list.push_str(&format!("  \"{path}\": \"{integrity}\",\n"));
        version.update(path);
        version.update(integrity);
    };
    let shell = String::from_utf8_lossy(files.get(SHELL).unwrap_or_default()).into_owned();
    let beside = format!("{}-", PAGE.0);
    let catalog = |domain: Domain| format!("{}.{}-", plan.language().tag(), domain.name());
    let catalogs = [Domain::Site, Domain::Offline].map(catalog);
    let data: Vec<String> = plan.swapped().into_iter().filter(|path| files.get(path).is_some()).collect();
    let (translations, content) = (plan.translation_files(), plan.content_files());
    for (path, bytes) in files.iter() {
        let is_shell = path == SHELL || path.ends_with(".svg") && !path.contains('/');
        if headers::is_hashed(path) || is_shell {
            // Pages name the files that they start with; others are fetched later.
            let is_first = is_shell
                || shell.contains(path)
                || path.starts_with(&beside)
                || path.ends_with(".woff2")
                || PARTS_OF_PAGES.iter().any(|part| is_of(path, part))
                || catalogs.iter().any(|catalog| path.starts_with(catalog));
            store(path, bytes, &sri_hash(bytes), is_first);
        } else if data.iter().any(|data| data == path) {
            // These may change on the host, so they have no hash. Translations are stored once they were read, and
            // long texts after all that a first visit needs.
            store(path, bytes, "", !translations.iter().chain(&content).any(|other| other == path));
        }
    }
    version.update(WORKER_SCRIPT);
    let version: String = version.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let filled = filled(WORKER_SCRIPT, plan).replacen("\"VERSION\"", &format!("\"{version}\""), 1);
    let texts: Vec<String> = content.iter().map(|path| format!("\"{path}\"")).collect();
    let filled = filled.replacen("const texts = [];", &format!("const texts = [{}];", texts.join(", ")), 1);
    let filled = filled.replacen("const files = {};", &format!("const files = {{\n{list}}};"), 1);
    files.insert(WORKER, filled.replacen("const later = {};", &format!("const later = {{\n{later}}};"), 1));
    stored
}

/// Adds a worker that removes itself and the files that an earlier publishing stored on visitors' devices.
pub fn remove(plan: &Plan, files: &mut Files) {
    files.remove(SHELL);
    files.insert(WORKER, filled(UNREGISTER_SCRIPT, plan));
}

/// Returns a worker's script for this site. Caches belong to an origin, which may have several sites, so each
/// site clears only the caches with its own prefix.
fn filled(worker: &str, plan: &Plan) -> String {
    strip_js_comments(worker).replacen("\"PREFIX\"", &format!("\"challenge-map:{}/:\"", plan.base.path()), 1)
}

#[cfg(test)]
mod tests {
    use super::super::asset_hash;
    use super::super::sample;
    use super::*;

    #[test]
    fn files_of_several_parts_belong_to_each() {
        for path in
            ["pages-0123456789abcdef.wasm", "pages.search-0123456789abcdef.wasm", "discuss.pages-01.wasm"]
        {
            assert!(is_of(path, "pages"), "{path}");
        }
        for path in ["search-0123456789abcdef.wasm", "spages-01.wasm", "pages.wasm", "site-01_bg.wasm"] {
            assert!(!is_of(path, "pages"), "{path}");
        }
    }

    fn worker(files: &Files) -> String {
        String::from_utf8(files.get(WORKER).unwrap().to_vec()).unwrap()
    }

    #[test]
    fn the_worker_stores_the_program_the_data_and_one_page() {
        let (plan, mut files) = sample::site("/repo/");
        add_shell(&plan, &mut files).unwrap();
        asset_hash::hash_assets(&plan, &mut files, PAGE).unwrap();
        let stored = add(&plan, &mut files);
        let text = worker(&files);
        let (first, later) = text.split_once("const later = {").unwrap();
        let lines = |text: &str| -> Vec<String> {
            text.lines()
                .filter(|line| line.starts_with("  \"") && line.ends_with("\","))
                .map(str::to_owned)
                .collect()
        };
        let (listed, asked) = (lines(first), lines(later));
        assert_eq!(listed.len(), stored.files);
        for path in [
            "offline.html",
            "site-0123456789abcdef.js",
            "site-0123456789abcdef_bg.wasm",
            "style-0123456789abcdef.css",
        ] {
            let sum = sri_hash(files.get(path).unwrap());
            assert!(listed.contains(&format!("  \"{path}\": \"{sum}\",")), "{path}");
        }
        for word in ["boot", "watch", "lazy", "search"] {
            let is_listed =
                |lines: &[String]| lines.iter().any(|line| line.starts_with(&format!("  \"{word}-")));
            let is_later = word == "search";
            assert_eq!((is_listed(&listed), is_listed(&asked)), (!is_later, is_later), "{word}");
        }
        for data in ["  \"bundle.json\": \"\",", "  \"config.json\": \"\","] {
            assert!(listed.iter().any(|line| line == data), "{data}");
        }
        assert!(!text.contains("equity/") && !text.contains("index.html"), "pages are made, not kept");
        assert!(text.contains("\"challenge-map:/repo/:\"") && !text.contains("\"VERSION\""));
    }

    #[test]
    fn the_stored_page_starts_a_program_built_for_any_base() {
        let (plan, mut files) = sample::site("/repo/");
        let page = String::from_utf8(files.get("index.html").unwrap().to_vec()).unwrap();
        files.insert("index.html", page.replace("=/repo/", "=/old/"));
        add_shell(&plan, &mut files).unwrap();
        files.insert("index.html", page);
        asset_hash::hash_assets(&plan, &mut files, PAGE).unwrap();
        let shell = String::from_utf8(files.get(SHELL).unwrap().to_vec()).unwrap();
        assert!(shell.contains("src=\"/repo/boot-") && !shell.contains("/old/"), "{shell}");
        files.insert("index.html", "<head></head>");
        assert!(matches!(add_shell(&plan, &mut files), Err(TemplateError::NoProgram)));
    }

    #[test]
    fn the_version_changes_with_the_program_not_the_data() {
        let made = |change: fn(&mut Files)| {
            let (plan, mut files) = sample::site("/");
            change(&mut files);
            add_shell(&plan, &mut files).unwrap();
            asset_hash::hash_assets(&plan, &mut files, PAGE).unwrap();
            add(&plan, &mut files);
            worker(&files)
        };
        let first = made(|_| ());
        assert_eq!(first, made(|files| files.insert("bundle.json", "{\"other\": 1}")));
        assert_ne!(first, made(|files| files.insert("lazy.css", "p{margin:0}")));
    }

    #[test]
    fn a_bundle_of_another_host_is_not_stored() {
        let (mut plan, mut files) = sample::site("/");
        plan.config = signup::config::parse(r#"{"bundle": "https://data.example/bundle.json"}"#).unwrap();
        add_shell(&plan, &mut files).unwrap();
        add(&plan, &mut files);
        assert!(!worker(&files).contains("bundle.json\":"));
        remove(&plan, &mut files);
        assert!(worker(&files).contains("unregister()") && worker(&files).contains("\"challenge-map:/:\""));
    }
}
