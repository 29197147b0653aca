//! Keyboard navigation: from a key and the current mark to the next mark.

use crate::geometry::Point;
use crate::item::MarkId;
use crate::scene::Scene;

/// A navigation step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The previous mark in order.
    Previous,
    /// The next mark in order.
    Next,
    /// Ten marks back.
    PageBack,
    /// Ten marks forward.
    PageForward,
    /// The first mark in order.
    First,
    /// The last mark in order.
    Last,
    /// The nearest mark above.
    Up,
    /// The nearest mark below.
    Down,
}

impl Step {
    /// Returns the step of a key, from `KeyboardEvent.key`; none if the key has none. In a mirrored chart
    /// (right-to-left languages) the left arrow leads to the next mark.
    pub fn of_key(key: &str, is_mirrored: bool) -> Option<Self> {
        Some(match key {
            "ArrowRight" if is_mirrored => Self::Previous,
            "ArrowLeft" if is_mirrored => Self::Next,
            "ArrowRight" => Self::Next,
            "ArrowLeft" => Self::Previous,
            "ArrowUp" => Self::Up,
            "ArrowDown" => Self::Down,
            "Home" => Self::First,
            "End" => Self::Last,
            "PageUp" => Self::PageBack,
            "PageDown" => Self::PageForward,
            _ => return None,
        })
    }
}

