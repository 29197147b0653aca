//! Which mark is meant: by a pointer, or by a step of the keyboard.

use super::geometry::Point;
use super::scene::Scene;

/// How far from a mark's centre a pointer may be and still mean it, at least (WCAG 2.2, 2.5.8: a target of 24 px).
pub const REACH: f64 = 12.0;

/// Finds the nearest mark without looking at all of them: marks by cells of a grid.
#[derive(Debug, Default)]
pub struct HitIndex {
    /// Side of a cell, at least the widest reach: what a pointer can mean lies at most one cell away.
    cell: f64,
    columns: usize,
    rows: usize,
    cells: Vec<Vec<usize>>,
}

impl HitIndex {
    /// An index of the marks of `scene`; it answers for this scene only.
    pub fn new(scene: &Scene) -> Self {
        let cell = scene.marks.iter().map(|mark| mark.radius).fold(REACH, f64::max);
        let count = |length: f64| (length / cell) as usize + 1;
        let (columns, rows) = (count(scene.size.width), count(scene.size.height));
        let mut index = Self { cell, columns, rows, cells: vec![Vec::new(); columns * rows] };
        for (at, mark) in scene.marks.iter().enumerate() {
            let (column, row) = index.cell_of(mark.center);
            index.cells[row * columns + column].push(at);
        }
        index
    }

    /// The cell of a place; places off the grid belong to its edge.
    fn cell_of(&self, point: Point) -> (usize, usize) {
        let clamped = |at: f64, count: usize| ((at / self.cell).max(0.0) as usize).min(count - 1);
        (clamped(point.x, self.columns), clamped(point.y, self.rows))
    }

    /// The id of the nearest mark within its reach, the earlier of two as near;
    /// with none in reach, the mark whose zone holds the pointer.
    pub fn at(&self, scene: &Scene, point: Point) -> Option<u32> {
        if self.cells.is_empty() {
            return None;
        }
        let (column, row) = self.cell_of(point);
        let around = |at: usize, count: usize| at.saturating_sub(1)..=(at + 1).min(count - 1);
        let cells = around(row, self.rows)
            .flat_map(|row| around(column, self.columns).map(move |column| row * self.columns + column));
        let near = cells
            .filter_map(|cell| self.cells.get(cell))
            .flatten()
            .filter_map(|&at| {
                let mark = scene.marks.get(at)?;
                let distance = mark.center.distance(point);
                (distance <= mark.radius.max(REACH)).then_some((distance, at))
            })
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        match near {
            Some((_, at)) => scene.marks.get(at).map(|mark| mark.id),
            None => scene
                .marks
                .iter()
                .find(|mark| mark.zone.is_some_and(|zone| zone.contains(point)))
                .map(|mark| mark.id),
        }
    }
}

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

/// Where a step from the mark `from` leads; the first mark if there is none yet.
/// At an end it stays: there is no silent wrap.
pub fn step(scene: &Scene, from: Option<u32>, step: Step) -> Option<u32> {
    let marks = &scene.marks;
    let last = marks.len().checked_sub(1)?;
    let Some((at, here)) = from.and_then(|id| scene.mark(id)) else {
        return marks.get(if step == Step::Last { last } else { 0 }).map(|mark| mark.id);
    };
    let upwards = |sign: f64| {
        marks
            .iter()
            .enumerate()
            .filter(|(_, mark)| (mark.center.y - here.center.y) * sign > 0.5)
            // Sideways counts double: "above" is what stands over the mark, not what is far aside.
            .min_by(|(_, a), (_, b)| {
                let cost = |p: Point| (p.y - here.center.y).abs() + 2.0 * (p.x - here.center.x).abs();
                cost(a.center).total_cmp(&cost(b.center))
            })
            .map_or(at, |(at, _)| at)
    };
    let to = match step {
        Step::Previous => at.saturating_sub(1),
        Step::Next => (at + 1).min(last),
        Step::BackTen => at.saturating_sub(10),
        Step::OnTen => (at + 10).min(last),
        Step::First => 0,
        Step::Last => last,
        // In a picture of rows, up and down are the rows.
        Step::Up if here.zone.is_some() => at.saturating_sub(1),
        Step::Down if here.zone.is_some() => (at + 1).min(last),
        Step::Up => upwards(-1.0),
        Step::Down => upwards(1.0),
    };
    marks.get(to).map(|mark| mark.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::viz::geometry::Size;
    use crate::viz::scene::Mark;
    use crate::viz::shape::Shape;
    use proptest::prelude::*;

    fn scene(places: &[(f64, f64, f64)]) -> Scene {
        let mark = |(&(x, y, radius), id)| Mark {
            id,
            center: Point::new(x, y),
            radius,
            shape: Shape::Circle,
            family: 0,
            caption: String::new(),
            zone: None,
        };
        let size = Size { width: 200.0, height: 200.0 };
        Scene { size, marks: places.iter().zip(100..).map(mark).collect(), ..Scene::default() }
    }

    fn by_looking_at_all(scene: &Scene, point: Point) -> Option<u32> {
        let near = scene.marks.iter().filter(|mark| mark.center.distance(point) <= mark.radius.max(REACH));
        // `min_by` keeps the first of equals, as the index does.
        near.min_by(|a, b| a.center.distance(point).total_cmp(&b.center.distance(point))).map(|mark| mark.id)
    }

    proptest! {
        #[test]
        fn the_index_answers_as_a_look_at_all_marks_would(
            places in prop::collection::vec((0.0..200.0f64, 0.0..200.0f64, 1.0..20.0f64), 0..80),
            x in -30.0..230.0f64, y in -30.0..230.0f64,
        ) {
            let scene = scene(&places);
            let point = Point::new(x, y);
            prop_assert_eq!(HitIndex::new(&scene).at(&scene, point), by_looking_at_all(&scene, point));
        }

        #[test]
        fn next_visits_every_mark_once_and_stays_at_the_end(places in prop::collection::vec((0.0..200.0f64, 0.0..200.0f64, 6.0..7.0f64), 1..50)) {
            let scene = scene(&places);
            let mut visited = vec![step(&scene, None, Step::Next).unwrap()];
            for _ in 1..places.len() {
                visited.push(step(&scene, visited.last().copied(), Step::Next).unwrap());
            }
            prop_assert_eq!(&visited, &scene.marks.iter().map(|mark| mark.id).collect::<Vec<_>>());
            prop_assert_eq!(step(&scene, visited.last().copied(), Step::Next), visited.last().copied());
        }
    }

    #[test]
    fn eleven_px_from_a_small_mark_still_means_it() {
        let scene = scene(&[(50.0, 50.0, 4.0)]);
        let index = HitIndex::new(&scene);
        assert_eq!(index.at(&scene, Point::new(61.0, 50.0)), Some(100));
        assert_eq!(index.at(&scene, Point::new(63.0, 50.0)), None);
    }

    #[test]
    fn up_goes_to_what_stands_above() {
        let scene = scene(&[(50.0, 90.0, 6.0), (52.0, 40.0, 6.0), (190.0, 80.0, 6.0)]);
        assert_eq!(step(&scene, Some(100), Step::Up), Some(101));
        assert_eq!(step(&scene, Some(101), Step::Up), Some(101));
        assert_eq!(step(&Scene::default(), None, Step::Next), None);
    }
}
