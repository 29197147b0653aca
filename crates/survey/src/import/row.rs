//! The meaning of a row's cells: what a mapping says of a file's columns, and the notes about a row.

use std::collections::BTreeMap;

use super::mapping::{Filter, Mapping, Measure};
use super::names::Names;
use super::number::{Decimal, Told, told};
use super::report::{Location, Note};
use super::table::{Row, Table};
use super::text::{is_error, key, shown};
use super::tool::{Finished, Previews};
use crate::{Sheet, Weight};

mod aside;
mod cells;
mod columns;
mod notes;
mod places;

pub(super) use places::{has_repeated, share_rest};

/// Notes about a row.
pub(super) struct RowNotes {
    whole: Location,
    pub list: Vec<(Note, Location)>,
    /// Words of the scales that occurred.
    pub words: Vec<String>,
    /// Texts other than digits that were read as places.
    pub places: Vec<(String, u32)>,
    /// Numbers of answers that were given, and of those that were not understood, by subject.
    pub answers: Vec<Answers>,
    /// The same for the parts of questions.
    pub parts: Vec<(QuestionPart, Answers)>,
}

/// A part of a question: its position among the questions, and that of the column, or of the challenge where rows are
/// about one.
pub(super) type QuestionPart = (usize, usize);

/// Numbers of answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Answers {
    pub given: usize,
    pub unknown: usize,
}

impl Answers {
    pub fn add(&mut self, other: Self) {
        self.given += other.given;
        self.unknown += other.unknown;
    }
}

impl RowNotes {
    pub fn new(whole: Location, subjects: usize) -> Self {
        Self {
            whole,
            list: Vec::new(),
            words: Vec::new(),
            places: Vec::new(),
            answers: vec![Answers::default(); subjects],
            parts: Vec::new(),
        }
    }

    pub fn note(&mut self, note: Note, column: Option<usize>) {
        self.list.push((note, Location { column, ..self.whole }));
    }

    /// Counts answers to a subject.
    pub fn count(&mut self, subject: usize, given: usize, unknown: usize) {
        self.answers[subject].add(Answers { given, unknown });
    }

    /// Returns the place of the row.
    pub fn whole(&self) -> Location {
        self.whole
    }

    /// Returns true if an answer was not understood.
    pub fn has_unknown(&self) -> bool {
        self.answers.iter().any(|answers| answers.unknown > 0)
    }
}

/// Returns the ids of the subjects that answers are about: the measures of shares, the ranking, the dimensions.
pub(super) fn subjects(mapping: &Mapping, names: &Names) -> Vec<String> {
    let ranked = mapping.questions.iter().find_map(|question| match question.measure {
        Measure::Places { rank, .. } => Some(names.ranks[rank].id.clone()),
        Measure::Share(_) => None,
    });
    let shares = names.shares.iter().map(|row| row.id.clone());
    let dimensions = names.dimensions.iter().map(|(row, _)| row.id.clone());
    shares.chain([ranked.unwrap_or_default()]).chain(dimensions).collect()
}

/// A mapping with the positions of its columns in one file.
pub(super) struct Reader<'m> {
    names: &'m Names,
    mapping: &'m Mapping,
    pub wave: Option<usize>,
    pub respondent: Option<usize>,
    pub weight: Option<usize>,
    decimal: Decimal,
    finished: Option<Finished>,
    previews: Vec<Previews>,
    filters: Vec<(usize, &'m Filter)>,
    groups: Vec<Option<usize>>,
    challenge: Option<usize>,
    /// Number of things that rows are about, in exports with a row for each.
    things: usize,
    /// Positions of each question's columns.
    questions: Vec<Vec<usize>>,
    /// Positions of the columns with all that was chosen, by the columns of their options: where the first is empty,
    /// ODK Central writes 0 into the others.
    wholes: BTreeMap<usize, usize>,
    /// Number of the subjects that answers are about.
    subjects: usize,
    /// Number of the first row of notes below the answers.
    pub notes_from: Option<usize>,
    /// Guesses about the file, as sentences.
    pub guesses: Vec<String>,
}

