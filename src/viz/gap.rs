//! Two groups against each other: a row an item with the value of either side, the widest gap on top.

use super::frame::{Frame, SMALL, extent, mark, note, own_line, whisker};
use super::geometry::{Point, Rect, Size};
use super::item::{Axis, Item, shortened};
use super::scene::{Align, Echo, Ink, Mark, Scene, Words};

const RADIUS: f64 = 7.0;

/// Places `items`, the widest gap first. The first column is the mark's, the second its echo's.
pub fn layout(items: &[Item], axis: &Axis, sides: &[String; 2], frame: Frame<'_>) -> Scene {
    let (width, narrow) = (frame.width, frame.is_narrow());
    let row_height = if narrow { 48.0 } else { 32.0 };
    let wording_room =
        items.iter().map(|item| (frame.measure)(&item.wording, SMALL, true)).fold(0.0, f64::max) + 12.0;
    let name_room = if narrow { width - wording_room } else { frame.widest(items).min(width * 0.38) };
    let left = if narrow { 12.0 } else { name_room + 20.0 };
    let right = width - if narrow { 16.0 } else { wording_room + 12.0 };
    let top = 62.0;
    let plot = Rect::new(left, top, right, top + row_height * items.len() as f64);
    let mut scene = Scene { size: Size { width, height: plot.bottom + 8.0 }, plot, ..Scene::default() };
    frame.heading(&mut scene, 0.0, &axis.title);
    legend(&mut scene, sides, &frame);
    let steps = if narrow { 4 } else { 6 };
    let x = frame.across(&mut scene, extent(items, 0..2), axis, plot, steps);
    for (row, item) in items.iter().enumerate() {
        let zone = Rect::new(0.0, top + row_height * row as f64, width, top + row_height * (row + 1) as f64);
        let middle = if narrow { zone.bottom - 14.0 } else { (zone.top + zone.bottom) / 2.0 };
        let name_y = if narrow { zone.top + 13.0 } else { middle };
        scene.words.push(frame.name(item, Point::new(0.0, name_y), name_room));
        scene.words.push(Words {
            bold: true,
            ink: Ink::Text,
            of: Some(item.id),
            ..note(Point::new(width, name_y), Align::End, item.wording.clone())
        });
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
