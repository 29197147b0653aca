//! Disclosure with the panel of files to take away, which is a lazy part.

use leptos::ev;
use leptos::prelude::*;

use crate::state::ViewState;
use crate::text::controls as words;
use crate::ui::components::lazy_view::lazy_view;
use crate::ui::live::{heard, live};
use crate::ui::site::Site;
use crate::ui::{dom, lazy};

/// Files, link and frame of what is shown.
#[component]
pub fn TakeAway(
    /// What is shown.
    state: Memo<ViewState>,
) -> impl IntoView {
    let site = Site::current();
    // Closed, it costs nothing when the picture changes.
    let is_open = RwSignal::new(false);
    let toggled = move |event: ev::Event| {
        is_open.set(dom::heard_by(&event).is_some_and(|details| details.has_attribute("open")));
    };
    let panel = move || {
        let site = site.clone();
        is_open.get().then(|| {
            lazy_view(move || lazy::files(site.clone(), state), [words::opening, words::not_opened], || ())
        })
    };
    view! {
        <details class="take-away" on:toggle=heard(toggled)>
            <summary>{words::take_away()}</summary>
            <div>{live(panel)}</div>
        </details>
    }
}
