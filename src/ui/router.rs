//! Where the visitor is, and how to get to another page without loading the site anew.
//!
//! It stands in for `leptos_router`, with the same names. What an address means, [`crate::route`]
//! knows already; that router knows it from types, and compiles each page into machinery for
//! nested routes, transitions and redirects, of which this site has none. It and `leptos_meta`
//! (here [`super::dom::set_title`]) were 29.0 KiB of brotli.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use crate::route::Base;
use crate::ui::live::{derived, follow};

/// The address of the page shown.
#[derive(Clone, Copy)]
pub struct Location {
    /// The path, with the site's base.
    pub pathname: Memo<String>,
    /// The query, without its `?`.
    pub search: Memo<String>,
}

/// How to go to another address.
#[derive(Clone, Copy)]
pub struct NavigateOptions {
    /// Whether Back skips the address left.
    pub replace: bool,
    /// Whether to begin at the top of the page.
    pub scroll: bool,
}

impl Default for NavigateOptions {
    fn default() -> Self {
        Self { replace: false, scroll: true }
    }
}

/// An address, without what the browser alone deals with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub path: String,
    search: String,
}

impl Place {
    /// The place at a path with its query, for pages that are rendered natively.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn at(address: &str) -> Self {
        let (path, search) = address.split_once('?').unwrap_or((address, ""));
        Self { path: path.to_owned(), search: search.to_owned() }
    }

    /// The place in the browser's address bar.
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

#[derive(Clone, Copy)]
struct Router {
    place: RwSignal<Place>,
    location: Location,
}

/// Makes the site below `base` one program: its links change the page, as Back and Forward do.
pub fn provide_router(base: Base) {
    let place = RwSignal::new(use_context::<Place>().unwrap_or_else(Place::in_window));
    let location = Location {
        pathname: derived(move || place.read().path.clone()),
        search: derived(move || place.read().search.clone()),
    };
    provide_context(Router { place, location });
    follow(move || {
        let base = base.clone();
        let clicks = window_event_listener(ev::click, move |event| {
            if let Some((href, options)) = page_link(&event, &base) {
                event.prevent_default();
                go(place, &href, options);
            }
        });
        let steps = window_event_listener(ev::popstate, move |_| place.set(Place::in_window()));
        // The browser looked for that part before the page stood.
        request_animation_frame(land_if_at_top);
        on_cleanup(move || {
            clicks.remove();
            steps.remove();
        });
    });
}

/// The address of the page shown.
pub fn use_location() -> Location {
    expect_context::<Router>().location
}

/// What goes to another page of the site, at an address that [`Base::href`] has made.
pub fn use_navigate() -> impl Fn(&str, NavigateOptions) + Copy {
    let Router { place, .. } = expect_context();
    move |href, options| go(place, href, options)
}

/// The link that was clicked, if it leads to a page of the site and the browser is not asked to
/// open it elsewhere.
fn page_link(event: &web_sys::MouseEvent, base: &Base) -> Option<(String, NavigateOptions)> {
    let has_modifier = event.meta_key() || event.alt_key() || event.ctrl_key() || event.shift_key();
    if event.default_prevented() || event.button() != 0 || has_modifier {
        return None;
    }
    let clicked = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let link = clicked.closest("a[href]").ok()??.dyn_into::<web_sys::HtmlAnchorElement>().ok()?;
    let is_external = link.rel().split_ascii_whitespace().any(|word| word == "external");
    if is_external || link.has_attribute("download") || !link.target().is_empty() {
        return None;
    }
    let path = link.pathname();
    let is_ours = window().location().origin().ok()? == link.origin() && base.route(&path).is_some();
    let scroll = !link.has_attribute("data-noscroll");
    is_ours.then(|| (path + &link.search() + &link.hash(), NavigateOptions { scroll, ..Default::default() }))
}

fn go(place: RwSignal<Place>, href: &str, options: NavigateOptions) {
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
        // Browsers refuse when there were too many in a short time, or in some frames.
        location.set_href(href).ok();
        return;
    }
    place.set(Place::in_window());
    // In the next frame the new page stands.
    request_animation_frame(move || {
        if options.scroll {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        land();
    });
}

/// Goes to the part of the page that its address names, unless the visitor is elsewhere already.
pub fn land_if_at_top() {
    if window().scroll_y() == Ok(0.0) {
        land();
    }
}

/// Goes to the part of the page that its address names, if it names one: the browser scrolls there, puts
/// the focus on it and makes it the page's `:target`, which no change of the address by a program does.
fn land() {
    let location = window().location();
    if location.hash().is_ok_and(|hash| !hash.is_empty()) {
        location.href().and_then(|href| location.replace(&href)).ok();
    }
}
