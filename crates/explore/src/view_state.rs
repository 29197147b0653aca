//! The state of `/explore`. The URL is the state: [`query`] parses and prints it.

pub mod control;
pub mod query;

use data::challenge::{Audience, ChallengeIx, DimensionIx, MeasureIx, MeasureKind, ThemeIx, WaveIx};
use data::dataset::{Dataset, SeriesKey};

/// A kind of chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum View {
    /// Overview: the headline measures of every challenge beside each other.
    #[default]
    Overview,
    /// Lollipop chart: challenges ranked by one measure.
    Ranking,
    /// Scatter plot: challenges by two measures.
    Pair,
    /// Slope chart: changes from wave to wave.
    Change,
    /// Dumbbell chart: differences between two audiences.
    Gap,
    /// Unit chart: one dot per respondent.
    Answers,
    /// The values as a sortable table.
    Table,
}

impl View {
    /// All views in the order of the menu.
    pub const ALL: [Self; 7] =
        [Self::Overview, Self::Ranking, Self::Pair, Self::Change, Self::Gap, Self::Answers, Self::Table];

    /// Returns whether the view shows differences between values, so that a challenge needs two.
    pub fn shows_differences(self) -> bool {
        matches!(self, Self::Change | Self::Gap)
    }

    /// Returns the id in queries.
    pub fn id(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Ranking => "ranking",
            Self::Pair => "pair",
            Self::Change => "change",
            Self::Gap => "gap",
            Self::Answers => "answers",
            Self::Table => "table",
        }
    }

    fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.id() == id)
    }
}

/// A column that the table can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Column {
    /// The order of the chart.
    #[default]
    Place,
    /// The name, in alphabetical order.
    Challenge,
    /// The theme, in author's order.
    Theme,
    /// A value, by position among the columns of the chart (from 0).
    Value(usize),
    /// The number of respondents.
    Answers,
}

/// Sort order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Sort {
    /// Column.
    pub column: Column,
    /// `true` if the greatest value, the last place or the last letter comes first.
    pub descending: bool,
}

/// Maximum number of challenges pinned for comparison: more than four can't be distinguished at a glance.
pub const MAX_PINS: usize = 4;

/// The state of the chart page: everything that a visitor can choose.
///
/// ```
/// use explore::view_state::{View, ViewState};
///
/// let dataset = data::sample::dataset();
/// let (state, notes) = ViewState::parse("?view=gap&measure=urgent&group=role/teacher", &dataset);
/// assert_eq!(state.view, View::Gap);
/// assert!(notes.is_empty(), "every value is known");
/// // The state prints the same query. Defaults are left out.
/// assert_eq!(state.query(&dataset), "view=gap&measure=urgent&group=role/teacher&v=2");
/// assert_eq!(ViewState::new(&dataset).query(&dataset), "");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewState {
    /// Kind of chart.
    pub view: View,
    /// Chosen measure; the pair view uses `pair` instead, and the overview is sorted by it.
    pub measure: MeasureIx,
    /// Measures of the x and the y axis of the pair view.
    pub pair: (MeasureIx, MeasureIx),
    /// Chosen wave; `None` for the opening wave, or the newest that has values: [`ViewState::shown_wave`].
    pub wave: Option<WaveIx>,
    /// Chosen audience.
    pub audience: Audience,
    /// Second audience of the gap view; `None` for the default.
    pub versus: Option<Audience>,
    /// Highlighted theme.
    pub theme: Option<ThemeIx>,
    /// Challenges pinned for comparison: at most [`MAX_PINS`], without duplicates.
    pub pins: Vec<ChallengeIx>,
    /// Focused challenge.
    pub focus: Option<ChallengeIx>,
    /// Sort order of the table.
    pub sort: Sort,
}

impl ViewState {
    /// Returns the default state, that of an empty query.
    pub fn new(dataset: &Dataset) -> Self {
        let measure = default_measure(dataset);
        Self {
            view: View::default(),
            measure,
            pair: default_pair(dataset, measure),
            wave: None,
            audience: Audience::Everyone,
            versus: None,
            theme: None,
            pins: Vec::new(),
            focus: None,
            sort: Sort::default(),
        }
    }

    /// Returns the default state, or if its numbers are made up the one with published numbers: what is said about
    /// the site elsewhere. Without published numbers it is the default state.
    pub fn published(dataset: &Dataset) -> Self {
        let state = Self::new(dataset);
        let is_illustrative =
            state.shown_wave(dataset).is_some_and(|wave| dataset.wave(wave).is_illustrative());
        let published = is_illustrative.then(|| state.with_other_status(dataset)).flatten();
        published.unwrap_or(state)
    }

