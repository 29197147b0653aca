//! What all layouts share: the room there is, the line over the plot, axes and their words.

#[cfg(test)]
use crate::digits;

use super::bidi::isolated;
use super::geometry::{Point, Rect};
use super::item::{Axis, AxisKind, Item, Measure, Tone, shortened};
use super::scale::{Linear, nice, ticks};
use super::scene::{Align, Ink, Mark, Scene, Stroke, Words};
use super::shape::Shape;

/// Below this width names stand above their rows instead of beside them.
pub const NARROW: f64 = 560.0;
/// Font size of names.
pub const TEXT: f64 = 14.0;
/// Font size of everything else; nothing is smaller.
pub const SMALL: f64 = 12.0;

/// The room for a picture, and what every picture carries.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// How wide.
    pub width: f64,
    /// Widths of texts.
    pub measure: Measure<'a>,
    /// A word that must be in the picture itself: "Illustrative".
    pub badge: Option<&'a str>,
    /// How numbers are said.
    pub say: Say<'a>,
}

/// The words for numbers at axes.
#[derive(Clone, Copy)]
pub struct Say<'a> {
    /// A share in whole percent.
    pub share: fn(f64) -> String,
    /// A rank.
    pub rank: fn(f64) -> String,
    /// What stands in place of a value that nobody published.
    pub unknown: &'a str,
}

#[cfg(test)]
impl Say<'_> {
    /// English, for tests of layouts.
    pub const PLAIN: Self = Self {
        share: |percent| format!("{}\u{a0}%", digits::whole(percent)),
        rank: |place| format!("#{}", digits::whole(place)),
        unknown: "not published",
    };
}

impl Frame<'_> {
    /// Whether there is room for one column only.
    pub fn is_narrow(&self) -> bool {
        self.width < NARROW
    }

    /// Writes the first line of a picture: the title from `left` on, the badge at the right end.
    pub fn heading(&self, scene: &mut Scene, left: f64, title: &str) {
        let mut room = self.width - left;
        if let Some(badge) = self.badge {
            room -= (self.measure)(badge, SMALL, true) + 16.0;
            let at = Point::new(self.width, 12.0);
            let words = Words { bold: true, ink: Ink::Text, ..note(at, Align::End, badge.to_owned()) };
            scene.words.push(words);
        }
        let text = shortened(title, room, SMALL, true, self.measure);
        scene.words.push(Words { bold: true, ..note(Point::new(left, 12.0), Align::Start, text) });
    }

    /// The title of the axis that runs across, under the plot at its right end, with the arrow that it ends in.
    pub fn title_across(&self, scene: &mut Scene, title: &str) {
        let arrow = " →";
        let room = scene.plot.right - (self.measure)(arrow, SMALL, true);
        let text = shortened(title, room, SMALL, true, self.measure);
        let at = Point::new(scene.plot.right, scene.size.height - 10.0);
        let words = note(at, Align::End, format!("{}{arrow}", isolated(&text)));
        scene.words.push(Words { bold: true, ..words });
    }

    /// The name of an item, shortened to its room.
    pub fn name(&self, item: &Item, at: Point, room: f64) -> Words {
        let text = shortened(&item.label, room, TEXT, false, self.measure);
        let (size, ink) = (TEXT, if item.tone == Tone::Faded { Ink::Muted } else { Ink::Text });
        Words { at, align: Align::Start, text, size, bold: item.tone == Tone::Pinned, ink, of: Some(item.id) }
    }

    /// A scale over `values` on `range` with at most `steps` steps, each told to `tick` with its place
    /// and wording. The first place stands where the greatest share would; there is no place 0.
    pub fn scale(
        &self,
        values: impl Iterator<Item = f64>,
        kind: AxisKind,
        range: (f64, f64),
        steps: usize,
        mut tick: impl FnMut(f64, String),
    ) -> Linear {
        let (low, high, step) = nice(values, steps).unwrap_or((0.0, 100.0, 25.0));
        let scale = match kind {
            AxisKind::Percent => Linear::new((low, high), range),
            AxisKind::Place => Linear::new((high, low.max(1.0)), range),
        };
        for value in ticks(low, high, step) {
            match kind {
                AxisKind::Percent => tick(scale.px(value), (self.say.share)(value)),
                AxisKind::Place => tick(scale.px(value.max(1.0)), (self.say.rank)(value.max(1.0))),
            }
        }
        scale
    }

    /// The widest name of `items`.
    pub fn widest(&self, items: &[Item]) -> f64 {
        let bold = |item: &Item| item.tone == Tone::Pinned;
        items.iter().map(|item| (self.measure)(&item.label, TEXT, bold(item))).fold(0.0, f64::max)
    }

    /// What is written at a tick of an axis that runs across: in its middle, but never over the
    /// edge of the picture.
    pub fn tick(&self, at: Point, text: String) -> Words {
        let half = (self.measure)(&text, SMALL, false) / 2.0;
        note(Point::new(at.x.min(self.width - half).max(half), at.y), Align::Middle, text)
    }

    /// Draws the vertical grid lines of an axis that runs across, its ticks written above the plot,
    /// and gives its scale. `steps` is the greatest number of steps.
    pub fn across(
        &self,
        scene: &mut Scene,
        values: impl Iterator<Item = f64>,
        axis: &Axis,
        plot: Rect,
        steps: usize,
    ) -> Linear {
        self.scale(values, axis.kind, (plot.left, plot.right), steps, |at, text| {
            scene.strokes.push(line(Point::new(at, plot.top - 4.0), Point::new(at, plot.bottom), Ink::Grid));
            scene.words.push(self.tick(Point::new(at, plot.top - 14.0), text));
        })
    }
}

/// A word to consult.
pub fn note(at: Point, align: Align, text: String) -> Words {
    Words { at, align, text, size: SMALL, bold: false, ink: Ink::Muted, of: None }
}

/// A thin line that belongs to no mark.
pub fn line(from: Point, to: Point, ink: Ink) -> Stroke {
    Stroke { from, to, width: 1.0, ink, of: None }
}

/// The mark of an item.
pub fn mark(item: &Item, center: Point, radius: f64) -> Mark {
    Mark {
        id: item.id,
        center,
        radius,
        shape: Shape::of(item.category),
        family: item.family,
        tone: item.tone,
        caption: String::new(),
        zone: None,
    }
}

/// A line of an item in its colour.
pub fn own_line(item: &Item, from: Point, to: Point, width: f64) -> Stroke {
    Stroke { from, to, width, ink: mark(item, from, 0.0).ink(), of: Some(item.id) }
}

/// The 95 % interval of a value as a line of this width at this height; none where it is not known.
pub fn whisker(item: &Item, column: usize, x: Linear, y: f64, width: f64) -> Option<Stroke> {
    let (low, high) = item.value(column)?.interval?;
    let (from, to) = (Point::new(x.px(low), y), Point::new(x.px(high), y));
    Some(Stroke { from, to, width, ink: Ink::Faded, of: Some(item.id) })
}

/// All numbers of `items` in `columns`, with the ends of their intervals: what a scale must hold.
pub fn extent(items: &[Item], columns: std::ops::Range<usize>) -> impl Iterator<Item = f64> {
    let values = items.iter().flat_map(move |item| columns.clone().filter_map(|column| item.value(column)));
    values.flat_map(|value| {
        let (low, high) = value.interval.unwrap_or((value.amount, value.amount));
        [low, value.amount, high]
    })
}
