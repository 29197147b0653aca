//! From answers to results: counting, suppression of small cells, ranks, intervals.
//!
//! A survey is read as sheets, one a respondent. [`Tallies`] counts them, so the order of the
//! sheets can't matter; [`Tallies::shares`] gives what may be published of the counts, and
//! [`ranks`] the places that follow from published shares, [`Tallies::places`] those that follow
//! from places which respondents gave.
//!
//! Invariant: plain numbers in, plain numbers out. This module knows no ids, no files and no wire;
//! waves, dimensions, groups, measures and challenges are positions in tables of the caller's.

mod interval;
mod rank;
mod suppress;
mod tally;
mod weight;

pub use interval::{Interval, wilson};
pub use rank::{Ties, ranks};
pub use tally::Tallies;
pub use weight::Weight;

/// What one person said of one challenge in one measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Answer {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// No answer: counted neither way.
    #[default]
    Missing,
}

/// The shape that all sheets of a survey share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// How many rounds.
    pub waves: usize,
    /// How many groups each dimension has.
    pub groups: Vec<usize>,
    /// How many yes-or-no measures were asked.
    pub measures: usize,
    /// How many challenges they were asked of.
    pub challenges: usize,
}

/// Whose answers are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All respondents of the wave.
    Everyone,
    /// One group of one dimension.
    Group {
        /// Position of the dimension.
        dimension: usize,
        /// Position of the group in it.
        group: usize,
    },
}

impl Form {
    /// Everyone, then each group of each dimension.
    pub fn parts(&self) -> Vec<Part> {
        let groups =
            self.groups.iter().enumerate().flat_map(|(dimension, count)| {
                (0..*count).map(move |group| Part::Group { dimension, group })
            });
        std::iter::once(Part::Everyone).chain(groups).collect()
    }

    /// A sheet of this form with nothing answered.
    pub fn blank(&self, wave: usize) -> Sheet {
        Sheet {
            wave,
            groups: vec![None; self.groups.len()],
            weight: Weight::ONE,
            answers: vec![vec![Answer::Missing; self.challenges]; self.measures],
            places: vec![None; self.challenges],
        }
    }
}

/// What one respondent answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Position of the wave.
    pub wave: usize,
    /// Position of the respondent's group in each dimension; nothing where it was not said.
    pub groups: Vec<Option<usize>>,
    /// How many respondents this one stands for.
    pub weight: Weight,
    /// Answers by measure, then by challenge.
    pub answers: Vec<Vec<Answer>>,
    /// The place that the respondent gave each challenge, in halves of a place (2 is the first),
    /// at most [`Sheet::LAST_PLACE`]; nothing where none was given.
    pub places: Vec<Option<u32>>,
}

impl Sheet {
    /// The last place that counts, in halves.
    pub const LAST_PLACE: u32 = 20_000;

    /// Whether anything was answered.
    pub fn is_blank(&self) -> bool {
        self.answers.iter().flatten().all(|answer| *answer == Answer::Missing)
            && self.places.iter().all(Option::is_none)
    }
}

/// A sheet that is not of the survey's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the answer sheet is not of this survey's form: its {0} differ")]
pub struct Misfit(&'static str);
