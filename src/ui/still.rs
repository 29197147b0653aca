//! A page that nobody runs: what it shows in place of what needs the program.
//!
//! Published pages are read before the program comes, and without it where there is no script.
//! They have the layout of the running page, so that the one can take the other's place. In the
//! browser none of this is compiled.

use leptos::prelude::*;

/// Drawings of the picture at `/explore`, for pages that are published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Still {
    /// From the narrowest to the widest.
    pub drawings: Vec<Drawing>,
}

/// The picture, drawn for windows from some width on. Lengths are in CSS px.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The narrowest window it is for.
    pub from: u32,
    /// How wide it is.
    pub width: u32,
    /// How tall it is, and the running picture with it.
    pub height: u32,
    /// Its address in light and in dark colours.
    pub addresses: [String; 2],
}

/// What stands in place of the running page's parts; none on a page that runs.
pub fn still() -> Option<Still> {
    if cfg!(target_arch = "wasm32") { None } else { use_context() }
}

impl Still {
    /// The picture as an image that needs no script. `says` is what it shows, in words.
    pub fn picture(&self, says: String) -> AnyView {
        let sources = self.drawings.iter().rev().flat_map(|drawing| {
            let source = |shade: usize, and: &str| {
                let media = format!("(min-width: {}px){and}", drawing.from);
                let address = drawing.addresses[shade].clone();
                let (width, height) = (drawing.width.to_string(), drawing.height.to_string());
                view! { <source media=media srcset=address width=width height=height /> }.into_any()
            };
            [source(1, " and (prefers-color-scheme: dark)"), source(0, "")]
        });
        let sources: Vec<AnyView> = sources.collect();
        let narrowest = self.drawings.first().map(|drawing| {
            let (width, height) = (drawing.width.to_string(), drawing.height.to_string());
            view! { <img class="still" src=drawing.addresses[0].clone() width=width height=height alt=says /> }
        });
        view! { <div class="chart"><picture>{sources}{narrowest}</picture></div> }.into_any()
    }
}
