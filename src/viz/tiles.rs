//! Which parts of a canvas differ from empty, in squares: so that few marks on a large canvas cost
//! what they cover, and many no more calls than rows.

use std::ops::Range;

/// Device px a side: the pixels that the raster keeps a word of bits for.
const SIDE: usize = 64;

/// A set of squares of a canvas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tiles {
    /// Device px.
    width: usize,
    height: usize,
    /// Row by row.
    held: Vec<bool>,
}

/// A rectangle of device px.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Columns of px.
    pub across: Range<usize>,
    /// Rows of px.
    pub down: Range<usize>,
}

impl Tiles {
    /// No square of a canvas of this size in device px.
    pub fn none(width: usize, height: usize) -> Self {
        Self { width, height, held: vec![false; width.div_ceil(SIDE) * height.div_ceil(SIDE)] }
    }

    /// Adds what a box touches, in device px; parts of it may lie outside, and a box that is no box adds nothing.
    pub fn add(&mut self, left: f64, top: f64, right: f64, bottom: f64) {
        // What is no number becomes 0.
        let squares = |from: f64, to: f64, length: usize| {
            let end = (to.max(0.0).ceil() as usize).min(length).div_ceil(SIDE);
            (from.max(0.0) as usize / SIDE).min(end)..end
        };
        let columns = self.columns();
        let across = squares(left, right, self.width);
        for row in squares(top, bottom, self.height) {
            self.held[row * columns..][across.clone()].fill(true);
        }
    }

    /// Adds whole rows of px.
    pub fn add_rows(&mut self, rows: Range<usize>) {
        if !rows.is_empty() {
            self.add(0.0, rows.start as f64, self.width as f64, rows.end as f64);
        }
    }

    /// What either holds, as few rectangles that don't overlap; of another size, all of this canvas.
    pub fn parts_with(&self, other: &Self) -> Vec<Part> {
        let is_alike = (self.width, self.height) == (other.width, other.height);
        let columns = self.columns();
        let held = |at: usize| self.held[at] || !is_alike || other.held[at];
        let mut parts: Vec<Part> = Vec::new();
        for (row, top) in (0..self.height).step_by(SIDE).enumerate() {
            let down = top..(top + SIDE).min(self.height);
            let mut column = 0;
            while column < columns {
                let start = column;
                while column < columns && held(row * columns + column) {
                    column += 1;
                }
                if column == start {
                    column += 1;
                    continue;
                }
                let across = start * SIDE..(column * SIDE).min(self.width);
                match parts.iter_mut().find(|part| part.down.end == top && part.across == across) {
                    Some(above) => above.down.end = down.end,
                    None => parts.push(Part { across, down: down.clone() }),
                }
            }
        }
        parts
    }

    fn columns(&self) -> usize {
        self.width.div_ceil(SIDE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Box = (f64, f64, f64, f64);

    fn tiles(boxes: &[Box]) -> Tiles {
        let mut tiles = Tiles::none(200, 150);
        boxes.iter().for_each(|&(left, top, right, bottom)| tiles.add(left, top, right, bottom));
        tiles
    }

    fn boxes() -> impl Strategy<Value = Vec<Box>> {
        let side = || prop_oneof![8 => -100.0..300.0f64, 1 => Just(f64::NAN), 1 => Just(f64::INFINITY)];
        prop::collection::vec((side(), side(), side(), side()), 0..6)
    }

    proptest! {
        // Each looks at every px of a canvas.
        #![proptest_config(ProptestConfig::with_cases(50))]
        #[test]
        fn every_px_of_every_box_lies_in_one_part(now in boxes(), before in boxes()) {
            let parts = tiles(&now).parts_with(&tiles(&before));
            let mut covered = vec![0; 200 * 150];
            for Part { across, down } in parts {
                for y in down {
                    covered[y * 200..][across.clone()].iter_mut().for_each(|times| *times += 1);
                }
            }
            prop_assert!(covered.iter().all(|times| *times <= 1));
            for (left, top, right, bottom) in now.into_iter().chain(before) {
                let inside = |x: f64, y: f64| left <= x && x < right && top <= y && y < bottom;
                let all = (0..200 * 150).filter(|at| inside((at % 200) as f64, (at / 200) as f64));
                prop_assert!(all.into_iter().all(|at| covered[at] == 1));
            }
        }
    }

    #[test]
    fn a_small_box_is_a_small_part_and_whole_rows_are_one() {
        let parts = tiles(&[(70.0, 10.0, 80.0, 20.0)]).parts_with(&tiles(&[]));
        assert_eq!(parts, [Part { across: 64..128, down: 0..64 }]);
        let mut rows = Tiles::none(200, 150);
        rows.add_rows(10..140);
        assert_eq!(rows.parts_with(&Tiles::none(200, 150)), [Part { across: 0..200, down: 0..150 }]);
    }

    #[test]
    fn after_a_change_of_size_everything_is_put() {
        let parts = Tiles::none(100, 60).parts_with(&Tiles::default());
        assert_eq!(parts, [Part { across: 0..100, down: 0..60 }]);
        assert_eq!(Tiles::none(100, 60).parts_with(&Tiles::none(100, 60)), []);
    }
}
