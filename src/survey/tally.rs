//! Counts of answers, and what may be published of them.

use super::{Answer, Form, Misfit, Part, Sheet};
use crate::challenge::Cell;

/// How many said yes, of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    yes: u32,
    answered: u32,
}

/// The counts of a survey: a tally for each wave, part, measure and challenge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tallies {
    form: Form,
    parts: Vec<Part>,
    counts: Vec<Tally>,
    /// By wave.
    sheets: Vec<u32>,
}

impl Tallies {
    /// Counts for surveys of this form, nothing counted yet.
    pub fn new(form: Form) -> Self {
        let parts = form.parts();
        let cells = form.waves * parts.len() * form.measures * form.challenges;
        Self { parts, counts: vec![Tally::default(); cells], sheets: vec![0; form.waves], form }
    }

    /// The form that sheets must have.
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// How many sheets of a wave were counted, blank ones included.
    pub fn sheets(&self, wave: usize) -> u32 {
        self.sheets.get(wave).copied().unwrap_or(0)
    }

    /// Counts a sheet for everyone and for each group its respondent belongs to.
    pub fn add(&mut self, sheet: &Sheet) -> Result<(), Misfit> {
        self.fit(sheet)?;
        self.sheets[sheet.wave] += 1;
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
                    tally.yes += u32::from(*answer == Answer::Yes);
                    tally.answered += u32::from(*answer != Answer::Missing);
                }
            }
        }
        Ok(())
    }

    /// The share of yes among those who answered, for each challenge: percent with one decimal.
    ///
    /// Cells with fewer answers than `minimum` are [`Cell::TooFew`] and hold neither share nor count.
    /// A share of nobody is never 0: with a minimum of 0 it is [`Cell::NotPublished`].
    ///
    /// What this does not do: where only one group of a dimension is withheld, a reader can still
    /// subtract the other groups from everyone. Publishers of real answers choose cuts or a minimum
    /// that leave no such lone gap.
    pub fn shares(&self, wave: usize, part: Part, measure: usize, minimum: u32) -> Vec<Cell> {
        let Some(part) = self.parts.iter().position(|known| *known == part) else { return Vec::new() };
        if wave >= self.form.waves || measure >= self.form.measures {
            return Vec::new();
        }
        let start = self.start(wave, part, measure);
        self.counts[start..start + self.form.challenges]
            .iter()
            .map(|tally| publish(*tally, minimum))
            .collect()
    }

    /// Where the tallies of a wave, part and measure begin.
    fn start(&self, wave: usize, part: usize, measure: usize) -> usize {
        ((wave * self.parts.len() + part) * self.form.measures + measure) * self.form.challenges
    }

    fn fit(&self, sheet: &Sheet) -> Result<(), Misfit> {
        let Form { waves, groups, measures, challenges } = &self.form;
        let known = |(group, count): (&Option<usize>, &usize)| group.is_none_or(|group| group < *count);
        if sheet.wave >= *waves {
            return Err(Misfit("waves"));
        }
        if sheet.groups.len() != groups.len() || !sheet.groups.iter().zip(groups).all(known) {
            return Err(Misfit("groups"));
        }
        if sheet.answers.len() != *measures || sheet.answers.iter().any(|row| row.len() != *challenges) {
            return Err(Misfit("questions"));
        }
        Ok(())
    }
}

fn publish(Tally { yes, answered }: Tally, minimum: u32) -> Cell {
    if answered < minimum {
        return Cell::TooFew;
    }
    if answered == 0 {
        return Cell::NotPublished;
    }
    // Whole numbers until the last step: the same on every machine, halves rounded up.
    let (yes, n) = (u64::from(yes), u64::from(answered));
    let tenths = (2000 * yes + n) / (2 * n);
    Cell::Known { value: tenths as f64 / 10.0, respondents: Some(answered) }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))] // proptest is native
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn form() -> Form {
        Form { waves: 2, groups: vec![2, 3], measures: 2, challenges: 3 }
    }

    /// A sheet of `form()` from digits: 0 missing, 1 yes, 2 no.
    fn sheet(wave: usize, groups: [Option<usize>; 2], answers: [[u8; 3]; 2]) -> Sheet {
        let answer = |digit| [Answer::Missing, Answer::Yes, Answer::No][usize::from(digit)];
        let answers = answers.map(|row| row.map(answer).to_vec()).to_vec();
        Sheet { wave, groups: groups.to_vec(), answers }
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
        assert_eq!(tallies.shares(0, group, 1, 2), [known(0.0, 2), known(100.0, 2), Cell::TooFew]);
        assert_eq!([tallies.sheets(0), tallies.sheets(1), tallies.sheets(9)], [3, 1, 0]);
    }

    #[test]
    fn halves_of_a_tenth_are_rounded_up() {
        let share = |yes, answered| publish(Tally { yes, answered }, 1).value();
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
            Sheet { answers: vec![vec![Answer::Yes; 2]; 2], ..good },
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
        fn cells_are_withheld_exactly_below_the_minimum(
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
                    prop_assert_eq!(cell == Cell::TooFew, n < minimum);
                    if let Cell::Known { value, respondents } = cell {
                        prop_assert_eq!(respondents, Some(n));
                        prop_assert!((0.0..=100.0).contains(&value));
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
        }
    }
}
