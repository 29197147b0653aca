//! The boards of a group: added, removed, saved, and merged into a board of one's own.

use std::time::Duration;

use discuss::codec::links_of;
use discuss::group::newest;
use discuss::messages::page as t;
use discuss::{Board, BoardError, BoardStoreError};
use leptos::prelude::*;
use web_sys::File;

use super::import::{read_file, read_link};
use super::{BoardEditor, new_id, now_ms};
use crate::dom;
use crate::pages::discuss::files;
use crate::pages::discuss::group::name_of;

/// The boards to add to the group, and the errors of those that can't be used.
#[derive(Default)]
struct Additions {
    boards: Vec<Board>,
    errors: Vec<String>,
}

impl Additions {
    /// Adds boards that were read, or the error under a name. Returns whether there was no error.
    fn add(&mut self, name: &str, read: Result<Vec<Board>, BoardError>) -> bool {
        match read {
            Ok(boards) => self.boards.extend(boards),
            Err(error) => {
                self.errors.push(t::wrong_with(name, &error.to_string()));
                return false;
            }
        }
        true
    }
}

/// The current slice of a long task. Between slices the browser handles events.
struct TimeSlice {
    /// Start of the slice, in ms of [`dom::now`].
    start: f64,
}

impl TimeSlice {
    /// Shortest slice in ms, less than a frame.
    const LENGTH: f64 = 12.0;

    /// Returns a slice that starts now.
    fn begin() -> Self {
        Self { start: dom::now() }
    }

    /// Yields to the browser if the slice is over, and starts another one.
    async fn yield_if_over(&mut self) {
        if dom::now() - self.start > Self::LENGTH {
            dom::sleep(Duration::ZERO).await;
            *self = Self::begin();
        }
    }
}

impl BoardEditor {
    /// Adds the boards of files to the group.
    pub async fn add_files(self, files: Vec<File>) {
        let dataset = self.dataset();
        let (mut additions, mut slice) = (Additions::default(), TimeSlice::begin());
        for file in files {
            let name = file.name();
            match files::text_of(&file).await.map(|text| read_file(&dataset, &text)) {
                Some(read) => _ = additions.add(&name, read),
                None => additions.errors.push(t::unreadable_file(&name)),
            }
            slice.yield_if_over().await;
        }
        self.add_all(additions).await;
    }

    /// Adds the boards of the links in a text to the group. Returns the links that can't be used, one per line.
    pub async fn add_links(self, links: &str) -> String {
        let dataset = self.dataset();
        let (mut additions, mut slice) = (Additions::default(), TimeSlice::begin());
        let mut rest = Vec::new();
        for (at, link) in links_of(links).into_iter().enumerate() {
            let read = read_link(&dataset, link).map(|board| vec![board]);
            if !additions.add(&t::link_number(at + 1), read) {
                rest.push(link.trim());
            }
            slice.yield_if_over().await;
        }
        self.add_all(additions).await;
        rest.join("\n")
    }

    /// Adds the open board to the group.
    pub async fn add_own(self) {
        self.add_all(Additions { boards: vec![self.board.get_untracked()], errors: Vec::new() }).await;
    }

    /// Adds the board of the followed link to the group.
    pub fn add_incoming_to_group(self) {
        let Some(board) = self.incoming.get_untracked() else { return };
        self.clear_link();
        self.add_to_group(vec![board]);
        self.set_status(t::kept_group(self.group.read_untracked().len()));
        dom::focus("group-head");
    }

    /// Removes all boards of a board's owner from the group. It can be undone until the next change.
    pub fn remove_from_group(self, removed: &Board) {
        let before = self.group.get_untracked();
        self.edit_group(|group| group.retain(|board| board.owner() != removed.owner()));
        self.last_removal.set(Some((t::group_taken(&name_of(removed)), before)));
        request_animation_frame(|| dom::focus("undo-group"));
    }

    /// Removes all boards from the group. It can be undone until the next change.
    pub fn clear_group(self) {
        let before = self.group.get_untracked();
        self.edit_group(Vec::clear);
        self.last_removal.set(Some((t::group_emptied(), before)));
        request_animation_frame(|| dom::focus("undo-group"));
    }

    /// Undoes the last removal.
    pub fn undo_removal(self) {
        let Some((_, before)) = self.last_removal.get_untracked() else { return };
        self.add_to_group(before);
        self.group_status.set(t::kept_group(self.group.read_untracked().len()));
        dom::focus("group-head");
    }

    /// Opens a new board with the merged values of the group.
    pub fn open_group_board(self) {
        let Some(id) = new_id() else { return };
        if !self.save_now() {
            return;
        }
        let mut board = self.merged.read_untracked().as_board(&self.dataset(), id, now_ms());
        board.set_title(&t::group_board_title());
        if self.check(self.store.with_value(|store| store.save(&board))).is_some() {
            self.show(board);
            self.set_status(t::group_board_made());
        }
    }

    /// Adds boards to the group, and shows status and errors.
    async fn add_all(self, Additions { boards, errors }: Additions) {
        dom::sleep(Duration::ZERO).await;
        if self.board.is_disposed() {
            return; // the visitor has left the page meanwhile
        }
        let (added, before) = (boards.len(), self.group.read_untracked().len());
        self.errors.set(errors);
        self.add_to_group(boards);
        let known = (before + added).saturating_sub(self.group.read_untracked().len());
        let mut status = t::group_added(added, self.errors.read_untracked().len());
        if known > 0 {
            status += " ";
            status += &t::group_known(known);
        }
        self.group_status.set(status);
    }

    /// Adds boards to the group, without their plans. Of several boards of one owner the newest stays.
    fn add_to_group(self, boards: Vec<Board>) {
        let axes = self.board.read_untracked().axes().clone();
        self.edit_group(|group| {
            group.extend(boards.into_iter().map(Board::without_plan));
            *group = newest(group, &axes).into_iter().cloned().collect();
        });
        self.last_removal.set(None);
    }

    /// Returns the group as it is stored, which another tab may have changed; if it could not be saved, as it is in
    /// memory.
    pub(super) fn stored_group(self) -> Vec<Board> {
        let stored = self.group_store.with_value(|store| {
            let is_saved = !self.is_group_unsaved.get_value() && store.has_any();
            is_saved.then(|| store.list().ok()).flatten()
        });
        stored.map_or_else(|| self.group.get_untracked(), |(boards, _)| boards)
    }

    /// Changes the group and saves it.
    fn edit_group(self, edit: impl FnOnce(&mut Vec<Board>)) {
        let mut group = self.stored_group();
        edit(&mut group);
        let saved = self.group_store.with_value(|store| store.edit(|stored| stored.clone_from(&group)));
        self.is_group_unsaved.set_value(saved.is_err());
        self.group.set(group);
        if let Err(error) = saved {
            let text = match error {
                BoardStoreError::NotKept => t::group_not_kept(),
                error => error.to_string(),
            };
            self.errors.update(|errors| errors.push(text));
        }
    }
}
