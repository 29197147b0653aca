//! List of the sign-ups that are not known to have arrived.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use signup::messages as t;
use signup::{Entry, EntryAction, Unavailable};

use super::controller::SignupController;
use super::kept::KeptSignups;
use crate::collect_any::CollectAny;
use crate::erased::{erased, erased_handler};
use crate::messages::frame;

/// Returns the list, which is empty without entries, and its status. `controller` sends them, where the site takes
/// sign-ups.
pub fn unsent(kept: KeptSignups, controller: Result<SignupController, Unavailable>) -> AnyView {
    let entries = erased(move || {
        let outbox = kept.outbox.read();
        let entry = |entry| unsent_entry(entry, kept, controller);
        (!outbox.entries().is_empty()).then(|| {
            view! { <ul class="unsent" aria-label=frame::unsent()>{outbox.entries().iter().map(entry).collect_any()}</ul> }
        })
    });
    view! {
        {entries}
        <p class="unsent-status" role="status">{erased(move || kept.status.get())}</p>
    }
    .into_any()
}

/// Returns an entry with its buttons.
fn unsent_entry(
    entry: &Entry,
    kept: KeptSignups,
    controller: Result<SignupController, Unavailable>,
) -> AnyView {
    let id = entry.id;
    let receiver = controller.map(|controller| controller.form.read_untracked().receiver().clone());
    let receiver = receiver.as_deref().map_err(|why| *why);
    let action = controller.ok().zip(entry.action(receiver)).map(|(controller, action)| {
        let (label, act) = match action {
            EntryAction::Send => (t::send_now(), SignupController::send_entry as fn(_, _)),
            EntryAction::Review => (t::open_entry(), SignupController::open_entry as fn(_, _)),
        };
        let act = move |_: ev::MouseEvent| act(controller, id);
        view! { <button type="button" class="quiet-button" on:click=erased_handler(act)>{label}</button> }
    });
    let delete = move |_: ev::MouseEvent| match controller {
        Ok(controller) => controller.delete(id),
        Err(_) => spawn_local(kept.delete(id)),
    };
    view! {
        <li>
            <span>{t::unsent(entry, receiver)}</span>
            {action}
            <button type="button" class="quiet-button" on:click=erased_handler(delete)>{t::delete()}</button>
        </li>
    }
    .into_any()
}
