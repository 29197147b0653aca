//! The headline of a data set: the measures that sum up a challenge, in one wave and for one audience. Fingerprints
//! and challenge pages show it. One wave has one status, so published and made-up numbers are never mixed.

use data::challenge::{Audience, Cell, ChallengeIx, MeasureKind, WaveIx};
use data::dataset::{Dataset, SeriesKey};
use slim_std::unicode::to_lowercase;
use viz::fingerprint::{Glyph, Lane, Measurements, Strip};
use viz::overview::last_rank;

use crate::chart_model::{axis_kind, chart_value};
use crate::messages::{charts, common};
use crate::view_state::{View, ViewState};

/// The headline series of a wave and an audience.
#[derive(Clone, Debug, PartialEq)]
pub struct Headline {
    /// Wave of all values.
    pub wave: WaveIx,
    /// Audience of all values.
    pub audience: Audience,
    /// Series of the headline measures, also of those without any value.
    pub series: Vec<SeriesKey>,
    /// Rank at the left end of rulers.
    last: f64,
}

/// The place of a challenge among all that have a value of a measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Place from 1, by the value; equal values share a place.
    pub place: usize,
    /// Number of challenges that have a value.
    pub total: usize,
    /// Challenge before this one and the one after it, each with its value.
    pub neighbors: [Option<(ChallengeIx, Cell)>; 2],
    /// Strip of all values.
    pub strip: Strip,
}

impl Headline {
    /// Returns the headline of the state's audience, in its wave if that has any of its values, else in the wave
    /// that the overview opens with; `None` if no wave has values. An audience without any value gets the wave of
    /// everyone.
    pub fn of(dataset: &Dataset, state: &ViewState) -> Option<Self> {
        let overview = ViewState { view: View::Overview, ..state.clone() };
        let chosen = overview.wave.filter(|wave| overview.offers(dataset, *wave));
        let newest = |audience| ViewState { wave: None, audience, ..overview.clone() }.shown_wave(dataset);
        let wave = chosen.or_else(|| newest(state.audience)).or_else(|| newest(Audience::Everyone))?;
        let series = |measure| SeriesKey { wave, audience: state.audience, measure };
        let series: Vec<SeriesKey> = dataset.headline().into_iter().map(series).collect();
        let of_ranks =
            series.iter().filter(|series| dataset.measure(series.measure).kind == MeasureKind::Rank);
        let greatest = of_ranks.filter_map(|series| {
            dataset.ranking(*series).last().and_then(|challenge| dataset.cell(*series, *challenge).value())
        });
        let last = last_rank(greatest);
        Some(Self { wave, audience: state.audience, last, series })
    }

    /// Returns the headline that the site opens with: that of everyone.
    pub fn opening(dataset: &Dataset) -> Option<Self> {
        Self::of(dataset, &ViewState::new(dataset))
    }

    /// Returns whether the numbers are made up.
    pub fn is_illustrative(&self, dataset: &Dataset) -> bool {
        dataset.wave(self.wave).is_illustrative()
    }

    /// Returns whether a challenge has a value of any measure.
    pub fn has_values(&self, dataset: &Dataset, challenge: ChallengeIx) -> bool {
        self.series.iter().any(|series| dataset.cell(*series, challenge).value().is_some())
    }

    /// Returns the challenges with a value, in the order of the first measure; those without a value of it last.
    pub fn order(&self, dataset: &Dataset) -> Vec<ChallengeIx> {
        let Some(first) = self.series.first() else { return Vec::new() };
        let is_ranked = |ix: ChallengeIx| dataset.ranking_position(*first, ix).is_some();
        let others = dataset.challenges().filter(|ix| !is_ranked(*ix) && self.has_values(dataset, *ix));
        let others: Vec<ChallengeIx> = others.collect();
        [dataset.ranking(*first), &others].concat()
    }

    /// Returns the lane of a series for a challenge.
    fn lane(&self, dataset: &Dataset, series: SeriesKey, challenge: ChallengeIx) -> Lane {
        let value = chart_value(dataset, series, dataset.cell(series, challenge));
        Lane { kind: axis_kind(dataset, series), last: self.last, value }
    }

    /// Returns the glyph of a challenge, a lane for each measure.
    pub fn glyph(&self, dataset: &Dataset, challenge: ChallengeIx, measurements: Measurements) -> Glyph {
        let lanes: Vec<Lane> =
            self.series.iter().map(|series| self.lane(dataset, *series, challenge)).collect();
        Glyph::new(&lanes, measurements)
    }

    /// Returns the glyph of one series for a challenge.
    pub fn single(&self, dataset: &Dataset, series: SeriesKey, challenge: ChallengeIx) -> Glyph {
        Glyph::new(&[self.lane(dataset, series, challenge)], Measurements::SINGLE)
    }

    /// Returns the glyph in words: "priority #8, widespread 62 %, urgent not published; Spring 2020".
    pub fn words(&self, dataset: &Dataset, challenge: ChallengeIx) -> String {
        let part = |series: &SeriesKey| {
            let measure = dataset.measure(series.measure);
            let value = common::value(measure.kind, dataset.cell(*series, challenge));
            charts::value_of(&to_lowercase(&measure.label), &value)
        };
        let parts: Vec<String> = self.series.iter().map(part).collect();
        common::line_of_two(
            &common::capitalised(&common::line(&parts)),
            &common::wave_label(dataset, self.wave),
        )
    }

    /// Returns the wave and the audience of the numbers, for use beside a badge: "Spring 2020, practitioners".
    pub fn provenance(&self, dataset: &Dataset) -> String {
        let who = common::audience(dataset, self.wave, self.audience);
        common::line_of_two(&dataset.wave(self.wave).label, who)
    }

