//! The survey's words: waves, measures, audiences, values.

use super::{DimensionIx, GroupIx, Prose, Slug, Text, WebAddress};

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
    pub label: Text,
    /// Inside a sentence: "spring 2020".
    pub phrase: String,
    /// ISO date (`2020-04`, `2020-04-15` or `2020`): waves are ordered by it.
    pub date: String,
    /// Real or made up.
    pub status: WaveStatus,
    /// What everyone who answered is called in a sentence, or over a column: "practitioners".
    pub everyone: Text,
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
    pub label: Text,
    /// What kind of number.
    pub kind: MeasureKind,
    /// The words that were asked.
    pub question: Text,
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
    pub label: Text,
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
    pub label: Text,
    /// Inside a sentence, or with a large letter over a column: "staff from rural districts".
    pub phrase: Text,
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
