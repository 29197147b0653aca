//! The shapes of marks: categories are told apart by shape first, by colour second.

use std::f64::consts::FRAC_1_SQRT_2;

use super::geometry::Point;

/// What a mark looks like. All shapes of one radius have about the same area.
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
    /// All shapes, the easiest to tell apart first.
    pub const ALL: [Self; 10] = [
        Self::Circle,
        Self::Square,
        Self::Triangle,
        Self::Diamond,
        Self::TriangleDown,
        Self::Plus,
        Self::Pentagon,
        Self::Star,
        Self::Cross,
        Self::Hexagon,
    ];

    /// No corner lies farther from the centre than this many radii: the points of the star.
    pub const REACH: f64 = 1.55;

    /// The shape of category `index`; after the last they begin again.
    pub fn of(index: usize) -> Self {
        Self::ALL[index % Self::ALL.len()]
    }

    /// Corners about `center`, clockwise; none for a circle.
    pub fn corners(self, center: Point, radius: f64) -> Vec<Point> {
        // The factors give each shape the area of the circle, within 10 %.
        let ring = |first: Turn, step: Turn, count: usize, factors: [f64; 2]| {
            let directions = std::iter::successors(Some(first), |now| Some(now.then(step))).take(count);
            let corner = |(direction, factor): (Turn, f64)| direction.from(center, radius * factor);
            directions.zip(factors.into_iter().cycle()).map(corner).collect()
        };
        match self {
            Self::Circle => Vec::new(),
            Self::Square => ring(Turn::UP.then(Turn::EIGHTH), Turn::QUARTER, 4, [1.25; 2]),
            Self::Diamond => ring(Turn::UP, Turn::QUARTER, 4, [1.25; 2]),
            Self::Triangle => ring(Turn::UP, Turn::THIRD, 3, [1.5; 2]),
            Self::TriangleDown => ring(Turn::DOWN, Turn::THIRD, 3, [1.5; 2]),
            Self::Pentagon => ring(Turn::UP, Turn::FIFTH, 5, [1.15; 2]),
            Self::Hexagon => ring(Turn::UP, Turn::SIXTH, 6, [1.1; 2]),
            Self::Star => ring(Turn::UP, Turn::TENTH, 10, [Self::REACH, 0.69]),
            Self::Plus => arms(Turn::NONE, center, radius),
            Self::Cross => arms(Turn::EIGHTH, center, radius),
        }
    }
}

/// A turn, as its cosine and sine. Constants, because the library's `sin_cos` for any angle
/// would be 6 KB of program for nine known ones.
#[derive(Clone, Copy)]
struct Turn(f64, f64);

impl Turn {
    const NONE: Self = Self(1.0, 0.0);
    const UP: Self = Self(0.0, -1.0);
    const DOWN: Self = Self(0.0, 1.0);
    const THIRD: Self = Self(-0.5, 0.866_025_403_784_438_6);
    const QUARTER: Self = Self(0.0, 1.0);
    const FIFTH: Self = Self(0.309_016_994_374_947_4, 0.951_056_516_295_153_5);
    const SIXTH: Self = Self(0.5, 0.866_025_403_784_438_6);
    const EIGHTH: Self = Self(FRAC_1_SQRT_2, FRAC_1_SQRT_2);
    const TENTH: Self = Self(0.809_016_994_374_947_5, 0.587_785_252_292_473_1);

    /// Both turns, one after the other.
    fn then(self, other: Self) -> Self {
        Self(self.0 * other.0 - self.1 * other.1, self.0 * other.1 + self.1 * other.0)
    }

    /// The place at a distance from `center` in this direction.
    fn from(self, center: Point, distance: f64) -> Point {
        Point::new(center.x + distance * self.0, center.y + distance * self.1)
    }
}

/// The twelve corners of a plus sign after a turn.
fn arms(turn: Turn, center: Point, radius: f64) -> Vec<Point> {
    let (long, wide) = (1.05 * radius, 0.53 * radius); // wide enough for a number to stand on
    let quarter = [(-wide, -long), (wide, -long), (wide, -wide)];
    let turns = std::iter::successors(Some(turn), |now| Some(now.then(Turn::QUARTER))).take(4);
    turns
        .flat_map(|turn| quarter.map(|corner| (turn, corner)))
        .map(|(Turn(cos, sin), (x, y))| {
            Point::new(center.x + x * cos - y * sin, center.y + x * sin + y * cos)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::PI;

    #[test]
    fn no_corner_lies_beyond_the_reach() {
        let center = Point::new(3.0, 4.0);
        let far = |shape: Shape| {
            shape.corners(center, 10.0).iter().map(|corner| corner.distance(center)).fold(0.0, f64::max)
        };
        let farthest = Shape::ALL.into_iter().map(far).fold(0.0, f64::max);
        assert!((farthest - 10.0 * Shape::REACH).abs() < 1e-9, "{farthest}");
    }

    #[test]
    fn shapes_of_one_radius_have_about_one_area() {
        for shape in Shape::ALL.into_iter().filter(|shape| *shape != Shape::Circle) {
            let corners = shape.corners(Point::new(5.0, 5.0), 10.0);
            let next = corners.iter().cycle().skip(1);
            let area: f64 = corners.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f64>() / 2.0;
            let ratio = area / (PI * 100.0);
            assert!((0.9..1.1).contains(&ratio), "{shape:?} has {ratio:.2} of the circle's area");
        }
    }
}
