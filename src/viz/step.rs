//! Where a step of the keyboard leads.

use super::geometry::Point;
use super::scene::Scene;

/// A step of the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The mark before in order.
    Previous,
    /// The mark after in order.
    Next,
    /// Ten marks back.
    BackTen,
    /// Ten marks on.
    OnTen,
    /// The first in order.
    First,
    /// The last in order.
    Last,
    /// The nearest mark above.
    Up,
    /// The nearest mark below.
    Down,
}

impl Step {
    /// What a key asks for, by the name that browsers give it; none if it is no key of the picture.
    /// To go on is to the right, or to the left where that is how one reads.
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
            "PageUp" => Self::BackTen,
            "PageDown" => Self::OnTen,
            _ => return None,
        })
    }
}

/// Where a step from the mark `from` leads among the stops in their `order`; the first stop if
/// there is none yet. At an end it stays: there is no silent wrap.
pub fn step(order: &[u32], scene: &Scene, from: Option<u32>, step: Step) -> Option<u32> {
    let last = order.len().checked_sub(1)?;
    let found = from.and_then(|id| Some((order.iter().position(|stop| *stop == id)?, scene.mark(id)?.1)));
    let Some((at, here)) = found else {
        return order.get(if step == Step::Last { last } else { 0 }).copied();
    };
    let upwards = |sign: f64| {
        let marks = order.iter().enumerate().filter_map(|(at, id)| Some((at, scene.mark(*id)?.1)));
        marks
            .filter(|(_, mark)| (mark.center.y - here.center.y) * sign > 0.5)
            // Sideways counts double: "above" is what stands over the mark, not what is far aside.
            .min_by(|(_, a), (_, b)| {
                let cost = |p: Point| (p.y - here.center.y).abs() + 2.0 * (p.x - here.center.x).abs();
                cost(a.center).total_cmp(&cost(b.center))
            })
            .map_or(at, |(at, _)| at)
    };
    let in_rows = here.zone.is_some_and(|zone| zone.width() >= scene.size.width - 1.0);
    let to = match step {
        Step::Previous => at.saturating_sub(1),
        Step::Next => (at + 1).min(last),
        Step::BackTen => at.saturating_sub(10),
        Step::OnTen => (at + 10).min(last),
        Step::First => 0,
        Step::Last => last,
        // In a picture of rows, up and down are the rows.
        Step::Up if in_rows => at.saturating_sub(1),
        Step::Down if in_rows => (at + 1).min(last),
        Step::Up => upwards(-1.0),
        Step::Down => upwards(1.0),
    };
    order.get(to).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::viz::item::Tone;
    use crate::viz::scene::Mark;
    use crate::viz::shape::Shape;
    use proptest::prelude::*;

    fn scene(places: &[(f64, f64)]) -> Scene {
        let mark = |(&(x, y), id): (&(f64, f64), u32)| Mark {
            id,
            center: Point::new(x, y),
            radius: 6.0,
            shape: Shape::Circle,
            family: 0,
            tone: Tone::Plain,
            caption: String::new(),
            zone: None,
        };
        Scene { marks: places.iter().zip(100..).map(mark).collect(), ..Scene::default() }
    }

    fn order(scene: &Scene) -> Vec<u32> {
        scene.marks.iter().map(|mark| mark.id).collect()
    }

    proptest! {
        #[test]
        fn a11y_06_next_visits_every_mark_once_and_stays_at_the_end(places in prop::collection::vec((0.0..200.0f64, 0.0..200.0f64), 1..50)) {
            let scene = scene(&places);
            let order = order(&scene);
            let mut visited = vec![step(&order, &scene, None, Step::Next).unwrap()];
            for _ in 1..places.len() {
                visited.push(step(&order, &scene, visited.last().copied(), Step::Next).unwrap());
            }
            prop_assert_eq!(&visited, &order);
            prop_assert_eq!(step(&order, &scene, visited.last().copied(), Step::Next), visited.last().copied());
        }
    }

    #[test]
    fn the_arrows_along_a_line_change_places_where_lines_run_back_and_no_other_key_does() {
        let both = |key| [false, true].map(|is_mirrored| Step::of_key(key, is_mirrored));
        assert_eq!(both("ArrowRight"), [Some(Step::Next), Some(Step::Previous)]);
        assert_eq!(both("ArrowLeft"), [Some(Step::Previous), Some(Step::Next)]);
        for key in ["ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown", "Tab"] {
            let [one, other] = both(key);
            assert_eq!(one, other, "{key}");
        }
        assert_eq!(Step::of_key("Tab", false), None);
    }

    #[test]
    fn up_goes_to_what_stands_above() {
        let scene = scene(&[(50.0, 90.0), (52.0, 40.0), (190.0, 80.0)]);
        let step = |from, to| step(&order(&scene), &scene, from, to);
        assert_eq!(step(Some(100), Step::Up), Some(101));
        assert_eq!(step(Some(101), Step::Up), Some(101));
        assert_eq!(super::step(&[], &Scene::default(), None, Step::Next), None);
    }

    #[test]
    fn steps_keep_to_the_stops() {
        let scene = scene(&[(50.0, 90.0), (52.0, 40.0), (190.0, 80.0)]);
        let step = |from, to| step(&[100, 102], &scene, from, to);
        assert_eq!(step(Some(100), Step::Next), Some(102));
        assert_eq!(step(Some(100), Step::Up), Some(102));
        assert_eq!(step(Some(101), Step::Last), Some(102));
    }
}
