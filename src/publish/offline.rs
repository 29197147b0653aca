//! Readable without a network: a service worker that keeps the site after one visit.
//!
//! It keeps one empty page that starts the program, the program, and the data: from these every page is made,
//! so that what is kept stays small however many pages there are. Parts that pages are made of come after
//! that, in the language of the visit, unless the visitor saves data. Other lazy parts of the program,
//! and other languages, are kept once they were asked for: what was before the worker was there, the page tells it.

use crate::text::words::Section;
use sha2::{Digest, Sha256};

use super::lean::lean;
use super::template::{self, TemplateError};
use super::{Files, Plan, headers, seal};

/// The part of the program that most pages are made of: a first visit may do without, a visit without a network not.
const PAGES: &str = "pages-";

/// The page that stands for all of them when there is no network.
pub const SHELL: &str = "offline.html";

/// The worker's name: always the same, or an old one would never be replaced.
pub const WORKER: &str = "sw.js";

/// What registers the worker and says what it does, by the word that the loader knows it by.
pub const PAGE: (&str, &str) = ("offline", include_str!("offline/page.js"));

const KEEPS: &str = include_str!("offline/worker.js");
const GONE: &str = include_str!("offline/gone.js");

/// What is kept on a visitor's device after the first visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// How many files.
    pub files: usize,
    /// How many bytes, as they are stored.
    pub bytes: usize,
}

/// Lays aside the page that trunk made, before pages take its place: it shows nothing but that it loads.
pub fn keep_shell(plan: &Plan, files: &mut Files) -> Result<(), TemplateError> {
    let start = String::from_utf8_lossy(files.get("index.html").unwrap_or_default()).into_owned();
    files.put(SHELL, template::rebased(&start, &plan.base)?);
    Ok(())
}

/// Adds the worker, whose list holds what there is now: nothing that it keeps may be changed later.
pub fn add(plan: &Plan, files: &mut Files) -> Kept {
    let mut kept = Kept { files: 0, bytes: 0 };
    let (mut list, mut later) = (String::new(), String::new());
    let mut version = Sha256::new();
    let mut keep = |path: &str, bytes: &[u8], sum: &str, is_first: bool| {
        if is_first {
            kept.files += 1;
            kept.bytes += bytes.len();
        }
        let list = if is_first { &mut list } else { &mut later };
        list.push_str(&format!("  \"{path}\": \"{sum}\",\n"));
        version.update(path);
        version.update(sum);
    };
    let shell = String::from_utf8_lossy(files.get(SHELL).unwrap_or_default()).into_owned();
    let beside = format!("{}-", PAGE.0);
    let words = |section: Section| format!("{}.{}-", plan.language().tag(), section.name());
    let words = [Section::Site, Section::Offline].map(words);
    let data: Vec<String> = plan.swapped().into_iter().filter(|path| files.get(path).is_some()).collect();
    let translations = plan.translation_files();
    for (path, bytes) in files.iter() {
        let is_shell = path == SHELL || path.ends_with(".svg") && !path.contains('/');
        if headers::is_hashed(path) || is_shell {
            // What a page starts with it names itself; the rest is asked for later.
            let is_first = is_shell
                || shell.contains(path)
                || path.starts_with(&beside)
                || path.starts_with(PAGES)
                || words.iter().any(|words| path.starts_with(words));
            keep(path, bytes, &seal::sum(bytes), is_first);
        } else if data.iter().any(|data| data == path) {
            // Swapped on the host without publishing anew, so without a sum. A language is kept once it was read.
            keep(path, bytes, "", !translations.iter().any(|other| other == path));
        }
    }
    version.update(KEEPS);
    let version: String = version.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let filled = filled(KEEPS, plan).replacen("\"VERSION\"", &format!("\"{version}\""), 1);
    let filled = filled.replacen("const files = {};", &format!("const files = {{\n{list}}};"), 1);
    files.put(WORKER, filled.replacen("const later = {};", &format!("const later = {{\n{later}}};"), 1));
    kept
}

/// Puts in its place a worker that removes what an earlier publishing left on visitors' devices, and itself.
pub fn remove(plan: &Plan, files: &mut Files) {
    files.take(SHELL);
    files.put(WORKER, filled(GONE, plan));
}

