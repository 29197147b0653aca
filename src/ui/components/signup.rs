//! The sign-up dialog as far as every page carries it: what opens and closes it. The form inside
//! is a lazy part, fetched when a visitor turns to it (see [`crate::ui::signup`]).

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;

use crate::route::{asks_for_signup, with_signup};
use crate::text::frame as words;
use crate::ui::components::lazy_view::{Fetching, fetching};
use crate::ui::live::{derived, follow, heard};
use crate::ui::router::{NavigateOptions, use_location, use_navigate};
use crate::ui::site::Site;
use crate::ui::still::still;
use crate::ui::{dom, lazy, store};

/// The site's one sign-up dialog, for whoever opens it.
#[derive(Clone, Copy)]
pub struct SignupHandle {
    dialog: NodeRef<html::Dialog>,
    form: NodeRef<html::Div>,
    notice: NodeRef<html::Aside>,
    /// Whether Back leads from the open dialog to the page under it.
    by_button: RwSignal<bool>,
    /// How fetching the form stands.
    fetching: RwSignal<Fetching>,
}

impl SignupHandle {
    /// A dialog that is closed and empty.
    pub fn new() -> Self {
        Self {
            dialog: NodeRef::new(),
            form: NodeRef::new(),
            notice: NodeRef::new(),
            by_button: RwSignal::new(false),
            fetching: RwSignal::new(Fetching::UnderWay),
        }
    }

    fn open(self, site: &Site) {
        if let Some(dialog) = self.dialog.get_untracked()
            && !dialog.open()
        {
            dialog.show_modal().ok();
        }
        self.fetch(site.clone(), true);
    }

    fn close(self) {
        self.by_button.set(false);
        if let Some(dialog) = self.dialog.get_untracked() {
            dialog.close();
        }
    }

    /// Puts the form into the dialog, if it is not there, and says that the dialog is open.
    fn fetch(self, site: Site, is_open: bool) {
        let (Some(form), Some(notice)) = (self.form.get_untracked(), self.notice.get_untracked()) else {
            return;
        };
        if self.fetching.get_untracked() == Fetching::Failed {
            self.fetching.set(Fetching::Again);
        }
        spawn_local(async move {
            let (form, notice) = (form.unchecked_into(), notice.unchecked_into());
            let fetched = lazy::sign_up(form, notice, site.settings, site.base, is_open).await;
            self.fetching.try_set(if fetched.is_ok() { Fetching::Done } else { Fetching::Failed });
        });
    }
}

/// A button that opens the dialog.
#[component]
pub fn SignupButton(
    /// What it says.
    label: String,
) -> impl IntoView {
    let handle = expect_context::<SignupHandle>();
    let (location, navigate) = (use_location(), use_navigate());
    let open = move |_: ev::MouseEvent| {
        let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
        handle.by_button.set(true);
        navigate(&with_signup(&path, &search, true), NavigateOptions { scroll: false, replace: false });
    };
    // Who points at the button will want the form in a moment.
    let expect = |_: ev::PointerEvent| lazy::expect_sign_up();
    if still().is_some() {
        // The page that comes to life at this address opens the dialog.
        return view! { <a class="button" href=with_signup("", "", true) rel="nofollow">{label}</a> }
            .into_any();
    }
    view! {
        <button type="button" class="button" aria-haspopup="dialog" on:click=heard(open) on:pointerenter=heard(expect)>
            {label}
        </button>
    }
    .into_any()
}

/// Where a sign-up that is not sent yet is told of, on every page.
#[component]
pub fn SignupNotice() -> impl IntoView {
    let handle = expect_context::<SignupHandle>();
    view! { <aside class="signup-notice wide" aria-label=words::unsent() node_ref=handle.notice></aside> }
}

/// The dialog itself; it stands once, outside the pages, so that what was typed outlives them.
#[component]
pub fn SignupDialog() -> impl IntoView {
    let handle = expect_context::<SignupHandle>();
    let site = Site::current();
    // The address says whether the dialog is open: a link can ask for it, and Back closes it.
    let (location, navigate) = (use_location(), use_navigate());
    let asked = derived(move || asks_for_signup(&location.search.read()));
    let opened = site.clone();
    follow(move || if asked.get() { handle.open(&opened) } else { handle.close() });
    let retried = site.clone();
    // What an earlier visit could not send is sent now, and told of.
    follow(move || {
        if store::has_outbox(&site.base) {
            handle.fetch(site.clone(), false);
        }
    });
    let on_close = move |_: ev::Event| {
        if !asked.get_untracked() {
            return;
        }
        if handle.by_button.get_untracked() {
            return dom::go_back();
        }
        let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
        navigate(&with_signup(&path, &search, false), NavigateOptions { scroll: false, replace: true });
    };
    let again = move || handle.fetch(retried.clone(), true);
    view! {
        <dialog class="signup" node_ref=handle.dialog aria-labelledby="signup-title" on:close=heard(on_close)>
            <h2 id="signup-title" tabindex="-1">{words::sign_up_for_updates()}</h2>
            <div node_ref=handle.form></div>
            {fetching(handle.fetching, [words::opening_form, words::form_not_opened], again)}
            <form method="dialog"><button class="close" aria-label=words::close()>"×"</button></form>
        </dialog>
    }
}
