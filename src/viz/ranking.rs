//! The ranking: a row an item, the first place or the greatest share on top.
//!
//! Shares are dots on stems from 0, because a stem's length is read as the amount.
//! Places are a ladder: a place that nobody published keeps its rung, empty and named so.

use super::frame::{Frame, extent, line, mark, note, own_line, whisker};
use super::geometry::{Point, Rect, Size};
use super::item::{Axis, AxisKind, Item};
use super::scene::{Align, Ink, Mark, Scene, Words};

const RADIUS: f64 = 7.0;
/// From so many items on rows stand closer, or the picture would be longer than a canvas may be.
const MANY: usize = 120;
/// More empty rungs than this say nothing more; they are left out.
const MAX_EMPTY_RUNGS: usize = 12;

/// Places `items`, best first; the height follows from the rows.
pub fn layout(items: &[Item], axis: &Axis, frame: Frame<'_>) -> Scene {
    match axis.kind {
        AxisKind::Percent => stems(items, axis, frame),
        AxisKind::Place => ladder(items, axis, frame),
    }
}

fn stems(items: &[Item], axis: &Axis, frame: Frame<'_>) -> Scene {
    let (width, narrow) = (frame.width, frame.is_narrow());
    let row_height = match (narrow, items.len() >= MANY) {
        (true, _) => 44.0,
        (false, true) => 18.0,
        (false, false) => 30.0,
    };
    let radius = RADIUS.min(row_height / 2.0 - 3.0);
    let value_room = 52.0;
    let number_room = 30.0;
    let name_room = if narrow { width - number_room } else { frame.widest(items).min(width * 0.42) };
    let left = if narrow { number_room } else { number_room + name_room + 16.0 };
    let top = 44.0;
    let plot = Rect::new(left, top, width - value_room, top + row_height * items.len() as f64);
    let mut scene = Scene { size: Size { width, height: plot.bottom + 8.0 }, plot, ..Scene::default() };
    frame.heading(&mut scene, if narrow { 0.0 } else { plot.left }, &axis.title);
    let values = extent(items, 0..1).chain([0.0]);
    let x = frame.across(&mut scene, values, axis, plot, if narrow { 4 } else { 5 });
    let zero = x.px(0.0);
    scene.strokes.push(line(Point::new(zero, plot.top - 4.0), Point::new(zero, plot.bottom), Ink::Axis));
    for (row, item) in items.iter().enumerate() {
        let zone = Rect::new(0.0, top + row_height * row as f64, width, top + row_height * (row + 1) as f64);
        let middle = if narrow { zone.bottom - 13.0 } else { (zone.top + zone.bottom) / 2.0 };
        let center = Point::new(x.px(item.amount(0).unwrap_or_default()), middle);
        let name_y = if narrow { zone.top + 12.0 } else { middle };
        let place = item.place.map_or(String::new(), |place| place.to_string());
        let number = note(Point::new(number_room - 8.0, name_y), Align::End, place);
        scene.words.push(Words { of: Some(item.id), ..number });
        scene.words.push(frame.name(item, Point::new(number_room, name_y), name_room));
        // The interval is a band under stem and mark: seen on both sides, in the way of neither.
        let interval = whisker(item, 0, x, middle, 7.0);
        let end = interval.as_ref().map_or(center.x, |band| band.to.x).max(center.x + radius);
        scene.strokes.extend(interval);
        scene.strokes.push(own_line(item, Point::new(zero, middle), center, 2.0));
        scene.words.push(Words {
            bold: true,
            ink: Ink::Text,
            of: Some(item.id),
            ..note(Point::new(end + 6.0, middle), Align::Start, item.wording.clone())
        });
        scene.marks.push(Mark { zone: Some(zone), ..mark(item, center, radius) });
    }
    scene
}

