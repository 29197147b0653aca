//! Cutting a chart into bands, so that a long one can go over several sheets of paper.

use slim_std::sort::sorted_by;

use crate::dot_series::{DotSeries, Dots};
use crate::geometry::Size;
use crate::scene::{Scene, Stroke};

/// Half the height of a text, as a share of its font size.
const HALF_LINE: f64 = 0.65;

/// Returns the chart as bands from top to bottom, each at least `min_height` CSS px high. Together they are as high
/// as the chart, and only vertical lines go through two of them: no row is cut, and a chart without rows is one band.
pub fn bands(scene: &Scene, min_height: f64) -> Vec<Scene> {
    let mut edges = vec![0.0];
    for gap in gaps(scene) {
        let last = edges.last().copied().unwrap_or_default();
        if gap - last >= min_height && scene.size.height - gap >= min_height {
            edges.push(gap);
        }
    }
    edges.push(scene.size.height);
    edges.windows(2).map(|edges| band(scene, edges[0], edges[1])).collect()
}

/// Returns the chart as its top, at least `height` CSS px high, and the rest; whole, if nothing is below that height.
pub fn top_and_rest(scene: &Scene, height: f64) -> Vec<Scene> {
    match gaps(scene).into_iter().find(|gap| *gap >= height) {
        Some(edge) => vec![band(scene, 0.0, edge), band(scene, edge, scene.size.height)],
        None => vec![scene.clone()],
    }
}

/// Returns the chart as what is above its first row, title and axes, and its rows; `None` for a chart without rows.
pub fn head_and_rows(scene: &Scene) -> Option<[Scene; 2]> {
    let first = scene.marks.iter().filter_map(|mark| Some(mark.zone?.top)).reduce(f64::min)?;
    let edge = gaps(scene).into_iter().take_while(|gap| *gap <= first).last()?;
    Some([band(scene, 0.0, edge), band(scene, edge, scene.size.height)])
}

/// Returns the heights, from top to bottom, at which a chart can be cut: between its rows, in CSS px.
fn gaps(scene: &Scene) -> Vec<f64> {
    let extents = sorted_by(&extents(scene), |a, b| a.0.total_cmp(&b.0));
    let (mut gaps, mut end) = (Vec::new(), f64::NEG_INFINITY);
    for (top, bottom) in extents {
        if top >= end && end.is_finite() {
            gaps.push(whole_px(end, top));
        }
        end = end.max(bottom);
    }
    gaps
}

/// Returns the middle between two heights, at a whole CSS px where there is one: there is no seam between two bands.
fn whole_px(from: f64, to: f64) -> f64 {
    let middle = (from + to) / 2.0;
    Some(middle.round()).filter(|whole| (from..=to).contains(whole)).unwrap_or(middle)
}

/// Returns top and bottom of everything in a scene that must not be cut, in CSS px.
fn extents(scene: &Scene) -> Vec<(f64, f64)> {
    let around = |middle: f64, half: f64| (middle - half, middle + half);
    let line = |stroke: &Stroke| {
        let (from, to) = (stroke.from.y, stroke.to.y);
        // A line between rows belongs to none of them, and may be cut along its middle.
        let half = if stroke.owner.is_none() && from == to { 0.0 } else { stroke.width / 2.0 };
        (from.min(to) - half, from.max(to) + half)
    };
    let strokes = scene.strokes.iter().filter(|stroke| !is_vertical(stroke)).map(line);
    let secondary = scene.secondary_marks.iter().map(|mark| around(mark.center.y, mark.radius));
    let marks = scene.marks.iter().map(|mark| around(mark.center.y, mark.radius));
    let rows = scene.marks.iter().filter_map(|mark| mark.zone).map(|zone| (zone.top, zone.bottom));
    let labels = scene.labels.iter().map(|label| around(label.at.y, label.size * HALF_LINE));
    let dots = scene.dots.places.iter().map(|place| around(f64::from(place[1]), scene.dots.radius));
    strokes.chain(secondary).chain(marks).chain(rows).chain(labels).chain(dots).collect()
}

