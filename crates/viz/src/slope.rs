//! Slope chart: one line per item through the waves of a survey, with the mark at the latest wave.
//!
//! A line joins consecutive waves in which the item has a value. There is no line across a wave without
//! a value, because the value there is unknown. Marks that would cover each other stand side by side, and names are
//! spread, with a line from mark to name where they are not at one height.

use crate::frame::{LayoutContext, SMALL, extent, is_pinned, label_order, line, mark, small_label};
use crate::geometry::{Point, Rect, Size};
use crate::item::{Axis, Item, Tone, shorten_distinct, wrapped};
use crate::label::spread;
use crate::palette::ColorRole;
use crate::scene::{Align, Label, Mark, Scene, SecondaryMark, Stroke};

/// The number of lines in colour, the largest change first; the others, and those that do not belong to a highlighted
/// theme, are grey.
const HIGHLIGHTED: usize = 5;
/// Radius of marks, in CSS px.
const RADIUS: f64 = 6.0;
/// Distance between marks that would cover each other, in CSS px.
const TIE_STEP: f64 = 2.0 * RADIUS + 1.0;
/// The largest number of marks side by side.
const MAX_TIED: usize = 3;
/// The smallest height of the chart, in CSS px.
const MIN_HEIGHT: f64 = 420.0;
/// The largest height of a narrow and of a wide chart, in CSS px: for about 40 names of two lines, and of one.
const MAX_HEIGHTS: [f64; 2] = [1_120.0, 640.0];
/// Height of a name on one line, in CSS px.
const NAME_HEIGHT: f64 = SMALL + 3.0;
/// Distance between the lines of a long name, in CSS px.
const LINE_STEP: f64 = SMALL + 1.0;
/// Distance of the rightmost mark from the lines to the names, in CSS px.
const MARK_GAP: f64 = 4.0;
/// Room for the line from a mark to its name, in CSS px.
const LEADER: f64 = 14.0;
/// The largest distance of a name that is not required from the height of its mark, in CSS px.
const MAX_SHIFT: f64 = 1.5 * NAME_HEIGHT;
/// Distance of the lowest column headers from the plot, in CSS px.
const LOWEST_HEADER: f64 = 18.0;
/// Height of a line of column headers, in CSS px.
const HEADER_HEIGHT: f64 = 16.0;

/// Returns the scene of `items`, the largest change first. `waves` are the names of the columns, oldest
/// first.
pub fn layout(items: &[Item], axis: &Axis, waves: &[String], context: LayoutContext<'_>) -> Scene {
    let width = context.width;
    // Names are right of the last wave.
    let right_room = match (context.is_narrow(), waves.len()) {
        (true, ..=2) => width * 0.54,
        (true, _) => width * 0.36,
        (false, _) => context.widest_name(items).min(width * 0.32) + 32.0,
    };
    let (steps, min_left) = if context.is_narrow() { (5, 44.0) } else { (8, 52.0) };
    let values = || extent(items, 0..waves.len());
    let left = context.y_axis_room(values(), axis.kind, steps, min_left);
    let right = width - right_room - RADIUS;
    let header_width: f64 = waves.iter().map(|wave| (context.measure)(wave, SMALL, true) + SMALL).sum();
    // Headers that would overlap alternate between two lines.
    let lines = if header_width > right - left { 2 } else { 1 };
    let top = 46.0 + HEADER_HEIGHT * lines as f64;
    let usual = if context.is_narrow() { 0.0 } else { width * 0.66 };
    let names = top + names_height(items, right_room, &context);
    let height = usual.max(names).clamp(MIN_HEIGHT, max_height(&context));
    let plot = Rect::new(left, top, right, height - 14.0);
    let mut scene = Scene { size: Size { width, height }, plot, ..Scene::default() };
    context.heading(&mut scene, 0.0, &axis.title);
    let columns = column_xs(waves.len(), plot);
    add_headers(&mut scene, waves, &columns, lines, &context);
    let range = (plot.bottom, plot.top);
    let y = context.scale(values(), axis.kind, range, steps, |at, text| {
        scene.strokes.push(line(Point::new(plot.left, at), Point::new(plot.right, at), ColorRole::Grid));
        scene.labels.push(small_label(Point::new(plot.left - 8.0, at), Align::End, text));
    });
    add_lines(&mut scene, items, |column, amount| Some(Point::new(*columns.get(column)?, y.px(amount))));
    add_names(&mut scene, items, &context);
    scene
}

