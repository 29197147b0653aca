//! Downloads: files of a chart, made in the browser. A lazy part.

mod panel;
mod png;

pub use panel::panel;

use std::time::Duration;

use data::dataset::Dataset;
use explore::chart_model::ChartModel;
use explore::export;
use explore::export::{Facts, Format};
use explore::view_state::ViewState;
use leptos::prelude::*;
use messages::domain::Domain;
use viz::paint;
use viz::paint::Painter;
use viz::palette::Palette;
use viz::scene::Scene;
use wasm_bindgen::JsCast;

use crate::chart::canvas;
use crate::dom::detached_text_measure;
use crate::lazy::{NotLoaded, lazy, prepare};
use crate::site::Site;

/// The reason why a file was not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSaved {
    /// The browser refused to make or to download the file.
    Refused,
    /// The browser changes the pixels that a page reads, so the picture would be wrong.
    Blurred,
}

/// Makes a file of a chart (`png`, `svg`, `csv` or `json`) and downloads it. `address` is the link to the chart.
/// Returns the file's name.
///
/// # Errors
/// [`NotSaved`]
async fn save(
    extension: &str,
    format: Memo<Format>,
    dataset: &Dataset,
    model: &ChartModel,
    address: &str,
) -> Result<String, NotSaved> {
    let facts = Facts::new(dataset, model, address.to_owned());
    let measure = detached_text_measure();
    let sheet = || {
        export::sheet_in(
            format.get_untracked(),
            &|width| model.scene(dataset, width, &measure),
            &facts,
            &measure,
        )
    };
    let name = export::file_name(dataset, model, extension);
    let saved = match extension {
        "csv" => save_text(&name, "text/csv;charset=utf-8", &export::csv(dataset, model, &facts)),
        "json" => save_text(&name, "application/json", &export::json(dataset, model, &facts)),
        "svg" => {
            paint::svg(&sheet(), Palette::Light).ok().and_then(|svg| save_text(&name, "image/svg+xml", &svg))
        }
        _ => save_blob(&name, &png::read_back(&sheet()).await?),
    };
    saved.map(|()| name).ok_or(NotSaved::Refused)
}

/// Returns the format that a chart fills best.
fn fitting_format(dataset: &Dataset, model: &ChartModel) -> Format {
    let measure = detached_text_measure();
    Format::fitting(&|width| model.scene(dataset, width, &measure))
}

/// Downloads a text as a file of a media type. Returns none if the browser refuses.
pub fn save_text(name: &str, media_type: &str, text: &str) -> Option<()> {
    let parts = js_sys::Array::of1(&text.into());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    save_blob(name, &web_sys::Blob::new_with_str_sequence_and_options(&parts, &options).ok()?)
}

/// Downloads a blob as a file. Returns none if the browser refuses.
fn save_blob(name: &str, blob: &web_sys::Blob) -> Option<()> {
    let address = web_sys::Url::create_object_url_with_blob(blob).ok()?;
    let saved = download(name, &address);
    // By the next task the browser has read the file.
    set_timeout(move || _ = web_sys::Url::revoke_object_url(&address), Duration::ZERO);
    saved
}

/// Returns a new canvas with the whole scene in light colours, at `scale` device px per CSS px or at the largest
/// scale that a canvas can have; none where there is no canvas.
pub fn painted(scene: &Scene, scale: f64) -> Option<web_sys::HtmlCanvasElement> {
    let blank = || document().create_element("canvas").ok()?.dyn_into::<web_sys::HtmlCanvasElement>().ok();
    let canvas = blank()?;
    let painter = canvas::painter(scale, Palette::Light);
    let painter = Painter { scale: painter.scale_for(scene.size), ..painter };
    canvas::draw_flat(scene, &painter, &canvas, &blank()?).ok()?;
    Some(canvas)
}

/// Downloads the resource at an address under a file name, by a click on a link.
fn download(name: &str, address: &str) -> Option<()> {
    let link = document().create_element("a").ok()?.dyn_into::<web_sys::HtmlAnchorElement>().ok()?;
    link.set_href(address);
    link.set_download(name);
    // Keeps the router from handling the click.
    link.set_rel("external");
    link.click();
    Some(())
}

lazy! {
    in files: fn files_view(site: Site, state: Memo<ViewState>) -> AnyView { panel(&site, state) }
}

/// Loads the panel with the files of a chart, its link and its embed code.
pub async fn open_panel(site: Site, state: Memo<ViewState>) -> Result<AnyView, NotLoaded> {
    prepare(Domain::Files).await?;
    files_view(site, state).await
}
