//! The size of a visitor's downloads, and its budget.

use crate::{Failure, machine_paths};
use std::{fmt::Write as _, fs, io, path::Path};

/// Maximum download of a first visit to `/explore`, in bytes of brotli: 236 KiB, and 20.5 KiB for the face of headings.
pub const BUDGET: u64 = 256 * 1024 + 512;

const DIST: &str = "dist";

/// Extensions of files that a page never loads: downloads, text for machines, copies for servers.
const NEVER_FETCHED: [&str; 7] = ["br", "csv", "gz", "map", "md", "txt", "xml"];

/// Starts of the names of files that only other sites load: pictures for link previews, the script beside a frame.
const FOR_PREVIEWS: [&str; 4] = ["embed.js", "og", "preview", "social"];

/// Starts of the names of files that, like [`PARTS`], are loaded when a visitor first needs them. End-to-end
/// tests (`export`, `signup`, `lazy`, `failure`) check that.
const LAZY: [&str; 4] = ["bundle.ar", "bundle.es", "content", "lazy"];

/// Parts of the program, each with the minimum size of its own file and the maximum size of all its files, in KiB of
/// brotli. A part whose own file is smaller has lost its content to the main program, because something there calls
/// it; no compiler reports that.
const PARTS: [(&str, u64, u64); 8] = [
    ("check", 12, 40),
    ("discuss", 90, 162),
    ("files", 16, 67),
    ("pages", 16, 40),
    ("search", 26, 49),
    ("signup", 36, 79),
    ("translate", 16, 36),
    ("views", 5, 44),
];

/// The program's texts in the language of the sample: the only file of texts that a first visit downloads.
const WORDS: &str = "words/en.site.txt";

/// The sizes of a file in bytes, as it is and compressed.
#[derive(Debug)]
struct Size {
    path: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints the sizes of `dist/`; fails if a first visit costs more than [`BUDGET`], if a part is outside of its limits,
/// or if the program names a folder of this machine.
pub fn report() -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::Failed(format!("cannot measure {DIST}/: {error}"));
    let mut paths = Vec::new();
    list(Path::new(DIST), "", &mut paths)
        .map_err(|error| Failure::Failed(format!("cannot read {DIST}/ (is it built?): {error}")))?;
    paths.sort();
    let named = machine_paths::problems(Path::new(DIST), &paths).map_err(failed)?;
    let parts: Vec<String> = paths.iter().filter(|path| is_part(path)).cloned().collect();
    let has_explore = paths.iter().any(|path| path == EXPLORE);
    let (fetched, others): (Vec<_>, Vec<_>) =
        paths.into_iter().partition(|path| is_fetched(path, has_explore));
    let mut sizes = Vec::new();
    for path in fetched {
        let bytes = fs::read(Path::new(DIST).join(&path)).map_err(failed)?;
        sizes.push(measure(path, &bytes));
    }
    print!("{}", table(&sizes, others.len()));
    let mut sizes_of_parts = Vec::new();
    for path in parts {
        let bytes = fs::read(Path::new(DIST).join(&path)).map_err(failed)?;
        sizes_of_parts.push(measure(path, &bytes));
    }
    let mut problems = problems_of_parts(&sizes_of_parts);
    let total: u64 = sizes.iter().map(|size| size.brotli).sum();
    if total > BUDGET {
        let (total, budget) = (kib(total), kib(BUDGET));
        problems.push(format!(
            "a first visit to /explore costs {total} KiB, more than the budget of {budget} KiB"
        ));
    }
    problems.extend(named);
    if problems.is_empty() { Ok(()) } else { Err(Failure::Failed(problems.join("\n"))) }
}

