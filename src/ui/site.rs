//! The frame around every page: header, routes, footer, the sign-up dialog.

use std::sync::Arc;

use leptos::prelude::*;

use super::components::heading::{Arrival, PageHeading};
use super::components::lazy_view::lazy_view;
use super::components::not_found::NotFound;
use super::components::signup::{SignupButton, SignupDialog, SignupHandle, SignupNotice};
use super::lazy::{self, NotLoaded};
use super::pages::explore::{Embed, Explore};
use crate::atlas::Atlas;
use crate::config::Address;
use crate::language::Language;
use crate::route::{Base, Route};
use crate::text::frame as words;
use crate::text::words::spoken;
use crate::ui::each::Each;
use crate::ui::live::{derived, live};
use crate::ui::router::{land_if_at_top, provide_router, use_location};
use crate::ui::shortcut::provide_search_shortcut;
use crate::ui::still::still;

/// What every page needs, handed down by context.
#[derive(Clone)]
pub struct Site {
    /// The data set.
    pub atlas: Arc<Atlas>,
    /// Where the site lives.
    pub base: Base,
    /// Where the bundle is. A site whose settings can't be read shows the one beside it.
    pub bundle: Address,
    /// The text of the site's settings: empty if they could not be read, none if there are none.
    pub settings: Option<Arc<str>>,
}

impl Site {
    /// The site that the current component belongs to.
    pub fn current() -> Self {
        expect_context()
    }

    /// The address of a page.
    pub fn href(&self, route: &Route<'_>) -> String {
        self.base.href(route)
    }
}

/// The whole site.
#[component]
pub fn SiteView(
    /// Data, base path and settings.
    site: Site,
) -> impl IntoView {
    provide_context(site.clone());
    provide_context(Arrival::new());
    provide_context(SignupHandle::new());
    provide_router(site.base.clone());
    provide_search_shortcut();
    view! {
        // `external` keeps the router from taking the link: the browser itself moves the focus.
        <a class="skip" href="#main" rel="external">{words::skip()}</a>
        <Around><Header /></Around>
        <SignupNotice />
        <main id="main" tabindex="-1">{page(site.base)}</main>
        <Around><Footer /></Around>
        <SignupDialog />
    }
}

/// What stands around a page, but not around a picture in another page's frame.
#[component]
fn Around(children: ChildrenFn) -> impl IntoView {
    let site = Site::current();
    let path = use_location().pathname;
    let embedded = derived(move || matches!(site.base.route(&path.read()), Some(Route::Embed(_))));
    live(move || if embedded.get() { ().into_any() } else { children().into_any() })
}

/// The page at the address of the moment.
fn page(base: Base) -> impl Fn() -> AnyView {
    let pathname = use_location().pathname;
    move || {
        let path = pathname.get();
        match base.route(&path) {
            Some(Route::Home) => lazy_page(lazy::home),
            Some(Route::Explore(_)) => view! { <Explore /> }.into_any(),
            Some(Route::Embed(_)) => view! { <Embed /> }.into_any(),
            Some(Route::Search(_)) => under_heading(words::search(), content::search),
            Some(Route::Discuss) => under_heading(words::discuss(), content::discuss),
            Some(Route::About) => lazy_page(lazy::about),
            Some(Route::Theme(theme)) => {
                let theme = theme.to_owned();
                lazy_page(move || lazy::theme(theme.clone()))
            }
            Some(Route::Challenge(theme, challenge)) => {
                let (theme, challenge) = (theme.to_owned(), challenge.to_owned());
                lazy_page(move || lazy::challenge(theme.clone(), challenge.clone()))
            }
            None => view! { <NotFound /> }.into_any(),
        }
    }
}

