//! What a program that is a page shows in the place it was given, until the page is left.

use std::any::Any;
use std::cell::RefCell;

use leptos::mount::mount_to;
use leptos::prelude::*;
use web_sys::HtmlElement;

thread_local! {
    /// What is shown, until it is dropped.
    static SHOWN: RefCell<Option<Box<dyn Any>>> = const { RefCell::new(None) };
}

/// Shows a page inside `place`, in place of what stands there.
pub fn show(place: HtmlElement, page: impl FnOnce() -> AnyView + 'static) {
    place.set_text_content(None);
    SHOWN.set(Some(Box::new(mount_to(place, page))));
}

/// The page is left.
pub fn leave() {
    SHOWN.take();
}
