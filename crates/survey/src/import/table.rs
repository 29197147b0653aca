//! Survey exports in CSV or XLSX as rows of text.

use std::collections::{BTreeMap, BTreeSet};

use super::header::{Area, Coded};
use super::layout::{Layout, Seen, Source, letters};
use super::text::key;
use super::{delimited, encoding, header, workbook};

mod codebook;
mod error;

pub use error::TableError;

/// Greatest size of a file in bytes, enough for 100,000 respondents with 100 answers each.
pub const MAX_BYTES: usize = 256 << 20;

/// Greatest length of an answer in bytes. Longer cells come from a lost quotation mark.
pub const MAX_CELL: usize = 100_000;

/// Least number of columns in which torn rows are told from rows without their empty last cells.
const MIN_TORN_WIDTH: usize = 5;

/// The rows of an export. Cells have single spaces, and none at the ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The header; empty for an empty sheet.
    pub names: Vec<String>,
    /// The names in the form in which they are compared.
    keys: Vec<String>,
    /// The parts of names that have a code, which names a column too.
    coded: Vec<Option<Coded>>,
    /// The rows of the header in the form in which they are compared.
    pub(super) heads: Vec<Vec<String>>,
    /// Number of cells in a row that are the header's, named or not. Text after them is from a torn row.
    pub(super) width: usize,
    /// The number of cells that most rows have; empty ones after the header's last are no fault in them.
    pub(super) usual: usize,
    /// Numbers of rows that are parts of one, torn apart by line breaks in a cell.
    pub(super) torn: BTreeSet<usize>,
    /// The rows after the header. Rows without text are left out.
    pub rows: Vec<Row>,
    /// Facts that were found out about the file.
    pub seen: Seen,
}

/// A row of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The number as in a spreadsheet: the first line is row 1.
    pub number: usize,
    /// The cells in column order.
    pub cells: Vec<String>,
    /// True if the row above it is empty.
    pub(super) is_after_gap: bool,
    /// Lines within a cell that may be rows, divided into cells: a lost quotation mark makes a cell of rows.
    pub(super) inside: Vec<Vec<String>>,
}

