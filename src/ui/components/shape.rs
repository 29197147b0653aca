//! A category's mark as an inline picture: the same corners that the canvas draws.

use leptos::prelude::*;

use crate::atlas::Atlas;
use crate::challenge::ThemeIx;
use crate::digits::tenths;
use crate::viz::geometry::Point;
use crate::viz::palette::FAMILIES;
use crate::viz::shape::Shape;

/// How the mark of a theme is drawn.
pub struct Drawn {
    /// Its class, which has its colour.
    pub class: String,
    /// The corners of a polygon in a square of 16; none for a circle of radius 5 in its middle.
    pub points: Option<String>,
}

impl Drawn {
    /// The mark of a theme.
    pub fn of(atlas: &Atlas, theme: ThemeIx) -> Self {
        let class = format!("mark family-{}", atlas.family(theme) % FAMILIES);
        let corners = Shape::of(theme.get()).corners(Point::new(8.0, 8.0), 5.0);
        let points = corners.iter().map(|p| format!("{},{}", tenths(p.x), tenths(p.y)));
        Self { class, points: (!corners.is_empty()).then(|| points.collect::<Vec<_>>().join(" ")) }
    }
}

/// The mark of a theme, beside its name.
pub fn theme_mark(atlas: &Atlas, theme: ThemeIx) -> impl IntoView + use<> {
    let Drawn { class, points } = Drawn::of(atlas, theme);
    let outline = match points {
        None => view! { <circle cx="8" cy="8" r="5" /> }.into_any(),
        Some(points) => view! { <polygon points=points /> }.into_any(),
    };
    view! { <svg class=class viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{outline}</svg> }
}
