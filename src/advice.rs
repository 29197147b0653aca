//! What a publisher would want to know of a bundle that can be shown: warnings, never errors.
//!
//! Native only: the browser shows what it is given and has no use for this. [`crate::bundle::parse`]
//! holds the rules that a bundle may not break; here stands what is allowed and yet hardly meant.

mod content;
mod survey;
#[cfg(test)]
mod tests;
mod texts;

use std::collections::BTreeSet;

use crate::atlas::Atlas;
use crate::bundle::{Position, positions};
use crate::challenge::WebAddress;

/// One thing that is hardly meant, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// JSON path, e.g. `challenges[3]`.
    pub path: String,
    /// Line and column.
    pub position: Option<Position>,
    /// What it is.
    pub warning: Warning,
}

/// What is hardly meant, with what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// Letters of several scripts in one word, as in a word made to look like another (UTS 39, section 5.1).
    #[error("the word `{0}` mixes letters of several scripts that look alike; write it in one")]
    MixedScripts(String),
    /// A character that takes no room.
    #[error(
        "the text holds an invisible character (U+{0:04X}), which keeps searches from finding it; delete it"
    )]
    Invisible(u32),
    /// Signs that a page shows as they are written.
    #[error(
        "`{0}` is shown as it stands: a text has *emphasis* and [links](https://example.org), and no HTML"
    )]
    Markup(String),
    /// A link whose words read as another address.
    #[error("the link reads `{label}` but leads to {host}; the page will show both")]
    MisleadingLabel {
        /// What is read.
        label: String,
        /// Where it goes.
        host: String,
    },
    /// A host of another script.
    #[error(
        "{0} is the ASCII form of a host of another script; the page will show it, so that nobody takes it for another"
    )]
    OtherScriptHost(String),
    /// A link to a page of this site that is not there.
    #[error("`{0}` is an address of this site, but it has no such page{1}")]
    DeadLink(String, Hint),
    /// More text than its place is made for.
    #[error("{place} of {found} characters; more than {sensible} are hard to take in there")]
    LongText {
        /// Which place, with its article.
        place: &'static str,
        /// Characters found.
        found: usize,
        /// Characters that fit well.
        sensible: usize,
    },
    /// A field that may be left out, but is missed.
    #[error("there is no `{field}`: {consequence}")]
    Without {
        /// The field.
        field: &'static str,
        /// What readers will meet instead.
        consequence: &'static str,
    },
    /// A row with nothing in it.
    #[error("the {0} has no {1}; fill it or take it out")]
    Empty(&'static str, &'static str),
    /// Two rows that readers can't tell apart.
    #[error("another {kind} has the name `{name}` too")]
    SameName {
        /// Challenge, theme, wave...
        kind: &'static str,
        /// The name.
        name: String,
    },
    /// Words of nobody, at no time.
    #[error("the quote has neither `speaker` nor `wave`: say who spoke, or when")]
    NobodysQuote,
    /// A number that a page is to show and that no wave has.
    #[error(
        "no wave has a value for this challenge, measure and audience; the page will say \"not published\""
    )]
    StatWithoutValue,
    /// A row that no result belongs to.
    #[error("no result belongs to the {kind} `{id}`; visitors who choose it will find nothing")]
    Unused {
        /// Wave, group, measure.
        kind: &'static str,
        /// Its id.
        id: String,
    },
    /// No numbers at all.
    #[error("there is no value in `results`; every picture will be empty")]
    NoResults,
    /// A question whose answers are not told apart.
    #[error(
        "the measure `{0}` has values for everyone but for no group; the comparison of groups will be empty"
    )]
    NeverByGroup(String),
    /// Shares that can't be suppressed, as nobody says what they rest on.
    #[error(
        "{columns} results of the wave don't say how many answered, so values that rest on fewer than {minimum} can't be hidden; add `respondents`"
    )]
    UnknownRespondents {
        /// How many results.
        columns: usize,
        /// The bundle's minimum.
        minimum: u32,
    },
    /// A sentence without its number.
    #[error("the sentence never says {{value}}, so readers will not learn the number from it")]
    SentenceWithoutValue,
    /// Not a language tag (BCP 47).
    #[error("`{0}` is not a language tag, such as en or pt-BR; screen readers choose their voice by it")]
    Language(String),
    /// An id that hosts treat in their own way.
    #[error("many hosts take an address that ends in `{0}` for its folder; choose another id")]
    HostsOwnId(String),
}

/// "did you mean", where there is something like it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint(Option<String>);

impl std::fmt::Display for Hint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|name| write!(f, ", did you mean `{name}`?"))
    }
}

/// Looks a bundle over: `source` is what `atlas` was read from, `site_url` where it will be published,
/// if that is known. In document order.
pub fn advise(source: &str, atlas: &Atlas, site_url: Option<&WebAddress>) -> Vec<Advice> {
    let mut notes = Notes(Vec::new());
    content::look(atlas, &mut notes);
    survey::look(atlas, &mut notes);
    texts::look(atlas, site_url, &mut notes);
    notes.placed(source)
}

/// What was noticed so far, by path.
struct Notes(Vec<(String, Warning)>);

impl Notes {
    fn add(&mut self, path: impl Into<String>, warning: Warning) {
        self.0.push((path.into(), warning));
    }

    fn placed(self, source: &str) -> Vec<Advice> {
        let paths: BTreeSet<&str> = self.0.iter().map(|(path, _)| path.as_str()).collect();
        let places = positions(source, &paths);
        let placed = self.0.into_iter().map(|(path, warning)| {
            let position = places.get(&path).copied();
            Advice { path, position, warning }
        });
        let mut all: Vec<Advice> = placed.collect();
        all.sort_by_key(|advice| advice.position);
        all
    }
}
