//! The loaded data set and its queries.
//!
//! Invariant: every position ([`ChallengeIx`] and the other `…Ix` types) that a data set returns is valid for
//! that data set, and every column of results holds one cell per challenge. A position of another data set
//! may panic.

mod content;
mod language;
mod ranking;

use std::collections::BTreeMap;
use std::sync::Arc;

use slim_std::sort::{argsort, sorted_by};
use slim_std::unicode::to_lowercase;

use crate::challenge::{
    Audience, Cell, Challenge, ChallengeIx, Dimension, DimensionIx, Group, GroupIx, LongTexts, Measure,
    MeasureIx, MeasureKind, SiteText, Theme, ThemeGroup, ThemeIx, Wave, WaveIx,
};

pub use content::Content;
use ranking::Ranking;

/// Key of a series (one column of results): who was asked what, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SeriesKey {
    /// Wave of the survey.
    pub wave: WaveIx,
    /// Audience that answered.
    pub audience: Audience,
    /// Measure that was asked.
    pub measure: MeasureIx,
}

/// Numbers of respondents of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Respondents {
    /// Numbers that were not published.
    Unknown,
    /// One number for every challenge.
    Each(u32),
    /// A number for each challenge, in the order of the data set.
    ByChallenge(Box<[u32]>),
}

/// The values of one series, one per challenge in the order of the data set.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Values, or [`Column::NOT_PUBLISHED`] and [`Column::TOO_FEW`] for absent ones: plain `f64`s keep large
    /// bundles three times smaller than [`Cell`]s.
    values: Box<[f64]>,
    respondents: Respondents,
    ranking: Ranking,
}

impl Column {
    const NOT_PUBLISHED: f64 = -1.0;
    const TOO_FEW: f64 = -2.0;

    /// Returns the column of `cells`. Their numbers of respondents are taken from `respondents`, not from the
    /// cells.
    pub(crate) fn new(cells: impl Iterator<Item = Cell>, respondents: Respondents) -> Self {
        let number = |cell| match cell {
            Cell::Known { value, .. } => value,
            Cell::TooFew => Self::TOO_FEW,
            Cell::NotPublished => Self::NOT_PUBLISHED,
        };
        Self { values: cells.map(number).collect(), respondents, ranking: Ranking::default() }
    }

    fn cell(&self, challenge: ChallengeIx) -> Cell {
        let value = match self.values.get(challenge.get()) {
            None | Some(&Self::NOT_PUBLISHED) => return Cell::NotPublished,
            Some(&Self::TOO_FEW) => return Cell::TooFew,
            Some(&value) => value,
        };
        let respondents = match &self.respondents {
            Respondents::Unknown => None,
            Respondents::Each(n) => Some(*n),
            Respondents::ByChallenge(n) => n.get(challenge.get()).copied(),
        };
        Cell::Known { value, respondents }
    }

    fn has_values(&self) -> bool {
        self.values.iter().any(|value| *value >= 0.0)
    }
}

/// All rows of a bundle, with their references validated. [`crate::bundle`] creates them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tables {
    pub(crate) site: SiteText,
    pub(crate) theme_groups: Vec<ThemeGroup>,
    pub(crate) themes: Vec<Theme>,
    pub(crate) challenges: Vec<Challenge>,
    pub(crate) waves: Vec<Wave>,
    pub(crate) measures: Vec<Measure>,
    pub(crate) dimensions: Vec<Dimension>,
    pub(crate) groups: Vec<Group>,
    pub(crate) minimum_respondents: u32,
    /// Measures that the bundle names as its headline; empty if it names none.
    pub(crate) headline: Vec<MeasureIx>,
    pub(crate) results: BTreeMap<SeriesKey, Column>,
}

/// Maximum number of headline measures: the lanes of the overview beside each other on a phone.
pub const MAX_HEADLINE: usize = 3;

/// The loaded data set.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    tables: Tables,
    /// Waves by date, newest first.
    newest: Vec<WaveIx>,
    content: Arc<Content>,
}

/// Declares the accessors of a table: a row by position, and all positions.
macro_rules! tables {
    ($($row:ident, $all:ident, $ix:ident, $ty:ident;)+) => {$(
        #[doc = concat!("Returns the row of `", stringify!($all), "` at a position. Panics on a position of another data set.")]
        pub fn $row(&self, ix: $ix) -> &$ty {
            &self.tables.$all[ix.get()]
        }

        #[doc = concat!("Returns all positions of `", stringify!($all), "`, in author's order.")]
        pub fn $all(&self) -> impl DoubleEndedIterator<Item = $ix> + ExactSizeIterator + use<> {
            (0..self.tables.$all.len()).map($ix::new)
        }
    )+};
}

