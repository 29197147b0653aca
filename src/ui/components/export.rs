//! Take it away: files of exactly what is shown, its link, and a frame for another page.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::export::snippet;
use crate::picture::Picture;
use crate::route::Route;
use crate::state::View;
use crate::text::controls as words;
use crate::ui::live::{heard, live};
use crate::ui::site::Site;
use crate::ui::{dom, later};

/// Buttons for files, link and frame.
#[component]
pub fn TakeAway(
    /// What is shown.
    picture: Memo<Picture>,
    /// What it says.
    takeaway: Memo<String>,
) -> impl IntoView {
    let site = Site::current();
    let (is_open, said) = (RwSignal::new(false), RwSignal::new(String::new()));
    let toggled = move |event: ev::Event| {
        is_open.set(dom::heard_by(&event).is_some_and(|details| details.has_attribute("open")));
        later::expect_files();
    };
    // Closed, it costs nothing when the picture changes.
    let offered = live(move || is_open.get().then(|| panel(&site, &picture.read(), &takeaway.read(), said)));
    view! {
        <details class="take-away" on:toggle=heard(toggled)>
            <summary>{words::take_away()}</summary>
            {offered}
            <p role="status">{live(move || said.get())}</p>
        </details>
    }
}

fn panel(site: &Site, picture: &Picture, takeaway: &str, said: RwSignal<String>) -> AnyView {
    let query = picture.state().query(&site.atlas);
    let address = dom::absolute(&site.href(&Route::Explore(&query)));
    let frame = dom::absolute(&site.href(&Route::Embed(&query)));
    let snippet = snippet(takeaway, &frame, &dom::absolute(&site.base.file("embed.js")));
    let button = |label: &'static str, extension: &'static str| {
        let (source, query, address) = (site.source.clone(), query.clone(), address.clone());
        let save = move |_: ev::MouseEvent| {
            said.set(words::saving());
            let (source, query, address) = (source.clone(), query.clone(), address.clone());
            spawn_local(async move {
                let name = later::save(extension, source.as_deref(), &query, &address).await;
                said.try_set(name.map_or_else(words::not_saved, |name| words::saved(&name)));
            });
        };
        view! { <button type="button" class="quiet-button" on:click=heard(save)>{label}</button> }.into_any()
    };
    // The table view has no picture to take away.
    let pictures = (picture.view != View::Table).then(|| vec![button("PNG", "png"), button("SVG", "svg")]);
    let copied = address.clone();
    let copy = move |_: ev::MouseEvent| {
        dom::copy(&copied, move |done| {
            said.try_set(if done { words::copied() } else { words::not_copied() });
        });
    };
    view! {
        <div class="files">
            {pictures.unwrap_or_default()}
            {button("CSV", "csv")}
            {button("JSON", "json")}
            <button type="button" class="quiet-button" on:click=heard(|_: ev::MouseEvent| dom::print())>{words::print()}</button>
        </div>
        <label for="link">{words::link()}
            <span class="with-button">
                <input id="link" type="text" readonly prop:value=address.clone() />
                <button type="button" class="quiet-button" on:click=heard(copy)>{words::copy_link()}</button>
            </span>
        </label>
        <label for="snippet">{words::embed()}
            <textarea id="snippet" rows="4" readonly prop:value=snippet></textarea>
        </label>
    }
    .into_any()
}
