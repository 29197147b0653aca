//! Marks and dots as pixels in memory: one call puts them on a canvas, however many they are.

use std::ops::Range;

use stamp::{Corner, Layer, Rgb, Stamp, Tinted, disc};

use super::dots::Dots;
use super::geometry::{Point, Size};
use super::palette::Palette;
use super::scene::{Ink, Mark};
use super::shape::Shape;

/// How far the paper reaches beyond a mark, so that marks that overlap are told apart.
pub const EDGE: f64 = 1.5;

/// Places within a pixel that are told apart, across and down: a mark that moves does not jump by pixels.
const PHASES: usize = 4;
/// Radii are told apart by this part of a device px.
const RADIUS_STEPS: f64 = 8.0;
/// In device px. No picture has marks as large; a bound keeps a wrong number from asking for gigabytes.
const MAX_RADIUS: f64 = 256.0;
/// Device px a side: what browsers take for a canvas.
const MAX_SIDE: f64 = 16_384.0;
/// Sets of stamps kept; while marks grow there is a new one every frame.
const MAX_SETS: usize = 256;

/// A transparent picture of marks and dots, in device px, on which the first that is drawn lies on top.
#[derive(Debug, Default)]
pub struct Raster {
    layer: Layer,
    scale: f64,
    /// By what they show, in order of it.
    sets: Vec<(Look, Set)>,
}

/// What a set of stamps shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    /// In steps of [`RADIUS_STEPS`].
    radius: u16,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Mark(Shape),
    Filled,
    Hollow,
}

/// What is made when first needed, for each place within a pixel.
type Phases<T> = [Option<T>; PHASES * PHASES];

/// A look, worked out.
#[derive(Debug, Default)]
struct Set {
    stamps: Phases<Stamp>,
    /// By body and edge; as many as there are inks.
    tints: Vec<([Rgb; 2], Box<Phases<Tinted>>)>,
}

impl Set {
    fn tinted(&mut self, colors: [Rgb; 2], phase: usize, stamp: impl FnOnce() -> Stamp) -> &Tinted {
        let found = self.tints.iter().position(|tint| tint.0 == colors);
        let at = found.unwrap_or_else(|| {
            self.tints.push((colors, Box::default()));
            self.tints.len() - 1
        });
        let Self { stamps, tints } = self;
        tints[at].1[phase].get_or_insert_with(|| {
            let [body, edge] = colors;
            Tinted::new(stamps[phase].get_or_insert_with(stamp), body, edge)
        })
    }
}

impl Raster {
    /// An empty picture of no size.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes the picture so large (CSS px) at a scale (device px a CSS px), and empty.
    pub fn resize(&mut self, size: Size, scale: f64) {
        // What is no number becomes 0, here and in casts.
        let side = |length: f64| (length * scale).round().clamp(0.0, MAX_SIDE) as usize;
        let (width, height) = (side(size.width), side(size.height));
        if (width, height) == (self.layer.width(), self.layer.height()) {
            self.layer.clear();
        } else {
            self.layer.resize(width, height);
        }
        if scale != self.scale {
            self.scale = scale;
            self.sets.clear();
        }
    }

    /// Makes the picture empty.
    pub fn clear(&mut self) {
        self.layer.clear();
    }

    /// Width in device px.
    pub fn width(&self) -> u32 {
        self.layer.width() as u32
    }

    /// Height in device px.
    pub fn height(&self) -> u32 {
        self.layer.height() as u32
    }

    /// Red, green, blue and opacity (not multiplied) of all pixels, row by row.
    pub fn pixels(&self) -> &[u8] {
        self.rows(0..self.layer.height())
    }

    /// The same of some rows.
    pub fn rows(&self, rows: Range<usize>) -> &[u8] {
        self.layer.rows(rows)
    }

    /// The rows that may hold anything.
    pub fn drawn_rows(&self) -> Range<usize> {
        self.layer.touched()
    }

    /// Draws marks, without captions, under what is there and each under those before it.
    pub fn marks(&mut self, marks: &[Mark], palette: Palette) {
        let edge = rgb(palette, Ink::Paper);
        for mark in marks {
            let look = self.look(Kind::Mark(mark.shape), mark.radius);
            let body = rgb(palette, mark.ink());
            self.put(look, mark.center, body, edge);
        }
    }

    /// Draws dots under what is there.
    pub fn dots(&mut self, dots: &Dots, palette: Palette) {
        let mut places = dots.places.iter();
        for run in &dots.runs {
            let (yes, no) = (rgb(palette, run.ink()), rgb(palette, Ink::Faded));
            for (kind, count, ink) in [(Kind::Filled, run.filled, yes), (Kind::Hollow, run.hollow, no)] {
                let look = self.look(kind, dots.radius);
                for &[x, y] in places.by_ref().take(count) {
                    self.put(look, Point::new(f64::from(x), f64::from(y)), ink, ink);
                }
            }
        }
    }

