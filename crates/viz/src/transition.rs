//! Transitions: marks, what belongs to them, and dots move from their positions in one scene to those in
//! the next.
//!
//! Marks are matched by id, so an item keeps its mark through a change of measure, wave, group or view.
//! Axes and titles belong to no mark and change at once: a tick label that moves along an axis would
//! show a wrong value. Labels of marks count from one number to the next, and fade where they would overprint others.

mod labels;

use std::borrow::Cow;
use std::fmt;

use slim_std::sort::argsort;

use crate::geometry::Point;
use crate::item::MarkId;
use crate::scene::{Mark, Scene, SecondaryMark};

/// Duration of a transition in ms: long enough to follow a mark, short enough not to wait.
pub const DURATION: f64 = 450.0;

/// A transition between two scenes. Times are in ms of any one clock, such as `performance.now()`.
///
/// ```
/// use viz::scene::Scene;
/// use viz::transition::{DURATION, Transition};
///
/// let (before, after) = (Scene::default(), Scene::default());
/// let start = 1_000.0;
/// let transition = Transition::new(before, after.clone(), start);
/// // Called once per animation frame.
/// let halfway = transition.at(start + DURATION / 2.0);
/// assert_eq!(halfway.size, after.size);
/// assert!(transition.is_over(start + DURATION));
/// assert_eq!(*transition.at(start + DURATION), after);
/// ```
pub struct Transition {
    to: Scene,
    start: f64,
    /// The scene on the way to the target, at a part 0 to 1 of it; none once nothing moves. As a trait object it
    /// keeps 6 KiB out of a program that has only settled transitions, until another part makes one that moves.
    moving: Option<Moving>,
}

type Moving = Box<dyn Fn(&Scene, f64) -> Scene>;

/// The matching of marks. It is computed once, because for 100,000 marks it takes longer than a frame.
#[derive(Debug)]
struct Pairs {
    /// Marks of the old scene by id.
    old: Index,
    /// Marks of the new scene by id.
    new: Index,
    /// The index in the old scene of each mark of the new scene, if it was there.
    before: Vec<Option<usize>>,
    /// The indices in the old scene of marks that the new scene does not have.
    leaving: Vec<usize>,
}

impl Pairs {
    fn new(from: &Scene, to: &Scene) -> Self {
        let index = |scene: &Scene| Index::new(scene.marks.iter().map(|mark| Some(mark.id)));
        let (old, new) = (index(from), index(to));
        let is_gone = |at: &usize| new.position(old.keys[*at]).is_none();
        Self {
            before: new.keys.iter().map(|key| old.position(*key)).collect(),
            leaving: (0..from.marks.len()).filter(is_gone).collect(),
            old,
            new,
        }
    }
}

impl Transition {
    /// Returns a transition that starts at the time `start` (ms). If it interrupts another transition,
    /// `from` should be the scene of that one at `start`.
    pub fn new(from: Scene, to: Scene, start: f64) -> Self {
        let pairs = Pairs::new(&from, &to);
        let moving = Box::new(move |to: &Scene, t: f64| interpolate(&from, to, &pairs, ease_in_out_cubic(t)));
        Self { to, start, moving: Some(moving) }
    }

    /// Returns a finished transition: the scene is shown at once.
    pub fn settled(scene: Scene) -> Self {
        Self { to: scene, start: f64::NEG_INFINITY, moving: None }
    }

    /// Returns true if nothing moves any more at the time `now` (ms).
    pub fn is_over(&self, now: f64) -> bool {
        now >= self.start + DURATION
    }

    /// Returns the scene at the time `now` (ms). Once the transition is over, it is the target itself and
    /// not a copy, because every pointer event asks for it.
    pub fn at(&self, now: f64) -> Cow<'_, Scene> {
        match &self.moving {
            Some(moving) if !self.is_over(now) => {
                Cow::Owned(moving(&self.to, ((now - self.start) / DURATION).clamp(0.0, 1.0)))
            }
            _ => Cow::Borrowed(&self.to),
        }
    }
}

impl fmt::Debug for Transition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transition").field("to", &self.to).field("start", &self.start).finish_non_exhaustive()
    }
}

/// Returns the eased progress for a linear progress `t`, both 0 to 1: slow at both ends (`easeInOutCubic`
/// of easings.net, `d3.easeCubicInOut`).
pub fn ease_in_out_cubic(t: f64) -> f64 {
    if t < 0.5 { 4.0 * t * t * t } else { 1.0 - 4.0 * (1.0 - t) * (1.0 - t) * (1.0 - t) }
}

