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
        let (id, fits) = (entry.id, entry.fits(&receiver));
        // What the form would not accept any more can't be sent as it is.
        let send =
            move |_: ev::MouseEvent| if fits { controller.send_entry(id) } else { controller.open_entry(id) };
        let label = if fits { t::send_now() } else { t::open_entry() };
        let delete = move |_: ev::MouseEvent| controller.delete(id);
        view! {
            <li>
                <span>{text}</span>
                <button type="button" class="quiet-button" on:click=erased_handler(send)>{label}</button>
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
