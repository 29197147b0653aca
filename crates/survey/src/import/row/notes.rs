//! Notes below the answers: a legend, the number of answers, sources.
//!
//! No list of words tells them, since they are in any language. After an empty row, a row of a note has no answer that the
//! mapping lists or somebody gave, or its cells are not of the kind of those above them. Without an empty row it has the form
//! of a note too, such as `5 = very urgent`; other rows that only look like notes count and are told.

use super::Reader;
use crate::import::aside::{self, NotesBelow};
use crate::import::mapping::{Measure, Question};
use crate::import::place;
use crate::import::table::Row;
use crate::import::text::{is_headed, is_legend, key};

/// Greatest number of rows below the answers that are looked at, and of those above that tell how many texts a row has.
const MOST: usize = 200;

/// Least number of texts above a cell that tell the kind of a column.
const MIN_ABOVE: usize = 2;

impl Reader<'_> {
    /// Finds the notes below the answers, unless the mapping counts such rows. Tells the rows that may be notes and count.
    pub(super) fn find_notes_below(&mut self, rows: &[Row]) {
        let kept = self.mapping.kept.notes_below;
        if kept == NotesBelow::All {
            return;
        }
        self.notes_from = self.first_after_gap(rows);
        let is_left = |row: &&Row| self.notes_from.is_none_or(|first| row.number < first);
        let rows = &rows[..rows.iter().take_while(is_left).count()];
        let sure = self.first_directly_below(rows, |above, row| self.is_note_line(above, row));
        self.notes_from = sure.map(|at| rows[at].number).or(self.notes_from);
        let rows = &rows[..sure.unwrap_or(rows.len())];
        let has_answers = |_: &[Row], row: &Row| self.given(row).next().is_some();
        let mut unclear = self.first_directly_below(rows, has_answers);
        // Sums are left out as such.
        while let Some(at) = unclear.filter(|at| self.is_sums_row(rows, &rows[..*at], &rows[*at])) {
            unclear = Some(at + 1).filter(|next| *next < rows.len());
        }
        match unclear.map(|at| &rows[at..]) {
            Some(rows) if kept == NotesBelow::None => self.notes_from = Some(rows[0].number),
            Some(rows) => self.guesses.push(told(rows)),
            None => {}
        }
    }

    /// Returns the position of the first row that `is_first` accepts, with the rows above it, and from which on all rows may
    /// be notes.
    fn first_directly_below(&self, rows: &[Row], is_first: impl Fn(&[Row], &Row) -> bool) -> Option<usize> {
        let lowest = rows.len().saturating_sub(MOST).max(MIN_ABOVE);
        (lowest..rows.len()).find(|at| {
            let (above, below) = rows.split_at(*at);
            let may_be_note = |row: &Row| self.is_note_line(above, row) || self.may_be_note(above, row);
            is_first(above, &below[0]) && below.iter().rev().all(may_be_note)
        })
    }

    /// Returns true for a row that begins with a text such as `5 = very urgent`, or has only one such as `Source: own
    /// survey`, if no row above has one there, and no answer that is known.
    fn is_note_line(&self, above: &[Row], row: &Row) -> bool {
        let Some(at) = row.cells.iter().position(|cell| !cell.is_empty()) else { return false };
        let is_line =
            is_legend(row.cell(at)) || (is_headed(row.cell(at)) && filled(row) == 1 && usual(above) > 1);
        let is_other = |other: &Row| !is_legend(other.cell(at)) && !is_headed(other.cell(at));
        is_line && above.iter().all(is_other) && !self.is_answer_known(above, row)
    }

    /// Returns true if a row may be a note: its texts are of another kind than those above, or it has no known answer and
    /// fewer texts than others.
    fn may_be_note(&self, above: &[Row], row: &Row) -> bool {
        let is_known = self.is_answer_known(above, row);
        is_other_kind(above, row, !is_known) || (!is_known && filled(row) < usual(above))
    }

    /// Returns true if the mapping leaves a row out as one of sums or means.
    fn is_sums_row(&self, rows: &[Row], above: &[Row], row: &Row) -> bool {
        !self.mapping.kept.summaries && aside::summary(self, rows, Some(above), row).is_some()
    }

    /// Returns the number of the first row of notes after an empty row.
    fn first_after_gap(&self, rows: &[Row]) -> Option<usize> {
        let mut end = rows.len();
        let lowest = end.saturating_sub(MOST).max(1);
        let mut first = None;
        for at in (lowest..end).rev().filter(|at| rows[*at].is_after_gap) {
            // Where empty rows are between most others, they divide nothing.
            let gaps = rows[..at].iter().filter(|row| row.is_after_gap).count();
            if 2 * gaps >= at || !self.are_notes(rows, at, end) {
                break;
            }
            first = Some(rows[at].number);
            end = at;
        }
        first
    }

    /// Returns true if rows without an empty one between them are notes: the first is like one, and either most others
    /// are too, or all have fewer texts than the rows above.
    fn are_notes(&self, rows: &[Row], start: usize, end: usize) -> bool {
        let (above, block) = (&rows[..start], &rows[start..end]);
        let is_note = |row: &Row| {
            self.is_sums_row(rows, above, row)
                || !self.is_answer_known(above, row)
                || is_other_kind(above, row, true)
        };
        let usual = usual(above);
        let is_sparse = || block.iter().all(|row| filled(row) < usual);
        let are_most = || 2 * block.iter().filter(|row| is_note(row)).count() > block.len();
        is_note(&block[0]) && (is_sparse() || are_most())
    }

    /// Returns true if the mapping lists an answer of a row, or a row above has it too.
    fn is_answer_known(&self, above: &[Row], row: &Row) -> bool {
        // A legend of places is `1 = first`.
        let is_place = |question: &Question, text: &str| {
            let listed = question.scale.places.contains_key(&key(text));
            let is_ranking = matches!(question.measure, Measure::Places { .. });
            is_ranking && (listed || (place::of(text).is_some() && !text.contains('=')))
        };
        self.given(row).any(|(question, at)| {
            let text = row.cell(at);
            self.lists(question, at, text)
                || is_place(question, text)
                || above.iter().any(|other| other.cell(at).eq_ignore_ascii_case(text))
        })
    }
}

