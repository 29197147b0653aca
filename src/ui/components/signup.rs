//! The sign-up dialog. What may be typed, sent and concluded is decided by [`crate::signup`].

use std::time::Duration;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::config::Receiver;
use crate::route::{asks_for_signup, with_signup};
use crate::signup::{Draft, Field, Form, Phase, SubmissionId};
use crate::text::signup as words;
use crate::ui::router::{NavigateOptions, use_location, use_navigate};
use crate::ui::site::Site;
use crate::ui::{dom, http};

/// The button that closes the dialog after a sign-up.
const DONE_ID: &str = "signup-done";

/// The site's one sign-up dialog, for whoever opens it.
#[derive(Clone, Copy)]
pub struct SignupHandle {
    dialog: NodeRef<html::Dialog>,
    form: RwSignal<Form>,
    /// Whether Back leads from the open dialog to the page under it.
    by_button: RwSignal<bool>,
}

impl SignupHandle {
    /// A dialog that is closed and empty.
    pub fn new() -> Self {
        Self { dialog: NodeRef::new(), form: RwSignal::new(Form::default()), by_button: RwSignal::new(false) }
    }

    fn open(self) {
        self.form.update(Form::reopen);
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
    let inside = match &site.config.signup {
        Some(receiver) => signup_form(&site, receiver.clone()).into_any(),
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

fn signup_form(site: &Site, receiver: Receiver) -> impl IntoView + use<> {
    let SignupHandle { form, .. } = expect_context();
    let action = receiver.action.resolve(site.base.path());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(id) = dom::random_bytes().map(SubmissionId::from_random) else { return };
        let request = form.try_update(|form| form.submit(id)).flatten();
        let Some(request) = request else { return focus_first_error(form) };
        let (action, timeout_ms) = (action.clone(), receiver.timeout_ms);
        spawn_local(async move {
            let answer = http::post_json(&action, &request.body, timeout_ms).await;
            form.update(|form| form.answer(request.attempt, &answer));
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
    let state = move || match form.read().phase() {
        Phase::Idle => String::new(),
        Phase::Sending => words::SENDING.to_owned(),
        Phase::Done => words::outcome(&crate::signup::Outcome::Done),
        Phase::Failed(outcome) => words::outcome(outcome),
    };
    let failed = move || matches!(form.read().phase(), Phase::Failed(_));
    let privacy = site.config.privacy_url.as_ref().map(|address| {
        let href = address.resolve(site.base.path());
        view! { <p class="hint"><a href=href rel="external noopener noreferrer">"Privacy notice"</a></p> }
    });
    view! {
        <form novalidate hidden=done on:submit=submit>
            <p>"New waves and new pages, a few times a year. No more than that."</p>
            <TextField field=Field::Email label="Email" input_type="email" autocomplete="email" required=true />
            <TextField field=Field::Name label="Name (optional)" input_type="text" autocomplete="name" />
            <TextField field=Field::Role label="Role (optional)" input_type="text" autocomplete="organization-title" />
            <Consent />
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
    let first = form.read_untracked().errors().first().map(|error| input_id(error.field));
    first.into_iter().for_each(focus_later);
}

/// Puts the focus on an element once the page shows what has just changed.
fn focus_later(id: String) {
    set_timeout(move || dom::focus(&id), Duration::ZERO);
}

fn input_id(field: Field) -> String {
    format!("signup-{}", field.id())
}

fn error_id(field: Field) -> String {
    format!("signup-{}-error", field.id())
}

/// What is wrong with a field, beside it.
fn error_text(form: RwSignal<Form>, field: Field) -> impl IntoView {
    let message = move || form.read().error(field).map(words::field_error);
    view! { <p class="field-error" id=error_id(field)>{message}</p> }
}

#[component]
fn TextField(
    /// Which field.
    field: Field,
    /// What stands over it.
    label: &'static str,
    /// `email` or `text`.
    input_type: &'static str,
    /// The autocomplete token (WCAG 2.2, 1.3.5).
    autocomplete: &'static str,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let SignupHandle { form, .. } = expect_context();
    let wrong = move || form.read().error(field).is_some();
    let value = move || slot(&form.read().draft().clone(), field);
    let type_in = move |event: ev::Event| {
        let typed = event_target_value(&event);
        form.update(|form| {
            form.edit(|draft| match field {
                Field::Email => draft.email = typed,
                Field::Name => draft.name = typed,
                Field::Role => draft.role = typed,
                Field::Consent => {}
            });
        });
    };
    view! {
        <div class="field" class:wrong=wrong>
            <label for=input_id(field)>{label}</label>
            {error_text(form, field)}
            <input
                id=input_id(field)
                name=field.id()
                type=input_type
                autocomplete=autocomplete
                spellcheck="false"
                autocapitalize=(field == Field::Email).then_some("none")
                autofocus=field == Field::Email
                aria-required=required.to_string()
                aria-invalid=move || wrong().to_string()
                aria-describedby=error_id(field)
                prop:value=value
                on:input=type_in
            />
        </div>
    }
}

/// What is typed in a text field.
fn slot(draft: &Draft, field: Field) -> String {
    match field {
        Field::Email => draft.email.clone(),
        Field::Name => draft.name.clone(),
        Field::Role => draft.role.clone(),
        Field::Consent => String::new(),
    }
}

#[component]
fn Consent() -> impl IntoView {
    let SignupHandle { form, .. } = expect_context();
    let field = Field::Consent;
    let wrong = move || form.read().error(field).is_some();
    let tick = move |event: ev::Event| {
        let ticked = event_target_checked(&event);
        form.update(|form| form.edit(|draft| draft.consent = ticked));
    };
    view! {
        <div class="field consent" class:wrong=wrong>
            {error_text(form, field)}
            <input
                id=input_id(field)
                type="checkbox"
                aria-required="true"
                aria-invalid=move || wrong().to_string()
                aria-describedby=error_id(field)
                prop:checked=move || form.read().draft().consent
                on:change=tick
            />
            <label for=input_id(field)>{words::CONSENT}</label>
        </div>
    }
}
