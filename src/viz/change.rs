//! How each item moved from wave to wave: a line an item, its mark at the latest.
//!
//! A line joins neighbouring waves in which the item has a value; over a wave without one there
//! is no line, because nobody knows how it went.

use super::frame::{Frame, SMALL, extent, line, mark, note};
use super::geometry::{Point, Rect, Size};
use super::item::{Axis, Item, Tone};
use super::label::Labels;
use super::scene::{Align, Echo, Ink, Mark, Scene, Stroke, Words};

/// So many lines stand out, the greatest change first; the others are grey.
const STRONG: usize = 5;
const RADIUS: f64 = 6.0;
/// From a line of heads to the next.
const HEAD: f64 = 16.0;

/// Places `items`, the greatest change first. `waves` names the columns, oldest first.
pub fn layout(items: &[Item], axis: &Axis, waves: &[String], frame: Frame<'_>) -> Scene {
    let width = frame.width;
    let height = (width * 0.66).clamp(420.0, 640.0);
    // Names stand after the last wave; on a narrow screen there is room for the first words only.
    let right_room =
        if frame.is_narrow() { width * 0.34 } else { frame.widest(items).min(width * 0.32) + 16.0 };
    let (left, right) = (52.0, width - right_room - RADIUS);
    let heads: f64 = waves.iter().map(|wave| (frame.measure)(wave, SMALL, true) + SMALL).sum();
    // Heads that would meet take turns on two lines.
    let lines = if heads > right - left { 2 } else { 1 };
    let plot = Rect::new(left, 46.0 + HEAD * lines as f64, right, height - 14.0);
    let mut scene = Scene { size: Size { width, height }, plot, ..Scene::default() };
    frame.heading(&mut scene, 0.0, &axis.title);
    let places = columns(waves.len(), plot);
    // From a head to the next on its line; the first and the last lie inwards with their whole
    // width, the others with half of it.
    let apart = plot.width() / (waves.len().max(2) - 1) as f64 * lines as f64;
    let room = match waves.len() {
        1 => plot.width(),
        count if count > lines + 1 => apart * 2.0 / 3.0,
        count if count > lines => apart / 2.0,
        // Each on a line of its own.
        _ => plot.right.min(width - plot.left),
    };
    let heads = super::item::told_apart(waves, room, SMALL, true, frame.measure);
    for (at, (x, head)) in places.iter().zip(heads).enumerate() {
        let align = match at {
            0 => Align::Start,
            _ if at + 1 == waves.len() => Align::End,
            _ => Align::Middle,
        };
        let over = 18.0 + HEAD * (at % lines) as f64;
        let words = note(Point::new(*x, plot.top - over), align, head);
        scene.words.push(Words { bold: true, ink: Ink::Text, ..words });
        scene.strokes.push(line(Point::new(*x, plot.top), Point::new(*x, plot.bottom), Ink::Axis));
    }
    let range = (plot.bottom, plot.top);
    let values = extent(items, 0..waves.len());
    let y = frame.scale(values, axis.kind, range, if frame.is_narrow() { 5 } else { 8 }, |at, text| {
        scene.strokes.push(line(Point::new(plot.left, at), Point::new(plot.right, at), Ink::Grid));
        scene.words.push(note(Point::new(plot.left - 8.0, at), Align::End, text));
    });
    for (order, item) in items.iter().enumerate() {
        let place = |column: usize| Some(Point::new(*places.get(column)?, y.px(item.amount(column)?)));
        let strong = item.tone != Tone::Faded && order < STRONG || item.tone == Tone::Pinned;
        let (pen, ink) =
            if strong { (2.5, mark(item, Point::default(), 0.0).ink()) } else { (1.0, Ink::Faded) };
        for column in 1..waves.len() {
            if let (Some(from), Some(to)) = (place(column - 1), place(column)) {
                scene.strokes.push(Stroke { from, to, width: pen, ink, of: Some(item.id) });
            }
        }
        let known: Vec<Point> = (0..waves.len()).filter_map(place).collect();
        let Some((latest, earlier)) = known.split_last() else { continue };
        let echo = |at: &Point| Echo { of: Some(item.id), center: *at, radius: 3.5, ink, filled: false };
        scene.echoes.extend(earlier.iter().map(echo));
        scene.marks.push(mark(item, *latest, RADIUS));
    }
    let names = names(items, &scene.marks, Rect::new(plot.right, 0.0, width, height), &frame);
    scene.words.extend(names);
    scene
}

/// Where the waves stand: from edge to edge, a single one in the middle.
fn columns(count: usize, plot: Rect) -> Vec<f64> {
    match count {
        1 => vec![plot.left + plot.width() / 2.0],
        _ => (0..count).map(|at| plot.left + plot.width() * at as f64 / (count - 1) as f64).collect(),
    }
}

