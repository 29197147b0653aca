//! Choosing challenges: by name, by theme, or the first of the survey.

use leptos::ev;
use leptos::prelude::*;

use super::desk::Desk;
use crate::atlas::Cut;
use crate::challenge::{ChallengeIx, ThemeIx};
use crate::discuss::Top;
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
        view! { <option value=row.id.to_string() lang=row.name.lang()>{row.name.to_string()}</option> }
    };
    let chosen = RwSignal::new(String::new());
    let take_theme = {
        let atlas = atlas.clone();
        move |_: ev::MouseEvent| {
            if let Some(theme) = atlas.find_theme(&chosen.read_untracked()) {
                desk.add(|board| board.add_theme(&atlas, theme));
            }
        }
    };
    let top = Top::published(&atlas, TOP).map(|top| {
        let label = words::add_top(top.challenges.len(), &text::wave_label(&atlas, top.cut.wave));
        take_button(desk, top, "quiet-button", label)
    });
    let most = {
        let atlas = atlas.clone();
        live(move || {
            let (wave, audience) = {
                let beside = desk.beside.read();
                (beside.wave?, beside.audience)
            };
            let [_, measure] = desk.axes();
            let top = Top::of(&atlas, Cut { wave, audience, measure }, TOP)?;
            let (axis, wave) = (&atlas.measure(measure).label, text::wave_label(&atlas, wave));
            let label = words::add_most(top.challenges.len(), axis, &wave);
            Some(take_button(desk, top, "button", label))
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
                {most}
                {top}
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
                <div class="pick-theme">
                    <label class="control" for="pick-theme">
                        {words::by_theme()}
                        <select id="pick-theme" on:change=heard(move |event: ev::Event| chosen.set(event_target_value(&event)))>
                            <option value="">{words::choose_theme()}</option>
                            {atlas.themes().map(theme_option).each()}
                        </select>
                    </label>
                    <button
                        type="button"
                        class="quiet-button"
                        aria-disabled=live(move || chosen.read().is_empty().to_string())
                        on:click=heard(take_theme)
                    >
                        {words::add_theme()}
                    </button>
                </div>
            </div>
            {finds}
            {live(move || is_full.get().then(|| view! { <p class="note">{words::board_full(MAX_PICKS)}</p> }))}
        </div>
    }
    .into_any()
}

/// Takes the first of a cut.
fn take_button(desk: Desk, top: Top, class: &'static str, label: String) -> AnyView {
    let take = move |_: ev::MouseEvent| desk.add(|board| board.add_top(&desk.atlas(), &top));
    view! { <button type="button" class=class on:click=heard(take)>{label}</button> }.into_any()
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
            <span class="find-name">{theme_mark(&atlas, theme)} " " <bdi lang=name.lang()>{name.to_string()}</bdi></span>
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
