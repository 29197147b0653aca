//! Warnings about themes and challenges: missing, empty and duplicate parts.

use std::collections::BTreeSet;

use data::challenge::{Challenge, ChallengeIx, LongTexts, Stat};
use data::dataset::{Dataset, SeriesKey};

use crate::{Diagnostics, Warning};

/// The file name that web servers answer a folder with. Several hosts drop it from addresses.
const INDEX: &str = "index";

/// Adds the warnings about themes and challenges.
pub fn check(dataset: &Dataset, diagnostics: &mut Diagnostics) {
    let site = dataset.site();
    for (field, is_empty, consequence) in [
        ("tagline", site.tagline.is_empty(), "the start page will not say what the map is"),
        ("home", site.home.is_empty(), "the start page will begin without a word"),
        ("about", site.about.is_empty(), "the about page will not say who made the map, and how"),
    ] {
        if is_empty {
            diagnostics.add("site", Warning::Without { field, consequence });
        }
    }
    themes(dataset, diagnostics);
    // Of a content file that could not be read nothing is said here.
    let has_long_texts = site.content.is_none()
        || dataset.challenges().any(|ix| *dataset.long_texts(ix) != LongTexts::default());
    let mut names = BTreeSet::new();
    for ix in dataset.challenges() {
        let row = dataset.challenge(ix);
        let path = format!("challenges[{}]", ix.get());
        if !names.insert(row.name.as_str()) {
            diagnostics.add(
                format!("{path}.name"),
                Warning::SameName { kind: "challenge", name: row.name.to_string() },
            );
        }
        challenge(row, &path, diagnostics);
        if has_long_texts && dataset.long_texts(ix).description.is_empty() {
            let consequence = "its page will hardly say what the challenge is";
            diagnostics.add(path.as_str(), Warning::Without { field: "description", consequence });
        }
        for (at, stat) in row.stats.iter().enumerate() {
            if !has_value(dataset, ix, *stat) {
                diagnostics.add(format!("{path}.stats[{at}]"), Warning::StatWithoutValue);
            }
        }
    }
}

fn themes(dataset: &Dataset, diagnostics: &mut Diagnostics) {
    let mut names = BTreeSet::new();
    for (at, group) in dataset.theme_groups().iter().enumerate() {
        let path = format!("groups[{at}]");
        if group.themes.is_empty() {
            diagnostics.add(path.as_str(), Warning::Empty("group", "themes"));
        }
        for (at, ix) in group.themes.iter().enumerate() {
            let (row, path) = (dataset.theme(*ix), format!("{path}.themes[{at}]"));
            if row.challenges.is_empty() {
                diagnostics.add(path.as_str(), Warning::Empty("theme", "challenges"));
            }
            if row.definition.spans().is_empty() {
                let consequence = "its column on the start page will be a bare name";
                diagnostics.add(path.as_str(), Warning::Without { field: "definition", consequence });
            }
            if !names.insert(row.name.as_str()) {
                diagnostics.add(
                    format!("{path}.name"),
                    Warning::SameName { kind: "theme", name: row.name.to_string() },
                );
            }
        }
    }
}

fn challenge(row: &Challenge, path: &str, diagnostics: &mut Diagnostics) {
    if row.summary.spans().is_empty() {
        let consequence = "lists, and links shared elsewhere, will show a bare name";
        diagnostics.add(path, Warning::Without { field: "summary", consequence });
    }
    if row.id.as_str() == INDEX {
        diagnostics.add(format!("{path}.id"), Warning::HostsOwnId(row.id.to_string()));
    }
}

/// Adds the warnings about the long texts of a challenge.
pub fn long_texts(row: &LongTexts, path: &str, diagnostics: &mut Diagnostics) {
    let without_address = |path: String, diagnostics: &mut Diagnostics| {
        let consequence = "readers will have to search for it";
        diagnostics.add(path, Warning::Without { field: "address", consequence });
    };
    for (at, idea) in row.ideas.iter().enumerate() {
        if idea.source.as_ref().is_some_and(|source| source.address.is_none()) {
            without_address(format!("{path}.ideas[{at}].source"), diagnostics);
        }
    }
    for (at, quote) in row.quotes.iter().enumerate() {
        if quote.speaker.is_none() && quote.wave.is_none() {
            diagnostics.add(format!("{path}.quotes[{at}]"), Warning::NobodysQuote);
        }
    }
    for (at, resource) in row.resources.iter().enumerate() {
        if resource.address.is_none() {
            without_address(format!("{path}.resources[{at}]"), diagnostics);
        }
    }
}

fn has_value(dataset: &Dataset, challenge: ChallengeIx, stat: Stat) -> bool {
    let Stat { measure, audience } = stat;
    dataset
        .waves()
        .any(|wave| dataset.cell(SeriesKey { wave, audience, measure }, challenge).value().is_some())
}
