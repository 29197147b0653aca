//! Dumbbell chart: one row per item with its values in two groups, the widest gap on top.

use crate::frame::{LayoutContext, SMALL, extent, is_pinned, item_line, mark, small_label, whisker};
use crate::geometry::{Point, Rect, Size};
use crate::item::{Axis, Item, shorten_distinct};
use crate::palette::ColorRole;
use crate::scene::{Align, Label, Mark, Scene, SecondaryMark};

/// Radius of marks, in CSS px.
const RADIUS: f64 = 7.0;
/// Top of the first row, in CSS px.
const TOP: f64 = 62.0;

/// Returns the scene of `items`, which are sorted by gap, widest first. Column 0 is drawn as the mark,
/// column 1 as the ring; `sides` are their names in the legend.
pub fn layout(items: &[Item], axis: &Axis, sides: &[String; 2], context: LayoutContext<'_>) -> Scene {
    let rows = Rows::new(items, items.iter().map(|item| &item.value_text), context);
    let mut scene = rows.scene(axis, sides);
    let steps = if context.is_narrow() { 4 } else { 6 };
    let x = context.x_axis(&mut scene, extent(items, 0..2), axis, rows.plot, steps);
    for (row, item) in items.iter().enumerate() {
        let (zone, middle) = rows.add_labels(&mut scene, row, item);
        let (Some(first), Some(second)) = (item.amount(0), item.amount(1)) else { continue };
        let (from, to) = (Point::new(x.px(first), middle), Point::new(x.px(second), middle));
        // Above and below the line, because intervals of near values would cover each other.
        for (column, offset) in [(0, -5.0), (1, 5.0)] {
            scene.strokes.extend(whisker(item, column, x, middle + offset, 2.0));
        }
        scene.strokes.push(item_line(item, from, to, 2.0));
        let drawn = mark(item, from, RADIUS);
        scene.secondary_marks.push(SecondaryMark {
            owner: Some(item.id),
            center: to,
            radius: RADIUS - 1.0,
            color: drawn.color(),
            filled: false,
        });
        scene.marks.push(Mark { zone: Some(zone), ..drawn });
    }
    scene
}

/// The geometry of rows: each has a name, a text at its right end and a line for marks.
pub(super) struct Rows<'a> {
    /// The area of the marks.
    pub plot: Rect,
    context: LayoutContext<'a>,
    /// Y of the edges of rows, one more than there are rows.
    edges: Vec<f64>,
    name_width: f64,
}

impl<'a> Rows<'a> {
    /// Returns rows for `items` with room for the widest of `value_texts` at the right.
    pub fn new<'w>(
        items: &[Item],
        value_texts: impl Iterator<Item = &'w String>,
        context: LayoutContext<'a>,
    ) -> Self {
        let (width, narrow) = (context.width, context.is_narrow());
        let row_height = if narrow { 48.0 } else { 32.0 };
        let width_of = |value_text: &String| (context.measure)(value_text, SMALL, true);
        let value_width = value_texts.map(width_of).fold(0.0, f64::max) + 12.0;
        let name_width =
            if narrow { width - value_width } else { context.widest_name(items).min(width * 0.44) };
        let left = if narrow { 12.0 } else { name_width + 20.0 };
        let right = width - if narrow { 16.0 } else { value_width + 12.0 };
        let edges = context.row_edges(items, TOP, row_height, name_width, |_, item| is_pinned(item));
        let plot = Rect::new(left, TOP, right, edges[items.len()]);
        Self { plot, context, edges, name_width }
    }

    /// Returns a scene with title and legend above empty rows.
    pub fn scene(&self, axis: &Axis, sides: &[String; 2]) -> Scene {
        let size = Size { width: self.context.width, height: self.plot.bottom + 8.0 };
        let mut scene = Scene { size, plot: self.plot, ..Scene::default() };
        self.context.heading(&mut scene, 0.0, &axis.title);
        legend(&mut scene, sides, &self.context);
        scene
    }

    /// Adds the name and the text of an item. Returns the rectangle of its row, and the y of its marks.
    pub fn add_labels(&self, scene: &mut Scene, row: usize, item: &Item) -> (Rect, f64) {
        let (width, narrow) = (self.context.width, self.context.is_narrow());
        let zone = Rect::new(0.0, self.edges[row], width, self.edges[row + 1]);
        let middle = if narrow { zone.bottom - 14.0 } else { (zone.top + zone.bottom) / 2.0 };
        let name_y = if narrow { zone.top + 13.0 } else { middle };
        let at = Point::new(0.0, name_y);
        scene.labels.extend(self.context.row_name(item, at, self.name_width, is_pinned(item)));
        scene.labels.push(Label {
            bold: true,
            color: ColorRole::Text,
            owner: Some(item.id),
            ..small_label(Point::new(width, name_y), Align::End, item.value_text.clone())
        });
        (zone, middle)
    }
}

