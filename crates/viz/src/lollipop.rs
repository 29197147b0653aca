//! Lollipop chart: one row per item, the best rank or the largest share on top.
//!
//! Shares are marks on stems that start at 0, because readers take the length of a stem for the value.
//! Ranks are a ladder, a row per rank: a rank that was not published keeps its row, marked as unknown. On a wide screen
//! a long ladder has two columns.

use crate::frame::{
    LayoutContext, NAME_LINE, extent, is_pinned, item_line, line, mark, small_label, whisker,
};
use crate::geometry::{Point, Rect, Size};
use crate::item::{Axis, AxisKind, Item};
use crate::palette::ColorRole;
use crate::scene::{Align, Label, Mark, Scene};

/// Radius of marks on stems, in CSS px.
const RADIUS: f64 = 7.0;
/// Radius of marks on the ladder, in CSS px.
const LADDER_RADIUS: f64 = 9.0;
/// Right end of ranks, middle of marks and left end of names in a row of the ladder, in CSS px from its left edge.
const RANK_END: f64 = 34.0;
const MARK_X: f64 = 60.0;
const NAME_X: f64 = 84.0;
/// Smallest width of a chart whose ladder has two columns, and the distance between them, in CSS px.
const TWO_COLUMNS: f64 = 800.0;
const COLUMN_GAP: f64 = 48.0;
/// Smallest number of rows of a ladder in two columns.
const MIN_TWO_COLUMNS: usize = 16;
/// From this number of items on, rows are lower: otherwise the chart would be taller than a canvas may
/// be.
const MANY: usize = 120;
/// The largest number of rows for unknown ranks; with more of them all are left out.
const MAX_EMPTY_RUNGS: usize = 12;

/// Returns the scene of `items`, best first. Its height depends on the number of rows.
pub fn layout(items: &[Item], axis: &Axis, context: LayoutContext<'_>) -> Scene {
    match axis.kind {
        AxisKind::Percent => stems(items, axis, context),
        AxisKind::Place => ladder(items, axis, context),
    }
}

fn stems(items: &[Item], axis: &Axis, context: LayoutContext<'_>) -> Scene {
    let (width, narrow) = (context.width, context.is_narrow());
    let row_height = match (narrow, items.len() >= MANY) {
        (true, _) => 44.0,
        (false, true) => 18.0,
        (false, false) => 30.0,
    };
    let radius = RADIUS.min(row_height / 2.0 - 3.0);
    let value_width = 52.0;
    let rank_width = 30.0;
    let name_width = if narrow { width - rank_width } else { context.widest_name(items).min(width * 0.42) };
    let left = if narrow { rank_width } else { rank_width + name_width + 16.0 };
    let top = 44.0;
    let edges = context.row_edges(items, top, row_height, name_width, |_, item| is_pinned(item));
    let plot = Rect::new(left, top, width - value_width, edges[items.len()]);
    let mut scene = Scene { size: Size { width, height: plot.bottom + 8.0 }, plot, ..Scene::default() };
    context.heading(&mut scene, if narrow { 0.0 } else { plot.left }, &axis.title);
    let values = extent(items, 0..1).chain([0.0]);
    let x = context.x_axis(&mut scene, values, axis, plot, if narrow { 4 } else { 5 });
    let zero = x.px(0.0);
    scene.strokes.push(line(
        Point::new(zero, plot.top - 4.0),
        Point::new(zero, plot.bottom),
        ColorRole::Axis,
    ));
    for (row, item) in items.iter().enumerate() {
        let zone = Rect::new(0.0, edges[row], width, edges[row + 1]);
        let middle = if narrow { zone.bottom - 13.0 } else { (zone.top + zone.bottom) / 2.0 };
        let center = Point::new(x.px(item.amount(0).unwrap_or_default()), middle);
        let name_y = if narrow { zone.top + 12.0 } else { middle };
        let rank = item.rank.map_or(String::new(), |rank| rank.to_string());
        let rank_label = small_label(Point::new(rank_width - 8.0, name_y), Align::End, rank);
        scene.labels.push(Label { owner: Some(item.id), ..rank_label });
        let name = Point::new(rank_width, name_y);
        scene.labels.extend(context.row_name(item, name, name_width, is_pinned(item)));
        // The interval is a band under stem and mark, wider than the stem so that it stays visible.
        let interval = whisker(item, 0, x, middle, 7.0);
        let end = interval.as_ref().map_or(center.x, |band| band.to.x).max(center.x + radius);
        scene.strokes.extend(interval);
        scene.strokes.push(item_line(item, Point::new(zero, middle), center, 2.0));
        scene.labels.push(Label {
            bold: true,
            color: ColorRole::Text,
            owner: Some(item.id),
            ..small_label(Point::new(end + 6.0, middle), Align::Start, item.value_text.clone())
        });
        scene.marks.push(Mark { zone: Some(zone), ..mark(item, center, radius) });
    }
    scene
}

