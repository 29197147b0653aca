//! Dumbbell chart with draggable marks: the visitor's own values (filled marks) against those of a
//! survey (rings), with a line between the two of an item.
//!
//! Axes always run from 0 to 100: a scale that followed the values would move under the pointer during
//! a drag.

use crate::dumbbell::{Rows, legend};
use crate::frame::{LayoutContext, SMALL, item_line, line, mark, small_label};
use crate::geometry::{Point, Rect, Size};
use crate::hit::REACH;
use crate::item::{Axis, AxisKind, Item, MarkId};
use crate::label::LabelPlacer;
use crate::palette::ColorRole;
use crate::scale::Linear;
use crate::scene::{Align, Label, Mark, Scene, SecondaryMark};

/// The domain of both axes, in percent.
const DOMAIN: (f64, f64) = (0.0, 100.0);
/// Radius of all other marks, in CSS px.
const RADIUS: f64 = 7.0;
/// Radius of marks with their rank on them, in CSS px.
const RANKED_RADIUS: f64 = 12.0;

/// Returns a chart with one row per item: column 0 is the own mark, column 1 the ring; either may be
/// unknown. `value_texts` are all texts that may appear beside a row: the plot has room for the widest, so
/// a change of text does not move the scale.
pub fn rows(
    items: &[Item],
    axis: &Axis,
    sides: &[String; 2],
    value_texts: &[String],
    context: LayoutContext<'_>,
) -> Scene {
    let rows = Rows::new(items, value_texts.iter(), context);
    let mut scene = rows.scene(axis, sides);
    let ends = [DOMAIN.0, DOMAIN.1].into_iter();
    let x = context.x_axis(&mut scene, ends, axis, rows.plot, if context.is_narrow() { 4 } else { 5 });
    for (row, item) in items.iter().enumerate() {
        let (zone, middle) = rows.add_labels(&mut scene, row, item);
        let point = |column| item.amount(column).map(|amount| Point::new(x.px(amount), middle));
        add_pair(&mut scene, item, point(0), point(1), RADIUS);
        if let Some(own) = scene.marks.last_mut().filter(|own| own.id == item.id) {
            own.zone = Some(zone);
        }
    }
    scene
}

/// Returns a scatter plot: columns 0 and 1 are x and y of the own mark, columns 2 and 3 those of the
/// ring. Own marks carry the rank of their item.
pub fn plane(items: &[Item], axes: &[Axis; 2], sides: &[String; 2], context: LayoutContext<'_>) -> Scene {
    let (width, measure) = (context.width, context.measure);
    let height = (width * 0.66).clamp(380.0, 680.0);
    let plot = Rect::new(46.0, 62.0, width - 18.0, height - 46.0);
    let mut scene = Scene { size: Size { width, height }, plot, ..Scene::default() };
    context.heading(&mut scene, 0.0, &format!("↑ {}", axes[1].title));
    legend(&mut scene, sides, &context);
    let ends = || [DOMAIN.0, DOMAIN.1].into_iter();
    let steps = if context.is_narrow() { 4 } else { 10 };
    let x = context.scale(ends(), AxisKind::Percent, (plot.left, plot.right), steps, |at, text| {
        scene.strokes.push(line(Point::new(at, plot.top), Point::new(at, plot.bottom), ColorRole::Grid));
        scene.labels.push(context.tick_label(Point::new(at, plot.bottom + 14.0), text));
    });
    let y = context.scale(ends(), AxisKind::Percent, (plot.bottom, plot.top), steps, |at, text| {
        scene.strokes.push(line(Point::new(plot.left, at), Point::new(plot.right, at), ColorRole::Grid));
        scene.labels.push(small_label(Point::new(plot.left - 8.0, at), Align::End, text));
    });
    let corner = Point::new(plot.left, plot.bottom);
    for to in [Point::new(plot.right, plot.bottom), Point::new(plot.left, plot.top)] {
        scene.strokes.push(line(corner, to, ColorRole::Axis));
    }
    context.x_axis_title(&mut scene, &axes[0].title);
    for item in items {
        let point = |column| Some(Point::new(x.px(item.amount(column)?), y.px(item.amount(column + 1)?)));
        add_pair(&mut scene, item, point(0), point(2), RANKED_RADIUS);
        if let Some(own) = scene.marks.last_mut().filter(|own| own.id == item.id) {
            own.caption = item.rank.map_or_else(String::new, |rank| rank.to_string());
        }
    }
    let mut labels = LabelPlacer::new(&scene.marks, Rect::new(plot.left, plot.top, width, plot.bottom));
    let mut names = Vec::new();
    for own in &scene.marks {
        let Some(item) = items.iter().find(|item| item.id == own.id) else { continue };
        let width = measure(&item.label, SMALL, false) + 2.0;
        if let Some(place) = labels.place(own, width, SMALL + 3.0) {
            let label = small_label(place.at, place.align, item.label.clone());
            names.push(Label { color: ColorRole::Text, owner: Some(item.id), ..label });
        }
    }
    scene.labels.extend(names);
    scene
}

/// Adds the mark and the ring of an item, if known, and the line between them.
fn add_pair(scene: &mut Scene, item: &Item, own: Option<Point>, other: Option<Point>, radius: f64) {
    if let (Some(from), Some(to)) = (own, other) {
        scene.strokes.push(item_line(item, from, to, 2.0));
    }
    let color = mark(item, Point::default(), radius).color();
    // A ring without an own mark moves with no mark.
    let owner = own.map(|_| item.id);
    scene.secondary_marks.extend(other.map(|center| SecondaryMark {
        owner,
        center,
        radius: RADIUS - 1.0,
        color,
        filled: false,
    }));
    scene.marks.extend(own.map(|center| Mark { ..mark(item, center, radius) }));
}

/// Returns the x and the y scale of a scene of this module.
fn scales(scene: &Scene) -> [Linear; 2] {
    let Rect { left, top, right, bottom } = scene.plot;
    [Linear::new(DOMAIN, (left, right)), Linear::new(DOMAIN, (bottom, top))]
}

/// Returns the x and y values in percent at a point of a scene of this module. Outside the plot they
/// are below 0 or above 100.
pub fn values_at(scene: &Scene, point: Point) -> [f64; 2] {
    let [x, y] = scales(scene);
    [x.value(point.x), y.value(point.y)]
}

/// Returns the point of an x and a y value in percent: the inverse of [`values_at`].
pub fn place_of(scene: &Scene, values: [f64; 2]) -> Point {
    let [x, y] = scales(scene);
    Point::new(x.px(values[0]), y.px(values[1]))
}

/// Returns the mark that a drag at `pointer` starts on: the nearest within [`REACH`], or within its
/// body if that is larger; of two equally near, the first in order.
pub fn grabbed(scene: &Scene, pointer: Point) -> Option<MarkId> {
    let distance = |mark: &&Mark| mark.center.distance(pointer);
    let near = scene.marks.iter().filter(|mark| distance(mark) <= REACH.max(mark.radius));
    near.min_by(|a, b| distance(a).total_cmp(&distance(b))).map(|mark| mark.id)
}