impl Table {
    /// Parses an export.
    ///
    /// # Errors
    ///
    /// Returns an error if the bytes are neither text nor a workbook that can be read, or if it is open what
    /// the header is.
    pub fn read(bytes: &[u8], layout: &Layout) -> Result<Self, TableError> {
        if bytes.len() > MAX_BYTES {
            return Err(TableError::TooLong(bytes.len()));
        }
        if bytes.starts_with(b"PK\x03\x04") {
            if is_open_document(bytes) {
                return Err(TableError::OpenDocument);
            }
            let sheet = workbook::read(bytes, layout)?;
            let mut table = Self::of_rows(sheet.rows, &sheet.areas, Source::Workbook(sheet.seen), layout)?;
            table.tell_hidden(&sheet.hidden_columns, layout);
            table.check_codebook(layout)?;
            return table.solved(&sheet.unsolved, layout);
        }
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return Err(TableError::OldExcel);
        }
        let decoded = encoding::decode(bytes, layout).ok_or(TableError::NotText)?;
        if decoded.text.trim().is_empty() {
            return Err(TableError::Empty);
        }
        let (rows, delimiter) = delimited::rows(&decoded.text, layout);
        let damaged = decoded.text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
        let source = Source::Text { encoding: decoded.encoding, sure: decoded.sure, delimiter, damaged };
        Self::of_rows(rows, &[], source, layout)
    }

    fn of_rows(rows: Vec<Row>, areas: &[Area], source: Source, layout: &Layout) -> Result<Self, TableError> {
        let mut rows: Vec<Row> = rows.into_iter().filter(|row| !row.is_blank()).collect();
        if let Source::Text { .. } = &source {
            // Of a workbook this was seen before its hidden rows were left out.
            let numbers: Vec<usize> = rows.iter().map(|row| row.number).collect();
            let after = rows.iter_mut().skip(1).zip(numbers);
            after.for_each(|(row, above)| row.is_after_gap = row.number > above + 1);
        }
        let place = header::find(&rows, areas, layout);
        let Some(place) = place else {
            return match layout.header_row {
                Some(number) => Err(TableError::NoHeader(number)),
                None => Ok(Self::empty(source)),
            };
        };
        let below = rows.split_off(place.at + place.rows);
        let head = &rows[place.at..];
        let width = match &source {
            Source::Workbook(_) => usize::MAX, // no row of a workbook is torn
            Source::Text { .. } => head.iter().map(|row| row.cells.len()).max().unwrap_or(0),
        };
        let seen = Seen {
            source,
            header: (head[0].number, head[head.len() - 1].number),
            is_header_merged: head.len() > 1 && layout.header_rows.is_none(),
            above: place.at,
            unnamed: unnamed(&place.names, &below, width),
        };
        let keys = place.names.iter().map(|name| key(name)).collect();
        let heads = head.iter().map(|row| (0..row.cells.len()).map(|at| row.key(at)).collect()).collect();
        let coded = header::coded(&place.names);
        let usual = usual(&below);
        let torn = if width == usize::MAX { BTreeSet::new() } else { torn(&below, place.names.len()) };
        let table = Self { names: place.names, keys, coded, heads, width, usual, torn, rows: below, seen };
        match table.second_header(areas) {
            Some(error) if layout.header_rows.is_none() => Err(error),
            _ => Ok(table),
        }
    }

    fn empty(source: Source) -> Self {
        let seen = Seen { source, ..Seen::default() };
        Self {
            names: Vec::new(),
            keys: Vec::new(),
            coded: Vec::new(),
            heads: Vec::new(),
            width: 0,
            usual: 0,
            torn: BTreeSet::new(),
            rows: Vec::new(),
            seen,
        }
    }

    /// Returns an error if the first row fills gaps of the header, as the second header row of a survey tool
    /// does. The first column of a header may be without a name. A name that is merged across columns is that of
    /// the first.
    fn second_header(&self, areas: &[Area]) -> Option<TableError> {
        let row = self.rows.first()?;
        let first = self.names.iter().position(|name| !name.is_empty())?;
        let is_across = |area: &Area, at: usize| {
            let (first, last) = area.columns;
            area.rows.1 == self.seen.header.1 && first < at && at <= last
        };
        let is_gap = |at: &usize| {
            let is_nameless = self.names.get(*at).is_none_or(String::is_empty);
            let is_nameless = is_nameless || areas.iter().any(|area| is_across(area, *at));
            is_nameless && !row.cell(*at).is_empty()
        };
        let gap = (first..row.cells.len().min(self.width)).find(is_gap)?;
        Some(TableError::SecondHeader {
            header: self.seen.header.1,
            below: row.number,
            column: letters(gap),
            text: row.cell(gap).to_owned(),
        })
    }

    /// Notes the columns of the mapping that are hidden.
    fn tell_hidden(&mut self, hidden: &BTreeSet<u32>, layout: &Layout) {
        let names = self.names.iter().enumerate();
        let mapped = names.filter(|(at, _)| hidden.contains(&(*at as u32)) && self.is_mapped(*at, layout));
        let mapped: Vec<String> = mapped.map(|(_, name)| name.clone()).collect();
        if let Source::Workbook(sheet) = &mut self.seen.source {
            sheet.hidden_columns = mapped;
        }
    }

    /// Returns the table if no formula without its result stands in a column of the mapping.
    fn solved(self, unsolved: &[(u32, u32)], layout: &Layout) -> Result<Self, TableError> {
        let is_mapped = |(row, column): &&(u32, u32)| {
            let number = *row as usize + 1;
            number >= self.seen.header.0
                && (number <= self.seen.header.1 || self.is_mapped(*column as usize, layout))
        };
        let found: Vec<_> = unsolved.iter().filter(is_mapped).collect();
        match found.first() {
            Some(first) => {
                Err(TableError::Unsolved { count: found.len(), first: workbook::cell_name(**first) })
            }
            None => Ok(self),
        }
    }

    /// Returns the position of a column, by its name or by the code in it.
    pub fn column(&self, name: &str) -> Option<usize> {
        let name = key(name);
        let by_code = || self.coded.iter().position(|coded| is_code(coded, &name));
        self.keys.iter().position(|known| *known == name).or_else(by_code)
    }

    /// Returns the number of columns of a name, or with a code.
    pub(super) fn count(&self, name: &str) -> usize {
        let name = key(name);
        match self.keys.iter().filter(|known| **known == name).count() {
            0 => self.coded.iter().filter(|coded| is_code(coded, &name)).count(),
            number => number,
        }
    }

    /// Returns true if a column has a name or a code, which is in the form in which names are compared.
    pub(super) fn is_named(&self, column: usize, name: &str) -> bool {
        self.keys.get(column).is_some_and(|known| known == name)
            || self.coded.get(column).is_some_and(|coded| is_code(coded, name))
    }

    /// Returns the parts of a column's name if it has a code.
    pub(super) fn coded(&self, column: usize) -> Option<&Coded> {
        self.coded.get(column)?.as_ref()
    }

    /// Returns true if the mapping names a column.
    fn is_mapped(&self, column: usize, layout: &Layout) -> bool {
        layout.columns.iter().any(|name| self.is_named(column, name))
    }
}

