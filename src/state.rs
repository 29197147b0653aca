//! What `/explore` shows, and how it stands in the address: the address bar is the state.
//!
//! Defaults are left out, so an untouched picture has a short address. A value that this
//! bundle does not know is replaced by the default, and a [`Note`] tells the visitor.

use std::fmt;

use crate::atlas::{Atlas, Cut};
use crate::bundle::EVERYONE;
use crate::challenge::{Audience, ChallengeIx, MeasureIx, MeasureKind, WaveIx};

/// A kind of picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum View {
    /// Which challenges come first by one measure.
    #[default]
    Ranking,
    /// Which are high on both of two measures.
    Pair,
}

impl View {
    /// All views in the order they are offered.
    pub const ALL: [Self; 2] = [Self::Ranking, Self::Pair];

    /// How it stands in the address.
    pub fn id(self) -> &'static str {
        match self {
            Self::Ranking => "ranking",
            Self::Pair => "pair",
        }
    }

    fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.id() == id)
    }
}

/// What is being looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewState {
    /// The kind of picture.
    pub view: View,
    /// What the ranking is by.
    pub measure: MeasureIx,
    /// What goes across and up in the pair view.
    pub pair: (MeasureIx, MeasureIx),
    /// A chosen wave; none for the newest that has values.
    pub wave: Option<WaveIx>,
    /// Whose answers.
    pub audience: Audience,
    /// The challenge in focus.
    pub focus: Option<ChallengeIx>,
}

/// A part of the address that could not be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Which part: "wave".
    pub key: &'static str,
    /// What it asked for, shortened.
    pub value: String,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The address asks for the {} “{}”, which this site does not have.", self.key, self.value)
    }
}

impl ViewState {
    /// What is shown when the address says nothing.
    pub fn new(atlas: &Atlas) -> Self {
        let measure = default_measure(atlas);
        Self {
            view: View::default(),
            measure,
            pair: default_pair(atlas, measure),
            wave: None,
            audience: Audience::Everyone,
            focus: None,
        }
    }

    /// A state whose picture has this challenge in it, in focus: its newest published value, else
    /// its newest illustrative one, of the first measure that has either.
    pub fn showing(atlas: &Atlas, challenge: ChallengeIx) -> Self {
        let state = Self { focus: Some(challenge), ..Self::new(atlas) };
        let newest = |measure, illustrative| {
            let mut waves = atlas.waves_newest_first().iter().copied();
            waves.find(|wave| {
                let cut = Cut { wave: *wave, audience: Audience::Everyone, measure };
                atlas.wave(*wave).is_illustrative() == illustrative
                    && atlas.cell(cut, challenge).value().is_some()
            })
        };
        let measures = std::iter::once(state.measure).chain(atlas.measures());
        let found = measures.into_iter().find_map(|measure| {
            let wave = newest(measure, false).or_else(|| newest(measure, true))?;
            Some((measure, wave))
        });
        let Some((measure, wave)) = found else { return state };
        let state = Self { measure, ..state };
        // The default wave is left to the address's silence.
        if state.shown_wave(atlas) == Some(wave) { state } else { Self { wave: Some(wave), ..state } }
    }

    /// Reads a query, with or without its `?`. Unknown keys are other people's and are passed over.
    pub fn parse(query: &str, atlas: &Atlas) -> (Self, Vec<Note>) {
        let mut state = Self::new(atlas);
        let mut notes = Vec::new();
        for (key, value) in pairs(query) {
            let value = value.as_str();
            let known: Result<(), &'static str> = match key.as_str() {
                "view" => set(&mut state.view, View::parse(value), "view"),
                "measure" => set(&mut state.measure, atlas.find_measure(value), "measure"),
                "x" => set(&mut state.pair.0, atlas.find_measure(value), "measure"),
                "y" => set(&mut state.pair.1, atlas.find_measure(value), "measure"),
                "wave" => set(&mut state.wave, atlas.find_wave(value).map(Some), "wave"),
                "group" => set(&mut state.audience, parse_audience(value, atlas), "group"),
                "focus" => set(&mut state.focus, atlas.find_challenge(value).map(Some), "challenge"),
                _ => Ok(()),
            };
            if let Err(key) = known {
                notes.push(Note { key, value: value.chars().take(40).collect() });
            }
        }
        (state, notes)
    }

    /// The query, without `?`; empty for what [`ViewState::new`] shows.
    pub fn query(&self, atlas: &Atlas) -> String {
        let default = Self::new(atlas);
        let measure_id = |ix| atlas.measure(ix).id.to_string();
        let parts = [
            (self.view != default.view).then(|| ("view", self.view.id().to_owned())),
            (self.measure != default.measure).then(|| ("measure", measure_id(self.measure))),
            (self.pair.0 != default.pair.0).then(|| ("x", measure_id(self.pair.0))),
            (self.pair.1 != default.pair.1).then(|| ("y", measure_id(self.pair.1))),
            self.wave.map(|wave| ("wave", atlas.wave(wave).id.to_string())),
            (self.audience != default.audience).then(|| ("group", audience_id(atlas, self.audience))),
            self.focus.map(|focus| ("focus", atlas.challenge(focus).id.to_string())),
        ];
        // Ids are slugs and need no escaping.
        let parts: Vec<String> = parts.into_iter().flatten().map(|(key, id)| format!("{key}={id}")).collect();
        parts.join("&")
    }

    /// The measures that the picture shows.
    pub fn measures(&self) -> Vec<MeasureIx> {
        match self.view {
            View::Ranking => vec![self.measure],
            View::Pair => vec![self.pair.0, self.pair.1],
        }
    }

    /// The wave shown: the chosen one, else the newest that has values of every measure shown.
    pub fn shown_wave(&self, atlas: &Atlas) -> Option<WaveIx> {
        let measures = self.measures();
        self.wave.or_else(|| {
            let newest = atlas.waves_newest_first().iter().copied();
            newest.into_iter().find(|wave| self.has_values(atlas, *wave, &measures))
        })
    }

    /// Whether a wave has values of what this state shows, for the audience it shows.
    pub fn offers(&self, atlas: &Atlas, wave: WaveIx) -> bool {
        self.has_values(atlas, wave, &self.measures())
    }

    fn has_values(&self, atlas: &Atlas, wave: WaveIx, measures: &[MeasureIx]) -> bool {
        let audience = self.audience;
        measures.iter().all(|measure| atlas.has_values(Cut { wave, audience, measure: *measure }))
    }

    /// This state after a change. A wave chosen before that has no values of what is asked
    /// for now gives way to the newest that has, so that no control leads to an empty picture.
    pub fn with(&self, atlas: &Atlas, change: impl FnOnce(&mut Self)) -> Self {
        let mut next = self.clone();
        change(&mut next);
        let chosen_now = next.wave != self.wave;
        if !chosen_now && next.wave.is_some_and(|wave| !next.offers(atlas, wave)) {
            next.wave = None;
        }
        next
    }
}