    /// What is drawn for a radius in CSS px; none for nothing, and for what is no number.
    fn look(&self, kind: Kind, radius: f64) -> Option<Look> {
        let radius = (radius * self.scale).min(MAX_RADIUS) * RADIUS_STEPS;
        (radius > 0.0).then(|| Look { radius: (radius.round() as u16).max(1), kind })
    }

    fn put(&mut self, look: Option<Look>, center: Point, body: Rgb, edge: Rgb) {
        let (Some(look), true) = (look, center.x.is_finite() && center.y.is_finite()) else { return };
        // Counted in phases; a cast holds what is too far away at the end of the numbers.
        // Not `round`, which is a call where this is two instructions.
        let steps = |at: f64| (at * self.scale * PHASES as f64 + 0.5).floor() as i32;
        let (x, y) = (steps(center.x), steps(center.y));
        let phase = |steps: i32| steps as usize % PHASES;
        let phases = [phase(x), phase(y)];
        let at = match self.sets.binary_search_by_key(&look, |set| set.0) {
            Ok(at) => at,
            Err(_) if self.sets.len() >= MAX_SETS => {
                self.sets.clear();
                self.sets.push((look, Set::default()));
                0
            }
            Err(at) => {
                self.sets.insert(at, (look, Set::default()));
                at
            }
        };
        let scale = self.scale;
        let phase = phases[1] * PHASES + phases[0];
        let tinted = self.sets[at].1.tinted([body, edge], phase, || stamp(look, phases, scale));
        self.layer.put_under(tinted, x.div_euclid(PHASES as i32), y.div_euclid(PHASES as i32));
    }
}

/// The stamp of a look, at a place within a pixel.
fn stamp(look: Look, phases: [usize; 2], scale: f64) -> Stamp {
    let radius = f64::from(look.radius) / RADIUS_STEPS;
    let center = phases.map(|phase| phase as f64 / PHASES as f64);
    let circle = |radius: f64| disc(center.map(|at| at as f32), radius as f32);
    match look.kind {
        Kind::Mark(shape) => {
            let outline = |radius: f64| -> Vec<Corner> {
                let corners = shape.corners(Point::new(center[0], center[1]), radius);
                if corners.is_empty() {
                    return circle(radius);
                }
                corners.into_iter().map(|corner| [corner.x as f32, corner.y as f32]).collect()
            };
            Stamp::new(&[&outline(radius)], &outline(radius + EDGE * scale))
        }
        Kind::Filled => Stamp::new(&[&circle(radius)], &[]),
        Kind::Hollow => {
            let hole: Vec<Corner> =
                circle((radius - ring_width(radius, scale)).max(0.0)).into_iter().rev().collect();
            Stamp::new(&[&circle(radius), &hole], &[])
        }
    }
}

/// How wide the line of a hollow dot is, both in the px of `radius`; `scale` is how many make a CSS px.
/// At least 1 CSS px, so that it is seen, and a third of a large dot's radius.
pub(super) fn ring_width(radius: f64, scale: f64) -> f64 {
    (radius / 3.0).max(scale)
}

