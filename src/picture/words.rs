//! A picture in words: the sentence over it, what is said of a row.

use super::{Picture, Row, interval};
use crate::atlas::{Atlas, Cut};
use crate::case::lower;
use crate::challenge::{MeasureKind, Text};
use crate::state::View;
use crate::text::explore::{self, Side};
use crate::text::{self, controls};

impl Picture {
    /// The value of a row in a column, in words: "62 %", "#8".
    pub fn wording(&self, atlas: &Atlas, row: &Row, at: usize) -> String {
        match (self.columns.get(at), row.cells.get(at)) {
            (Some(cut), Some(cell)) => text::value(atlas.measure(cut.measure).kind, *cell),
            _ => text::not_published(),
        }
    }

    /// What the picture says of a row beside its mark: "62 %", "71 % of 214", "14 points".
    pub(super) fn short(&self, atlas: &Atlas, row: &Row) -> String {
        let kind = self.kind(atlas).unwrap_or(MeasureKind::Percent);
        match (self.view, row.difference) {
            (View::Gap | View::Change, Some(difference)) => explore::difference(kind, difference.abs()),
            (View::Answers, _) => explore::share_of(
                &self.wording(atlas, row, 0),
                row.cells.first().and_then(|c| c.respondents()),
            ),
            _ => self.wording(atlas, row, 0),
        }
    }

    /// The values of a row with what they are of: "widespread 62 %, urgent 48 %",
    /// "teachers 71 %, district leaders 57 %".
    pub fn values(&self, atlas: &Atlas, row: &Row) -> String {
        let part = |(at, cut): (usize, &Cut)| {
            let value = self.wording(atlas, row, at);
            match self.view {
                View::Gap => explore::value_of(text::audience(atlas, cut.wave, cut.audience), &value),
                View::Change => explore::value_of(&atlas.wave(cut.wave).label, &value),
                _ => explore::value_of(&lower(&atlas.measure(cut.measure).label), &value),
            }
        };
        let mut parts: Vec<String> = self.columns.iter().enumerate().map(part).collect();
        parts.extend(self.sureness(atlas, row));
        text::line(&parts)
    }

    /// How sure the value of a ranking is, or what its difference is.
    fn sureness(&self, atlas: &Atlas, row: &Row) -> Option<String> {
        let kind = self.kind(atlas)?;
        match (self.view, row.difference) {
            (View::Gap, Some(gap)) => Some(explore::gap_of(kind, gap)),
            (View::Change, Some(change)) => Some(explore::change_of(kind, change)),
            (View::Ranking, _) => {
                let range = interval(atlas, *self.columns.first()?, *row.cells.first()?)?;
                Some(explore::interval(range.low, range.high))
            }
            _ => None,
        }
    }

    /// What a column of the table holds: a measure, a group or a wave.
    pub fn column_label(&self, atlas: &Atlas, at: usize) -> Text {
        let Some(cut) = self.columns.get(at) else { return Text::default() };
        match self.view {
            View::Gap => {
                let who = text::audience(atlas, cut.wave, cut.audience);
                Text::new(text::capitalised(who), who.lang())
            }
            View::Change => atlas.wave(cut.wave).label.clone(),
            _ => atlas.measure(cut.measure).label.clone(),
        }
    }

    /// What the table calls the difference; none where there is no difference.
    pub fn difference_label(&self) -> Option<String> {
        match self.view {
            View::Gap => Some(controls::gap()),
            View::Change => Some(controls::change()),
            _ => None,
        }
    }

    /// The difference of a row in words: "14 points more".
    pub fn difference_wording(&self, atlas: &Atlas, row: &Row) -> String {
        match (self.view, self.kind(atlas), row.difference) {
            (View::Gap, Some(kind), Some(gap)) => explore::gap_of(kind, gap),
            (_, Some(kind), Some(change)) => explore::change_of(kind, change),
            _ => String::new(),
        }
    }

    /// What was asked: label and question of each measure shown.
    pub fn questions(&self, atlas: &Atlas) -> Vec<(Text, Text)> {
        let mut measures: Vec<_> = self.columns.iter().map(|cut| cut.measure).collect();
        measures.dedup();
        measures
            .into_iter()
            .map(|ix| (atlas.measure(ix).label.clone(), atlas.measure(ix).question.clone()))
            .collect()
    }

    /// Whose answers, for a line under the title: "Teachers and district leaders".
    pub fn who(&self, atlas: &Atlas) -> String {
        let Some(wave) = self.wave else { return String::new() };
        let who: Vec<&str> =
            self.audiences().into_iter().map(|who| text::audience(atlas, wave, who).as_str()).collect();
        text::capitalised(&text::together(&who))
    }

    /// When it was asked, with the word that made-up numbers carry: one wave, or from the first to the last.
    pub fn when(&self, atlas: &Atlas) -> String {
        let Some(wave) = self.wave else { return String::new() };
        match self.columns.first() {
            Some(first) if first.wave != wave => {
                explore::from_to(&atlas.wave(first.wave).label, &text::wave_label(atlas, wave))
            }
            _ => text::wave_label(atlas, wave).to_string(),
        }
    }

