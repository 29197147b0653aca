//! Storing a board that another tab may have changed.

use super::{BoardStore, BoardStoreError, MAX_BOARDS, Store};
use crate::board::{Board, BoardId};
use crate::merge::{Merged, merge};
use crate::messages as t;

/// The changes of another tab to a board since it was read here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeOutcome {
    /// No change.
    Nothing,
    /// The board was changed, and now has the changes of both tabs.
    Changed,
    /// Both tabs changed the same part. This tab's version stays; the other's is stored as a copy with this
    /// title.
    Conflict(String),
    /// The board was deleted; it is not stored until it is changed here.
    Deleted,
    /// The board was deleted; it is stored again, because it was changed here.
    Restored,
}

impl MergeOutcome {
    /// Returns the message for the visitor; `None` if there was no change.
    pub fn told(&self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Changed => Some(t::tab_changed()),
            Self::Conflict(title) => Some(t::tab_apart(title)),
            Self::Deleted => Some(t::tab_deleted()),
            Self::Restored => Some(t::tab_restored()),
        }
    }
}

impl<S: Store> BoardStore<S> {
    /// Stores the board `mine`, which was read as `before` (`None` if it is new), merged with the changes of
    /// another tab. Returns the stored board and the outcome; no change of either tab is lost. `fresh` is the
    /// id of the other tab's copy, if both must be stored. An unchanged board is not written.
    ///
    /// # Errors
    /// Returns an error if the store is full or can't be read or written.
    pub fn keep(
        &self,
        before: Option<&Board>,
        mine: &Board,
        fresh: BoardId,
    ) -> Result<(Board, MergeOutcome), BoardStoreError> {
        let (boards, _) = self.list()?;
        let Some(theirs) = boards.into_iter().find(|board| board.id() == mine.id()) else {
            if before == Some(mine) {
                return Ok((mine.clone(), MergeOutcome::Deleted));
            }
            self.save(mine)?;
            let is_new = before.is_none();
            let outcome = if is_new { MergeOutcome::Nothing } else { MergeOutcome::Restored };
            return Ok((mine.clone(), outcome));
        };
        if before == Some(&theirs) {
            if *mine != theirs {
                self.save(mine)?;
            }
            return Ok((mine.clone(), MergeOutcome::Nothing));
        }
        let blank = || Board::blank(*mine.id(), mine.axes().clone());
        let before = before.cloned().unwrap_or_else(blank);
        let Merged { board, is_whole } = merge(&before, mine, &theirs);
        if is_whole {
            if board != theirs {
                self.save(&board)?;
            }
            return Ok((board, MergeOutcome::Changed));
        }
        let mut copy = theirs.renamed(fresh);
        copy.set_title(&t::tab_copy(copy.title()));
        let title = copy.title().to_owned();
        self.change(|boards| {
            if boards.len() == MAX_BOARDS {
                return Err(BoardStoreError::Full);
            }
            boards.retain(|other| other.id() != board.id());
            boards.extend([board.clone(), copy]);
            Ok(())
        })?;
        Ok((board, MergeOutcome::Conflict(title)))
    }
}

#[cfg(test)]
mod tests;
