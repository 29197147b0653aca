//! What is kept in this browser: every board, in one versioned document.
//!
//! Each step reads what is kept, changes it and writes it again, so that two tabs do not undo each
//! other's work; a board that is open in both is kept by [`Shelf::keep`]. What can't be read is set aside under
//! another key before anything is written; what a newer version wrote is left alone.

mod keep;

use std::cell::RefCell;

use super::board::{Board, BoardId};
use super::codec::{BoardError, Fields};
use crate::bundle::json::{self, Read};
use crate::order::sorted;
use crate::text::discuss as words;

pub use keep::Meanwhile;

/// The most boards a browser keeps.
pub const MAX_BOARDS: usize = 100;

/// The version of the document that is written.
const VERSION: u32 = 1;

/// Where texts are kept by key: the browser's storage, or a test's.
pub trait Store {
    /// The text of a key; none if there is none, or nothing is kept here.
    fn read(&self, key: &str) -> Option<String>;
    /// Keeps a text, and tells whether it is kept.
    fn write(&self, key: &str, text: &str) -> bool;
}

/// Why a step was not made. What is kept is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShelfError {
    /// The browser does not keep it.
    #[error("{}", words::not_kept())]
    NotKept,
    /// A newer version of the page has written the document.
    #[error("{}", words::shelf_newer())]
    Newer,
    /// There are [`MAX_BOARDS`] already.
    #[error("{}", words::shelf_full(MAX_BOARDS))]
    Full,
    /// There is no such board.
    #[error("{}", words::shelf_gone())]
    Gone,
}

/// What is to be told of what is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShelfNote {
    /// Not all could be read. The document as it was is kept under this key.
    SetAside(String),
}

impl std::fmt::Display for ShelfNote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self::SetAside(key) = self;
        f.write_str(&words::set_aside(key))
    }
}

/// The boards kept in this browser for one site.
#[derive(Debug)]
pub struct Shelf<S> {
    store: S,
    key: String,
    /// The document as it was read or written last, with its text: while the same is kept it is not read
    /// anew, which for a group of 200 takes a third of a step.
    last: RefCell<Option<(String, Document)>>,
}

/// A document as it was read.
#[derive(Clone, Debug)]
struct Document {
    boards: Vec<Board>,
    /// Whether every board of it was read.
    is_whole: bool,
}

impl<S: Store> Shelf<S> {
    /// The shelf whose document is kept under a key.
    pub fn new(store: S, key: impl Into<String>) -> Self {
        Self { store, key: key.into(), last: RefCell::default() }
    }

    /// Whether anything was ever kept here, be it no boards.
    pub fn has_any(&self) -> bool {
        self.store.read(&self.key).is_some()
    }

    /// All boards, the one changed last first, and what is to be told of them once. A document that
    /// can't be read is set aside here.
    pub fn list(&self) -> Result<(Vec<Board>, Option<ShelfNote>), ShelfError> {
        let document = self.document()?;
        let mut note = None;
        if !document.is_whole {
            note = Some(ShelfNote::SetAside(self.set_aside()?));
            self.write(&document.boards)?;
        }
        Ok((sorted(&document.boards, |a, b| b.saved_ms().cmp(&a.saved_ms())), note))
    }

    /// The board of this name.
    pub fn open(&self, id: &BoardId) -> Result<Board, ShelfError> {
        let (boards, _) = self.list()?;
        boards.into_iter().find(|board| board.id() == id).ok_or(ShelfError::Gone)
    }

    /// Keeps a board in the place of that of its name, or as a new one. Time stands on the board:
    /// [`Board::saved_at`].
    pub fn save(&self, board: &Board) -> Result<(), ShelfError> {
        self.change(|boards| {
            match boards.iter().position(|known| known.id() == board.id()) {
                Some(at) => boards[at] = board.clone(),
                None if boards.len() == MAX_BOARDS => return Err(ShelfError::Full),
                None => boards.push(board.clone()),
            }
            Ok(())
        })
    }

    /// Changes all boards in one step, which reads what is kept once; there may be any number: a group
    /// has more than a person.
    pub fn edit(&self, step: impl FnOnce(&mut Vec<Board>)) -> Result<(), ShelfError> {
        self.change(|boards| {
            step(boards);
            Ok(())
        })
    }

    /// Gives a board another title.
    pub fn rename(&self, id: &BoardId, title: &str, now_ms: u64) -> Result<(), ShelfError> {
        let mut board = self.open(id)?.saved_at(now_ms);
        board.set_title(title);
        self.save(&board)
    }

