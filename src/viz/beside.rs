//! Own values beside a survey's: a filled mark and a hollow ring an item, joined by a line.
//!
//! Axes run from 0 to 100 whatever the values are, since own marks are dragged: a scale that
//! followed them would slip away under the pointer.

use super::frame::{Frame, SMALL, line, mark, note, own_line};
use super::gap::{Rows, legend};
use super::geometry::{Point, Rect, Size};
use super::hit::REACH;
use super::item::{Axis, AxisKind, Item};
use super::label::Labels;
use super::scale::Linear;
use super::scene::{Align, Echo, Ink, Mark, Scene, Words};

/// All shares.
const DOMAIN: (f64, f64) = (0.0, 100.0);
const RADIUS: f64 = 7.0;
/// Of marks that carry their place.
const NUMBERED: f64 = 12.0;

/// A row an item: its first column is the own mark's, its second the ring's. Either may be missing.
/// `wordings` are all that items may come to have beside them: a change of one moves no scale.
pub fn rows(
    items: &[Item],
    axis: &Axis,
    sides: &[String; 2],
    wordings: &[String],
    frame: Frame<'_>,
) -> Scene {
    let rows = Rows::new(items, wordings.iter(), frame);
    let mut scene = rows.scene(axis, sides);
    let ends = [DOMAIN.0, DOMAIN.1].into_iter();
    let x = frame.across(&mut scene, ends, axis, rows.plot, if frame.is_narrow() { 4 } else { 5 });
    for (row, item) in items.iter().enumerate() {
        let (zone, middle) = rows.words(&mut scene, row, item);
        let place = |column| item.amount(column).map(|amount| Point::new(x.px(amount), middle));
        join(&mut scene, item, place(0), place(1), RADIUS);
        if let Some(own) = scene.marks.last_mut().filter(|own| own.id == item.id) {
            own.zone = Some(zone);
        }
    }
    scene
}

/// Both axes: the first two columns are the own mark's place, the next two the ring's. Own marks
/// carry the item's place.
pub fn plane(items: &[Item], axes: &[Axis; 2], sides: &[String; 2], frame: Frame<'_>) -> Scene {
    let (width, measure) = (frame.width, frame.measure);
    let height = (width * 0.66).clamp(380.0, 680.0);
    let plot = Rect::new(46.0, 62.0, width - 18.0, height - 46.0);
    let mut scene = Scene { size: Size { width, height }, plot, ..Scene::default() };
    frame.heading(&mut scene, 0.0, &format!("↑ {}", axes[1].title));
    legend(&mut scene, sides, &frame);
    let ends = || [DOMAIN.0, DOMAIN.1].into_iter();
    let steps = if frame.is_narrow() { 4 } else { 10 };
    let x = frame.scale(ends(), AxisKind::Percent, (plot.left, plot.right), steps, |at, text| {
        scene.strokes.push(line(Point::new(at, plot.top), Point::new(at, plot.bottom), Ink::Grid));
        scene.words.push(frame.tick(Point::new(at, plot.bottom + 14.0), text));
    });
    let y = frame.scale(ends(), AxisKind::Percent, (plot.bottom, plot.top), steps, |at, text| {
        scene.strokes.push(line(Point::new(plot.left, at), Point::new(plot.right, at), Ink::Grid));
        scene.words.push(note(Point::new(plot.left - 8.0, at), Align::End, text));
    });
    let corner = Point::new(plot.left, plot.bottom);
    for to in [Point::new(plot.right, plot.bottom), Point::new(plot.left, plot.top)] {
        scene.strokes.push(line(corner, to, Ink::Axis));
    }
    frame.title_across(&mut scene, &axes[0].title);
    for item in items {
        let place = |column| Some(Point::new(x.px(item.amount(column)?), y.px(item.amount(column + 1)?)));
        join(&mut scene, item, place(0), place(2), NUMBERED);
        if let Some(own) = scene.marks.last_mut().filter(|own| own.id == item.id) {
            own.caption = item.place.map_or_else(String::new, |place| place.to_string());
        }
    }
    let mut labels = Labels::new(&scene.marks, Rect::new(plot.left, plot.top, width, plot.bottom));
    let mut names = Vec::new();
    for own in &scene.marks {
        let Some(item) = items.iter().find(|item| item.id == own.id) else { continue };
        let room = measure(&item.label, SMALL, false) + 2.0;
        if let Some(place) = labels.place(own, room, SMALL + 3.0) {
            let words = note(place.at, place.align, item.label.clone());
            names.push(Words { ink: Ink::Text, of: Some(item.id), ..words });
        }
    }
    scene.words.extend(names);
    scene
}

/// Draws an item's mark and ring, each where it is known, and the line between them.
fn join(scene: &mut Scene, item: &Item, own: Option<Point>, other: Option<Point>, radius: f64) {
    if let (Some(from), Some(to)) = (own, other) {
        scene.strokes.push(own_line(item, from, to, 2.0));
    }
    let ink = mark(item, Point::default(), radius).ink();
    // A ring that stands alone does not move with a mark.
    let of = own.map(|_| item.id);
    scene.echoes.extend(other.map(|center| Echo { of, center, radius: RADIUS - 1.0, ink, filled: false }));
    scene.marks.extend(own.map(|center| Mark { ..mark(item, center, radius) }));
}

/// The scales of a scene of this module, across and up.
fn scales(scene: &Scene) -> [Linear; 2] {
    let Rect { left, top, right, bottom } = scene.plot;
    [Linear::new(DOMAIN, (left, right)), Linear::new(DOMAIN, (bottom, top))]
}

/// The values across and up at a place: what the scales of a scene of this module say, beyond 0 to
/// 100 outside its plot.
pub fn values_at(scene: &Scene, place: Point) -> [f64; 2] {
    let [across, up] = scales(scene);
    [across.value(place.x), up.value(place.y)]
}

/// Where values across and up stand: what [`values_at`] undoes.
pub fn place_of(scene: &Scene, values: [f64; 2]) -> Point {
    let [across, up] = scales(scene);
    Point::new(across.px(values[0]), up.px(values[1]))
}

/// The mark that a pointer takes hold of: the nearest within [`REACH`], or within its body where
/// that is larger; of two as near the more important.
pub fn grabbed(scene: &Scene, pointer: Point) -> Option<u32> {
    let far = |mark: &&Mark| mark.center.distance(pointer);
    let near = scene.marks.iter().filter(|mark| far(mark) <= REACH.max(mark.radius));
    near.min_by(|a, b| far(a).total_cmp(&far(b))).map(|mark| mark.id)
}
