//! What is on the board: a row a challenge, each with a slider and a number for either axis.

use leptos::ev;
use leptos::prelude::*;

use super::desk::Desk;
use crate::challenge::Slug;
use crate::discuss::board::Share;
use crate::route::Route;
use crate::text::discuss::page as words;
use crate::ui::components::shape::theme_mark;
use crate::ui::each::Each;
use crate::ui::live::{derived, heard, live};

/// Where a slider stands that nobody has moved.
const MIDDLE: u8 = 50;

/// The rows, in the order of priority.
pub fn rows(desk: Desk) -> AnyView {
    let shown = derived(move || desk.shown());
    view! {
        <h3 id="plotted" tabindex="-1">{live(move || words::plotted(shown.read().len()))}</h3>
        {live(move || shown.read().is_empty().then(|| view! { <p class="nothing">{words::nothing_yet()}</p> }))}
        <ul class="rows" aria-labelledby="plotted">
            <For each=move || shown.get() key=|id| id.clone() children=move |id| row(desk, id) />
        </ul>
        {live(move || gone(desk))}
    }
    .into_any()
}

/// The challenges of the board that the survey does not have, and the way out of each.
fn gone(desk: Desk) -> Option<AnyView> {
    let atlas = desk.atlas();
    let board = desk.board.read();
    let ids = board.picks().iter().map(|pick| pick.challenge.clone());
    let gone: Vec<Slug> = ids.filter(|id| atlas.find_challenge(id.as_str()).is_none()).collect();
    let count = gone.len();
    let row = |id: Slug| {
        let name = id.to_string();
        view! {
            <li class="row">
                <p class="row-name" dir="auto">{name.clone()}</p>
                {take_off(desk, id, name)}
            </li>
        }
    };
    (count > 0).then(|| {
        view! {
            <p class="note" id="gone">{words::unknown_challenges(count)}</p>
            <ul class="rows" aria-labelledby="gone">{gone.into_iter().map(row).each()}</ul>
        }
        .into_any()
    })
}

fn take_off(desk: Desk, id: Slug, name: String) -> AnyView {
    let label = words::remove_named(&name);
    let take_off = move |_: ev::MouseEvent| {
        desk.remove(&id);
        desk.say(words::removed(&name));
        crate::ui::dom::focus("plotted");
    };
    view! {
        <button type="button" class="row-remove" aria-label=label on:click=heard(take_off)>{words::remove()}</button>
    }
    .into_any()
}

fn row(desk: Desk, id: Slug) -> AnyView {
    let atlas = desk.atlas();
    let Some(challenge) = atlas.find_challenge(id.as_str()) else { return ().into_any() };
    let data = atlas.challenge(challenge);
    let name = data.name.clone();
    let href = desk.base().href(&Route::challenge(&atlas, challenge));
    let name_id = format!("pick-{id}");
    let dials = [0, 1].map(|axis| dial(desk, &id, axis, &name_id));
    let off = take_off(desk, id, name.to_string());
    view! {
        <li class="row">
            <p class="row-name marked">
                {theme_mark(&atlas, data.theme)}
                <a id=name_id href=href lang=name.lang() dir="auto">{name.to_string()}</a>
            </p>
            {off}
            <div class="dials">{Vec::from(dials)}</div>
        </li>
    }
    .into_any()
}

/// The slider and the number of one axis.
fn dial(desk: Desk, id: &Slug, axis: usize, name_id: &str) -> AnyView {
    let label = desk.axis_label(axis);
    let axis_id = format!("pick-{id}-{axis}");
    let labelled = format!("{name_id} {axis_id}");
    let read = id.clone();
    let value = derived(move || desk.value(&read, axis));
    let set = {
        let id = id.clone();
        move |event: ev::Event| {
            let typed = event_target_value(&event);
            let given = typed.trim().parse::<f64>().ok().map(Share::new);
            // Letters among digits take nothing away.
            if given.is_some() || typed.trim().is_empty() {
                desk.place(&id, axis, given);
            }
        }
    };
    let spoken = live(move || value.get().map_or_else(words::not_placed, |share| share.get().to_string()));
    view! {
        <div class="dial" class:unplaced=live(move || value.get().is_none())>
            <span class="dial-name" id=axis_id lang=label.lang() dir="auto">{label.to_string()}</span>
            <input
                type="range"
                min="0"
                max="100"
                step="1"
                aria-labelledby=labelled.clone()
                aria-valuetext=spoken
                prop:value=live(move || value.get().map_or(MIDDLE, Share::get).to_string())
                on:input=heard(set.clone())
            />
            <input
                type="number"
                min="0"
                max="100"
                step="1"
                inputmode="numeric"
                aria-labelledby=labelled
                prop:value=live(move || value.get().map_or(String::new(), |share| share.get().to_string()))
                on:input=heard(set)
            />
        </div>
    }
    .into_any()
}
