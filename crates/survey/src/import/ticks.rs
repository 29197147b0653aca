//! Choices in one cell: which were ticked, or in which order they stand.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::text::key;

/// Signs that may stand between choices.
const OTHERS: [char; 5] = [',', ';', '|', '/', ' '];

/// The choices of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Choices {
    /// Challenges by the [`key`] of their choice; `None` for choices such as "none of these".
    pub rows: BTreeMap<String, Option<usize>>,
    /// Texts that the mapping lists for a challenge, by key, as they are written.
    pub written: BTreeMap<String, String>,
    /// The sign between choices in one cell.
    pub separator: char,
    /// True if texts that are not listed belong to no challenge.
    pub ignores_others: bool,
}

/// The meaning of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ticks {
    /// True if any choice is in the cell.
    pub any: bool,
    /// Challenges of the ticked choices, in order.
    pub ticked: Vec<usize>,
    /// The ticked choices in order, also those that belong to no challenge; empty if the order is open.
    pub order: Vec<Option<usize>>,
    /// Keys of the choices in the cell.
    pub words: Vec<String>,
    /// Challenges of which the cell leaves open whether they are ticked.
    pub open: BTreeSet<usize>,
    /// Texts that are no choice.
    pub unknown: Vec<String>,
    /// Texts that are not listed, and belong to no challenge as the mapping says.
    pub others: Vec<String>,
    /// True if the cell can be divided into choices in several ways.
    pub is_ambiguous: bool,
    /// Texts that are several choices with another sign between them than the separator.
    pub joined: Vec<String>,
    /// A text that is no choice, with choices after it: free text may hold the words of a choice.
    pub mixed: Option<String>,
}

/// A choice at a place of a cell.
struct Step {
    start: usize,
    end: usize,
    row: Option<usize>,
}

