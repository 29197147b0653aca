//! What `/explore` shows. The address bar is the state: [`query`] reads and prints it.

pub mod control;
pub mod query;

use crate::atlas::{Atlas, Cut};
use crate::challenge::{Audience, ChallengeIx, DimensionIx, MeasureIx, MeasureKind, ThemeIx, WaveIx};

/// A kind of picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum View {
    /// Which challenges come first by one measure.
    #[default]
    Ranking,
    /// Which are high on both of two measures.
    Pair,
    /// How each moved from wave to wave.
    Change,
    /// Where two groups differ most.
    Gap,
    /// A dot a respondent: what "71 % of 214" looks like.
    Answers,
    /// The rows as text, sortable.
    Table,
}

impl View {
    /// All views in the order they are offered.
    pub const ALL: [Self; 6] =
        [Self::Ranking, Self::Pair, Self::Change, Self::Gap, Self::Answers, Self::Table];

    /// How it stands in the address.
    pub fn id(self) -> &'static str {
        match self {
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

/// What the rows of the table are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Column {
    /// The picture's order.
    #[default]
    Place,
    /// The name, by letter.
    Challenge,
    /// The theme, in author's order.
    Theme,
    /// A value, by position among the columns of the picture.
    Value(usize),
    /// How many answered.
    Answers,
}

/// The order of the table's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Sort {
    /// By what.
    pub column: Column,
    /// Whether the greatest, the last place or the last letter comes first.
    pub descending: bool,
}

/// How many challenges can be pinned for comparison: more than four can't be told apart at a glance.
pub const MAX_PINS: usize = 4;