/// A page, or the content of one, that is a lazy part.
fn lazy_page<F>(load: impl Fn() -> F + Clone + Send + 'static) -> AnyView
where
    F: Future<Output = Result<AnyView, NotLoaded>> + 'static,
{
    lazy_view(load, [words::opening_page, words::page_not_opened], land_if_at_top)
}

/// A page whose heading is there before its content is, which may change the page's title.
fn under_heading(name: String, content: fn() -> AnyView) -> AnyView {
    view! {
        <article class="wide">
            <div class="page-head"><PageHeading text=name /></div>
            <div class="lazy">{content()}</div>
        </article>
    }
    .into_any()
}

/// Content of pages that need the program.
#[cfg(target_arch = "wasm32")]
mod content {
    use super::*;

    pub fn search() -> AnyView {
        let site = Site::current();
        lazy_page(move || lazy::search(site.clone()))
    }

    pub fn discuss() -> AnyView {
        let site = Site::current();
        lazy_page(move || lazy::discuss(site.clone()))
    }
}

/// Content of the same pages as HTML text.
#[cfg(not(target_arch = "wasm32"))]
mod content {
    use super::*;

    pub fn search() -> AnyView {
        still().map_or_else(|| ().into_any(), |_| crate::ui::search::prerendered(&Site::current()))
    }

    pub fn discuss() -> AnyView {
        still().map_or_else(|| ().into_any(), |_| crate::ui::discuss::prerendered(&Site::current()))
    }
}

#[component]
fn Header() -> impl IntoView {
    let site = Site::current();
    let title = &site.atlas.site().title;
    let links = [
        (words::map(), Route::Home),
        (words::explore(), Route::Explore("")),
        (words::discuss(), Route::Discuss),
        (words::search(), Route::Search("")),
        (words::about(), Route::About),
    ];
    let path = use_location().pathname;
    let links = links.map(|(name, route)| {
        let href = site.href(&route);
        let own = href.clone();
        let current =
            move || (path.read().trim_end_matches('/') == own.trim_end_matches('/')).then_some("page");
        view! { <li><a href=href aria-current=current>{name}</a></li> }
    });
    view! {
        <header class="site-header">
            <div class="wide">
                <a class="brand" href=site.href(&Route::Home)>
                    <span class="brand-mark" aria-hidden="true"></span>
                    <bdi lang=title.lang()>{title.to_string()}</bdi>
                </a>
                <nav aria-label=words::site()><ul>{links.into_iter().each()}</ul></nav>
                <SignupButton label=words::sign_up() />
            </div>
        </header>
    }
}

#[component]
fn Footer() -> impl IntoView {
    let site = Site::current();
    let text = site.atlas.site();
    view! {
        <aside class="signup-band" aria-labelledby="signup-band-title">
            <div class="wide">
                <h2 id="signup-band-title">{words::sign_up_for_updates()}</h2>
                <p>{words::updates_of()}</p>
                <SignupButton label=words::sign_up_for_updates() />
            </div>
        </aside>
        <footer class="site-footer">
            <div class="wide">
                <p dir="auto">{words::published_by(&text.title, &text.publisher)} " " {text.notice.to_string()}</p>
                <p>
                    <a href=site.href(&Route::About)>{words::about_the_data()}</a>
                    <a href=site.href(&Route::Explore(""))>{words::explore_the_picture()}</a>
                </p>
                {languages()}
                {still().map(|_| view! { <noscript><p>{words::sign_up_needs_script()}</p></noscript> })}
            </div>
        </footer>
    }
}

/// The languages to choose from, each by its own name. `boot.js` hears the buttons, so that they work on
/// a published page before its program has come.
fn languages() -> AnyView {
    let spoken = spoken().language;
    let entry = |language: Language| {
        let current = (language == spoken).then_some("true");
        let (tag, direction) = (language.tag(), language.direction().name());
        view! {
            <li><button type="button" lang=tag dir=direction data-language=tag aria-current=current>{language.name()}</button></li>
        }
    };
    view! {
        <nav class="languages" aria-labelledby="languages-title">
            <p id="languages-title">{words::language()}</p>
            <ul>{Language::ALL.into_iter().map(entry).each()}</ul>
        </nav>
    }
    .into_any()
}
