//! The mark of a chart that the pointer or the keys are at.

use leptos::prelude::*;
use viz::item::MarkId;

/// The way in which the pointer came to a mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Horizontal position of the pointer in the chart, in CSS px.
    pub x: f64,
    /// Upper and lower edge of the window, in CSS px from the upper edge of the chart.
    pub window: (f64, f64),
}

/// A window without edges: where a mark is not pointed at, the page scrolls to it.
pub const EVERYWHERE: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

/// The selection of a chart. Copies share it.
#[derive(Clone, Copy)]
pub struct Selection {
    /// Mark selected by keys or a click.
    pub active: RwSignal<Option<MarkId>>,
    /// Mark under the pointer.
    pub hovered: RwSignal<Option<MarkId>>,
    /// Way in which the pointer came to that mark.
    pub entry: RwSignal<Entry>,
    /// Chart has the keyboard focus.
    pub has_keys: RwSignal<bool>,
}

impl Selection {
    /// Returns an empty selection.
    pub fn new() -> Self {
        Self {
            active: RwSignal::new(None),
            hovered: RwSignal::new(None),
            entry: RwSignal::new(Entry { x: 0.0, window: EVERYWHERE }),
            has_keys: RwSignal::new(false),
        }
    }
}
