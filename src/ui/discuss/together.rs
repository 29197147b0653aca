//! A group's boards together: dropped in, counted, and where people disagree.

mod table;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::boards::title_of;
use super::desk::Desk;
use super::files;
use crate::discuss::Board;
use crate::discuss::group::perhaps_twice;
use crate::text::discuss::page as words;
use crate::text::line;
use crate::ui::dom;
use crate::ui::live::{derived, heard, live};

/// The part for facilitators, closed until it is wanted.
pub fn together(desk: Desk) -> AnyView {
    let is_over = RwSignal::new(false);
    let take = move |files: Vec<File>| spawn_local(desk.take_files(files));
    let choose = move |event: ev::Event| take(files::chosen(&event));
    let over = move |event: ev::DragEvent| {
        event.prevent_default();
        is_over.set(true);
    };
    let drop = move |event: ev::DragEvent| {
        event.prevent_default();
        is_over.set(false);
        match files::dropped(&event) {
            files::Dropped::Files(files) => take(files),
            // A link that is dragged here from a mail.
            files::Dropped::Text(text) => spawn_local(async move { _ = desk.take_links(&text).await }),
        }
    };
    // Read when it is wanted: a signal of 200 links that follows each letter costs as much as showing them.
    let field = NodeRef::<html::Textarea>::new();
    let add_links = move |_: ev::MouseEvent| {
        let Some(field) = field.get_untracked() else { return };
        spawn_local(async move {
            let links = field.value();
            let rest = desk.take_links(&links).await;
            // What was typed meanwhile stays.
            if field.value() == links {
                field.set_value(&rest);
            }
        });
    };
    let add_own = move |_: ev::MouseEvent| spawn_local(desk.add_own());
    view! {
        <details class="together">
            <summary id="group-head"><h3>{words::group()}</h3> <span class="hint">{live(move || words::group_count(desk.group.read().len()))}</span></summary>
            <p class="step-text">{words::group_text()}</p>
            <div class="ways">
                <div
                    class="drop"
                    class:over=live(move || is_over.get())
                    on:dragover=heard(over)
                    on:dragleave=heard(move |_: ev::DragEvent| is_over.set(false))
                    on:drop=heard(drop)
                >
                    <label class="file-button quiet-button">
                        {words::group_drop()}
                        <input type="file" accept=".json,application/json" multiple class="file-input" id="group-files" on:change=heard(choose) />
                    </label>
                </div>
                <div class="paste">
                    <label class="control" for="group-links">
                        {words::group_links()}
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
                        <button type="button" class="quiet-button" on:click=heard(add_links)>{words::group_add_links()}</button>
                        <button type="button" class="quiet-button" on:click=heard(add_own)>{words::group_add_own()}</button>
                    </p>
                </div>
            </div>
            <p class="hint" role="status" id="group-said">{live(move || desk.group_said.get())}</p>
            <div role="status">{undo(desk)}</div>
            {twice(desk)}
            {table::table(desk)}
            {members(desk)}
        </details>
    }
    .into_any()
}

/// What was taken out, and the way back.
fn undo(desk: Desk) -> AnyView {
    let part = live(move || {
        let (told, _) = desk.took_out.get()?;
        let back = move |_: ev::MouseEvent| desk.put_back();
        Some(view! {
            <p class="undo">{told} " " <button type="button" class="quiet-button" id="undo-group" on:click=heard(back)>{words::undo()}</button></p>
        })
    });
    view! { {part} }.into_any()
}

/// Who may be counted twice, for the facilitator to decide.
fn twice(desk: Desk) -> AnyView {
    let part = live(move || {
        let group = desk.group.read();
        let names = perhaps_twice(&group);
        (!names.is_empty())
            .then(|| view! { <p class="note" dir="auto">{words::group_twice(&line(&names))}</p> })
    });
    view! { {part} }.into_any()
}

/// Whose board it is.
pub fn name_of(board: &Board) -> String {
    match board.by().trim() {
        "" => words::nobody(),
        by => by.to_owned(),
    }
}

/// Whose boards they are, each with the way out.
fn members(desk: Desk) -> AnyView {
    let has_any = derived(move || !desk.group.read().is_empty());
    let is_open = RwSignal::new(false);
    let toggled = move |event: ev::Event| {
        is_open.set(dom::heard_by(&event).is_some_and(|details| details.has_attribute("open")));
    };
    let key = |board: &Board| {
        let (by, id) = board.owner();
        (by.to_owned(), id.to_owned(), board.title().to_owned())
    };
    // Closed, it costs nothing: 200 of them are a third of what it takes to show a group.
    let shown = move || if is_open.get() { desk.group.get() } else { Vec::new() };
    let list = live(move || {
        has_any.get().then(|| {
            view! {
                <details class="members" on:toggle=heard(toggled)>
                    <summary>{live(move || words::group_members(desk.group.read().len()))}</summary>
                    <ul><For each=shown key=key children=move |board| member(desk, board) /></ul>
                    <p class="actions">
                        <button type="button" class="quiet-button" on:click=heard(move |_: ev::MouseEvent| desk.clear_group())>{words::group_clear()}</button>
                    </p>
                </details>
            }
        })
    });
    view! { {list} }.into_any()
}

fn member(desk: Desk, board: Board) -> AnyView {
    let name = name_of(&board);
    let title = title_of(&board);
    let label = words::group_remove(&name);
    let remove = move |_: ev::MouseEvent| desk.take_out(&board);
    view! {
        <li>
            <bdi>{name}</bdi>
            <span class="hint" dir="auto">{title}</span>
            <button type="button" class="row-remove" aria-label=label on:click=heard(remove)>{words::remove()}</button>
        </li>
    }
    .into_any()
}
