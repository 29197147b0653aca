//! The words of the field as types: challenges, themes, waves, measures, audiences.
//!
//! Invariant: nothing here knows JSON, the browser or leptos. A value of these
//! types has already been checked, so readers need not check again.

use std::fmt;

/// An ASCII id that stands in addresses: `a-z`, `0-9` and single inner hyphens, 1 to 80 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slug(Box<str>);

impl Slug {
    /// The longest slug allowed, in characters.
    pub const MAX_LEN: usize = 80;

    /// Checks `text` and keeps it, or says nothing can be made of it.
    pub fn parse(text: &str) -> Option<Self> {
        let part_ok = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        (text.len() <= Self::MAX_LEN && text.split('-').all(part_ok)).then(|| Self(text.into()))
    }

    /// What a reader of a broken bundle puts where it could not read an id.
    /// It never leaves [`crate::bundle::parse`], which refuses such a bundle.
    pub(crate) fn stand_in() -> Self {
        Self("unreadable".into())
    }

    /// The slug as it stands in an address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An address that is safe to put in a link: absolute `https:` or `http:`, or `mailto:`.
///
/// Refused are other schemes, white space and control characters, user names in the
/// host part (`https://site@evil.example`) and back slashes (which browsers read as `/`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAddress(Box<str>);

impl WebAddress {
    /// The longest address allowed, in bytes.
    pub const MAX_LEN: usize = 2_000;

    /// Checks `text` and keeps it, or says nothing can be made of it.
    pub fn parse(text: &str) -> Option<Self> {
        let clean = text.len() <= Self::MAX_LEN
            && text.chars().all(|c| !c.is_whitespace() && !c.is_control() && c != '\\')
            && !text.contains(is_deceptive);
        let safe = match text.split_once(':') {
            Some(("https" | "http", rest)) => rest.strip_prefix("//").is_some_and(|rest| {
                let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
                !host.is_empty() && !host.contains('@') && host.is_ascii()
            }),
            Some(("mailto", rest)) => rest.contains('@'),
            _ => false,
        };
        (clean && safe).then(|| Self(text.into()))
    }

    /// The address as given.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address without its scheme and last slash: what a reader sees of where a link goes.
    pub fn label(&self) -> &str {
        let (_, rest) = self.0.split_once("://").or_else(|| self.0.split_once(':')).unwrap_or_default();
        rest.trim_end_matches('/')
    }
}

/// Whether a character can make text read other than it is stored: bidi overrides and
/// isolates, and control characters except line feed and tab.
pub fn is_deceptive(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || (c.is_control() && c != '\n' && c != '\t')
}

/// A piece of prose: the closed set of marks that author's text may carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Plain text.
    Text(String),
    /// Written `*so*` in the bundle.
    Emphasis(String),
    /// Written `[label](https://address)` in the bundle.
    Link {
        /// What is read.
        label: String,
        /// Where it goes.
        address: WebAddress,
    },
}

/// One paragraph, bullet or quotation of author's text.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Prose(Vec<Span>);

impl Prose {
    /// Reads the closed set of marks; anything that is not exactly a mark stays text.
    /// A link to an address that [`WebAddress`] refuses is an error that holds the address.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut spans = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|sign| matches!(sign, b'*' | b'[')) {
            let (before, tail) = rest.split_at(at);
            plain.push_str(before);
            let Some((span, after)) = mark(tail)? else {
                // The opening sign of no mark is an ordinary character of one byte.
                let (sign, after) = tail.split_at(1);
                plain.push_str(sign);
                rest = after;
                continue;
            };
            if !plain.is_empty() {
                spans.push(Span::Text(std::mem::take(&mut plain)));
            }
            spans.push(span);
            rest = after;
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            spans.push(Span::Text(plain));
        }
        Ok(Self(spans))
    }

    /// The pieces in reading order.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// The text without its marks.
    pub fn plain(&self) -> String {
        let word = |span: &Span| match span {
            Span::Text(text) | Span::Emphasis(text) | Span::Link { label: text, .. } => text.clone(),
        };
        self.0.iter().map(word).collect()
    }
}

