//! From answers to results: counting, suppression of small cells, ranks, confidence intervals.
//!
//! A survey is read as answer [`Sheet`]s, one per respondent. [`Tallies`] counts them in any order.
//! [`Tallies::shares`] returns the shares that may be published. [`ranks`] derives ranks from
//! published shares, and [`Tallies::places`] from places that respondents gave.
//!
//! Shares of few respondents are withheld, and so are others that would reveal them:
//!
//! ```
//! use data::challenge::Cell;
//! use survey::{Answer, Form, Part, Tallies};
//!
//! // One yes-or-no question about one challenge, and one dimension with three groups.
//! let form = Form { waves: 1, groups: vec![3], measures: 1, challenges: 1 };
//! let mut tallies = Tallies::new(form.clone());
//! for (group, respondents) in [(0, 4), (1, 20), (2, 30)] {
//!     for number in 0..respondents {
//!         let mut sheet = form.blank(0);
//!         sheet.groups[0] = Some(group);
//!         sheet.answers[0][0] = if number % 2 == 0 { Answer::Yes } else { Answer::No };
//!         tallies.add(&sheet)?;
//!     }
//! }
//! let minimum = 10;
//! let share = |part| tallies.shares(0, part, 0, minimum)[0];
//! let group = |group| Part::Group { dimension: 0, group };
//!
//! assert_eq!(share(Part::Everyone), Cell::Known { value: 50.0, respondents: Some(54) });
//! // The first group has only 4 answers.
//! assert_eq!(share(group(0)), Cell::TooFew);
//! // Everyone minus the two large groups is the small one, so the smaller of them is withheld too.
//! assert_eq!(share(group(1)), Cell::TooFew);
//! assert_eq!(share(group(2)), Cell::Known { value: 50.0, respondents: Some(30) });
//! # Ok::<(), survey::FormError>(())
//! ```
//!
//! Invariant: plain numbers in, plain numbers out. The crate root knows no ids and no files: waves,
//! dimensions, groups, measures and challenges are positions in tables of the caller. Only [`import`]
//! reads file formats.

#[cfg(not(target_arch = "wasm32"))]
pub mod import;
mod interval;
mod rank;
mod suppress;
mod tally;
mod weight;

pub use interval::{Interval, wilson};
pub use rank::{Ties, ranks};
pub use tally::Tallies;
pub use weight::Weight;

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
pub struct FormError(&'static str);
