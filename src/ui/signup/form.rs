//! The form: its fields, what is wrong, how it stands.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::fields::{decoy, fields, input_id};
use super::keeper::Keeper;
use super::{unsent::unsent, way_out};
use crate::challenge::WebAddress;
use crate::signup::{FieldError, Form, Outcome, Phase};
use crate::text::signup as words;
use crate::ui::dom;
use crate::ui::each::Each;
use crate::ui::live::{heard, live};

/// The button that closes the dialog after a sign-up.
const DONE_ID: &str = "signup-done";

/// The list of what is wrong.
const SUMMARY_ID: &str = "signup-summary";

/// The whole form. `privacy` is the address of the privacy notice, `contact` the way to the
/// publisher that is offered when sending fails.
pub fn form(keeper: Keeper, privacy: Option<String>, contact: Option<WebAddress>) -> AnyView {
    let form = keeper.form;
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        spawn_local(async move {
            keeper.submit().await;
            focus_on_what_came_of_it(form);
        });
    };
    let is_done = move || *form.read().phase() == Phase::Done;
    let is_under_way = move || matches!(form.read().phase(), Phase::Sending | Phase::Waiting { .. });
    let has_failed = move || matches!(form.read().phase(), Phase::Failed(_));
    let privacy = privacy.map(|href| {
        view! { <p class="hint"><a href=href rel="external noopener noreferrer">{words::privacy()}</a></p> }
    });
    let instead = live(move || contact.clone().filter(|_| has_failed()).map(way_out));
    view! {
        <form
            novalidate
            hidden=live(is_done)
            on:submit=heard(submit)
            on:pointerdown=heard(move |_: ev::PointerEvent| keeper.is_pressed.set(true))
            on:pointercancel=heard(move |_: ev::PointerEvent| keeper.is_pressed.set(false))
            on:click=heard(move |_: ev::MouseEvent| keeper.is_pressed.set(false))
        >
            <p>{words::what_for()}</p>
            {live(move || summary(&form.read()))}
            {fields(keeper)}
            {decoy(keeper)}
            {privacy}
            <button type="submit" class="button" aria-disabled=live(move || is_under_way().to_string())>{words::sign_up()}</button>
        </form>
        <p class="signup-state" role="status" class:failed=live(has_failed) class:done=live(is_done)>{live(move || state(&form.read()))}</p>
        // Shown by style once the state before it is `done`.
        <form method="dialog"><button class="button" id=DONE_ID>{words::close_done()}</button></form>
        {instead}
        {unsent(keeper)}
    }
    .into_any()
}

/// How the form stands, in words.
fn state(form: &Form) -> String {
    let told = |outcome| words::outcome(outcome, form.receiver());
    match form.phase() {
        Phase::Idle => String::new(),
        Phase::Sending => words::sending(),
        Phase::Waiting { wait_ms, outcome } => words::waiting(outcome, *wait_ms),
        Phase::Done => told(&Outcome::Done),
        Phase::Sent => told(&Outcome::Sent),
        Phase::Failed(outcome) => told(outcome),
    }
}

/// All that is wrong, each leading to its field. A single error is told beside its field alone.
fn summary(form: &Form) -> Option<AnyView> {
    let errors = form.errors();
    if errors.len() < 2 {
        return None;
    }
    let entry = |error: &FieldError| {
        let field = form.receiver().fields.get(error.field)?;
        let (id, told) = (input_id(field), words::field_error(field, &error.flaw));
        let go = move |_: ev::MouseEvent| dom::focus(&id);
        Some(view! { <li><button type="button" class="plain" on:click=heard(go)>{told}</button></li> })
    };
    let entries = errors.iter().filter_map(entry).each();
    let heading = words::wrong(errors.len());
    Some(
        view! {
            <div class="summary" id=SUMMARY_ID tabindex="-1" role="group" aria-labelledby="signup-summary-title">
                <p id="signup-summary-title">{heading}</p>
                <ul>{entries}</ul>
            </div>
        }
        .into_any(),
    )
}

/// Puts the focus where it is of use once the page shows what has just changed: in the only wrong
/// field, on the list of several, on the button that is left when the form is gone.
fn focus_on_what_came_of_it(form: RwSignal<Form>) {
    let form = form.read_untracked();
    let id = match (form.phase(), form.errors()) {
        (Phase::Done, _) => DONE_ID.to_owned(),
        (_, []) => return,
        (_, [only]) => match form.receiver().fields.get(only.field) {
            Some(field) => input_id(field),
            None => return,
        },
        _ => SUMMARY_ID.to_owned(),
    };
    set_timeout(move || dom::focus(&id), Duration::ZERO);
}
