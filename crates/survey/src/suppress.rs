//! Suppression of groups, so that nobody can compute small groups from the others.
//!
//! The counts of everyone and of some groups of a dimension are published. Subtraction reveals the
//! rest as one sum: the withheld groups together with the respondents who stated no group. If that
//! sum has one member, it is revealed. So more groups are withheld until the sum has at least two
//! groups with respondents, reaches the minimum of respondents, and contains different answers.
//!
//! Respondents who stated no group are protected like a group, but protect no other group, because
//! others may know who they are. Example: district leaders belong to no school level, and another
//! dimension shows how many of them answered.

/// Counts of answers in a part of the respondents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// Number of answers.
    pub answered: u32,
    /// Number of answers that are yes, for yes-or-no questions.
    pub yes: Option<u32>,
}

impl Count {
    /// Returns the difference of two counts.
    fn without(self, other: Self) -> Self {
        let yes = self.yes.zip(other.yes).map(|(own, other)| own - other);
        Self { answered: self.answered - other.answered, yes }
    }

    fn with(self, other: Self) -> Self {
        let yes = self.yes.zip(other.yes).map(|(own, other)| own + other);
        Self { answered: self.answered + other.answered, yes }
    }

    fn is_small(self, minimum: u32) -> bool {
        (1..minimum).contains(&self.answered)
    }

    /// Returns true if all respondents gave the same answer, so that membership reveals the answer.
    fn is_unanimous(self) -> bool {
        self.yes.is_some_and(|yes| yes == 0 || yes == self.answered)
    }
}

/// Returns for each group of a dimension whether to withhold it.
///
/// Groups with fewer answers than `minimum` are withheld, and then as many others as necessary, the
/// smallest first. A group without answers is withheld and needs no protection.
pub(super) fn withheld(everyone: Count, groups: &[Count], minimum: u32) -> Vec<bool> {
    let mut withheld: Vec<bool> = groups.iter().map(|group| group.answered < minimum).collect();
    let unstated = groups.iter().fold(everyone, |rest, group| rest.without(*group));
    let has_small = unstated.is_small(minimum) || groups.iter().any(|group| group.is_small(minimum));
    if !has_small {
        return withheld;
    }
    while !is_hiding(unstated, groups, &withheld, minimum) {
        let published = (0..groups.len()).filter(|at| !withheld[*at]);
        let Some(smallest) = published.min_by_key(|at| groups[*at].answered) else { break };
        withheld[smallest] = true;
    }
    withheld
}

/// Returns true if the withheld groups together reveal nothing about the small ones.
fn is_hiding(unstated: Count, groups: &[Count], withheld: &[bool], minimum: u32) -> bool {
    let hidden = groups.iter().zip(withheld).filter(|(group, withheld)| **withheld && group.answered > 0);
    let hidden: Vec<Count> = hidden.map(|(group, _)| *group).collect();
    let zero = Count { answered: 0, yes: unstated.yes.map(|_| 0) };
    let together = hidden.iter().fold(zero, |sum, group| sum.with(*group));
    let is_safe = |parts: usize, sum: Count| parts >= 2 && sum.answered >= minimum && !sum.is_unanimous();
    let hides_groups = !hidden.iter().any(|group| group.is_small(minimum)) || is_safe(hidden.len(), together);
    let hides_unstated = !unstated.is_small(minimum) || is_safe(hidden.len() + 1, together.with(unstated));
    hides_groups && hides_unstated
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))] // proptest is native
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn count((answered, yes): (u32, u32)) -> Count {
        Count { answered, yes: Some(yes) }
    }

    /// Returns the groups to withhold. Groups are pairs (answered, yes); the last is for respondents who did
    /// not state a group.
    fn of(parts: &[(u32, u32)], minimum: u32) -> Vec<bool> {
        let sum = parts.iter().fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
        let (_, groups) = parts.split_last().unwrap();
        let groups: Vec<Count> = groups.iter().copied().map(count).collect();
        withheld(count(sum), &groups, minimum)
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
        assert_eq!(of(&[(6, 0), (7, 0), (30, 0), (0, 0)], 10), [true, true, true], "all that can be done");
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
            let (unstated, groups) = parts.split_last().unwrap();
            let hidden: Vec<bool> = of(&parts, minimum).into_iter().chain([!knows_unstated]).collect();
            let known = |pick: fn(&(u32, u32)) -> u32| -> Vec<Option<u32>> {
                parts.iter().zip(&hidden).map(|(part, hidden)| (!hidden).then(|| pick(part))).collect()
            };
            let of_all = bounds(&known(|p| p.0), n);
            let of_yes = bounds(&known(|p| p.1), yes);
            let of_no = bounds(&known(|p| p.0 - p.1), n - yes);
            // No choice of groups can hide a single group from somebody who knows all others, or a unanimous answer.
            let rest = if knows_unstated { (n - unstated.0, yes - unstated.1) } else { (n, yes) };
            let is_lone = filled(groups) == 1 && knows_unstated;
            for at in 0..parts.len() {
                prop_assert!(hidden[at] || parts[at].0 >= minimum || at == groups.len());
                if !(1..minimum).contains(&parts[at].0) || !hidden[at] || is_lone {
                    continue;
                }
                prop_assert!(of_all[at].0 < of_all[at].1, "{parts:?} {hidden:?}: {:?}", of_all[at]);
                prop_assert!(of_yes[at].0 < of_yes[at].1 || rest.1 == 0, "{parts:?} {hidden:?}");
                prop_assert!(of_no[at].0 < of_no[at].1 || rest.1 == rest.0, "{parts:?} {hidden:?}");
                let hidden_sum: u32 = parts.iter().zip(&hidden).filter(|(_, h)| **h).map(|(p, _)| p.0).sum();
                prop_assert!(hidden_sum >= minimum || hidden_sum == rest.0, "the hidden sum is itself publishable");
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
}
