//! The query of a URL: parsing and printing a [`ViewState`].
//!
//! Defaults are left out, so an unchanged chart has a short URL. A value that the bundle does not have is
//! replaced by the default, and a [`Note`] tells the visitor. `v` is the version of this format: 2. In version 1,
//! which a missing `v` means, the defaults were the ranking and the newest wave that has values of it. A query
//! without any key of this page is the default of today. Queries of later versions are parsed as far as they are
//! understood.

use data::bundle::EVERYONE;
use data::challenge::{Audience, ChallengeIx};
use data::dataset::Dataset;

use super::{Column, MAX_PINS, Sort, View, ViewState, distinct_pair};

const VERSION: &str = "2";
/// Version whose defaults were others.
const VERSION_1: &str = "1";
/// Keys of the query other than the version.
const KEYS: [&str; 11] =
    ["view", "measure", "x", "y", "wave", "group", "versus", "theme", "pins", "focus", "sort"];

/// A key of the query, as far as notes distinguish them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryKey {
    /// Version of the query format.
    Version,
    /// Kind of chart.
    View,
    /// Measure.
    Measure,
    /// Wave.
    Wave,
    /// Audience.
    Group,
    /// Highlighted theme.
    Theme,
    /// Focused or pinned challenge.
    Challenge,
    /// Sort order of the table.
    Sort,
}

/// A part of the query that was ignored because its value is unknown. [`crate::messages::controls::note`] is
/// its message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Key.
    pub key: QueryKey,
    /// Value, at most 40 characters of it.
    pub value: String,
}

impl ViewState {
    /// Returns the state of a query, with or without its `?`, and notes on unknown values. Unknown keys are
    /// ignored without a note: other programs add them.
    pub fn parse(query: &str, dataset: &Dataset) -> (Self, Vec<Note>) {
        let mut state = Self::new(dataset);
        let mut notes = Vec::new();
        let pairs: Vec<_> = pairs(query).collect();
        let is_version_1 = is_version_1(&pairs);
        if is_version_1 {
            state.view = View::Ranking;
        }
        for (key, value) in &pairs {
            let value = value.as_str();
            let known: Result<(), QueryKey> = match key.as_str() {
                "v" => match value {
                    VERSION | VERSION_1 => Ok(()),
                    _ => Err(QueryKey::Version),
                },
                "view" => assign(&mut state.view, View::parse(value), QueryKey::View),
                "measure" => assign(&mut state.measure, dataset.find_measure(value), QueryKey::Measure),
                "x" => assign(&mut state.pair.0, dataset.find_measure(value), QueryKey::Measure),
                "y" => assign(&mut state.pair.1, dataset.find_measure(value), QueryKey::Measure),
                "wave" => assign(&mut state.wave, dataset.find_wave(value).map(Some), QueryKey::Wave),
                "group" => assign(&mut state.audience, parse_audience(value, dataset), QueryKey::Group),
                "versus" => {
                    assign(&mut state.versus, parse_audience(value, dataset).map(Some), QueryKey::Group)
                }
                "theme" => assign(&mut state.theme, dataset.find_theme(value).map(Some), QueryKey::Theme),
                "pins" => {
                    let (pins, unknown) = parse_pins(value, dataset);
                    state.pins = pins;
                    notes.extend(unknown);
                    Ok(())
                }
                "focus" => {
                    assign(&mut state.focus, dataset.find_challenge(value).map(Some), QueryKey::Challenge)
                }
                "sort" => assign(&mut state.sort, parse_sort(value), QueryKey::Sort),
                _ => Ok(()),
            };
            if let Err(key) = known {
                notes.push(note(key, value));
            }
        }
        state.pair = distinct_pair(dataset, state.pair);
        if is_version_1 && state.wave.is_none() {
            let wave = state.newest_wave(dataset);
            state.wave = wave.filter(|_| wave != state.shown_wave(dataset));
        }
        (state, notes)
    }

