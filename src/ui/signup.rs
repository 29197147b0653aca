//! The sign-up form in the dialog, and what is not sent yet over the page: a lazy part. What may be typed, sent,
//! concluded and kept is decided by [`crate::signup`].

mod fields;
mod form;
mod keeper;
mod unsent;

use std::cell::Cell;
use std::sync::Arc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::challenge::WebAddress;
use crate::config::{self, Config};
use crate::route::Base;
use crate::text::signup as words;
use crate::ui::dom;
use keeper::Keeper;

thread_local! {
    /// There is one form on a page.
    static KEEPER: Cell<Option<Keeper>> = const { Cell::new(None) };
}

/// Shows the form that the settings ask for inside `form`, and what is not sent yet inside `notice`
/// and under the form; sends what may be sent by itself. To be called once.
///
/// `settings` is the text of `config.json`, none where there is no such file; `base` is where the
/// site lives. Settings that can't be used are told of in the form, their details in the console.
pub fn mount(form: HtmlElement, notice: HtmlElement, settings: Option<&str>, base: Base) {
    form.set_text_content(None);
    let config = match settings.map(config::parse).transpose() {
        Ok(config) => config.unwrap_or_default(),
        Err(error) => {
            dom::log_details(&error.to_string());
            return mount_to(form, || view! { <p class="signup-state">{words::misconfigured()}</p> })
                .forget();
        }
    };
    let Config { signup: Some(receiver), privacy_url, contact, .. } = config else {
        return mount_to(form, move || no_receiver(config.contact)).forget();
    };
    let privacy = privacy_url.map(|address| address.resolve(base.path()));
    mount_to(form, move || {
        let keeper = Keeper::new(Arc::clone(&receiver), base.clone());
        KEEPER.set(Some(keeper));
        keeper.watch();
        mount_to(notice, move || unsent::unsent(keeper)).forget();
        form::form(keeper, privacy, contact)
    })
    .forget();
}

/// The dialog has been opened: makes room for a sign-up and puts the focus in its first field.
pub fn opened() {
    if let Some(keeper) = KEEPER.get() {
        keeper.reopen();
        let first = keeper.form.read_untracked().receiver().fields.first().map(fields::input_id);
        first.into_iter().for_each(|id| dom::focus(&id));
    }
}

/// What stands in place of the form: how the publisher is reached otherwise.
fn no_receiver(contact: Option<WebAddress>) -> AnyView {
    let words = if contact.is_some() { words::no_receiver_but_contact() } else { words::no_receiver() };
    view! {
        <p class="signup-state">{words}</p>
        {contact.map(way_out)}
    }
    .into_any()
}

/// The way to the publisher without a receiver.
fn way_out(contact: WebAddress) -> AnyView {
    let label = words::contact(&contact);
    view! {
        <p class="actions"><a class="quiet-button" href=contact.as_str().to_owned() rel="external noopener noreferrer">{label}</a></p>
    }
    .into_any()
}
