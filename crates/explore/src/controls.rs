//! The entries of the controls over a chart, and the effect of choosing one.

use data::challenge::{Audience, ChallengeIx, MeasureIx, MeasureKind, Text, WaveIx};
use data::dataset::Dataset;

use crate::chart_model::ChartModel;
use crate::messages::{common, controls as t};
use crate::view_state::control::Control;
use crate::view_state::query::{audience_id, parse_audience};
use crate::view_state::{View, ViewState};

/// An entry of a control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Id in queries; empty for "none".
    pub value: String,
    /// Label.
    pub label: Text,
    /// `true` if this is the current choice.
    pub is_chosen: bool,
    /// `true` if choosing it leads to a chart; other entries are disabled.
    pub is_offered: bool,
}

/// A group of entries, with or without a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// Heading: "Role".
    pub heading: Option<String>,
    /// Entries of the group.
    pub entries: Vec<Choice>,
}

/// A filter that is not at its default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActiveFilter {
    /// Label of what is chosen.
    pub label: Text,
    /// State without the filter.
    pub without: ViewState,
}

/// Returns the filters of the chart that are not at their default: wave, audience or the two sides of a gap, theme.
pub fn active_filters(dataset: &Dataset, state: &ViewState) -> Vec<ActiveFilter> {
    let without = |change: fn(&mut ViewState)| state.with(dataset, change);
    let wave = state.wave.map(|wave| ActiveFilter {
        label: common::wave_label(dataset, wave),
        without: without(|state| state.wave = None),
    });
    let has_audience =
        state.audience != Audience::Everyone || state.view == View::Gap && state.versus.is_some();
    let audience = has_audience.then(|| {
        let audiences = state.audiences(dataset);
        let labels: Vec<Text> =
            audiences.into_iter().map(|who| common::audience_label(dataset, who)).collect();
        let label = match &labels[..] {
            [one] => one.clone(),
            several => common::together(several).into(),
        };
        let without = without(|state| (state.audience, state.versus) = (Audience::Everyone, None));
        ActiveFilter { label, without }
    });
    let theme = state.theme.map(|theme| ActiveFilter {
        label: dataset.theme(theme).name.clone(),
        without: without(|state| state.theme = None),
    });
    [wave, audience, theme].into_iter().flatten().collect()
}

/// The result of looking a challenge up by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// State with the challenge in focus; without one if none was found.
    pub state: ViewState,
    /// The result in words: the challenge with its values, or that there is none.
    pub text: String,
}

/// Looks up the challenge that a typed name stands for: the one of that name, or else the first one that has the words.
pub fn find(dataset: &Dataset, state: &ViewState, typed: &str) -> Found {
    let typed = typed.trim();
    let found = if typed.is_empty() { Vec::new() } else { dataset.search(typed) };
    let is_named = |ix: &&ChallengeIx| dataset.challenge(**ix).name.eq_ignore_ascii_case(typed);
    let focus = found.iter().find(is_named).or(found.first()).copied();
    let state = state.with(dataset, |state| state.focus = focus);
    let text = match focus {
        Some(challenge) => {
            let model = ChartModel::new(dataset, &state);
            let row = model.rows.iter().find(|row| row.challenge == challenge);
            let values = row.map_or_else(t::not_shown, |row| model.values(dataset, row));
            t::found(&dataset.challenge(challenge).name, &values)
        }
        None if typed.is_empty() => String::new(),
        None => t::none_found(typed),
    };
    Found { state, text }
}

impl Control {
    /// Returns the entries of the control in this state.
    pub fn choices(self, dataset: &Dataset, state: &ViewState) -> Vec<Choices> {
        let one_list = |entries| vec![Choices { heading: None, entries }];
        match self {
            Self::Sort => {
                let columns = state.columns(dataset);
                let is_lane = |ix| columns.iter().any(|series| series.measure == ix);
                let now = state.sort_measure(dataset);
                let lanes = measures(dataset, now, is_lane).into_iter();
                one_list(lanes.filter(|choice| choice.is_offered).collect())
            }
            Self::Measure => {
                let now = state.measures(dataset).first().copied();
                one_list(measures(dataset, now, |ix| {
                    state.view != View::Answers || dataset.measure(ix).kind == MeasureKind::Percent
                }))
            }
            Self::Across => one_list(measures(dataset, Some(state.pair.0), |_| true)),
            Self::Up => {
                one_list(measures(dataset, Some(state.pair.1), |ix| ix != state.pair.0 || ix == state.pair.1))
            }
            Self::Wave => waves(dataset, state),
            Self::Audience => audiences(dataset, state.audiences(dataset).first().copied(), None),
            Self::Versus => {
                let sides = state.sides(dataset);
                audiences(dataset, sides.map(|(_, other)| other), sides.map(|(one, _)| one))
            }
            Self::Theme => {
                let none = Choice {
                    value: String::new(),
                    label: t::all_themes().into(),
                    is_chosen: state.theme.is_none(),
                    is_offered: true,
                };
                let theme = |ix| Choice {
                    value: dataset.theme(ix).id.to_string(),
                    label: dataset.theme(ix).name.clone(),
                    is_chosen: state.theme == Some(ix),
                    is_offered: true,
                };
                one_list(std::iter::once(none).chain(dataset.themes().map(theme)).collect())
            }
        }
    }

