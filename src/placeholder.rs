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
    /// Height, the same as that of the interactive chart.
    pub height: u32,
    /// Addresses of the image in light and in dark colours.
    pub addresses: [String; 2],
}

/// Returns the placeholder of the current page; none on a running page.
pub fn placeholder() -> Option<Placeholder> {
    if cfg!(target_arch = "wasm32") { None } else { use_context() }
}

impl Placeholder {
    /// Returns the chart as an image that needs no script; `alt` is its text alternative.
    pub fn picture(&self, alt: String) -> AnyView {
        let sources = self.drawings.iter().rev().flat_map(|drawing| {
            let source = |shade: usize, condition: &str| {
                let media = format!("(min-width: {}px){condition}", drawing.from);
                let address = drawing.addresses[shade].clone();
                let (width, height) = (drawing.width.to_string(), drawing.height.to_string());
                view! { <source media=media srcset=address width=width height=height /> }.into_any()
            };
            [source(1, " and (prefers-color-scheme: dark)"), source(0, "")]
        });
        let sources: Vec<AnyView> = sources.collect();
        let narrowest = self.drawings.first().map(|drawing| {
            let (width, height) = (drawing.width.to_string(), drawing.height.to_string());
            view! { <img class="placeholder-chart" src=drawing.addresses[0].clone() width=width height=height alt=alt /> }
        });
        view! { <div class="chart"><picture>{sources}{narrowest}</picture></div> }.into_any()
    }
}
