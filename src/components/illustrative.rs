//! The badge of made-up numbers that explains itself, and the way between made-up and published numbers.

use explore::chart_model::ChartModel;
use explore::messages::{charts, controls as t};
use explore::route::Route;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::stat;
use crate::dom;
use crate::erased::erased_handler;
use crate::site::Site;

/// Returns the badge, with an explanation that hover, focus and a tap show.
pub fn badge() -> AnyView {
    let on_key = erased_handler(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            dom::blur(&event);
        }
    });
    view! {
        <span class="badge-help">
            <button type="button" class="badge" aria-describedby="illustrative-help" on:keydown=on_key>{charts::badge()}</button>
            <span role="tooltip" id="illustrative-help">{t::illustrative_help()}</span>
        </span>
    }
    .into_any()
}

/// Returns the badge of the chart's numbers: they are made up, or published.
pub fn badge_of(site: &Site, model: &ChartModel) -> Option<AnyView> {
    let (dataset, wave) = (&site.dataset, model.wave?);
    let is_illustrative = dataset.wave(wave).is_illustrative();
    Some(if is_illustrative { badge() } else { stat::badge(dataset, wave).into_any() })
}

/// Returns the link to the numbers of the other status, made up or published, if there are any: in the frame where
/// the chart is embedded, else at `/explore`.
pub fn other_status(site: &Site, model: &ChartModel, is_embedded: bool) -> Option<AnyView> {
    let dataset = &site.dataset;
    let other = model.state().with_other_status(dataset)?;
    let query = other.query(dataset);
    let route = if is_embedded { Route::Embed(&query) } else { Route::Explore(&query) };
    let href = site.href(&route);
    let text = t::to_other_status(dataset, &other.shown_waves(dataset));
    // Stays in its frame, where links otherwise open in a window of their own.
    let target = is_embedded.then_some("_self");
    Some(view! { <a class="other-status" href=href target=target data-noscroll="">{text}</a> }.into_any())
}
