//! The state of the discussion page: the open board, the boards of this browser, the boards of a group, status and
//! errors. Every change goes through here, and is saved shortly after.

mod import;
mod group;
mod local_store;
mod storage;

use std::sync::Arc;

use data::challenge::{MeasureIx, Slug, Text};
use data::dataset::Dataset;
use discuss::board::axes_of;
use discuss::messages::page as t;
use discuss::{Board, BoardId, BoardStore, BoardStoreError, BoardStoreNote, Comparison, Full, Group, Share};
use explore::route::Base;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use crate::deferred::Deferred;
use crate::dom;
use crate::erased::erased_memo;
use crate::store::key_of;
use local_store::LocalStore;

/// The state of the page. Copies share it.
#[derive(Clone, Copy)]
pub struct BoardEditor {
    /// Open board.
    pub board: RwSignal<Board>,
    /// Open board compared with the survey.
    pub comparison: Memo<Comparison>,
    /// Open board after the next paint: for what stands below the chart.
    pub board_below: Deferred<Board>,
    /// Comparison after the next paint.
    pub comparison_below: Deferred<Comparison>,
    /// Boards of this browser, the last changed first.
    pub boards: RwSignal<Vec<Board>>,
    /// Board deleted last, which can be restored.
    pub deleted: RwSignal<Option<Board>>,
    /// Board of the link that the visitor followed.
    pub incoming: RwSignal<Option<Board>>,
    /// Boards of the group.
    pub group: RwSignal<Vec<Board>>,
    /// Last removal from the group: its description, and the group before. It can be undone until the next change.
    pub last_removal: RwSignal<Option<(String, Vec<Board>)>>,
    /// Boards of the group merged.
    pub merged: Memo<Group>,
    /// Status of the last action, for a live region.
    pub status: RwSignal<String>,
    /// Status of the last change of the group, for a live region.
    pub group_status: RwSignal<String>,
    /// Errors, each with a next step.
    pub errors: RwSignal<Vec<String>>,
    /// Data set.
    dataset: StoredValue<Arc<Dataset>>,
    /// Base path of the site.
    base: StoredValue<Base>,
    /// Store of the visitor's boards.
    store: StoredValue<BoardStore<LocalStore>, LocalStorage>,
    /// Store of the group's boards.
    group_store: StoredValue<BoardStore<LocalStore>, LocalStorage>,
    /// Open board as it was last saved or loaded; none if it never was.
    saved_board: StoredValue<Option<Board>>,
    /// Timer that saves the open board; none if there is no change.
    save_timer: StoredValue<Option<TimeoutHandle>>,
    /// Last save of the open board failed.
    is_unsaved: StoredValue<bool>,
    /// Last save of the group failed: it is only in memory.
    is_group_unsaved: StoredValue<bool>,
}

impl BoardEditor {
    /// Returns the state as it was last saved; none in a browser without a random source, where boards get no id.
    pub fn new(dataset: Arc<Dataset>, base: Base) -> Option<Self> {
        let blank = Board::new(&dataset, new_id()?, now_ms());
        let store = BoardStore::new(LocalStore, key_of(&base, "boards"));
        let group_store = BoardStore::new(LocalStore, key_of(&base, "group"));
        let (own_list, group_list) = (store.list(), group_store.list());
        let mut errors = Vec::new();
        let mut boards_of =
            |listed: Result<(Vec<Board>, Option<BoardStoreNote>), BoardStoreError>| match listed {
                Ok((boards, note)) => {
                    errors.extend(note.map(|note| note.to_string()));
                    boards
                }
                Err(error) => {
                    errors.push(error.to_string());
                    Vec::new()
                }
            };
        let (boards, group) = (boards_of(own_list), boards_of(group_list));
        let fits = |board: &&Board| board.fits(&dataset).is_ok();
        let open = boards.iter().find(fits).cloned();
        let board = RwSignal::new(open.clone().unwrap_or(blank));
        let group = RwSignal::new(group);
        let (memo_dataset, axes) =
            (dataset.clone(), axes_of(&dataset).map(|ix| dataset.measure(ix).id.clone()));
        let comparison = erased_memo(move || Comparison::of_board(&memo_dataset, &board.read()));
        Some(Self {
            board,
            comparison,
            board_below: Deferred::new(erased_memo(move || board.get())),
            comparison_below: Deferred::new(comparison),
            boards: RwSignal::new(boards),
            deleted: RwSignal::new(None),
            incoming: RwSignal::new(None),
            group,
            last_removal: RwSignal::new(None),
            merged: erased_memo(move || Group::of(&group.read(), &axes)),
            status: RwSignal::new(String::new()),
            group_status: RwSignal::new(String::new()),
            errors: RwSignal::new(errors),
            dataset: StoredValue::new(dataset),
            base: StoredValue::new(base),
            store: StoredValue::new_local(store),
            group_store: StoredValue::new_local(group_store),
            saved_board: StoredValue::new(open),
            save_timer: StoredValue::new(None),
            is_unsaved: StoredValue::new(false),
            is_group_unsaved: StoredValue::new(false),
        })
    }

