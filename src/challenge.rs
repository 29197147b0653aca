//! The words of the field as types: challenges, themes, waves, measures, audiences.
//!
//! Invariant: nothing here knows JSON, the browser or leptos. A value of these
//! types has already been checked, so readers need not check again.

mod address;
mod id;
mod prose;
mod survey;
mod text;

pub use address::WebAddress;
pub use id::{ChallengeIx, DimensionIx, GroupIx, MeasureIx, Slug, ThemeIx, WaveIx};
pub use prose::{Prose, Span, is_deceptive};
pub use survey::{Audience, Cell, Dimension, Group, Measure, MeasureKind, Sample, Wave, WaveStatus};
pub use text::{Lang, Text};

/// What the whole site says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteText {
    /// Name of the site.
    pub title: Text,
    /// One line under the title.
    pub tagline: Text,
    /// Who publishes it.
    pub publisher: Text,
    /// BCP 47 language tag of all text in the bundle.
    pub language: String,
    /// Tags of the languages that translations of the bundle lie beside it in.
    pub translations: Vec<String>,
    /// Paragraphs of the home page.
    pub home: Vec<Prose>,
    /// Paragraphs of the about page.
    pub about: Vec<Prose>,
    /// Licence or notice shown beside downloads.
    pub notice: Text,
}

/// Themes that stand side by side under one heading.
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
    /// Id in addresses.
    pub id: Slug,
    /// Name of the theme.
    pub name: Text,
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
    pub name: Text,
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
    pub speaker: Option<Text>,
    /// When, where known.
    pub wave: Option<WaveIx>,
}

/// Something to read elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Its title.
    pub title: Text,
    /// Who published it.
    pub publisher: Option<Text>,
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
