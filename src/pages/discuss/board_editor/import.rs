//! Boards of links and files. Each is parsed completely and checked against this survey before anything changes.

use std::cell::RefCell;

use data::dataset::Dataset;
use discuss::codec::PREFIX;
use discuss::messages::page as t;
use discuss::{Board, BoardError, BoardStore, BoardStoreError, Store};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::File;

use super::{BoardEditor, new_id};
use crate::dom;
use crate::pages::discuss::files;

/// The text of a file as a store, so that an exported file is read by the same code as the browser's storage.
#[derive(Default)]
struct TextStore(RefCell<Option<String>>);

impl Store for TextStore {
    fn read(&self, key: &str) -> Option<String> {
        self.0.borrow().clone().filter(|_| key.is_empty())
    }

    fn write(&self, _key: &str, _text: &str) -> bool {
        true
    }
}

/// Returns the board of a link.
///
/// # Errors
/// The link is damaged, of a newer version, or of another survey.
pub(super) fn read_link(dataset: &Dataset, link: &str) -> Result<Board, BoardError> {
    let board = Board::parse_link(link)?;
    board.fits(dataset).map(|_fit| board)
}

/// Returns the boards of a file's text: of one saved board, or of an export of all.
///
/// # Errors
/// The text is damaged, of a newer version, or of another survey.
pub(super) fn read_file(dataset: &Dataset, text: &str) -> Result<Vec<Board>, BoardError> {
    let boards = match Board::parse(text) {
        Ok(board) => vec![board],
        Err(error) => {
            let store = BoardStore::new(TextStore(RefCell::new(Some(text.to_owned()))), "");
            match store.list() {
                Ok((boards, None)) if !boards.is_empty() => boards,
                Ok((boards, Some(_))) if !boards.is_empty() => return Err(BoardError::Damaged),
                Err(BoardStoreError::Newer) => return Err(BoardError::Newer),
                _ => return Err(error),
            }
        }
    };
    boards.iter().try_for_each(|board| board.fits(dataset).map(|_fit| ()))?;
    Ok(boards)
}

impl BoardEditor {
    /// Previews the board of the address now, and whenever the fragment changes.
    pub fn watch_address(self) {
        let preview = move || {
            let fragment = window().location().hash().unwrap_or_default();
            if fragment.starts_with(PREFIX) {
                self.preview_link(&fragment);
            }
        };
        let on_hashchange = window_event_listener(ev::hashchange, move |_| preview());
        on_cleanup(move || on_hashchange.remove());
        preview();
    }

    /// Previews the board of a link, or shows its error.
    fn preview_link(self, fragment: &str) {
        match read_link(&self.dataset(), fragment) {
            Ok(board) => {
                self.errors.set(Vec::new());
                self.incoming.set(Some(board));
                request_animation_frame(|| dom::focus("incoming"));
            }
            Err(error) => {
                self.incoming.set(None);
                self.show_error(t::link_refused(&error.to_string()));
            }
        }
    }

    /// Saves the board of the link as one's own, and opens it.
    pub fn keep_incoming(self) {
        let (Some(board), Some(fresh)) = (self.incoming.get_untracked(), new_id()) else { return };
        if !self.save_now() {
            return;
        }
        if let Some(adopted) = self.check(self.store.with_value(|store| store.adopt(&board, fresh))) {
            self.clear_link();
            self.show(adopted);
            self.set_status(t::kept_mine());
        }
    }

    /// Discards the board of the link.
    pub fn discard_incoming(self) {
        self.clear_link();
        self.set_status(t::discarded());
        dom::focus("main");
    }

    /// Removes the link's board from the page and the address, so that a reload does not preview it again.
    pub(super) fn clear_link(self) {
        self.incoming.set(None);
        let location = window().location();
        let path = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
        if let Ok(history) = window().history() {
            history.replace_state_with_url(&JsValue::NULL, "", Some(&path)).ok();
        }
    }

    /// Imports boards of files as one's own.
    pub async fn import(self, chosen: Vec<File>) {
        let mut texts = Vec::new();
        for file in chosen {
            texts.push((file.name(), files::text_of(&file).await));
        }
        if self.board.is_disposed() || !self.save_now() {
            return; // the visitor has left the page meanwhile, or the storage is full
        }
        let (mut errors, mut count) = (Vec::new(), 0_usize);
        for (name, text) in texts {
            match text.map(|text| read_file(&self.dataset(), &text)) {
                None => errors.push(t::unreadable_file(&name)),
                Some(Err(error)) => errors.push(t::wrong_with(&name, &error.to_string())),
                Some(Ok(boards)) => {
                    for board in boards {
                        let Some(fresh) = new_id() else { return };
                        let result = self.store.with_value(|store| store.import(&board, fresh));
                        let Some(is_new) = self.check(result) else { return };
                        count += usize::from(is_new);
                    }
                }
            }
        }
        self.errors.set(errors);
        self.set_status(t::imported(count));
    }
}
