//! Parts of a page that follow signals, erased.

/// A part that is made anew when a signal it reads changes.
pub type Live<T> = Box<dyn FnMut() -> T + Send>;

/// Boxes a closure that leptos runs again and again. leptos compiles its machinery for effects once
/// for every type of closure; boxed, they are one type.
pub fn live<T>(part: impl FnMut() -> T + Send + 'static) -> Live<T> {
    Box::new(part)
}
