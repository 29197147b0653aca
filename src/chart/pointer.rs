//! Pointer handlers of the chart at `/explore`: hover, click and tap.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::{ev, html};
use viz::geometry::Point;
use viz::hit::HitIndex;
use viz::item::MarkId;
use viz::scene::Scene;

use super::marks::Marks;
use super::notes::Notes;
use super::selection::{Entry, NoteRoom, Selection};
use super::tooltip;
use crate::dom;

/// The parts of a chart that a pointer reads and changes.
#[derive(Clone, Copy)]
pub struct Pointer {
    /// Element of the chart.
    pub frame: NodeRef<html::Div>,
    /// Scene drawn.
    pub scene: Memo<Scene>,
    /// Marks.
    pub marks: Marks,
    /// Selection, which the pointer changes.
    pub selection: Selection,
    /// Notes, which the pointer opens and closes.
    pub notes: Notes,
}

/// The handlers of a chart's element.
pub struct UsePointer {
    /// Handler of `pointermove`.
    pub on_move: Box<dyn FnMut(ev::PointerEvent)>,
    /// Handler of `pointerleave`.
    pub on_leave: Box<dyn FnMut(ev::PointerEvent)>,
    /// Handler of `click`, by mouse or touch.
    pub on_click: Box<dyn FnMut(ev::MouseEvent)>,
}

/// Returns the handlers of a pointer.
pub fn use_pointer(pointer: Pointer) -> UsePointer {
    let scene = pointer.scene;
    let index = Memo::new_with_compare(move |_| Arc::new(HitIndex::new(&scene.read())), |_, _| true);
    UsePointer {
        on_move: Box::new(move |event| pointer.hover(&event, &index.read_untracked())),
        on_leave: Box::new(move |event: ev::PointerEvent| {
            // A finger leaves when it is lifted; the note stays.
            if !dom::is_touch(&event) {
                pointer.selection.hovered.set(None);
            }
        }),
        on_click: Box::new(move |event| pointer.click(&event, &index.read_untracked())),
    }
}

impl Pointer {
    /// Returns the position in the chart in CSS px; none over a note or a head, which cover the marks.
    fn position(self, event: &web_sys::MouseEvent) -> Option<Point> {
        let is_covered = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|element| element.closest(".tooltip, .lane-heads").ok().flatten().is_some());
        let frame = self.frame.get_untracked().filter(|_| !is_covered)?;
        Some(dom::pointer_position(&frame, event))
    }

    /// Returns the mark at a position. Between a mark and its tooltip, that mark stays hovered.
    fn hit(self, at: Point, index: &HitIndex) -> Option<MarkId> {
        let scene = self.scene.read_untracked();
        let hovered = self.selection.hovered.get_untracked().filter(|id| {
            let entry = self.selection.entry.get_untracked();
            let is_near_note = |mark| tooltip::is_between(&tooltip::anchor(mark, entry), &scene, entry, at);
            scene.mark(*id).is_some_and(|(_, mark)| is_near_note(mark))
                && scene.marks_at(at).iter().all(|other| other == id)
        });
        hovered.or_else(|| index.at(&scene, at))
    }

    /// Handles a move.
    fn hover(self, event: &ev::PointerEvent, index: &HitIndex) {
        if dom::is_touch(event) {
            return; // a finger taps
        }
        let Some(at) = self.position(event) else { return };
        let Selection { hovered, entry, .. } = self.selection;
        let found = self.hit(at, index);
        if found != hovered.get_untracked() {
            self.notes.dismissed.set(false);
            entry.set(entry_of(event, at));
            hovered.set(found);
        } else if found.is_some()
            && !tooltip::is_beside(entry.get_untracked(), &self.scene.read_untracked(), at)
        {
            // The pointer went on in a long row: its note follows.
            entry.set(entry_of(event, at));
        }
    }

    /// Handles a click or a tap.
    fn click(self, event: &ev::MouseEvent, index: &HitIndex) {
        let Some(at) = self.position(event) else { return };
        let Selection { active, hovered, .. } = self.selection;
        let overlapping = self.scene.read_untracked().marks_at(at);
        // A tap comes before the buttons over the heads are there.
        if let Some(lane) = self.scene.read_untracked().heads.iter().position(|head| head.contains(at)) {
            return self.marks.sort(lane);
        }
        let Some(found) = self.hit(at, index) else {
            self.notes.crowd.set(Vec::new());
            return hovered.set(None);
        };
        self.selection.entry.set(entry_of(event, at));
        if overlapping.len() > 1 {
            hovered.set(None);
            return self.notes.crowd.set(overlapping);
        }
        // Touch has no hover: the first tap shows the tooltip, the second opens the mark.
        let is_first_tap = dom::is_touch(event) && self.notes.noted_untracked() != Some(found);
        active.set(Some(found));
        self.notes.dismissed.set(false);
        self.notes.crowd.set(Vec::new());
        if is_first_tap { hovered.set(Some(found)) } else { self.marks.open(found) }
    }
}

/// Returns the way in which a pointer came to a position of the chart.
fn entry_of(event: &web_sys::MouseEvent, at: Point) -> Entry {
    let (above, below) = dom::room_around(event);
    let room = NoteRoom { top: at.y - above, bottom: at.y + below, note_height: tooltip::height() };
    Entry { x: at.x, room }
}
