//! Keeping a board that another tab may have changed meanwhile.

use super::{MAX_BOARDS, Shelf, ShelfError, Store};
use crate::discuss::board::{Board, BoardId};
use crate::discuss::merge::{Merged, merge};
use crate::text::discuss as words;

/// What another tab has done to a board since it was read here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meanwhile {
    /// Nothing.
    Nothing,
    /// It was changed; the board has the changes of both.
    Changed,
    /// The same was changed here and there. What is here stays, the other is kept by this title.
    Apart(String),
    /// It was deleted, and is not kept until it is changed here.
    Deleted,
    /// It was deleted, and is kept again since it was changed here.
    Restored,
}

impl Meanwhile {
    /// What is to be told of it; nothing of nothing.
    pub fn told(&self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Changed => Some(words::tab_changed()),
            Self::Apart(title) => Some(words::tab_apart(title)),
            Self::Deleted => Some(words::tab_deleted()),
            Self::Restored => Some(words::tab_restored()),
        }
    }
}

impl<S: Store> Shelf<S> {
    /// Keeps a board that was read as `before` (none if it is new) and gives it as it is kept, with
    /// what another tab has done meanwhile: nothing that was changed there or here is lost. `fresh`
    /// is the name of the other's board, should both be kept. A board that was not changed here is
    /// not written.
    pub fn keep(
        &self,
        before: Option<&Board>,
        mine: &Board,
        fresh: BoardId,
    ) -> Result<(Board, Meanwhile), ShelfError> {
        let (boards, _) = self.list()?;
        let Some(theirs) = boards.into_iter().find(|board| board.id() == mine.id()) else {
            if before == Some(mine) {
                return Ok((mine.clone(), Meanwhile::Deleted));
            }
            self.save(mine)?;
            let is_new = before.is_none();
            let meanwhile = if is_new { Meanwhile::Nothing } else { Meanwhile::Restored };
            return Ok((mine.clone(), meanwhile));
        };
        if before == Some(&theirs) {
            if *mine != theirs {
                self.save(mine)?;
            }
            return Ok((mine.clone(), Meanwhile::Nothing));
        }
        let blank = || Board::blank(mine.id().clone(), mine.axes().clone());
        let before = before.cloned().unwrap_or_else(blank);
        let Merged { board, is_whole } = merge(&before, mine, &theirs);
        if is_whole {
            if board != theirs {
                self.save(&board)?;
            }
            return Ok((board, Meanwhile::Changed));
        }
        let mut copy = theirs.renamed(fresh);
        copy.set_title(&words::tab_copy(copy.title()));
        let title = copy.title().to_owned();
        self.change(|boards| {
            if boards.len() == MAX_BOARDS {
                return Err(ShelfError::Full);
            }
            boards.retain(|other| other.id() != board.id());
            boards.extend([board.clone(), copy]);
            Ok(())
        })?;
        Ok((board, Meanwhile::Apart(title)))
    }
}

#[cfg(test)]
mod tests;
