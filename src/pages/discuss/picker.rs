//! The picker of challenges: by name, by theme, or the first places of the survey.

use data::challenge::{ChallengeIx, ThemeIx};
use data::dataset::SeriesKey;
use discuss::Top;
use discuss::board::MAX_PICKS;
use discuss::messages::page as t;
use explore::messages::common;
use leptos::ev;
use leptos::prelude::*;

use super::board_editor::BoardEditor;
use crate::collect_any::CollectAny;
use crate::components::shape::theme_mark;
use crate::erased::{erased, erased_handler, erased_memo};

/// Number of the survey's first places that one button adds.
const TOP: usize = 10;
/// Most results that are listed: few enough to choose from without scrolling.
const LISTED: usize = 8;

/// Returns the picker.
pub fn picker(editor: BoardEditor) -> AnyView {
    let query = RwSignal::new(String::new());
    let is_full = erased_memo(move || editor.board.read().picks().len() >= MAX_PICKS);
    view! {
        <div class="picker">
            <h3>{t::choose()}</h3>
            {top_buttons(editor)}
            <div class="picker-ways">
                <label class="control" for="pick-find">
                    {t::find()}
                    <input
                        id="pick-find"
                        type="search"
                        autocomplete="off"
                        placeholder=t::find_hint()
                        prop:value=erased(move || query.get())
                        on:input=erased_handler(move |event: ev::Event| query.set(event_target_value(&event)))
                    />
                </label>
                {theme_picker(editor)}
            </div>
            {search_results(editor, query)}
            {erased(move || is_full.get().then(|| view! { <p class="note">{t::board_full(MAX_PICKS)}</p> }))}
        </div>
    }
    .into_any()
}

/// Returns the buttons that add the first places: by the current wave and audience, and of the published ranking.
fn top_buttons(editor: BoardEditor) -> AnyView {
    let dataset = editor.dataset();
    let published = Top::published(&dataset, TOP).map(|top| {
        let label = t::add_top(top.challenges.len(), &common::wave_label(&dataset, top.cut.wave));
        top_button(editor, top, erased_memo(|| "quiet-button"), label)
    });
    // The main button of an empty board; later it is one of several ways.
    let is_empty = erased_memo(move || editor.board.read().picks().is_empty());
    let class = erased_memo(move || if is_empty.get() { "button" } else { "quiet-button" });
    let current = erased(move || {
        let (wave, audience) = {
            let comparison = editor.comparison.read();
            (comparison.wave?, comparison.audience)
        };
        let [_, measure] = editor.axes();
        let top = Top::of(&dataset, SeriesKey { wave, audience, measure }, TOP)?;
        let (axis, wave) = (&dataset.measure(measure).label, common::wave_label(&dataset, wave));
        let label = t::add_most(top.challenges.len(), axis, &wave);
        Some(top_button(editor, top, class, label))
    });
    view! {
        <p class="actions">
            {current}
            {published}
        </p>
    }
    .into_any()
}

/// Returns a button that adds the first places of a ranking.
fn top_button(editor: BoardEditor, top: Top, class: Memo<&'static str>, label: String) -> AnyView {
    let on_click = move |_: ev::MouseEvent| editor.add(|board| board.add_top(&editor.dataset(), &top));
    view! { <button type="button" class=erased(move || class.get()) on:click=erased_handler(on_click)>{label}</button> }.into_any()
}

/// Returns the select of themes, and the button that adds all challenges of one.
fn theme_picker(editor: BoardEditor) -> AnyView {
    let dataset = editor.dataset();
    let option = |theme: ThemeIx| {
        let row = dataset.theme(theme);
        view! { <option value=row.id.to_string() lang=row.name.lang()>{row.name.to_string()}</option> }
    };
    let options = dataset.themes().map(option).collect_any();
    let chosen = RwSignal::new(String::new());
    let on_click = {
        let dataset = dataset.clone();
        move |_: ev::MouseEvent| {
            if let Some(theme) = dataset.find_theme(&chosen.read_untracked()) {
                editor.add(|board| board.add_theme(&dataset, theme));
            }
        }
    };
    view! {
        <div class="pick-theme">
            <label class="control" for="pick-theme">
                {t::by_theme()}
                <select id="pick-theme" on:change=erased_handler(move |event: ev::Event| chosen.set(event_target_value(&event)))>
                    <option value="">{t::choose_theme()}</option>
                    {options}
                </select>
            </label>
            <button
                type="button"
                class="quiet-button"
                aria-disabled=erased(move || chosen.read().is_empty().to_string())
                on:click=erased_handler(on_click)
            >
                {t::add_theme()}
            </button>
        </div>
    }
    .into_any()
}

/// Returns the results of a query, at most [`LISTED`].
fn search_results(editor: BoardEditor, query: RwSignal<String>) -> AnyView {
    let dataset = editor.dataset();
    let found = erased_memo(move || {
        let query = query.read();
        if query.trim().is_empty() { Vec::new() } else { dataset.search(&query) }
    });
    let results = erased(move || {
        let found = found.read();
        let is_not_found = found.is_empty() && !query.read().trim().is_empty();
        let rest = found.len().saturating_sub(LISTED);
        view! {
            <ul class="finds">{found.iter().take(LISTED).map(|ix| search_result(editor, *ix)).collect_any()}</ul>
            <p class="hint" role="status">
                {is_not_found.then(t::nothing_found)}
                {(rest > 0).then(|| t::more_found(rest))}
            </p>
        }
        .into_any()
    });
    view! { {results} }.into_any()
}

/// Returns a challenge that was found, with the button that adds it.
fn search_result(editor: BoardEditor, challenge: ChallengeIx) -> AnyView {
    let dataset = editor.dataset();
    let row = dataset.challenge(challenge);
    let (id, name, theme) = (row.id.clone(), row.name.clone(), row.theme);
    let is_added = {
        let id = id.clone();
        erased_memo(move || editor.board.read().find(id.as_str()).is_some())
    };
    let label = t::add_named(&name);
    let on_click = move |_: ev::MouseEvent| {
        let id = id.clone();
        editor.add(move |board| board.add(&id));
    };
    view! {
        <li>
            <span class="find-name">{theme_mark(&dataset, theme)} " " <bdi lang=name.lang()>{name.to_string()}</bdi></span>
            // `aria-disabled` in place of `disabled`, so that the button keeps the focus after the challenge is added.
            <button
                type="button"
                class="quiet-button"
                aria-label=erased(move || if is_added.get() { None } else { Some(label.clone()) })
                aria-disabled=erased(move || is_added.get().to_string())
                on:click=erased_handler(on_click)
            >
                {erased(move || if is_added.get() { t::added() } else { t::add() })}
            </button>
        </li>
    }
    .into_any()
}
