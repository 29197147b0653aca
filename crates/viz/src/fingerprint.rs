//! Fingerprints: the headline values of one item as a small glyph, a ruler for each below the other, and the strip
//! that shows where an item stands among all. Rulers are those of the [`overview`](crate::overview): to the right is
//! always more of a problem.
//!
//! Glyphs are SVG paths, so that pages can show them without a painter.

use slim_std::format::one_decimal;

use crate::geometry::{Point, Size};
use crate::item::{AxisKind, Value};
use crate::overview::ruler;

/// The value of an item on one ruler.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lane {
    /// Kind of the value.
    pub kind: AxisKind,
    /// Rank at the left end of rulers of ranks: [`last_rank`](crate::overview::last_rank) of all items.
    pub last: f64,
    /// Value; `None` if it is unknown.
    pub value: Option<Value>,
}

/// The measurements of a glyph, in CSS px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measurements {
    /// Width of the glyph.
    pub width: f64,
    /// Height of each lane.
    pub row: f64,
    /// Radius of the marks.
    pub radius: f64,
}

impl Measurements {
    /// A glyph in a list.
    pub const SMALL: Self = Self { width: 72.0, row: 6.0, radius: 2.5 };
    /// A single lane beside its number.
    pub const SINGLE: Self = Self { width: 72.0, row: 18.0, radius: 4.0 };
    /// A glyph beside its labels and numbers.
    pub const LARGE: Self = Self { width: 180.0, row: 30.0, radius: 6.0 };
    /// A strip of all marks.
    pub const STRIP: Self = Self { width: 320.0, row: 20.0, radius: 6.0 };

    /// Returns the x of a mark without a value: left of every value, so that it is none.
    fn unknown_x(self) -> f64 {
        self.radius + 0.5
    }

    /// Returns the range of the rulers.
    pub fn range(self) -> (f64, f64) {
        (3.0 * self.radius + 1.5, self.width - self.radius - 0.5)
    }
}

/// A glyph as SVG paths in a view box of its size; a path is empty where there is nothing of its kind.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Glyph {
    /// Size of the view box.
    pub size: Size,
    /// Centers of the marks, from the first lane on.
    pub centers: Vec<Point>,
    /// Rulers of the lanes, as lines.
    pub rulers: String,
    /// 95 % confidence intervals, as lines.
    pub intervals: String,
    /// Line that joins the marks of known values of neighboring lanes.
    pub join: String,
    /// Marks of known values, filled.
    pub known: String,
    /// Marks of unknown values, hollow.
    pub unknown: String,
}

impl Glyph {
    /// Returns the glyph of the values.
    pub fn new(lanes: &[Lane], measurements: Measurements) -> Self {
        let Measurements { width, row, radius } = measurements;
        let range = measurements.range();
        let mut glyph = Self { size: Size { width, height: row * lanes.len() as f64 }, ..Self::default() };
        let mut is_joined = false;
        for (at, lane) in lanes.iter().enumerate() {
            let y = row * (at as f64 + 0.5);
            glyph.rulers += &line(range.0, range.1, y);
            let scale = ruler(lane.kind, lane.last, range);
            let x = lane.value.map_or(measurements.unknown_x(), |value| scale.px(value.amount));
            let center = Point::new(x, y);
            if let Some((low, high)) = lane.value.and_then(|value| value.interval) {
                glyph.intervals += &line(scale.px(low), scale.px(high), y);
            }
            if lane.value.is_some() {
                glyph.known += &circle(center, radius);
                glyph.join += &format!("{}{}", if is_joined { "L" } else { "M" }, pair(center));
            } else {
                glyph.unknown += &circle(center, radius - 0.5);
            }
            is_joined = lane.value.is_some();
            glyph.centers.push(center);
        }
        glyph
    }
}

/// A strip as SVG paths in a view box of its size: a ruler with a tick for each item, and a mark for one of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// Size of the view box.
    pub size: Size,
    /// Ruler, as a line.
    pub ruler: String,
    /// Ticks of all items, as lines.
    pub ticks: String,
    /// Mark of the item.
    pub own: String,
}

