//! Points, sizes and rectangles in CSS px; x grows to the right, y downwards.

/// A point in CSS px.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Point {
    /// Distance from the left edge, in CSS px.
    pub x: f64,
    /// Distance from the top edge, in CSS px.
    pub y: f64,
}

impl Point {
    /// Returns the point (`x`, `y`).
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Returns the Euclidean distance to `other`, in CSS px.
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// A size in CSS px.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Size {
    /// Width in CSS px.
    pub width: f64,
    /// Height in CSS px.
    pub height: f64,
}

/// A rectangle in CSS px; `right >= left` and `bottom >= top`.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Rect {
    /// The smallest x.
    pub left: f64,
    /// The smallest y.
    pub top: f64,
    /// The largest x.
    pub right: f64,
    /// The largest y.
    pub bottom: f64,
}

impl Rect {
    /// Returns the rectangle with these edges. A `right` below `left` becomes `left`, a `bottom` above
    /// `top` becomes `top`.
    pub fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self { left, top, right: right.max(left), bottom: bottom.max(top) }
    }

    /// Returns the square around `center` with half its side `radius`.
    pub fn around(center: Point, radius: f64) -> Self {
        Self::new(center.x - radius, center.y - radius, center.x + radius, center.y + radius)
    }

    /// Returns true if `point` lies inside or on the edge.
    pub fn contains(self, point: Point) -> bool {
        (self.left..=self.right).contains(&point.x) && (self.top..=self.bottom).contains(&point.y)
    }

    /// Returns true if the rectangles share area; touching edges do not count.
    pub fn overlaps(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Returns true if `other` lies entirely inside; shared edges count as inside.
    pub fn contains_rect(self, other: Self) -> bool {
        self.left <= other.left
            && other.right <= self.right
            && self.top <= other.top
            && other.bottom <= self.bottom
    }

    /// Returns the width in CSS px.
    pub fn width(self) -> f64 {
        self.right - self.left
    }

    /// Returns the height in CSS px.
    pub fn height(self) -> f64 {
        self.bottom - self.top
    }
}
