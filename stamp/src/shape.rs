//! A shape, worked out to the pixel.

use crate::coverage::Coverage;

/// A corner of a polygon, x and y.
pub type Corner = [f32; 2];

/// A body with an edge around it, worked out to the pixel for one place within a pixel.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// Of the box, from the pixel that the origin of the corners is the upper left corner of.
    pub(crate) left: i32,
    pub(crate) top: i32,
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// By pixel of the box: how opaque it is, and how much of its colour is the body's.
    pub(crate) pixels: Vec<[u8; 2]>,
}

impl Stamp {
    /// A body (polygons; one that runs the other way round is a hole) painted over an edge
    /// (a polygon as well, none for no edge). Corners must be finite.
    pub fn new(body: &[&[Corner]], edge: &[Corner]) -> Self {
        let all = || body.iter().copied().flatten().chain(edge);
        let least = |axis: usize| all().map(|corner| corner[axis]).fold(f32::INFINITY, f32::min).floor();
        let most = |axis: usize| all().map(|corner| corner[axis]).fold(f32::NEG_INFINITY, f32::max).ceil();
        if all().next().is_none() {
            return Self { left: 0, top: 0, width: 0, height: 0, pixels: Vec::new() };
        }
        let (left, top) = (least(0), least(1));
        let (width, height) = ((most(0) - left) as usize, (most(1) - top) as usize);
        let parts = |polygons: &[&[Corner]]| {
            let mut coverage = Coverage::new(width, height);
            for corners in polygons {
                let moved: Vec<Corner> = corners.iter().map(|[x, y]| [x - left, y - top]).collect();
                coverage.add(&moved);
            }
            coverage.parts()
        };
        let pixel = |(body, edge): (f32, f32)| {
            // The body over the edge, as one colour that is not multiplied by its opacity.
            let opacity = body + edge * (1.0 - body);
            let share = if opacity > 0.0 { body / opacity } else { 0.0 };
            [(opacity * 255.0 + 0.5) as u8, (share * 255.0 + 0.5) as u8]
        };
        let pixels = parts(body).into_iter().zip(parts(&[edge])).map(pixel).collect();
        Self { left: left as i32, top: top as i32, width, height, pixels }
    }
}

/// The corners of a disc: a polygon of 64, of the disc's area, that no eye tells from it.
pub fn disc(center: Corner, radius: f32) -> Vec<Corner> {
    // Cosine and sine of a 64th of a turn, and what makes up for the area between chord and arc.
    const STEP: [f32; 2] = [0.995_184_7, 0.098_017_14];
    const GROWN: f32 = 1.000_804;
    let turned = |&[x, y]: &Corner| Some([x * STEP[0] - y * STEP[1], x * STEP[1] + y * STEP[0]]);
    let arms = std::iter::successors(Some([radius * GROWN, 0.0]), turned);
    arms.take(64).map(|[x, y]| [center[0] + x, center[1] + y]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f32::consts::PI;

    fn opacity(stamp: &Stamp) -> f32 {
        stamp.pixels.iter().map(|[opacity, _]| f32::from(*opacity) / 255.0).sum()
    }

    #[test]
    fn a_disc_has_the_area_of_a_disc_wherever_it_stands() {
        for radius in [0.5, 1.0, 1.5, 4.0, 12.0, 43.2] {
            for phase in [0.0, 0.125, 0.5, 0.875] {
                let stamp = Stamp::new(&[&disc([phase, 1.0 - phase], radius)], &[]);
                let area = PI * radius * radius;
                let error = (opacity(&stamp) / area - 1.0).abs();
                assert!(error < 0.01, "radius {radius} at {phase}: {error}");
            }
        }
    }

    #[test]
    fn a_ring_is_a_disc_less_a_disc() {
        let hole: Vec<Corner> = disc([0.5, 0.5], 2.0).into_iter().rev().collect();
        let ring = Stamp::new(&[&disc([0.5, 0.5], 3.0), &hole], &[]);
        assert!((opacity(&ring) / (PI * 5.0) - 1.0).abs() < 0.01);
        assert_eq!(ring.pixels[ring.width * (ring.height / 2) + ring.width / 2][0], 0);
    }

    #[test]
    fn the_edge_shows_around_the_body_only() {
        let stamp = Stamp::new(&[&disc([0.5, 0.5], 4.0)], &disc([0.5, 0.5], 5.5));
        let row = &stamp.pixels[stamp.width * (stamp.height / 2)..][..stamp.width];
        assert_eq!(row[stamp.width / 2], [255, 255]);
        assert!(row[1][0] > 250 && row[1][1] == 0, "{:?}", row[1]);
    }

    #[test]
    fn nothing_makes_an_empty_stamp() {
        assert_eq!(Stamp::new(&[], &[]).pixels.len(), 0);
        assert_eq!(Stamp::new(&[&[[1.0, 1.0]]], &[]).pixels.len(), 0);
    }
}