    /// Returns a state whose chart shows this challenge, focused: its newest published value, else its newest
    /// illustrative one, of the first measure that has either. A measure that is not in the headline is shown as
    /// a ranking.
    pub fn showing(dataset: &Dataset, challenge: ChallengeIx) -> Self {
        let state = Self { focus: Some(challenge), ..Self::new(dataset) };
        let newest = |measure, illustrative| {
            let mut waves = dataset.waves_newest_first().iter().copied();
            waves.find(|wave| {
                let series = SeriesKey { wave: *wave, audience: Audience::Everyone, measure };
                dataset.wave(*wave).is_illustrative() == illustrative
                    && dataset.cell(series, challenge).value().is_some()
            })
        };
        let measures = std::iter::once(state.measure).chain(dataset.measures());
        let found = measures.into_iter().find_map(|measure| {
            let wave = newest(measure, false).or_else(|| newest(measure, true))?;
            Some((measure, wave))
        });
        let Some((measure, wave)) = found else { return state };
        let view = if dataset.headline().contains(&measure) { state.view } else { View::Ranking };
        let state = Self { view, measure, ..state };
        // The default wave is not stored, which keeps the query short.
        if state.shown_wave(dataset) == Some(wave) { state } else { Self { wave: Some(wave), ..state } }
    }

    /// Returns the measures of the chart, in the order of its columns.
    pub fn measures(&self, dataset: &Dataset) -> Vec<MeasureIx> {
        match self.view {
            View::Overview => dataset.headline(),
            View::Pair => vec![self.pair.0, self.pair.1],
            View::Answers => self.share(dataset).into_iter().collect(),
            View::Ranking | View::Change | View::Gap | View::Table => vec![self.measure],
        }
    }

    /// Returns the chosen measure if it is a share, else the first share: ranks have no answers to draw.
    fn share(&self, dataset: &Dataset) -> Option<MeasureIx> {
        let is_share = |ix: &MeasureIx| dataset.measure(*ix).kind == MeasureKind::Percent;
        std::iter::once(self.measure).chain(dataset.measures()).find(is_share)
    }

    /// Returns the two audiences of the gap view; `None` if there are no groups to compare.
    pub fn sides(&self, dataset: &Dataset) -> Option<(Audience, Audience)> {
        let of = |dimension: DimensionIx| {
            dataset.dimension(dimension).groups.iter().map(|ix| Audience::Group(*ix))
        };
        let audience = match self.audience {
            // The default is the first and the last group of the first dimension.
            Audience::Everyone if self.versus.is_none() => {
                let groups: Vec<_> = of(dataset.dimensions().next()?).collect();
                return Some((*groups.first()?, *groups.last()?)).filter(|(a, b)| a != b);
            }
            audience => audience,
        };
        let usual = match audience {
            Audience::Everyone => None,
            Audience::Group(group) => of(dataset.group(group).dimension).rev().find(|side| *side != audience),
        };
        let other = self.versus.filter(|side| *side != audience).or(usual);
        other
            .or((audience != Audience::Everyone).then_some(Audience::Everyone))
            .map(|other| (audience, other))
    }

    /// Returns the audiences of the chart: two in the gap view, else one.
    pub fn audiences(&self, dataset: &Dataset) -> Vec<Audience> {
        match self.view {
            View::Gap => self.sides(dataset).map_or_else(|| vec![self.audience], |(a, b)| vec![a, b]),
            _ => vec![self.audience],
        }
    }

    /// Returns the wave shown: the chosen one, else the opening wave if it has values of all that is shown, so that
    /// a change of view stays with the same answers, else the newest wave that has.
    pub fn shown_wave(&self, dataset: &Dataset) -> Option<WaveIx> {
        let opening = || self.opening_wave(dataset).filter(|wave| self.fits(dataset, *wave));
        self.wave.or_else(opening).or_else(|| self.newest_wave(dataset))
    }

    /// Returns the wave that `/explore` opens with: the newest that has all headline measures for the audience; if
    /// none has, the newest with the first of them.
    fn opening_wave(&self, dataset: &Dataset) -> Option<WaveIx> {
        let headline = dataset.headline();
        let has = |wave: WaveIx, measure: MeasureIx| {
            dataset.has_values(SeriesKey { wave, audience: self.audience, measure })
        };
        let mut waves = dataset.waves_newest_first().iter().copied();
        let complete = waves.find(|wave| headline.iter().all(|measure| has(*wave, *measure)));
        complete.or_else(|| dataset.newest_wave_with(*headline.first()?, self.audience))
    }

