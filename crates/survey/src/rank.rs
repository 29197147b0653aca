//! Ranks from shares, and from places that respondents gave.

use std::cmp::Ordering;

use data::challenge::Cell;

use crate::Part;

/// The rank after a tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Ties {
    /// 1, 2, 2, 4: a rank is left out.
    #[default]
    Gap,
    /// 1, 2, 2, 3: no rank is left out.
    Dense,
}

/// Returns the ranks of challenges by the mean of several shares of one audience. The greatest mean is first.
///
/// - The mean is that of the *published* shares with one decimal, so anybody can compute it again.
/// - Equal means have equal ranks, and `ties` decides the rank after them.
/// - A challenge without all shares has no rank; its cell says why the share is absent.
/// - The respondents of a rank are those of its share with the fewest.
///
/// `shares` holds a list for each measure, with a cell for each challenge.
pub fn ranks(shares: &[&[Cell]], ties: Ties) -> Vec<Cell> {
    let count = shares.iter().map(|cells| cells.len()).min().unwrap_or(0);
    let sums: Vec<Sum> = (0..count).map(|at| sum(shares.iter().map(|cells| cells[at]))).collect();
    let tenths: Vec<Option<u32>> = sums.iter().map(Sum::tenths).collect();
    let places = places(&tenths, ties, |a, b| b.cmp(a));
    let rank = |(sum, place): (&Sum, Option<f64>)| match (*sum, place) {
        (Sum::Of { respondents, .. }, Some(value)) => Cell::Known { value, respondents },
        (Sum::None(absent), _) => absent,
        (Sum::Of { .. }, None) => Cell::NotPublished,
    };
    sums.iter().zip(places).map(rank).collect()
}

/// Returns the ranks of a part, or none of them if it is a group and a cell of its list is withheld: the others would
/// move up, and who is first would be a guess.
pub(super) fn whole_or_none(ranks: Vec<Cell>, part: Part, is_partial: bool) -> Vec<Cell> {
    let is_void = is_partial && part != Part::Everyone;
    let void = |cell: Cell| if is_void && cell.value().is_some() { Cell::NotPublished } else { cell };
    ranks.into_iter().map(void).collect()
}

/// Returns the rank of each key; the least key is first. A missing key has no rank.
pub(super) fn places<K>(
    keys: &[Option<K>],
    ties: Ties,
    order: impl Fn(&K, &K) -> Ordering,
) -> Vec<Option<f64>> {
    let mut sorted: Vec<&K> = keys.iter().flatten().collect();
    sorted.sort_by(|a, b| order(a, b));
    if ties == Ties::Dense {
        sorted.dedup_by(|a, b| order(a, b) == Ordering::Equal);
    }
    let place = |key: &K| sorted.partition_point(|other| order(other, key) == Ordering::Less) as f64 + 1.0;
    keys.iter().map(|key| key.as_ref().map(place)).collect()
}

/// The sum of a challenge's shares. It is exact, and orders challenges as their mean does.
#[derive(Clone, Copy)]
enum Sum {
    Of {
        /// Sum in tenths of a percent.
        tenths: u32,
        respondents: Option<u32>,
    },
    /// A share that is absent.
    None(Cell),
}

impl Sum {
    fn tenths(&self) -> Option<u32> {
        match *self {
            Self::Of { tenths, .. } => Some(tenths),
            Self::None(_) => None,
        }
    }
}

fn sum(cells: impl Iterator<Item = Cell>) -> Sum {
    let (mut tenths, mut fewest, mut counted) = (0, u32::MAX, true);
    for cell in cells {
        let Cell::Known { value, respondents } = cell else { return Sum::None(cell) };
        tenths += (value * 10.0).round() as u32;
        fewest = fewest.min(respondents.unwrap_or(u32::MAX));
        counted &= respondents.is_some();
    }
    Sum::Of { tenths, respondents: counted.then_some(fewest) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn known(value: f64) -> Cell {
        Cell::Known { value, respondents: Some(20) }
    }

    fn places(shares: &[&[Cell]]) -> Vec<Option<f64>> {
        ranks(shares, Ties::Gap).into_iter().map(Cell::value).collect()
    }

    #[test]
    fn equal_means_share_a_place() {
        let widespread = [60.0, 80.0, 40.0, 70.1].map(known);
        let urgent = [60.0, 40.0, 10.0, 70.0].map(known);
        assert_eq!(places(&[&widespread, &urgent]), [Some(2.0), Some(2.0), Some(4.0), Some(1.0)]);
    }

    #[test]
    fn the_place_after_shared_ones_is_left_out_or_not() {
        let shares = [60.0, 80.0, 60.0, 70.0, 5.0].map(known);
        let found = |ties| ranks(&[&shares], ties).into_iter().filter_map(Cell::value).collect::<Vec<_>>();
        assert_eq!(found(Ties::Gap), [3.0, 1.0, 3.0, 2.0, 5.0]);
        assert_eq!(found(Ties::Dense), [3.0, 1.0, 3.0, 2.0, 4.0]);
    }

    #[test]
    fn a_share_that_is_not_there_leaves_no_rank_and_says_why() {
        let widespread = [known(60.0), known(50.0), known(1.0)];
        let urgent = [Cell::TooFew, Cell::NotPublished, known(1.0)];
        let found = ranks(&[&widespread, &urgent], Ties::Gap);
        assert_eq!(found[..2], [Cell::TooFew, Cell::NotPublished]);
        assert_eq!(found[2].value(), Some(1.0));
    }

    #[test]
    fn the_respondents_are_those_of_the_least_answered_share() {
        let cell = |n| Cell::Known { value: 50.0, respondents: n };
        let of = |one, other| ranks(&[&[cell(one)], &[cell(other)]], Ties::Gap)[0].respondents();
        assert_eq!(of(Some(30), Some(12)), Some(12));
        assert_eq!(of(Some(30), None), None);
    }

    proptest! {
        #[test]
        fn places_count_those_before(tenths in prop::collection::vec(0_u32..=1000, 1..40)) {
            let shares: Vec<Cell> = tenths.iter().map(|t| known(f64::from(*t) / 10.0)).collect();
            let found = places(&[&shares]);
            prop_assert!(found.contains(&Some(1.0)), "ranks begin with 1");
            for (at, place) in found.iter().enumerate() {
                let before = tenths.iter().filter(|other| **other > tenths[at]).count();
                prop_assert_eq!(*place, Some(before as f64 + 1.0));
            }
        }
    }
}
