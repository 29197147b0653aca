//! Hit testing: from the position of a pointer to a mark.

use std::ops::RangeInclusive;

use crate::geometry::{Point, Rect};
use crate::item::MarkId;
use crate::scene::{Mark, Scene};

/// The smallest hit radius of a mark, in CSS px (WCAG 2.2, 2.5.8: targets of at least 24 by 24 px).
pub const REACH: f64 = 12.0;

/// The mean number of marks in a cell of the grid: few to compare, and few empty cells to search.
const MARKS_PER_CELL: f64 = 4.0;
/// The largest number of cells in a row or column: a single outlier must not need a grid of gigabytes.
const MAX_CELLS: f64 = 512.0;

/// A grid index that finds the nearest mark without comparing all of them.
///
/// ```
/// use viz::geometry::Point;
/// use viz::hit::HitIndex;
/// use viz::item::{MarkId, Tone};
/// use viz::scene::{Mark, Scene};
/// use viz::shape::Shape;
///
/// let (id, center, caption) = (MarkId::new(7), Point::new(50.0, 50.0), String::new());
/// let (shape, tone) = (Shape::Circle, Tone::Plain);
/// let mark = Mark { id, center, radius: 4.0, shape, family: 0, tone, caption, zone: None };
/// let scene = Scene { marks: vec![mark], ..Scene::default() };
/// let index = HitIndex::new(&scene);
/// assert_eq!(index.at(&scene, Point::new(61.0, 50.0)), Some(id));
/// assert_eq!(index.at(&scene, Point::new(90.0, 50.0)), None);
/// ```
#[derive(Debug, Default)]
pub struct HitIndex {
    /// The bounding box of all centres; a pointer outside belongs to the cells at its edge.
    bounds: Rect,
    /// The side of a cell, in CSS px.
    cell: f64,
    columns: usize,
    rows: usize,
    /// The start of the entries of each cell, row by row, and the end of the last.
    starts: Vec<u32>,
    entries: Vec<Entry>,
    /// The largest hit radius of any mark, in CSS px.
    reach: f64,
    /// Zones and their marks, in the order of marks.
    zones: Vec<(Rect, u32)>,
}

/// The data of a mark that the search needs, without the much larger mark of the scene.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    center: Point,
    /// The square of the hit radius.
    reach_squared: f64,
    /// The position in `Scene::marks`.
    at: u32,
}

impl HitIndex {
    /// Returns an index of the marks of `scene`. Pitfall: it is valid for this scene only. Marks whose
    /// centre is not finite are never hit.
    pub fn new(scene: &Scene) -> Self {
        let is_placed = |mark: &Mark| mark.center.x.is_finite() && mark.center.y.is_finite();
        let mut index = Self::default();
        let mut bounds: Option<Rect> = None;
        let mut count = 0;
        for mark in scene.marks.iter().filter(|mark| is_placed(mark)) {
            let Point { x, y } = mark.center;
            let current = bounds.get_or_insert(Rect::new(x, y, x, y));
            *current = Rect {
                left: current.left.min(x),
                top: current.top.min(y),
                right: current.right.max(x),
                bottom: current.bottom.max(y),
            };
            index.reach = index.reach.max(reach(mark));
            count += 1;
        }
        index.zones = scene.marks.iter().zip(0..).filter_map(|(mark, at)| Some((mark.zone?, at))).collect();
        let Some(bounds) = bounds else { return index };
        let longer = bounds.width().max(bounds.height());
        let side = (bounds.width() * bounds.height() * MARKS_PER_CELL / f64::from(count)).sqrt();
        index.cell = side.max(longer / MAX_CELLS).max(1.0);
        index.bounds = bounds;
        index.columns = (bounds.width() / index.cell) as usize + 1;
        index.rows = (bounds.height() / index.cell) as usize + 1;

        // A counting sort by cell, so that no cell needs a list of its own.
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
            index.entries[*slot as usize] =
                Entry { center: mark.center, reach_squared: reach(mark).powi(2), at };
            *slot += 1;
        }
        index
    }

    /// Returns column and row of the cell of a point; points off the grid belong to the cells at its edge.
    fn cell_of(&self, point: Point) -> (usize, usize) {
        let clamped = |at: f64, count: usize| ((at / self.cell).max(0.0) as usize).min(count - 1);
        (clamped(point.x - self.bounds.left, self.columns), clamped(point.y - self.bounds.top, self.rows))
    }

    /// Returns the mark that a pointer at `point` (CSS px) hits: the nearest within its hit radius, of two
    /// equally near the first in order; or else the first mark whose zone contains the point. `scene`
    /// must be the one that the index was made from.
    pub fn at(&self, scene: &Scene, point: Point) -> Option<MarkId> {
        let by_zone = || self.zones.iter().find(|(zone, _)| zone.contains(point)).map(|(_, at)| *at);
        let at = self.nearest(point).or_else(by_zone)?;
        scene.marks.get(at as usize).map(|mark| mark.id)
    }

    /// Returns the position of the nearest mark within its hit radius. It searches rings of cells around
    /// the cell of the pointer, outwards, until all remaining cells are too far away.
    fn nearest(&self, point: Point) -> Option<u32> {
        if self.entries.is_empty() {
            return None;
        }
        let (column, row) = self.cell_of(point);
        let mut best: Option<(f64, u32)> = None;
        for ring in 0..self.columns.max(self.rows) {
            // The distance to a cell of ring n is at least n - 1 cells.
            let least = ring.saturating_sub(1) as f64 * self.cell;
            if least > self.reach || best.is_some_and(|(squared, _)| least * least > squared) {
                break;
            }
            let (top, bottom) = (row.saturating_sub(ring), (row + ring).min(self.rows - 1));
            let (left, right) = (column.saturating_sub(ring), (column + ring).min(self.columns - 1));
            for line in top..=bottom {
                if line.abs_diff(row) == ring {
                    self.search_cells(line, left..=right, point, &mut best);
                    continue;
                }
                // Between the first and the last row of a ring only its two ends belong to it.
                if column >= ring {
                    self.search_cells(line, left..=left, point, &mut best);
                }
                if column + ring < self.columns {
                    self.search_cells(line, right..=right, point, &mut best);
                }
            }
        }
        best.map(|(_, at)| at)
    }

    /// Compares the marks of neighbouring cells of a row; their entries are contiguous.
    fn search_cells(
        &self,
        row: usize,
        columns: RangeInclusive<usize>,
        point: Point,
        best: &mut Option<(f64, u32)>,
    ) {
        let cell = row * self.columns;
        let entries = self.starts[cell + columns.start()]..self.starts[cell + columns.end() + 1];
        for entry in &self.entries[entries.start as usize..entries.end as usize] {
            let squared = distance_squared(entry.center, point);
            let is_better = |(least, at)| squared < least || squared == least && entry.at < at;
            if squared <= entry.reach_squared && best.is_none_or(is_better) {
                *best = Some((squared, entry.at));
            }
        }
    }
}

