//! Which groups must be withheld so that small ones can't be worked out from the others.
//!
//! Everyone's number and those of some groups of a dimension are published; what is not is known
//! by subtraction as one lump: the withheld groups together with those who did not say which group
//! they belong to. A lump of one group is that group. So more groups are withheld until the lump
//! holds at least two groups that somebody is in and the minimum of respondents, and until its
//! members did not all say the same.
//!
//! Those who did not say are protected like a group, and protect none: who they are may be known
//! from elsewhere. In a survey of schools, district leaders belong to no school level, and how many
//! of them answered stands in another dimension.

/// The answers of a part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// How many answered.
    pub answered: u32,
    /// How many of them said yes, where the question was of yes or no.
    pub yes: Option<u32>,
}

impl Count {
    /// What is left without `other`.
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

    /// Whether to know that somebody is among these is to know what they said.
    fn gives_all_away(self) -> bool {
        self.yes.is_some_and(|yes| yes == 0 || yes == self.answered)
    }
}

/// Which groups of one dimension to withhold, by position.
///
/// A group with fewer answers than `minimum` is; and of the others, the smallest first, as many as
/// it takes. A group without a single answer is withheld and needs no protection: nobody is in it.
pub(super) fn withheld(everyone: Count, groups: &[Count], minimum: u32) -> Vec<bool> {
    let mut withheld: Vec<bool> = groups.iter().map(|group| group.answered < minimum).collect();
    let unstated = groups.iter().fold(everyone, |rest, group| rest.without(*group));
    let has_small = unstated.is_small(minimum) || groups.iter().any(|group| group.is_small(minimum));
    if !has_small {
        return withheld;
    }
    while !hides(unstated, groups, &withheld, minimum) {
        let published = (0..groups.len()).filter(|at| !withheld[*at]);
        let Some(smallest) = published.min_by_key(|at| groups[*at].answered) else { break };
        withheld[smallest] = true;
    }
    withheld
}

/// Whether the lump of what is not published tells nothing of its small parts.
fn hides(unstated: Count, groups: &[Count], withheld: &[bool], minimum: u32) -> bool {
    let hidden = groups.iter().zip(withheld).filter(|(group, withheld)| **withheld && group.answered > 0);
    let hidden: Vec<Count> = hidden.map(|(group, _)| *group).collect();
    let zero = Count { answered: 0, yes: unstated.yes.map(|_| 0) };
    let together = hidden.iter().fold(zero, |sum, group| sum.with(*group));
    let is_lump = |parts: usize, sum: Count| parts >= 2 && sum.answered >= minimum && !sum.gives_all_away();
    let hides_groups = !hidden.iter().any(|group| group.is_small(minimum)) || is_lump(hidden.len(), together);
    let hides_unstated = !unstated.is_small(minimum) || is_lump(hidden.len() + 1, together.with(unstated));
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

    /// What is withheld of groups given as (answered, yes), with those who did not say last.
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
    fn those_who_did_not_say_are_protected() {
        assert_eq!(of(&[(30, 10), (20, 9), (3, 1)], 10), [false, true]);
    }

    #[test]
    fn those_who_did_not_say_protect_nobody() {
        assert_eq!(of(&[(4, 1), (30, 10), (20, 9), (15, 3)], 10), [true, false, true]);
        assert_eq!(of(&[(4, 1), (40, 3)], 10), [true], "all that can be done");
    }

    #[test]
    fn two_small_groups_hide_each_other_once_they_are_enough_together() {
        assert_eq!(of(&[(6, 2), (7, 3), (30, 4), (0, 0)], 10), [true, true, false]);
        assert_eq!(of(&[(2, 1), (3, 1), (30, 4), (40, 4), (0, 0)], 10), [true, true, true, false]);
    }

    #[test]
    fn a_lump_that_said_one_thing_is_widened() {
        assert_eq!(of(&[(6, 6), (7, 7), (30, 4), (0, 0)], 10), [true, true, true]);
        assert_eq!(of(&[(6, 0), (7, 0), (30, 0), (0, 0)], 10), [true, true, true], "all that can be done");
    }

    #[test]
    fn a_group_of_nobody_costs_no_other_group() {
        assert_eq!(of(&[(600, 2), (0, 0), (0, 0), (0, 0)], 10), [false, true, true]);
    }

    /// The parts that somebody is in.
    fn filled(parts: &[(u32, u32)]) -> usize {
        parts.iter().filter(|part| part.0 > 0).count()
    }

    /// The whole numbers that a part's count can be, for somebody who knows the published ones:
    /// each equation is "these parts make this sum", and no part is negative. Bounds are sharpened
    /// until nothing changes, which is exact for a single equation over all unknowns.
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

        /// The attacker knows everything that is published to the last respondent: the shares are
        /// rounded, but below a thousand respondents the rounding can be undone. One attacker knows
        /// besides how many did not say their group, and what those answered.
        #[test]
        fn nobody_can_work_out_a_part_that_is_withheld(
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
            // What no choice of groups can hide: a lone group from who knows all others, and what all said.
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
                let lump: u32 = parts.iter().zip(&hidden).filter(|(_, h)| **h).map(|(p, _)| p.0).sum();
                prop_assert!(lump >= minimum || lump == rest.0, "the lump is itself publishable");
            }
        }

        #[test]
        fn nothing_is_withheld_without_need((parts, minimum) in small_survey()) {
            let small = parts.iter().any(|part| (1..minimum).contains(&part.0));
            for (hidden, part) in of(&parts, minimum).iter().zip(&parts) {
                prop_assert!(small || *hidden == (part.0 < minimum));
            }
        }
    }
}
