//! Which mark a pointer means.

use std::ops::RangeInclusive;

use super::geometry::{Point, Rect};
use super::scene::{Mark, Scene};

/// How far from a mark's centre a pointer may be and still mean it, at least (WCAG 2.2, 2.5.8: a target of 24 px).
pub const REACH: f64 = 12.0;

/// Marks a cell of the grid should hold: few to look at, and few empty cells to pass.
const PER_CELL: f64 = 4.0;
/// Cells a side, at most, so that a place far off does not make a grid of gigabytes.
const MAX_CELLS: f64 = 512.0;

/// Finds the nearest mark without looking at all of them: marks by cells of a grid.
#[derive(Debug, Default)]
pub struct HitIndex {
    /// What the marks cover; a pointer outside counts as on its edge.
    bounds: Rect,
    /// Side of a cell.
    cell: f64,
    columns: usize,
    rows: usize,
    /// By cell, row by row, where its entries start; one more at the end.
    starts: Vec<u32>,
    entries: Vec<Entry>,
    /// The widest reach of any mark.
    reach: f64,
    /// Zones and their marks, in the order of marks.
    zones: Vec<(Rect, u32)>,
}

/// What there is to know of a mark, so that the scene's much larger one needs no look.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    center: Point,
    /// Square of how far away a pointer may be.
    reach: f64,
    /// Position in the order.
    at: u32,
}

impl HitIndex {
    /// An index of the marks of `scene`; it answers for this scene only.
    pub fn new(scene: &Scene) -> Self {
        let is_placed = |mark: &Mark| mark.center.x.is_finite() && mark.center.y.is_finite();
        let mut index = Self::default();
        let mut bounds: Option<Rect> = None;
        let mut count = 0;
        for mark in scene.marks.iter().filter(|mark| is_placed(mark)) {
            let Point { x, y } = mark.center;
            let seen = bounds.get_or_insert(Rect::new(x, y, x, y));
            *seen = Rect {
                left: seen.left.min(x),
                top: seen.top.min(y),
                right: seen.right.max(x),
                bottom: seen.bottom.max(y),
            };
            index.reach = index.reach.max(reach(mark));
            count += 1;
        }
        index.zones = scene.marks.iter().zip(0..).filter_map(|(mark, at)| Some((mark.zone?, at))).collect();
        let Some(bounds) = bounds else { return index };
        let longer = bounds.width().max(bounds.height());
        let fair = (bounds.width() * bounds.height() * PER_CELL / f64::from(count)).sqrt();
        index.cell = fair.max(longer / MAX_CELLS).max(1.0);
        index.bounds = bounds;
        index.columns = (bounds.width() / index.cell) as usize + 1;
        index.rows = (bounds.height() / index.cell) as usize + 1;

        // Counted by cell, then each put where its cell's entries are: no list a cell.
        let cells: Vec<u32> = scene
            .marks
            .iter()
            .map(|mark| {
                let (column, row) = index.cell_of(mark.center);
                (row * index.columns + column) as u32
            })
            .collect();
        index.starts = vec![0; index.columns * index.rows + 1];
        let placed = || scene.marks.iter().zip(&cells).zip(0..).filter(|((mark, _), _)| is_placed(mark));
        for ((_, cell), _) in placed() {
            index.starts[*cell as usize + 1] += 1;
        }
        for cell in 1..index.starts.len() {
            index.starts[cell] += index.starts[cell - 1];
        }
        let mut next = index.starts.clone();
        index.entries = vec![Entry::default(); count as usize];
        for ((mark, cell), at) in placed() {
            let slot = &mut next[*cell as usize];
            index.entries[*slot as usize] = Entry { center: mark.center, reach: reach(mark).powi(2), at };
            *slot += 1;
        }
        index
    }

    /// The cell of a place; places off the grid belong to its edge.
    fn cell_of(&self, point: Point) -> (usize, usize) {
        let clamped = |at: f64, count: usize| ((at / self.cell).max(0.0) as usize).min(count - 1);
        (clamped(point.x - self.bounds.left, self.columns), clamped(point.y - self.bounds.top, self.rows))
    }

    /// The id of the nearest mark within its reach, the earlier of two as near;
    /// with none in reach, the mark whose zone holds the pointer.
    pub fn at(&self, scene: &Scene, point: Point) -> Option<u32> {
        let in_zone = || self.zones.iter().find(|(zone, _)| zone.contains(point)).map(|(_, at)| *at);
        let at = self.nearest(point).or_else(in_zone)?;
        scene.marks.get(at as usize).map(|mark| mark.id)
    }

