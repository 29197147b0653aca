//! The chart model: the rows of a view state. Canvas, table, spoken texts and downloads are all made from it,
//! so that they can't disagree.

mod layout;
mod order;
mod focus_order;
pub mod key;
mod labels;
mod part;

pub use focus_order::FocusStop;
pub use layout::{axis_kind, chart_value, value_format};

use data::challenge::{Audience, Cell, ChallengeIx, MeasureKind, ThemeIx, WaveIx};
use data::dataset::{Dataset, SeriesKey};
use slim_std::sort::sorted_by;
use survey::{Interval, wilson};
use viz::item::MarkId;

use crate::view_state::{View, ViewState};

/// Maximum number of rows that are drawn and listed; those beyond it are counted. A canvas of more rows would
/// be taller than browsers allow.
pub const MAX_ROWS: usize = 400;

/// A row of the chart: a challenge with its values.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Challenge.
    pub challenge: ChallengeIx,
    /// Cells, one for each of [`ChartModel::columns`].
    pub cells: Vec<Cell>,
    /// Rank from 1 by the chart's measure; in the pair view by priority, in the overview by the measure it is sorted
    /// by. `None` if it is unknown.
    pub rank: Option<u32>,
    /// Difference of the change and the gap view: the latest value minus the earliest known, or the first
    /// side's minus the second's, both as they are shown. For ranks the sign is reversed, so that a positive
    /// difference means a higher place. In percentage points or places.
    pub difference: Option<f64>,
}

/// The chart model: rows that are drawn, and challenges that can't be.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartModel {
    /// Kind of chart.
    pub view: View,
    /// Wave shown, the latest of several; `None` if no wave has values of what was chosen.
    pub wave: Option<WaveIx>,
    /// Chosen audience.
    pub audience: Audience,
    /// Series of the cells, in their order; empty if there is no wave.
    pub columns: Vec<SeriesKey>,
    /// Highlighted theme.
    pub theme: Option<ThemeIx>,
    /// Pinned challenges.
    pub pins: Vec<ChallengeIx>,
    /// Rows of challenges that have values; the first rank, the greatest value or the greatest difference
    /// comes first.
    pub rows: Vec<Row>,
    /// Number of challenges with values beyond [`MAX_ROWS`].
    pub beyond: usize,
    /// Challenges without a value in author's order, with the reason. They are listed, never drawn as 0.
    pub absent: Vec<(ChallengeIx, Cell)>,
    /// State that the model was made from.
    state: ViewState,
}

impl ChartModel {
    /// Returns the model of a state, with at most [`MAX_ROWS`] rows.
    pub fn new(dataset: &Dataset, state: &ViewState) -> Self {
        let mut model = Self::with_all_rows(dataset, state);
        model.beyond = model.rows.len().saturating_sub(MAX_ROWS);
        model.rows.truncate(MAX_ROWS);
        model
    }

    /// Returns the model of a state with all its rows, of which [`ChartModel::part`] makes charts.
    pub fn with_all_rows(dataset: &Dataset, state: &ViewState) -> Self {
        let mut model = Self::without_rows(dataset, state);
        for (challenge, rank) in model.order(dataset) {
            match model.row(dataset, challenge, rank) {
                Ok(row) => model.rows.push(row),
                Err(reason) => model.absent.push((challenge, reason)),
            }
        }
        if state.view.shows_differences() {
            let width = |row: &Row| row.difference.map_or(-1.0, f64::abs);
            model.rows = sorted_by(&model.rows, |a, b| width(b).total_cmp(&width(a)));
        }
        model.absent = sorted_by(&model.absent, |a, b| a.0.cmp(&b.0));
        model
    }

    /// Returns the row of a challenge, or the reason why it can't be shown.
    fn row(&self, dataset: &Dataset, challenge: ChallengeIx, rank: Option<u32>) -> Result<Row, Cell> {
        let cells: Vec<Cell> = self.columns.iter().map(|series| dataset.cell(*series, challenge)).collect();
        match self.missing_value(&cells) {
            Some(reason) => Err(reason),
            None => Ok(Row { challenge, difference: self.difference(dataset, &cells), cells, rank }),
        }
    }