/// Adds the line of every item through its values, its mark at the latest one and small marks at those before. `point`
/// returns the place of a value in a column.
fn add_lines(scene: &mut Scene, items: &[Item], point: impl Fn(usize, f64) -> Option<Point>) {
    let mut highlighted = 0;
    for item in items {
        let at = |column: usize| point(column, item.amount(column)?);
        highlighted += usize::from(item.tone != Tone::Faded);
        let is_strong = item.tone == Tone::Pinned || item.tone != Tone::Faded && highlighted <= HIGHLIGHTED;
        let (width, color) = if is_strong {
            (2.5, mark(item, Point::default(), 0.0).color())
        } else {
            (1.0, ColorRole::Faded)
        };
        for column in 1..item.values.len() {
            if let (Some(from), Some(to)) = (at(column - 1), at(column)) {
                scene.strokes.push(Stroke { from, to, width, color, owner: Some(item.id) });
            }
        }
        let known: Vec<Point> = (0..item.values.len()).filter_map(at).collect();
        let Some((latest, earlier)) = known.split_last() else { continue };
        let secondary_mark = |at: &Point| SecondaryMark {
            owner: Some(item.id),
            center: *at,
            radius: 3.5,
            color,
            filled: false,
        };
        scene.secondary_marks.extend(earlier.iter().map(secondary_mark));
        let drawn = mark(item, *latest, RADIUS);
        let center = Point::new(latest.x + TIE_STEP * ties_before(&scene.marks, *latest) as f64, latest.y);
        if center.x > latest.x {
            scene.strokes.push(Stroke { from: *latest, to: center, width, color, owner: Some(item.id) });
        }
        scene.marks.push(Mark { center, ..drawn });
    }
}

/// Returns the largest height of the chart, in CSS px.
fn max_height(context: &LayoutContext<'_>) -> f64 {
    let [narrow, wide] = MAX_HEIGHTS;
    if context.is_narrow() { narrow } else { wide }
}

/// Returns the number of places right of `point` that marks take already, at most [`MAX_TIED`] minus 1.
fn ties_before(marks: &[Mark], point: Point) -> usize {
    let is_taken = |place: &usize| {
        let at = Point::new(point.x + TIE_STEP * *place as f64, point.y);
        marks.iter().any(|mark| mark.center.distance(at) < RADIUS)
    };
    (0..MAX_TIED - 1).find(|place| !is_taken(place)).unwrap_or(MAX_TIED - 1)
}

/// Adds the name and the vertical line of every wave. Names that do not fit side by side are broken into two lines over
/// their column if these fit; otherwise the first and the last extend from their line into the plot, the others to both
/// sides, on alternating lines.
fn add_headers(
    scene: &mut Scene,
    waves: &[String],
    columns: &[f64],
    lines: usize,
    context: &LayoutContext<'_>,
) {
    let plot = scene.plot;
    for x in columns {
        scene.strokes.push(line(Point::new(*x, plot.top), Point::new(*x, plot.bottom), ColorRole::Axis));
    }
    let mut add = |x: f64, line: usize, align: Align, text: String| {
        let above = LOWEST_HEADER + HEADER_HEIGHT * line as f64;
        let label = small_label(Point::new(x, plot.top - above), align, text);
        scene.labels.push(Label { bold: true, color: ColorRole::Text, ..label });
    };
    if let Some(broken) = (lines > 1).then(|| broken_headers(waves, columns, context)).flatten() {
        for (x, [upper, lower]) in columns.iter().zip(broken) {
            add(*x, 1, Align::Middle, upper);
            add(*x, 0, Align::Middle, lower);
        }
        return;
    }
    // The distance between two headers on the same line.
    let distance = plot.width() / (waves.len().max(2) - 1) as f64 * lines as f64;
    let max_width = match waves.len() {
        1 => plot.width(),
        count if count > lines + 1 => distance * 2.0 / 3.0,
        count if count > lines => distance / 2.0,
        // Every header has a line of its own.
        _ => plot.right.min(context.width - plot.left),
    };
    let headers = shorten_distinct(waves, max_width, SMALL, true, context.measure);
    for (at, (x, header)) in columns.iter().zip(headers).enumerate() {
        let align = match at {
            0 => Align::Start,
            _ if at + 1 == waves.len() => Align::End,
            _ => Align::Middle,
        };
        // The earlier wave is above.
        add(*x, lines - 1 - at % lines, align, header);
    }
}

