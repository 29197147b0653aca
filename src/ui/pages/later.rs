//! Pages that are programs of their own, fetched when they are come to.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::text::frame as words;
use crate::ui::components::heading::PageHeading;
use crate::ui::later::{self, Program};
use crate::ui::live::{follow, live};
use crate::ui::site::Site;
use crate::ui::still::still;

/// The heading of such a page, with room for what its program shows.
#[component]
pub fn LaterPage(
    /// Whose.
    program: Program,
    /// What it is called.
    name: String,
) -> impl IntoView {
    let site = Site::current();
    let place = NodeRef::<html::Div>::new();
    let state = RwSignal::new(words::opening_page());
    let inside = still().map(|_| what_can_be_read(program, &site));
    follow(move || {
        let (Some(place), Some(bundle)) = (place.get(), site.source.clone()) else { return };
        let base = site.base.file("");
        spawn_local(async move {
            let shown = later::show(program, &place, &bundle, &base).await;
            state.try_set(if shown.is_some() { String::new() } else { words::page_not_opened() });
        });
        on_cleanup(move || later::leave(program));
    });
    // Nothing is on its way to a page that nobody runs.
    let note =
        still().is_none().then(|| view! { <p role="status" class="note">{live(move || state.get())}</p> });
    view! {
        <article class="wide">
            <div class="page-head"><PageHeading text=name /></div>
            {note}
            <div class="later" node_ref=place>{inside}</div>
        </article>
    }
}

/// What such a page shows that nobody runs.
#[cfg(not(target_arch = "wasm32"))]
fn what_can_be_read(program: Program, site: &Site) -> AnyView {
    match program {
        Program::Search => crate::ui::search::still(site),
        Program::Discuss => crate::ui::discuss::still(site),
    }
}

/// Nothing: what is run asks the page's own program, and does without what that holds.
#[cfg(target_arch = "wasm32")]
fn what_can_be_read(_: Program, _: &Site) -> AnyView {
    ().into_any()
}
