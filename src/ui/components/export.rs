//! Take it away: files of exactly what is shown, its link, and a frame for another page.

use leptos::prelude::*;

use crate::export::{self, Facts};
use crate::picture::Picture;
use crate::route::Route;
use crate::state::View;
use crate::text::explore as words;
use crate::ui::dom::{self, TextMeter};
use crate::ui::live::live;
use crate::ui::site::Site;
use crate::viz::paint;
use crate::viz::palette::Palette;
use crate::viz::scene::Scene;

/// How wide a picture is that leaves the site, in CSS px.
const WIDTH: f64 = 960.0;
/// Device px a CSS px of a PNG: sharp in print and on dense screens.
const PNG_SCALE: f64 = 2.0;

/// A kind of file.
#[derive(Clone, Copy)]
enum File {
    Png,
    Svg,
    Csv,
    Json,
}

/// Buttons for files, link and frame.
#[component]
pub fn TakeAway(
    /// What is shown.
    picture: Memo<Picture>,
) -> impl IntoView {
    let site = Site::current();
    let said = RwSignal::new(String::new());
    let query = {
        let site = site.clone();
        move || picture.read().state().query(&site.atlas)
    };
    let address = {
        let (site, query) = (site.clone(), query.clone());
        move || dom::absolute(&site.href(&Route::Explore(&query())))
    };
    let facts = {
        let (site, address) = (site.clone(), address.clone());
        move || Facts::new(&site.atlas, &picture.read(), address())
    };
    let snippet = {
        let (site, facts) = (site.clone(), facts.clone());
        move || {
            let frame = dom::absolute(&site.href(&Route::Embed(&query())));
            export::snippet(&facts(), &frame, &dom::absolute(&site.base.file("embed.js")))
        }
    };
    let save = {
        let site = site.clone();
        let facts = facts.clone();
        Callback::new(move |file| {
            let picture = picture.read_untracked();
            let done = untrack(|| save(&site, &picture, &facts(), file));
            said.set(done.map_or_else(|| words::NOT_SAVED.to_owned(), |name| words::saved(&name)));
        })
    };
    let button = move |label: &'static str, file: File| {
        view! { <button type="button" class="quiet-button" on:click=move |_| save.run(file)>{label}</button> }
            .into_any()
    };
    // The table view has no picture to take away.
    let has_picture = move || picture.read().view != View::Table;
    let pictures = live(move || {
        let buttons = || vec![button("PNG", File::Png), button("SVG", File::Svg)];
        if has_picture() { buttons() } else { Vec::new() }
    });
    let copied = address.clone();
    let copy = move |_| {
        dom::copy(&untrack(&copied), move |done| {
            let words = if done { words::COPIED } else { words::NOT_COPIED };
            said.try_set(words.to_owned());
        });
    };
    view! {
        <details class="take-away">
            <summary>"Download, link, embed"</summary>
            <div class="files">
                {pictures}
                {button("CSV", File::Csv)}
                {button("JSON", File::Json)}
                <button type="button" class="quiet-button" on:click=move |_| dom::print()>"Print"</button>
            </div>
            <label for="link">"Link to exactly this"
                <span class="with-button">
                    <input id="link" type="text" readonly prop:value=live(address) />
                    <button type="button" class="quiet-button" on:click=copy>"Copy link"</button>
                </span>
            </label>
            <label for="snippet">"To show it in another page"
                <textarea id="snippet" rows="4" readonly prop:value=live(snippet)></textarea>
            </label>
            <p role="status">{live(move || said.get())}</p>
        </details>
    }
}

/// Hands a file to the visitor and gives its name; none if the browser would not.
fn save(site: &Site, picture: &Picture, facts: &Facts, file: File) -> Option<String> {
    let atlas = &site.atlas;
    let named = |extension| export::file_name(atlas, picture, extension);
    match file {
        File::Csv => {
            dom::save_text(&named("csv"), "text/csv;charset=utf-8", &export::csv(atlas, picture, facts))
        }
        File::Json => {
            dom::save_text(&named("json"), "application/json", &export::json(atlas, picture, facts))
        }
        File::Svg => {
            let svg = paint::svg(&sheet(site, picture, facts), Palette::Light).ok()?;
            dom::save_text(&named("svg"), "image/svg+xml", &svg)
        }
        File::Png => dom::save_png(&named("png"), &sheet(site, picture, facts), PNG_SCALE, Palette::Light),
    }
}

fn sheet(site: &Site, picture: &Picture, facts: &Facts) -> Scene {
    let mut meter = TextMeter::default();
    let meter = std::cell::RefCell::new(&mut meter);
    let measure = |text: &str, size: f64, bold: bool| meter.borrow_mut().width(text, size, bold);
    export::sheet(&picture.scene(&site.atlas, WIDTH, &measure), facts, &measure)
}
