//! What stands at an address that has no page.

use leptos::prelude::*;

use super::heading::PageHeading;
use super::search::Search;
use crate::route::Route;
use crate::text::frame;
use crate::ui::site::Site;

/// "Not found", with a way back and a search.
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
            <Search />
        </article>
    }
}
