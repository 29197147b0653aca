//! Numbers of people: how many answered each question.

use std::collections::BTreeMap;
use std::fmt;

use crate::{Part, Tallies};

/// The least and the greatest number of answers to each question, over challenges. Challenges without an answer do not count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct People(BTreeMap<usize, (u32, u32)>);

impl People {
    /// Returns the numbers of everyone or of a group in a wave.
    pub fn of(tallies: &Tallies, wave: usize, part: Part) -> Self {
        let mut people = Self::default();
        for question in 0..=tallies.form().measures {
            for challenge in 0..tallies.form().challenges {
                let at = tallies.position(wave, part, question, challenge);
                people.add(question, at.map_or(0, |at| tallies.at(at).answered));
            }
        }
        people
    }

    /// Adds the number of answers to a question about one challenge.
    pub fn add(&mut self, question: usize, answered: u32) {
        if answered > 0 {
            let (least, most) = self.0.entry(question).or_insert((answered, answered));
            (*least, *most) = (answered.min(*least), answered.max(*most));
        }
    }

    /// Returns the least and the greatest number of answers; `None` if there are none.
    pub fn range(&self) -> Option<(u32, u32)> {
        let least = self.0.values().map(|(least, _)| *least).min()?;
        Some((least, self.0.values().map(|(_, most)| *most).max()?))
    }

    /// Returns `9 people in urgent, 12 in widespread`, or `9 people` if the questions do not differ.
    pub fn by_measure(&self, measures: &[String]) -> String {
        let mut questions: Vec<(Vec<&str>, (u32, u32))> = Vec::new();
        for (question, range) in &self.0 {
            let measure = measures.get(*question).map_or("", String::as_str);
            match questions.iter_mut().find(|(_, other)| other == range) {
                Some((measures, _)) => measures.push(measure),
                None => questions.push((vec![measure], *range)),
            }
        }
        if questions.len() < 2 {
            return self.to_string();
        }
        let one = |(at, (measures, range)): (usize, &(Vec<&str>, (u32, u32)))| {
            let people = if at == 0 { people(*range) } else { number(*range) };
            format!("{people} in {}", measures.join(" and "))
        };
        questions.iter().enumerate().map(one).collect::<Vec<String>>().join(", ")
    }
}

/// Prints `9 to 12 people`.
impl fmt::Display for People {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&people(self.range().unwrap_or_default()))
    }
}

fn people(range: (u32, u32)) -> String {
    format!("{} {}", number(range), if range == (1, 1) { "person" } else { "people" })
}

fn number((least, most): (u32, u32)) -> String {
    if least == most { least.to_string() } else { format!("{least} to {most}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_differ_are_told_with_their_measures() {
        let measures = ["widespread", "urgent", "priority"].map(str::to_owned);
        let people = |counts: &[(usize, u32)]| {
            let mut people = People::default();
            counts.iter().for_each(|(question, count)| people.add(*question, *count));
            people
        };
        for (counts, short, long) in [
            (&[(0, 1), (1, 1), (1, 0)][..], "1 person", "1 person"),
            (&[(0, 9), (1, 12), (0, 9)], "9 to 12 people", "9 people in widespread, 12 in urgent"),
            (&[(0, 9), (0, 12), (1, 9), (1, 12)], "9 to 12 people", "9 to 12 people"),
            (
                &[(0, 9), (1, 12), (2, 9)],
                "9 to 12 people",
                "9 people in widespread and priority, 12 in urgent",
            ),
            (&[(0, 1), (1, 2)], "1 to 2 people", "1 person in widespread, 2 in urgent"),
        ] {
            assert_eq!(
                (people(counts).to_string(), people(counts).by_measure(&measures)),
                (short.into(), long.into())
            );
        }
    }
}
