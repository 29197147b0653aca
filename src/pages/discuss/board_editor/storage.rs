//! Boards in this browser's storage: saved as they change, opened, deleted, downloaded as files.

use std::time::Duration;

use discuss::messages::page as t;
use discuss::{Board, BoardId, BoardStoreError, MergeOutcome, Sheet};
use leptos::ev;
use leptos::prelude::*;

use super::{BoardEditor, new_id, now_ms};
use crate::dom;
use crate::pages::discuss::boards::title_of;
use crate::pages::discuss::files;

/// Time from a change to its save: a board changes with every frame while a mark is dragged.
const SAVE_DELAY: Duration = Duration::from_millis(150);

impl BoardEditor {
    /// Saves changes before the page is left or hidden, and loads what other tabs save.
    pub fn watch(self) {
        let on_pagehide = window_event_listener(ev::pagehide, move |_| _ = self.save_now());
        let on_visibility = window_event_listener(ev::visibilitychange, move |_| _ = self.save_now());
        let on_storage = window_event_listener(ev::storage, move |_| self.load_from_other_tabs());
        on_cleanup(move || {
            [on_pagehide, on_visibility, on_storage].into_iter().for_each(WindowListenerHandle::remove);
            self.save_now();
        });
    }

    /// Loads what another tab has saved.
    fn load_from_other_tabs(self) {
        // Unsaved changes of this tab are saved first, merged with those of the other tab.
        if self.save_now() && self.saved_board.with_value(Option::is_some) {
            self.save_open_board();
        }
        let group = self.stored_group();
        if *self.group.read_untracked() != group {
            self.group.set(group);
        }
    }

    /// Saves the open board after [`SAVE_DELAY`].
    pub(super) fn save_soon(self) {
        if self.save_timer.with_value(Option::is_some) {
            return;
        }
        self.save_timer.set_value(set_timeout_with_handle(move || _ = self.save_now(), SAVE_DELAY).ok());
    }

    /// Saves the open board if it has changed. Returns whether it is saved. If not, no other board may be opened in
    /// its place; the next change and leaving the page try again.
    pub fn save_now(self) -> bool {
        let save_timer = self.save_timer.try_update_value(Option::take).flatten();
        if save_timer.is_none() && self.is_unsaved.try_get_value() != Some(true) {
            return true;
        }
        save_timer.into_iter().for_each(|save_timer| save_timer.clear());
        let is_saved = self.save_open_board();
        self.is_unsaved.set_value(!is_saved);
        is_saved
    }

    /// Saves the open board, merged with the changes of other tabs. Returns whether it is saved.
    fn save_open_board(self) -> bool {
        let (Some(board), Some(fresh)) = (self.board.try_get_untracked(), new_id()) else { return true };
        let before = self.saved_board.get_value();
        let result = self.store.with_value(|store| store.keep(before.as_ref(), &board, fresh));
        let Some((saved, outcome)) = self.check(result) else { return false };
        if saved != board {
            self.board.set(saved.clone());
        }
        self.saved_board.set_value(Some(saved));
        match outcome {
            MergeOutcome::Conflict(_) => self.errors.set(outcome.told().into_iter().collect()),
            _ => outcome.told().into_iter().for_each(|text| self.set_status(text)),
        }
        true
    }

    /// Sets the open board, which is saved as it is, or new.
    fn set_board(self, board: Board, is_saved: bool) {
        self.saved_board.set_value(is_saved.then(|| board.clone()));
        self.board.set(board);
    }

    /// Shows the error of an operation on the store, or updates the list of boards after a success.
    pub(super) fn check<T>(self, result: Result<T, BoardStoreError>) -> Option<T> {
        match result {
            Ok(done) => {
                if let Ok((boards, _)) = self.store.with_value(|store| store.list()) {
                    self.boards.set(boards);
                }
                // The store works now, so that error is over. Others stay until the visitor dismisses them.
                let not_kept = BoardStoreError::NotKept.to_string();
                if self.errors.read_untracked().contains(&not_kept) {
                    self.errors.update(|errors| errors.retain(|error| *error != not_kept));
                }
                Some(done)
            }
            Err(error) => {
                self.show_error(error.to_string());
                None
            }
        }
    }

    /// Shows an error in place of the previous ones.
    pub fn show_error(self, error: String) {
        self.errors.set(vec![error]);
    }

    /// Opens a board of this browser.
    pub fn open(self, id: &BoardId) {
        if !self.save_now() {
            return;
        }
        if let Some(board) = self.check(self.store.with_value(|store| store.open(id))) {
            self.show(board);
        }
    }

    /// Opens a board that is saved, if it belongs to this survey; otherwise shows an error.
    pub(super) fn show(self, board: Board) {
        match board.fits(&self.dataset()) {
            Ok(_) => {
                self.set_board(board, true);
                dom::focus("board-title");
            }
            Err(error) => self.show_error(error.to_string()),
        }
    }

    /// Opens a new board.
    pub fn start_new(self) {
        if self.save_now()
            && let Some(id) = new_id()
        {
            self.set_board(Board::new(&self.dataset(), id, now_ms()), false);
            dom::focus("board-title");
        }
    }

    /// Deletes a board. It can be restored until the next one is deleted.
    pub fn delete(self, id: &BoardId) {
        self.save_now();
        let deleted = self.store.with_value(|store| {
            let board = store.open(id)?;
            store.delete(id).map(|()| board)
        });
        let Some(board) = self.check(deleted) else { return };
        self.deleted.set(Some(board));
        if self.board.read_untracked().id() == id {
            let next = self.boards.read_untracked().first().cloned();
            let is_saved = next.is_some();
            let next = next.or_else(|| Some(Board::new(&self.dataset(), new_id()?, now_ms())));
            next.into_iter().for_each(|board| self.set_board(board, is_saved));
        }
        request_animation_frame(|| dom::focus("undo-delete"));
    }

    /// Restores the board that was deleted last.
    pub fn undo_delete(self) {
        let Some(board) = self.deleted.get_untracked() else { return };
        if self.check(self.store.with_value(|store| store.save(&board))).is_some() {
            self.deleted.set(None);
            self.show(board);
        }
    }

    /// Downloads all boards as one file.
    pub fn export(self) {
        self.save_now();
        if let Some(all) = self.check(self.store.with_value(|store| store.export())) {
            let saved = files::save(&t::your_board(), "json", &all);
            self.set_status(download_status(saved));
        }
    }

    /// Downloads the open board as a file. Returns the status.
    pub fn save_file(self) -> String {
        self.save_now();
        let board = self.board.read_untracked();
        let saved = files::save(&title_of(&board), "json", &board.print());
        if saved.is_some() {
            self.is_unsaved.set_value(false); // nothing is lost if another board is opened
        }
        download_status(saved)
    }

    /// Downloads the sheet as Markdown (`md`) or CSV (`csv`). Returns the status.
    pub fn save_sheet(self, extension: &str) -> String {
        let sheet = Sheet::new(&self.dataset(), &self.board.read_untracked());
        let text = if extension == "csv" { sheet.csv() } else { sheet.markdown() };
        download_status(files::save(&sheet.title, extension, &text))
    }

    /// Returns the absolute link to the open board, which contains the whole board.
    pub fn link(self) -> String {
        let path = self.base().href(&explore::route::Route::Discuss);
        dom::absolute(&path) + &self.board.read().link()
    }
}

/// Returns the status of a download, by the name of the saved file.
fn download_status(saved: Option<String>) -> String {
    saved.map_or_else(t::file_not_saved, |name| t::file_saved(&name))
}
