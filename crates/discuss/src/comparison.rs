//! The comparison of own values with the survey's, in numbers and sentences.

use data::challenge::{Audience, Cell, ChallengeIx, Text, WaveIx};
use data::dataset::{Dataset, SeriesKey};
use explore::messages::common;
use slim_std::sort::sorted_by;
use slim_std::unicode::to_lowercase;

use crate::board::{Board, SurveyFilter, axes_of};
use crate::group::Group;
use crate::messages as t;

/// Minimum gap in percentage points. Smaller gaps read "about where", because values set by hand are not more
/// precise.
pub const MIN_GAP: f64 = 3.0;

/// The source of the values that are compared with the survey's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// One board.
    You,
    /// The medians of a group.
    Group,
}

impl Source {
    /// Returns the label of own marks in the legend.
    pub fn side(self) -> String {
        match self {
            Self::You => t::your_side(),
            Self::Group => t::group_side(),
        }
    }
}

/// A challenge with own values and the survey's.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// Challenge.
    pub challenge: ChallengeIx,
    /// Own values on the x and the y axis, in percent; of a group the medians.
    pub own: [Option<f64>; 2],
    /// The survey's values of the filter's wave and audience.
    pub survey: [Cell; 2],
    /// Own place among the priorities, from 1; `None` if they are not in order yet.
    pub place: Option<usize>,
    /// The survey's rank with its series: that of the filter if it is known, else the newest published one.
    pub ranked: Option<(SeriesKey, Cell)>,
}

impl Compared {
    /// Returns own value minus the survey's on an axis (0 is x, 1 is y), in percentage points; `None` if
    /// either is unknown.
    pub fn gap(&self, axis: usize) -> Option<f64> {
        Some((*self.own.get(axis)?)? - self.survey.get(axis)?.value()?)
    }

    /// Returns the absolute gap in percentage points; -1 if it is unknown, so that it sorts last.
    fn gap_size(&self, axis: usize) -> f64 {
        self.gap(axis).map_or(-1.0, f64::abs)
    }
}

/// The comparison of a board or a group with the survey.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Source of own values.
    pub source: Source,
    /// Wave of the survey; `None` if no wave has values for the audience.
    pub wave: Option<WaveIx>,
    /// Audience of the survey.
    pub audience: Audience,
    /// Challenges that the data set has, the first priority first.
    pub rows: Vec<Compared>,
}

impl Comparison {
    /// Returns the comparison of a board with the survey, by the board's filter.
    pub fn of_board(dataset: &Dataset, board: &Board) -> Self {
        let share = |value: Option<super::Share>| value.map(|share| f64::from(share.get()));
        let rows = board.picks().iter().map(|pick| (pick.challenge.as_str(), pick.values.map(share)));
        Self::new(dataset, Source::You, board.filter(), board.is_ordered(), rows)
    }

    /// Returns the comparison of a group's medians with the survey.
    pub fn of_group(dataset: &Dataset, group: &Group, filter: &SurveyFilter) -> Self {
        let rows = group.rows().iter().map(|row| {
            (
                row.challenge.as_str(),
                row.axes.map(|distribution| distribution.map(|distribution| distribution.median)),
            )
        });
        Self::new(dataset, Source::Group, filter, group.is_ordered(), rows)
    }

    fn new<'a>(
        dataset: &Dataset,
        source: Source,
        filter: &SurveyFilter,
        is_ordered: bool,
        rows: impl Iterator<Item = (&'a str, [Option<f64>; 2])>,
    ) -> Self {
        let axes = axes_of(dataset);
        let (wave, audience) = (filter.wave(dataset, axes), filter.audience(dataset));
        let compared = |((id, own), place): ((&str, [Option<f64>; 2]), usize)| {
            let challenge = dataset.find_challenge(id)?;
            let cell = |measure| {
                wave.map_or(Cell::NotPublished, |wave| {
                    dataset.cell(SeriesKey { wave, audience, measure }, challenge)
                })
            };
            let in_filter = || {
                let series = SeriesKey { wave: wave?, audience, measure: dataset.rank_measure()? };
                Some((series, dataset.cell(series, challenge))).filter(|(_, cell)| cell.value().is_some())
            };
            let ranked = in_filter().or_else(|| dataset.published_rank(challenge));
            let place = is_ordered.then_some(place);
            Some(Compared { challenge, own, survey: axes.map(cell), place, ranked })
        };
        Self { source, wave, audience, rows: rows.zip(1..).filter_map(compared).collect() }
    }

    /// Returns the row of a challenge.
    pub fn row(&self, challenge: ChallengeIx) -> Option<&Compared> {
        self.rows.iter().find(|row| row.challenge == challenge)
    }

    /// Returns the rows by the absolute gap on an axis, the greatest first; rows without a gap are last, in
    /// order of priority.
    pub fn by_gap(&self, axis: usize) -> Vec<&Compared> {
        let rows: Vec<&Compared> = self.rows.iter().collect();
        sorted_by(&rows, |a, b| b.gap_size(axis).total_cmp(&a.gap_size(axis)))
    }