    /// Returns the newest wave that has values of all that is shown. The change view prefers the newest wave that has
    /// a value to compare with.
    fn newest_wave(&self, dataset: &Dataset) -> Option<WaveIx> {
        let newest = |fits: &dyn Fn(WaveIx) -> bool| {
            dataset
                .waves_newest_first()
                .iter()
                .copied()
                .find(|wave| self.offers(dataset, *wave) && fits(*wave))
        };
        let moved = newest(&|wave| self.view == View::Change && self.has_change(dataset, wave));
        moved.or_else(|| newest(&|_| true))
    }

    /// Returns this state in the newest wave of the other status: published numbers in place of illustrative ones, or
    /// the other way round. Where this view has no such wave, it is the overview; `None` if that has none either.
    pub fn with_other_status(&self, dataset: &Dataset) -> Option<Self> {
        let is_illustrative = dataset.wave(self.shown_wave(dataset)?).is_illustrative();
        let waves = dataset.waves_newest_first().iter().copied();
        let others: Vec<_> =
            waves.filter(|wave| dataset.wave(*wave).is_illustrative() != is_illustrative).collect();
        let overview = Self { view: View::Overview, audience: Audience::Everyone, ..self.clone() };
        [self, &overview].into_iter().find_map(|state| {
            let fits = |wave: &&WaveIx| state.fits(dataset, **wave);
            let offered = |wave: &&WaveIx| state.offers(dataset, **wave);
            let wave = others.iter().find(fits).or_else(|| others.iter().find(offered))?;
            Some(Self { wave: Some(*wave), ..state.clone() })
        })
    }

    /// Returns whether the chart of a wave shows anything: the wave is offered, and in the change view any challenge
    /// has a value to compare with.
    pub fn fits(&self, dataset: &Dataset, wave: WaveIx) -> bool {
        self.offers(dataset, wave) && (self.view != View::Change || self.has_change(dataset, wave))
    }

    /// Returns the waves shown, oldest first: in the change view those that are compared, else one.
    pub fn shown_waves(&self, dataset: &Dataset) -> Vec<WaveIx> {
        let Some(wave) = self.shown_wave(dataset) else { return Vec::new() };
        if self.view != View::Change {
            return vec![wave];
        }
        self.waves_up_to(dataset, wave).into_iter().map(|series| series.wave).collect()
    }

    /// Returns whether any challenge has a value in this wave and in an earlier one of the same status.
    fn has_change(&self, dataset: &Dataset, wave: WaveIx) -> bool {
        let all_series = self.waves_up_to(dataset, wave);
        let Some((now, before)) = all_series.split_last() else { return false };
        let known = |series: &SeriesKey, challenge| dataset.cell(*series, challenge).value().is_some();
        dataset.challenges().any(|ix| known(now, ix) && before.iter().any(|series| known(series, ix)))
    }

    /// Returns the series of the measure in this wave and in the earlier ones of the same status, oldest
    /// first.
    fn waves_up_to(&self, dataset: &Dataset, wave: WaveIx) -> Vec<SeriesKey> {
        let series = |wave| SeriesKey { wave, audience: self.audience, measure: self.measure };
        let alike = |other: &WaveIx| {
            let (now, then) = (dataset.wave(wave), dataset.wave(*other));
            then.is_illustrative() == now.is_illustrative() && then.date <= now.date
        };
        let waves = dataset.waves_newest_first().iter().rev().copied().filter(alike).map(series);
        waves.filter(|series| series.wave == wave || dataset.has_values(*series)).collect()
    }

    /// Returns whether a wave has values of each shown measure for each shown audience; in the overview of any of
    /// them.
    pub fn offers(&self, dataset: &Dataset, wave: WaveIx) -> bool {
        let (measures, audiences) = (self.measures(dataset), self.audiences(dataset));
        let has = |audience: &Audience, measure: &MeasureIx| {
            dataset.has_values(SeriesKey { wave, audience: *audience, measure: *measure })
        };
        match self.view {
            View::Overview => measures.iter().any(|measure| has(&self.audience, measure)),
            _ => !measures.is_empty() && audiences.iter().all(|who| measures.iter().all(|ix| has(who, ix))),
        }
    }