    /// Returns the query of the state, without `?`; empty for [`ViewState::new`].
    pub fn query(&self, dataset: &Dataset) -> String {
        let default = Self::new(dataset);
        let measure_id = |ix| dataset.measure(ix).id.to_string();
        let challenge_id = |ix: &ChallengeIx| dataset.challenge(*ix).id.to_string();
        let pins: Vec<String> = self.pins.iter().map(challenge_id).collect();
        let parts = [
            (self.view != default.view).then(|| ("view", self.view.id().to_owned())),
            (self.measure != default.measure).then(|| ("measure", measure_id(self.measure))),
            (self.pair.0 != default.pair.0).then(|| ("x", measure_id(self.pair.0))),
            (self.pair.1 != default.pair.1).then(|| ("y", measure_id(self.pair.1))),
            self.wave.map(|wave| ("wave", dataset.wave(wave).id.to_string())),
            (self.audience != default.audience).then(|| ("group", audience_id(dataset, self.audience))),
            self.versus.map(|versus| ("versus", audience_id(dataset, versus))),
            self.theme.map(|theme| ("theme", dataset.theme(theme).id.to_string())),
            (!pins.is_empty()).then(|| ("pins", pins.join(","))),
            self.focus.as_ref().map(|focus| ("focus", challenge_id(focus))),
            (self.sort != default.sort).then(|| ("sort", sort_id(self.sort))),
        ];
        // Ids are slugs and need no escaping.
        let parts = parts.into_iter().flatten().map(|(key, id)| format!("{key}={id}&"));
        let keys = parts.collect::<String>();
        if keys.is_empty() { keys } else { format!("{keys}v={VERSION}") }
    }
}

impl ViewState {
    /// Returns the overview of the audience and the wave of a query, as pages of challenges show it; other keys and
    /// unknown values are ignored.
    pub fn parse_filter(query: &str, dataset: &Dataset) -> Self {
        let mut state = Self::new(dataset);
        for (key, value) in pairs(query) {
            match key.as_str() {
                "group" => state.audience = parse_audience(&value, dataset).unwrap_or_default(),
                "wave" => state.wave = dataset.find_wave(&value),
                _ => {}
            }
        }
        state
    }

    /// Returns the query, without `?`, of the audience and the chosen wave: the filter that links to pages of
    /// challenges keep. Empty for everyone in no chosen wave.
    pub fn filter_query(&self, dataset: &Dataset) -> String {
        let group = match self.audience {
            Audience::Everyone => None,
            group => Some(format!("group={}", audience_id(dataset, group))),
        };
        let wave = self.wave.map(|wave| format!("wave={}", dataset.wave(wave).id));
        let parts: Vec<String> = group.into_iter().chain(wave).collect();
        parts.join("&")
    }
}

/// Returns whether a query is of version 1: it has a key of this page, says no version or 1, and asks for no view that
/// version 1 did not have.
fn is_version_1(pairs: &[(String, String)]) -> bool {
    let version = pairs.iter().find(|(key, _)| key == "v").map(|(_, value)| value.as_str());
    let is_own = pairs.iter().any(|(key, _)| KEYS.contains(&key.as_str()));
    let is_newer = pairs.iter().any(|(key, value)| key == "view" && value == View::Overview.id());
    is_own && !is_newer && version.is_none_or(|version| version == VERSION_1)
}

fn note(key: QueryKey, value: &str) -> Note {
    Note { key, value: value.chars().take(40).collect() }
}

/// Returns the pinned challenges without duplicates, at most [`MAX_PINS`], and a note on each unknown one.
fn parse_pins(value: &str, dataset: &Dataset) -> (Vec<ChallengeIx>, Vec<Note>) {
    let (mut pins, mut notes) = (Vec::new(), Vec::new());
    for id in value.split(',').filter(|id| !id.is_empty()).take(2 * MAX_PINS) {
        match dataset.find_challenge(id) {
            Some(pin) if pins.len() < MAX_PINS && !pins.contains(&pin) => pins.push(pin),
            Some(_) => {}
            None => notes.push(note(QueryKey::Challenge, id)),
        }
    }
    (pins, notes)
}

/// Returns the id of a sort order in queries: `answers`, `-value-2`; a minus means descending.
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

