//! The download panel: files of exactly the chart shown, its link, and the code that embeds it.

use std::sync::Arc;
use std::time::Duration;

use data::dataset::Dataset;
use explore::chart_model::ChartModel;
use explore::export::{Format, shared, snippet};
use explore::messages::files as t;
use explore::route::{Base, Route};
use explore::view_state::{View, ViewState};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use messages::locale::current_locale;

use super::{NotSaved, fitting_format, save};
use crate::collect_any::CollectAny;
use crate::dom;
use crate::erased::{erased, erased_handler, erased_memo};
use crate::site::Site;

/// A chart with its link and embed code.
#[derive(Clone, PartialEq)]
struct Export {
    model: ChartModel,
    /// Absolute address of the chart.
    link: String,
    /// HTML that embeds the chart in another page.
    snippet: String,
}

impl Export {
    fn new(dataset: &Dataset, base: &Base, state: &ViewState) -> Self {
        let model = ChartModel::new(dataset, state);
        let query = shared(&model.state().query(dataset), dataset.site(), current_locale().language);
        let address = |route: Route| dom::absolute(&base.href(&route));
        let (link, frame) = (address(Route::Explore(&query)), address(Route::Embed(&query)));
        let script = dom::absolute(&base.file("embed.js"));
        Self { snippet: snippet(&model.takeaway(dataset), &frame, &script), link, model }
    }
}

/// The state of the panel. Clones share it.
#[derive(Clone)]
struct Panel {
    /// Data set of the chart.
    dataset: Arc<Dataset>,
    /// Chart shown.
    export: Memo<Export>,
    /// Format of pictures.
    format: Memo<Format>,
    /// Last result, in words.
    status: RwSignal<String>,
    /// Browser blurs the pictures that it lets pages read.
    is_blurred: RwSignal<bool>,
}

impl Panel {
    /// Saves the chart as a file with an extension.
    fn save(&self, extension: &'static str) {
        let Self { dataset, export, format, status, is_blurred } = self.clone();
        status.set(t::saving());
        is_blurred.set(false);
        // A large picture takes a while, so the status is shown first.
        let make = move || {
            spawn_local(async move {
                let Export { model, link, .. } = export.get_untracked();
                let saved = save(extension, format, &dataset, &model, &link).await;
                is_blurred.try_set(saved == Err(NotSaved::Blurred));
                status.try_set(match saved {
                    Ok(name) => t::saved(&name),
                    Err(NotSaved::Blurred) => t::blurred(),
                    Err(NotSaved::Refused) => t::not_saved(),
                });
            });
        };
        set_timeout(make, Duration::ZERO);
    }

    /// Returns a button that saves the chart as a file with an extension.
    fn save_button(&self, label: String, extension: &'static str) -> AnyView {
        let panel = self.clone();
        let save = erased_handler(move |_: ev::MouseEvent| panel.save(extension));
        view! { <button type="button" class="quiet-button" on:click=save>{label}</button> }.into_any()
    }
}

/// Returns the panel for the chart shown.
pub fn panel(site: &Site, state: Memo<ViewState>) -> AnyView {
    let (dataset, base) = (Arc::clone(&site.dataset), site.base.clone());
    let [export_dataset, format_dataset] = [Arc::clone(&dataset), Arc::clone(&dataset)];
    let export = erased_memo(move || Export::new(&export_dataset, &base, &state.read()));
    let (status, is_blurred) = (RwSignal::new(String::new()), RwSignal::new(false));
    let chosen = RwSignal::new(None);
    let format = erased_memo(move || {
        chosen.get().unwrap_or_else(|| fitting_format(&format_dataset, &export.read().model))
    });
    let panel = Panel { dataset, export, format, status, is_blurred };
    let instead = panel.clone();
    let button = move |name: &str, extension| panel.save_button(name.to_owned(), extension);
    let data = [button("CSV", "csv"), button("JSON", "json")];
    // The table view has no picture.
    let has_chart = erased_memo(move || export.read().model.view != View::Table);
    let pictures = erased(move || {
        has_chart
            .get()
            .then(|| (formats(format, chosen), [button("PNG", "png"), button("SVG", "svg")]).into_any())
    });
    let instead = erased(move || is_blurred.get().then(|| instead.save_button(t::svg_instead(), "svg")));
    let copy = move |_: ev::MouseEvent| {
        dom::copy(&export.read_untracked().link, move |done| {
            status.set(if done { t::copied() } else { t::not_copied() });
        });
    };
    view! {
        <div class="files">
            {pictures}
            {data}
            <button type="button" class="quiet-button" on:click=erased_handler(|_: ev::MouseEvent| dom::print())>{t::print()}</button>
        </div>
        <label for="link">{t::link()}
            <span class="with-button">
                <input id="link" type="text" readonly dir="ltr" prop:value=erased(move || export.read().link.clone()) />
                <button type="button" class="quiet-button" on:click=erased_handler(copy)>{t::copy_link()}</button>
            </span>
        </label>
        <label for="snippet">{t::embed()}
            <textarea id="snippet" rows="4" readonly dir="ltr" prop:value=erased(move || export.read().snippet.clone())></textarea>
        </label>
        <p role="status">{erased(move || status.get())}</p>
        {instead}
    }
    .into_any()
}

fn name(format: Format) -> String {
    match format {
        Format::Landscape => t::landscape(),
        Format::Square => t::square(),
        Format::Portrait => t::portrait(),
    }
}

/// Returns the choice of the pictures' format, which is the chart's own until one is chosen.
fn formats(format: Memo<Format>, chosen: RwSignal<Option<Format>>) -> AnyView {
    let entry = |choice: Format| {
        let is_shown = erased(move || format.get() == choice);
        view! { <option value=choice.id() prop:selected=is_shown>{name(choice)}</option> }
    };
    let choose = move |event: ev::Event| {
        let id = event_target_value(&event);
        chosen.set(Format::ALL.into_iter().find(|choice| choice.id() == id));
    };
    view! {
        <label class="image-format" for="image-format">{t::format_label()}
            <select id="image-format" on:change=erased_handler(choose)>{Format::ALL.map(entry).into_iter().collect_any()}</select>
        </label>
    }
    .into_any()
}