impl<'m> Reader<'m> {
    /// Returns a reader for a file whose header the mapping was checked against.
    pub fn new(mapping: &'m Mapping, names: &'m Names, table: &Table) -> Self {
        let find = |name: &str| table.column(name);
        let own = || mapping.tool.respondent_column(table);
        let named = mapping.respondent.as_ref().map(|respondent| respondent.column.as_str());
        let filters = mapping.filters.iter().filter_map(|filter| Some((find(&filter.column)?, filter)));
        let mut reader = Self {
            wave: mapping.wave.as_ref().and_then(|values| find(&values.column)),
            respondent: named.map_or_else(own, find),
            weight: mapping.weight.as_deref().and_then(find),
            decimal: mapping.decimal.unwrap_or(Decimal::Point),
            finished: None,
            previews: Vec::new(),
            filters: filters.collect(),
            groups: mapping
                .groups
                .iter()
                .map(|values| values.as_ref().and_then(|values| find(&values.column)))
                .collect(),
            challenge: mapping.challenge.as_ref().and_then(|values| find(&values.column)),
            things: mapping.challenge.as_ref().map_or(0, |values| values.things(table)),
            questions: mapping
                .questions
                .iter()
                .map(|question| question.columns.names().into_iter().filter_map(find).collect())
                .collect(),
            guesses: Vec::new(),
            wholes: mapping.tool.wholes(table),
            subjects: subjects(mapping, names).len(),
            notes_from: None,
            names,
            mapping,
        };
        reader.find_notes_below(mapping.tool.rows(table));
        reader.apply_rules(table);
        reader.guess_decimal(table);
        reader
    }

    /// Finds the columns of the tool's rules, and tells which they are.
    fn apply_rules(&mut self, table: &Table) {
        let (tool, mapping) = (self.mapping.tool, self.mapping);
        if !mapping.counts_previews {
            self.previews = tool.previews(table, mapping);
        }
        if !mapping.counts_unfinished {
            self.finished = tool.finished(table, mapping);
        }
        let name = |at: usize| shown(&table.names[at]);
        if let (Some(at), None) = (self.respondent, &mapping.respondent) {
            self.guesses.push(format!("`{}` tells respondents apart", name(at)));
        }
        if mapping.preview_column.is_none() {
            let marks =
                |previews: &Previews| format!("`{}` marks previews, tests and spam", name(previews.column));
            self.guesses.extend(self.previews.iter().map(marks));
        }
        if let (Some(finished), None) = (&self.finished, &mapping.finished) {
            self.guesses.push(format!("`{}` tells who finished", name(finished.column)));
        }
    }

    /// Finds the decimal sign of the weights, and tells it.
    fn guess_decimal(&mut self, table: &Table) {
        let (Some(at), None) = (self.weight, self.mapping.decimal) else { return };
        if let Told::Sign(sign) = told(table.rows.iter().map(|row| row.cell(at))) {
            self.decimal = sign;
            let name = if sign == Decimal::Comma { "comma" } else { "point" };
            self.guesses
                .push(format!("weights have a decimal {name} (\"decimal\" in the mapping says another)"));
        }
    }

    /// Returns the questions that the file asks everybody, as pairs of measure and challenge. The measure of a
    /// ranking follows those of shares.
    pub fn asked(&self) -> impl Iterator<Item = (usize, usize)> {
        let places = self.names.shares.len();
        self.mapping.questions.iter().flat_map(move |question| {
            let at = match question.measure {
                Measure::Share(share) => share,
                Measure::Places { .. } => places,
            };
            question.columns.challenges().into_iter().map(move |challenge| (at, challenge))
        })
    }

