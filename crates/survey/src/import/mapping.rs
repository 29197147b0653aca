//! The mapping: the meaning of an export's columns.

use std::collections::{BTreeMap, BTreeSet};

use data::bundle::Diagnostic;

use super::alike::Looks;
use super::aside::Kept;
use super::layout::Layout;
use super::names::{Named, Names, find};
use super::number::{Decimal, code};
use super::read;
use super::table::Table;
use super::text::{is_error, key};
use super::ticks::Choices;
use super::tool::Tool;
use crate::{Answer, Ties};

/// A publisher's description of an export, checked against the bundle and the header of each file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    pub(super) tool: Tool,
    pub(super) layout: Layout,
    pub(super) waves: Vec<Wave>,
    /// For each wave the waves whose respondents it counts beside its own.
    pub(super) pools: Vec<Vec<usize>>,
    /// The column with the wave, required if there are several.
    pub(super) wave: Option<Values>,
    pub(super) respondent: Option<Respondent>,
    pub(super) weight: Option<String>,
    /// The sign before decimals; `None` if the numbers themselves have to tell.
    pub(super) decimal: Option<Decimal>,
    /// True if respondents who left before the end are counted.
    pub(super) counts_unfinished: bool,
    /// The column that tells who left before the end; `None` for the tool's own.
    pub(super) finished: Option<String>,
    /// True if previews and tests are counted.
    pub(super) counts_previews: bool,
    /// The column that marks previews and tests; `None` for the tool's own.
    pub(super) preview_column: Option<String>,
    pub(super) kept: Kept,
    /// Conditions that rows must meet.
    pub(super) filters: Vec<Filter>,
    /// The columns with groups, by dimension.
    pub(super) groups: Vec<Option<Values>>,
    /// The column with the challenge, in exports with a row per respondent and challenge.
    pub(super) challenge: Option<Values>,
    pub(super) questions: Vec<Question>,
    pub(super) rank: Option<RankRule>,
    /// All texts of the mapping.
    pub(super) looks: Looks,
}

/// The column that tells people apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Respondent {
    pub column: String,
    /// True if letter case tells people apart.
    pub is_exact: bool,
    /// True if each file has numbers of its own.
    pub is_per_file: bool,
    /// Keys of texts that name nobody.
    pub nobody: BTreeSet<String>,
}

/// A condition that a row must meet to be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filter {
    pub column: String,
    /// Texts as written, with their [`key`](super::text::key)s; the empty text stands for an empty cell.
    pub texts: BTreeMap<String, String>,
    /// True if the cell must be none of the texts, false if it must be one of them.
    pub is_not: bool,
}

/// A wave that rows may belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wave {
    pub id: String,
    /// The wave as JSON for the bundle; `None` if the bundle has it.
    pub json: Option<String>,
}

/// A column whose values name rows of a table in the bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Values {
    pub column: String,
    /// Rows by [`key`](super::text::key); `None` for values that are known to name no row.
    pub rows: BTreeMap<String, Option<usize>>,
    /// Texts that the mapping lists for a row, by key, as they are written.
    pub written: BTreeMap<String, String>,
    /// The row that all other texts name, if the mapping says it.
    pub unlisted: Option<Option<usize>>,
}

impl Filter {
    /// Returns the key of the condition's text that a cell has.
    pub fn matching(&self, cell: &str) -> Option<&str> {
        let listed = self.texts.get_key_value(&key(cell)).or_else(|| self.texts.get_key_value(&code(cell)));
        listed.map(|(key, _)| key.as_str())
    }
}

impl Values {
    /// Returns the key of the listed text that a cell has.
    pub fn listed(&self, text: &str) -> Option<&str> {
        let listed = self.rows.get_key_value(&key(text)).or_else(|| self.rows.get_key_value(&code(text)));
        listed.map(|(word, _)| word.as_str())
    }

    /// Returns the row that a text names, if the mapping knows the text.
    pub fn row(&self, text: &str) -> Option<Option<usize>> {
        let listed = self.listed(text).and_then(|word| self.rows.get(word));
        listed.copied().or(self.unlisted.filter(|_| !text.is_empty() && !is_error(text)))
    }
}

/// A question of the survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    pub measure: Measure,
    pub columns: Columns,
    pub scale: Scale,
}

/// The measure that answers are counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// The share of yes, by position of the measure.
    Share(usize),
    /// The rank from the places that respondents gave.
    Places {
        /// Position of the rank measure.
        rank: usize,
        /// True if challenges that a respondent left out share the remaining places.
        rest: bool,
        /// True if a respondent may give several challenges one place.
        repeats: bool,
        ties: Ties,
    },
}

/// The columns with the answers to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Columns {
    /// A column per challenge; without challenge for "None of these".
    Each(Vec<(String, Option<usize>)>),
    /// One column with all ticked choices, or with choices in order.
    Ticked { column: String, choices: Choices },
    /// A column per place, each with the choice at this place.
    ByPlace { columns: Vec<(String, u32)>, choices: Choices },
    /// A column for the challenge that the row is about. With `when`, only rows with this value in another
    /// column count.
    OfRow { column: String, when: Option<(String, String)> },
}