/// Names right of the marks, as many as there is room for, the greatest change first.
fn names(items: &[Item], marks: &[Mark], bounds: Rect, frame: &Frame<'_>) -> Vec<Words> {
    let mut labels = Labels::new(&[], bounds);
    let mut names = Vec::new();
    for (item, mark) in items.iter().zip(marks) {
        let from = mark.center.x + mark.radius + 6.0;
        let text = super::item::shortened(&item.label, bounds.right - from, SMALL, false, frame.measure);
        let room = (frame.measure)(&text, SMALL, false);
        if let Some(at) = labels.right(mark, room, SMALL + 3.0) {
            let ink = if item.tone == Tone::Faded { Ink::Muted } else { Ink::Text };
            names.push(Words { ink, of: Some(item.id), ..note(at, Align::Start, text) });
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::viz::frame::Say;
    use crate::viz::item::{AxisKind, Value, estimate};

    fn item(id: u32, amounts: &[Option<f64>]) -> Item {
        let value =
            |amount: &Option<f64>| amount.map(|amount| Value { amount, interval: None, answers: None });
        Item {
            id,
            label: format!("Challenge {id}"),
            family: 0,
            category: 0,
            tone: Tone::Plain,
            wording: String::new(),
            values: amounts.iter().map(value).collect(),
            place: None,
        }
    }

    fn scene(items: &[Item], waves: usize) -> Scene {
        let axis = Axis { title: "Urgent".to_owned(), kind: AxisKind::Percent };
        let waves: Vec<String> = (0..waves).map(|at| format!("Wave {at}")).collect();
        layout(items, &axis, &waves, Frame { width: 800.0, measure: &estimate, badge: None, say: Say::PLAIN })
    }

    #[test]
    fn no_line_crosses_a_wave_without_a_value() {
        let items =
            [item(1, &[Some(10.0), None, Some(30.0)]), item(2, &[Some(10.0), Some(20.0), Some(30.0)])];
        let scene = scene(&items, 3);
        let lines = |id| scene.strokes.iter().filter(|stroke| stroke.of == Some(id)).count();
        assert_eq!((lines(1), lines(2)), (0, 2));
        assert_eq!(scene.echoes.iter().filter(|echo| echo.of == Some(1)).count(), 1);
    }

    #[test]
    fn marks_stand_at_the_latest_wave_and_a_single_wave_in_the_middle() {
        let two = scene(&[item(1, &[Some(10.0), Some(30.0)])], 2);
        assert!((two.marks[0].center.x - two.plot.right).abs() < 1e-9);
        let one = scene(&[item(1, &[Some(10.0)])], 1);
        assert!(one.plot.left < one.marks[0].center.x && one.marks[0].center.x < one.plot.right);
    }

    #[test]
    fn heads_never_meet_and_never_read_alike_on_a_narrow_screen() {
        let axis = Axis { title: "Urgent".to_owned(), kind: AxisKind::Percent };
        let named = ["Sample survey", "Encuesta de muestra", "استطلاع تجريبي"];
        for (name, count) in named.iter().flat_map(|name| (1..=6).map(move |count| (name, count))) {
            let waves: Vec<String> = (0..count).map(|at| format!("{name} {}", 2020 + at)).collect();
            let values: Vec<Option<f64>> = vec![Some(40.0); count];
            let frame = Frame { width: 328.0, measure: &estimate, badge: None, say: Say::PLAIN };
            let scene = layout(&[item(1, &values)], &axis, &waves, frame);
            // The first is the title over all.
            let heads: Vec<&Words> = scene.words.iter().filter(|words| words.bold).skip(1).collect();
            assert_eq!(heads.len(), count);
            let span = |words: &Words| {
                let room = estimate(&words.text, words.size, true);
                let left = match words.align {
                    Align::Start => words.at.x,
                    Align::Middle => words.at.x - room / 2.0,
                    Align::End => words.at.x - room,
                };
                Rect::new(left, words.at.y - words.size / 2.0, left + room, words.at.y + words.size / 2.0)
            };
            let met = |at: usize| heads[..at].iter().any(|head| span(head).overlaps(span(heads[at])));
            assert!(!(0..heads.len()).any(met), "{heads:#?}");
            assert!(
                heads.iter().all(|head| span(head).left >= 0.0 && span(head).right <= 328.0),
                "{heads:#?}"
            );
            let alike = |at: usize| heads[..at].iter().any(|head| head.text == heads[at].text);
            assert!(!(0..heads.len()).any(alike), "{heads:#?}");
        }
    }

    #[test]
    fn names_stand_apart_whatever_the_values() {
        let items: Vec<Item> =
            (0..40).map(|id| item(id, &[Some(50.0), Some(f64::from(id % 5) * 10.0)])).collect();
        let scene = scene(&items, 2);
        let names: Vec<_> = scene.words.iter().filter(|words| words.of.is_some()).collect();
        assert!(names.len() >= 5);
        for (at, one) in names.iter().enumerate() {
            assert!(names[at + 1..].iter().all(|other| (one.at.y - other.at.y).abs() >= SMALL));
        }
    }
}
