//! What stands at an address that has no page.

use leptos::prelude::*;

use super::heading::PageHeading;
use super::search::Search;
use crate::route::Route;
use crate::ui::site::Site;

/// "Not found", with a way back and a search.
#[component]
pub fn NotFound() -> impl IntoView {
    let home = Site::current().href(&Route::Home);
    view! {
        <article class="narrow">
            <div class="page-head">
                <PageHeading text="Page not found" />
                <p class="lead">"There is no page at this address. It may have moved, or the address may be mistyped."</p>
                <p class="actions"><a class="quiet-button" href=home>"Go to the map of all challenges"</a></p>
            </div>
            <Search />
        </article>
    }
}
