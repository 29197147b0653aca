//! The shapes of marks. Categories differ by shape first, by colour second.

use std::f64::consts::FRAC_1_SQRT_2;

use crate::geometry::Point;

/// The shape of a mark. Shapes of one radius have the same area within 10 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// ●
    Circle,
    /// ■
    Square,
    /// ▲
    Triangle,
    /// ◆
    Diamond,
    /// ▼
    TriangleDown,
    /// ✚
    Plus,
    /// ⬟
    Pentagon,
    /// ★
    Star,
    /// ✖
    Cross,
    /// ⬢
    Hexagon,
}

impl Shape {
    /// The shapes in the order of categories. Neighbours, which are mostly of one family and so of one colour, are of
    /// different kinds: round, with four sides, triangles, with arms.
    pub const ALL: [Self; 10] = [
        Self::Circle,
        Self::Square,
        Self::Triangle,
        Self::Plus,
        Self::Pentagon,
        Self::Diamond,
        Self::TriangleDown,
        Self::Cross,
        Self::Hexagon,
        Self::Star,
    ];

    /// The largest distance of a corner from the centre, in radii: that of the points of the star.
    pub const REACH: f64 = 1.55;

    /// Returns the shape of category `index`. More than ten categories share shapes: the index wraps around.
    pub fn of(index: usize) -> Self {
        Self::ALL[index % Self::ALL.len()]
    }

    /// Returns the corners around `center`, clockwise, in the unit of `radius`; none for a circle.
    pub fn corners(self, center: Point, radius: f64) -> Vec<Point> {
        // The factors give each shape the area of the circle, within 10 %.
        let ring = |first: Rotation, step: Rotation, count: usize, factors: [f64; 2]| {
            let directions = std::iter::successors(Some(first), |now| Some(now.then(step))).take(count);
            let corner = |(direction, factor): (Rotation, f64)| direction.offset(center, radius * factor);
            directions.zip(factors.into_iter().cycle()).map(corner).collect()
        };
        match self {
            Self::Circle => Vec::new(),
            Self::Square => ring(Rotation::UP.then(Rotation::EIGHTH), Rotation::QUARTER, 4, [1.25; 2]),
            Self::Diamond => ring(Rotation::UP, Rotation::QUARTER, 4, [1.25; 2]),
            Self::Triangle => ring(Rotation::UP, Rotation::THIRD, 3, [1.5; 2]),
            Self::TriangleDown => ring(Rotation::DOWN, Rotation::THIRD, 3, [1.5; 2]),
            Self::Pentagon => ring(Rotation::UP, Rotation::FIFTH, 5, [1.15; 2]),
            Self::Hexagon => ring(Rotation::UP, Rotation::SIXTH, 6, [1.1; 2]),
            Self::Star => ring(Rotation::UP, Rotation::TENTH, 10, [Self::REACH, 0.69]),
            Self::Plus => cross_corners(Rotation::NONE, center, radius),
            Self::Cross => cross_corners(Rotation::EIGHTH, center, radius),
        }
    }
}

/// A rotation, as its cosine and sine. They are constants because the standard library's `sin_cos`
/// would add 6 KB of WebAssembly for nine known angles.
#[derive(Clone, Copy)]
struct Rotation(f64, f64);

impl Rotation {
    const NONE: Self = Self(1.0, 0.0);
    const UP: Self = Self(0.0, -1.0);
    const DOWN: Self = Self(0.0, 1.0);
    const THIRD: Self = Self(-0.5, 0.866_025_403_784_438_6);
    const QUARTER: Self = Self(0.0, 1.0);
    const FIFTH: Self = Self(0.309_016_994_374_947_4, 0.951_056_516_295_153_5);
    const SIXTH: Self = Self(0.5, 0.866_025_403_784_438_6);
    const EIGHTH: Self = Self(FRAC_1_SQRT_2, FRAC_1_SQRT_2);
    const TENTH: Self = Self(0.809_016_994_374_947_5, 0.587_785_252_292_473_1);

    /// Returns the rotation by `self` and then by `other`.
    fn then(self, other: Self) -> Self {
        Self(self.0 * other.0 - self.1 * other.1, self.0 * other.1 + self.1 * other.0)
    }

    /// Returns the point at a distance from `center` in this direction.
    fn offset(self, center: Point, distance: f64) -> Point {
        Point::new(center.x + distance * self.0, center.y + distance * self.1)
    }
}

/// Returns the twelve corners of a plus sign, rotated.
fn cross_corners(rotation: Rotation, center: Point, radius: f64) -> Vec<Point> {
    let (long, wide) = (1.05 * radius, 0.53 * radius); // wide enough for a rank to be written on it
    let quarter = [(-wide, -long), (wide, -long), (wide, -wide)];
    let turns = std::iter::successors(Some(rotation), |now| Some(now.then(Rotation::QUARTER))).take(4);
    turns
        .flat_map(|rotation| quarter.map(|corner| (rotation, corner)))
        .map(|(Rotation(cos, sin), (x, y))| {
            Point::new(center.x + x * cos - y * sin, center.y + x * sin + y * cos)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::PI;

    #[test]
    fn no_corner_lies_beyond_reach() {
        let center = Point::new(3.0, 4.0);
        let max_distance = |shape: Shape| {
            shape.corners(center, 10.0).iter().map(|corner| corner.distance(center)).fold(0.0, f64::max)
        };
        let farthest = Shape::ALL.into_iter().map(max_distance).fold(0.0, f64::max);
        assert!((farthest - 10.0 * Shape::REACH).abs() < 1e-9, "{farthest}");
    }

    /// Shapes that look alike at 12 px: round ones, those with four sides, triangles, and those with arms.
    fn kind(shape: Shape) -> usize {
        match shape {
            Shape::Circle | Shape::Pentagon | Shape::Hexagon => 0,
            Shape::Square | Shape::Diamond => 1,
            Shape::Triangle | Shape::TriangleDown => 2,
            Shape::Plus | Shape::Cross | Shape::Star => 3,
        }
    }

    #[test]
    fn neighbouring_categories_have_shapes_of_different_kinds() {
        for first in 0..=5 {
            let kinds: std::collections::BTreeSet<usize> =
                (first..first + 4).map(|at| kind(Shape::of(at))).collect();
            assert_eq!(kinds.len(), 4, "categories from {first} on");
        }
    }

    #[test]
    fn shapes_of_one_radius_have_the_same_area() {
        for shape in Shape::ALL.into_iter().filter(|shape| *shape != Shape::Circle) {
            let corners = shape.corners(Point::new(5.0, 5.0), 10.0);
            let next = corners.iter().cycle().skip(1);
            let area: f64 = corners.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f64>() / 2.0;
            let ratio = area / (PI * 100.0);
            assert!((0.9..1.1).contains(&ratio), "{shape:?} has {ratio:.2} of the circle's area");
        }
    }
}