fn ladder(items: &[Item], axis: &Axis, context: LayoutContext<'_>) -> Scene {
    let rungs = rungs(items);
    let columns = if context.width >= TWO_COLUMNS && rungs.len() >= MIN_TWO_COLUMNS { 2 } else { 1 };
    let rows = rungs.len().div_ceil(columns);
    let gutter = COLUMN_GAP * (columns - 1) as f64;
    let column_width = (context.width - gutter) / columns as f64;
    let (top, row_height) = (28.0, if rows >= MANY { 22.0 } else { 40.0 });
    let plot = Rect::new(MARK_X, top, context.width, top + row_height * rows as f64);
    let size = Size { width: context.width, height: plot.bottom + 1.0 };
    let mut scene = Scene { size, plot, ..Scene::default() };
    context.heading(&mut scene, 0.0, &axis.title);
    for (at, rung) in rungs.iter().enumerate() {
        let left = (column_width + COLUMN_GAP) * (at / rows) as f64;
        let zone_top = top + row_height * (at % rows) as f64;
        let zone = Rect::new(left, zone_top, left + column_width, zone_top + row_height);
        add_rung(&mut scene, rung, zone, &context);
    }
    scene
}

/// Adds a row of the ladder within `zone`: a line above it, the rank, then mark and name, or that the rank is unknown.
fn add_rung(scene: &mut Scene, rung: &Rung<'_>, zone: Rect, context: &LayoutContext<'_>) {
    let middle = (zone.top + zone.bottom) / 2.0;
    let name = Point::new(zone.left + NAME_X, middle);
    scene.strokes.push(line(
        Point::new(zone.left, zone.top),
        Point::new(zone.right, zone.top),
        ColorRole::Grid,
    ));
    let (rank, color, owner) = match rung {
        Rung::Item(item) => (item.rank, ColorRole::Text, Some(item.id)),
        Rung::Empty(rank) => (Some(*rank), ColorRole::Muted, None),
    };
    scene.labels.push(Label {
        at: Point::new(zone.left + RANK_END, middle),
        align: Align::End,
        text: rank.map_or(String::new(), |rank| rank.to_string()),
        size: 18.0_f64.min(zone.height() - 6.0),
        bold: true,
        color,
        owner,
        opacity: 1.0,
    });
    match rung {
        Rung::Item(item) => {
            let (width, bold) = (zone.right - name.x, is_pinned(item));
            scene.labels.extend(match zone.height() < 2.0 * NAME_LINE {
                true => context.name_in_lines(item, name, width, 1, bold),
                false => context.name_around(item, name, width, bold),
            });
            let center = Point::new(zone.left + MARK_X, middle);
            scene.marks.push(Mark { zone: Some(zone), ..mark(item, center, LADDER_RADIUS) });
        }
        Rung::Empty(_) => {
            scene.labels.push(small_label(name, Align::Start, context.say.unknown.to_owned()));
        }
    }
}

/// A row of the ladder.
enum Rung<'a> {
    Item(&'a Item),
    /// A rank without a published item.
    Empty(u32),
}