    /// What the table beside the picture holds: "Urgent: teachers, Spring 2020".
    pub fn caption(&self, atlas: &Atlas) -> String {
        if self.columns.is_empty() {
            return self.takeaway(atlas);
        }
        let names: Vec<_> = self.questions(atlas).into_iter().map(|(label, _)| label).collect();
        explore::caption(&text::together(&names), &self.who(atlas), &self.when(atlas))
    }

    /// A row in words, in the order a listener needs them: name, values, place, then who answered and when.
    pub fn spoken(&self, atlas: &Atlas, at: usize) -> String {
        let Some(row) = self.rows.get(at) else { return String::new() };
        let name = &atlas.challenge(row.challenge).name;
        let (values, source) = (self.values(atlas, row), self.provenance(atlas, row));
        if self.pins.contains(&row.challenge) {
            explore::spoken_pinned(name, &values, at + 1, self.rows.len(), &source)
        } else {
            explore::spoken(name, &values, at + 1, self.rows.len(), &source)
        }
    }

    /// Audience, wave and respondents behind a row.
    pub fn provenance(&self, atlas: &Atlas, row: &Row) -> String {
        let Some((at, cut)) = self.main() else { return String::new() };
        let cell = row.cells.get(at).copied().unwrap_or_default();
        match (self.view, &self.columns[..]) {
            (View::Gap, [one, other]) => {
                let n = |at: usize| row.cells.get(at).and_then(|cell| cell.respondents());
                explore::two_sides(atlas, cut.wave, [(one.audience, n(0)), (other.audience, n(1))])
            }
            _ => text::provenance(atlas, cut, cell),
        }
    }

    /// What the picture says, in one sentence; with a theme chosen, a second one says it of the theme.
    pub fn takeaway(&self, atlas: &Atlas) -> String {
        if self.view == View::Gap && self.state.sides(atlas).is_none() {
            return explore::no_groups();
        }
        let Some((_, cut)) = self.main() else {
            return explore::no_values(atlas, &self.state.audiences(atlas), &self.state.measures(atlas));
        };
        let first = self.rows.first();
        let sentence = match (self.view, first) {
            (_, None) => explore::nothing_drawn(atlas, self.view, cut),
            (View::Ranking | View::Table, Some(_)) => explore::ranking(atlas, cut),
            (View::Answers, Some(row)) => explore::answers(atlas, cut, row.challenge, row.cells[0]),
            (View::Pair, Some(_)) => self.pair_takeaway(atlas, cut),
            (View::Change, Some(row)) => match (row.difference, self.columns.len()) {
                (Some(change), 2..) => {
                    let side = |at: usize| self.side(atlas, row, at);
                    let from = row.cells.iter().position(|cell| cell.value().is_some()).unwrap_or(0);
                    explore::change(atlas, row.challenge, [side(from), side(row.cells.len() - 1)], change)
                }
                _ => explore::single_wave(atlas, cut),
            },
            (View::Gap, Some(row)) => match (row.difference, &row.cells[..]) {
                (Some(gap), [_, _]) => {
                    explore::gap(atlas, row.challenge, [0, 1].map(|at| self.side(atlas, row, at)), gap)
                }
                _ => explore::nothing_drawn(atlas, self.view, cut),
            },
        };
        match self.theme_first(atlas) {
            Some(of_theme) => format!("{sentence} {of_theme}"),
            None => sentence,
        }
    }

    fn side(&self, atlas: &Atlas, row: &Row, at: usize) -> Side {
        let (cut, cell) = (self.columns[at], row.cells[at]);
        Side { cut, cell, interval: interval(atlas, cut, cell) }
    }

    /// The challenge highest on both measures together, if both are shares.
    fn pair_takeaway(&self, atlas: &Atlas, cut: Cut) -> String {
        let both = |row: &&Row| -> f64 { row.cells.iter().filter_map(|cell| cell.value()).sum() };
        let top = self.rows.iter().max_by(|a, b| both(a).total_cmp(&both(b)));
        let shares = self.columns.iter().all(|cut| atlas.measure(cut.measure).kind == MeasureKind::Percent);
        let labels: Vec<_> =
            self.columns.iter().map(|cut| atlas.measure(cut.measure).label.to_string()).collect();
        let top = top.filter(|_| shares).map(|row| (row.challenge, self.values(atlas, row)));
        explore::pair(atlas, cut, &labels, top)
    }

    /// Which challenge of the chosen theme comes first, and where it stands among all.
    fn theme_first(&self, atlas: &Atlas) -> Option<String> {
        let theme = self.theme?;
        let name = &atlas.theme(theme).name;
        let found = self.rows.iter().position(|row| atlas.challenge(row.challenge).theme == theme);
        Some(match found {
            Some(at) => {
                let row = &self.rows[at];
                explore::theme(name, &atlas.challenge(row.challenge).name, at + 1, self.rows.len())
            }
            None => explore::theme_absent(name),
        })
    }
}
