//! Overview: a row per item, a lane per measure. Lanes with values of one kind share a scale, so that values can be
//! compared across lanes; to the right is always more of a problem: the first rank, the largest share.

use crate::frame::{LayoutContext, SMALL, line, mark, small_label, whisker};
use crate::geometry::{Point, Rect, Size};
use crate::item::{Axis, AxisKind, Item, Tone, shortened};
use crate::palette::ColorRole;
use crate::scale::Linear;
use crate::scene::{Align, Label, Mark, Scene, SecondaryMark, Stroke};

/// Number of rows that are emphasized.
const EMPHASIZED: usize = 5;
/// Radius of the item's mark beside its name, in CSS px.
const RADIUS: f64 = 7.0;
/// X of that mark, in CSS px: as far from the edge as the ring of a focused mark needs.
const MARK_X: f64 = 18.0;
/// Radius of the ring around the first value of a lane, in CSS px.
const RING: f64 = 9.0;
/// Height of the heads of lanes, in CSS px: the smallest target of a pointer (WCAG 2.5.8).
const HEAD: f64 = 24.0;
/// From this number of items on, rows are lower.
const MANY: usize = 120;
/// Horizontal distance between lanes, in CSS px: on wide charts, and on narrow ones.
const GAPS: [f64; 2] = [20.0, 8.0];
/// Minimum width of a lane beside a long name on a wide chart, in CSS px.
const MIN_LANE: f64 = 150.0;
/// Left margin of values in a lane, in CSS px.
const INDENT: f64 = 4.0;

/// A lane: the values of one column of all items.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Title and kind of the values.
    pub axis: Axis,
    /// The value of each item in words, also of unknown ones: "#8", "62%", "not published".
    pub texts: Vec<String>,
    /// True if the rows are sorted by this lane.
    pub is_sorted: bool,
}

/// Returns the scene of `items`; column `n` of their values is in lane `n`.
pub fn layout(items: &[Item], lanes: &[Lane], context: LayoutContext<'_>) -> Scene {
    let grid = Grid::new(items, lanes, context);
    let mut scene = Scene {
        size: Size { width: context.width, height: grid.plot.bottom + 8.0 },
        plot: grid.plot,
        heads: grid.lanes.iter().map(|lane| grid.head(*lane)).collect(),
        ..Scene::default()
    };
    context.badge(&mut scene);
    let scales: Vec<Linear> =
        lanes.iter().enumerate().map(|(at, lane)| grid.add_axis(&mut scene, at, lane)).collect();
    grid.add_rings(&mut scene, items, lanes, &scales);
    for (row, item) in items.iter().enumerate() {
        grid.add_row(&mut scene, row, item);
        grid.add_values(&mut scene, row, item, lanes, &scales);
    }
    scene
}

/// Returns the width of the widest known value of all lanes, in CSS px: with one width, lanes of a kind have one scale.
fn value_width(items: &[Item], lanes: &[Lane], context: LayoutContext<'_>) -> f64 {
    let known = lanes.iter().enumerate().flat_map(|(at, lane)| {
        lane.texts.iter().zip(items).filter(move |(_, item)| item.value(at).is_some()).map(|(text, _)| text)
    });
    known.map(|text| (context.measure)(text, SMALL, true)).fold(0.0, f64::max)
}

/// Returns the rank at the left end of a ruler that holds all `ranks`: the last of them, at least 2.
pub fn last_rank(ranks: impl Iterator<Item = f64>) -> f64 {
    ranks.filter(|rank| rank.is_finite()).fold(2.0, f64::max)
}

/// Returns the scale of values of a kind on `range` (px): ranks from `last`, which [`last_rank`] returned, to 1;
/// shares from 0 to 100.
pub fn ruler(kind: AxisKind, last: f64, range: (f64, f64)) -> Linear {
    match kind {
        AxisKind::Percent => Linear::new((0.0, 100.0), range),
        AxisKind::Place => Linear::new((last, 1.0), range),
    }
}