    /// Returns the labels of the measures as a list inside a sentence.
    pub fn measures(&self, dataset: &Dataset) -> String {
        let labels: Vec<String> =
            self.series.iter().map(|series| to_lowercase(&dataset.measure(series.measure).label)).collect();
        common::line(&labels)
    }

    /// Returns the place of a challenge among all by one of the series; `None` without a value.
    pub fn standing(&self, dataset: &Dataset, series: SeriesKey, challenge: ChallengeIx) -> Option<Standing> {
        let ranking = dataset.ranking(series);
        let at = dataset.ranking_position(series, challenge)?;
        let cell = |challenge: ChallengeIx| dataset.cell(series, challenge);
        let own = cell(challenge).value()?;
        let is_before = |other: &ChallengeIx| match dataset.measure(series.measure).kind {
            MeasureKind::Rank => cell(*other).value() < Some(own),
            MeasureKind::Percent => cell(*other).value() > Some(own),
        };
        let place = ranking.partition_point(is_before) + 1;
        let amounts = ranking.iter().filter_map(|other| cell(*other).value());
        let neighbor = |at: usize| ranking.get(at).map(|other| (*other, cell(*other)));
        Some(Standing {
            place,
            total: ranking.len(),
            neighbors: [at.checked_sub(1).and_then(neighbor), neighbor(at + 1)],
            strip: Strip::new(amounts, own, axis_kind(dataset, series), self.last),
        })
    }

    /// Returns the ends of the ruler of a series in words, the left one first.
    pub fn ends(&self, dataset: &Dataset, series: SeriesKey) -> [String; 2] {
        match dataset.measure(series.measure).kind {
            MeasureKind::Rank => [self.last, 1.0].map(common::rank),
            MeasureKind::Percent => [0.0, 100.0].map(common::share),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_state::query::parse_audience;
    use data::sample;

    fn headline(dataset: &Dataset, group: &str, wave: Option<&str>) -> Headline {
        let state = ViewState {
            audience: parse_audience(group, dataset).unwrap(),
            wave: wave.and_then(|id| dataset.find_wave(id)),
            ..ViewState::new(dataset)
        };
        Headline::of(dataset, &state).unwrap()
    }

    /// Every number of a headline is of one wave, for each audience and each wave that may be asked for.
    #[test]
    fn a_headline_never_mixes_waves() {
        let dataset = sample::dataset();
        let waves: Vec<Option<WaveIx>> = std::iter::once(None).chain(dataset.waves().map(Some)).collect();
        let audiences = std::iter::once(Audience::Everyone).chain(dataset.groups().map(Audience::Group));
        for audience in audiences {
            for wave in &waves {
                let state = ViewState { audience, wave: *wave, ..ViewState::new(&dataset) };
                let headline = Headline::of(&dataset, &state).unwrap();
                assert!(headline.series.iter().all(|series| series.wave == headline.wave));
                assert!(headline.series.iter().all(|series| series.audience == audience));
                let label = common::wave_label(&dataset, headline.wave);
                for challenge in dataset.challenges() {
                    assert!(headline.words(&dataset, challenge).ends_with(label.as_str()));
                }
            }
        }
    }

    #[test]
    fn a_wave_without_values_for_the_audience_is_not_used() {
        let dataset = sample::dataset();
        assert_eq!(
            headline(&dataset, "everyone", Some("spring-2020")).wave,
            dataset.find_wave("spring-2020").unwrap()
        );
        let teachers = headline(&dataset, "role/teacher", Some("spring-2020"));
        assert_eq!(teachers.wave, dataset.find_wave("sample-2025").unwrap());
    }

    #[test]
    fn the_words_say_every_value_and_the_wave() {
        let dataset = sample::dataset();
        let published = headline(&dataset, "everyone", Some("spring-2020"));
        let math = dataset.find_challenge("math").unwrap();
        let words = published.words(&dataset, math);
        assert!(words.contains("not published") && words.ends_with("Spring 2020"), "{words}");
        let cell = dataset.cell(published.series[0], math);
        assert!(words.contains(&common::value(MeasureKind::Rank, cell)), "{words}");
    }

    #[test]
    fn a_standing_has_its_neighbors_in_the_ranking() {
        let dataset = sample::dataset();
        for (group, wave) in
            [("everyone", "sample-2025"), ("role/teacher", "sample-2025"), ("everyone", "spring-2020")]
        {
            let headline = headline(&dataset, group, Some(wave));
            for series in &headline.series {
                let ranking = dataset.ranking(*series);
                let with_cell = |challenge: ChallengeIx| (challenge, dataset.cell(*series, challenge));
                for (at, challenge) in ranking.iter().enumerate() {
                    let standing = headline.standing(&dataset, *series, *challenge).unwrap();
                    let [before, after] = standing.neighbors;
                    assert_eq!(before, at.checked_sub(1).map(|before| with_cell(ranking[before])));
                    assert_eq!(after, ranking.get(at + 1).copied().map(with_cell));
                    assert_eq!(standing.total, ranking.len());
                    let own = with_cell(*challenge).1.value();
                    let first = ranking.iter().position(|other| with_cell(*other).1.value() == own).unwrap();
                    assert_eq!(standing.place, first + 1);
                }
                let unknown = dataset.challenges().filter(|ix| !ranking.contains(ix));
                unknown.for_each(|ix| assert_eq!(headline.standing(&dataset, *series, ix), None));
            }
        }
    }
}
