//! What one person or table puts down: challenges in the order of their priority, how widespread
//! and how urgent each is where they are, and what they will do about them.
//!
//! Invariants of a [`Board`], whoever made it: no challenge is picked twice, there are at most
//! [`MAX_PICKS`], and every text is short and clean.

use crate::atlas::{Atlas, Cut};
use crate::challenge::{Audience, ChallengeIx, MeasureIx, MeasureKind, Slug, ThemeIx, WaveIx, is_deceptive};
use crate::signup::SubmissionId;
use crate::state::ViewState;

/// The most challenges on a board: a priority list longer than this is none.
pub const MAX_PICKS: usize = 40;
/// The longest title and the longest name of a person, in characters.
pub const MAX_NAME: usize = 80;
/// The longest text of an action, in characters.
pub const MAX_ANSWER: usize = 300;

/// A whole percent, 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(u8);

impl Share {
    /// The nearest whole percent; what lies outside 0 to 100 becomes the end it is nearest to, and
    /// what is no number 0.
    pub fn new(percent: f64) -> Self {
        Self(percent.round().clamp(0.0, 100.0) as u8)
    }

    /// The percent, 0 to 100.
    pub fn get(self) -> u8 {
        self.0
    }

    /// The share so many points higher (lower where `points` is below 0), or the end it meets.
    pub fn step(self, points: i32) -> Self {
        Self::new(f64::from(self.0) + f64::from(points))
    }
}

/// The name of a board, drawn once. A UUID, as sign-ups have them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardId(SubmissionId);

impl BoardId {
    /// Checks that `text` is written like a UUID.
    pub fn parse(text: &str) -> Option<Self> {
        SubmissionId::parse(text).map(Self)
    }

    /// The name that bytes make which the shell has drawn.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(SubmissionId::from_random(bytes))
    }

    /// The name in lower case.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// A challenge on a board; its place among the picks is its priority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// Id of the challenge, which the bundle may no longer have.
    pub challenge: Slug,
    /// Own value on either axis; none until it is given.
    pub values: [Option<Share>; 2],
    /// What will be done about it.
    pub action: Action,
}

/// What will be done about a challenge, answer by answer.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Action([String; 5]);

/// A question of the action plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionField {
    /// The next step.
    NextStep,
    /// Who takes it.
    Who,
    /// By when.
    ByWhen,
    /// What it may cost.
    Budget,
    /// How those are heard whose voices were left out.
    LeftOut,
}

impl ActionField {
    /// All questions, in the order they are asked.
    pub const ALL: [Self; 5] = [Self::NextStep, Self::Who, Self::ByWhen, Self::Budget, Self::LeftOut];

    /// Its name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::NextStep => "next_step",
            Self::Who => "who",
            Self::ByWhen => "by_when",
            Self::Budget => "budget",
            Self::LeftOut => "left_out",
        }
    }
}

impl Action {
    /// What is answered to a question; empty if nothing is.
    pub fn text(&self, field: ActionField) -> &str {
        &self.0[field as usize]
    }

    /// Answers a question: cleaned, and cut at [`MAX_ANSWER`] characters.
    pub fn answer(&mut self, field: ActionField, text: &str) {
        self.0[field as usize] = clean(text, MAX_ANSWER);
    }

    /// Whether nothing is answered.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(String::is_empty)
    }
}

/// Which answers of the survey a board is held against, by id.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Lens {
    /// The wave; none for the newest that has values.
    pub wave: Option<Slug>,
    /// Dimension and group; none for everyone.
    pub group: Option<[Slug; 2]>,
}

impl Lens {
    /// A lens on a wave, or on the newest that has values, and on those who answered.
    pub fn of(atlas: &Atlas, wave: Option<WaveIx>, audience: Audience) -> Self {
        let group = match audience {
            Audience::Everyone => None,
            Audience::Group(ix) => {
                let group = atlas.group(ix);
                Some([atlas.dimension(group.dimension).id.clone(), group.id.clone()])
            }
        };
        Self { wave: wave.map(|ix| atlas.wave(ix).id.clone()), group }
    }

    /// Whose answers. A group that the bundle no longer has gives way to everyone.
    pub fn audience(&self, atlas: &Atlas) -> Audience {
        let found = self
            .group
            .as_ref()
            .and_then(|[dimension, group]| atlas.find_group(dimension.as_str(), group.as_str()));
        found.map_or(Audience::Everyone, Audience::Group)
    }

