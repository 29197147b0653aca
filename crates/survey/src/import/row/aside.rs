//! Signs by which rows of answers are told from other rows.

use std::collections::BTreeMap;

use super::{Reader, RowNotes};
use crate::import::mapping::{Columns, Question, Values};
use crate::import::number::code;
use crate::import::report::Location;
use crate::import::table::{Row, Table};
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

    /// Returns true if all answers of a row are words that the mapping lists, as those of no row of sums are.
    pub fn has_words(&self, row: &Row) -> bool {
        let is_listed = |question: &Question, at: usize, text: &str| match &question.columns {
            Columns::Ticked { choices, .. } => {
                let ticks = choices.ticks(text);
                !ticks.words.is_empty() && ticks.unknown.is_empty()
            }
            _ => self.knows(at, text),
        };
        let questions = self.mapping.questions.iter().zip(&self.questions);
        let cells = questions.flat_map(|(question, columns)| columns.iter().map(move |at| (question, *at)));
        let mut given = cells.filter(|(_, at)| !row.cell(*at).is_empty()).peekable();
        let is_word = |text: &str| text.chars().any(char::is_alphabetic);
        given.peek().is_some()
            && given.all(|(question, at)| is_word(row.cell(at)) && is_listed(question, at, row.cell(at)))
    }

    /// Returns true if cells read as a row have answers, and none that the mapping does not know.
    pub fn is_answered(&self, cells: &[String]) -> bool {
        let mut sheet = self.names.form(1).blank(0);
        let mut notes = RowNotes::new(Location { file: 0, row: 0, column: None }, self.subjects);
        let row = Row { cells: cells.to_vec(), ..Row::default() };
        self.answers(&row, &mut sheet, &mut notes).is_ok() && !sheet.is_blank() && !notes.has_unknown()
    }

    /// Returns true for a last row in which all answers are the sums of those above, and one is no answer that anybody
    /// gave.
    pub fn is_sums(&self, table: &Table, row: &Row) -> bool {
        let is_last = table.rows.last().is_some_and(|last| last.number == row.number);
        let number = |row: &Row, at: usize| code(row.cell(at)).parse::<f64>().ok();
        let columns = self.questions.iter().flatten().copied().filter(|at| !row.cell(*at).is_empty());
        let columns: Vec<usize> = columns.filter(|_| is_last && table.rows.len() > 2).collect();
        let above = |at: usize| {
            let rows = table.rows.iter().filter(|other| other.number != row.number);
            rows.filter_map(|other| number(other, at)).collect::<Vec<f64>>()
        };
        let mut is_new = false;
        for at in &columns {
            let (Some(sum), above) = (number(row, *at), above(*at)) else { return false };
            is_new |= above.iter().all(|other| *other < sum);
            if above.is_empty() || (above.iter().sum::<f64>() - sum).abs() > 1e-9 {
                return false;
            }
        }
        is_new
    }
}
