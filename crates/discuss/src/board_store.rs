//! The boards stored in this browser, in one versioned document.
//!
//! Each operation reads the document, changes it and writes it, so that two tabs do not undo each other's
//! work; [`BoardStore::save_merged`] merges a board that is open in both. An unreadable document is copied to
//! another key before anything is written; a document of a newer version is not changed.

mod save_merged;

use std::cell::RefCell;

use data::bundle::json;
use data::bundle::json::Read;
use slim_std::sort::sorted_by;

use crate::board::{Board, BoardId};
use crate::codec::{BoardError, Fields};
use crate::messages as t;

pub use save_merged::MergeOutcome;

/// Maximum number of boards in a browser.
pub const MAX_BOARDS: usize = 100;

/// Version of the document that is written.
const VERSION: u32 = 1;

/// A store of texts by key: the browser's local storage, or a test's.
pub trait Store {
    /// Returns the text of a key; `None` if there is none, or if storage is not available.
    fn read(&self, key: &str) -> Option<String>;
    /// Stores a text and returns whether that worked.
    fn write(&self, key: &str, text: &str) -> bool;
}

/// The error of an operation that was not done. The store is unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BoardStoreError {
    /// The browser does not store it: storage is full or not available.
    #[error("{}", t::not_kept())]
    NotKept,
    /// The document is of a newer version.
    #[error("{}", t::store_newer())]
    Newer,
    /// The store already has [`MAX_BOARDS`].
    #[error("{}", t::store_full(MAX_BOARDS))]
    Full,
    /// There is no board with this id.
    #[error("{}", t::board_gone())]
    Gone,
}

/// A notice about the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoardStoreNote {
    /// Some boards could not be read; the original document was copied to this key.
    SetAside(String),
}

impl std::fmt::Display for BoardStoreNote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self::SetAside(key) = self;
        f.write_str(&t::set_aside(key))
    }
}

/// The boards stored in this browser for one site.
#[derive(Debug)]
pub struct BoardStore<S> {
    store: S,
    key: String,
    /// Text of the document that was read or written last, with its content. While the stored text is the
    /// same it is not parsed again, which would take a third of the time of an operation on a group of 200.
    last: RefCell<Option<(String, Document)>>,
}

/// A parsed document.
#[derive(Clone, Debug)]
struct Document {
    boards: Vec<Board>,
    /// `true` if every board could be read.
    is_whole: bool,
}

impl<S: Store> BoardStore<S> {
    /// Returns the store whose document has this key.
    pub fn new(store: S, key: impl Into<String>) -> Self {
        Self { store, key: key.into(), last: RefCell::default() }
    }

    /// Returns whether a document exists, even one without boards.
    pub fn has_any(&self) -> bool {
        self.store.read(&self.key).is_some()
    }

    /// Returns all boards, the last changed first. If the document can't be read completely, it is copied to
    /// another key and a notice is returned, once.
    ///
    /// # Errors
    /// Returns an error if the document is of a newer version, or if it can't be written.
    pub fn list(&self) -> Result<(Vec<Board>, Option<BoardStoreNote>), BoardStoreError> {
        let document = self.document()?;
        let mut note = None;
        if !document.is_whole {
            note = Some(BoardStoreNote::SetAside(self.set_aside()?));
            self.write(&document.boards)?;
        }
        Ok((sorted_by(&document.boards, |a, b| b.saved_ms().cmp(&a.saved_ms())), note))
    }

    /// Returns the board with this id.
    ///
    /// # Errors
    /// Returns [`BoardStoreError::Gone`] if there is none; see also [`BoardStore::list`].
    pub fn open(&self, id: &BoardId) -> Result<Board, BoardStoreError> {
        let (boards, _) = self.list()?;
        boards.into_iter().find(|board| board.id() == id).ok_or(BoardStoreError::Gone)
    }

    /// Stores a board in the place of the one with its id, or as a new one. The time of the change is not set
    /// here: see [`Board::saved_at`].
    ///
    /// # Errors
    /// Returns an error if the store is full or can't be read or written.
    pub fn save(&self, board: &Board) -> Result<(), BoardStoreError> {
        self.change(|boards| {
            match boards.iter().position(|known| known.id() == board.id()) {
                Some(at) => boards[at] = board.clone(),
                None if boards.len() == MAX_BOARDS => return Err(BoardStoreError::Full),
                None => boards.push(board.clone()),
            }
            Ok(())
        })
    }

    /// Changes all boards in one operation, which reads the document once. The number of boards is not
    /// limited, because a group has more than a person.
    ///
    /// # Errors
    /// Returns an error if the store can't be read or written.
    pub fn edit(&self, step: impl FnOnce(&mut Vec<Board>)) -> Result<(), BoardStoreError> {
        self.change(|boards| {
            step(boards);
            Ok(())
        })
    }

    /// Changes the title of a board.
    ///
    /// # Errors
    /// Returns an error if there is no such board, or if the store can't be read or written.
    pub fn rename(&self, id: &BoardId, title: &str, now_ms: u64) -> Result<(), BoardStoreError> {
        let mut board = self.open(id)?.saved_at(now_ms);
        board.set_title(title);
        self.save(&board)
    }

