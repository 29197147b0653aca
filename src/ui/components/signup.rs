//! The sign-up dialog. What may be typed, sent and concluded is decided by [`crate::signup`].

use std::time::Duration;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::config::{Config, Field, FieldKind};
use crate::route::{asks_for_signup, with_signup};
use crate::signup::{Form, Outcome, Phase, SubmissionId};
use crate::text::signup as words;
use crate::ui::each::Each;
use crate::ui::router::{NavigateOptions, use_location, use_navigate};
use crate::ui::site::Site;
use crate::ui::{dom, http};

/// The button that closes the dialog after a sign-up.
const DONE_ID: &str = "signup-done";

/// The site's one sign-up dialog, for whoever opens it.
#[derive(Clone, Copy)]
pub struct SignupHandle {
    dialog: NodeRef<html::Dialog>,
    /// None on a site that takes no sign-ups.
    form: Option<RwSignal<Form>>,
    /// Whether Back leads from the open dialog to the page under it.
    by_button: RwSignal<bool>,
}

impl SignupHandle {
    /// A dialog that is closed and empty.
    pub fn new(config: &Config) -> Self {
        let form = config.signup.clone().map(|receiver| RwSignal::new(Form::new(receiver)));
        Self { dialog: NodeRef::new(), form, by_button: RwSignal::new(false) }
    }

    fn open(self) {
        if let Some(form) = self.form {
            form.update(Form::reopen);
        }
        if let Some(dialog) = self.dialog.get_untracked()
            && !dialog.open()
        {
            dialog.show_modal().ok();
        }
    }

    fn close(self) {
        self.by_button.set(false);
        if let Some(dialog) = self.dialog.get_untracked() {
            dialog.close();
        }
    }
}

/// A button that opens the dialog.
#[component]
pub fn SignupButton(
    /// What it says.
    label: &'static str,
) -> impl IntoView {
    let handle = expect_context::<SignupHandle>();
    let (location, navigate) = (use_location(), use_navigate());
    let open = move |_| {
        let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
        handle.by_button.set(true);
        navigate(&with_signup(&path, &search, true), NavigateOptions { scroll: false, replace: false });
    };
    view! { <button type="button" class="button" aria-haspopup="dialog" on:click=open>{label}</button> }
}

/// The dialog itself; it stands once, outside the pages, so that what was typed outlives them.
#[component]
pub fn SignupDialog() -> impl IntoView {
    let handle = expect_context::<SignupHandle>();
    let site = Site::current();
    // The address says whether the dialog is open: a link can ask for it, and Back closes it.
    let (location, navigate) = (use_location(), use_navigate());
    let asked = Memo::new(move |_| asks_for_signup(&location.search.read()));
    Effect::new(move |_| if asked.get() { handle.open() } else { handle.close() });
    let on_close = move |_| {
        if !asked.get_untracked() {
            return;
        }
        if handle.by_button.get_untracked() {
            return dom::go_back();
        }
        let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
        navigate(&with_signup(&path, &search, false), NavigateOptions { scroll: false, replace: true });
    };
    let inside = match handle.form {
        Some(form) => signup_form(&site, form).into_any(),
        None if site.misconfigured => view! { <p class="signup-state">{words::MISCONFIGURED}</p> }.into_any(),
        None => view! { <p class="signup-state">{words::NO_RECEIVER}</p> }.into_any(),
    };
    view! {
        <dialog class="signup" node_ref=handle.dialog aria-labelledby="signup-title" on:close=on_close>
            <h2 id="signup-title" tabindex="-1">"Sign up for updates"</h2>
            {inside}
            <form method="dialog"><button class="close" aria-label="Close">"×"</button></form>
        </dialog>
    }
}

