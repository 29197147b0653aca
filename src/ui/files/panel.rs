//! The panel of what can be taken away: files of exactly what is shown, its link, a frame for another page.

use std::sync::Arc;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use super::save;
use crate::atlas::Atlas;
use crate::export::{shared, snippet};
use crate::picture::Picture;
use crate::route::{Base, Route};
use crate::state::{View, ViewState};
use crate::text::files as words;
use crate::text::words::spoken;
use crate::ui::dom;
use crate::ui::live::{derived, heard, live};
use crate::ui::site::Site;

/// A picture and the addresses that lead to it.
#[derive(Clone, PartialEq)]
struct Offered {
    picture: Picture,
    link: String,
    snippet: String,
}

impl Offered {
    fn new(atlas: &Atlas, base: &Base, state: &ViewState) -> Self {
        let picture = Picture::new(atlas, state);
        let query = shared(&picture.state().query(atlas), atlas.site(), spoken().language);
        let address = |route: Route| dom::absolute(&base.href(&route));
        let (link, frame) = (address(Route::Explore(&query)), address(Route::Embed(&query)));
        let script = dom::absolute(&base.file("embed.js"));
        Self { snippet: snippet(&picture.takeaway(atlas), &frame, &script), link, picture }
    }
}

/// The panel, for what is shown at the moment.
pub fn panel(site: &Site, state: Memo<ViewState>) -> AnyView {
    let (atlas, base) = (Arc::clone(&site.atlas), site.base.clone());
    let of = Arc::clone(&atlas);
    let offered = derived(move || Offered::new(&of, &base, &state.read()));
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
