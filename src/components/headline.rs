//! The headline of the chart: its takeaway, with wave and audience.

use explore::chart_model::ChartModel;
use explore::messages::{common, controls as t};
use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;

use super::illustrative;
use crate::dom;
use crate::erased::{erased, erased_effect, erased_handler};
use crate::placeholder::placeholder;
use crate::site::Site;

/// Returns the caption above the chart: the takeaway as a heading, and its wave and audience. It has one height for
/// every takeaway, so that the chart stays where it is; one that is cut off has a button that shows all of it.
pub fn headline(site: &Site, model: Memo<ChartModel>, takeaway: Memo<String>, is_embedded: bool) -> AnyView {
    let (frame, title) = (NodeRef::<html::Div>::new(), NodeRef::<html::H2>::new());
    let (is_cut_off, is_whole) = (RwSignal::new(false), RwSignal::new(false));
    if placeholder().is_none() {
        let width = dom::use_width(frame);
        erased_effect(move || {
            takeaway.track();
            width.track();
            is_whole.set(false);
            if let Some(title) = title.get() {
                dom::when_cut_off(&title, move |now| _ = is_cut_off.try_set(now));
            }
        });
    }
    let site = site.clone();
    let source = erased(move || {
        let (model, dataset) = (model.read(), &site.dataset);
        let waves = model.wave_names(dataset);
        let words = match waves.is_empty() {
            true => waves,
            false => common::line_of_two(&waves, &model.audience_names(dataset)),
        };
        view! {
            {illustrative::badge_of(&site, &model)}
            <p class="provenance">{words}</p>
            {illustrative::other_status(&site, &model, is_embedded)}
        }
        .into_any()
    });
    let toggle = erased(move || {
        is_cut_off.get().then(|| {
            let toggle = erased_handler(move |_: MouseEvent| is_whole.update(|whole| *whole = !*whole));
            let text = erased(move || if is_whole.get() { t::read_less() } else { t::read_all() });
            let expanded = erased(move || is_whole.get().to_string());
            view! { <button type="button" class="read-all" aria-expanded=expanded aria-controls="chart-title" on:click=toggle>{text}</button> }.into_any()
        })
    });
    view! {
        <figcaption>
            <div class="headline" class:whole=erased(move || is_whole.get()) node_ref=frame>
                <h2 id="chart-title" class="takeaway" node_ref=title>{erased(move || takeaway.get())}</h2>
                <div class="headline-source">{source}{toggle}</div>
            </div>
        </figcaption>
    }
    .into_any()
}
