//! Finding anything: what the program `search` shows on its page.

use std::any::Any;
use std::cell::RefCell;

use leptos::mount::mount_to;
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::bundle;
#[cfg(not(target_arch = "wasm32"))]
use crate::ui::site::Site;

thread_local! {
    /// What is shown, until it is dropped.
    static SHOWN: RefCell<Option<Box<dyn Any>>> = const { RefCell::new(None) };
}

/// Shows the page inside `place`. `bundle` is the text of the data set, `base` where the site lives.
pub fn mount(place: HtmlElement, bundle: &str, _base: &str) {
    let Ok(parsed) = bundle::parse(bundle) else { return };
    let found = parsed.atlas.challenges().len();
    SHOWN.set(Some(Box::new(mount_to(place, move || view! { <p>{found}</p> }.into_any()))));
}

/// The page is left.
pub fn leave() {
    SHOWN.take();
}

/// What the page shows that nobody runs.
#[cfg(not(target_arch = "wasm32"))]
pub fn still(_site: &Site) -> AnyView {
    ().into_any()
}