    /// The position of the nearest mark in reach: rings of cells around the pointer's, outwards,
    /// until all that is further out is too far.
    fn nearest(&self, point: Point) -> Option<u32> {
        if self.entries.is_empty() {
            return None;
        }
        let (column, row) = self.cell_of(point);
        let mut best: Option<(f64, u32)> = None;
        for ring in 0..self.columns.max(self.rows) {
            // A cell of ring 2 is at least 1 cell away.
            let least = ring.saturating_sub(1) as f64 * self.cell;
            if least > self.reach || best.is_some_and(|(square, _)| least * least > square) {
                break;
            }
            let (top, bottom) = (row.saturating_sub(ring), (row + ring).min(self.rows - 1));
            let (left, right) = (column.saturating_sub(ring), (column + ring).min(self.columns - 1));
            for line in top..=bottom {
                if line.abs_diff(row) == ring {
                    self.look(line, left..=right, point, &mut best);
                    continue;
                }
                // Inside a ring's first and last line only its two ends belong to it.
                if column >= ring {
                    self.look(line, left..=left, point, &mut best);
                }
                if column + ring < self.columns {
                    self.look(line, right..=right, point, &mut best);
                }
            }
        }
        best.map(|(_, at)| at)
    }

    /// Looks at the marks of neighbouring cells of a row, which lie side by side.
    fn look(&self, row: usize, columns: RangeInclusive<usize>, point: Point, best: &mut Option<(f64, u32)>) {
        let cell = row * self.columns;
        let entries = self.starts[cell + columns.start()]..self.starts[cell + columns.end() + 1];
        for entry in &self.entries[entries.start as usize..entries.end as usize] {
            let square = square(entry.center, point);
            let is_better = |(least, at)| square < least || square == least && entry.at < at;
            if square <= entry.reach && best.is_none_or(is_better) {
                *best = Some((square, entry.at));
            }
        }
    }
}

fn reach(mark: &Mark) -> f64 {
    mark.radius.max(REACH)
}

/// The square of the distance of two places: orders them as the distance does, at a tenth of the time.
fn square(a: Point, b: Point) -> f64 {
    (a.x - b.x).powi(2) + (a.y - b.y).powi(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::viz::geometry::Size;
    use crate::viz::item::Tone;
    use crate::viz::shape::Shape;
    use proptest::prelude::*;

    fn scene(places: &[(f64, f64, f64)]) -> Scene {
        let mark = |(&(x, y, radius), id)| Mark {
            id,
            center: Point::new(x, y),
            radius,
            shape: Shape::Circle,
            family: 0,
            tone: Tone::Plain,
            caption: String::new(),
            zone: None,
        };
        let size = Size { width: 200.0, height: 200.0 };
        Scene { size, marks: places.iter().zip(100..).map(mark).collect(), ..Scene::default() }
    }

    fn by_looking_at_all(scene: &Scene, point: Point) -> Option<u32> {
        let near = scene.marks.iter().filter(|mark| square(mark.center, point) <= reach(mark).powi(2));
        // `min_by` keeps the first of equals, as the index does.
        near.min_by(|a, b| square(a.center, point).total_cmp(&square(b.center, point))).map(|mark| mark.id)
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
        fn ties_and_crowds_are_answered_so_too(
            places in prop::collection::vec((0u8..6, 0u8..6, 1.0..300.0f64), 0..400),
            wide in 1.0..90.0f64, x in -2i8..9, y in -2i8..9,
        ) {
            // A few places that many share, in narrow and wide pictures.
            let on_grid: Vec<_> =
                places.iter().map(|&(x, y, r)| (f64::from(x) * wide, f64::from(y) * 9.0, r / 20.0)).collect();
            let scene = scene(&on_grid);
            let point = Point::new(f64::from(x) * wide * 0.75, f64::from(y) * 8.5);
            prop_assert_eq!(HitIndex::new(&scene).at(&scene, point), by_looking_at_all(&scene, point));
        }

        #[test]
        fn no_number_is_too_wild(places in prop::collection::vec((any::<f64>(), any::<f64>(), any::<f64>()), 0..20), x in any::<f64>()) {
            let scene = scene(&places);
            HitIndex::new(&scene).at(&scene, Point::new(x, -x));
        }
    }

    #[test]
    fn eleven_px_from_a_small_mark_still_means_it() {
        let scene = scene(&[(50.0, 50.0, 4.0)]);
        let index = HitIndex::new(&scene);
        assert_eq!(index.at(&scene, Point::new(61.0, 50.0)), Some(100));
        assert_eq!(index.at(&scene, Point::new(63.0, 50.0)), None);
    }
}
