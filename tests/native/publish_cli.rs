//! `challenge-map publish`, run as a publisher runs it, several times into one folder.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::ROOT;

const PAGE: &str = "<!doctype html><html lang=en><head><meta charset=utf-8><link rel=stylesheet href=/style-0123456789abcdef.css>\
    <script type=module src=/boot.js data-js=/site-0123456789abcdef.js data-wasm=/site-0123456789abcdef_bg.wasm></script>\
    </head><body><div id=app></div></body></html>";

/// Writes the smallest possible built program, with the repository's own loader and data.
fn program(dir: &Path) {
    let root = Path::new(ROOT);
    fs::create_dir_all(dir).unwrap();
    let data =
        ["bundle", "content"].map(|name| ["json", "es.json", "ar.json"].map(|end| format!("{name}.{end}")));
    let others = ["boot.js", "config.json", "embed.js"].map(str::to_owned);
    for name in data.into_iter().flatten().chain(others) {
        fs::copy(root.join("public").join(&name), dir.join(&name)).unwrap();
    }
    fs::create_dir_all(dir.join("words")).unwrap();
    for entry in fs::read_dir(root.join("public/words")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, dir.join("words").join(path.file_name().unwrap())).unwrap();
    }
    for (name, text) in [
        ("index.html", PAGE),
        ("style-0123456789abcdef.css", "body{}"),
        ("site-0123456789abcdef.js", "let wasm_bindgen;"),
        ("site-0123456789abcdef_bg.wasm", "\0asm"),
        ("lazy.css", "p{}"),
        ("search-0123456789abcdef.wasm", "\0asm search"),
    ] {
        fs::write(dir.join(name), text).unwrap();
    }
}

fn publish(dir: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_challenge-map"));
    command.current_dir(dir).args(["publish", "--dist", "program"]).args(more);
    if !more.contains(&"--site-url") {
        command.args(["--site-url", "https://example.org"]);
    }
    command.output().unwrap()
}

