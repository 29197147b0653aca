//! The current address, and navigation between pages without a reload.
//!
//! This replaces `leptos_router`, under the same names. [`explore::route`] already parses addresses; `leptos_router`
//! parses them by types, and compiles each page into machinery for nested routes, transitions and redirects, which
//! this site does not have. `leptos_router` and `leptos_meta` (here [`super::dom::set_title`]) were 29.0 KiB of
//! brotli.

use explore::route::{Base, Route};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use crate::dom;
use crate::erased::{erased_effect, erased_memo};

/// The address of the page shown, as signals.
#[derive(Clone, Copy)]
pub struct Location {
    /// Path, with the site's base.
    pub pathname: Memo<String>,
    /// Query, without its `?`.
    pub search: Memo<String>,
}

/// Options of a navigation.
#[derive(Clone, Copy)]
pub struct NavigateOptions {
    /// Replace the current history entry, so that Back skips it.
    pub replace: bool,
    /// Scroll to the top of the page.
    pub scroll: bool,
}

impl Default for NavigateOptions {
    fn default() -> Self {
        Self { replace: false, scroll: true }
    }
}

/// The path and query of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url {
    /// Path, decoded, with the site's base.
    pub path: String,
    /// Query, without its `?`.
    pub search: String,
}

impl Url {
    /// Returns the URL of a path with its query, for pages that are rendered natively.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn at(address: &str) -> Self {
        let (path, search) = address.split_once('?').unwrap_or((address, ""));
        Self { path: path.to_owned(), search: search.to_owned() }
    }

    /// Returns the URL in the browser's address bar.
    pub fn in_window() -> Self {
        let location = window().location();
        let path = location.pathname().unwrap_or_default();
        let search = location.search().unwrap_or_default();
        Self {
            path: js_sys::decode_uri(&path).map_or(path, String::from),
            search: search.trim_start_matches('?').to_owned(),
        }
    }
}

/// The state of the router, provided by context.
#[derive(Clone, Copy)]
struct Router {
    url: RwSignal<Url>,
    location: Location,
}

/// Provides the router of the site below `base`, and handles clicks on its links, Back and Forward.
pub fn provide_router(base: Base) {
    let url = RwSignal::new(use_context::<Url>().unwrap_or_else(Url::in_window));
    let location = Location {
        pathname: erased_memo(move || url.read().path.clone()),
        search: erased_memo(move || url.read().search.clone()),
    };
    provide_context(Router { url, location });
    erased_effect(move || {
        let base = base.clone();
        let on_clicks = window_event_listener(ev::click, move |event| {
            let Some((href, options)) = page_link(&event, &base) else { return };
            event.prevent_default();
            if leaves_frame(&base, &url.read_untracked().path, &href) {
                window().open_with_url_and_target(&href, "_blank").ok();
            } else {
                navigate_to(url, &href, options);
            }
        });
        let on_history = window_event_listener(ev::popstate, move |event| {
            url.set(Url::in_window());
            if let Some(id) = event.state().as_string() {
                // The page is rendered by the next frame.
                request_animation_frame(move || dom::focus(&id));
            }
        });
        // The browser resolved the fragment before the page was rendered.
        request_animation_frame(scroll_if_at_top);
        on_cleanup(move || {
            on_clicks.remove();
            on_history.remove();
        });
    });
}

/// Returns the address of the page shown.
pub fn use_location() -> Location {
    expect_context::<Router>().location
}

/// Returns a function that navigates to an address made by [`Base::href`].
pub fn use_navigate() -> impl Fn(&str, NavigateOptions) + Copy {
    let Router { url, .. } = expect_context();
    move |href, options| navigate_to(url, href, options)
}

/// Returns whether a link leads from the chart in a frame of another site to the site itself, which belongs into a
/// window of its own.
fn leaves_frame(base: &Base, path: &str, href: &str) -> bool {
    let is_embed = |path: &str| matches!(base.route(path), Some(Route::Embed(_)));
    is_embed(path) && !is_embed(href.split(['?', '#']).next().unwrap_or_default())
}

/// Has the element with an id take the focus when the visitor comes back to the current page from a later one.
pub fn focus_on_return(id: &str) {
    if let Ok(history) = window().history() {
        history.replace_state_with_url(&id.into(), "", None).ok();
    }
}

/// Returns the address of the clicked link and its options, if the router handles it: the link leads to a page of
/// the site, and is not to open in another tab or window.
fn page_link(event: &web_sys::MouseEvent, base: &Base) -> Option<(String, NavigateOptions)> {
    let has_modifier = event.meta_key() || event.alt_key() || event.ctrl_key() || event.shift_key();
    if event.default_prevented() || event.button() != 0 || has_modifier {
        return None;
    }
    let clicked = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let link = clicked.closest("a[href]").ok()??.dyn_into::<web_sys::HtmlAnchorElement>().ok()?;
    let is_external = link.rel().split_ascii_whitespace().any(|word| word == "external");
    let has_window = !matches!(&*link.target(), "" | "_self");
    if is_external || link.has_attribute("download") || has_window {
        return None;
    }
    let path = link.pathname();
    let is_internal = window().location().origin().ok()? == link.origin() && base.route(&path).is_some();
    let scroll = !link.has_attribute("data-noscroll");
    is_internal
        .then(|| (path + &link.search() + &link.hash(), NavigateOptions { scroll, ..Default::default() }))
}

/// Navigates: changes the history, then the signal of the address, then scrolls.
fn navigate_to(url: RwSignal<Url>, href: &str, options: NavigateOptions) {
    let location = window().location();
    let part = |part: Result<String, JsValue>| part.unwrap_or_default();
    let here = part(location.pathname()) + &part(location.search()) + &part(location.hash());
    let history = window().history();
    let done = match history {
        Ok(history) if options.replace => history.replace_state_with_url(&JsValue::NULL, "", Some(href)),
        Ok(history) if here != href => history.push_state_with_url(&JsValue::NULL, "", Some(href)),
        Ok(_) => Ok(()),
        Err(refused) => Err(refused),
    };
    if done.is_err() {
        // Browsers refuse after too many calls in a short time, and in some frames.
        location.set_href(href).ok();
        return;
    }
    url.set(Url::in_window());
    // The new page is rendered by the next frame.
    request_animation_frame(move || {
        if options.scroll {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        scroll_to_fragment();
    });
}

/// Scrolls to the fragment of the address, unless the visitor has scrolled already.
pub fn scroll_if_at_top() {
    if window().scroll_y() == Ok(0.0) {
        scroll_to_fragment();
    }
}

/// Scrolls to the fragment of the address, if it has one. `location.replace` also moves the focus there and sets
/// `:target`; `history.pushState` does neither.
fn scroll_to_fragment() {
    let location = window().location();
    if location.hash().is_ok_and(|hash| !hash.is_empty()) {
        location.href().and_then(|href| location.replace(&href)).ok();
    }
}
