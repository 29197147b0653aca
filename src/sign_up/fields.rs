//! Views of the fields, each with its error.

use leptos::ev;
use leptos::prelude::*;
use signup::config::{Choice, Field, FieldKind};
use signup::messages as t;
use signup::{Form, email_hint};

use super::controller::SignupController;
use crate::collect_any::CollectAny;
use crate::erased::{erased, erased_handler};

/// Returns the id of a field's input element.
pub fn input_id(field: &Field) -> String {
    format!("signup-{}", field.id)
}

fn error_id(field: &Field) -> String {
    format!("signup-{}-error", field.id)
}

/// Returns the views of all fields in their order.
pub fn fields(controller: SignupController) -> Vec<AnyView> {
    let receiver = controller.form.read_untracked().receiver().clone();
    let field = |(at, field): (usize, &Field)| match field.kind {
        FieldKind::Checkboxes(_) => checkboxes(controller.form, at, field),
        FieldKind::Checkbox | FieldKind::Consent => checkbox(controller.form, at, field),
        _ => text_field(controller, at, field),
    };
    receiver.fields.iter().enumerate().map(field).collect()
}

/// Returns the honeypot, which only programs see and fill in. It is hidden by style, because some programs skip
/// `hidden` inputs.
pub fn honeypot(controller: SignupController) -> Option<AnyView> {
    let name = controller.form.read_untracked().receiver().honeypot.as_ref()?.name().to_owned();
    let enter = move |event: ev::Event| {
        let typed = event_target_value(&event);
        controller.form.update(|form| form.edit(|draft| draft.honeypot = typed));
    };
    let honeypot = view! {
        <div class="honeypot" aria-hidden="true">
            <label>{t::honeypot()} <input type="text" name=name tabindex="-1" autocomplete="off" on:input=erased_handler(enter) /></label>
        </div>
    };
    Some(honeypot.into_any())
}

/// Returns the error text of a field.
fn error_text(form: RwSignal<Form>, at: usize, field: &Field) -> AnyView {
    let message = erased(move || {
        let form = form.read();
        let error = form.error(at)?;
        Some(t::field_error(form.receiver().fields.get(at)?, &error.kind))
    });
    view! { <p class="field-error" id=error_id(field)>{message}</p> }.into_any()
}

/// Returns the value of `aria-invalid` for a field.
fn invalid(form: RwSignal<Form>, at: usize) -> impl FnMut() -> String + Send + 'static {
    move || form.read().error(at).is_some().to_string()
}

/// Returns the view of a text field or a select.
fn text_field(controller: SignupController, at: usize, field: &Field) -> AnyView {
    let form = controller.form;
    let (input, hint) = match &field.kind {
        FieldKind::Select(choices) => (select(form, at, field, choices), None),
        FieldKind::Email => {
            let is_left = RwSignal::new(false);
            (text_input(form, at, field, Some(is_left)), Some(hint(controller, at, is_left)))
        }
        _ => (text_input(form, at, field, None), None),
    };
    view! {
        <div class="field" class:invalid=erased(move || form.read().error(at).is_some())>
            <label for=input_id(field)>{t::label(field)}</label>
            {error_text(form, at, field)}
            {input}
            {hint}
        </div>
    }
    .into_any()
}

/// Returns the text of a field.
fn value(form: RwSignal<Form>, at: usize) -> impl FnMut() -> String + Send + 'static {
    move || form.read().draft().text(at).to_owned()
}

/// Returns a handler that sets the text of a field.
fn enter(form: RwSignal<Form>, at: usize) -> impl FnMut(ev::Event) + Send + 'static {
    move |event: ev::Event| {
        let text = event_target_value(&event);
        form.update(|form| form.edit(|draft| draft.set_text(at, &text)));
    }
}

fn select(form: RwSignal<Form>, at: usize, field: &Field, choices: &[Choice]) -> AnyView {
    let choice = |choice: &Choice| view! { <option value=choice.value.to_string()>{choice.label.to_string()}</option> };
    view! {
        <select
            id=input_id(field)
            name=field.id.to_string()
            autocomplete=field.autocomplete()
            aria-required=field.required.to_string()
            aria-invalid=erased(invalid(form, at))
            aria-describedby=error_id(field)
            prop:value=erased(value(form, at))
            on:change=erased_handler(enter(form, at))
        >
            <option value="">{t::choose()}</option>
            {choices.iter().map(choice).collect_any()}
        </select>
    }
    .into_any()
}