/// Returns whether a row is emphasized: the first ones, unless a filter is about others, and pinned ones.
fn is_emphasized(row: usize, item: &Item) -> bool {
    row < EMPHASIZED && item.tone != Tone::Faded || item.tone == Tone::Pinned
}

/// Returns the ranks in all lanes of ranks.
fn ranks<'a>(items: &'a [Item], lanes: &'a [Lane]) -> impl Iterator<Item = f64> + 'a {
    let of_ranks = lanes.iter().enumerate().filter(|(_, lane)| lane.axis.kind == AxisKind::Place);
    of_ranks.flat_map(move |(at, _)| items.iter().filter_map(move |item| item.amount(at)))
}

/// The geometry of rows and lanes.
struct Grid<'a> {
    /// Area of the rows.
    plot: Rect,
    /// Areas of the lanes within the plot.
    lanes: Vec<Rect>,
    /// Greatest rank of all lanes of ranks.
    last: f64,
    /// Width of names, in CSS px.
    name_width: f64,
    /// Width of the widest number, in CSS px.
    value_width: f64,
    /// Y of the edges of rows, one more than there are rows.
    edges: Vec<f64>,
    context: LayoutContext<'a>,
}

impl<'a> Grid<'a> {
    fn new(items: &[Item], lanes: &[Lane], context: LayoutContext<'a>) -> Self {
        let (width, narrow) = (context.width, context.is_narrow());
        let row_height = match (narrow, items.len() >= MANY) {
            (true, _) => 56.0,
            (false, true) => 22.0,
            (false, false) => 32.0,
        };
        let name_x = Self::name_x();
        let gap = GAPS[usize::from(narrow)];
        let name_width = if narrow {
            width - name_x
        } else {
            // Names get what lanes can do without.
            let widest = context.widest_name_in(items, is_emphasized);
            let most = width - name_x - (MIN_LANE + gap) * lanes.len() as f64;
            (widest + 2.0).min(most.max(width * 0.38))
        };
        let left = if narrow { 0.0 } else { name_x + name_width + gap };
        let top = if context.badge.is_some() { 22.0 } else { 0.0 } + HEAD + 20.0;
        let edges = context.row_edges(items, top, row_height, name_width, is_emphasized);
        let bottom = edges[items.len()];
        let count = lanes.len().max(1) as f64;
        let lane_width = (width - left - gap * (count - 1.0)) / count;
        let lane = |at: usize| {
            let start = left + (lane_width + gap) * at as f64;
            Rect::new(start, top, start + lane_width, bottom)
        };
        let areas = (0..lanes.len()).map(lane).collect();
        let (value_width, last) = (value_width(items, lanes, context), last_rank(ranks(items, lanes)));
        Self {
            plot: Rect::new(left, top, width, bottom),
            lanes: areas,
            last,
            name_width,
            value_width,
            edges,
            context,
        }
    }

    /// Returns the left end of names.
    const fn name_x() -> f64 {
        2.0 * MARK_X + 2.0
    }

    /// Returns the area of a lane's head.
    fn head(&self, lane: Rect) -> Rect {
        let bottom = lane.top - 20.0;
        Rect::new(lane.left, bottom - HEAD, lane.right, bottom)
    }

