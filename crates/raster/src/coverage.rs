//! The exact area of each pixel that polygons cover, by signed-area accumulation as in `font-rs`.

use crate::Corner;

/// The covered area of each pixel of a box whose upper left corner is the origin.
pub(crate) struct Coverage {
    width: usize,
    height: usize,
    /// The change of coverage from pixel to pixel of a row; its running sum is the coverage. A row has
    /// two cells more than the box, for edges on its right side.
    deltas: Vec<f32>,
}

impl Coverage {
    /// Returns a box in which nothing is covered.
    pub(crate) fn new(width: usize, height: usize) -> Self {
        Self { width, height, deltas: vec![0.0; (width + 2) * height] }
    }

    /// Adds a polygon, which must be inside the box. A polygon of the opposite direction cuts a hole.
    pub(crate) fn add(&mut self, corners: &[Corner]) {
        let next = corners.iter().cycle().skip(1);
        corners.iter().zip(next).for_each(|(&from, &to)| self.add_edge(from, to));
    }

    /// Returns the covered share of each pixel, 0 to 1, row by row.
    pub(crate) fn into_shares(self) -> Vec<f32> {
        let mut shares = Vec::with_capacity(self.width * self.height);
        for row in self.deltas.chunks_exact(self.width + 2) {
            let mut sum = 0.0;
            shares.extend(row[..self.width].iter().map(|delta| {
                sum += delta;
                f32::abs(sum).min(1.0)
            }));
        }
        shares
    }

    /// Adds the area right of an edge, row by row: positive for a downward edge, negative for an upward one.
    fn add_edge(&mut self, from: Corner, to: Corner) {
        if from[1] == to[1] {
            return;
        }
        let (sign, [x_top, top], [x_bottom, bottom]) =
            if from[1] < to[1] { (1.0, from, to) } else { (-1.0, to, from) };
        let slope = (x_bottom - x_top) / (bottom - top);
        let rows = top.max(0.0) as usize..self.height.min(bottom.ceil().max(0.0) as usize);
        for row in rows {
            // The part of the edge in this row.
            let (y0, y1) = (top.max(row as f32), bottom.min(row as f32 + 1.0));
            let x_at = |y: f32| (x_top + (y - top) * slope).clamp(0.0, self.width as f32);
            let (a, b) = (x_at(y0), x_at(y1));
            let cells = &mut self.deltas[row * (self.width + 2)..][..self.width + 2];
            add_segment(cells, a.min(b), a.max(b), sign * (y1 - y0));
        }
    }
}

/// Adds the segment of an edge within one row: from `x0` to `x1`, with the signed height `rise`.
fn add_segment(cells: &mut [f32], x0: f32, x1: f32, rise: f32) {
    let (first, last) = (x0 as usize, x1 as usize);
    if first == last {
        // A trapezoid within one pixel; all pixels to the right get the whole rise.
        let inside = 1.0 - ((x0 + x1) / 2.0 - first as f32);
        cells[first] += rise * inside;
        cells[first + 1] += rise * (1.0 - inside);
        return;
    }
    let per_pixel = rise / (x1 - x0);
    let mut at = x0;
    for cell in first..=last {
        let end = x1.min(cell as f32 + 1.0);
        let part = per_pixel * (end - at);
        let inside = 1.0 - ((at + end) / 2.0 - cell as f32);
        cells[cell] += part * inside;
        cells[cell + 1] += part * (1.0 - inside);
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(width: usize, height: usize, polygons: &[&[Corner]]) -> Vec<f32> {
        let mut coverage = Coverage::new(width, height);
        polygons.iter().for_each(|corners| coverage.add(corners));
        coverage.into_shares()
    }

    fn assert_near(found: &[f32], expected: &[f32]) {
        assert_eq!(found.len(), expected.len());
        assert!(
            found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-5),
            "{found:?} is not {expected:?}"
        );
    }

    #[test]
    fn a_rectangle_has_its_area_in_either_direction() {
        let mut corners = [[0.5, 0.25], [2.5, 0.25], [2.5, 2.0], [0.5, 2.0]];
        let expected = [0.375, 0.75, 0.375, 0.5, 1.0, 0.5];
        assert_near(&shares(3, 2, &[&corners]), &expected);
        corners.reverse();
        assert_near(&shares(3, 2, &[&corners]), &expected);
    }

    #[test]
    fn a_triangle_halves_the_pixels_on_its_slope() {
        let corners = [[0.0, 0.0], [2.0, 2.0], [0.0, 2.0]];
        assert_near(&shares(2, 2, &[&corners]), &[0.5, 0.0, 1.0, 0.5]);
        let flat = [[0.0, 0.0], [4.0, 1.0], [0.0, 1.0]];
        assert_near(&shares(4, 1, &[&flat]), &[0.875, 0.625, 0.375, 0.125]);
    }

    #[test]
    fn a_polygon_of_opposite_direction_is_a_hole() {
        let outer = [[0.0, 0.0], [3.0, 0.0], [3.0, 3.0], [0.0, 3.0]];
        let hole = [[1.0, 1.0], [1.0, 2.0], [2.0, 2.0], [2.0, 1.0]];
        assert_near(&shares(3, 3, &[&outer, &hole]), &[1.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0]);
    }
}
