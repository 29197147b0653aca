//! Finding a challenge by name.

use leptos::ev;
use leptos::prelude::*;

use super::shape::theme_mark;
use crate::route::Route;
use crate::text;
use crate::ui::each::Each;
use crate::ui::live::{derived, heard, live};
use crate::ui::site::Site;

/// A search field; what it finds is shown by whoever reads `words`.
#[component]
pub fn SearchField(
    /// What was typed.
    words: RwSignal<String>,
    /// How many challenges hold these words, said politely while typing.
    found: Memo<usize>,
) -> impl IntoView {
    let total = Site::current().atlas.challenges().len();
    let status = move || {
        let searching = !words.read().trim().is_empty();
        if searching { text::found(found.get(), total) } else { String::new() }
    };
    let type_in = move |event: ev::Event| words.set(event_target_value(&event));
    view! {
        // Enter has nothing to send: results follow the typing.
        <form class="search" role="search" on:submit=heard(|event: ev::SubmitEvent| event.prevent_default())>
            <label for="search">{text::frame::find_challenge()}</label>
            <input id="search" type="search" autocomplete="off" placeholder=text::frame::find_example() on:input=heard(type_in) />
            <p class="search-status" role="status">{live(status)}</p>
        </form>
    }
}

/// A search field with its results as a list of links.
#[component]
pub fn Search() -> impl IntoView {
    let site = Site::current();
    let words = RwSignal::new(String::new());
    let atlas = site.atlas.clone();
    let results = derived(move || {
        let words = words.read();
        if words.trim().is_empty() { Vec::new() } else { atlas.search(&words) }
    });
    let entries = move || {
        let entry = |ix| {
            let href = site.href(&Route::challenge(&site.atlas, ix));
            let row = site.atlas.challenge(ix);
            view! { <li class="marked">{theme_mark(&site.atlas, row.theme)} <a href=href lang=row.name.lang() dir="auto">{row.name.to_string()}</a></li> }
        };
        results.read().iter().copied().map(entry).each()
    };
    view! {
        <SearchField words=words found=derived(move || results.read().len()) />
        <ul class="results">{live(entries)}</ul>
    }
}
