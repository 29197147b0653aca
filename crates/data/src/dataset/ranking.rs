//! Rankings of series, each made once: every page of a site asks for the same ones.

use std::sync::OnceLock;

use slim_std::sort::argsort;

use super::{Dataset, SeriesKey};
use crate::challenge::{ChallengeIx, MeasureKind};

/// The ranking of a column, made when it is first asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranking(OnceLock<Order>);

/// The challenges of a column that have a value.
#[derive(Clone, Debug, Default)]
struct Order {
    /// Challenges, the first one first.
    challenges: Box<[ChallengeIx]>,
    /// Position of each challenge of the data set in the ranking; [`Order::ABSENT`] without a value.
    positions: Box<[u32]>,
}

/// Equal, because it follows from the values of the column.
impl PartialEq for Ranking {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Order {
    const ABSENT: u32 = u32::MAX;

    /// Returns the order of `values`, of which negative ones are absent.
    fn new(values: &[f64], kind: MeasureKind) -> Self {
        let known: Vec<usize> = (0..values.len()).filter(|at| values[*at] >= 0.0).collect();
        let order = argsort(known.len(), &mut |a, b| match kind {
            MeasureKind::Rank => values[known[a]].total_cmp(&values[known[b]]),
            MeasureKind::Percent => values[known[b]].total_cmp(&values[known[a]]),
        });
        let mut positions = vec![Self::ABSENT; values.len()];
        for (position, at) in order.iter().enumerate() {
            positions[known[*at]] = position as u32;
        }
        let challenges = order.into_iter().map(|at| ChallengeIx::new(known[at])).collect();
        Self { challenges, positions: positions.into() }
    }
}

impl Dataset {
    /// Returns the challenges that have a value in this series, the first place or the greatest share first.
    /// Equal values keep author's order.
    pub fn ranking(&self, series: SeriesKey) -> &[ChallengeIx] {
        self.order(series).map_or(&[], |order| &order.challenges)
    }

    /// Returns the position of a challenge in the ranking of a series, from 0; `None` without a value. Equal values
    /// have different positions.
    pub fn ranking_position(&self, series: SeriesKey, challenge: ChallengeIx) -> Option<usize> {
        let position = *self.order(series)?.positions.get(challenge.get())?;
        (position != Order::ABSENT).then_some(position as usize)
    }

    fn order(&self, series: SeriesKey) -> Option<&Order> {
        let column = self.tables.results.get(&series)?;
        let kind = self.measure(series.measure).kind;
        Some(column.ranking.0.get_or_init(|| Order::new(&column.values, kind)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn equal_values_keep_their_order_and_absent_ones_have_none() {
        let places = |kind, values: &[f64]| -> Vec<usize> {
            Order::new(values, kind).challenges.iter().map(|challenge| challenge.get()).collect()
        };
        assert_eq!(places(MeasureKind::Percent, &[40.0, -1.0, 60.0, 40.0, 0.0]), [2, 0, 3, 4]);
        assert_eq!(places(MeasureKind::Rank, &[3.0, -2.0, 1.0, 3.0]), [2, 0, 3]);
    }

    #[test]
    fn positions_are_those_of_the_ranking() {
        let dataset = sample::dataset();
        for series in dataset.series_keys() {
            let ranking = dataset.ranking(series);
            for challenge in dataset.challenges() {
                let position = ranking.iter().position(|other| *other == challenge);
                assert_eq!(dataset.ranking_position(series, challenge), position);
                assert_eq!(position.is_some(), dataset.cell(series, challenge).value().is_some());
            }
        }
    }

    /// Every page asks for rankings, so a second look makes none anew, and a copy of the data set has them too.
    #[test]
    fn a_ranking_is_made_once() {
        let dataset = sample::dataset();
        let series = dataset.series_keys().next().unwrap();
        let first = dataset.ranking(series).as_ptr();
        assert_eq!(dataset.ranking(series).as_ptr(), first);
        assert_eq!(dataset.clone(), sample::dataset(), "whether rankings are made is no difference");
    }
}
