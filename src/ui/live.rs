//! Parts of a page that follow signals, erased: leptos compiles its machinery once for every type
//! of closure; boxed, they are one type. 4 KiB of brotli in all.

use leptos::prelude::{Effect, Memo};

/// A part that is made anew when a signal it reads changes.
pub type Live<T> = Box<dyn FnMut() -> T + Send>;

/// Shows what a closure gives, again and again.
pub fn live<T>(part: impl FnMut() -> T + Send + 'static) -> Live<T> {
    Box::new(part)
}

/// What hears an event of a page.
pub fn heard<E>(handler: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(handler)
}

/// A value made from signals, for all who read it.
pub fn derived<T: PartialEq + Send + Sync + 'static>(
    value: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    fn boxed<T: PartialEq + Send + Sync + 'static>(value: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
        Memo::new(move |_| value())
    }
    boxed(Box::new(value))
}

/// Does something to the world outside of the page's signals when one that it reads changes.
pub fn follow(deed: impl FnMut() + 'static) {
    fn boxed(mut deed: Box<dyn FnMut()>) {
        Effect::new(move |_: Option<()>| deed());
    }
    boxed(Box::new(deed));
}
