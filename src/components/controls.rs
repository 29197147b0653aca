//! The controls above the chart. [`explore::view_state::control`] decides what they offer and change.

use std::pin::Pin;
use std::sync::Arc;

use data::dataset::Dataset;
use explore::controls::{ActiveFilter, Choice, Choices, Found, active_filters};
use explore::messages::controls as t;
use explore::route::Route;
use explore::view_state::control::Control;
use explore::view_state::{View, ViewState};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::pin::pin;
use crate::collect_any::CollectAny;
use crate::deferred::Deferred;
use crate::dom;
use crate::erased::{erased, erased_effect, erased_handler, erased_memo};
use crate::messages::frame;
use crate::site::Site;

/// Media query of windows where the selects stand in a sheet; the same as in `public/style.css`.
const NARROW: &str = "(max-width: 59.99rem)";
/// Id of the sheet.
const SHEET: &str = "filters";

/// The code of the controls that is in a lazy part.
pub trait LazyControls: Copy + Send + Sync + 'static {
    /// Returns the active filters and pinned challenges as chips, if there are any.
    fn chips(
        self,
        site: &Site,
        state: &ViewState,
        filters: &[ActiveFilter],
        change: Callback<ViewState>,
    ) -> Option<AnyView>;

    /// Looks up a challenge by its name; none if the code could not be loaded.
    fn find(self, dataset: Arc<Dataset>, state: ViewState, typed: String) -> Finding;
}

/// A look-up of a challenge by its name.
pub type Finding = Pin<Box<dyn Future<Output = Option<Found>>>>;

/// The controls: views with what is chosen, in a row that scrolls sideways; selects, search and reset, in a row or,
/// on narrow windows, in a sheet. Both rows have one height in every view.
#[component]
pub fn Controls<V: LazyControls>(
    /// The current state.
    state: Memo<ViewState>,
    /// Navigates to another state.
    change: Callback<ViewState>,
    /// The chips and the search.
    views: V,
) -> impl IntoView {
    let site = Site::current();
    let row = NodeRef::<html::Div>::new();
    let sheet = NodeRef::<html::Dialog>::new();
    let tabs = {
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
    let view = erased_memo(move || state.read().view);
    erased_effect(move || {
        view.track();
        if let Some(row) = row.get() {
            dom::reveal_sideways(&row, "[aria-current]");
        }
    });
    let filters_dataset = site.dataset.clone();
    let filters = erased_memo(move || active_filters(&filters_dataset, &state.read()));
    let open = erased_handler(move |_: ev::MouseEvent| {
        if let Some(sheet) = sheet.get_untracked() {
            sheet.show_modal().ok();
        }
    });
    let is_narrow = dom::use_media(NARROW);
    let selects = erased(move || {
        let selects = view! { <Selects state=state change=change views=views /> }.into_any();
        if is_narrow.get() { in_sheet(sheet, selects) } else { selects }
    });
    view! {
        <div class="controls">
            <button type="button" class="quiet-button open-filters" aria-haspopup="dialog" on:click=open>
                {erased(move || t::filters_button(filters.read().len()))}
            </button>
            <div class="view-row" node_ref=row>
                <nav class="views" aria-label=t::views()>{tabs}</nav>
                {erased(move || views.chips(&site, &state.read(), &filters.read(), change))}
            </div>
            {selects}
        </div>
    }
}

/// Returns the sheet: a dialog at the lower edge of the window.
fn in_sheet(sheet: NodeRef<html::Dialog>, selects: AnyView) -> AnyView {
    // A click beside the sheet is one on the dialog itself.
    let close = erased_handler(move |event: ev::MouseEvent| {
        if let Some(sheet) =
            sheet.get_untracked().filter(|_| dom::target_id(&event).as_deref() == Some(SHEET))
        {
            sheet.close();
        }
    });
    view! {
        <dialog class="filter-sheet" id=SHEET aria-labelledby="filters-title" node_ref=sheet on:click=close>
            <div>
                <h2 id="filters-title" tabindex="-1" autofocus>{t::filters()}</h2>
                {selects}
                <form method="dialog"><button class="button">{t::done()}</button></form>
            </div>
        </dialog>
    }
    .into_any()
}

/// The selects with search and reset.
#[component]
fn Selects<V: LazyControls>(
    /// The current state.
    state: Memo<ViewState>,
    /// Navigates to another state.
    change: Callback<ViewState>,
    /// The search.
    views: V,
) -> impl IntoView {
    let reset = Site::current().href(&Route::Explore(""));
    let shown = Deferred::new(state);
    // Each select is created once, so that it keeps the focus while its options change.
    let view = erased_memo(move || shown.read().view);
    let selects = erased(move || {
        let list =
            |control: &Control| view! { <Select control=*control state=state shown=shown change=change /> };
        Control::of(view.get()).iter().map(list).collect_any()
    });
    view! {
        <div class="selects">
            {selects}
            <Find state=state change=change views=views />
            <a class="reset" href=reset data-noscroll="">{t::reset()}</a>
        </div>
    }
}

/// The select of a control.
#[component]
pub fn Select(
    /// The control.
    control: Control,
    /// The current state.
    state: Memo<ViewState>,
    /// The state whose choices are listed: the current one, or that before while it is drawn.
    shown: Deferred<ViewState>,
    /// Navigates to another state.
    change: Callback<ViewState>,
) -> impl IntoView {
    let dataset = Site::current().dataset;
    let choices_dataset = dataset.clone();
    let choices = erased_memo(move || control.choices(&choices_dataset, &shown.read()));
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
    let help = (control == Control::Audience).then(|| t::group_help(&Site::current().dataset));
    let described = help.is_some().then_some("group-help");
    view! {
        <div class="control">
            <label for=id>{t::control(control)}</label>
            <select id=id aria-describedby=described on:change=on_change>{options}</select>
            {help.map(|help| view! { <p class="help" id="group-help">{help}</p> })}
        </div>
    }
}

/// The search field that selects a challenge by its name.
#[component]
fn Find<V: LazyControls>(
    /// The current state.
    state: Memo<ViewState>,
    /// Navigates to another state.
    change: Callback<ViewState>,
    /// The search.
    views: V,
) -> impl IntoView {
    let dataset = Site::current().dataset;
    let names = dataset
        .challenges()
        .map(|ix| view! { <option value=dataset.challenge(ix).name.to_string()></option> })
        .collect_any();
    let status = RwSignal::new(String::new());
    let on_change = erased_handler(move |event: ev::Event| {
        let typed = event_target_value(&event);
        let found = views.find(dataset.clone(), state.get_untracked(), typed);
        spawn_local(async move {
            match found.await {
                Some(Found { state, text }) => {
                    change.run(state);
                    status.set(text);
                }
                None => status.set(t::not_opened()),
            }
        });
    });
    let site = Site::current();
    let found = erased(move || {
        let state = state.read();
        match state.focus {
            Some(challenge) => pin(&site, &state, challenge, change),
            None => view! { <button type="button" class="pin" disabled>{t::pin()}</button> }.into_any(),
        }
    });
    view! {
        <div class="control find">
            <label for="named">{frame::find_challenge()}</label>
            <input id="named" type="search" list="challenge-names" autocomplete="off" placeholder=t::name() on:change=on_change />
            {found}
            <p class="help" role="status" dir="auto">{erased(move || status.get())}</p>
            <datalist id="challenge-names">{names}</datalist>
        </div>
    }
}
