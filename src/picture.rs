//! From what is being looked at to rows: the one source of the canvas, of the table beside it
//! and of what is spoken, so that the three can't disagree.

use crate::atlas::{Atlas, Cut};
use crate::case::lower;
use crate::challenge::{Audience, Cell, ChallengeIx, MeasureIx, MeasureKind, WaveIx};
use crate::order::sorted;
use crate::state::{View, ViewState};
use crate::text;
use crate::viz::item::{Axis, AxisKind, Item, Measure};
use crate::viz::scene::Scene;
use crate::viz::{pair, ranking};

/// A challenge that is drawn, with its values.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which challenge.
    pub challenge: ChallengeIx,
    /// One cell for each of [`Picture::measures`], all known.
    pub cells: Vec<Cell>,
    /// Its place: in a ranking by its own measure, in a pair by priority, where that is known.
    pub place: Option<u32>,
}

/// What is drawn, and what can't be.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The kind of picture.
    pub view: View,
    /// The wave shown; none if no wave has values of what is asked for.
    pub wave: Option<WaveIx>,
    /// Whose answers.
    pub audience: Audience,
    /// The measures shown, in the order of the cells.
    pub measures: Vec<MeasureIx>,
    /// Challenges with values, first place or greatest value first.
    pub rows: Vec<Row>,
    /// Challenges in author's order that lack a value, with the reason: listed, never drawn as 0.
    pub absent: Vec<(ChallengeIx, Cell)>,
}

impl Picture {
    /// Gathers what `state` asks for.
    pub fn new(atlas: &Atlas, state: &ViewState) -> Self {
        let measures = state.measures();
        let wave = state.shown_wave(atlas);
        let mut picture = Self {
            view: state.view,
            wave,
            audience: state.audience,
            measures,
            rows: Vec::new(),
            absent: Vec::new(),
        };
        let Some(wave) = wave else {
            picture.absent = atlas.challenges().map(|ix| (ix, Cell::NotPublished)).collect();
            return picture;
        };
        let order = match state.view {
            View::Ranking => ranked(atlas, picture.cut(wave, state.measure)),
            View::Pair => picture.by_priority(atlas, wave),
        };
        for (challenge, place) in order {
            let cells: Vec<Cell> = picture
                .measures
                .iter()
                .map(|measure| atlas.cell(picture.cut(wave, *measure), challenge))
                .collect();
            match cells.iter().find(|cell| cell.value().is_none()) {
                Some(why) => picture.absent.push((challenge, *why)),
                None => picture.rows.push(Row { challenge, cells, place }),
            }
        }
        picture.absent = sorted(&picture.absent, |a, b| a.0.cmp(&b.0));
        picture
    }

    fn cut(&self, wave: WaveIx, measure: MeasureIx) -> Cut {
        Cut { wave, audience: self.audience, measure }
    }

    /// All challenges, by priority where it is known, then by the sum of both values.
    fn by_priority(&self, atlas: &Atlas, wave: WaveIx) -> Vec<(ChallengeIx, Option<u32>)> {
        let cell = |measure, challenge| atlas.cell(self.cut(wave, measure), challenge);
        let place = |challenge| {
            atlas.rank_measure().and_then(|measure| cell(measure, challenge).value()).map(as_place)
        };
        let sum = |challenge| -> f64 {
            self.measures.iter().filter_map(|measure| cell(*measure, challenge).value()).sum()
        };
        let rows: Vec<_> = atlas.challenges().map(|ix| (ix, place(ix), sum(ix))).collect();
        let order = sorted(&rows, |a, b| {
            a.1.unwrap_or(u32::MAX).cmp(&b.1.unwrap_or(u32::MAX)).then(b.2.total_cmp(&a.2))
        });
        order.into_iter().map(|(ix, place, _)| (ix, place)).collect()
    }

