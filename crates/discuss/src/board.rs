//! Boards: the challenges that one person or table has chosen, in order of priority, with their own values
//! and action plans.
//!
//! Invariants of a [`Board`]: no challenge is picked twice, there are at most [`MAX_PICKS`], and every text
//! is short and has no deceptive characters.

mod survey;

use std::fmt;

use data::challenge::{ChallengeIx, Slug, ThemeIx, is_deceptive};
use data::dataset::Dataset;
use uuid::{Builder, Uuid};

use crate::messages as t;

pub use survey::{SurveyFilter, Top, axes_of, can_plot};

/// Maximum number of challenges on a board: a longer list sets no priorities.
pub const MAX_PICKS: usize = 40;
/// Maximum length of a title and of a person's name, in characters.
pub const MAX_NAME: usize = 80;
/// Maximum length of a text of an action, in characters.
pub const MAX_ANSWER: usize = 300;

/// A whole percent, 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(u8);

impl Share {
    /// Returns the nearest whole percent. Values outside of 0 to 100 are clamped, and NaN becomes 0.
    pub fn new(percent: f64) -> Self {
        Self(percent.round().clamp(0.0, 100.0) as u8)
    }

    /// Returns the percent, 0 to 100.
    pub fn get(self) -> u8 {
        self.0
    }

    /// Returns the share changed by `points` percentage points, clamped to 0 to 100.
    pub fn step(self, points: i32) -> Self {
        Self::new(f64::from(self.0) + f64::from(points))
    }
}

/// The id of a board: a UUID (RFC 9562).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BoardId(Uuid);

impl BoardId {
    /// Returns the id; `None` if the text is not 36 characters with four hyphens. Letters may be upper or
    /// lower case.
    pub fn parse(text: &str) -> Option<Self> {
        // `Uuid` also reads ids without hyphens, and in braces.
        (text.len() == 36).then(|| Uuid::try_parse(text).ok()).flatten().map(Self)
    }

    /// Returns the version 4 UUID of 16 random bytes.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(Builder::from_random_bytes(bytes).into_uuid())
    }
}

impl fmt::Display for BoardId {
    /// Writes the id in lower case, with hyphens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A challenge on a board. Its position among the picks is its priority, if the board [is ordered](Board::is_ordered).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// Id of the challenge; the bundle may no longer have it.
    pub challenge: Slug,
    /// Own values on the x and the y axis; `None` until they are set.
    pub values: [Option<Share>; 2],
    /// Action plan.
    pub action: Action,
}

/// The action plan of a challenge: the answers to the questions of [`ActionField`].
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Action([String; 5]);

/// A question of the action plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionField {
    /// The next step.
    NextStep,
    /// Person who takes it.
    Who,
    /// Date.
    ByWhen,
    /// Budget.
    Budget,
    /// Ways to hear the people who were left out.
    LeftOut,
}

impl ActionField {
    /// All questions in order.
    pub const ALL: [Self; 5] = [Self::NextStep, Self::Who, Self::ByWhen, Self::Budget, Self::LeftOut];

    /// Returns the name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::NextStep => "next_step",
            Self::Who => "who",
            Self::ByWhen => "by_when",
            Self::Budget => "budget",
            Self::LeftOut => "left_out",
        }
    }

    /// Returns the question as a label.
    pub fn question(self) -> String {
        match self {
            Self::NextStep => t::next_step(),
            Self::Who => t::who(),
            Self::ByWhen => t::by_when(),
            Self::Budget => t::budget(),
            Self::LeftOut => t::left_out(),
        }
    }
}

impl Action {
    /// Returns the answer to a question; empty if there is none.
    pub fn text(&self, field: ActionField) -> &str {
        &self.0[field as usize]
    }

    /// Sets the answer to a question, without deceptive characters and truncated to [`MAX_ANSWER`]
    /// characters.
    pub fn answer(&mut self, field: ActionField, text: &str) {
        self.0[field as usize] = clean(text, MAX_ANSWER);
    }

    /// Returns whether no question is answered.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(String::is_empty)
    }
}

/// The error that a board already has [`MAX_PICKS`] challenges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", t::full(MAX_PICKS))]
pub struct Full;

/// The board of one person or table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    id: BoardId,
    saved_ms: u64,
    map: String,
    title: String,
    author: String,
    axes: [Slug; 2],
    filter: SurveyFilter,
    picks: Vec<Pick>,
    is_ordered: bool,
}

impl Board {
    /// Returns an empty board for a data set. `now_ms` is in milliseconds since 1970.
    pub fn new(dataset: &Dataset, id: BoardId, now_ms: u64) -> Self {
        let axes = axes_of(dataset).map(|ix| dataset.measure(ix).id.clone());
        Self::blank(id, axes).of_map(&dataset.site().title).saved_at(now_ms)
    }

    /// Returns an empty board without a site, for parsers to fill.
    pub(super) fn blank(id: BoardId, axes: [Slug; 2]) -> Self {
        Self {
            id,
            saved_ms: 0,
            map: String::new(),
            title: String::new(),
            author: String::new(),
            axes,
            filter: SurveyFilter::default(),
            picks: Vec::new(),
            is_ordered: false,
        }
    }

    /// Returns the board with the title of its site.
    pub(super) fn of_map(mut self, map: &str) -> Self {
        self.map = clean(map, MAX_NAME);
        self
    }

    /// Returns the board with the time of its last change, in milliseconds since 1970, at most [`MAX_MS`]. Of
    /// two boards with one id the later one counts.
    pub fn saved_at(mut self, now_ms: u64) -> Self {
        self.saved_ms = now_ms.min(MAX_MS);
        self
    }

