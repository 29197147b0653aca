//! Counts of answers, and the results that may be published.

use data::challenge::Cell;

use crate::rank::places;
use crate::suppress::{Count, withheld};
use crate::weight::Spread;
use crate::{Answer, Form, FormError, Part, Sheet, Ties};

/// Counts and sums for one question, challenge and part of the respondents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    answered: u32,
    /// Number of yes answers; 0 for the ranking.
    yes: u32,
    /// Sum of the weights of those who answered, in millionths.
    weight: u64,
    /// Sum of the weights of yes answers, or of each weight times the place given in halves.
    sum: u64,
}

/// The counts of a survey, by wave, part, question and challenge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tallies {
    form: Form,
    parts: Vec<Part>,
    /// Tallies of the measures in order, then of the ranking.
    counts: Vec<Tally>,
    /// Numbers and weights of sheets, by wave.
    sheets: Vec<Spread>,
}

impl Tallies {
    /// Returns counts of zero for a form.
    pub fn new(form: Form) -> Self {
        let parts = form.parts();
        let cells = form.waves * parts.len() * (form.measures + 1) * form.challenges;
        let sheets = vec![Spread::default(); form.waves];
        Self { parts, counts: vec![Tally::default(); cells], sheets, form }
    }

    /// Returns the form that sheets must have.
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// Returns the number of sheets of a wave, including blank ones.
    pub fn sheets(&self, wave: usize) -> u32 {
        self.sheets.get(wave).map_or(0, |spread| spread.count())
    }

    /// Returns Kish's design effect of a wave, which is more than 1: a weighted survey needs that many times
    /// the respondents for the precision of an unweighted one. Returns `None` if all weights are equal.
    pub fn design_effect(&self, wave: usize) -> Option<f64> {
        self.sheets.get(wave)?.design_effect()
    }

    /// Counts a sheet for everyone and for each of its respondent's groups.
    ///
    /// # Errors
    ///
    /// Returns an error if the sheet is not of this form; nothing is counted then.
    pub fn add(&mut self, sheet: &Sheet) -> Result<(), FormError> {
        self.fit(sheet)?;
        self.sheets[sheet.wave].add(sheet.weight);
        let weight = sheet.weight.millionths();
        for part in 0..self.parts.len() {
            let belongs = match self.parts[part] {
                Part::Everyone => true,
                Part::Group { dimension, group } => sheet.groups[dimension] == Some(group),
            };
            if !belongs {
                continue;
            }
            for (measure, answers) in sheet.answers.iter().enumerate() {
                let start = self.start(sheet.wave, part, measure);
                for (tally, answer) in self.counts[start..].iter_mut().zip(answers) {
                    let said = |what: bool| u32::from(what);
                    tally.yes += said(*answer == Answer::Yes);
                    tally.answered += said(*answer != Answer::Missing);
                    tally.sum += u64::from(said(*answer == Answer::Yes)) * weight;
                    tally.weight += u64::from(said(*answer != Answer::Missing)) * weight;
                }
            }
            let start = self.start(sheet.wave, part, self.form.measures);
            for (tally, place) in self.counts[start..].iter_mut().zip(&sheet.places) {
                let Some(place) = place else { continue };
                tally.answered += 1;
                tally.weight += weight;
                tally.sum += u64::from(*place) * weight;
            }
        }
        Ok(())
    }

    /// Adds other counts of the same form.
    ///
    /// # Errors
    ///
    /// Returns an error if the forms differ.
    pub fn join(&mut self, other: &Self) -> Result<(), FormError> {
        if self.form != other.form {
            return Err(FormError("questions"));
        }
        for (own, new) in self.counts.iter_mut().zip(&other.counts) {
            own.answered += new.answered;
            own.yes += new.yes;
            own.weight += new.weight;
            own.sum += new.sum;
        }
        self.sheets.iter_mut().zip(&other.sheets).for_each(|(own, new)| own.join(*new));
        Ok(())
    }

    /// Returns the share of yes among the answers about each challenge: percent with one decimal, weighted,
    /// with the unweighted number of respondents.
    ///
    /// Cells with fewer answers than `minimum` are [`Cell::TooFew`], without share and count. Others are
    /// withheld with them if subtraction would reveal them, from everyone and the other groups of the
    /// dimension; this protects respondents who stated no group too. A share without answers is never 0:
    /// with a minimum of 0 it is [`Cell::NotPublished`].
    ///
    /// Two things are not hidden. If *everyone* gave the same answer, so did each withheld group. And
    /// somebody who knows that a group of one dimension has the members of another, or knows answers
    /// from elsewhere, may narrow a count down.
    pub fn shares(&self, wave: usize, part: Part, measure: usize, minimum: u32) -> Vec<Cell> {
        if measure >= self.form.measures {
            return Vec::new();
        }
        let share = |tally: Tally| {
            // Integers until the last step give the same result on every machine; halves are rounded up.
            let (yes, all) = (u128::from(tally.sum), u128::from(tally.weight));
            let tenths = (2000 * yes + all) / (2 * all);
            Cell::Known { value: tenths as f64 / 10.0, respondents: Some(tally.answered) }
        };
        let shown = self.shown(wave, part, measure, minimum);
        shown.into_iter().map(|tally| tally.map_or_else(|absent| absent, share)).collect()
    }

