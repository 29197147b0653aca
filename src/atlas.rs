//! The loaded data set and the questions it answers.
//!
//! Invariant: every position ([`ChallengeIx`] and its like) that an atlas hands out is
//! valid for that atlas, and every column of results holds one cell a challenge.

mod language;

use std::collections::BTreeMap;

use crate::case::lower;
use crate::challenge::{
    Audience, Cell, Challenge, ChallengeIx, Dimension, DimensionIx, Group, GroupIx, Measure, MeasureIx,
    MeasureKind, SiteText, Theme, ThemeGroup, ThemeIx, Wave, WaveIx,
};
use crate::order::{positions, sorted};

/// Which column of results: who was asked what, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cut {
    /// The round of the survey.
    pub wave: WaveIx,
    /// Whose answers.
    pub audience: Audience,
    /// Which question.
    pub measure: MeasureIx,
}

/// How many people stand behind the values of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Respondents {
    /// Not published.
    Unknown,
    /// The same number for every challenge.
    Each(u32),
    /// A number for each challenge, in the atlas's order.
    ByChallenge(Box<[u32]>),
}

/// The results of one cut, a value for each challenge in the atlas's order.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The values; absences are [`Column::NOT_PUBLISHED`] and [`Column::TOO_FEW`],
    /// because a plain `f64` keeps large bundles three times smaller than [`Cell`]s.
    values: Box<[f64]>,
    respondents: Respondents,
}

impl Column {
    const NOT_PUBLISHED: f64 = -1.0;
    const TOO_FEW: f64 = -2.0;

    /// A column of `cells`, whose respondents are told apart by `respondents`.
    pub(crate) fn new(cells: impl Iterator<Item = Cell>, respondents: Respondents) -> Self {
        let number = |cell| match cell {
            Cell::Known { value, .. } => value,
            Cell::TooFew => Self::TOO_FEW,
            Cell::NotPublished => Self::NOT_PUBLISHED,
        };
        Self { values: cells.map(number).collect(), respondents }
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

/// All rows of a bundle, checked against each other. Made by [`crate::bundle`].
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tables {
    pub site: SiteText,
    pub theme_groups: Vec<ThemeGroup>,
    pub themes: Vec<Theme>,
    pub challenges: Vec<Challenge>,
    pub waves: Vec<Wave>,
    pub measures: Vec<Measure>,
    pub dimensions: Vec<Dimension>,
    pub groups: Vec<Group>,
    pub minimum_respondents: u32,
    pub results: BTreeMap<Cut, Column>,
}

/// The loaded data set.
#[derive(Clone, Debug, PartialEq)]
pub struct Atlas {
    tables: Tables,
    /// Waves by date, newest first.
    newest: Vec<WaveIx>,
}

/// Declares for a table: row by position, all positions, position by id.
macro_rules! tables {
    ($($row:ident, $all:ident, $ix:ident, $ty:ident;)+) => {$(
        #[doc = concat!("The row at a position of this atlas's `", stringify!($all), "`.")]
        pub fn $row(&self, ix: $ix) -> &$ty {
            &self.tables.$all[ix.get()]
        }

        #[doc = concat!("All positions of `", stringify!($all), "`, in author's order.")]
        pub fn $all(&self) -> impl DoubleEndedIterator<Item = $ix> + ExactSizeIterator + use<> {
            (0..self.tables.$all.len()).map($ix::new)
        }
    )+};
}

impl Atlas {
    /// Takes tables that `bundle` has checked against each other.
    pub(crate) fn new(tables: Tables) -> Self {
        let dates: Vec<&str> = tables.waves.iter().map(|wave| wave.date.as_str()).collect();
        let newest = positions(dates.len(), &mut |a, b| dates[b].cmp(dates[a]));
        Self { newest: newest.into_iter().map(WaveIx::new).collect(), tables }
    }

    tables! {
        theme, themes, ThemeIx, Theme;
        challenge, challenges, ChallengeIx, Challenge;
        wave, waves, WaveIx, Wave;
        measure, measures, MeasureIx, Measure;
        dimension, dimensions, DimensionIx, Dimension;
        group, groups, GroupIx, Group;
    }

    /// What the site says of itself.
    pub fn site(&self) -> &SiteText {
        &self.tables.site
    }

    /// Headings over the themes, in order.
    pub fn theme_groups(&self) -> &[ThemeGroup] {
        &self.tables.theme_groups
    }

    /// Which group a theme stands in, as a position of [`Atlas::theme_groups`]: what marks are coloured by.
    pub fn family(&self, theme: ThemeIx) -> usize {
        self.theme_groups().iter().position(|group| group.themes.contains(&theme)).unwrap_or_default()
    }

    /// Cells with fewer respondents read "too few answers".
    pub fn minimum_respondents(&self) -> u32 {
        self.tables.minimum_respondents
    }

    /// Waves, newest first.
    pub fn waves_newest_first(&self) -> &[WaveIx] {
        &self.newest
    }

    /// The theme with this id.
    pub fn find_theme(&self, id: &str) -> Option<ThemeIx> {
        self.themes().find(|ix| self.theme(*ix).id.as_str() == id)
    }

    /// The challenge with this id.
    pub fn find_challenge(&self, id: &str) -> Option<ChallengeIx> {
        self.challenges().find(|ix| self.challenge(*ix).id.as_str() == id)
    }

    /// The wave with this id.
    pub fn find_wave(&self, id: &str) -> Option<WaveIx> {
        self.waves().find(|ix| self.wave(*ix).id.as_str() == id)
    }

    /// The measure with this id.
    pub fn find_measure(&self, id: &str) -> Option<MeasureIx> {
        self.measures().find(|ix| self.measure(*ix).id.as_str() == id)
    }

    /// The group with this id in the dimension with this id.
    pub fn find_group(&self, dimension: &str, group: &str) -> Option<GroupIx> {
        self.groups().find(|ix| {
            let row = self.group(*ix);
            row.id.as_str() == group && self.dimension(row.dimension).id.as_str() == dimension
        })
    }

    /// One number, or why there is none.
    pub fn cell(&self, cut: Cut, challenge: ChallengeIx) -> Cell {
        self.tables.results.get(&cut).map_or(Cell::NotPublished, |column| column.cell(challenge))
    }

    /// The cuts that hold any value.
    pub fn cuts(&self) -> impl Iterator<Item = Cut> + '_ {
        self.tables.results.iter().filter(|(_, column)| column.has_values()).map(|(cut, _)| *cut)
    }

    /// Whether a cut holds any value at all.
    pub fn has_values(&self, cut: Cut) -> bool {
        self.tables.results.get(&cut).is_some_and(Column::has_values)
    }

    /// The newest wave that has values of `measure` for `audience`:
    /// what a visitor meets first, so that no picture opens empty.
    pub fn newest_wave_with(&self, measure: MeasureIx, audience: Audience) -> Option<WaveIx> {
        self.newest.iter().copied().find(|wave| self.has_values(Cut { wave: *wave, audience, measure }))
    }

    /// The newest wave in which this challenge has a value, with that value.
    pub fn newest_value(
        &self,
        measure: MeasureIx,
        audience: Audience,
        challenge: ChallengeIx,
    ) -> Option<(WaveIx, Cell)> {
        self.newest.iter().copied().find_map(|wave| {
            let cell = self.cell(Cut { wave, audience, measure }, challenge);
            cell.value().map(|_| (wave, cell))
        })
    }

    /// The measure that ranks challenges, if the bundle has one: the first of its kind.
    pub fn rank_measure(&self) -> Option<MeasureIx> {
        self.measures().find(|ix| self.measure(*ix).kind == MeasureKind::Rank)
    }

    /// The newest published rank of a challenge by everyone, with its wave.
    pub fn published_rank(&self, challenge: ChallengeIx) -> Option<(Cut, Cell)> {
        let cell = |cut| self.cell(cut, challenge);
        self.published_rank_cuts().map(|cut| (cut, cell(cut))).find(|(_, cell)| cell.value().is_some())
    }

    /// The newest published ranking by everyone that has any value.
    pub fn newest_published_ranking(&self) -> Option<Cut> {
        self.published_rank_cuts().find(|cut| self.has_values(*cut))
    }

    /// The ranking of each published wave, newest first.
    fn published_rank_cuts(&self) -> impl Iterator<Item = Cut> + '_ {
        let published = self.newest.iter().filter(|wave| !self.wave(**wave).is_illustrative());
        let cut = |wave: &WaveIx| {
            Some(Cut { wave: *wave, audience: Audience::Everyone, measure: self.rank_measure()? })
        };
        published.filter_map(cut)
    }