fn is_vertical(stroke: &Stroke) -> bool {
    stroke.from.x == stroke.to.x
}

/// Returns the part of a scene between two heights, moved to the top.
fn band(scene: &Scene, top: f64, bottom: f64) -> Scene {
    let is_inside = |y: f64| (top..bottom).contains(&y) || (y >= bottom && bottom == scene.size.height);
    let part = |stroke: &Stroke| {
        let mut part = stroke.clone();
        if is_vertical(stroke) {
            (part.from.y, part.to.y) = (stroke.from.y.clamp(top, bottom), stroke.to.y.clamp(top, bottom));
            return (part.from.y != part.to.y).then_some(part);
        }
        is_inside((stroke.from.y + stroke.to.y) / 2.0).then_some(part)
    };
    let band = Scene {
        size: Size { width: scene.size.width, height: bottom - top },
        plot: scene.plot,
        heads: Vec::new(),
        strokes: scene.strokes.iter().filter_map(part).collect(),
        secondary_marks: scene
            .secondary_marks
            .iter()
            .filter(|mark| is_inside(mark.center.y))
            .cloned()
            .collect(),
        marks: scene.marks.iter().filter(|mark| is_inside(mark.center.y)).cloned().collect(),
        labels: scene.labels.iter().filter(|label| is_inside(label.at.y)).cloned().collect(),
        dots: dots_inside(&scene.dots, &is_inside),
    };
    band.moved(0.0, -top)
}

