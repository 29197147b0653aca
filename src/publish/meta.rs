//! What a page says of itself to those who list and share it: description, card, structured data.

use std::fmt::Write as _;

use super::page::{Kind, Page};
use super::seal::LAZY_SHEET;
use super::{Plan, escape};
use crate::atlas::Atlas;
use crate::bundle::json::quoted;
use crate::route::Route;
use crate::text::{self, published as words};

/// The longest description, in characters: what search engines show of one.
pub const DESCRIPTION: usize = 160;

/// A text cut at a word so that it has at most `most` characters, the ellipsis among them.
pub fn cut(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most {
        return text;
    }
    let fits: String = text.chars().take(most.saturating_sub(1)).collect();
    // A word that is not whole goes, unless it is the only one.
    let next = text[fits.len()..].starts_with(' ');
    let whole =
        if next { fits.as_str() } else { fits.rsplit_once(' ').map_or(fits.as_str(), |(words, _)| words) };
    format!("{}…", whole.trim_end_matches([' ', ',', ';', ':', '.', '–']))
}

/// The lines of a page's head that are its own, as HTML.
pub fn head(plan: &Plan, page: &Page<'_>) -> String {
    let site = plan.atlas.site();
    let mut out = String::new();
    // Writing to a string cannot fail.
    let mut line =
        |text: std::fmt::Arguments<'_>| out.write_fmt(text).and_then(|()| out.write_char('\n')).ok();
    let meta = |key: &str, name: &str, content: &str| {
        format!("<meta {key}=\"{name}\" content=\"{}\">", escape(content))
    };
    line(format_args!("{}", meta("name", "description", &page.description)));
    let feed = escape(&plan.base.file("feed.xml"));
    // Who runs the page gets this sheet from the loader, after the first paint; to them this is text.
    if matches!(page.kind, Kind::Discuss | Kind::Search) {
        let lazy = escape(&plan.base.file(LAZY_SHEET));
        line(format_args!("<noscript><link rel=\"stylesheet\" href=\"{lazy}\"></noscript>"));
    }
    line(format_args!(
        "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"{}\" href=\"{feed}\">",
        escape(&site.title)
    ));
    if !page.is_listed() {
        line(format_args!("{}", meta("name", "robots", "noindex")));
        return out;
    }
    let address = plan.absolute(&plan.base.href(&page.route));
    line(format_args!("<link rel=\"canonical\" href=\"{}\">", escape(&address)));
    let kind = if matches!(page.kind, Kind::Challenge(_)) { "article" } else { "website" };
    for (property, content) in [
        ("og:type", kind),
        ("og:site_name", &site.title),
        ("og:title", &page.heading),
        ("og:description", &page.description),
        ("og:url", &address),
    ] {
        line(format_args!("{}", meta("property", property, content)));
    }
    if let Some(card) = page.card_file() {
        let image = plan.absolute(&plan.base.file(&card));
        for (property, content) in [
            ("og:image", image.as_str()),
            ("og:image:type", "image/png"),
            ("og:image:width", &super::card::WIDTH.to_string()),
            ("og:image:height", &super::card::HEIGHT.to_string()),
            ("og:image:alt", &page.card_words),
        ] {
            line(format_args!("{}", meta("property", property, content)));
        }
        line(format_args!("{}", meta("name", "twitter:card", "summary_large_image")));
    }
    if let Some(data) = structured(plan, page) {
        line(format_args!("<script type=\"application/ld+json\">{}</script>", harmless(&data)));
    }
    out
}

