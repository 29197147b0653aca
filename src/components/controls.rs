//! The controls above the chart. [`explore::view_state::control`] decides what they offer and change.

use explore::chart_model::ChartModel;
use explore::controls::{Choice, Choices};
use explore::messages::controls as t;
use explore::route::Route;
use explore::view_state::control::Control;
use explore::view_state::{View, ViewState};
use leptos::ev;
use leptos::prelude::*;

use super::table::pin;
use crate::collect_any::CollectAny;
use crate::erased::{erased, erased_handler, erased_memo};
use crate::messages::frame;
use crate::site::Site;

/// The controls: views, selects, search, reset.
#[component]
pub fn Controls(
    /// The current state.
    state: Memo<ViewState>,
    /// Navigates to another state.
    change: Callback<ViewState>,
) -> impl IntoView {
    let site = Site::current();
    let reset = site.href(&Route::Explore(""));
    let views = {
        let site = site.clone();
        erased(move || {
            let now = state.read();
            let tab = |view: View| {
                let next = now.with(&site.dataset, |state| state.view = view);
                let href = site.href(&Route::Explore(&next.query(&site.dataset)));
                let current = (now.view == view).then_some("true");
                let name = t::view(&site.dataset, view, now.pair);
                view! { <a href=href aria-current=current data-noscroll="" title=t::view_question(view)>{name}</a> }
            };
            View::ALL.into_iter().map(tab).collect_any()
        })
    };
    // Each select is created once, so that it keeps the focus while its options change.
    let view = erased_memo(move || state.read().view);
    let selects = erased(move || {
        let list = |control: &Control| view! { <Select control=*control state=state change=change /> };
        Control::of(view.get()).iter().map(list).collect_any()
    });
    view! {
        <div class="controls">
            <nav class="views" aria-label=t::views()>{views}</nav>
            <div class="selects">
                {selects}
                <Find state=state change=change />
                <a class="reset" href=reset data-noscroll="">{t::reset()}</a>
            </div>
        </div>
    }
}

/// The select of a control.
#[component]
fn Select(
    /// The control.
    control: Control,
    /// The current state.
    state: Memo<ViewState>,
    /// Navigates to another state.
    change: Callback<ViewState>,
) -> impl IntoView {
    let dataset = Site::current().dataset;
    let choices_dataset = dataset.clone();
    let choices = erased_memo(move || control.choices(&choices_dataset, &state.read()));
    let entry = |choice: &Choice| {
        let Choice { value, label, is_chosen, is_offered } = choice.clone();
        view! { <option value=value lang=label.lang() selected=is_chosen prop:selected=is_chosen disabled=!is_offered>{label.to_string()}</option> }
    };
    let options = erased(move || {
        let list = |list: &Choices| {
            let entries = list.entries.iter().map(entry).collect_any();
            match list.heading.clone() {
                Some(heading) => view! { <optgroup label=heading>{entries}</optgroup> }.into_any(),
                None => entries.into_any(),
            }
        };
        choices.read().iter().map(list).collect_any()
    });
    let on_change = erased_handler(move |event: ev::Event| {
        let value = event_target_value(&event);
        change.run(
            state.get_untracked().with(&dataset, |state| control.choose(&dataset.clone(), state, &value)),
        );
    });
    let id = control.id();
    view! { <label class="control" for=id>{t::control(control)}<select id=id on:change=on_change>{options}</select></label> }
}

/// The search field that selects a challenge by its name.
#[component]
fn Find(
    /// The current state.
    state: Memo<ViewState>,
    /// Navigates to another state.
    change: Callback<ViewState>,
) -> impl IntoView {
    let dataset = Site::current().dataset;
    let names = dataset
        .challenges()
        .map(|ix| view! { <option value=dataset.challenge(ix).name.to_string()></option> })
        .collect_any();
    let on_change = erased_handler(move |event: ev::Event| {
        let typed = event_target_value(&event);
        let found = dataset.search(&typed);
        let is_named = |ix: &&_| dataset.challenge(**ix).name.eq_ignore_ascii_case(typed.trim());
        let found = found.iter().find(is_named).or(found.first()).copied();
        let focus = found.filter(|_| !typed.trim().is_empty());
        change.run(state.get_untracked().with(&dataset, |state| state.focus = focus));
    });
    view! {
        <label class="control" for="named">
            {frame::find_challenge()}
            <input id="named" type="search" list="challenge-names" autocomplete="off" placeholder=t::name() on:change=on_change />
        </label>
        <datalist id="challenge-names">{names}</datalist>
    }
}

/// Returns the list of pinned challenges with their values in the chart.
pub fn compared(site: &Site, model: &ChartModel, change: Callback<ViewState>) -> impl IntoView + use<> {
    let dataset = &site.dataset;
    let entry = |challenge: &_| {
        let name = &dataset.challenge(*challenge).name;
        let href = site.href(&Route::challenge(dataset, *challenge));
        let row = model.rows.iter().find(|row| row.challenge == *challenge);
        let values = row.map_or_else(t::not_shown, |row| model.values(dataset, row));
        view! { <li><a href=href lang=name.lang() dir="auto">{name.to_string()}</a> <span>{explore::messages::common::capitalised(&values)}</span> {pin(site, model, *challenge, change)}</li> }
    };
    (!model.pins.is_empty()).then(|| {
        view! { <ul class="compared" aria-label=t::compared()>{model.pins.iter().map(entry).collect_any()}</ul> }
    })
}
