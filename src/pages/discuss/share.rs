//! Sharing of a board: as a link or a file.

use discuss::codec::LONG_LINK;
use discuss::messages::page as t;
use leptos::prelude::*;
use leptos::{ev, html};

use super::board_editor::BoardEditor;
use crate::dom;
use crate::erased::{erased, erased_handler, erased_memo};

/// Returns the section with the link to the open board and the download of its file.
pub fn share(editor: BoardEditor) -> AnyView {
    let field = NodeRef::<html::Input>::new();
    let status = RwSignal::new(String::new());
    let link = erased_memo(move || editor.link());
    let is_long = erased_memo(move || link.read().len() > LONG_LINK);
    let copy = move |_: ev::MouseEvent| {
        let link = link.get_untracked();
        dom::copy(&link, move |done| {
            if !done && let Some(field) = field.get_untracked() {
                field.focus().ok();
                field.select();
            }
            status.set(if done { t::link_copied() } else { t::link_not_copied() });
        });
    };
    let save = move |_: ev::MouseEvent| status.set(editor.save_file());
    view! {
        <section class="share-panel" aria-labelledby="share-heading">
            <h3 id="share-heading">{t::share()}</h3>
            <p>{t::share_text()}</p>
            <label class="control" for="board-link">
                {t::link()}
                <input id="board-link" type="text" readonly spellcheck="false" dir="ltr" node_ref=field prop:value=erased(move || link.get()) />
            </label>
            {erased(move || is_long.get().then(|| view! { <p class="note">{t::link_long()}</p> }))}
            <p class="actions">
                <button type="button" class="button" on:click=erased_handler(copy)>{t::copy_link()}</button>
                <button type="button" class="quiet-button" on:click=erased_handler(save)>{t::save_file()}</button>
            </p>
            <p class="hint" role="status">{erased(move || status.get())}</p>
        </section>
    }
    .into_any()
}
