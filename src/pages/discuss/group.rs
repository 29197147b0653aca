//! The boards of a group: uploaded, compared, and where people disagree.

mod table;

use discuss::Board;
use discuss::group::perhaps_twice;
use discuss::messages::page as t;
use explore::messages::common::line;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, html};
use web_sys::File;

use super::board_editor::BoardEditor;
use super::boards::title_of;
use super::files;
use crate::dom;
use crate::erased::{erased, erased_handler, erased_memo};

/// Returns the part for facilitators, a closed disclosure.
pub fn group(editor: BoardEditor) -> AnyView {
    view! {
        <details class="together">
            <summary id="group-head"><h3>{t::group()}</h3> <span class="hint">{erased(move || t::group_count(editor.group.read().len()))}</span></summary>
            <p class="step-text">{t::group_text()}</p>
            <div class="ways">
                {drop_zone(editor)}
                {link_form(editor)}
            </div>
            <p class="hint" role="status" id="group-said">{erased(move || editor.group_status.get())}</p>
            <div role="status">{undo(editor)}</div>
            {duplicates(editor)}
            {table::table(editor)}
            {members(editor)}
        </details>
    }
    .into_any()
}

/// Returns the drop zone and the input for files of boards.
fn drop_zone(editor: BoardEditor) -> AnyView {
    let is_over = RwSignal::new(false);
    let add = move |files: Vec<File>| spawn_local(editor.add_files(files));
    let on_choose = move |event: ev::Event| add(files::chosen(&event));
    let on_dragover = move |event: ev::DragEvent| {
        event.prevent_default();
        is_over.set(true);
    };
    let on_drop = move |event: ev::DragEvent| {
        event.prevent_default();
        is_over.set(false);
        match files::dropped(&event) {
            files::Dropped::Files(files) => add(files),
            // A link that is dragged here, as from a mail.
            files::Dropped::Text(text) => spawn_local(async move { _ = editor.add_links(&text).await }),
        }
    };
    view! {
        <div
            class="drop"
            class:dragover=erased(move || is_over.get())
            on:dragover=erased_handler(on_dragover)
            on:dragleave=erased_handler(move |_: ev::DragEvent| is_over.set(false))
            on:drop=erased_handler(on_drop)
        >
            <label class="file-button quiet-button">
                {t::group_drop()}
                <input type="file" accept=".json,application/json" multiple class="file-input" id="group-files" on:change=erased_handler(on_choose) />
            </label>
        </div>
    }
    .into_any()
}

/// Returns the text area for links, and the buttons that add them and the own board.
fn link_form(editor: BoardEditor) -> AnyView {
    // Not a signal: with 200 links, an update for each letter costs as much as showing the group.
    let field = NodeRef::<html::Textarea>::new();
    let add_links = move |_: ev::MouseEvent| {
        let Some(field) = field.get_untracked() else { return };
        spawn_local(async move {
            let links = field.value();
            let rest = editor.add_links(&links).await;
            // Text typed meanwhile stays.
            if field.value() == links {
                field.set_value(&rest);
            }
        });
    };
    let add_own = move |_: ev::MouseEvent| spawn_local(editor.add_own());
    view! {
        <div class="paste">
            <label class="control" for="group-links">
                {t::group_links()}
                <textarea
                    id="group-links"
                    rows="3"
                    spellcheck="false"
                    dir="ltr"
                    wrap="off"
                    node_ref=field
                ></textarea>
            </label>
            <p class="files">
                <button type="button" class="quiet-button" on:click=erased_handler(add_links)>{t::group_add_links()}</button>
                <button type="button" class="quiet-button" on:click=erased_handler(add_own)>{t::group_add_own()}</button>
            </p>
        </div>
    }
    .into_any()
}

/// Returns the description of the last removal with its undo button; none if it can't be undone.
fn undo(editor: BoardEditor) -> AnyView {
    let content = erased(move || {
        let (description, _) = editor.last_removal.get()?;
        let on_click = move |_: ev::MouseEvent| editor.undo_removal();
        Some(view! {
            <p class="undo">{description} " " <button type="button" class="quiet-button" id="undo-group" on:click=erased_handler(on_click)>{t::undo()}</button></p>
        })
    });
    view! { {content} }.into_any()
}

/// Returns a note about people who may be in the group twice; the facilitator decides.
fn duplicates(editor: BoardEditor) -> AnyView {
    let content = erased(move || {
        let group = editor.group.read();
        let names = perhaps_twice(&group);
        (!names.is_empty()).then(|| view! { <p class="note" dir="auto">{t::group_twice(&line(&names))}</p> })
    });
    view! { {content} }.into_any()
}

/// Returns the name of a board's author, or a placeholder.
pub fn name_of(board: &Board) -> String {
    match board.author().trim() {
        "" => t::nobody(),
        by => by.to_owned(),
    }
}

/// Returns the list of boards in the group, each with a button that removes it.
fn members(editor: BoardEditor) -> AnyView {
    let has_any = erased_memo(move || !editor.group.read().is_empty());
    let is_open = RwSignal::new(false);
    let on_toggle = move |event: ev::Event| {
        is_open.set(dom::is_open(&event));
    };
    let key = |board: &Board| {
        let (by, id) = board.owner();
        (by.to_owned(), id.to_owned(), board.title().to_owned())
    };
    // While closed, the list is empty: 200 entries take a third of the time that a group takes to render.
    let shown = move || if is_open.get() { editor.group.get() } else { Vec::new() };
    let list = erased(move || {
        has_any.get().then(|| {
            view! {
                <details class="members" on:toggle=erased_handler(on_toggle)>
                    <summary>{erased(move || t::group_members(editor.group.read().len()))}</summary>
                    <ul><For each=shown key=key children=move |board| member(editor, board) /></ul>
                    <p class="actions">
                        <button type="button" class="quiet-button" on:click=erased_handler(move |_: ev::MouseEvent| editor.clear_group())>{t::group_clear()}</button>
                    </p>
                </details>
            }
        })
    });
    view! { {list} }.into_any()
}

/// Returns the entry of a board.
fn member(editor: BoardEditor, board: Board) -> AnyView {
    let name = name_of(&board);
    let title = title_of(&board);
    let label = t::group_remove(&name);
    let remove = move |_: ev::MouseEvent| editor.remove_from_group(&board);
    view! {
        <li>
            <bdi>{name}</bdi>
            <span class="hint" dir="auto">{title}</span>
            <button type="button" class="row-remove" aria-label=label on:click=erased_handler(remove)>{t::remove()}</button>
        </li>
    }
    .into_any()
}
