//! The controls over the picture: what each offers, what is chosen, and what a choice changes.

use super::query::{audience_id, parse_audience};
use super::{View, ViewState};
use crate::atlas::Atlas;
use crate::challenge::{Audience, MeasureIx, MeasureKind, Text};
use crate::text;

/// A list to choose one thing from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// What was asked.
    Measure,
    /// What goes across in the pair view.
    Across,
    /// What goes up in it.
    Up,
    /// Which round of the survey.
    Wave,
    /// Whose answers.
    Audience,
    /// Whose they are compared with.
    Versus,
    /// Whose challenges stand out.
    Theme,
}

/// An entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// How it stands in the address; empty for "none".
    pub value: String,
    /// What is read.
    pub label: Text,
    /// Whether it is the one now.
    pub is_chosen: bool,
    /// Whether choosing it leads to a picture.
    pub is_offered: bool,
}

/// Entries under a heading, or under none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// What they have in common: "Role".
    pub heading: Option<String>,
    /// The entries.
    pub entries: Vec<Choice>,
}

impl Control {
    /// The controls of a view, in order.
    pub fn of(view: View) -> &'static [Self] {
        match view {
            View::Pair => &[Self::Across, Self::Up, Self::Wave, Self::Audience, Self::Theme],
            View::Gap => &[Self::Measure, Self::Audience, Self::Versus, Self::Wave, Self::Theme],
            View::Ranking | View::Change | View::Answers | View::Table => {
                &[Self::Measure, Self::Wave, Self::Audience, Self::Theme]
            }
        }
    }

    /// A name for the page's markup.
    pub fn id(self) -> &'static str {
        match self {
            Self::Measure => "measure",
            Self::Across => "across",
            Self::Up => "up",
            Self::Wave => "wave",
            Self::Audience => "group",
            Self::Versus => "versus",
            Self::Theme => "theme",
        }
    }

    /// What it offers in this state.
    pub fn choices(self, atlas: &Atlas, state: &ViewState) -> Vec<Choices> {
        let one_list = |entries| vec![Choices { heading: None, entries }];
        match self {
            Self::Measure => {
                let now = state.measures(atlas).first().copied();
                one_list(measures(atlas, now, |kind| {
                    state.view != View::Answers || kind == MeasureKind::Percent
                }))
            }
            Self::Across => one_list(measures(atlas, Some(state.pair.0), |_| true)),
            Self::Up => one_list(measures(atlas, Some(state.pair.1), |_| true)),
            Self::Wave => one_list(waves(atlas, state)),
            Self::Audience => audiences(atlas, state.audiences(atlas).first().copied(), None),
            Self::Versus => {
                let sides = state.sides(atlas);
                audiences(atlas, sides.map(|(_, other)| other), sides.map(|(one, _)| one))
            }
            Self::Theme => {
                let none = Choice {
                    value: String::new(),
                    label: text::controls::all_themes().into(),
                    is_chosen: state.theme.is_none(),
                    is_offered: true,
                };
                let theme = |ix| Choice {
                    value: atlas.theme(ix).id.to_string(),
                    label: atlas.theme(ix).name.clone(),
                    is_chosen: state.theme == Some(ix),
                    is_offered: true,
                };
                one_list(std::iter::once(none).chain(atlas.themes().map(theme)).collect())
            }
        }
    }

    /// Makes a choice by its value. A value that is not offered changes nothing.
    pub fn choose(self, atlas: &Atlas, state: &mut ViewState, value: &str) {
        let measure = atlas.find_measure(value);
        let audience = parse_audience(value, atlas);
        match self {
            Self::Measure => state.measure = measure.unwrap_or(state.measure),
            Self::Across => state.pair.0 = measure.unwrap_or(state.pair.0),
            Self::Up => state.pair.1 = measure.unwrap_or(state.pair.1),
            Self::Wave => state.wave = atlas.find_wave(value).or(state.wave),
            // Both sides of a gap are fixed by a choice of one, or the other would move under the reader.
            Self::Audience | Self::Versus if state.view == View::Gap => {
                let (one, other) = state.sides(atlas).unwrap_or_default();
                let (one, other) = match (self, audience) {
                    (Self::Audience, Some(now)) => (now, if now == other { one } else { other }),
                    (_, Some(now)) => (if now == one { other } else { one }, now),
                    (_, None) => (one, other),
                };
                (state.audience, state.versus) = (one, Some(other));
            }
            Self::Audience => state.audience = audience.unwrap_or(state.audience),
            Self::Versus => {}
            Self::Theme => state.theme = atlas.find_theme(value),
        }
    }
}