    /// Adds the head and the ruler of a lane. Returns its scale.
    fn add_axis(&self, scene: &mut Scene, at: usize, lane: &Lane) -> Linear {
        let (area, head) = (self.lanes[at], self.head(self.lanes[at]));
        let color = if lane.is_sorted { ColorRole::Text } else { ColorRole::Grid };
        let (from, to) = (Point::new(head.left, head.bottom), Point::new(head.right, head.bottom));
        scene.strokes.push(Stroke { width: if lane.is_sorted { 2.0 } else { 1.0 }, ..line(from, to, color) });
        let title = shortened(&lane.axis.title, head.width(), SMALL, true, self.context.measure);
        let at_title = Point::new(head.left, (head.top + head.bottom) / 2.0);
        scene.labels.push(Label {
            bold: true,
            color: ColorRole::Text,
            ..small_label(at_title, Align::Start, title)
        });
        let range = (area.left + 8.0, (area.right - self.value_width - 12.0).max(area.left + 24.0));
        let (scale, ticks) = self.scale(lane.axis.kind, range);
        // Where there is room for one text only, it is that of the right end.
        let mut free = f64::INFINITY;
        for (value, text) in ticks.into_iter().rev() {
            let x = scale.px(value);
            scene.strokes.push(line(
                Point::new(x, area.top - 4.0),
                Point::new(x, area.bottom),
                ColorRole::Grid,
            ));
            let label = self.context.tick_label(Point::new(x, area.top - 10.0), text);
            let half = (self.context.measure)(&label.text, SMALL, false) / 2.0;
            if label.at.x + half <= free {
                free = label.at.x - half - 4.0;
                scene.labels.push(label);
            }
        }
        scale
    }

    /// Returns the scale of all lanes of a kind, and its ticks: both ends, and on wide lanes the middle.
    fn scale(&self, kind: AxisKind, range: (f64, f64)) -> (Linear, Vec<(f64, String)>) {
        let has_middle = range.1 - range.0 > 120.0;
        let last = self.last;
        let (values, say) = match kind {
            AxisKind::Percent if has_middle => (vec![0.0, 50.0, 100.0], self.context.say.share),
            AxisKind::Percent => (vec![0.0, 100.0], self.context.say.share),
            AxisKind::Place if has_middle && last >= 10.0 => {
                (vec![last, (last / 2.0).round(), 1.0], self.context.say.rank)
            }
            AxisKind::Place => (vec![last, 1.0], self.context.say.rank),
        };
        (ruler(kind, last, range), values.into_iter().map(|value| (value, say(value))).collect())
    }

    /// Returns the area of a row.
    fn zone(&self, row: usize) -> Rect {
        Rect::new(0.0, self.edges[row], self.context.width, self.edges[row + 1])
    }

    /// Returns the y of the first line of a row's name and of its values.
    fn lines(&self, row: usize) -> (f64, f64) {
        let zone = self.zone(row);
        let middle = (zone.top + zone.bottom) / 2.0;
        if self.context.is_narrow() { (zone.top + 16.0, zone.bottom - 16.0) } else { (middle, middle) }
    }

    /// Adds the line above a row, the name of its item, and the item's mark.
    fn add_row(&self, scene: &mut Scene, row: usize, item: &Item) {
        let zone = self.zone(row);
        // The emphasized rows end with a stronger line.
        let color = if row == EMPHASIZED { ColorRole::Axis } else { ColorRole::Grid };
        scene.strokes.push(line(Point::new(0.0, zone.top), Point::new(zone.right, zone.top), color));
        let (name_y, _) = self.lines(row);
        let at = Point::new(Self::name_x(), name_y);
        let is_bold = is_emphasized(row, item);
        scene.labels.extend(self.context.row_name(item, at, self.name_width, is_bold));
        let center = Point::new(MARK_X, name_y);
        scene.marks.push(Mark { zone: Some(zone), ..mark(item, center, RADIUS) });
    }

    /// Adds a ring around the first values of each lane. A ring belongs to no mark, as it stays with the place.
    fn add_rings(&self, scene: &mut Scene, items: &[Item], lanes: &[Lane], scales: &[Linear]) {
        for (at, (lane, x)) in lanes.iter().zip(scales).enumerate() {
            let better = |one: f64, other: f64| match lane.axis.kind {
                AxisKind::Percent => one.max(other),
                AxisKind::Place => one.min(other),
            };
            let Some(first) = items.iter().filter_map(|item| item.amount(at)).reduce(better) else {
                continue;
            };
            for (row, _) in items.iter().enumerate().filter(|(_, item)| item.amount(at) == Some(first)) {
                let (_, y) = self.lines(row);
                scene.secondary_marks.push(SecondaryMark {
                    owner: None,
                    center: Point::new(x.px(first), y),
                    radius: RING,
                    color: ColorRole::Text,
                    filled: false,
                });
            }
        }
    }