    /// Challenges that have a value in this cut, the first place or the greatest share first.
    /// Equal values keep author's order.
    pub fn ranking(&self, cut: Cut) -> Vec<(ChallengeIx, Cell)> {
        let rows: Vec<_> = self
            .challenges()
            .map(|challenge| (challenge, self.cell(cut, challenge)))
            .filter(|(_, cell)| cell.value().is_some())
            .collect();
        let key = |cell: Cell| match self.measure(cut.measure).kind {
            MeasureKind::Rank => cell.value().unwrap_or(f64::MAX),
            MeasureKind::Percent => -cell.value().unwrap_or(0.0),
        };
        sorted(&rows, |a, b| key(a.1).total_cmp(&key(b.1)))
    }

    /// A theme's challenges with the most reported first: by the newest published rank,
    /// then by the newest illustrative one, then in author's order.
    pub fn theme_ranking(&self, theme: ThemeIx) -> Vec<ChallengeIx> {
        let rank = |illustrative: bool, challenge: ChallengeIx| {
            let measure = self.rank_measure()?;
            self.newest.iter().filter(|wave| self.wave(**wave).is_illustrative() == illustrative).find_map(
                |wave| {
                    self.cell(Cut { wave: *wave, audience: Audience::Everyone, measure }, challenge).value()
                },
            )
        };
        let key = |ix: ChallengeIx| {
            let or_last = |rank: Option<f64>| rank.unwrap_or(f64::MAX);
            (or_last(rank(false, ix)), or_last(rank(true, ix)))
        };
        sorted(&self.theme(theme).challenges, |a, b| {
            let (a, b) = (key(*a), key(*b));
            a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
        })
    }

    /// Challenges whose name or theme holds every word of `words`, whatever the case; all for no words.
    pub fn search(&self, words: &str) -> Vec<ChallengeIx> {
        let words: Vec<String> = words.split_whitespace().map(lower).collect();
        let holds_all = |ix: &ChallengeIx| {
            let row = self.challenge(*ix);
            let text = lower(&format!("{} {}", row.name, self.theme(row.theme).name));
            words.iter().all(|word| text.contains(word.as_str()))
        };
        self.challenges().filter(holds_all).collect()
    }
}