    /// Which wave: the chosen one, else the newest with values of any of `axes` for the audience.
    pub fn wave(&self, atlas: &Atlas, axes: [MeasureIx; 2]) -> Option<WaveIx> {
        let chosen = self.wave.as_ref().and_then(|id| atlas.find_wave(id.as_str()));
        chosen.or_else(|| self.waves(atlas, axes).first().copied())
    }

    /// The waves that have values of any of `axes` for the audience, newest first: what there is to choose.
    pub fn waves(&self, atlas: &Atlas, axes: [MeasureIx; 2]) -> Vec<WaveIx> {
        let audience = self.audience(atlas);
        let has = |wave: &WaveIx| {
            axes.iter().any(|measure| atlas.has_values(Cut { wave: *wave, audience, measure: *measure }))
        };
        atlas.waves_newest_first().iter().copied().filter(has).collect()
    }
}

/// The two measures that boards of this atlas are plotted on: those of the pair view.
pub fn axes_of(atlas: &Atlas) -> [MeasureIx; 2] {
    let (across, up) = ViewState::new(atlas).pair;
    [across, up]
}

/// A board takes no more challenges than [`MAX_PICKS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", crate::text::discuss::full(MAX_PICKS))]
pub struct Full;

/// What one person or table puts down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    id: BoardId,
    saved_ms: u64,
    map: String,
    title: String,
    by: String,
    axes: [Slug; 2],
    lens: Lens,
    picks: Vec<Pick>,
}

impl Board {
    /// An empty board for a bundle. `now_ms` is in milliseconds since 1970.
    pub fn new(atlas: &Atlas, id: BoardId, now_ms: u64) -> Self {
        let axes = axes_of(atlas).map(|ix| atlas.measure(ix).id.clone());
        Self::blank(id, axes).of_map(&atlas.site().title).saved_at(now_ms)
    }

    /// An empty board of no bundle: what readers fill.
    pub(super) fn blank(id: BoardId, axes: [Slug; 2]) -> Self {
        Self {
            id,
            saved_ms: 0,
            map: String::new(),
            title: String::new(),
            by: String::new(),
            axes,
            lens: Lens::default(),
            picks: Vec::new(),
        }
    }

    /// This board, of the survey whose site is called so.
    pub(super) fn of_map(mut self, map: &str) -> Self {
        self.map = clean(map, MAX_NAME);
        self
    }

    /// This board as it was changed at a time, in milliseconds since 1970: of two of one name the
    /// later one counts. Times after [`MAX_MS`] become it.
    pub fn saved_at(mut self, now_ms: u64) -> Self {
        self.saved_ms = now_ms.min(MAX_MS);
        self
    }

    /// This board without what is planned: what a group counts, and keeps of many.
    pub fn without_plan(mut self) -> Self {
        self.picks.iter_mut().for_each(|pick| pick.action = Action::default());
        self
    }

    /// This board by another name.
    pub fn renamed(mut self, id: BoardId) -> Self {
        self.id = id;
        self
    }

    /// Its name among boards.
    pub fn id(&self) -> &BoardId {
        &self.id
    }

    /// Whose it is in a group: the person, and its name. People who began with one board that was
    /// handed round have its name in common.
    pub fn owner(&self) -> (&str, &str) {
        (&self.by, self.id.as_str())
    }

    /// When it was changed last, in milliseconds since 1970.
    pub fn saved_ms(&self) -> u64 {
        self.saved_ms
    }

    /// Name of the site whose survey it belongs to.
    pub fn map(&self) -> &str {
        &self.map
    }

    /// What it is called, as typed; may be empty.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Whose it is, as typed; may be empty.
    pub fn by(&self) -> &str {
        &self.by
    }

    /// Ids of the measures that its values are of: across, then up.
    pub fn axes(&self) -> &[Slug; 2] {
        &self.axes
    }

    /// What it is held against.
    pub fn lens(&self) -> &Lens {
        &self.lens
    }

    /// The challenges, the first priority first.
    pub fn picks(&self) -> &[Pick] {
        &self.picks
    }

    /// The position of a challenge among the picks.
    pub fn find(&self, challenge: &str) -> Option<usize> {
        self.picks.iter().position(|pick| pick.challenge.as_str() == challenge)
    }

    /// The picks for which anything is planned, with their positions.
    pub fn plan(&self) -> impl Iterator<Item = (usize, &Pick)> {
        self.picks.iter().enumerate().filter(|(_, pick)| !pick.action.is_empty())
    }

    /// Names it: cleaned, and cut at [`MAX_NAME`] characters.
    pub fn set_title(&mut self, text: &str) {
        self.title = clean(text, MAX_NAME);
    }

