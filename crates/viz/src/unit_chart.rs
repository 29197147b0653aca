//! Unit chart: one dot per respondent, in a block per item, the filled dots first.
//!
//! Dots are drawn from counts, so a dot does not stand for a particular person. All dots have one size,
//! so that areas can be compared.

use crate::dot_series::{DotSeries, Dots};
use crate::frame::{LayoutContext, NAME_LINE, SMALL, is_pinned, mark, small_label};
use crate::geometry::{Point, Rect, Size};
use crate::item::{Answers, Axis, Item, Tone};
use crate::palette::ColorRole;
use crate::scene::{Align, Label, Mark, Scene};

/// Distances between the centres of dots in CSS px, the widest first. The first that keeps the chart
/// below [`MAX_HEIGHT`] is used, or else the last, at which dots are still 3 CSS px wide with gaps.
const PITCHES: [f64; 4] = [6.0, 5.0, 4.5, 4.0];
const MAX_HEIGHT: f64 = 1_800.0;
/// Smallest width of a block of dots, in CSS px.
const MIN_BLOCK_WIDTH: f64 = 200.0;
/// The largest number of blocks side by side: with more, most names do not fit.
const MAX_COLUMNS: usize = 4;
/// Gap between blocks, in CSS px.
const GAP: f64 = 24.0;
/// Distances of the mark's center, which has room for its ring, and of the name from the left of a block, in CSS px.
const MARK_X: f64 = 13.0;
const NAME_X: f64 = 29.0;
/// Most lines of a name.
const NAME_LINES: usize = 3;
/// Height of the header of a block, its name and its value, in CSS px.
const HEADER_HEIGHT: f64 = 42.0;

/// Returns the scene of `items`, the largest share first, in blocks from left to right.
pub fn layout(items: &[Item], axis: &Axis, context: LayoutContext<'_>) -> Scene {
    let width = context.width;
    let columns = (((width + GAP) / (MIN_BLOCK_WIDTH + GAP)) as usize).clamp(1, MAX_COLUMNS);
    let block_width = (width - GAP * (columns - 1) as f64) / columns as f64;
    let answers =
        |item: &Item| item.value(0).and_then(|value| value.answers).unwrap_or(Answers { yes: 0, all: 0 });
    let headers = header_heights(items, columns, block_width, context);
    let grid = |pitch: f64| Grid { columns, block_width, pitch };
    let rows_of = |pitch: f64| -> Vec<f64> {
        let dots = grid(pitch).rows(items.iter().map(|item| answers(item).all));
        headers.iter().zip(dots).map(|(header, dots)| header + dots).collect()
    };
    let top = 30.0;
    let pitch = PITCHES.into_iter().find(|pitch| rows_of(*pitch).iter().sum::<f64>() <= MAX_HEIGHT);
    let grid = grid(pitch.unwrap_or(PITCHES[PITCHES.len() - 1]));
    let rows = rows_of(grid.pitch);
    let height = top + rows.iter().sum::<f64>();
    let plot = Rect::new(0.0, top, width, height);
    let mut scene = Scene { size: Size { width, height }, plot, ..Scene::default() };
    scene.dots.radius = grid.pitch * 0.38;
    context.heading(&mut scene, 0.0, &axis.title);
    let mut y = top;
    for ((line, height), header) in items.chunks(columns).zip(&rows).zip(&headers) {
        for (column, item) in line.iter().enumerate() {
            let x = (block_width + GAP) * column as f64;
            let zone = Rect::new(x, y, x + block_width, y + height - GAP / 2.0);
            add_header(&mut scene, item, zone, &context);
            grid.add_dots(&mut scene.dots, item, answers(item), Point::new(x, y + header));
        }
        y += height;
    }
    scene
}

/// Returns the height above the dots of every row of blocks, in CSS px: all of a row have room for the lines of the
/// longest name.
fn header_heights(items: &[Item], columns: usize, block_width: f64, context: LayoutContext<'_>) -> Vec<f64> {
    let lines = |item: &Item| {
        context.name_in_lines(item, Point::default(), block_width - NAME_X, NAME_LINES, is_pinned(item)).len()
    };
    let most = |row: &[Item]| row.iter().map(lines).max().unwrap_or(1);
    items.chunks(columns).map(|row| HEADER_HEIGHT + NAME_LINE * (most(row) - 1) as f64).collect()
}

/// Adds the mark, the name and the value above a block.
fn add_header(scene: &mut Scene, item: &Item, zone: Rect, context: &LayoutContext<'_>) {
    let center = Point::new(zone.left + MARK_X, zone.top + 10.0);
    let at = Point::new(zone.left + NAME_X, zone.top + 10.0);
    let name = context.name_in_lines(item, at, zone.width() - NAME_X, NAME_LINES, is_pinned(item));
    let at = Point::new(at.x, at.y + NAME_LINE * name.len() as f64);
    scene.labels.extend(name);
    let label = small_label(at, Align::Start, item.value_text.clone());
    scene.labels.push(Label {
        bold: true,
        color: ColorRole::Text,
        owner: Some(item.id),
        size: SMALL,
        ..label
    });
    scene.marks.push(Mark { zone: Some(zone), ..mark(item, center, 6.0) });
}