    /// Returns the reason why a rule of the tool or of the mapping leaves a row out, with its column.
    pub fn left_out(&self, row: &Row) -> Option<(Note, usize)> {
        for previews in &self.previews {
            let text = row.cell(previews.column);
            match previews.is_marked(text) {
                Some(false) => {}
                Some(true) => return Some((Note::Preview, previews.column)),
                None => return Some((Note::Status(text.to_owned()), previews.column)),
            }
        }
        if let Some(finished) = &self.finished {
            let text = row.cell(finished.column);
            match finished.is_finished(text) {
                Some(true) => {}
                Some(false) => return Some((Note::Unfinished, finished.column)),
                None => return Some((Note::Finish(text.to_owned()), finished.column)),
            }
        }
        let fails =
            |(at, filter): &&(usize, &Filter)| filter.matching(row.cell(*at)).is_some() == filter.is_not;
        let broken = self.filters.iter().map(|(at, _)| *at).find(|at| is_error(row.cell(*at)));
        if let Some(at) = broken {
            return Some((Note::Broken(row.cell(at).to_owned()), at));
        }
        let (at, filter) = self.filters.iter().find(fails)?;
        Some((Note::Where(filter.column.clone()), *at))
    }

    /// Returns the texts of the mapping's conditions that occur in a row, each with its condition.
    pub fn conditions(&self, row: &Row) -> impl Iterator<Item = (usize, String)> {
        let found = |(number, (at, filter)): (usize, &(usize, &Filter))| {
            Some((number, filter.matching(row.cell(*at))?.to_owned()))
        };
        self.filters.iter().enumerate().filter_map(found)
    }

    /// Returns the weight of a row, or `None` if its cell is none.
    pub fn weight(&self, text: &str) -> Option<Weight> {
        Weight::parse(&self.decimal.plain(text)?)
    }

    /// Returns the respondent of a row as written and as compared; `None` if nobody is named.
    pub fn who<'r>(&self, row: &'r Row, file: usize) -> Option<(&'r str, String)> {
        let text = row.cell(self.respondent?);
        let named = self.mapping.respondent.as_ref();
        let is_nobody = named.is_some_and(|named| named.nobody.contains(&key(text)));
        if text.is_empty() || is_error(text) || is_nobody {
            return None;
        }
        // Ids that a tool made differ by letter case; addresses and names do not.
        let is_exact = named.is_none_or(|named| named.is_exact);
        let mut compared = if is_exact { text.to_owned() } else { key(text) };
        if named.is_some_and(|named| named.is_per_file) {
            compared = format!("{file}\n{compared}");
        }
        Some((text, compared))
    }

    /// Copies the respondent's groups to the sheet.
    pub fn groups(&self, row: &Row, sheet: &mut Sheet, notes: &mut RowNotes) {
        for (dimension, (values, at)) in self.mapping.groups.iter().zip(&self.groups).enumerate() {
            let (Some(values), Some(at)) = (values, *at) else { continue };
            let text = self.text(row, at);
            if text.is_empty() {
                // An empty cell may be listed too: `"": null`.
                sheet.groups[dimension] = values.rows.get("").copied().flatten();
                continue;
            }
            let subject = self.names.shares.len() + 1 + dimension;
            let found = values.row(text);
            notes.count(subject, 1, usize::from(found.is_none()));
            match values.listed(text) {
                Some(word) => notes.words.push(word.to_owned()),
                None if found.is_some() => {
                    let subject = self.names.dimensions[dimension].0.id.clone();
                    notes.note(Note::Unlisted { subject, value: text.to_owned() }, Some(at));
                }
                None => {}
            }
            match found {
                Some(group) => sheet.groups[dimension] = group,
                None => {
                    let dimension = self.names.dimensions[dimension].0.id.clone();
                    notes.note(Note::Group { dimension, value: text.to_owned() }, Some(at));
                }
            }
        }
    }

    /// Returns the text of a cell; the tool's signs for missing values are no text.
    fn text<'r>(&self, row: &'r Row, at: usize) -> &'r str {
        let text = row.cell(at);
        let is_skipped = || self.wholes.get(&at).is_some_and(|whole| row.cell(*whole).is_empty());
        if self.mapping.tool.is_missing(text) || (text == "0" && is_skipped()) { "" } else { text }
    }
}
