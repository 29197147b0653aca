//! Rasterized shapes without colours.

use crate::coverage::Coverage;

/// A corner of a polygon: x and y in px.
pub type Corner = [f32; 2];

/// The coverage of a body with an edge around it, for one subpixel position.
#[derive(Clone, Debug)]
pub struct CoverageMask {
    /// Left side of the box, in px from the origin of the corners.
    pub(crate) left: i32,
    pub(crate) top: i32,
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// For each pixel of the box its opacity and the share of the body in its colour, 0 to 255 each.
    pub(crate) pixels: Vec<[u8; 2]>,
}

impl CoverageMask {
    /// Returns the mask of a body (polygons; one of the opposite direction is a hole) over an edge (a
    /// polygon, empty for no edge).
    ///
    /// Corners must be finite: the box of others would be too large to allocate.
    pub fn new(body: &[&[Corner]], edge: &[Corner]) -> Self {
        let all = || body.iter().copied().flatten().chain(edge);
        let least = |axis: usize| all().map(|corner| corner[axis]).fold(f32::INFINITY, f32::min).floor();
        let most = |axis: usize| all().map(|corner| corner[axis]).fold(f32::NEG_INFINITY, f32::max).ceil();
        if all().next().is_none() {
            return Self { left: 0, top: 0, width: 0, height: 0, pixels: Vec::new() };
        }
        let (left, top) = (least(0), least(1));
        let (width, height) = ((most(0) - left) as usize, (most(1) - top) as usize);
        let shares = |polygons: &[&[Corner]]| {
            let mut coverage = Coverage::new(width, height);
            for corners in polygons {
                let moved: Vec<Corner> = corners.iter().map(|[x, y]| [x - left, y - top]).collect();
                coverage.add(&moved);
            }
            coverage.into_shares()
        };
        let pixel = |(body, edge): (f32, f32)| {
            // The body composited over the edge, as one colour that is not premultiplied.
            let opacity = body + edge * (1.0 - body);
            let share = if opacity > 0.0 { body / opacity } else { 0.0 };
            [(opacity * 255.0 + 0.5) as u8, (share * 255.0 + 0.5) as u8]
        };
        let pixels = shares(body).into_iter().zip(shares(&[edge])).map(pixel).collect();
        Self { left: left as i32, top: top as i32, width, height, pixels }
    }
}

/// Returns a polygon of 64 corners with the area of the disc; it looks like one at the sizes of marks.
pub fn disc(center: Corner, radius: f32) -> Vec<Corner> {
    // Cosine and sine of 1/64 of a turn, and the factor that gives the polygon the area of the disc.
    const STEP: [f32; 2] = [0.995_184_7, 0.098_017_14];
    const AREA_FACTOR: f32 = 1.000_804;
    let rotated = |&[x, y]: &Corner| Some([x * STEP[0] - y * STEP[1], x * STEP[1] + y * STEP[0]]);
    let corners = std::iter::successors(Some([radius * AREA_FACTOR, 0.0]), rotated);
    corners.take(64).map(|[x, y]| [center[0] + x, center[1] + y]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f32::consts::PI;

    fn opacity(mask: &CoverageMask) -> f32 {
        mask.pixels.iter().map(|[opacity, _]| f32::from(*opacity) / 255.0).sum()
    }

    #[test]
    fn a_disc_has_the_area_of_a_disc_at_any_position() {
        for radius in [0.5, 1.0, 1.5, 4.0, 12.0, 43.2] {
            for phase in [0.0, 0.125, 0.5, 0.875] {
                let mask = CoverageMask::new(&[&disc([phase, 1.0 - phase], radius)], &[]);
                let area = PI * radius * radius;
                let error = (opacity(&mask) / area - 1.0).abs();
                assert!(error < 0.01, "radius {radius} at {phase}: {error}");
            }
        }
    }

    #[test]
    fn a_disc_with_a_hole_has_the_area_of_a_ring() {
        let hole: Vec<Corner> = disc([0.5, 0.5], 2.0).into_iter().rev().collect();
        let ring = CoverageMask::new(&[&disc([0.5, 0.5], 3.0), &hole], &[]);
        assert!((opacity(&ring) / (PI * 5.0) - 1.0).abs() < 0.01);
        assert_eq!(ring.pixels[ring.width * (ring.height / 2) + ring.width / 2][0], 0);
    }

    #[test]
    fn the_edge_is_only_around_the_body() {
        let mask = CoverageMask::new(&[&disc([0.5, 0.5], 4.0)], &disc([0.5, 0.5], 5.5));
        let row = &mask.pixels[mask.width * (mask.height / 2)..][..mask.width];
        assert_eq!(row[mask.width / 2], [255, 255]);
        assert!(row[1][0] > 250 && row[1][1] == 0, "{:?}", row[1]);
    }

    #[test]
    fn no_area_gives_an_empty_mask() {
        assert_eq!(CoverageMask::new(&[], &[]).pixels.len(), 0);
        assert_eq!(CoverageMask::new(&[&[[1.0, 1.0]]], &[]).pixels.len(), 0);
    }
}
