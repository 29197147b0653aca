//! Order of the rows.

use data::challenge::{ChallengeIx, MeasureKind};
use data::dataset::{Dataset, SeriesKey};
use slim_std::sort::sorted_by;
use slim_std::unicode::to_lowercase;

use super::{ChartModel, Row};
use crate::view_state::{Column, Sort, View};

impl ChartModel {
    /// Returns all challenges in the order of the view, each with its rank if it has one.
    pub(super) fn order(&self, dataset: &Dataset) -> Vec<(ChallengeIx, Option<u32>)> {
        match (self.view, self.main()) {
            (_, None) => dataset.challenges().map(|ix| (ix, None)).collect(),
            (View::Pair, Some((_, series))) => self.by_priority(dataset, series),
            (_, Some((_, series))) => ranked(dataset, series),
        }
    }

    /// Returns all challenges by priority where it is known, then by the sum of both values.
    fn by_priority(&self, dataset: &Dataset, series: SeriesKey) -> Vec<(ChallengeIx, Option<u32>)> {
        let rank = |challenge| {
            let rank = SeriesKey { measure: dataset.rank_measure()?, ..series };
            dataset.cell(rank, challenge).value().map(whole_rank)
        };
        let sum = |challenge| -> f64 {
            self.columns.iter().filter_map(|series| dataset.cell(*series, challenge).value()).sum()
        };
        let rows: Vec<_> = dataset.challenges().map(|ix| (ix, rank(ix), sum(ix))).collect();
        let order = sorted_by(&rows, |a, b| {
            a.1.unwrap_or(u32::MAX).cmp(&b.1.unwrap_or(u32::MAX)).then(b.2.total_cmp(&a.2))
        });
        order.into_iter().map(|(ix, rank, _)| (ix, rank)).collect()
    }

    /// Returns the rows of the table beside the chart in its sort order. Unknown values come last in both
    /// directions.
    pub fn table_rows(&self, dataset: &Dataset) -> Vec<&Row> {
        let rows: Vec<&Row> = self.rows.iter().collect();
        let sort = self.sort();
        let text = |row: &Row| to_lowercase(&dataset.challenge(row.challenge).name);
        let number = |row: &Row| match sort.column {
            Column::Place => self.rows.iter().position(|other| std::ptr::eq(other, row)).map(|at| at as f64),
            Column::Theme => Some(dataset.challenge(row.challenge).theme.get() as f64),
            Column::Value(at) => row.cells.get(at).and_then(|cell| cell.value()),
            Column::Answers => row.cells.first().and_then(|cell| cell.respondents()).map(f64::from),
            Column::Challenge => None,
        };
        sorted_by(&rows, |a, b| {
            let (first, second) = if sort.descending { (b, a) } else { (a, b) };
            match (sort.column, number(first), number(second)) {
                (Column::Challenge, ..) => text(first).cmp(&text(second)),
                (_, Some(one), Some(other)) => one.total_cmp(&other),
                _ => number(a).is_none().cmp(&number(b).is_none()),
            }
        })
    }

    /// Returns the sort order of the table.
    pub fn sort(&self) -> Sort {
        self.state.sort
    }
}

/// Returns all challenges by the values of a series, with their ranks: equal values share a rank and use up
/// those after it. Challenges without a value come last, without a rank.
fn ranked(dataset: &Dataset, series: SeriesKey) -> Vec<(ChallengeIx, Option<u32>)> {
    let ranking = dataset.ranking(series);
    let mut order: Vec<(ChallengeIx, Option<u32>)> = Vec::with_capacity(dataset.challenges().len());
    let value = |challenge| dataset.cell(series, challenge).value();
    for (at, challenge) in ranking.iter().enumerate() {
        let tied = at.checked_sub(1).filter(|before| value(ranking[*before]) == value(*challenge));
        let rank = match (dataset.measure(series.measure).kind, tied) {
            (MeasureKind::Rank, _) => value(*challenge).map(whole_rank),
            (MeasureKind::Percent, Some(before)) => order[before].1,
            (MeasureKind::Percent, None) => Some(at as u32 + 1),
        };
        order.push((*challenge, rank));
    }
    let unknown = |ix: &ChallengeIx| value(*ix).is_none();
    order.extend(dataset.challenges().filter(unknown).map(|ix| (ix, None)));
    order
}

/// Returns a rank as a whole number. The bundle has ranks as whole numbers from 1 to 1,000,000.
fn whole_rank(rank: f64) -> u32 {
    rank as u32
}
