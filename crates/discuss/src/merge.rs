//! The three-way merge of a board that two tabs have changed, field by field.

use crate::board::{ActionField, Board, Pick};

/// The result of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The merged board. Where both changed the same field, it has mine.
    pub board: Board,
    /// `true` if it has all of their changes.
    pub is_whole: bool,
}

/// Merges the changes from `before` to `mine` and to `theirs`. A field that only one of them changed has that
/// change. A challenge that one removed stays if the other changed it.
pub fn merge(before: &Board, mine: &Board, theirs: &Board) -> Merged {
    let mut merger = Merger { is_whole: true };
    let mut board = mine.clone().saved_at(mine.saved_ms().max(theirs.saved_ms()));
    board.set_title(merger.choose(before.title(), mine.title(), theirs.title()));
    board.set_author(merger.choose(before.author(), mine.author(), theirs.author()));
    board.set_filter(merger.choose(before.filter(), mine.filter(), theirs.filter()).clone());
    if theirs.is_ordered() {
        board.set_ordered();
    }
    for _ in 0..mine.picks().len() {
        board.remove(0);
    }
    for id in merger.order([before, mine, theirs]) {
        let [was, own, other] = [before, mine, theirs].map(|board| pick_of(board, id));
        let stays = match (own, other) {
            (Some(own), Some(other)) => Some(merger.pick(was, own, other)),
            // Removed by one: the removal counts if the other has not changed it.
            (Some(left), None) | (None, Some(left)) => (was != Some(left)).then(|| left.clone()),
            (None, None) => None,
        };
        if let Some(pick) = stays
            && board.add_pick(pick).is_err()
        {
            merger.is_whole = false;
        }
    }
    Merged { board, is_whole: merger.is_whole }
}

fn pick_of<'a>(board: &'a Board, id: &str) -> Option<&'a Pick> {
    board.find(id).map(|at| &board.picks()[at])
}

fn ids(board: &Board) -> Vec<&str> {
    board.picks().iter().map(|pick| pick.challenge.as_str()).collect()
}

/// A merge in progress: it remembers whether a change of theirs was lost.
struct Merger {
    is_whole: bool,
}

impl Merger {
    /// Returns the changed value; mine if both changed it.
    fn choose<'a, T: PartialEq + ?Sized>(&mut self, before: &T, mine: &'a T, theirs: &'a T) -> &'a T {
        if mine == before {
            return theirs;
        }
        self.is_whole &= theirs == before || theirs == mine;
        mine
    }

    /// Returns the challenges of all boards, in the order of the board that changed it.
    fn order<'a>(&mut self, [before, mine, theirs]: [&'a Board; 3]) -> Vec<&'a str> {
        let (was, own, other) = (ids(before), ids(mine), ids(theirs));
        let (mut order, rest) = if own == was { (other, own) } else { (own, other) };
        if rest != was && rest != order {
            // Both changed the list. Challenges that were only appended can be appended to both.
            let of_old = |all: &[&'a str]| -> Vec<&'a str> {
                all.iter().copied().filter(|id| was.contains(id) && rest.contains(id)).collect()
            };
            self.is_whole &= rest.starts_with(&of_old(&was));
        }
        let missing: Vec<&str> = rest.into_iter().filter(|id| !order.contains(id)).collect();
        order.extend(missing);
        order
    }

    fn pick(&mut self, was: Option<&Pick>, own: &Pick, other: &Pick) -> Pick {
        let mut merged = own.clone();
        for (axis, value) in merged.values.iter_mut().enumerate() {
            let before = was.and_then(|was| was.values[axis]);
            *value = *self.choose(&before, &own.values[axis], &other.values[axis]);
        }
        for field in ActionField::ALL {
            let before = was.map_or("", |was| was.action.text(field));
            let text = self.choose(before, own.action.text(field), other.action.text(field));
            merged.action.answer(field, text);
        }
        merged
    }
}

#[cfg(test)]
mod tests;
