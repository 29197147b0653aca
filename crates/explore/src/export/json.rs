//! JSON download: the facts, the rows in the order shown, then the challenges without a value.

use data::bundle::json::quoted as text;
use data::challenge::{Cell, ChallengeIx};
use data::dataset::{Dataset, SeriesKey};

use super::{Facts, reason};
use crate::chart_model::{ChartModel, interval};
use crate::view_state::query::audience_id;

/// Returns the numbers of a chart as one JSON document.
pub fn json(dataset: &Dataset, model: &ChartModel, facts: &Facts) -> String {
    let field = |name: &str, value: &str| format!("{}:{}", text(name), text(value));
    let sources: Vec<String> = facts.sources.iter().map(|source| text(source)).collect();
    let rows: Vec<String> = model
        .table_rows(dataset)
        .into_iter()
        .map(|row| entry(dataset, model, row.challenge, &row.cells))
        .collect();
    let absent: Vec<String> = model
        .absent
        .iter()
        .map(|(ix, _)| {
            let cells: Vec<Cell> = model.columns.iter().map(|series| dataset.cell(*series, *ix)).collect();
            entry(dataset, model, *ix, &cells)
        })
        .collect();
    let parts = [
        field("title", &facts.title),
        field("takeaway", &facts.takeaway),
        field("view", model.view.id()),
        field("wave", &facts.wave),
        field("answers_of", &facts.who),
        field("respondents", &facts.respondents),
        format!("\"sources\":[{}]", sources.join(",")),
        field("license", &facts.notice),
        field("address", &facts.address),
        format!("\"rows\":[\n{}\n]", rows.join(",\n")),
        format!("\"without_value\":[\n{}\n]", absent.join(",\n")),
    ];
    format!("{{\n{}\n}}\n", parts.join(",\n"))
}

fn entry(dataset: &Dataset, model: &ChartModel, challenge: ChallengeIx, cells: &[Cell]) -> String {
    let row = dataset.challenge(challenge);
    let values: Vec<String> =
        model.columns.iter().zip(cells).map(|(series, cell)| value(dataset, *series, *cell)).collect();
    format!(
        "{{\"challenge\":{},\"name\":{},\"theme\":{},\"values\":[{}]}}",
        text(row.id.as_str()),
        text(&row.name),
        text(&dataset.theme(row.theme).name),
        values.join(",")
    )
}

fn value(dataset: &Dataset, series: SeriesKey, cell: Cell) -> String {
    let wave = dataset.wave(series.wave);
    let number = |value: Option<f64>| value.map_or_else(|| "null".to_owned(), |value| value.to_string());
    let range = interval(dataset, series, cell)
        .map_or_else(|| "null".to_owned(), |range| format!("[{:.2},{:.2}]", range.low, range.high));
    format!(
        "{{\"wave\":{},\"status\":{},\"group\":{},\"measure\":{},\"value\":{},\"interval95\":{range},\"respondents\":{},\"note\":{}}}",
        text(wave.id.as_str()),
        text(if wave.is_illustrative() { "illustrative" } else { "published" }),
        text(&audience_id(dataset, series.audience)),
        text(dataset.measure(series.measure).id.as_str()),
        number(cell.value()),
        number(cell.respondents().map(f64::from)),
        text(&reason(cell)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_state::ViewState;
    use data::sample::dataset;

    #[test]
    fn the_document_equals_the_rendered_nodes() {
        let dataset = dataset();
        let model =
            ChartModel::new(&dataset, &ViewState::parse("measure=urgent&group=role/teacher", &dataset).0);
        let facts = Facts::new(&dataset, &model, String::new());
        let read: serde_json::Value = serde_json::from_str(&json(&dataset, &model, &facts)).unwrap();
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
