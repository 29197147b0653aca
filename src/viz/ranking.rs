//! The ranking: a row an item, the first place or the greatest share on top.
//!
//! Shares are dots on stems from 0, because a stem's length is read as the amount.
//! Places are a ladder: a place that nobody published keeps its rung, empty and named so.

use super::geometry::{Point, Rect, Size};
use super::item::{Axis, AxisKind, Item, Measure, shortened};
use super::scale::{Linear, nice, ticks};
use super::scene::{Align, Ink, Mark, Scene, Stroke, Words};
use super::shape::Shape;

/// Below this width names stand above their rows instead of beside them.
const NARROW: f64 = 560.0;
const TEXT: f64 = 14.0;
const SMALL: f64 = 12.0;
const RADIUS: f64 = 7.0;
/// More empty rungs than this say nothing more; they are left out.
const MAX_EMPTY_RUNGS: usize = 12;

/// Places `items`, best first, in a picture of `width`; its height follows from the rows.
pub fn layout(items: &[Item], axis: &Axis, width: f64, measure: Measure<'_>) -> Scene {
    match axis.kind {
        AxisKind::Percent => stems(items, axis, width, measure),
        AxisKind::Place => ladder(items, axis, width, measure),
    }
}

fn stems(items: &[Item], axis: &Axis, width: f64, measure: Measure<'_>) -> Scene {
    let narrow = width < NARROW;
    let row_height = if narrow { 44.0 } else { 30.0 };
    let value_room = 52.0;
    let number_room = 30.0;
    let widest = items.iter().map(|item| measure(&item.label, TEXT, false)).fold(0.0, f64::max);
    let name_room = if narrow { width - number_room } else { widest.min(width * 0.42) };
    let left = if narrow { number_room } else { number_room + name_room + 16.0 };
    let top = 44.0;
    let plot = Rect::new(left, top, width - value_room, top + row_height * items.len() as f64);
    let greatest = items.iter().map(|item| item.values[0]);
    let (low, high, step) =
        nice(greatest.chain([0.0]), if narrow { 4 } else { 5 }).unwrap_or((0.0, 100.0, 25.0));
    let x = Linear::new((low, high), (plot.left, plot.right));

    let mut scene = Scene { size: Size { width, height: plot.bottom + 8.0 }, plot, ..Scene::default() };
    scene.words.push(Words {
        at: Point::new(plot.left, 12.0),
        align: Align::Start,
        text: shortened(&axis.title, width - plot.left, SMALL, true, measure),
        size: SMALL,
        bold: true,
        ink: Ink::Muted,
    });
    for tick in ticks(low, high, step) {
        let at = x.px(tick);
        let (from, to) = (Point::new(at, plot.top - 4.0), Point::new(at, plot.bottom));
        let ink = if tick == 0.0 { Ink::Axis } else { Ink::Grid };
        scene.strokes.push(Stroke { from, to, width: 1.0, ink });
        scene.words.push(note(Point::new(at, plot.top - 14.0), Align::Middle, format!("{tick:.0}\u{a0}%")));
    }
    for (row, item) in items.iter().enumerate() {
        let zone = Rect::new(0.0, top + row_height * row as f64, width, top + row_height * (row + 1) as f64);
        let middle = if narrow { zone.bottom - 13.0 } else { (zone.top + zone.bottom) / 2.0 };
        let center = Point::new(x.px(item.values[0]), middle);
        let name_y = if narrow { zone.top + 12.0 } else { middle };
        let place = item.place.map_or(String::new(), |place| place.to_string());
        scene.words.push(note(Point::new(number_room - 8.0, name_y), Align::End, place));
        scene.words.push(name(Point::new(number_room, name_y), &item.label, name_room, measure));
        scene.strokes.push(Stroke {
            from: Point::new(x.px(0.0), middle),
            to: center,
            width: 2.0,
            ink: Ink::Family(item.family),
        });
        let at = Point::new(center.x + RADIUS + 7.0, middle);
        scene.words.push(Words {
            at,
            align: Align::Start,
            text: item.wording.clone(),
            size: SMALL,
            bold: true,
            ink: Ink::Text,
        });
        scene.marks.push(mark(item, center, RADIUS, zone));
    }
    scene
}

