//! The board of a link, previewed before the visitor decides what to do with it; errors and status of the page.

use discuss::Board;
use discuss::messages::page as t;
use leptos::ev;
use leptos::prelude::*;

use super::board_editor::BoardEditor;
use super::boards::title_of;
use crate::collect_any::CollectAny;
use crate::dom;
use crate::erased::{erased, erased_handler};

/// Returns the preview of a link's board, the errors and the status, at the top of the page.
pub fn incoming(editor: BoardEditor) -> AnyView {
    let preview = erased(move || editor.incoming.get().map(|board| preview(editor, &board)));
    let errors = erased(move || {
        let errors = editor.errors.read();
        (!errors.is_empty()).then(|| {
            let entry = |error: &String| view! { <p dir="auto">{error.clone()}</p> };
            let close = move |_: ev::MouseEvent| {
                editor.errors.set(Vec::new());
                dom::focus("main");
            };
            view! {
                <div class="error-list-items">{errors.iter().map(entry).collect_any()}</div>
                <button type="button" class="quiet-button" on:click=erased_handler(close)>{t::dismiss()}</button>
            }
        })
    });
    // Each message is an element of its own, so that a repeated message is announced again.
    let count = StoredValue::new(0_u32);
    let status = move || {
        let status = editor.status.get();
        count.update_value(|count| *count += 1);
        (!status.is_empty()).then(|| (count.get_value(), status))
    };
    view! {
        <div class="error-list" role="alert">{errors}</div>
        {preview}
        <p class="status-text" role="status">
            <For each=status key=|(at, _)| *at children=|(_, status)| view! { <span>{status}</span> } />
        </p>
    }
    .into_any()
}

/// Returns the preview of a board, with buttons to keep or discard it.
fn preview(editor: BoardEditor, board: &Board) -> AnyView {
    let count = board.picks().len();
    let contents = match board.author().trim() {
        "" => t::incoming_holds(count),
        by => t::incoming_by(by, count),
    };
    let names: Vec<AnyView> = board
        .picks()
        .iter()
        .filter(|pick| editor.dataset().find_challenge(pick.challenge.as_str()).is_some())
        .map(|pick| {
            let name = editor.name(&pick.challenge);
            view! { <li lang=name.lang() dir="auto">{name.to_string()}</li> }.into_any()
        })
        .collect();
    let button = |class: &'static str, label: String, action: fn(BoardEditor)| {
        view! { <button type="button" class=class on:click=erased_handler(move |_: ev::MouseEvent| action(editor))>{label}</button> }
    };
    view! {
        <section class="incoming" aria-labelledby="incoming">
            <h2 id="incoming" tabindex="-1">{t::incoming(&title_of(board))}</h2>
            <p>{contents}</p>
            <ol class="incoming-names">{names}</ol>
            <p class="actions">
                {button("button", t::keep_mine(), BoardEditor::keep_incoming)}
                {button("quiet-button", t::keep_group(), BoardEditor::add_incoming_to_group)}
                {button("quiet-button", t::discard(), BoardEditor::discard_incoming)}
            </p>
        </section>
    }
    .into_any()
}
