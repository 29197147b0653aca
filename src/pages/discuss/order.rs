//! The list of priorities: challenges of the board, moved up and down.

use data::challenge::Slug;
use discuss::messages::page as t;
use leptos::ev;
use leptos::prelude::*;

use super::board_editor::BoardEditor;
use crate::deferred::Deferred;
use crate::dom;
use crate::erased::{erased, erased_effect, erased_handler, erased_memo};

/// Returns the list of priorities.
pub fn order(editor: BoardEditor) -> AnyView {
    let challenges = Deferred::new(erased_memo(move || editor.challenges()));
    let moved = Moved::new(None);
    erased_effect(move || {
        challenges.track();
        // A row that moves loses the focus.
        if let Some(button) = moved.try_update_value(Option::take).flatten() {
            request_animation_frame(move || dom::focus(&button));
        }
    });
    view! {
        {erased(move || challenges.read().is_empty().then(|| view! { <p class="nothing">{t::nothing_to_order()}</p> }))}
        {erased(move || keep_order(editor))}
        <ol class="order">
            <For each=move || challenges.read().clone() key=|id| id.clone() children=move |id| priority(editor, challenges, moved, id) />
        </ol>
    }
    .into_any()
}

/// Returns the button that keeps the order as it is; none on a board that is empty or in order.
fn keep_order(editor: BoardEditor) -> Option<AnyView> {
    let board = editor.board.read();
    let first = board.picks().first().filter(|_| !board.is_ordered())?.challenge.clone();
    let on_click = move |_: ev::MouseEvent| {
        editor.edit(discuss::Board::set_ordered);
        editor.set_status(t::order_kept());
        dom::focus(&format!("up-{first}"));
    };
    let view = view! {
        <p class="actions">
            <span class="hint">{t::no_order()}</span>
            <button type="button" class="quiet-button" on:click=erased_handler(on_click)>{t::keep_order()}</button>
        </p>
    };
    Some(view.into_any())
}

/// The id of the button that moved a row, until it has the focus again.
type Moved = StoredValue<Option<String>>;

/// Returns the entry of a priority, with buttons that move it.
fn priority(editor: BoardEditor, challenges: Deferred<Vec<Slug>>, moved: Moved, id: Slug) -> AnyView {
    let name = editor.name(&id);
    let place = {
        let id = id.clone();
        erased_memo(move || editor.place_of(&id))
    };
    let ranks = {
        let id = id.clone();
        erased(move || editor.order_sentence(&id))
    };
    let up = Move { by: -1, button_id: format!("up-{id}"), label: t::up(&name), arrow: "↑" };
    let down = Move { by: 1, button_id: format!("down-{id}"), label: t::down(&name), arrow: "↓" };
    view! {
        <li class="priority" class:first=erased(move || place.get().is_some_and(|place| place <= super::plan::FIRST))>
            {erased(move || place.get().map(|place| view! { <span class="place" aria-hidden="true">{place}</span> }))}
            <div class="priority-words">
                <p class="priority-name" lang=name.lang() dir="auto">{name.to_string()}</p>
                <p class="hint">{ranks}</p>
            </div>
            <div class="order-buttons">
                {move_button(editor, challenges, moved, &id, up)}
                {move_button(editor, challenges, moved, &id, down)}
            </div>
        </li>
    }
    .into_any()
}

/// The parameters of a button that moves a priority.
struct Move {
    /// Number of places, negative for up.
    by: isize,
    /// Id of the button.
    button_id: String,
    /// Accessible name.
    label: String,
    /// Symbol shown.
    arrow: &'static str,
}

/// Returns a button that moves a priority. At the end of the list it is marked as disabled, but keeps the focus.
fn move_button(
    editor: BoardEditor,
    challenges: Deferred<Vec<Slug>>,
    moved: Moved,
    id: &Slug,
    parameters: Move,
) -> AnyView {
    let Move { by, button_id, label, arrow } = parameters;
    let is_at_end = {
        let id = id.clone();
        erased(move || {
            let challenges = challenges.read();
            let end = if by < 0 { challenges.first() } else { challenges.last() };
            (end == Some(&id)).to_string()
        })
    };
    let (id, focus_id) = (id.clone(), button_id.clone());
    let on_click = move |_: ev::MouseEvent| {
        let challenges = editor.challenges();
        let from = challenges.iter().position(|other| *other == id).unwrap_or_default();
        let to = from.saturating_add_signed(by).min(challenges.len() - 1);
        if to != from {
            editor.move_to_place_of(&id, &challenges[to]);
            let count = editor.board.read_untracked().picks().len();
            let place = editor.place_of(&id).unwrap_or_default();
            editor.set_status(t::moved(&editor.name(&id), place, count));
            moved.set_value(Some(focus_id.clone()));
        }
    };
    view! {
        <button type="button" id=button_id aria-label=label aria-disabled=is_at_end on:click=erased_handler(on_click)>
            <span aria-hidden="true">{arrow}</span>
        </button>
    }
    .into_any()
}
