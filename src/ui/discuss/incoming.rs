//! The board that came with a link: shown before anything is done with it.

use leptos::ev;
use leptos::prelude::*;

use super::boards::title_of;
use super::desk::Desk;
use crate::discuss::Board;
use crate::text::discuss::page as words;
use crate::ui::dom;
use crate::ui::each::Each;
use crate::ui::live::{heard, live};

/// What came with a link, and what went wrong, over the page.
pub fn incoming(desk: Desk) -> AnyView {
    let preview = live(move || desk.incoming.get().map(|board| preview(desk, &board)));
    let wrong = live(move || {
        let wrong = desk.wrong.read();
        (!wrong.is_empty()).then(|| {
            let entry = |what: &String| view! { <p dir="auto">{what.clone()}</p> };
            let close = move |_: ev::MouseEvent| {
                desk.wrong.set(Vec::new());
                dom::focus("main");
            };
            view! {
                <div class="wrongs-list">{wrong.iter().map(entry).each()}</div>
                <button type="button" class="quiet-button" on:click=heard(close)>{words::dismiss()}</button>
            }
        })
    });
    // Each message is an element of its own, so that one that is said again is shown again.
    let count = StoredValue::new(0_u32);
    let said = move || {
        let said = desk.said.get();
        count.update_value(|count| *count += 1);
        (!said.is_empty()).then(|| (count.get_value(), said))
    };
    view! {
        <div class="wrongs" role="alert">{wrong}</div>
        {preview}
        <p class="said" role="status">
            <For each=said key=|(at, _)| *at children=|(_, said)| view! { <span>{said}</span> } />
        </p>
    }
    .into_any()
}

fn preview(desk: Desk, board: &Board) -> AnyView {
    let count = board.picks().len();
    let holds = match board.by().trim() {
        "" => words::incoming_holds(count),
        by => words::incoming_by(by, count),
    };
    let names: Vec<AnyView> = board
        .picks()
        .iter()
        .filter(|pick| desk.atlas().find_challenge(pick.challenge.as_str()).is_some())
        .map(|pick| {
            let name = desk.name(&pick.challenge);
            view! { <li lang=name.lang() dir="auto">{name.to_string()}</li> }.into_any()
        })
        .collect();
    let button = |class: &'static str, label: String, deed: fn(Desk)| {
        view! { <button type="button" class=class on:click=heard(move |_: ev::MouseEvent| deed(desk))>{label}</button> }
    };
    view! {
        <section class="incoming" aria-labelledby="incoming">
            <h2 id="incoming" tabindex="-1">{words::incoming(&title_of(board))}</h2>
            <p>{holds}</p>
            <ol class="incoming-names">{names}</ol>
            <p class="actions">
                {button("button", words::keep_mine(), Desk::keep_incoming)}
                {button("quiet-button", words::keep_group(), Desk::group_incoming)}
                {button("quiet-button", words::discard(), Desk::discard_incoming)}
            </p>
        </section>
    }
    .into_any()
}