/// JSON that nothing in it can end the element around.
fn harmless(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// The page as schema.org's words say it: the data set where it is told of, else the way that leads here.
fn structured(plan: &Plan, page: &Page<'_>) -> Option<String> {
    match page.kind {
        Kind::Explore | Kind::About => Some(dataset(plan)),
        Kind::Theme(_) | Kind::Challenge(_) => Some(trail(plan, page)),
        Kind::Home | Kind::Discuss | Kind::Search | Kind::Embed | Kind::NotFound => None,
    }
}

fn dataset(plan: &Plan) -> String {
    let atlas = &plan.atlas;
    let site = atlas.site();
    let field = |name: &str, value: &str| format!("{}:{}", quoted(name), quoted(value));
    let about = plan.absolute(&plan.base.href(&Route::About));
    let measures = atlas.measures().map(|ix| {
        let row = atlas.measure(ix);
        format!(
            "{{\"@type\":\"PropertyValue\",{},{}}}",
            field("name", &row.label),
            field("description", &row.question)
        )
    });
    let bundle = plan.config.bundle.resolve(plan.base.path());
    let bundle = if bundle.starts_with('/') { plan.absolute(&bundle) } else { bundle };
    let mut parts = vec![
        "\"@context\":\"https://schema.org\",\"@type\":\"Dataset\"".to_owned(),
        field("@id", &format!("{about}#data")),
        field("name", &site.title),
        field("description", &described(atlas)),
        field("url", &about),
        field("inLanguage", &site.language),
        format!("\"creator\":{{\"@type\":\"Organization\",{}}}", field("name", &site.publisher)),
        "\"isAccessibleForFree\":true".to_owned(),
        format!(
            "\"distribution\":[{{\"@type\":\"DataDownload\",\"encodingFormat\":\"application/json\",{}}}]",
            field("contentUrl", &bundle)
        ),
        format!("\"variableMeasured\":[{}]", measures.collect::<Vec<_>>().join(",")),
    ];
    if !site.notice.is_empty() {
        parts.push(format!(
            "\"license\":{{\"@type\":\"CreativeWork\",{},{}}}",
            field("name", &words::notice()),
            field("text", &site.notice)
        ));
    }
    parts.extend(coverage(atlas).map(|range| field("temporalCoverage", &range)));
    format!("{{{}}}", parts.join(","))
}

/// What the data set is, with the word that made-up numbers carry.
fn described(atlas: &Atlas) -> String {
    let site = atlas.site();
    let illustrative = atlas.waves().filter(|ix| atlas.wave(*ix).is_illustrative());
    let made_up: Vec<&str> = illustrative.map(|ix| atlas.wave(ix).label.as_str()).collect();
    let (challenges, themes) = (atlas.challenges().len(), atlas.themes().len());
    let tagline = site.tagline.trim_end_matches('.');
    if made_up.is_empty() {
        words::dataset(tagline, challenges, themes)
    } else {
        words::dataset_made_up(tagline, challenges, themes, &text::line(&made_up))
    }
}

/// From the first to the last published wave, as ISO 8601 has it; none without one.
fn coverage(atlas: &Atlas) -> Option<String> {
    let published = atlas.waves_newest_first().iter().filter(|ix| !atlas.wave(**ix).is_illustrative());
    let dates: Vec<&str> = published.map(|ix| atlas.wave(*ix).date.as_str()).collect();
    match (dates.last()?, dates.first()?) {
        (first, last) if first == last => Some((*first).to_owned()),
        (first, last) => Some(format!("{first}/{last}")),
    }
}

fn trail(plan: &Plan, page: &Page<'_>) -> String {
    let atlas = &plan.atlas;
    let mut steps = vec![(atlas.site().title.to_string(), Route::Home)];
    if let Kind::Challenge(challenge) = page.kind {
        let theme = atlas.challenge(challenge).theme;
        steps.push((atlas.theme(theme).name.to_string(), Route::theme(atlas, theme)));
    }
    steps.push((page.heading.clone(), page.route));
    let steps = steps.iter().enumerate().map(|(at, (name, route))| {
        let address = plan.absolute(&plan.base.href(route));
        format!(
            "{{\"@type\":\"ListItem\",\"position\":{},\"name\":{},\"item\":{}}}",
            at + 1,
            quoted(name),
            quoted(&address)
        )
    });
    let steps: Vec<String> = steps.collect();
    format!(
        "{{\"@context\":\"https://schema.org\",\"@type\":\"BreadcrumbList\",\"itemListElement\":[{}]}}",
        steps.join(",")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cut_ends_at_a_word() {
        assert_eq!(cut("One two three", 13), "One two three");
        assert_eq!(cut("One two three", 12), "One two…");
        assert_eq!(cut("One two, three", 9), "One two…");
        assert_eq!(cut("One  two\nthree", 8), "One two…");
        assert_eq!(cut("Donaudampfschiff", 6), "Donau…");
    }

    #[test]
    fn nothing_ends_the_element_around_data() {
        let json = harmless(&quoted("</script><!--<script>&"));
        assert!(!json.contains(['<', '>', '&']), "{json}");
    }

    proptest! {
        #[test]
        fn a_cut_never_is_too_long_and_begins_as_the_text(text in "\\PC{0,60}", most in 2..40usize) {
            let short = cut(&text, most);
            prop_assert!(short.chars().count() <= most);
            let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert!(folded.starts_with(short.trim_end_matches('…')));
        }
    }
}