impl Strip {
    /// Returns the strip of the values `all`, which are sorted, and of which `own` has the mark. Ticks are half a CSS px
    /// apart or more, so that a strip of any number of items is a few KiB.
    pub fn new(all: impl Iterator<Item = f64>, own: f64, kind: AxisKind, last: f64) -> Self {
        let Measurements { width, row, radius } = Measurements::STRIP;
        // No mark is unknown, so none stands left of the ruler.
        let range = (radius + 0.5, width - radius - 0.5);
        let (scale, y) = (ruler(kind, last, range), row / 2.0);
        let tick = |x: f64| format!("M{}v{}", pair(Point::new(x, y - 5.0)), one_decimal(10.0));
        let (mut ticks, mut last_x) = (String::new(), f64::NAN);
        for amount in all {
            let x = (scale.px(amount) * 2.0).round() / 2.0;
            if x != last_x {
                ticks.push_str(&tick(x));
            }
            last_x = x;
        }
        Self {
            size: Size { width, height: row },
            ruler: line(range.0, range.1, y),
            ticks,
            own: circle(Point::new(scale.px(own), y), radius),
        }
    }
}

/// Returns the coordinates of a point.
fn pair(at: Point) -> String {
    format!("{} {}", one_decimal(at.x), one_decimal(at.y))
}

/// Returns a horizontal line as a path.
fn line(from: f64, to: f64, y: f64) -> String {
    format!("M{}H{}", pair(Point::new(from, y)), one_decimal(to))
}

