//! CSV download (RFC 4180), one line per number. The facts stand before them as `#` comments, which R, pandas
//! and most other readers can skip.

use data::dataset::Dataset;

use super::{Facts, reason};
use crate::chart_model::{ChartModel, interval};
use crate::view_state::query::audience_id;

/// The mark at the start of a CSV file. Without it Excel reads the file as Windows-1252 when it is opened by a
/// double click, and accents and Arabic are lost.
pub const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// Returns the numbers of a chart as CSV: the rows, then the challenges without a value.
pub fn csv(dataset: &Dataset, model: &ChartModel, facts: &Facts) -> String {
    let mut out = String::from(BYTE_ORDER_MARK);
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

/// Returns a comment line with its line break. Spreadsheets know no comments and split the line at commas, so
/// whatever would become a formula gets an apostrophe.
pub fn comment(text: &str) -> String {
    let mut out = "# ".to_owned();
    let mut is_cell_start = false;
    for letter in text.chars() {
        if is_cell_start && matches!(letter, '=' | '+' | '-' | '@') {
            out.push('\'');
        }
        is_cell_start = matches!(letter, ',' | ';' | '\t')
            || (is_cell_start && (letter.is_whitespace() || letter == '"'));
        out.push(if letter.is_control() { ' ' } else { letter });
    }
    out + "\r\n"
}

/// Returns a CSV field, quoted if necessary. A text that a spreadsheet would take for a formula gets an
/// apostrophe before it (OWASP, "CSV injection").
pub fn quoted(field: &str) -> String {
    let is_number = field.parse::<f64>().is_ok();
    let safe = if !is_number && field.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{field}")
    } else {
        field.to_owned()
    };
    if safe.contains([',', '"', '\r', '\n']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
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
        assert!(text.starts_with("\u{FEFF}# Title: Challenge Map"), "{text}");
        let text = text.trim_start_matches(BYTE_ORDER_MARK);
        assert!(text.contains("# Wave: Sample 2025 (illustrative)\r\n"), "{text}");
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines.len(), 4);
        assert_eq!(
            lines[1],
            "literacy,Literacy,Student Learning,sample-2025,illustrative,role/teacher,urgent,71,64.59,76.67,214,"
        );
        assert!(lines[3].ends_with(",,,,,too few answers"), "{}", lines[3]);
    }

    proptest! {
        #[test]
        fn a_csv_reader_reads_the_field_back(field in "\\PC{0,12}") {
            let line = format!("{},x\r\n", quoted(&field));
            let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
            let read = reader.records().next().unwrap().unwrap();
            let expected = if field.parse::<f64>().is_err() && field.starts_with(['=', '+', '-', '@']) { format!("'{field}") } else { field.clone() };
            prop_assert_eq!(&read[0], expected.as_str());
        }
    }
}
