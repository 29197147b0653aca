//! Puts names beside marks where there is room: greedy, the most important mark first.

use super::geometry::{Point, Rect};
use super::scene::{Align, Mark};

/// A free place beside a mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Where the text stands, centred from top to bottom.
    pub at: Point,
    /// Which point of it stands there.
    pub align: Align,
}

/// Keeps what is taken: marks, and the labels placed so far.
pub struct Labels<'a> {
    marks: &'a [Mark],
    bounds: Rect,
    taken: Vec<Rect>,
}

impl<'a> Labels<'a> {
    /// Nothing placed yet. Labels stay inside `bounds` and off every mark.
    pub fn new(marks: &'a [Mark], bounds: Rect) -> Self {
        Self { marks, bounds, taken: Vec::new() }
    }

    /// A free place for a text of `width` by `height` beside `mark`, which is then taken:
    /// right, left, above, below, then the corners, in this order. None if all are in the way of something.
    pub fn place(&mut self, mark: &Mark, width: f64, height: f64) -> Option<Place> {
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
            let room = extent(at, align, width, height);
            self.take(mark, room).then_some(Place { at, align })
        })
    }

    /// The place right of `mark` for a text of `width` by `height`, which is then taken; none if it is not free.
    pub fn right(&mut self, mark: &Mark, width: f64, height: f64) -> Option<Point> {
        let at = Point::new(mark.center.x + mark.radius + 6.0, mark.center.y);
        self.take(mark, extent(at, Align::Start, width, height)).then_some(at)
    }

    /// Takes the room of a label of `mark` if it is free.
    fn take(&mut self, mark: &Mark, room: Rect) -> bool {
        let free = self.bounds.holds(room)
            && self.taken.iter().all(|other| !other.overlaps(room))
            && self.marks.iter().all(|other| {
                other.id == mark.id || !Rect::about(other.center, other.radius + 1.0).overlaps(room)
            });
        if free {
            self.taken.push(room);
        }
        free
    }
}

/// The rectangle that a text covers.
pub fn extent(at: Point, align: Align, width: f64, height: f64) -> Rect {
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
    use crate::viz::item::Tone;
    use crate::viz::shape::Shape;
    use proptest::prelude::*;

    fn mark(id: u32, x: f64, y: f64) -> Mark {
        Mark {
            id,
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
        fn labels_overlap_neither_each_other_nor_other_marks(places in prop::collection::vec((0.0..400.0f64, 0.0..300.0f64), 1..60)) {
            let marks: Vec<_> = places.iter().zip(0..).map(|(&(x, y), id)| mark(id, x, y)).collect();
            let bounds = Rect::new(0.0, 0.0, 400.0, 300.0);
            let mut labels = Labels::new(&marks, bounds);
            let mut placed: Vec<Rect> = Vec::new();
            for own in &marks {
                let Some(place) = labels.place(own, 60.0, 14.0) else { continue };
                let room = extent(place.at, place.align, 60.0, 14.0);
                prop_assert!(bounds.holds(room));
                prop_assert!(placed.iter().all(|other| !other.overlaps(room)));
                prop_assert!(marks.iter().all(|m| m.id == own.id || !Rect::about(m.center, m.radius).overlaps(room)));
                placed.push(room);
            }
        }
    }

    #[test]
    fn a_mark_at_the_right_edge_is_labelled_on_its_left() {
        let marks = [mark(0, 190.0, 50.0)];
        let place =
            Labels::new(&marks, Rect::new(0.0, 0.0, 200.0, 100.0)).place(&marks[0], 60.0, 14.0).unwrap();
        assert_eq!(place.align, Align::End);
    }
}