fn published(dir: &Path, more: &[&str]) -> String {
    let done = publish(dir, more);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

fn names(dir: &Path) -> BTreeSet<String> {
    fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn programs_of_the_release_before_stay_for_one_more() {
    let dir = tempfile::tempdir().unwrap();
    let program_dir = dir.path().join("program");
    program(&program_dir);
    let site = dir.path().join("site");
    let loaders = || names(&site).into_iter().filter(|name| name.starts_with("boot-")).count();
    let is_part = |name: &String| name.starts_with("search-") && name.ends_with(".wasm");
    let files = |n: u8| {
        for earlier in names(&program_dir).iter().filter(|name| is_part(name)) {
            fs::remove_file(program_dir.join(earlier)).unwrap();
        }
        fs::write(program_dir.join(format!("search-{n:016x}.wasm")), [n]).unwrap();
        published(dir.path(), &["--host", "github"]);
        names(&site).iter().filter(|name| is_part(name)).count()
    };
    assert_eq!((files(1), loaders()), (1, 1));
    assert_eq!((files(2), loaders()), (2, 2));
    assert_eq!((files(2), loaders()), (2, 2), "the same again");
    assert_eq!((files(3), loaders()), (2, 2));
}

#[test]
fn a_folder_of_others_is_refused_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    program(&dir.path().join("program"));
    fs::create_dir(dir.path().join("site")).unwrap();
    fs::write(dir.path().join("site/mine.txt"), "mine").unwrap();
    let done = publish(dir.path(), &["--host", "github"]);
    assert_eq!(done.status.code(), Some(2));
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(told.contains("did not write: name another folder with --out, or empty it"), "{told}");
    assert_eq!(names(&dir.path().join("site")), BTreeSet::from(["mine.txt".to_owned()]));
}

#[test]
fn the_same_program_makes_the_same_bytes() {
    let dir = tempfile::tempdir().unwrap();
    program(&dir.path().join("program"));
    for out in ["one", "two"] {
        published(dir.path(), &["--host", "nginx", "--base", "/repo/", "--out", out]);
    }
    let (one, two) = (dir.path().join("one"), dir.path().join("two"));
    assert_eq!(names(&one), names(&two));
    for name in names(&one) {
        let path = one.join(&name);
        if path.is_file() {
            assert_eq!(fs::read(path).unwrap(), fs::read(two.join(&name)).unwrap(), "{name}");
        }
    }
}

#[test]
fn host_configurations_lie_beside_the_site() {
    let dir = tempfile::tempdir().unwrap();
    program(&dir.path().join("program"));
    for (host, file) in
        [("nginx", "challenge-map.conf"), ("caddy", "challenge-map.caddy"), ("s3", "deploy.sh")]
    {
        published(dir.path(), &["--host", host, "--out", host]);
        assert!(!names(&dir.path().join(host)).contains(file), "{host}");
        assert!(names(&dir.path().join(format!("{host}-{host}"))).contains(file), "{host}");
    }
}

#[test]
fn the_offline_size_is_printed_and_can_be_turned_off() {
    let dir = tempfile::tempdir().unwrap();
    program(&dir.path().join("program"));
    let told = published(dir.path(), &["--host", "github"]);
    assert!(told.contains("Offline: visitors keep 11 files, "), "{told}");
    let worker = || fs::read_to_string(dir.path().join("site/sw.js")).unwrap();
    assert!(!worker().contains("unregister") && dir.path().join("site/offline.html").is_file());
    let told = published(dir.path(), &["--host", "github", "--no-offline"]);
    assert!(!told.contains("Offline"), "{told}");
    assert!(worker().contains("unregister") && !dir.path().join("site/offline.html").exists());
}

/// Previews of links are left out where they take too long, and a preview without its title is told.
#[test]
fn link_previews_can_be_left_out() {
    let dir = tempfile::tempdir().unwrap();
    program(&dir.path().join("program"));
    let bundle = include_str!("../../crates/data/src/sample.json").replacen("\"Math\"", "\"数学\"", 1);
    fs::write(dir.path().join("ours.json"), bundle).unwrap();
    let page = || fs::read_to_string(dir.path().join("site/learning/math.html")).unwrap();
    let pictures = || dir.path().join("site/og").exists() || dir.path().join("site/og.png").exists();
    let told = published(dir.path(), &["--host", "github", "--bundle", "ours.json"]);
    assert!(told.contains("warning: 1 link previews lack their title"), "{told}");
    assert!(told.contains("(`数学`): /learning/math; --no-cards"), "{told}");
    assert!(page().contains("og:image") && page().contains("summary_large_image") && pictures());
    let told = published(dir.path(), &["--host", "github", "--bundle", "ours.json", "--no-cards"]);
    assert!(!told.contains("link previews"), "{told}");
    assert!(!page().contains("og:image") && !page().contains("summary_large_image") && !pictures());
    assert!(page().contains("og:title"));
}

#[test]
fn names_of_published_files_are_reserved_theme_ids() {
    let dir = tempfile::tempdir().unwrap();
    program(&dir.path().join("program"));
    published(dir.path(), &["--host", "github"]);
    let site = dir.path().join("site");
    let text = fs::read_to_string(site.join("bundle.json")).unwrap();
    let dataset = data::bundle::parse(&text).unwrap().dataset;
    // A page is `x.html` with its challenges in `x/`, or `x/index.html`.
    let taken = names(&site).into_iter().filter_map(|name| {
        let page = name.strip_suffix(".html").map(str::to_owned);
        page.or_else(|| site.join(&name).is_dir().then_some(name))
    });
    let own: BTreeSet<String> =
        taken.filter(|id| !dataset.themes().any(|ix| dataset.theme(ix).id.as_str() == id)).collect();
    assert!(own.contains("offline") && own.contains("og"), "{own:?}");
    for id in own {
        assert!(data::bundle::RESERVED_THEME_IDS.contains(&id.as_str()), "{id}");
    }
}

#[test]
fn the_bundle_is_read_and_written_where_the_settings_say() {
    let dir = tempfile::tempdir().unwrap();
    let program_dir = dir.path().join("program");
    program(&program_dir);
    let ours = fs::read_to_string(program_dir.join("bundle.json")).unwrap();
    let ours = ours.replacen("\"title\":\"", "\"title\":\"Ours: ", 1);
    let ours = ours.replacen("\"translations\":[\"es\",\"ar\"],", "", 1);
    let ours = ours.replacen(",\"content\":\"content.json\"", "", 1);
    fs::write(dir.path().join("ours.json"), &ours).unwrap();
    let settings = |bundle: &str| {
        fs::write(program_dir.join("config.json"), format!("{{\"bundle\": \"{bundle}\"}}")).unwrap();
    };
    let refused = |part: &str| {
        let done = publish(dir.path(), &["--base", "/repo/"]);
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.code() == Some(2) && told.contains(part), "{told}");
        assert!(!dir.path().join("site").exists());
    };
    // The first is on this site, which settings alone do not know.
    for no_bundle in ["https://example.org/repo/index.html", "*", "config.json", "sw.js"] {
        settings(no_bundle);
        refused("a bundle on this site is a file of its own whose name ends in .json");
    }
    fs::write(program_dir.join("config.json"), b"{\"contact\": \"https://caf\xe9.example\"}").unwrap();
    refused("config.json: this is not UTF-8 text, as JSON must be (line 1, column 25)");
    settings("data/ours.json");
    refused("`data/ours.json`, but program has no such file: name the bundle with --bundle");
    for elsewhere in ["https://data.example/ours.json", "/elsewhere/ours.json"] {
        settings(elsewhere);
        refused("outside of this site: name a copy of it with --bundle");
    }
    let written = |out: &str| {
        let site = dir.path().join(out);
        let page = fs::read_to_string(site.join("index.html")).unwrap();
        assert!(page.contains("<title>Ours: "), "{out}");
        assert!(!site.join("bundle.json").exists(), "{out}: the sample");
        fs::read_to_string(site.join("data/ours.json")).ok()
    };
    let args = |out| ["--host", "github", "--base", "/repo/", "--bundle", "ours.json", "--out", out];
    published(dir.path(), &args("elsewhere"));
    assert_eq!(written("elsewhere"), None);
    settings("data/ours.json");
    published(dir.path(), &args("given"));
    assert_eq!(written("given").as_ref(), Some(&ours));
    fs::create_dir(program_dir.join("data")).unwrap();
    fs::write(program_dir.join("data/ours.json"), &ours).unwrap();
    published(dir.path(), &["--host", "github", "--out", "built"]);
    assert_eq!(written("built").as_ref(), Some(&ours));
}