    /// Changes the state to the entry with this value. An unknown value changes nothing.
    pub fn choose(self, dataset: &Dataset, state: &mut ViewState, value: &str) {
        let measure = dataset.find_measure(value);
        let audience = parse_audience(value, dataset);
        match self {
            Self::Sort | Self::Measure => state.measure = measure.unwrap_or(state.measure),
            // The measure of the other axis changes places with it.
            Self::Across => {
                let (x, y) = state.pair;
                let now = measure.unwrap_or(x);
                state.pair = (now, if now == y { x } else { y });
            }
            Self::Up => {
                let (x, y) = state.pair;
                let now = measure.unwrap_or(y);
                state.pair = (if now == x { y } else { x }, now);
            }
            Self::Wave => state.wave = dataset.find_wave(value).or(state.wave),
            // Choosing one side of a gap also fixes the other: a default would change with the choice.
            Self::Audience | Self::Versus if state.view == View::Gap => {
                let (one, other) = state.sides(dataset).unwrap_or_default();
                let (one, other) = match (self, audience) {
                    (Self::Audience, Some(now)) => (now, if now == other { one } else { other }),
                    (_, Some(now)) => (if now == one { other } else { one }, now),
                    (_, None) => (one, other),
                };
                (state.audience, state.versus) = (one, Some(other));
            }
            Self::Audience => state.audience = audience.unwrap_or(state.audience),
            Self::Versus => {}
            Self::Theme => state.theme = dataset.find_theme(value),
        }
    }
}

fn measures(dataset: &Dataset, now: Option<MeasureIx>, offered: impl Fn(MeasureIx) -> bool) -> Vec<Choice> {
    let choice = |ix| Choice {
        value: dataset.measure(ix).id.to_string(),
        label: dataset.measure(ix).label.clone(),
        is_chosen: now == Some(ix),
        is_offered: offered(ix),
    };
    dataset.measures().map(choice).collect()
}

/// Returns the published waves, then those with made-up numbers under a heading; the newest first.
fn waves(dataset: &Dataset, state: &ViewState) -> Vec<Choices> {
    let shown = state.shown_wave(dataset);
    let choice = |wave: &WaveIx| {
        let (wave, row) = (*wave, dataset.wave(*wave));
        let fits = state.fits(dataset, wave);
        let label = match fits {
            true => row.label.clone(),
            false if state.offers(dataset, wave) => common::wave_without_change(&row.label).into(),
            false => common::wave_without_values(&row.label).into(),
        };
        let is_chosen = shown == Some(wave);
        Choice { value: row.id.to_string(), label, is_chosen, is_offered: fits || is_chosen }
    };
    let waves = dataset.waves_newest_first();
    let list = |is_illustrative: bool| Choices {
        heading: is_illustrative.then(|| common::capitalised(&common::illustrative())),
        entries: waves
            .iter()
            .filter(|wave| dataset.wave(**wave).is_illustrative() == is_illustrative)
            .map(choice)
            .collect(),
    };
    [false, true].map(list).into_iter().filter(|list| !list.entries.is_empty()).collect()
}