    /// Deletes a board for good.
    pub fn delete(&self, id: &BoardId) -> Result<(), ShelfError> {
        self.change(|boards| {
            let before = boards.len();
            boards.retain(|board| board.id() != id);
            if boards.len() == before { Err(ShelfError::Gone) } else { Ok(()) }
        })
    }

    /// Keeps a board of a file, and gives whether it is new here: if another of its name is there it
    /// gets the name `fresh`. The same board twice stays one.
    pub fn import(&self, board: &Board, fresh: BoardId) -> Result<bool, ShelfError> {
        let (boards, _) = self.list()?;
        let kept = match boards.iter().find(|known| known.id() == board.id()) {
            Some(known) if known == board => return Ok(false),
            Some(_) => board.clone().renamed(fresh),
            None => board.clone(),
        };
        self.save(&kept).map(|()| true)
    }

    /// Keeps a board that was handed over as one's own, by the name `fresh`, and gives it as it is kept:
    /// people who begin with one board are counted each. The same board twice stays one.
    pub fn adopt(&self, board: &Board, fresh: BoardId) -> Result<Board, ShelfError> {
        if self.list()?.0.contains(board) {
            return Ok(board.clone());
        }
        let kept = board.clone().renamed(fresh);
        self.save(&kept)?;
        Ok(kept)
    }

    /// Everything in one text: the document as it is kept.
    pub fn export(&self) -> Result<String, ShelfError> {
        Ok(print(&self.list()?.0))
    }

    fn change(&self, step: impl FnOnce(&mut Vec<Board>) -> Result<(), ShelfError>) -> Result<(), ShelfError> {
        let (mut boards, _) = self.list()?;
        step(&mut boards)?;
        self.write(&boards)
    }

    fn write(&self, boards: &[Board]) -> Result<(), ShelfError> {
        let text = print(boards);
        if !self.store.write(&self.key, &text) {
            return Err(ShelfError::NotKept);
        }
        self.last.replace(Some((text, Document { boards: boards.to_vec(), is_whole: true })));
        Ok(())
    }

    fn document(&self) -> Result<Document, ShelfError> {
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

    /// Copies the document to the first key that is free, which it gives.
    fn set_aside(&self) -> Result<String, ShelfError> {
        let text = self.store.read(&self.key).unwrap_or_default();
        let mut keys = (1_u32..).map(|n| format!("{}-unreadable-{n}", self.key));
        let is_free = |key: &String| self.store.read(key).is_none_or(|kept| kept == text);
        let key = keys.find(is_free).ok_or(ShelfError::NotKept)?;
        if self.store.write(&key, &text) { Ok(key) } else { Err(ShelfError::NotKept) }
    }
}

/// The document as JSON.
fn print(boards: &[Board]) -> String {
    let boards: Vec<String> = boards.iter().map(Board::print).collect();
    format!("{{\"version\":{VERSION},\"boards\":[{}]}}", boards.join(","))
}

/// Reads a document: boards one by one, so that a broken one does not take the others along.
fn read(text: &str) -> Result<Document, ShelfError> {
    let broken = Document { boards: Vec::new(), is_whole: false };
    let Some(fields) = json::valid(text).ok().and_then(json::object) else { return Ok(broken) };
    let version = json::field(&fields, "version").and_then(u32::read);
    let read_board: fn(&str) -> Result<Board, BoardError> = match version {
        Some(0) => read_version_0,
        Some(VERSION) => Board::read,
        Some(_) => return Err(ShelfError::Newer),
        None => return Ok(broken),
    };
    let Some(raw) = json::field(&fields, "boards").and_then(json::list) else { return Ok(broken) };
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

/// A board as version 0 of the document had it: its name and time stood around it,
/// `{"id", "saved_ms", "board"}`.
fn read_version_0(raw: &str) -> Result<Board, BoardError> {
    let fields = Fields::new(json::object(raw).ok_or(BoardError::NoBoard)?, &["id", "saved_ms", "board"])?;
    let (id, saved_ms) = (fields.raw("id")?, fields.raw("saved_ms")?);
    let inner = fields.raw("board")?.strip_prefix('{').ok_or(BoardError::NoBoard)?;
    Board::read(&format!("{{\"id\":{id},\"saved_ms\":{saved_ms},{inner}"))
}

#[cfg(test)]
mod tests;
