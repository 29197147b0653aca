//! Two measures against each other: which challenges are both widespread and urgent.
//!
//! This plane is not mirrored for readers from right to left. What is known of Arabic publications:
//! outlets mirror pictures of categories more often than others and are of two minds about the rest
//! (Alebri, Rakotondravony and Lane: 128 pictures, IEEE VIS 2024), while schoolbooks of Jordan that
//! write even formulas from right to left let the numbers of a plane grow to the right. A plane of
//! two numbers is read as there: its corner is at the left, and its words stand where they do.

use super::bidi::isolated;
use super::frame::{Frame, SMALL, line, mark, note};
use super::geometry::{Point, Rect, Size};
use super::item::{Axis, Item, Tone};
use super::label::Labels;
use super::scene::{Align, Ink, Mark, Scene, Words};

/// Marks up to this place are large and carry their number.
const NUMBERED: u32 = 10;

/// From so many items on unnumbered marks are smaller, or they would smear.
const MANY: usize = 120;

/// Places `items`, the most important first: the first column goes across, the second up.
pub fn layout(items: &[Item], axes: &[Axis; 2], frame: Frame<'_>) -> Scene {
    let (width, measure) = (frame.width, frame.measure);
    let height = (width * 0.66).clamp(380.0, 680.0);
    let plot = Rect::new(46.0, 34.0, width - 14.0, height - 46.0);
    let mut scene = Scene { size: Size { width, height }, plot, ..Scene::default() };
    frame.heading(&mut scene, 0.0, &format!("↑ {}", isolated(&axes[1].title)));
    let steps = if frame.is_narrow() { 5 } else { 9 };
    let x = frame.scale(extent_of(items, 0), axes[0].kind, (plot.left, plot.right), steps, |at, text| {
        scene.strokes.push(line(Point::new(at, plot.top), Point::new(at, plot.bottom), Ink::Grid));
        scene.words.push(frame.tick(Point::new(at, plot.bottom + 14.0), text));
    });
    let y = frame.scale(extent_of(items, 1), axes[1].kind, (plot.bottom, plot.top), steps, |at, text| {
        scene.strokes.push(line(Point::new(plot.left, at), Point::new(plot.right, at), Ink::Grid));
        scene.words.push(note(Point::new(plot.left - 8.0, at), Align::End, text));
    });
    let corner = Point::new(plot.left, plot.bottom);
    for to in [Point::new(plot.right, plot.bottom), Point::new(plot.left, plot.top)] {
        scene.strokes.push(line(corner, to, Ink::Axis));
    }
    frame.title_across(&mut scene, &axes[0].title);

    let small = if items.len() >= MANY { 4.0 } else { 6.0 };
    let place = |item: &Item| {
        let numbered = item.place.filter(|place| *place <= NUMBERED);
        let center = Point::new(x.px(item.amount(0)?), y.px(item.amount(1)?));
        let caption = numbered.map_or(String::new(), |place| place.to_string());
        Some(Mark { caption, ..mark(item, center, if numbered.is_some() { 12.0 } else { small }) })
    };
    scene.marks = items.iter().filter_map(place).collect();
    let mut labels = Labels::new(&scene.marks, Rect::new(plot.left, plot.top, width, plot.bottom));
    let mut names = Vec::new();
    // What is compared is named first, what stands back is not named at all.
    let pinned = |item: &Item| item.tone == Tone::Pinned;
    let named = items.iter().zip(&scene.marks).filter(|(item, _)| item.tone != Tone::Faded);
    let order = named.clone().filter(|(item, _)| pinned(item)).chain(named.filter(|(item, _)| !pinned(item)));
    for (item, mark) in order {
        let strong = !mark.caption.is_empty() || pinned(item);
        let size = if strong { 13.0 } else { SMALL };
        let room = measure(&item.label, size, strong) + 2.0;
        if let Some(place) = labels.place(mark, room, size + 3.0) {
            let ink = if strong { Ink::Text } else { Ink::Muted };
            let words = note(place.at, place.align, item.label.clone());
            names.push(Words { size, bold: strong, ink, of: Some(item.id), ..words });
        }
    }
    scene.words.extend(names);
    scene
}

/// The numbers of one column, without intervals: a cross of two would hide the marks.
fn extent_of(items: &[Item], column: usize) -> impl Iterator<Item = f64> {
    items.iter().filter_map(move |item| item.amount(column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::viz::frame::Say;
    use crate::viz::item::{AxisKind, Value, estimate};
    use proptest::prelude::*;

    fn frame(width: f64) -> Frame<'static> {
        Frame { width, measure: &estimate, badge: None, say: Say::PLAIN }
    }

    fn axes(kind: AxisKind) -> [Axis; 2] {
        ["Widespread", "Urgent"].map(|title| Axis { title: title.to_owned(), kind })
    }

    fn item(id: u32, x: f64, y: f64) -> Item {
        Item {
            id,
            label: format!("Challenge {id}"),
            family: 0,
            category: 0,
            tone: Tone::Plain,
            wording: String::new(),
            values: [x, y].map(|amount| Some(Value { amount, interval: None, answers: None })).to_vec(),
            place: Some(id + 1),
        }
    }

    proptest! {
        #[test]
        fn every_mark_lies_in_the_plot(values in prop::collection::vec((0.0..=100.0f64, 0.0..=100.0f64), 0..50), width in 280.0..1600.0f64) {
            let items: Vec<_> = values.iter().zip(0..).map(|(&(x, y), id)| item(id, x, y)).collect();
            let scene = layout(&items, &axes(AxisKind::Percent), frame(width));
            prop_assert_eq!(scene.marks.len(), items.len());
            prop_assert!(scene.marks.iter().all(|mark| scene.plot.contains(mark.center)));
        }
    }

    #[test]
    fn titles_of_axes_stay_in_the_picture_with_their_arrows() {
        for title in [
            "Widespread, share of respondents",
            "Extendido, proporción de las personas encuestadas",
            "واسع الانتشار، نسبة المشاركين في الاستطلاع من بين جميع العاملين",
        ] {
            let axes = [(); 2].map(|()| Axis { title: title.to_owned(), kind: AxisKind::Percent });
            let scene = layout(&[item(0, 20.0, 30.0)], &axes, frame(296.0));
            let with = |arrow| scene.words.iter().find(|words| words.text.contains(arrow)).unwrap();
            let (across, up) = (with('→'), with('↑'));
            assert!(
                across.at.x - estimate(&across.text, across.size, true)
                    >= -estimate("\u{2068}\u{2069}", across.size, true),
                "{across:?}"
            );
            assert!(estimate(&up.text, up.size, true) <= 296.0, "{up:?}");
        }
    }

    #[test]
    fn more_is_further_right_and_further_up_and_so_is_a_better_place() {
        let scene =
            layout(&[item(0, 20.0, 30.0), item(1, 60.0, 70.0)], &axes(AxisKind::Percent), frame(800.0));
        assert!(
            scene.marks[1].center.x > scene.marks[0].center.x
                && scene.marks[1].center.y < scene.marks[0].center.y
        );
        let scene = layout(&[item(0, 1.0, 1.0), item(1, 9.0, 9.0)], &axes(AxisKind::Place), frame(800.0));
        assert!(
            scene.marks[0].center.x > scene.marks[1].center.x
                && scene.marks[0].center.y < scene.marks[1].center.y
        );
    }
}