/// Returns the rows from rank 1 to the last known rank. A tie uses up the ranks after it: with two items
/// at rank 2 there is no rank 3.
fn rungs(items: &[Item]) -> Vec<Rung<'_>> {
    let mut rungs = Vec::new();
    let mut next = 1;
    for item in items {
        let rank = item.rank.unwrap_or(next);
        rungs.extend((next..rank).take(MAX_EMPTY_RUNGS + 1).map(Rung::Empty));
        rungs.push(Rung::Item(item));
        next = next.max(rank) + 1;
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
    use crate::frame::{SMALL, ValueFormat};
    use crate::item::MarkId;
    use crate::item::{Tone, Value, estimate_width};

    fn item(id: u32, rank: Option<u32>, value: f64) -> Item {
        let value_text = rank.map_or(format!("{value} %"), |rank| format!("#{rank}"));
        Item {
            id: MarkId::new(id),
            label: format!("Challenge {id}"),
            family: 0,
            category: 0,
            tone: Tone::Plain,
            value_text,
            values: vec![Some(Value { amount: value, interval: None, answers: None })],
            rank,
        }
    }

    fn axis(kind: AxisKind) -> Axis {
        Axis { title: "Priority".to_owned(), kind }
    }

    fn context(width: f64) -> LayoutContext<'static> {
        LayoutContext { width, measure: &estimate_width, badge: None, say: ValueFormat::PLAIN }
    }

    #[test]
    fn the_value_is_right_of_the_whole_interval() {
        let mut one = item(1, None, 50.0);
        one.values = vec![Some(Value { amount: 50.0, interval: Some((40.0, 62.0)), answers: None })];
        let scene = layout(&[one], &axis(AxisKind::Percent), context(960.0));
        let band = scene.strokes.iter().find(|stroke| stroke.color == ColorRole::Faded).unwrap();
        let px_per_point = (scene.marks[0].center.x - scene.plot.left) / 50.0;
        assert!(((band.to.x - band.from.x) / px_per_point - 22.0).abs() < 1e-9);
        let value = scene.labels.iter().find(|label| label.text == "50 %").unwrap();
        assert!(value.at.x > band.to.x);
    }

    #[test]
    fn the_badge_does_not_overlap_the_title() {
        let title = Axis { title: "Urgent ".repeat(40), kind: AxisKind::Percent };
        let badge = Some("Illustrative");
        let scene = layout(&[item(1, Some(1), 50.0)], &title, LayoutContext { badge, ..context(400.0) });
        let [badge, title] = &scene.labels[..2] else { panic!("two labels") };
        assert_eq!(badge.text, "Illustrative");
        let title_end = title.at.x + estimate_width(&title.text, SMALL, true);
        assert!(title_end <= badge.at.x - estimate_width(&badge.text, SMALL, true), "{title:?}");
    }

    /// The second column begins at the top, with the rank after the last one of the first.
    #[test]
    fn a_long_ladder_has_two_columns_on_a_wide_screen() {
        let items: Vec<Item> = (1..=35).map(|rank| item(rank, Some(rank), f64::from(rank))).collect();
        let ladder = |width: f64| layout(&items, &axis(AxisKind::Place), context(width));
        let zones =
            |scene: &Scene| -> Vec<Rect> { scene.marks.iter().filter_map(|mark| mark.zone).collect() };
        let (wide, narrow) = (ladder(1100.0), ladder(700.0));
        let columns = zones(&wide);
        assert_eq!((columns[17].left, columns[18].left), (0.0, columns[0].right + COLUMN_GAP));
        assert_eq!((columns[18].top, columns[34].right), (columns[0].top, 1100.0));
        assert!((0..35).all(|at| (0..at).all(|before| !columns[at].overlaps(columns[before]))));
        assert!(wide.size.height < 0.6 * narrow.size.height);
        assert!(zones(&narrow).iter().all(|zone| (zone.left, zone.right) == (0.0, 700.0)));
        assert!(zones(&layout(&items[..10], &axis(AxisKind::Place), context(1100.0)))[9].left == 0.0);
    }

    #[test]
    fn an_unpublished_rank_keeps_its_row_and_is_labelled() {
        let items = [item(7, Some(2), 2.0), item(8, Some(4), 4.0)];
        let scene = layout(&items, &axis(AxisKind::Place), context(600.0));
        let texts: Vec<_> = scene.labels.iter().map(|label| label.text.as_str()).collect();
        assert_eq!(texts.iter().filter(|text| **text == "not published").count(), 2, "{texts:?}");
        assert_eq!(scene.marks.iter().map(|mark| mark.id).collect::<Vec<_>>(), [7, 8]);
        assert!(scene.marks[0].center.y < scene.marks[1].center.y);
    }

    #[test]
    fn ties_leave_no_empty_row() {
        let items = [item(1, Some(1), 1.0), item(2, Some(1), 1.0), item(3, Some(3), 3.0)];
        assert_eq!(rungs(&items).len(), 3);
    }

    #[test]
    fn a_single_high_rank_does_not_draw_many_empty_rows() {
        assert_eq!(rungs(&[item(1, Some(900_000), 9e5)]).len(), 1);
    }

    #[test]
    fn shares_start_at_zero_and_grow_to_the_right() {
        let items = [item(1, Some(1), 80.0), item(2, Some(2), 40.0)];
        for width in [320.0, 960.0] {
            let scene = layout(&items, &axis(AxisKind::Percent), context(width));
            let [a, b] = &scene.marks[..] else { panic!("two marks") };
            let zero = scene.plot.left;
            assert!(((a.center.x - zero) / (b.center.x - zero) - 2.0).abs() < 1e-9);
            assert!(scene.labels.iter().all(|label| label.at.x <= width));
        }
    }
}