fn rgb(palette: Palette, ink: Ink) -> Rgb {
    palette.rgb(ink).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::viz::dots::Run;
    use proptest::prelude::*;
    use std::f64::consts::PI;

    const SIZE: Size = Size { width: 120.0, height: 80.0 };

    fn raster(scale: f64) -> Raster {
        let mut raster = Raster::new();
        raster.resize(SIZE, scale);
        raster
    }

    fn mark(x: f64, y: f64, radius: f64, kind: usize) -> Mark {
        Mark {
            id: 0,
            center: Point::new(x, y),
            radius,
            shape: Shape::of(kind),
            family: kind,
            tone: crate::viz::item::Tone::Plain,
            caption: String::new(),
            zone: None,
        }
    }

    fn dots(radius: f64, filled: usize, places: Vec<[f32; 2]>) -> Dots {
        let hollow = places.len() - filled;
        Dots { radius, runs: vec![Run { id: 0, family: Some(0), filled, hollow }], places }
    }

    fn pixel(raster: &Raster, x: usize, y: usize) -> [u8; 4] {
        raster.rows(y..y + 1)[4 * x..4 * x + 4].try_into().unwrap()
    }

    /// How many device px are covered.
    fn covered(raster: &Raster) -> f64 {
        raster.pixels().iter().skip(3).step_by(4).map(|opacity| f64::from(*opacity) / 255.0).sum()
    }

    fn wild() -> impl Strategy<Value = f64> {
        prop_oneof![
            4 => -200.0..400.0f64,
            1 => prop::sample::select(vec![f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e300, 0.0, -0.0, 5e-324]),
        ]
    }

    proptest! {
        #[test]
        fn any_numbers_make_a_picture(x in wild(), y in wild(), radius in wild(), width in wild(), scale in wild(), kind in 0usize..12) {
            let mut raster = Raster::new();
            // Up to gigabytes are asked for by some of these; a page's size is not among them.
            raster.resize(Size { width, height: 80.0 }, if scale.abs() > 4.0 { 1.0 } else { scale });
            raster.marks(&[mark(x, y, radius, kind)], Palette::Light);
            raster.dots(&dots(radius, 1, vec![[x as f32, y as f32], [y as f32, x as f32]]), Palette::Dark);
            prop_assert_eq!(raster.pixels().len(), 4 * (raster.width() * raster.height()) as usize);
        }

        #[test]
        fn two_halves_make_the_whole(
            all in prop::collection::vec((-20.0..140.0f64, -20.0..100.0f64, 0.5..14.0f64, 0usize..10), 0..40),
            cut in 0usize..40,
            scale in 0.5..3.0f64,
        ) {
            let marks: Vec<_> = all.iter().map(|&(x, y, radius, kind)| mark(x, y, radius, kind)).collect();
            let (first, second) = marks.split_at(cut.min(marks.len()));
            let (mut whole, mut halves) = (raster(scale), raster(scale));
            whole.marks(&marks, Palette::Light);
            halves.marks(first, Palette::Light);
            halves.marks(second, Palette::Light);
            prop_assert!(whole.pixels() == halves.pixels());
        }

        #[test]
        fn a_dot_covers_its_area(x in 20.0..100.0f32, y in 20.0..60.0f32, radius in 1.0..12.0f64, scale in 1.0..3.0f64) {
            let mut raster = raster(scale);
            raster.dots(&dots(radius, 1, vec![[x, y]]), Palette::Light);
            let area = PI * (radius * scale).powi(2);
            // The radius is rounded to an eighth of a device px, so a small one by up to 7 %.
            let error = 2.0 * (0.5 / RADIUS_STEPS) / (radius * scale) + 0.02;
            prop_assert!((covered(&raster) / area - 1.0).abs() < error, "{} for {area}", covered(&raster));
        }
    }

    #[test]
    fn a_mark_is_its_colour_with_paper_around_it_and_the_first_lies_on_top() {
        for (kind, scale) in (0..10).flat_map(|kind| [1.0, 2.0].map(|scale| (kind, scale))) {
            let mut raster = raster(scale);
            raster.marks(&[mark(60.0, 40.0, 10.0, kind), mark(62.0, 40.0, 10.0, kind + 1)], Palette::Light);
            let (x, y) = ((60.0 * scale) as usize, (40.0 * scale) as usize);
            let (red, green, blue) = Palette::Light.rgb(Ink::Family(kind));
            assert_eq!(pixel(&raster, x, y), [red, green, blue, 255], "{kind}");
            assert_eq!(pixel(&raster, 0, 0), [0; 4]);
        }
        let mut raster = raster(2.0);
        raster.marks(&[mark(60.0, 40.0, 10.0, 0)], Palette::Light);
        let (red, green, blue) = Palette::Light.paper();
        assert_eq!(pixel(&raster, 120 + 21, 80), [red, green, blue, 255]);
        assert_eq!(pixel(&raster, 120 + 25, 80), [0; 4]);
        assert!(raster.drawn_rows().len() < 50);
    }

    #[test]
    fn a_hollow_dot_is_a_ring() {
        let mut raster = raster(2.0);
        raster.dots(&dots(4.0, 1, vec![[20.0, 40.0], [60.0, 40.0]]), Palette::Light);
        assert_eq!(pixel(&raster, 40, 80)[3], 255);
        assert_eq!(pixel(&raster, 120, 80)[3], 0);
        assert_eq!(pixel(&raster, 120 + 6, 80)[3], 255);
    }

    #[test]
    fn a_quarter_of_a_pixel_is_seen() {
        let shifted = |by: f32| {
            let mut raster = raster(1.0);
            raster.dots(&dots(4.0, 1, vec![[60.0 + by, 40.0]]), Palette::Light);
            raster.pixels().to_vec()
        };
        assert_ne!(shifted(0.0), shifted(0.25));
        assert_eq!(shifted(0.0), shifted(0.1));
    }
}
