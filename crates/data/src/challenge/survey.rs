//! The survey: waves, measures, audiences, values.

use super::{DimensionIx, GroupIx, Prose, Slug, Text, WebAddress};

/// Status of a wave: real numbers or made-up ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaveStatus {
    /// Real answers, with a source.
    Published,
    /// Made-up answers for demonstration; every number is labelled as such.
    Illustrative,
}

/// Names of the placeholders that a measure's sentence may have; they stand in braces.
pub const PLACEHOLDERS: [&str; 3] = ["audience", "wave", "value"];

/// Number of respondents of a wave, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sample {
    /// The exact number.
    Count(u32),
    /// Only a phrase: "nearly 350 responses".
    Words(String),
    /// A number that was not published.
    Unknown,
}

/// One round of the survey.
#[derive(Clone, Debug, PartialEq)]
pub struct Wave {
    /// Id in URLs.
    pub id: Slug,
    /// Label in headings: "Spring 2020".
    pub label: Text,
    /// Phrase inside a sentence: "spring 2020".
    pub phrase: String,
    /// ISO date: `2020`, `2020-04` or `2020-04-15`. Waves are ordered by it, as text.
    pub date: String,
    /// Status: published or illustrative.
    pub status: WaveStatus,
    /// Name of all respondents in a sentence or over a column: "practitioners".
    pub everyone: Text,
    /// Number of respondents.
    pub sample: Sample,
    /// Kish's design effect, 1 or more: a weighted survey of `n` respondents is as precise as an unweighted
    /// one of `n / design_effect`.
    pub design_effect: f64,
    /// Description of the method.
    pub method: Option<Prose>,
    /// Addresses of the publication; never empty for a published wave.
    pub sources: Vec<WebAddress>,
}

impl Wave {
    /// Returns whether the numbers are made up.
    pub fn is_illustrative(&self) -> bool {
        self.status == WaveStatus::Illustrative
    }
}

/// Kind of number that a measure has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureKind {
    /// A place among the challenges; 1 is first.
    Rank,
    /// A share of respondents in percent, 0 to 100.
    Percent,
}

/// A question of the survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Id in URLs.
    pub id: Slug,
    /// Label in headings and on axes: "Widespread".
    pub label: Text,
    /// Kind of number.
    pub kind: MeasureKind,
    /// Wording of the question.
    pub question: Text,
    /// Sentence template with the placeholders `{audience}`, `{wave}` and `{value}`.
    pub sentence: String,
    /// `true` if a greater number is a greater problem; `false` for progress.
    pub more_is_worse: bool,
}

/// A way to divide the respondents: by role, by level, by context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dimension {
    /// Id in URLs.
    pub id: Slug,
    /// Label: "Role".
    pub label: Text,
    /// Groups of the dimension.
    pub groups: Vec<GroupIx>,
}

/// A group of respondents: teachers, rural districts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Id in URLs, unique in its dimension.
    pub id: Slug,
    /// Dimension that the group belongs to.
    pub dimension: DimensionIx,
    /// Label in selectors: "Rural".
    pub label: Text,
    /// Phrase inside a sentence, or capitalised over a column: "staff from rural districts".
    pub phrase: Text,
}

/// The respondents that a number is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Audience {
    /// All respondents of the wave.
    #[default]
    Everyone,
    /// The respondents of one group.
    Group(GroupIx),
}

/// One number of the survey, or the reason why there is none. An absent number is never a 0.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub enum Cell {
    /// A value with its number of respondents.
    Known {
        /// A rank from 1, or a percent from 0 to 100.
        value: f64,
        /// Number of respondents.
        respondents: Option<u32>,
    },
    /// Suppressed: fewer respondents than the bundle's minimum.
    TooFew,
    /// No value was published.
    #[default]
    NotPublished,
}

impl Cell {
    /// Returns the number, if there is one.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Known { value, .. } => Some(value),
            Self::TooFew | Self::NotPublished => None,
        }
    }

    /// Returns the number of respondents, if known.
    pub fn respondents(self) -> Option<u32> {
        match self {
            Self::Known { respondents, .. } => respondents,
            Self::TooFew | Self::NotPublished => None,
        }
    }
}
