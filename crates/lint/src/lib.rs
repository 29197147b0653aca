//! Warnings about a valid bundle.
//!
//! Errors are found by [`data::bundle::parse`], which holds the rules for a valid bundle. This crate warns
//! about content that is allowed but probably a mistake. It is native only, because the browser shows bundles
//! and does not judge them.

mod content;
mod example;
mod results;
mod survey;
#[cfg(test)]
mod tests;
mod texts;

use std::collections::BTreeSet;

use data::bundle;
use data::bundle::{DEFAULT_MINIMUM, Position, positions, told};
use data::challenge::{ChallengeIx, WebAddress};
use data::dataset::Dataset;

pub use example::is_example_host;

/// Greatest length in characters of a text of the example in messages.
const MAX_EXAMPLE: usize = 40;

/// A warning and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// JSON path, e.g. `challenges[3]`.
    pub path: String,
    /// Line and column.
    pub position: Option<Position>,
    /// The warning.
    pub warning: Warning,
}

/// A probable mistake, with advice.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// A word with letters of several scripts, such as one that imitates another word (UTS 39, section 5.1).
    #[error("the word `{0}` mixes letters of several scripts that look alike; write it in one")]
    MixedScripts(String),
    /// An invisible character.
    #[error(
        "the text holds an invisible character (U+{0:04X}), which keeps searches from finding it; delete it"
    )]
    Invisible(u32),
    /// Markup that pages show as plain text.
    #[error(
        "`{0}` is shown as it stands: a text has *emphasis* and [links](https://example.org), and no HTML"
    )]
    Markup(String),
    /// A link whose text reads as another address.
    #[error("the link reads `{label}` but leads to {host}; the page will show both")]
    MisleadingLabel {
        /// The link's text.
        label: String,
        /// The host that the link leads to.
        host: String,
    },
    /// A host in Punycode, the ASCII form of another script.
    #[error(
        "{0} is the ASCII form of a host of another script; the page will show it, so that nobody takes it for another"
    )]
    OtherScriptHost(String),
    /// A link to a page of this site that does not exist.
    #[error("`{0}` is an address of this site, but it has no such page{1}")]
    DeadLink(String, Hint),
    /// A text too long for its place.
    #[error("{place} of {found} characters; more than {sensible} are hard to take in there")]
    LongText {
        /// The kind of text, with its article.
        place: &'static str,
        /// Length in characters.
        found: usize,
        /// Greatest sensible length in characters.
        sensible: usize,
    },
    /// A missing optional field that readers will notice.
    #[error("there is no `{field}`: {consequence}")]
    Without {
        /// The field.
        field: &'static str,
        /// The consequence for readers.
        consequence: &'static str,
    },
    /// An empty group, theme or dimension.
    #[error("the {0} has no {1}; fill it or take it out")]
    Empty(&'static str, &'static str),
    /// Two rows with the same name.
    #[error("another {kind} has the name `{name}` too")]
    SameName {
        /// The kind of row: challenge, theme, wave…
        kind: &'static str,
        /// The name.
        name: String,
    },
    /// A quote without speaker and wave.
    #[error("the quote has neither `speaker` nor `wave`: say who spoke, or when")]
    NobodysQuote,
    /// A number on a page for which no wave has a value.
    #[error(
        "no wave has a value for this challenge, measure and audience; the page will say \"not published\""
    )]
    StatWithoutValue,
    /// A row without results.
    #[error("no result belongs to the {kind} `{id}`; visitors who choose it will find nothing")]
    Unused {
        /// The kind of row: wave, group or measure.
        kind: &'static str,
        /// Its id.
        id: String,
    },
    /// A bundle without any value.
    #[error("there is no value in `results`; every picture will be empty")]
    NoResults,
    /// A measure with values for everyone but for no group.
    #[error(
        "the measure `{0}` has values for everyone but for no group; the comparison of groups will be empty"
    )]
    NeverByGroup(String),
    /// Shares without counts of respondents, so that small ones can't be withheld.
    #[error(
        "{columns} results of the wave don't say how many answered, so values that rest on fewer than {minimum} can't be hidden; add `respondents`"
    )]
    UnknownRespondents {
        /// Number of result columns.
        columns: usize,
        /// The bundle's minimum of respondents.
        minimum: u32,
    },
    /// A bundle that withholds nothing and does not say that this is meant.
    #[error(
        "there is no `minimum_respondents`: pages show every number, of however few people; `import` takes {DEFAULT_MINIMUM}. State one, or 0 if that is meant"
    )]
    NoMinimum,
    /// Shares of a measure that are probably fractions.
    #[error(
        "every share of `{0}` in this wave is at most 1: are they fractions? 40 % is written 40, not 0.40"
    )]
    Fractions(String),
    /// More respondents than there can be.
    #[error("`{name}` has {found} respondents, which is more than all of the wave, {whole}")]
    TooLarge {
        /// The audience.
        name: String,
        /// Number of its respondents.
        found: u32,
        /// Number of all respondents.
        whole: u32,
    },
    /// Withheld groups that are everyone less the published ones.
    #[error(
        "`{names}` is withheld, but everyone less the published groups is {answers} people: anybody can work out what they said ({challenges} challenges); withhold another group too"
    )]
    Remainder {
        /// The withheld groups.
        names: String,
        /// Number of people that remain.
        answers: u32,
        /// Number of challenges.
        challenges: u32,
    },
    /// Groups of a dimension that are together more than everyone.
    #[error(
        "the groups of `{dimension}` have {answers} answers together, and everyone has {whole}: if people are in several groups, `method` should say so, and withheld numbers can't be checked"
    )]
    Overlap {
        /// Id of the dimension.
        dimension: String,
        /// Number of answers of all groups.
        answers: u64,
        /// Number of answers of everyone.
        whole: u32,
    },
    /// A share of everyone that is not that of all groups together.
    #[error(
        "the groups of `{dimension}` are everyone, but the share of everyone is not theirs together ({challenges} challenges): is a number mistyped? (if shares are weighted, give the wave a `design_effect`)"
    )]
    OtherMean {
        /// Id of the dimension.
        dimension: String,
        /// Number of challenges.
        challenges: u32,
    },
    /// Withheld groups of which almost all said the same.
    #[error(
        "`{names}` is withheld, but everyone less the published groups is {answers} people of whom all, or all but one, said the same ({challenges} challenges); withhold another group too"
    )]
    NearUnanimous {
        /// The withheld groups.
        names: String,
        /// Number of people that remain.
        answers: u32,
        /// Number of challenges.
        challenges: u32,
    },
    /// A wave that has as many respondents as two others together.
    #[error(
        "this wave has as many answers as `{}` and `{}` together: if it pools them, import all three at once (`pooled` in the mapping), or what one withholds may follow from the others",
        .of[0], .of[1]
    )]
    Pool {
        /// Ids of the two waves.
        of: [String; 2],
    },
    /// A sentence that does not show its number.
    #[error("the sentence never says {{value}}, so readers will not learn the number from it")]
    SentenceWithoutValue,
    /// A tag that is not BCP 47.
    #[error("`{0}` is not a language tag, such as en or pt-BR; screen readers choose their voice by it")]
    Language(String),
    /// A text that `challenge-map new` wrote.
    #[error("`{}` is a text of the example that `challenge-map new` writes: put your own in its place", told(.0, MAX_EXAMPLE))]
    ExampleText(String),
    /// An address that is reserved for examples (RFC 2606).
    #[error("{0} is an address for examples: put your own in its place")]
    ExampleAddress(String),
    /// An id that hosts treat as a folder.
    #[error("many hosts take an address that ends in `{0}` for its folder; choose another id")]
    HostsOwnId(String),
}