    /// Places the rows in a picture `width` CSS px wide.
    pub fn scene(&self, atlas: &Atlas, width: f64, measure: Measure<'_>) -> Scene {
        let items: Vec<Item> = self.rows.iter().map(|row| self.item(atlas, row)).collect();
        let axes: Vec<Axis> = self.measures.iter().map(|ix| axis(atlas, *ix)).collect();
        match (self.view, &axes[..]) {
            (View::Pair, [x, y]) => pair::layout(&items, &[x.clone(), y.clone()], width, measure),
            (_, [axis, ..]) => ranking::layout(&items, axis, width, measure),
            (_, []) => Scene::default(),
        }
    }

    fn item(&self, atlas: &Atlas, row: &Row) -> Item {
        let challenge = atlas.challenge(row.challenge);
        let value = |at: usize| row.cells.get(at).and_then(|cell| cell.value()).unwrap_or_default();
        Item {
            id: row.challenge.get() as u32,
            label: challenge.name.clone(),
            family: atlas.family(challenge.theme),
            category: challenge.theme.get(),
            wording: self.wording(atlas, row, 0),
            values: [value(0), value(1)],
            place: row.place,
        }
    }

    /// The value of a row in words: "62 %", "#8".
    pub fn wording(&self, atlas: &Atlas, row: &Row, at: usize) -> String {
        match (self.measures.get(at), row.cells.get(at)) {
            (Some(measure), Some(cell)) => text::value(atlas.measure(*measure).kind, *cell),
            _ => text::NOT_PUBLISHED.to_owned(),
        }
    }

    /// The challenge that a mark of this picture's scene stands for.
    pub fn challenge_of(&self, mark: u32) -> Option<ChallengeIx> {
        self.rows.iter().map(|row| row.challenge).find(|challenge| challenge.get() as u32 == mark)
    }

    /// The values of a row with what was asked: "widespread 62 %, urgent 48 %".
    pub fn values(&self, atlas: &Atlas, row: &Row) -> String {
        let part = |(at, measure): (usize, &MeasureIx)| {
            format!("{} {}", lower(&atlas.measure(*measure).label), self.wording(atlas, row, at))
        };
        self.measures.iter().enumerate().map(part).collect::<Vec<_>>().join(", ")
    }

    /// A row in words, in the order a listener needs them: name, values, place, then who answered and when.
    pub fn spoken(&self, atlas: &Atlas, at: usize) -> String {
        let Some(row) = self.rows.get(at) else { return String::new() };
        let name = &atlas.challenge(row.challenge).name;
        format!(
            "{name}: {}, {} of {}, {}",
            self.values(atlas, row),
            at + 1,
            self.rows.len(),
            self.provenance(atlas, row)
        )
    }

    /// Wave, audience and respondents behind a row.
    pub fn provenance(&self, atlas: &Atlas, row: &Row) -> String {
        match (self.wave, self.measures.first(), row.cells.first()) {
            (Some(wave), Some(measure), Some(cell)) => {
                text::provenance(atlas, self.cut(wave, *measure), *cell)
            }
            _ => String::new(),
        }
    }

    /// What the picture says, in one sentence.
    pub fn takeaway(&self, atlas: &Atlas) -> String {
        match (self.wave, &self.measures[..]) {
            (Some(wave), [measure]) => text::takeaway(atlas, self.cut(wave, *measure)),
            (Some(wave), [x, y]) => {
                let both = |row: &&Row| -> f64 { row.cells.iter().filter_map(|cell| cell.value()).sum() };
                let top = self.rows.iter().max_by(|a, b| both(a).total_cmp(&both(b)));
                let shares = [x, y].iter().all(|ix| atlas.measure(**ix).kind == MeasureKind::Percent);
                let first = top.filter(|_| shares).map(|row| (row.challenge, self.values(atlas, row)));
                text::pair_takeaway(atlas, wave, self.audience, (*x, *y), first)
            }
            (_, measures) => text::no_values(atlas, self.audience, measures),
        }
    }
}