/// The words of a scale and the answers that they mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scale {
    /// Words by [`key`](super::text::key): as written in the mapping, and the answer.
    pub words: BTreeMap<String, (String, Answer)>,
    /// True if an empty cell means no, provided that another cell of the question has an answer.
    pub empty_is_no: bool,
    /// The answer that all other texts mean, if the mapping says it.
    pub unlisted: Option<Answer>,
    /// The meaning of options of which none is ticked.
    pub unticked: Unticked,
    /// Texts that stand for a place by [`key`](super::text::key); `None` for those that give no place.
    pub places: BTreeMap<String, Option<u32>>,
}

/// The meaning of options of which none is ticked: columns without a yes, or an empty cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Unticked {
    /// Each cell says what it says. It is told where a skipped question looks the same.
    #[default]
    Open,
    /// The question was answered: with no to each.
    No,
    /// The question was skipped.
    Missing,
}

/// A rule that derives ranks from shares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankRule {
    /// Position of the rank measure.
    pub measure: usize,
    /// Positions of the shares whose mean is ranked.
    pub mean_of: Vec<usize>,
    /// The rank after a tie.
    pub ties: Ties,
}

/// The header of a file to check a mapping against.
pub struct Header<'a> {
    /// The name of the file.
    pub file: &'a str,
    /// The content of the file.
    pub table: &'a Table,
}

/// An error in the header of an answer sheet.
pub struct HeaderError {
    /// The name of the column.
    pub column: String,
    /// The message.
    pub message: String,
}

impl Mapping {
    /// Parses a mapping in JSON.
    ///
    /// # Errors
    ///
    /// Returns all errors of the mapping, each with its place.
    pub fn parse(source: &str, names: &Names, headers: &[Header<'_>]) -> Result<Self, Vec<Diagnostic>> {
        read::mapping(source, names, headers)
    }

    /// Returns how files are to be read for a mapping, with or without errors.
    pub fn layout(source: &str, names: &Names) -> Layout {
        read::layout(source, names)
    }

    /// Returns the ids of the waves in order.
    pub fn wave_ids(&self) -> impl Iterator<Item = &str> {
        self.waves.iter().map(|wave| wave.id.as_str())
    }

    /// Returns the mapping of an answer sheet from its header: `wave`, the dimensions by id, and
    /// `measure:challenge` with 1, 0 or nothing.
    ///
    /// # Errors
    ///
    /// Returns an error for an unknown, repeated or missing column.
    pub fn of_header(
        header: &[String],
        names: &Names,
        waves: &[&str],
        rank: Option<RankRule>,
    ) -> Result<Self, HeaderError> {
        let error = |column: &str, message: &str| HeaderError {
            column: column.to_owned(),
            message: message.to_owned(),
        };
        let mut mapping = Self {
            waves: waves.iter().map(|id| Wave { id: (*id).to_owned(), json: None }).collect(),
            counts_unfinished: true,
            groups: vec![None; names.dimensions.len()],
            rank,
            ..Self::default()
        };
        let ids = |rows: &[Named]| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
        let values = |column: &str, ids: Vec<String>| Values {
            column: column.to_owned(),
            rows: ids.into_iter().map(|id| key(&id)).zip((0..).map(Some)).collect(),
            written: BTreeMap::new(),
            unlisted: None,
        };
        for (at, name) in header.iter().enumerate() {
            if header[..at].contains(name) {
                return Err(error(name, "this column is there twice"));
            }
            if name == "wave" {
                mapping.wave = Some(values(name, waves.iter().map(|id| (*id).to_owned()).collect()));
            } else if let Some((measure, challenge)) = name.split_once(':') {
                let measure = find(&names.shares, measure)
                    .ok_or_else(|| error(name, "there is no percent measure of this name"))?;
                let challenge = find(&names.challenges, challenge)
                    .ok_or_else(|| error(name, "there is no challenge of this name"))?;
                mapping.questions.push(Question {
                    measure: Measure::Share(measure),
                    columns: Columns::Each(vec![(name.clone(), Some(challenge))]),
                    scale: Scale::of_digits(),
                });
            } else {
                let found = names.dimensions.iter().position(|(dimension, _)| dimension.id == *name);
                let at = found.ok_or_else(|| {
                    error(
                        name,
                        "neither `wave`, nor a dimension, nor a question of the form `measure:challenge`",
                    )
                })?;
                mapping.groups[at] = Some(values(name, ids(&names.dimensions[at].1)));
            }
        }
        if mapping.wave.is_none() {
            return Err(error("wave", "this column is missing"));
        }
        Ok(mapping)
    }
}

impl Scale {
    /// Returns a scale where 1 is yes and 0 is no.
    fn of_digits() -> Self {
        let word = |word: &str, answer| (word.to_owned(), (word.to_owned(), answer));
        let words = BTreeMap::from([word("1", Answer::Yes), word("0", Answer::No)]);
        Self { words, ..Self::default() }
    }
}
