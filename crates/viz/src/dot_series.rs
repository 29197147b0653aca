//! Dots: one small dot per respondent, so that "71 % of 214" can be seen. They are stored as plain
//! numbers, because there may be 100,000.

use crate::item::MarkId;
use crate::palette::ColorRole;

/// Dots of one radius. A dot is identified by the id of its series and its index in the series.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Dots {
    /// Radius of every dot, in CSS px.
    pub radius: f64,
    /// The series; together they cover `places` in order.
    pub runs: Vec<DotSeries>,
    /// Centres, x and y in CSS px. `f32` is exact to a thousandth of a px and takes half the memory.
    pub places: Vec<[f32; 2]>,
}

/// Consecutive dots of one item: first the filled ones, then the hollow ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DotSeries {
    /// The id of the item.
    pub id: MarkId,
    /// The index of the colour of its family; none for grey, while a filter is about other items.
    pub family: Option<usize>,
    /// The number of filled dots.
    pub filled: usize,
    /// The number of hollow dots.
    pub hollow: usize,
}

impl DotSeries {
    /// Returns the number of dots.
    pub fn len(self) -> usize {
        self.filled + self.hollow
    }

    /// Returns true if there is no dot.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Returns the colour of the filled dots.
    pub fn color(self) -> ColorRole {
        self.family.map_or(ColorRole::Faded, ColorRole::Family)
    }
}

impl Dots {
    /// Writes into `interpolated` the dots at `t` of the way from `self` to `other`, 0 to 1.
    ///
    /// If a series gets longer, its new dots start at its old ones; if it gets shorter, the surplus dots
    /// move to the remaining ones and disappear at the end. A series that only `other` has is at its
    /// final position from the start; one that only `self` has disappears at once.
    pub fn interpolate(&self, other: &Self, t: f64, interpolated: &mut Self) {
        if t <= 0.0 || t >= 1.0 {
            interpolated.clone_from(if t >= 1.0 { other } else { self });
            return;
        }
        interpolated.radius = self.radius + (other.radius - self.radius) * t;
        interpolated.runs.clear();
        interpolated.places.clear();
        interpolated.places.reserve(self.places.len().max(other.places.len()));
        let mut remaining = &other.places[..];
        // Series mostly keep their order, so the search starts behind the one found before.
        let (mut at, mut start) = (0, 0);
        for run in &other.runs {
            let (places, rest) = remaining.split_at(run.len().min(remaining.len()));
            remaining = rest;
            let found = self.find(run.id, (at, start));
            let Some((from, from_start)) = found.map(|found| (self.runs[found.0], found.1)) else {
                interpolated.runs.push(*run);
                interpolated.places.extend_from_slice(places);
                continue;
            };
            (at, start) = found.map_or((at, start), |(at, start)| (at + 1, start + self.runs[at].len()));
            let end = (from_start + from.len()).min(self.places.len());
            interpolated.push_run((from, &self.places[from_start.min(end)..end]), (*run, places), t);
        }
    }

    /// Adds an interpolated series, from its dots before (`here`) and after (`there`).
    fn push_run(
        &mut self,
        (from, here): (DotSeries, &[[f32; 2]]),
        (to, there): (DotSeries, &[[f32; 2]]),
        t: f64,
    ) {
        let len = if here.is_empty() || there.is_empty() { there.len() } else { here.len().max(there.len()) };
        let filled = from.filled as f64 + (to.filled as f64 - from.filled as f64) * t;
        let filled = (filled.round() as usize).min(len);
        self.runs.push(DotSeries { filled, hollow: len - filled, ..to });
        if here.is_empty() {
            self.places.extend_from_slice(there);
            return;
        }
        let t = t as f32;
        let lerp = |a: &[f32; 2], b: &[f32; 2]| [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
        let n_both = here.len().min(there.len());
        self.places.extend(here.iter().zip(there).map(|(a, b)| lerp(a, b)));
        self.places.extend((n_both..len).map(|at| lerp(&here[at % here.len()], &there[at % there.len()])));
    }

    /// Returns the index of the series with an id, and the index of its first dot. The search starts at
    /// the series `at`, whose first dot is `start`, and then at the beginning.
    fn find(&self, id: MarkId, (at, start): (usize, usize)) -> Option<(usize, usize)> {
        let mut start = start;
        for (index, run) in self.runs.iter().enumerate().skip(at) {
            if run.id == id {
                return Some((index, start));
            }
            start += run.len();
        }
        if at == 0 { None } else { self.find(id, (0, 0)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dots(runs: &[(u32, usize, usize)], shift: f32) -> Dots {
        let runs: Vec<_> = runs
            .iter()
            .map(|&(id, filled, hollow)| DotSeries { id: MarkId::new(id), family: Some(0), filled, hollow })
            .collect();
        let count: usize = runs.iter().map(|run| run.len()).sum();
        Dots { radius: 2.0, runs, places: (0..count).map(|k| [k as f32 + shift, shift]).collect() }
    }

    fn interpolate(a: &Dots, b: &Dots, t: f64) -> Dots {
        let mut buffer = Dots::default();
        a.interpolate(b, t, &mut buffer);
        buffer
    }

    fn any_dots() -> impl Strategy<Value = Dots> {
        let run = (0u32..6, 0usize..5, 0usize..5);
        (prop::collection::vec(run, 0..6), -10.0..10.0f32).prop_map(|(mut runs, shift)| {
            runs.sort_by_key(|run| run.0);
            runs.dedup_by_key(|run| run.0);
            dots(&runs, shift)
        })
    }

    proptest! {
        #[test]
        fn interpolation_starts_and_ends_exactly_and_runs_cover_dots(a in any_dots(), mut b in any_dots(), t in 0.0..=1.0f64) {
            b.radius = 3.0;
            prop_assert_eq!(&interpolate(&a, &b, 0.0), &a);
            prop_assert_eq!(&interpolate(&a, &b, 1.0), &b);
            let halfway = interpolate(&a, &b, t);
            let runs: usize = halfway.runs.iter().map(|run| run.len()).sum();
            prop_assert_eq!(runs, halfway.places.len());
        }
    }

    #[test]
    fn a_dot_moves_in_a_straight_line() {
        let (a, b) = (dots(&[(7, 1, 1), (8, 2, 0)], 0.0), dots(&[(8, 2, 0), (7, 1, 1)], 10.0));
        let half = interpolate(&a, &b, 0.5);
        assert_eq!(half.places, [[6.0, 5.0], [7.0, 5.0], [6.0, 5.0], [7.0, 5.0]]);
        assert_eq!(half.runs.iter().map(|run| run.id).collect::<Vec<_>>(), [8, 7]);
    }

    #[test]
    fn surplus_dots_split_from_others_or_merge_with_them() {
        let (few, many) = (dots(&[(1, 1, 1)], 0.0), dots(&[(1, 4, 0)], 0.0));
        let growing = interpolate(&few, &many, 0.5);
        assert_eq!(growing.places, [[0.0, 0.0], [1.0, 0.0], [1.0, 0.0], [2.0, 0.0]]);
        assert_eq!((growing.runs[0].filled, growing.runs[0].hollow), (3, 1));
        assert_eq!(interpolate(&many, &few, 0.5).places, growing.places);
        let appearing = interpolate(&Dots::default(), &many, 0.1);
        assert_eq!(appearing.places, many.places);
        assert!(interpolate(&many, &Dots::default(), 0.1).places.is_empty());
    }
}
