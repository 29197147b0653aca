//! View of the form: fields, errors and status.

use std::time::Duration;

use data::challenge::WebAddress;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use signup::messages as t;
use signup::{FieldError, Form, Outcome, Phase};

use super::controller::SignupController;
use super::fields::{fields, honeypot, input_id};
use super::{contact_link, unsent::unsent};
use crate::collect_any::CollectAny;
use crate::dom;
use crate::erased::{erased, erased_handler};

/// Id of the button that closes the dialog after a sign-up.
const DONE_ID: &str = "signup-done";

/// Id of the list of errors.
const SUMMARY_ID: &str = "signup-summary";

/// Returns the form. `privacy` is the address of the privacy notice; `contact` is the publisher's, which is offered if
/// sending fails.
pub fn form(controller: SignupController, privacy: Option<String>, contact: Option<WebAddress>) -> AnyView {
    let form = controller.form;
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        spawn_local(async move {
            controller.submit().await;
            focus_result(form);
        });
    };
    let is_done = move || *form.read().phase() == Phase::Done;
    let is_under_way = move || matches!(form.read().phase(), Phase::Sending | Phase::Waiting { .. });
    let has_failed = move || matches!(form.read().phase(), Phase::Failed(_));
    let privacy = privacy.map(|href| {
        view! { <p class="hint"><a href=href rel="external noopener noreferrer">{t::privacy()}</a></p> }
    });
    let instead = erased(move || contact.clone().filter(|_| has_failed()).map(contact_link));
    view! {
        <form
            novalidate
            hidden=erased(is_done)
            on:submit=erased_handler(submit)
            on:pointerdown=erased_handler(move |_: ev::PointerEvent| controller.is_pressed.set(true))
            on:pointercancel=erased_handler(move |_: ev::PointerEvent| controller.is_pressed.set(false))
            on:click=erased_handler(move |_: ev::MouseEvent| controller.is_pressed.set(false))
        >
            <p>{t::what_for()}</p>
            {erased(move || summary(&form.read()))}
            {fields(controller)}
            {honeypot(controller)}
            {privacy}
            <button type="submit" class="button" aria-disabled=erased(move || is_under_way().to_string())>{t::sign_up()}</button>
        </form>
        <p class="signup-state" role="status" class:failed=erased(has_failed) class:done=erased(is_done)>{erased(move || status(&form.read()))}</p>
        // Shown by style once the status before it is `done`.
        <form method="dialog"><button class="button" id=DONE_ID>{t::close_done()}</button></form>
        {instead}
        {unsent(controller.kept, Ok(controller))}
    }
    .into_any()
}

/// Returns the text of the form's state.
fn status(form: &Form) -> String {
    let text = |outcome| t::outcome(outcome, form.receiver());
    match form.phase() {
        Phase::Idle => String::new(),
        Phase::Sending => t::sending(),
        Phase::Waiting { wait_ms, outcome } => t::waiting(outcome, *wait_ms),
        Phase::Done => text(&Outcome::Done),
        Phase::Sent => text(&Outcome::Sent),
        Phase::Failed(outcome) => text(outcome),
        Phase::Elsewhere => t::elsewhere(),
    }
}

/// Returns the list of several errors, each with a button to its field. A single error is shown only beside its field.
fn summary(form: &Form) -> Option<AnyView> {
    let errors = form.errors();
    if errors.len() < 2 {
        return None;
    }
    let entry = |error: &FieldError| {
        let field = form.receiver().fields.get(error.field)?;
        let (id, text) = (input_id(field), t::field_error(field, &error.kind));
        let go = move |_: ev::MouseEvent| dom::focus(&id);
        Some(
            view! { <li><button type="button" class="plain" on:click=erased_handler(go)>{text}</button></li> },
        )
    };
    let entries = errors.iter().filter_map(entry).collect_any();
    let heading = t::wrong(errors.len());
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

/// Moves the focus after the page has updated: to the only invalid field, to the list of several errors, or to the
/// button that remains after a sign-up.
fn focus_result(form: RwSignal<Form>) {
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