impl Warning {
    /// Returns what is left of an example, shortened: a text or a host.
    pub fn example(&self) -> Option<String> {
        match self {
            Self::ExampleText(text) | Self::ExampleAddress(text) => Some(told(text, MAX_EXAMPLE)),
            _ => None,
        }
    }
}

/// An optional "did you mean" for the end of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint(Option<String>);

impl std::fmt::Display for Hint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|name| write!(f, ", did you mean `{name}`?"))
    }
}

/// Returns the warnings of a bundle in document order.
///
/// `source` is the text of the bundle and `dataset` its content, joined to the content file that it names, whose own
/// warnings are those of [`lint_content`]. `site_url` is the address of the published
/// site, if it is known; links below it are checked.
pub fn lint(source: &str, dataset: &Dataset, site_url: Option<&WebAddress>) -> Vec<Diagnostic> {
    let mut diagnostics = Diagnostics(Vec::new());
    content::check(dataset, &mut diagnostics);
    survey::check(dataset, &mut diagnostics);
    results::check(source, dataset, &mut diagnostics);
    texts::check(dataset, site_url, &mut diagnostics);
    if dataset.site().content.is_none() {
        long_texts(dataset.challenges(), dataset, site_url, &mut diagnostics);
    }
    diagnostics.placed(source)
}

/// Returns the warnings of a content file in document order; `dataset` is its bundle, joined to it.
pub fn lint_content(source: &str, dataset: &Dataset, site_url: Option<&WebAddress>) -> Vec<Diagnostic> {
    let mut diagnostics = Diagnostics(Vec::new());
    let rows = bundle::content::challenges(source, dataset);
    long_texts(rows.into_iter(), dataset, site_url, &mut diagnostics);
    diagnostics.placed(source)
}

/// Adds the warnings about the long texts of challenges, which stand in this order in their document.
fn long_texts(
    rows: impl Iterator<Item = ChallengeIx>,
    dataset: &Dataset,
    site_url: Option<&WebAddress>,
    diagnostics: &mut Diagnostics,
) {
    for (at, ix) in rows.enumerate() {
        let (row, path) = (dataset.long_texts(ix), format!("challenges[{at}]"));
        content::long_texts(row, &path, diagnostics);
        texts::long_texts(dataset, row, &path, site_url, diagnostics);
    }
}

/// The warnings found so far, each with its JSON path.
struct Diagnostics(Vec<(String, Warning)>);

impl Diagnostics {
    fn add(&mut self, path: impl Into<String>, warning: Warning) {
        self.0.push((path.into(), warning));
    }

    fn placed(self, source: &str) -> Vec<Diagnostic> {
        let paths: BTreeSet<&str> = self.0.iter().map(|(path, _)| path.as_str()).collect();
        let places = positions(source, &paths);
        let placed = self.0.into_iter().map(|(path, warning)| {
            let position = places.get(&path).copied();
            Diagnostic { path, position, warning }
        });
        let mut all: Vec<Diagnostic> = placed.collect();
        all.sort_by_key(|diagnostic| diagnostic.position);
        all
    }
}
