//! Moves of own marks by pointer and keys.

use data::challenge::ChallengeIx;
use discuss::Share;
use discuss::scene::{PlotKind, value_at};
use explore::chart_model::mark_of;
use leptos::prelude::*;
use viz::geometry::Point;
use viz::item::MarkId;
use viz::scene::Scene;

use super::super::board_editor::BoardEditor;
use crate::chart::selection::Selection;

/// A move of an own mark by pointer or keys.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drag {
    /// Mark.
    pub mark: MarkId,
    /// Values of the mark before the move, for a cancel.
    pub before: [Option<Share>; 2],
    /// Offset of the pointer from the mark's center in CSS px, so that the mark does not jump; none by keys.
    pub offset: Option<Point>,
}

impl Drag {
    /// Returns whether keys move the mark, and not the pointer.
    pub fn is_by_keys(&self) -> bool {
        self.offset.is_none()
    }
}

/// A controller that moves own marks. Copies share its state.
#[derive(Clone, Copy)]
pub struct DragController {
    /// Editor of the board whose values change.
    pub editor: BoardEditor,
    /// Kind of chart.
    pub plot_kind: RwSignal<PlotKind>,
    /// Scene with the own marks.
    pub scene: Memo<Scene>,
    /// Move that is under way.
    pub drag: RwSignal<Option<Drag>>,
    /// Order of the chart's rows when the move began; it stays until the move ends.
    pub order: StoredValue<Vec<ChallengeIx>>,
    /// Marks that pointer and keys are at.
    pub selection: Selection,
}

impl DragController {
    /// Returns the challenge of a mark.
    pub fn challenge(self, mark: MarkId) -> Option<ChallengeIx> {
        let comparison = self.editor.comparison.read_untracked();
        comparison.rows.iter().map(|row| row.challenge).find(|challenge| mark_of(*challenge) == mark)
    }

    /// Returns the board's values of a mark, across and up.
    pub fn values(self, mark: MarkId) -> [Option<Share>; 2] {
        let board = self.editor.board.read_untracked();
        let id = self.challenge(mark).map(|ix| self.editor.dataset().challenge(ix).id.clone());
        let at = id.and_then(|id| board.find(id.as_str()));
        at.map_or([None; 2], |at| board.picks()[at].values)
    }

    /// Sets the values of a mark that differ from its current ones.
    pub fn set(self, mark: MarkId, values: [Option<Share>; 2]) {
        let Some(challenge) = self.challenge(mark) else { return };
        let id = self.editor.dataset().challenge(challenge).id.clone();
        for (axis, (now, new)) in self.values(mark).into_iter().zip(values).enumerate() {
            if now != new {
                self.editor.place(&id, axis, new);
            }
        }
    }

    /// Begins a move; `offset` is that of [`Drag::offset`].
    pub fn begin(self, mark: MarkId, offset: Option<Point>) {
        if let PlotKind::Rows(axis) = self.plot_kind.get_untracked() {
            let comparison = self.editor.comparison.read_untracked();
            self.order.set_value(comparison.by_gap(axis).into_iter().map(|row| row.challenge).collect());
        }
        self.selection.active.set(Some(mark));
        self.drag.set(Some(Drag { mark, before: self.values(mark), offset }));
    }

    /// Ends the move and returns the mark. With `is_canceled`, the mark gets its previous values back.
    pub fn end(self, is_canceled: bool) -> Option<MarkId> {
        let drag = self.drag.get_untracked()?;
        self.drag.set(None);
        if is_canceled {
            self.set(drag.mark, drag.before);
        }
        Some(drag.mark)
    }

    /// Moves the mark to the position of the pointer, CSS px.
    pub fn move_to(self, pointer: Point) {
        let Some(Drag { mark, offset: Some(offset), .. }) = self.drag.get_untracked() else { return };
        let center = Point::new(pointer.x - offset.x, pointer.y - offset.y);
        let [across, up] = value_at(&self.scene.read_untracked(), center);
        let mut values = self.values(mark);
        match self.plot_kind.get_untracked() {
            PlotKind::Plane => values = [Some(across), Some(up)],
            PlotKind::Rows(axis) | PlotKind::Kept(axis) => values[axis.min(1)] = Some(across),
        }
        self.set(mark, values);
    }
}
