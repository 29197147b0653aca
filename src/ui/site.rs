//! The frame around every page: header, routes, footer, the sign-up dialog.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::{Html, Title, provide_meta_context};
use leptos_router::components::{FlatRoutes, Route as RouteView, Router};
use leptos_router::{ParamSegment, StaticSegment};

use super::components::heading::Arrival;
use super::components::not_found::NotFound;
use super::components::signup::{SignupButton, SignupDialog, SignupHandle};
use super::pages::{about::About, challenge::ChallengePage, explore::Explore, home::Home, theme::ThemePage};
use crate::atlas::Atlas;
use crate::config::Config;
use crate::route::{Base, Route, title};
use crate::ui::each::Each;

/// What every page needs, handed down by context.
#[derive(Clone)]
pub struct Site {
    /// The data set.
    pub atlas: Arc<Atlas>,
    /// Where the site lives.
    pub base: Base,
    /// Site settings. A site whose settings can't be read shows the bundle beside it and takes no sign-ups.
    pub config: Arc<Config>,
    /// Whether the settings could not be read.
    pub misconfigured: bool,
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
    provide_meta_context();
    provide_context(site.clone());
    provide_context(Arrival::new());
    provide_context(SignupHandle::new());
    let base = site.base.path().to_owned();
    let text = site.atlas.site();
    let (name, language) = (text.title.clone(), text.language.clone());
    view! {
        <Html attr:lang=language />
        <Title formatter=move |page: String| title(&page, &name) />
        <Router base=base>
            // `external` keeps the router from taking the link: the browser itself moves the focus.
            <a class="skip" href="#main" rel="external">"Skip to content"</a>
            <Header />
            <main id="main" tabindex="-1">
                <FlatRoutes fallback=NotFound>
                    <RouteView path=StaticSegment("") view=Home />
                    <RouteView path=StaticSegment("explore") view=Explore />
                    <RouteView path=StaticSegment("about") view=About />
                    <RouteView path=ParamSegment("theme") view=ThemePage />
                    <RouteView path=(ParamSegment("theme"), ParamSegment("challenge")) view=ChallengePage />
                </FlatRoutes>
            </main>
            <Footer />
        </Router>
        <SignupDialog />
    }
}

#[component]
fn Header() -> impl IntoView {
    let site = Site::current();
    let links = [("Map", Route::Home), ("Explore", Route::Explore("")), ("About", Route::About)];
    let path = leptos_router::hooks::use_location().pathname;
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
                    {site.atlas.site().title.clone()}
                </a>
                <nav aria-label="Site"><ul>{links.into_iter().each()}</ul></nav>
                <SignupButton label="Sign up" />
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
                <h2 id="signup-band-title">"Sign up for updates"</h2>
                <p>"Hear when a new survey wave is published or a challenge page grows."</p>
                <SignupButton label="Sign up for updates" />
            </div>
        </aside>
        <footer class="site-footer">
            <div class="wide">
                <p>{format!("{}, published by {}.", text.title, text.publisher)} " " {text.notice.clone()}</p>
                <p>
                    <a href=site.href(&Route::About)>"About, method and data"</a>
                    <a href=site.href(&Route::Explore(""))>"Explore the visualization"</a>
                </p>
            </div>
        </footer>
    }
}
