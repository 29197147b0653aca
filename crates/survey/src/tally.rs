//! Counts of answers, and the results that may be published.

use std::collections::BTreeMap;

use self::inner::Combination;
use crate::suppress::Count;
use crate::weight::WeightSums;
use crate::{Answer, Form, FormError, Part, Sheet};

mod inner;

/// Counts and sums for one question, challenge and part of the respondents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub answered: u32,
    /// Sum of the weights of those who answered, in millionths.
    pub weight: u64,
    /// Sum of the weights of yes answers, or of each weight times the place given in halves.
    pub sum: u64,
}

/// The counts of a survey, by wave, part, question and challenge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tallies {
    form: Form,
    parts: Vec<Part>,
    /// Tallies of the measures in order, then of the ranking.
    counts: Vec<Tally>,
    /// Numbers and weights of sheets, by wave.
    sheets: Vec<WeightSums>,
    /// For each wave the waves whose respondents it counts beside its own.
    pools: Vec<Vec<usize>>,
    /// Combinations of a wave and groups that have respondents, each with its counts by question and challenge.
    inner: BTreeMap<Combination, Vec<Count>>,
}

impl Tallies {
    /// Returns counts of zero for a form.
    pub fn new(form: Form) -> Self {
        Self::with_pools(form, Vec::new())
    }

    /// Returns counts of zero for a form in which some waves pool others: `pools` has for each wave the waves whose
    /// respondents it counts beside its own.
    pub fn with_pools(form: Form, mut pools: Vec<Vec<usize>>) -> Self {
        pools.resize(form.waves, Vec::new());
        let parts = form.parts();
        let cells = form.waves * parts.len() * (form.measures + 1) * form.challenges;
        let sheets = vec![WeightSums::default(); form.waves];
        let counts = vec![Tally::default(); cells];
        Self { parts, counts, sheets, pools, inner: BTreeMap::new(), form }
    }

    /// Returns the form that sheets must have.
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// Returns the number of sheets of a wave, including blank ones.
    pub fn sheets(&self, wave: usize) -> u32 {
        self.sheets.get(wave).map_or(0, |sums| sums.count())
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
        self.add_inner(sheet);
        let waves: Vec<usize> = self.counted_in(sheet.wave).collect();
        for wave in waves {
            self.sheets[wave].add(sheet.weight);
            for part in 0..self.parts.len() {
                if self.parts[part].holds(&sheet.groups) {
                    self.add_to(wave, part, sheet);
                }
            }
        }
        Ok(())
    }

    /// Counts a sheet in the tallies of one wave and part.
    fn add_to(&mut self, wave: usize, part: usize, sheet: &Sheet) {
        let weight = sheet.weight.millionths();
        for (measure, answers) in sheet.answers.iter().enumerate() {
            let start = self.start(wave, part, measure);
            for (tally, answer) in self.counts[start..].iter_mut().zip(answers) {
                let said = |what: bool| u32::from(what);
                tally.answered += said(*answer != Answer::Missing);
                tally.sum += u64::from(said(*answer == Answer::Yes)) * weight;
                tally.weight += u64::from(said(*answer != Answer::Missing)) * weight;
            }
        }
        let start = self.start(wave, part, self.form.measures);
        for (tally, place) in self.counts[start..].iter_mut().zip(&sheet.places) {
            let Some(place) = place else { continue };
            tally.answered += 1;
            tally.weight += weight;
            tally.sum += u64::from(*place) * weight;
        }
    }

    /// Adds other counts of the same form.
    ///
    /// # Errors
    ///
    /// Returns an error if the forms differ.
    pub fn join(&mut self, other: &Self) -> Result<(), FormError> {
        if self.form != other.form || self.pools != other.pools {
            return Err(FormError("questions"));
        }
        for (own, new) in self.counts.iter_mut().zip(&other.counts) {
            own.answered += new.answered;
            own.weight += new.weight;
            own.sum += new.sum;
        }
        for (combination, counts) in &other.inner {
            self.count_inner(combination.clone(), counts);
        }
        self.sheets.iter_mut().zip(&other.sheets).for_each(|(own, new)| own.join(*new));
        Ok(())
    }

    /// Returns the number of tallies.
    pub(super) fn cells(&self) -> usize {
        self.counts.len()
    }

    pub(super) fn at(&self, position: usize) -> Tally {
        self.counts[position]
    }