/// Returns the name of every wave as two lines that fit over its column, if all do.
fn broken_headers(
    waves: &[String],
    columns: &[f64],
    context: &LayoutContext<'_>,
) -> Option<Vec<[String; 2]>> {
    let step = columns.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
    let width = |text: &str| (context.measure)(text, SMALL, true);
    let broken = |(wave, x): (&String, &f64)| {
        let room = (step - SMALL).min(2.0 * x).min(2.0 * (context.width - x));
        let halves = wave.rmatch_indices(' ').map(|(at, _)| [wave[..at].trim(), wave[at..].trim()]);
        // The year, the last word of most names, stands alone.
        let mut fitting = halves.filter(|halves| halves.iter().all(|half| width(half) <= room));
        fitting.next().map(|halves| halves.map(str::to_owned))
    };
    waves.iter().zip(columns).map(broken).collect()
}

/// Returns the x of every wave: from edge to edge of the plot; a single wave is in the middle.
fn column_xs(count: usize, plot: Rect) -> Vec<f64> {
    match count {
        1 => vec![plot.left + plot.width() / 2.0],
        _ => (0..count).map(|at| plot.left + plot.width() * at as f64 / (count - 1) as f64).collect(),
    }
}

/// Adds the names in a column right of the marks: first those of the largest change, of pinned and of highlighted items,
/// as long as there is room, then others, as long as all are near their marks.
fn add_names(scene: &mut Scene, items: &[Item], context: &LayoutContext<'_>) {
    let marks_end =
        scene.marks.iter().map(|mark| mark.center.x).fold(scene.plot.right, f64::max) + RADIUS + MARK_GAP;
    let x = marks_end + LEADER;
    let room = context.width - x;
    let (low, high) = (scene.plot.top, scene.size.height - SMALL / 2.0);
    // Names of items with a mark, sorted by the height of the mark.
    let mut named: Vec<Name> = Vec::new();
    for (is_required, at) in label_order(items, 0) {
        // Not even one line is left.
        if total_height(&named) > high - low {
            break;
        }
        let item = &items[at];
        let Some((_, mark)) = scene.mark(item.id) else { continue };
        let name = Name { item, mark: mark.center, lines: lines_of(item, room, context) };
        let place = named.iter().take_while(|other| other.mark.y <= name.mark.y).count();
        named.insert(place, name);
        let fits = total_height(&named) <= high - low + NAME_HEIGHT;
        if !fits || !is_required && max_shift(&named, low, high) > MAX_SHIFT {
            named.remove(place);
        }
    }
    for (name, y) in named.iter().zip(places(&named, low, high)) {
        let item = name.item;
        let color = if item.tone == Tone::Faded { ColorRole::Muted } else { ColorRole::Text };
        let owner = Some(item.id);
        let top = y - LINE_STEP / 2.0 * (name.lines.len() - 1) as f64;
        scene.labels.extend(name.lines.iter().enumerate().map(|(line, text)| {
            let at = Point::new(x, top + LINE_STEP * line as f64);
            Label { color, owner, bold: is_pinned(item), ..small_label(at, Align::Start, text.clone()) }
        }));
        let from = name.mark.x + RADIUS + 2.0;
        if (y - name.mark.y).abs() > 2.0 || from < marks_end - 3.0 {
            let leader = line(Point::new(from, name.mark.y), Point::new(x - 3.0, y), ColorRole::Axis);
            scene.strokes.push(Stroke { owner, ..leader });
        }
    }
}

/// A name beside the marks.
struct Name<'a> {
    /// Item that is named.
    item: &'a Item,
    /// Centre of its mark.
    mark: Point,
    /// Lines of the name, at least one.
    lines: Vec<String>,
}

impl Name<'_> {
    /// Returns the height of the lines, in CSS px.
    fn height(&self) -> f64 {
        height_of(self.lines.len())
    }
}

/// Returns the height of a name, in CSS px.
fn height_of(lines: usize) -> f64 {
    NAME_HEIGHT + LINE_STEP * (lines - 1) as f64
}

