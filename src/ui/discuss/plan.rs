//! The action plan: five answers for each of the first priorities.

use leptos::ev;
use leptos::prelude::*;

use super::desk::Desk;
use crate::challenge::Slug;
use crate::discuss::board::{ActionField, MAX_ANSWER};
use crate::text::discuss::{page as words, plan_question};
use crate::ui::each::Each;
use crate::ui::live::{derived, heard, live};

/// So many priorities are planned unless more are asked for: what a group can hold in mind.
pub const FIRST: usize = 3;

/// The plan, a card a priority.
pub fn plan(desk: Desk) -> AnyView {
    let wanted = RwSignal::new(FIRST);
    let shown = derived(move || desk.shown());
    let planned = derived(move || {
        let board = desk.board.read();
        let shown = shown.read();
        let is_planned =
            |id: &Slug| board.find(id.as_str()).is_some_and(|at| !board.picks()[at].action.is_empty());
        let last = shown.iter().rposition(is_planned).map_or(0, |at| at + 1);
        let count = last.max(wanted.get()).min(shown.len());
        shown.iter().take(count).cloned().collect::<Vec<_>>()
    });
    let next = live(move || {
        let id = shown.read().get(planned.read().len())?.clone();
        let take = move |_: ev::MouseEvent| {
            wanted.set(planned.read_untracked().len() + 1);
        };
        let words = words::plan_next(&desk.name(&id));
        Some(view! { <button type="button" class="quiet-button" on:click=heard(take)>{words}</button> })
    });
    view! {
        {live(move || shown.read().is_empty().then(|| view! { <p class="nothing">{words::nothing_planned()}</p> }))}
        <ol class="plan">
            <For each=move || planned.get() key=|id| id.clone() children=move |id| card(desk, id) />
        </ol>
        <p class="actions">{next}</p>
    }
    .into_any()
}

fn card(desk: Desk, id: Slug) -> AnyView {
    let own = id.clone();
    let (place, name) = (move || desk.place_of(&own), desk.name(&id));
    let name_id = format!("plan-{id}");
    let fields = ActionField::ALL.map(|field| answer(desk, &id, field, &name_id));
    view! {
        <li class="plan-card">
            <p class="minutes">{live(move || words::priority(place()))}</p>
            <h3 id=name_id lang=name.lang() dir="auto">{name.to_string()}</h3>
            <div class="plan-fields">{fields.into_iter().each()}</div>
        </li>
    }
    .into_any()
}

fn answer(desk: Desk, id: &Slug, field: ActionField, name_id: &str) -> AnyView {
    let field_id = format!("plan-{id}-{}", field.id());
    let labelled = format!("{field_id}-label {name_id}");
    let label_id = format!("{field_id}-label");
    let read = id.clone();
    let value = derived(move || {
        let board = desk.board.read();
        let at = board.find(read.as_str());
        at.map_or(String::new(), |at| board.picks()[at].action.text(field).to_owned())
    });
    let id = id.clone();
    let type_in = heard(move |event: ev::Event| {
        let typed = event_target_value(&event);
        desk.edit(|board| {
            if let Some(at) = board.find(id.as_str()) {
                board.answer(at, field, &typed);
            }
        });
    });
    let most = MAX_ANSWER.to_string();
    let is_long = matches!(field, ActionField::NextStep | ActionField::LeftOut);
    let input = if is_long {
        view! {
            <textarea id=field_id.clone() rows="2" dir="auto" maxlength=most aria-labelledby=labelled prop:value=live(move || value.get()) on:input=type_in></textarea>
        }
        .into_any()
    } else {
        view! {
            <input id=field_id.clone() type="text" dir="auto" autocomplete="off" maxlength=most aria-labelledby=labelled prop:value=live(move || value.get()) on:input=type_in />
        }
        .into_any()
    };
    view! {
        <div class="plan-field" class:long=is_long>
            <label id=label_id for=field_id>{plan_question(field)}</label>
            {input}
        </div>
    }
    .into_any()
}
