//! A category's mark as an inline picture: the same corners that the canvas draws.

use leptos::prelude::*;

use crate::atlas::Atlas;
use crate::challenge::ThemeIx;
use crate::digits::tenths;
use crate::viz::geometry::Point;
use crate::viz::palette::FAMILIES;
use crate::viz::shape::Shape;

/// The mark of a theme, beside its name.
pub fn theme_mark(atlas: &Atlas, theme: ThemeIx) -> impl IntoView + use<> {
    let shape = Shape::of(theme.get());
    let family = format!("mark family-{}", atlas.family(theme) % FAMILIES);
    let corners = shape.corners(Point::new(8.0, 8.0), 5.0);
    let outline = if corners.is_empty() {
        view! { <circle cx="8" cy="8" r="5" /> }.into_any()
    } else {
        let points: Vec<String> =
            corners.iter().map(|p| format!("{},{}", tenths(p.x), tenths(p.y))).collect();
        view! { <polygon points=points.join(" ") /> }.into_any()
    };
    view! { <svg class=family viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{outline}</svg> }
}
