//! The pages as HTML text, from the same components that the browser runs: they are readable without scripts.

use std::collections::BTreeSet;
use std::sync::Arc;

use challenge_map::messages::translations;
use challenge_map::placeholder::Placeholder;
use challenge_map::{LoadError, Site, prerender};
use data::bundle::parse;
use data::dataset::Dataset;
use data::translation;
use explore::headline::Headline;
use explore::messages::common;
use explore::messages::common::capitalised;
use explore::route::{Base, Route};
use explore::view_state::ViewState;
use messages::language::Language;
use messages::locale::with_locale;
use signup::config::Config;

use crate::public_sample;

const SEED: &str = "/school-culture-climate-safety/student-teacher-relationships";

fn read(source: &str) -> Dataset {
    parse(source).unwrap_or_else(|problems| panic!("{problems:#?}")).dataset
}

fn site(base: &str) -> Site {
    site_of(public_sample::dataset(), base)
}

fn site_of(dataset: Dataset, base: &str) -> Site {
    Site::new(Arc::new(dataset), Base::of(base), Config::default().bundle)
}

/// Returns the text of a page, without tags and with single blanks.
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
    text(&prerender::page(&site("/"), path))
}

/// Asserts that the text contains the phrases in this order.
fn assert_in_order(text: &str, phrases: &[&str]) {
    let mut rest = text;
    for phrase in phrases {
        let at = rest.find(phrase).unwrap_or_else(|| panic!("no {phrase:?} in what follows: {rest}"));
        rest = &rest[at + phrase.len()..];
    }
}

#[test]
fn the_seed_page_is_recognisable_section_by_section() {
    let page = page_text(SEED);
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
    let html = prerender::published(&site("/map/"), "/map/discuss", Placeholder::default());
    let said = text(&html);
    let steps = [
        "Look",
        "Compare where you work or live",
        "Name your priorities",
        "Plan in quick rounds",
        "Ask whose voices",
    ];
    assert_in_order(&said, &["need JavaScript"]);
    assert_in_order(&said, &[steps.as_slice(), &["5 to 10 minutes", "What do you notice first?"]].concat());
    // Once in the agenda, once over the step it leads to.
    assert!(steps.iter().all(|step| said.matches(step).count() >= 2), "{said}");
    assert!(html.contains("href=\"/map/discuss#step-2\"") && html.contains("id=\"step-2\""));
}

#[test]
fn illustrative_numbers_are_labelled_with_their_sample() {
    let html = prerender::page(&site("/"), SEED);
    let stats = html.matches("class=\"stat-value").count();
    assert_eq!(stats, 3, "a card for each headline measure");
    // Beside the cards: the headline, and the place among all.
    assert_eq!(html.matches("class=\"badge\"").count(), stats + 2);
    assert_eq!(text(&html).matches(" answered").count(), stats);
}

/// Returns the labels of images in a page.
fn image_labels(html: &str) -> Vec<String> {
    let images = html.split("<svg ").skip(1).filter_map(|rest| rest.split_once('>'));
    let tags = images.map(|(tag, _)| tag).filter(|tag| tag.contains("role=\"img\""));
    tags.filter_map(|tag| Some(tag.split_once("aria-label=\"")?.1.split_once('"')?.0.to_owned())).collect()
}

/// On every page with glyphs each says its values, its wave and that it is made up; the badge that explains this is there
/// once.
#[test]
fn glyphs_say_their_values_and_wave_under_one_badge() {
    let site = site("/");
    let dataset = &site.dataset;
    let headline = Headline::opening(dataset).unwrap();
    let wave = common::wave_label(dataset, headline.wave);
    assert!(wave.contains("illustrative"));
    let of_themes = dataset.themes().map(|theme| {
        let row = dataset.theme(theme);
        (Route::theme(dataset, theme).path(), row.challenges.clone())
    });
    let pages: Vec<_> = of_themes.chain([("/".to_owned(), dataset.challenges().collect())]).collect();
    for (path, challenges) in pages {
        let html = prerender::page(&site, &path);
        let labels: BTreeSet<String> = image_labels(&html).into_iter().collect();
        let with_values = challenges.iter().filter(|ix| headline.has_values(dataset, **ix));
        let expected: BTreeSet<String> = with_values.map(|ix| headline.words(dataset, *ix)).collect();
        assert_eq!(labels, expected, "{path}");
        assert!(labels.iter().all(|label| label.ends_with(wave.as_str())), "{path}");
        assert_eq!(html.matches("class=\"badge-help\"").count(), 1, "{path}");
    }
}