    /// Returns the series behind the chart. The overview has those of the headline measures that have any value.
    ///
    /// The change view has waves of one status only, so that made-up answers are never joined to published
    /// ones.
    pub fn columns(&self, dataset: &Dataset) -> Vec<SeriesKey> {
        let Some(wave) = self.shown_wave(dataset) else { return Vec::new() };
        let audience = self.audience;
        match self.view {
            View::Overview => {
                let series = |measure| SeriesKey { wave, audience, measure };
                let all = dataset.headline().into_iter().map(series);
                all.filter(|series| dataset.has_values(*series)).collect()
            }
            View::Ranking | View::Pair | View::Gap | View::Answers => {
                let audiences = self.audiences(dataset);
                let of =
                    |measure| audiences.iter().map(move |who| SeriesKey { wave, audience: *who, measure });
                self.measures(dataset).into_iter().flat_map(of).collect()
            }
            View::Change => self.waves_up_to(dataset, wave),
            View::Table => {
                let others = dataset.measures().filter(|ix| *ix != self.measure);
                let series = |measure| SeriesKey { wave, audience, measure };
                std::iter::once(self.measure).chain(others).map(series).collect()
            }
        }
    }

    /// Returns the measure that the overview is sorted by: the chosen one if it has a lane, else that of the first
    /// lane; `None` without lanes.
    pub fn sort_measure(&self, dataset: &Dataset) -> Option<MeasureIx> {
        let lanes: Vec<_> = self.columns(dataset).into_iter().map(|series| series.measure).collect();
        lanes.iter().copied().find(|lane| *lane == self.measure).or(lanes.first().copied())
    }

    /// Returns this state after a change. A wave that was chosen earlier and has no values of what is shown
    /// now is reset, so that no control leads to an empty chart.
    pub fn with(&self, dataset: &Dataset, change: impl FnOnce(&mut Self)) -> Self {
        let mut next = self.clone();
        change(&mut next);
        let chosen_now = next.wave != self.wave;
        if let Some(wave) = next.wave.filter(|wave| !chosen_now && !next.fits(dataset, *wave)) {
            let is_alike =
                |other: WaveIx| dataset.wave(other).is_illustrative() == dataset.wave(wave).is_illustrative();
            let mut waves = dataset.waves_newest_first().iter().copied();
            let moved = waves.find(|wave| is_alike(*wave) && next.fits(dataset, *wave));
            next.wave = moved.or_else(|| Some(wave).filter(|wave| next.offers(dataset, *wave)));
        }
        next
    }

    /// Pins a challenge, or unpins a pinned one. Beyond [`MAX_PINS`] the oldest pin is dropped.
    pub fn toggle_pin(&mut self, challenge: ChallengeIx) {
        let before = self.pins.len();
        self.pins.retain(|pin| *pin != challenge);
        if self.pins.len() == before {
            self.pins.push(challenge);
            let over = self.pins.len().saturating_sub(MAX_PINS);
            self.pins.drain(..over);
        }
    }
}

/// Returns the first measure of ranks if there is one, because visitors ask for priorities first.
fn default_measure(dataset: &Dataset) -> MeasureIx {
    dataset.rank_measure().unwrap_or(MeasureIx::new(0))
}

/// Returns the pair of the measures that a chart shows for these: two different ones where the site has two, since a
/// measure against itself is a diagonal. The y axis gives way.
pub(crate) fn distinct_pair(dataset: &Dataset, (x, y): (MeasureIx, MeasureIx)) -> (MeasureIx, MeasureIx) {
    let is_share = |ix: &MeasureIx| dataset.measure(*ix).kind == MeasureKind::Percent;
    let others = || dataset.measures().filter(|ix| *ix != x);
    let other = others().find(is_share).or_else(|| others().next());
    (x, if x == y { other.unwrap_or(y) } else { y })
}

/// Returns the first two shares. A single share is used twice; without shares it is `fallback`.
fn default_pair(dataset: &Dataset, fallback: MeasureIx) -> (MeasureIx, MeasureIx) {
    let mut shares = dataset.measures().filter(|ix| dataset.measure(*ix).kind == MeasureKind::Percent);
    let x = shares.next().unwrap_or(fallback);
    (x, shares.next().unwrap_or(x))
}

#[cfg(test)]
mod tests {
    use super::*;
    use data::sample::dataset;

    #[test]
    fn the_default_has_a_wave_with_values() {
        let dataset = dataset();
        let wave = ViewState::new(&dataset).shown_wave(&dataset).unwrap();
        assert_eq!(dataset.wave(wave).id.as_str(), "spring-2020");
    }

