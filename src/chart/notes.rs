//! The notes over a chart: the tooltip of the mark pointed at, or the list of marks that overlap.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::{ev, html};
use viz::item::MarkId;

use super::selection::Selection;
use crate::dom;
use crate::erased::erased_effect;

/// The state of the notes. Copies share it.
#[derive(Clone, Copy)]
pub struct Notes {
    /// Tooltip of the mark pointed at is hidden by the visitor.
    pub dismissed: RwSignal<bool>,
    /// Marks to choose from after a click on overlapping ones; otherwise empty.
    pub crowd: RwSignal<Vec<MarkId>>,
    /// Mark pointed at, by pointer or keys.
    pub pointed: Memo<Option<MarkId>>,
}

impl Notes {
    /// Returns the notes of a chart, none hidden.
    pub fn new(pointed: Memo<Option<MarkId>>) -> Self {
        Self { dismissed: RwSignal::new(false), crowd: RwSignal::new(Vec::new()), pointed }
    }

    /// Returns the mark whose tooltip is shown.
    pub fn noted(self) -> Option<MarkId> {
        self.pointed.get().filter(|_| !self.dismissed.get() && self.crowd.read().is_empty())
    }

    /// Returns the mark whose tooltip is shown, without tracking.
    pub fn noted_untracked(self) -> Option<MarkId> {
        untrack(|| self.noted())
    }

    /// Returns whether Escape hides a tooltip; otherwise it leaves the chart.
    pub fn can_be_dismissed(self) -> bool {
        self.pointed.get_untracked().is_some() && !self.dismissed.get_untracked()
    }

    /// Closes notes on Escape wherever the focus is, because a note can be in the way of a mouse user too, and on a
    /// press outside of the chart: after a tap the mark would stay selected.
    pub fn close_from_outside(self, frame: NodeRef<html::Div>, selection: Selection) {
        // In an effect, which does not run in native rendering, where there is no window.
        erased_effect(move || {
            let on_keydown = window_event_listener(ev::keydown, move |event| {
                if dom::is_keyboard_event(&event) && event.key() == "Escape" {
                    selection.hovered.try_set(None);
                    self.dismissed.try_set(true);
                    self.crowd.try_set(Vec::new());
                }
            });
            let on_press = window_event_listener(ev::pointerdown, move |event| {
                let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
                let frame = frame.try_get_untracked().flatten();
                if frame.is_some_and(|frame| frame.contains(target.as_ref())) {
                    return;
                }
                selection.hovered.try_set(None);
                self.crowd.try_set(Vec::new());
                if event.pointer_type() == "touch" {
                    selection.active.try_set(None); // so that the next tap on the mark is a first tap
                }
            });
            on_cleanup(move || {
                on_keydown.remove();
                on_press.remove();
            });
        });
    }
}
