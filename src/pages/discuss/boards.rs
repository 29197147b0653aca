//! The visitor's boards: the open one, and the list of all boards stored in this browser.

use discuss::Board;
use discuss::board::MAX_NAME;
use discuss::messages::{page as t, untitled};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::board_editor::BoardEditor;
use super::files;
use crate::collect_any::CollectAny;
use crate::erased::{erased, erased_handler};

/// Returns the title of a board in lists.
pub fn title_of(board: &Board) -> String {
    let title = board.title().trim();
    if title.is_empty() { untitled() } else { title.to_owned() }
}

/// Returns the panel with the open board's title and author, and the list of all boards.
pub fn boards(editor: BoardEditor) -> AnyView {
    let name = |id: &'static str,
                label: String,
                hint: String,
                read: fn(&Board) -> &str,
                set: fn(&mut Board, &str)| {
        let on_input = move |event: ev::Event| {
            let typed = event_target_value(&event);
            editor.edit(|board| set(board, &typed));
        };
        view! {
            <label class="control" for=id>
                {label}
                <input
                    id=id
                    type="text"
                    dir="auto"
                    autocomplete="off"
                    maxlength=MAX_NAME.to_string()
                    placeholder=hint
                    prop:value=erased(move || read(&editor.board.read()).to_owned())
                    on:input=erased_handler(on_input)
                />
            </label>
        }
    };
    let (title_hint, by_hint) = (t::board_title_hint(), t::board_by_hint());
    view! {
        <section class="your-board" aria-labelledby="your-board">
            <h3 id="your-board">{t::your_board()}</h3>
            <div class="names">
                {name("board-title", t::board_title(), title_hint, Board::title, Board::set_title)}
                {name("board-by", t::board_by(), by_hint, Board::author, Board::set_author)}
            </div>
            <p class="hint">{t::kept_here()}</p>
            <details class="boards">
                <summary>{erased(move || t::boards(editor.boards.read().len()))}</summary>
                {list(editor)}
                {buttons(editor)}
            </details>
        </section>
    }
    .into_any()
}

/// Returns the list of boards, and the offer to undo a deletion.
fn list(editor: BoardEditor) -> AnyView {
    let entry = move |board: &Board| {
        let (title, id) = (title_of(board), *board.id());
        let contents = t::board_holds(board.picks().len(), &files::date_words(board.saved_ms()));
        let is_open = editor.board.read().id() == board.id();
        let open = (!is_open).then(|| {
            let label = t::open_board_named(&title);
            let open = move |_: ev::MouseEvent| editor.open(&id);
            view! { <button type="button" class="quiet-button" aria-label=label on:click=erased_handler(open)>{t::open_board()}</button> }
        });
        let label = t::delete_board_named(&title);
        let delete = move |_: ev::MouseEvent| editor.delete(&id);
        view! {
            <li>
                <span class="board-name"><bdi>{title}</bdi> " " <span class="hint">{contents}</span></span>
                {is_open.then(|| view! { <span class="badge">{t::is_open()}</span> })}
                {open}
                <button type="button" class="quiet-button" aria-label=label on:click=erased_handler(delete)>{t::delete_board()}</button>
            </li>
        }
    };
    let entries = erased(move || editor.boards.read().iter().map(entry).collect_any());
    let deleted = erased(move || {
        let board = editor.deleted.get()?;
        let undo = move |_: ev::MouseEvent| editor.undo_delete();
        let text = t::board_deleted(&title_of(&board));
        Some(view! {
            <p class="undo">{text} " " <button type="button" class="quiet-button" id="undo-delete" on:click=erased_handler(undo)>{t::undo()}</button></p>
        })
    });
    view! {
        <ul class="board-list">{entries}</ul>
        <div role="status">{deleted}</div>
    }
    .into_any()
}

/// Returns the buttons that create, export and import boards.
fn buttons(editor: BoardEditor) -> AnyView {
    let on_choose = move |event: ev::Event| spawn_local(editor.import(files::chosen(&event)));
    let export = move |_: ev::MouseEvent| editor.export();
    view! {
        <div class="files">
            <button type="button" class="quiet-button" on:click=erased_handler(move |_: ev::MouseEvent| editor.start_new())>{t::new_board()}</button>
            <button type="button" class="quiet-button" on:click=erased_handler(export)>{t::export_all()}</button>
            <label class="file-button quiet-button">
                {t::import_boards()}
                <input type="file" accept=".json,application/json" multiple class="file-input" on:change=erased_handler(on_choose) />
            </label>
        </div>
    }
    .into_any()
}
