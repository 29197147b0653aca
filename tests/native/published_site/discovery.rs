//! Everything that search engines, feed readers and link previews read.

use std::collections::BTreeSet;

use data::bundle::parse;
use publish::og_image;
use publish::pages::{DESCRIPTION, Page};
use publish::render_pages::Renderer;
use publish::{Files, offline};
use serde_json::Value;

use super::{BELOW, BUILT, LISTED, ROOT, all, attribute, page_at, pages, plan, published, text_of};

#[test]
fn titles_and_descriptions_are_unique_and_short() {
    let files = &ROOT.1;
    let (mut titles, mut descriptions) = (BTreeSet::new(), BTreeSet::new());
    for (path, page) in pages(files) {
        let title = all(&page, "title").iter().map(|title| title.inner_html()).collect::<String>();
        let description = attribute(&page, "meta[name=description]", "content");
        assert!(!title.is_empty() && description.chars().count() >= 40, "{path}: {title:?}, {description:?}");
        assert!(description.chars().count() <= DESCRIPTION, "{path}: {description}");
        assert!(titles.insert(title), "{path}");
        assert!(descriptions.insert(description), "{path}");
    }
}

#[test]
fn pages_with_equal_names_have_different_titles() {
    let twice = include_str!("../../../crates/data/src/sample.json")
        .replace("\"name\": \"Equity\"", "\"name\": \"Student Learning\"")
        .replace("\"name\": \"Literacy\"", "\"name\": \"Math\"")
        .replace("Reading.", "Numbers.");
    let parsed = parse(&twice).unwrap_or_else(|diagnostics| panic!("{diagnostics:#?}"));
    let names = parsed.dataset.challenges().map(|ix| parsed.dataset.challenge(ix).name.as_str());
    assert_eq!(names.filter(|name| *name == "Math").count(), 2);
    let pages = Page::all(&parsed.dataset);
    let distinct = |part: fn(&Page<'_>) -> String| pages.iter().map(part).collect::<BTreeSet<_>>().len();
    assert_eq!(distinct(|page| page.title.clone()), pages.len());
    assert_eq!(distinct(|page| page.description.clone()), pages.len());
}

#[test]
fn link_previews_name_page_image_and_data() {
    let (plan, files) = &*BELOW;
    let page = page_at(files, "equity/opportunity-gaps/index.html");
    let address = "https://example.org/repo/equity/opportunity-gaps";
    assert_eq!(attribute(&page, "link[rel=canonical]", "href"), address);
    assert_eq!(attribute(&page, "meta[property='og:url']", "content"), address);
    assert_eq!(attribute(&page, "meta[property='og:title']", "content"), "Opportunity Gaps");
    assert_eq!(attribute(&page, "meta[name='twitter:card']", "content"), "summary_large_image");
    let image = attribute(&page, "meta[property='og:image']", "content");
    assert_eq!(image, "https://example.org/repo/og/equity/opportunity-gaps.png");
    let trail: Value =
        serde_json::from_str(&all(&page, "script[type='application/ld+json']")[0].inner_html()).unwrap();
    assert_eq!(trail["@type"], "BreadcrumbList");
    assert_eq!(trail["itemListElement"][2]["item"], address);

    for path in ["about/index.html", "explore/index.html"] {
        let page = page_at(files, path);
        let data: Value =
            serde_json::from_str(&all(&page, "script[type='application/ld+json']")[0].inner_html()).unwrap();
        assert_eq!(data["@type"], "Dataset");
        assert_eq!(data["distribution"][0]["contentUrl"], "https://example.org/repo/bundle.json");
        assert_eq!(data["temporalCoverage"], "2019/2025-08-04");
        assert_eq!(data["license"]["text"], plan.dataset.site().notice.as_str());
        assert!(data["description"].as_str().unwrap().contains("Invented, for illustration only"));
    }
    for path in ["404.html", "embed/index.html"] {
        let page = page_at(files, path);
        assert_eq!(attribute(&page, "meta[name=robots]", "content"), "noindex");
        assert!(all(&page, "link[rel=canonical]").is_empty());
    }
}

#[test]
fn sitemap_robots_and_feed_name_every_page_and_are_well_formed() {
    let (plan, files) = &*BELOW;
    let sitemap = text_of(files, "sitemap.xml");
    let sitemap = roxmltree::Document::parse(&sitemap).unwrap();
    let named: BTreeSet<&str> = sitemap
        .descendants()
        .filter(|node| node.has_tag_name("loc"))
        .filter_map(|node| node.text())
        .collect();
    let listed: Vec<String> = Page::all(&plan.dataset)
        .iter()
        .filter(|page| page.is_listed())
        .map(|page| plan.absolute(&plan.base.href(&page.route)))
        .collect();
    assert_eq!(named.len(), LISTED);
    assert!(listed.iter().all(|address| named.contains(address.as_str())));
    let robots = text_of(files, "robots.txt");
    assert!(
        robots.contains("Disallow:\n") && robots.contains("Sitemap: https://example.org/repo/sitemap.xml\n")
    );

    let feed = text_of(files, "feed.xml");
    let feed = roxmltree::Document::parse(&feed).unwrap();
    let atom = |name: &'static str| ("http://www.w3.org/2005/Atom", name);
    let entries: Vec<_> =
        feed.root_element().children().filter(|node| node.has_tag_name(atom("entry"))).collect();
    assert_eq!(entries.len(), 45);
    let mut ids = BTreeSet::new();
    for entry in entries {
        let part = |name| entry.children().find(|node| node.has_tag_name(atom(name))).unwrap();
        assert!(ids.insert(part("id").text().unwrap().to_owned()));
        assert_eq!(part("id").text(), part("link").attribute("href"));
        assert!(part("updated").text().unwrap().ends_with("T00:00:00Z"));
    }
}

#[test]
fn og_images_are_png_of_the_right_size() {
    let files = &ROOT.1;
    let images: Vec<_> = files.iter().filter(|(path, _)| path.ends_with(".png")).collect();
    assert_eq!(images.len(), LISTED);
    for (path, bytes) in images {
        let reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        assert_eq!(
            (reader.info().width, reader.info().height),
            (og_image::WIDTH, og_image::HEIGHT),
            "{path}"
        );
        assert!(bytes.len() < 300 << 10, "{path}: {} bytes", bytes.len());
    }
}

/// Returns a bundle with one challenge of this name, in a language.
fn named(language: &str, name: &str) -> String {
    format!(
        r#"{{"format":1,"site":{{"title":"T","tagline":"G","publisher":"P","language":"{language}"}},"minimum_respondents":10,
        "measures":[{{"id":"urgent","kind":"percent","label":"U","question":"Q","sentence":"S"}}],"dimensions":[],"waves":[],
        "groups":[{{"name":"G","themes":[{{"id":"a","name":"A","definition":"D"}}]}}],
        "challenges":[{{"id":"c","name":"{name}","theme":"a"}}],"results":[]}}"#
    )
}

