//! The disclosure of the download panel, which is a lazy part.

use explore::messages::controls as t;
use explore::view_state::ViewState;
use leptos::ev;
use leptos::prelude::*;

use crate::components::lazy_view::lazy_view;
use crate::erased::{erased, erased_handler};
use crate::site::Site;
use crate::{dom, files};

/// The disclosure with files, link and embed code of the chart.
#[component]
pub fn ExportPanel(
    /// The current state.
    state: Memo<ViewState>,
) -> impl IntoView {
    let site = Site::current();
    // While closed, the panel is not rendered, and costs nothing when the chart changes.
    let is_open = RwSignal::new(false);
    let on_toggle = move |event: ev::Event| is_open.set(dom::is_open(&event));
    let panel = move || {
        let site = site.clone();
        is_open.get().then(|| {
            lazy_view(move || files::open_panel(site.clone(), state), [t::opening, t::not_opened], || ())
        })
    };
    view! {
        <details class="export-panel" on:toggle=erased_handler(on_toggle)>
            <summary>{t::export()}</summary>
            <div>{erased(panel)}</div>
        </details>
    }
}