/// The grid of blocks and dots. Lengths are in CSS px.
#[derive(Clone, Copy)]
struct Grid {
    columns: usize,
    block_width: f64,
    pitch: f64,
}

impl Grid {
    /// Returns the number of dots in a line: a multiple of five if there are ten or more, so that they are
    /// easy to count.
    fn dots_per_line(self) -> usize {
        let most = ((self.block_width / self.pitch) as usize).max(1);
        if most >= 10 { most - most % 5 } else { most }
    }

    /// Returns the height of the dots of every row of blocks, with the gap below them: that of its largest block.
    fn rows(self, counts: impl Iterator<Item = usize>) -> Vec<f64> {
        let counts: Vec<usize> = counts.collect();
        let lines = |count: usize| count.div_ceil(self.dots_per_line()) as f64;
        let height = |row: &[usize]| lines(row.iter().copied().max().unwrap_or(0)) * self.pitch + GAP;
        counts.chunks(self.columns).map(height).collect()
    }

    /// Adds the dots of an item, from the upper left corner of its block on.
    fn add_dots(self, dots: &mut Dots, item: &Item, answers: Answers, corner: Point) {
        let family = if item.tone == Tone::Faded { None } else { Some(item.family) };
        let yes = answers.yes.min(answers.all);
        dots.runs.push(DotSeries { id: item.id, family, filled: yes, hollow: answers.all - yes });
        let per_line = self.dots_per_line();
        let point = |at: usize| {
            let (column, line) = ((at % per_line) as f64, (at / per_line) as f64);
            let half = self.pitch / 2.0;
            [(corner.x + half + self.pitch * column) as f32, (corner.y + half + self.pitch * line) as f32]
        };
        dots.places.extend((0..answers.all).map(point));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::ValueFormat;
    use crate::item::MarkId;
    use crate::item::{AxisKind, Value, estimate_width};
    use proptest::prelude::*;

    fn item(id: u32, yes: usize, all: usize) -> Item {
        let amount = 100.0 * yes as f64 / all.max(1) as f64;
        Item {
            id: MarkId::new(id),
            label: format!("Challenge {id}"),
            family: 0,
            category: 0,
            tone: Tone::Plain,
            value_text: format!("{amount:.0} % of {all}"),
            values: vec![Some(Value { amount, interval: None, answers: Some(Answers { yes, all }) })],
            rank: None,
        }
    }

    fn scene(items: &[Item], width: f64) -> Scene {
        let axis = Axis { title: "Urgent".to_owned(), kind: AxisKind::Percent };
        layout(
            items,
            &axis,
            LayoutContext { width, measure: &estimate_width, badge: None, say: ValueFormat::PLAIN },
        )
    }

    proptest! {
        #[test]
        fn every_respondent_is_one_dot_inside_the_chart(counts in prop::collection::vec((0usize..900, 0usize..900), 0..50), width in 280.0..1400.0f64) {
            let items: Vec<Item> = counts.iter().enumerate().map(|(id, (a, b))| item(id as u32, *a.min(b), *a.max(b))).collect();
            let Scene { dots, size, .. } = scene(&items, width);
            prop_assert_eq!(dots.places.len(), counts.iter().map(|(a, b)| a.max(b)).sum::<usize>());
            prop_assert_eq!(dots.runs.iter().map(|run| run.len()).sum::<usize>(), dots.places.len());
            for (run, (a, b)) in dots.runs.iter().zip(&counts) {
                prop_assert_eq!(run.filled, *a.min(b));
            }
            for [x, y] in &dots.places {
                prop_assert!((0.0..=size.width).contains(&f64::from(*x)) && (0.0..=size.height).contains(&f64::from(*y)));
            }
        }
    }

    #[test]
    fn dots_are_at_least_3_px_wide_with_gaps() {
        let items: Vec<Item> = (0..45).map(|id| item(id, 1_200, 2_222)).collect();
        for width in [288.0, 328.0, 960.0] {
            let dots = scene(&items, width).dots;
            assert!(2.0 * dots.radius >= 3.0, "{width}: {}", dots.radius);
            let [x, _] = dots.places[0];
            assert!(f64::from(dots.places[1][0] - x) - 2.0 * dots.radius >= 0.9, "{width}");
        }
    }

    #[test]
    fn no_two_dots_touch() {
        let scene = scene(&[item(0, 30, 90), item(1, 1, 200)], 960.0);
        let points = &scene.dots.places;
        for (at, a) in points.iter().enumerate() {
            assert!(
                points[at + 1..]
                    .iter()
                    .all(|b| (a[0] - b[0]).hypot(a[1] - b[1]) > 2.0 * scene.dots.radius as f32)
            );
        }
    }

    #[test]
    fn a_hundred_thousand_answers_stay_below_4000_px() {
        let items: Vec<Item> = (0..45).map(|id| item(id, 1_200, 2_222)).collect();
        assert!(scene(&items, 960.0).size.height < 4_000.0);
    }
}
