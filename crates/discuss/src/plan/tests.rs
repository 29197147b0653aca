use data::sample::dataset;
use proptest::prelude::*;

use super::*;
use crate::sample::board;
use crate::{BoardId, SurveyFilter};

#[test]
fn a_sheet_has_the_facts_about_the_survey() {
    let dataset = dataset();
    let sheet = Sheet::new(&dataset, &board(&dataset));
    let facts: Vec<String> = sheet.facts.iter().map(|(label, value)| format!("{label}: {value}")).collect();
    assert_eq!(
        facts,
        [
            "Compared with: Sample 2025 (illustrative)",
            "Group: educators",
            "Respondents: 610 to 612",
            "Source: Challenge Map, published by Tests",
        ]
    );
    assert!(sheet.illustrative.is_some());
    let mut published = board(&dataset);
    published.set_filter(SurveyFilter::of(
        &dataset,
        dataset.find_wave("spring-2020"),
        data::challenge::Audience::Everyone,
    ));
    let sheet = Sheet::new(&dataset, &published);
    assert_eq!(sheet.illustrative, None);
    assert!(sheet.facts.iter().any(|(_, value)| value == "https://e.org/2020"));
    assert_eq!(sheet.rows[0].survey, ["not published", "not published"]);
}

#[test]
fn a_board_without_a_name_has_a_title_all_the_same() {
    let dataset = dataset();
    let board = Board::new(&dataset, BoardId::from_random([1; 16]), 0);
    let sheet = Sheet::new(&dataset, &board);
    assert!(sheet.markdown().starts_with("# Our priorities\n"));
    assert!(!sheet.markdown().contains("Action plan"));
}

/// A challenge that the survey no longer has stays on the sheet, with its plan.
#[test]
fn an_unknown_challenge_stays_on_the_sheet() {
    let dataset = dataset();
    let mut board = board(&dataset);
    board.add(&crate::sample::slug("lost-one")).unwrap();
    let at = board.find("lost-one").unwrap();
    board.place(at, 0, Some(crate::Share::new(40.0)));
    board.answer(at, ActionField::Who, "Ada");
    let sheet = Sheet::new(&dataset, &board);
    let row = sheet.rows.last().unwrap();
    assert_eq!((row.place, row.name.as_str()), (Some(at + 1), "lost-one (not on this map)"));
    assert_eq!(row.own, ["40%", "not rated yet"]);
    assert_eq!(row.survey, ["not published", "not published"]);
    assert!(sheet.markdown().contains("lost-one (not on this map)") && sheet.csv().contains("Ada"));
}

/// Returns the records that a CSV reader finds, without comments.
fn read(text: &str) -> Vec<Vec<String>> {
    let mut reader =
        ::csv::ReaderBuilder::new().has_headers(false).comment(Some(b'#')).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Spreadsheets know no comments: a title must not become a formula in any cell that they split it into.
#[test]
fn no_title_becomes_a_formula_in_a_spreadsheet() {
    let dataset = dataset();
    let mut board = board(&dataset);
    for (title, line) in [
        ("x,=1+1", "# x,'=1+1\r\n"),
        ("x; @sum", "# x; '@sum\r\n"),
        ("x,\"=1", "# x,\"'=1\r\n"),
        ("a-b = c", "# a-b = c\r\n"),
    ] {
        board.set_title(title);
        let csv = Sheet::new(&dataset, &board).csv();
        assert!(csv.strip_prefix('\u{feff}').unwrap().starts_with(line), "{title}");
    }
}

proptest! {
    #[test]
    fn no_answer_breaks_the_csv_or_becomes_a_formula(answer in "[=+@\"',;\n|é -]{0,12}|\\PC{0,20}") {
        let dataset = dataset();
        let mut board = board(&dataset);
        board.answer(0, ActionField::Budget, &answer);
        let lines = read(&Sheet::new(&dataset, &board).csv());
        prop_assert_eq!(lines.len(), 3);
        let cell = &lines[1][9];
        let kept = board.picks()[0].action.text(ActionField::Budget);
        prop_assert_eq!(cell.replace('\'', ""), kept.replace('\'', ""));
        let is_formula = |cell: &str| cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err();
        prop_assert!(!is_formula(cell) && !cell.split([';', '\n']).skip(1).any(is_formula), "{cell:?}");
    }

    #[test]
    fn no_answer_adds_a_line_a_heading_or_html_to_the_markdown(answer in "[#*_<>|\n`&!\\[\\](). a-]{1,20}") {
        let dataset = dataset();
        let with = |text: &str| {
            let mut board = board(&dataset);
            board.answer(0, ActionField::Budget, text);
            Sheet::new(&dataset, &board).markdown()
        };
        let (plain, odd) = (with("x"), with(&format!("x{answer}")));
        prop_assert_eq!(odd.lines().count(), plain.lines().count());
        let line = odd.lines().find(|line| line.starts_with("- Budget")).unwrap();
        for (at, _) in line.match_indices(['<', '>', '|', '*', '`', '[', '&']) {
            prop_assert!(line[..at].ends_with('\\'), "{}", line);
        }
    }
}
