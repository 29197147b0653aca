//! Label placement: greedy, so callers place the label of the most important mark first.

use crate::geometry::{Point, Rect};
use crate::scene::{Align, Mark};

/// A free position for a label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement {
    /// The anchor point; the text is centred on it vertically.
    pub at: Point,
    /// The horizontal alignment of the text at the anchor.
    pub align: Align,
    /// The end of the line that leads from the mark to the text, if the text is not beside the mark.
    pub leader: Option<Point>,
}

/// Finds free positions for labels: inside the bounds, off the marks, off the labels placed so far and the lines to
/// them.
pub struct LabelPlacer<'a> {
    marks: &'a [Mark],
    bounds: Rect,
    taken: Vec<Rect>,
    leaders: Vec<Rect>,
}

impl<'a> LabelPlacer<'a> {
    /// Returns a placer without labels. Labels stay inside `bounds` and off every mark of `marks`.
    pub fn new(marks: &'a [Mark], bounds: Rect) -> Self {
        Self { marks, bounds, taken: Vec::new(), leaders: Vec::new() }
    }

    /// Returns a free position for a text of `width` by `height` CSS px beside `mark`, and reserves it.
    /// It tries right, left, above, below, then the corners; none if all of them are taken.
    pub fn place(&mut self, mark: &Mark, width: f64, height: f64) -> Option<Placement> {
        let gap = mark.outer_radius() + 5.0;
        let near = mark.outer_radius() * 0.7;
        let Point { x, y } = mark.center;
        let candidates = [
            (Point::new(x + gap, y), Align::Start),
            (Point::new(x - gap, y), Align::End),
            (Point::new(x, y - gap - height / 2.0), Align::Middle),
            (Point::new(x, y + gap + height / 2.0), Align::Middle),
            (Point::new(x + near, y - near - height / 3.0), Align::Start),
            (Point::new(x + near, y + near + height / 3.0), Align::Start),
            (Point::new(x - near, y - near - height / 3.0), Align::End),
            (Point::new(x - near, y + near + height / 3.0), Align::End),
        ];
        candidates.into_iter().find_map(|(at, align)| {
            let rect = text_rect(at, align, width, height);
            self.reserve(mark, rect).then_some(Placement { at, align, leader: None })
        })
    }

    /// Returns a position for a text that must be shown, of `width` by `height` CSS px, and reserves it. Where no
    /// position beside `mark` is free, it is the nearest above or below at which the text covers no other text, and
    /// the fewest texts are crossed by lines or under marks. Pitfall: with more texts than fit into the bounds,
    /// texts overlap.
    pub fn place_always(&mut self, mark: &Mark, width: f64, height: f64) -> Placement {
        if let Some(place) = self.place(mark, width, height) {
            return place;
        }
        let Rect { left, top, right, bottom } = self.bounds;
        let x = (mark.center.x + mark.outer_radius() + 5.0).min(right - width).max(left);
        let lines = ((bottom - top) / height).ceil() as i32;
        let rect_at = |line: i32| {
            let y = mark.center.y + f64::from(line) * height;
            text_rect(Point::new(x, y), Align::Start, width, height)
        };
        let is_free = |rect: &Rect| {
            top <= rect.top && rect.bottom <= bottom && self.taken.iter().all(|other| !other.overlaps(*rect))
        };
        let covered = |rect: Rect| {
            self.marks
                .iter()
                .filter(|mark| Rect::around(mark.center, mark.outer_radius()).overlaps(rect))
                .count()
        };
        let crossed = |rect: Rect| {
            let leader = leader_area(mark, rect);
            let texts = self.taken.iter().filter(|text| text.overlaps(leader)).count();
            texts + self.leaders.iter().filter(|other| other.overlaps(rect)).count()
        };
        let free = (-lines..=lines).map(|line| (line.abs(), rect_at(line))).filter(|(_, rect)| is_free(rect));
        let best = free.min_by_key(|(distance, rect)| (crossed(*rect) + covered(*rect), *distance));
        let rect = best.map_or_else(|| rect_at(0), |(_, rect)| rect);
        let at = Point::new(x, rect.top + height / 2.0);
        let is_far = (at.y - mark.center.y).abs() > mark.radius + 1.5 * height;
        self.taken.push(rect);
        if is_far {
            self.leaders.push(leader_area(mark, rect));
        }
        Placement { at, align: Align::Start, leader: is_far.then(|| leader_end(mark, rect)) }
    }

