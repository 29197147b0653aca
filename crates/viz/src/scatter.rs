//! Scatter plot: two measures against each other, such as which challenges are both widespread and
//! urgent.
//!
//! This chart is not mirrored for right-to-left languages. Arabic news media mirror charts of categories
//! more often than others, and other charts inconsistently (Alebri, Rakotondravony and Lane: 128 charts,
//! IEEE VIS 2024). Jordanian schoolbooks, which write even formulas from right to left, let both axes of
//! a coordinate plane start at the left. So the origin is at the left here, too.

use crate::bidi::embedded;
use crate::frame::{LayoutContext, SMALL, label_order, line, mark, small_label};
use crate::geometry::{Point, Rect, Size};
use crate::item::{Axis, Item, Tone, shortened};
use crate::label::LabelPlacer;
use crate::palette::ColorRole;
use crate::scene::{Align, Label, Mark, Scene, Stroke};

/// Marks up to this rank are large and carry their rank.
const MAX_NUMBERED_RANK: u32 = 10;

/// From this number of items on, marks without rank are smaller, so that they overlap less.
const MANY: usize = 120;

/// Returns the scene of `items`, the most important first: column 0 is x, column 1 is y.
pub fn layout(items: &[Item], axes: &[Axis; 2], context: LayoutContext<'_>) -> Scene {
    let width = context.width;
    let height = (width * 0.66).clamp(380.0, 680.0);
    let steps = if context.is_narrow() { 5 } else { 9 };
    let left = context.y_axis_room(amounts(items, 1), axes[1].kind, steps, 46.0);
    let plot = Rect::new(left, 34.0, width - 14.0, height - 46.0);
    let mut scene = Scene { size: Size { width, height }, plot, ..Scene::default() };
    context.heading(&mut scene, 0.0, &format!("↑ {}", embedded(&axes[1].title)));
    let x = context.scale(amounts(items, 0), axes[0].kind, (plot.left, plot.right), steps, |at, text| {
        scene.strokes.push(line(Point::new(at, plot.top), Point::new(at, plot.bottom), ColorRole::Grid));
        scene.labels.push(context.tick_label(Point::new(at, plot.bottom + 14.0), text));
    });
    let y = context.scale(amounts(items, 1), axes[1].kind, (plot.bottom, plot.top), steps, |at, text| {
        scene.strokes.push(line(Point::new(plot.left, at), Point::new(plot.right, at), ColorRole::Grid));
        scene.labels.push(small_label(Point::new(plot.left - 8.0, at), Align::End, text));
    });
    let corner = Point::new(plot.left, plot.bottom);
    for to in [Point::new(plot.right, plot.bottom), Point::new(plot.left, plot.top)] {
        scene.strokes.push(line(corner, to, ColorRole::Axis));
    }
    context.x_axis_title(&mut scene, &axes[0].title);

    let small = if items.len() >= MANY { 4.0 } else { 6.0 };
    let to_mark = |item: &Item| {
        let rank = item.rank.filter(|rank| *rank <= MAX_NUMBERED_RANK);
        let center = Point::new(x.px(item.amount(0)?), y.px(item.amount(1)?));
        let caption = rank.map_or(String::new(), |rank| rank.to_string());
        Some(Mark { caption, ..mark(item, center, if rank.is_some() { 12.0 } else { small }) })
    };
    scene.marks = items.iter().filter_map(to_mark).collect();
    add_names(&mut scene, items, context);
    scene
}

/// Adds names beside the marks: number 1 and pinned items always, other items where there is room, faded ones not.
fn add_names(scene: &mut Scene, items: &[Item], context: LayoutContext<'_>) {
    let plot = scene.plot;
    let bounds = Rect::new(plot.left, plot.top, context.width, plot.bottom);
    let mut labels = LabelPlacer::new(&scene.marks, bounds);
    let (mut names, mut leaders) = (Vec::new(), Vec::new());
    let first = first_place(items);
    for (is_required, at) in label_order(items, first) {
        let item = &items[at];
        let Some((_, mark)) = scene.mark(item.id) else { continue };
        let is_strong = !mark.caption.is_empty() || item.tone == Tone::Pinned;
        let size = if is_strong { 13.0 } else { SMALL };
        let max_width = if is_required { bounds.width() } else { f64::INFINITY };
        let text = shortened(&item.label, max_width, size, is_strong, context.measure);
        let (width, height) = ((context.measure)(&text, size, is_strong) + 2.0, size + 3.0);
        let place = if is_required {
            Some(labels.place_always(mark, width, height))
        } else {
            labels.place(mark, width, height)
        };
        let Some(place) = place else { continue };
        leaders.extend(place.leader.map(|end| {
            let leader = line(mark.center, end, ColorRole::Muted);
            Stroke { owner: Some(item.id), ..leader }
        }));
        let color = match item.tone {
            Tone::Faded => ColorRole::Muted,
            _ if is_strong => ColorRole::Text,
            _ => ColorRole::Muted,
        };
        let label = small_label(place.at, place.align, text);
        names.push(Label { size, bold: is_strong, color, owner: Some(item.id), ..label });
    }
    scene.labels.extend(names);
    scene.strokes.extend(leaders);
}