/// Returns the scene at `t` (0 to 1) of the way. Marks that are in one scene only grow or shrink in place.
fn interpolate(from: &Scene, to: &Scene, pairs: &Pairs, t: f64) -> Scene {
    let mut scene = Scene { size: to.size, plot: to.plot, heads: to.heads.clone(), ..Scene::default() };
    let entering_or_moving = |(mark, old): (&Mark, &Option<usize>)| match old.map(|old| &from.marks[old]) {
        Some(old) => Mark {
            center: lerp_points(old.center, mark.center, t),
            radius: lerp(old.radius, mark.radius, t),
            ..mark.clone()
        },
        None => Mark { radius: mark.radius * t, caption: String::new(), ..mark.clone() },
    };
    let leaving = |at: &usize| {
        let mark = &from.marks[*at];
        Mark { radius: mark.radius * (1.0 - t), caption: String::new(), ..mark.clone() }
    };
    // Leaving marks are last in order, so that they are drawn under the others.
    scene.marks = to
        .marks
        .iter()
        .zip(&pairs.before)
        .map(entering_or_moving)
        .chain(pairs.leaving.iter().map(leaving))
        .collect();
    scene.strokes = interpolate_keyed(
        &from.strokes,
        &to.strokes,
        |stroke| stroke.owner,
        |old, stroke| {
            stroke.from = lerp_points(old.from, stroke.from, t);
            stroke.to = lerp_points(old.to, stroke.to, t);
        },
    );
    scene.secondary_marks = secondary_marks(from, to, pairs, t);
    scene.labels = labels::interpolate(&from.labels, &to.labels, t);
    from.dots.interpolate(&to.dots, t, &mut scene.dots);
    scene
}

/// Returns the secondary marks at `t` (0 to 1) of the way. One that is in one scene only comes out of its mark, or
/// goes into it: the lanes of the overview join into the mark of the next view.
fn secondary_marks(from: &Scene, to: &Scene, pairs: &Pairs, t: f64) -> Vec<SecondaryMark> {
    let owners = |scene: &Scene| Index::new(scene.secondary_marks.iter().map(|mark| mark.owner));
    let (before, after) = (owners(from), owners(to));
    let mark_in = |scene: &Scene, index: &Index, owner: Option<MarkId>| {
        index.position(Some((owner?, 0))).map(|at| scene.marks[at].center)
    };
    let entering_or_moving = |(mark, key): (&SecondaryMark, &Option<Key>)| {
        let old = before.position(*key).map(|at| (from.secondary_marks[at].center, mark.radius));
        let inside = || mark_in(from, &pairs.old, mark.owner).map(|center| (center, mark.radius * t));
        let (start, radius) = old.or_else(inside).unwrap_or((mark.center, mark.radius));
        SecondaryMark { center: lerp_points(start, mark.center, t), radius, ..mark.clone() }
    };
    let leaving = |(mark, key): (&SecondaryMark, &Option<Key>)| {
        if after.position(*key).is_some() {
            return None;
        }
        let center = lerp_points(mark.center, mark_in(to, &pairs.new, mark.owner)?, t);
        Some(SecondaryMark { center, radius: mark.radius * (1.0 - t), ..mark.clone() })
    };
    let moving = to.secondary_marks.iter().zip(&after.keys).map(entering_or_moving);
    moving.chain(from.secondary_marks.iter().zip(&before.keys).filter_map(leaving)).collect()
}

/// Returns the elements of `to`; `interpolate` moves each that also was in `from` towards its old
/// position. `mark_of` returns the mark that an element belongs to.
fn interpolate_keyed<T: Clone>(
    from: &[T],
    to: &[T],
    mark_of: fn(&T) -> Option<MarkId>,
    interpolate: impl Fn(&T, &mut T),
) -> Vec<T> {
    let (before, after) = (Index::new(from.iter().map(mark_of)), Index::new(to.iter().map(mark_of)));
    let mut elements = to.to_vec();
    for (element, key) in elements.iter_mut().zip(&after.keys) {
        if let Some(old) = before.position(*key) {
            interpolate(&from[old], element);
        }
    }
    elements
}

/// An index of the elements that belong to marks, by mark and by order among the elements of the mark.
#[derive(Debug)]
struct Index {
    /// The key of each element; none if it belongs to no mark.
    keys: Vec<Option<Key>>,
    /// The positions of elements with a key, sorted by key.
    by_key: Vec<usize>,
}

/// A mark and the position among its elements.
type Key = (MarkId, u32);

impl Index {
    /// Returns an index of elements from the marks they belong to.
    fn new(marks: impl Iterator<Item = Option<MarkId>>) -> Self {
        // Not generic, so that it is compiled only once.
        Self::from_ids(marks.collect())
    }

