//! Choosing challenges: by name, by theme, or the first of the survey.

use leptos::ev;
use leptos::prelude::*;

use super::desk::Desk;
use crate::atlas::Cut;
use crate::challenge::{ChallengeIx, ThemeIx};
use crate::discuss::board::MAX_PICKS;
use crate::text::{self, discuss::page as words};
use crate::ui::components::shape::theme_mark;
use crate::ui::each::Each;
use crate::ui::live::{derived, heard, live};

/// So many of the survey's first places one button takes.
const TOP: usize = 10;
/// So many finds are listed: a list to choose from, not to scroll through.
const LISTED: usize = 8;

/// The ways to put challenges on the board.
pub fn picker(desk: Desk) -> AnyView {
    let atlas = desk.atlas();
    let typed = RwSignal::new(String::new());
    let found = {
        let atlas = atlas.clone();
        derived(move || {
            let typed = typed.read();
            if typed.trim().is_empty() { Vec::new() } else { atlas.search(&typed) }
        })
    };
    let theme_option = |theme: ThemeIx| {
        let row = atlas.theme(theme);
        view! { <option value=row.id.to_string()>{row.name.clone()}</option> }
    };
    let take_theme = {
        let atlas = atlas.clone();
        move |event: ev::Event| {
            if let Some(theme) = atlas.find_theme(&event_target_value(&event)) {
                let taken = atlas.clone();
                desk.add(move |board| board.add_theme(&taken, theme));
            }
        }
    };
    let take_top = {
        let atlas = atlas.clone();
        move |_: ev::MouseEvent| {
            let taken = atlas.clone();
            desk.add(move |board| board.add_top(&taken, TOP));
        }
    };
    let most = {
        let atlas = atlas.clone();
        live(move || {
            let (wave, audience) = {
                let beside = desk.beside.read();
                (beside.wave?, beside.audience)
            };
            let [_, measure] = desk.axes();
            let taken = atlas.clone();
            let take = move |_: ev::MouseEvent| {
                let first = taken.ranking(Cut { wave, audience, measure }).into_iter().take(TOP);
                let ids: Vec<_> = first.map(|(ix, _)| taken.challenge(ix).id.clone()).collect();
                desk.add(move |board| ids.iter().try_for_each(|id| board.add(id)));
            };
            let label = words::add_most(TOP, &atlas.measure(measure).label, &text::wave_label(&atlas, wave));
            Some(view! { <button type="button" class="quiet-button" on:click=heard(take)>{label}</button> })
        })
    };
    let finds = live(move || {
        let found = found.read();
        let none = found.is_empty() && !typed.read().trim().is_empty();
        let beyond = found.len().saturating_sub(LISTED);
        view! {
            <ul class="finds">{found.iter().take(LISTED).map(|ix| find(desk, *ix)).each()}</ul>
            <p class="hint" role="status">
                {none.then(words::nothing_found)}
                {(beyond > 0).then(|| words::more_found(beyond))}
            </p>
        }
        .into_any()
    });
    let is_full = derived(move || desk.board.read().picks().len() >= MAX_PICKS);
    view! {
        <div class="picker">
            <h3>{words::choose()}</h3>
            <p class="actions">
                <button type="button" class="button" on:click=heard(take_top)>{words::add_top(TOP)}</button>
                {most}
            </p>
            <div class="picker-ways">
                <label class="control" for="pick-find">
                    {words::find()}
                    <input
                        id="pick-find"
                        type="search"
                        autocomplete="off"
                        placeholder=words::find_hint()
                        prop:value=live(move || typed.get())
                        on:input=heard(move |event: ev::Event| typed.set(event_target_value(&event)))
                    />
                </label>
                <label class="control" for="pick-theme">
                    {words::by_theme()}
                    <select id="pick-theme" prop:value=live(move || {
                        // Once a theme is taken, the same one can be chosen again.
                        desk.board.track();
                        String::new()
                    }) on:change=heard(take_theme)>
                        <option value="">{words::choose_theme()}</option>
                        {atlas.themes().map(theme_option).each()}
                    </select>
                </label>
            </div>
            {finds}
            {live(move || is_full.get().then(|| view! { <p class="note">{words::board_full(MAX_PICKS)}</p> }))}
        </div>
    }
    .into_any()
}

/// A challenge that was found, with the button that takes it.
fn find(desk: Desk, challenge: ChallengeIx) -> AnyView {
    let atlas = desk.atlas();
    let row = atlas.challenge(challenge);
    let (id, name, theme) = (row.id.clone(), row.name.clone(), row.theme);
    let known = id.clone();
    let is_added = derived(move || desk.board.read().find(known.as_str()).is_some());
    let label = words::add_named(&name);
    let take = move |_: ev::MouseEvent| {
        let id = id.clone();
        desk.add(move |board| board.add(&id));
    };
    view! {
        <li>
            <span class="find-name">{theme_mark(&atlas, theme)} " " <bdi>{name}</bdi></span>
            // It stays where it is, and keeps the focus, when there is no more to take.
            <button
                type="button"
                class="quiet-button"
                aria-label=live(move || if is_added.get() { None } else { Some(label.clone()) })
                aria-disabled=live(move || is_added.get().to_string())
                on:click=heard(take)
            >
                {live(move || if is_added.get() { words::added() } else { words::add() })}
            </button>
        </li>
    }
    .into_any()
}
