//! The mark of a chart that the pointer or the keys are at.

use leptos::prelude::*;
use viz::item::MarkId;

/// The way in which the pointer came to a mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Horizontal position of the pointer in the chart, in CSS px.
    pub x: f64,
    /// Room for the note of the mark.
    pub room: NoteRoom,
}

/// The room for a note, in CSS px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NoteRoom {
    /// Upper edge of the window, from the upper edge of the chart.
    pub top: f64,
    /// Lower edge of the window, from the upper edge of the chart.
    pub bottom: f64,
    /// Height of a note with all its lines, in the text size of the page.
    pub note_height: f64,
}

impl NoteRoom {
    /// Room without edges: where a mark is not pointed at, the page scrolls to it.
    pub const ENDLESS: Self = Self { top: f64::NEG_INFINITY, bottom: f64::INFINITY, note_height: 0.0 };
}

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
            entry: RwSignal::new(Entry { x: 0.0, room: NoteRoom::ENDLESS }),
            has_keys: RwSignal::new(false),
        }
    }
}