    /// Reserves a rectangle for a label of `mark` if it is free. The mark itself may overlap it.
    fn reserve(&mut self, mark: &Mark, rect: Rect) -> bool {
        let is_free = self.bounds.contains_rect(rect)
            && self.taken.iter().chain(&self.leaders).all(|other| !other.overlaps(rect))
            && self.marks.iter().all(|other| {
                other.id == mark.id || !Rect::around(other.center, other.outer_radius() + 1.0).overlaps(rect)
            });
        if is_free {
            self.taken.push(rect);
        }
        is_free
    }
}

/// Returns the point of a label's edge that the line from its mark leads to.
fn leader_end(mark: &Mark, label: Rect) -> Point {
    let y = if label.top > mark.center.y { label.top } else { label.bottom };
    Point::new(mark.center.x.clamp(label.left, label.right), y)
}

/// Returns the area of the line from a mark to its label.
fn leader_area(mark: &Mark, label: Rect) -> Rect {
    let (from, to) = (mark.center, leader_end(mark, label));
    Rect::new(from.x.min(to.x), from.y.min(to.y), from.x.max(to.x), from.y.max(to.y))
}

/// Returns places near the `wanted` ones, which are sorted, from `low` to `high`, so that blocks of `heights` around them
/// do not overlap and the sum of squared distances is least. All are in CSS px. Pitfall: more blocks than fit end above
/// `high`.
pub fn spread(wanted: &[f64], heights: &[f64], low: f64, high: f64) -> Vec<f64> {
    // Isotonic regression by pooling: places that would be too near share the mean of what they want.
    let mut pools: Vec<(f64, usize)> = Vec::new();
    // Distance of every place from the first one, if all blocks touch.
    let mut offsets = vec![0.0];
    offsets.extend(heights.windows(2).scan(0.0, |offset, pair| {
        *offset += (pair[0] + pair[1]) / 2.0;
        Some(*offset)
    }));
    for (wanted, offset) in wanted.iter().zip(&offsets) {
        let mut pool = (wanted - offset, 1);
        while let Some((mean, count)) = pools.pop_if(|(mean, _)| *mean > pool.0) {
            let all = count + pool.1;
            pool = ((mean * count as f64 + pool.0 * pool.1 as f64) / all as f64, all);
        }
        pools.push(pool);
    }
    let last = high - offsets.last().copied().unwrap_or(0.0);
    let means = pools.into_iter().flat_map(|(mean, count)| std::iter::repeat_n(mean, count));
    means.zip(&offsets).map(|(mean, offset)| mean.min(last).max(low) + offset).collect()
}

