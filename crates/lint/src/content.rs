//! Warnings about themes and challenges: missing, empty and duplicate parts.

use std::collections::BTreeSet;

use data::challenge::{Challenge, ChallengeIx, Stat};
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
    for (field, is_empty, consequence) in [
        (
            "summary",
            row.summary.spans().is_empty(),
            "lists, and links shared elsewhere, will show a bare name",
        ),
        ("description", row.description.is_empty(), "its page will hardly say what the challenge is"),
    ] {
        if is_empty {
            diagnostics.add(path, Warning::Without { field, consequence });
        }
    }
    if row.id.as_str() == INDEX {
        diagnostics.add(format!("{path}.id"), Warning::HostsOwnId(row.id.to_string()));
    }
    for (at, quote) in row.quotes.iter().enumerate() {
        if quote.speaker.is_none() && quote.wave.is_none() {
            diagnostics.add(format!("{path}.quotes[{at}]"), Warning::NobodysQuote);
        }
    }
    for (at, resource) in row.resources.iter().enumerate() {
        if resource.address.is_none() {
            let consequence = "readers will have to search for it";
            let warning = Warning::Without { field: "address", consequence };
            diagnostics.add(format!("{path}.resources[{at}]"), warning);
        }
    }
}

fn has_value(dataset: &Dataset, challenge: ChallengeIx, stat: Stat) -> bool {
    let Stat { measure, audience } = stat;
    dataset
        .waves()
        .any(|wave| dataset.cell(SeriesKey { wave, audience, measure }, challenge).value().is_some())
}