/// The challenges of a ranking with their places: equal values share one, and use up those after it.
/// Challenges without a value come last and have none.
fn ranked(atlas: &Atlas, cut: Cut) -> Vec<(ChallengeIx, Option<u32>)> {
    let ranking = atlas.ranking(cut);
    let mut order: Vec<(ChallengeIx, Option<u32>)> = Vec::with_capacity(atlas.challenges().len());
    for (at, (challenge, cell)) in ranking.iter().enumerate() {
        let tied = at.checked_sub(1).filter(|before| ranking[*before].1.value() == cell.value());
        let place = match (atlas.measure(cut.measure).kind, tied) {
            (MeasureKind::Rank, _) => cell.value().map(as_place),
            (MeasureKind::Percent, Some(before)) => order[before].1,
            (MeasureKind::Percent, None) => Some(at as u32 + 1),
        };
        order.push((*challenge, place));
    }
    order.extend(atlas.challenges().filter(|ix| atlas.cell(cut, *ix).value().is_none()).map(|ix| (ix, None)));
    order
}

/// A rank as a place; the bundle holds ranks as whole numbers from 1 to 1,000,000.
fn as_place(rank: f64) -> u32 {
    rank as u32
}

fn axis(atlas: &Atlas, measure: MeasureIx) -> Axis {
    let row = atlas.measure(measure);
    let (kind, title) = match row.kind {
        MeasureKind::Percent => (AxisKind::Percent, text::share_axis(&row.label)),
        MeasureKind::Rank => (AxisKind::Place, row.label.clone()),
    };
    Axis { title, kind }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::atlas;
    use crate::viz::item::estimate;

    fn picture(query: &str) -> (Atlas, Picture) {
        let atlas = atlas();
        let (state, _) = ViewState::parse(query, &atlas);
        let picture = Picture::new(&atlas, &state);
        (atlas, picture)
    }

    #[test]
    fn every_challenge_is_either_drawn_or_listed_as_absent() {
        for query in ["", "measure=urgent", "view=pair", "view=pair&group=role/teacher", "group=role/leader"]
        {
            let (atlas, picture) = picture(query);
            assert_eq!(picture.rows.len() + picture.absent.len(), atlas.challenges().len(), "{query}");
            let scene = picture.scene(&atlas, 800.0, &estimate);
            let drawn: Vec<_> = scene.marks.iter().map(|mark| picture.challenge_of(mark.id)).collect();
            assert_eq!(
                drawn,
                picture.rows.iter().map(|row| Some(row.challenge)).collect::<Vec<_>>(),
                "{query}"
            );
        }
    }

    #[test]
    fn too_few_answers_are_listed_and_not_drawn() {
        let (atlas, picture) = picture("measure=urgent&group=role/teacher");
        let gaps = atlas.find_challenge("opportunity-gaps").unwrap();
        assert_eq!(picture.absent, [(gaps, Cell::TooFew)]);
    }

    #[test]
    fn a_row_is_spoken_as_name_value_place_and_who_answered() {
        let (atlas, picture) = picture("measure=urgent");
        assert_eq!(
            picture.spoken(&atlas, 0),
            "Literacy: urgent 70\u{a0}%, 1 of 3, Sample 2025 (illustrative), educators, 611 answered"
        );
    }

    #[test]
    fn takeaways_name_the_first_and_say_when_numbers_are_made_up() {
        let say = |query| {
            let (atlas, picture) = picture(query);
            picture.takeaway(&atlas)
        };
        assert_eq!(
            say("wave=spring-2020"),
            "Of the published ranks, practitioners put “Opportunity Gaps” highest, at #3, in spring 2020."
        );
        assert_eq!(
            say("measure=urgent&group=role/teacher"),
            "Teachers answer “urgent” most often for Literacy: 71\u{a0}% of 214 in the 2025 sample (illustrative numbers)."
        );
        assert_eq!(
            say("view=pair"),
            "Educators are most agreed on Literacy: widespread 64\u{a0}%, urgent 70\u{a0}% in the 2025 sample (illustrative numbers)."
        );
        assert_eq!(say("group=role/leader"), "No wave has values of “Priority” for district leaders.");
    }
}
