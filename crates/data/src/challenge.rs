//! The domain types: challenges, themes, waves, measures, audiences.
//!
//! Invariant: nothing here knows JSON, the browser or leptos. A value of these types is already validated, so
//! users need not check it again.

mod address;
mod id;
mod month;
mod prose;
mod survey;
mod text;

pub use address::{WebAddress, host_of};
pub use id::{ChallengeIx, DimensionIx, GroupIx, MeasureIx, Slug, ThemeIx, WaveIx};
pub use month::Month;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use prose::INVISIBLE;
pub use prose::{Prose, Span, is_blank, is_deceptive, is_invisible};
pub use survey::{
    Audience, Cell, Dimension, Group, Measure, MeasureKind, PLACEHOLDERS, Sample, Wave, WaveStatus,
};
pub use text::{Lang, Text};

/// Texts about the whole site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteText {
    /// Name of the site.
    pub title: Text,
    /// One line under the title.
    pub tagline: Text,
    /// Name of the publisher.
    pub publisher: Text,
    /// BCP 47 language tag of all text in the bundle.
    pub language: String,
    /// Tags of the languages that the bundle has a translation file for.
    pub translations: Vec<String>,
    /// Paragraphs of the home page.
    pub home: Vec<Prose>,
    /// Paragraphs of the about page.
    pub about: Vec<Prose>,
    /// Licence or notice, shown beside downloads.
    pub notice: Text,
    /// Heading of quotes; empty for the program's own.
    pub quotes_heading: Text,
    /// Name of the file beside the bundle that holds the long texts; none if they stand in the bundle.
    pub content: Option<String>,
}

/// A group of themes under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeGroup {
    /// Heading over the columns.
    pub name: Text,
    /// Themes in author's order.
    pub themes: Vec<ThemeIx>,
}

/// A column of the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Id in URLs.
    pub id: Slug,
    /// Name of the theme.
    pub name: Text,
    /// Definition in one line: "Challenges related to ...".
    pub definition: Prose,
    /// Paragraphs of the theme page.
    pub introduction: Vec<Prose>,
    /// Challenges of the theme in author's order.
    pub challenges: Vec<ChallengeIx>,
}

/// One challenge, without its [`LongTexts`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// Id in URLs.
    pub id: Slug,
    /// Name of the challenge.
    pub name: Text,
    /// Theme of the challenge.
    pub theme: ThemeIx,
    /// Summary for cards: one or two sentences.
    pub summary: Prose,
    /// Numbers that "Challenge stats" shows, in author's order.
    pub stats: Vec<Stat>,
    /// Sources of the facts.
    pub sources: Vec<WebAddress>,
    /// Editorial note, e.g. "2018 edition only".
    pub note: Option<Prose>,
}

/// The long texts of a challenge, which may stand in a file of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LongTexts {
    /// Paragraphs of "The challenge".
    pub description: Vec<Prose>,
    /// List items of "Ideas from the field".
    pub ideas: Vec<Idea>,
    /// Quotes of "In their own words".
    pub quotes: Vec<Quote>,
    /// Further reading.
    pub resources: Vec<Resource>,
}

/// An idea from the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idea {
    /// Text of the idea.
    pub text: Prose,
    /// Document that it was taken from, if it is known.
    pub source: Option<Source>,
}

/// A document that an idea was taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Title of the document, in the language that it is written in.
    pub title: Text,
    /// Address, if known.
    pub address: Option<WebAddress>,
    /// Month in which the address was last seen, if it could not be verified since.
    pub seen: Option<Month>,
}

/// A quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Text without quotation marks.
    pub text: Prose,
    /// Speaker, if known: "Middle school teacher".
    pub speaker: Option<Text>,
    /// Wave it was said in, if known.
    pub wave: Option<WaveIx>,
}

/// A resource for further reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Title of the resource.
    pub title: Text,
    /// Publisher, if known.
    pub publisher: Option<Text>,
    /// Address, if known.
    pub address: Option<WebAddress>,
    /// Description in one line.
    pub note: Option<Prose>,
    /// Month in which the address was last seen, if it could not be verified since.
    pub seen: Option<Month>,
}

/// A number that the challenge page shows: one measure for one audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    /// Measure of the number.
    pub measure: MeasureIx,
    /// Audience of the number.
    pub audience: Audience,
}