/// Priority where there is one, since that is what people ask first.
fn default_measure(atlas: &Atlas) -> MeasureIx {
    atlas.rank_measure().unwrap_or(MeasureIx::new(0))
}

/// The first two shares, or what there is.
fn default_pair(atlas: &Atlas, fallback: MeasureIx) -> (MeasureIx, MeasureIx) {
    let mut shares = atlas.measures().filter(|ix| atlas.measure(*ix).kind == MeasureKind::Percent);
    let x = shares.next().unwrap_or(fallback);
    (x, shares.next().unwrap_or(x))
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

fn set<T>(slot: &mut T, value: Option<T>, key: &'static str) -> Result<(), &'static str> {
    *slot = value.ok_or(key)?;
    Ok(())
}

/// Keys and values of a query, decoded; escapes that are not UTF-8 read as U+FFFD, which no id holds.
fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
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
    use crate::sample::atlas;
    use proptest::prelude::*;

    #[test]
    fn the_default_has_an_empty_query_and_a_wave_with_values() {
        let atlas = atlas();
        let state = ViewState::new(&atlas);
        assert_eq!(state.query(&atlas), "");
        let wave = state.shown_wave(&atlas).unwrap();
        assert_eq!(atlas.wave(wave).id.as_str(), "spring-2020");
    }

    #[test]
    fn the_link_from_a_challenge_leads_to_a_picture_that_shows_it() {
        let atlas = atlas();
        for (id, query) in [("math", "focus=math"), ("literacy", "measure=widespread&focus=literacy")] {
            let challenge = atlas.find_challenge(id).unwrap();
            let state = ViewState::showing(&atlas, challenge);
            assert_eq!(state.query(&atlas), query);
            let picture = crate::picture::Picture::new(&atlas, &state);
            assert!(picture.rows.iter().any(|row| row.challenge == challenge), "{id}");
        }
    }

    #[test]
    fn unknown_values_fall_back_and_are_told() {
        let atlas = atlas();
        let (state, notes) =
            ViewState::parse("?view=pie&wave=2031&group=role%2Fteacher&focus=%FF&utm=x", &atlas);
        assert_eq!(state.view, View::Ranking);
        assert_ne!(state.audience, Audience::Everyone);
        assert_eq!(notes.len(), 3, "{notes:?}");
        assert_eq!(
            notes[1].to_string(),
            "The address asks for the wave “2031”, which this site does not have."
        );
    }

    #[test]
    fn a_measure_without_values_in_the_chosen_wave_moves_to_one_that_has_them() {
        let atlas = atlas();
        let wave = atlas.find_wave("spring-2020");
        let chosen = ViewState { wave, ..ViewState::new(&atlas) };
        let urgent = atlas.find_measure("urgent").unwrap();
        let next = chosen.with(&atlas, |state| state.measure = urgent);
        assert_eq!(next.wave, None);
        assert_eq!(next.shown_wave(&atlas), atlas.find_wave("sample-2025"));
        let kept = chosen.with(&atlas, |state| state.focus = None);
        assert_eq!(kept.wave, wave);
    }

    fn any_state() -> impl Strategy<Value = ViewState> {
        let atlas = atlas();
        let measure = 0..atlas.measures().len();
        let pick = measure.prop_map(MeasureIx::new);
        (
            prop::sample::select(View::ALL.to_vec()),
            pick.clone(),
            pick.clone(),
            pick,
            prop::option::of((0..atlas.waves().len()).prop_map(WaveIx::new)),
            prop::option::of(prop::sample::select(atlas.groups().collect::<Vec<_>>())),
            prop::option::of(prop::sample::select(atlas.challenges().collect::<Vec<_>>())),
        )
            .prop_map(|(view, measure, x, y, wave, group, focus)| ViewState {
                view,
                measure,
                pair: (x, y),
                wave,
                audience: group.map_or(Audience::Everyone, Audience::Group),
                focus,
            })
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
