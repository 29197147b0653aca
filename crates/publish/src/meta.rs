//! The head of each page: description, link preview, structured data.

use std::fmt::Write as _;

use challenge_map::messages::published as t;
use data::bundle::json::quoted;
use data::dataset::Dataset;
use explore::messages::common;
use explore::route::Route;

use crate::pages::{Kind, Page};
use crate::{Plan, escape};

/// Returns the lines of the head that only this page has, as HTML. `lazy_sheet` is the element of
/// [`lazy_sheet`](crate::asset_hash::lazy_sheet).
pub fn head(plan: &Plan, page: &Page<'_>, lazy_sheet: &str) -> String {
    let site = plan.dataset.site();
    let mut out = String::new();
    // Writing to a string cannot fail.
    let mut line =
        |text: std::fmt::Arguments<'_>| out.write_fmt(text).and_then(|()| out.write_char('\n')).ok();
    let meta = |key: &str, name: &str, content: &str| {
        format!("<meta {key}=\"{name}\" content=\"{}\">", escape(content))
    };
    line(format_args!("{}", meta("name", "description", &page.description)));
    if matches!(page.kind, Kind::Embed) {
        // The site itself is for no frame.
        line(format_args!("<base target=\"_blank\">"));
    }
    let feed = escape(&plan.base.file("feed.xml"));
    // Without it their content would move when the program brings it.
    if !matches!(page.kind, Kind::Explore | Kind::Embed) {
        line(format_args!("{lazy_sheet}"));
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
    if let Some(card) = page.og_image_file().filter(|_| plan.has_cards) {
        let image = plan.absolute(&plan.base.file(&card));
        for (property, content) in [
            ("og:image", image.as_str()),
            ("og:image:type", "image/png"),
            ("og:image:width", &super::og_image::WIDTH.to_string()),
            ("og:image:height", &super::og_image::HEIGHT.to_string()),
            ("og:image:alt", &page.og_image_alt),
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

/// Returns JSON without characters that could end the script element around it.
fn harmless(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// Returns the page in the vocabulary of schema.org: the dataset, or the breadcrumb trail to a theme or
/// challenge.
fn structured(plan: &Plan, page: &Page<'_>) -> Option<String> {
    match page.kind {
        Kind::Explore | Kind::About => Some(dataset(plan)),
        Kind::Theme(_) | Kind::Challenge(_) => Some(trail(plan, page)),
        Kind::Home | Kind::Discuss | Kind::Search | Kind::Embed | Kind::NotFound => None,
    }
}

fn dataset(plan: &Plan) -> String {
    let dataset = &plan.dataset;
    let site = dataset.site();
    let field = |name: &str, value: &str| format!("{}:{}", quoted(name), quoted(value));
    let about = plan.absolute(&plan.base.href(&Route::About));
    let measures = dataset.measures().map(|ix| {
        let row = dataset.measure(ix);
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
        field("description", &described(dataset)),
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
            field("name", &t::notice()),
            field("text", &site.notice)
        ));
    }
    parts.extend(coverage(dataset).map(|range| field("temporalCoverage", &range)));
    format!("{{{}}}", parts.join(","))
}

/// Returns a description of the dataset, which says so if numbers are made up.
fn described(dataset: &Dataset) -> String {
    let site = dataset.site();
    let illustrative = dataset.waves().filter(|ix| dataset.wave(*ix).is_illustrative());
    let made_up: Vec<&str> = illustrative.map(|ix| dataset.wave(ix).label.as_str()).collect();
    let (challenges, themes) = (dataset.challenges().len(), dataset.themes().len());
    let tagline = site.tagline.trim_end_matches('.');
    if made_up.is_empty() {
        t::dataset(tagline, challenges, themes)
    } else {
        t::dataset_made_up(tagline, challenges, themes, &common::line(&made_up))
    }
}

/// Returns the first and last published wave as an interval of ISO 8601, or `None` without a published wave.
fn coverage(dataset: &Dataset) -> Option<String> {
    let published = dataset.waves_newest_first().iter().filter(|ix| !dataset.wave(**ix).is_illustrative());
    let dates: Vec<&str> = published.map(|ix| dataset.wave(*ix).date.as_str()).collect();
    match (dates.last()?, dates.first()?) {
        (first, last) if first == last => Some((*first).to_owned()),
        (first, last) => Some(format!("{first}/{last}")),
    }
}

fn trail(plan: &Plan, page: &Page<'_>) -> String {
    let dataset = &plan.dataset;
    let mut steps = vec![(dataset.site().title.to_string(), Route::Home)];
    if let Kind::Challenge(challenge) = page.kind {
        let theme = dataset.challenge(challenge).theme;
        steps.push((dataset.theme(theme).name.to_string(), Route::theme(dataset, theme)));
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

    #[test]
    fn nothing_ends_the_element_around_data() {
        let json = harmless(&quoted("</script><!--<script>&"));
        assert!(!json.contains(['<', '>', '&']), "{json}");
    }
}
