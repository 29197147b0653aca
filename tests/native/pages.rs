//! The pages as HTML text, from the same components that the browser runs: readable without script.

use std::sync::Arc;

use challenge_map::bundle::parse;
use challenge_map::config::Config;
use challenge_map::route::{Base, Route};
use challenge_map::ui::still::Still;
use challenge_map::ui::{LoadError, Site, render};

fn site(base: &str) -> Site {
    let source = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/public/bundle.json")).unwrap();
    let atlas = parse(&source).unwrap_or_else(|problems| panic!("{problems:#?}")).atlas;
    Site {
        atlas: Arc::new(atlas),
        source: None,
        base: Base::of(base),
        bundle: Config::default().bundle,
        settings: None,
    }
}

/// The text of a page: without tags, blanks folded.
fn text(html: &str) -> String {
    let mut out = String::new();
    for (at, part) in html.split('<').enumerate() {
        let said = if at == 0 { part } else { part.split_once('>').map_or("", |(_, said)| said) };
        out.push_str(said);
        out.push(' ');
    }
    let unescaped =
        out.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    unescaped.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn page_text(path: &str) -> String {
    text(&render::page(&site("/"), path))
}

/// Asserts that the phrases stand in the text in this order.
fn assert_in_order(text: &str, phrases: &[&str]) {
    let mut rest = text;
    for phrase in phrases {
        let at = rest.find(phrase).unwrap_or_else(|| panic!("no {phrase:?} in what follows: {rest}"));
        rest = &rest[at + phrase.len()..];
    }
}

#[test]
fn the_seed_page_is_recognisable_section_by_section() {
    let page = page_text("/school-culture-climate-safety/student-teacher-relationships");
    assert_in_order(
        &page,
        &[
            "Student-Teacher Relationships",
            "The Challenge",
            "This challenge ranked as practitioners’ #8 priority in spring 2020.",
            "Explore visualization",
            "Educators recognize that to grow and persist at school",
            "Challenge Stats",
            "Educators responded this challenge is widespread",
            "Educators responded this challenge is urgent",
            "Ideas from the Field",
            "One district has built a “social emotional academic development” team",
            "In the Words of District Staff",
            "I am pretty tech-savvy",
            "Middle school teacher, Spring 2020",
            "When I only have a student for four months",
            "Resources",
            "6 Strategies for Building Better Student Relationships",
            "Sign up for updates",
        ],
    );
}

#[test]
fn the_guide_for_groups_is_read_without_script() {
    let html = render::published(&site("/map/"), "/map/discuss", Still::default());
    let said = text(&html);
    let steps =
        ["Look", "Hold your own setting", "Name your priorities", "Plan in quick rounds", "Ask whose voices"];
    assert_in_order(&said, &["need JavaScript"]);
    assert_in_order(&said, &[steps.as_slice(), &["5 to 10 minutes", "What do you notice first?"]].concat());
    // Once in the agenda, once over the step it leads to.
    assert!(steps.iter().all(|step| said.matches(step).count() >= 2), "{said}");
    assert!(html.contains("href=\"/map/discuss#step-2\"") && html.contains("id=\"step-2\""));
}

#[test]
fn every_made_up_number_of_a_page_says_so_and_tells_how_many_answered() {
    let html = render::page(&site("/"), "/school-culture-climate-safety/student-teacher-relationships");
    let stats = html.matches("class=\"stat-value").count();
    assert_eq!(stats, 2);
    assert_eq!(html.matches("class=\"badge\"").count(), stats);
    assert_eq!(text(&html).matches(" answered").count(), stats);
}

#[test]
fn values_are_in_the_markup_and_no_unknown_value_is_a_zero() {
    let site = site("/");
    for challenge in site.atlas.challenges() {
        let path = Route::challenge(&site.atlas, challenge).path();
        let page = text(&render::page(&site, &path));
        assert!(!page.contains(" 0\u{a0}%"), "{path}");
    }
}

#[test]
fn every_page_has_one_first_heading_and_every_link_of_the_site_leads_to_a_page() {
    let site = site("/");
    let mut paths = vec![Route::Home, Route::Explore(""), Route::Discuss, Route::Search(""), Route::About];
    paths.extend(site.atlas.themes().map(|theme| Route::theme(&site.atlas, theme)));
    paths.extend(site.atlas.challenges().map(|challenge| Route::challenge(&site.atlas, challenge)));
    let known: Vec<String> = paths.iter().map(Route::path).collect();
    for path in &known {
        let html = render::page(&site, path);
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
        assert!(!html.contains("Page not found"), "{path}");
        for link in html.split("href=\"/").skip(1) {
            let target = format!("/{}", link.split(['"', '?', '#']).next().unwrap());
            assert!(known.contains(&target) || target == "/bundle.json", "{path} links to {target}");
        }
    }
}

#[test]
fn an_address_without_a_page_says_so_and_offers_a_way_back() {
    for path in ["/nowhere", "/equity/nothing", "/equity/math", "/a/b/c"] {
        let page = page_text(path);
        assert_in_order(&page, &["Page not found", "Go to the map of all challenges", "Find a challenge"]);
    }
}

#[test]
fn links_work_below_a_sub_path() {
    let html = render::page(&site("/repo/"), "/repo/equity");
    assert!(html.contains("Opportunity Gaps"), "the page itself is found");
    let links: Vec<&str> =
        html.split("href=\"/").skip(1).map(|link| link.split('"').next().unwrap()).collect();
    assert!(links.len() > 10);
    assert!(links.iter().all(|link| link.starts_with("repo/")), "{links:?}");
}

#[test]
fn the_home_page_lists_every_theme_and_challenge() {
    let site = site("/");
    let page = text(&render::page(&site, "/"));
    for theme in site.atlas.themes() {
        assert!(page.contains(&site.atlas.theme(theme).name));
    }
    for challenge in site.atlas.challenges() {
        assert!(page.contains(&site.atlas.challenge(challenge).name));
    }
    assert_in_order(&page, &["First priorities", "League district leaders", "#1", "Find a challenge"]);
}

#[test]
fn explore_says_what_it_shows_before_any_script_runs() {
    let page = page_text("/explore?measure=urgent&group=role/teacher");
    assert_in_order(
        &page,
        &["Teachers answer “urgent” most often for", "illustrative numbers", "Illustrative", "Urgent"],
    );
    let fallback = page_text("/explore?wave=2031");
    assert!(fallback.contains("The address asks for the wave “2031”, which this site does not have."));
}

#[test]
fn searching_says_that_it_needs_script_and_offers_the_themes_without() {
    let published = text(&render::published(&site("/repo/"), "/repo/search", Still::default()));
    assert_in_order(&published, &["Search", "Searching needs JavaScript.", "Student Learning", "Equity"]);
    let html = render::published(&site("/repo/"), "/repo/search", Still::default());
    assert!(html.contains("href=\"/repo/equity\""));
    // Nothing is on its way.
    assert!(!published.contains("Opening the page"));
}

#[test]
fn a_bundle_that_cannot_be_shown_names_the_file_and_every_problem() {
    let source = r#"{"format": 1, "site": {"title": "T", "publisher": "P", "language": "en"}, "measures": [], "waves": [],
        "groups": [], "challenges": [{"id": "math", "name": "Math", "theme": "lerning"}, {"id": "B", "theme": 3}]}"#;
    let problems = parse(source).err().unwrap().iter().map(ToString::to_string).collect();
    let error = LoadError::Bundle { file: "bundle.json".to_owned(), problems };
    let page = text(&render::failure(error));
    assert_in_order(
        &page,
        &[
            "The map could not be loaded",
            "bundle.json can’t be shown",
            "challenges[0].theme",
            "challenges[1]",
        ],
    );
}
