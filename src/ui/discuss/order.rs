//! Priorities: what is on the board, moved up and down.

use leptos::ev;
use leptos::prelude::*;

use super::desk::Desk;
use crate::challenge::Slug;
use crate::text::discuss::page as words;
use crate::ui::dom;
use crate::ui::live::{derived, heard, live};

/// The list of priorities.
pub fn order(desk: Desk) -> AnyView {
    let shown = derived(move || desk.shown());
    view! {
        {live(move || shown.read().is_empty().then(|| view! { <p class="nothing">{words::nothing_to_order()}</p> }))}
        <ol class="order">
            <For each=move || shown.get() key=|id| id.clone() children=move |id| priority(desk, shown, id) />
        </ol>
    }
    .into_any()
}

fn priority(desk: Desk, shown: Memo<Vec<Slug>>, id: Slug) -> AnyView {
    let name = desk.name(&id);
    let own = id.clone();
    let place = derived(move || desk.place_of(&own));
    let own = id.clone();
    let has = move |end: fn(&Vec<Slug>) -> Option<&Slug>| end(&shown.read()) == Some(&own);
    let (is_first, is_last) = (has.clone(), has);
    let ranks = {
        let id = id.clone();
        live(move || desk.places(&id))
    };
    let (up_id, down_id) = (format!("up-{id}"), format!("down-{id}"));
    let step = {
        let (id, name) = (id.clone(), name.clone());
        move |by: isize, button: &str| {
            let shown_now = shown.get_untracked();
            let from = shown_now.iter().position(|other| *other == id).unwrap_or_default();
            let to = from.saturating_add_signed(by).min(shown_now.len() - 1);
            if to != from {
                desk.swap(&id, &shown_now[to]);
                desk.say(words::moved(&name, desk.place_of(&id), desk.board.read_untracked().picks().len()));
            }
            // A row that moves loses the focus.
            let button = button.to_owned();
            request_animation_frame(move || dom::focus(&button));
        }
    };
    let (go_up, go_down) = (step.clone(), step);
    let (at_up, at_down) = (up_id.clone(), down_id.clone());
    view! {
        <li class="priority" class:first=live(move || place.get() <= super::plan::FIRST)>
            <span class="place" aria-hidden="true">{live(move || place.get())}</span>
            <div class="priority-words">
                <p class="priority-name" lang=name.lang() dir="auto">{name.to_string()}</p>
                <p class="hint">{ranks}</p>
            </div>
            <div class="movers">
                <button
                    type="button"
                    id=up_id
                    aria-label=words::up(&name)
                    aria-disabled=live(move || is_first(|all| all.first()).to_string())
                    on:click=heard(move |_: ev::MouseEvent| go_up(-1, &at_up))
                >
                    <span aria-hidden="true">"↑"</span>
                </button>
                <button
                    type="button"
                    id=down_id
                    aria-label=words::down(&name)
                    aria-disabled=live(move || is_last(|all| all.last()).to_string())
                    on:click=heard(move |_: ev::MouseEvent| go_down(1, &at_down))
                >
                    <span aria-hidden="true">"↓"</span>
                </button>
            </div>
        </li>
    }
    .into_any()
}
