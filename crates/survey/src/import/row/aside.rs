//! Signs by which rows of answers are told from other rows.

use std::collections::{BTreeMap, BTreeSet};

use super::{Reader, RowNotes};
use crate::import::mapping::{Columns, Question, Values};
use crate::import::number::code;
use crate::import::report::Location;
use crate::import::table::Row;
use crate::import::text::key;

impl Reader<'_> {
    /// Returns true if the mapping lists a text for a column.
    pub fn knows(&self, column: usize, text: &str) -> bool {
        let (key, code) = (key(text), code(text));
        let lists =
            |rows: &BTreeMap<String, Option<usize>>| rows.contains_key(&key) || rows.contains_key(&code);
        let groups = self.mapping.groups.iter().zip(&self.groups);
        let of_group = |(values, at): (&Option<Values>, &Option<usize>)| {
            *at == Some(column) && values.as_ref().is_some_and(|values| lists(&values.rows))
        };
        let of_question = |(question, columns): (&Question, &Vec<usize>)| {
            let choices = match &question.columns {
                Columns::Ticked { choices, .. } | Columns::ByPlace { choices, .. } => lists(&choices.rows),
                Columns::Each(_) | Columns::OfRow { .. } => false,
            };
            let words = &question.scale.words;
            columns.contains(&column) && (choices || words.contains_key(&key) || words.contains_key(&code))
        };
        groups.into_iter().any(of_group)
            || self.mapping.questions.iter().zip(&self.questions).any(of_question)
    }

    /// Returns the answers of a row that are not empty: questions with the positions of columns.
    pub(super) fn given<'r>(&'r self, row: &'r Row) -> impl Iterator<Item = (&'r Question, usize)> {
        let questions = self.mapping.questions.iter().zip(&self.questions);
        let cells = questions.flat_map(|(question, columns)| columns.iter().map(move |at| (question, *at)));
        cells.filter(|(_, at)| !row.cell(*at).is_empty())
    }

    /// Returns true if the mapping lists an answer to a question.
    pub(super) fn lists(&self, question: &Question, at: usize, text: &str) -> bool {
        match &question.columns {
            Columns::Ticked { choices, .. } => {
                let ticks = choices.ticks(text);
                !ticks.words.is_empty() && ticks.unknown.is_empty()
            }
            _ => self.knows(at, text),
        }
    }

    /// Returns true if all answers of a row are words that the mapping lists, as those of no row of sums are.
    pub fn has_words(&self, row: &Row) -> bool {
        let mut given = self.given(row).peekable();
        let is_word = |text: &str| text.chars().any(char::is_alphabetic);
        given.peek().is_some()
            && given.all(|(question, at)| is_word(row.cell(at)) && self.lists(question, at, row.cell(at)))
    }

    /// Returns true if cells read as a row have answers, and none that the mapping does not know.
    pub fn is_answered(&self, cells: &[String]) -> bool {
        let mut sheet = self.names.form(1).blank(0);
        let mut notes = RowNotes::new(Location { file: 0, row: 0, column: None }, self.subjects);
        let row = Row { cells: cells.to_vec(), ..Row::default() };
        self.answers(&row, &mut sheet, &mut notes).is_ok() && !sheet.is_blank() && !notes.has_unknown()
    }

    /// Returns true for a last row in which all answers are the sums of those in the rows `above`, and one is no answer that
    /// anybody gave.
    pub fn is_sums(&self, above: &[Row], row: &Row) -> bool {
        let number = |row: &Row, at: usize| code(row.cell(at)).parse::<f64>().ok();
        let columns: BTreeSet<usize> =
            self.given(row).map(|(_, at)| at).filter(|_| above.len() > 1).collect();
        let mut is_new = false;
        for at in columns {
            let above: Vec<f64> = above.iter().filter_map(|other| number(other, at)).collect();
            let Some(sum) = number(row, at) else { return false };
            is_new |= above.iter().all(|other| *other < sum);
            if above.is_empty() || (above.iter().sum::<f64>() - sum).abs() > 1e-9 {
                return false;
            }
        }
        is_new
    }
}