    /// Returns the axis and the row with the greatest gap on any of these axes. If no gap is known, it is the
    /// first row with an own value; `None` if there is none.
    pub fn greatest(&self, axes: &[usize]) -> Option<(usize, &Compared)> {
        let first = |axis: &usize| {
            let row = self.by_gap(*axis).into_iter().find(|row| row.own[*axis].is_some());
            row.map(|row| (*axis, row))
        };
        axes.iter()
            .filter_map(first)
            .reduce(|one, other| if other.1.gap_size(other.0) > one.1.gap_size(one.0) { other } else { one })
    }

    /// Returns the comparison with its rows in this order, and other rows last. While a mark is dragged, rows
    /// keep the order that they had when the drag began.
    pub fn in_order(&self, order: &[ChallengeIx]) -> Self {
        let place = |row: &Compared| order.iter().position(|ix| *ix == row.challenge).unwrap_or(usize::MAX);
        Self { rows: sorted_by(&self.rows, |a, b| place(a).cmp(&place(b))), ..self.clone() }
    }

    /// Returns a sentence on the gap of a row on an axis (0 is x, 1 is y), or on the reason why it is
    /// unknown.
    pub fn sentence(&self, dataset: &Dataset, row: &Compared, axis: usize) -> String {
        let axis = axis.min(1);
        let challenge = &dataset.challenge(row.challenge).name;
        let measure = &dataset.measure(axes_of(dataset)[axis]).label;
        let who = self.audience_label(dataset);
        match (row.own[axis], row.survey[axis]) {
            (None, _) => missing_value_sentence(self.source, challenge, measure),
            (_, Cell::TooFew) => t::survey_too_few(challenge, measure, &who),
            (_, Cell::NotPublished) => t::survey_not_published(challenge, measure, &who),
            (Some(own), Cell::Known { value, .. }) => {
                gap_sentence(self.source, challenge, measure, &who, own - value)
            }
        }
    }

    /// Returns a sentence that compares the place of a row with the survey's; `None` if it has neither.
    pub fn order_sentence(&self, dataset: &Dataset, row: &Compared) -> Option<String> {
        let ranked = row.ranked.map(|(series, cell)| {
            let label = &dataset.measure(series.measure).label;
            (label, cell.value().unwrap_or_default(), common::wave_label(dataset, series.wave))
        });
        match (row.place, ranked) {
            (Some(own), Some((_, survey, wave))) => Some(places_sentence(self.source, own, survey, &wave)),
            (Some(own), None) => Some(own_place_sentence(self.source, own)),
            (None, Some((label, survey, wave))) => Some(t::survey_place(label, survey, &wave)),
            (None, None) => None,
        }
    }

    /// Returns the name of the audience inside a sentence: "elementary staff", "practitioners".
    pub fn audience_label(&self, dataset: &Dataset) -> Text {
        match (self.wave, self.audience) {
            (Some(wave), audience) => common::audience(dataset, wave, audience).clone(),
            (None, Audience::Group(group)) => dataset.group(group).phrase.clone(),
            (None, Audience::Everyone) => t::survey_everyone().into(),
        }
    }
}

/// Returns the sentence on a known gap. `gap` is own value minus the survey's, in percentage points.
fn gap_sentence(source: Source, challenge: &str, measure: &str, who: &str, gap: f64) -> String {
    let (measure, points) = (&to_lowercase(measure), gap.abs());
    match (source, points < MIN_GAP, gap > 0.0) {
        (Source::You, true, _) => t::you_about(challenge, measure, who),
        (Source::You, false, true) => t::you_higher(challenge, points, measure, who),
        (Source::You, false, false) => t::you_lower(challenge, points, measure, who),
        (Source::Group, true, _) => t::group_about(challenge, measure, who),
        (Source::Group, false, true) => t::group_higher(challenge, points, measure, who),
        (Source::Group, false, false) => t::group_lower(challenge, points, measure, who),
    }
}

/// Returns the sentence on a missing own value.
fn missing_value_sentence(source: Source, challenge: &str, measure: &str) -> String {
    match source {
        Source::You => t::you_not_yet(challenge, &to_lowercase(measure)),
        Source::Group => t::group_not_yet(challenge, &to_lowercase(measure)),
    }
}

/// Returns the sentence on own place and the survey's.
fn places_sentence(source: Source, own: usize, survey: f64, wave: &str) -> String {
    match source {
        Source::You => t::your_place(own, survey, wave),
        Source::Group => t::group_place(own, survey, wave),
    }
}

/// Returns the sentence on own place if the survey's is unknown.
fn own_place_sentence(source: Source, own: usize) -> String {
    match source {
        Source::You => t::your_place_alone(own),
        Source::Group => t::group_place_alone(own),
    }
}

#[cfg(test)]
mod tests;
