//! The fields of the form, each with what is wrong with it.

use leptos::ev;
use leptos::prelude::*;

use super::keeper::Keeper;
use crate::config::{Choice, Field, FieldKind};
use crate::signup::{Form, email_hint};
use crate::text::signup as words;
use crate::ui::each::Each;
use crate::ui::live::{follow, heard, live};

/// The id of the element that holds a field's answer.
pub fn input_id(field: &Field) -> String {
    format!("signup-{}", field.id)
}

fn error_id(field: &Field) -> String {
    format!("signup-{}-error", field.id)
}

/// All fields in the order of the settings.
pub fn fields(keeper: Keeper) -> Vec<AnyView> {
    let receiver = keeper.form.read_untracked().receiver().clone();
    let field = |(at, field): (usize, &Field)| match field.kind {
        FieldKind::Checkbox | FieldKind::Consent => tick_box(keeper.form, at, field),
        _ => typed(keeper, at, field),
    };
    receiver.fields.iter().enumerate().map(field).collect()
}

/// A field that only programs see and fill in; hidden by style, for some of them look for `hidden`.
pub fn decoy(keeper: Keeper) -> Option<AnyView> {
    let name = keeper.form.read_untracked().receiver().honeypot.as_ref()?.name().to_owned();
    let type_in = move |event: ev::Event| {
        let typed = event_target_value(&event);
        keeper.form.update(|form| form.edit(|draft| draft.decoy = typed));
    };
    let decoy = view! {
        <div class="decoy" aria-hidden="true">
            <label>{words::decoy()} <input type="text" name=name tabindex="-1" autocomplete="off" on:input=heard(type_in) /></label>
        </div>
    };
    Some(decoy.into_any())
}

/// What is wrong with a field, beside it.
fn error_text(form: RwSignal<Form>, at: usize, field: &Field) -> AnyView {
    let message = live(move || {
        let form = form.read();
        let error = form.error(at)?;
        Some(words::field_error(form.receiver().fields.get(at)?, &error.flaw))
    });
    view! { <p class="field-error" id=error_id(field)>{message}</p> }.into_any()
}

/// Whether a field is wrong, as `aria-invalid` has it.
fn invalid(form: RwSignal<Form>, at: usize) -> impl FnMut() -> String + Send + 'static {
    move || form.read().error(at).is_some().to_string()
}

/// A field to type or choose in.
fn typed(keeper: Keeper, at: usize, field: &Field) -> AnyView {
    let form = keeper.form;
    let value = live(move || form.read().draft().text(at).to_owned());
    let type_in = heard(move |event: ev::Event| {
        let typed = event_target_value(&event);
        form.update(|form| form.edit(|draft| draft.type_in(at, &typed)));
    });
    let is_email = field.kind == FieldKind::Email;
    let (is_left, hint) = is_email.then(|| hint(keeper, at)).unzip();
    let input = match &field.kind {
        FieldKind::Select(choices) => {
            let choice = |choice: &Choice| view! { <option value=choice.value.to_string()>{choice.label.to_string()}</option> };
            view! {
                <select
                    id=input_id(field)
                    name=field.id.to_string()
                    autocomplete=field.autocomplete()
                    aria-required=field.required.to_string()
                    aria-invalid=live(invalid(form, at))
                    aria-describedby=error_id(field)
                    prop:value=value
                    on:change=type_in
                >
                    <option value="">{words::choose()}</option>
                    {choices.iter().map(choice).each()}
                </select>
            }
            .into_any()
        }
        _ => {
            let left = heard(move |_: ev::FocusEvent| {
                if let Some(is_left) = is_left {
                    is_left.set(true);
                }
            });
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
                    aria-invalid=live(invalid(form, at))
                    aria-describedby=error_id(field)
                    prop:value=value
                    on:input=type_in
                    on:blur=left
                />
            }
            .into_any()
        }
    };
    view! {
        <div class="field" class:wrong=live(move || form.read().error(at).is_some())>
            <label for=input_id(field)>{words::label(field)}</label>
            {error_text(form, at, field)}
            {input}
            {hint}
        </div>
    }
    .into_any()
}

/// An address that was perhaps meant, once the field is left; only the visitor's click takes it.
/// Gives whether the field was left, for the field to set, and what is shown.
fn hint(keeper: Keeper, at: usize) -> (RwSignal<bool>, AnyView) {
    let (is_left, meant) = (RwSignal::new(false), RwSignal::new(None::<String>));
    // A pointer that is pressed elsewhere leaves the field too; what it presses must not move away.
    follow(move || {
        if is_left.get() && !keeper.is_pressed.get() {
            is_left.set(false);
            meant.set(email_hint(keeper.form.read_untracked().draft().text(at)));
        }
    });
    let offer = live(move || {
        // What is typed by now may be something else.
        let taken = meant.get().filter(|_| email_hint(keeper.form.read().draft().text(at)) == meant.get())?;
        let words = words::hint(&taken);
        let take = move |_: ev::MouseEvent| {
            keeper.form.update(|form| form.edit(|draft| draft.type_in(at, &taken)));
            meant.set(None);
        };
        Some(
            view! { {words} " " <button type="button" class="quiet-button" on:click=heard(take)>{words::take_hint()}</button> },
        )
    });
    (is_left, view! { <p class="hint" role="status">{offer}</p> }.into_any())
}

/// A box to tick.
fn tick_box(form: RwSignal<Form>, at: usize, field: &Field) -> AnyView {
    let tick = move |event: ev::Event| {
        let ticked = event_target_checked(&event);
        form.update(|form| form.edit(|draft| draft.tick(at, ticked)));
    };
    view! {
        <div class="field consent" class:wrong=live(move || form.read().error(at).is_some())>
            {error_text(form, at, field)}
            <input
                id=input_id(field)
                name=field.id.to_string()
                type="checkbox"
                aria-required=field.required.to_string()
                aria-invalid=live(invalid(form, at))
                aria-describedby=error_id(field)
                prop:checked=live(move || form.read().draft().is_ticked(at))
                on:change=heard(tick)
            />
            <label for=input_id(field)>{words::label(field)}</label>
        </div>
    }
    .into_any()
}