impl Choices {
    /// Returns the challenges of the choices.
    pub fn challenges(&self) -> impl Iterator<Item = usize> + '_ {
        self.rows.values().flatten().copied()
    }

    /// Divides a cell into choices. A choice may contain the separator: "Literacy, reading and writing".
    ///
    /// Texts after the first one that is no choice are not taken for ticks: they may be free text.
    pub fn ticks(&self, cell: &str) -> Ticks {
        let cell = key(cell);
        let steps = self.steps(&cell);
        let end = steps.iter().map(|step| step.end).max().unwrap_or(0).max(self.skip(&cell, 0));
        let mut ticks = self.known(&steps, end);
        let text =
            |step: &Step| cell[step.start..step.end].trim_end_matches([self.separator, ' ']).to_owned();
        ticks.words = steps.iter().map(text).collect();
        self.rest(&cell[end..], &mut ticks);
        ticks
    }

    /// Returns the position after separators and blanks.
    fn skip(&self, cell: &str, at: usize) -> usize {
        cell.len() - cell[at..].trim_start_matches([self.separator, ' ']).len()
    }

    /// Returns the choices that `text` begins with. The empty one is in no cell: with it a division would not get on.
    fn at_start<'c>(&'c self, text: &'c str) -> impl Iterator<Item = (&'c str, Option<usize>)> {
        let ends = move |choice: &str| {
            let after = text[choice.len()..].trim_start_matches(' ');
            let is_blank = self.separator == ' ' && after.len() < text.len() - choice.len();
            after.is_empty() || is_blank || after.starts_with(self.separator)
        };
        let before = self.rows.range::<str, _>((Bound::Unbounded, Bound::Included(text))).rev();
        // Keys that `text` begins with are not greater than it, and share its first character.
        let first = text.chars().next();
        before
            .take_while(move |(choice, _)| choice.chars().next() == first)
            .filter(move |(choice, _)| {
                !choice.is_empty() && text.starts_with(choice.as_str()) && ends(choice)
            })
            .map(|(choice, row)| (choice.as_str(), *row))
    }

    /// Returns the choices at all positions that can be reached from the start.
    fn steps(&self, cell: &str) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut reached = BTreeSet::from([self.skip(cell, 0)]);
        while let Some(start) = reached.pop_first() {
            for (choice, row) in self.at_start(&cell[start..]) {
                let end = self.skip(cell, start + choice.len());
                reached.insert(end);
                steps.push(Step { start, end, row });
            }
        }
        steps
    }

    /// Returns what all divisions of the cell up to `end` agree on.
    fn known(&self, steps: &[Step], end: usize) -> Ticks {
        // Positions from which the end can be reached.
        let mut good = BTreeSet::from([end]);
        for step in steps.iter().rev() {
            if good.contains(&step.end) {
                good.insert(step.start);
            }
        }
        let steps: Vec<&Step> = steps.iter().filter(|step| good.contains(&step.end)).collect();
        let starts: BTreeSet<usize> = steps.iter().map(|step| step.start).collect();
        let mut ticks = Ticks { any: !steps.is_empty(), ..Ticks::default() };
        if starts.len() == steps.len() {
            ticks.ticked = steps.iter().filter_map(|step| step.row).collect();
            ticks.order = steps.iter().map(|step| step.row).collect();
            return ticks;
        }
        let may: BTreeSet<usize> = steps.iter().filter_map(|step| step.row).collect();
        let can_be_left_out = |row: usize| {
            let others = steps.iter().filter(|step| step.row != Some(row));
            let first = steps.iter().map(|step| step.start).min().unwrap_or(0);
            let mut reached = BTreeSet::from([first]);
            others.for_each(|step| {
                if reached.contains(&step.start) {
                    reached.insert(step.end);
                }
            });
            reached.contains(&end)
        };
        ticks.open = may.iter().copied().filter(|row| can_be_left_out(*row)).collect();
        ticks.ticked = may.into_iter().filter(|row| !ticks.open.contains(row)).collect();
        ticks.is_ambiguous = true;
        ticks
    }

    /// Returns the challenges of a text that is nothing but choices with another sign between them: the separator is a
    /// wrong one. Line breaks in a cell are blanks here.
    fn joined(&self, text: &str) -> Option<BTreeSet<usize>> {
        let signs = OTHERS.into_iter().filter(|sign| *sign != self.separator && text.contains(*sign));
        signs.into_iter().find_map(|separator| {
            let steps = Self { separator, ..self.clone() }.steps(text);
            let is_whole = steps.iter().any(|step| step.end == text.len());
            is_whole.then(|| steps.iter().filter_map(|step| step.row).collect())
        })
    }

    /// Adds what stands after the known choices.
    fn rest(&self, rest: &str, ticks: &mut Ticks) {
        let mut pieces = Vec::new();
        let mut at = 0;
        let mut later = BTreeSet::new();
        while at < rest.len() {
            let text = &rest[at..];
            let longest = self.at_start(text).max_by_key(|(choice, _)| choice.len());
            let len = match longest {
                Some((choice, row)) => {
                    later.extend(row);
                    choice.len()
                }
                None => {
                    let len = text.find(self.separator).unwrap_or(text.len());
                    pieces.push(text[..len].trim().to_owned());
                    len
                }
            };
            at = self.skip(rest, at + len);
        }
        if later.is_empty() {
            let (joined, pieces): (Vec<_>, Vec<_>) =
                pieces.into_iter().partition(|text| self.joined(text).is_some());
            let open = joined.iter().filter_map(|text| self.joined(text)).flatten();
            ticks.open.extend(open.filter(|row| !ticks.ticked.contains(row)));
            ticks.any |= self.ignores_others && !pieces.is_empty();
            ticks.joined = joined;
            *(if self.ignores_others { &mut ticks.others } else { &mut ticks.unknown }) = pieces;
        } else {
            ticks.any = true;
            ticks.open.extend(later.into_iter().filter(|row| !ticks.ticked.contains(row)));
            ticks.mixed = Some(rest.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn choices(texts: &[&str]) -> Choices {
        let rows = texts.iter().enumerate().map(|(at, text)| (key(text), Some(at))).collect();
        Choices { rows, separator: ',', ..Choices::default() }
    }

    #[test]
    fn an_empty_choice_is_in_no_cell() {
        let ticks = choices(&["", "Staff"]).ticks("Staff, ");
        assert_eq!((ticks.ticked, ticks.unknown.len()), (vec![1], 0));
        assert!(!choices(&[""]).ticks("other").any);
    }

    #[test]
    fn a_choice_may_hold_the_separator() {
        let of = choices(&["Staffing, hiring", "Attendance", "Staff"]);
        let ticks = of.ticks("Attendance, Staffing, hiring");
        assert_eq!((ticks.ticked, ticks.any), (vec![1, 0], true));
    }

    #[test]
    fn words_in_free_text_are_no_ticks() {
        let ticks =
            choices(&["Reading", "Attendance"]).ticks("Reading, Nothing about pupils, attendance, or so");
        assert_eq!(ticks.ticked, [0]);
        assert_eq!(ticks.open, BTreeSet::from([1]), "nobody knows");
        assert_eq!(ticks.mixed.as_deref(), Some("nothing about pupils, attendance, or so"));
    }

    #[test]
    fn a_choice_that_equals_two_others_is_open() {
        let of = choices(&["Reading, writing", "Reading", "Writing", "Staff"]);
        let ticks = of.ticks("Staff, Reading, Writing");
        assert!(ticks.is_ambiguous);
        assert_eq!((ticks.ticked, ticks.open), (vec![3], BTreeSet::from([0, 1, 2])));
        assert!(!of.ticks("Writing, Reading").is_ambiguous);
    }

    #[test]
    fn texts_that_are_not_listed_are_told_or_ignored() {
        let mut of = choices(&["Reading"]);
        let ticks = of.ticks("Reading, Parking, Lunch");
        assert_eq!(ticks.unknown, ["parking", "lunch"]);
        assert!(!of.ticks("Parking").any);
        of.ignores_others = true;
        assert_eq!(of.ticks("Parking").unknown, Vec::<String>::new());
        assert!(of.ticks("Parking").any, "an answer, but none of the choices");
        assert!(!of.ticks("").any);
    }

    #[test]
    fn choices_with_another_separator_are_told() {
        let of = Choices { ignores_others: true, ..choices(&["Reading and writing", "Staff"]) };
        for cell in ["Reading and writing\nStaff", "Staff; Reading and writing", "staff/staff"] {
            let ticks = of.ticks(cell);
            assert_eq!((ticks.joined.len(), ticks.any, ticks.others.len()), (1, false, 0), "{cell}");
        }
        let ticks = of.ticks("Staff, Reading and writing; Staff");
        assert_eq!((ticks.ticked, ticks.open), (vec![1], BTreeSet::from([0])));
        let ticks = of.ticks("Staff room, Reading and more");
        assert!(ticks.joined.is_empty() && ticks.any);
        let lines = Choices { separator: ' ', ..of };
        assert_eq!(lines.ticks("Reading and writing\nStaff").ticked, [0, 1]);
    }

    #[test]
    fn blanks_may_divide_choices() {
        let of = Choices { separator: ' ', ..choices(&["reading", "staff", "staff_2"]) };
        assert_eq!(of.ticks("staff_2 reading").ticked, [2, 0]);
    }

    proptest! {
        #[test]
        fn ticked_choices_are_read_as_they_were_joined(
            ticked in prop::collection::vec(any::<bool>(), 5),
            separator in prop_oneof![Just(','), Just(';'), Just('|')],
        ) {
            let texts = ["Reading", "Staffing, hiring; keeping", "Roads|paths", "A, B", "Other"];
            let of = Choices { separator, ..choices(&texts) };
            let chosen: Vec<usize> = (0..5).filter(|at| ticked[*at]).collect();
            let cell: Vec<&str> = chosen.iter().map(|at| texts[*at]).collect();
            let ticks = of.ticks(&cell.join(&format!("{separator} ")));
            prop_assert_eq!(ticks.ticked, chosen);
            prop_assert!(ticks.unknown.is_empty() && ticks.open.is_empty());
        }
    }
}
