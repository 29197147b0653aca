//! Layout of the chart: rows as items, and the scene of the items.

use data::challenge::{Audience, Cell, MeasureKind};
use data::dataset::{Dataset, SeriesKey};
use messages::language::Direction;
use messages::locale::current_locale;
use viz::frame::{LayoutContext, ValueFormat};
use viz::item::{Answers, Axis, AxisKind, Item, Measure, Tone, Value};
use viz::overview::Lane;
use viz::scene::Scene;
use viz::{dumbbell, lollipop, overview, scatter, slope, unit_chart};

use super::{ChartModel, Row, interval, mark_of};
use crate::messages::{charts, common};
use crate::view_state::View;

impl ChartModel {
    /// Returns the scene of the chart, `width` CSS px wide; mirrored in right-to-left languages. The table
    /// has an empty scene.
    ///
    /// Direction matters only here: painting, hit tests and keyboard navigation use the scene as it is.
    pub fn scene(&self, dataset: &Dataset, width: f64, measure: Measure<'_>) -> Scene {
        self.scene_by(dataset, width, measure, &|items, frame| self.layout(dataset, items, frame))
    }

    /// Returns the scene of the overview: [`Self::scene`] for the view that the site opens with. A program that calls
    /// only this one does without the layouts of the others.
    pub fn overview_scene(&self, dataset: &Dataset, width: f64, measure: Measure<'_>) -> Scene {
        self.scene_by(dataset, width, measure, &|items, frame| self.overview(dataset, items, frame))
    }

    /// Returns the scene of a layout; empty without columns or rows, because axes alone say nothing.
    fn scene_by(
        &self,
        dataset: &Dataset,
        width: f64,
        measure: Measure<'_>,
        layout: &dyn Fn(&[Item], LayoutContext<'_>) -> Scene,
    ) -> Scene {
        if self.columns.is_empty() || self.rows.is_empty() {
            return Scene::default();
        }
        let items: Vec<Item> = self.rows.iter().map(|row| self.item(dataset, row)).collect();
        let illustrative = self.wave.is_some_and(|wave| dataset.wave(wave).is_illustrative());
        let badge = illustrative.then(charts::badge);
        let unknown = common::not_published();
        let scene = layout(
            &items,
            LayoutContext { width, measure, badge: badge.as_deref(), say: value_format(&unknown) },
        );
        // Rows and waves follow the direction of text. `viz::scatter` explains why the pair view does not.
        let is_mirrored = self.view != View::Pair && current_locale().language.direction() == Direction::Rtl;
        if is_mirrored { scene.mirrored() } else { scene }
    }

    fn overview(&self, dataset: &Dataset, items: &[Item], frame: LayoutContext<'_>) -> Scene {
        overview::layout(items, &self.lanes(dataset), frame)
    }

    /// Returns the scene of the view, from left to right.
    fn layout(&self, dataset: &Dataset, items: &[Item], frame: LayoutContext<'_>) -> Scene {
        let who =
            |series: &SeriesKey| common::capitalised(common::audience(dataset, series.wave, series.audience));
        match (self.view, &self.columns[..]) {
            (View::Table, _) | (_, []) => Scene::default(),
            (View::Overview, _) => self.overview(dataset, items, frame),
            (View::Pair, [x, y]) => scatter::layout(items, &[axis(dataset, x), axis(dataset, y)], frame),
            (View::Change, all_series) => {
                let waves: Vec<String> =
                    all_series.iter().map(|series| dataset.wave(series.wave).label.to_string()).collect();
                slope::layout(items, &axis(dataset, &all_series[0]), &waves, frame)
            }
            (View::Gap, [one, other]) => {
                dumbbell::layout(items, &axis(dataset, one), &[who(one), who(other)], frame)
            }
            (View::Answers, [series, ..]) => {
                let title = charts::answers_title(&dataset.measure(series.measure).label);
                unit_chart::layout(items, &Axis { title, kind: AxisKind::Percent }, frame)
            }
            (_, [series, ..]) => lollipop::layout(items, &axis(dataset, series), frame),
        }
    }

    /// Returns the lanes of the overview.
    fn lanes(&self, dataset: &Dataset) -> Vec<Lane> {
        let main = self.main().map(|(at, _)| at);
        let lane = |(at, series): (usize, &SeriesKey)| {
            let measure = dataset.measure(series.measure);
            Lane {
                axis: Axis { title: measure.label.to_string(), kind: axis_kind(dataset, *series) },
                texts: self.rows.iter().map(|row| self.value_text(dataset, row, at)).collect(),
                is_sorted: main == Some(at),
            }
        };
        self.columns.iter().enumerate().map(lane).collect()
    }

    fn item(&self, dataset: &Dataset, row: &Row) -> Item {
        let challenge = dataset.challenge(row.challenge);
        let columns = self.columns.iter().zip(&row.cells);
        Item {
            id: mark_of(row.challenge),
            label: challenge.name.to_string(),
            family: dataset.family(challenge.theme),
            category: challenge.theme.get(),
            tone: self.tone(dataset, row),
            value_text: self.short(dataset, row),
            values: columns.map(|(series, cell)| chart_value(dataset, *series, *cell)).collect(),
            rank: row.rank,
        }
    }

    /// Returns the tone of a row: pinned rows are emphasized; rows of other themes than the chosen one are
    /// faded.
    fn tone(&self, dataset: &Dataset, row: &Row) -> Tone {
        let other = |theme| dataset.challenge(row.challenge).theme != theme;
        if self.pins.contains(&row.challenge) {
            Tone::Pinned
        } else if self.theme.is_some_and(other) {
            Tone::Faded
        } else {
            Tone::Plain
        }
    }

    /// Returns the audiences of the columns: one, or two in the gap view.
    pub(super) fn audiences(&self) -> Vec<Audience> {
        let mut audiences: Vec<Audience> = self.columns.iter().map(|series| series.audience).collect();
        audiences.dedup();
        audiences
    }
}

/// Returns the format of values at axes; `unknown` is the text of a value that was not published.
pub fn value_format(unknown: &str) -> ValueFormat<'_> {
    ValueFormat { share: common::share, rank: common::rank, unknown }
}

/// Returns a cell as a value of a chart, with its interval; `None` if it is unknown.
pub fn chart_value(dataset: &Dataset, series: SeriesKey, cell: Cell) -> Option<Value> {
    let amount = cell.value()?;
    let yes = |n: u32| Answers { yes: (amount * f64::from(n) / 100.0).round() as usize, all: n as usize };
    let is_share = dataset.measure(series.measure).kind == MeasureKind::Percent;
    Some(Value {
        amount,
        interval: interval(dataset, series, cell).map(|range| (range.low, range.high)),
        answers: cell.respondents().filter(|_| is_share).map(yes),
    })
}

/// Returns the kind of axis for the values of a series.
pub fn axis_kind(dataset: &Dataset, series: SeriesKey) -> AxisKind {
    match dataset.measure(series.measure).kind {
        MeasureKind::Percent => AxisKind::Percent,
        MeasureKind::Rank => AxisKind::Place,
    }
}

fn axis(dataset: &Dataset, series: &SeriesKey) -> Axis {
    let label = &dataset.measure(series.measure).label;
    let kind = axis_kind(dataset, *series);
    let title = match kind {
        AxisKind::Percent => common::share_axis(label),
        AxisKind::Place => label.to_string(),
    };
    Axis { title, kind }
}