    /// Returns the rank of each challenge by the weighted mean of the places that respondents gave; the least
    /// mean is first. The same cells are withheld as for shares.
    pub fn places(&self, wave: usize, part: Part, minimum: u32, ties: Ties) -> Vec<Cell> {
        let shown = self.shown(wave, part, self.form.measures, minimum);
        let means: Vec<Option<Tally>> = shown.iter().map(|tally| tally.ok()).collect();
        // Means are compared without division, so that equal means are equal.
        let cross = |one: &Tally, other: &Tally| u128::from(one.sum) * u128::from(other.weight);
        let places = places(&means, ties, |a, b| cross(a, b).cmp(&cross(b, a)));
        let cell = |(tally, place): (Result<Tally, Cell>, Option<f64>)| match (tally, place) {
            (Ok(tally), Some(value)) => Cell::Known { value, respondents: Some(tally.answered) },
            (Ok(_), None) => Cell::NotPublished,
            (Err(absent), _) => absent,
        };
        shown.into_iter().zip(places).map(cell).collect()
    }

    /// Returns the publishable tallies of a question, or the absent cell in their place.
    fn shown(&self, wave: usize, part: Part, question: usize, minimum: u32) -> Vec<Result<Tally, Cell>> {
        let Some(at) = self.parts.iter().position(|known| *known == part) else { return Vec::new() };
        if wave >= self.form.waves {
            return Vec::new();
        }
        let shown = |challenge: usize| {
            let tally = self.counts[self.start(wave, at, question) + challenge];
            let small = match part {
                Part::Everyone => tally.answered < minimum,
                Part::Group { dimension, group } => {
                    self.withheld(wave, dimension, question, challenge, minimum)[group]
                }
            };
            match tally.answered {
                _ if small => Err(Cell::TooFew),
                0 => Err(Cell::NotPublished),
                _ => Ok(tally),
            }
        };
        (0..self.form.challenges).map(shown).collect()
    }

    /// Returns the groups of a dimension to withhold, for one question and challenge.
    fn withheld(
        &self,
        wave: usize,
        dimension: usize,
        question: usize,
        challenge: usize,
        minimum: u32,
    ) -> Vec<bool> {
        let count = |part: usize| {
            let Tally { answered, yes, .. } = self.counts[self.start(wave, part, question) + challenge];
            Count { answered, yes: (question < self.form.measures).then_some(yes) }
        };
        // Everyone comes first, then the groups, dimension by dimension.
        let first = 1 + self.form.groups[..dimension].iter().sum::<usize>();
        let groups: Vec<Count> = (first..first + self.form.groups[dimension]).map(count).collect();
        withheld(count(0), &groups, minimum)
    }

    /// Returns the position of the first tally of a wave, part and question.
    fn start(&self, wave: usize, part: usize, question: usize) -> usize {
        ((wave * self.parts.len() + part) * (self.form.measures + 1) + question) * self.form.challenges
    }

    fn fit(&self, sheet: &Sheet) -> Result<(), FormError> {
        let Form { waves, groups, measures, challenges } = &self.form;
        let known = |(group, count): (&Option<usize>, &usize)| group.is_none_or(|group| group < *count);
        if sheet.wave >= *waves {
            return Err(FormError("waves"));
        }
        if sheet.groups.len() != groups.len() || !sheet.groups.iter().zip(groups).all(known) {
            return Err(FormError("groups"));
        }
        if sheet.answers.len() != *measures || sheet.answers.iter().any(|row| row.len() != *challenges) {
            return Err(FormError("questions"));
        }
        let is_place = |place: &u32| (2..=Sheet::LAST_PLACE).contains(place);
        if sheet.places.len() != *challenges || !sheet.places.iter().flatten().all(is_place) {
            return Err(FormError("places"));
        }
        Ok(())
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))] // proptest is native
mod tests {
    use super::super::Weight;
    use super::*;
    use proptest::prelude::*;

    fn form() -> Form {
        Form { waves: 2, groups: vec![2, 3], measures: 2, challenges: 3 }
    }