/// Returns the id of an audience in queries and bundles: `everyone`, `role/teacher`.
pub fn audience_id(dataset: &Dataset, audience: Audience) -> String {
    match audience {
        Audience::Everyone => EVERYONE.to_owned(),
        Audience::Group(ix) => {
            let group = dataset.group(ix);
            format!("{}/{}", dataset.dimension(group.dimension).id, group.id)
        }
    }
}

/// Returns the audience of an id that [`audience_id`] returned.
pub fn parse_audience(id: &str, dataset: &Dataset) -> Option<Audience> {
    if id == EVERYONE {
        return Some(Audience::Everyone);
    }
    let (dimension, group) = id.split_once('/')?;
    dataset.find_group(dimension, group).map(Audience::Group)
}

fn assign<T>(slot: &mut T, value: Option<T>, key: QueryKey) -> Result<(), QueryKey> {
    *slot = value.ok_or(key)?;
    Ok(())
}

/// Returns the decoded keys and values of a query. Escapes that are not UTF-8 become U+FFFD, which no id has. In an
/// address that was copied out of HTML, `&` may be `&amp;`.
pub fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    let pairs = form_urlencoded::parse(query.trim_start_matches('?').as_bytes()).into_owned();
    pairs.map(|(key, value)| (key.strip_prefix("amp;").map(str::to_owned).unwrap_or(key), value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use data::challenge::{MeasureIx, WaveIx};
    use data::sample::dataset;
    use proptest::prelude::*;

    #[test]
    fn a_filter_keeps_audience_and_wave_only() {
        let dataset = dataset();
        for (query, filter) in [
            ("", ""),
            ("view=gap&measure=urgent&group=role/teacher&theme=learning&v=2", "group=role/teacher"),
            ("view=pair&wave=sample-2025&group=role/teacher&v=2", "group=role/teacher&wave=sample-2025"),
            ("view=ranking&wave=spring-2020&v=2", "wave=spring-2020"),
        ] {
            let state = ViewState::parse(query, &dataset).0;
            assert_eq!(state.filter_query(&dataset), filter);
            let read = ViewState::parse_filter(filter, &dataset);
            assert_eq!((read.audience, read.wave), (state.audience, state.wave));
        }
        let unknown = ViewState::parse_filter("?group=role/pilot&wave=2031&q=%FF&signup", &dataset);
        assert_eq!(unknown, ViewState::new(&dataset));
    }

    #[test]
    fn the_default_has_an_empty_query() {
        let dataset = dataset();
        assert_eq!(ViewState::new(&dataset).query(&dataset), "");
    }

    /// Links of version 1 that stand on other pages: they show what they did.
    #[test]
    fn old_links_show_what_they_did() {
        let dataset = dataset();
        let read = |query: &str| ViewState::parse(query, &dataset).0;
        let wave =
            |state: &ViewState| state.shown_wave(&dataset).map(|wave| dataset.wave(wave).id.to_string());
        for (query, view, shown) in [
            ("", View::Overview, "spring-2020"),
            ("utm_source=mail", View::Overview, "spring-2020"),
            ("signup", View::Overview, "spring-2020"),
            ("v=2", View::Overview, "spring-2020"),
            ("focus=math", View::Ranking, "spring-2020"),
            ("measure=priority", View::Ranking, "spring-2020"),
            ("measure=urgent", View::Ranking, "sample-2025"),
            ("v=1&measure=widespread&group=role/teacher", View::Ranking, "sample-2025"),
            ("theme=equity&v=1", View::Ranking, "spring-2020"),
            ("wave=sample-2025", View::Ranking, "sample-2025"),
            ("view=pair", View::Pair, "sample-2025"),
            ("view=change&pins=math", View::Change, "spring-2020"),
            ("view=table", View::Table, "spring-2020"),
            ("view=ranking&v=2", View::Ranking, "spring-2020"),
            ("focus=math&v=2", View::Overview, "spring-2020"),
        ] {
            let state = read(query);
            assert_eq!((state.view, wave(&state).as_deref()), (view, Some(shown)), "{query}");
            // What a link of today says of it is read the same.
            assert_eq!(read(&state.query(&dataset)), state, "{query}");
        }
    }

    #[test]
    fn unknown_values_become_defaults_with_a_note() {
        let dataset = dataset();
        let (state, notes) = ViewState::parse(
            "?view=pie&wave=2031&group=role%2Fteacher&focus=%FF&utm=x&v=9&sort=-value-0&pins=math,nothing",
            &dataset,
        );
        assert_eq!(state.view, super::View::Overview);
        assert_ne!(state.audience, Audience::Everyone);
        assert_eq!(state.pins, [dataset.find_challenge("math").unwrap()]);
        let key: Vec<_> = notes.iter().map(|note| note.key).collect();
        use QueryKey::{Challenge, Sort, Version, View, Wave};
        assert_eq!(key, [View, Wave, Challenge, Version, Sort, Challenge]);
        assert_eq!(
            crate::messages::controls::note(&notes[1]),
            "The address asks for the wave “2031”, which this site does not have."
        );
    }

    fn any_state() -> impl Strategy<Value = ViewState> {
        let dataset = dataset();
        let measure = (0..dataset.measures().len()).prop_map(MeasureIx::new);
        let group = prop::sample::select(dataset.groups().collect::<Vec<_>>()).prop_map(Audience::Group);
        let challenges: Vec<_> = dataset.challenges().collect();
        let column = prop_oneof![
            Just(Column::Place),
            Just(Column::Challenge),
            Just(Column::Theme),
            Just(Column::Answers),
            (0usize..255).prop_map(Column::Value),
        ];
        let dataset_of_pair = dataset.clone();
        let choice = (
            prop::sample::select(View::ALL.to_vec()),
            [measure.clone(), measure.clone(), measure],
            prop::option::of((0..dataset.waves().len()).prop_map(WaveIx::new)),
            prop::option::of(group.clone()),
            prop::option::of(prop_oneof![Just(Audience::Everyone), group]),
            prop::option::of(prop::sample::select(dataset.themes().collect::<Vec<_>>())),
        );
        let pins_and_focus = (
            prop::sample::subsequence(challenges.clone(), 0..=challenges.len().min(MAX_PINS)),
            prop::option::of(prop::sample::select(challenges)),
            (column, any::<bool>()),
        );
        (choice, pins_and_focus).prop_map(
            move |(
                (view, [measure, x, y], wave, group, versus, theme),
                (pins, focus, (column, descending)),
            )| {
                ViewState {
                    view,
                    measure,
                    pair: distinct_pair(&dataset_of_pair, (x, y)),
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

    #[test]
    fn a_query_copied_out_of_html_is_read() {
        let dataset = dataset();
        let (state, notes) = ViewState::parse("view=gap&amp;measure=urgent&amp;v=2", &dataset);
        assert_eq!((state, notes), ViewState::parse("view=gap&measure=urgent&v=2", &dataset));
    }

    #[test]
    fn a_measure_is_not_set_against_itself() {
        let dataset = dataset();
        let pair = |query: &str| {
            let (x, y) = ViewState::parse(query, &dataset).0.pair;
            [x, y].map(|ix| dataset.measure(ix).id.to_string())
        };
        assert_eq!(pair("view=pair&x=urgent&v=2"), ["urgent", "widespread"]);
        assert_eq!(pair("view=pair&x=urgent&y=urgent&v=2"), ["urgent", "widespread"]);
        assert_eq!(pair("view=pair&x=widespread&y=widespread&v=2"), ["widespread", "urgent"]);
    }

    proptest! {
        #[test]
        fn parse_undoes_query(state in any_state()) {
            let dataset = dataset();
            prop_assert_eq!(ViewState::parse(&state.query(&dataset), &dataset), (state, Vec::new()));
        }

        #[test]
        fn any_query_gives_a_state(query in "\\PC{0,60}") {
            let dataset = dataset();
            let (state, _) = ViewState::parse(&query, &dataset);
            let printed = state.query(&dataset);
            prop_assert_eq!(ViewState::parse(&printed, &dataset).0, state);
        }
    }
}
