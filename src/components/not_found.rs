//! The page for addresses that have none.

use explore::route::Route;
use leptos::prelude::*;

use super::heading::PageHeading;
use super::search::SearchField;
use crate::messages::frame;
use crate::site::Site;

/// The "not found" page, with a link to the start page and a search.
#[component]
pub fn NotFound() -> impl IntoView {
    let home = Site::current().href(&Route::Home);
    view! {
        <article class="narrow">
            <div class="page-head">
                <PageHeading text=frame::not_found() />
                <p class="lead">{frame::not_found_lead()}</p>
                <p class="actions"><a class="quiet-button" href=home>{frame::to_the_map()}</a></p>
            </div>
            <SearchField />
        </article>
    }
}