    /// Returns a sheet of `form()` from digits: 0 missing, 1 yes, 2 no.
    fn sheet(wave: usize, groups: [Option<usize>; 2], answers: [[u8; 3]; 2]) -> Sheet {
        let answer = |digit| [Answer::Missing, Answer::Yes, Answer::No][usize::from(digit)];
        let answers = answers.map(|row| row.map(answer).to_vec()).to_vec();
        Sheet { groups: groups.to_vec(), answers, ..form().blank(wave) }
    }

    fn counted(sheets: &[Sheet]) -> Tallies {
        let mut tallies = Tallies::new(form());
        for sheet in sheets {
            tallies.add(sheet).unwrap();
        }
        tallies
    }

    #[test]
    fn shares_are_of_those_who_answered() {
        let tallies = counted(&[
            sheet(0, [Some(0), None], [[1, 1, 0], [2, 1, 0]]),
            sheet(0, [Some(1), Some(2)], [[1, 2, 0], [2, 1, 0]]),
            sheet(0, [Some(0), Some(2)], [[2, 0, 0], [2, 1, 0]]),
            sheet(1, [Some(0), Some(2)], [[2, 2, 2], [2, 2, 2]]),
        ]);
        let known = |value, n| Cell::Known { value, respondents: Some(n) };
        let everyone = tallies.shares(0, Part::Everyone, 0, 1);
        assert_eq!(everyone, [known(66.7, 3), known(50.0, 2), Cell::TooFew]);
        let group = Part::Group { dimension: 0, group: 0 };
        assert_eq!(tallies.shares(0, group, 0, 0), [known(50.0, 2), known(100.0, 1), Cell::NotPublished]);
        // The other group of the dimension has one answer: withheld alone, it could be computed.
        assert_eq!(tallies.shares(0, group, 1, 2), [Cell::TooFew; 3]);
        assert_eq!(tallies.design_effect(0), None);
        assert_eq!([tallies.sheets(0), tallies.sheets(1), tallies.sheets(9)], [3, 1, 0]);
    }

    #[test]
    fn weights_make_shares_and_heads_are_counted() {
        let weighted = |weight, digit| Sheet {
            weight: Weight::parse(weight).unwrap(),
            ..sheet(0, [None, None], [[digit, 0, 0], [0; 3]])
        };
        let tallies = counted(&[weighted("3", 1), weighted("0.5", 2), weighted("0.5", 2)]);
        let share = tallies.shares(0, Part::Everyone, 0, 3)[0];
        assert_eq!(share, Cell::Known { value: 75.0, respondents: Some(3) });
        assert_eq!(tallies.shares(0, Part::Everyone, 0, 4)[0], Cell::TooFew, "the minimum counts heads");
        assert_eq!(tallies.design_effect(0), Some(1.79), "3 * 9.5 / 16, rounded up");
    }

    #[test]
    fn places_are_by_the_mean_of_those_that_were_given() {
        let given = |places: [Option<u32>; 3]| Sheet { places: places.to_vec(), ..form().blank(0) };
        let tallies = counted(&[given([Some(2), Some(4), None]), given([Some(6), Some(4), Some(3)])]);
        let known = |value, n| Cell::Known { value, respondents: Some(n) };
        let of = |minimum, ties| tallies.places(0, Part::Everyone, minimum, ties);
        assert_eq!(of(1, Ties::Gap), [known(2.0, 2), known(2.0, 2), known(1.0, 1)]);
        assert_eq!(of(2, Ties::Gap), [known(1.0, 2), known(1.0, 2), Cell::TooFew]);
        assert_eq!(tallies.places(1, Part::Everyone, 0, Ties::Gap), [Cell::NotPublished; 3]);
    }

    #[test]
    fn halves_of_a_tenth_are_rounded_up() {
        let share = |yes: u32, answered: u32| {
            let form = Form { waves: 1, groups: Vec::new(), measures: 1, challenges: 1 };
            let mut tallies = Tallies::new(form.clone());
            for at in 0..answered {
                let answer = if at < yes { Answer::Yes } else { Answer::No };
                tallies.add(&Sheet { answers: vec![vec![answer]], ..form.blank(0) }).unwrap();
            }
            tallies.shares(0, Part::Everyone, 0, 1)[0].value()
        };
        assert_eq!(share(1, 16), Some(6.3), "6.25");
        assert_eq!(share(1, 3), Some(33.3));
        assert_eq!(share(1_999, 2_000), Some(100.0), "99.95: what one decimal can say");
    }