/// Returns a line about rows that may be notes, and count.
fn told(rows: &[Row]) -> String {
    let (first, last) = (rows[0].number, rows[rows.len() - 1].number);
    let (rows, are) = match first == last {
        true => (format!("row {first}"), "a note"),
        false => (format!("rows {first} to {last}"), "notes"),
    };
    format!(
        "{rows} may be {are} below the answers, and counted: \"notes_below\": \"skip\" in the mapping leaves such rows out, \"count\" says that they are answers"
    )
}

/// Returns the number of texts that rows have, in the middle of the first ones.
fn usual(rows: &[Row]) -> usize {
    let mut texts: Vec<usize> = rows.iter().take(MOST).map(filled).collect();
    texts.sort_unstable();
    texts.get(texts.len() / 2).copied().unwrap_or(0)
}

/// Returns the number of cells with text.
fn filled(row: &Row) -> usize {
    row.cells.iter().filter(|cell| !cell.is_empty()).count()
}

/// Returns true if at least half of a row's texts are words where only numbers are above, or numbers where only words are; or,
/// with `in_empty`, in a column without any text.
fn is_other_kind(above: &[Row], row: &Row, in_empty: bool) -> bool {
    let is_words = |text: &str| text.chars().any(char::is_alphabetic);
    let is_other = |(at, text): &(usize, &String)| {
        let texts = || above.iter().map(|row| row.cell(*at)).filter(|text| !text.is_empty());
        let seen = texts().take(MIN_ABOVE).count();
        let tells = seen == MIN_ABOVE || (seen == 0 && in_empty);
        tells && texts().all(|other| is_words(other) != is_words(text))
    };
    let texts = || row.cells.iter().enumerate().filter(|(_, text)| !text.is_empty());
    2 * texts().filter(is_other).count() >= texts().count()
}