/// Caches belong to an origin, and a host may have several sites there: each clears its own only.
fn filled(worker: &str, plan: &Plan) -> String {
    lean(worker).replacen("\"PREFIX\"", &format!("\"challenge-map:{}/:\"", plan.base.path()), 1)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn worker(files: &Files) -> String {
        String::from_utf8(files.get(WORKER).unwrap().to_vec()).unwrap()
    }

    #[test]
    fn the_worker_keeps_the_program_the_data_and_one_page() {
        let (plan, mut files) = sample::site("/repo/");
        keep_shell(&plan, &mut files).unwrap();
        seal::seal(&plan, &mut files, Some(PAGE)).unwrap();
        let kept = add(&plan, &mut files);
        let text = worker(&files);
        let (first, later) = text.split_once("const later = {").unwrap();
        let lines = |text: &str| -> Vec<String> {
            text.lines()
                .filter(|line| line.starts_with("  \"") && line.ends_with("\","))
                .map(str::to_owned)
                .collect()
        };
        let (listed, asked) = (lines(first), lines(later));
        assert_eq!(listed.len(), kept.files);
        for path in [
            "offline.html",
            "site-0123456789abcdef.js",
            "site-0123456789abcdef_bg.wasm",
            "style-0123456789abcdef.css",
        ] {
            let sum = seal::sum(files.get(path).unwrap());
            assert!(listed.contains(&format!("  \"{path}\": \"{sum}\",")), "{path}");
        }
        for word in ["boot", "offline", "lazy", "search"] {
            let is_listed =
                |lines: &[String]| lines.iter().any(|line| line.starts_with(&format!("  \"{word}-")));
            let is_later = !matches!(word, "boot" | "offline");
            assert_eq!((is_listed(&listed), is_listed(&asked)), (!is_later, is_later), "{word}");
        }
        for data in ["  \"bundle.json\": \"\",", "  \"config.json\": \"\","] {
            assert!(listed.iter().any(|line| line == data), "{data}");
        }
        assert!(!text.contains("equity/") && !text.contains("index.html"), "pages are made, not kept");
        assert!(text.contains("\"challenge-map:/repo/:\"") && !text.contains("\"VERSION\""));
    }

    #[test]
    fn the_page_that_is_kept_starts_the_program_wherever_it_was_built_for() {
        let (plan, mut files) = sample::site("/repo/");
        let page = String::from_utf8(files.get("index.html").unwrap().to_vec()).unwrap();
        files.put("index.html", page.replace("=/repo/", "=/old/"));
        keep_shell(&plan, &mut files).unwrap();
        files.put("index.html", page);
        seal::seal(&plan, &mut files, Some(PAGE)).unwrap();
        let shell = String::from_utf8(files.get(SHELL).unwrap().to_vec()).unwrap();
        assert!(shell.contains("src=\"/repo/boot-") && !shell.contains("/old/"), "{shell}");
        files.put("index.html", "<head></head>");
        assert_eq!(keep_shell(&plan, &mut files), Err(TemplateError::NoProgram));
    }

    #[test]
    fn the_version_changes_with_what_is_kept_and_not_with_the_data() {
        let made = |change: fn(&mut Files)| {
            let (plan, mut files) = sample::site("/");
            change(&mut files);
            keep_shell(&plan, &mut files).unwrap();
            seal::seal(&plan, &mut files, Some(PAGE)).unwrap();
            add(&plan, &mut files);
            worker(&files)
        };
        let first = made(|_| ());
        assert_eq!(first, made(|files| files.put("bundle.json", "{\"other\": 1}")));
        assert_ne!(first, made(|files| files.put("lazy.css", "p{margin:0}")));
    }

    #[test]
    fn a_bundle_of_another_host_is_not_kept() {
        let (mut plan, mut files) = sample::site("/");
        plan.config = crate::config::parse(r#"{"bundle": "https://data.example/bundle.json"}"#).unwrap();
        keep_shell(&plan, &mut files).unwrap();
        add(&plan, &mut files);
        assert!(!worker(&files).contains("bundle.json\":"));
        remove(&plan, &mut files);
        assert!(worker(&files).contains("unregister()") && worker(&files).contains("\"challenge-map:/:\""));
    }
}
