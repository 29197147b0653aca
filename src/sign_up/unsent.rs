//! List of the sign-ups that are not known to have arrived.

use leptos::ev;
use leptos::prelude::*;
use signup::Entry;
use signup::messages as t;

use super::controller::SignupController;
use crate::collect_any::CollectAny;
use crate::erased::{erased, erased_handler};
use crate::messages::frame;

/// Returns the list, which is empty without entries, and its status.
pub fn unsent(controller: SignupController) -> AnyView {
    let entry = move |entry: &Entry| {
        let receiver = controller.form.read_untracked().receiver().clone();
        let text = t::unsent(entry, &receiver);
        let (sent, deleted) = (entry.clone(), entry.id);
        let send = move |_: ev::MouseEvent| controller.send_entry(sent.clone());
        let delete = move |_: ev::MouseEvent| controller.delete(deleted);
        // An entry for another receiver can't be sent.
        let send = entry.is_for(&receiver).then(|| {
            view! { <button type="button" class="quiet-button" on:click=erased_handler(send)>{t::send_now()}</button> }
        });
        view! {
            <li>
                <span>{text}</span>
                {send}
                <button type="button" class="quiet-button" on:click=erased_handler(delete)>{t::delete()}</button>
            </li>
        }
    };
    let entries = erased(move || {
        let outbox = controller.outbox.read();
        (!outbox.entries().is_empty()).then(|| {
            view! { <ul class="unsent" aria-label=frame::unsent()>{outbox.entries().iter().map(entry).collect_any()}</ul> }
        })
    });
    view! {
        {entries}
        <p class="unsent-status" role="status">{erased(move || controller.status.get())}</p>
    }
    .into_any()
}