    /// Says whose it is: cleaned, and cut at [`MAX_NAME`] characters.
    pub fn set_by(&mut self, text: &str) {
        self.by = clean(text, MAX_NAME);
    }

    /// Holds it against other answers of the survey.
    pub fn set_lens(&mut self, lens: Lens) {
        self.lens = lens;
    }

    /// Puts a challenge at the end; one that is there already stays where it is.
    pub fn add(&mut self, challenge: &Slug) -> Result<(), Full> {
        self.add_pick(Pick { challenge: challenge.clone(), values: [None; 2], action: Action::default() })
    }

    pub(super) fn add_pick(&mut self, pick: Pick) -> Result<(), Full> {
        if self.find(pick.challenge.as_str()).is_some() {
            return Ok(());
        }
        if self.picks.len() == MAX_PICKS {
            return Err(Full);
        }
        self.picks.push(pick);
        Ok(())
    }

    /// Adds the challenges of a theme in author's order, as many as there is room for.
    pub fn add_theme(&mut self, atlas: &Atlas, theme: ThemeIx) -> Result<(), Full> {
        self.add_all(atlas, atlas.theme(theme).challenges.iter().copied())
    }

    /// Adds the first of a cut of the survey, as many as there is room for.
    pub fn add_top(&mut self, atlas: &Atlas, top: &Top) -> Result<(), Full> {
        self.add_all(atlas, top.challenges.iter().copied())
    }

    fn add_all(&mut self, atlas: &Atlas, all: impl Iterator<Item = ChallengeIx>) -> Result<(), Full> {
        for challenge in all {
            self.add(&atlas.challenge(challenge).id)?;
        }
        Ok(())
    }

    /// Takes a challenge off, with what is planned for it. A position that is not there changes nothing.
    pub fn remove(&mut self, at: usize) {
        if at < self.picks.len() {
            self.picks.remove(at);
        }
    }

    /// Moves the pick at a position to another, at most to the end; the others close up.
    pub fn move_to(&mut self, from: usize, to: usize) {
        if from < self.picks.len() {
            let pick = self.picks.remove(from);
            self.picks.insert(to.min(self.picks.len()), pick);
        }
    }

    /// Gives a pick its value on an axis (0 across, 1 up), or takes it away. What is not there
    /// changes nothing.
    pub fn place(&mut self, at: usize, axis: usize, value: Option<Share>) {
        if let Some(slot) = self.picks.get_mut(at).and_then(|pick| pick.values.get_mut(axis)) {
            *slot = value;
        }
    }

    /// Answers a question of the plan for the pick at a position. One that is not there changes nothing.
    pub fn answer(&mut self, at: usize, field: ActionField, text: &str) {
        if let Some(pick) = self.picks.get_mut(at) {
            pick.action.answer(field, text);
        }
    }
}

/// The first of the survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Top {
    /// Where they are the first.
    pub cut: Cut,
    /// The first first; never none.
    pub challenges: Vec<ChallengeIx>,
}

impl Top {
    /// The first `count` of a cut; none where nothing has a value.
    pub fn of(atlas: &Atlas, cut: Cut, count: usize) -> Option<Self> {
        let ranking = atlas.ranking(cut).into_iter();
        let challenges: Vec<ChallengeIx> = ranking.take(count).map(|(challenge, _)| challenge).collect();
        if challenges.is_empty() { None } else { Some(Self { cut, challenges }) }
    }

    /// The first `count` of the newest published ranking, and where there is none of the shares of the
    /// first axis as everyone answered.
    pub fn published(atlas: &Atlas, count: usize) -> Option<Self> {
        let [measure, _] = axes_of(atlas);
        let audience = Audience::Everyone;
        let of_shares = || Some(Cut { wave: atlas.newest_wave_with(measure, audience)?, audience, measure });
        Self::of(atlas, atlas.newest_published_ranking().or_else(of_shares)?, count)
    }
}

/// The latest time a board may carry, in milliseconds since 1970: what JavaScript's dates reach.
pub const MAX_MS: u64 = 8_640_000_000_000_000;

/// The text without what makes it read other than it is stored, cut at `most` characters.
pub(super) fn clean(text: &str, most: usize) -> String {
    text.chars().filter(|c| !is_deceptive(*c)).take(most).collect()
}

/// Whether boards can be made for a bundle at all: it has to have two different shares.
pub fn can_plot(atlas: &Atlas) -> bool {
    let [across, up] = axes_of(atlas);
    across != up && [across, up].iter().all(|ix| atlas.measure(*ix).kind == MeasureKind::Percent)
}

#[cfg(test)]
mod tests;
