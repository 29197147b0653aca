//! The charts that og:images show parts of, each made once.

use data::challenge::{ChallengeIx, ThemeIx};
use data::dataset::Dataset;
use explore::chart_model::ChartModel;
use explore::view_state::ViewState;

/// The subject of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject<'a> {
    /// A page of the whole site: its title, and a sentence below it.
    Site(&'a str, &'a str),
    /// A theme.
    Theme(ThemeIx),
    /// A challenge.
    Challenge(ChallengeIx),
}

/// Charts with all rows, by their states without theme, pins and focus.
pub struct Charts(Vec<(ViewState, ChartModel)>);

impl Charts {
    /// Returns the charts of all subjects.
    pub fn new(dataset: &Dataset) -> Self {
        let mut charts: Vec<(ViewState, ChartModel)> = Vec::new();
        let all = dataset.challenges().map(|challenge| ViewState::showing(dataset, challenge));
        for state in std::iter::once(ViewState::published(dataset)).chain(all).map(shared) {
            if !charts.iter().any(|(known, _)| *known == state) {
                let chart = ChartModel::with_all_rows(dataset, &state);
                charts.push((state, chart));
            }
        }
        Self(charts)
    }

    /// Returns the chart of a subject: the rows around what it is about. `None` for a subject of another data set.
    pub fn of(&self, dataset: &Dataset, subject: Subject<'_>) -> Option<ChartModel> {
        let (state, shown) = state(dataset, subject);
        let key = shared(state.clone());
        let (_, chart) = self.0.iter().find(|(known, _)| *known == key)?;
        Some(chart.part(&state, shown))
    }
}

/// Returns a state without what differs between the images of one chart.
fn shared(state: ViewState) -> ViewState {
    ViewState { theme: None, pins: Vec::new(), focus: None, ..state }
}

/// Returns the state of the chart for a subject, and the challenge that it shows.
fn state(dataset: &Dataset, subject: Subject<'_>) -> (ViewState, Option<ChallengeIx>) {
    match subject {
        Subject::Site(..) => (ViewState::published(dataset), None),
        Subject::Theme(theme) => {
            // The view that shows the first challenge of the theme, of those with a published rank if there are any.
            let order = dataset.theme_ranking(theme);
            let ranked = order.iter().find(|challenge| dataset.published_rank(**challenge).is_some());
            let first = ranked.or(order.first()).copied();
            let state = first
                .map_or_else(|| ViewState::published(dataset), |first| ViewState::showing(dataset, first));
            (ViewState { theme: Some(theme), focus: None, ..state }, first)
        }
        Subject::Challenge(challenge) => {
            let state = ViewState { pins: vec![challenge], ..ViewState::showing(dataset, challenge) };
            (state, Some(challenge))
        }
    }
}