/// Returns the height of names below each other, in CSS px.
fn total_height(named: &[Name<'_>]) -> f64 {
    named.iter().map(Name::height).sum()
}

/// Returns the lines of an item's name in a column `room` CSS px wide.
fn lines_of(item: &Item, room: f64, context: &LayoutContext<'_>) -> Vec<String> {
    let max_lines = if context.is_narrow() { 3 } else { 2 };
    wrapped(&item.label, room, max_lines, SMALL, is_pinned(item), context.measure)
}

/// Returns the height of the names below each other, as many as the chart has room for, where `right_room` CSS px
/// are right of the marks of the last wave; in CSS px. It does not depend on which are named, so that the chart keeps its
/// height when a theme is highlighted.
fn names_height(items: &[Item], right_room: f64, context: &LayoutContext<'_>) -> f64 {
    // Most charts have marks side by side, which are known only when the height is.
    let room = right_room - TIE_STEP - MARK_GAP - LEADER;
    let most = (max_height(context) / NAME_HEIGHT) as usize;
    items.iter().take(most).map(|item| height_of(lines_of(item, room, context).len())).sum()
}

/// Returns the heights of the middles of names, in the order of `named`. That of a name on one line is from `low` to
/// `high`.
fn places(named: &[Name<'_>], low: f64, high: f64) -> Vec<f64> {
    let wanted: Vec<f64> = named.iter().map(|name| name.mark.y).collect();
    let heights: Vec<f64> = named.iter().map(Name::height).collect();
    let more = |height: Option<&f64>| height.map_or(0.0, |height| (height - NAME_HEIGHT) / 2.0);
    spread(&wanted, &heights, low + more(heights.first()), high - more(heights.last()))
}

/// Returns the largest distance between the height of a name and that of its mark, in CSS px.
fn max_shift(named: &[Name<'_>], low: f64, high: f64) -> f64 {
    let shifts = named.iter().zip(places(named, low, high)).map(|(name, y)| (name.mark.y - y).abs());
    shifts.fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::ValueFormat;
    use crate::item::MarkId;
    use crate::item::{AxisKind, Value, estimate_width};

    fn item(id: u32, amounts: &[Option<f64>]) -> Item {
        let value =
            |amount: &Option<f64>| amount.map(|amount| Value { amount, interval: None, answers: None });
        Item {
            id: MarkId::new(id),
            label: format!("Challenge {id}"),
            family: 0,
            category: 0,
            tone: Tone::Plain,
            value_text: String::new(),
            values: amounts.iter().map(value).collect(),
            rank: None,
        }
    }

    fn scene(items: &[Item], waves: usize) -> Scene {
        let axis = Axis { title: "Urgent".to_owned(), kind: AxisKind::Percent };
        let waves: Vec<String> = (0..waves).map(|at| format!("Wave {at}")).collect();
        layout(
            items,
            &axis,
            &waves,
            LayoutContext { width: 800.0, measure: &estimate_width, badge: None, say: ValueFormat::PLAIN },
        )
    }

    #[test]
    fn no_line_crosses_a_wave_without_a_value() {
        let items =
            [item(1, &[Some(10.0), None, Some(30.0)]), item(2, &[Some(10.0), Some(20.0), Some(30.0)])];
        let scene = scene(&items, 3);
        let is_slope = |stroke: &&Stroke| stroke.to.x - stroke.from.x > 100.0;
        let lines =
            |id| scene.strokes.iter().filter(is_slope).filter(|stroke| stroke.owner == Some(id)).count();
        assert_eq!((lines(MarkId::new(1)), lines(MarkId::new(2))), (0, 2));
        assert_eq!(
            scene
                .secondary_marks
                .iter()
                .filter(|secondary_mark| secondary_mark.owner == Some(MarkId::new(1)))
                .count(),
            1
        );
    }

    #[test]
    fn marks_are_at_the_latest_wave_and_a_single_wave_is_centred() {
        let two = scene(&[item(1, &[Some(10.0), Some(30.0)])], 2);
        assert!((two.marks[0].center.x - two.plot.right).abs() < 1e-9);
        let one = scene(&[item(1, &[Some(10.0)])], 1);
        assert!(one.plot.left < one.marks[0].center.x && one.marks[0].center.x < one.plot.right);
    }

    #[test]
    fn headers_are_distinct_and_do_not_overlap_when_narrow() {
        let axis = Axis { title: "Urgent".to_owned(), kind: AxisKind::Percent };
        let named = ["Sample survey", "Encuesta de muestra", "استطلاع تجريبي"];
        for (name, count) in named.iter().flat_map(|name| (1..=6).map(move |count| (name, count))) {
            let waves: Vec<String> = (0..count).map(|at| format!("{name} {}", 2020 + at)).collect();
            let values: Vec<Option<f64>> = vec![Some(40.0); count];
            let context = LayoutContext {
                width: 328.0,
                measure: &estimate_width,
                badge: None,
                say: ValueFormat::PLAIN,
            };
            let scene = layout(&[item(1, &values)], &axis, &waves, context);
            // The first bold label is the title.
            let headers: Vec<&Label> = scene.labels.iter().filter(|label| label.bold).skip(1).collect();
            // A header may be broken into two lines over its column.
            assert!([count, 2 * count].contains(&headers.len()), "{headers:#?}");
            let span = |label: &Label| {
                let width = estimate_width(&label.text, label.size, true);
                let left = match label.align {
                    Align::Start => label.at.x,
                    Align::Middle => label.at.x - width / 2.0,
                    Align::End => label.at.x - width,
                };
                Rect::new(left, label.at.y - label.size / 2.0, left + width, label.at.y + label.size / 2.0)
            };
            let overlaps =
                |at: usize| headers[..at].iter().any(|header| span(header).overlaps(span(headers[at])));
            assert!(!(0..headers.len()).any(overlaps), "{headers:#?}");
            assert!(
                headers.iter().all(|header| span(header).left >= 0.0 && span(header).right <= 328.0),
                "{headers:#?}"
            );
            let lines = headers.len() / count;
            let texts: Vec<Vec<&str>> = headers
                .chunks(lines)
                .map(|lines| lines.iter().map(|label| label.text.as_str()).collect())
                .collect();
            let is_repeated = |at: usize| texts[..at].contains(&texts[at]);
            assert!(!(0..texts.len()).any(is_repeated), "{headers:#?}");
        }
    }

    #[test]
    fn two_long_headers_are_broken_over_their_columns() {
        let axis = Axis { title: "Urgent".to_owned(), kind: AxisKind::Percent };
        let waves = ["Sample survey 2024".to_owned(), "Sample survey 2025".to_owned()];
        let context =
            LayoutContext { width: 328.0, measure: &estimate_width, badge: None, say: ValueFormat::PLAIN };
        let scene = layout(&[item(1, &[Some(40.0), Some(50.0)])], &axis, &waves, context);
        let headers = |text: &str| -> Vec<(f64, f64)> {
            let named = scene.labels.iter().filter(|label| label.text == text);
            named.map(|label| (label.at.x, scene.plot.top - label.at.y)).collect()
        };
        let (left, right) = (scene.plot.left, scene.plot.right);
        assert_eq!(headers("Sample"), [(left, 34.0), (right, 34.0)]);
        assert_eq!(
            (headers("survey 2024"), headers("survey 2025")),
            (vec![(left, 18.0)], vec![(right, 18.0)])
        );
    }

    #[test]
    fn names_do_not_overlap_and_the_largest_change_is_named() {
        let items: Vec<Item> =
            (0..40).map(|id| item(id, &[Some(50.0), Some(f64::from(id % 5) * 10.0)])).collect();
        let scene = scene(&items, 2);
        let names: Vec<_> = scene.labels.iter().filter(|label| label.owner.is_some()).collect();
        assert!(names.len() >= 5);
        for (at, one) in names.iter().enumerate() {
            assert!(names[at + 1..].iter().all(|other| (one.at.y - other.at.y).abs() >= SMALL));
        }
        assert!(names.iter().any(|label| label.owner == Some(items[0].id)));
    }

    #[test]
    fn narrow_charts_have_long_names_whole_apart_and_inside() {
        for waves in [2, 3] {
            let items: Vec<Item> = (0..24)
                .map(|id| {
                    let place = Some(f64::from(id / 2 * 2));
                    let item = item(id, &vec![place; waves]);
                    let tone = if id == 5 { Tone::Pinned } else { Tone::Plain };
                    Item { label: format!("Supporting readers of every age {id}"), tone, ..item }
                })
                .collect();
            let axis = Axis { title: "Urgent".to_owned(), kind: AxisKind::Percent };
            let names: Vec<String> = (0..waves).map(|at| format!("Wave {at}")).collect();
            let context = LayoutContext {
                width: 328.0,
                measure: &estimate_width,
                badge: None,
                say: ValueFormat::PLAIN,
            };
            let scene = layout(&items, &axis, &names, context);
            let lines: Vec<&Label> = scene.labels.iter().filter(|label| label.owner.is_some()).collect();
            assert!(lines.windows(2).all(|pair| pair[1].at.y - pair[0].at.y >= LINE_STEP - 1e-9));
            assert!(lines.iter().all(|line| line.at.y + SMALL / 2.0 <= scene.size.height + 1e-9));
            let width = |line: &&Label| line.at.x + estimate_width(&line.text, SMALL, line.bold);
            assert!(lines.iter().all(|line| width(line) <= 328.0));
            assert!(lines.len() > 24, "no name takes more lines than one");
            for item in [&items[0], &items[5]] {
                let own: Vec<&str> = lines
                    .iter()
                    .filter(|line| line.owner == Some(item.id))
                    .map(|line| &line.text[..])
                    .collect();
                assert_eq!(own.join(" "), item.label, "{waves} waves");
            }
        }
    }

    #[test]
    fn all_of_35_ranks_are_named_on_phone_tablet_and_paper() {
        let items: Vec<Item> = (1..=35u8)
            .map(|rank| Item {
                // On a phone on two lines.
                label: format!("Supporting students in challenge {rank}"),
                ..item(u32::from(rank), &[Some(f64::from(36 - rank)), Some(f64::from(rank))])
            })
            .collect();
        let axis = Axis { title: "Priority".to_owned(), kind: AxisKind::Place };
        let waves = ["Spring 2019", "Spring 2020"].map(str::to_owned);
        for width in [328.0, 680.0, 720.0, 960.0] {
            let context =
                LayoutContext { width, measure: &estimate_width, badge: None, say: ValueFormat::PLAIN };
            let scene = layout(&items, &axis, &waves, context);
            for item in &items {
                let is_own = |label: &&Label| label.owner == Some(item.id);
                let own: Vec<&str> = scene.labels.iter().filter(is_own).map(|label| &*label.text).collect();
                assert_eq!(own.join(" "), item.label, "{width} px");
            }
            // Paper has at most 700 CSS px, upright, and 640 across.
            assert!(width < 600.0 || scene.size.height <= 640.0, "{width} px");
        }
    }

    #[test]
    fn changes_of_a_highlighted_theme_are_in_color_and_named() {
        let mut items: Vec<Item> =
            (0..40).map(|id| item(id, &[Some(50.0), Some(f64::from(id % 5) * 10.0)])).collect();
        let is_highlighted = |id: MarkId| items_of_theme().contains(&id);
        for item in &mut items {
            item.tone = if is_highlighted(item.id) { Tone::Plain } else { Tone::Faded };
        }
        let scene = scene(&items, 2);
        let is_strong =
            |id: MarkId| scene.strokes.iter().any(|line| line.owner == Some(id) && line.width > 2.0);
        let is_named = |id: MarkId| scene.labels.iter().any(|label| label.owner == Some(id));
        for (nth, id) in items_of_theme().into_iter().enumerate() {
            assert_eq!((is_strong(id), is_named(id)), (nth < HIGHLIGHTED, true), "{nth}");
        }
    }

    fn items_of_theme() -> [MarkId; 6] {
        [12, 17, 23, 28, 31, 39].map(MarkId::new)
    }

    #[test]
    fn tied_marks_stand_side_by_side_with_their_lines() {
        let items: Vec<Item> = (0..3).map(|id| item(id, &[Some(10.0), Some(30.0)])).collect();
        let scene = scene(&items, 2);
        let xs: Vec<f64> = scene.marks.iter().map(|mark| mark.center.x - scene.plot.right).collect();
        assert_eq!(xs, [0.0, TIE_STEP, 2.0 * TIE_STEP]);
        assert!(scene.marks.iter().all(|mark| mark.center.y == scene.marks[0].center.y));
        for mark in &scene.marks[1..] {
            let ends =
                scene.strokes.iter().any(|stroke| stroke.owner == Some(mark.id) && stroke.to == mark.center);
            assert!(ends, "a line leads to the mark");
        }
    }
}
