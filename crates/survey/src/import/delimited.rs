//! Rows of text files with a delimiter between cells (CSV).

use super::header;
use super::layout::Layout;
use super::table::Row;
use super::text::tidy;

/// Delimiters of CSV files. Of two that fit equally the first is used.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The number of rows that a guess looks at.
const LOOK: usize = 60;

/// Returns the rows of a text and the delimiter between their cells: the one that the mapping or the file's first
/// line (`sep=;`, for Excel) names, else the one that fits best.
pub(super) fn rows(text: &str, layout: &Layout) -> (Vec<Row>, u8) {
    let (named, text, before) = match named(text) {
        Some((delimiter, rest)) => (Some(delimiter), rest, 1),
        None => (None, text, 0),
    };
    let delimiter = layout.delimiter.or(named).unwrap_or_else(|| guess(text, layout));
    (read(text, delimiter, before).collect(), delimiter)
}

/// Returns the delimiter that a first line such as `sep=;` names, and the text after this line.
fn named(text: &str) -> Option<(u8, &str)> {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_end_matches('\r').trim_matches('"');
    let (word, sign) = first.split_at_checked(4)?;
    if !word.eq_ignore_ascii_case("sep=") {
        return None;
    }
    match sign.as_bytes() {
        [delimiter] => Some((*delimiter, rest)),
        b"\\t" | b"" => Some((b'\t', rest)),
        _ => None,
    }
}

/// Returns the delimiter with which the header has most of the mapping's columns, and with which most rows
/// are as long as it.
fn guess(text: &str, layout: &Layout) -> u8 {
    let fit = |delimiter: u8| {
        let rows: Vec<Row> = read(text, delimiter, 0).filter(|row| !row.is_blank()).take(LOOK).collect();
        let place = header::find(&rows, &[], layout);
        let (at, matches) = place.map_or((0, 0), |place| (place.at, place.matches));
        let width = rows.get(at).map_or(0, |row| row.cells.len());
        let below = &rows[(at + 1).min(rows.len())..];
        let same = below.iter().filter(|row| row.cells.len() == width).count();
        let share = if width < 2 { 0 } else { 1 + 1_000 * same / below.len().max(1) };
        (matches, share, width)
    };
    let mut best = (DELIMITERS[0], fit(DELIMITERS[0]));
    for delimiter in &DELIMITERS[1..] {
        let next = fit(*delimiter);
        if next > best.1 {
            best = (*delimiter, next);
        }
    }
    best.0
}

/// Returns the rows of a text after `before` others.
fn read(text: &str, delimiter: u8, before: usize) -> impl Iterator<Item = Row> {
    let bytes = text.as_bytes();
    let csv =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(bytes);
    let records = csv.into_records().filter_map(Result::ok); // UTF-8 text in rows of any length never fails
    let mut number = before;
    records.map(move |record: csv::StringRecord| {
        let start = record.position().map_or(0, |place| place.byte() as usize);
        number += empty_lines(bytes, start) + 1;
        Row {
            number,
            cells: record.iter().map(tidy).collect(),
            inside: inside(&record, char::from(delimiter)),
            ..Row::default()
        }
    })
}

/// Returns the lines within cells that have a delimiter, divided by it. The first line of a cell is its row's.
fn inside(record: &csv::StringRecord, delimiter: char) -> Vec<Vec<String>> {
    let texts = record.iter().filter(|cell| cell.contains(delimiter) && cell.contains(['\n', '\r']));
    let lines = texts.flat_map(|cell| cell.split(['\n', '\r']).skip(1));
    let rows = lines.filter(|line| line.contains(delimiter));
    rows.map(|line| line.split(delimiter).map(|cell| tidy(cell.trim_matches('"'))).collect()).collect()
}

/// Returns the number of empty lines after the end of a row. A spreadsheet counts them, but the `csv` reader
/// skips them before the next row. It ends a row with the first byte of `\r\n`.
fn empty_lines(text: &[u8], end: usize) -> usize {
    let (before, rest) = text.split_at(end.min(text.len()));
    let rest = if before.ends_with(b"\r") { rest.strip_prefix(b"\n").unwrap_or(rest) } else { rest };
    let len = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let is_end = |at: usize| rest[at] == b'\n' || rest.get(at + 1) != Some(&b'\n');
    (0..len).filter(|at| is_end(*at)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::text::key;

    #[test]
    fn the_delimiter_is_the_one_that_fits_the_rows() {
        let of = |text: &str| char::from(rows(text, &Layout::default()).1);
        assert_eq!(of("a;b;\"c,d,e,f\"\n1;2;3"), ';');
        assert_eq!(of("\"a\n;;;\",b\n"), ',');
        assert_eq!(of("a\tb"), '\t');
        assert_eq!(of("a|b\n1,5|2,5"), '|');
        assert_eq!(of("alone"), ',');
        assert_eq!(of("Role;How far, if at all, today\nTeacher;Agree\nTeacher;Disagree"), ';');
    }

    #[test]
    fn the_columns_of_the_mapping_tell_delimiters_apart() {
        let wants = |columns: &[&str]| Layout {
            columns: columns.iter().map(|name| key(name)).collect(),
            ..Layout::default()
        };
        let text = "a, x;b, y\n1,5;2,5";
        assert_eq!(rows(text, &wants(&["a, x"])).1, b';');
        assert_eq!(rows(text, &wants(&["x;b"])).1, b',');
    }

    #[test]
    fn a_first_line_may_name_the_delimiter() {
        for line in ["sep=;", "SEP=;", "\"sep=;\"", "Sep=;\r"] {
            let (rows, delimiter) = rows(&format!("{line}\na,b"), &Layout::default());
            assert_eq!((delimiter, rows[0].number, rows[0].cells.len()), (b';', 2, 1), "{line}");
        }
        assert_eq!(rows("sep=\t\na\tb", &Layout::default()).1, b'\t');
        assert_eq!(rows("sep=|\na|b", &Layout::default()).1, b'|');
        let named = Layout { delimiter: Some(b'|'), ..Layout::default() };
        assert_eq!(rows("sep=;\na;b", &named).1, b'|', "the mapping decides");
    }
}