    /// Returns the position of a tally; `None` if the form does not have it.
    pub(super) fn position(
        &self,
        wave: usize,
        part: Part,
        question: usize,
        challenge: usize,
    ) -> Option<usize> {
        let part = self.parts.iter().position(|known| *known == part)?;
        let is_known =
            wave < self.form.waves && question <= self.form.measures && challenge < self.form.challenges;
        is_known.then(|| self.start(wave, part, question) + challenge)
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
mod tests {
    use data::challenge::Cell;

    use super::super::{Ties, Weight};
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
        let shares = |part, measure, minimum| tallies.published(minimum).shares(0, part, measure);
        let everyone = shares(Part::Everyone, 0, 1);
        assert_eq!(everyone, [known(66.7, 3), known(50.0, 2), Cell::TooFew]);
        let group = Part::Group { dimension: 0, group: 0 };
        assert_eq!(shares(group, 0, 0), [known(50.0, 2), known(100.0, 1), Cell::NotPublished]);
        // The other group of the dimension has one answer: withheld alone, it could be computed.
        assert_eq!(shares(group, 1, 2), [Cell::TooFew; 3]);
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
        let share = tallies.published(3).shares(0, Part::Everyone, 0)[0];
        assert_eq!(share, Cell::Known { value: 75.0, respondents: Some(3) });
        assert_eq!(
            tallies.published(4).shares(0, Part::Everyone, 0)[0],
            Cell::TooFew,
            "the minimum counts heads"
        );
        assert_eq!(tallies.design_effect(0), Some(1.79), "3 * 9.5 / 16, rounded up");
    }

    #[test]
    fn places_are_by_the_mean_of_those_that_were_given() {
        let given = |places: [Option<u32>; 3]| Sheet { places: places.to_vec(), ..form().blank(0) };
        let tallies = counted(&[given([Some(2), Some(4), None]), given([Some(6), Some(4), Some(3)])]);
        let known = |value, n| Cell::Known { value, respondents: Some(n) };
        let of = |minimum, ties| tallies.published(minimum).places(0, Part::Everyone, ties);
        assert_eq!(of(1, Ties::Gap), [known(2.0, 2), known(2.0, 2), known(1.0, 1)]);
        assert_eq!(of(2, Ties::Gap), [known(1.0, 2), known(1.0, 2), Cell::TooFew]);
        assert_eq!(tallies.published(0).places(1, Part::Everyone, Ties::Gap), [Cell::NotPublished; 3]);
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
            tallies.published(1).shares(0, Part::Everyone, 0)[0].value()
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
        assert!(tallies.published(1).shares(2, Part::Everyone, 0).is_empty());
        assert!(tallies.published(1).shares(0, Part::Group { dimension: 2, group: 0 }, 0).is_empty());
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

    /// Returns true if a group, or those without one, gave few answers about a challenge in wave 1.
    fn has_small(sheets: &[Sheet], challenge: usize, minimum: u32) -> bool {
        let mut counts = BTreeMap::new();
        for sheet in sheets.iter().filter(|s| s.wave == 1 && s.answers[0][challenge] != Answer::Missing) {
            for (dimension, group) in sheet.groups.iter().enumerate() {
                *counts.entry((dimension, *group)).or_insert(0) += 1;
            }
        }
        counts.values().any(|count| *count < minimum)
    }

    proptest! {
        #[test]
        fn cells_below_the_minimum_are_withheld(
            sheets in prop::collection::vec(any_sheet(), 0..40),
            minimum in 1..12_u32,
        ) {
            let tallies = counted(&sheets);
            let published = tallies.published(minimum);
            for part in form().parts() {
                let belongs = |sheet: &&Sheet| match part {
                    Part::Everyone => true,
                    Part::Group { dimension, group } => sheet.groups[dimension] == Some(group),
                };
                for (at, cell) in published.shares(1, part, 0).into_iter().enumerate() {
                    let answers = sheets.iter().filter(|s| s.wave == 1).filter(belongs).map(|s| s.answers[0][at]);
                    let n = answers.filter(|answer| *answer != Answer::Missing).count() as u32;
                    prop_assert!(cell == Cell::TooFew || n >= minimum);
                    prop_assert!(cell != Cell::TooFew || n < minimum || has_small(&sheets, at, minimum));
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
            let published = tallies.published(minimum);
            let n_of = |part| -> Vec<Option<u32>> {
                published.shares(0, part, 1).into_iter().map(Cell::respondents).collect()
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
