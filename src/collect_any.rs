//! Lists of type-erased views.

use leptos::prelude::*;

/// An iterator that can be collected into type-erased views. leptos compiles the code that builds, compares and
/// removes the entries of a list once per entry type; this way it is in the program once (4.8 KiB of brotli less
/// than with `collect_view`).
pub trait CollectAny {
    /// Returns the views in order.
    fn collect_any(self) -> Vec<AnyView>;
}

impl<I: Iterator<Item: IntoAny>> CollectAny for I {
    fn collect_any(self) -> Vec<AnyView> {
        self.map(IntoAny::into_any).collect()
    }
}
