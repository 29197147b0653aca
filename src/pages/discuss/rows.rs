//! The rows of the board: one per challenge, with a slider and a number input for each axis.

use data::challenge::Slug;
use discuss::board::Share;
use discuss::messages::page as t;
use explore::route::Route;
use leptos::ev;
use leptos::prelude::*;

use super::board_editor::BoardEditor;
use crate::collect_any::CollectAny;
use crate::components::shape::theme_mark;
use crate::deferred::Deferred;
use crate::erased::{erased, erased_handler, erased_memo};

/// Position of a slider without a value, in percent.
const MIDDLE: u8 = 50;

/// Returns the rows, in the order of priority.
pub fn rows(editor: BoardEditor) -> AnyView {
    // Ten rows at once take longer than a button should look pressed.
    let challenges = Deferred::new(erased_memo(move || editor.challenges()));
    view! {
        <h3 id="plotted" tabindex="-1">{erased(move || t::plotted(challenges.read().len()))}</h3>
        {erased(move || challenges.read().is_empty().then(|| view! { <p class="nothing">{t::nothing_yet()}</p> }))}
        <ul class="rows" aria-labelledby="plotted">
            <For each=move || challenges.read().clone() key=|id| id.clone() children=move |id| row(editor, id) />
        </ul>
        {erased(move || unknown_challenges(editor))}
    }
    .into_any()
}

/// Returns the challenges of the board that the survey lacks, with buttons to remove them; none without any.
fn unknown_challenges(editor: BoardEditor) -> Option<AnyView> {
    let dataset = editor.dataset();
    let board = editor.board.read();
    let ids = board.picks().iter().map(|pick| pick.challenge.clone());
    let unknown: Vec<Slug> = ids.filter(|id| dataset.find_challenge(id.as_str()).is_none()).collect();
    let count = unknown.len();
    let row = |id: Slug| {
        let name = id.to_string();
        view! {
            <li class="row">
                <p class="row-name" dir="auto">{name.clone()}</p>
                {remove_button(editor, id, name)}
            </li>
        }
    };
    (count > 0).then(|| {
        view! {
            <p class="note" id="gone">{t::unknown_challenges(count)}</p>
            <ul class="rows" aria-labelledby="gone">{unknown.into_iter().map(row).collect_any()}</ul>
        }
        .into_any()
    })
}

/// Returns the button that removes a challenge from the board.
fn remove_button(editor: BoardEditor, id: Slug, name: String) -> AnyView {
    let label = t::remove_named(&name);
    let on_click = move |_: ev::MouseEvent| {
        editor.remove(&id);
        editor.set_status(t::removed(&name));
        crate::dom::focus("plotted");
    };
    view! {
        <button type="button" class="row-remove" aria-label=label on:click=erased_handler(on_click)>{t::remove()}</button>
    }
    .into_any()
}

/// Returns the row of a challenge.
fn row(editor: BoardEditor, id: Slug) -> AnyView {
    let dataset = editor.dataset();
    let Some(challenge) = dataset.find_challenge(id.as_str()) else { return ().into_any() };
    let data = dataset.challenge(challenge);
    let name = data.name.clone();
    let href = editor.base().href(&Route::challenge(&dataset, challenge));
    let name_id = format!("pick-{id}");
    let axis_inputs = [0, 1].map(|axis| axis_input(editor, &id, axis, &name_id));
    let remove = remove_button(editor, id, name.to_string());
    view! {
        <li class="row">
            <p class="row-name marked">
                {theme_mark(&dataset, data.theme)}
                <a id=name_id href=href lang=name.lang() dir="auto">{name.to_string()}</a>
            </p>
            {remove}
            <div class="sliders">{Vec::from(axis_inputs)}</div>
        </li>
    }
    .into_any()
}

/// Returns the slider and the number input of an axis (0 or 1).
fn axis_input(editor: BoardEditor, id: &Slug, axis: usize, name_id: &str) -> AnyView {
    let label = editor.axis_label(axis);
    let axis_id = format!("pick-{id}-{axis}");
    let labelled = format!("{name_id} {axis_id}");
    let value_id = id.clone();
    let value = erased_memo(move || editor.value(&value_id, axis));
    let set = {
        let id = id.clone();
        move |event: ev::Event| {
            let typed = event_target_value(&event);
            let given = typed.trim().parse::<f64>().ok().map(Share::new);
            // An invalid number changes nothing; an empty input removes the value.
            if given.is_some() || typed.trim().is_empty() {
                editor.place(&id, axis, given);
            }
        }
    };
    let value_text = erased(move || value.get().map_or_else(t::not_placed, |share| share.get().to_string()));
    view! {
        <div class="slider" class:unplaced=erased(move || value.get().is_none())>
            <span class="slider-name" id=axis_id lang=label.lang() dir="auto">{label.to_string()}</span>
            <input
                type="range"
                min="0"
                max="100"
                step="1"
                aria-labelledby=labelled.clone()
                aria-valuetext=value_text
                prop:value=erased(move || value.get().map_or(MIDDLE, Share::get).to_string())
                on:input=erased_handler(set.clone())
                // The thumb of a value that was not given stands in the middle: a click there gives it.
                on:click=erased_handler({
                    let set = set.clone();
                    move |event: ev::MouseEvent| set(event.into())
                })
            />
            <input
                type="number"
                min="0"
                max="100"
                step="1"
                inputmode="numeric"
                placeholder="–"
                aria-labelledby=labelled
                prop:value=erased(move || value.get().map_or(String::new(), |share| share.get().to_string()))
                on:input=erased_handler(set)
            />
        </div>
    }
    .into_any()
}
