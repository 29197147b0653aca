//! CSV download (RFC 4180), one line per number. The facts stand before them as `#` comments, which R, pandas
//! and most other readers can skip.

use data::dataset::Dataset;

use super::{Facts, reason};
use crate::chart_model::{ChartModel, interval};
use crate::view_state::query::audience_id;

/// Start of each CSV file. Without it Excel reads accents and Arabic as other letters.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Returns the numbers of a chart as CSV: the rows, then the challenges without a value.
pub fn csv(dataset: &Dataset, model: &ChartModel, facts: &Facts) -> String {
    let mut out = BYTE_ORDER_MARK.to_owned();
    for (label, value) in facts.lines() {
        out.push_str(&comment(&format!("{label}: {value}")));
    }
    let head = "challenge,name,theme,wave,status,group,measure,value,low95,high95,respondents,note";
    out.push_str(head);
    out.push_str("\r\n");
    let rows = model.table_rows(dataset).into_iter().map(|row| (row.challenge, row.cells.clone()));
    let absent = model.absent.iter().map(|(ix, _)| {
        (*ix, model.columns.iter().map(|series| dataset.cell(*series, *ix)).collect::<Vec<_>>())
    });
    for (challenge, cells) in rows.chain(absent) {
        let challenge = dataset.challenge(challenge);
        for (series, cell) in model.columns.iter().zip(cells) {
            let wave = dataset.wave(series.wave);
            let range = interval(dataset, *series, cell);
            let number = |value: Option<f64>| value.map_or(String::new(), |value| format!("{value:.2}"));
            let fields = [
                challenge.id.to_string(),
                challenge.name.to_string(),
                dataset.theme(challenge.theme).name.to_string(),
                wave.id.to_string(),
                if wave.is_illustrative() { "illustrative" } else { "published" }.to_owned(),
                audience_id(dataset, series.audience),
                dataset.measure(series.measure).id.to_string(),
                cell.value().map_or(String::new(), |value| value.to_string()),
                number(range.map(|range| range.low)),
                number(range.map(|range| range.high)),
                cell.respondents().map_or(String::new(), |n| n.to_string()),
                reason(cell),
            ];
            out.push_str(&fields.map(|field| quoted(&field)).join(","));
            out.push_str("\r\n");
        }
    }
    out
}

/// Returns a comment line with its line break. Spreadsheets know no comments and split the line, so whatever
/// would become a formula gets an apostrophe.
pub fn comment(text: &str) -> String {
    let line = without_formulas(text, &[',', ';', '\t'], false);
    let line: String = line.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    format!("# {line}\r\n")
}

/// Returns a CSV field, quoted if necessary. A text that a spreadsheet would take for a formula gets an
/// apostrophe before it (OWASP, "CSV injection").
pub fn quoted(field: &str) -> String {
    if field.parse::<f64>().is_ok() {
        return field.to_owned();
    }
    // Where the decimal sign is a comma, spreadsheets split the line at semicolons, and quotes inside of a cell
    // do not hold it together.
    let mut safe = without_formulas(field, &[';', '\t', '\r', '\n'], true);
    if field.starts_with(['\t', '\r']) {
        safe.insert(0, '\'');
    }
    if safe.contains([',', '"', ';', '\r', '\n']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

/// Returns a text with an apostrophe before each sign that begins a formula in a spreadsheet, full-width ones too,
/// where a cell starts: after a separator, also with blanks or quotes between, and at the start if
/// `is_cell_start`.
fn without_formulas(text: &str, separators: &[char], mut is_cell_start: bool) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        if is_cell_start && is_formula_sign(letter) {
            out.push('\'');
        }
        is_cell_start =
            separators.contains(&letter) || (is_cell_start && (letter.is_whitespace() || letter == '"'));
        out.push(letter);
    }
    out
}

fn is_formula_sign(letter: char) -> bool {
    matches!(letter, '=' | '+' | '-' | '@' | '\u{FF1D}' | '\u{FF0B}' | '\u{FF0D}' | '\u{FF20}')
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))] // the csv crate is native
mod tests {
    use super::*;
    use crate::view_state::ViewState;
    use data::sample::dataset;
    use proptest::prelude::*;

    #[test]
    fn every_number_is_a_line_and_every_absence_has_a_note() {
        let dataset = dataset();
        let model =
            ChartModel::new(&dataset, &ViewState::parse("measure=urgent&group=role/teacher", &dataset).0);
        let facts = Facts::new(&dataset, &model, "https://example.org".to_owned());
        let text = csv(&dataset, &model, &facts);
        assert!(text.starts_with("\u{feff}# Title: Challenge Map"), "{text}");
        assert!(text.contains("# Wave: Sample 2025 (illustrative)\r\n"), "{text}");
        let lines: Vec<&str> = text.lines().skip(1).filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines.len(), 4);
        assert_eq!(
            lines[1],
            "literacy,Literacy,Student Learning,sample-2025,illustrative,role/teacher,urgent,71,64.59,76.67,214,"
        );
        assert!(lines[3].ends_with(",,,,,too few answers"), "{}", lines[3]);
    }

    #[test]
    fn no_cell_is_a_formula_however_a_spreadsheet_splits_the_line() {
        for (field, written) in [
            ("=1+1", "'=1+1"),
            ("-1", "-1"),
            ("-1+1", "'-1+1"),
            ("a;=1+1", "\"a;'=1+1\""),
            ("a; \"@x\"", "\"a; \"\"'@x\"\"\""),
            ("a\n+x", "\"a\n'+x\""),
            (" =1", " '=1"),
            ("\u{FF1D}1+1", "'\u{FF1D}1+1"),
            ("a;\u{FF20}x", "\"a;'\u{FF20}x\""),
            ("\tx", "'\tx"),
            ("a, -b - c", "\"a, -b - c\""),
            ("well-known; so", "\"well-known; so\""),
        ] {
            assert_eq!(quoted(field), written, "{field:?}");
        }
        assert_eq!(comment("x,\u{FF0B}1;=2"), "# x,'\u{FF0B}1;'=2\r\n");
    }

    proptest! {
        #[test]
        fn a_csv_reader_reads_the_field_back(field in "\\PC{0,12}|[=+@;,\"\n a\u{FF1D}-]{0,12}") {
            let line = format!("{},x\r\n", quoted(&field));
            let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
            let read = reader.records().next().unwrap().unwrap()[0].to_owned();
            // Only apostrophes are added.
            let mut added = read.chars();
            for letter in field.chars() {
                let before: String = added.by_ref().take_while(|other| *other != letter).collect();
                prop_assert!(before.chars().all(|letter| letter == '\''), "{read:?} for {field:?}");
            }
            prop_assert_eq!(added.next(), None);
            if field.parse::<f64>().is_err() {
                let starts = line.split([';', '\n']).map(|cell| cell.trim_start().trim_start_matches(['"', ' ']));
                prop_assert!(!starts.into_iter().any(|cell| cell.starts_with(is_formula_sign)), "{line:?}");
            }
        }
    }
}
