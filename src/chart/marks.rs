//! The marks of the chart at `/explore`: the pages and themes behind them.

use data::challenge::{ChallengeIx, MeasureIx, ThemeIx};
use explore::chart_model::{ChartModel, FocusStop};
use leptos::prelude::*;
use viz::item::MarkId;

/// The callbacks of a chart.
#[derive(Clone, Copy)]
pub struct ChartCallbacks {
    /// Opens the page of a challenge.
    pub open: Callback<ChallengeIx>,
    /// Pins a challenge for comparison, or unpins it.
    pub pin: Callback<ChallengeIx>,
    /// Shows the challenges of a theme.
    pub enter: Callback<ThemeIx>,
    /// Sorts the overview by a measure.
    pub sort: Callback<MeasureIx>,
    /// Says something to assistive technology.
    pub say: Callback<String>,
}

/// The marks, with all that can be done with one.
#[derive(Clone, Copy)]
pub struct Marks {
    /// The model of the chart.
    pub model: Memo<ChartModel>,
    /// The stops in the order of the keys: marks, and some for whole themes.
    pub stops: Memo<Vec<FocusStop>>,
    /// The callbacks of the page.
    pub callbacks: ChartCallbacks,
}

impl Marks {
    /// Opens the page of a mark's challenge.
    pub fn open(self, mark: MarkId) {
        let challenge = self.model.read_untracked().challenge_of(mark);
        challenge.into_iter().for_each(|challenge| self.callbacks.open.run(challenge));
    }

    /// Sorts the overview by the measure of a lane.
    pub fn sort(self, lane: usize) {
        let column = self.model.read_untracked().columns.get(lane).copied();
        column.into_iter().for_each(|column| self.callbacks.sort.run(column.measure));
    }

    /// Shows the theme that a stop stands for, or else opens its page.
    pub fn choose(self, mark: MarkId) {
        let theme =
            self.stops.read_untracked().iter().find(|stop| stop.mark == mark).and_then(|stop| stop.theme);
        match theme {
            Some(theme) => self.callbacks.enter.run(theme),
            None => self.open(mark),
        }
    }
}