fn ladder(items: &[Item], axis: &Axis, frame: Frame<'_>) -> Scene {
    let width = frame.width;
    let rungs = rungs(items);
    let (top, radius) = (28.0, 9.0);
    let row_height = if rungs.len() >= MANY { 22.0 } else { 40.0 };
    let (number_end, mark_x, name_x) = (34.0, 60.0, 84.0);
    let plot = Rect::new(mark_x, top, width, top + row_height * rungs.len() as f64);
    let mut scene = Scene { size: Size { width, height: plot.bottom + 1.0 }, plot, ..Scene::default() };
    frame.heading(&mut scene, 0.0, &axis.title);
    for (row, rung) in rungs.iter().enumerate() {
        let zone = Rect::new(0.0, top + row_height * row as f64, width, top + row_height * (row + 1) as f64);
        let middle = (zone.top + zone.bottom) / 2.0;
        scene.strokes.push(line(Point::new(0.0, zone.top), Point::new(width, zone.top), Ink::Grid));
        let (place, ink, of) = match rung {
            Rung::Item(item) => (item.place, Ink::Text, Some(item.id)),
            Rung::Empty(place) => (Some(*place), Ink::Muted, None),
        };
        scene.words.push(Words {
            at: Point::new(number_end, middle),
            align: Align::End,
            text: place.map_or(String::new(), |place| place.to_string()),
            size: 18.0_f64.min(row_height - 6.0),
            bold: true,
            ink,
            of,
        });
        match rung {
            Rung::Item(item) => {
                scene.words.push(frame.name(item, Point::new(name_x, middle), width - name_x));
                scene.marks.push(Mark { zone: Some(zone), ..mark(item, Point::new(mark_x, middle), radius) });
            }
            Rung::Empty(_) => {
                scene.words.push(note(
                    Point::new(name_x, middle),
                    Align::Start,
                    frame.say.unknown.to_owned(),
                ));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::viz::frame::{SMALL, Say};
    use crate::viz::item::{Tone, Value, estimate};

    fn item(id: u32, place: Option<u32>, value: f64) -> Item {
        let wording = place.map_or(format!("{value} %"), |place| format!("#{place}"));
        Item {
            id,
            label: format!("Challenge {id}"),
            family: 0,
            category: 0,
            tone: Tone::Plain,
            wording,
            values: vec![Some(Value { amount: value, interval: None, answers: None })],
            place,
        }
    }

    fn axis(kind: AxisKind) -> Axis {
        Axis { title: "Priority".to_owned(), kind }
    }

    fn frame(width: f64) -> Frame<'static> {
        Frame { width, measure: &estimate, badge: None, say: Say::PLAIN }
    }

    #[test]
    fn an_interval_is_drawn_from_end_to_end_and_the_value_stands_after_it() {
        let mut one = item(1, None, 50.0);
        one.values = vec![Some(Value { amount: 50.0, interval: Some((40.0, 62.0)), answers: None })];
        let scene = layout(&[one], &axis(AxisKind::Percent), frame(960.0));
        let band = scene.strokes.iter().find(|stroke| stroke.ink == Ink::Faded).unwrap();
        let px_a_point = (scene.marks[0].center.x - scene.plot.left) / 50.0;
        assert!(((band.to.x - band.from.x) / px_a_point - 22.0).abs() < 1e-9);
        let value = scene.words.iter().find(|words| words.text == "50 %").unwrap();
        assert!(value.at.x > band.to.x);
    }

    #[test]
    fn the_badge_stands_in_the_picture_clear_of_the_title() {
        let title = Axis { title: "Urgent ".repeat(40), kind: AxisKind::Percent };
        let badge = Some("Illustrative");
        let scene = layout(&[item(1, Some(1), 50.0)], &title, Frame { badge, ..frame(400.0) });
        let [badge, title] = &scene.words[..2] else { panic!("two words") };
        assert_eq!(badge.text, "Illustrative");
        let title_end = title.at.x + estimate(&title.text, SMALL, true);
        assert!(title_end <= badge.at.x - estimate(&badge.text, SMALL, true), "{title:?}");
    }

    #[test]
    fn an_unpublished_place_keeps_its_rung_and_says_so() {
        let items = [item(7, Some(2), 2.0), item(8, Some(4), 4.0)];
        let scene = layout(&items, &axis(AxisKind::Place), frame(600.0));
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
            let scene = layout(&items, &axis(AxisKind::Percent), frame(width));
            let [a, b] = &scene.marks[..] else { panic!("two marks") };
            let zero = scene.plot.left;
            assert!(((a.center.x - zero) / (b.center.x - zero) - 2.0).abs() < 1e-9);
            assert!(scene.words.iter().all(|words| words.at.x <= width));
        }
    }
}
