//! The field that leads to the search page.

use explore::route::{Route, search_for};
use leptos::prelude::*;
use leptos::{ev, html};

use crate::erased::erased_handler;
use crate::messages::frame;
use crate::router::{NavigateOptions, use_navigate};
use crate::site::Site;

/// The field: what is typed is searched for on the search page, so that one search finds the same everywhere. Without
/// the program the browser submits the form to the same address.
#[component]
pub fn SearchField() -> impl IntoView {
    let site = Site::current();
    let action = site.href(&Route::Search(""));
    let navigate = use_navigate();
    let field = NodeRef::<html::Input>::new();
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let typed = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        navigate(&site.href(&Route::Search(&search_for(&typed))), NavigateOptions::default());
    };
    view! {
        <form class="search" role="search" action=action on:submit=erased_handler(on_submit)>
            <label for="search">{frame::find_challenge()}</label>
            <input id="search" name="q" type="search" autocomplete="off" enterkeyhint="search" placeholder=frame::find_example() node_ref=field />
            <button class="button">{frame::search()}</button>
        </form>
    }
}
