//! What the page works on: the board that is open, the boards of this browser, a group's, and what
//! was last said of them. Every change goes through here, and is kept at once.

mod bring;
mod group;
mod keep;
mod local;

use std::sync::Arc;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use crate::atlas::Atlas;
use crate::challenge::{MeasureIx, Slug, Text};
use crate::discuss::board::axes_of;
use crate::discuss::{Beside, Board, BoardId, Full, Group, Share, Shelf, ShelfError, ShelfNote};
use crate::route::Base;
use crate::text::discuss::page as words;
use crate::ui::dom;
use crate::ui::live::derived;
use crate::ui::store;
use local::Local;

/// The state of the page. Copies are the same desk.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The board that is open.
    pub board: RwSignal<Board>,
    /// The same beside the survey.
    pub beside: Memo<Beside>,
    /// The boards of this browser, the one changed last first.
    pub boards: RwSignal<Vec<Board>>,
    /// The board that was deleted last, until it is too late to take that back.
    pub deleted: RwSignal<Option<Board>>,
    /// The board that came with a link.
    pub incoming: RwSignal<Option<Board>>,
    /// The boards of a group.
    pub group: RwSignal<Vec<Board>>,
    /// What was taken out of the group last, in words, and the group before, until something else is
    /// done to it.
    pub took_out: RwSignal<Option<(String, Vec<Board>)>>,
    /// The same merged.
    pub merged: Memo<Group>,
    /// What was done, said politely.
    pub said: RwSignal<String>,
    /// What was done to the group.
    pub group_said: RwSignal<String>,
    /// What went wrong, and the next step.
    pub wrong: RwSignal<Vec<String>>,
    atlas: StoredValue<Arc<Atlas>>,
    base: StoredValue<Base>,
    shelf: StoredValue<Shelf<Local>, LocalStorage>,
    group_shelf: StoredValue<Shelf<Local>, LocalStorage>,
    /// The open board as it was kept or read last; none if it never was.
    kept: StoredValue<Option<Board>>,
    /// When what was changed is kept, unless it is already.
    soon: StoredValue<Option<TimeoutHandle>>,
    /// Whether what was changed could not be kept.
    is_unkept: StoredValue<bool>,
    /// Whether the group could not be kept, and is only shown.
    is_group_unkept: StoredValue<bool>,
}

impl Desk {
    /// The desk as it was left; none in a browser without a random source, where no board gets a name.
    pub fn new(atlas: Arc<Atlas>, base: Base) -> Option<Self> {
        let blank = Board::new(&atlas, new_id()?, now_ms());
        let shelf = Shelf::new(Local, store::key_of(&base, "boards"));
        let group_shelf = Shelf::new(Local, store::key_of(&base, "group"));
        let (kept, grouped) = (shelf.list(), group_shelf.list());
        let mut wrong = Vec::new();
        let mut take = |listed: Result<(Vec<Board>, Option<ShelfNote>), ShelfError>| match listed {
            Ok((boards, note)) => {
                wrong.extend(note.map(|note| note.to_string()));
                boards
            }
            Err(error) => {
                wrong.push(error.to_string());
                Vec::new()
            }
        };
        let (boards, group) = (take(kept), take(grouped));
        let fits = |board: &&Board| board.fits(&atlas).is_ok();
        let open = boards.iter().find(fits).cloned();
        let board = RwSignal::new(open.clone().unwrap_or(blank));
        let group = RwSignal::new(group);
        let (held, axes) = (atlas.clone(), axes_of(&atlas).map(|ix| atlas.measure(ix).id.clone()));
        Some(Self {
            board,
            beside: derived(move || Beside::of_board(&held, &board.read())),
            boards: RwSignal::new(boards),
            deleted: RwSignal::new(None),
            incoming: RwSignal::new(None),
            group,
            took_out: RwSignal::new(None),
            merged: derived(move || Group::of(&group.read(), &axes)),
            said: RwSignal::new(String::new()),
            group_said: RwSignal::new(String::new()),
            wrong: RwSignal::new(wrong),
            atlas: StoredValue::new(atlas),
            base: StoredValue::new(base),
            shelf: StoredValue::new_local(shelf),
            group_shelf: StoredValue::new_local(group_shelf),
            kept: StoredValue::new(open),
            soon: StoredValue::new(None),
            is_unkept: StoredValue::new(false),
            is_group_unkept: StoredValue::new(false),
        })
    }

