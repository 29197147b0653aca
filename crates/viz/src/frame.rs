//! Parts that all layouts share: the available width, the title line, axes and their labels.

#[cfg(test)]
use slim_std::format;

use super::bidi::embedded;
use super::geometry::{Point, Rect};
use super::item::{Axis, AxisKind, Item, Measure, Tone, shortened, wrapped};
use super::palette::ColorRole;
use super::scale::{Linear, nice, ticks};
use super::scene::{Align, Label, Mark, Scene, Stroke};
use super::shape::Shape;

/// The usual font size of a page, in CSS px, which the sizes below go with.
pub const USUAL_TEXT: f64 = 16.0;
/// The narrowest chart that is laid out for larger text, in CSS px: below, names would be cut.
const MIN_ENLARGED: f64 = 280.0;
/// The largest factor of larger text (WCAG 2.2, 1.4.4: text up to 200 percent).
const MAX_TEXT_SCALE: f64 = 2.0;
/// Below this width in CSS px, names are above their rows instead of beside them.
pub const NARROW: f64 = 560.0;
/// Font size of names, in CSS px.
pub const TEXT: f64 = 14.0;
/// Distance between the lines of a long name, in CSS px.
pub const NAME_LINE: f64 = 17.0;
/// Font size of all other text, in CSS px: the smallest in any chart.
pub const SMALL: f64 = 12.0;

/// Returns the factor by which a chart `width` CSS px wide is enlarged, 1 to 2, for a visitor whose browser shows text
/// of `text_size` CSS px: as much as the text of the page, as far as the width allows.
pub fn text_scale(text_size: f64, width: f64) -> f64 {
    (text_size / USUAL_TEXT).min(width / MIN_ENLARGED).clamp(1.0, MAX_TEXT_SCALE)
}

/// The input that all layouts share.
#[derive(Clone, Copy)]
pub struct LayoutContext<'a> {
    /// Width of the chart in CSS px.
    pub width: f64,
    /// Function that measures text.
    pub measure: Measure<'a>,
    /// A word that must be in the chart itself: "Illustrative".
    pub badge: Option<&'a str>,
    /// Format of the values at axes.
    pub say: ValueFormat<'a>,
}

/// Format of the values at axes, in the language of the page.
#[derive(Clone, Copy)]
pub struct ValueFormat<'a> {
    /// Formats a share, 0 to 100, in whole percent.
    pub share: fn(f64) -> String,
    /// Formats a rank, from 1.
    pub rank: fn(f64) -> String,
    /// The text in place of a value that was not published.
    pub unknown: &'a str,
}

#[cfg(test)]
impl ValueFormat<'_> {
    /// English, for the tests of layouts.
    pub const PLAIN: Self = Self {
        share: |percent| format!("{}\u{a0}%", format::integer(percent)),
        rank: |place| format!("#{}", format::integer(place)),
        unknown: "not published",
    };
}