    fn without_rows(dataset: &Dataset, state: &ViewState) -> Self {
        Self {
            view: state.view,
            wave: state.shown_wave(dataset),
            audience: state.audience,
            columns: state.columns(dataset),
            theme: state.theme,
            pins: state.pins.clone(),
            rows: Vec::new(),
            beyond: 0,
            absent: Vec::new(),
            state: state.clone(),
        }
    }

    /// Returns the reason why a challenge with these cells can't be shown; `None` if it can.
    fn missing_value(&self, cells: &[Cell]) -> Option<Cell> {
        let unknown = |cell: &&Cell| cell.value().is_none();
        match self.view {
            View::Ranking | View::Pair | View::Gap => {
                if cells.is_empty() {
                    Some(Cell::NotPublished)
                } else {
                    cells.iter().find(unknown).copied()
                }
            }
            // Without the number of respondents a share can't be drawn as dots.
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
                    absent => Some(*absent),
                }
            }
            View::Overview | View::Table => match cells.iter().all(|cell| cell.value().is_none()) {
                true => Some(cells.first().copied().unwrap_or_default()),
                false => None,
            },
        }
    }

    fn difference(&self, dataset: &Dataset, cells: &[Cell]) -> Option<f64> {
        let (now, then) = match self.view {
            View::Gap => (cells.first()?.value()?, cells.get(1)?.value()?),
            View::Change => {
                let (latest, earlier) = cells.split_last()?;
                (latest.value()?, earlier.iter().find_map(|cell| cell.value())?)
            }
            _ => return None,
        };
        Some(shown_difference(self.kind(dataset)?, now, then))
    }

    /// Returns the state that the model was made from.
    pub fn state(&self) -> &ViewState {
        &self.state
    }

    /// Returns the kind of number of the main column.
    pub fn kind(&self, dataset: &Dataset) -> Option<MeasureKind> {
        self.main().map(|(_, series)| dataset.measure(series.measure).kind)
    }

    /// Returns the main series with its position among the columns: that of the shown wave, in the overview that of
    /// the measure it is sorted by, else the first.
    pub fn main(&self) -> Option<(usize, SeriesKey)> {
        let sorted = || self.columns.iter().position(|series| series.measure == self.state.measure);
        let at = match self.view {
            View::Change => self.columns.len().checked_sub(1)?,
            View::Overview => sorted().unwrap_or(0),
            _ => 0,
        };
        self.columns.get(at).map(|series| (at, *series))
    }

    /// Returns the challenge of a mark in the scene.
    pub fn challenge_of(&self, mark: MarkId) -> Option<ChallengeIx> {
        self.rows.iter().map(|row| row.challenge).find(|challenge| mark_of(*challenge) == mark)
    }

    /// Returns the theme of a mark in the scene.
    pub fn theme_of(&self, dataset: &Dataset, mark: MarkId) -> Option<ThemeIx> {
        Some(dataset.challenge(self.challenge_of(mark)?).theme)
    }

    /// Returns the row of a mark in the scene.
    pub fn row_of(&self, mark: MarkId) -> Option<&Row> {
        self.rows.iter().find(|row| mark_of(row.challenge) == mark)
    }
}

/// Returns the difference of two values as they are shown. Shares are shown in whole percent, so that 61.6 and 72.4 are
/// 10 points apart: 62 % and 72 %. Shares that differ and are shown alike are less than half a point apart. Of ranks
/// the sign is reversed.
fn shown_difference(kind: MeasureKind, now: f64, then: f64) -> f64 {
    match kind {
        MeasureKind::Percent if now.round() == then.round() => (now - then).clamp(-0.4, 0.4),
        MeasureKind::Percent => now.round() - then.round(),
        MeasureKind::Rank => then - now,
    }
}

/// Returns the id of a challenge's mark, which is the same in every chart of a data set.
pub fn mark_of(challenge: ChallengeIx) -> MarkId {
    MarkId::new(challenge.get() as u32)
}

/// Returns the 95 % Wilson score interval of a cell, in percent; `None` for ranks, and if the number of
/// respondents is unknown. Of a weighted wave the number of respondents is divided by the design effect and
/// rounded down.
pub fn interval(dataset: &Dataset, series: SeriesKey, cell: Cell) -> Option<Interval> {
    match (dataset.measure(series.measure).kind, cell) {
        (MeasureKind::Percent, Cell::Known { value, respondents: Some(n) }) => {
            wilson(value, (f64::from(n) / dataset.wave(series.wave).design_effect) as u32)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
