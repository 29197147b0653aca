//! Sign-ups that are not sent yet, or may not have arrived: always shown, never as sent.

use leptos::ev;
use leptos::prelude::*;

use super::keeper::Keeper;
use crate::signup::Entry;
use crate::text::{frame, signup as words};
use crate::ui::each::Each;
use crate::ui::live::{heard, live};

/// The list, empty where there is nothing to tell.
pub fn unsent(keeper: Keeper) -> AnyView {
    let entry = move |entry: &Entry| {
        let receiver = keeper.form.read_untracked().receiver().clone();
        let told = words::unsent(entry, &receiver);
        let (sent, deleted) = (entry.clone(), entry.id.clone());
        let send = move |_: ev::MouseEvent| keeper.send_entry(sent.clone());
        let delete = move |_: ev::MouseEvent| keeper.delete(deleted.clone());
        // To another receiver than it was meant for it can't be sent.
        let send = entry.is_for(&receiver).then(|| {
            view! { <button type="button" class="quiet-button" on:click=heard(send)>{words::send_now()}</button> }
        });
        view! {
            <li>
                <span>{told}</span>
                {send}
                <button type="button" class="quiet-button" on:click=heard(delete)>{words::delete()}</button>
            </li>
        }
    };
    let entries = live(move || {
        let outbox = keeper.outbox.read();
        (!outbox.entries().is_empty()).then(|| {
            view! { <ul class="unsent" aria-label=frame::unsent()>{outbox.entries().iter().map(entry).each()}</ul> }
        })
    });
    view! {
        {entries}
        <p class="unsent-said" role="status">{live(move || keeper.said.get())}</p>
    }
    .into_any()
}