/// Returns the box of a mark's target: its zone, or else the square around it in which a pointer hits it.
pub fn target(mark: &Mark) -> Rect {
    mark.zone.unwrap_or_else(|| Rect::around(mark.center, reach(mark)))
}

/// Returns the hit radius of a mark, in CSS px.
fn reach(mark: &Mark) -> f64 {
    mark.radius.max(REACH)
}

/// Returns the square of the distance. It has the same order as the distance and takes a tenth of the
/// time.
fn distance_squared(a: Point, b: Point) -> f64 {
    (a.x - b.x).powi(2) + (a.y - b.y).powi(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Size;
    use crate::item::Tone;
    use crate::shape::Shape;
    use proptest::prelude::*;

    fn scene(points: &[(f64, f64, f64)]) -> Scene {
        let mark = |(&(x, y, radius), id)| Mark {
            id: MarkId::new(id),
            center: Point::new(x, y),
            radius,
            shape: Shape::Circle,
            family: 0,
            tone: Tone::Plain,
            caption: String::new(),
            zone: None,
        };
        let size = Size { width: 200.0, height: 200.0 };
        Scene { size, marks: points.iter().zip(100..).map(mark).collect(), ..Scene::default() }
    }

    fn brute_force(scene: &Scene, point: Point) -> Option<MarkId> {
        let near =
            scene.marks.iter().filter(|mark| distance_squared(mark.center, point) <= reach(mark).powi(2));
        // `min_by` keeps the first of equals, as the index does.
        near.min_by(|a, b| distance_squared(a.center, point).total_cmp(&distance_squared(b.center, point)))
            .map(|mark| mark.id)
    }

    proptest! {
        #[test]
        fn the_index_finds_the_same_mark_as_brute_force(
            points in prop::collection::vec((0.0..200.0f64, 0.0..200.0f64, 1.0..20.0f64), 0..80),
            x in -30.0..230.0f64, y in -30.0..230.0f64,
        ) {
            let scene = scene(&points);
            let point = Point::new(x, y);
            prop_assert_eq!(HitIndex::new(&scene).at(&scene, point), brute_force(&scene, point));
        }

        #[test]
        fn ties_and_crowds_give_the_same_mark_as_brute_force(
            points in prop::collection::vec((0u8..6, 0u8..6, 1.0..300.0f64), 0..400),
            wide in 1.0..90.0f64, x in -2i8..9, y in -2i8..9,
        ) {
            // Many marks at few points, in narrow and wide charts.
            let on_grid: Vec<_> =
                points.iter().map(|&(x, y, r)| (f64::from(x) * wide, f64::from(y) * 9.0, r / 20.0)).collect();
            let scene = scene(&on_grid);
            let point = Point::new(f64::from(x) * wide * 0.75, f64::from(y) * 8.5);
            prop_assert_eq!(HitIndex::new(&scene).at(&scene, point), brute_force(&scene, point));
        }

        #[test]
        fn no_number_panics(points in prop::collection::vec((any::<f64>(), any::<f64>(), any::<f64>()), 0..20), x in any::<f64>()) {
            let scene = scene(&points);
            HitIndex::new(&scene).at(&scene, Point::new(x, -x));
        }
    }

    #[test]
    fn a_pointer_eleven_px_from_a_small_mark_hits_it() {
        let scene = scene(&[(50.0, 50.0, 4.0)]);
        let index = HitIndex::new(&scene);
        assert_eq!(index.at(&scene, Point::new(61.0, 50.0)), Some(MarkId::new(100)));
        assert_eq!(index.at(&scene, Point::new(63.0, 50.0)), None);
    }
}