/// Returns the dots at some heights.
fn dots_inside(dots: &Dots, is_inside: &dyn Fn(f64) -> bool) -> Dots {
    let mut inside = Dots { radius: dots.radius, ..Dots::default() };
    let mut rest = &dots.places[..];
    for run in &dots.runs {
        let (places, after) = rest.split_at(run.len().min(rest.len()));
        rest = after;
        let (filled, hollow) = places.split_at(run.filled.min(places.len()));
        let [filled, hollow] = [filled, hollow].map(|places| {
            let before = inside.places.len();
            inside.places.extend(places.iter().filter(|place| is_inside(f64::from(place[1]))));
            inside.places.len() - before
        });
        inside.runs.push(DotSeries { filled, hollow, ..*run });
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::{LayoutContext, ValueFormat};
    use crate::item::{Answers, Axis, AxisKind, Item, MarkId, Tone, Value, estimate_width};
    use crate::{lollipop, unit_chart};
    use proptest::prelude::*;

    fn items(count: u32) -> Vec<Item> {
        let item = |id: u32| Item {
            id: MarkId::new(id),
            label: format!(
                "Challenge {id}, which has a name that is long enough for two lines of a narrow chart"
            ),
            family: 0,
            category: 0,
            tone: Tone::Plain,
            value_text: format!("{id} %"),
            values: vec![Some(Value {
                amount: f64::from(100 - id),
                interval: None,
                answers: Some(Answers { yes: 40, all: 100 }),
            })],
            rank: None,
        };
        (0..count).map(item).collect()
    }

    /// Returns a ranking, or a chart of all answers, of so many items.
    fn chart(count: u32, width: f64, has_dots: bool) -> Scene {
        let axis = Axis { title: "Widespread".to_owned(), kind: AxisKind::Percent };
        let context = LayoutContext {
            width,
            measure: &estimate_width,
            badge: Some("Illustrative"),
            say: ValueFormat::PLAIN,
        };
        if has_dots {
            unit_chart::layout(&items(count), &axis, context)
        } else {
            lollipop::layout(&items(count), &axis, context)
        }
    }

    proptest! {
        #[test]
        fn bands_hold_all_of_a_chart_once(count in 1u32..60, width in 300.0..1000.0f64, has_dots: bool) {
            let scene = chart(count, width, has_dots);
            let bands = bands(&scene, 100.0);
            let sum = |part: &dyn Fn(&Scene) -> usize| bands.iter().map(part).sum::<usize>();
            prop_assert_eq!(sum(&|band| band.marks.len()), scene.marks.len());
            prop_assert_eq!(sum(&|band| band.labels.len()), scene.labels.len());
            prop_assert_eq!(sum(&|band| band.dots.places.len()), scene.dots.places.len());
            prop_assert_eq!(sum(&|band| band.dots.runs.iter().map(|run| run.filled).sum()), scene.dots.runs.iter().map(|run| run.filled).sum());
            let height: f64 = bands.iter().map(|band| band.size.height).sum();
            prop_assert!((height - scene.size.height).abs() < 1e-6);
        }

        #[test]
        fn no_row_is_cut(count in 1u32..60, width in 300.0..1000.0f64, has_dots: bool) {
            for band in bands(&chart(count, width, has_dots), 100.0) {
                let is_whole = |middle: f64, half: f64| middle - half >= -1e-6 && middle + half <= band.size.height + 1e-6;
                prop_assert!(band.marks.iter().all(|mark| is_whole(mark.center.y, mark.radius)));
                prop_assert!(band.labels.iter().all(|label| is_whole(label.at.y, label.size / 2.0)));
                prop_assert!(band.strokes.iter().all(|stroke| is_whole(stroke.from.y, 0.0) && is_whole(stroke.to.y, 0.0)));
                prop_assert!(band.dots.places.iter().all(|place| is_whole(f64::from(place[1]), band.dots.radius - 0.01)));
            }
        }
    }

    #[test]
    fn the_top_of_a_long_chart_is_cut_at_a_whole_px() {
        let scene = chart(45, 680.0, false);
        let parts = top_and_rest(&scene, 500.0);
        assert_eq!(parts.len(), 2);
        assert!((500.0..600.0).contains(&parts[0].size.height) && parts[0].size.height.fract() == 0.0);
        assert_eq!(parts[0].size.height + parts[1].size.height, scene.size.height);
        assert_eq!(parts[0].marks.len() + parts[1].marks.len(), 45);
        assert_eq!(top_and_rest(&chart(8, 680.0, false), 500.0).len(), 1);
        assert_eq!(top_and_rest(&chart(20, 680.0, false), 500.0).len(), 2, "the rest may be low");
    }

    #[test]
    fn the_head_of_a_chart_has_its_title_and_axes_but_no_row() {
        for has_dots in [false, true] {
            let scene = chart(20, 680.0, has_dots);
            let [head, rows] = head_and_rows(&scene).unwrap();
            assert_eq!((head.marks.len(), rows.marks.len()), (0, 20));
            assert!(head.labels.iter().any(|label| label.text == "Widespread"));
            assert!(head.labels.iter().all(|label| label.owner.is_none()));
            assert_eq!(head.size.height + rows.size.height, scene.size.height);
        }
        let mut plane = chart(20, 680.0, false);
        plane.marks.iter_mut().for_each(|mark| mark.zone = None);
        assert!(head_and_rows(&plane).is_none());
    }

    /// A ladder in two columns is cut between its rows, as one in one column is.
    #[test]
    fn a_ladder_in_two_columns_is_cut_between_its_rows() {
        let axis = Axis { title: "Priority".to_owned(), kind: AxisKind::Place };
        let context =
            LayoutContext { width: 960.0, measure: &estimate_width, badge: None, say: ValueFormat::PLAIN };
        let ladder = lollipop::layout(&items(36), &axis, context);
        let [head, rows] = head_and_rows(&ladder).unwrap();
        assert_eq!((head.size.height, rows.marks.len()), (28.0, 36));
        assert_eq!(bands(&rows, 100.0).len(), 6);
    }

    #[test]
    fn a_long_ranking_has_many_bands_and_a_short_one_has_one() {
        let heights = |count| {
            bands(&chart(count, 680.0, false), 100.0).iter().map(|band| band.size.height).collect::<Vec<_>>()
        };
        assert_eq!(heights(2).len(), 1);
        assert!(heights(45).len() > 8, "{:?}", heights(45));
        assert!(heights(45).iter().all(|height| (100.0..300.0).contains(height)), "{:?}", heights(45));
    }
}
