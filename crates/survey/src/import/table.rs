//! Survey exports in CSV or Excel as rows of text.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader};

use super::text::{delimiter, text_of, tidy};

/// Greatest size of a file in bytes, enough for 100,000 respondents with 100 answers each.
pub const MAX_BYTES: usize = 256 << 20;

/// Greatest length of an answer in bytes. Longer cells come from a lost quotation mark.
pub const MAX_CELL: usize = 100_000;

/// Greatest number of cells in a sheet, including empty cells between others.
const MAX_PLACES: usize = 20_000_000;

/// The rows of an export. Cells have single spaces, and none at the ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The header; empty for an empty sheet.
    pub names: Vec<String>,
    /// The rows after the header. Rows without text are left out.
    pub rows: Vec<Row>,
    /// The assumption about the encoding, if the file does not state it.
    pub guess: Option<&'static str>,
}

/// A row of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The number as in a spreadsheet: the header is row 1.
    pub number: usize,
    /// The cells in column order.
    pub cells: Vec<String>,
}

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
    #[error("this is neither CSV nor an Excel workbook: export the answers as CSV or XLSX")]
    NotText,
    /// The container of old or encrypted workbooks.
    #[error(
        "this is an old or a password-protected Excel file: open it and save it as an Excel workbook (.xlsx) without a password"
    )]
    OldExcel,
    /// A workbook that can't be read.
    #[error("this Excel workbook can't be read ({0}): open it and save it again as .xlsx, or as CSV")]
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
    /// A sheet that is not in the workbook.
    #[error("the workbook has no sheet `{name}`; it has {}", .known.join(", "))]
    NoSheet {
        /// The requested name.
        name: String,
        /// The names of the sheets.
        known: Vec<String>,
    },
}

impl Table {
    /// Parses an export. `sheet` is the name of a sheet in a workbook; by default it is the first.
    ///
    /// # Errors
    ///
    /// Returns an error if the bytes are neither text nor a workbook that can be read.
    pub fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Self, TableError> {
        if bytes.len() > MAX_BYTES {
            return Err(TableError::TooLong(bytes.len()));
        }
        if bytes.starts_with(b"PK\x03\x04") {
            return Ok(Self::of_rows(workbook(bytes, sheet)?, None));
        }
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return Err(TableError::OldExcel);
        }
        let (text, guess) = text_of(bytes).ok_or(TableError::NotText)?;
        if text.trim().is_empty() {
            return Err(TableError::Empty);
        }
        Ok(Self::of_rows(csv_rows(&text), guess))
    }

    /// Returns a table whose header is the first row with text.
    fn of_rows(rows: Vec<Row>, guess: Option<&'static str>) -> Self {
        let mut rows = rows.into_iter().filter(|row| row.cells.iter().any(|cell| !cell.is_empty()));
        let mut names = rows.next().map_or_else(Vec::new, |row| row.cells);
        while names.last().is_some_and(String::is_empty) {
            names.pop();
        }
        Self { names, rows: rows.collect(), guess }
    }

    /// Returns the position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }
}

impl Row {
    /// Returns the text of a cell, which is empty after the end of the row.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

fn csv_rows(text: &str) -> Vec<Row> {
    let (delimiter, text, before) = delimiter(text);
    let mut csv =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text);
    let rows = csv.records().filter_map(Result::ok); // UTF-8 text in rows of any length never fails
    let mut number = before;
    let row = |record: csv::StringRecord| {
        let start = record.position().map_or(0, |place| place.byte() as usize);
        number += empty_lines(text, start) + 1;
        Row { number, cells: record.iter().map(tidy).collect() }
    };
    rows.map(row).collect()
}

/// Returns the number of empty lines after the end of a row. A spreadsheet counts them, but the `csv` reader
/// skips them before the next row. It ends a row with the first byte of `\r
/// `.
fn empty_lines(text: &[u8], end: usize) -> usize {
    let (before, rest) = text.split_at(end.min(text.len()));
    let rest = if before.ends_with(b"\r") { rest.strip_prefix(b"\n").unwrap_or(rest) } else { rest };
    let len = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let is_end = |at: usize| rest[at] == b'\n' || rest.get(at + 1) != Some(&b'\n');
    (0..len).filter(|at| is_end(*at)).count()
}

fn workbook(bytes: &[u8], sheet: Option<&str>) -> Result<Vec<Row>, TableError> {
    let broken = |error: calamine::XlsxError| TableError::Workbook(error.to_string());
    let mut book = calamine::Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let known = book.sheet_names();
    let name = match sheet {
        Some(name) => known.iter().find(|other| *other == name).cloned(),
        None => known.first().cloned(),
    };
    let Some(name) = name else {
        let name = sheet.unwrap_or_default().to_owned();
        return Err(TableError::NoSheet { name, known });
    };
    // Cells are read one by one, because one far cell would make their rectangle huge.
    let mut reader = book.worksheet_cells_reader(&name).map_err(broken)?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut places = 0;
    while let Some(cell) = reader.next_cell().map_err(broken)? {
        let text = tidy(&cell_text(&Data::from(cell.get_value().clone())));
        let (row, column) = cell.get_position();
        if text.is_empty() {
            continue;
        }
        let cells = rows.entry(row).or_default();
        places += (column as usize + 1).saturating_sub(cells.len());
        if places > MAX_PLACES {
            return Err(TableError::TooWide { row: row + 1, column: column + 1 });
        }
        if cells.len() <= column as usize {
            cells.resize(column as usize + 1, String::new());
        }
        cells[column as usize] = text;
    }
    // Empty cells at the end of a row are blank, not missing.
    let width = rows.values().next().map_or(0, Vec::len);
    if rows.len().saturating_mul(width) > MAX_PLACES {
        return Err(TableError::TooWide { row: 1, column: width as u32 });
    }
    let row = |(at, mut cells): (u32, Vec<String>)| {
        cells.resize(cells.len().max(width), String::new());
        Row { number: at as usize + 1, cells }
    };
    Ok(rows.into_iter().map(row).collect())
}

