//! The rows shown as CSV (RFC 4180), a line a number; the facts stand before them as `#` comments,
//! which R, pandas and most others pass over when told to.

use super::{Facts, reason};
use crate::atlas::Atlas;
use crate::picture::{Picture, interval};
use crate::state::query::audience_id;

/// The numbers of a picture, the rows first and then those that have none.
pub fn csv(atlas: &Atlas, picture: &Picture, facts: &Facts) -> String {
    let mut out = String::new();
    for (label, value) in facts.lines() {
        out.push_str(&comment(&format!("{label}: {value}")));
    }
    let head = "challenge,name,theme,wave,status,group,measure,value,low95,high95,respondents,note";
    out.push_str(head);
    out.push_str("\r\n");
    let rows = picture.table_rows(atlas).into_iter().map(|row| (row.challenge, row.cells.clone()));
    let absent = picture
        .absent
        .iter()
        .map(|(ix, _)| (*ix, picture.columns.iter().map(|cut| atlas.cell(*cut, *ix)).collect::<Vec<_>>()));
    for (challenge, cells) in rows.chain(absent) {
        let challenge = atlas.challenge(challenge);
        for (cut, cell) in picture.columns.iter().zip(cells) {
            let wave = atlas.wave(cut.wave);
            let range = interval(atlas, *cut, cell);
            let number = |value: Option<f64>| value.map_or(String::new(), |value| format!("{value:.2}"));
            let fields = [
                challenge.id.to_string(),
                challenge.name.to_string(),
                atlas.theme(challenge.theme).name.to_string(),
                wave.id.to_string(),
                if wave.is_illustrative() { "illustrative" } else { "published" }.to_owned(),
                audience_id(atlas, cut.audience),
                atlas.measure(cut.measure).id.to_string(),
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

/// A comment: one line, with nothing that a spreadsheet, which knows no comments and splits them at
/// commas, would take for a formula.
pub(crate) fn comment(text: &str) -> String {
    let mut out = "# ".to_owned();
    let mut is_first = false; // of a cell
    for letter in text.chars() {
        if is_first && matches!(letter, '=' | '+' | '-' | '@') {
            out.push('\'');
        }
        is_first =
            matches!(letter, ',' | ';' | '\t') || (is_first && (letter.is_whitespace() || letter == '"'));
        out.push(if letter.is_control() { ' ' } else { letter });
    }
    out + "\r\n"
}

/// A field as it must be written. A text that a spreadsheet would take for a formula gets an
/// apostrophe before it (OWASP, "CSV injection").
pub(crate) fn quoted(field: &str) -> String {
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
    use crate::sample::atlas;
    use crate::state::ViewState;
    use proptest::prelude::*;

    #[test]
    fn every_number_shown_is_a_line_and_every_absence_says_why() {
        let atlas = atlas();
        let picture = Picture::new(&atlas, &ViewState::parse("measure=urgent&group=role/teacher", &atlas).0);
        let facts = Facts::new(&atlas, &picture, "https://example.org".to_owned());
        let text = csv(&atlas, &picture, &facts);
        assert!(text.starts_with("# Title: Challenge Map"), "{text}");
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
        fn a_reader_gets_back_what_was_written(field in "\\PC{0,12}") {
            let line = format!("{},x\r\n", quoted(&field));
            let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
            let read = reader.records().next().unwrap().unwrap();
            let expected = if field.parse::<f64>().is_err() && field.starts_with(['=', '+', '-', '@']) { format!("'{field}") } else { field.clone() };
            prop_assert_eq!(&read[0], expected.as_str());
        }
    }
}