/// Adds the legend: a filled mark for the first side, a ring for the second.
pub(super) fn legend(scene: &mut Scene, sides: &[String; 2], context: &LayoutContext<'_>) {
    let (y, symbol, gap) = (32.0, 12.0, 26.0);
    let room = context.width - 6.0 - 2.0 * symbol - gap;
    let width_of = |text: &String| (context.measure)(text, SMALL, false);
    let texts = if sides.iter().map(width_of).sum::<f64>() <= room {
        sides.to_vec()
    } else {
        shorten_distinct(sides, room / 2.0, SMALL, false, context.measure)
    };
    let mut x = 6.0;
    for (text, filled) in texts.into_iter().zip([true, false]) {
        let center = Point::new(x, y);
        scene.secondary_marks.push(SecondaryMark {
            owner: None,
            center,
            radius: 6.0,
            color: ColorRole::Text,
            filled,
        });
        x += symbol + width_of(&text) + gap;
        let at = Point::new(center.x + symbol, y);
        scene.labels.push(Label { color: ColorRole::Text, ..small_label(at, Align::Start, text) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::ValueFormat;
    use crate::item::MarkId;
    use crate::item::{AxisKind, Tone, Value, estimate_width};

    fn item(id: u32, first: f64, second: f64) -> Item {
        let value =
            |amount| Some(Value { amount, interval: Some((amount - 5.0, amount + 5.0)), answers: None });
        Item {
            id: MarkId::new(id),
            label: format!("Challenge {id}"),
            family: 0,
            category: 0,
            tone: Tone::Plain,
            value_text: "20 points".to_owned(),
            values: vec![value(first), value(second)],
            rank: None,
        }
    }

    fn axis(kind: AxisKind) -> Axis {
        Axis { title: "Urgent".to_owned(), kind }
    }

    fn scene(kind: AxisKind, width: f64) -> Scene {
        let items = [item(4, 60.0, 40.0), item(9, 30.0, 45.0)];
        let sides = ["Teachers".to_owned(), "District leaders".to_owned()];
        layout(
            &items,
            &axis(kind),
            &sides,
            LayoutContext { width, measure: &estimate_width, badge: None, say: ValueFormat::PLAIN },
        )
    }

    #[test]
    fn both_sides_share_a_scale_and_have_their_intervals() {
        for width in [320.0, 960.0] {
            let scene = scene(AxisKind::Percent, width);
            let [first, second] = &scene.marks[..] else { panic!("two marks") };
            let ring = |id| {
                scene
                    .secondary_marks
                    .iter()
                    .find(|secondary_mark| secondary_mark.owner == Some(id))
                    .unwrap()
                    .center
            };
            assert!(first.center.x > ring(MarkId::new(4)).x && second.center.x < ring(MarkId::new(9)).x);
            let px_per_point = (first.center.x - second.center.x) / 30.0;
            assert!((first.center.x - ring(MarkId::new(4)).x - 20.0 * px_per_point).abs() < 1e-9);
            let whiskers = scene.strokes.iter().filter(|stroke| stroke.color == ColorRole::Faded);
            assert!(
                whiskers.clone().all(|line| (line.to.x - line.from.x - 10.0 * px_per_point).abs() < 1e-9)
            );
            assert_eq!(whiskers.count(), 4);
        }
    }

    #[test]
    fn the_better_rank_is_at_the_right() {
        let scene = scene(AxisKind::Place, 960.0);
        assert!(
            scene.marks[0].center.x
                < scene
                    .secondary_marks
                    .iter()
                    .find(|secondary_mark| secondary_mark.owner == Some(MarkId::new(4)))
                    .unwrap()
                    .center
                    .x
        );
    }
}