    /// The sample with ranks in its illustrative wave, which so has all headline measures and is opened.
    #[test]
    fn what_is_said_elsewhere_has_published_numbers() {
        let source = data::sample::DOCUMENT.replace(
            r#"{"wave": "sample-2025", "measure": "widespread", "respondents": 612"#,
            r#"{"wave": "sample-2025", "measure": "priority", "values": [1, 2, 3]},
               {"wave": "sample-2025", "measure": "widespread", "respondents": 612"#,
        );
        let dataset = data::bundle::parse(&source).unwrap().dataset;
        let status =
            |state: &ViewState| state.shown_wave(&dataset).map(|wave| dataset.wave(wave).is_illustrative());
        assert_eq!(status(&ViewState::new(&dataset)), Some(true));
        assert_eq!(status(&ViewState::published(&dataset)), Some(false));
        let dataset = data::sample::dataset();
        assert_eq!(ViewState::published(&dataset), ViewState::new(&dataset), "published already");
    }

    #[test]
    fn the_link_from_a_challenge_opens_a_chart_with_it() {
        let dataset = dataset();
        for (id, query) in [
            ("math", "focus=math&v=2"),
            ("literacy", "measure=widespread&wave=sample-2025&focus=literacy&v=2"),
        ] {
            let challenge = dataset.find_challenge(id).unwrap();
            let state = ViewState::showing(&dataset, challenge);
            assert_eq!(state.query(&dataset), query);
            let model = crate::chart_model::ChartModel::new(&dataset, &state);
            assert!(model.rows.iter().any(|row| row.challenge == challenge), "{id}");
        }
    }

    /// A wave without values of a newly chosen measure is replaced by the newest wave that has some.
    #[test]
    fn a_chosen_wave_without_values_is_dropped() {
        let dataset = dataset();
        let wave = dataset.find_wave("spring-2020");
        let chosen = ViewState { view: View::Ranking, wave, ..ViewState::new(&dataset) };
        let urgent = dataset.find_measure("urgent").unwrap();
        let next = chosen.with(&dataset, |state| state.measure = urgent);
        assert_eq!(next.wave, None);
        assert_eq!(next.shown_wave(&dataset), dataset.find_wave("sample-2025"));
        let kept = chosen.with(&dataset, |state| state.focus = None);
        assert_eq!(kept.wave, wave);
    }

    #[test]
    fn a_change_never_joins_a_published_wave_to_an_illustrative_one() {
        let dataset = dataset();
        for measure in dataset.measures() {
            for wave in dataset.waves() {
                let state =
                    ViewState { view: View::Change, measure, wave: Some(wave), ..ViewState::new(&dataset) };
                let status = |series: &SeriesKey| dataset.wave(series.wave).is_illustrative();
                let columns = state.columns(&dataset);
                assert!(columns.iter().all(|series| status(series) == dataset.wave(wave).is_illustrative()));
                assert_eq!(columns.last().map(|series| series.wave), Some(wave));
            }
        }
    }

    #[test]
    fn a_gap_has_two_sides_whoever_is_asked_for() {
        let dataset = dataset();
        let side = |id: &str| query::parse_audience(id, &dataset).unwrap();
        let sides = |audience, versus| {
            let state = ViewState { view: View::Gap, audience, versus, ..ViewState::new(&dataset) };
            state.sides(&dataset).unwrap()
        };
        let (everyone, teacher, leader) = (side("everyone"), side("role/teacher"), side("role/leader"));
        assert_eq!(sides(everyone, None), (teacher, leader));
        assert_eq!(sides(teacher, None), (teacher, leader));
        assert_eq!(sides(leader, None), (leader, teacher));
        assert_eq!(sides(teacher, Some(everyone)), (teacher, everyone));
        assert_eq!(sides(everyone, Some(leader)), (everyone, leader));
        assert_eq!(sides(teacher, Some(teacher)), (teacher, leader));
    }

    #[test]
    fn answers_are_drawn_of_a_share_even_when_a_rank_is_chosen() {
        let dataset = dataset();
        let state = ViewState { view: View::Answers, ..ViewState::new(&dataset) };
        assert_eq!(state.measures(&dataset), [dataset.find_measure("widespread").unwrap()]);
    }

    #[test]
    fn a_fifth_pin_takes_the_place_of_the_first() {
        let dataset = dataset();
        let mut state = ViewState::new(&dataset);
        (0..5).for_each(|at| state.toggle_pin(ChallengeIx::new(at)));
        assert_eq!(state.pins, [1, 2, 3, 4].map(ChallengeIx::new));
        state.toggle_pin(ChallengeIx::new(3));
        assert_eq!(state.pins, [1, 2, 4].map(ChallengeIx::new));
    }
}
