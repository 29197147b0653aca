//! Lists of what a visitor chose: filters, and with their values in the chart pinned challenges and those of a theme.

use explore::chart_model::{ChartModel, Row};
use explore::controls::ActiveFilter;
use explore::messages::{common, controls as t};
use explore::route::Route;
use explore::view_state::ViewState;
use leptos::ev;
use leptos::prelude::*;

use super::pin::{pin, unpin};
use super::shape::theme_mark;
use crate::collect_any::CollectAny;
use crate::dom;
use crate::erased::erased_handler;
use crate::placeholder::placeholder;
use crate::site::Site;

/// Returns the list of pinned challenges with their values in the chart.
pub fn compared(site: &Site, model: &ChartModel, change: Callback<ViewState>) -> Option<AnyView> {
    let dataset = &site.dataset;
    let entry = |challenge: &_| {
        let challenge_row = dataset.challenge(*challenge);
        let name = &challenge_row.name;
        let href = site.base.filtered_href(dataset, *challenge, model.state());
        let row = model.rows.iter().find(|row| row.challenge == *challenge);
        let values = row.map_or_else(t::not_shown, |row| model.values(dataset, row));
        view! {
            <li class="chip">
                {theme_mark(dataset, challenge_row.theme)}
                <span>
                    <a href=href lang=name.lang() dir="auto">{name.to_string()}</a>
                    {common::capitalised(&values)}
                </span>
                {unpin(site, model.state(), *challenge, change)}
            </li>
        }
    };
    (!model.pins.is_empty()).then(|| {
        view! { <ul class="compared" aria-label=t::compared()>{model.pins.iter().map(entry).collect_any()}</ul> }
            .into_any()
    })
}

/// Returns the challenges of the highlighted theme with their values, each with a button that pins it.
pub fn of_theme(site: &Site, model: &ChartModel, change: Callback<ViewState>) -> Option<AnyView> {
    let dataset = &site.dataset;
    let theme = model.theme?;
    let own = model.rows.iter().filter(|row| dataset.challenge(row.challenge).theme == theme);
    let entry = |row: &Row| {
        let Row { challenge, .. } = row;
        let name = &dataset.challenge(*challenge).name;
        let href = site.href(&Route::challenge(dataset, *challenge));
        let pin = placeholder().is_none().then(|| pin(site, model.state(), *challenge, change));
        view! {
            <li><a href=href lang=name.lang() dir="auto">{name.to_string()}</a> <span>{model.short(dataset, row)}</span> {pin}</li>
        }
    };
    let entries = own.map(entry).collect_any();
    let label = t::of_theme(&dataset.theme(theme).name);
    (!entries.is_empty()).then(|| view! { <ul class="of-theme" aria-label=label>{entries}</ul> }.into_any())
}

/// Returns the filters that are not at their default and the pinned challenges, each with a button that removes it.
pub fn chips(
    site: &Site,
    state: &ViewState,
    filters: &[ActiveFilter],
    change: Callback<ViewState>,
) -> Option<AnyView> {
    let dataset = &site.dataset;
    let filter = |filter: &ActiveFilter| {
        let (label, without) = (filter.label.clone(), filter.without.clone());
        let remove = erased_handler(move |_: ev::MouseEvent| {
            change.run(without.clone());
            dom::focus_if_lost("chart-keys");
        });
        view! {
            <li class="chip filter">
                <span lang=label.lang() dir="auto">{label.to_string()}</span>
                <button type="button" aria-label=t::remove_filter(&label) on:click=remove>"×"</button>
            </li>
        }
        .into_any()
    };
    let pinned = |challenge: &_| {
        let row = dataset.challenge(*challenge);
        view! {
            <li class="chip">
                {theme_mark(dataset, row.theme)}
                <span lang=row.name.lang() dir="auto">{row.name.to_string()}</span>
                {unpin(site, state, *challenge, change)}
            </li>
        }
        .into_any()
    };
    let entries: Vec<AnyView> = filters.iter().map(filter).chain(state.pins.iter().map(pinned)).collect();
    (!entries.is_empty())
        .then(|| view! { <ul class="chips" aria-label=t::chosen()>{entries}</ul> }.into_any())
}