/// Returns the horizontal extent in px of what is dark in the title's part of the image of the challenge.
fn title_extent(language: &str, name: &str) -> Option<(usize, usize)> {
    let files = published(&plan(&named(language, name), "/"));
    let mut reader =
        png::Decoder::new(std::io::Cursor::new(files.get("og/a/c.png").unwrap())).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    let width = og_image::WIDTH as usize;
    let title = pixels[width * 4 * 200..width * 4 * 330].chunks_exact(4).enumerate();
    let dark: Vec<usize> =
        title.filter(|(_, pixel)| pixel.iter().take(3).all(|c| *c < 90)).map(|(at, _)| at % width).collect();
    Some((*dark.iter().min()?, *dark.iter().max()?))
}

/// The title of an Arabic page is drawn, and begins at the right.
#[test]
fn og_images_have_the_letters_of_their_language() {
    let (width, margin) = (og_image::WIDTH as usize, 80);
    let (left, right) = title_extent("en", "Water").unwrap();
    assert!(left < margin && right < width / 2, "{left} to {right}");
    let (left, right) = title_extent("ar", "الماء").unwrap();
    assert!(right > width - margin && left > width / 2, "{left} to {right}");
    assert_eq!(title_extent("en", "公平"), None, "left out rather than shown as boxes");
}

/// Returns the paths of pages whose images lack letters of their titles.
fn lacking_letters(bundle: &str) -> Vec<String> {
    let plan = plan(bundle, "/");
    let mut files = Files::default();
    files.insert("index.html", BUILT);
    offline::add_shell(&plan, &mut files).unwrap();
    let renderer = Renderer::new(&plan, &mut files).unwrap();
    renderer.without_letters().iter().map(|page| page.route.path()).collect()
}

/// A survey of residents in Arabic: nothing on its pages is of another field, and its images have all words.
#[test]
fn a_survey_of_another_field_has_words_of_its_own() {
    let bundle = include_str!("../../cases/pub-other-field/bundle.json");
    assert_eq!(lacking_letters(bundle), [""; 0]);
    let files = published(&plan(bundle, "/"));
    let headings = |files: &Files| -> Vec<String> {
        let page = page_at(files, "t/c/index.html");
        all(&page, "h2").iter().map(|heading| heading.text().collect()).collect()
    };
    let found = headings(&files);
    assert!(found.iter().any(|heading| heading == "بكلماتهم"), "{found:?}");
    let nameless = published(&plan(&bundle.replacen("الحفر", "公平", 1), "/"));
    assert!(files.get("og/t/c.png") != nameless.get("og/t/c.png"), "the title is drawn");
    let own = bundle.replacen("\"publisher\"", "\"quotes_heading\": \"بكلمات السكان\", \"publisher\"", 1);
    let found = headings(&published(&plan(&own, "/")));
    assert!(found.iter().any(|heading| heading == "بكلمات السكان"), "{found:?}");
}

#[test]
fn titles_without_letters_are_told() {
    let lacking = |name: &str| lacking_letters(&named("en", name));
    assert_eq!(lacking("公平 Equity"), ["/a/c"]);
    for known in ["Equity", "الماء والكهرباء", "Ύδωρ", "Вода"] {
        assert_eq!(lacking(known), [""; 0], "{known}");
    }
}
