//! Themes and challenges: what is missing, empty or there twice.

use std::collections::BTreeSet;

use super::{Notes, Warning};
use crate::atlas::{Atlas, Cut};
use crate::challenge::{Challenge, ChallengeIx, Stat};

/// What web servers answer a folder with; several drop it from addresses.
const INDEX: &str = "index";

pub fn look(atlas: &Atlas, notes: &mut Notes) {
    let site = atlas.site();
    for (field, is_empty, consequence) in [
        ("tagline", site.tagline.is_empty(), "the start page will not say what the map is"),
        ("home", site.home.is_empty(), "the start page will begin without a word"),
        ("about", site.about.is_empty(), "the about page will not say who made the map, and how"),
    ] {
        if is_empty {
            notes.add("site", Warning::Without { field, consequence });
        }
    }
    themes(atlas, notes);
    let mut names = BTreeSet::new();
    for ix in atlas.challenges() {
        let row = atlas.challenge(ix);
        let path = format!("challenges[{}]", ix.get());
        if !names.insert(row.name.as_str()) {
            notes.add(
                format!("{path}.name"),
                Warning::SameName { kind: "challenge", name: row.name.to_string() },
            );
        }
        challenge(row, &path, notes);
        for (at, stat) in row.stats.iter().enumerate() {
            if !has_value(atlas, ix, *stat) {
                notes.add(format!("{path}.stats[{at}]"), Warning::StatWithoutValue);
            }
        }
    }
}

fn themes(atlas: &Atlas, notes: &mut Notes) {
    let mut names = BTreeSet::new();
    for (at, group) in atlas.theme_groups().iter().enumerate() {
        let path = format!("groups[{at}]");
        if group.themes.is_empty() {
            notes.add(path.as_str(), Warning::Empty("group", "themes"));
        }
        for (at, ix) in group.themes.iter().enumerate() {
            let (row, path) = (atlas.theme(*ix), format!("{path}.themes[{at}]"));
            if row.challenges.is_empty() {
                notes.add(path.as_str(), Warning::Empty("theme", "challenges"));
            }
            if row.definition.spans().is_empty() {
                let consequence = "its column on the start page will be a bare name";
                notes.add(path.as_str(), Warning::Without { field: "definition", consequence });
            }
            if !names.insert(row.name.as_str()) {
                notes.add(
                    format!("{path}.name"),
                    Warning::SameName { kind: "theme", name: row.name.to_string() },
                );
            }
        }
    }
}

fn challenge(row: &Challenge, path: &str, notes: &mut Notes) {
    for (field, is_empty, consequence) in [
        (
            "summary",
            row.summary.spans().is_empty(),
            "lists, and links shared elsewhere, will show a bare name",
        ),
        ("description", row.description.is_empty(), "its page will hardly say what the challenge is"),
    ] {
        if is_empty {
            notes.add(path, Warning::Without { field, consequence });
        }
    }
    if row.id.as_str() == INDEX {
        notes.add(format!("{path}.id"), Warning::HostsOwnId(row.id.to_string()));
    }
    for (at, quote) in row.quotes.iter().enumerate() {
        if quote.speaker.is_none() && quote.wave.is_none() {
            notes.add(format!("{path}.quotes[{at}]"), Warning::NobodysQuote);
        }
    }
    for (at, resource) in row.resources.iter().enumerate() {
        if resource.address.is_none() {
            let consequence = "readers will have to search for it";
            let warning = Warning::Without { field: "address", consequence };
            notes.add(format!("{path}.resources[{at}]"), warning);
        }
    }
}

fn has_value(atlas: &Atlas, challenge: ChallengeIx, stat: Stat) -> bool {
    let Stat { measure, audience } = stat;
    atlas.waves().any(|wave| atlas.cell(Cut { wave, audience, measure }, challenge).value().is_some())
}
