//! Pages as HTML text: the same components, rendered natively without a browser.

use leptos::prelude::*;
use messages::domain::Domain;
use messages::locale::current_locale;

use crate::app::App;
use crate::failure::{Failure, LoadError};
use crate::messages::{catalog, published};
use crate::placeholder::Placeholder;
use crate::router::Url;
use crate::site::Site;

/// Returns the content of `#app` at `path`, which includes the base and may have a query.
pub fn page(site: &Site, path: &str) -> String {
    let site = site.clone();
    Owner::new_root(None).with(|| {
        provide_context(Url::at(path));
        view! { <App site=site /> }.to_html()
    })
}

/// Returns the content of `#app` of a published page, whose text and links work without script.
pub fn published(site: &Site, path: &str, placeholder: Placeholder) -> String {
    let site = site.clone();
    let locale = current_locale();
    // What the loader says when nothing can be fetched: `public/boot.js`.
    let of_loader = catalog::file(locale, Domain::Loader);
    Owner::new_root(None).with(|| {
        provide_context(Url::at(path));
        provide_context(placeholder);
        // The browser replaces this page instead of hydrating it, so leptos' hydration markers are useless.
        view! {
            <App site=site />
            <p class="not-starting" data-language=locale.language.tag() data-messages=of_loader.trim_end().to_owned()>
                {published::not_starting()}
            </p>
        }
        .to_html()
        .replace("<!>", "")
    })
}

/// Returns the content of `#app` when the data can't be loaded.
pub fn failure(error: LoadError) -> String {
    Owner::new_root(None).with(|| view! { <Failure error=error /> }.to_html())
}
