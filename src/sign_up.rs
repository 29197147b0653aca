//! Lazy part with the sign-up form in the dialog and the notice of unsent sign-ups. The rules are in [`signup`].

mod fields;
mod form;
mod controller;
mod kept;
mod unsent;

use std::cell::Cell;
use std::sync::Arc;

use data::challenge::WebAddress;
use explore::route::Base;
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::spawn_local;
use messages::domain::Domain;
use signup::Unavailable;
use signup::config;
use signup::config::Config;
use signup::messages as t;
use web_sys::HtmlElement;

use crate::dom;
use crate::lazy::{NotLoaded, lazy, prepare};
use controller::SignupController;
use kept::KeptSignups;

thread_local! {
    /// Controller of the form; a page has one form.
    static CONTROLLER: Cell<Option<SignupController>> = const { Cell::new(None) };
}

/// Mounts the form of the settings in `form`, and the unsent sign-ups in `notice` and under the form; sends those
/// that are due. Call this once.
///
/// `settings` is the text of `config.json`, or none without such a file; `base` is the base path of the site. Where the
/// site takes no sign-ups, or its settings have errors, the dialog says so, and what is kept can be deleted; the console
/// has the details of the errors.
fn mount(form: HtmlElement, notice: HtmlElement, settings: Option<&str>, base: Base) {
    form.set_text_content(None);
    match settings.map(config::parse).transpose().map(Option::unwrap_or_default) {
        Ok(Config { signup: Some(receiver), privacy_url, contact, .. }) => {
            let privacy = privacy_url.map(|address| address.resolve(base.path()));
            mount_to(form, move || {
                let controller = SignupController::new(Arc::clone(&receiver), base);
                CONTROLLER.set(Some(controller));
                controller.start();
                mount_to(notice, move || unsent::unsent(controller.kept, Ok(controller))).forget();
                form::form(controller, privacy, contact)
            })
            .forget();
        }
        Ok(Config { contact, .. }) => mount_unavailable(form, notice, base, Unavailable::NoReceiver, contact),
        Err(error) => {
            let why = Unavailable::of_refused(settings.unwrap_or_default());
            if why != Unavailable::NotRead {
                dom::log_details(&error.to_string());
            }
            mount_unavailable(form, notice, base, why, None);
        }
    }
}

/// Mounts, in place of the form, why there is none and the contact of the publisher, and the unsent sign-ups as
/// [`mount`] does.
fn mount_unavailable(
    form: HtmlElement,
    notice: HtmlElement,
    base: Base,
    why: Unavailable,
    contact: Option<WebAddress>,
) {
    let words = t::unavailable(why, contact.is_some());
    mount_to(form, move || {
        let kept = KeptSignups::new(base);
        kept.start();
        mount_to(notice, move || unsent::unsent(kept, Err(why))).forget();
        view! {
            <p class="signup-state">{words}</p>
            {contact.map(contact_link)}
            {unsent::unsent(kept, Err(why))}
        }
        .into_any()
    })
    .forget();
}

/// Prepares the form after the dialog was opened: clears a form that is done, and focuses the first field.
fn opened() {
    if let Some(controller) = CONTROLLER.get() {
        controller.reopen();
        let first = controller.form.read_untracked().receiver().fields.first().map(fields::input_id);
        first.into_iter().for_each(|id| dom::focus(&id));
    }
}

/// Returns the link to the publisher.
fn contact_link(contact: WebAddress) -> AnyView {
    let label = t::contact(&contact);
    view! {
        <p class="actions"><a class="quiet-button" href=contact.as_str().to_owned() rel="external noopener noreferrer">{label}</a></p>
    }
    .into_any()
}

lazy! {
    in signup, preload preload_signup: fn mount_signup(form: HtmlElement, notice: HtmlElement, settings: Option<Arc<str>>, base: Base) {
        mount(form, notice, settings.as_deref(), base);
    }

    in signup: fn signup_opened() { opened(); }
}

/// Mounts the sign-up form in `form`, unless it is there, and the unsent sign-ups in `notice`. `settings` is the text of
/// `config.json`, or none without such a file. With `is_open`, the first field gets the focus.
///
/// # Errors
///
/// Returns an error if the part or its messages can't be fetched.
pub async fn open(
    form: HtmlElement,
    notice: HtmlElement,
    settings: Option<Arc<str>>,
    base: Base,
    is_open: bool,
) -> Result<(), NotLoaded> {
    prepare(Domain::SignUp).await?;
    if form.child_element_count() == 0 {
        mount_signup(form, notice, settings, base).await?;
    }
    if is_open { signup_opened().await } else { Ok(()) }
}

/// Preloads the part of the sign-up form, which is likely to be needed soon.
pub fn preload() {
    spawn_local(async {
        // A failure is reported when the form is needed.
        preload_signup().await.ok();
    });
}
