//! Tests of one dimension and wave; the test `attack` of the crate attacks all others.

use proptest::prelude::*;

use super::*;
use crate::Part;

/// Returns why the cells of a dimension are withheld: of everyone, then of the groups. Groups are pairs (answered,
/// yes); the last is for respondents who did not state a group.
fn causes(parts: &[(u32, u32)], minimum: u32) -> Vec<Option<Cause>> {
    causes_within(parts, minimum, &mut Budget::default())
}

fn causes_within(parts: &[(u32, u32)], minimum: u32, budget: &mut Budget) -> Vec<Option<Cause>> {
    let area =
        |part: Option<Part>, dimension, members: Vec<usize>| Area { wave: 0, part, dimension, members };
    let all = (0..parts.len()).collect();
    let unstated = parts.len() - 1;
    let group = |group| area(Some(Part::Group { dimension: 0, group }), Some(0), vec![group]);
    let layout = Layout {
        inner: (0..parts.len()).collect(),
        cells: std::iter::once(area(Some(Part::Everyone), None, all))
            .chain((0..unstated).map(group))
            .collect(),
        unstated: vec![area(None, Some(0), vec![unstated])],
        sheets: vec![(0, parts.iter().map(|part| part.0).sum())],
    };
    let counts: Vec<Count> =
        parts.iter().map(|(answered, yes)| Count { answered: *answered, yes: *yes }).collect();
    withheld(&Table::new(&layout, &counts, true, minimum), budget)
}

/// Returns the groups to withhold.
fn of(parts: &[(u32, u32)], minimum: u32) -> Vec<bool> {
    causes(parts, minimum)[1..].iter().map(Option::is_some).collect()
}

/// Returns true if the number of everyone is withheld.
fn hides_everyone(parts: &[(u32, u32)], minimum: u32) -> bool {
    causes(parts, minimum)[0].is_some()
}

#[test]
fn a_lone_gap_is_widened_by_the_smallest_sibling() {
    assert_eq!(of(&[(4, 2), (30, 10), (20, 9), (0, 0)], 10), [true, false, true]);
    assert_eq!(of(&[(12, 2), (30, 10), (20, 9), (0, 0)], 10), [false, false, false]);
}

#[test]
fn respondents_without_a_group_are_protected() {
    assert_eq!(of(&[(30, 10), (20, 9), (3, 1)], 10), [false, true]);
}

#[test]
fn respondents_without_a_group_protect_nobody() {
    assert_eq!(of(&[(4, 1), (30, 10), (20, 9), (15, 3)], 10), [true, false, true]);
    assert_eq!(of(&[(4, 1), (40, 3)], 10), [true], "all that can be done");
}

#[test]
fn two_small_groups_hide_each_other_above_the_minimum() {
    assert_eq!(of(&[(6, 2), (7, 3), (30, 4), (0, 0)], 10), [true, true, false]);
    assert_eq!(of(&[(2, 1), (3, 1), (30, 4), (40, 4), (0, 0)], 10), [true, true, true, false]);
}

#[test]
fn a_sum_of_equal_answers_is_widened() {
    assert_eq!(of(&[(6, 6), (7, 7), (30, 4), (0, 0)], 10), [true, true, true]);
    // Whichever groups are withheld, a share of 0 % of everyone would tell what each of them said.
    assert_eq!(of(&[(6, 0), (7, 0), (30, 0), (0, 0)], 10), [true, true, false]);
    assert!(hides_everyone(&[(6, 0), (7, 0), (30, 0), (0, 0)], 10));
    assert!(!hides_everyone(&[(6, 0), (7, 0), (30, 3), (0, 0)], 10));
}

#[test]
fn a_sum_of_almost_equal_answers_is_widened() {
    // 15 people with 1 yes: whoever said it would know that all others said no.
    assert_eq!(of(&[(3, 0), (12, 1), (40, 20), (0, 0)], 10), [true, false, true]);
    assert_eq!(of(&[(3, 0), (12, 2), (40, 20), (0, 0)], 10), [true, true, false]);
    assert_eq!(of(&[(3, 3), (12, 11), (40, 20), (0, 0)], 10), [true, false, true]);
}

#[test]
fn a_search_that_is_cut_short_withholds_more() {
    let parts = [(3, 0), (12, 1), (40, 20), (0, 0)];
    let full = causes(&parts, 10);
    let short = causes_within(&parts, 10, &mut Budget::of(0));
    assert!(full.iter().zip(&short).all(|(full, short)| full.is_none() || short.is_some()), "{short:?}");
    assert!(short.iter().flatten().any(|cause| cause.why == Why::Bound), "{short:?}");
}

