//! Keyboard navigation in the chart at `/explore`: between marks, into a mark, out of the chart.

use explore::messages::charts as t;
use leptos::prelude::*;
use leptos::{ev, html};
use messages::language::Direction;
use messages::locale::current_locale;
use viz::item::MarkId;
use viz::keyboard_nav::{Step, step};
use viz::scene::Scene;

use super::marks::Marks;
use super::notes::Notes;
use super::selection::Selection;
use crate::dom;

/// The parts of a chart that keys read and change.
#[derive(Clone, Copy)]
pub struct KeyboardNav {
    /// Element of the chart, for scrolling to a mark.
    pub frame: NodeRef<html::Div>,
    /// Scene drawn.
    pub scene: Memo<Scene>,
    /// Marks, in the order of the keys.
    pub marks: Marks,
    /// Mark that the keys are at.
    pub current: Memo<Option<MarkId>>,
    /// Selection, which keys change.
    pub selection: Selection,
    /// Notes, which keys close.
    pub notes: Notes,
}

/// The handlers of a chart's listbox.
pub struct UseKeyboardNav {
    /// Handler of `keydown`.
    pub on_key: Box<dyn FnMut(ev::KeyboardEvent)>,
    /// Handler of `focus`.
    pub on_focus: Box<dyn FnMut(ev::FocusEvent)>,
    /// Handler of `blur`.
    pub on_blur: Box<dyn FnMut(ev::FocusEvent)>,
}

/// Returns the handlers of keyboard navigation.
pub fn use_keyboard_nav(nav: KeyboardNav) -> UseKeyboardNav {
    UseKeyboardNav {
        on_key: Box::new(move |event| nav.handle(&event)),
        on_focus: Box::new(move |event| nav.enter(&event)),
        on_blur: Box::new(move |_| nav.selection.has_keys.set(false)),
    }
}

impl KeyboardNav {
    /// Handles a `keydown`; keys with Ctrl, Alt or Meta are the browser's.
    fn handle(self, event: &ev::KeyboardEvent) {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        match event.key().as_str() {
            "Enter" | " " => {
                event.prevent_default();
                self.current.get_untracked().into_iter().for_each(|mark| self.marks.choose(mark));
            }
            // The first Escape hides the note (see `Notes`), the next one leaves the chart.
            "Escape" if !self.notes.can_be_dismissed() => dom::blur(event),
            key => {
                let is_rtl = current_locale().language.direction() == Direction::Rtl;
                if let Some(to) = Step::of_key(key, is_rtl) {
                    event.prevent_default();
                    self.move_to(to);
                }
            }
        }
    }

    /// Moves to another mark. It does not wrap: a step over an end stays, and is announced.
    fn move_to(self, to: Step) {
        self.selection.has_keys.set(true);
        self.notes.dismissed.set(false);
        self.notes.crowd.set(Vec::new());
        self.selection.hovered.set(None);
        let order: Vec<MarkId> = self.marks.stops.read_untracked().iter().map(|stop| stop.mark).collect();
        let before = self.current.get_untracked();
        let now = step(&order, &self.scene.read_untracked(), before, to);
        let has_stayed = before.is_some() && now == before;
        let announcement =
            if has_stayed { t::end(now == order.first().copied(), order.len()) } else { String::new() };
        self.marks.callbacks.say.run(announcement);
        self.selection.active.set(now);
        self.scroll_to_mark();
    }

    /// Handles a `focus`: selects the first mark if there is none. A press gives the chart the focus too, and then what
    /// is pressed counts.
    fn enter(self, event: &ev::FocusEvent) {
        if dom::is_pressed(event) {
            return;
        }
        self.selection.has_keys.set(true);
        self.notes.dismissed.set(false);
        if self.current.get_untracked().is_none() {
            self.selection.active.set(self.marks.stops.read_untracked().first().map(|stop| stop.mark));
        }
        if dom::is_focus_visible(event) {
            self.scroll_to_mark();
        }
    }

    /// Scrolls to the current mark: a long chart is longer than the screen.
    fn scroll_to_mark(self) {
        let scene = self.scene.read_untracked();
        let mark = self.current.get_untracked().and_then(|id| scene.mark(id));
        if let (Some((_, mark)), Some(frame)) = (mark, self.frame.get_untracked()) {
            dom::scroll_to_y(&frame, mark.center.y);
        }
    }
}