/// Prints the size of each part beside its limits; returns a sentence for each problem.
fn problems_of_parts(sizes: &[Size]) -> Vec<String> {
    if sizes.is_empty() {
        return vec![
            "the program has no parts: dist/ was built by trunk alone, not by `cargo xtask build`".into(),
        ];
    }
    let mut problems = Vec::new();
    println!("{:12}{:>9}{:>13}  {:>9}", "KiB of part", "own file", "with shared", "may have");
    for (part, least, most) in PARTS {
        let needs = |size: &&Size| users(&size.path).any(|user| user == part);
        let Some(own) = sizes.iter().find(|size| users(&size.path).eq([part])) else {
            problems.push(format!("the part `{part}` is missing"));
            continue;
        };
        let all: u64 = sizes.iter().filter(needs).map(|size| size.brotli).sum();
        println!("{part:12}{:>9}{:>13}  {least:>4}–{most}", kib(own.brotli), kib(all));
        if own.brotli < least * 1024 {
            problems.push(format!(
                "the part `{part}` has a file of {} KiB, and should have {least}",
                kib(own.brotli)
            ));
        }
        if all > most * 1024 {
            problems.push(format!("the part `{part}` costs {} KiB, more than {most}", kib(all)));
        }
    }
    let all: u64 = sizes.iter().map(|size| size.brotli).sum();
    println!("{:12}{:>9}  in {} files", "all parts", kib(all), sizes.len());
    let unknown =
        sizes.iter().filter(|size| users(&size.path).any(|user| !PARTS.iter().any(|part| part.0 == user)));
    problems.extend(unknown.map(|size| format!("{} belongs to a part that is unknown here", size.path)));
    problems
}

const EXPLORE: &str = "explore/index.html";

/// Returns whether a file is a part of the program: wasm-bindgen ends the name of the program itself in `_bg`.
fn is_part(path: &str) -> bool {
    path.ends_with(".wasm") && !path.ends_with("_bg.wasm")
}

/// Returns the parts that need a file: `check` and `signup` for `check.signup-0123456789abcdef.wasm`.
fn users(path: &str) -> impl Iterator<Item = &str> {
    path.rsplit_once('-').map_or("", |(parts, _)| parts).split('.')
}

/// Returns whether a first visit to `/explore` downloads the file: all files count, except for
/// the HTML of other pages and files that pages load later or never.
fn is_fetched(path: &str, has_explore: bool) -> bool {
    let (name, extension) = (path.rsplit('/').next().unwrap_or(path), path.rsplit('.').next());
    match extension {
        _ if path == WORDS => true,
        Some("html") => path == if has_explore { EXPLORE } else { "index.html" },
        Some(extension) if NEVER_FETCHED.contains(&extension) => false,
        _ => {
            let is_dotted = name.contains('.') && !name.starts_with('.');
            let others = FOR_PREVIEWS.iter().chain(&LAZY);
            is_dotted && !is_part(path) && !others.into_iter().any(|start| name.starts_with(start))
        }
    }
}

