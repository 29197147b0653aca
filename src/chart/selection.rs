//! The mark of a chart that the pointer or the keys are at.

use leptos::prelude::*;
use viz::item::MarkId;

/// The selection of a chart. Copies share it.
#[derive(Clone, Copy)]
pub struct Selection {
    /// Mark selected by keys or a click.
    pub active: RwSignal<Option<MarkId>>,
    /// Mark under the pointer.
    pub hovered: RwSignal<Option<MarkId>>,
    /// Horizontal position of the pointer in the chart when it came to that mark, in CSS px.
    pub entered_at: RwSignal<f64>,
    /// Chart has the keyboard focus.
    pub has_keys: RwSignal<bool>,
}

impl Selection {
    /// Returns an empty selection.
    pub fn new() -> Self {
        Self {
            active: RwSignal::new(None),
            hovered: RwSignal::new(None),
            entered_at: RwSignal::new(0.0),
            has_keys: RwSignal::new(false),
        }
    }
}
