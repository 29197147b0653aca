//! What the columns of an export mean.

use std::collections::BTreeMap;

use super::names::{Named, Names, find};
use super::read;
use super::table::Table;
use super::tool::Tool;
use crate::bundle::Problem;
use crate::survey::{Answer, Ties};

/// What a publisher says of an export, held against the bundle and the header of each file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    pub(super) tool: Tool,
    pub(super) waves: Vec<Wave>,
    /// Which column says the wave; needed where there are several.
    pub(super) wave: Option<Values>,
    pub(super) respondent: Option<String>,
    pub(super) weight: Option<String>,
    /// Whether those who left before the end count.
    pub(super) counts_unfinished: bool,
    /// By dimension.
    pub(super) groups: Vec<Option<Values>>,
    /// Which column says the challenge, where a row is a respondent's answer on one challenge.
    pub(super) challenge: Option<Values>,
    pub(super) questions: Vec<Question>,
    pub(super) rank: Option<RankRule>,
}

/// A wave that rows may belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wave {
    pub id: String,
    /// As it is to stand in the bundle; nothing where it stands there already.
    pub json: Option<String>,
}

/// A column whose values name rows of a table of the bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Values {
    pub column: String,
    /// By [`key`](super::text::key); nothing for values that are known to belong nowhere.
    pub rows: BTreeMap<String, Option<usize>>,
}

/// A question of the survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    pub measure: Measure,
    pub columns: Columns,
    pub scale: Scale,
}

/// What a question's answers become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// The share of yes.
    Share(usize),
    /// A place among challenges.
    Places {
        /// The rank measure.
        rank: usize,
        /// Whether what somebody left out shares the places that they did not give.
        rest: bool,
        ties: Ties,
    },
}

/// Where a question's answers stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Columns {
    /// A column a challenge.
    Each(Vec<(String, usize)>),
    /// One column with all choices that were ticked, or put in order.
    Ticked { column: String, choices: Choices, separator: char },
    /// A column a place, each with the choice that was put there.
    ByPlace { columns: Vec<(String, u32)>, choices: Choices },
    /// A column for the challenge that the row is about, in rows where another column has a value.
    OfRow { column: String, when: Option<(String, String)> },
}

/// Choices of a question by their key, the challenge of each; nothing for "none of these".
pub(super) type Choices = BTreeMap<String, Option<usize>>;

/// Which words are which answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scale {
    /// By [`key`](super::text::key), as they were written and what they say.
    pub words: BTreeMap<String, (String, Answer)>,
    /// Whether nothing in a cell says no, once anything else of the question was answered.
    pub empty_is_no: bool,
}

/// How ranks are made of shares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankRule {
    /// Which of the rank measures.
    pub measure: usize,
    /// Which of the shares the mean is of.
    pub mean_of: Vec<usize>,
    /// Which place is next after shared ones.
    pub ties: Ties,
}

/// The header of a file that a mapping is for.
pub struct Header<'a> {
    /// What the file is called.
    pub file: &'a str,
    /// What it holds.
    pub table: &'a Table,
}

/// A column of an answer sheet that can't be used: its name, and why.
pub struct HeaderFault {
    /// The column.
    pub column: String,
    /// What is wrong, in words.
    pub message: String,
}

impl Mapping {
    /// Reads a mapping, JSON, and tells every problem with its place.
    pub fn parse(source: &str, names: &Names, headers: &[Header<'_>]) -> Result<Self, Vec<Problem>> {
        read::mapping(source, names, headers)
    }

    /// The ids of its waves, in order.
    pub fn wave_ids(&self) -> impl Iterator<Item = &str> {
        self.waves.iter().map(|wave| wave.id.as_str())
    }

    /// The mapping of an answer sheet, whose header says it: `wave`, the dimensions by id, and
    /// `measure:challenge` with 1, 0 or nothing.
    pub fn of_header(
        header: &[String],
        names: &Names,
        waves: &[&str],
        rank: Option<RankRule>,
    ) -> Result<Self, HeaderFault> {
        let fault = |column: &str, message: &str| HeaderFault {
            column: column.to_owned(),
            message: message.to_owned(),
        };
        let mut mapping = Self {
            tool: Tool::Plain,
            waves: waves.iter().map(|id| Wave { id: (*id).to_owned(), json: None }).collect(),
            wave: None,
            respondent: None,
            weight: None,
            counts_unfinished: true,
            groups: vec![None; names.dimensions.len()],
            challenge: None,
            questions: Vec::new(),
            rank,
        };
        let ids = |rows: &[Named]| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
        let values = |column: &str, ids: Vec<String>| Values {
            column: column.to_owned(),
            rows: ids.into_iter().zip((0..).map(Some)).collect(),
        };
        for (at, name) in header.iter().enumerate() {
            if header[..at].contains(name) {
                return Err(fault(name, "this column is there twice"));
            }
            if name == "wave" {
                mapping.wave = Some(values(name, waves.iter().map(|id| (*id).to_owned()).collect()));
            } else if let Some((measure, challenge)) = name.split_once(':') {
                let measure = find(&names.shares, measure)
                    .ok_or_else(|| fault(name, "there is no percent measure of this name"))?;
                let challenge = find(&names.challenges, challenge)
                    .ok_or_else(|| fault(name, "there is no challenge of this name"))?;
                mapping.questions.push(Question {
                    measure: Measure::Share(measure),
                    columns: Columns::Each(vec![(name.clone(), challenge)]),
                    scale: Scale::of_digits(),
                });
            } else {
                let found = names.dimensions.iter().position(|(dimension, _)| dimension.id == *name);
                let at = found.ok_or_else(|| {
                    fault(
                        name,
                        "neither `wave`, nor a dimension, nor a question of the form `measure:challenge`",
                    )
                })?;
                mapping.groups[at] = Some(values(name, ids(&names.dimensions[at].1)));
            }
        }
        if mapping.wave.is_none() {
            return Err(fault("wave", "this column is missing"));
        }
        Ok(mapping)
    }
}

impl Scale {
    /// 1 is yes and 0 is no.
    fn of_digits() -> Self {
        let word = |word: &str, answer| (word.to_owned(), (word.to_owned(), answer));
        let words = BTreeMap::from([word("1", Answer::Yes), word("0", Answer::No)]);
        Self { words, empty_is_no: false }
    }
}