    /// Deletes a board.
    ///
    /// # Errors
    /// Returns an error if there is no such board, or if the store can't be read or written.
    pub fn delete(&self, id: &BoardId) -> Result<(), BoardStoreError> {
        self.change(|boards| {
            let before = boards.len();
            boards.retain(|board| board.id() != id);
            if boards.len() == before { Err(BoardStoreError::Gone) } else { Ok(()) }
        })
    }

    /// Stores a board from a file and returns whether it is new here. If another board has its id, it gets
    /// the id `fresh`; an identical board is not stored again.
    ///
    /// # Errors
    /// Returns an error if the store is full or can't be read or written.
    pub fn import(&self, board: &Board, fresh: BoardId) -> Result<bool, BoardStoreError> {
        let (boards, _) = self.list()?;
        let kept = match boards.iter().find(|known| known.id() == board.id()) {
            Some(known) if known == board => return Ok(false),
            Some(_) => board.clone().renamed(fresh),
            None => board.clone(),
        };
        self.save(&kept).map(|()| true)
    }

    /// Stores a copy of a shared board with the id `fresh` and returns it, so that people who begin with one
    /// board are counted separately. An identical board is not stored again.
    ///
    /// # Errors
    /// Returns an error if the store is full or can't be read or written.
    pub fn adopt(&self, board: &Board, fresh: BoardId) -> Result<Board, BoardStoreError> {
        if self.list()?.0.contains(board) {
            return Ok(board.clone());
        }
        let kept = board.clone().renamed(fresh);
        self.save(&kept)?;
        Ok(kept)
    }

    /// Returns the whole document.
    ///
    /// # Errors
    /// Returns an error if the store can't be read.
    pub fn export(&self) -> Result<String, BoardStoreError> {
        Ok(print(&self.list()?.0))
    }

    fn change(
        &self,
        step: impl FnOnce(&mut Vec<Board>) -> Result<(), BoardStoreError>,
    ) -> Result<(), BoardStoreError> {
        let (mut boards, _) = self.list()?;
        step(&mut boards)?;
        self.write(&boards)
    }

    fn write(&self, boards: &[Board]) -> Result<(), BoardStoreError> {
        let text = print(boards);
        if !self.store.write(&self.key, &text) {
            return Err(BoardStoreError::NotKept);
        }
        self.last.replace(Some((text, Document { boards: boards.to_vec(), is_whole: true })));
        Ok(())
    }

    fn document(&self) -> Result<Document, BoardStoreError> {
        let Some(text) = self.store.read(&self.key) else {
            return Ok(Document { boards: Vec::new(), is_whole: true });
        };
        if let Some((_, known)) = self.last.borrow().as_ref().filter(|(last, _)| *last == text) {
            return Ok(known.clone());
        }
        let document = read(&text)?;
        self.last.replace(Some((text, document.clone())));
        Ok(document)
    }

    /// Copies the document to the first free key and returns that key.
    fn set_aside(&self) -> Result<String, BoardStoreError> {
        let text = self.store.read(&self.key).unwrap_or_default();
        let mut keys = (1_u32..).map(|n| format!("{}-unreadable-{n}", self.key));
        let is_free = |key: &String| self.store.read(key).is_none_or(|kept| kept == text);
        let key = keys.find(is_free).ok_or(BoardStoreError::NotKept)?;
        if self.store.write(&key, &text) { Ok(key) } else { Err(BoardStoreError::NotKept) }
    }
}

/// Returns the document as JSON.
fn print(boards: &[Board]) -> String {
    let boards: Vec<String> = boards.iter().map(Board::print).collect();
    format!("{{\"version\":{VERSION},\"boards\":[{}]}}", boards.join(","))
}

/// Parses a document, each board separately, so that an invalid one does not affect the others.
fn read(text: &str) -> Result<Document, BoardStoreError> {
    let unreadable = Document { boards: Vec::new(), is_whole: false };
    let Some(fields) = json::validate(text).ok().and_then(json::object) else { return Ok(unreadable) };
    let version = json::field(&fields, "version").and_then(u32::read);
    let read_board: fn(&str) -> Result<Board, BoardError> = match version {
        Some(0) => read_version_0,
        Some(VERSION) => Board::read,
        Some(_) => return Err(BoardStoreError::Newer),
        None => return Ok(unreadable),
    };
    let Some(raw) = json::field(&fields, "boards").and_then(json::list) else { return Ok(unreadable) };
    let mut document = Document { boards: Vec::new(), is_whole: true };
    for board in raw.into_iter().map(read_board) {
        match board {
            Ok(board) if document.boards.iter().all(|known| known.owner() != board.owner()) => {
                document.boards.push(board);
            }
            _ => document.is_whole = false,
        }
    }
    Ok(document)
}

/// Reads a board of version 0 of the document, which had id and time around the board: `{"id", "saved_ms",
/// "board"}`.
fn read_version_0(raw: &str) -> Result<Board, BoardError> {
    let fields = Fields::new(json::object(raw).ok_or(BoardError::NoBoard)?, &["id", "saved_ms", "board"])?;
    let (id, saved_ms) = (fields.raw("id")?, fields.raw("saved_ms")?);
    let inner = fields.raw("board")?.strip_prefix('{').ok_or(BoardError::NoBoard)?;
    Board::read(&format!("{{\"id\":{id},\"saved_ms\":{saved_ms},{inner}"))
}

#[cfg(test)]
mod tests;
