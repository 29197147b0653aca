//! What is looked at, to and from the query of an address.
//!
//! Defaults are left out, so an untouched picture has a short address. A value that this
//! bundle does not know is replaced by the default, and a [`Note`] tells the visitor.
//! `v` is the version of these rules, 1 as long as it is not said: an address made by later
//! rules is followed as far as it is understood.

use super::{Column, MAX_PINS, Sort, View, ViewState};
use crate::atlas::Atlas;
use crate::bundle::EVERYONE;
use crate::challenge::{Audience, ChallengeIx};

const VERSION: &str = "1";

/// What a part of the address is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The rules that the address was made by.
    Version,
    /// The kind of picture.
    View,
    /// What was asked.
    Measure,
    /// Which round of the survey.
    Wave,
    /// Whose answers.
    Group,
    /// Whose challenges stand out.
    Theme,
    /// One to focus on or compare.
    Challenge,
    /// The order of the table.
    Sort,
}

/// A part of the address that could not be followed: [`crate::text::controls::note`] says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub asked: Asked,
    /// What it asked for, shortened.
    pub value: String,
}

impl ViewState {
    /// Reads a query, with or without its `?`. Unknown keys are other people's and are passed over.
    pub fn parse(query: &str, atlas: &Atlas) -> (Self, Vec<Note>) {
        let mut state = Self::new(atlas);
        let mut notes = Vec::new();
        for (key, value) in pairs(query) {
            let value = value.as_str();
            let known: Result<(), Asked> = match key.as_str() {
                "v" => {
                    if value == VERSION {
                        Ok(())
                    } else {
                        Err(Asked::Version)
                    }
                }
                "view" => set(&mut state.view, View::parse(value), Asked::View),
                "measure" => set(&mut state.measure, atlas.find_measure(value), Asked::Measure),
                "x" => set(&mut state.pair.0, atlas.find_measure(value), Asked::Measure),
                "y" => set(&mut state.pair.1, atlas.find_measure(value), Asked::Measure),
                "wave" => set(&mut state.wave, atlas.find_wave(value).map(Some), Asked::Wave),
                "group" => set(&mut state.audience, parse_audience(value, atlas), Asked::Group),
                "versus" => set(&mut state.versus, parse_audience(value, atlas).map(Some), Asked::Group),
                "theme" => set(&mut state.theme, atlas.find_theme(value).map(Some), Asked::Theme),
                "pins" => {
                    let (pins, unknown) = parse_pins(value, atlas);
                    state.pins = pins;
                    notes.extend(unknown);
                    Ok(())
                }
                "focus" => set(&mut state.focus, atlas.find_challenge(value).map(Some), Asked::Challenge),
                "sort" => set(&mut state.sort, parse_sort(value), Asked::Sort),
                _ => Ok(()),
            };
            if let Err(asked) = known {
                notes.push(note(asked, value));
            }
        }
        (state, notes)
    }

    /// The query, without `?`; empty for what [`ViewState::new`] shows.
    pub fn query(&self, atlas: &Atlas) -> String {
        let default = Self::new(atlas);
        let measure_id = |ix| atlas.measure(ix).id.to_string();
        let challenge_id = |ix: &ChallengeIx| atlas.challenge(*ix).id.to_string();
        let pins: Vec<String> = self.pins.iter().map(challenge_id).collect();
        let parts = [
            (self.view != default.view).then(|| ("view", self.view.id().to_owned())),
            (self.measure != default.measure).then(|| ("measure", measure_id(self.measure))),
            (self.pair.0 != default.pair.0).then(|| ("x", measure_id(self.pair.0))),
            (self.pair.1 != default.pair.1).then(|| ("y", measure_id(self.pair.1))),
            self.wave.map(|wave| ("wave", atlas.wave(wave).id.to_string())),
            (self.audience != default.audience).then(|| ("group", audience_id(atlas, self.audience))),
            self.versus.map(|versus| ("versus", audience_id(atlas, versus))),
            self.theme.map(|theme| ("theme", atlas.theme(theme).id.to_string())),
            (!pins.is_empty()).then(|| ("pins", pins.join(","))),
            self.focus.as_ref().map(|focus| ("focus", challenge_id(focus))),
            (self.sort != default.sort).then(|| ("sort", sort_id(self.sort))),
        ];
        // Ids are slugs and need no escaping.
        let parts: Vec<String> = parts.into_iter().flatten().map(|(key, id)| format!("{key}={id}")).collect();
        parts.join("&")
    }
}

fn note(asked: Asked, value: &str) -> Note {
    Note { asked, value: value.chars().take(40).collect() }
}

/// The pinned challenges: the first four that this bundle has, none twice; a note for each other one.
fn parse_pins(value: &str, atlas: &Atlas) -> (Vec<ChallengeIx>, Vec<Note>) {
    let (mut pins, mut notes) = (Vec::new(), Vec::new());
    for id in value.split(',').filter(|id| !id.is_empty()).take(2 * MAX_PINS) {
        match atlas.find_challenge(id) {
            Some(pin) if pins.len() < MAX_PINS && !pins.contains(&pin) => pins.push(pin),
            Some(_) => {}
            None => notes.push(note(Asked::Challenge, id)),
        }
    }
    (pins, notes)
}

/// An order as addresses write it: `answers`, `-value-2`; a minus for the greatest first.
fn sort_id(sort: Sort) -> String {
    let column = match sort.column {
        Column::Place => "place".to_owned(),
        Column::Challenge => "challenge".to_owned(),
        Column::Theme => "theme".to_owned(),
        Column::Value(at) => format!("value-{}", at + 1),
        Column::Answers => "answers".to_owned(),
    };
    if sort.descending { format!("-{column}") } else { column }
}