/// Returns the input of a text or an email address. `is_left` tells whether it has lost the focus.
fn text_input(form: RwSignal<Form>, at: usize, field: &Field, is_left: Option<RwSignal<bool>>) -> AnyView {
    let is_email = field.kind == FieldKind::Email;
    let set_left = move |now: bool| {
        if let Some(is_left) = is_left {
            is_left.set(now);
        }
    };
    view! {
        <input
            id=input_id(field)
            name=field.id.to_string()
            type=if is_email { "email" } else { "text" }
            autocomplete=field.autocomplete()
            spellcheck="false"
            dir=is_email.then_some("ltr")
            autocapitalize=is_email.then_some("none")
            aria-required=field.required.to_string()
            aria-invalid=erased(invalid(form, at))
            aria-describedby=error_id(field)
            prop:value=erased(value(form, at))
            on:input=erased_handler(enter(form, at))
            on:focus=erased_handler(move |_: ev::FocusEvent| set_left(false))
            on:blur=erased_handler(move |_: ev::FocusEvent| set_left(true))
        />
    }
    .into_any()
}

/// Returns the suggestion of another email address, which appears once the field is left. Only the visitor's click
/// takes it.
fn hint(controller: SignupController, at: usize, is_left: RwSignal<bool>) -> AnyView {
    // A pressed pointer takes the focus too; its target must not move away until it is released.
    let suggestion = Memo::new(move |before: Option<&Option<String>>| {
        match is_left.get() && !controller.is_pressed.get() {
            true => email_hint(controller.form.read_untracked().draft().text(at)),
            false => before.cloned().flatten(),
        }
    });
    let offer = erased(move || {
        // The text may have changed since.
        let is_current = |suggestion: &String| {
            email_hint(controller.form.read().draft().text(at)).as_ref() == Some(suggestion)
        };
        let suggestion = suggestion.get().filter(is_current)?;
        let text = t::hint(&suggestion);
        let take = move |_: ev::MouseEvent| {
            controller.form.update(|form| form.edit(|draft| draft.set_text(at, &suggestion)));
        };
        Some(
            view! { {text} " " <button type="button" class="quiet-button" on:click=erased_handler(take)>{t::take_hint()}</button> },
        )
    });
    view! { <p class="hint" role="status">{offer}</p> }.into_any()
}

/// Returns the view of several choices, of which any number may be chosen. The first checkbox has the id of the field,
/// so that it gets the focus.
fn checkboxes(form: RwSignal<Form>, at: usize, field: &Field) -> AnyView {
    let choice = |(nth, choice): (usize, &Choice)| {
        let id = if nth == 0 { input_id(field) } else { format!("{}-{nth}", input_id(field)) };
        let (value, shown) = (choice.value.clone(), choice.value.clone());
        let choose = move |event: ev::Event| {
            let chosen = event_target_checked(&event);
            form.update(|form| form.edit(|draft| draft.set_chosen(at, &value, chosen)));
        };
        view! {
            <div class="consent">
                <input
                    id=id.clone()
                    name=field.id.to_string()
                    type="checkbox"
                    aria-invalid=erased(invalid(form, at))
                    aria-describedby=error_id(field)
                    prop:checked=erased(move || form.read().draft().is_chosen(at, &shown))
                    on:change=erased_handler(choose)
                />
                <label for=id>{choice.label.to_string()}</label>
            </div>
        }
    };
    view! {
        <fieldset class="field" class:invalid=erased(move || form.read().error(at).is_some())>
            <legend>{t::label(field)}</legend>
            {error_text(form, at, field)}
            {field.choices().iter().enumerate().map(choice).collect_any()}
        </fieldset>
    }
    .into_any()
}

/// Returns the view of a checkbox.
fn checkbox(form: RwSignal<Form>, at: usize, field: &Field) -> AnyView {
    let check = move |event: ev::Event| {
        let checked = event_target_checked(&event);
        form.update(|form| form.edit(|draft| draft.set_checked(at, checked)));
    };
    view! {
        <div class="field consent" class:invalid=erased(move || form.read().error(at).is_some())>
            {error_text(form, at, field)}
            <input
                id=input_id(field)
                name=field.id.to_string()
                type="checkbox"
                aria-required=field.required.to_string()
                aria-invalid=erased(invalid(form, at))
                aria-describedby=error_id(field)
                prop:checked=erased(move || form.read().draft().is_checked(at))
                on:change=erased_handler(check)
            />
            <label for=input_id(field)>{t::label(field)}</label>
        </div>
    }
    .into_any()
}