/// Returns the mark that a step from the mark `from` leads to, among those of `order`.
///
/// Without a current mark it is the first one, or the last one for [`Step::Last`]. At either end the
/// step stays there: it does not wrap around. None if `order` is empty.
pub fn step(order: &[MarkId], scene: &Scene, from: Option<MarkId>, step: Step) -> Option<MarkId> {
    let last = order.len().checked_sub(1)?;
    let found = from.and_then(|id| Some((order.iter().position(|other| *other == id)?, scene.mark(id)?.1)));
    let Some((at, here)) = found else {
        return order.get(if step == Step::Last { last } else { 0 }).copied();
    };
    let nearest_in_direction = |sign: f64| {
        let marks = order.iter().enumerate().filter_map(|(at, id)| Some((at, scene.mark(*id)?.1)));
        marks
            .filter(|(_, mark)| (mark.center.y - here.center.y) * sign > 0.5)
            // Horizontal distance counts double: "above" should not find a mark far to the side.
            .min_by(|(_, a), (_, b)| {
                let cost = |p: Point| (p.y - here.center.y).abs() + 2.0 * (p.x - here.center.x).abs();
                cost(a.center).total_cmp(&cost(b.center))
            })
            .map_or(at, |(at, _)| at)
    };
    // A row above or below is a neighbor in the order. Blocks side by side are, in another place.
    let left = |at: usize| Some(scene.mark(*order.get(at)?)?.1.zone?.left);
    let in_rows = here.zone.is_some_and(|zone| {
        let neighbors = [at.checked_sub(1), Some(at + 1)];
        neighbors.into_iter().flatten().filter_map(left).any(|left| left == zone.left)
    });
    let to = match step {
        Step::Previous => at.saturating_sub(1),
        Step::Next => (at + 1).min(last),
        Step::PageBack => at.saturating_sub(10),
        Step::PageForward => (at + 10).min(last),
        Step::First => 0,
        Step::Last => last,
        // In a chart of rows, up and down lead to the neighboring rows, also to those of the next column.
        Step::Up if in_rows => at.saturating_sub(1),
        Step::Down if in_rows => (at + 1).min(last),
        Step::Up => nearest_in_direction(-1.0),
        Step::Down => nearest_in_direction(1.0),
    };
    order.get(to).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;
    use crate::item::Tone;
    use crate::scene::Mark;
    use crate::shape::Shape;
    use proptest::prelude::*;

    fn scene(points: &[(f64, f64)]) -> Scene {
        let mark = |(&(x, y), id): (&(f64, f64), u32)| Mark {
            id: MarkId::new(id),
            center: Point::new(x, y),
            radius: 6.0,
            shape: Shape::Circle,
            family: 0,
            tone: Tone::Plain,
            caption: String::new(),
            zone: None,
        };
        Scene { marks: points.iter().zip(100..).map(mark).collect(), ..Scene::default() }
    }

    fn order(scene: &Scene) -> Vec<MarkId> {
        scene.marks.iter().map(|mark| mark.id).collect()
    }

    proptest! {
        #[test]
        fn a11y_06_next_visits_every_mark_once_and_stays_at_the_end(points in prop::collection::vec((0.0..200.0f64, 0.0..200.0f64), 1..50)) {
            let scene = scene(&points);
            let order = order(&scene);
            let mut visited = vec![step(&order, &scene, None, Step::Next).unwrap()];
            for _ in 1..points.len() {
                visited.push(step(&order, &scene, visited.last().copied(), Step::Next).unwrap());
            }
            prop_assert_eq!(&visited, &order);
            prop_assert_eq!(step(&order, &scene, visited.last().copied(), Step::Next), visited.last().copied());
        }
    }

    #[test]
    fn down_goes_through_rows_in_columns_and_to_the_block_below() {
        let zoned = |zones: &[(f64, f64)]| {
            let mut scene = scene(zones);
            for mark in &mut scene.marks {
                let Point { x, y } = mark.center;
                mark.zone = Some(Rect::new(x, y, x + 90.0, y + 20.0));
            }
            scene
        };
        let down = |scene: &Scene, from: usize| {
            let order = order(scene);
            let to = step(&order, scene, Some(order[from]), Step::Down).unwrap();
            order.iter().position(|id| *id == to).unwrap()
        };
        let rows = zoned(&[(0.0, 0.0), (0.0, 20.0), (100.0, 0.0), (100.0, 20.0)]);
        assert_eq!([0, 1, 2, 3].map(|from| down(&rows, from)), [1, 2, 3, 3]);
        let blocks = zoned(&[(0.0, 0.0), (100.0, 0.0), (0.0, 20.0), (100.0, 20.0)]);
        assert_eq!([0, 1, 2, 3].map(|from| down(&blocks, from)), [2, 3, 2, 3]);
    }

    #[test]
    fn only_left_and_right_arrows_swap_in_a_mirrored_chart() {
        let in_both_directions = |key| [false, true].map(|is_mirrored| Step::of_key(key, is_mirrored));
        assert_eq!(in_both_directions("ArrowRight"), [Some(Step::Next), Some(Step::Previous)]);
        assert_eq!(in_both_directions("ArrowLeft"), [Some(Step::Previous), Some(Step::Next)]);
        for key in ["ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown", "Tab"] {
            let [one, other] = in_both_directions(key);
            assert_eq!(one, other, "{key}");
        }
        assert_eq!(Step::of_key("Tab", false), None);
    }

    #[test]
    fn up_leads_to_the_mark_above() {
        let scene = scene(&[(50.0, 90.0), (52.0, 40.0), (190.0, 80.0)]);
        let step = |from, to| step(&order(&scene), &scene, from, to);
        assert_eq!(step(Some(MarkId::new(100)), Step::Up), Some(MarkId::new(101)));
        assert_eq!(step(Some(MarkId::new(101)), Step::Up), Some(MarkId::new(101)));
        assert_eq!(super::step(&[], &Scene::default(), None, Step::Next), None);
    }

    #[test]
    fn steps_lead_only_to_marks_in_the_order() {
        let scene = scene(&[(50.0, 90.0), (52.0, 40.0), (190.0, 80.0)]);
        let step = |from, to| step(&[100, 102].map(MarkId::new), &scene, from, to);
        assert_eq!(step(Some(MarkId::new(100)), Step::Next), Some(MarkId::new(102)));
        assert_eq!(step(Some(MarkId::new(100)), Step::Up), Some(MarkId::new(102)));
        assert_eq!(step(Some(MarkId::new(101)), Step::Last), Some(MarkId::new(102)));
    }
}