    /// Adds the values of a row: for each lane a disc on the ruler with its interval and number, and a line that joins
    /// them between the numbers. The focused item's line gets the item's color from the painter.
    fn add_values(&self, scene: &mut Scene, row: usize, item: &Item, lanes: &[Lane], scales: &[Linear]) {
        let (_, y) = self.lines(row);
        let is_strong = is_emphasized(row, item);
        let color = mark(item, Point::default(), 0.0).color();
        let radius = if is_strong { 6.0 } else { 4.5 };
        // Where the line to the next disc begins.
        let mut begin = None;
        for (at, (lane, x)) in lanes.iter().zip(scales).enumerate() {
            let text = lane.texts.get(row).cloned().unwrap_or_default();
            let Some(amount) = item.amount(at) else {
                let label = self.unknown(at, y, &text);
                begin = begin.map(|_| self.right_of(&label));
                scene.labels.push(Label { owner: Some(item.id), ..label });
                continue;
            };
            let center = Point::new(x.px(amount), y);
            let interval = whisker(item, at, *x, y, if is_strong { 6.0 } else { 4.0 });
            let (low, high) = interval.as_ref().map_or((center.x, center.x), |band| (band.from.x, band.to.x));
            let (start, end) = (low.min(center.x - RING), high.max(center.x + radius));
            scene.strokes.extend(begin.filter(|begin| *begin < start).map(|begin| {
                let pinned = item.tone == Tone::Pinned;
                let (width, color) = if pinned { (2.0, color) } else { (1.0, ColorRole::Grid) };
                let (from, to) = (Point::new(begin, y), Point::new(start, y));
                Stroke { from, to, width, color, owner: Some(item.id) }
            }));
            scene.strokes.extend(interval);
            let disc = SecondaryMark { owner: Some(item.id), center, radius, color, filled: true };
            scene.secondary_marks.push(disc);
            let color = if is_strong { ColorRole::Text } else { ColorRole::Muted };
            let number = small_label(Point::new(end + 6.0, y), Align::Start, text);
            let number = Label { bold: is_strong, color, owner: Some(item.id), ..number };
            begin = Some(self.right_of(&number));
            scene.labels.push(number);
        }
    }

    /// Returns the text in place of a value that is unknown.
    fn unknown(&self, lane: usize, y: f64, text: &str) -> Label {
        let area = self.lanes[lane];
        let text = shortened(text, area.width() - INDENT, SMALL, false, self.context.measure);
        small_label(Point::new(area.left + INDENT, y), Align::Start, text)
    }