fn ladder(items: &[Item], axis: &Axis, width: f64, measure: Measure<'_>) -> Scene {
    let rungs = rungs(items);
    let (top, row_height, radius) = (28.0, 40.0, 9.0);
    let (number_end, mark_x, name_x) = (34.0, 60.0, 84.0);
    let plot = Rect::new(mark_x, top, width, top + row_height * rungs.len() as f64);
    let mut scene = Scene { size: Size { width, height: plot.bottom + 1.0 }, plot, ..Scene::default() };
    scene.words.push(Words {
        at: Point::new(0.0, 12.0),
        align: Align::Start,
        text: shortened(&axis.title, width, SMALL, true, measure),
        size: SMALL,
        bold: true,
        ink: Ink::Muted,
    });
    for (row, rung) in rungs.iter().enumerate() {
        let zone = Rect::new(0.0, top + row_height * row as f64, width, top + row_height * (row + 1) as f64);
        let middle = (zone.top + zone.bottom) / 2.0;
        let line =
            |y| Stroke { from: Point::new(0.0, y), to: Point::new(width, y), width: 1.0, ink: Ink::Grid };
        scene.strokes.push(line(zone.top));
        let (place, ink) = match rung {
            Rung::Item(item) => (item.place, Ink::Text),
            Rung::Empty(place) => (Some(*place), Ink::Muted),
        };
        scene.words.push(Words {
            at: Point::new(number_end, middle),
            align: Align::End,
            text: place.map_or(String::new(), |place| place.to_string()),
            size: 18.0,
            bold: true,
            ink,
        });
        match rung {
            Rung::Item(item) => {
                scene.words.push(name(Point::new(name_x, middle), &item.label, width - name_x, measure));
                scene.marks.push(mark(item, Point::new(mark_x, middle), radius, zone));
            }
            Rung::Empty(_) => {
                scene.words.push(note(Point::new(name_x, middle), Align::Start, "not published".to_owned()));
            }
        }
    }
    scene
}

/// A row of the ladder.
enum Rung<'a> {
    Item(&'a Item),
    /// Nothing was published for this place.
    Empty(u32),
}

/// The rows from place 1 to the last known one. Ties use up the places after them:
/// of two seconds there is no third.
fn rungs(items: &[Item]) -> Vec<Rung<'_>> {
    let mut rungs = Vec::new();
    let mut next = 1;
    for item in items {
        let place = item.place.unwrap_or(next);
        rungs.extend((next..place).take(MAX_EMPTY_RUNGS + 1).map(Rung::Empty));
        rungs.push(Rung::Item(item));
        next = next.max(place) + 1;
    }
    let empty = rungs.iter().filter(|rung| matches!(rung, Rung::Empty(_))).count();
    if empty > MAX_EMPTY_RUNGS {
        rungs.retain(|rung| matches!(rung, Rung::Item(_)));
    }
    rungs
}

fn mark(item: &Item, center: Point, radius: f64, zone: Rect) -> Mark {
    Mark {
        id: item.id,
        center,
        radius,
        shape: Shape::of(item.category),
        family: item.family,
        caption: String::new(),
        zone: Some(zone),
    }
}

fn name(at: Point, label: &str, room: f64, measure: Measure<'_>) -> Words {
    let text = shortened(label, room, TEXT, false, measure);
    Words { at, align: Align::Start, text, size: TEXT, bold: false, ink: Ink::Text }
}

fn note(at: Point, align: Align, text: String) -> Words {
    Words { at, align, text, size: SMALL, bold: false, ink: Ink::Muted }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::viz::item::estimate;

    fn item(id: u32, place: Option<u32>, value: f64) -> Item {
        let wording = place.map_or(format!("{value} %"), |place| format!("#{place}"));
        Item {
            id,
            label: format!("Challenge {id}"),
            family: 0,
            category: 0,
            wording,
            values: [value, 0.0],
            place,
        }
    }

    fn axis(kind: AxisKind) -> Axis {
        Axis { title: "Priority".to_owned(), kind }
    }

    #[test]
    fn an_unpublished_place_keeps_its_rung_and_says_so() {
        let items = [item(7, Some(2), 2.0), item(8, Some(4), 4.0)];
        let scene = layout(&items, &axis(AxisKind::Place), 600.0, &estimate);
        let said: Vec<_> = scene.words.iter().map(|words| words.text.as_str()).collect();
        assert_eq!(said.iter().filter(|text| **text == "not published").count(), 2, "{said:?}");
        assert_eq!(scene.marks.iter().map(|mark| mark.id).collect::<Vec<_>>(), [7, 8]);
        assert!(scene.marks[0].center.y < scene.marks[1].center.y);
    }

    #[test]
    fn ties_leave_no_empty_rung() {
        let items = [item(1, Some(1), 1.0), item(2, Some(1), 1.0), item(3, Some(3), 3.0)];
        assert_eq!(rungs(&items).len(), 3);
    }

    #[test]
    fn a_single_far_place_does_not_draw_a_hundred_rungs() {
        assert_eq!(rungs(&[item(1, Some(900_000), 9e5)]).len(), 1);
    }

    #[test]
    fn shares_start_at_zero_and_grow_to_the_right() {
        let items = [item(1, Some(1), 80.0), item(2, Some(2), 40.0)];
        for width in [320.0, 960.0] {
            let scene = layout(&items, &axis(AxisKind::Percent), width, &estimate);
            let [a, b] = &scene.marks[..] else { panic!("two marks") };
            let zero = scene.plot.left;
            assert!(((a.center.x - zero) / (b.center.x - zero) - 2.0).abs() < 1e-9);
            assert!(scene.words.iter().all(|words| words.at.x <= width));
        }
    }
}