fn signup_form(site: &Site, form: RwSignal<Form>) -> impl IntoView + use<> {
    let base = site.base.clone();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(id) = dom::random_bytes().map(SubmissionId::from_random) else { return };
        let request = form.try_update(|form| form.submit(id, true)).flatten();
        let Some(request) = request else { return focus_first_error(form) };
        let address = request.address.resolve(base.path());
        spawn_local(async move {
            let answer = http::sign_up(&address, &request).await;
            form.update(|form| form.answer(request.attempt, &answer, None));
            if *form.read_untracked().phase() == Phase::Done {
                // The button that had the focus is hidden now, with the rest of the form.
                focus_later(DONE_ID.to_owned());
            } else {
                focus_first_error(form);
            }
        });
    };
    let done = move || *form.read().phase() == Phase::Done;
    let sending = move || *form.read().phase() == Phase::Sending;
    let state = move || {
        let form = form.read();
        let told = |outcome| words::outcome(outcome, form.receiver());
        match form.phase() {
            Phase::Idle => String::new(),
            Phase::Sending => words::SENDING.to_owned(),
            Phase::Waiting { wait_ms, .. } => words::waiting(*wait_ms),
            Phase::Done => told(&Outcome::Done),
            Phase::Sent => told(&Outcome::Sent),
            Phase::Failed(outcome) => told(outcome),
        }
    };
    let failed = move || matches!(form.read().phase(), Phase::Failed(_));
    let receiver = form.read_untracked().receiver().fields.clone();
    let fields = receiver.into_iter().enumerate().map(|(at, field)| match field.kind {
        FieldKind::Checkbox | FieldKind::Consent => tick_box(form, at, &field).into_any(),
        _ => typed(form, at, field).into_any(),
    });
    let privacy = site.config.privacy_url.as_ref().map(|address| {
        let href = address.resolve(site.base.path());
        view! { <p class="hint"><a href=href rel="external noopener noreferrer">"Privacy notice"</a></p> }
    });
    view! {
        <form novalidate hidden=done on:submit=submit>
            <p>"New waves and new pages, a few times a year. No more than that."</p>
            {fields.each()}
            {privacy}
            <button type="submit" class="button" aria-disabled=move || sending().to_string()>"Sign up"</button>
        </form>
        <p class="signup-state" role="status" class:failed=failed class:done=done>{state}</p>
        // Shown by style once the state before it is `done`.
        <form method="dialog"><button class="button" id=DONE_ID>"Done"</button></form>
    }
}

/// Puts the focus in the first wrong field.
fn focus_first_error(form: RwSignal<Form>) {
    let form = form.read_untracked();
    let field = form.errors().first().and_then(|error| form.receiver().fields.get(error.field));
    field.map(input_id).into_iter().for_each(focus_later);
}

/// Puts the focus on an element once the page shows what has just changed.
fn focus_later(id: String) {
    set_timeout(move || dom::focus(&id), Duration::ZERO);
}

fn input_id(field: &Field) -> String {
    format!("signup-{}", field.id)
}

fn error_id(field: &Field) -> String {
    format!("signup-{}-error", field.id)
}

/// What is wrong with a field, beside it.
fn error_text(form: RwSignal<Form>, at: usize, field: &Field) -> impl IntoView + use<> {
    let message = move || {
        let form = form.read();
        let error = form.error(at)?;
        Some(words::field_error(form.receiver().fields.get(at)?, &error.flaw))
    };
    view! { <p class="field-error" id=error_id(field)>{message}</p> }
}

/// A field to type or choose in.
fn typed(form: RwSignal<Form>, at: usize, field: Field) -> impl IntoView {
    let wrong = move || form.read().error(at).is_some();
    let value = move || form.read().draft().text(at).to_owned();
    let type_in = move |event: ev::Event| {
        let typed = event_target_value(&event);
        form.update(|form| form.edit(|draft| draft.type_in(at, &typed)));
    };
    let is_email = field.kind == FieldKind::Email;
    let input = match &field.kind {
        FieldKind::Select(choices) => {
            let choices = choices.iter().map(|choice| {
                view! { <option value=choice.value.to_string()>{choice.label.to_string()}</option> }
            });
            view! {
                <select
                    id=input_id(&field)
                    name=field.id.to_string()
                    autocomplete=field.autocomplete()
                    aria-required=field.required.to_string()
                    aria-invalid=move || wrong().to_string()
                    aria-describedby=error_id(&field)
                    prop:value=value
                    on:change=type_in
                >
                    <option value="">{words::CHOOSE}</option>
                    {choices.each()}
                </select>
            }
            .into_any()
        }
        _ => view! {
            <input
                id=input_id(&field)
                name=field.id.to_string()
                type=if is_email { "email" } else { "text" }
                autocomplete=field.autocomplete()
                spellcheck="false"
                autocapitalize=is_email.then_some("none")
                autofocus=at == 0
                aria-required=field.required.to_string()
                aria-invalid=move || wrong().to_string()
                aria-describedby=error_id(&field)
                prop:value=value
                on:input=type_in
            />
        }
        .into_any(),
    };
    view! {
        <div class="field" class:wrong=wrong>
            <label for=input_id(&field)>{words::label(&field)}</label>
            {error_text(form, at, &field)}
            {input}
        </div>
    }
}

/// A box to tick.
fn tick_box(form: RwSignal<Form>, at: usize, field: &Field) -> impl IntoView + use<> {
    let wrong = move || form.read().error(at).is_some();
    let tick = move |event: ev::Event| {
        let ticked = event_target_checked(&event);
        form.update(|form| form.edit(|draft| draft.tick(at, ticked)));
    };
    view! {
        <div class="field consent" class:wrong=wrong>
            {error_text(form, at, field)}
            <input
                id=input_id(field)
                type="checkbox"
                aria-required=field.required.to_string()
                aria-invalid=move || wrong().to_string()
                aria-describedby=error_id(field)
                prop:checked=move || form.read().draft().is_ticked(at)
                on:change=tick
            />
            <label for=input_id(field)>{words::label(field)}</label>
        </div>
    }
}
