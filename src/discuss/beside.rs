//! Own values beside the survey's: where they lie apart, in numbers and in sentences.

use super::board::{Board, Lens, axes_of};
use super::group::Group;
use crate::atlas::{Atlas, Cut};
use crate::challenge::{Audience, Cell, ChallengeIx, Text, WaveIx};
use crate::order::sorted;
use crate::text::{self, discuss as words};

/// Gaps under this many points read "about where": a value by hand is no finer.
pub const ABOUT: f64 = 3.0;

/// Whose values are held against the survey's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// One board's.
    You,
    /// The middle of a group's.
    Group,
}

/// One challenge with own values and the survey's.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// Which challenge.
    pub challenge: ChallengeIx,
    /// Own values across and up, in percent; of a group the middle ones.
    pub own: [Option<f64>; 2],
    /// The survey's values through the lens.
    pub survey: [Cell; 2],
    /// Own place among the priorities, from 1.
    pub place: usize,
    /// The survey's place, and where it stands: in the lens if it is known there, else in the
    /// newest published ranking.
    pub ranked: Option<(Cut, Cell)>,
}

impl Compared {
    /// Own value less the survey's on an axis (0 across, 1 up), in points; none if either is not known.
    pub fn gap(&self, axis: usize) -> Option<f64> {
        Some((*self.own.get(axis)?)? - self.survey.get(axis)?.value()?)
    }

    /// How wide the gap is, whichever way; one that is not known is narrower than any.
    fn width(&self, axis: usize) -> f64 {
        self.gap(axis).map_or(-1.0, f64::abs)
    }
}

/// All of a board or of a group beside the survey.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// Whose values.
    pub whose: Whose,
    /// The survey's wave; none if no wave has values for the audience.
    pub wave: Option<WaveIx>,
    /// Whose answers.
    pub audience: Audience,
    /// Challenges that the bundle has, the first priority first.
    pub rows: Vec<Compared>,
}

impl Beside {
    /// A board beside the survey, through its lens.
    pub fn of_board(atlas: &Atlas, board: &Board) -> Self {
        let share = |value: Option<super::Share>| value.map(|share| f64::from(share.get()));
        let rows = board.picks().iter().map(|pick| (pick.challenge.as_str(), pick.values.map(share)));
        Self::new(atlas, Whose::You, board.lens(), rows)
    }

    /// The middle of a group beside the survey, through a lens.
    pub fn of_group(atlas: &Atlas, group: &Group, lens: &Lens) -> Self {
        let rows = group
            .rows()
            .iter()
            .map(|row| (row.challenge.as_str(), row.axes.map(|spread| spread.map(|spread| spread.middle))));
        Self::new(atlas, Whose::Group, lens, rows)
    }

    fn new<'a>(
        atlas: &Atlas,
        whose: Whose,
        lens: &Lens,
        rows: impl Iterator<Item = (&'a str, [Option<f64>; 2])>,
    ) -> Self {
        let axes = axes_of(atlas);
        let (wave, audience) = (lens.wave(atlas, axes), lens.audience(atlas));
        let compared = |((id, own), place): ((&str, [Option<f64>; 2]), usize)| {
            let challenge = atlas.find_challenge(id)?;
            let cell = |measure| {
                wave.map_or(Cell::NotPublished, |wave| atlas.cell(Cut { wave, audience, measure }, challenge))
            };
            let in_lens = || {
                let cut = Cut { wave: wave?, audience, measure: atlas.rank_measure()? };
                Some((cut, atlas.cell(cut, challenge))).filter(|(_, cell)| cell.value().is_some())
            };
            let ranked = in_lens().or_else(|| atlas.published_rank(challenge));
            Some(Compared { challenge, own, survey: axes.map(cell), place, ranked })
        };
        Self { whose, wave, audience, rows: rows.zip(1..).filter_map(compared).collect() }
    }

    /// The row of a challenge.
    pub fn row(&self, challenge: ChallengeIx) -> Option<&Compared> {
        self.rows.iter().find(|row| row.challenge == challenge)
    }

    /// The rows with the greatest gap on an axis first, whichever way; those without one last, in
    /// order of priority.
    pub fn by_gap(&self, axis: usize) -> Vec<&Compared> {
        let rows: Vec<&Compared> = self.rows.iter().collect();
        sorted(&rows, |a, b| b.width(axis).total_cmp(&a.width(axis)))
    }

    /// The row with the greatest gap on any of these axes, and which; where nothing is known of the
    /// survey, the first that is placed. None where nothing is.
    pub fn greatest(&self, axes: &[usize]) -> Option<(usize, &Compared)> {
        let first = |axis: &usize| {
            let row = self.by_gap(*axis).into_iter().find(|row| row.own[*axis].is_some());
            row.map(|row| (*axis, row))
        };
        axes.iter()
            .filter_map(first)
            .reduce(|one, other| if other.1.width(other.0) > one.1.width(one.0) { other } else { one })
    }

    /// The same with rows in another order, those that it leaves out last: the order that rows had
    /// when a drag began.
    pub fn in_order(&self, order: &[ChallengeIx]) -> Self {
        let place = |row: &Compared| order.iter().position(|ix| *ix == row.challenge).unwrap_or(usize::MAX);
        Self { rows: sorted(&self.rows, |a, b| place(a).cmp(&place(b))), ..self.clone() }
    }

    /// What there is to say of a row on an axis (0 across, 1 up): how far apart, or why that is not known.
    pub fn sentence(&self, atlas: &Atlas, row: &Compared, axis: usize) -> String {
        let axis = axis.min(1);
        let challenge = &atlas.challenge(row.challenge).name;
        let measure = &atlas.measure(axes_of(atlas)[axis]).label;
        let who = self.who(atlas);
        match (row.own[axis], row.survey[axis]) {
            (None, _) => words::own_value_missing(self.whose, challenge, measure),
            (_, Cell::TooFew) => words::survey_too_few(challenge, measure, &who),
            (_, Cell::NotPublished) => words::survey_not_published(challenge, measure, &who),
            (Some(own), Cell::Known { value, .. }) => {
                words::placed(self.whose, challenge, measure, &who, own - value)
            }
        }
    }

    /// How a row's place compares to the survey's.
    pub fn order_sentence(&self, atlas: &Atlas, row: &Compared) -> String {
        match row.ranked {
            Some((cut, cell)) => {
                let wave = text::wave_label(atlas, cut.wave);
                let place = cell.value().unwrap_or_default();
                words::places(self.whose, row.place, place, &wave)
            }
            None => words::survey_has_no_place(self.whose, row.place),
        }
    }

    /// Whose answers these are in a sentence: "elementary staff", "practitioners".
    pub fn who(&self, atlas: &Atlas) -> Text {
        match (self.wave, self.audience) {
            (Some(wave), audience) => text::audience(atlas, wave, audience).clone(),
            (None, Audience::Group(group)) => atlas.group(group).phrase.clone(),
            (None, Audience::Everyone) => words::survey_everyone().into(),
        }
    }
}

#[cfg(test)]
mod tests;