#[test]
fn rounding_widens_what_is_feasible() {
    // 20,000 people with 1 yes read 0.0 %, as with 9 yes.
    assert_eq!(of(&[(4, 1), (15, 0), (19_981, 0), (0, 0)], 10), [true, true, false]);
    assert!(!hides_everyone(&[(4, 1), (15, 0), (19_981, 0), (0, 0)], 10));
}

#[test]
fn an_empty_group_withholds_no_other() {
    assert_eq!(of(&[(600, 2), (0, 0), (0, 0), (0, 0)], 10), [false, true, true]);
}

/// Returns the number of parts with at least one answer.
fn filled(parts: &[(u32, u32)]) -> usize {
    parts.iter().filter(|part| part.0 > 0).count()
}

/// Returns the least and greatest count of each part for somebody who knows the published counts and
/// their sum. The bounds are narrowed until nothing changes, which is exact for a single equation.
fn bounds(parts: &[Option<u32>], sum: u32) -> Vec<(u32, u32)> {
    let mut bounds: Vec<(u32, u32)> = parts.iter().map(|p| p.map_or((0, sum), |n| (n, n))).collect();
    loop {
        let before = bounds.clone();
        for at in 0..bounds.len() {
            let others = |pick: fn(&(u32, u32)) -> u32| {
                bounds.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, b)| pick(b)).sum::<u32>()
            };
            let (low, high) = (sum.saturating_sub(others(|b| b.1)), sum.saturating_sub(others(|b| b.0)));
            bounds[at] = (bounds[at].0.max(low), bounds[at].1.min(high));
        }
        if bounds == before {
            return bounds;
        }
    }
}

fn small_survey() -> impl Strategy<Value = (Vec<(u32, u32)>, u32)> {
    let part = (0..16_u32).prop_flat_map(|n| (Just(n), 0..=n));
    // One part is often the largest by far, and often nobody is unstated.
    let unstated = prop_oneof![Just((0, 0)), part.clone()];
    (prop::collection::vec(part, 1..6), unstated, 2..12_u32).prop_map(|(mut parts, unstated, minimum)| {
        parts.push(unstated);
        (parts, minimum)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// The attacker knows the exact published counts, because rounded shares of fewer than 1,000
    /// respondents can be converted back. With `knows_unstated` the attacker also knows the answers of
    /// respondents who stated no group.
    #[test]
    fn nobody_can_compute_a_withheld_part(
        (parts, minimum) in small_survey(),
        knows_unstated in any::<bool>(),
    ) {
        let sum = |pick: fn(&(u32, u32)) -> u32| parts.iter().map(pick).sum::<u32>();
        let (n, yes) = (sum(|p| p.0), sum(|p| p.1));
        prop_assume!(n >= minimum); // otherwise nothing at all is published
        prop_assume!(!hides_everyone(&parts, minimum)); // otherwise nothing can be subtracted
        let (_, groups) = parts.split_last().unwrap();
        let hidden: Vec<bool> = of(&parts, minimum).into_iter().chain([!knows_unstated]).collect();
        let known = |pick: fn(&(u32, u32)) -> u32| -> Vec<Option<u32>> {
            parts.iter().zip(&hidden).map(|(part, hidden)| (!hidden).then(|| pick(part))).collect()
        };
        let of_all = bounds(&known(|p| p.0), n);
        let of_yes = bounds(&known(|p| p.1), yes);
        let of_no = bounds(&known(|p| p.0 - p.1), n - yes);
        // No choice of groups can hide a single group from somebody who knows all others.
        let rest = if knows_unstated { n - parts[groups.len()].0 } else { n };
        let is_lone = filled(groups) == 1 && knows_unstated;
        for at in 0..parts.len() {
            prop_assert!(hidden[at] || parts[at].0 >= minimum || at == groups.len());
            if !(1..minimum).contains(&parts[at].0) || !hidden[at] || is_lone {
                continue;
            }
            prop_assert!(of_all[at].0 < of_all[at].1, "{parts:?} {hidden:?}: {:?}", of_all[at]);
            for (low, high) in [of_yes[at], of_no[at]] {
                prop_assert!((high - low) as usize + 1 >= MIN_FEASIBLE, "{parts:?} {hidden:?}");
            }
            let hidden_sum: u32 = parts.iter().zip(&hidden).filter(|(_, h)| **h).map(|(p, _)| p.0).sum();
            prop_assert!(hidden_sum >= minimum || hidden_sum == rest, "the hidden sum is itself publishable");
        }
    }

    #[test]
    fn nothing_is_withheld_needlessly((parts, minimum) in small_survey()) {
        let small = parts.iter().any(|part| (1..minimum).contains(&part.0));
        for (hidden, part) in of(&parts, minimum).iter().zip(&parts) {
            prop_assert!(small || *hidden == (part.0 < minimum));
        }
    }
}
