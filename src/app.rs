//! The frame around every page: header, routes, footer, the sign-up dialog.

use explore::route::{Base, Route};
use leptos::prelude::*;

use crate::collect_any::CollectAny;
use crate::components::heading::{Arrival, PageHeading};
use crate::components::languages::languages;
use crate::components::lazy_view::lazy_view;
use crate::components::signup::{SignupButton, SignupDialog, SignupHandle, SignupNotice};
use crate::erased::{erased, erased_memo};
use crate::lazy::NotLoaded;
use crate::messages::frame as t;
use crate::pages::explore::Explore;
use crate::pages::{self, Page};
use crate::placeholder::placeholder;
use crate::router::{provide_router, scroll_if_at_top, use_location};
use crate::shortcut::provide_search_shortcut;
use crate::site::Site;

/// The root component: context, header, page, footer and sign-up dialog.
#[component]
pub fn App(
    /// Data, base path and settings.
    site: Site,
) -> impl IntoView {
    provide_context(site.clone());
    provide_context(Arrival::new());
    provide_context(SignupHandle::new());
    provide_router(site.base.clone());
    provide_search_shortcut();
    view! {
        // `external` keeps the router from handling the link, so that the browser moves the focus; `target`, so that it
        // does so in a frame as well, where links open a window of their own.
        <a class="skip" href="#main" rel="external" target="_self">{t::skip()}</a>
        <Chrome><Header /><SignupNotice /></Chrome>
        <main id="main" tabindex="-1">{page(site.base)}</main>
        <Chrome><Footer /><SignupDialog /></Chrome>
    }
}

/// A part outside the page, left out at `/embed`, where the chart fills a frame of another site. There is no sign-up:
/// nobody could see whose form it is.
#[component]
fn Chrome(
    /// The header, the footer or the sign-up.
    children: ChildrenFn,
) -> impl IntoView {
    let site = Site::current();
    let path = use_location().pathname;
    let embedded = erased_memo(move || matches!(site.base.route(&path.read()), Some(Route::Embed(_))));
    erased(move || if embedded.get() { ().into_any() } else { children().into_any() })
}

/// Returns a view of the page at the current address, which follows the address.
fn page(base: Base) -> impl Fn() -> AnyView {
    let pathname = use_location().pathname;
    let of_path = base.clone();
    // Hosts of files show a page at /explore/, and its links lead to /explore: the same page, which stays.
    let path = erased_memo(move || {
        let path = pathname.read();
        of_path.route(&path).map_or_else(|| path.clone(), |route| of_path.href(&route))
    });
    move || {
        let path = path.get();
        let route = base.route(&path);
        if let Some(page) = Page::at(route) {
            return lazy_page(move || pages::open_page(page.clone()));
        }
        match route {
            Some(Route::Search(_)) => page_with_heading(t::search(), content::search),
            Some(Route::Discuss) => page_with_heading(t::discuss(), content::discuss),
            _ => view! { <Explore /> }.into_any(),
        }
    }
}

/// Returns the view of a page, or of its content, that is a lazy part.
fn lazy_page<F>(load: impl Fn() -> F + Send + Sync + 'static) -> AnyView
where
    F: Future<Output = Result<AnyView, NotLoaded>> + 'static,
{
    lazy_view(load, [t::opening_page, t::page_not_opened], scroll_if_at_top)
}

/// Returns a page with its heading at once and its content when that is loaded. The content may set the title.
fn page_with_heading(name: String, content: fn() -> AnyView) -> AnyView {
    view! {
        <article class="wide">
            <div class="page-head"><PageHeading text=name /></div>
            <div class="lazy">{content()}</div>
        </article>
    }
    .into_any()
}

/// The content of the search and the discussion page, as lazy parts.
#[cfg(target_arch = "wasm32")]
mod content {
    use super::*;

    /// Returns the content of the search page.
    pub fn search() -> AnyView {
        let site = Site::current();
        lazy_page(move || pages::open_search(site.clone()))
    }

    /// Returns the content of the discussion page.
    pub fn discuss() -> AnyView {
        let site = Site::current();
        lazy_page(move || pages::open_discuss(site.clone()))
    }
}

/// The content of the same pages as HTML text.
#[cfg(not(target_arch = "wasm32"))]
mod content {
    use super::*;

    /// Returns the content of the search page.
    pub fn search() -> AnyView {
        placeholder().map_or_else(|| ().into_any(), |_| pages::search::prerendered(&Site::current()))
    }

    /// Returns the content of the discussion page.
    pub fn discuss() -> AnyView {
        placeholder().map_or_else(|| ().into_any(), |_| pages::discuss::prerendered(&Site::current()))
    }
}

/// The header: brand, navigation, sign-up button.
#[component]
fn Header() -> impl IntoView {
    let site = Site::current();
    let title = &site.dataset.site().title;
    let links = [
        (t::map(), Route::Home),
        (t::explore(), Route::Explore("")),
        (t::discuss(), Route::Discuss),
        (t::search(), Route::Search("")),
        (t::about(), Route::About),
    ];
    let path = use_location().pathname;
    let links = links.map(|(name, route)| {
        let href = site.href(&route);
        let target = href.clone();
        let current =
            move || (path.read().trim_end_matches('/') == target.trim_end_matches('/')).then_some("page");
        view! { <li><a href=href aria-current=current>{name}</a></li> }
    });
    view! {
        <header class="site-header">
            <div class="wide">
                <a class="brand" href=site.href(&Route::Home)>
                    <span class="brand-mark" aria-hidden="true"></span>
                    <bdi lang=title.lang()>{title.to_string()}</bdi>
                </a>
                <nav aria-label=t::site()><ul>{links.into_iter().collect_any()}</ul></nav>
                <SignupButton label=t::sign_up() />
            </div>
        </header>
    }
}

/// The footer: sign-up, notice, languages.
#[component]
fn Footer() -> impl IntoView {
    let site = Site::current();
    let text = site.dataset.site();
    view! {
        <aside class="signup-band" aria-labelledby="signup-band-title">
            <div class="wide">
                <h2 id="signup-band-title">{t::sign_up_for_updates()}</h2>
                <p>{t::updates_of()}</p>
                <SignupButton label=t::sign_up_for_updates() />
            </div>
        </aside>
        <footer class="site-footer">
            <div class="wide">
                <p dir="auto">{t::published_by(&text.title, &text.publisher)} " " {text.notice.to_string()}</p>
                <p>
                    <a href=site.href(&Route::About)>{t::about_the_data()}</a>
                    <a href=site.href(&Route::Explore(""))>{t::explore_the_picture()}</a>
                </p>
                {languages()}
                {placeholder().map(|_| view! { <noscript><p>{t::sign_up_needs_script()}</p></noscript> })}
            </div>
        </footer>
    }
}
