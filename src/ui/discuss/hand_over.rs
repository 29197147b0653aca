//! Handing a board over: a link or a file.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::desk::Desk;
use crate::discuss::codec::LONG_LINK;
use crate::text::discuss::page as words;
use crate::ui::dom;
use crate::ui::live::{derived, heard, live};

/// The link to the open board, and its file.
pub fn hand_over(desk: Desk) -> AnyView {
    let field = NodeRef::<html::Input>::new();
    let told = RwSignal::new(String::new());
    let link = derived(move || desk.link());
    let is_long = derived(move || link.read().len() > LONG_LINK);
    let copy = move |_: ev::MouseEvent| {
        let link = link.get_untracked();
        dom::copy(&link, move |done| {
            if !done && let Some(field) = field.get_untracked() {
                field.focus().ok();
                field.select();
            }
            told.set(if done { words::link_copied() } else { words::link_not_copied() });
        });
    };
    let save = move |_: ev::MouseEvent| told.set(desk.save_file());
    view! {
        <section class="hand-over" aria-labelledby="hand-over">
            <h3 id="hand-over">{words::hand_over()}</h3>
            <p>{words::hand_over_text()}</p>
            <label class="control" for="board-link">
                {words::link()}
                <input id="board-link" type="text" readonly spellcheck="false" dir="ltr" node_ref=field prop:value=live(move || link.get()) />
            </label>
            {live(move || is_long.get().then(|| view! { <p class="note">{words::link_long()}</p> }))}
            <p class="actions">
                <button type="button" class="button" on:click=heard(copy)>{words::copy_link()}</button>
                <button type="button" class="quiet-button" on:click=heard(save)>{words::save_file()}</button>
            </p>
            <p class="hint" role="status">{live(move || told.get())}</p>
        </section>
    }
    .into_any()
}
