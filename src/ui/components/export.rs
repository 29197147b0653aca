//! What opens the panel of what can be taken away: the panel is the program `files`, fetched when it is opened.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::state::ViewState;
use crate::text::controls as words;
use crate::ui::components::fetching::{Fetching, fetching};
use crate::ui::live::{follow, heard};
use crate::ui::site::Site;
use crate::ui::{dom, later};

/// Files, link and frame of what is shown.
#[component]
pub fn TakeAway(
    /// What is shown.
    state: Memo<ViewState>,
) -> impl IntoView {
    let site = Site::current();
    let place = NodeRef::<html::Div>::new();
    let (is_open, stands) = (RwSignal::new(false), RwSignal::new(Fetching::UnderWay));
    // Closed, it costs nothing when the picture changes.
    follow(move || {
        let (true, Some(place), Some(bundle)) = (is_open.get(), place.get(), site.source.clone()) else {
            return;
        };
        let (base, query) = (site.base.file(""), state.read().query(&site.atlas));
        spawn_local(async move {
            let offered = later::offer(&place, &bundle, &base, &query).await;
            stands.try_set(if offered.is_some() { Fetching::Done } else { Fetching::Failed });
        });
    });
    let toggled = move |event: ev::Event| {
        is_open.set(dom::heard_by(&event).is_some_and(|details| details.has_attribute("open")));
    };
    view! {
        <details class="take-away" on:toggle=heard(toggled)>
            <summary>{words::take_away()}</summary>
            // The program puts the panel in the place of what tells of its coming.
            <div node_ref=place>{fetching(stands, [words::opening, words::not_opened], move || is_open.set(true))}</div>
        </details>
    }
}