/// What is being looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewState {
    /// The kind of picture.
    pub view: View,
    /// What was asked.
    pub measure: MeasureIx,
    /// What goes across and up in the pair view.
    pub pair: (MeasureIx, MeasureIx),
    /// A chosen wave; none for the newest that has values.
    pub wave: Option<WaveIx>,
    /// Whose answers.
    pub audience: Audience,
    /// Whose answers they are compared with in the gap view; none for the usual other side.
    pub versus: Option<Audience>,
    /// The theme whose challenges stand out.
    pub theme: Option<ThemeIx>,
    /// Challenges kept in view for comparison: at most [`MAX_PINS`], none twice.
    pub pins: Vec<ChallengeIx>,
    /// The challenge in focus.
    pub focus: Option<ChallengeIx>,
    /// The order of the table.
    pub sort: Sort,
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
            versus: None,
            theme: None,
            pins: Vec::new(),
            focus: None,
            sort: Sort::default(),
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

    /// The measures of the picture, in the order of its columns.
    pub fn measures(&self, atlas: &Atlas) -> Vec<MeasureIx> {
        match self.view {
            View::Pair => vec![self.pair.0, self.pair.1],
            View::Answers => self.share(atlas).into_iter().collect(),
            View::Ranking | View::Change | View::Gap | View::Table => vec![self.measure],
        }
    }

    /// The chosen measure if it counts answers, else the first that does: a rank has no answers to draw.
    fn share(&self, atlas: &Atlas) -> Option<MeasureIx> {
        let counts = |ix: &MeasureIx| atlas.measure(*ix).kind == MeasureKind::Percent;
        std::iter::once(self.measure).chain(atlas.measures()).find(counts)
    }

    /// The two sides of the gap view; none where a bundle has no groups.
    pub fn sides(&self, atlas: &Atlas) -> Option<(Audience, Audience)> {
        let of =
            |dimension: DimensionIx| atlas.dimension(dimension).groups.iter().map(|ix| Audience::Group(*ix));
        let audience = match self.audience {
            // The first and the last of the first dimension: teachers and district leaders.
            Audience::Everyone if self.versus.is_none() => {
                let groups: Vec<_> = of(atlas.dimensions().next()?).collect();
                return Some((*groups.first()?, *groups.last()?)).filter(|(a, b)| a != b);
            }
            audience => audience,
        };
        let usual = match audience {
            Audience::Everyone => None,
            Audience::Group(group) => of(atlas.group(group).dimension).rev().find(|side| *side != audience),
        };
        let other = self.versus.filter(|side| *side != audience).or(usual);
        other
            .or((audience != Audience::Everyone).then_some(Audience::Everyone))
            .map(|other| (audience, other))
    }

    /// Who the picture is about: one side, or two in the gap view.
    pub fn audiences(&self, atlas: &Atlas) -> Vec<Audience> {
        match self.view {
            View::Gap => self.sides(atlas).map_or_else(|| vec![self.audience], |(a, b)| vec![a, b]),
            _ => vec![self.audience],
        }
    }

    /// The wave shown: the chosen one, else the newest that has values of all that is shown; for a
    /// change the newest in which anything can have moved, if there is one.
    pub fn shown_wave(&self, atlas: &Atlas) -> Option<WaveIx> {
        let newest = |fits: &dyn Fn(WaveIx) -> bool| {
            atlas.waves_newest_first().iter().copied().find(|wave| self.offers(atlas, *wave) && fits(*wave))
        };
        let moved = || newest(&|wave| self.view == View::Change && self.shows_a_change(atlas, wave));
        self.wave.or_else(moved).or_else(|| newest(&|_| true))
    }

    /// Whether any challenge has a value in a wave and in one before it of the same status.
    fn shows_a_change(&self, atlas: &Atlas, wave: WaveIx) -> bool {
        let cuts = self.waves_up_to(atlas, wave);
        let Some((now, before)) = cuts.split_last() else { return false };
        let known = |cut: &Cut, challenge| atlas.cell(*cut, challenge).value().is_some();
        atlas.challenges().any(|ix| known(now, ix) && before.iter().any(|cut| known(cut, ix)))
    }

    /// The measure in a wave and, before it, in the earlier ones of the same status, the oldest first.
    fn waves_up_to(&self, atlas: &Atlas, wave: WaveIx) -> Vec<Cut> {
        let cut = |wave| Cut { wave, audience: self.audience, measure: self.measure };
        let alike = |other: &WaveIx| {
            let (now, then) = (atlas.wave(wave), atlas.wave(*other));
            then.is_illustrative() == now.is_illustrative() && then.date <= now.date
        };
        let waves = atlas.waves_newest_first().iter().rev().copied().filter(alike).map(cut);
        waves.filter(|cut| cut.wave == wave || atlas.has_values(*cut)).collect()
    }

    /// Whether a wave has values of what this state shows, for those whom it shows.
    pub fn offers(&self, atlas: &Atlas, wave: WaveIx) -> bool {
        let (measures, audiences) = (self.measures(atlas), self.audiences(atlas));
        let has = |audience: &Audience, measure: &MeasureIx| {
            atlas.has_values(Cut { wave, audience: *audience, measure: *measure })
        };
        !measures.is_empty() && audiences.iter().all(|who| measures.iter().all(|measure| has(who, measure)))
    }

    /// The columns of numbers behind the picture; the first is the one it is ordered by.
    ///
    /// A change runs over the waves of one status only, so that made-up answers are never
    /// joined to published ones.
    pub fn columns(&self, atlas: &Atlas) -> Vec<Cut> {
        let Some(wave) = self.shown_wave(atlas) else { return Vec::new() };
        let audience = self.audience;
        match self.view {
            View::Ranking | View::Pair | View::Gap | View::Answers => {
                let audiences = self.audiences(atlas);
                let of = |measure| audiences.iter().map(move |who| Cut { wave, audience: *who, measure });
                self.measures(atlas).into_iter().flat_map(of).collect()
            }
            View::Change => self.waves_up_to(atlas, wave),
            View::Table => {
                let others = atlas.measures().filter(|ix| *ix != self.measure);
                let cut = |measure| Cut { wave, audience, measure };
                std::iter::once(self.measure).chain(others).map(cut).collect()
            }
        }
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

    /// Pins a challenge, or lets go of a pinned one. With all pins in use the oldest makes room.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::atlas;

    #[test]
    fn the_default_has_a_wave_with_values() {
        let atlas = atlas();
        let wave = ViewState::new(&atlas).shown_wave(&atlas).unwrap();
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

    #[test]
    fn a_change_never_joins_a_published_wave_to_an_illustrative_one() {
        let atlas = atlas();
        for measure in atlas.measures() {
            for wave in atlas.waves() {
                let state =
                    ViewState { view: View::Change, measure, wave: Some(wave), ..ViewState::new(&atlas) };
                let status = |cut: &Cut| atlas.wave(cut.wave).is_illustrative();
                let columns = state.columns(&atlas);
                assert!(columns.iter().all(|cut| status(cut) == atlas.wave(wave).is_illustrative()));
                assert_eq!(columns.last().map(|cut| cut.wave), Some(wave));
            }
        }
    }

    #[test]
    fn a_gap_has_two_sides_whoever_is_asked_for() {
        let atlas = atlas();
        let side = |id: &str| query::parse_audience(id, &atlas).unwrap();
        let sides = |audience, versus| {
            let state = ViewState { view: View::Gap, audience, versus, ..ViewState::new(&atlas) };
            state.sides(&atlas).unwrap()
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
        let atlas = atlas();
        let state = ViewState { view: View::Answers, ..ViewState::new(&atlas) };
        assert_eq!(state.measures(&atlas), [atlas.find_measure("widespread").unwrap()]);
    }

    #[test]
    fn a_fifth_pin_takes_the_place_of_the_first() {
        let atlas = atlas();
        let mut state = ViewState::new(&atlas);
        (0..5).for_each(|at| state.toggle_pin(ChallengeIx::new(at)));
        assert_eq!(state.pins, [1, 2, 3, 4].map(ChallengeIx::new));
        state.toggle_pin(ChallengeIx::new(3));
        assert_eq!(state.pins, [1, 2, 4].map(ChallengeIx::new));
    }
}