fn is_code(coded: &Option<Coded>, name: &str) -> bool {
    coded.as_ref().is_some_and(|coded| coded.code == name)
}

impl Row {
    /// Returns the text of a cell, which is empty after the end of the row.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Returns a cell in the form in which it is compared. A byte order mark in the middle of a file keeps quotation
    /// marks around the first one.
    pub(super) fn key(&self, column: usize) -> String {
        key(self.cell(column)).trim_matches('"').to_owned()
    }

    /// Returns true if no cell has text.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}

/// Returns true for a spreadsheet of `OpenDocument`: its first entry is `mimetype`, which is not compressed.
fn is_open_document(zip: &[u8]) -> bool {
    const KIND: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
    // The name of an entry follows the 30 bytes of its header.
    zip.get(30..).is_some_and(|entry| entry.starts_with(KIND))
}

/// Returns the number of cells that most rows have.
fn usual(rows: &[Row]) -> usize {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    rows.iter().for_each(|row| *counts.entry(row.cells.len()).or_default() += 1);
    counts.into_iter().max_by_key(|(_, count)| *count).map_or(0, |(cells, _)| cells)
}

/// Returns the numbers of rows that are parts of one: `n` short rows between whole ones that have `n - 1` cells more
/// than a whole row together, as `n - 1` line breaks in cells without quotation marks make them. In few columns rows
/// whose empty last cells were dropped look the same.
fn torn(rows: &[Row], width: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    if width < MIN_TORN_WIDTH {
        return found;
    }
    let is_short = |row: &Row| row.cells.len() < width;
    for run in rows.chunk_by(|one, other| is_short(one) == is_short(other)) {
        let cells: usize = run.iter().map(|row| row.cells.len()).sum();
        if run.len() > 1 && is_short(&run[0]) && cells == width + run.len() - 1 {
            found.extend(run.iter().map(|row| row.number));
        }
    }
    found
}

/// Returns the letters of the columns without a name that hold text.
fn unnamed(names: &[String], rows: &[Row], width: usize) -> Vec<String> {
    let is_unnamed = |at: usize| names.get(at).is_none_or(String::is_empty);
    let texts = rows.iter().flat_map(|row| row.cells.iter().take(width).enumerate());
    let found: BTreeSet<usize> =
        texts.filter(|(at, cell)| !cell.is_empty() && is_unnamed(*at)).map(|(at, _)| at).collect();
    found.into_iter().map(letters).collect()
}

#[cfg(test)]
mod tests;