fn audiences(dataset: &Dataset, now: Option<Audience>, taken: Option<Audience>) -> Vec<Choices> {
    let choice = |audience| Choice {
        value: audience_id(dataset, audience),
        label: common::audience_label(dataset, audience),
        is_chosen: now == Some(audience),
        is_offered: taken != Some(audience),
    };
    let everyone = Choices { heading: None, entries: vec![choice(Audience::Everyone)] };
    let dimension = |ix| {
        let row = dataset.dimension(ix);
        let entries = row.groups.iter().map(|group| choice(Audience::Group(*group))).collect();
        Choices { heading: Some(row.label.to_string()), entries }
    };
    std::iter::once(everyone).chain(dataset.dimensions().map(dimension)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use data::sample::dataset;

    fn chosen(control: Control, state: &ViewState) -> Vec<String> {
        let lists = control.choices(&dataset(), state);
        let entries = lists.into_iter().flat_map(|list| list.entries);
        entries.filter(|entry| entry.is_chosen).map(|entry| entry.value).collect()
    }

    /// In every view each control has one current entry, and each offered entry becomes the current one.
    #[test]
    fn every_control_has_one_choice_and_every_choice_works() {
        let dataset = dataset();
        for view in View::ALL {
            let state = ViewState {
                measure: dataset.find_measure("urgent").unwrap(),
                view,
                ..ViewState::new(&dataset)
            };
            for control in Control::of(view) {
                // A chart of a measure without values has no wave.
                let chosen_count =
                    if *control == Control::Wave { state.shown_wave(&dataset).iter().count() } else { 1 };
                assert_eq!(chosen(*control, &state).len(), chosen_count, "{view:?} {control:?}");
                for choice in control.choices(&dataset, &state).into_iter().flat_map(|list| list.entries) {
                    let next = state.with(&dataset, |state| control.choose(&dataset, state, &choice.value));
                    if choice.is_offered {
                        assert_eq!(chosen(*control, &next), [choice.value], "{view:?} {control:?}");
                    }
                }
            }
        }
    }

    /// Removing every filter gives the state without filters, in any order.
    #[test]
    fn each_active_filter_can_be_removed() {
        let dataset = dataset();
        let labels = |query: &str| -> Vec<String> {
            let (state, _) = ViewState::parse(query, &dataset);
            active_filters(&dataset, &state).into_iter().map(|filter| filter.label.to_string()).collect()
        };
        assert_eq!(labels(""), [""; 0]);
        assert_eq!(labels("measure=urgent&pins=math&focus=math"), [""; 0]);
        assert_eq!(labels("wave=spring-2020&theme=equity"), ["Spring 2020", "Equity"]);
        assert_eq!(labels("view=gap&measure=urgent"), [""; 0], "default sides");
        assert_eq!(labels("view=gap&group=role/teacher&versus=everyone"), ["Teachers and Everyone"]);
        let (mut state, _) = ViewState::parse("measure=urgent&group=role/teacher&theme=equity", &dataset);
        for left in [2, 1] {
            let filters = active_filters(&dataset, &state);
            assert_eq!(filters.len(), left);
            state = filters[left - 1].without.clone();
        }
        assert_eq!(state.query(&dataset), "view=ranking&measure=urgent&v=2");
    }

    #[test]
    fn finding_says_what_was_found() {
        let dataset = dataset();
        let found = |typed: &str| {
            let Found { state, text } = find(&dataset, &ViewState::new(&dataset), typed);
            (state.focus.map(|ix| dataset.challenge(ix).id.to_string()), text)
        };
        assert_eq!(found(" math "), (Some("math".to_owned()), "Math: priority #8".to_owned()));
        assert_eq!(found("no such thing"), (None, "No challenge found for “no such thing”".to_owned()));
        assert_eq!(found(" "), (None, String::new()));
    }

    #[test]
    fn choosing_the_other_side_of_a_gap_swaps_the_sides() {
        let dataset = dataset();
        let mut state = ViewState { view: View::Gap, ..ViewState::new(&dataset) };
        let sides = state.sides(&dataset).unwrap();
        Control::Audience.choose(&dataset, &mut state, "role/leader");
        assert_eq!(state.sides(&dataset), Some((sides.1, sides.0)));
    }

    #[test]
    fn the_axes_of_a_pair_change_places() {
        let dataset = dataset();
        let start = ViewState { view: View::Pair, ..ViewState::new(&dataset) };
        let (x, y) = start.pair;
        let after = |control: Control, ix| {
            start
                .with(&dataset, |state| control.choose(&dataset, state, dataset.measure(ix).id.as_str()))
                .pair
        };
        assert_ne!(x, y);
        assert_eq!([after(Control::Across, y), after(Control::Up, x)], [(y, x), (y, x)]);
        let up = Control::Up.choices(&dataset, &start);
        let offered = |ix| {
            let id = dataset.measure(ix).id.as_str();
            up[0].entries.iter().any(|entry| entry.value == id && entry.is_offered)
        };
        assert!(!offered(x) && offered(y));
    }

    #[test]
    fn a_value_that_is_not_offered_changes_nothing() {
        let dataset = dataset();
        let state = ViewState::new(&dataset);
        for control in [Control::Measure, Control::Across, Control::Up, Control::Wave, Control::Audience] {
            let mut next = state.clone();
            control.choose(&dataset, &mut next, "nothing");
            assert_eq!(next, state);
        }
    }
}
