//! The survey beside a board: its axes, its filter, and its first challenges.

use data::challenge::{Audience, ChallengeIx, MeasureIx, MeasureKind, Slug, WaveIx};
use data::dataset::{Dataset, SeriesKey};
use explore::view_state::ViewState;

/// The wave and audience of the survey that a board is compared with, by id.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SurveyFilter {
    /// Wave; `None` for the newest that has values.
    pub wave: Option<Slug>,
    /// Dimension and group; `None` for everyone.
    pub group: Option<[Slug; 2]>,
}

impl SurveyFilter {
    /// Returns the filter of a wave (`None` for the newest that has values) and an audience.
    pub fn of(dataset: &Dataset, wave: Option<WaveIx>, audience: Audience) -> Self {
        let group = match audience {
            Audience::Everyone => None,
            Audience::Group(ix) => {
                let group = dataset.group(ix);
                Some([dataset.dimension(group.dimension).id.clone(), group.id.clone()])
            }
        };
        Self { wave: wave.map(|ix| dataset.wave(ix).id.clone()), group }
    }

    /// Returns the audience; everyone if the bundle no longer has the group.
    pub fn audience(&self, dataset: &Dataset) -> Audience {
        let found = self
            .group
            .as_ref()
            .and_then(|[dimension, group]| dataset.find_group(dimension.as_str(), group.as_str()));
        found.map_or(Audience::Everyone, Audience::Group)
    }

    /// Returns the chosen wave, else the newest with values of any of `axes` for the audience.
    pub fn wave(&self, dataset: &Dataset, axes: [MeasureIx; 2]) -> Option<WaveIx> {
        let chosen = self.wave.as_ref().and_then(|id| dataset.find_wave(id.as_str()));
        chosen.or_else(|| self.waves(dataset, axes).first().copied())
    }

    /// Returns the waves to choose from: those that have values of any of `axes` for the audience, newest
    /// first.
    pub fn waves(&self, dataset: &Dataset, axes: [MeasureIx; 2]) -> Vec<WaveIx> {
        let audience = self.audience(dataset);
        let has = |wave: &WaveIx| {
            axes.iter()
                .any(|measure| dataset.has_values(SeriesKey { wave: *wave, audience, measure: *measure }))
        };
        dataset.waves_newest_first().iter().copied().filter(has).collect()
    }
}

/// Returns the measures of the x and the y axis of all boards of a data set: those of the pair view.
pub fn axes_of(dataset: &Dataset) -> [MeasureIx; 2] {
    let (across, up) = ViewState::new(dataset).pair;
    [across, up]
}

/// Returns whether boards can be made for a data set: it must have two different shares.
pub fn can_plot(dataset: &Dataset) -> bool {
    let [across, up] = axes_of(dataset);
    across != up && [across, up].iter().all(|ix| dataset.measure(*ix).kind == MeasureKind::Percent)
}

/// The first challenges of a series of the survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Top {
    /// Series that ranks them.
    pub cut: SeriesKey,
    /// Challenges, the first one first; never empty.
    pub challenges: Vec<ChallengeIx>,
}

impl Top {
    /// Returns the first `count` challenges of a series; `None` if it has no values.
    pub fn of(dataset: &Dataset, series: SeriesKey, count: usize) -> Option<Self> {
        let challenges: Vec<ChallengeIx> = dataset.ranking(series).iter().take(count).copied().collect();
        if challenges.is_empty() { None } else { Some(Self { cut: series, challenges }) }
    }

    /// Returns the first `count` challenges of the newest published ranking; without one, of the shares of
    /// the x axis as everyone answered.
    pub fn published(dataset: &Dataset, count: usize) -> Option<Self> {
        let [measure, _] = axes_of(dataset);
        let audience = Audience::Everyone;
        let of_shares =
            || Some(SeriesKey { wave: dataset.newest_wave_with(measure, audience)?, audience, measure });
        Self::of(dataset, dataset.newest_published_ranking().or_else(of_shares)?, count)
    }
}
