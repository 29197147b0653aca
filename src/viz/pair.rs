//! Two measures against each other: which challenges are both widespread and urgent.

use super::geometry::{Point, Rect, Size};
use super::item::{Axis, AxisKind, Item, Measure};
use super::label::Labels;
use super::scale::{Linear, nice, ticks};
use super::scene::{Align, Ink, Mark, Scene, Stroke, Words};
use super::shape::Shape;

const SMALL: f64 = 12.0;
/// Marks up to this place are large and carry their number.
const NUMBERED: u32 = 10;

/// Places `items`, the most important first, in a picture of `width`.
pub fn layout(items: &[Item], axes: &[Axis; 2], width: f64, measure: Measure<'_>) -> Scene {
    let height = (width * 0.66).clamp(380.0, 680.0);
    let plot = Rect::new(46.0, 34.0, width - 14.0, height - 46.0);
    let mut scene = Scene { size: Size { width, height }, plot, ..Scene::default() };
    let steps = if width < 560.0 { 5 } else { 9 };
    let x = scale(items, 0, &axes[0], (plot.left, plot.right), steps, |at, text| {
        let (from, to) = (Point::new(at, plot.top), Point::new(at, plot.bottom));
        scene.strokes.push(Stroke { from, to, width: 1.0, ink: Ink::Grid });
        scene.words.push(note(Point::new(at, plot.bottom + 14.0), Align::Middle, text));
    });
    let y = scale(items, 1, &axes[1], (plot.bottom, plot.top), steps, |at, text| {
        let (from, to) = (Point::new(plot.left, at), Point::new(plot.right, at));
        scene.strokes.push(Stroke { from, to, width: 1.0, ink: Ink::Grid });
        scene.words.push(note(Point::new(plot.left - 8.0, at), Align::End, text));
    });
    let corner = Point::new(plot.left, plot.bottom);
    for to in [Point::new(plot.right, plot.bottom), Point::new(plot.left, plot.top)] {
        scene.strokes.push(Stroke { from: corner, to, width: 1.0, ink: Ink::Axis });
    }
    let title = |at, align, text| Words { at, align, text, size: SMALL, bold: true, ink: Ink::Muted };
    scene.words.push(title(
        Point::new(plot.right, height - 10.0),
        Align::End,
        format!("{} →", axes[0].title),
    ));
    scene.words.push(title(Point::new(0.0, 12.0), Align::Start, format!("↑ {}", axes[1].title)));

    scene.marks = items
        .iter()
        .map(|item| {
            let numbered = item.place.filter(|place| *place <= NUMBERED);
            Mark {
                id: item.id,
                center: Point::new(x.px(item.values[0]), y.px(item.values[1])),
                radius: if numbered.is_some() { 12.0 } else { 6.0 },
                shape: Shape::of(item.category),
                family: item.family,
                caption: numbered.map_or(String::new(), |place| place.to_string()),
                zone: None,
            }
        })
        .collect();
    let mut labels = Labels::new(&scene.marks, Rect::new(plot.left, plot.top, width, plot.bottom));
    let mut names = Vec::new();
    for (item, mark) in items.iter().zip(&scene.marks) {
        let numbered = !mark.caption.is_empty();
        let size = if numbered { 13.0 } else { SMALL };
        let room = measure(&item.label, size, numbered) + 2.0;
        if let Some(place) = labels.place(mark, room, size + 3.0) {
            let ink = if numbered { Ink::Text } else { Ink::Muted };
            names.push(Words {
                at: place.at,
                align: place.align,
                text: item.label.clone(),
                size,
                bold: numbered,
                ink,
            });
        }
    }
    scene.words.extend(names);
    scene
}

/// A scale over the values of one axis, with its ticks told to `tick`.
fn scale(
    items: &[Item],
    which: usize,
    axis: &Axis,
    range: (f64, f64),
    steps: usize,
    mut tick: impl FnMut(f64, String),
) -> Linear {
    let values = items.iter().map(|item| item.values[which]);
    let (low, high, step) = nice(values, steps).unwrap_or((0.0, 100.0, 25.0));
    match axis.kind {
        AxisKind::Percent => {
            let scale = Linear::new((low, high), range);
            for value in ticks(low, high, step) {
                tick(scale.px(value), format!("{value:.0}\u{a0}%"));
            }
            scale
        }
        AxisKind::Place => {
            // The first place stands where the greatest share would; there is no place 0.
            let scale = Linear::new((high, low.min(1.0)), range);
            for value in ticks(low, high, step) {
                let place = value.max(1.0);
                tick(scale.px(place), format!("#{place:.0}"));
            }
            scale
        }
    }
}

fn note(at: Point, align: Align, text: String) -> Words {
    Words { at, align, text, size: SMALL, bold: false, ink: Ink::Muted }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::viz::item::estimate;
    use proptest::prelude::*;

    fn axes(kind: AxisKind) -> [Axis; 2] {
        ["Widespread", "Urgent"].map(|title| Axis { title: title.to_owned(), kind })
    }

    fn item(id: u32, x: f64, y: f64) -> Item {
        Item {
            id,
            label: format!("Challenge {id}"),
            family: 0,
            category: 0,
            wording: String::new(),
            values: [x, y],
            place: Some(id + 1),
        }
    }

    proptest! {
        #[test]
        fn every_mark_lies_in_the_plot(values in prop::collection::vec((0.0..=100.0f64, 0.0..=100.0f64), 0..50), width in 280.0..1600.0f64) {
            let items: Vec<_> = values.iter().zip(0..).map(|(&(x, y), id)| item(id, x, y)).collect();
            let scene = layout(&items, &axes(AxisKind::Percent), width, &estimate);
            prop_assert_eq!(scene.marks.len(), items.len());
            prop_assert!(scene.marks.iter().all(|mark| scene.plot.contains(mark.center)));
        }
    }

    #[test]
    fn more_is_further_right_and_further_up_and_so_is_a_better_place() {
        let scene =
            layout(&[item(0, 20.0, 30.0), item(1, 60.0, 70.0)], &axes(AxisKind::Percent), 800.0, &estimate);
        assert!(
            scene.marks[1].center.x > scene.marks[0].center.x
                && scene.marks[1].center.y < scene.marks[0].center.y
        );
        let scene = layout(&[item(0, 1.0, 1.0), item(1, 9.0, 9.0)], &axes(AxisKind::Place), 800.0, &estimate);
        assert!(
            scene.marks[0].center.x > scene.marks[1].center.x
                && scene.marks[0].center.y < scene.marks[1].center.y
        );
    }
}
