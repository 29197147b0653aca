//! Keyboard handling of the chart: navigation between marks, and moves of a mark.

use discuss::Share;
use discuss::messages::page as t;
use discuss::scene::PlotKind;
use explore::chart_model::mark_of;
use leptos::ev;
use leptos::prelude::*;
use viz::item::MarkId;
use viz::keyboard_nav::{Step, step};

use super::super::survey_filter::axes_of;
use super::drag::DragController;
use super::mark_description;
use crate::chart::listbox::{Listbox, listbox};
use crate::chart::selection::Selection;
use crate::deferred::Deferred;
use crate::dom;
use crate::erased::erased_memo;

/// Percentage points that an arrow key moves a mark.
const STEP: i32 = 1;
/// Percentage points of an arrow key with Shift, and of Page Up and Page Down.
const STRIDE: i32 = 10;

/// Returns the listbox over the chart, with the own marks as options.
pub fn own_listbox(controller: DragController) -> AnyView {
    let DragController { editor, scene, drag, selection, plot_kind, .. } = controller;
    let Selection { active, hovered, has_keys, .. } = selection;
    let marks = move || scene.read_untracked().marks.iter().map(|mark| mark.id).collect::<Vec<_>>();
    let current = erased_memo(move || active.get().filter(|id| scene.read().mark(*id).is_some()));
    let on_key = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        hovered.set(None);
        let key = event.key();
        let is_handled = match drag.get_untracked() {
            Some(_) => move_dragged(controller, &key, event.shift_key()),
            None if key == "Escape" => {
                dom::blur(&event);
                false
            }
            None => select(controller, &marks(), current.get_untracked(), &key),
        };
        if is_handled {
            event.prevent_default();
        }
    };
    let on_focus = move |_| {
        has_keys.set(true);
        if current.get_untracked().is_none() {
            active.set(marks().first().copied());
        }
    };
    let on_blur = move |_| {
        has_keys.set(false);
        // A press on a mark takes the focus too, and begins a move by the pointer.
        if drag.get_untracked().is_some_and(|drag| drag.is_by_keys()) {
            controller.end(false);
        }
    };
    let options = move || {
        let comparison = editor.comparison.read();
        let option = |mark: &viz::scene::Mark| {
            let row = comparison.rows.iter().find(|row| mark_of(row.challenge) == mark.id)?;
            Some((mark.id, mark_description(editor, row)))
        };
        scene.read().marks.iter().filter_map(option).collect()
    };
    // The accessible name is the takeaway: the largest gap.
    let name =
        erased_memo(move || editor.takeaway(axes_of(plot_kind.get())).unwrap_or_else(t::nothing_placed));
    listbox(Listbox {
        id: "plot-keys",
        option: "own",
        help: "plot-help",
        scene: Deferred::new(scene),
        name,
        options: Box::new(options),
        current,
        choose: Callback::new(move |mark| {
            active.set(Some(mark));
            controller.pick_up(mark);
            dom::focus("plot-keys");
        }),
        on_key: Box::new(on_key),
        on_focus: Box::new(on_focus),
        on_blur: Box::new(on_blur),
    })
}

/// Handles a key outside of a move: selects another mark, or begins to move the current one. Returns whether the
/// key has a meaning.
fn select(controller: DragController, order: &[MarkId], current: Option<MarkId>, key: &str) -> bool {
    let to = match key {
        "ArrowRight" => Step::Next,
        "ArrowLeft" => Step::Previous,
        "ArrowUp" => Step::Up,
        "ArrowDown" => Step::Down,
        "Home" => Step::First,
        "End" => Step::Last,
        "PageUp" => Step::PageBack,
        "PageDown" => Step::PageForward,
        "Enter" | " " => {
            current.into_iter().for_each(|mark| controller.pick_up(mark));
            return true;
        }
        _ => return false,
    };
    let now = step(order, &controller.scene.read_untracked(), current, to);
    controller.selection.active.set(now);
    true
}

/// Handles a key during a move: moves the mark, or ends the move. Returns whether the key has a meaning.
fn move_dragged(controller: DragController, key: &str, shift: bool) -> bool {
    let by = if shift { STRIDE } else { STEP };
    // Percentage points across and up.
    let (across, up) = match key {
        "ArrowRight" => (by, 0),
        "ArrowLeft" => (-by, 0),
        "ArrowUp" => (0, by),
        "ArrowDown" => (0, -by),
        "PageUp" => (0, STRIDE),
        "PageDown" => (0, -STRIDE),
        "Enter" | " " | "Escape" => {
            let is_canceled = key == "Escape";
            if let Some(mark) = controller.end(is_canceled) {
                let name = name(controller, mark);
                controller.editor.set_status(if is_canceled {
                    t::put_back(&name)
                } else {
                    t::put_down(&name)
                });
            }
            return true;
        }
        _ => return false,
    };
    let Some(mark) = controller.drag.get_untracked().map(|drag| drag.mark) else { return false };
    let moved = |value: Option<Share>, points: i32| value.map(|share| share.step(points));
    let mut values = controller.values(mark);
    match controller.plot_kind.get_untracked() {
        PlotKind::Plane => values = [moved(values[0], across), moved(values[1], up)],
        // There is one axis, and all arrows move along it.
        PlotKind::Rows(axis) | PlotKind::Kept(axis) => {
            values[axis.min(1)] = moved(values[axis.min(1)], across + up);
        }
    }
    controller.set(mark, values);
    let comparison = controller.editor.comparison.read_untracked();
    if let Some(row) = comparison.rows.iter().find(|row| mark_of(row.challenge) == mark) {
        controller.editor.set_status(mark_description(controller.editor, row));
    }
    true
}

impl DragController {
    /// Begins to move a mark by keys, and says so.
    fn pick_up(self, mark: MarkId) {
        self.begin(mark, None);
        self.editor.set_status(t::held(&name(self, mark)));
    }
}

/// Returns the name of a mark's challenge.
fn name(controller: DragController, mark: MarkId) -> String {
    let name = |challenge| controller.editor.dataset().challenge(challenge).name.to_string();
    controller.challenge(mark).map(name).unwrap_or_default()
}
