//! Texts of the chart: its takeaway, captions, and the accessible name of a row.

use data::challenge::{Cell, MeasureKind, Text};
use data::dataset::{Dataset, SeriesKey};
use slim_std::unicode::to_lowercase;

use super::{ChartModel, Row, interval};
use crate::messages::charts::{Side, Waves};
use crate::messages::{charts, common, controls};
use crate::view_state::{Column, View};

impl ChartModel {
    /// Returns the value of a row in a column: "62%", "#8".
    pub fn value_text(&self, dataset: &Dataset, row: &Row, at: usize) -> String {
        match (self.columns.get(at), row.cells.get(at)) {
            (Some(series), Some(cell)) => common::value(dataset.measure(series.measure).kind, *cell),
            _ => common::not_published(),
        }
    }

    /// Returns the label beside the mark of a row: "62%", "71% of 214", "14 points".
    pub fn short(&self, dataset: &Dataset, row: &Row) -> String {
        let kind = self.kind(dataset).unwrap_or(MeasureKind::Percent);
        match (self.view, row.difference) {
            (View::Gap | View::Change, Some(difference)) => charts::difference(kind, difference.abs()),
            (View::Answers, _) => charts::share_of(
                &self.value_text(dataset, row, 0),
                row.cells.first().and_then(|c| c.respondents()),
            ),
            _ => self.value_text(dataset, row, 0),
        }
    }

    /// Returns the values of a row with their names: "widespread 62%, urgent 48%", "teachers 71%, district
    /// leaders 57%".
    pub fn values(&self, dataset: &Dataset, row: &Row) -> String {
        let part = |(at, series): (usize, &SeriesKey)| {
            let value = self.value_text(dataset, row, at);
            match self.view {
                View::Gap => {
                    charts::value_of(common::audience(dataset, series.wave, series.audience), &value)
                }
                View::Change => charts::value_of(&dataset.wave(series.wave).label, &value),
                _ => charts::value_of(&to_lowercase(&dataset.measure(series.measure).label), &value),
            }
        };
        let mut parts: Vec<String> = self.columns.iter().enumerate().map(part).collect();
        parts.extend(self.interval_or_difference(dataset, row));
        common::line(&parts)
    }

    /// Returns the interval of a row of the ranking, or its difference in the gap and change views.
    fn interval_or_difference(&self, dataset: &Dataset, row: &Row) -> Option<String> {
        let kind = self.kind(dataset)?;
        match (self.view, row.difference) {
            (View::Gap, Some(gap)) => Some(charts::gap_of(kind, gap)),
            (View::Change, Some(change)) => Some(charts::change_of(kind, change)),
            (View::Ranking, _) => {
                let range = interval(dataset, *self.columns.first()?, *row.cells.first()?)?;
                Some(charts::interval(range.low, range.high))
            }
            _ => None,
        }
    }

    /// Returns the head of a column of the table: a measure, an audience or a wave.
    pub fn column_label(&self, dataset: &Dataset, at: usize) -> Text {
        let Some(series) = self.columns.get(at) else { return Text::default() };
        match self.view {
            View::Gap => {
                let who = common::audience(dataset, series.wave, series.audience);
                Text::new(common::capitalised(who), who.lang())
            }
            View::Change => dataset.wave(series.wave).label.clone(),
            _ => dataset.measure(series.measure).label.clone(),
        }
    }

    /// Returns whether the table has a column of ranks. A column of values that are ranks already stands for it.
    pub fn has_rank_column(&self, dataset: &Dataset) -> bool {
        self.view == View::Pair || self.kind(dataset) == Some(MeasureKind::Percent)
    }

    /// Returns the column that the heading of a column of values sorts by: the order of the chart, if the values are
    /// that order.
    pub fn value_column(&self, dataset: &Dataset, at: usize) -> Column {
        let is_main = self.main().is_some_and(|(main, _)| main == at);
        let is_order = is_main && !self.has_rank_column(dataset) && self.difference_label().is_none();
        if is_order { Column::Place } else { Column::Value(at) }
    }

    /// Returns the head of the column of ranks: what the rank is by.
    pub fn rank_label(&self, dataset: &Dataset) -> String {
        let by = match self.view {
            View::Pair => dataset.rank_measure(),
            _ => self.main().map(|(_, series)| series.measure),
        };
        by.map_or_else(controls::column_place, |measure| {
            controls::column_rank(&dataset.measure(measure).label)
        })
    }

    /// Returns the head of the column of differences; `None` if the view has none.
    pub fn difference_label(&self) -> Option<String> {
        match self.view {
            View::Gap => Some(controls::gap()),
            View::Change => Some(controls::change()),
            _ => None,
        }
    }

    /// Returns the difference of a row: "14 points more".
    pub fn difference_text(&self, dataset: &Dataset, row: &Row) -> String {
        match (self.view, self.kind(dataset), row.difference) {
            (View::Gap, Some(kind), Some(gap)) => charts::gap_of(kind, gap),
            (_, Some(kind), Some(change)) => charts::change_of(kind, change),
            _ => String::new(),
        }
    }

