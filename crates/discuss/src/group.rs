//! Groups: the medians of many boards, and where people disagree most.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use data::challenge::Slug;
use data::dataset::Dataset;
use slim_std::sort::sorted_by;
use slim_std::unicode::to_lowercase;

use crate::board::{Action, Board, BoardId, Pick, Share};

/// Minimum number of values that quartiles are shown of: of fewer, a quarter is no person.
const MIN_QUARTILES: usize = 5;

/// The distribution of a group's values of a challenge on one axis, or of its places. There is at least one
/// value.
///
/// Quartiles are those of Hyndman and Fan, "Sample quantiles in statistical packages" (1996), type 7: linear
/// interpolation between the sorted values, as in R and spreadsheets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Distribution {
    /// Number of values.
    pub count: usize,
    /// Minimum.
    pub least: f64,
    /// Median.
    pub median: f64,
    /// First and third quartile; `None` of fewer than five values.
    pub quartiles: Option<[f64; 2]>,
    /// Maximum.
    pub most: f64,
}

impl Distribution {
    /// Returns the distribution of these values, in any order; `None` if there are none.
    pub fn of(mut values: Vec<f64>) -> Option<Self> {
        values.sort_unstable_by(f64::total_cmp);
        let (least, most) = (*values.first()?, *values.last()?);
        let at = |quarters: usize| {
            let last = values.len() - 1;
            let (whole, rest) = (last * quarters / 4, last * quarters % 4);
            let next = values[(whole + 1).min(last)];
            values[whole] + (next - values[whole]) * rest as f64 / 4.0
        };
        let quartiles = (values.len() >= MIN_QUARTILES).then(|| [at(1), at(3)]);
        Some(Self { count: values.len(), least, median: at(2), quartiles, most })
    }

    /// Returns maximum minus minimum, in the unit of the values.
    pub fn range(&self) -> f64 {
        self.most - self.least
    }

    /// Returns the interquartile range, in the unit of the values: a single outlier does not make a disagreement of
    /// the group. Without quartiles it is the range.
    pub fn disagreement(&self) -> f64 {
        self.quartiles.map_or_else(|| self.range(), |[lower, upper]| upper - lower)
    }
}

/// The values of a group for one challenge.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupRow {
    /// Id of the challenge.
    pub challenge: Slug,
    /// Number of boards that it is on.
    pub boards: usize,
    /// Values on the x and the y axis, in percent; `None` if nobody set one.
    pub axes: [Option<Distribution>; 2],
    /// Places among the priorities of those who picked it and put their boards in order, from 1; `None` if nobody did.
    pub places: Option<Distribution>,
}

impl GroupRow {
    /// Returns the greater disagreement of both axes, in percentage points; 0 for less than two values.
    pub fn disagreement(&self) -> f64 {
        self.axes.iter().flatten().map(Distribution::disagreement).fold(0.0, f64::max)
    }
}

/// The boards of one survey, one per person.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    count: usize,
    rows: Vec<GroupRow>,
}

impl Group {
    /// Returns the group of these boards, in any order. Of several boards of one owner only the newest
    /// counts. Boards that are plotted on other measures than `axes` are left out.
    pub fn of(boards: &[Board], axes: &[Slug; 2]) -> Self {
        let boards = newest(boards, axes);
        Self { count: boards.len(), rows: rows(&boards) }
    }

    /// Returns the number of people.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Returns whether anybody put a board in order.
    pub fn is_ordered(&self) -> bool {
        self.rows.iter().any(|row| row.places.is_some())
    }

    /// Returns every challenge that anybody picked, by the number of picks, then by the median of its places,
    /// then by id.
    pub fn rows(&self) -> &[GroupRow] {
        &self.rows
    }

    /// Returns the group's medians as a board: the first priorities in order, as many as fit.
    pub fn as_board(&self, dataset: &Dataset, id: BoardId, now_ms: u64) -> Board {
        let mut board = Board::new(dataset, id, now_ms);
        if self.is_ordered() {
            board.set_ordered();
        }
        for row in &self.rows {
            let middle = |distribution: Option<Distribution>| {
                distribution.map(|distribution| Share::new(distribution.median))
            };
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

    /// Returns the rows by disagreement, the greatest first. Rows without disagreement are left out.
    pub fn disputed(&self) -> Vec<&GroupRow> {
        let rows: Vec<&GroupRow> = self.rows.iter().filter(|row| row.disagreement() > 0.0).collect();
        sorted_by(&rows, |a, b| b.disagreement().total_cmp(&a.disagreement()))
    }
}

/// Returns the newest board of each [`Board::owner`]. Boards on other measures than `axes` are left out.
pub fn newest<'a>(boards: &'a [Board], axes: &[Slug; 2]) -> Vec<&'a Board> {
    let mut newest: BTreeMap<(&str, BoardId), &Board> = BTreeMap::new();
    for board in boards.iter().filter(|board| board.axes() == axes) {
        match newest.entry(board.owner()) {
            Entry::Vacant(free) => _ = free.insert(board),
            Entry::Occupied(mut known) if compare_age(board, known.get()) == Ordering::Greater => {
                known.insert(board);
            }
            Entry::Occupied(_) => {}
        }
    }
    newest.into_values().collect()
}

/// Returns the names of people who may be in a group twice, each once: boards with the same name, ignoring
/// case, and a nameless board with the same id as a named one.
pub fn perhaps_twice(boards: &[Board]) -> Vec<&str> {
    // Each name is lower-cased once, because that is a call into the browser.
    let names: Vec<String> = boards.iter().map(|board| to_lowercase(board.author().trim())).collect();
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
    found.into_iter().map(|at| boards[at].author().trim()).collect()
}

/// Compares boards by time, then by content, so that the order of adding does not decide.
fn compare_age(one: &Board, other: &Board) -> Ordering {
    one.saved_ms().cmp(&other.saved_ms()).then_with(|| one.print().cmp(&other.print()))
}

/// The collected values of one challenge.
#[derive(Default)]
struct CollectedValues {
    boards: usize,
    axes: [Vec<f64>; 2],
    places: Vec<f64>,
}

fn rows<'a>(boards: &[&'a Board]) -> Vec<GroupRow> {
    let mut collected: BTreeMap<&Slug, CollectedValues> = BTreeMap::new();
    let picks = |board: &&'a Board| {
        let is_ordered = board.is_ordered();
        board.picks().iter().zip(1_u32..).map(move |(pick, place)| (pick, is_ordered.then_some(place)))
    };
    for (pick, place) in boards.iter().flat_map(picks) {
        let row = collected.entry(&pick.challenge).or_default();
        row.boards += 1;
        row.places.extend(place.map(f64::from));
        for (values, value) in row.axes.iter_mut().zip(pick.values) {
            values.extend(value.map(|share| f64::from(share.get())));
        }
    }
    let row = |(challenge, found): (&Slug, CollectedValues)| GroupRow {
        challenge: challenge.clone(),
        boards: found.boards,
        axes: found.axes.map(Distribution::of),
        places: Distribution::of(found.places),
    };
    let rows: Vec<GroupRow> = collected.into_iter().map(row).collect();
    let place = |row: &GroupRow| row.places.map_or(f64::INFINITY, |places| places.median);
    sorted_by(&rows, |a, b| b.boards.cmp(&a.boards).then(place(a).total_cmp(&place(b))))
}

#[cfg(test)]
mod tests;
