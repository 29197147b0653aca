//! A published site, file by file: pages that are complete without scripts, correct numbers, links that
//! resolve.

mod discovery;

use std::sync::{Arc, LazyLock};

use challenge_map::messages::catalog;
use data::bundle::parse;
use data::challenge::Cell;
use data::dataset::Dataset;
use explore::chart_model::ChartModel;
use explore::messages::charts::Waves;
use explore::messages::common;
use explore::route::{Base, Route};
use explore::view_state::ViewState;
use messages::domain::Domain;
use messages::language::Language;
use publish::pages::{Kind, Page};
use publish::render_pages::Renderer;
use publish::{Files, Host, Plan, offline, page_style};
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use signup::config::Config;

use crate::public_sample;

/// A start page as trunk writes it, shortened.
const BUILT: &str = "<!doctype html><html lang=en><meta charset=utf-8><meta content=\"width=device-width,initial-scale=1\" name=viewport>\
    <title>Challenge Map</title><meta content=\"What a community says\" name=description>\
    <link href=/favicon-0123456789abcdef.svg rel=icon type=image/svg+xml><link href=/style-0123456789abcdef.css rel=stylesheet>\
    <link as=script href=/site-0123456789abcdef.js rel=preload><link as=fetch crossorigin href=/site-0123456789abcdef_bg.wasm rel=preload type=application/wasm>\
    <script data-js=/site-0123456789abcdef.js data-wasm=/site-0123456789abcdef_bg.wasm src=/boot.js type=module></script></head>\
    <body><div id=app><main class=\"loading narrow\"><h1>Challenge Map</h1></main></div></body></html>";

const BUILT_FILES: [&str; 7] = [
    "favicon-0123456789abcdef.svg",
    "style-0123456789abcdef.css",
    "site-0123456789abcdef.js",
    "site-0123456789abcdef_bg.wasm",
    "boot.js",
    "lazy.css",
    "bundle.json",
];

/// The number of pages of the sample: the start page, the chart, the page for groups, search, about, frame and
/// "not found", 10 themes and 45 challenges.
const PAGES: usize = 7 + 10 + 45;
/// The number of pages in the sitemap: all but search, frame and "not found".
const LISTED: usize = PAGES - 3;

fn plan(bundle: &str, base: &str) -> Plan {
    let dataset = parse(bundle).unwrap_or_else(|diagnostics| panic!("{diagnostics:#?}")).dataset;
    plan_of(dataset, base)
}

fn plan_of(dataset: Dataset, base: &str) -> Plan {
    Plan {
        dataset: Arc::new(dataset),
        config: Config::default(),
        base: Base::of(base),
        origin: "https://example.org".to_owned(),
        host: Host::Serve,
        has_cards: true,
    }
}

fn published(plan: &Plan) -> Files {
    let mut files = Files::default();
    BUILT_FILES.iter().for_each(|name| files.insert(*name, *b"built"));
    files.insert("index.html", BUILT);
    offline::add_shell(plan, &mut files).unwrap();
    let renderer = Renderer::new(plan, &mut files).unwrap();
    files.remove(offline::SHELL);
    for page in renderer.pages() {
        renderer.render(page).into_iter().for_each(|(path, bytes)| files.insert(path, bytes));
    }
    files
}

/// The sample at a host's root and below a path. It is published once for all tests, because an unoptimized
/// build draws images slowly.
static ROOT: LazyLock<(Plan, Files)> = LazyLock::new(|| sample("/"));
static BELOW: LazyLock<(Plan, Files)> = LazyLock::new(|| sample("/repo/"));

fn sample(base: &str) -> (Plan, Files) {
    let plan = plan_of(public_sample::dataset(), base);
    let files = published(&plan);
    (plan, files)
}

