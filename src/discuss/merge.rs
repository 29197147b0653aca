//! One board that was changed in two places at once, field by field: what two tabs make of it.

use super::board::{ActionField, Board, Pick};

/// What comes of two changes of one board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Changes of both. Where both changed the same, mine.
    pub board: Board,
    /// Whether everything that they changed is on it.
    pub is_whole: bool,
}

/// Puts together what became of `before` here and there. Whatever only one of them changed is as that
/// one has it; a challenge that one took off stays if the other changed what is said of it.
pub fn merge(before: &Board, mine: &Board, theirs: &Board) -> Merged {
    let mut pair = Pair { is_whole: true };
    let mut board = mine.clone().saved_at(mine.saved_ms().max(theirs.saved_ms()));
    board.set_title(pair.one(before.title(), mine.title(), theirs.title()));
    board.set_by(pair.one(before.by(), mine.by(), theirs.by()));
    board.set_lens(pair.one(before.lens(), mine.lens(), theirs.lens()).clone());
    for _ in 0..mine.picks().len() {
        board.remove(0);
    }
    for id in pair.order([before, mine, theirs]) {
        let [was, own, other] = [before, mine, theirs].map(|board| pick_of(board, id));
        let stays = match (own, other) {
            (Some(own), Some(other)) => Some(pair.pick(was, own, other)),
            // Taken off by one: that counts if the other has not touched it.
            (Some(left), None) | (None, Some(left)) => (was != Some(left)).then(|| left.clone()),
            (None, None) => None,
        };
        if let Some(pick) = stays
            && board.add_pick(pick).is_err()
        {
            pair.is_whole = false;
        }
    }
    Merged { board, is_whole: pair.is_whole }
}

fn pick_of<'a>(board: &'a Board, id: &str) -> Option<&'a Pick> {
    board.find(id).map(|at| &board.picks()[at])
}

fn ids(board: &Board) -> Vec<&str> {
    board.picks().iter().map(|pick| pick.challenge.as_str()).collect()
}

/// Two that changed the same thing.
struct Pair {
    is_whole: bool,
}

impl Pair {
    /// What one of them changed, or neither; mine where both did.
    fn one<'a, T: PartialEq + ?Sized>(&mut self, before: &T, mine: &'a T, theirs: &'a T) -> &'a T {
        if mine == before {
            return theirs;
        }
        self.is_whole &= theirs == before || theirs == mine;
        mine
    }

    /// The challenges of any, in the order of the one that changed it.
    fn order<'a>(&mut self, [before, mine, theirs]: [&'a Board; 3]) -> Vec<&'a str> {
        let (was, own, other) = (ids(before), ids(mine), ids(theirs));
        let (mut order, rest) = if own == was { (other, own) } else { (own, other) };
        if rest != was && rest != order {
            // Both changed the list. What was put behind it can be put behind both.
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
            *value = *self.one(&before, &own.values[axis], &other.values[axis]);
        }
        for field in ActionField::ALL {
            let before = was.map_or("", |was| was.action.text(field));
            let text = self.one(before, own.action.text(field), other.action.text(field));
            merged.action.answer(field, text);
        }
        merged
    }
}

#[cfg(test)]
mod tests;
