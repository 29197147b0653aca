//! Answer sheets: what one respondent said, and the form that all sheets of a survey have.

use crate::Weight;

/// One respondent's answer about one challenge in one measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Answer {
    /// The statement holds.
    Yes,
    /// The statement does not hold.
    No,
    /// No answer, which is not counted.
    #[default]
    Missing,
}

/// The dimensions of a survey's sheets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Number of waves.
    pub waves: usize,
    /// Number of groups of each dimension.
    pub groups: Vec<usize>,
    /// Number of yes-or-no measures.
    pub measures: usize,
    /// Number of challenges.
    pub challenges: usize,
}

/// A part of the respondents whose answers are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

impl Part {
    /// Returns true if a respondent with these groups belongs to the part.
    pub(super) fn holds(self, groups: &[Option<usize>]) -> bool {
        match self {
            Self::Everyone => true,
            Self::Group { dimension, group } => groups.get(dimension) == Some(&Some(group)),
        }
    }
}

impl Form {
    /// Returns all parts: everyone, then each group of each dimension.
    pub fn parts(&self) -> Vec<Part> {
        let groups =
            self.groups.iter().enumerate().flat_map(|(dimension, count)| {
                (0..*count).map(move |group| Part::Group { dimension, group })
            });
        std::iter::once(Part::Everyone).chain(groups).collect()
    }

    /// Returns a sheet of this form without answers.
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

/// The answers of one respondent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Position of the wave.
    pub wave: usize,
    /// Position of the respondent's group in each dimension, if it was stated.
    pub groups: Vec<Option<usize>>,
    /// Number of respondents that this one stands for.
    pub weight: Weight,
    /// Answers by measure, then by challenge.
    pub answers: Vec<Vec<Answer>>,
    /// Place that the respondent gave each challenge, in halves: 2 is the first place, and
    /// [`Sheet::LAST_PLACE`] the last. `None` without a place.
    pub places: Vec<Option<u32>>,
}

impl Sheet {
    /// The last place, in halves.
    pub const LAST_PLACE: u32 = 20_000;

    /// Returns true if the sheet has no answer and no place.
    pub fn is_blank(&self) -> bool {
        self.answers.iter().flatten().all(|answer| *answer == Answer::Missing)
            && self.places.iter().all(Option::is_none)
    }
}

/// The reason why a sheet does not fit a survey's form: the part that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the answer sheet is not of this survey's form: its {0} differ")]
pub struct FormError(pub(super) &'static str);
