//! The chart of own values beside the survey's, and the values of a dragged mark.

use data::challenge::{Cell, MeasureKind};
use data::dataset::Dataset;
use explore::chart_model::{mark_of, value_format};
use explore::messages::{charts, common};
use viz::dumbbell_editor;
use viz::frame::LayoutContext;
use viz::geometry::Point;
use viz::item::{Axis, AxisKind, Item, MarkId, Measure, Tone, Value};
use viz::scene::Scene;

use crate::board::{Share, axes_of};
use crate::comparison::{Compared, Comparison};
use crate::messages as t;

/// A kind of chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlotKind {
    /// Dumbbell chart of one axis (0 is x, 1 is y): one row per challenge, the greatest gap on top.
    Rows(usize),
    /// Dumbbell chart of one axis in the comparison's order: while a mark is dragged, it keeps its row.
    Kept(usize),
    /// Scatter plot of both axes.
    Plane,
}

impl Comparison {
    /// Returns the scene of the chart, `width` CSS px wide. Own values are marks with the ids of [`mark_of`],
    /// the survey's are rings. Both axes run from 0 to 100 percent, so that the scale does not change during
    /// a drag.
    pub fn scene(&self, dataset: &Dataset, plot_kind: PlotKind, width: f64, measure: Measure<'_>) -> Scene {
        let illustrative = self.wave.is_some_and(|wave| dataset.wave(wave).is_illustrative());
        let badge = illustrative.then(charts::badge);
        let unknown = common::not_published();
        let frame = LayoutContext { width, measure, badge: badge.as_deref(), say: value_format(&unknown) };
        let sides = [self.source.side(), common::capitalised(&self.audience_label(dataset))];
        let axis = |at: usize| Axis {
            title: common::share_axis(&dataset.measure(axes_of(dataset)[at]).label),
            kind: AxisKind::Percent,
        };
        match plot_kind {
            PlotKind::Rows(at) | PlotKind::Kept(at) => {
                let at = at.min(1);
                let rows: Vec<&Compared> = match plot_kind {
                    PlotKind::Rows(_) => self.by_gap(at),
                    _ => self.rows.iter().collect(),
                };
                let items: Vec<Item> = rows.into_iter().map(|row| self.item(dataset, row, &[at])).collect();
                dumbbell_editor::rows(&items, &axis(at), &sides, &possible_labels(), frame)
            }
            PlotKind::Plane => {
                let items: Vec<Item> = self.rows.iter().map(|row| self.item(dataset, row, &[0, 1])).collect();
                dumbbell_editor::plane(&items, &[axis(0), axis(1)], &sides, frame)
            }
        }
    }

    /// Returns a row as an item: own values on the axes, then the survey's.
    fn item(&self, dataset: &Dataset, row: &Compared, axes: &[usize]) -> Item {
        let challenge = dataset.challenge(row.challenge);
        let value = |amount: Option<f64>| amount.map(|amount| Value { amount, ..Value::default() });
        let own = axes.iter().map(|axis| value(row.own[*axis]));
        let survey = axes.iter().map(|axis| value(row.survey[*axis].value()));
        let value_text = match axes {
            [axis] => row.gap(*axis).map_or_else(
                || short_reason(row, *axis),
                |gap| charts::difference(MeasureKind::Percent, gap.abs()),
            ),
            _ => String::new(),
        };
        Item {
            id: mark_of(row.challenge),
            label: challenge.name.to_string(),
            family: dataset.family(challenge.theme),
            category: 0, // own marks have one shape; filled and hollow distinguish them from the survey's
            tone: Tone::Plain,
            value_text,
            values: own.chain(survey).collect(),
            rank: row.place.and_then(|place| u32::try_from(place).ok()),
        }
    }
}

/// Returns the widest labels that can stand beside a row, for layout.
fn possible_labels() -> [String; 5] {
    let gap = |points| charts::difference(MeasureKind::Percent, points);
    let absent = |cell| common::value(MeasureKind::Percent, cell);
    [gap(0.1), gap(100.0), absent(Cell::TooFew), absent(Cell::NotPublished), t::no_own_value()]
}

/// Returns the label of a row without a gap: the reason.
fn short_reason(row: &Compared, axis: usize) -> String {
    match (row.own[axis], row.survey[axis]) {
        (_, cell @ (Cell::TooFew | Cell::NotPublished)) => common::value(MeasureKind::Percent, cell),
        _ => t::no_own_value(),
    }
}

/// Returns the own mark to drag at a pointer position in CSS px: the nearest one within reach.
pub fn grabbed(scene: &Scene, pointer: Point) -> Option<MarkId> {
    dumbbell_editor::grabbed(scene, pointer)
}

/// Returns the values on the x and the y axis at a position of the scene, in CSS px; beyond an end of an axis
/// the end. In a dumbbell chart the first is the value on its axis.
pub fn value_at(scene: &Scene, place: Point) -> [Share; 2] {
    dumbbell_editor::values_at(scene, place).map(Share::new)
}

#[cfg(test)]
mod tests;
