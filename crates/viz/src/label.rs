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
}

/// Finds free positions for labels: inside the bounds, off the marks and off the labels placed so far.
pub struct LabelPlacer<'a> {
    marks: &'a [Mark],
    bounds: Rect,
    taken: Vec<Rect>,
}

impl<'a> LabelPlacer<'a> {
    /// Returns a placer without labels. Labels stay inside `bounds` and off every mark of `marks`.
    pub fn new(marks: &'a [Mark], bounds: Rect) -> Self {
        Self { marks, bounds, taken: Vec::new() }
    }

    /// Returns a free position for a text of `width` by `height` CSS px beside `mark`, and reserves it.
    /// It tries right, left, above, below, then the corners; none if all of them are taken.
    pub fn place(&mut self, mark: &Mark, width: f64, height: f64) -> Option<Placement> {
        let gap = mark.radius + 5.0;
        let near = mark.radius * 0.7;
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
            self.reserve(mark, rect).then_some(Placement { at, align })
        })
    }

    /// Returns the position right of `mark` for a text of `width` by `height` CSS px, and reserves it; none
    /// if it is taken.
    pub fn right(&mut self, mark: &Mark, width: f64, height: f64) -> Option<Point> {
        let at = Point::new(mark.center.x + mark.radius + 6.0, mark.center.y);
        self.reserve(mark, text_rect(at, Align::Start, width, height)).then_some(at)
    }

    /// Reserves a rectangle for a label of `mark` if it is free. The mark itself may overlap it.
    fn reserve(&mut self, mark: &Mark, rect: Rect) -> bool {
        let is_free = self.bounds.contains_rect(rect)
            && self.taken.iter().all(|other| !other.overlaps(rect))
            && self.marks.iter().all(|other| {
                other.id == mark.id || !Rect::around(other.center, other.radius + 1.0).overlaps(rect)
            });
        if is_free {
            self.taken.push(rect);
        }
        is_free
    }
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

    #[test]
    fn a_mark_at_the_right_edge_has_its_label_on_the_left() {
        let marks = [mark(0, 190.0, 50.0)];
        let place =
            LabelPlacer::new(&marks, Rect::new(0.0, 0.0, 200.0, 100.0)).place(&marks[0], 60.0, 14.0).unwrap();
        assert_eq!(place.align, Align::End);
    }
}
