use super::*;
use crate::import::text::tidy;
use proptest::prelude::*;

fn read(bytes: &[u8]) -> Table {
    Table::read(bytes, &Layout::default()).unwrap()
}

fn cells(table: &Table) -> Vec<Vec<&str>> {
    table.rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect()
}

#[test]
fn one_far_cell_needs_no_more_memory() {
    // A header of two columns in row 2, answers below, and a word in XFD1048576.
    let far = read(include_bytes!("../../../../../tests/corpus/import/far-cell.xlsx"));
    let numbers: Vec<usize> = far.rows.iter().map(|row| row.number).collect();
    assert_eq!((far.names.join(" "), numbers), ("Staff Role".to_owned(), vec![3, 5, 1_048_576]));
    assert_eq!((far.rows[0].cells.len(), far.rows[1].cell(1)), (2, "no"));
    // Columns A and XFD of 1,499 rows: 24.5 million places.
    let wide =
        Table::read(include_bytes!("../../../../../tests/corpus/import/far-column.xlsx"), &Layout::default());
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
    let message = |bytes: &[u8]| Table::read(bytes, &Layout::default()).unwrap_err().to_string();
    assert_eq!(message(b""), "the file is empty");
    assert_eq!(message(b" \n\n"), "the file is empty");
    assert!(message(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").contains("neither CSV nor a workbook"));
    assert!(message(&[0xD0, 0xCF, 0x11, 0xE0, 1]).contains("password-protected"));
    assert!(message(b"PK\x03\x04rest").contains("this workbook can't be read"));
    let header = [b"PK\x03\x04".as_slice(), &[0; 26]].concat();
    let ods = [&header, b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet".as_slice()].concat();
    assert!(
        message(&ods).starts_with("this is an OpenDocument spreadsheet (.ods): open it and save it as .xlsx")
    );
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
        let _ = Table::read(&bytes, &Layout::default());
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
