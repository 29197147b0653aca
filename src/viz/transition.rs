//! From one scene to the next: marks, what belongs to them, and dots move to their new places.
//!
//! Everything is matched by the id of its mark, so a thing stays the same thing through a change
//! of measure, wave, group or view. Axes and titles belong to no mark and change at once: a
//! number that slides over a scale would be read wrong halfway.

use std::borrow::Cow;

use super::geometry::Point;
use super::scene::{Mark, Scene};
use crate::order::positions;

/// How long a change takes, in ms: long enough to follow a mark, short enough not to wait.
pub const DURATION: f64 = 450.0;

/// A change under way. Times are ms of any one clock.
#[derive(Clone, Debug)]
pub struct Transition {
    from: Scene,
    to: Scene,
    start: f64,
    pairs: Pairs,
}

/// Which mark was which, found once: for 100,000 marks that takes longer than a frame may.
#[derive(Clone, Debug)]
struct Pairs {
    /// For each mark of the target where it was before, if it was.
    before: Vec<Option<usize>>,
    /// The marks that are in the target no more.
    leaving: Vec<usize>,
}

impl Pairs {
    fn new(from: &Scene, to: &Scene) -> Self {
        let index = |scene: &Scene| Index::new(scene.marks.iter().map(|mark| Some(mark.id)));
        let (before, after) = (index(from), index(to));
        let is_gone = |at: &usize| after.position(before.keys[*at]).is_none();
        Self {
            before: after.keys.iter().map(|key| before.position(*key)).collect(),
            leaving: (0..from.marks.len()).filter(is_gone).collect(),
        }
    }
}

impl Transition {
    /// A change that begins at `start` from what is seen then: for an interruption, the scene of
    /// the change before it at that time.
    pub fn new(from: Scene, to: Scene, start: f64) -> Self {
        let pairs = Pairs::new(&from, &to);
        Self { from, to, start, pairs }
    }

    /// No change: a scene that is there at once.
    pub fn still(scene: Scene) -> Self {
        // It is over, so nothing is ever looked up.
        let pairs = Pairs { before: Vec::new(), leaving: Vec::new() };
        Self { from: Scene::default(), to: scene, start: f64::NEG_INFINITY, pairs }
    }

    /// Whether nothing moves any more.
    pub fn is_over(&self, now: f64) -> bool {
        now >= self.start + DURATION
    }

    /// What is seen at a time; exactly the target once it is over, which is then not copied: a
    /// picture that stands still is asked for at every move of the pointer.
    pub fn at(&self, now: f64) -> Cow<'_, Scene> {
        if self.is_over(now) {
            return Cow::Borrowed(&self.to);
        }
        let part = eased(((now - self.start) / DURATION).clamp(0.0, 1.0));
        Cow::Owned(between(&self.from, &self.to, &self.pairs, part))
    }
}

/// Slow, fast, slow: the cubic in-and-out curve. 0 to 0, 1 to 1.
pub fn eased(part: f64) -> f64 {
    if part < 0.5 { 4.0 * part * part * part } else { 1.0 - 4.0 * (1.0 - part) * (1.0 - part) * (1.0 - part) }
}

/// The scene `part` (0 to 1) of the way. What is only in one of the two grows or shrinks in its place.
fn between(from: &Scene, to: &Scene, pairs: &Pairs, part: f64) -> Scene {
    let mut scene = Scene { size: to.size, plot: to.plot, ..Scene::default() };
    let come = |(mark, old): (&Mark, &Option<usize>)| match old.map(|old| &from.marks[old]) {
        Some(old) => Mark {
            center: mix_points(old.center, mark.center, part),
            radius: mix(old.radius, mark.radius, part),
            ..mark.clone()
        },
        None => Mark { radius: mark.radius * part, caption: String::new(), ..mark.clone() },
    };
    let leave = |at: &usize| {
        let mark = &from.marks[*at];
        Mark { radius: mark.radius * (1.0 - part), caption: String::new(), ..mark.clone() }
    };
    // Those that leave come last in order, so that they lie under those that stay.
    let leaving = pairs.leaving.iter().map(leave);
    scene.marks = to.marks.iter().zip(&pairs.before).map(come).chain(leaving).collect();
    scene.strokes = carried(
        &from.strokes,
        &to.strokes,
        |stroke| stroke.of,
        |old, stroke| {
            stroke.from = mix_points(old.from, stroke.from, part);
            stroke.to = mix_points(old.to, stroke.to, part);
        },
    );
    scene.echoes = carried(
        &from.echoes,
        &to.echoes,
        |echo| echo.of,
        |old, echo| {
            echo.center = mix_points(old.center, echo.center, part);
        },
    );
    scene.words = carried(
        &from.words,
        &to.words,
        |words| words.of,
        |old, words| {
            words.at = mix_points(old.at, words.at, part);
        },
    );
    from.dots.between(&to.dots, part, &mut scene.dots);
    scene
}

/// The things of `to`, those that were there before moved by `mix` from where they were.
fn carried<T: Clone>(from: &[T], to: &[T], of: fn(&T) -> Option<u32>, mix: impl Fn(&T, &mut T)) -> Vec<T> {
    let (before, after) = (Index::new(from.iter().map(of)), Index::new(to.iter().map(of)));
    let mut things = to.to_vec();
    for (thing, key) in things.iter_mut().zip(&after.keys) {
        if let Some(old) = before.position(*key) {
            mix(&from[old], thing);
        }
    }
    things
}

