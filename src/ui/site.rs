//! The frame around every page: header, routes, footer, the sign-up dialog.

use std::sync::Arc;

use js_sys::JsString;
use leptos::prelude::*;
use send_wrapper::SendWrapper;

use super::components::heading::Arrival;
use super::components::not_found::NotFound;
use super::components::signup::{SignupButton, SignupDialog, SignupHandle, SignupNotice};
use super::pages::{
    about::About,
    challenge::ChallengePage,
    explore::{Embed, Explore},
    home::Home,
    later::LaterPage,
    theme::ThemePage,
};
use crate::atlas::Atlas;
use crate::config::Address;
use crate::language::Language;
use crate::route::{Base, Route};
use crate::text::frame as words;
use crate::text::words::spoken;
use crate::ui::each::Each;
use crate::ui::later::Program;
use crate::ui::live::{derived, live};
use crate::ui::router::{provide_router, use_location};
use crate::ui::still::still;

/// What every page needs, handed down by context.
#[derive(Clone)]
pub struct Site {
    /// The data set.
    pub atlas: Arc<Atlas>,
    /// The text that the data set was read from, as the browser holds it; none outside of one.
    pub source: Option<SendWrapper<JsString>>,
    /// Where the site lives.
    pub base: Base,
    /// Where the bundle is. A site whose settings can't be read shows the one beside it.
    pub bundle: Address,
    /// The text of the site's settings, as the browser holds it: empty if they could not be read,
    /// none if there are none.
    pub settings: Option<SendWrapper<JsString>>,
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
            Some(Route::Home) => view! { <Home /> }.into_any(),
            Some(Route::Explore(_)) => view! { <Explore /> }.into_any(),
            Some(Route::Embed(_)) => view! { <Embed /> }.into_any(),
            Some(Route::Search(_)) => {
                view! { <LaterPage program=Program::Search name=words::search() /> }.into_any()
            }
            Some(Route::Discuss) => {
                view! { <LaterPage program=Program::Discuss name=words::discuss() /> }.into_any()
            }
            Some(Route::About) => view! { <About /> }.into_any(),
            Some(Route::Theme(theme)) => view! { <ThemePage theme=theme /> }.into_any(),
            Some(Route::Challenge(theme, challenge)) => {
                view! { <ChallengePage theme=theme challenge=challenge /> }.into_any()
            }
            None => view! { <NotFound /> }.into_any(),
        }
    }
}

#[component]
fn Header() -> impl IntoView {
    let site = Site::current();
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
                    <bdi>{site.atlas.site().title.clone()}</bdi>
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
                <p dir="auto">{words::published_by(&text.title, &text.publisher)} " " {text.notice.clone()}</p>
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