/// Reads one mark at the start of `text`, and what follows it.
fn mark(text: &str) -> Result<Option<(Span, &str)>, String> {
    if let Some(inner) = text.strip_prefix('*') {
        let found = inner
            .split_once('*')
            .filter(|(word, _)| !word.is_empty() && !word.starts_with(' ') && !word.ends_with(' '));
        return Ok(found.map(|(word, after)| (Span::Emphasis(word.to_owned()), after)));
    }
    let link = text.strip_prefix('[').and_then(|inner| {
        let (label, tail) = inner.split_once("](")?;
        let (address, after) = tail.split_once(')')?;
        (!label.is_empty()).then_some((label, address, after))
    });
    let Some((label, address, after)) = link else { return Ok(None) };
    let address = WebAddress::parse(address).ok_or_else(|| address.to_owned())?;
    Ok(Some((Span::Link { label: label.to_owned(), address }, after)))
}

/// What the whole site says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteText {
    /// Name of the site.
    pub title: String,
    /// One line under the title.
    pub tagline: String,
    /// Who publishes it.
    pub publisher: String,
    /// BCP 47 language tag of all text in the bundle.
    pub language: String,
    /// Paragraphs of the home page.
    pub home: Vec<Prose>,
    /// Paragraphs of the about page.
    pub about: Vec<Prose>,
    /// Licence or notice shown beside downloads.
    pub notice: String,
}

/// Themes that stand side by side under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeGroup {
    /// Heading over the columns.
    pub name: String,
    /// Themes in author's order.
    pub themes: Vec<ThemeIx>,
}

/// A column of the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Id in addresses.
    pub id: Slug,
    /// Name of the theme.
    pub name: String,
    /// One line: "Challenges related to ...".
    pub definition: Prose,
    /// Paragraphs of the theme page.
    pub introduction: Vec<Prose>,
    /// Its challenges in author's order.
    pub challenges: Vec<ChallengeIx>,
}

/// One challenge, with the stories and resources that belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// Id in addresses.
    pub id: Slug,
    /// Name of the challenge.
    pub name: String,
    /// The theme it stands under.
    pub theme: ThemeIx,
    /// One or two sentences for cards.
    pub summary: Prose,
    /// Paragraphs of "The challenge".
    pub description: Vec<Prose>,
    /// Bullets of "Ideas from the field".
    pub ideas: Vec<Prose>,
    /// "In the words of district staff".
    pub quotes: Vec<Quote>,
    /// Further reading.
    pub resources: Vec<Resource>,
    /// Which numbers "Challenge stats" shows, in author's order.
    pub stats: Vec<Stat>,
    /// Where the facts come from.
    pub sources: Vec<WebAddress>,
    /// A remark on the record, e.g. "2018 edition only".
    pub note: Option<Prose>,
}

/// Somebody's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words, without quotation marks.
    pub text: Prose,
    /// Who said it ("Middle school teacher"), where known.
    pub speaker: Option<String>,
    /// When, where known.
    pub wave: Option<WaveIx>,
}

/// Something to read elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it is, where known.
    pub address: Option<WebAddress>,
    /// One line on what it holds.
    pub note: Option<Prose>,
}

/// A number the challenge page shows: one measure as one audience answered it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    /// What was asked.
    pub measure: MeasureIx,
    /// Who answered.
    pub audience: Audience,
}

/// Whether a wave's numbers are real.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaveStatus {
    /// Real answers, with a source.
    Published,
    /// Made-up answers that show the product; every number says so.
    Illustrative,
}

/// How many people answered, as far as is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sample {
    /// Exactly this many.
    Count(u32),
    /// Only words for it: "nearly 350 responses".
    Words(String),
    /// Not published.
    Unknown,
}

/// One round of the survey.
#[derive(Clone, Debug, PartialEq)]
pub struct Wave {
    /// Id in addresses.
    pub id: Slug,
    /// For headings: "Spring 2020".
    pub label: String,
    /// Inside a sentence: "spring 2020".
    pub phrase: String,
    /// ISO date (`2020-04`, `2020-04-15` or `2020`): waves are ordered by it.
    pub date: String,
    /// Real or made up.
    pub status: WaveStatus,
    /// What everyone who answered is called in a sentence: "practitioners".
    pub everyone: String,
    /// How many answered.
    pub sample: Sample,
    /// How many times as many respondents it takes, weighted as they are, to be as precise as
    /// unweighted ones: 1 or more.
    pub design_effect: f64,
    /// How it was done.
    pub method: Option<Prose>,
    /// Where it was published. Never empty for a published wave.
    pub sources: Vec<WebAddress>,
}

impl Wave {
    /// Whether its numbers are made up.
    pub fn is_illustrative(&self) -> bool {
        self.status == WaveStatus::Illustrative
    }
}

/// What kind of number a measure has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureKind {
    /// A place, 1 is first.
    Rank,
    /// A share of respondents, 0 to 100.
    Percent,
}