    #[test]
    fn a_sheet_of_another_form_is_refused_and_not_counted() {
        let good = sheet(0, [None, None], [[1, 1, 1]; 2]);
        let misfits = [
            Sheet { wave: 2, ..good.clone() },
            Sheet { groups: vec![None], ..good.clone() },
            Sheet { groups: vec![Some(2), None], ..good.clone() },
            Sheet { answers: vec![vec![Answer::Yes; 3]], ..good.clone() },
            Sheet { answers: vec![vec![Answer::Yes; 2]; 2], ..good.clone() },
            Sheet { places: vec![Some(1), None, None], ..good.clone() },
            Sheet { places: vec![None; 2], ..good },
        ];
        let mut tallies = Tallies::new(form());
        for misfit in &misfits {
            assert!(tallies.add(misfit).is_err(), "{misfit:?}");
        }
        assert_eq!(tallies, Tallies::new(form()));
        assert!(tallies.shares(2, Part::Everyone, 0, 1).is_empty());
        assert!(tallies.shares(0, Part::Group { dimension: 2, group: 0 }, 0, 1).is_empty());
    }

    prop_compose! {
        fn any_sheet()(
            wave in 0..2_usize,
            first in prop::option::of(0..2_usize),
            second in prop::option::of(0..3_usize),
            digits in prop::array::uniform2(prop::array::uniform3(0..3_u8)),
        ) -> Sheet {
            sheet(wave, [first, second], digits)
        }
    }

    proptest! {
        #[test]
        fn cells_below_the_minimum_are_withheld(
            sheets in prop::collection::vec(any_sheet(), 0..40),
            minimum in 1..12_u32,
        ) {
            let tallies = counted(&sheets);
            for part in form().parts() {
                let belongs = |sheet: &&Sheet| match part {
                    Part::Everyone => true,
                    Part::Group { dimension, group } => sheet.groups[dimension] == Some(group),
                };
                for (at, cell) in tallies.shares(1, part, 0, minimum).into_iter().enumerate() {
                    let answers = sheets.iter().filter(|s| s.wave == 1).filter(belongs).map(|s| s.answers[0][at]);
                    let n = answers.filter(|answer| *answer != Answer::Missing).count() as u32;
                    prop_assert!(cell == Cell::TooFew || n >= minimum);
                    prop_assert!(cell != Cell::TooFew || part != Part::Everyone || n < minimum);
                    if let Cell::Known { value, respondents } = cell {
                        prop_assert_eq!(respondents, Some(n));
                        prop_assert!((0.0..=100.0).contains(&value));
                    }
                }
            }
        }

        /// Checks the guarantees of `suppress` for published results of sheets.
        #[test]
        fn no_small_part_is_the_only_one_missing(
            sheets in prop::collection::vec(any_sheet(), 0..40),
            minimum in 2..12_u32,
        ) {
            let tallies = counted(&sheets);
            let n_of = |part| -> Vec<Option<u32>> {
                tallies.shares(0, part, 1, minimum).into_iter().map(Cell::respondents).collect()
            };
            let everyone = n_of(Part::Everyone);
            for (dimension, groups) in [2, 3].into_iter().enumerate() {
                let published: Vec<_> = (0..groups).map(|group| n_of(Part::Group { dimension, group })).collect();
                for challenge in 0..3 {
                    let mut lump = everyone[challenge];
                    let mut hidden = vec![0; groups + 1]; // respondents without a group come last
                    for sheet in sheets.iter().filter(|s| s.wave == 0 && s.answers[1][challenge] != Answer::Missing) {
                        let part = sheet.groups[dimension].unwrap_or(groups);
                        hidden[part] += 1;
                    }
                    for (group, cells) in published.iter().enumerate() {
                        if let Some(n) = cells[challenge] {
                            lump = lump.map(|rest| rest - n);
                            hidden[group] = 0;
                        }
                    }
                    let small = hidden.iter().any(|n| (1..minimum).contains(n));
                    if let (Some(lump), true) = (lump, small) {
                        prop_assert!(lump >= minimum && hidden.iter().filter(|n| **n > 0).count() >= 2);
                    }
                }
            }
        }

        #[test]
        fn the_order_of_sheets_does_not_matter(
            (sheets, shuffled) in prop::collection::vec(any_sheet(), 0..30)
                .prop_flat_map(|sheets| (Just(sheets.clone()), Just(sheets).prop_shuffle())),
        ) {
            prop_assert_eq!(counted(&sheets), counted(&shuffled));
            let (first, second) = shuffled.split_at(shuffled.len() / 2);
            let mut joined = counted(first);
            joined.join(&counted(second)).unwrap();
            prop_assert_eq!(counted(&sheets), joined, "nor in how many files they are");
        }
    }
}