fn parse_sort(id: &str) -> Option<Sort> {
    let (descending, id) = id.strip_prefix('-').map_or((false, id), |id| (true, id));
    let column = match id {
        "place" => Column::Place,
        "challenge" => Column::Challenge,
        "theme" => Column::Theme,
        "answers" => Column::Answers,
        _ => Column::Value(id.strip_prefix("value-")?.parse::<u8>().ok()?.checked_sub(1)?.into()),
    };
    Some(Sort { column, descending })
}

/// An audience as addresses and bundles write it: `everyone`, `role/teacher`.
pub fn audience_id(atlas: &Atlas, audience: Audience) -> String {
    match audience {
        Audience::Everyone => EVERYONE.to_owned(),
        Audience::Group(ix) => {
            let group = atlas.group(ix);
            format!("{}/{}", atlas.dimension(group.dimension).id, group.id)
        }
    }
}

/// The audience that [`audience_id`] writes so.
pub fn parse_audience(id: &str, atlas: &Atlas) -> Option<Audience> {
    if id == EVERYONE {
        return Some(Audience::Everyone);
    }
    let (dimension, group) = id.split_once('/')?;
    atlas.find_group(dimension, group).map(Audience::Group)
}

fn set<T>(slot: &mut T, value: Option<T>, asked: Asked) -> Result<(), Asked> {
    *slot = value.ok_or(asked)?;
    Ok(())
}

/// Keys and values of a query, decoded; escapes that are not UTF-8 read as U+FFFD, which no id holds.
pub(crate) fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    query.trim_start_matches('?').split('&').filter(|part| !part.is_empty()).map(|part| {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        (decoded(key), decoded(value))
    })
}

/// Undoes `%2F` and `+`.
fn decoded(text: &str) -> String {
    let hex = |digit: u8| (digit as char).to_digit(16);
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let (byte, after) = match (first, tail) {
            (b'%', [a, b, after @ ..]) => match (hex(*a), hex(*b)) {
                (Some(a), Some(b)) => ((a * 16 + b) as u8, after),
                _ => (b'%', tail),
            },
            (b'+', _) => (b' ', tail),
            (byte, _) => (*byte, tail),
        };
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::challenge::{MeasureIx, WaveIx};
    use crate::sample::atlas;
    use proptest::prelude::*;

    #[test]
    fn the_default_has_an_empty_query() {
        let atlas = atlas();
        assert_eq!(ViewState::new(&atlas).query(&atlas), "");
    }

    #[test]
    fn unknown_values_fall_back_and_are_told() {
        let atlas = atlas();
        let (state, notes) = ViewState::parse(
            "?view=pie&wave=2031&group=role%2Fteacher&focus=%FF&utm=x&v=9&sort=-value-0&pins=math,nothing",
            &atlas,
        );
        assert_eq!(state.view, super::View::Ranking);
        assert_ne!(state.audience, Audience::Everyone);
        assert_eq!(state.pins, [atlas.find_challenge("math").unwrap()]);
        let asked: Vec<_> = notes.iter().map(|note| note.asked).collect();
        use Asked::{Challenge, Sort, Version, View, Wave};
        assert_eq!(asked, [View, Wave, Challenge, Version, Sort, Challenge]);
        assert_eq!(
            crate::text::controls::note(&notes[1]),
            "The address asks for the wave “2031”, which this site does not have."
        );
    }

    fn any_state() -> impl Strategy<Value = ViewState> {
        let atlas = atlas();
        let measure = (0..atlas.measures().len()).prop_map(MeasureIx::new);
        let group = prop::sample::select(atlas.groups().collect::<Vec<_>>()).prop_map(Audience::Group);
        let challenges: Vec<_> = atlas.challenges().collect();
        let column = prop_oneof![
            Just(Column::Place),
            Just(Column::Challenge),
            Just(Column::Theme),
            Just(Column::Answers),
            (0usize..255).prop_map(Column::Value),
        ];
        let choice = (
            prop::sample::select(View::ALL.to_vec()),
            [measure.clone(), measure.clone(), measure],
            prop::option::of((0..atlas.waves().len()).prop_map(WaveIx::new)),
            prop::option::of(group.clone()),
            prop::option::of(prop_oneof![Just(Audience::Everyone), group]),
            prop::option::of(prop::sample::select(atlas.themes().collect::<Vec<_>>())),
        );
        let marked = (
            prop::sample::subsequence(challenges.clone(), 0..=challenges.len().min(MAX_PINS)),
            prop::option::of(prop::sample::select(challenges)),
            (column, any::<bool>()),
        );
        (choice, marked).prop_map(
            |((view, [measure, x, y], wave, group, versus, theme), (pins, focus, (column, descending)))| {
                ViewState {
                    view,
                    measure,
                    pair: (x, y),
                    wave,
                    audience: group.unwrap_or(Audience::Everyone),
                    versus,
                    theme,
                    pins,
                    focus,
                    sort: Sort { column, descending },
                }
            },
        )
    }

    proptest! {
        #[test]
        fn parse_undoes_query(state in any_state()) {
            let atlas = atlas();
            prop_assert_eq!(ViewState::parse(&state.query(&atlas), &atlas), (state, Vec::new()));
        }

        #[test]
        fn any_query_gives_a_state(query in "\\PC{0,60}") {
            let atlas = atlas();
            let (state, _) = ViewState::parse(&query, &atlas);
            let printed = state.query(&atlas);
            prop_assert_eq!(ViewState::parse(&printed, &atlas).0, state);
        }
    }
}