    /// Returns label and question of each measure shown.
    pub fn questions(&self, dataset: &Dataset) -> Vec<(Text, Text)> {
        let mut measures: Vec<_> = self.columns.iter().map(|series| series.measure).collect();
        measures.dedup();
        measures
            .into_iter()
            .map(|ix| (dataset.measure(ix).label.clone(), dataset.measure(ix).question.clone()))
            .collect()
    }

    /// Returns the audiences for a line under the title: "Teachers and district leaders".
    pub fn audience_label(&self, dataset: &Dataset) -> String {
        common::capitalised(&self.audience_names(dataset))
    }

    /// Returns the audiences within a line: "teachers and district leaders".
    pub fn audience_names(&self, dataset: &Dataset) -> String {
        let Some(wave) = self.wave else { return String::new() };
        let who: Vec<&str> =
            self.audiences().into_iter().map(|who| common::audience(dataset, wave, who).as_str()).collect();
        common::together(&who)
    }

    /// Returns the wave, or the first and the last wave, with the label of made-up numbers.
    pub fn wave_label(&self, dataset: &Dataset) -> String {
        let names = self.wave_names(dataset);
        let is_illustrative = self.wave.is_some_and(|wave| dataset.wave(wave).is_illustrative());
        if is_illustrative { common::illustrative_wave(&names) } else { names }
    }

    /// Returns the wave, or the first and the last wave, for a line that says elsewhere whether numbers are made up:
    /// "Spring 2019 to 2020".
    pub fn wave_names(&self, dataset: &Dataset) -> String {
        let Some(wave) = self.wave else { return String::new() };
        let label = &dataset.wave(wave).label;
        match self.columns.first() {
            Some(first) if first.wave != wave => {
                let names = common::short_wave_names(&[&dataset.wave(first.wave).label, label]);
                charts::from_to(names[0], names[1])
            }
            _ => label.to_string(),
        }
    }

    /// Returns the caption of the table: "Urgent: teachers, Spring 2020".
    pub fn caption(&self, dataset: &Dataset) -> String {
        if self.columns.is_empty() {
            return self.takeaway(dataset);
        }
        let names: Vec<_> = self.questions(dataset).into_iter().map(|(label, _)| label).collect();
        charts::caption(&common::together(&names), &self.audience_label(dataset), &self.wave_label(dataset))
    }

    /// Returns the accessible name of a row, the most important first: name, values, rank, audience, wave and
    /// respondents.
    pub fn accessible_name(&self, dataset: &Dataset, at: usize) -> String {
        let Some(row) = self.rows.get(at) else { return String::new() };
        let name = &dataset.challenge(row.challenge).name;
        let (values, source) = (self.values(dataset, row), self.provenance(dataset, row));
        if self.pins.contains(&row.challenge) {
            charts::accessible_name_pinned(name, &values, at + 1, self.rows.len(), &source)
        } else {
            charts::accessible_name(name, &values, at + 1, self.rows.len(), &source)
        }
    }

    /// Returns audience, wave and respondents of a row.
    pub fn provenance(&self, dataset: &Dataset, row: &Row) -> String {
        let Some((at, series)) = self.main() else { return String::new() };
        let cell = row.cells.get(at).copied().unwrap_or_default();
        match (self.view, &self.columns[..]) {
            (View::Gap, [one, other]) => {
                let n = |at: usize| row.cells.get(at).and_then(|cell| cell.respondents());
                charts::two_sides(dataset, series.wave, [(one.audience, n(0)), (other.audience, n(1))])
            }
            _ => common::provenance(dataset, series, cell),
        }
    }

    /// Returns the takeaway of the chart in one sentence that names the wave; with a theme chosen, a second sentence
    /// is about the theme.
    pub fn takeaway(&self, dataset: &Dataset) -> String {
        self.takeaway_with(dataset, Waves::Named)
    }

    /// Returns the takeaway of the chart, as [`Self::takeaway`] does, with or without its waves.
    pub fn takeaway_with(&self, dataset: &Dataset, waves: Waves) -> String {
        if self.view == View::Gap && self.state.sides(dataset).is_none() {
            return charts::no_groups();
        }
        self.takeaway_by(dataset, |first, series| self.sentence(dataset, first, series, waves))
    }

    /// Returns the takeaway of the overview: [`Self::takeaway_with`] for the view that the site opens with. A program
    /// that calls only this one does without the sentences of the others.
    pub fn overview_takeaway(&self, dataset: &Dataset, waves: Waves) -> String {
        self.takeaway_by(dataset, |_, _| charts::overview(dataset, &self.columns, waves))
    }

