//! The `<h1>` of a page: it sets the title, and takes the focus after a navigation.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use data::challenge::Text;
use explore::route;
use leptos::html;
use leptos::prelude::*;

use crate::dom;
use crate::erased::erased_effect;
use crate::site::Site;

/// A flag for the first page. Its heading leaves the focus where the browser put it; every later heading takes
/// the focus, because the router does not move it.
#[derive(Clone)]
pub struct Arrival(Arc<AtomicBool>);

impl Arrival {
    /// Returns the flag before the first page.
    pub fn new() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }

    /// Returns whether this is the first call.
    fn is_first(&self) -> bool {
        self.0.swap(false, Ordering::Relaxed)
    }
}

/// The heading of a page.
#[component]
pub fn PageHeading(
    /// The text.
    #[prop(into)]
    text: Text,
    /// The page's name in the browser's tab: by default the heading's text; the site's name if empty.
    #[prop(optional, into)]
    title: Option<String>,
) -> impl IntoView {
    let node = NodeRef::<html::H1>::new();
    let arrival = expect_context::<Arrival>();
    let title = route::title(title.as_deref().unwrap_or(&text), &Site::current().dataset.site().title);
    erased_effect(move || {
        dom::set_title(&title);
        if let Some(heading) = node.get()
            && !arrival.is_first()
        {
            heading.focus().ok();
        }
    });
    view! { <h1 node_ref=node tabindex="-1" lang=text.lang() dir="auto">{text.to_string()}</h1> }
}