/// Returns a bundle with this number of challenges in nine themes, without numbers.
fn large_bundle(challenges: usize) -> String {
    let list =
        |count: usize, item: &dyn Fn(usize) -> String| (0..count).map(item).collect::<Vec<_>>().join(",");
    let themes = list(9, &|at| format!(r#"{{"id":"theme-{at}","name":"Theme {at}"}}"#));
    let rows = list(challenges, &|at| {
        format!(
            r#"{{"id":"challenge-{at}","name":"Challenge {at}","theme":"theme-{}","summary":"About it."}}"#,
            at % 9
        )
    });
    format!(
        r#"{{"format":1,"site":{{"title":"Made up","publisher":"Nobody","language":"en"}},"minimum_respondents":10,
"measures":[{{"id":"urgent","kind":"percent","label":"Urgent","question":"Is it?","sentence":"It is"}}],
"dimensions":[],"waves":[],"groups":[{{"name":"All","themes":[{themes}]}}],"challenges":[{rows}],"results":[]}}"#
    )
}

/// A browser took seconds to render 10,000 challenges on the start page; of more than 400 it lists about as many.
#[test]
fn the_map_of_a_large_survey_is_cut_and_leads_to_all() {
    for (challenges, listed, links) in [(396, 396, 0), (900, 9 * 44, 9)] {
        let dataset = parse(&large_bundle(challenges)).unwrap().dataset;
        let html = prerender::page(&site_of(dataset, "/"), "/");
        assert_eq!(html.matches("/challenge-").count(), listed);
        assert_eq!(html.matches("See all 100 challenges").count(), links);
    }
}

#[test]
fn the_home_search_is_a_form_for_the_search_page() {
    for path in ["/map/", "/map/no/such/page"] {
        let html = prerender::published(&site("/map/"), path, Placeholder::default());
        let form = html.split("<form").find(|form| form.contains("class=\"search\"")).unwrap();
        assert!(form.split_once('>').unwrap().0.contains("action=\"/map/search\""), "{form}");
        assert!(form.split_once("</form>").unwrap().0.contains("name=\"q\""));
    }
}

#[test]
fn the_home_page_says_ranks_with_their_waves() {
    let page = page_text("/");
    assert!(page.contains("#8 in spring 2020"));
    assert!(page.contains(", #1 in spring 2019"), "one that led is said to have");
}

