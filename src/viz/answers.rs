//! Every answer: a dot a respondent, gathered by item, the filled ones first.
//!
//! Dots come from counts, so no dot is a person. All are of one size: an area of dots is an amount.

use super::dots::{Dots, Run};
use super::frame::{Frame, SMALL, mark, note};
use super::geometry::{Point, Rect, Size};
use super::item::{Answers, Axis, Item, Tone};
use super::scene::{Align, Ink, Mark, Scene, Words};

/// From dot to dot, the widest first; the first that keeps the picture below [`TALL`] is taken.
const PITCHES: [f64; 5] = [6.0, 5.0, 4.0, 3.0, 2.5];
const TALL: f64 = 1_800.0;
/// Least width of a block of dots.
const BLOCK: f64 = 200.0;
const GAP: f64 = 24.0;
/// Room for the name over a block and for the value under the name.
const HEAD: f64 = 42.0;

/// Places `items`, the greatest share first, in blocks from left to right.
pub fn layout(items: &[Item], axis: &Axis, frame: Frame<'_>) -> Scene {
    let width = frame.width;
    let columns = (((width + GAP) / (BLOCK + GAP)) as usize).clamp(1, 5);
    let block = (width - GAP * (columns - 1) as f64) / columns as f64;
    let answers =
        |item: &Item| item.value(0).and_then(|value| value.answers).unwrap_or(Answers { yes: 0, all: 0 });
    let grid = |pitch: f64| Grid { columns, block, pitch };
    let top = 30.0;
    let pitch = PITCHES.into_iter().find(|pitch| {
        grid(*pitch).rows(items.iter().map(|item| answers(item).all)).iter().sum::<f64>() <= TALL
    });
    let grid = grid(pitch.unwrap_or(PITCHES[PITCHES.len() - 1]));
    let rows = grid.rows(items.iter().map(|item| answers(item).all));
    let height = top + rows.iter().sum::<f64>();
    let plot = Rect::new(0.0, top, width, height);
    let mut scene = Scene { size: Size { width, height }, plot, ..Scene::default() };
    scene.dots.radius = grid.pitch * 0.38;
    frame.heading(&mut scene, 0.0, &axis.title);
    let mut y = top;
    for (line, height) in items.chunks(columns).zip(&rows) {
        for (column, item) in line.iter().enumerate() {
            let x = (block + GAP) * column as f64;
            let zone = Rect::new(x, y, x + block, y + height - GAP / 2.0);
            head(&mut scene, item, zone, &frame);
            grid.dots(&mut scene.dots, item, answers(item), Point::new(x, y + HEAD));
        }
        y += height;
    }
    scene
}

/// Mark, name and value over a block.
fn head(scene: &mut Scene, item: &Item, zone: Rect, frame: &Frame<'_>) {
    let center = Point::new(zone.left + 7.0, zone.top + 10.0);
    let at = Point::new(zone.left + 20.0, zone.top + 10.0);
    scene.words.push(frame.name(item, at, zone.width() - 20.0));
    let at = Point::new(zone.left + 20.0, zone.top + 27.0);
    let words = note(at, Align::Start, item.wording.clone());
    scene.words.push(Words { bold: true, ink: Ink::Text, of: Some(item.id), size: SMALL, ..words });
    scene.marks.push(Mark { zone: Some(zone), ..mark(item, center, 6.0) });
}

/// How blocks of dots stand.
#[derive(Clone, Copy)]
struct Grid {
    columns: usize,
    block: f64,
    pitch: f64,
}

impl Grid {
    /// A multiple of five where there is room, so that lines can be counted.
    fn dots_a_line(self) -> usize {
        let most = ((self.block / self.pitch) as usize).max(1);
        if most >= 10 { most - most % 5 } else { most }
    }

    /// The height of every row of blocks: that of its fullest.
    fn rows(self, counts: impl Iterator<Item = usize>) -> Vec<f64> {
        let counts: Vec<usize> = counts.collect();
        let lines = |count: usize| count.div_ceil(self.dots_a_line()) as f64;
        let height = |row: &[usize]| HEAD + lines(row.iter().copied().max().unwrap_or(0)) * self.pitch + GAP;
        counts.chunks(self.columns).map(height).collect()
    }

    /// Adds the dots of an item, from a block's upper left corner on.
    fn dots(self, dots: &mut Dots, item: &Item, answers: Answers, corner: Point) {
        let family = if item.tone == Tone::Faded { None } else { Some(item.family) };
        let yes = answers.yes.min(answers.all);
        dots.runs.push(Run { id: item.id, family, filled: yes, hollow: answers.all - yes });
        let a_line = self.dots_a_line();
        let place = |at: usize| {
            let (column, line) = ((at % a_line) as f64, (at / a_line) as f64);
            let half = self.pitch / 2.0;
            [(corner.x + half + self.pitch * column) as f32, (corner.y + half + self.pitch * line) as f32]
        };
        dots.places.extend((0..answers.all).map(place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::viz::frame::Say;
    use crate::viz::item::{AxisKind, Value, estimate};
    use proptest::prelude::*;

    fn item(id: u32, yes: usize, all: usize) -> Item {
        let amount = 100.0 * yes as f64 / all.max(1) as f64;
        Item {
            id,
            label: format!("Challenge {id}"),
            family: 0,
            category: 0,
            tone: Tone::Plain,
            wording: format!("{amount:.0} % of {all}"),
            values: vec![Some(Value { amount, interval: None, answers: Some(Answers { yes, all }) })],
            place: None,
        }
    }

    fn scene(items: &[Item], width: f64) -> Scene {
        let axis = Axis { title: "Urgent".to_owned(), kind: AxisKind::Percent };
        layout(items, &axis, Frame { width, measure: &estimate, badge: None, say: Say::PLAIN })
    }

    proptest! {
        #[test]
        fn every_respondent_is_one_dot_inside_the_picture(counts in prop::collection::vec((0usize..900, 0usize..900), 0..50), width in 280.0..1400.0f64) {
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
    fn no_two_dots_touch() {
        let scene = scene(&[item(0, 30, 90), item(1, 1, 200)], 960.0);
        let places = &scene.dots.places;
        for (at, a) in places.iter().enumerate() {
            assert!(
                places[at + 1..]
                    .iter()
                    .all(|b| (a[0] - b[0]).hypot(a[1] - b[1]) > 2.0 * scene.dots.radius as f32)
            );
        }
    }

    #[test]
    fn a_hundred_thousand_answers_make_a_picture_that_can_be_scrolled() {
        let items: Vec<Item> = (0..45).map(|id| item(id, 1_200, 2_222)).collect();
        assert!(scene(&items, 960.0).size.height < 4_000.0);
    }
}