    /// The data set.
    pub fn atlas(self) -> Arc<Atlas> {
        self.atlas.get_value()
    }

    /// Where the site lives.
    pub fn base(self) -> Base {
        self.base.get_value()
    }

    /// The measures that boards are plotted on.
    pub fn axes(self) -> [MeasureIx; 2] {
        axes_of(&self.atlas.read_value())
    }

    /// What an axis is called.
    pub fn axis_label(self, axis: usize) -> Text {
        self.atlas.read_value().measure(self.axes()[axis]).label.clone()
    }

    /// Says what was done.
    pub fn say(self, words: String) {
        self.said.set(words);
    }

    /// Changes the open board.
    pub fn edit(self, change: impl FnOnce(&mut Board)) {
        let mut board = self.board.get_untracked();
        change(&mut board);
        self.board.set(board.saved_at(now_ms()));
        self.keep_soon();
    }

    /// Puts challenges on the board, as many as find room, and says how many did.
    pub fn add(self, add: impl FnOnce(&mut Board) -> Result<(), Full>) {
        let before = self.board.read_untracked().picks().len();
        let mut full = None;
        self.edit(|board| full = add(board).err());
        let after = self.board.read_untracked().picks().len();
        self.say(match full {
            Some(full) => full.to_string(),
            None => words::added_many(after - before, after),
        });
    }

    /// Takes a challenge off the board.
    pub fn remove(self, id: &Slug) {
        self.edit(|board| {
            if let Some(at) = board.find(id.as_str()) {
                board.remove(at);
            }
        });
    }

    /// Gives a challenge its value on an axis, or takes it away.
    pub fn place(self, id: &Slug, axis: usize, value: Option<Share>) {
        self.edit(|board| {
            if let Some(at) = board.find(id.as_str()) {
                board.place(at, axis, value);
            }
        });
    }

    /// Moves a challenge to the place that another one has.
    pub fn swap(self, id: &Slug, other: &Slug) {
        self.edit(|board| {
            if let (Some(from), Some(to)) = (board.find(id.as_str()), board.find(other.as_str())) {
                board.move_to(from, to);
            }
        });
    }

    /// The challenges of the open board that the bundle has, the first priority first.
    pub fn shown(self) -> Vec<Slug> {
        let atlas = self.atlas.read_value();
        let ids = self.board.read().picks().iter().map(|pick| pick.challenge.clone()).collect::<Vec<_>>();
        ids.into_iter().filter(|id| atlas.find_challenge(id.as_str()).is_some()).collect()
    }

    /// What a challenge is called.
    pub fn name(self, id: &Slug) -> Text {
        let atlas = self.atlas.read_value();
        let found = atlas.find_challenge(id.as_str());
        found.map_or_else(|| id.as_str().into(), |ix| atlas.challenge(ix).name.clone())
    }

    /// Own value of a challenge on an axis.
    pub fn value(self, id: &Slug, axis: usize) -> Option<Share> {
        let board = self.board.read();
        let at = board.find(id.as_str())?;
        board.picks()[at].values[axis]
    }

    /// The greatest gap on one of these axes in a sentence, or that there is none; none before anything is
    /// placed.
    pub fn takeaway(self, axes: &[usize]) -> Option<String> {
        let beside = self.beside.read();
        let (axis, row) = beside.greatest(axes)?;
        let is_known = row.gap(axis).is_some();
        Some(if is_known {
            beside.sentence(&self.atlas.read_value(), row, axis)
        } else {
            words::nothing_beside()
        })
    }

    /// Own place of a challenge and the survey's, in a sentence.
    pub fn places(self, id: &Slug) -> Option<String> {
        let atlas = self.atlas.read_value();
        let beside = self.beside.read();
        let row = beside.row(atlas.find_challenge(id.as_str())?)?;
        Some(beside.order_sentence(&atlas, row))
    }

    /// Own place of a challenge, from 1.
    pub fn place_of(self, id: &Slug) -> usize {
        self.board.read().find(id.as_str()).map_or(0, |at| at + 1)
    }
}

/// Milliseconds since 1970.
pub fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}

/// A name for a new board; none in a browser without a random source.
pub fn new_id() -> Option<BoardId> {
    dom::random_bytes().map(BoardId::from_random)
}