/// Returns a cell as a person reads it.
fn cell_text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(), // 4.0 is printed as 4
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            match (hour, minute, second) {
                (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
            }
        }
        Data::DateTime(duration) => duration.as_f64().to_string(),
        Data::Error(error) => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Table {
        Table::read(bytes, None).unwrap()
    }

    fn cells(table: &Table) -> Vec<Vec<&str>> {
        table.rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect()
    }

    #[test]
    fn one_far_cell_needs_no_more_memory() {
        // A header of two columns in row 2, answers below, and a word in XFD1048576.
        let far = read(include_bytes!("../../../../tests/corpus/import/far-cell.xlsx"));
        let numbers: Vec<usize> = far.rows.iter().map(|row| row.number).collect();
        assert_eq!((far.names.join(" "), numbers), ("Staff Role".to_owned(), vec![3, 5, 1_048_576]));
        assert_eq!((far.rows[0].cells.len(), far.rows[1].cell(1)), (2, "no"));
        // Columns A and XFD of 1,499 rows: 24.5 million places.
        let wide = Table::read(include_bytes!("../../../../tests/corpus/import/far-column.xlsx"), None);
        assert!(matches!(wide, Err(TableError::TooWide { column: 16_384, .. })));
    }

    #[test]
    fn rows_have_the_numbers_of_a_spreadsheet() {
        let table = read(b"\"a\nb\",c\r\n1,\"x\ny\"\r\n,\r\n2, z \r\n");
        assert_eq!(table.names, ["a b", "c"]);
        assert_eq!(cells(&table), [["1", "x y"], ["2", "z"]]);
        assert_eq!(table.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 4]);
    }

    #[test]
    fn empty_lines_count_as_rows() {
        for text in [
            "a,b\r\n\r\n1,2\r\n\r\n\r\n3,4\r\n\r\n5,6",
            "a,b\n\n1,2\n\n\n3,4\n\n5,6\n",
            "a,b\r\r1,2\r\r\r3,4\r\r5,6",
        ] {
            let numbers: Vec<usize> = read(text.as_bytes()).rows.iter().map(|row| row.number).collect();
            assert_eq!(numbers, [3, 6, 8], "{text:?}");
        }
        assert_eq!(read(b"\n\na,b\n1,2").rows[0].number, 4);
    }

    #[test]
    fn rows_may_be_of_any_length() {
        let table = read(b"a,b,,\n1\n1,2,3\n");
        assert_eq!(table.names, ["a", "b"]);
        assert_eq!(cells(&table), [vec!["1"], vec!["1", "2", "3"]]);
        assert_eq!(table.rows[0].cell(1), "");
    }

    #[test]
    fn other_files_are_errors() {
        let message = |bytes: &[u8]| Table::read(bytes, None).unwrap_err().to_string();
        assert_eq!(message(b""), "the file is empty");
        assert_eq!(message(b" \n\n"), "the file is empty");
        assert!(message(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").contains("neither CSV nor an Excel workbook"));
        assert!(message(&[0xD0, 0xCF, 0x11, 0xE0, 1]).contains("password-protected"));
        assert!(message(b"PK\x03\x04rest").contains("can't be read"));
    }

    proptest! {
        #[test]
        fn a_row_has_the_number_of_its_line(lines in prop::collection::vec(0..3_usize, 1..30), end in 0..3_usize) {
            let lines: Vec<&str> = lines.into_iter().map(|at| ["", "x,y", ","][at]).collect();
            let text = format!("a,b{0}{1}", ["\n", "\r\n", "\r"][end], lines.join(["\n", "\r\n", "\r"][end]));
            let numbers: Vec<usize> = read(text.as_bytes()).rows.iter().map(|row| row.number).collect();
            let expected: Vec<usize> = (0..lines.len()).filter(|at| lines[*at] == "x,y").map(|at| at + 2).collect();
            prop_assert_eq!(numbers, expected);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = Table::read(&bytes, None);
        }

        #[test]
        fn csv_files_are_read_as_they_were_written(
            rows in prop::collection::vec(prop::collection::vec("[a-z0-9;,\"\t é]{0,6}x", 3), 2..6),
            delimiter in prop_oneof![Just(b','), Just(b';'), Just(b'\t')],
        ) {
            let mut csv = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
            csv.write_record(["first", "second", "third"]).unwrap();
            rows.iter().for_each(|row| csv.write_record(row).unwrap());
            let table = read(&csv.into_inner().unwrap());
            let expected: Vec<Vec<String>> =
                rows.iter().map(|row| row.iter().map(|cell| tidy(cell)).collect()).collect();
            prop_assert_eq!(cells(&table), expected);
        }
    }
}
