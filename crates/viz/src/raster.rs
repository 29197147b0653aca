//! Marks and dots as pixels in memory: a canvas shows any number of them with one call.

use std::ops::Range;

use raster::{Corner, CoverageMask, PixelBuffer, Rgb, Sprite, disc};

use crate::dot_series::Dots;
use crate::geometry::{Point, Size};
use crate::palette::{ColorRole, Palette};
use crate::scene::Mark;
use crate::shape::Shape;

/// Width of the edge around a mark in the background colour, in CSS px; it separates marks that overlap.
pub const EDGE: f64 = 1.5;

/// Subpixel positions per device px and axis: with them a moving mark does not jump from pixel to pixel.
const PHASES: usize = 4;
/// Radius steps per device px: radii are rounded to an eighth of a device px.
const RADIUS_STEPS: f64 = 8.0;
/// The largest radius in device px. No chart has such marks; the limit keeps a wrong number from
/// allocating gigabytes.
const MAX_RADIUS: f64 = 256.0;
/// The largest width and height in device px: the limit of browsers for a canvas.
const MAX_SIDE: f64 = 16_384.0;
/// The largest number of cached looks; while marks grow, every frame adds one.
const MAX_CACHED: usize = 256;

/// A transparent image of marks and dots, in device px. Pitfall: what is drawn first is on top.
#[derive(Debug, Default)]
pub struct Raster {
    layer: PixelBuffer,
    scale: f64,
    /// Cached masks and sprites, sorted by look.
    cache: Vec<(Look, CacheEntry)>,
}

/// The key of the cache: everything that decides the coverage mask, apart from the phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    /// The radius in steps of 1 / [`RADIUS_STEPS`] device px.
    radius: u16,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Mark(Shape),
    Filled,
    Hollow,
}

/// A lazily made value for every subpixel position.
type Phases<T> = [Option<T>; PHASES * PHASES];

/// The masks and sprites of a look.
#[derive(Debug, Default)]
struct CacheEntry {
    masks: Phases<CoverageMask>,
    /// Sprites by the colours of body and edge; as many as there are colours in the chart.
    sprites: Vec<([Rgb; 2], Box<Phases<Sprite>>)>,
}

impl CacheEntry {
    fn sprite(&mut self, colors: [Rgb; 2], phase: usize, mask: impl FnOnce() -> CoverageMask) -> &Sprite {
        let found = self.sprites.iter().position(|sprite| sprite.0 == colors);
        let at = found.unwrap_or_else(|| {
            self.sprites.push((colors, Box::default()));
            self.sprites.len() - 1
        });
        let Self { masks, sprites } = self;
        sprites[at].1[phase].get_or_insert_with(|| {
            let [body, edge] = colors;
            Sprite::new(masks[phase].get_or_insert_with(mask), body, edge)
        })
    }
}

impl Raster {
    /// Returns an image of size 0.
    pub fn new() -> Self {
        Self::default()
    }

    /// Clears the image and sets its size (CSS px) and scale (device px per CSS px).
    pub fn resize(&mut self, size: Size, scale: f64) {
        // A cast turns NaN into 0.
        let side = |length: f64| (length * scale).round().clamp(0.0, MAX_SIDE) as usize;
        let (width, height) = (side(size.width), side(size.height));
        if (width, height) == (self.layer.width(), self.layer.height()) {
            self.layer.clear();
        } else {
            self.layer.resize(width, height);
        }
        if scale != self.scale {
            self.scale = scale;
            self.cache.clear();
        }
    }

    /// Clears the image.
    pub fn clear(&mut self) {
        self.layer.clear();
    }

    /// Returns the width in device px.
    pub fn width(&self) -> u32 {
        self.layer.width() as u32
    }

    /// Returns the height in device px.
    pub fn height(&self) -> u32 {
        self.layer.height() as u32
    }

    /// Returns all pixels, row by row: red, green, blue, alpha, not premultiplied.
    pub fn pixels(&self) -> &[u8] {
        self.rows(0..self.layer.height())
    }

    /// Returns the pixels of some rows; rows below the image are left out.
    pub fn rows(&self, rows: Range<usize>) -> &[u8] {
        self.layer.rows(rows)
    }

    /// Returns the rows that may contain drawn pixels; all other rows are transparent.
    pub fn drawn_rows(&self) -> Range<usize> {
        self.layer.dirty_rows()
    }

    /// Draws marks without captions under everything drawn before, the first mark on top.
    pub fn marks(&mut self, marks: &[Mark], palette: Palette) {
        let edge = rgb(palette, ColorRole::Paper);
        for mark in marks {
            let look = self.look(Kind::Mark(mark.shape), mark.radius);
            let body = rgb(palette, mark.color());
            self.draw(look, mark.center, body, edge);
        }
    }

    /// Draws dots under everything drawn before.
    pub fn dots(&mut self, dots: &Dots, palette: Palette) {
        let mut points = dots.places.iter();
        for run in &dots.runs {
            let (full, faded) = (rgb(palette, run.color()), rgb(palette, ColorRole::Faded));
            for (kind, count, color) in [(Kind::Filled, run.filled, full), (Kind::Hollow, run.hollow, faded)]
            {
                let look = self.look(kind, dots.radius);
                for &[x, y] in points.by_ref().take(count) {
                    self.draw(look, Point::new(f64::from(x), f64::from(y)), color, color);
                }
            }
        }
    }

