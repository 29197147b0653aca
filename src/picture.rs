//! From what is being looked at to rows: the one source of the canvas, of the table beside it,
//! of what is spoken and of what is taken away, so that they can't disagree.

mod layout;
mod order;
mod outline;
mod words;

pub use layout::say;
pub use outline::Stop;

use crate::atlas::{Atlas, Cut};
use crate::challenge::{Audience, Cell, ChallengeIx, MeasureKind, ThemeIx, WaveIx};
use crate::order::sorted;
use crate::state::{View, ViewState};
use crate::survey::{Interval, wilson};

/// So many rows are drawn and listed; what comes after them is counted. A canvas of more rows
/// would be longer than browsers allow.
pub const MAX_ROWS: usize = 400;

/// A challenge that is drawn, with its values.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which challenge.
    pub challenge: ChallengeIx,
    /// One cell for each of [`Picture::columns`].
    pub cells: Vec<Cell>,
    /// Its place: by its own measure, in a pair by priority, where that is known.
    pub place: Option<u32>,
    /// What the change and the gap view are about: the latest value less the earliest known, or
    /// the first side's less the second's. Places count the other way: up is more.
    pub difference: Option<f64>,
}

/// What is drawn, and what can't be.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The kind of picture.
    pub view: View,
    /// The wave shown, the latest of them; none if no wave has values of what is asked for.
    pub wave: Option<WaveIx>,
    /// Whose answers.
    pub audience: Audience,
    /// Where the numbers come from, in the order of the cells. Without a wave: what was asked for
    /// can't be said, so there are none.
    pub columns: Vec<Cut>,
    /// The theme that stands out.
    pub theme: Option<ThemeIx>,
    /// The challenges that are compared.
    pub pins: Vec<ChallengeIx>,
    /// Challenges with values, first place, greatest value or greatest difference first.
    pub rows: Vec<Row>,
    /// How many more challenges have values and are not among the rows.
    pub beyond: usize,
    /// Challenges in author's order that lack a value, with the reason: listed, never drawn as 0.
    pub absent: Vec<(ChallengeIx, Cell)>,
    /// What was asked for.
    state: ViewState,
}

impl Picture {
    /// Gathers what `state` asks for.
    pub fn new(atlas: &Atlas, state: &ViewState) -> Self {
        let columns = state.columns(atlas);
        let mut picture = Self {
            view: state.view,
            wave: state.shown_wave(atlas),
            audience: state.audience,
            columns,
            theme: state.theme,
            pins: state.pins.clone(),
            rows: Vec::new(),
            beyond: 0,
            absent: Vec::new(),
            state: state.clone(),
        };
        for (challenge, place) in picture.order(atlas) {
            let cells: Vec<Cell> = picture.columns.iter().map(|cut| atlas.cell(*cut, challenge)).collect();
            let difference = picture.difference(atlas, &cells);
            match picture.lacks(&cells) {
                Some(why) => picture.absent.push((challenge, why)),
                None => picture.rows.push(Row { challenge, cells, place, difference }),
            }
        }
        if matches!(state.view, View::Change | View::Gap) {
            let width = |row: &Row| row.difference.map_or(-1.0, f64::abs);
            picture.rows = sorted(&picture.rows, |a, b| width(b).total_cmp(&width(a)));
        }
        picture.beyond = picture.rows.len().saturating_sub(MAX_ROWS);
        picture.rows.truncate(MAX_ROWS);
        picture.absent = sorted(&picture.absent, |a, b| a.0.cmp(&b.0));
        picture
    }

    /// Why a challenge with these cells can't be shown; none if it can.
    fn lacks(&self, cells: &[Cell]) -> Option<Cell> {
        let unknown = |cell: &&Cell| cell.value().is_none();
        match self.view {
            View::Ranking | View::Pair | View::Gap => {
                if cells.is_empty() {
                    Some(Cell::NotPublished)
                } else {
                    cells.iter().find(unknown).copied()
                }
            }
            // A share of an unknown number can't be drawn as so many dots.
            View::Answers => match cells.first() {
                Some(cell) if cell.respondents().is_some() => None,
                Some(Cell::TooFew) => Some(Cell::TooFew),
                _ => Some(Cell::NotPublished),
            },
            View::Change => {
                let Some((latest, earlier)) = cells.split_last() else { return Some(Cell::NotPublished) };
                let moves = earlier.iter().any(|cell| cell.value().is_some());
                match latest {
                    Cell::Known { .. } if moves || earlier.is_empty() => None,
                    Cell::Known { .. } => earlier.last().copied(),
                    why => Some(*why),
                }
            }
            View::Table => match cells.iter().all(|cell| cell.value().is_none()) {
                true => Some(cells.first().copied().unwrap_or_default()),
                false => None,
            },
        }
    }

    fn difference(&self, atlas: &Atlas, cells: &[Cell]) -> Option<f64> {
        let up = match self.kind(atlas)? {
            MeasureKind::Percent => 1.0,
            MeasureKind::Rank => -1.0,
        };
        let (now, then) = match self.view {
            View::Gap => (cells.first()?.value()?, cells.get(1)?.value()?),
            View::Change => {
                let (latest, earlier) = cells.split_last()?;
                (latest.value()?, earlier.iter().find_map(|cell| cell.value())?)
            }
            _ => return None,
        };
        Some((now - then) * up)
    }

    /// What is looked at.
    pub fn state(&self) -> &ViewState {
        &self.state
    }

    /// What kind of number the picture is about: that of its first column.
    pub fn kind(&self, atlas: &Atlas) -> Option<MeasureKind> {
        self.columns.first().map(|cut| atlas.measure(cut.measure).kind)
    }

    /// The cut that rows are read by first: the shown wave's, the first side's, the first measure's.
    pub fn main(&self) -> Option<(usize, Cut)> {
        let at = if self.view == View::Change { self.columns.len().checked_sub(1)? } else { 0 };
        self.columns.get(at).map(|cut| (at, *cut))
    }

    /// The challenge that a mark of this picture's scene stands for.
    pub fn challenge_of(&self, mark: u32) -> Option<ChallengeIx> {
        self.rows.iter().map(|row| row.challenge).find(|challenge| mark_of(*challenge) == mark)
    }

    /// The row of a mark of this picture's scene.
    pub fn row_of(&self, mark: u32) -> Option<&Row> {
        self.rows.iter().find(|row| mark_of(row.challenge) == mark)
    }
}

/// The id of a challenge's mark: the same in every picture.
pub fn mark_of(challenge: ChallengeIx) -> u32 {
    challenge.get() as u32
}

/// The 95 % interval of a cell; none of a rank, and none where the number of answers is not known.
/// Of a weighted wave it is that of its effective number of answers, rounded down.
pub fn interval(atlas: &Atlas, cut: Cut, cell: Cell) -> Option<Interval> {
    match (atlas.measure(cut.measure).kind, cell) {
        (MeasureKind::Percent, Cell::Known { value, respondents: Some(n) }) => {
            wilson(value, (f64::from(n) / atlas.wave(cut.wave).design_effect) as u32)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
