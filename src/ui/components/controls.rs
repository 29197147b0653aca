//! The controls over the picture. What they offer and change is decided by [`crate::state::control`].

use leptos::ev;
use leptos::prelude::*;

use super::table::pin;
use crate::picture::Picture;
use crate::route::Route;
use crate::state::control::{Choice, Choices, Control};
use crate::state::{View, ViewState};
use crate::text::{controls as words, frame};
use crate::ui::each::Each;
use crate::ui::live::{derived, heard, live};
use crate::ui::site::Site;

/// Views, lists, search, reset.
#[component]
pub fn Controls(
    /// What is looked at.
    state: Memo<ViewState>,
    /// Follows a change of it.
    change: Callback<ViewState>,
) -> impl IntoView {
    let site = Site::current();
    let reset = site.href(&Route::Explore(""));
    let views = {
        let site = site.clone();
        live(move || {
            let now = state.read();
            let tab = |view: View| {
                let next = now.with(&site.atlas, |state| state.view = view);
                let href = site.href(&Route::Explore(&next.query(&site.atlas)));
                let current = (now.view == view).then_some("true");
                let name = words::view(&site.atlas, view, now.pair);
                view! { <a href=href aria-current=current data-noscroll="" title=words::view_question(view)>{name}</a> }
            };
            View::ALL.into_iter().map(tab).each()
        })
    };
    // Each list is made once and keeps the focus while its entries change.
    let view = derived(move || state.read().view);
    let lists = live(move || {
        let list = |control: &Control| view! { <Select control=*control state=state change=change /> };
        Control::of(view.get()).iter().map(list).each()
    });
    view! {
        <div class="controls">
            <nav class="views" aria-label=words::views()>{views}</nav>
            <div class="selects">
                {lists}
                <Find state=state change=change />
                <a class="reset" href=reset data-noscroll="">{words::reset()}</a>
            </div>
        </div>
    }
}

#[component]
fn Select(control: Control, state: Memo<ViewState>, change: Callback<ViewState>) -> impl IntoView {
    let atlas = Site::current().atlas;
    let offered = atlas.clone();
    let choices = derived(move || control.choices(&offered, &state.read()));
    let entry = |choice: &Choice| {
        let Choice { value, label, is_chosen, is_offered } = choice.clone();
        view! { <option value=value lang=label.lang() selected=is_chosen prop:selected=is_chosen disabled=!is_offered>{label.to_string()}</option> }
    };
    let lists = live(move || {
        let list = |list: &Choices| {
            let entries = list.entries.iter().map(entry).each();
            match list.heading.clone() {
                Some(heading) => view! { <optgroup label=heading>{entries}</optgroup> }.into_any(),
                None => entries.into_any(),
            }
        };
        choices.read().iter().map(list).each()
    });
    let on_change = heard(move |event: ev::Event| {
        let value = event_target_value(&event);
        change.run(state.get_untracked().with(&atlas, |state| control.choose(&atlas.clone(), state, &value)));
    });
    let id = control.id();
    view! { <label class="control" for=id>{words::control(control)}<select id=id on:change=on_change>{lists}</select></label> }
}

/// Finds a challenge by its name and puts it in focus.
#[component]
fn Find(state: Memo<ViewState>, change: Callback<ViewState>) -> impl IntoView {
    let atlas = Site::current().atlas;
    let names = atlas
        .challenges()
        .map(|ix| view! { <option value=atlas.challenge(ix).name.to_string()></option> })
        .each();
    let on_change = heard(move |event: ev::Event| {
        let asked = event_target_value(&event);
        let found = atlas.search(&asked);
        let is_named = |ix: &&_| atlas.challenge(**ix).name.eq_ignore_ascii_case(asked.trim());
        let found = found.iter().find(is_named).or(found.first()).copied();
        let focus = found.filter(|_| !asked.trim().is_empty());
        change.run(state.get_untracked().with(&atlas, |state| state.focus = focus));
    });
    view! {
        <label class="control" for="named">
            {frame::find_challenge()}
            <input id="named" type="search" list="challenge-names" autocomplete="off" placeholder=words::name() on:change=on_change />
        </label>
        <datalist id="challenge-names">{names}</datalist>
    }
}

/// The pinned challenges side by side, with what the picture says of each.
pub fn compared(site: &Site, picture: &Picture, change: Callback<ViewState>) -> impl IntoView + use<> {
    let atlas = &site.atlas;
    let entry = |challenge: &_| {
        let name = &atlas.challenge(*challenge).name;
        let href = site.href(&Route::challenge(atlas, *challenge));
        let row = picture.rows.iter().find(|row| row.challenge == *challenge);
        let values = row.map_or_else(words::not_shown, |row| picture.values(atlas, row));
        view! { <li><a href=href lang=name.lang() dir="auto">{name.to_string()}</a> <span>{crate::text::capitalised(&values)}</span> {pin(site, picture, *challenge, change)}</li> }
    };
    (!picture.pins.is_empty()).then(|| {
        view! { <ul class="compared" aria-label=words::compared()>{picture.pins.iter().map(entry).each()}</ul> }
    })
}