/// Returns the position of number 1: the first item of rank 1, or else the first item.
fn first_place(items: &[Item]) -> usize {
    items.iter().position(|item| item.rank == Some(1)).unwrap_or(0)
}

/// Returns the numbers of a column. Intervals are left out: crosses of two would hide the marks.
fn amounts(items: &[Item], column: usize) -> impl Iterator<Item = f64> {
    items.iter().filter_map(move |item| item.amount(column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::ValueFormat;
    use crate::item::MarkId;
    use crate::item::{AxisKind, Value, estimate_width};
    use proptest::prelude::*;

    fn context(width: f64) -> LayoutContext<'static> {
        LayoutContext { width, measure: &estimate_width, badge: None, say: ValueFormat::PLAIN }
    }

    fn axes(kind: AxisKind) -> [Axis; 2] {
        ["Widespread", "Urgent"].map(|title| Axis { title: title.to_owned(), kind })
    }

    fn item(id: u32, x: f64, y: f64) -> Item {
        Item {
            id: MarkId::new(id),
            label: format!("Challenge {id}"),
            family: 0,
            category: 0,
            tone: Tone::Plain,
            value_text: String::new(),
            values: [x, y].map(|amount| Some(Value { amount, interval: None, answers: None })).to_vec(),
            rank: Some(id + 1),
        }
    }

    proptest! {
        #[test]
        fn every_mark_lies_in_the_plot(values in prop::collection::vec((0.0..=100.0f64, 0.0..=100.0f64), 0..50), width in 280.0..1600.0f64) {
            let items: Vec<_> = values.iter().zip(0..).map(|(&(x, y), id)| item(id, x, y)).collect();
            let scene = layout(&items, &axes(AxisKind::Percent), context(width));
            prop_assert_eq!(scene.marks.len(), items.len());
            prop_assert!(scene.marks.iter().all(|mark| scene.plot.contains(mark.center)));
        }
    }

    #[test]
    fn axis_titles_and_their_arrows_fit_into_the_chart() {
        for title in [
            "Widespread, share of respondents",
            "Extendido, proporción de las personas encuestadas",
            "واسع الانتشار، نسبة المشاركين في الاستطلاع من بين جميع العاملين",
        ] {
            let axes = [(); 2].map(|()| Axis { title: title.to_owned(), kind: AxisKind::Percent });
            let scene = layout(&[item(0, 20.0, 30.0)], &axes, context(296.0));
            let with = |arrow| scene.labels.iter().find(|label| label.text.contains(arrow)).unwrap();
            let (x_title, y_title) = (with('→'), with('↑'));
            assert!(
                x_title.at.x - estimate_width(&x_title.text, x_title.size, true)
                    >= -estimate_width("\u{2068}\u{2069}", x_title.size, true),
                "{x_title:?}"
            );
            assert!(estimate_width(&y_title.text, y_title.size, true) <= 296.0, "{y_title:?}");
        }
    }

    #[test]
    fn larger_shares_and_better_ranks_are_right_and_up() {
        let scene =
            layout(&[item(0, 20.0, 30.0), item(1, 60.0, 70.0)], &axes(AxisKind::Percent), context(800.0));
        assert!(
            scene.marks[1].center.x > scene.marks[0].center.x
                && scene.marks[1].center.y < scene.marks[0].center.y
        );
        let scene = layout(&[item(0, 1.0, 1.0), item(1, 9.0, 9.0)], &axes(AxisKind::Place), context(800.0));
        assert!(
            scene.marks[0].center.x > scene.marks[1].center.x
                && scene.marks[0].center.y < scene.marks[1].center.y
        );
    }
}