impl Dataset {
    /// Returns the data set of tables that `bundle` has validated.
    pub(crate) fn new(tables: Tables, content: Content) -> Self {
        let dates: Vec<&str> = tables.waves.iter().map(|wave| wave.date.as_str()).collect();
        let newest = argsort(dates.len(), &mut |a, b| dates[b].cmp(dates[a]));
        Self { newest: newest.into_iter().map(WaveIx::new).collect(), tables, content: Arc::new(content) }
    }

    /// Returns the long texts: those of the bundle, or those that were [joined](Self::join) to it.
    pub fn content(&self) -> &Arc<Content> {
        &self.content
    }

    /// Returns the long texts of a challenge; none as long as they are not joined to the data set.
    pub fn long_texts(&self, challenge: ChallengeIx) -> &LongTexts {
        self.content.of(challenge)
    }

    /// Joins the long texts of the file that the bundle names.
    pub fn join(&mut self, content: Content) {
        self.content = Arc::new(content);
    }

    tables! {
        theme, themes, ThemeIx, Theme;
        challenge, challenges, ChallengeIx, Challenge;
        wave, waves, WaveIx, Wave;
        measure, measures, MeasureIx, Measure;
        dimension, dimensions, DimensionIx, Dimension;
        group, groups, GroupIx, Group;
    }

    /// Returns the texts about the site.
    pub fn site(&self) -> &SiteText {
        &self.tables.site
    }

    /// Returns the groups of themes in author's order.
    pub fn theme_groups(&self) -> &[ThemeGroup] {
        &self.tables.theme_groups
    }

    /// Returns the group of a theme, as a position of [`Dataset::theme_groups`]. Marks are coloured by it.
    pub fn family(&self, theme: ThemeIx) -> usize {
        self.theme_groups().iter().position(|group| group.themes.contains(&theme)).unwrap_or_default()
    }

    /// Returns the minimum number of respondents; cells with fewer read "too few answers".
    pub fn minimum_respondents(&self) -> u32 {
        self.tables.minimum_respondents
    }

    /// Returns the measures that sum up a challenge, at most [`MAX_HEADLINE`]: those that the bundle names, else its
    /// first ones.
    pub fn headline(&self) -> Vec<MeasureIx> {
        if self.tables.headline.is_empty() {
            self.measures().take(MAX_HEADLINE).collect()
        } else {
            self.tables.headline.clone()
        }
    }

    /// Returns the waves, newest first.
    pub fn waves_newest_first(&self) -> &[WaveIx] {
        &self.newest
    }

    /// Returns the theme with this id.
    pub fn find_theme(&self, id: &str) -> Option<ThemeIx> {
        self.themes().find(|ix| self.theme(*ix).id.as_str() == id)
    }

    /// Returns the challenge with this id.
    pub fn find_challenge(&self, id: &str) -> Option<ChallengeIx> {
        self.challenges().find(|ix| self.challenge(*ix).id.as_str() == id)
    }

    /// Returns the wave with this id.
    pub fn find_wave(&self, id: &str) -> Option<WaveIx> {
        self.waves().find(|ix| self.wave(*ix).id.as_str() == id)
    }

    /// Returns the measure with this id.
    pub fn find_measure(&self, id: &str) -> Option<MeasureIx> {
        self.measures().find(|ix| self.measure(*ix).id.as_str() == id)
    }

    /// Returns the group with this id in the dimension with this id.
    pub fn find_group(&self, dimension: &str, group: &str) -> Option<GroupIx> {
        self.groups().find(|ix| {
            let row = self.group(*ix);
            row.id.as_str() == group && self.dimension(row.dimension).id.as_str() == dimension
        })
    }

    /// Returns one number, or the reason why there is none.
    pub fn cell(&self, series: SeriesKey, challenge: ChallengeIx) -> Cell {
        self.tables.results.get(&series).map_or(Cell::NotPublished, |column| column.cell(challenge))
    }

