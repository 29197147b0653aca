//! The picture of own values beside the survey's, and how a pointer moves an own mark.

use super::beside::{Beside, Compared};
use super::board::{Share, axes_of};
use crate::atlas::Atlas;
use crate::challenge::{Cell, MeasureKind};
use crate::picture::{mark_of, say};
use crate::text::{self, discuss as words, explore};
use crate::viz::beside;
use crate::viz::frame::Frame;
use crate::viz::geometry::Point;
use crate::viz::item::{Axis, AxisKind, Item, Measure, Tone, Value};
use crate::viz::scene::Scene;

/// Which picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A row a challenge on one axis (0 across, 1 up), the greatest gap on top.
    Rows(usize),
    /// The same in the order that the rows have: while a mark is dragged, so that it keeps its row.
    Kept(usize),
    /// Both axes.
    Plane,
}

impl Beside {
    /// Places the rows in a picture `width` CSS px wide. Marks are own values, by the ids of
    /// [`mark_of`]; rings are the survey's. Both axes run from 0 to 100, so that a drag keeps its scale.
    pub fn scene(&self, atlas: &Atlas, look: Look, width: f64, measure: Measure<'_>) -> Scene {
        let illustrative = self.wave.is_some_and(|wave| atlas.wave(wave).is_illustrative());
        let badge = illustrative.then(explore::badge);
        let unknown = text::not_published();
        let frame = Frame { width, measure, badge: badge.as_deref(), say: say(&unknown) };
        let sides = [words::own_side(self.whose), text::capitalised(&self.who(atlas))];
        let axis = |at: usize| Axis {
            title: text::share_axis(&atlas.measure(axes_of(atlas)[at]).label),
            kind: AxisKind::Percent,
        };
        match look {
            Look::Rows(at) | Look::Kept(at) => {
                let at = at.min(1);
                let rows: Vec<&Compared> = match look {
                    Look::Rows(_) => self.by_gap(at),
                    _ => self.rows.iter().collect(),
                };
                let items: Vec<Item> = rows.into_iter().map(|row| self.item(atlas, row, &[at])).collect();
                beside::rows(&items, &axis(at), &sides, &wordings(), frame)
            }
            Look::Plane => {
                let items: Vec<Item> = self.rows.iter().map(|row| self.item(atlas, row, &[0, 1])).collect();
                beside::plane(&items, &[axis(0), axis(1)], &sides, frame)
            }
        }
    }

    /// A row as an item: own values of the axes, then the survey's.
    fn item(&self, atlas: &Atlas, row: &Compared, axes: &[usize]) -> Item {
        let challenge = atlas.challenge(row.challenge);
        let value = |amount: Option<f64>| amount.map(|amount| Value { amount, ..Value::default() });
        let own = axes.iter().map(|axis| value(row.own[*axis]));
        let survey = axes.iter().map(|axis| value(row.survey[*axis].value()));
        let wording = match axes {
            [axis] => row.gap(*axis).map_or_else(
                || short_reason(row, *axis),
                |gap| explore::difference(MeasureKind::Percent, gap.abs()),
            ),
            _ => String::new(),
        };
        Item {
            id: mark_of(row.challenge),
            label: challenge.name.to_string(),
            family: atlas.family(challenge.theme),
            category: 0, // own marks have one shape: what they are is told by filled and hollow
            tone: Tone::Plain,
            wording,
            values: own.chain(survey).collect(),
            place: u32::try_from(row.place).ok(),
        }
    }
}

/// All that can stand beside a row.
fn wordings() -> [String; 5] {
    let gap = |points| explore::difference(MeasureKind::Percent, points);
    let absent = |cell| text::value(MeasureKind::Percent, cell);
    [gap(0.1), gap(100.0), absent(Cell::TooFew), absent(Cell::NotPublished), words::no_own_value()]
}

/// Why a row has no gap, beside its marks.
fn short_reason(row: &Compared, axis: usize) -> String {
    match (row.own[axis], row.survey[axis]) {
        (_, cell @ (Cell::TooFew | Cell::NotPublished)) => text::value(MeasureKind::Percent, cell),
        _ => words::no_own_value(),
    }
}

/// The own mark that a pointer takes hold of: the nearest one within reach.
pub fn grabbed(scene: &Scene, pointer: Point) -> Option<u32> {
    beside::grabbed(scene, pointer)
}

/// The values across and up that a mark has at a place: what a drag to there means. In a picture
/// of rows the one across is that of its axis. Beyond an end of an axis it is the end.
pub fn value_at(scene: &Scene, place: Point) -> [Share; 2] {
    beside::values_at(scene, place).map(Share::new)
}

#[cfg(test)]
mod tests;