fn text_of(files: &Files, path: &str) -> String {
    let bytes = files.get(path).unwrap_or_else(|| panic!("{path} is not written"));
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Returns a page as a browser without scripts parses it, which includes the content of `noscript`.
fn page_at(files: &Files, path: &str) -> Html {
    let html = text_of(files, path);
    let (head, body) = html.split_once("</head>").unwrap();
    // A head may not contain other elements, so its `noscript` tags are removed.
    let head = head.replace("<noscript>", "").replace("</noscript>", "");
    Html::parse_document(&format!("{head}</head>{}", body.replace("noscript>", "div>")))
}

fn pages(files: &Files) -> Vec<(String, Html)> {
    let html = files.iter().filter(|(path, _)| path.ends_with(".html"));
    html.map(|(path, _)| (path.to_owned(), page_at(files, path))).collect()
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn attribute(page: &Html, selector: &str, name: &str) -> String {
    let found = all(page, selector);
    assert_eq!(found.len(), 1, "{selector}");
    found[0].attr(name).unwrap().to_owned()
}

/// Returns the text that a reader without scripts sees, with single spaces.
fn words(page: &Html) -> String {
    let body = all(page, "#app").remove(0);
    let hidden = ["DIALOG", "SCRIPT"];
    let mut out = String::new();
    for node in body.descendants() {
        let inside = |name: &&str| {
            node.ancestors()
                .any(|up| up.value().as_element().is_some_and(|up| up.name().eq_ignore_ascii_case(name)))
        };
        if let Some(text) = node.value().as_text().filter(|_| !hidden.iter().any(inside)) {
            out.push_str(text);
            out.push(' ');
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_page_is_valid_html_that_a_strict_policy_allows() {
    let files = &ROOT.1;
    let pages = pages(files);
    assert_eq!(pages.len(), PAGES);
    for (path, page) in &pages {
        assert!(page.errors.is_empty(), "{path}: {:?}", page.errors);
        assert_eq!(all(page, "h1").len(), 1, "{path}");
        assert_eq!(attribute(page, "html", "lang"), "en-US", "{path}");
        for element in all(page, "*") {
            for (name, value) in element.value().attrs() {
                assert!(name != "style" && !name.starts_with("on"), "{path}: {name}={value}");
                assert!(
                    !value.trim_start().to_ascii_lowercase().starts_with("javascript:"),
                    "{path}: {value}"
                );
            }
        }
        for script in all(page, "script") {
            let is_data = script.attr("type") == Some("application/ld+json");
            assert!(is_data || (script.attr("src").is_some() && script.inner_html().is_empty()), "{path}");
        }
        assert_eq!(all(page, "style").len(), 1, "{path}");
        let style = page_style::hash(&text_of(files, path));
        assert!(style.is_some() && style == page_style::hash(&text_of(files, "index.html")), "{path}");
    }
}

#[test]
fn all_pages_but_the_visualization_have_the_sheet_of_lazy_parts() {
    let files = &BELOW.1;
    let hash = assets::sri_hash(b"built");
    let link = format!("<link rel=\"stylesheet\" href=\"/repo/lazy.css\" integrity=\"{hash}\">");
    for (path, _) in pages(files) {
        let (head, body) =
            text_of(files, &path).split_once("</head>").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        let has_sheet = !["explore/index.html", "embed/index.html"].contains(&path.as_str());
        assert_eq!(head.matches(&link).count(), usize::from(has_sheet), "{path}");
        let named = head.matches("lazy.css").count() + body.matches("lazy.css").count();
        assert_eq!(named, usize::from(has_sheet), "{path}");
    }
}

/// The loader says in the page's language why nothing runs, also when nothing more can be fetched: `public/boot.js`.
#[test]
fn every_page_has_the_messages_of_the_loader() {
    let messages = catalog::file(catalog::english(), Domain::Loader);
    for (path, page) in pages(&BELOW.1) {
        assert_eq!(attribute(&page, "#app > .not-starting", "data-messages"), messages.trim_end(), "{path}");
        assert_eq!(attribute(&page, "#app > .not-starting", "data-language"), "en", "{path}");
    }
}

#[test]
fn every_internal_link_leads_to_a_file_below_the_base() {
    for (base, site) in [("/", &*ROOT), ("/repo/", &*BELOW)] {
        let files = &site.1;
        let mut followed = 0;
        for (path, page) in pages(files) {
            for (selector, name) in [
                ("[href]", "href"),
                ("[src]", "src"),
                ("[srcset]", "srcset"),
                ("[data-js]", "data-js"),
                ("[data-wasm]", "data-wasm"),
                ("[data-style]", "data-style"),
                ("meta[property='og:image'], meta[property='og:url']", "content"),
            ] {
                for element in all(&page, selector) {
                    let link = element.attr(name).unwrap();
                    let link = link.strip_prefix("https://example.org").unwrap_or(link);
                    // Fragments, queries of the same page, and links to other sites.
                    if link.is_empty()
                        || link.starts_with(['#', '?'])
                        || link.contains("://")
                        || link.starts_with("mailto:")
                    {
                        continue;
                    }
                    let inside = link.strip_prefix(base).unwrap_or_else(|| panic!("{path} ({base}): {link}"));
                    let target = inside.split(['?', '#']).next().unwrap().trim_end_matches('/');
                    let page = if target.is_empty() {
                        "index.html".to_owned()
                    } else {
                        format!("{target}/index.html")
                    };
                    assert!(
                        files.get(target).is_some() || files.get(&page).is_some(),
                        "{path} ({base}): {link}"
                    );
                    followed += 1;
                }
            }
        }
        assert!(followed > 20 * PAGES, "{followed}");
    }
}

#[test]
fn pages_show_the_numbers_of_the_dataset() {
    let (plan, files) = &*ROOT;
    let dataset: &Dataset = &plan.dataset;
    let mut absent = 0;
    for page in Page::all(dataset) {
        let Kind::Challenge(challenge) = page.kind else { continue };
        let said = words(&page_at(files, &page.file()));
        if let Some((cut, cell)) = dataset.published_rank(challenge) {
            assert!(said.contains(&common::sentence(dataset, cut, cell)), "{}", page.file());
        }
        for stat in &dataset.challenge(challenge).stats {
            let kind = dataset.measure(stat.measure).kind;
            let newest = dataset.newest_value(stat.measure, stat.audience, challenge);
            let cell = newest.map_or(Cell::NotPublished, |(_, cell)| cell);
            absent += usize::from(cell.value().is_none());
            let is_said = match cell {
                Cell::TooFew => said.contains(&common::too_few()),
                _ => said.contains(&folded(&common::value(kind, cell))),
            };
            assert!(is_said, "{}: {cell:?}", page.file());
        }
        // The ends of a ruler are no values.
        assert!(!said.replace("0% 100%", "").contains(" 0%"), "{}", page.file());
    }
    let explore = words(&page_at(files, "explore/index.html"));
    let picture = ChartModel::new(dataset, &ViewState::new(dataset));
    assert!(!picture.rows.is_empty() && !picture.absent.is_empty());
    assert!(explore.contains(&folded(&picture.takeaway_with(dataset, Waves::Beside))));
    for row in &picture.rows {
        let name = folded(&dataset.challenge(row.challenge).name);
        let value = picture.value_text(dataset, row, 0);
        assert!(explore.contains(&format!("{name} {value}")), "{name} {value}");
    }
    assert!(explore.contains(&common::not_published()));
    assert_eq!(absent, 0, "the sample's cards all have a number, of which some are illustrative");
}

#[test]
fn made_up_numbers_say_so_on_every_page_that_has_them() {
    let (plan, files) = &*ROOT;
    let dataset = &plan.dataset;
    let made_up = |challenge| {
        dataset.challenge(challenge).stats.iter().any(|stat| {
            let newest = dataset.newest_value(stat.measure, stat.audience, challenge);
            newest.is_some_and(|(wave, _)| dataset.wave(wave).is_illustrative())
        })
    };
    let mut found = 0;
    for challenge in dataset.challenges().filter(|ix| made_up(*ix)) {
        let path =
            format!("{}/index.html", Route::challenge(dataset, challenge).path().trim_start_matches('/'));
        assert!(words(&page_at(files, &path)).contains("Illustrative"), "{path}");
        found += 1;
    }
    assert!(found > 0);
}

#[test]
fn explore_has_chart_files_in_light_and_dark() {
    let (plan, files) = &*BELOW;
    let page = page_at(files, "explore/index.html");
    // The top, and the rest, which is fetched later and has no words of its own.
    let images = all(&page, "figure picture img");
    let loading: Vec<_> =
        images.iter().map(|image| (image.attr("loading"), image.attr("alt") == Some(""))).collect();
    assert_eq!(loading, [(Some("eager"), false), (Some("lazy"), true)]);
    let says = images[0].attr("alt").unwrap();
    let picture = ChartModel::new(&plan.dataset, &ViewState::new(&plan.dataset));
    assert_eq!(says, picture.takeaway(&plan.dataset));
    let drawings: Vec<_> = all(&page, "figure picture source");
    let dark = drawings.iter().filter(|source| source.attr("media").unwrap().contains("dark")).count();
    assert!(dark * 2 == drawings.len() && dark >= 6);
    for source in drawings {
        let file = source.attr("srcset").unwrap().strip_prefix("/repo/").unwrap();
        let svg = text_of(files, file);
        let drawn = roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{file}: {error}"));
        let root = drawn.root_element();
        for side in ["width", "height"] {
            let (is, told) = (root.attribute(side).unwrap(), source.attr(side).unwrap());
            assert_eq!(is.parse::<f64>().unwrap().ceil(), told.parse::<f64>().unwrap(), "{file}");
        }
    }
    assert!(!all(&page, "section.table-view tbody tr").is_empty(), "the table is there without a click");
    assert!(
        all(&page, "section.table-view button, section.table-view input").is_empty(),
        "and nothing in it asks for script"
    );
}

#[test]
fn a_plan_makes_the_same_bytes_each_time() {
    let (plan, files) = &*BELOW;
    assert!(published(plan) == *files);
}

#[test]
fn hostile_names_stay_text_everywhere() {
    let hostile = "</script></title><script>alert(1)</script>\\\" onload=x \u{1f600} ]]> & <b>";
    let bundle = include_str!("../../crates/data/src/sample.json")
        .replace("\"name\": \"Math\"", &format!("\"name\": \"{hostile}\""))
        .replace("\"title\": \"Challenge Map\"", &format!("\"title\": \"{hostile}\""))
        .replace("\"publisher\": \"Tests\"", &format!("\"publisher\": \"{hostile}\""))
        .replace("\"summary\": \"Numbers.\"", &format!("\"summary\": \"{hostile}\""));
    let plan = plan(&bundle, "/");
    let name = plan.dataset.site().title.clone();
    assert!(name.contains("<script>"));
    let files = &published(&plan);
    for (path, page) in pages(files) {
        assert!(page.errors.is_empty(), "{path}: {:?}", page.errors);
        assert_eq!(all(&page, "title").len(), 1, "{path}");
        for script in all(&page, "script") {
            let is_data = script.attr("type") == Some("application/ld+json");
            assert!(is_data || script.attr("src") == Some("/boot.js"), "{path}: {}", script.html());
            if is_data {
                serde_json::from_str::<Value>(&script.inner_html()).unwrap();
            }
        }
        assert!(all(&page, "[onload]").is_empty() && all(&page, "#app b").is_empty(), "{path}");
    }
    for path in ["feed.xml", "sitemap.xml"] {
        roxmltree::Document::parse(&text_of(files, path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
    let about = page_at(files, "about/index.html");
    let data: Value =
        serde_json::from_str(&all(&about, "script[type='application/ld+json']")[0].inner_html()).unwrap();
    assert_eq!(data["name"], name.as_str());
}

#[test]
fn a_bundle_without_any_number_is_published_too() {
    let bare = r#"{"format":1,"site":{"title":"T","tagline":"G","publisher":"P","language":"de"},"minimum_respondents":10,"measures":[{"id":"urgent","kind":"percent","label":"Urgent","question":"Is it?","sentence":"S"}],"dimensions":[],"waves":[],
        "groups":[{"name":"G","themes":[{"id":"a","name":"A","definition":"Text"}]}],
        "challenges":[{"id":"c","name":"公平","theme":"a"}],"results":[]}"#;
    let files = &published(&plan(bare, "/"));
    assert!(text_of(files, "explore/index.html").contains("lang=\"de\""));
    assert!(files.get("og/a/c.png").is_some());
    roxmltree::Document::parse(&text_of(files, "feed.xml")).unwrap();
}

#[test]
fn the_tool_writes_a_site_and_refuses_other_folders() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir(at("dist")).unwrap();
    std::fs::write(at("dist/index.html"), BUILT).unwrap();
    std::fs::write(at("dist/bundle.json"), include_str!("../../crates/data/src/sample.json")).unwrap();
    std::fs::write(at("dist/boot.js"), include_str!("../../public/boot.js")).unwrap();
    std::fs::create_dir(at("dist/words")).unwrap();
    let words = Language::ALL.into_iter().flat_map(|language| Domain::SHIPPED.map(|part| (language, part)));
    let words = words.map(|(language, part)| format!("words/{}", catalog::file_name(language, part)));
    let others = ["lazy.css", "site-0123456789abcdef.js"].map(str::to_owned);
    for name in words.chain(others) {
        std::fs::write(at("dist").join(name), "a file").unwrap();
    }
    let run = |more: &[&str]| {
        let mut tool = std::process::Command::new(env!("CARGO_BIN_EXE_challenge-map"));
        tool.current_dir(folder.path()).arg("publish").args(more).output().unwrap()
    };
    let done = run(&["--site-url", "https://example.org/", "--base", "repo"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let told = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(
        told.contains(
            "warnings: `challenge-map check dist/bundle.json --site-url https://example.org/repo/` lists"
        ),
        "{told}"
    );
    let page = std::fs::read_to_string(at("site/learning/math/index.html")).unwrap();
    assert!(page.contains("href=\"https://example.org/repo/learning/math\""));
    for bad in ["example.org", "https://example.org/repo/", "ftp://example.org", "https://"] {
        let refused = run(&["--site-url", bad]);
        assert!(
            !refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("origin"),
            "{bad}"
        );
    }
    std::fs::write(at("dist/index.html"), "<html><head></head></html>").unwrap();
    let refused = run(&["--site-url", "https://example.org"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("does not start the program"));
}