/// Finds what belongs to a mark again: by the mark, and by order among the mark's own.
struct Index {
    /// The key of each thing in order; none for what belongs to no mark.
    keys: Vec<Option<Key>>,
    /// Positions of the things that have one, by key.
    by_key: Vec<usize>,
}

type Key = (u32, u32);

impl Index {
    /// An index of things by the marks they belong to.
    fn new(of: impl Iterator<Item = Option<u32>>) -> Self {
        Self::of_ids(of.collect())
    }

    fn of_ids(ids: Vec<Option<u32>>) -> Self {
        // Equals keep their order, so a mark's own things stand side by side in theirs.
        let mut by_key = positions(ids.len(), &mut |a, b| ids[a].cmp(&ids[b]));
        by_key.retain(|at| ids[*at].is_some());
        let mut keys = vec![None; ids.len()];
        let mut last: Option<Key> = None;
        for at in &by_key {
            let own = ids[*at].map(|id| match last {
                Some((before, count)) if before == id => (id, count + 1),
                _ => (id, 0),
            });
            keys[*at] = own;
            last = own;
        }
        Self { keys, by_key }
    }

    /// The position of the thing with this key.
    fn position(&self, key: Option<Key>) -> Option<usize> {
        key?;
        let found = self.by_key.binary_search_by(|at| self.keys[*at].cmp(&key));
        found.ok().map(|at| self.by_key[at])
    }
}

fn mix(from: f64, to: f64, part: f64) -> f64 {
    from + (to - from) * part
}

fn mix_points(from: Point, to: Point, part: f64) -> Point {
    Point::new(mix(from.x, to.x, part), mix(from.y, to.y, part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::viz::item::Tone;
    use crate::viz::scene::{Ink, Stroke};
    use crate::viz::shape::Shape;
    use proptest::prelude::*;

    fn scene(places: &[(u32, f64, f64)]) -> Scene {
        let mark = |&(id, x, y): &(u32, f64, f64)| Mark {
            id,
            center: Point::new(x, y),
            radius: 6.0,
            shape: Shape::Circle,
            family: 0,
            tone: Tone::Plain,
            caption: String::new(),
            zone: None,
        };
        let stem = |&(id, x, y): &(u32, f64, f64)| Stroke {
            from: Point::new(0.0, y),
            to: Point::new(x, y),
            width: 1.0,
            ink: Ink::Axis,
            of: Some(id),
        };
        Scene {
            marks: places.iter().map(mark).collect(),
            strokes: places.iter().map(stem).collect(),
            ..Scene::default()
        }
    }

    fn places() -> impl Strategy<Value = Vec<(u32, f64, f64)>> {
        prop::collection::btree_map(0u32..30, (0.0..900.0f64, 0.0..600.0f64), 0..20)
            .prop_map(|places| places.into_iter().map(|(id, (x, y))| (id, x, y)).collect())
    }

    proptest! {
        #[test]
        fn a_change_begins_at_one_scene_and_ends_at_the_other(one in places(), other in places()) {
            let (one, other) = (scene(&one), scene(&other));
            let change = Transition::new(one.clone(), other.clone(), 1_000.0);
            let start = change.at(1_000.0);
            for mark in &one.marks {
                prop_assert_eq!(start.mark(mark.id).unwrap().1.center, mark.center);
            }
            prop_assert_eq!(change.at(1_000.0 + DURATION).into_owned(), other);
        }

        #[test]
        fn an_interruption_goes_on_from_what_is_seen(one in places(), other in places(), third in places(), part in 0.0..1.0f64) {
            let now = 1_000.0 + DURATION * part;
            let first = Transition::new(scene(&one), scene(&other), 1_000.0);
            let seen = first.at(now).into_owned();
            let second = Transition::new(seen.clone(), scene(&third), now).at(now).into_owned();
            for mark in &seen.marks {
                prop_assert_eq!(second.mark(mark.id).unwrap().1.center, mark.center);
            }
        }
    }

    #[test]
    fn a_mark_goes_straight_and_its_stem_goes_with_it() {
        let change = Transition::new(scene(&[(7, 0.0, 100.0)]), scene(&[(7, 200.0, 0.0)]), 0.0);
        let halfway = change.at(DURATION / 2.0);
        assert_eq!(halfway.marks[0].center, Point::new(100.0, 50.0));
        assert_eq!(halfway.strokes[0].to, Point::new(100.0, 50.0));
    }

    #[test]
    fn a_mark_that_comes_grows_and_one_that_leaves_shrinks() {
        let change = Transition::new(scene(&[(1, 5.0, 5.0)]), scene(&[(2, 9.0, 9.0)]), 0.0);
        let halfway = change.at(DURATION / 2.0);
        assert_eq!(
            halfway.marks.iter().map(|mark| (mark.id, mark.radius)).collect::<Vec<_>>(),
            [(2, 3.0), (1, 3.0)]
        );
        assert_eq!(change.at(DURATION).marks.len(), 1);
    }

    #[test]
    fn easing_starts_and_ends_slowly_between_0_and_1() {
        assert_eq!([eased(0.0), eased(0.5), eased(1.0)], [0.0, 0.5, 1.0]);
        assert!(eased(0.1) < 0.1 && eased(0.9) > 0.9);
    }
}
