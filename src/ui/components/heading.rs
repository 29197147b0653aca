//! The one `<h1>` of a page: it sets the title, and takes the focus when a page is come to.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::html;
use leptos::prelude::*;

use crate::challenge::Text;
use crate::route;
use crate::ui::dom;
use crate::ui::live::follow;
use crate::ui::site::Site;

/// Whether the first page has been shown. Its heading leaves the focus where the browser put it;
/// every later heading takes it, because the router does not.
#[derive(Clone)]
pub struct Arrival(Arc<AtomicBool>);

impl Arrival {
    /// Nothing shown yet.
    pub fn new() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }

    /// Whether this is the first call.
    fn is_first(&self) -> bool {
        self.0.swap(false, Ordering::Relaxed)
    }
}

/// A page's heading.
#[component]
pub fn PageHeading(
    /// What it says.
    #[prop(into)]
    text: Text,
    /// The page's name in the browser's tab; the heading's text if left out, the site's name if empty.
    #[prop(optional, into)]
    title: Option<String>,
) -> impl IntoView {
    let node = NodeRef::<html::H1>::new();
    let arrival = expect_context::<Arrival>();
    let title = route::title(title.as_deref().unwrap_or(&text), &Site::current().atlas.site().title);
    follow(move || {
        dom::set_title(&title);
        if let Some(heading) = node.get()
            && !arrival.is_first()
        {
            heading.focus().ok();
        }
    });
    view! { <h1 node_ref=node tabindex="-1" lang=text.lang() dir="auto">{text.to_string()}</h1> }
}
