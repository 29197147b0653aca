//! Boards that come from elsewhere, by link or by file. Each is read whole and held against this survey
//! before anything changes.

use std::cell::RefCell;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::File;

use super::{Desk, new_id};
use crate::atlas::Atlas;
use crate::discuss::codec::PREFIX;
use crate::discuss::{Board, BoardError, Shelf, ShelfError, Store};
use crate::text::discuss::page as words;
use crate::ui::discuss::files;
use crate::ui::dom;

/// What a file holds, as if it were kept: boards of a saved shelf are read as the shelf reads its own.
#[derive(Default)]
struct Held(RefCell<Option<String>>);

impl Store for Held {
    fn read(&self, key: &str) -> Option<String> {
        self.0.borrow().clone().filter(|_| key.is_empty())
    }

    fn write(&self, _key: &str, _text: &str) -> bool {
        true
    }
}

/// The board of a link.
pub(super) fn read_link(atlas: &Atlas, link: &str) -> Result<Board, BoardError> {
    let board = Board::parse_link(link)?;
    board.fits(atlas).map(|_fit| board)
}

/// All boards of a text: of one that was saved, or of many.
pub(super) fn read_file(atlas: &Atlas, text: &str) -> Result<Vec<Board>, BoardError> {
    let boards = match Board::parse(text) {
        Ok(board) => vec![board],
        Err(error) => {
            let shelf = Shelf::new(Held(RefCell::new(Some(text.to_owned()))), "");
            match shelf.list() {
                Ok((boards, None)) if !boards.is_empty() => boards,
                Ok((boards, Some(_))) if !boards.is_empty() => return Err(BoardError::Damaged),
                Err(ShelfError::Newer) => return Err(BoardError::Newer),
                _ => return Err(error),
            }
        }
    };
    boards.iter().try_for_each(|board| board.fits(atlas).map(|_fit| ()))?;
    Ok(boards)
}

impl Desk {
    /// Looks at the address now, and whenever another link is followed on this page.
    pub fn watch_address(self) {
        let look = move || {
            let fragment = window().location().hash().unwrap_or_default();
            if fragment.starts_with(PREFIX) {
                self.look_at(&fragment);
            }
        };
        let change = window_event_listener(ev::hashchange, move |_| look());
        on_cleanup(move || change.remove());
        look();
    }

    /// Shows what a link brings.
    fn look_at(self, fragment: &str) {
        match read_link(&self.atlas(), fragment) {
            Ok(board) => {
                self.wrong.set(Vec::new());
                self.incoming.set(Some(board));
                request_animation_frame(|| dom::focus("incoming"));
            }
            Err(error) => {
                self.incoming.set(None);
                self.refuse(words::link_refused(&error.to_string()));
            }
        }
    }

    /// Keeps the board of the link as one's own.
    pub fn keep_incoming(self) {
        let (Some(board), Some(fresh)) = (self.incoming.get_untracked(), new_id()) else { return };
        if !self.keep_now() {
            return;
        }
        if let Some(kept) = self.tell(self.shelf.with_value(|shelf| shelf.adopt(&board, fresh))) {
            self.forget_link();
            self.show(kept);
            self.say(words::kept_mine());
        }
    }

    /// Leaves everything as it was.
    pub fn discard_incoming(self) {
        self.forget_link();
        self.say(words::discarded());
        dom::focus("main");
    }

    /// The board is done with: to load the page anew does not bring it again.
    pub(super) fn forget_link(self) {
        self.incoming.set(None);
        let location = window().location();
        let path = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
        if let Ok(history) = window().history() {
            history.replace_state_with_url(&JsValue::NULL, "", Some(&path)).ok();
        }
    }

    /// Takes boards of files among one's own.
    pub async fn bring(self, chosen: Vec<File>) {
        let mut texts = Vec::new();
        for file in chosen {
            texts.push((file.name(), files::text_of(&file).await));
        }
        if self.board.is_disposed() || !self.keep_now() {
            return; // another page was turned to meanwhile, or there is no room
        }
        let (mut wrong, mut count) = (Vec::new(), 0_usize);
        for (name, text) in texts {
            match text.map(|text| read_file(&self.atlas(), &text)) {
                None => wrong.push(words::unreadable_file(&name)),
                Some(Err(error)) => wrong.push(words::wrong_with(&name, &error.to_string())),
                Some(Ok(boards)) => {
                    for board in boards {
                        let Some(fresh) = new_id() else { return };
                        let step = self.shelf.with_value(|shelf| shelf.import(&board, fresh));
                        let Some(is_new) = self.tell(step) else { return };
                        count += usize::from(is_new);
                    }
                }
            }
        }
        self.wrong.set(wrong);
        self.say(words::imported(count));
    }
}