    /// Returns the look for a radius in CSS px; none if it is not positive or NaN.
    fn look(&self, kind: Kind, radius: f64) -> Option<Look> {
        let radius = (radius * self.scale).min(MAX_RADIUS) * RADIUS_STEPS;
        (radius > 0.0).then(|| Look { radius: (radius.round() as u16).max(1), kind })
    }

    fn draw(&mut self, look: Option<Look>, center: Point, body: Rgb, edge: Rgb) {
        let (Some(look), true) = (look, center.x.is_finite() && center.y.is_finite()) else { return };
        // In phases; the cast saturates for positions that are far away.
        // Not `round`, which is a function call; this is two instructions.
        let steps = |at: f64| (at * self.scale * PHASES as f64 + 0.5).floor() as i32;
        let (x, y) = (steps(center.x), steps(center.y));
        let phase = |steps: i32| steps as usize % PHASES;
        let phases = [phase(x), phase(y)];
        let at = match self.cache.binary_search_by_key(&look, |entry| entry.0) {
            Ok(at) => at,
            Err(_) if self.cache.len() >= MAX_CACHED => {
                self.cache.clear();
                self.cache.push((look, CacheEntry::default()));
                0
            }
            Err(at) => {
                self.cache.insert(at, (look, CacheEntry::default()));
                at
            }
        };
        let scale = self.scale;
        let phase = phases[1] * PHASES + phases[0];
        let sprite = self.cache[at].1.sprite([body, edge], phase, || mask(look, phases, scale));
        self.layer.draw_under(sprite, x.div_euclid(PHASES as i32), y.div_euclid(PHASES as i32));
    }
}

/// Returns the coverage mask of a look at a subpixel position.
fn mask(look: Look, phases: [usize; 2], scale: f64) -> CoverageMask {
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
            CoverageMask::new(&[&outline(radius)], &outline(radius + EDGE * scale))
        }
        Kind::Filled => CoverageMask::new(&[&circle(radius)], &[]),
        Kind::Hollow => {
            let hole: Vec<Corner> =
                circle((radius - ring_width(radius, scale)).max(0.0)).into_iter().rev().collect();
            CoverageMask::new(&[&circle(radius), &hole], &[])
        }
    }
}

/// Returns the line width of a hollow dot in the px of `radius`: a third of the radius, but at least
/// 1 CSS px, so that it is visible. `scale` is the number of these px per CSS px.
pub(super) fn ring_width(radius: f64, scale: f64) -> f64 {
    (radius / 3.0).max(scale)
}

fn rgb(palette: Palette, color: ColorRole) -> Rgb {
    palette.rgb(color).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dot_series::DotSeries;
    use crate::item::MarkId;
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
            id: MarkId::default(),
            center: Point::new(x, y),
            radius,
            shape: Shape::of(kind),
            family: kind,
            tone: crate::item::Tone::Plain,
            caption: String::new(),
            zone: None,
        }
    }

    fn dots(radius: f64, filled: usize, points: Vec<[f32; 2]>) -> Dots {
        let hollow = points.len() - filled;
        Dots {
            radius,
            runs: vec![DotSeries { id: MarkId::new(0), family: Some(0), filled, hollow }],
            places: points,
        }
    }

    fn pixel(raster: &Raster, x: usize, y: usize) -> [u8; 4] {
        raster.rows(y..y + 1)[4 * x..4 * x + 4].try_into().unwrap()
    }

    /// Returns the covered area in device px.
    fn covered(raster: &Raster) -> f64 {
        raster.pixels().iter().skip(3).step_by(4).map(|opacity| f64::from(*opacity) / 255.0).sum()
    }

    fn any_number() -> impl Strategy<Value = f64> {
        prop_oneof![
            4 => -200.0..400.0f64,
            1 => prop::sample::select(vec![f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e300, 0.0, -0.0, 5e-324]),
        ]
    }

    proptest! {
        #[test]
        fn any_numbers_make_an_image(x in any_number(), y in any_number(), radius in any_number(), width in any_number(), scale in any_number(), kind in 0usize..12) {
            let mut raster = Raster::new();
            // The size is limited: some of these numbers would allocate gigabytes.
            raster.resize(Size { width, height: 80.0 }, if scale.abs() > 4.0 { 1.0 } else { scale });
            raster.marks(&[mark(x, y, radius, kind)], Palette::Light);
            raster.dots(&dots(radius, 1, vec![[x as f32, y as f32], [y as f32, x as f32]]), Palette::Dark);
            prop_assert_eq!(raster.pixels().len(), 4 * (raster.width() * raster.height()) as usize);
        }

        #[test]
        fn marks_drawn_in_two_calls_look_like_one_call(
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
    fn a_mark_has_its_colour_and_an_edge_and_the_first_is_on_top() {
        for (kind, scale) in (0..10).flat_map(|kind| [1.0, 2.0].map(|scale| (kind, scale))) {
            let mut raster = raster(scale);
            raster.marks(&[mark(60.0, 40.0, 10.0, kind), mark(62.0, 40.0, 10.0, kind + 1)], Palette::Light);
            let (x, y) = ((60.0 * scale) as usize, (40.0 * scale) as usize);
            let (red, green, blue) = Palette::Light.rgb(ColorRole::Family(kind));
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
    fn a_shift_by_a_quarter_of_a_pixel_is_visible() {
        let shifted = |by: f32| {
            let mut raster = raster(1.0);
            raster.dots(&dots(4.0, 1, vec![[60.0 + by, 40.0]]), Palette::Light);
            raster.pixels().to_vec()
        };
        assert_ne!(shifted(0.0), shifted(0.25));
        assert_eq!(shifted(0.0), shifted(0.1));
    }
}