    /// Returns the keys of all series that have any value.
    pub fn series_keys(&self) -> impl Iterator<Item = SeriesKey> + '_ {
        self.tables.results.iter().filter(|(_, column)| column.has_values()).map(|(series, _)| *series)
    }

    /// Returns whether a series has any value.
    pub fn has_values(&self, series: SeriesKey) -> bool {
        self.tables.results.get(&series).is_some_and(Column::has_values)
    }

    /// Returns the newest wave that has values of `measure` for `audience`: the default, so that no chart
    /// opens empty.
    pub fn newest_wave_with(&self, measure: MeasureIx, audience: Audience) -> Option<WaveIx> {
        self.newest.iter().copied().find(|wave| self.has_values(SeriesKey { wave: *wave, audience, measure }))
    }

    /// Returns the newest wave in which this challenge has a value, with that value.
    pub fn newest_value(
        &self,
        measure: MeasureIx,
        audience: Audience,
        challenge: ChallengeIx,
    ) -> Option<(WaveIx, Cell)> {
        self.newest.iter().copied().find_map(|wave| {
            let cell = self.cell(SeriesKey { wave, audience, measure }, challenge);
            cell.value().map(|_| (wave, cell))
        })
    }

    /// Returns the first measure of ranks, if the bundle has one.
    pub fn rank_measure(&self) -> Option<MeasureIx> {
        self.measures().find(|ix| self.measure(*ix).kind == MeasureKind::Rank)
    }

    /// Returns the newest published rank of a challenge by everyone, with its series.
    pub fn published_rank(&self, challenge: ChallengeIx) -> Option<(SeriesKey, Cell)> {
        self.published_ranks(challenge).next()
    }

    /// Returns the published ranks of a challenge by everyone, newest first, each with its series.
    fn published_ranks(&self, challenge: ChallengeIx) -> impl Iterator<Item = (SeriesKey, Cell)> + '_ {
        let known = move |series| {
            Some((series, self.cell(series, challenge))).filter(|(_, cell)| cell.value().is_some())
        };
        self.published_rank_series().filter_map(known)
    }

    /// Returns the published ranks of a challenge that a list shows, with their series: the newest one, and the best
    /// earlier one if that is a higher place, so that a challenge which led once says so.
    pub fn notable_ranks(&self, challenge: ChallengeIx) -> Vec<(SeriesKey, Cell)> {
        let place = |(_, cell): &(SeriesKey, Cell)| cell.value().unwrap_or(f64::MAX);
        let mut ranks = self.published_ranks(challenge);
        let Some(newest) = ranks.next() else { return Vec::new() };
        let best =
            ranks.filter(|rank| place(rank) < place(&newest)).min_by(|a, b| place(a).total_cmp(&place(b)));
        std::iter::once(newest).chain(best).collect()
    }

    /// Returns the newest published ranking by everyone that has any value.
    pub fn newest_published_ranking(&self) -> Option<SeriesKey> {
        self.published_rank_series().find(|series| self.has_values(*series))
    }

    /// Returns the series of ranks by everyone of each published wave, newest first.
    fn published_rank_series(&self) -> impl Iterator<Item = SeriesKey> + '_ {
        let published = self.newest.iter().filter(|wave| !self.wave(**wave).is_illustrative());
        let series = |wave: &WaveIx| {
            Some(SeriesKey { wave: *wave, audience: Audience::Everyone, measure: self.rank_measure()? })
        };
        published.filter_map(series)
    }

    /// Returns a theme's challenges by the newest published ranking, those without a rank there in author's order
    /// after them: ranks of other waves are not comparable with these.
    pub fn theme_ranking(&self, theme: ThemeIx) -> Vec<ChallengeIx> {
        let series = self.newest_published_ranking();
        let rank =
            |ix: ChallengeIx| series.and_then(|series| self.cell(series, ix).value()).unwrap_or(f64::MAX);
        sorted_by(&self.theme(theme).challenges, |a, b| rank(*a).total_cmp(&rank(*b)))
    }

    /// Returns the challenges whose name or theme contains every word of `words`, ignoring case; all
    /// challenges if there is no word.
    pub fn search(&self, words: &str) -> Vec<ChallengeIx> {
        let words: Vec<String> = words.split_whitespace().map(to_lowercase).collect();
        let holds_all = |ix: &ChallengeIx| {
            let row = self.challenge(*ix);
            let text = to_lowercase(&format!("{} {}", row.name, self.theme(row.theme).name));
            words.iter().all(|word| text.contains(word.as_str()))
        };
        self.challenges().filter(holds_all).collect()
    }
}