impl LayoutContext<'_> {
    /// Returns true if there is room for one column only.
    pub fn is_narrow(&self) -> bool {
        self.width < NARROW
    }

    /// Returns the y of the edges of rows below each other from `top` on, one more than there are items, in CSS px. Rows of
    /// which the name is wider than `name_width` have room for more lines of it; `is_bold` says of an item and its
    /// position whether its name is bold.
    pub fn row_edges(
        &self,
        items: &[Item],
        top: f64,
        row_height: f64,
        name_width: f64,
        is_bold: fn(usize, &Item) -> bool,
    ) -> Vec<f64> {
        let mut edges = vec![top];
        for (row, item) in items.iter().enumerate() {
            let lines = self.row_name(item, Point::default(), name_width, is_bold(row, item));
            edges.push(edges[row] + row_height + NAME_LINE * (lines.len() - 1) as f64);
        }
        edges
    }

    /// Returns the labels with the name of an item in a row of its own. On a narrow chart, `at` is the left end of the
    /// first of up to three lines; on a wide one, of the middle of up to two.
    pub fn row_name(&self, item: &Item, at: Point, max_width: f64, bold: bool) -> Vec<Label> {
        if self.is_narrow() {
            self.name_in_lines(item, at, max_width, 3, bold)
        } else {
            self.name_around(item, at, max_width, bold)
        }
    }

    /// Returns the labels with the name of an item on one or two lines; `at` is the left end of their middle.
    pub fn name_around(&self, item: &Item, at: Point, max_width: f64, bold: bool) -> Vec<Label> {
        let mut lines = self.name_in_lines(item, at, max_width, 2, bold);
        let above = NAME_LINE / 2.0 * (lines.len() - 1) as f64;
        lines.iter_mut().for_each(|line| line.at.y -= above);
        lines
    }

    /// Returns the labels with the name of an item on up to `max_lines` lines; `at` is the left end of the first.
    pub fn name_in_lines(
        &self,
        item: &Item,
        at: Point,
        max_width: f64,
        max_lines: usize,
        bold: bool,
    ) -> Vec<Label> {
        let lines = wrapped(&item.label, max_width, max_lines, TEXT, bold, self.measure);
        let color = if item.tone == Tone::Faded { ColorRole::Muted } else { ColorRole::Text };
        let label = |(line, text)| {
            let at = Point::new(at.x, at.y + NAME_LINE * line as f64);
            Label {
                at,
                align: Align::Start,
                text,
                size: TEXT,
                bold,
                color,
                owner: Some(item.id),
                opacity: 1.0,
            }
        };
        lines.into_iter().enumerate().map(label).collect()
    }

    /// Adds the first line of a chart: the title starts at `left` (CSS px), the badge is at the right end.
    pub fn heading(&self, scene: &mut Scene, left: f64, title: &str) {
        self.badge(scene);
        let badge_width = self.badge.map_or(0.0, |badge| (self.measure)(badge, SMALL, true) + 16.0);
        let max_width = self.width - left - badge_width;
        let text = shortened(title, max_width, SMALL, true, self.measure);
        scene.labels.push(Label { bold: true, ..small_label(Point::new(left, 12.0), Align::Start, text) });
    }

    /// Adds the badge, if there is one, at the right end of the first line.
    pub fn badge(&self, scene: &mut Scene) {
        let Some(badge) = self.badge else { return };
        let at = Point::new(self.width, 12.0);
        let label = small_label(at, Align::End, badge.to_owned());
        scene.labels.push(Label { bold: true, color: ColorRole::Text, ..label });
    }

    /// Adds the title of the x axis, with an arrow: under the plot, at its right end.
    pub fn x_axis_title(&self, scene: &mut Scene, title: &str) {
        let arrow = " →";
        let max_width = scene.plot.right - (self.measure)(arrow, SMALL, true);
        let text = shortened(title, max_width, SMALL, true, self.measure);
        let at = Point::new(scene.plot.right, scene.size.height - 10.0);
        let label = small_label(at, Align::End, format!("{}{arrow}", embedded(&text)));
        scene.labels.push(Label { bold: true, ..label });
    }

    /// Returns a scale over `values` on `range` (CSS px) with at most `steps` steps. Calls `tick` with the
    /// position and the text of every tick. An axis of ranks is reversed, starts at rank 1, not 0, and ends at the last
    /// rank, which has a tick: in place of the one before, if that is less than half a step from it.
    pub fn scale(
        &self,
        values: impl Iterator<Item = f64>,
        kind: AxisKind,
        range: (f64, f64),
        steps: usize,
        mut tick: impl FnMut(f64, String),
    ) -> Linear {
        let mut greatest = f64::NEG_INFINITY;
        let values = values.inspect(|value| greatest = greatest.max(value.ceil()));
        let (low, high, step) = nice(values, steps).unwrap_or((0.0, 100.0, 25.0));
        if kind == AxisKind::Percent {
            let scale = Linear::new((low, high), range);
            ticks(low, high, step)
                .into_iter()
                .for_each(|value| tick(scale.px(value), (self.say.share)(value)));
            return scale;
        }
        let first = low.max(1.0);
        let last = if greatest >= first { greatest.min(high) } else { high };
        let scale = Linear::new((last, first), range);
        let mut places = ticks(low, high, step);
        places.retain(|place| *place <= first || last - place >= step / 2.0);
        if last > first {
            places.push(last);
        }
        for place in places {
            tick(scale.px(place.max(1.0)), (self.say.rank)(place.max(1.0)));
        }
        scale
    }

    /// Returns the room that the texts beside a vertical axis over `values` need, at least `min`, in CSS px; `steps` as
    /// for [`Self::scale`].
    pub fn y_axis_room(
        &self,
        values: impl Iterator<Item = f64>,
        kind: AxisKind,
        steps: usize,
        min: f64,
    ) -> f64 {
        let mut room = min;
        self.scale(values, kind, (0.0, 1.0), steps, |_, text| {
            room = room.max((self.measure)(&text, SMALL, false) + 10.0);
        });
        room
    }

    /// Returns the width of the widest name of `items`, in CSS px.
    pub fn widest_name(&self, items: &[Item]) -> f64 {
        self.widest_name_in(items, |_, item| is_pinned(item))
    }

    /// Returns the width of the widest name of `items` in CSS px, where `is_bold` says of an item and its position
    /// whether its name is bold.
    pub fn widest_name_in(&self, items: &[Item], is_bold: fn(usize, &Item) -> bool) -> f64 {
        let width = |(at, item): (usize, &Item)| (self.measure)(&item.label, TEXT, is_bold(at, item));
        items.iter().enumerate().map(width).fold(0.0, f64::max)
    }

    /// Returns the label of a tick of the x axis: centred on the tick, but inside the chart.
    pub fn tick_label(&self, at: Point, text: String) -> Label {
        let half = (self.measure)(&text, SMALL, false) / 2.0;
        small_label(Point::new(at.x.min(self.width - half).max(half), at.y), Align::Middle, text)
    }

    /// Adds the grid lines of the x axis, with tick labels above the plot, and returns its scale. `steps`
    /// is the largest number of steps.
    pub fn x_axis(
        &self,
        scene: &mut Scene,
        values: impl Iterator<Item = f64>,
        axis: &Axis,
        plot: Rect,
        steps: usize,
    ) -> Linear {
        self.scale(values, axis.kind, (plot.left, plot.right), steps, |at, text| {
            scene.strokes.push(line(
                Point::new(at, plot.top - 4.0),
                Point::new(at, plot.bottom),
                ColorRole::Grid,
            ));
            scene.labels.push(self.tick_label(Point::new(at, plot.top - 14.0), text));
        })
    }
}

