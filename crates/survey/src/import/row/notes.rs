//! Notes below the answers: a legend, the number of answers, sources.
//!
//! They come after an empty row. No list of words tells them, since they are in any language: a row of a note has no
//! answer that the mapping lists or somebody gave, or its cells are not of the kind of those above them.

use super::Reader;
use crate::import::aside;
use crate::import::mapping::{Measure, Question};
use crate::import::place;
use crate::import::table::Row;
use crate::import::text::key;

/// Greatest number of rows below the answers that are looked at.
const MOST: usize = 200;

/// Least number of texts above a cell that tell the kind of a column.
const MIN_ABOVE: usize = 2;

impl Reader<'_> {
    /// Returns the number of the first row of notes below the answers, unless the mapping counts such rows.
    pub(super) fn first_note_below(&self, rows: &[Row]) -> Option<usize> {
        if self.mapping.kept.notes_below {
            return None;
        }
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
            let is_sums =
                !self.mapping.kept.summaries && aside::summary(self, rows, Some(above), row).is_some();
            is_sums || !self.is_answer_known(above, row) || is_other_kind(above, row)
        };
        let mut texts: Vec<usize> = above.iter().map(filled).collect();
        texts.sort_unstable();
        let usual = texts[texts.len() / 2];
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

/// Returns the number of cells with text.
fn filled(row: &Row) -> usize {
    row.cells.iter().filter(|cell| !cell.is_empty()).count()
}

/// Returns true if at least half of a row's texts are words where none is above, or numbers where only words are, or in a
/// column without any text.
fn is_other_kind(above: &[Row], row: &Row) -> bool {
    let is_words = |text: &str| text.chars().any(char::is_alphabetic);
    let is_other = |(at, text): &(usize, &String)| {
        let texts = || above.iter().map(|row| row.cell(*at)).filter(|text| !text.is_empty());
        let is_alone = texts().take(MIN_ABOVE).count() != 1;
        is_alone && texts().all(|other| is_words(other) != is_words(text))
    };
    let texts = || row.cells.iter().enumerate().filter(|(_, text)| !text.is_empty());
    2 * texts().filter(is_other).count() >= texts().count()
}