    /// Returns the board without action plans, as groups store it.
    pub fn without_plan(mut self) -> Self {
        self.picks.iter_mut().for_each(|pick| pick.action = Action::default());
        self
    }

    /// Returns the board with another id.
    pub fn renamed(mut self, id: BoardId) -> Self {
        self.id = id;
        self
    }

    /// Returns the id.
    pub fn id(&self) -> &BoardId {
        &self.id
    }

    /// Returns what identifies the owner in a group: name and board id. People who began with a copy of one
    /// board share its id.
    pub fn owner(&self) -> (&str, BoardId) {
        (&self.author, self.id)
    }

    /// Returns the time of the last change, in milliseconds since 1970.
    pub fn saved_ms(&self) -> u64 {
        self.saved_ms
    }

    /// Returns the title of the site whose survey it belongs to.
    pub fn map(&self) -> &str {
        &self.map
    }

    /// Returns the title as typed; may be empty.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns the author's name as typed; may be empty.
    pub fn author(&self) -> &str {
        &self.author
    }

    /// Returns the ids of the measures of the x and the y axis.
    pub fn axes(&self) -> &[Slug; 2] {
        &self.axes
    }

    /// Returns the filter of the survey that it is compared with.
    pub fn filter(&self) -> &SurveyFilter {
        &self.filter
    }

    /// Returns whether the challenges are in order of priority. A board begins without an order: its challenges are as
    /// they were added, until one is moved.
    pub fn is_ordered(&self) -> bool {
        self.is_ordered
    }

    /// Returns the challenges; of an ordered board the first priority first.
    pub fn picks(&self) -> &[Pick] {
        &self.picks
    }

    /// Returns the position of a challenge among the picks.
    pub fn find(&self, challenge: &str) -> Option<usize> {
        self.picks.iter().position(|pick| pick.challenge.as_str() == challenge)
    }

    /// Returns the picks that have an action plan, with their positions.
    pub fn plan(&self) -> impl Iterator<Item = (usize, &Pick)> {
        self.picks.iter().enumerate().filter(|(_, pick)| !pick.action.is_empty())
    }

    /// Sets the title, without deceptive characters and truncated to [`MAX_NAME`] characters.
    pub fn set_title(&mut self, text: &str) {
        self.title = clean(text, MAX_NAME);
    }

    /// Sets the author's name, without deceptive characters and truncated to [`MAX_NAME`] characters.
    pub fn set_author(&mut self, text: &str) {
        self.author = clean(text, MAX_NAME);
    }

    /// Sets the filter of the survey that it is compared with.
    pub fn set_filter(&mut self, filter: SurveyFilter) {
        self.filter = filter;
    }

    /// Appends a challenge; one that is already there stays where it is.
    ///
    /// # Errors
    /// Returns an error if the board is full.
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

    /// Adds the challenges of a theme in author's order.
    ///
    /// # Errors
    /// Returns an error if the board is full; the challenges before are added.
    pub fn add_theme(&mut self, dataset: &Dataset, theme: ThemeIx) -> Result<(), Full> {
        self.add_all(dataset, dataset.theme(theme).challenges.iter().copied())
    }

    /// Adds the first challenges of the survey.
    ///
    /// # Errors
    /// Returns an error if the board is full; the challenges before are added.
    pub fn add_top(&mut self, dataset: &Dataset, top: &Top) -> Result<(), Full> {
        self.add_all(dataset, top.challenges.iter().copied())
    }

    fn add_all(&mut self, dataset: &Dataset, all: impl Iterator<Item = ChallengeIx>) -> Result<(), Full> {
        for challenge in all {
            self.add(&dataset.challenge(challenge).id)?;
        }
        Ok(())
    }

    /// Removes the pick at a position, with its action plan. An invalid position changes nothing.
    pub fn remove(&mut self, at: usize) {
        if at < self.picks.len() {
            self.picks.remove(at);
        }
    }

    /// Makes the challenges an order of priority as they stand.
    pub fn set_ordered(&mut self) {
        self.is_ordered = true;
    }

    /// Moves the pick at `from` to `to`, at most to the end; the others close up, and the board is ordered. An invalid
    /// `from` changes nothing.
    pub fn move_to(&mut self, from: usize, to: usize) {
        if from < self.picks.len() {
            let pick = self.picks.remove(from);
            self.picks.insert(to.min(self.picks.len()), pick);
            self.set_ordered();
        }
    }

    /// Sets or clears the value of a pick on an axis (0 is x, 1 is y). An invalid position or axis changes
    /// nothing.
    pub fn place(&mut self, at: usize, axis: usize, value: Option<Share>) {
        if let Some(slot) = self.picks.get_mut(at).and_then(|pick| pick.values.get_mut(axis)) {
            *slot = value;
        }
    }

    /// Sets an answer in the action plan of the pick at a position. An invalid position changes nothing.
    pub fn answer(&mut self, at: usize, field: ActionField, text: &str) {
        if let Some(pick) = self.picks.get_mut(at) {
            pick.action.answer(field, text);
        }
    }
}

/// Maximum time of a board, in milliseconds since 1970: that of JavaScript's dates.
pub const MAX_MS: u64 = 8_640_000_000_000_000;

/// Returns the text without deceptive characters, truncated to `most` characters.
pub(super) fn clean(text: &str, most: usize) -> String {
    text.chars().filter(|c| !is_deceptive(*c)).take(most).collect()
}

#[cfg(test)]
mod tests;