/// Returns the rectangle that a text of `width` by `height` CSS px covers.
pub fn text_rect(at: Point, align: Align, width: f64, height: f64) -> Rect {
    let left = match align {
        Align::Start => at.x,
        Align::Middle => at.x - width / 2.0,
        Align::End => at.x - width,
    };
    Rect::new(left, at.y - height / 2.0, left + width, at.y + height / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::MarkId;
    use crate::item::Tone;
    use crate::shape::Shape;
    use proptest::prelude::*;

    fn mark(id: u32, x: f64, y: f64) -> Mark {
        Mark {
            id: MarkId::new(id),
            center: Point::new(x, y),
            radius: 6.0,
            shape: Shape::Circle,
            family: 0,
            tone: Tone::Plain,
            caption: String::new(),
            zone: None,
        }
    }

    proptest! {
        #[test]
        fn labels_overlap_no_other_label_and_no_other_mark(points in prop::collection::vec((0.0..400.0f64, 0.0..300.0f64), 1..60)) {
            let marks: Vec<_> = points.iter().zip(0..).map(|(&(x, y), id)| mark(id, x, y)).collect();
            let bounds = Rect::new(0.0, 0.0, 400.0, 300.0);
            let mut labels = LabelPlacer::new(&marks, bounds);
            let mut placed: Vec<Rect> = Vec::new();
            for own in &marks {
                let Some(place) = labels.place(own, 60.0, 14.0) else { continue };
                let rect = text_rect(place.at, place.align, 60.0, 14.0);
                prop_assert!(bounds.contains_rect(rect));
                prop_assert!(placed.iter().all(|other| !other.overlaps(rect)));
                prop_assert!(marks.iter().all(|m| m.id == own.id || !Rect::around(m.center, m.radius).overlaps(rect)));
                placed.push(rect);
            }
        }
    }

    proptest! {
        #[test]
        fn spread_places_keep_their_gap_and_range(blocks in prop::collection::vec((0.0..600.0f64, 10.0..25.0f64), 0..24)) {
            let (mut wanted, heights): (Vec<f64>, Vec<f64>) = blocks.into_iter().unzip();
            wanted.sort_by(f64::total_cmp);
            let places = spread(&wanted, &heights, 10.0, 590.0);
            prop_assert_eq!(places.len(), wanted.len());
            let gap = |at: usize| (heights[at - 1] + heights[at]) / 2.0;
            prop_assert!((1..places.len()).all(|at| places[at] - places[at - 1] >= gap(at) - 1e-9));
            prop_assert!(places.iter().all(|place| (10.0 - 1e-9..=590.0 + 1e-9).contains(place)));
            let is_roomy = (1..wanted.len()).all(|at| wanted[at] - wanted[at - 1] >= gap(at));
            if is_roomy && wanted.iter().all(|place| (10.0..=590.0).contains(place)) {
                prop_assert!(places.iter().zip(&wanted).all(|(place, wanted)| (place - wanted).abs() < 1e-9));
            }
        }

        #[test]
        fn texts_that_must_be_shown_never_overlap(points in prop::collection::vec((0.0..250.0f64, 0.0..300.0f64), 5..80)) {
            let marks: Vec<_> = points.iter().zip(0..).map(|(&(x, y), id)| mark(id, x, y)).collect();
            let bounds = Rect::new(0.0, 0.0, 250.0, 300.0);
            let mut labels = LabelPlacer::new(&marks, bounds);
            let rects: Vec<Rect> = marks[..5]
                .iter()
                .map(|own| {
                    let place = labels.place_always(own, 200.0, 16.0);
                    text_rect(place.at, place.align, 200.0, 16.0)
                })
                .collect();
            for (at, rect) in rects.iter().enumerate() {
                prop_assert!(bounds.contains_rect(*rect), "{rect:?}");
                prop_assert!(rects[..at].iter().all(|other| !other.overlaps(*rect)));
            }
        }
    }

    /// Above is room that covers no mark, but the line to it would cross the name of the first mark.
    #[test]
    fn a_line_to_a_name_crosses_no_other_name_if_it_need_not() {
        let crowd = (0..84).map(|at| (90.0 + 20.0 * f64::from(at % 7), 84.0 + 16.0 * f64::from(at / 7)));
        let places = [(30.0, 70.0), (60.0, 100.0)].into_iter().chain(crowd);
        let marks: Vec<Mark> = places.zip(0..).map(|((x, y), id)| mark(id, x, y)).collect();
        let mut labels = LabelPlacer::new(&marks, Rect::new(0.0, 0.0, 250.0, 300.0));
        let first = labels.place_always(&marks[0], 180.0, 16.0);
        let first = text_rect(first.at, first.align, 180.0, 16.0);
        assert!(first.left < 60.0 && first.bottom < 100.0, "above the second mark");
        let second = labels.place_always(&marks[1], 180.0, 16.0);
        let end = second.leader.expect("a line");
        assert!(end.y > marks[1].center.y, "{second:?}");
    }

    #[test]
    fn ties_are_spread_around_their_place() {
        assert_eq!(spread(&[50.0, 50.0, 50.0], &[10.0; 3], 0.0, 100.0), [40.0, 50.0, 60.0]);
        assert_eq!(spread(&[0.0, 0.0], &[10.0, 20.0], 0.0, 100.0), [0.0, 15.0]);
    }

    #[test]
    fn a_mark_at_the_right_edge_has_its_label_on_the_left() {
        let marks = [mark(0, 190.0, 50.0)];
        let place =
            LabelPlacer::new(&marks, Rect::new(0.0, 0.0, 200.0, 100.0)).place(&marks[0], 60.0, 14.0).unwrap();
        assert_eq!(place.align, Align::End);
    }
}
