//! Placeholders of interactive parts, for published pages.
//!
//! Published pages are shown before the program is loaded, and instead of it where there is no script. They have
//! the layout of the running page, so that one can replace the other without a shift. In the browser build there
//! is never a placeholder.

use leptos::prelude::*;

/// Drawings of the chart at `/explore`, for published pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placeholder {
    /// Drawings, from the narrowest to the widest.
    pub drawings: Vec<Drawing>,
}

/// A drawing of the chart for windows of at least some width. Lengths are in CSS px.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Narrowest window it is for.
    pub from: u32,
    /// Width.
    pub width: u32,
    /// Parts, from top to bottom, together as high as the interactive chart; of all drawings of a page equally many.
    pub parts: Vec<DrawingPart>,
}

/// A part of a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawingPart {
    /// Height in CSS px.
    pub height: u32,
    /// Addresses of the image in light and in dark colours.
    pub addresses: [String; 2],
}

/// Returns the placeholder of the current page; none on a running page.
pub fn placeholder() -> Option<Placeholder> {
    if cfg!(target_arch = "wasm32") { None } else { use_context() }
}

impl Placeholder {
    /// Returns the chart as images that need no script; `alt` is their text alternative. Those below the first are
    /// fetched after it, so that what a visitor sees first is there first.
    pub fn picture(&self, alt: String) -> AnyView {
        let parts = self.drawings.iter().map(|drawing| drawing.parts.len()).min().unwrap_or_default();
        let pictures: Vec<AnyView> = (0..parts).map(|part| self.part(part, &alt)).collect();
        view! { <div class="chart">{pictures}</div> }.into_any()
    }

    /// Returns the image of the part at a position.
    fn part(&self, at: usize, alt: &str) -> AnyView {
        let source = |drawing: &Drawing, shade: usize, condition: &str| {
            let part = &drawing.parts[at];
            let media = format!("(min-width: {}px){condition}", drawing.from);
            let (width, height) = (drawing.width.to_string(), part.height.to_string());
            view! { <source media=media srcset=part.addresses[shade].clone() width=width height=height /> }
                .into_any()
        };
        let sources = self.drawings.iter().rev().flat_map(|drawing| {
            [source(drawing, 1, " and (prefers-color-scheme: dark)"), source(drawing, 0, "")]
        });
        let sources: Vec<AnyView> = sources.collect();
        let (alt, loading, priority) = if at == 0 { (alt, "eager", "high") } else { ("", "lazy", "auto") };
        let narrowest = self.drawings.first().map(|drawing| {
            let part = &drawing.parts[at];
            let (width, height) = (drawing.width.to_string(), part.height.to_string());
            view! {
                <img
                    class="placeholder-chart"
                    src=part.addresses[0].clone()
                    width=width
                    height=height
                    alt=alt.to_owned()
                    loading=loading
                    fetchpriority=priority
                />
            }
        });
        view! { <picture>{sources}{narrowest}</picture> }.into_any()
    }
}