/// Returns a circle as a path of two arcs.
fn circle(center: Point, radius: f64) -> String {
    let (start, r, across) =
        (Point::new(center.x - radius, center.y), one_decimal(radius), one_decimal(2.0 * radius));
    format!("M{}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0-{across} 0z", pair(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::{LayoutContext, ValueFormat};
    use crate::item::{Axis, Item, MarkId, Tone, estimate_width};
    use crate::overview;
    use proptest::prelude::*;

    const KINDS: [AxisKind; 3] = [AxisKind::Place, AxisKind::Percent, AxisKind::Percent];

    fn value(amount: f64) -> Value {
        Value { amount, ..Value::default() }
    }

    fn lanes(values: [Option<f64>; 3], last: f64) -> Vec<Lane> {
        KINDS
            .into_iter()
            .zip(values)
            .map(|(kind, amount)| Lane { kind, last, value: amount.map(value) })
            .collect()
    }

    fn item(id: usize, values: [f64; 3]) -> Item {
        Item {
            id: MarkId::new(id as u32),
            label: format!("Challenge {id}"),
            family: 0,
            category: 0,
            tone: Tone::Plain,
            value_text: String::new(),
            values: values.map(|amount| Some(value(amount))).to_vec(),
            rank: None,
        }
    }

    /// Returns the x of each item's marks in the overview.
    fn overview_centers(items: &[Item]) -> Vec<Vec<f64>> {
        let lane = |kind| overview::Lane {
            axis: Axis { title: String::new(), kind },
            texts: vec!["62%".to_owned(); items.len()],
            is_sorted: false,
        };
        let context =
            LayoutContext { width: 900.0, measure: &estimate_width, badge: None, say: ValueFormat::PLAIN };
        let scene = overview::layout(items, &KINDS.map(lane), context);
        let of = |item: &Item| {
            let own = scene.secondary_marks.iter().filter(|mark| mark.owner == Some(item.id));
            own.map(|mark| mark.center.x).collect()
        };
        items.iter().map(of).collect()
    }

    proptest! {
        /// The overview and the glyph differ by the origin and the length of their rulers only.
        #[test]
        fn places_agree_with_those_of_the_overview(
            values in prop::collection::vec((1u32..60, 0.0..=100.0f64, 0.0..=100.0f64), 3..12),
            is_large in any::<bool>(),
        ) {
            let all: Vec<[f64; 3]> = values.iter().map(|(rank, one, other)| [f64::from(*rank), *one, *other]).collect();
            let items: Vec<Item> = all.iter().enumerate().map(|(id, values)| item(id, *values)).collect();
            let last = overview::last_rank(all.iter().map(|values| values[0]));
            let measurements = if is_large { Measurements::LARGE } else { Measurements::SMALL };
            let there = overview_centers(&items);
            let here: Vec<Vec<f64>> = all.iter().map(|values| {
                let glyph = Glyph::new(&lanes(values.map(Some), last), measurements);
                glyph.centers.iter().map(|center| center.x).collect()
            }).collect();
            for lane in 0..3 {
                for (one, other) in (0..all.len()).zip(1..all.len()) {
                    let (near, far) = (here[one][lane] - here[0][lane], here[other][lane] - here[0][lane]);
                    let (near_there, far_there) = (there[one][lane] - there[0][lane], there[other][lane] - there[0][lane]);
                    prop_assert!((near * far_there - far * near_there).abs() < 1e-6);
                }
            }
        }

        /// Marks stay inside, those of known values on the ruler, those of unknown ones left of it.
        #[test]
        fn marks_are_inside_and_unknown_ones_beside_the_ruler(
            values in prop::array::uniform3(prop::option::of(1.0..=60.0f64)),
            is_large in any::<bool>(),
        ) {
            let measurements = if is_large { Measurements::LARGE } else { Measurements::SMALL };
            let glyph = Glyph::new(&lanes(values, 60.0), measurements);
            let (low, high) = measurements.range();
            for (center, value) in glyph.centers.iter().zip(values) {
                prop_assert!(center.x >= measurements.radius && center.x + measurements.radius <= glyph.size.width);
                prop_assert!(center.y >= measurements.radius && center.y + measurements.radius <= glyph.size.height);
                prop_assert_eq!(value.is_some(), (low - 1e-9..=high + 1e-9).contains(&center.x));
            }
            let count = |path: &str| path.matches('z').count();
            let known = values.iter().flatten().count();
            prop_assert_eq!((count(&glyph.known), count(&glyph.unknown)), (known, 3 - known));
        }
    }

    #[test]
    fn only_neighboring_lanes_are_joined() {
        let glyph = |values| Glyph::new(&lanes(values, 50.0), Measurements::SMALL).join;
        let lines = |path: String| path.matches('L').count();
        assert_eq!(lines(glyph([Some(1.0), Some(50.0), Some(20.0)])), 2);
        assert_eq!(lines(glyph([Some(1.0), None, Some(20.0)])), 0);
        assert_eq!(lines(glyph([None, Some(50.0), Some(20.0)])), 1);
        assert_eq!(glyph([None; 3]), "");
    }

    #[test]
    fn the_first_rank_is_at_the_right_end_and_so_are_all() {
        let right = Measurements::SMALL.range().1;
        let glyph = Glyph::new(&lanes([Some(1.0), Some(100.0), Some(0.0)], 50.0), Measurements::SMALL);
        let places: Vec<f64> = glyph.centers.iter().map(|center| center.x).collect();
        assert_eq!(places, [right, right, Measurements::SMALL.range().0]);
        assert_eq!(glyph.size, Size { width: 72.0, height: 18.0 });
    }

    #[test]
    fn a_strip_has_a_tick_for_each_and_a_mark_for_one() {
        let strip = Strip::new([0.0, 50.0, 100.0].into_iter(), 50.0, AxisKind::Percent, 10.0);
        assert_eq!((strip.ticks.matches('M').count(), strip.own.matches('z').count()), (3, 1));
        let middle = Measurements::STRIP.width / 2.0;
        assert!(strip.own.starts_with(&format!("M{}", one_decimal(middle - 6.0))), "{strip:?}");
    }

    /// Every challenge page has strips, so their size must not grow with the number of challenges.
    #[test]
    fn a_strip_of_many_items_is_no_longer_than_its_ruler() {
        let ticks = |count: u32| {
            let all = (0..count).map(|at| 100.0 * f64::from(at) / f64::from(count));
            Strip::new(all, 50.0, AxisKind::Percent, 10.0).ticks
        };
        assert!(ticks(10_000).matches('M').count() as f64 <= 2.0 * Measurements::STRIP.width);
        assert_eq!(ticks(100_000), ticks(1_000_000));
    }
}
