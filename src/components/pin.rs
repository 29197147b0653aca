//! Buttons that pin challenges for comparison.

use data::challenge::ChallengeIx;
use explore::messages::controls as t;
use explore::view_state::ViewState;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::dom;
use crate::erased::erased_handler;
use crate::site::Site;

/// Returns a button that pins a challenge, or unpins it.
pub fn pin(site: &Site, state: &ViewState, challenge: ChallengeIx, change: Callback<ViewState>) -> AnyView {
    let text = if state.pins.contains(&challenge) { t::pinned() } else { t::pin() };
    let name = t::pin_name(state.pins.contains(&challenge), &site.dataset.challenge(challenge).name);
    button(site, state, challenge, change, [text, name])
}

/// Returns a small button that unpins a challenge.
pub fn unpin(site: &Site, state: &ViewState, challenge: ChallengeIx, change: Callback<ViewState>) -> AnyView {
    let name = t::unpin_one(&site.dataset.challenge(challenge).name);
    button(site, state, challenge, change, ["×".to_owned(), name])
}

fn button(
    site: &Site,
    state: &ViewState,
    challenge: ChallengeIx,
    change: Callback<ViewState>,
    [text, name]: [String; 2],
) -> AnyView {
    let is_pinned = state.pins.contains(&challenge);
    let next = state.with(&site.dataset, |state| state.toggle_pin(challenge));
    view! {
        <button type="button" class="pin" aria-pressed=is_pinned.to_string() aria-label=name on:click=erased_handler(move |_: MouseEvent| {
            change.run(next.clone());
            // In a list of pinned challenges the button is removed, and the focus with it.
            dom::focus_if_lost("chart-keys");
        })>
            {text}
        </button>
    }
    .into_any()
}
