//! The layout of a file: what the mapping says of it, and what was seen.

use std::fmt;

use encoding_rs::Encoding;

use super::text::shown;

/// The settings of a mapping for reading files, and the texts that guesses are judged by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    pub(super) sheet: Option<String>,
    /// True if hidden rows of a workbook are read.
    pub(super) reads_hidden: bool,
    /// The number of the header's first row.
    pub(super) header_row: Option<usize>,
    /// The number of rows that make the header.
    pub(super) header_rows: Option<usize>,
    pub(super) delimiter: Option<u8>,
    pub(super) encoding: Option<&'static Encoding>,
    /// Keys of the columns that the mapping names.
    pub(super) columns: Vec<String>,
    /// Texts of the mapping outside ASCII, as they may stand in a file.
    pub(super) texts: Vec<String>,
}

/// The facts that were found out about a file when it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    pub(super) source: Source,
    /// Numbers of the first and the last row of the header.
    pub(super) header: (usize, usize),
    /// True if merged cells told how many rows it has.
    pub(super) is_header_merged: bool,
    /// Number of rows with text above the header.
    pub(super) above: usize,
    /// Letters of columns that hold text below a header without a name.
    pub(super) unnamed: Vec<String>,
}

/// The kind of a file, with its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Text {
        encoding: &'static Encoding,
        sure: Sure,
        delimiter: u8,
        /// Number of characters that the encoding does not have.
        damaged: usize,
    },
    Workbook(SheetSeen),
}

/// The certainty of an encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sure {
    /// The file or the mapping says it, or the bytes are valid UTF-8.
    Yes,
    /// The bytes are no UTF-8, and with this encoding the mapping's texts are found.
    Found,
    /// Nothing tells encodings apart.
    No,
}

/// The facts that were found out about a sheet of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SheetSeen {
    pub name: String,
    pub is_hidden: bool,
    /// Names of the other sheets, and of those that are not hidden.
    pub others: Vec<String>,
    pub shown_others: Vec<String>,
    /// Number of hidden rows that have text, and whether they were read.
    pub hidden_rows: usize,
    pub reads_hidden: bool,
    /// Names of the mapping's columns that are hidden.
    pub hidden_columns: Vec<String>,
    /// Number of areas of merged cells.
    pub merged: usize,
}

impl Default for Source {
    fn default() -> Self {
        Self::Text { encoding: encoding_rs::UTF_8, sure: Sure::Yes, delimiter: b',', damaged: 0 }
    }
}

impl Seen {
    /// Returns where the header stands: `header: row 3`.
    pub(super) fn place(&self) -> String {
        match self.header {
            (first, last) if first == last => format!("header: row {first}"),
            (first, last) => format!("header: rows {first} to {last}"),
        }
    }

    /// Returns the guess about the encoding if the file does not state it.
    pub fn guessed_encoding(&self) -> Option<String> {
        match &self.source {
            Source::Text { encoding, sure, .. } if *sure != Sure::Yes => Some(format!(
                "not UTF-8, and read as {}, which is a guess; \"encoding\" in the mapping names another",
                encoding.name()
            )),
            _ => None,
        }
    }
}

impl Seen {
    /// Returns true if numbers stand in the file as numbers, with a decimal point.
    pub(super) fn has_number_cells(&self) -> bool {
        matches!(self.source, Source::Workbook(_))
    }
}

/// Returns the name of a delimiter.
pub(super) fn delimiter_name(delimiter: u8) -> String {
    match delimiter {
        b',' => "commas".to_owned(),
        b';' => "semicolons".to_owned(),
        b'\t' => "tabs".to_owned(),
        b'|' => "vertical bars".to_owned(),
        other => format!("`{}`", char::from(other)),
    }
}

/// One line of what was seen, and one for each guess that may be wrong.
impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Source::Text { encoding, delimiter, .. } => {
                write!(f, "{}, {} between columns", encoding.name(), delimiter_name(*delimiter))?;
            }
            Source::Workbook(sheet) => write!(f, "{sheet}")?,
        }
        match self.header {
            (first, last) if first == last => write!(f, ", header in row {first}")?,
            (first, last) => write!(f, ", header in rows {first} to {last}")?,
        }
        if self.is_header_merged {
            f.write_str(", as its merged cells say (\"header_rows\" in the mapping says another number)")?;
        }
        if self.above > 0 {
            write!(f, " (above it, not read: {})", count(self.above, "row"))?;
        }
        if let Some(guess) = self.guessed_encoding() {
            write!(f, "\n  {guess}")?;
        }
        if let Source::Text { sure: Sure::No, .. } = &self.source {
            f.write_str("\n  look at accents: no text of the mapping tells encodings apart")?;
        }
        match &self.source {
            Source::Workbook(sheet) => sheet.warnings(f)?,
            Source::Text { damaged: 0, .. } => {}
            Source::Text { damaged, .. } => {
                write!(f, "\n  can't be read in this encoding: {}", count(*damaged, "character"))?;
            }
        }
        if !self.unnamed.is_empty() {
            write!(f, "\n  text in columns without a name is not read: {}", self.unnamed.join(", "))?;
        }
        Ok(())
    }
}

impl fmt::Display for SheetSeen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = if self.is_hidden { ", which is hidden" } else { "" };
        write!(f, "sheet `{}`{hidden}", shown(&self.name))?;
        if !self.others.is_empty() {
            let others: Vec<String> = self.others.iter().map(|name| format!("`{}`", shown(name))).collect();
            write!(f, " (not {})", others.join(", "))?;
        }
        Ok(())
    }
}

impl SheetSeen {
    fn warnings(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.hidden_rows, self.reads_hidden) {
            (0, _) => {}
            (n, true) => write!(f, "\n  read, as the mapping says: {}", count(n, "hidden row"))?,
            (n, false) => write!(
                f,
                "\n  not read: {} (\"hidden_rows\": \"count\" in the mapping reads them)",
                count(n, "hidden or filtered row")
            )?,
        }
        if !self.hidden_columns.is_empty() {
            let names: Vec<String> =
                self.hidden_columns.iter().map(|name| format!("`{}`", shown(name))).collect();
            write!(f, "\n  hidden columns that the mapping names are read: {}", names.join(", "))?;
        }
        if self.merged > 0 {
            write!(
                f,
                "\n  {}: the value holds for each of the cells",
                count(self.merged, "area of merged cells")
            )?;
        }
        Ok(())
    }
}

/// Returns a number with a noun, whose first word takes the plural after a number other than 1.
fn count(number: usize, noun: &str) -> String {
    match (number, noun.split_once(" of ")) {
        (1, _) => format!("1 {noun}"),
        (n, Some((first, rest))) => format!("{n} {first}s of {rest}"),
        (n, None) => format!("{n} {noun}s"),
    }
}

/// Returns the letters of a column in a spreadsheet: A, B, …, Z, AA.
pub(super) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
