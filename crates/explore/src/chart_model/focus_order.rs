//! The focus order of a chart: every row or, with hundreds of rows, first the themes. A list of more than 200
//! entries is tedious to listen to (Highcharts' threshold).

use data::challenge::ThemeIx;
use data::dataset::Dataset;
use viz::item::MarkId;

use super::{ChartModel, mark_of};
use crate::messages::charts;

/// Maximum number of rows that are all focus stops.
const MAX_ROW_STOPS: usize = 200;

/// A focus stop with its accessible name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FocusStop {
    /// Mark that is highlighted at this stop.
    pub mark: MarkId,
    /// Accessible name: what a screen reader says.
    pub label: String,
    /// Theme that Enter chooses; `None` for a row, where Enter opens its challenge.
    pub theme: Option<ThemeIx>,
}

impl ChartModel {
    /// Returns the focus stops in the order of the rows. With more than 200 rows these are the themes, or the
    /// rows of the chosen theme.
    pub fn focus_stops(&self, dataset: &Dataset) -> Vec<FocusStop> {
        let theme_of = |at: usize| dataset.challenge(self.rows[at].challenge).theme;
        let many = self.rows.len() > MAX_ROW_STOPS;
        let row = |at: usize| FocusStop {
            mark: mark_of(self.rows[at].challenge),
            label: self.accessible_name(dataset, at),
            theme: None,
        };
        let all = 0..self.rows.len();
        match self.theme {
            _ if !many => all.map(row).collect(),
            Some(theme) => all.filter(|at| theme_of(*at) == theme).map(row).collect(),
            None => {
                let summary = |theme| {
                    let own: Vec<usize> = all.clone().filter(|at| theme_of(*at) == theme).collect();
                    let first = self.rows.get(*own.first()?)?;
                    let name = &dataset.challenge(first.challenge).name;
                    let label = charts::theme_stop(&dataset.theme(theme).name, own.len(), name);
                    Some(FocusStop { mark: mark_of(first.challenge), label, theme: Some(theme) })
                };
                dataset.themes().filter_map(summary).collect()
            }
        }
    }
}