/// Words of the example of `challenge-map new` are not its publisher's.
#[test]
fn what_is_left_of_the_example_is_told() {
    let dir = tempfile::tempdir().unwrap();
    program(&dir.path().join("program"));
    let new = Command::new(env!("CARGO_BIN_EXE_challenge-map"))
        .current_dir(dir.path())
        .args(["new", "ours"])
        .output();
    assert!(new.unwrap().status.success());
    let given = ["--bundle", "ours/bundle.json", "--config", "ours/config.json", "--no-cards"];
    let told = published(dir.path(), &given);
    let wanted = "warning: what `challenge-map new` wrote as an example is published: `Our Challenge Map` (site.title), ";
    assert!(told.contains(wanted) && told.contains("`Our community` (site.publisher), "), "{told}");
    assert!(told.contains("(site.home[0]) and 20 more"), "{told}");
    let address = "warning: https://example.org is an address for examples";
    assert!(told.contains(address), "{told}");
    let elsewhere = [&given[..], &["--site-url", "https://e.org"]].concat();
    assert!(!published(dir.path(), &elsewhere).contains("name that of your site"));
}

#[test]
fn a_missing_program_is_told_with_both_ways_to_get_it() {
    let dir = tempfile::tempdir().unwrap();
    for (page, why) in
        [(None, "index.html is not there"), (Some("<p>"), "index.html does not start the program")]
    {
        page.into_iter().for_each(|page| {
            program(&dir.path().join("program"));
            fs::write(dir.path().join("program/index.html"), page).unwrap();
        });
        let done = publish(dir.path(), &[]);
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(2), "{told}");
        for part in [why, "release archive", "`cargo xtask build`", "checkout"] {
            assert!(told.contains(part), "{part}: {told}");
        }
    }
}

/// One would replace the other without a word.
#[test]
fn no_two_files_have_the_same_place() {
    let dir = tempfile::tempdir().unwrap();
    let program_dir = dir.path().join("program");
    program(&program_dir);
    let public = |name: &str| Path::new(ROOT).join("public").join(name);
    for name in ["es.json", "ar.json"] {
        fs::copy(public(&format!("bundle.{name}")), dir.path().join(format!("ours.{name}"))).unwrap();
        fs::copy(public(&format!("content.{name}")), dir.path().join(format!("content.{name}"))).unwrap();
    }
    fs::copy(public("bundle.json"), dir.path().join("ours.json")).unwrap();
    fs::copy(public("content.json"), dir.path().join("content.json")).unwrap();
    fs::create_dir(program_dir.join("data")).unwrap();
    fs::write(program_dir.join("data/theirs.json"), "{}").unwrap();
    for (place, first, second) in [
        ("content.json", "ours.json", "content.json"),
        ("cont%65nt.json", "ours.json", "content.json"),
        ("content.es.json", "ours.json", "content.es.json"),
        ("data/theirs.json", "program/data/theirs.json", "ours.json"),
    ] {
        fs::write(program_dir.join("config.json"), format!("{{\"bundle\": \"{place}\"}}")).unwrap();
        let done = publish(dir.path(), &["--bundle", "ours.json"]);
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        let wanted = format!("{first} and {second} would both be written to `");
        assert!(done.status.code() == Some(2) && told.contains(&wanted), "{place}: {told}");
        assert!(!dir.path().join("site").exists());
    }
}

#[test]
fn an_interrupted_run_is_completed_by_the_next() {
    let dir = tempfile::tempdir().unwrap();
    program(&dir.path().join("program"));
    let site = dir.path().join("site");
    fs::create_dir(&site).unwrap();
    fs::write(site.join(".challenge-map-partial"), "cut off").unwrap();
    published(dir.path(), &["--host", "github"]);
    let whole = names(&site);
    assert!(!whole.contains(".challenge-map-partial"));
    // A folder with the name of a file interrupts a run.
    fs::remove_file(site.join("sw.js")).unwrap();
    fs::create_dir_all(site.join("sw.js/x")).unwrap();
    fs::write(dir.path().join("program/style-fedcba9876543210.css"), "body{}").unwrap();
    let told = String::from_utf8(publish(dir.path(), &["--host", "github"]).stderr).unwrap();
    assert!(told.contains("can't write"), "{told}");
    assert!(site.join("style-fedcba9876543210.css").is_file(), "what pages name comes before them");
    let manifest = fs::read_to_string(site.join(".challenge-map-published")).unwrap();
    assert!(manifest.contains("now style-fedcba9876543210.css\n"), "{manifest}");
    fs::remove_dir_all(site.join("sw.js")).unwrap();
    published(dir.path(), &["--host", "github"]);
    assert!(names(&site).is_superset(&whole));
}
