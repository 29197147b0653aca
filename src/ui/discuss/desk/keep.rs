//! Keeping boards in this browser: saved as they change, opened, deleted, taken out as files.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use super::{Desk, new_id, now_ms};
use crate::discuss::{Board, BoardId, Meanwhile, Sheet, ShelfError};
use crate::text::discuss::page as words;
use crate::ui::discuss::boards::title_of;
use crate::ui::discuss::files;
use crate::ui::dom;

/// A board under a hand changes with every frame; so long after a change it is kept.
const SOON: Duration = Duration::from_millis(150);

impl Desk {
    /// Keeps what has changed before the page goes, however it goes, and before another tab is turned
    /// to; follows what other tabs keep.
    pub fn watch(self) {
        let hide = window_event_listener(ev::pagehide, move |_| _ = self.keep_now());
        let turn = window_event_listener(ev::visibilitychange, move |_| _ = self.keep_now());
        let other = window_event_listener(ev::storage, move |_| self.catch_up());
        on_cleanup(move || {
            [hide, turn, other].into_iter().for_each(WindowListenerHandle::remove);
            self.keep_now();
        });
    }

    /// Shows what another tab has kept.
    fn catch_up(self) {
        // What is typed here and not kept yet is put together with it.
        if self.keep_now() && self.kept.with_value(Option::is_some) {
            self.keep_open();
        }
        let group = self.kept_group();
        if *self.group.read_untracked() != group {
            self.group.set(group);
        }
    }

    /// Keeps the open board soon.
    pub(super) fn keep_soon(self) {
        if self.soon.with_value(Option::is_some) {
            return;
        }
        self.soon.set_value(set_timeout_with_handle(move || _ = self.keep_now(), SOON).ok());
    }

    /// Keeps the open board, if it has changed since it was kept. Gives whether it is kept: what could not
    /// be is tried again with the next change and when the page goes, and nothing may take its place.
    pub fn keep_now(self) -> bool {
        let soon = self.soon.try_update_value(Option::take).flatten();
        if soon.is_none() && self.is_unkept.try_get_value() != Some(true) {
            return true;
        }
        soon.into_iter().for_each(|soon| soon.clear());
        let is_kept = self.keep_open();
        self.is_unkept.set_value(!is_kept);
        is_kept
    }

    /// Keeps the open board, with what another tab has made of it. Gives whether it is kept.
    fn keep_open(self) -> bool {
        let (Some(board), Some(fresh)) = (self.board.try_get_untracked(), new_id()) else { return true };
        let before = self.kept.get_value();
        let step = self.shelf.with_value(|shelf| shelf.keep(before.as_ref(), &board, fresh));
        let Some((kept, meanwhile)) = self.tell(step) else { return false };
        if kept != board {
            self.board.set(kept.clone());
        }
        self.kept.set_value(Some(kept));
        match meanwhile {
            Meanwhile::Apart(_) => self.wrong.set(meanwhile.told().into_iter().collect()),
            _ => meanwhile.told().into_iter().for_each(|told| self.say(told)),
        }
        true
    }

    /// Opens a board that is kept as it is, or a new one that is not.
    fn set_open(self, board: Board, is_kept: bool) {
        self.kept.set_value(is_kept.then(|| board.clone()));
        self.board.set(board);
    }

    /// Shows a step's failure, or lists anew what is kept.
    pub(super) fn tell<T>(self, step: Result<T, ShelfError>) -> Option<T> {
        match step {
            Ok(done) => {
                if let Ok((boards, _)) = self.shelf.with_value(|shelf| shelf.list()) {
                    self.boards.set(boards);
                }
                // It is kept now. What else went wrong stays until it is read.
                let not_kept = ShelfError::NotKept.to_string();
                if self.wrong.read_untracked().contains(&not_kept) {
                    self.wrong.update(|wrong| wrong.retain(|what| *what != not_kept));
                }
                Some(done)
            }
            Err(error) => {
                self.refuse(error.to_string());
                None
            }
        }
    }

    /// Says what went wrong, in place of what did before.
    pub fn refuse(self, what: String) {
        self.wrong.set(vec![what]);
    }

    /// Opens a board of this browser.
    pub fn open(self, id: &BoardId) {
        if !self.keep_now() {
            return;
        }
        if let Some(board) = self.tell(self.shelf.with_value(|shelf| shelf.open(id))) {
            self.show(board);
        }
    }

    /// Shows a board that is kept, if it belongs to this survey.
    pub(super) fn show(self, board: Board) {
        match board.fits(&self.atlas()) {
            Ok(_) => {
                self.set_open(board, true);
                dom::focus("board-title");
            }
            Err(error) => self.refuse(error.to_string()),
        }
    }

    /// Begins another board.
    pub fn start_new(self) {
        if self.keep_now()
            && let Some(id) = new_id()
        {
            self.set_open(Board::new(&self.atlas(), id, now_ms()), false);
            dom::focus("board-title");
        }
    }

    /// Deletes a board, which can be taken back until the next one is.
    pub fn delete(self, id: &BoardId) {
        self.keep_now();
        let deleted = self.shelf.with_value(|shelf| {
            let board = shelf.open(id)?;
            shelf.delete(id).map(|()| board)
        });
        let Some(board) = self.tell(deleted) else { return };
        self.deleted.set(Some(board));
        if self.board.read_untracked().id() == id {
            let next = self.boards.read_untracked().first().cloned();
            let is_kept = next.is_some();
            let next = next.or_else(|| Some(Board::new(&self.atlas(), new_id()?, now_ms())));
            next.into_iter().for_each(|board| self.set_open(board, is_kept));
        }
        request_animation_frame(|| dom::focus("undo-delete"));
    }

    /// Takes the last deletion back.
    pub fn undelete(self) {
        let Some(board) = self.deleted.get_untracked() else { return };
        if self.tell(self.shelf.with_value(|shelf| shelf.save(&board))).is_some() {
            self.deleted.set(None);
            self.show(board);
        }
    }

    /// Hands all boards to the visitor as a file.
    pub fn export(self) {
        self.keep_now();
        if let Some(all) = self.tell(self.shelf.with_value(|shelf| shelf.export())) {
            let saved = files::save(&words::your_board(), "json", &all);
            self.say(said_of(saved));
        }
    }

    /// Hands the open board to the visitor as a file. Gives what came of it.
    pub fn save_file(self) -> String {
        self.keep_now();
        let board = self.board.read_untracked();
        let saved = files::save(&title_of(&board), "json", &board.print());
        if saved.is_some() {
            self.is_unkept.set_value(false); // another board may take its place
        }
        said_of(saved)
    }

    /// Hands the sheet to the visitor as Markdown (`md`) or CSV. Gives what came of it.
    pub fn save_sheet(self, extension: &str) -> String {
        let sheet = Sheet::new(&self.atlas(), &self.board.read_untracked());
        let text = if extension == "csv" { sheet.csv() } else { sheet.markdown() };
        said_of(files::save(&sheet.title, extension, &text))
    }

    /// The whole link to the open board.
    pub fn link(self) -> String {
        let path = self.base().href(&crate::route::Route::Discuss);
        dom::absolute(&path) + &self.board.read().link()
    }
}

fn said_of(saved: Option<String>) -> String {
    saved.map_or_else(words::file_not_saved, |name| words::file_saved(&name))
}