#[test]
fn a_challenge_page_shows_the_group_of_its_address() {
    let site = site("/");
    let dataset = &site.dataset;
    let challenge = dataset.find_challenge("student-teacher-relationships").unwrap();
    let mut said = BTreeSet::new();
    for group in ["everyone", "role/teacher", "context/rural"] {
        let query = format!("group={group}");
        let headline = Headline::of(dataset, &ViewState::parse_filter(&query, dataset)).unwrap();
        let html = prerender::page(&site, &format!("{SEED}?{query}"));
        let page = text(&html);
        let values: Vec<String> = headline
            .series
            .iter()
            .map(|series| {
                common::value(dataset.measure(series.measure).kind, dataset.cell(*series, challenge))
            })
            .collect();
        let phrases: Vec<String> = ["Priority", "Widespread", "Urgent"]
            .iter()
            .zip(&values)
            .map(|(label, value)| format!("{label} {value}"))
            .map(|phrase| phrase.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        assert_in_order(&page, &phrases.iter().map(String::as_str).collect::<Vec<_>>());
        let links = html.matches(&format!("?{query}\"")).count();
        assert!(group == "everyone" || links >= 4, "neighbors keep the group: {links}");
        said.insert(values);
    }
    assert_eq!(said.len(), 3, "the groups differ");
}

#[test]
fn every_challenge_with_data_has_its_headline_measures() {
    let site = site("/");
    let dataset = &site.dataset;
    let headline = Headline::opening(dataset).unwrap();
    let mut with_data = 0;
    for challenge in dataset.challenges() {
        let html = prerender::page(&site, &Route::challenge(dataset, challenge).path());
        let lanes = if headline.has_values(dataset, challenge) { headline.series.len() } else { 0 };
        assert_eq!(html.matches("class=\"lane-value").count(), lanes);
        let cards = html.matches("class=\"stat-value").count();
        let strips = html.matches("class=\"glyph strip").count();
        if headline.has_values(dataset, challenge) {
            with_data += 1;
            assert!(cards >= headline.series.len() && strips > 0);
        } else {
            assert_eq!(strips, 0);
        }
    }
    assert!(with_data > 30, "{with_data}");
}

#[test]
fn links_of_a_filtered_chart_keep_its_filter() {
    let html = prerender::page(&site("/"), "/explore?view=table&measure=urgent&group=context/rural&v=2");
    let links = html.matches("?group=context/rural\"").count();
    assert!(links > 30, "{links}");
}

#[test]
fn values_are_in_the_markup_and_no_unknown_value_is_a_zero() {
    let site = site("/");
    for challenge in site.dataset.challenges() {
        let path = Route::challenge(&site.dataset, challenge).path();
        let page = text(&prerender::page(&site, &path));
        // The ends of a ruler are no values.
        assert!(!page.replace("0% 100%", "").contains(" 0%"), "{path}");
    }
}

#[test]
fn pages_have_one_h1_and_no_dead_links() {
    let site = site("/");
    let mut paths = vec![Route::Home, Route::Explore(""), Route::Discuss, Route::Search(""), Route::About];
    paths.extend(site.dataset.themes().map(|theme| Route::theme(&site.dataset, theme)));
    paths.extend(site.dataset.challenges().map(|challenge| Route::challenge(&site.dataset, challenge)));
    let known: Vec<String> = paths.iter().map(Route::path).collect();
    for path in &known {
        let html = prerender::page(&site, path);
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
    let html = prerender::page(&site("/repo/"), "/repo/equity");
    assert!(html.contains("Opportunity Gaps"), "the page itself is found");
    let links: Vec<&str> =
        html.split("href=\"/").skip(1).map(|link| link.split('"').next().unwrap()).collect();
    assert!(links.len() > 10);
    assert!(links.iter().all(|link| link.starts_with("repo/")), "{links:?}");
}

#[test]
fn the_home_page_lists_every_theme_and_challenge() {
    let site = site("/");
    let page = text(&prerender::page(&site, "/"));
    for theme in site.dataset.themes() {
        assert!(page.contains(site.dataset.theme(theme).name.as_str()));
    }
    for challenge in site.dataset.challenges() {
        assert!(page.contains(site.dataset.challenge(challenge).name.as_str()));
    }
    assert_in_order(&page, &["Top priorities", "League district leaders", "#1", "Find a challenge"]);
}

#[test]
fn explore_has_its_takeaway_without_scripts() {
    let page = page_text("/explore?measure=urgent&group=role/teacher");
    assert_in_order(
        &page,
        &[" teachers answered “urgent” for ", "Illustrative", "Sample survey 2025, teachers", "Urgent"],
    );
    let fallback = page_text("/explore?wave=2031");
    assert!(fallback.contains("The address asks for the wave “2031”, which this site does not have."));
}

#[test]
fn search_without_scripts_offers_the_themes() {
    let published = text(&prerender::published(&site("/repo/"), "/repo/search", Placeholder::default()));
    assert_in_order(&published, &["Search", "Search needs JavaScript.", "Student Learning", "Equity"]);
    let html = prerender::published(&site("/repo/"), "/repo/search", Placeholder::default());
    assert!(html.contains("href=\"/repo/equity\""));
    // Nothing is on its way.
    assert!(!published.contains("Opening the page"));
}

#[test]
fn an_invalid_bundle_lists_its_file_and_all_errors() {
    let source = r#"{"format": 1, "site": {"title": "T", "publisher": "P", "language": "en"}, "measures": [], "waves": [],
        "groups": [], "challenges": [{"id": "math", "name": "Math", "theme": "lerning"}, {"id": "B", "theme": 3}]}"#;
    let problems = parse(source).err().unwrap().iter().map(ToString::to_string).collect();
    let error = LoadError::Bundle { file: "bundle.json".to_owned(), problems };
    let page = text(&prerender::failure(error));
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

/// An element of a page, with everything about its language.
#[derive(Default)]
struct Element {
    name: String,
    /// Its own language tag.
    lang: Option<String>,
    /// `true` for a choice of language, where the name of each language is in that language.
    is_choice_of_language: bool,
    /// All of its text.
    text: String,
    /// The language tags that apply to its text: its own, or that of the nearest element around or inside.
    langs: BTreeSet<Option<String>>,
}

impl Element {
    fn new(tag: &str) -> Self {
        let value = |name: &str| {
            let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
            rest.split_once('"').map(|(value, _)| value.to_owned())
        };
        let name = tag.split(' ').next().unwrap().to_owned();
        let is_choice_of_language = value("data-language").is_some();
        Self { name, lang: value("lang"), is_choice_of_language, ..Self::default() }
    }
}

/// Returns the elements of a page, each before those around it.
fn elements(html: &str) -> Vec<Element> {
    const VOID: [&str; 6] = ["br", "hr", "img", "input", "link", "source"];
    let (mut open, mut all): (Vec<Element>, Vec<Element>) = (Vec::new(), Vec::new());
    // leptos leaves comments where there is nothing.
    let html: String =
        html.split("<!--").map(|part| part.split_once("-->").map_or(part, |(_, rest)| rest)).collect();
    for part in html.split('<').skip(1) {
        let (tag, said) = part.split_once('>').unwrap();
        if let Some(name) = tag.strip_prefix('/') {
            let element = open.pop().unwrap();
            assert_eq!(element.name, name);
            all.push(element);
        } else {
            let element = Element::new(tag);
            if VOID.contains(&element.name.as_str()) { all.push(element) } else { open.push(element) }
        }
        let said =
            said.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        let lang = open.iter().rev().find_map(|element| element.lang.clone());
        for element in &mut open {
            element.text += &said;
            if !said.trim().is_empty() {
                element.langs.insert(lang.clone());
            }
        }
    }
    all
}

/// Asserts for all pages of a data set that the texts `foreign` carry the tag `en`, and nothing else does.
/// Returns those of `foreign` that were found.
fn assert_marked(site: &Site, foreign: &BTreeSet<String>) -> BTreeSet<String> {
    let dataset = &site.dataset;
    let views = ["", "view=pair", "view=change", "view=gap&measure=urgent", "view=table&pins=math,literacy"];
    let themes = dataset.themes().map(|theme| Route::theme(dataset, theme).path());
    let challenges = dataset.challenges().map(|challenge| Route::challenge(dataset, challenge).path());
    let rest = [Route::Home, Route::About, Route::Search(""), Route::Discuss].map(|route| route.path());
    let views = views.map(|query| Route::Explore(query).path());
    let english = BTreeSet::from([Some("en".to_owned())]);
    let large = foreign.iter().map(|text| capitalised(text));
    let said: BTreeSet<String> = large.chain(foreign.iter().cloned()).collect();
    let mut seen = BTreeSet::new();
    for path in rest.into_iter().chain(views).chain(themes).chain(challenges) {
        for element in elements(&prerender::published(site, &path, Placeholder::default())) {
            let Element { name, lang, text, langs, .. } = &element;
            let text = text.trim();
            // What an audience is called in sentences heads a column with a large letter. Emphasis stands within a
            // sentence, whatever it says.
            let is_foreign = said.contains(text) && name != "em";
            if is_foreign {
                assert_eq!(*langs, english, "{path}: {name} {text:?}");
                seen.insert(text.to_owned());
            } else if !element.is_choice_of_language {
                assert_eq!(*lang, None, "{path}: {name} {text:?}");
            }
        }
    }
    seen
}

#[test]
fn exactly_the_untranslated_texts_carry_their_language() {
    let bundle = public_sample::file("bundle.json");
    let original = translation::Original::bundle(&bundle);
    let all: serde_json::Value = serde_json::from_str(&public_sample::file("bundle.es.json")).unwrap();
    for left_out in 0..3 {
        let mut some = all.clone();
        let texts = some["texts"].as_object_mut().unwrap();
        let paths: Vec<String> = texts.keys().skip(left_out).step_by(3).cloned().collect();
        for path in &paths {
            texts.remove(path);
        }
        let made =
            translation::apply(&original, &some.to_string(), "es", &|_, _, _| "Faltan.".to_owned()).unwrap();
        let mut dataset = read(&made.document);
        dataset.mark_language("en", &|text| made.untranslated.contains(text));
        let site = site_of(dataset, "/");
        let seen =
            with_locale(translations::locale(Language::Spanish), || assert_marked(&site, &made.untranslated));
        assert!(seen.len() * 2 > made.untranslated.len(), "{} of {}", seen.len(), made.untranslated.len());
    }
}

#[test]
fn without_a_translation_every_text_carries_its_language() {
    let bundle = public_sample::file("bundle.json");
    let original = translation::Original::bundle(&bundle);
    let none = translation::update(&original, None, "es", false).unwrap().text;
    let foreign = translation::apply(&original, &none, "es", &|_, _, _| String::new()).unwrap().untranslated;
    let mut dataset = read(&bundle);
    dataset.mark_language("en", &|_| true);
    let seen = with_locale(translations::locale(Language::Spanish), || {
        assert_marked(&site_of(dataset, "/"), &foreign)
    });
    assert!(seen.contains("Literacy") && seen.len() * 2 > foreign.len());
}

#[test]
fn a_page_in_its_own_language_marks_no_text() {
    assert_eq!(assert_marked(&site("/"), &BTreeSet::new()), BTreeSet::new());
}
