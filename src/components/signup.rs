//! The sign-up dialog, and the buttons that open it. The form in it is a lazy part, loaded when a visitor points at
//! a button or opens the dialog (see [`crate::sign_up`]).

use std::sync::Arc;

use explore::route::{asks_for_signup, with_signup};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::{ev, html};

use crate::components::lazy_view::{Fetching, fetching};
use crate::erased::{erased_effect, erased_handler, erased_memo};
use crate::messages::frame as t;
use crate::placeholder::placeholder;
use crate::router::{NavigateOptions, use_location, use_navigate};
use crate::site::Site;
use crate::{dom, sign_up, store};

/// A handle of the site's sign-up dialog, provided by context. Copies share it.
#[derive(Clone, Copy)]
pub struct SignupHandle {
    /// Element of the dialog.
    dialog: NodeRef<html::Dialog>,
    /// Element that the form is mounted in.
    form: NodeRef<html::Div>,
    /// Element that the notice of unsent sign-ups is mounted in.
    notice: NodeRef<html::Aside>,
    /// Dialog was opened by a button, so that Back closes it.
    is_opened_by_button: RwSignal<bool>,
    /// State of loading the form.
    fetching: RwSignal<Fetching>,
}

impl SignupHandle {
    /// Returns the handle of a closed, empty dialog.
    pub fn new() -> Self {
        Self {
            dialog: NodeRef::new(),
            form: NodeRef::new(),
            notice: NodeRef::new(),
            is_opened_by_button: RwSignal::new(false),
            fetching: RwSignal::new(Fetching::Loading),
        }
    }

    /// Opens the dialog and loads the form.
    fn open(self, site: &Site) {
        if let Some(dialog) = self.dialog.get_untracked()
            && !dialog.open()
        {
            dialog.show_modal().ok();
        }
        self.fetch(site.clone(), true);
    }

    /// Closes the dialog.
    fn close(self) {
        self.is_opened_by_button.set(false);
        if let Some(dialog) = self.dialog.get_untracked() {
            dialog.close();
        }
    }

    /// Loads the form into the dialog, unless it is there, and tells it whether the dialog is open.
    fn fetch(self, site: Site, is_open: bool) {
        let (Some(form), Some(notice)) = (self.form.get_untracked(), self.notice.get_untracked()) else {
            return;
        };
        if self.fetching.get_untracked() == Fetching::Failed {
            self.fetching.set(Fetching::Retrying);
        }
        spawn_local(async move {
            let (form, notice) = (form.unchecked_into(), notice.unchecked_into());
            let fetched = sign_up::open(form, notice, site.settings, site.base, is_open).await;
            self.fetching.try_set(if fetched.is_ok() { Fetching::Done } else { Fetching::Failed });
        });
    }
}

/// A button that opens the dialog; on a published page a link.
#[component]
pub fn SignupButton(
    /// The text of the button.
    label: String,
) -> impl IntoView {
    let handle = expect_context::<SignupHandle>();
    let (location, navigate) = (use_location(), use_navigate());
    let open = move |_: ev::MouseEvent| {
        let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
        handle.is_opened_by_button.set(true);
        navigate(&with_signup(&path, &search, true), NavigateOptions { scroll: false, replace: false });
    };
    // Preloads the form when the pointer comes near.
    let preload = |_: ev::PointerEvent| sign_up::preload();
    if placeholder().is_some() {
        // The program, once it runs at this address, opens the dialog.
        return view! { <a class="button" href=with_signup("", "", true) rel="nofollow">{label}</a> }
            .into_any();
    }
    view! {
        <button type="button" class="button" aria-haspopup="dialog" on:click=erased_handler(open) on:pointerenter=erased_handler(preload)>
            {label}
        </button>
    }
    .into_any()
}

/// The notice of sign-ups that are not sent yet, on every page.
#[component]
pub fn SignupNotice() -> impl IntoView {
    let handle = expect_context::<SignupHandle>();
    view! { <aside class="signup-notice wide" aria-label=t::unsent() node_ref=handle.notice></aside> }
}

/// The dialog. It is mounted once, outside of the pages, so that input survives a navigation.
#[component]
pub fn SignupDialog() -> impl IntoView {
    let handle = expect_context::<SignupHandle>();
    let site = Site::current();
    // The address is the state of the dialog: a link can open it, and Back closes it.
    let (location, navigate) = (use_location(), use_navigate());
    let is_wanted = erased_memo(move || asks_for_signup(&location.search.read()));
    let open_site = site.clone();
    erased_effect(move || if is_wanted.get() { handle.open(&open_site) } else { handle.close() });
    let retry_site = site.clone();
    // Sign-ups that an earlier visit could not send are sent now.
    erased_effect(move || {
        if store::has_outbox(&site.base) {
            handle.fetch(site.clone(), false);
        }
    });
    let on_close = move |_: ev::Event| {
        if !is_wanted.get_untracked() {
            return;
        }
        if handle.is_opened_by_button.get_untracked() {
            return dom::go_back();
        }
        let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
        navigate(&with_signup(&path, &search, false), NavigateOptions { scroll: false, replace: true });
    };
    let retry = move || handle.fetch(retry_site.clone(), true);
    view! {
        <dialog class="signup" node_ref=handle.dialog aria-labelledby="signup-title" on:close=erased_handler(on_close)>
            <h2 id="signup-title" tabindex="-1">{t::sign_up_for_updates()}</h2>
            <div node_ref=handle.form></div>
            {fetching(handle.fetching, [t::opening_form, t::form_not_opened], Arc::new(retry))}
            <form method="dialog"><button class="close" aria-label=t::close()>"×"</button></form>
        </dialog>
    }
}