/// A question of the survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Id in addresses.
    pub id: Slug,
    /// For headings and axes: "Widespread".
    pub label: String,
    /// What kind of number.
    pub kind: MeasureKind,
    /// The words that were asked.
    pub question: String,
    /// A sentence with `{audience}`, `{wave}` and `{value}` to fill in.
    pub sentence: String,
    /// Whether a greater number is a greater problem (progress: no).
    pub more_is_worse: bool,
}

/// A way to cut the respondents: by role, by level, by context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dimension {
    /// Id in addresses.
    pub id: Slug,
    /// "Role".
    pub label: String,
    /// The parts.
    pub groups: Vec<GroupIx>,
}

/// A part of the respondents: teachers, rural districts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Id in addresses, unique in its dimension.
    pub id: Slug,
    /// The dimension it belongs to.
    pub dimension: DimensionIx,
    /// For selectors: "Rural".
    pub label: String,
    /// Inside a sentence: "staff from rural districts".
    pub phrase: String,
}

/// Whose answers a number holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Audience {
    /// All respondents of the wave.
    #[default]
    Everyone,
    /// One group.
    Group(GroupIx),
}

/// One number of the survey, or why there is none. Neither absence is ever a 0.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub enum Cell {
    /// A value with the number of respondents behind it, where known.
    Known {
        /// A rank from 1, or a percent 0 to 100.
        value: f64,
        /// How many answered.
        respondents: Option<u32>,
    },
    /// Fewer answers than the bundle's minimum.
    TooFew,
    /// No value was published.
    #[default]
    NotPublished,
}

impl Cell {
    /// The number, where there is one.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Known { value, .. } => Some(value),
            Self::TooFew | Self::NotPublished => None,
        }
    }

    /// How many answered, where known.
    pub fn respondents(self) -> Option<u32> {
        match self {
            Self::Known { respondents, .. } => respondents,
            Self::TooFew | Self::NotPublished => None,
        }
    }
}

/// Declares positions in an [`Atlas`](crate::atlas::Atlas), one type a table so that they can't be mixed up.
macro_rules! index_types {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u32);

        impl $name {
            /// The position `index` of a table. Tables are limited to far fewer rows than `u32` counts.
            pub(crate) fn new(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// The position as a number, from 0.
            pub fn get(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

index_types! {
    /// A theme's position in the atlas.
    ThemeIx,
    /// A challenge's position in the atlas.
    ChallengeIx,
    /// A wave's position in the atlas.
    WaveIx,
    /// A measure's position in the atlas.
    MeasureIx,
    /// A dimension's position in the atlas.
    DimensionIx,
    /// A group's position in the atlas.
    GroupIx,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_lower_case_words_joined_by_single_hyphens() {
        for good in ["math", "21st-century-skills-assessment", "special-education-2"] {
            assert_eq!(Slug::parse(good).unwrap().as_str(), good);
        }
        for bad in ["", "-a", "a-", "a--b", "Math", "math stem", "é", "a/b", &"a".repeat(81)] {
            assert!(Slug::parse(bad).is_none(), "{bad:?}");
        }
    }

    #[test]
    fn addresses_that_mislead_are_refused() {
        for good in ["https://example.org", "http://example.org/a?b#c", "mailto:a@example.org"] {
            assert!(WebAddress::parse(good).is_some(), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " https://example.org",
            "//example.org",
            "https:example.org",
            "https://",
            "https://site@evil.example/",
            "https://a\\b",
            "data:text/html,x",
            "https://аррӏе.example",
            "https://e.org/\u{202E}gpj",
            "/about",
        ] {
            assert!(WebAddress::parse(bad).is_none(), "{bad:?}");
        }
        for (address, label) in [
            ("https://example.org/", "example.org"),
            ("https://example.org/a/?b=https://c.org/", "example.org/a/?b=https://c.org"),
            ("mailto:name@example.org", "name@example.org"),
        ] {
            assert_eq!(WebAddress::parse(address).unwrap().label(), label);
        }
    }

    #[test]
    fn prose_knows_emphasis_and_links_and_leaves_the_rest_alone() {
        let prose = Prose::parse("A *big* [idea](https://e.org/x) of 2 * 3 [or] so.").unwrap();
        assert_eq!(prose.plain(), "A big idea of 2 * 3 [or] so.");
        assert_eq!(prose.spans().len(), 5);
        assert_eq!(Prose::parse("[x](javascript:1)"), Err("javascript:1".to_owned()));
        assert_eq!(Prose::parse("<b>no</b>").unwrap().plain(), "<b>no</b>");
    }
}
