//! Pages as HTML text, natively: the same components, without a browser.

use leptos::prelude::*;

use super::failure::{Failure, LoadError};
use super::router::Place;
use super::site::{Site, SiteView};
use super::still::Still;

/// What stands inside `#app` at `path` (with its base, and its query if it has one).
pub fn page(site: &Site, path: &str) -> String {
    let site = site.clone();
    Owner::new_root(None).with(|| {
        provide_context(Place::at(path));
        view! { <SiteView site=site /> }.to_html()
    })
}

/// The same for a page that is published: it can be read, and its links followed, where nothing runs.
pub fn published(site: &Site, path: &str, still: Still) -> String {
    let site = site.clone();
    Owner::new_root(None).with(|| {
        provide_context(Place::at(path));
        provide_context(still);
        // The running page is made anew, so leptos' marks for taking this one over are of no use.
        view! { <SiteView site=site /> }.to_html().replace("<!>", "")
    })
}

/// What stands inside `#app` when there is no data.
pub fn failure(error: LoadError) -> String {
    Owner::new_root(None).with(|| view! { <Failure error=error /> }.to_html())
}
