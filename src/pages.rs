//! One module per page. Pages share components, and never use each other. All but the visualization are lazy parts.

pub mod about;
pub mod challenge;
pub mod discuss;
pub mod explore;
pub mod home;
pub mod search;
pub mod theme;

use std::pin::Pin;

use ::explore::route::Route;
use ::explore::view_state::ViewState;
use leptos::prelude::*;
use messages::domain::Domain;

use crate::components::not_found::NotFound;
use crate::content::SiteContent;
use crate::lazy::{NotLoaded, lazy, load_sheet, prepare};
use crate::router::Url;
use crate::site::Site;
use crate::views;

/// Loading of the long texts.
type LoadingContent = Pin<Box<dyn Future<Output = ()>>>;

/// A page of the lazy part `pages`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// Start page.
    Home,
    /// Page about the survey.
    About,
    /// Page of a theme, by its id in the address.
    Theme(String),
    /// Page of a challenge, by the ids of its theme and itself in the address.
    Challenge(String, String),
    /// Chart for frames in other pages.
    Embed,
    /// Notice in place of a page that does not exist.
    NotFound,
}

impl Page {
    /// Returns the page at a route; none for the visualization, the search and the discussion, which are not of this
    /// part.
    pub fn at(route: Option<Route<'_>>) -> Option<Self> {
        match route {
            Some(Route::Home) => Some(Self::Home),
            Some(Route::About) => Some(Self::About),
            Some(Route::Theme(theme)) => Some(Self::Theme(theme.to_owned())),
            Some(Route::Challenge(theme, challenge)) => {
                Some(Self::Challenge(theme.to_owned(), challenge.to_owned()))
            }
            Some(Route::Embed(_)) => Some(Self::Embed),
            None => Some(Self::NotFound),
            Some(Route::Explore(_) | Route::Search(_) | Route::Discuss) => None,
        }
    }
}

lazy! {
    in pages, preload preload_pages:
    fn page_view(page: Page) -> AnyView {
        match page {
            Page::Home => view! { <home::Home /> }.into_any(),
            Page::About => view! { <about::About /> }.into_any(),
            Page::Theme(theme) => view! { <theme::ThemePage theme=&theme /> }.into_any(),
            Page::Challenge(theme, challenge) => {
                view! { <challenge::ChallengePage theme=&theme challenge=&challenge /> }.into_any()
            }
            Page::Embed => view! { <explore::Embed /> }.into_any(),
            Page::NotFound => view! { <NotFound /> }.into_any(),
        }
    }

    // The code that reads the content file belongs to the parts that show its texts.
    in pages: fn load_content(content: SiteContent) -> LoadingContent { Box::pin(async move { content.load().await }) }

    in search, preload preload_search: fn search_view(site: Site) -> AnyView { search::page(&site) }

    in discuss, preload preload_discuss: fn discuss_view(site: Site) -> AnyView { discuss::page(&site) }
}

/// Loads the lazy parts and the messages of the page at an address, and the long texts that it shows, before the page
/// replaces the published one.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "native rendering does not start"))]
pub async fn preload(url: &Url, site: &Site) {
    let route = site.base.route(&url.path);
    // An error is shown when the page is rendered.
    if matches!(route, Some(Route::Explore(_) | Route::Embed(_)))
        && views::needs_part(&site.dataset, &ViewState::parse(&url.search, &site.dataset).0)
    {
        views::preload().await.ok();
    }
    match route {
        Some(Route::Search(_)) => {
            prepare(Domain::Search).await.ok();
            preload_search().await.ok();
        }
        Some(Route::Discuss) => {
            prepare(Domain::Discuss).await.ok();
            preload_discuss().await.ok();
        }
        Some(Route::Challenge(..)) => {
            load_sheet().await.ok();
            if let Ok(loading) = load_content(site.content.clone()).await {
                loading.await;
            }
        }
        Some(Route::Explore(_)) => {}
        Some(Route::Embed(_)) => _ = preload_pages().await,
        _ => {
            load_sheet().await.ok();
            preload_pages().await.ok();
        }
    }
}

/// Returns a page of the part `pages`.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "native rendering has other content"))]
pub async fn open_page(page: Page) -> Result<AnyView, NotLoaded> {
    // The chart needs no more than the page of the visualization.
    if page != Page::Embed {
        load_sheet().await?;
    }
    page_view(page).await
}

/// Returns the content of the search page.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "native rendering has other content"))]
pub async fn open_search(site: Site) -> Result<AnyView, NotLoaded> {
    prepare(Domain::Search).await?;
    search_view(site).await
}

/// Returns the content of the discussion page.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "native rendering has other content"))]
pub async fn open_discuss(site: Site) -> Result<AnyView, NotLoaded> {
    prepare(Domain::Discuss).await?;
    discuss_view(site).await
}
