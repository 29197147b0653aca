//! The knowledge of an attacker: all that follows from the published cells of a table.

use super::attack::{Row, System};
use super::budget::{Budget, Kind};
use super::table::{Cell, Count, Table};

/// Least number of whole numbers that must be feasible for the yes and for the no of a withheld cell.
pub const MIN_FEASIBLE: usize = 3;

/// Everything that somebody knows of a table, as systems of whole numbers.
pub enum Attacker {
    /// The numbers of answers; all that a ranking has.
    Answers(System),
    /// The numbers of yes and of no, one without the other: each published share tells both exactly.
    Exact { yes: System, no: System },
    /// Numbers of yes and of no together: columns of yes, then those of no. Some share was rounded.
    Rounded(System),
}

impl Attacker {
    /// Returns the attacker who knows the cells `published` as they are published, and the cells `known` exactly.
    pub fn new(table: &Table, published: &[&Cell], known: &[&Cell], budget: &Budget) -> Self {
        let is_capped = |wave: usize| {
            !published.iter().any(|cell| cell.area.wave == wave && cell.area.dimension.is_none())
        };
        // Where the number of all is withheld, that of the sheets is published.
        let caps: Vec<(&[usize], u32)> = table
            .sheets
            .iter()
            .filter(|(wave, _)| is_capped(*wave))
            .filter_map(|(wave, sheets)| Some((table.everyone(*wave)?.area.members.as_slice(), *sheets)))
            .collect();
        let all = || published.iter().chain(known);
        let answered: Vec<u32> = table.inner.iter().map(|count| count.answered).collect();
        if !table.has_yes {
            let rows = all().map(|cell| exact(cell, cell.count.answered));
            let caps = caps.iter().map(|(members, sheets)| capped(members.to_vec(), *sheets));
            return Self::Answers(System::new(Kind::Answers, rows.chain(caps).collect(), answered, budget));
        }
        let yes: Vec<u32> = table.inner.iter().map(|count| count.yes).collect();
        let no: Vec<u32> = table.inner.iter().map(|count| count.answered - count.yes).collect();
        let is_exact = |cell: &&Cell| rounded(cell.count) == (cell.count.yes, cell.count.yes);
        if caps.is_empty() && published.iter().all(is_exact) {
            let rows_of =
                |number: fn(Count) -> u32| all().map(|cell| exact(cell, number(cell.count))).collect();
            return Self::Exact {
                yes: System::new(Kind::Yes, rows_of(|count| count.yes), yes, budget),
                no: System::new(Kind::No, rows_of(|count| count.answered - count.yes), no, budget),
            };
        }
        let both = |members: &[usize]| joint(members, table.inner.len());
        let mut rows = Vec::new();
        for cell in all() {
            let answered = cell.count.answered;
            rows.push(Row { columns: both(&cell.area.members), low: answered, high: answered });
        }
        for cell in published {
            let (low, high) = rounded(cell.count);
            rows.push(Row { columns: cell.area.members.clone(), low, high });
        }
        rows.extend(known.iter().map(|cell| exact(cell, cell.count.yes)));
        rows.extend(caps.iter().map(|(members, sheets)| capped(both(members), *sheets)));
        Self::Rounded(System::new(Kind::Both, rows, [yes, no].concat(), budget))
    }

    /// Returns true if what the inner cells `members` said stays open: their number of answers is not pinned, and
    /// [`MIN_FEASIBLE`] whole numbers are feasible for their yes and for their no. `count` is the number of all
    /// inner cells.
    pub fn leaves_open(&mut self, members: &[usize], count: usize, budget: &mut Budget) -> bool {
        match self {
            Self::Answers(system) => system.allows(members, 2, budget),
            // Yes and no vary one without the other, so the number of answers does too.
            Self::Exact { yes, no } => {
                yes.allows(members, MIN_FEASIBLE, budget) && no.allows(members, MIN_FEASIBLE, budget)
            }
            Self::Rounded(system) => {
                let no: Vec<usize> = members.iter().map(|at| at + count).collect();
                system.allows(members, MIN_FEASIBLE, budget)
                    && system.allows(&no, MIN_FEASIBLE, budget)
                    && system.allows(&joint(members, count), 2, budget)
            }
        }
    }
}

fn exact(cell: &Cell, number: u32) -> Row {
    Row { columns: cell.area.members.clone(), low: number, high: number }
}

fn capped(columns: Vec<usize>, sheets: u32) -> Row {
    Row { columns, low: 0, high: sheets }
}

/// Returns the columns of yes and of no of some inner cells.
fn joint(members: &[usize], count: usize) -> Vec<usize> {
    members.iter().copied().chain(members.iter().map(|at| at + count)).collect()
}

/// Returns the least and the greatest number of yes that has the same share in tenths of a percent. A weighted
/// share is taken for an unweighted one, which tells more of how many said yes.
fn rounded(count: Count) -> (u32, u32) {
    let (yes, all) = (u64::from(count.yes), u64::from(count.answered));
    if all == 0 {
        return (0, 0);
    }
    let tenths = (2_000 * yes + all) / (2 * all);
    let low = (2 * all * tenths).saturating_sub(all).div_ceil(2_000);
    let high = (2 * all * tenths + all - 1) / 2_000;
    (low as u32, high.min(all) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_share_tells_which_numbers_round_to_it(all in 1_u32..4_000, part in 0.0..=1.0_f64) {
            let yes = (f64::from(all) * part) as u32;
            let tenths = |yes: u32| (1_000.0 * f64::from(yes) / f64::from(all) + 0.5).floor();
            let (low, high) = rounded(Count { answered: all, yes });
            prop_assert!((low..=high).contains(&yes));
            for other in [low, high] {
                prop_assert_eq!(tenths(other), tenths(yes));
            }
            prop_assert!(low == 0 || tenths(low - 1) != tenths(yes));
            prop_assert!(high == all || tenths(high + 1) != tenths(yes));
            prop_assert!(all > 1_000 || low == high, "shares of up to 1,000 people tell their number");
        }
    }
}
