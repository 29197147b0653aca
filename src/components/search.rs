//! The search for a challenge by its name.

use explore::messages::common;
use explore::route::Route;
use leptos::ev;
use leptos::prelude::*;

use super::shape::theme_mark;
use crate::collect_any::CollectAny;
use crate::erased::{erased, erased_handler, erased_memo};
use crate::messages::frame;
use crate::site::Site;

/// A search field. The parent shows the results for `query`.
#[component]
pub fn SearchField(
    /// The text typed.
    query: RwSignal<String>,
    /// The number of results, announced while typing.
    found: Memo<usize>,
) -> impl IntoView {
    let total = Site::current().dataset.challenges().len();
    let status = move || {
        let is_searching = !query.read().trim().is_empty();
        if is_searching { common::found(found.get(), total) } else { String::new() }
    };
    let on_input = move |event: ev::Event| query.set(event_target_value(&event));
    view! {
        // Enter submits nothing: results follow the typing.
        <form class="search" role="search" on:submit=erased_handler(|event: ev::SubmitEvent| event.prevent_default())>
            <label for="search">{frame::find_challenge()}</label>
            <input id="search" type="search" autocomplete="off" placeholder=frame::find_example() on:input=erased_handler(on_input) />
            <p class="search-status" role="status">{erased(status)}</p>
        </form>
    }
}

/// A search field with its results as a list of links.
#[component]
pub fn Search() -> impl IntoView {
    let site = Site::current();
    let query = RwSignal::new(String::new());
    let dataset = site.dataset.clone();
    let results = erased_memo(move || {
        let query = query.read();
        if query.trim().is_empty() { Vec::new() } else { dataset.search(&query) }
    });
    let entries = move || {
        let entry = |ix| {
            let href = site.href(&Route::challenge(&site.dataset, ix));
            let row = site.dataset.challenge(ix);
            view! { <li class="marked">{theme_mark(&site.dataset, row.theme)} <a href=href lang=row.name.lang() dir="auto">{row.name.to_string()}</a></li> }
        };
        results.read().iter().copied().map(entry).collect_any()
    };
    view! {
        <SearchField query=query found=erased_memo(move || results.read().len()) />
        <ul class="results">{erased(entries)}</ul>
    }
}
