//! The rows shown as JSON: the facts, then the rows in the order shown, then those without a value.

use super::{Facts, reason};
use crate::atlas::{Atlas, Cut};
use crate::bundle::json::quoted as text;
use crate::challenge::{Cell, ChallengeIx};
use crate::picture::{Picture, interval};
use crate::state::query::audience_id;

/// The numbers of a picture as one JSON document.
pub fn json(atlas: &Atlas, picture: &Picture, facts: &Facts) -> String {
    let field = |name: &str, value: &str| format!("{}:{}", text(name), text(value));
    let sources: Vec<String> = facts.sources.iter().map(|source| text(source)).collect();
    let rows: Vec<String> = picture
        .table_rows(atlas)
        .into_iter()
        .map(|row| entry(atlas, picture, row.challenge, &row.cells))
        .collect();
    let absent: Vec<String> = picture
        .absent
        .iter()
        .map(|(ix, _)| {
            let cells: Vec<Cell> = picture.columns.iter().map(|cut| atlas.cell(*cut, *ix)).collect();
            entry(atlas, picture, *ix, &cells)
        })
        .collect();
    let parts = [
        field("title", &facts.title),
        field("takeaway", &facts.takeaway),
        field("view", picture.view.id()),
        field("wave", &facts.wave),
        field("answers_of", &facts.who),
        field("respondents", &facts.respondents),
        format!("\"sources\":[{}]", sources.join(",")),
        field("licence", &facts.notice),
        field("address", &facts.address),
        format!("\"rows\":[\n{}\n]", rows.join(",\n")),
        format!("\"without_value\":[\n{}\n]", absent.join(",\n")),
    ];
    format!("{{\n{}\n}}\n", parts.join(",\n"))
}

fn entry(atlas: &Atlas, picture: &Picture, challenge: ChallengeIx, cells: &[Cell]) -> String {
    let row = atlas.challenge(challenge);
    let values: Vec<String> =
        picture.columns.iter().zip(cells).map(|(cut, cell)| value(atlas, *cut, *cell)).collect();
    format!(
        "{{\"challenge\":{},\"name\":{},\"theme\":{},\"values\":[{}]}}",
        text(row.id.as_str()),
        text(&row.name),
        text(&atlas.theme(row.theme).name),
        values.join(",")
    )
}

fn value(atlas: &Atlas, cut: Cut, cell: Cell) -> String {
    let wave = atlas.wave(cut.wave);
    let number = |value: Option<f64>| value.map_or_else(|| "null".to_owned(), |value| value.to_string());
    let range = interval(atlas, cut, cell)
        .map_or_else(|| "null".to_owned(), |range| format!("[{:.2},{:.2}]", range.low, range.high));
    format!(
        "{{\"wave\":{},\"status\":{},\"group\":{},\"measure\":{},\"value\":{},\"interval95\":{range},\"respondents\":{},\"note\":{}}}",
        text(wave.id.as_str()),
        text(if wave.is_illustrative() { "illustrative" } else { "published" }),
        text(&audience_id(atlas, cut.audience)),
        text(atlas.measure(cut.measure).id.as_str()),
        number(cell.value()),
        number(cell.respondents().map(f64::from)),
        text(&reason(cell)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::atlas;
    use crate::state::ViewState;

    #[test]
    fn the_document_holds_exactly_what_is_shown() {
        let atlas = atlas();
        let picture = Picture::new(&atlas, &ViewState::parse("measure=urgent&group=role/teacher", &atlas).0);
        let facts = Facts::new(&atlas, &picture, String::new());
        let read: serde_json::Value = serde_json::from_str(&json(&atlas, &picture, &facts)).unwrap();
        let names: Vec<_> =
            read["rows"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["Literacy", "Math"]);
        assert_eq!(read["rows"][0]["values"][0]["value"], 71.0);
        assert_eq!(read["rows"][0]["values"][0]["respondents"], 214.0);
        assert_eq!(read["without_value"][0]["values"][0]["note"], "too few answers");
        assert_eq!(read["without_value"][0]["values"][0]["value"], serde_json::Value::Null);
        assert_eq!(read["wave"], "Sample 2025 (illustrative)");
    }
}