    /// Returns the data set.
    pub fn dataset(self) -> Arc<Dataset> {
        self.dataset.get_value()
    }

    /// Returns the base path of the site.
    pub fn base(self) -> Base {
        self.base.get_value()
    }

    /// Returns the measures that boards are plotted on: across and up.
    pub fn axes(self) -> [MeasureIx; 2] {
        axes_of(&self.dataset.read_value())
    }

    /// Returns the label of an axis (0 or 1).
    pub fn axis_label(self, axis: usize) -> Text {
        self.dataset.read_value().measure(self.axes()[axis]).label.clone()
    }

    /// Sets the status of the last action.
    pub fn set_status(self, text: String) {
        self.status.set(text);
    }

    /// Changes the open board.
    pub fn edit(self, change: impl FnOnce(&mut Board)) {
        let mut board = self.board.get_untracked();
        change(&mut board);
        self.board.set(board.saved_at(now_ms()));
        self.save_soon();
    }

    /// Adds challenges to the board until it is full, and sets the status to their number.
    pub fn add(self, add: impl FnOnce(&mut Board) -> Result<(), Full>) {
        let before = self.board.read_untracked().picks().len();
        let mut full = None;
        self.edit(|board| full = add(board).err());
        let after = self.board.read_untracked().picks().len();
        self.set_status(match full {
            Some(full) => full.to_string(),
            None => t::added_many(after - before, after),
        });
    }

    /// Removes a challenge from the board.
    pub fn remove(self, id: &Slug) {
        self.edit(|board| {
            if let Some(at) = board.find(id.as_str()) {
                board.remove(at);
            }
        });
    }

    /// Sets or removes the value of a challenge on an axis (0 or 1).
    pub fn place(self, id: &Slug, axis: usize, value: Option<Share>) {
        self.edit(|board| {
            if let Some(at) = board.find(id.as_str()) {
                board.place(at, axis, value);
            }
        });
    }

    /// Moves a challenge to the place of another one in the order of priority.
    pub fn move_to_place_of(self, id: &Slug, other: &Slug) {
        self.edit(|board| {
            if let (Some(from), Some(to)) = (board.find(id.as_str()), board.find(other.as_str())) {
                board.move_to(from, to);
            }
        });
    }

    /// Returns the challenges of the open board that the data set has, in the order of priority.
    pub fn challenges(self) -> Vec<Slug> {
        let dataset = self.dataset.read_value();
        let ids = self.board.read().picks().iter().map(|pick| pick.challenge.clone()).collect::<Vec<_>>();
        ids.into_iter().filter(|id| dataset.find_challenge(id.as_str()).is_some()).collect()
    }

    /// Returns the name of a challenge, its id if the data set lacks it.
    pub fn name(self, id: &Slug) -> Text {
        let dataset = self.dataset.read_value();
        let found = dataset.find_challenge(id.as_str());
        found.map_or_else(|| id.as_str().into(), |ix| dataset.challenge(ix).name.clone())
    }

    /// Returns the board's value of a challenge on an axis (0 or 1).
    pub fn value(self, id: &Slug, axis: usize) -> Option<Share> {
        let board = self.board.read();
        let at = board.find(id.as_str())?;
        board.picks()[at].values[axis]
    }

    /// Returns a sentence about the largest gap on these axes, or that there is none; none before a challenge has
    /// a value.
    pub fn takeaway(self, axes: &[usize]) -> Option<String> {
        let comparison = self.comparison.read();
        let (axis, row) = comparison.greatest(axes)?;
        let is_known = row.gap(axis).is_some();
        Some(if is_known {
            comparison.sentence(&self.dataset.read_value(), row, axis)
        } else {
            t::no_comparison()
        })
    }

    /// Returns a sentence about the place of a challenge on the board and in the survey; none if it has neither.
    pub fn order_sentence(self, id: &Slug) -> Option<String> {
        let dataset = self.dataset.read_value();
        let comparison = self.comparison.read();
        let row = comparison.row(dataset.find_challenge(id.as_str())?)?;
        comparison.order_sentence(&dataset, row)
    }

    /// Returns the place of a challenge on the board, from 1; none if it is not on it, or if the board is not in order.
    pub fn place_of(self, id: &Slug) -> Option<usize> {
        let board = self.board.read();
        board.find(id.as_str()).filter(|_| board.is_ordered()).map(|at| at + 1)
    }
}

/// Returns milliseconds since 1970.
pub fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}

/// Returns an id for a new board; none in a browser without a random source.
pub fn new_id() -> Option<BoardId> {
    dom::random_bytes().map(BoardId::from_random)
}
