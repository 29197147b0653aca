//! Workbooks: what is hidden, merged or missing in them.

use survey::import::{Aggregator, Header, Layout, Mapping, Table, TableError};

use crate::names;
use crate::xml::{Part, archive};

fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
}

/// Returns the layout of a mapping with a column `Staff` and other settings, such as `"sheet": "A",`.
fn layout(settings: &str) -> Layout {
    let source = format!(
        "{{{settings} \"waves\": [], \"measures\": {{\"urgent\": {{\"columns\": {{\"Staff\": \"one\"}}, \"yes\": [1], \"no\": [0]}}}}}}"
    );
    Mapping::layout(&source, &names())
}

fn read(sheets: &[(&str, &str, Part)], settings: &str) -> Result<Table, TableError> {
    Table::read(&archive(sheets), &layout(settings))
}

fn column(table: &Table) -> Vec<&str> {
    let at = table.column("Staff").unwrap();
    table.rows.iter().map(|row| row.cell(at)).collect()
}

#[test]
fn hidden_rows_are_read_only_if_the_mapping_says_so() {
    let part = || Part {
        rows: rows(&[&["Role", "Staff"], &["a", "1"], &["b", "0"], &["c", "1"]]),
        hidden: vec![2],
        ..Part::default()
    };
    let seen = read(&[("A", "visible", part())], "").unwrap();
    assert_eq!(column(&seen), ["1", "1"]);
    assert!(seen.seen.to_string().contains("not read: 1 hidden or filtered row"), "{}", seen.seen);
    let all = read(&[("A", "visible", part())], "\"hidden_rows\": \"count\",").unwrap();
    assert_eq!(column(&all), ["1", "0", "1"]);
    assert!(all.seen.to_string().contains("read, as the mapping says: 1 hidden row"), "{}", all.seen);
}

#[test]
fn a_hidden_column_of_the_mapping_is_told() {
    let part = |hidden| Part {
        rows: rows(&[&["Role", "Staff"], &["a", "1"]]),
        hidden_columns: vec![hidden],
        ..Part::default()
    };
    let table = read(&[("A", "visible", part(1))], "").unwrap();
    assert!(
        table.seen.to_string().contains("hidden columns that the mapping names are read: `Staff`"),
        "{}",
        table.seen
    );
    let other = read(&[("A", "visible", part(0))], "").unwrap();
    assert!(!other.seen.to_string().contains("hidden"), "{}", other.seen);
}

#[test]
fn the_sheet_that_is_read_is_told_with_the_others() {
    let part = |answer| Part { rows: rows(&[&["Staff"], &[answer]]), ..Part::default() };
    let sheets =
        [("Old", "hidden", part("0")), ("New", "visible", part("1")), ("Pilot", "veryHidden", part("0"))];
    let table = read(&sheets, "").unwrap();
    assert_eq!(column(&table), ["1"]);
    assert!(table.seen.to_string().starts_with("sheet `New` (not `Old`, `Pilot`)"), "{}", table.seen);
    let named = read(&sheets, "\"sheet\": \"old\",").unwrap();
    assert_eq!(column(&named), ["0"], "letter case does not matter");
    assert!(matches!(read(&sheets, "\"sheet\": \"x\",").unwrap_err(), TableError::NoSheet { .. }));
}

#[test]
fn merged_cells_have_their_value_across_and_down() {
    let part = Part {
        rows: rows(&[&["Our survey"], &["Role", "Staff", "More"], &["a", "1", ""], &["b"], &["c", "0"]]),
        merged: vec![((0, 0), (0, 2)), ((2, 1), (3, 2))],
        ..Part::default()
    };
    let table = read(&[("A", "visible", part)], "").unwrap();
    assert_eq!(column(&table), ["1", "1", "0"]);
    assert_eq!(table.rows[1].cell(2), "1");
    assert!(table.seen.to_string().contains("header in row 2"), "{}", table.seen);
}

/// Returns a header of two rows with merged cells: `Staff` down, and `Urgent?` across two options.
fn two_rows(merged: Vec<crate::xml::Area>) -> Part {
    let rows = rows(&[&["Staff", "Urgent?", ""], &["", "A", "B"], &["1", "1", "0"], &["0", "0", "1"]]);
    Part { rows, merged, ..Part::default() }
}

#[test]
fn a_header_that_is_merged_down_is_no_respondent() {
    let part = || two_rows(vec![((0, 0), (1, 0)), ((0, 1), (0, 2))]);
    let table = read(&[("A", "visible", part())], "").unwrap();
    assert_eq!(
        (column(&table), table.names.join(", ")),
        (vec!["1", "0"], "Staff, Urgent? [A], Urgent? [B]".into())
    );
    let told =
        "header in rows 1 to 2, as its merged cells say (\"header_rows\" in the mapping says another number)";
    assert!(table.seen.to_string().contains(told), "{}", table.seen);
    let one = read(&[("A", "visible", part())], "\"header_rows\": 1,").unwrap();
    assert_eq!(column(&one), ["Staff", "1", "0"], "the mapping says it");
    assert!(!one.seen.to_string().contains("merged cells say"), "{}", one.seen);
}

#[test]
fn a_header_that_is_merged_across_asks_for_its_rows() {
    let part = || two_rows(vec![((0, 1), (0, 2))]);
    let error = read(&[("A", "visible", part())], "").unwrap_err().to_string();
    assert!(error.contains("no name for column C") && error.contains("\"header_rows\": 2"), "{error}");
    let table = read(&[("A", "visible", part())], "\"header_rows\": 2,").unwrap();
    assert_eq!(column(&table), ["1", "0"]);
}

#[test]
fn a_hidden_row_is_no_empty_row_above_notes() {
    let answers: &[&[&str]] = &[&["Role", "Staff"], &["a", "1"], &["b", "no"], &["c", "1"]];
    let source = r#"{"waves": [{"id": "w", "label": "W", "date": "2026", "status": "illustrative", "everyone": "people"}],
        "measures": {"urgent": {"columns": {"Staff": "one"}, "yes": [1], "unlisted": "no"}}}"#;
    let counted = |more: &[&[&str]], hidden: &[usize]| {
        let part = Part { rows: rows(&[answers, more].concat()), hidden: hidden.to_vec(), ..Part::default() };
        let table =
            Table::read(&archive(&[("A", "visible", part)]), &Mapping::layout(source, &names())).unwrap();
        let header = Header { file: "a.xlsx", table: &table };
        let mapping = Mapping::parse(source, &names(), &[header]).unwrap();
        let names = names();
        let mut aggregator = Aggregator::new(&mapping, &names);
        aggregator.add("a.xlsx", &table);
        let counted = aggregator.finish();
        (counted.tallies.sheets(0), counted.report.skipped())
    };
    assert_eq!(counted(&[&[], &["Key", "other words"]], &[]), (3, 1), "an empty row");
    assert_eq!(counted(&[&["d", "1"], &["e", "other words"]], &[4]), (4, 0), "a hidden row");
}