fn measures(atlas: &Atlas, now: Option<MeasureIx>, offered: impl Fn(MeasureKind) -> bool) -> Vec<Choice> {
    let choice = |ix| Choice {
        value: atlas.measure(ix).id.to_string(),
        label: atlas.measure(ix).label.clone(),
        is_chosen: now == Some(ix),
        is_offered: offered(atlas.measure(ix).kind),
    };
    atlas.measures().map(choice).collect()
}

fn waves(atlas: &Atlas, state: &ViewState) -> Vec<Choice> {
    let shown = state.shown_wave(atlas);
    let choice = |wave| {
        let has_values = state.offers(atlas, wave);
        let label = text::wave_label(atlas, wave);
        let label = if has_values { label } else { text::wave_without_values(&label).into() };
        let is_chosen = shown == Some(wave);
        Choice {
            value: atlas.wave(wave).id.to_string(),
            label,
            is_chosen,
            is_offered: has_values || is_chosen,
        }
    };
    atlas.waves_newest_first().iter().map(|wave| choice(*wave)).collect()
}

fn audiences(atlas: &Atlas, now: Option<Audience>, taken: Option<Audience>) -> Vec<Choices> {
    let choice = |audience| Choice {
        value: audience_id(atlas, audience),
        label: text::audience_label(atlas, audience),
        is_chosen: now == Some(audience),
        is_offered: taken != Some(audience),
    };
    let everyone = Choices { heading: None, entries: vec![choice(Audience::Everyone)] };
    let dimension = |ix| {
        let row = atlas.dimension(ix);
        let entries = row.groups.iter().map(|group| choice(Audience::Group(*group))).collect();
        Choices { heading: Some(row.label.to_string()), entries }
    };
    std::iter::once(everyone).chain(atlas.dimensions().map(dimension)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::atlas;

    fn chosen(control: Control, state: &ViewState) -> Vec<String> {
        let lists = control.choices(&atlas(), state);
        let entries = lists.into_iter().flat_map(|list| list.entries);
        entries.filter(|entry| entry.is_chosen).map(|entry| entry.value).collect()
    }

    #[test]
    fn every_control_of_every_view_has_one_choice_made_and_every_choice_can_be_made() {
        let atlas = atlas();
        for view in View::ALL {
            let state =
                ViewState { measure: atlas.find_measure("urgent").unwrap(), view, ..ViewState::new(&atlas) };
            for control in Control::of(view) {
                // A picture that nobody published has no wave.
                let made =
                    if *control == Control::Wave { state.shown_wave(&atlas).iter().count() } else { 1 };
                assert_eq!(chosen(*control, &state).len(), made, "{view:?} {control:?}");
                for choice in control.choices(&atlas, &state).into_iter().flat_map(|list| list.entries) {
                    let next = state.with(&atlas, |state| control.choose(&atlas, state, &choice.value));
                    if choice.is_offered {
                        assert_eq!(chosen(*control, &next), [choice.value], "{view:?} {control:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn choosing_the_other_side_of_a_gap_turns_it_round() {
        let atlas = atlas();
        let mut state = ViewState { view: View::Gap, ..ViewState::new(&atlas) };
        let sides = state.sides(&atlas).unwrap();
        Control::Audience.choose(&atlas, &mut state, "role/leader");
        assert_eq!(state.sides(&atlas), Some((sides.1, sides.0)));
    }

    #[test]
    fn a_value_that_is_not_offered_changes_nothing() {
        let atlas = atlas();
        let state = ViewState::new(&atlas);
        for control in [Control::Measure, Control::Across, Control::Up, Control::Wave, Control::Audience] {
            let mut next = state.clone();
            control.choose(&atlas, &mut next, "nothing");
            assert_eq!(next, state);
        }
    }
}
