//! Errors of reading an export.

use data::bundle::told;

use super::MAX_BYTES;
use crate::import::text::shown;

/// Greatest length of a reason in characters, which may quote the file.
const MAX_REASON: usize = 200;

/// Greatest number of sheets that are told.
const MAX_SHEETS: usize = 12;

/// The reason why a file is no table, with the next step.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// A file without text.
    #[error("the file is empty")]
    Empty,
    /// A file over [`MAX_BYTES`].
    #[error("the file has {0} bytes; at most {MAX_BYTES} are read")]
    TooLong(usize),
    /// Bytes that are neither text nor a workbook.
    #[error("this is neither CSV nor a workbook (.xlsx): export the answers as CSV or XLSX")]
    NotText,
    /// The container of old or encrypted workbooks.
    #[error(
        "this is an old or a password-protected Excel file: open it and save it as a workbook (.xlsx) without a password"
    )]
    OldExcel,
    /// A spreadsheet in the format of `OpenDocument`.
    #[error("this is an OpenDocument spreadsheet (.ods): open it and save it as .xlsx, or as CSV")]
    OpenDocument,
    /// A workbook that can't be read.
    #[error("this workbook can't be read ({}): open it and save it again as .xlsx, or as CSV", told(.0, MAX_REASON))]
    Workbook(String),
    /// A cell so far out that the empty cells before it would fill the memory.
    #[error(
        "the sheet is too large: something stands in row {row}, column {column}; delete what does not belong to the answers"
    )]
    TooWide {
        /// Row, from 1.
        row: u32,
        /// Column, from 1.
        column: u32,
    },
    /// A row that the mapping names and that has no text.
    #[error("header_row: there is no text in row {0}")]
    NoHeader(usize),
    /// A header whose empty cells are filled by the row below it.
    #[error(
        "the header in row {header} has no name for column {column}, and row {below} has `{}` there: if row {below} is a second header row, say \"header_rows\": 2 in the mapping; if it holds answers, say \"header_rows\": 1", shown(.text)
    )]
    SecondHeader {
        /// Number of the header's row.
        header: usize,
        /// Number of the row below.
        below: usize,
        /// Letters of the column.
        column: String,
        /// The text below.
        text: String,
    },
    /// Formulas without a stored result in columns that the mapping names.
    #[error(
        "{count} cells of mapped columns have a formula without its result (the first is {first}): open the workbook in a spreadsheet program, save it again, and give that file"
    )]
    Unsolved {
        /// Number of cells.
        count: usize,
        /// Name of the first cell.
        first: String,
    },
    /// A sheet of codes and labels, in a workbook with others.
    #[error(
        "the sheet `{}` reads like a list of codes and not like answers: two columns, in neither of which a text occurs twice. Say \"sheet\": \"…\" in the mapping; the others are {}", shown(.name), all(.others)
    )]
    Codebook {
        /// The name of the sheet.
        name: String,
        /// The names of the other sheets that are not hidden.
        others: Vec<String>,
    },
    /// A sheet that is not in the workbook.
    #[error("the workbook has no sheet `{}`; it has {}", shown(.name), all(.known))]
    NoSheet {
        /// The requested name.
        name: String,
        /// The names of the sheets.
        known: Vec<String>,
    },
}

/// Returns the names of a workbook's sheets for a message.
fn all(sheets: &[String]) -> String {
    let mut names: Vec<String> = sheets.iter().take(MAX_SHEETS).map(|name| shown(name)).collect();
    if sheets.len() > MAX_SHEETS {
        names.push(format!("{} more", sheets.len() - MAX_SHEETS));
    }
    names.join(", ")
}
