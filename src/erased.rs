//! Boxed closures. leptos compiles its machinery once per closure type, and boxed closures share one type: this
//! saves 4 KiB of brotli.

use leptos::prelude::{Effect, Memo, RenderEffect, on_cleanup};

/// A reactive part of a view: it is rendered again when a signal that it reads changes.
pub type Erased<T> = Box<dyn FnMut() -> T + Send>;

/// Returns a reactive part of a view, boxed.
pub fn erased<T>(part: impl FnMut() -> T + Send + 'static) -> Erased<T> {
    Box::new(part)
}

/// Returns an event handler, boxed.
pub fn erased_handler<E>(handler: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(handler)
}

/// Returns a [`Memo`] whose function does not get the previous value.
pub fn erased_memo<T: PartialEq + Send + Sync + 'static>(
    value: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    fn boxed<T: PartialEq + Send + Sync + 'static>(value: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
        Memo::new(move |_| value())
    }
    boxed(Box::new(value))
}

/// Starts an [`Effect`] whose function does not get the previous value.
pub fn erased_effect(effect: impl FnMut() + 'static) {
    fn boxed(mut effect: Box<dyn FnMut()>) {
        Effect::new(move |_: Option<()>| effect());
    }
    boxed(Box::new(effect));
}

/// Starts an effect that runs now for the first time, so that what is rendered after it sees its result. It ends with its
/// owner. In the tool, which writes published pages, no effect runs.
pub fn erased_effect_at_once(effect: impl FnMut() + 'static) {
    fn boxed(mut effect: Box<dyn FnMut()>) {
        let effect = RenderEffect::new(move |_: Option<()>| effect());
        on_cleanup(move || drop(effect));
    }
    boxed(Box::new(effect));
}
