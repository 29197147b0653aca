//! The key of a chart: what its symbols mean.

use data::challenge::{MeasureKind, Text};
use data::dataset::Dataset;

use super::{ChartModel, interval};
use crate::messages::charts;
use crate::view_state::View;

/// A symbol of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol {
    /// A mark.
    Mark,
    /// A mark on a stem.
    Stem,
    /// A grey band: an interval.
    Band,
    /// A large mark with a number.
    Numbered,
    /// A small mark.
    Small,
    /// A ring in place of a mark.
    Ring,
    /// A line between marks.
    Line,
    /// A mark with a ring around it.
    Pinned,
}

impl Symbol {
    /// Returns the symbol as a character, for texts.
    pub fn sign(self) -> char {
        match self {
            Self::Mark | Self::Stem => '●',
            Self::Band => '▬',
            Self::Numbered => '①',
            Self::Small => '•',
            Self::Ring => '○',
            Self::Line => '╱',
            Self::Pinned => '◎',
        }
    }
}

/// A line of the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyEntry {
    /// Symbol.
    pub symbol: Symbol,
    /// Meaning, in one short line.
    pub text: Text,
}

impl ChartModel {
    /// Returns whether a rank before the last one shown is not published.
    fn lacks_ranks(&self) -> bool {
        self.rows.last().and_then(|row| row.rank).is_some_and(|rank| rank as usize > self.rows.len())
    }

    /// Returns what size, number, bars and intervals mean in this chart; empty without rows.
    pub fn key(&self, dataset: &Dataset) -> Vec<KeyEntry> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let is_share = self.kind(dataset) == Some(MeasureKind::Percent);
        let has_intervals = self.rows.iter().any(|row| {
            self.columns
                .iter()
                .zip(&row.cells)
                .any(|(series, cell)| interval(dataset, *series, *cell).is_some())
        });
        let mut entries: Vec<(Symbol, Text)> = match self.view {
            View::Overview => {
                vec![(Symbol::Mark, charts::key_lane().into()), (Symbol::Ring, charts::key_first().into())]
            }
            View::Ranking if is_share => vec![(Symbol::Stem, charts::key_stem().into())],
            View::Ranking if self.lacks_ranks() => vec![(Symbol::Mark, charts::key_place().into())],
            View::Ranking => Vec::new(),
            View::Pair if self.rows.iter().any(|row| row.rank.is_some()) => {
                vec![
                    (Symbol::Numbered, charts::key_numbered().into()),
                    (Symbol::Small, charts::key_small().into()),
                ]
            }
            View::Pair => vec![(Symbol::Small, charts::key_both().into())],
            View::Change => vec![
                (Symbol::Mark, charts::key_newest().into()),
                (Symbol::Ring, charts::key_earlier().into()),
                (Symbol::Line, charts::key_strong_line().into()),
            ],
            View::Gap => match &self.audiences()[..] {
                [one, other] => {
                    let name = |who| crate::messages::common::audience_label(dataset, who);
                    vec![(Symbol::Mark, name(*one)), (Symbol::Ring, name(*other))]
                }
                _ => Vec::new(),
            },
            View::Answers => {
                vec![(Symbol::Small, charts::key_yes().into()), (Symbol::Ring, charts::key_no().into())]
            }
            View::Table => Vec::new(),
        };
        if has_intervals && matches!(self.view, View::Overview | View::Ranking | View::Gap) {
            entries.push((Symbol::Band, charts::key_band().into()));
        }
        if self.view != View::Table && !self.pins.is_empty() {
            entries.push((Symbol::Pinned, charts::key_pinned().into()));
        }
        entries.into_iter().map(|(symbol, text)| KeyEntry { symbol, text }).collect()
    }
}
