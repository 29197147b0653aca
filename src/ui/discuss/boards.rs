//! One's own boards: the one that is open, and all that this browser keeps.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::Desk;
use super::files;
use crate::discuss::Board;
use crate::discuss::board::MAX_NAME;
use crate::text::discuss::{page as words, untitled};
use crate::ui::each::Each;
use crate::ui::live::{heard, live};

/// The title of a board as it is listed.
pub fn title_of(board: &Board) -> String {
    let title = board.title().trim();
    if title.is_empty() { untitled() } else { title.to_owned() }
}

/// The panel with the open board's name and the list of all.
pub fn boards(desk: Desk) -> AnyView {
    let name = |id: &'static str,
                label: String,
                hint: String,
                read: fn(&Board) -> &str,
                set: fn(&mut Board, &str)| {
        let type_in = move |event: ev::Event| {
            let typed = event_target_value(&event);
            desk.edit(|board| set(board, &typed));
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
                    prop:value=live(move || read(&desk.board.read()).to_owned())
                    on:input=heard(type_in)
                />
            </label>
        }
    };
    let (title_hint, by_hint) = (words::board_title_hint(), words::board_by_hint());
    view! {
        <section class="your-board" aria-labelledby="your-board">
            <h3 id="your-board">{words::your_board()}</h3>
            <div class="names">
                {name("board-title", words::board_title(), title_hint, Board::title, Board::set_title)}
                {name("board-by", words::board_by(), by_hint, Board::by, Board::set_by)}
            </div>
            <p class="hint">{words::kept_here()}</p>
            <details class="boards">
                <summary>{live(move || words::boards(desk.boards.read().len()))}</summary>
                {list(desk)}
                {all(desk)}
            </details>
        </section>
    }
    .into_any()
}

fn list(desk: Desk) -> AnyView {
    let entry = move |board: &Board| {
        let (title, id) = (title_of(board), board.id().clone());
        let holds = words::board_holds(board.picks().len(), &files::date_words(board.saved_ms()));
        let is_open = desk.board.read().id() == board.id();
        let open = (!is_open).then(|| {
            let id = id.clone();
            let label = words::open_board_named(&title);
            let open = move |_: ev::MouseEvent| desk.open(&id);
            view! { <button type="button" class="quiet-button" aria-label=label on:click=heard(open)>{words::open_board()}</button> }
        });
        let label = words::delete_board_named(&title);
        let delete = move |_: ev::MouseEvent| desk.delete(&id);
        view! {
            <li>
                <span class="board-name"><bdi>{title}</bdi> " " <span class="hint">{holds}</span></span>
                {is_open.then(|| view! { <span class="badge">{words::is_open()}</span> })}
                {open}
                <button type="button" class="quiet-button" aria-label=label on:click=heard(delete)>{words::delete_board()}</button>
            </li>
        }
    };
    let entries = live(move || desk.boards.read().iter().map(entry).each());
    let deleted = live(move || {
        let board = desk.deleted.get()?;
        let undo = move |_: ev::MouseEvent| desk.undelete();
        let told = words::board_deleted(&title_of(&board));
        Some(view! {
            <p class="undo">{told} " " <button type="button" class="quiet-button" id="undo-delete" on:click=heard(undo)>{words::undo()}</button></p>
        })
    });
    view! {
        <ul class="board-list">{entries}</ul>
        <div role="status">{deleted}</div>
    }
    .into_any()
}

fn all(desk: Desk) -> AnyView {
    let bring = move |event: ev::Event| spawn_local(desk.bring(files::chosen(&event)));
    let export = move |_: ev::MouseEvent| desk.export();
    view! {
        <div class="files">
            <button type="button" class="quiet-button" on:click=heard(move |_: ev::MouseEvent| desk.start_new())>{words::new_board()}</button>
            <button type="button" class="quiet-button" on:click=heard(export)>{words::export_all()}</button>
            <label class="file-button quiet-button">
                {words::import_boards()}
                <input type="file" accept=".json,application/json" multiple class="file-input" on:change=heard(bring) />
            </label>
        </div>
    }
    .into_any()
}
