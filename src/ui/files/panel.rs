//! The panel of what can be taken away: files of exactly what is shown, its link, a frame for another page.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use js_sys::JsString;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::save;
use crate::atlas::Atlas;
use crate::bundle;
use crate::export::{shared, snippet};
use crate::picture::Picture;
use crate::route::{Base, Route};
use crate::state::{View, ViewState};
use crate::text::files as words;
use crate::text::words::spoken;
use crate::ui::live::{derived, heard, live};
use crate::ui::{dom, shown};

/// Where the panel stands, and what it is told to offer.
type Panel = (HtmlElement, RwSignal<String>);

thread_local! {
    static PANEL: RefCell<Option<Panel>> = const { RefCell::new(None) };
}

/// Offers inside `place` what `query` shows of a bundle, on a site that lives at `base`. A panel that
/// is there already goes on with the new query: the bundle is read once for each place.
pub fn offer(place: HtmlElement, bundle: &JsString, base: &str, query: String) {
    let there = PANEL.with_borrow(|panel| {
        panel.as_ref().filter(|(own, _)| own.is_same_node(Some(&place))).map(|(_, query)| *query)
    });
    if let Some(there) = there {
        return there.set(query);
    }
    let Some(atlas) = bundle::read(&String::from(bundle)) else { return };
    let base = Base::of(base);
    // Who asked once more, with a button that goes, goes on with the first one of the panel.
    let is_waited_for = place.contains(document().active_element().as_deref());
    let own = place.clone();
    shown::show(place.clone(), move || {
        let query = RwSignal::new(query);
        PANEL.set(Some((own, query)));
        panel(Arc::new(atlas), base, query)
    });
    if is_waited_for && let Some(first) = place.query_selector("button").ok().flatten() {
        first.unchecked_into::<HtmlElement>().focus().ok();
    }
}

/// A picture and the addresses that lead to it.
#[derive(Clone, PartialEq)]
struct Offered {
    picture: Picture,
    link: String,
    snippet: String,
}

impl Offered {
    fn new(atlas: &Atlas, base: &Base, query: &str) -> Self {
        let picture = Picture::new(atlas, &ViewState::parse(query, atlas).0);
        let query = shared(&picture.state().query(atlas), atlas.site(), spoken().language);
        let address = |route: Route| dom::absolute(&base.href(&route));
        let (link, frame) = (address(Route::Explore(&query)), address(Route::Embed(&query)));
        let script = dom::absolute(&base.file("embed.js"));
        Self { snippet: snippet(&picture.takeaway(atlas), &frame, &script), link, picture }
    }
}

fn panel(atlas: Arc<Atlas>, base: Base, query: RwSignal<String>) -> AnyView {
    let of = Arc::clone(&atlas);
    let offered = derived(move || Offered::new(&of, &base, &query.read()));
    let said = RwSignal::new(String::new());
    let button = move |label: &'static str, extension: &'static str| {
        let atlas = Arc::clone(&atlas);
        let save = move |_: ev::MouseEvent| {
            said.set(words::saving());
            let atlas = Arc::clone(&atlas);
            // A large picture takes a while: that it is being made is told first.
            let make = move || {
                let Offered { picture, link, .. } = offered.get_untracked();
                let name = save(extension, &atlas, &picture, &link);
                said.set(name.map_or_else(words::not_saved, |name| words::saved(&name)));
            };
            set_timeout(make, Duration::ZERO);
        };
        view! { <button type="button" class="quiet-button" on:click=heard(save)>{label}</button> }.into_any()
    };
    let data = [button("CSV", "csv"), button("JSON", "json")];
    // The table view has no picture to take away.
    let has_picture = derived(move || offered.read().picture.view != View::Table);
    let pictures = live(move || has_picture.get().then(|| [button("PNG", "png"), button("SVG", "svg")]));
    let copy = move |_: ev::MouseEvent| {
        dom::copy(&offered.read_untracked().link, move |done| {
            said.set(if done { words::copied() } else { words::not_copied() });
        });
    };
    view! {
        <div class="files">
            {pictures}
            {data}
            <button type="button" class="quiet-button" on:click=heard(|_: ev::MouseEvent| dom::print())>{words::print()}</button>
        </div>
        <label for="link">{words::link()}
            <span class="with-button">
                <input id="link" type="text" readonly dir="ltr" prop:value=live(move || offered.read().link.clone()) />
                <button type="button" class="quiet-button" on:click=heard(copy)>{words::copy_link()}</button>
            </span>
        </label>
        <label for="snippet">{words::embed()}
            <textarea id="snippet" rows="4" readonly dir="ltr" prop:value=live(move || offered.read().snippet.clone())></textarea>
        </label>
        <p role="status">{live(move || said.get())}</p>
    }
    .into_any()
}