    /// Returns the x right of a label, with a gap.
    fn right_of(&self, label: &Label) -> f64 {
        label.at.x + (self.context.measure)(&label.text, label.size, label.bold) + 6.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of other languages can be longer than "#1".
    #[test]
    fn long_texts_of_ticks_do_not_overlap() {
        let items = [item(0, (Some(1), Some(30.0), None)), item(1, (Some(40), Some(60.0), None))];
        let say = ValueFormat { rank: |rank| format!("number {rank:.0}"), ..ValueFormat::PLAIN };
        let context = LayoutContext { width: 288.0, measure: &estimate_width, badge: None, say };
        let scene = layout(&items, &lanes(&items), context);
        let ticks = scene.labels.iter().filter(|label| label.text.starts_with("number"));
        assert_eq!(ticks.map(|label| label.text.as_str()).collect::<Vec<_>>(), ["number 1"]);
    }

    use crate::bands::{bands, top_and_rest};
    use crate::frame::ValueFormat;
    use crate::item::{MarkId, Value, estimate_width};
    use crate::label::text_rect;
    use crate::transition::{DURATION, Transition};
    use proptest::prelude::*;

    /// The values of an item: a rank, a share with its interval, a share without.
    type Values = (Option<u32>, Option<f64>, Option<f64>);

    fn item(id: usize, (rank, first, second): Values) -> Item {
        let share = |amount: f64, interval| Value { amount, interval, answers: None };
        Item {
            id: MarkId::new(id as u32),
            label: format!("Challenge with a name {id}"),
            family: 0,
            category: id,
            tone: if id % 7 == 6 { Tone::Pinned } else { Tone::Plain },
            value_text: String::new(),
            values: vec![
                rank.map(|rank| share(f64::from(rank), None)),
                first.map(|amount| share(amount, Some(((amount - 5.0).max(0.0), (amount + 5.0).min(100.0))))),
                second.map(|amount| share(amount, None)),
            ],
            rank,
        }
    }

    fn lanes(items: &[Item]) -> Vec<Lane> {
        let kinds =
            [("Priority", AxisKind::Place), ("Widespread", AxisKind::Percent), ("Urgent", AxisKind::Percent)];
        let text = |kind: AxisKind, amount: Option<f64>| match (kind, amount) {
            (_, None) => "not published".to_owned(),
            (AxisKind::Place, Some(amount)) => (ValueFormat::PLAIN.rank)(amount),
            (AxisKind::Percent, Some(amount)) => (ValueFormat::PLAIN.share)(amount),
        };
        let lane = |(at, (title, kind)): (usize, (&str, AxisKind))| Lane {
            axis: Axis { title: title.to_owned(), kind },
            texts: items.iter().map(|item| text(kind, item.amount(at))).collect(),
            is_sorted: at == 0,
        };
        kinds.into_iter().enumerate().map(lane).collect()
    }

    fn scene(items: &[Item], width: f64) -> Scene {
        let say = ValueFormat::PLAIN;
        layout(
            items,
            &lanes(items),
            LayoutContext { width, measure: &estimate_width, badge: Some("Illustrative"), say },
        )
    }

    fn items() -> impl Strategy<Value = Vec<Item>> {
        let values = (
            prop::option::weighted(0.8, 1u32..60),
            prop::option::weighted(0.8, 0.0..=100.0f64),
            prop::option::weighted(0.8, 0.0..=100.0f64),
        );
        prop::collection::vec(values, 1..20)
            .prop_map(|all| all.into_iter().enumerate().map(|(id, values)| item(id, values)).collect())
    }

    fn rect(label: &Label) -> Rect {
        text_rect(label.at, label.align, estimate_width(&label.text, label.size, label.bold), label.size)
    }

    /// On paper, and for the first picture of a published page, it is cut between its rows.
    #[test]
    fn it_can_be_cut_between_rows() {
        let items: Vec<Item> =
            (0..45).map(|id| item(id, (Some(id as u32 + 1), Some(60.0), Some(40.0)))).collect();
        for width in [288.0, 680.0, 1152.0] {
            let scene = scene(&items, width);
            assert!(bands(&scene, 100.0).len() > 8, "{width}");
            let parts = top_and_rest(&scene, 480.0);
            assert_eq!(parts.len(), 2, "{width}");
            assert!((480.0..600.0).contains(&parts[0].size.height), "{width}");
            assert_eq!(parts.iter().map(|part| part.marks.len()).sum::<usize>(), 45);
            assert_eq!(parts.iter().map(|part| part.labels.len()).sum::<usize>(), scene.labels.len());
        }
    }

    proptest! {
        /// No text overlaps another or leaves the picture, from the smallest phone on.
        #[test]
        fn texts_are_apart_and_inside(items in items(), width in 288.0..1400.0f64) {
            let scene = scene(&items, width);
            let rects: Vec<Rect> = scene.labels.iter().map(rect).collect();
            for (at, one) in rects.iter().enumerate() {
                let text = &scene.labels[at].text;
                prop_assert!(one.left >= -0.01 && one.right <= width + 0.01, "{text} at {one:?} of {width}");
                for (other, label) in rects[..at].iter().zip(&scene.labels) {
                    prop_assert!(!one.overlaps(*other), "{text} over {} at {width}", label.text);
                }
            }
        }

        /// A value is as far to the right as a greater share or a higher rank asks for, in lanes of one scale.
        #[test]
        fn lanes_of_a_kind_share_a_scale(items in items(), width in 288.0..1400.0f64) {
            let scene = scene(&items, width);
            let mut discs = scene.secondary_marks.iter().filter(|disc| disc.filled);
            let shares = |item: &Item| {
                (0..3).filter(|at| item.amount(*at).is_some()).map(|at| (at, item.amount(at).unwrap())).collect::<Vec<_>>()
            };
            let mut seen: Vec<(usize, f64, f64)> = Vec::new();
            for item in &items {
                for (at, amount) in shares(item) {
                    let x = discs.next().unwrap().center.x - scene.heads[at].left;
                    for (other_at, other, other_x) in &seen {
                        let is_same_kind = (*other_at == 0) == (at == 0);
                        if is_same_kind {
                            let order = if at == 0 { other.total_cmp(&amount) } else { amount.total_cmp(other) };
                            let found = if (x - other_x).abs() < 1e-6 { std::cmp::Ordering::Equal } else { x.total_cmp(other_x) };
                            prop_assert!(order == found || (amount - other).abs() < 1e-9, "{amount} {other} {x} {other_x}");
                        }
                    }
                    seen.push((at, amount, x));
                }
            }
        }

        /// The lanes' discs go into the one mark of another view, and come out of it.
        #[test]
        fn discs_join_into_the_mark(items in items()) {
            let overview = scene(&items, 900.0);
            let other = Scene { secondary_marks: Vec::new(), ..overview.clone().moved(40.0, 7.0) };
            let there = Transition::new(overview.clone(), other.clone(), 0.0);
            let discs = |scene: &Scene| scene.secondary_marks.iter().filter(|disc| disc.filled).count();
            prop_assert_eq!(discs(&there.at(0.0)), discs(&overview));
            let late = there.at(DURATION * 0.9999).into_owned();
            for disc in late.secondary_marks.iter().filter(|disc| disc.filled) {
                let (_, mark) = other.mark(disc.owner.unwrap()).unwrap();
                prop_assert!(disc.center.distance(mark.center) < 1.0 && disc.radius < 0.1);
            }
            let back = Transition::new(other.clone(), overview, 0.0);
            for disc in back.at(0.0).secondary_marks.iter().filter(|disc| disc.filled) {
                let (_, mark) = other.mark(disc.owner.unwrap()).unwrap();
                prop_assert_eq!(disc.center, mark.center);
            }
        }
    }

    #[test]
    fn a_row_joins_its_values_and_says_what_is_unknown() {
        let items = [item(0, (Some(1), Some(70.0), None)), item(1, (None, Some(20.0), None))];
        let scene = scene(&items, 1_000.0);
        let of = |owner: u32| move |id: Option<MarkId>| id == Some(MarkId::new(owner));
        let joined: Vec<_> =
            scene.strokes.iter().filter(|stroke| of(0)(stroke.owner) && stroke.width <= 1.0).collect();
        let discs: Vec<_> = scene.secondary_marks.iter().filter(|disc| of(0)(disc.owner)).collect();
        assert_eq!(joined.len(), 1);
        assert!(discs[0].center.x < joined[0].from.x && joined[0].to.x < discs[1].center.x);
        let ringed: Vec<_> =
            scene.secondary_marks.iter().filter(|ring| !ring.filled).map(|ring| ring.center).collect();
        assert_eq!(ringed, [discs[0].center, discs[1].center], "the first of each lane that has values");
        let unknown = scene.labels.iter().filter(|label| label.text == "not published").count();
        assert_eq!(unknown, 3, "each unknown value of each row is told");
        assert_eq!(scene.heads.len(), 3);
    }
}
