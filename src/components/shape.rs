//! The mark of a theme as inline SVG, with the same corners as on the canvas.

use data::challenge::ThemeIx;
use data::dataset::Dataset;
use leptos::prelude::*;
use slim_std::format::one_decimal;
use viz::geometry::Point;
use viz::palette::FAMILY_COUNT;
use viz::shape::Shape;

/// The outline of a theme's mark.
pub struct MarkOutline {
    /// CSS class, which sets the colour.
    pub class: String,
    /// Corners of the polygon in a 16×16 view box; none for a circle of radius 5 in its middle.
    pub points: Option<String>,
}

impl MarkOutline {
    /// Returns the outline for a theme.
    pub fn of(dataset: &Dataset, theme: ThemeIx) -> Self {
        let class = format!("mark family-{}", dataset.family(theme) % FAMILY_COUNT);
        let corners = Shape::of(theme.get()).corners(Point::new(8.0, 8.0), 5.0);
        let points = corners.iter().map(|p| format!("{},{}", one_decimal(p.x), one_decimal(p.y)));
        Self { class, points: (!corners.is_empty()).then(|| points.collect::<Vec<_>>().join(" ")) }
    }
}

/// Returns the mark of a theme, for use beside its name.
pub fn theme_mark(dataset: &Dataset, theme: ThemeIx) -> impl IntoView + use<> {
    let MarkOutline { class, points } = MarkOutline::of(dataset, theme);
    let outline = match points {
        None => view! { <circle cx="8" cy="8" r="5" /> }.into_any(),
        Some(points) => view! { <polygon points=points /> }.into_any(),
    };
    view! { <svg class=class viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{outline}</svg> }
}