    /// Returns the takeaway with this sentence about the first row and the main series.
    fn takeaway_by(&self, dataset: &Dataset, sentence: impl Fn(&Row, SeriesKey) -> String) -> String {
        let Some((_, series)) = self.main() else {
            return charts::no_values(dataset, &self.state.audiences(dataset), &self.state.measures(dataset));
        };
        let sentence = match self.rows.first() {
            None => charts::nothing_drawn(dataset, self.view, series),
            Some(first) => sentence(first, series),
        };
        match self.theme_takeaway(dataset) {
            Some(theme_sentence) => format!("{sentence} {theme_sentence}"),
            None => sentence,
        }
    }

    /// Returns the sentence of a view about its first row and its main series.
    fn sentence(&self, dataset: &Dataset, first: &Row, series: SeriesKey, waves: Waves) -> String {
        match self.view {
            View::Overview => charts::overview(dataset, &self.columns, waves),
            View::Ranking | View::Table => charts::ranking(dataset, series, waves),
            View::Answers => charts::answers(dataset, series, waves),
            View::Pair => self.pair_takeaway(dataset, series, waves),
            View::Change => match (first.difference, self.columns.len()) {
                (Some(change), 2..) => {
                    let side = |at: usize| self.side(dataset, first, at);
                    let from = first.cells.iter().position(|cell| cell.value().is_some()).unwrap_or(0);
                    let ends = [side(from), side(first.cells.len() - 1)];
                    charts::change(dataset, first.challenge, ends, change, waves)
                }
                _ => charts::single_wave(dataset, series),
            },
            View::Gap => match (first.difference, &first.cells[..]) {
                (Some(gap), [_, _]) => {
                    let sides = [0, 1].map(|at| self.side(dataset, first, at));
                    charts::gap(dataset, first.challenge, sides, gap, waves)
                }
                _ => charts::nothing_drawn(dataset, self.view, series),
            },
        }
    }

    fn side(&self, dataset: &Dataset, row: &Row, at: usize) -> Side {
        let (series, cell) = (self.columns[at], row.cells[at]);
        Side { series, cell, interval: interval(dataset, series, cell) }
    }

    /// Returns the takeaway of the pair view: the challenge with the greatest sum of both measures, if both
    /// are shares.
    fn pair_takeaway(&self, dataset: &Dataset, series: SeriesKey, waves: Waves) -> String {
        let both = |row: &&Row| -> f64 { row.cells.iter().filter_map(|cell| cell.value()).sum() };
        let top = self.rows.iter().max_by(|a, b| both(a).total_cmp(&both(b)));
        let shares =
            self.columns.iter().all(|series| dataset.measure(series.measure).kind == MeasureKind::Percent);
        let labels: Vec<_> =
            self.columns.iter().map(|series| dataset.measure(series.measure).label.to_string()).collect();
        let top = top.filter(|_| shares).map(|row| (row.challenge, self.values(dataset, row)));
        charts::pair(dataset, series, &labels, top, waves)
    }

    /// Returns a sentence about the first challenge of the chosen theme: its rank among all, or how far it moved or is
    /// apart in the views that are about that.
    fn theme_takeaway(&self, dataset: &Dataset) -> Option<String> {
        let theme = self.theme?;
        let name = &dataset.theme(theme).name;
        let found = self.rows.iter().find(|row| dataset.challenge(row.challenge).theme == theme);
        let Some(row) = found else { return Some(charts::theme_absent(name)) };
        let first = &dataset.challenge(row.challenge).name;
        if self.view.shows_differences() {
            let amount = row.difference.filter(|amount| *amount != 0.0)?.abs();
            let by = charts::difference(self.kind(dataset)?, amount);
            let is_gap = self.view == View::Gap;
            return Some(if is_gap { charts::theme_apart } else { charts::theme_moved }(first, name, &by));
        }
        let (rank, total) = (row.rank?, self.rows.len());
        let is_among_all = |row: &Row| row.rank.is_some_and(|rank| rank as usize <= total);
        Some(match self.rows.iter().all(is_among_all) {
            true => charts::theme(first, name, rank, total),
            false => charts::theme_in_part(first, name, rank),
        })
    }

    /// Returns how many challenges the chart can't show; `None` if it shows all.
    pub fn absent_label(&self, dataset: &Dataset) -> Option<String> {
        let (count, total) = (self.absent.len(), dataset.challenges().len());
        let has = |kind| self.columns.iter().any(|series| dataset.measure(series.measure).kind == kind);
        let is_invented = self.wave.is_some_and(|wave| dataset.wave(wave).is_illustrative());
        let has_both = has(MeasureKind::Rank) && has(MeasureKind::Percent);
        // Of invented numbers none are published, or held back.
        let is_unasked = is_invented || self.view == View::Overview && has_both;
        let label = match (has(MeasureKind::Rank), has(MeasureKind::Percent)) {
            _ if self.view.shows_differences() => common::without_difference(count, total),
            _ if is_unasked && self.absent.iter().all(|(_, cell)| *cell == Cell::NotPublished) => {
                common::without_answers(count)
            }
            (true, false) => common::without_rank(count, total),
            (false, true) => common::without_share(count, total),
            _ => common::without_value(count, total),
        };
        (count > 0).then_some(label)
    }
}