fn list(dir: &Path, prefix: &str, paths: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{path}/"), paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}

fn measure(path: String, bytes: &[u8]) -> Size {
    let (gzip, brotli) = (assets::gzip(bytes).len(), assets::brotli(bytes).len());
    assert!(gzip > 0 && brotli > 0, "{path} could not be compressed");
    Size { path, raw: bytes.len() as u64, gzip: gzip as u64, brotli: brotli as u64 }
}

/// Returns the table of sizes in KiB, largest file first.
fn table(sizes: &[Size], n_others: usize) -> String {
    let mut rows: Vec<&Size> = sizes.iter().collect();
    rows.sort_by(|a, b| b.brotli.cmp(&a.brotli).then_with(|| a.path.cmp(&b.path)));
    let sum = |of: fn(&Size) -> u64| sizes.iter().map(of).sum();
    let total = Size {
        path: "a first visit to /explore".into(),
        raw: sum(|size| size.raw),
        gzip: sum(|size| size.gzip),
        brotli: sum(|size| size.brotli),
    };
    rows.push(&total);
    let width = rows.iter().map(|size| size.path.len()).max().unwrap_or(0);
    let mut text = format!("{:width$}  {:>9}  {:>9}  {:>9}\n", "KiB", "raw", "gzip", "brotli");
    for Size { path, raw, gzip, brotli } in rows {
        let (raw, gzip, brotli) = (kib(*raw), kib(*gzip), kib(*brotli));
        // Writing to a string cannot fail.
        writeln!(text, "{path:width$}  {raw:>9}  {gzip:>9}  {brotli:>9}").ok();
    }
    let budget = kib(BUDGET);
    writeln!(text, "budget: {budget} KiB of brotli; {n_others} files are not part of a first visit").ok();
    text
}

fn kib(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_visit_loads_one_page_and_what_it_links() {
        let fetched = ["explore/index.html", "site-1f_bg.wasm", "site-1f.js", "bundle.json", "style-2.css"];
        for path in fetched.into_iter().chain(["fonts/a.woff2", "favicon.svg", "words/en.site.txt"]) {
            assert!(is_fetched(path, true), "{path}");
        }
        for path in ["index.html", "404.html", "themes/a/index.html", "robots.txt", "sitemap.xml"] {
            assert!(!is_fetched(path, true), "{path}");
        }
        for path in [
            "og.png",
            "data/all.csv",
            "words/es.site.txt",
            "words/en.signup.txt",
            "site.js.br",
            "CNAME",
            ".nojekyll",
            "lazy.css",
            "search-0123456789abcdef.wasm",
        ] {
            assert!(!is_fetched(path, true), "{path}");
        }
        assert!(is_fetched("index.html", false), "the page that stands in for all");
    }

    #[test]
    fn parts_are_held_between_two_sizes() {
        let size = |part: &str, kib: u64| Size {
            path: format!("{part}-0123456789abcdef.wasm"),
            raw: 0,
            gzip: 0,
            brotli: kib * 1024,
        };
        let good = || PARTS.map(|(part, least, _)| size(part, least));
        assert_eq!(problems_of_parts(&good()), Vec::<String>::new());
        let with = |at: usize, kib: u64| {
            let mut sizes = good();
            sizes[at] = size(PARTS[at].0, kib);
            problems_of_parts(&sizes)
        };
        assert!(with(0, 0)[0].contains("`check` has a file of 0.0 KiB"));
        // A shared file counts for each part that needs it.
        let shared = |parts: &str| good().into_iter().chain([size(parts, 30)]).collect::<Vec<_>>();
        assert!(
            problems_of_parts(&shared("check.signup"))[0].contains("`check` costs 42.0 KiB, more than 40")
        );
        assert_eq!(problems_of_parts(&shared("discuss.signup")).len(), 0);
        assert!(problems_of_parts(&shared("home.views"))[0].contains("a part that is unknown here"));
        assert!(with(4, PARTS[4].2 + 1)[0].contains("`search`"));
        assert!(problems_of_parts(&good()[1..])[0].contains("`check` is missing"));
        assert!(problems_of_parts(&[])[0].contains("no parts"));
    }

    #[test]
    fn compressed_sizes_are_smaller_and_the_table_adds_up() {
        let text = "challenge ".repeat(1000);
        let size = measure("a.js".into(), text.as_bytes());
        assert!(size.raw == 10_000 && size.gzip < 200 && size.brotli < 100, "{size:?}");

        let of = |path: &str, brotli| Size { path: path.into(), raw: 4096, gzip: 2048, brotli };
        let table = table(&[of("small.css", 512), of("large.wasm", 1024)], 3);
        let lines: Vec<&str> = table.lines().collect();
        assert!(lines[1].starts_with("large.wasm") && lines[1].ends_with("4.0        2.0        1.0"));
        assert!(lines[2].starts_with("small.css"));
        assert!(lines[3].starts_with("a first visit") && lines[3].ends_with("8.0        4.0        1.5"));
        assert!(lines[4].contains("3 files"));
    }
}
