//! The action plan: five answers for each of the first priorities.

use data::challenge::Slug;
use discuss::board::{ActionField, MAX_ANSWER};
use discuss::messages::page as t;
use leptos::ev;
use leptos::prelude::*;

use super::board_editor::BoardEditor;
use crate::collect_any::CollectAny;
use crate::deferred::Deferred;
use crate::erased::{erased, erased_handler, erased_memo};

/// Number of priorities that are planned at first: as many as a group can keep in mind.
pub const FIRST: usize = 3;

/// Returns the plan, one card per priority.
pub fn plan(editor: BoardEditor) -> AnyView {
    let wanted = RwSignal::new(FIRST);
    let challenges = Deferred::new(erased_memo(move || editor.challenges()));
    let planned = erased_memo(move || {
        let board = editor.board_below.read();
        let challenges = challenges.read();
        let is_planned =
            |id: &Slug| board.find(id.as_str()).is_some_and(|at| !board.picks()[at].action.is_empty());
        let last = challenges.iter().rposition(is_planned).map_or(0, |at| at + 1);
        let count = last.max(wanted.get()).min(challenges.len());
        challenges.iter().take(count).cloned().collect::<Vec<_>>()
    });
    let next = erased(move || {
        let id = challenges.read().get(planned.read().len())?.clone();
        let on_click = move |_: ev::MouseEvent| {
            wanted.set(planned.read_untracked().len() + 1);
        };
        let label = t::plan_next(&editor.name(&id));
        Some(
            view! { <button type="button" class="quiet-button" on:click=erased_handler(on_click)>{label}</button> },
        )
    });
    view! {
        {erased(move || challenges.read().is_empty().then(|| view! { <p class="nothing">{t::nothing_planned()}</p> }))}
        <ol class="plan">
            <For each=move || planned.get() key=|id| id.clone() children=move |id| card(editor, id) />
        </ol>
        <p class="actions">{next}</p>
    }
    .into_any()
}

/// Returns the card of a priority.
fn card(editor: BoardEditor, id: Slug) -> AnyView {
    let card_id = id.clone();
    let (place, name) = (move || editor.place_of(&card_id), editor.name(&id));
    let name_id = format!("plan-{id}");
    let fields = ActionField::ALL.map(|field| answer(editor, &id, field, &name_id));
    view! {
        <li class="plan-card">
            {erased(move || place().map(|place| view! { <p class="minutes">{t::priority(place)}</p> }))}
            <h3 id=name_id lang=name.lang() dir="auto">{name.to_string()}</h3>
            <div class="plan-fields">{fields.into_iter().collect_any()}</div>
        </li>
    }
    .into_any()
}

/// Returns the label and the input of an answer.
fn answer(editor: BoardEditor, id: &Slug, field: ActionField, name_id: &str) -> AnyView {
    let field_id = format!("plan-{id}-{}", field.id());
    let labelled = format!("{field_id}-label {name_id}");
    let label_id = format!("{field_id}-label");
    let value_id = id.clone();
    let value = erased_memo(move || {
        let board = editor.board.read();
        let at = board.find(value_id.as_str());
        at.map_or(String::new(), |at| board.picks()[at].action.text(field).to_owned())
    });
    let id = id.clone();
    let on_input = erased_handler(move |event: ev::Event| {
        let typed = event_target_value(&event);
        editor.edit(|board| {
            if let Some(at) = board.find(id.as_str()) {
                board.answer(at, field, &typed);
            }
        });
    });
    let max_length = MAX_ANSWER.to_string();
    let is_long = matches!(field, ActionField::NextStep | ActionField::LeftOut);
    let input = if is_long {
        view! {
            <textarea id=field_id.clone() rows="2" dir="auto" maxlength=max_length aria-labelledby=labelled prop:value=erased(move || value.get()) on:input=on_input></textarea>
        }
        .into_any()
    } else {
        view! {
            <input id=field_id.clone() type="text" dir="auto" autocomplete="off" maxlength=max_length aria-labelledby=labelled prop:value=erased(move || value.get()) on:input=on_input />
        }
        .into_any()
    };
    view! {
        <div class="plan-field" class:long=is_long>
            <label id=label_id for=field_id>{field.question()}</label>
            {input}
        </div>
    }
    .into_any()
}
