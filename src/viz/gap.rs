//! Two groups against each other: a row an item with the value of either side, the widest gap on top.

use super::frame::{Frame, SMALL, extent, mark, note, own_line, whisker};
use super::geometry::{Point, Rect, Size};
use super::item::{Axis, Item, shortened};
use super::scene::{Align, Echo, Ink, Mark, Scene, Words};

const RADIUS: f64 = 7.0;
/// Where the first row begins.
const TOP: f64 = 62.0;

/// Places `items`, the widest gap first. The first column is the mark's, the second its echo's.
pub fn layout(items: &[Item], axis: &Axis, sides: &[String; 2], frame: Frame<'_>) -> Scene {
    let rows = Rows::new(items, items.iter().map(|item| &item.wording), frame);
    let mut scene = rows.scene(axis, sides);
    let steps = if frame.is_narrow() { 4 } else { 6 };
    let x = frame.across(&mut scene, extent(items, 0..2), axis, rows.plot, steps);
    for (row, item) in items.iter().enumerate() {
        let (zone, middle) = rows.words(&mut scene, row, item);
        let (Some(one), Some(other)) = (item.amount(0), item.amount(1)) else { continue };
        let (from, to) = (Point::new(x.px(one), middle), Point::new(x.px(other), middle));
        // Either side has a lane of its own, since intervals of near values cover each other.
        for (column, lane) in [(0, -5.0), (1, 5.0)] {
            scene.strokes.extend(whisker(item, column, x, middle + lane, 2.0));
        }
        scene.strokes.push(own_line(item, from, to, 2.0));
        let drawn = mark(item, from, RADIUS);
        scene.echoes.push(Echo {
            of: Some(item.id),
            center: to,
            radius: RADIUS - 1.0,
            ink: drawn.ink(),
            filled: false,
        });
        scene.marks.push(Mark { zone: Some(zone), ..drawn });
    }
    scene
}

/// Rows of items, each with its name, its wording and a line for its marks.
pub(super) struct Rows<'a> {
    /// Where the marks stand.
    pub plot: Rect,
    frame: Frame<'a>,
    row_height: f64,
    name_room: f64,
}

impl<'a> Rows<'a> {
    /// Rows for `items`, with room for the widest of `wordings` beside them.
    pub fn new<'w>(items: &[Item], wordings: impl Iterator<Item = &'w String>, frame: Frame<'a>) -> Self {
        let (width, narrow) = (frame.width, frame.is_narrow());
        let row_height = if narrow { 48.0 } else { 32.0 };
        let room = |wording: &String| (frame.measure)(wording, SMALL, true);
        let wording_room = wordings.map(room).fold(0.0, f64::max) + 12.0;
        let name_room = if narrow { width - wording_room } else { frame.widest(items).min(width * 0.38) };
        let left = if narrow { 12.0 } else { name_room + 20.0 };
        let right = width - if narrow { 16.0 } else { wording_room + 12.0 };
        let plot = Rect::new(left, TOP, right, TOP + row_height * items.len() as f64);
        Self { plot, frame, row_height, name_room }
    }

    /// The scene with what stands above the rows.
    pub fn scene(&self, axis: &Axis, sides: &[String; 2]) -> Scene {
        let size = Size { width: self.frame.width, height: self.plot.bottom + 8.0 };
        let mut scene = Scene { size, plot: self.plot, ..Scene::default() };
        self.frame.heading(&mut scene, 0.0, &axis.title);
        legend(&mut scene, sides, &self.frame);
        scene
    }

    /// Writes the name and the wording of an item. Gives its row, and how high marks stand in it.
    pub fn words(&self, scene: &mut Scene, row: usize, item: &Item) -> (Rect, f64) {
        let (width, narrow) = (self.frame.width, self.frame.is_narrow());
        let top = TOP + self.row_height * row as f64;
        let zone = Rect::new(0.0, top, width, TOP + self.row_height * (row + 1) as f64);
        let middle = if narrow { zone.bottom - 14.0 } else { (zone.top + zone.bottom) / 2.0 };
        let name_y = if narrow { zone.top + 13.0 } else { middle };
        scene.words.push(self.frame.name(item, Point::new(0.0, name_y), self.name_room));
        scene.words.push(Words {
            bold: true,
            ink: Ink::Text,
            of: Some(item.id),
            ..note(Point::new(width, name_y), Align::End, item.wording.clone())
        });
        (zone, middle)
    }
}

/// Which side is filled and which is hollow, in words and by example.
pub(super) fn legend(scene: &mut Scene, sides: &[String; 2], frame: &Frame<'_>) {
    let y = 32.0;
    let mut x = 6.0;
    for (side, filled) in sides.iter().zip([true, false]) {
        let center = Point::new(x, y);
        scene.echoes.push(Echo { of: None, center, radius: 6.0, ink: Ink::Text, filled });
        let text = shortened(side, frame.width - x - 12.0, SMALL, false, frame.measure);
        x += 12.0 + (frame.measure)(&text, SMALL, false) + 26.0;
        let at = Point::new(center.x + 12.0, y);
        scene.words.push(Words { ink: Ink::Text, ..note(at, Align::Start, text) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::viz::frame::Say;
    use crate::viz::item::{AxisKind, Tone, Value, estimate};

    fn item(id: u32, one: f64, other: f64) -> Item {
        let value =
            |amount| Some(Value { amount, interval: Some((amount - 5.0, amount + 5.0)), answers: None });
        Item {
            id,
            label: format!("Challenge {id}"),
            family: 0,
            category: 0,
            tone: Tone::Plain,
            wording: "20 points".to_owned(),
            values: vec![value(one), value(other)],
            place: None,
        }
    }

    fn axis(kind: AxisKind) -> Axis {
        Axis { title: "Urgent".to_owned(), kind }
    }

    fn scene(kind: AxisKind, width: f64) -> Scene {
        let items = [item(4, 60.0, 40.0), item(9, 30.0, 45.0)];
        let sides = ["Teachers".to_owned(), "District leaders".to_owned()];
        layout(&items, &axis(kind), &sides, Frame { width, measure: &estimate, badge: None, say: Say::PLAIN })
    }

    #[test]
    fn both_sides_stand_on_one_scale_with_their_intervals() {
        for width in [320.0, 960.0] {
            let scene = scene(AxisKind::Percent, width);
            let [first, second] = &scene.marks[..] else { panic!("two marks") };
            let echo = |id| scene.echoes.iter().find(|echo| echo.of == Some(id)).unwrap().center;
            assert!(first.center.x > echo(4).x && second.center.x < echo(9).x);
            let px_a_point = (first.center.x - second.center.x) / 30.0;
            assert!((first.center.x - echo(4).x - 20.0 * px_a_point).abs() < 1e-9);
            let whiskers = scene.strokes.iter().filter(|stroke| stroke.ink == Ink::Faded);
            assert!(whiskers.clone().all(|line| (line.to.x - line.from.x - 10.0 * px_a_point).abs() < 1e-9));
            assert_eq!(whiskers.count(), 4);
        }
    }

    #[test]
    fn the_better_place_stands_where_the_greater_share_would() {
        let scene = scene(AxisKind::Place, 960.0);
        assert!(
            scene.marks[0].center.x < scene.echoes.iter().find(|echo| echo.of == Some(4)).unwrap().center.x
        );
    }
}
