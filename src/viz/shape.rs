//! The shapes of marks: categories are told apart by shape first, by colour second.

use std::f64::consts::{FRAC_PI_2, PI};

use super::geometry::Point;

/// What a mark looks like. All shapes of one radius have about the same area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

    /// The shape of category `index`; after the last they begin again.
    pub fn of(index: usize) -> Self {
        Self::ALL[index % Self::ALL.len()]
    }

    /// Corners about `center`, clockwise from the top; none for a circle.
    pub fn corners(self, center: Point, radius: f64) -> Vec<Point> {
        // The factors give each shape the area of the circle, within 10 %.
        let at = |angle: f64, r: f64| Point::new(center.x + r * angle.cos(), center.y + r * angle.sin());
        let regular = |n: u32, factor: f64, turn: f64| {
            (0..n)
                .map(|k| at(turn - FRAC_PI_2 + 2.0 * PI * f64::from(k) / f64::from(n), radius * factor))
                .collect()
        };
        match self {
            Self::Circle => Vec::new(),
            Self::Square => regular(4, 1.25, PI / 4.0),
            Self::Diamond => regular(4, 1.25, 0.0),
            Self::Triangle => regular(3, 1.5, 0.0),
            Self::TriangleDown => regular(3, 1.5, PI),
            Self::Pentagon => regular(5, 1.15, 0.0),
            Self::Hexagon => regular(6, 1.1, 0.0),
            Self::Star => (0..10)
                .map(|k: u32| {
                    let r = if k.is_multiple_of(2) { 1.55 } else { 0.69 };
                    at(-FRAC_PI_2 + PI * f64::from(k) / 5.0, radius * r)
                })
                .collect(),
            Self::Plus => arms(0.0, center, radius),
            Self::Cross => arms(PI / 4.0, center, radius),
        }
    }
}

/// The twelve corners of a plus sign, turned by `turn` radians.
fn arms(turn: f64, center: Point, radius: f64) -> Vec<Point> {
    let (long, wide) = (1.05 * radius, 0.53 * radius); // wide enough for a number to stand on
    let quarter = [(-wide, -long), (wide, -long), (wide, -wide)];
    (0..4)
        .flat_map(|k| quarter.map(|corner| (k, corner)))
        .map(|(k, (x, y))| {
            let (sin, cos) = (turn + FRAC_PI_2 * f64::from(k)).sin_cos();
            Point::new(center.x + x * cos - y * sin, center.y + x * sin + y * cos)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