/// Returns whether an item is pinned. In most layouts only those have bold names.
pub fn is_pinned(item: &Item) -> bool {
    item.tone == Tone::Pinned
}

/// Largest number of highlighted items whose labels are required.
const MAX_HIGHLIGHTED: usize = 8;

/// Returns the positions of items in the order in which they get labels, each with true if its label is required:
/// the one at `first`, pinned items, highlighted ones, then the others but for faded ones.
pub fn label_order(items: &[Item], first: usize) -> Vec<(bool, usize)> {
    let has_tone = |at: &usize, tone| items[*at].tone == tone;
    let others = (0..items.len()).filter(|at| *at != first);
    let (pinned, rest): (Vec<usize>, Vec<usize>) = others.partition(|at| has_tone(at, Tone::Pinned));
    let (faded, plain): (Vec<usize>, Vec<usize>) = rest.into_iter().partition(|at| has_tone(at, Tone::Faded));
    let is_highlighted = !faded.is_empty() && plain.len() <= MAX_HIGHLIGHTED;
    let first = (first < items.len()).then_some(first);
    let required = first.into_iter().chain(pinned).map(|at| (true, at));
    required.chain(plain.into_iter().map(|at| (is_highlighted, at))).collect()
}

/// Returns a label in the small font size and the muted colour that belongs to no mark.
pub fn small_label(at: Point, align: Align, text: String) -> Label {
    Label { at, align, text, size: SMALL, bold: false, color: ColorRole::Muted, owner: None, opacity: 1.0 }
}

/// Returns a line 1 CSS px wide that belongs to no mark.
pub fn line(from: Point, to: Point, color: ColorRole) -> Stroke {
    Stroke { from, to, width: 1.0, color, owner: None }
}

/// Returns the mark of an item, with neither caption nor zone; `radius` in CSS px.
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

/// Returns a line that belongs to an item and has its colour; `width` in CSS px.
pub fn item_line(item: &Item, from: Point, to: Point, width: f64) -> Stroke {
    Stroke { from, to, width, color: mark(item, from, 0.0).color(), owner: Some(item.id) }
}

/// Returns the 95 % confidence interval of a value as a horizontal line at height `y`; none if it is
/// unknown.
pub fn whisker(item: &Item, column: usize, x: Linear, y: f64, width: f64) -> Option<Stroke> {
    let (low, high) = item.value(column)?.interval?;
    let (from, to) = (Point::new(x.px(low), y), Point::new(x.px(high), y));
    Some(Stroke { from, to, width, color: ColorRole::Faded, owner: Some(item.id) })
}

/// Returns all numbers of `items` in `columns` and the ends of their intervals: the input of a scale.
pub fn extent(items: &[Item], columns: std::ops::Range<usize>) -> impl Iterator<Item = f64> {
    let values = items.iter().flat_map(move |item| columns.clone().filter_map(|column| item.value(column)));
    values.flat_map(|value| {
        let (low, high) = value.interval.unwrap_or((value.amount, value.amount));
        [low, value.amount, high]
    })
}
