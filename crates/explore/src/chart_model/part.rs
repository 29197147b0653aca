//! Parts of a chart: what a page about one challenge needs, without making all rows anew for every page.

use data::challenge::ChallengeIx;
use data::dataset::Dataset;

use super::{ChartModel, MAX_ROWS};
use crate::view_state::ViewState;

impl ChartModel {
    /// Returns a model of at most [`MAX_ROWS`] rows of this one, which has all: the first rows or, if a challenge is
    /// not among them, those around it. `state` differs in theme, pins and focus only.
    pub fn part(&self, state: &ViewState, challenge: Option<ChallengeIx>) -> Self {
        let at = challenge.and_then(|ix| self.rows.iter().position(|row| row.challenge == ix));
        let last = self.rows.len().saturating_sub(MAX_ROWS);
        let start = match at {
            Some(at) if at >= MAX_ROWS => (at - MAX_ROWS / 2).min(last),
            _ => 0,
        };
        Self {
            rows: self.rows.iter().skip(start).take(MAX_ROWS).cloned().collect(),
            absent: Vec::new(),
            columns: self.columns.clone(),
            theme: state.theme,
            pins: state.pins.clone(),
            beyond: last,
            state: state.clone(),
            ..*self
        }
    }

    /// Returns the model of a state with the row of one challenge, if it has a value; without its rank.
    pub fn of_one(dataset: &Dataset, state: &ViewState, challenge: ChallengeIx) -> Self {
        let mut model = Self::without_rows(dataset, state);
        match model.row(dataset, challenge, None) {
            Ok(row) => model.rows.push(row),
            Err(reason) => model.absent.push((challenge, reason)),
        }
        model
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart_model::Row;
    use data::bundle::parse;
    use data::sample;

    #[test]
    fn a_part_of_a_short_chart_is_the_chart() {
        let dataset = sample::dataset();
        let base = ViewState::new(&dataset);
        let all = ChartModel::with_all_rows(&dataset, &base);
        for challenge in dataset.challenges() {
            let state = ViewState { pins: vec![challenge], focus: Some(challenge), ..base.clone() };
            let whole = ChartModel::new(&dataset, &state);
            assert_eq!(all.part(&state, Some(challenge)), ChartModel { absent: Vec::new(), ..whole });
        }
    }

    #[test]
    fn one_challenge_has_the_values_that_it_has_among_all() {
        let dataset = sample::dataset();
        for challenge in dataset.challenges() {
            let state = ViewState::showing(&dataset, challenge);
            let (all, one) =
                (ChartModel::new(&dataset, &state), ChartModel::of_one(&dataset, &state, challenge));
            let of = |model: &ChartModel| {
                let row = model.rows.iter().find(|row| row.challenge == challenge);
                row.map(|row| {
                    (row.cells.clone(), model.values(&dataset, row), model.provenance(&dataset, row))
                })
            };
            assert_eq!(of(&one), of(&all));
            assert_eq!(one.rows.len() + one.absent.len(), 1);
        }
    }

    /// A challenge beyond the rows of a page has rows around it.
    #[test]
    fn a_part_of_a_long_chart_has_the_challenge() {
        let count = 3 * MAX_ROWS;
        let challenges: Vec<String> =
            (0..count).map(|at| format!(r#"{{"id":"c{at}","name":"C {at}","theme":"t"}}"#)).collect();
        let values: Vec<String> = (0..count).map(|at| format!("{}", at as f64 / 100.0)).collect();
        let bundle = format!(
            r#"{{"format":1,"site":{{"title":"T","tagline":"G","publisher":"P","language":"en"}},"minimum_respondents":10,
            "measures":[{{"id":"urgent","kind":"percent","label":"Urgent","question":"Is it?","sentence":"S"}}],"dimensions":[],
            "waves":[{{"id":"w","label":"W","date":"2024","status":"illustrative","everyone":"all"}}],
            "groups":[{{"name":"G","themes":[{{"id":"t","name":"T","definition":"D"}}]}}],
            "challenges":[{}],"results":[{{"wave":"w","measure":"urgent","respondents":500,"values":[{}]}}]}}"#,
            challenges.join(","),
            values.join(",")
        );
        let dataset = parse(&bundle).unwrap_or_else(|diagnostics| panic!("{diagnostics:#?}")).dataset;
        let state = ViewState::new(&dataset);
        let all = ChartModel::with_all_rows(&dataset, &state);
        assert_eq!(all.rows.len(), count);
        let rows = |challenge| -> Vec<Row> {
            let part = all.part(&state, challenge);
            assert_eq!((part.rows.len(), part.beyond), (MAX_ROWS, count - MAX_ROWS));
            part.rows
        };
        assert_eq!(rows(None), ChartModel::new(&dataset, &state).rows);
        for at in [0, 1, MAX_ROWS - 1, MAX_ROWS, 2 * MAX_ROWS, count - 1] {
            let challenge = all.rows[at].challenge;
            assert!(rows(Some(challenge)).contains(&all.rows[at]), "{at}");
        }
    }
}