    fn from_ids(ids: Vec<Option<MarkId>>) -> Self {
        // The sort is stable, so the elements of a mark keep their order.
        let mut by_key = argsort(ids.len(), &mut |a, b| ids[a].cmp(&ids[b]));
        by_key.retain(|at| ids[*at].is_some());
        let mut keys = vec![None; ids.len()];
        let mut last: Option<Key> = None;
        for at in &by_key {
            let key = ids[*at].map(|id| match last {
                Some((before, count)) if before == id => (id, count + 1),
                _ => (id, 0),
            });
            keys[*at] = key;
            last = key;
        }
        Self { keys, by_key }
    }

    /// Returns the positions of the elements of a mark, in their order.
    fn of_mark(&self, id: MarkId) -> impl Iterator<Item = usize> {
        (0..).map_while(move |nth| self.position(Some((id, nth))))
    }

    /// Returns the position of the element with a key.
    fn position(&self, key: Option<Key>) -> Option<usize> {
        key?;
        let found = self.by_key.binary_search_by(|at| self.keys[*at].cmp(&key));
        found.ok().map(|at| self.by_key[at])
    }
}

fn lerp(from: f64, to: f64, t: f64) -> f64 {
    from + (to - from) * t
}

fn lerp_points(from: Point, to: Point, t: f64) -> Point {
    Point::new(lerp(from.x, to.x, t), lerp(from.y, to.y, t))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Tone;
    use crate::palette::ColorRole;
    use crate::scene::Stroke;
    use crate::shape::Shape;
    use proptest::prelude::*;

    fn scene(points: &[(u32, f64, f64)]) -> Scene {
        let mark = |&(id, x, y): &(u32, f64, f64)| Mark {
            id: MarkId::new(id),
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
            color: ColorRole::Axis,
            owner: Some(MarkId::new(id)),
        };
        Scene {
            marks: points.iter().map(mark).collect(),
            strokes: points.iter().map(stem).collect(),
            ..Scene::default()
        }
    }

    fn points() -> impl Strategy<Value = Vec<(u32, f64, f64)>> {
        prop::collection::btree_map(0u32..30, (0.0..900.0f64, 0.0..600.0f64), 0..20)
            .prop_map(|points| points.into_iter().map(|(id, (x, y))| (id, x, y)).collect())
    }

    proptest! {
        #[test]
        fn a_transition_starts_and_ends_at_its_scenes(old in points(), new in points()) {
            let (old, new) = (scene(&old), scene(&new));
            let transition = Transition::new(old.clone(), new.clone(), 1_000.0);
            let start = transition.at(1_000.0);
            for mark in &old.marks {
                prop_assert_eq!(start.mark(mark.id).unwrap().1.center, mark.center);
            }
            prop_assert_eq!(transition.at(1_000.0 + DURATION).into_owned(), new);
        }

        #[test]
        fn an_interruption_continues_from_the_current_positions(first in points(), second in points(), third in points(), t in 0.0..1.0f64) {
            let now = 1_000.0 + DURATION * t;
            let transition = Transition::new(scene(&first), scene(&second), 1_000.0);
            let current = transition.at(now).into_owned();
            let next = Transition::new(current.clone(), scene(&third), now).at(now).into_owned();
            for mark in &current.marks {
                prop_assert_eq!(next.mark(mark.id).unwrap().1.center, mark.center);
            }
        }
    }

    #[test]
    fn a_mark_moves_in_a_straight_line_with_its_stem() {
        let transition = Transition::new(scene(&[(7, 0.0, 100.0)]), scene(&[(7, 200.0, 0.0)]), 0.0);
        let halfway = transition.at(DURATION / 2.0);
        assert_eq!(halfway.marks[0].center, Point::new(100.0, 50.0));
        assert_eq!(halfway.strokes[0].to, Point::new(100.0, 50.0));
    }

    #[test]
    fn entering_marks_grow_and_leaving_marks_shrink() {
        let transition = Transition::new(scene(&[(1, 5.0, 5.0)]), scene(&[(2, 9.0, 9.0)]), 0.0);
        let halfway = transition.at(DURATION / 2.0);
        assert_eq!(
            halfway.marks.iter().map(|mark| (mark.id, mark.radius)).collect::<Vec<_>>(),
            [(MarkId::new(2), 3.0), (MarkId::new(1), 3.0)]
        );
        assert_eq!(transition.at(DURATION).marks.len(), 1);
    }

    #[test]
    fn easing_is_slow_at_both_ends() {
        assert_eq!([ease_in_out_cubic(0.0), ease_in_out_cubic(0.5), ease_in_out_cubic(1.0)], [0.0, 0.5, 1.0]);
        assert!(ease_in_out_cubic(0.1) < 0.1 && ease_in_out_cubic(0.9) > 0.9);
    }
}
