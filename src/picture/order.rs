//! In which order rows come.

use super::{Picture, Row};
use crate::atlas::{Atlas, Cut};
use crate::case::lower;
use crate::challenge::{ChallengeIx, MeasureKind};
use crate::order::sorted;
use crate::state::{Column, Sort, View};

impl Picture {
    /// All challenges in the order of the view, each with its place if it has one.
    pub(super) fn order(&self, atlas: &Atlas) -> Vec<(ChallengeIx, Option<u32>)> {
        match (self.view, self.main()) {
            (_, None) => atlas.challenges().map(|ix| (ix, None)).collect(),
            (View::Pair, Some((_, cut))) => self.by_priority(atlas, cut),
            (_, Some((_, cut))) => ranked(atlas, cut),
        }
    }

    /// All challenges, by priority where it is known, then by the sum of both values.
    fn by_priority(&self, atlas: &Atlas, cut: Cut) -> Vec<(ChallengeIx, Option<u32>)> {
        let place = |challenge| {
            let rank = Cut { measure: atlas.rank_measure()?, ..cut };
            atlas.cell(rank, challenge).value().map(as_place)
        };
        let sum = |challenge| -> f64 {
            self.columns.iter().filter_map(|cut| atlas.cell(*cut, challenge).value()).sum()
        };
        let rows: Vec<_> = atlas.challenges().map(|ix| (ix, place(ix), sum(ix))).collect();
        let order = sorted(&rows, |a, b| {
            a.1.unwrap_or(u32::MAX).cmp(&b.1.unwrap_or(u32::MAX)).then(b.2.total_cmp(&a.2))
        });
        order.into_iter().map(|(ix, place, _)| (ix, place)).collect()
    }

    /// The rows of the table beside the picture, in the order asked for; unknown values come last either way.
    pub fn table_rows(&self, atlas: &Atlas) -> Vec<&Row> {
        let rows: Vec<&Row> = self.rows.iter().collect();
        let sort = self.sort();
        let text = |row: &Row| lower(&atlas.challenge(row.challenge).name);
        let number = |row: &Row| match sort.column {
            Column::Place => self.rows.iter().position(|other| std::ptr::eq(other, row)).map(|at| at as f64),
            Column::Theme => Some(atlas.challenge(row.challenge).theme.get() as f64),
            Column::Value(at) => row.cells.get(at).and_then(|cell| cell.value()),
            Column::Answers => row.cells.first().and_then(|cell| cell.respondents()).map(f64::from),
            Column::Challenge => None,
        };
        sorted(&rows, |a, b| {
            let (first, second) = if sort.descending { (b, a) } else { (a, b) };
            match (sort.column, number(first), number(second)) {
                (Column::Challenge, ..) => text(first).cmp(&text(second)),
                (_, Some(one), Some(other)) => one.total_cmp(&other),
                _ => number(a).is_none().cmp(&number(b).is_none()),
            }
        })
    }

    /// The order of the table.
    pub fn sort(&self) -> Sort {
        self.state.sort
    }
}

/// The challenges of a ranking with their places: equal values share one, and use up those after it.
/// Challenges without a value come last and have none.
fn ranked(atlas: &Atlas, cut: Cut) -> Vec<(ChallengeIx, Option<u32>)> {
    let ranking = atlas.ranking(cut);
    let mut order: Vec<(ChallengeIx, Option<u32>)> = Vec::with_capacity(atlas.challenges().len());
    for (at, (challenge, cell)) in ranking.iter().enumerate() {
        let tied = at.checked_sub(1).filter(|before| ranking[*before].1.value() == cell.value());
        let place = match (atlas.measure(cut.measure).kind, tied) {
            (MeasureKind::Rank, _) => cell.value().map(as_place),
            (MeasureKind::Percent, Some(before)) => order[before].1,
            (MeasureKind::Percent, None) => Some(at as u32 + 1),
        };
        order.push((*challenge, place));
    }
    let unknown = |ix: &ChallengeIx| atlas.cell(cut, *ix).value().is_none();
    order.extend(atlas.challenges().filter(unknown).map(|ix| (ix, None)));
    order
}

/// A rank as a place; the bundle holds ranks as whole numbers from 1 to 1,000,000.
fn as_place(rank: f64) -> u32 {
    rank as u32
}
