//! The header of an export: which rows it is, and the names of the columns.

use std::collections::BTreeSet;

use super::layout::Layout;
use super::table::Row;
use super::text::key;

mod coded;

pub(super) use coded::{Coded, coded};

/// The number of rows among which the header is looked for.
const LOOK: usize = 50;

/// Greatest number of rows in a header.
pub(super) const MAX_ROWS: usize = 5;

/// The place of a header among rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Position of the header's first row.
    pub at: usize,
    /// The number of rows that make it.
    pub rows: usize,
    /// The names of the columns.
    pub names: Vec<String>,
    /// The number of the mapping's columns in it.
    pub matches: usize,
}

/// An area of merged cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Area {
    /// Numbers of its first and its last row.
    pub rows: (usize, usize),
    /// Positions of its first and its last column.
    pub columns: (usize, usize),
}

/// Returns the header among rows with text: the one that the mapping says, else the first row with the most of
/// the mapping's columns. It has as many rows as the mapping says, else as the merged cells that begin in it.
/// Returns `None` if there is no such row.
pub(super) fn find(rows: &[Row], areas: &[Area], layout: &Layout) -> Option<Place> {
    let wanted: BTreeSet<&str> = layout.columns.iter().map(String::as_str).collect();
    let place = |at: usize| {
        let count = layout.header_rows.unwrap_or_else(|| depth(&rows[at..], areas));
        let names = names(&rows[at..rows.len().min(at + count)]);
        let codes = coded(&names).into_iter().flatten().map(|coded| coded.code);
        let keys: BTreeSet<String> = names.iter().map(|name| key(name)).chain(codes).collect();
        let matches = keys.iter().filter(|key| wanted.contains(key.as_str())).count();
        Place { at, rows: count.min(rows.len() - at), names, matches }
    };
    if let Some(number) = layout.header_row {
        return rows.iter().position(|row| row.number == number).map(place);
    }
    let last = if wanted.is_empty() { 1 } else { LOOK };
    let mut best: Option<Place> = None;
    for at in 0..rows.len().min(last) {
        let next = place(at);
        if best.as_ref().is_none_or(|best| next.matches > best.matches) {
            best = Some(next);
        }
        if best.as_ref().is_some_and(|best| best.matches == wanted.len()) {
            break;
        }
    }
    best
}

/// Returns the number of rows that the merged cells reach that begin in the first of `rows`: 1 if there are none, or if
/// they reach further than a header does.
fn depth(rows: &[Row], areas: &[Area]) -> usize {
    let last = areas.iter().filter(|area| area.rows.0 == rows[0].number).map(|area| area.rows.1).max();
    let reached = rows.iter().take_while(|row| last.is_some_and(|last| row.number <= last)).count();
    if (1..=MAX_ROWS).contains(&reached) { reached } else { 1 }
}

/// Returns the names of the columns from the rows of a header.
///
/// In a header of several rows a text holds until the next one in its row, and is told apart by the texts
/// below it: `Question [Option]`. A column that has a text of its own needs no other.
fn names(rows: &[Row]) -> Vec<String> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut names = vec![String::new(); width];
    for (depth, row) in rows.iter().enumerate() {
        let is_last = depth + 1 == rows.len();
        let mut before = String::new();
        for (at, name) in names.iter_mut().enumerate() {
            let own = row.cell(at);
            let text = if own.is_empty() && !is_last { before.as_str() } else { own };
            match (name.is_empty(), text.is_empty() || text == name) {
                (_, true) => {}
                (true, false) => text.clone_into(name),
                (false, false) if is_alone(rows, depth, at) => {}
                (false, false) => *name = format!("{name} [{text}]"),
            }
            if !own.is_empty() {
                own.clone_into(&mut before);
            }
        }
    }
    while names.last().is_some_and(String::is_empty) {
        names.pop();
    }
    names
}

/// Returns true if the text above a cell of a header is that of no other column.
fn is_alone(rows: &[Row], depth: usize, at: usize) -> bool {
    let above = |at: usize| key(rows[depth - 1].cell(at));
    let next = above(at + 1);
    let has_next = (depth..rows.len()).any(|row| !rows[row].cell(at + 1).is_empty());
    let own = above(at);
    !own.is_empty() && !(has_next && (next.is_empty() || next == own)) && (at == 0 || above(at - 1) != own)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[&str]]) -> Vec<Row> {
        let row = |(at, cells): (usize, &&[&str])| Row {
            number: at + 1,
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
            ..Row::default()
        };
        rows.iter().enumerate().map(row).collect()
    }

    fn wants(columns: &[&str]) -> Layout {
        Layout { columns: columns.iter().map(|name| key(name)).collect(), ..Layout::default() }
    }

    #[test]
    fn the_header_is_the_first_row_with_the_columns_of_the_mapping() {
        let rows = rows(&[&["Survey 2026"], &["Role", "Staff"], &["Staff", "Role"], &["x", "y"]]);
        assert_eq!(find(&rows, &[], &wants(&["staff", "ROLE"])).unwrap().at, 1);
        assert_eq!(find(&rows, &[], &wants(&["other"])).unwrap().at, 0);
        assert_eq!(find(&rows, &[], &wants(&[])).unwrap().at, 0);
        let named = Layout { header_row: Some(3), ..wants(&["staff"]) };
        assert_eq!(find(&rows, &[], &named).unwrap().at, 2);
        assert_eq!(find(&rows, &[], &Layout { header_row: Some(9), ..wants(&[]) }), None);
    }

    #[test]
    fn a_header_of_two_rows_names_questions_and_options() {
        let rows = rows(&[
            &["ID", "Sex", "Urgent?", "", "", "Merged", "Merged"],
            &["", "Response", "A", "B", "Other", "x", "y"],
        ]);
        let two = Layout { header_rows: Some(2), ..wants(&[]) };
        let names = find(&rows, &[], &two).unwrap().names;
        assert_eq!(
            names,
            ["ID", "Sex", "Urgent? [A]", "Urgent? [B]", "Urgent? [Other]", "Merged [x]", "Merged [y]"]
        );
    }

    #[test]
    fn merged_cells_tell_the_rows_of_a_header() {
        let rows =
            rows(&[&["Survey"], &["Staff", "Urgent?", "Urgent?"], &["Staff", "A", "B"], &["yes", "1", "0"]]);
        let area = |rows| [Area { rows, columns: (0, 0) }];
        let names = |areas: &[Area], layout| find(&rows, areas, &layout).unwrap().names;
        assert_eq!(names(&area((2, 3)), wants(&["staff"])), ["Staff", "Urgent? [A]", "Urgent? [B]"]);
        assert_eq!(names(&area((2, 2)), wants(&["staff"])), ["Staff", "Urgent?", "Urgent?"]);
        let one = Layout { header_rows: Some(1), ..wants(&["staff"]) };
        assert_eq!(names(&area((2, 3)), one), ["Staff", "Urgent?", "Urgent?"], "the mapping says it");
        let many: Vec<Row> = (1..9).map(|number| Row { number, ..rows[1].clone() }).collect();
        assert_eq!(find(&many, &area((1, 8)), &wants(&["staff"])).unwrap().rows, 1, "a label at the side");
    }
}
