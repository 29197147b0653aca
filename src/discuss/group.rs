//! Many boards as one: where the middle of a group lies, and where people disagree most.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::board::{Action, Board, BoardId, Pick, Share};
use crate::atlas::Atlas;
use crate::case::lower;
use crate::challenge::Slug;
use crate::order::sorted;

/// What a group says of a challenge on one axis, or of its place. Never of nobody.
///
/// Quartiles are those of Hyndman and Fan, "Sample quantiles in statistical packages" (1996), type 7:
/// straight lines between the values in order, as R and spreadsheets have it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// How many gave a value.
    pub count: usize,
    /// The least value.
    pub least: f64,
    /// A quarter of the way through the values in order.
    pub lower: f64,
    /// The median.
    pub middle: f64,
    /// Three quarters of the way.
    pub upper: f64,
    /// The greatest value.
    pub most: f64,
}

impl Spread {
    /// Of these values, in any order; none of none.
    pub fn of(mut values: Vec<f64>) -> Option<Self> {
        values.sort_unstable_by(f64::total_cmp);
        let (least, most) = (*values.first()?, *values.last()?);
        let at = |quarters: usize| {
            let last = values.len() - 1;
            let (whole, rest) = (last * quarters / 4, last * quarters % 4);
            let next = values[(whole + 1).min(last)];
            values[whole] + (next - values[whole]) * rest as f64 / 4.0
        };
        Some(Self { count: values.len(), least, lower: at(1), middle: at(2), upper: at(3), most })
    }

    /// From the least to the greatest, in the unit of the values.
    pub fn range(&self) -> f64 {
        self.most - self.least
    }

    /// How far the middle half lies apart (interquartile range): one voice far off does not make a
    /// disagreement of the group.
    pub fn disagreement(&self) -> f64 {
        self.upper - self.lower
    }
}

/// What a group says of a challenge.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupRow {
    /// Id of the challenge.
    pub challenge: Slug,
    /// On how many boards it is.
    pub boards: usize,
    /// Its values across and up; none where nobody gave one.
    pub axes: [Option<Spread>; 2],
    /// Its places among the priorities of those who picked it, from 1.
    pub places: Spread,
}

impl GroupRow {
    /// The greater disagreement of both axes, in points; of nobody and of one person 0.
    pub fn disagreement(&self) -> f64 {
        self.axes.iter().flatten().map(Spread::disagreement).fold(0.0, f64::max)
    }
}

/// Boards of one survey, each person's once.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    count: usize,
    rows: Vec<GroupRow>,
}

impl Group {
    /// Merges boards, dropped in any order. Of several with one name and person the newest counts.
    /// Boards that are plotted on other measures than `axes` are left out.
    pub fn of(boards: &[Board], axes: &[Slug; 2]) -> Self {
        let boards = newest(boards, axes);
        Self { count: boards.len(), rows: rows(&boards) }
    }

    /// How many people's boards these are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Every challenge that anybody picked: what most picked first, then by the middle of its
    /// places, then by id.
    pub fn rows(&self) -> &[GroupRow] {
        &self.rows
    }

    /// What the group thinks as a board of one person: its first priorities in their order, each in
    /// the middle of where it was placed. As many as find room.
    pub fn as_board(&self, atlas: &Atlas, id: BoardId, now_ms: u64) -> Board {
        let mut board = Board::new(atlas, id, now_ms);
        for row in &self.rows {
            let middle = |spread: Option<Spread>| spread.map(|spread| Share::new(spread.middle));
            let pick = Pick {
                challenge: row.challenge.clone(),
                values: row.axes.map(middle),
                action: Action::default(),
            };
            if board.add_pick(pick).is_err() {
                break;
            }
        }
        board
    }

    /// The same where people disagree most first; what nobody disagrees about is left out.
    pub fn disputed(&self) -> Vec<&GroupRow> {
        let rows: Vec<&GroupRow> = self.rows.iter().filter(|row| row.disagreement() > 0.0).collect();
        sorted(&rows, |a, b| b.disagreement().total_cmp(&a.disagreement()))
    }
}

/// The boards that count, by [`Board::owner`]: of several of one owner the newest, of those
/// on other measures than `axes` none.
pub fn newest<'a>(boards: &'a [Board], axes: &[Slug; 2]) -> Vec<&'a Board> {
    let mut newest: BTreeMap<(&str, &str), &Board> = BTreeMap::new();
    for board in boards.iter().filter(|board| board.axes() == axes) {
        match newest.entry(board.owner()) {
            Entry::Vacant(free) => _ = free.insert(board),
            Entry::Occupied(mut known) if newer(board, known.get()) == Ordering::Greater => {
                known.insert(board);
            }
            Entry::Occupied(_) => {}
        }
    }
    newest.into_values().collect()
}

/// The people who may be in a group twice, each named once: boards of one name, whichever way it is
/// written, and a board without a name that has a twin with one.
pub fn perhaps_twice(boards: &[Board]) -> Vec<&str> {
    // Each once: letter case is the browser's business, which every call leaves the program for.
    let names: Vec<String> = boards.iter().map(|board| lower(board.by().trim())).collect();
    let mut found: Vec<usize> = Vec::new();
    for (at, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        let is_twin = |other: usize| {
            let is_nameless_one = || names[other].is_empty() && boards[other].id() == boards[at].id();
            other != at && (names[other] == *name || is_nameless_one())
        };
        let is_named = found.iter().any(|known| names[*known] == *name);
        if !is_named && (0..boards.len()).any(is_twin) {
            found.push(at);
        }
    }
    found.into_iter().map(|at| boards[at].by().trim()).collect()
}

/// By time, and where that is the same by what stands there, so that the order of dropping in does
/// not decide.
fn newer(one: &Board, other: &Board) -> Ordering {
    one.saved_ms().cmp(&other.saved_ms()).then_with(|| one.print().cmp(&other.print()))
}

/// What is gathered of one challenge.
#[derive(Default)]
struct Gathered {
    axes: [Vec<f64>; 2],
    places: Vec<f64>,
}

fn rows(boards: &[&Board]) -> Vec<GroupRow> {
    let mut gathered: BTreeMap<&Slug, Gathered> = BTreeMap::new();
    for (pick, place) in boards.iter().flat_map(|board| board.picks().iter().zip(1_u32..)) {
        let row = gathered.entry(&pick.challenge).or_default();
        row.places.push(f64::from(place));
        for (values, value) in row.axes.iter_mut().zip(pick.values) {
            values.extend(value.map(|share| f64::from(share.get())));
        }
    }
    let row = |(challenge, found): (&Slug, Gathered)| {
        let boards = found.places.len();
        let places = Spread::of(found.places)?;
        Some(GroupRow { challenge: challenge.clone(), boards, axes: found.axes.map(Spread::of), places })
    };
    let rows: Vec<GroupRow> = gathered.into_iter().filter_map(row).collect();
    sorted(&rows, |a, b| b.boards.cmp(&a.boards).then(a.places.middle.total_cmp(&b.places.middle)))
}

#[cfg(test)]
mod tests;
