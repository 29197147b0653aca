//! Sheets of codes with their labels, which stand in workbooks beside the answers.

use std::collections::BTreeSet;

use super::{Table, TableError};
use crate::import::layout::{Layout, Source};

/// Least number of codes in a list.
const MIN_CODES: usize = 2;

impl Table {
    /// Checks that a sheet that the mapping does not name is no list of codes, where the workbook has other sheets.
    ///
    /// # Errors
    ///
    /// [`TableError::Codebook`] if it is one.
    pub(super) fn check_codebook(&self, layout: &Layout) -> Result<(), TableError> {
        let Source::Workbook(sheet) = &self.seen.source else { return Ok(()) };
        if layout.sheet.is_some() || sheet.shown_others.is_empty() || !self.is_codebook(layout) {
            return Ok(());
        }
        Err(TableError::Codebook { name: sheet.name.clone(), others: sheet.shown_others.clone() })
    }

    /// Returns true if there are two columns with text, in neither of which a text occurs twice: one that the mapping names,
    /// and another of words. Names, numbers and times of respondents are told from labels by their digits.
    fn is_codebook(&self, layout: &Layout) -> bool {
        let texts = self.rows.iter().flat_map(|row| row.cells.iter().enumerate());
        let columns: BTreeSet<usize> = texts.filter(|(_, cell)| !cell.is_empty()).map(|(at, _)| at).collect();
        let (mapped, others): (Vec<usize>, Vec<usize>) =
            columns.into_iter().partition(|at| self.is_mapped(*at, layout));
        let ([code], [label]) = (mapped.as_slice(), others.as_slice()) else { return false };
        let is_distinct = |column: &usize| {
            let keys: BTreeSet<String> = self.rows.iter().map(|row| row.key(*column)).collect();
            keys.len() == self.rows.len() && !keys.contains("")
        };
        let has_digit = |text: &str| text.chars().any(char::is_numeric);
        let words = self.rows.iter().filter(|row| !has_digit(row.cell(*label))).count();
        self.rows.len() >= MIN_CODES
            && 2 * words > self.rows.len()
            && [code, label].into_iter().all(is_distinct)
    }
}
