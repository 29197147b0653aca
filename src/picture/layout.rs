//! A picture's rows as plain items, and the layout that places them.

use super::{Picture, Row, interval, mark_of};
use crate::atlas::{Atlas, Cut};
use crate::challenge::{Audience, Cell, MeasureKind};
use crate::language::Direction;
use crate::state::View;
use crate::text;
use crate::text::words::spoken;
use crate::viz::frame::{Frame, Say};
use crate::viz::item::{Answers, Axis, AxisKind, Item, Measure, Tone, Value};
use crate::viz::scene::Scene;
use crate::viz::{answers, change, gap, pair, ranking};

impl Picture {
    /// Places the rows in a picture `width` CSS px wide, from the right in a language that is read so.
    /// The table has none.
    ///
    /// Here alone direction enters: whatever draws, hits or steps through a scene takes it as it is.
    pub fn scene(&self, atlas: &Atlas, width: f64, measure: Measure<'_>) -> Scene {
        let scene = self.laid_out(atlas, width, measure);
        // Rows and waves are read as lines are; see `viz::pair` for why the plane is not.
        let is_mirrored = self.view != View::Pair && spoken().language.direction() == Direction::Rtl;
        if is_mirrored { scene.mirrored() } else { scene }
    }

    fn laid_out(&self, atlas: &Atlas, width: f64, measure: Measure<'_>) -> Scene {
        let items: Vec<Item> = self.rows.iter().map(|row| self.item(atlas, row)).collect();
        let illustrative = self.wave.is_some_and(|wave| atlas.wave(wave).is_illustrative());
        let badge = illustrative.then(text::explore::badge);
        let unknown = text::not_published();
        let frame = Frame { width, measure, badge: badge.as_deref(), say: say(&unknown) };
        let who = |cut: &Cut| text::capitalised(text::audience(atlas, cut.wave, cut.audience));
        match (self.view, &self.columns[..]) {
            (View::Table, _) | (_, []) => Scene::default(),
            (View::Pair, [x, y]) => pair::layout(&items, &[axis(atlas, x), axis(atlas, y)], frame),
            (View::Change, cuts) => {
                let waves: Vec<String> =
                    cuts.iter().map(|cut| atlas.wave(cut.wave).label.to_string()).collect();
                change::layout(&items, &axis(atlas, &cuts[0]), &waves, frame)
            }
            (View::Gap, [one, other]) => {
                gap::layout(&items, &axis(atlas, one), &[who(one), who(other)], frame)
            }
            (View::Answers, [cut, ..]) => {
                let title = text::explore::answers_title(&atlas.measure(cut.measure).label);
                answers::layout(&items, &Axis { title, kind: AxisKind::Percent }, frame)
            }
            (_, [cut, ..]) => ranking::layout(&items, &axis(atlas, cut), frame),
        }
    }

    fn item(&self, atlas: &Atlas, row: &Row) -> Item {
        let challenge = atlas.challenge(row.challenge);
        let columns = self.columns.iter().zip(&row.cells);
        Item {
            id: mark_of(row.challenge),
            label: challenge.name.to_string(),
            family: atlas.family(challenge.theme),
            category: challenge.theme.get(),
            tone: self.tone(atlas, row),
            wording: self.short(atlas, row),
            values: columns.map(|(cut, cell)| value(atlas, *cut, *cell)).collect(),
            place: row.place,
        }
    }

    /// Compared ones stand out; with a theme chosen, those of the others stand back.
    fn tone(&self, atlas: &Atlas, row: &Row) -> Tone {
        let other = |theme| atlas.challenge(row.challenge).theme != theme;
        if self.pins.contains(&row.challenge) {
            Tone::Pinned
        } else if self.theme.is_some_and(other) {
            Tone::Faded
        } else {
            Tone::Plain
        }
    }

    /// Who is looked at: one side, or two.
    pub(super) fn audiences(&self) -> Vec<Audience> {
        let mut audiences: Vec<Audience> = self.columns.iter().map(|cut| cut.audience).collect();
        audiences.dedup();
        audiences
    }
}

/// How numbers at axes are said; `unknown` stands in place of a value that nobody published.
pub fn say(unknown: &str) -> Say<'_> {
    Say { share: text::share, rank: text::rank, unknown }
}

fn value(atlas: &Atlas, cut: Cut, cell: Cell) -> Option<Value> {
    let amount = cell.value()?;
    let yes = |n: u32| Answers { yes: (amount * f64::from(n) / 100.0).round() as usize, all: n as usize };
    let is_share = atlas.measure(cut.measure).kind == MeasureKind::Percent;
    Some(Value {
        amount,
        interval: interval(atlas, cut, cell).map(|range| (range.low, range.high)),
        answers: cell.respondents().filter(|_| is_share).map(yes),
    })
}

fn axis(atlas: &Atlas, cut: &Cut) -> Axis {
    let row = atlas.measure(cut.measure);
    let (kind, title) = match row.kind {
        MeasureKind::Percent => (AxisKind::Percent, text::share_axis(&row.label)),
        MeasureKind::Rank => (AxisKind::Place, row.label.to_string()),
    };
    Axis { title, kind }
}
