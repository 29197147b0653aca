//! Many small dots, kept as plain numbers: what "71 % of 214" looks like, a dot a respondent.

use super::scene::Ink;

/// Dots of one radius. They keep their identity by run and place in the run.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Dots {
    /// Radius of every dot.
    pub radius: f64,
    /// Which dots belong to what; together they cover `places` in order.
    pub runs: Vec<Run>,
    /// Centres: x and y. `f32` holds any px to a thousandth and halves the memory of 100,000 dots.
    pub places: Vec<[f32; 2]>,
}

/// Neighbouring dots of one thing: first the filled ones, then the hollow ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The id of the thing.
    pub id: u32,
    /// Its family's colour; grey for none, where something else is looked for.
    pub family: Option<usize>,
    /// How many are filled.
    pub filled: usize,
    /// How many are not.
    pub hollow: usize,
}

impl Run {
    /// How many dots.
    pub fn len(self) -> usize {
        self.filled + self.hollow
    }

    /// Whether there is no dot.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Its colour.
    pub fn ink(self) -> Ink {
        self.family.map_or(Ink::Faded, Ink::Family)
    }
}

impl Dots {
    /// Writes into `between` what lies on the way from here to `other`; `part` is how much of the
    /// way is done, 0 to 1.
    ///
    /// Dots are the same by the id of their run and their position in it. Where a run gets longer,
    /// its new dots part from its old ones; where it gets shorter, the dots too many go to those
    /// that stay and are gone on arrival. New runs are at their place from the start, and runs that
    /// `other` does not have are gone at once: there is nowhere to come from or go to.
    pub fn between(&self, other: &Self, part: f64, between: &mut Self) {
        if part <= 0.0 || part >= 1.0 {
            between.clone_from(if part >= 1.0 { other } else { self });
            return;
        }
        between.radius = self.radius + (other.radius - self.radius) * part;
        between.runs.clear();
        between.places.clear();
        between.places.reserve(self.places.len().max(other.places.len()));
        let mut there = &other.places[..];
        // Runs mostly keep their order: each is looked for behind the one found before.
        let (mut at, mut start) = (0, 0);
        for run in &other.runs {
            let (places, rest) = there.split_at(run.len().min(there.len()));
            there = rest;
            let found = self.find(run.id, (at, start));
            let Some((from, from_start)) = found.map(|found| (self.runs[found.0], found.1)) else {
                between.runs.push(*run);
                between.places.extend_from_slice(places);
                continue;
            };
            (at, start) = found.map_or((at, start), |(at, start)| (at + 1, start + self.runs[at].len()));
            let end = (from_start + from.len()).min(self.places.len());
            between.run((from, &self.places[from_start.min(end)..end]), (*run, places), part);
        }
    }

    /// Adds a run that is on its way.
    fn run(&mut self, (from, here): (Run, &[[f32; 2]]), (to, there): (Run, &[[f32; 2]]), part: f64) {
        let len = if here.is_empty() || there.is_empty() { there.len() } else { here.len().max(there.len()) };
        let filled = from.filled as f64 + (to.filled as f64 - from.filled as f64) * part;
        let filled = (filled.round() as usize).min(len);
        self.runs.push(Run { filled, hollow: len - filled, ..to });
        if here.is_empty() {
            self.places.extend_from_slice(there);
            return;
        }
        let part = part as f32;
        let step = |a: &[f32; 2], b: &[f32; 2]| [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part];
        let n_both = here.len().min(there.len());
        self.places.extend(here.iter().zip(there).map(|(a, b)| step(a, b)));
        self.places.extend((n_both..len).map(|at| step(&here[at % here.len()], &there[at % there.len()])));
    }

    /// The run with an id, looked for from a run and the place of its first dot on, then from the
    /// beginning; its index, and the place of its first dot.
    fn find(&self, id: u32, (at, start): (usize, usize)) -> Option<(usize, usize)> {
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
        let runs: Vec<_> =
            runs.iter().map(|&(id, filled, hollow)| Run { id, family: Some(0), filled, hollow }).collect();
        let count: usize = runs.iter().map(|run| run.len()).sum();
        Dots { radius: 2.0, runs, places: (0..count).map(|k| [k as f32 + shift, shift]).collect() }
    }

    fn between(a: &Dots, b: &Dots, part: f64) -> Dots {
        let mut buffer = Dots::default();
        a.between(b, part, &mut buffer);
        buffer
    }

    fn any() -> impl Strategy<Value = Dots> {
        let run = (0u32..6, 0usize..5, 0usize..5);
        (prop::collection::vec(run, 0..6), -10.0..10.0f32).prop_map(|(mut runs, shift)| {
            runs.sort_by_key(|run| run.0);
            runs.dedup_by_key(|run| run.0);
            dots(&runs, shift)
        })
    }

    proptest! {
        #[test]
        fn a_way_starts_here_ends_there_and_covers_its_dots(a in any(), mut b in any(), part in 0.0..=1.0f64) {
            b.radius = 3.0;
            prop_assert_eq!(&between(&a, &b, 0.0), &a);
            prop_assert_eq!(&between(&a, &b, 1.0), &b);
            let on_the_way = between(&a, &b, part);
            let runs: usize = on_the_way.runs.iter().map(|run| run.len()).sum();
            prop_assert_eq!(runs, on_the_way.places.len());
        }
    }

    #[test]
    fn a_dot_goes_straight_to_its_place() {
        let (a, b) = (dots(&[(7, 1, 1), (8, 2, 0)], 0.0), dots(&[(8, 2, 0), (7, 1, 1)], 10.0));
        let half = between(&a, &b, 0.5);
        assert_eq!(half.places, [[6.0, 5.0], [7.0, 5.0], [6.0, 5.0], [7.0, 5.0]]);
        assert_eq!(half.runs.iter().map(|run| run.id).collect::<Vec<_>>(), [8, 7]);
    }

    #[test]
    fn dots_too_many_part_from_others_or_join_them() {
        let (few, many) = (dots(&[(1, 1, 1)], 0.0), dots(&[(1, 4, 0)], 0.0));
        let growing = between(&few, &many, 0.5);
        assert_eq!(growing.places, [[0.0, 0.0], [1.0, 0.0], [1.0, 0.0], [2.0, 0.0]]);
        assert_eq!((growing.runs[0].filled, growing.runs[0].hollow), (3, 1));
        assert_eq!(between(&many, &few, 0.5).places, growing.places);
        let appearing = between(&Dots::default(), &many, 0.1);
        assert_eq!(appearing.places, many.places);
        assert!(between(&many, &Dots::default(), 0.1).places.is_empty());
    }
}
