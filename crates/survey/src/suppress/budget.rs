//! The bound of the work on attacker problems, and what earlier work has found.

use std::collections::BTreeMap;

/// Number of solved programs for one question and challenge, after which a cell counts as opened unless it is
/// safe at first sight.
const TABLE_SOLVES: u32 = 1_000;

/// Number of solved programs for a survey. A program takes about a millisecond.
const SURVEY_SOLVES: u32 = 100_000;

/// Greatest number of tables that are remembered.
const REMEMBERED: usize = 60;

/// The work that may still be done, and the tables that earlier work has found.
#[derive(Debug)]
pub struct Budget {
    survey: u32,
    table: u32,
    is_spent: bool,
    /// Whole-number tables by the kind of their system. A table for one set of published cells often fulfills another.
    found: BTreeMap<Kind, Vec<Vec<u32>>>,
}

impl Default for Budget {
    fn default() -> Self {
        Self { survey: SURVEY_SOLVES, table: 0, is_spent: false, found: BTreeMap::new() }
    }
}

/// The meaning of a system's columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Numbers of answers.
    Answers,
    /// Numbers of yes.
    Yes,
    /// Numbers of no.
    No,
    /// Numbers of yes, then of no.
    Both,
}

impl Budget {
    /// Returns a budget for so many programs.
    #[cfg(test)]
    pub fn of(survey: u32) -> Self {
        Self { survey, ..Self::default() }
    }

    /// Begins the work on another table.
    pub fn next_table(&mut self) {
        self.table = TABLE_SOLVES.min(self.survey);
        self.is_spent = false;
        self.found.clear();
    }

    /// Returns true if an answer was refused for this table.
    pub fn is_spent(&self) -> bool {
        self.is_spent
    }

    /// Notes that an answer is refused.
    pub fn refuse(&mut self) {
        self.is_spent = true;
    }

    /// Takes the work of one program. Returns false if none is left.
    pub fn take(&mut self) -> bool {
        if self.table == 0 {
            self.is_spent = true;
            return false;
        }
        (self.table, self.survey) = (self.table - 1, self.survey - 1);
        true
    }

    /// Returns the tables that were found for systems of this kind.
    pub fn found(&self, kind: Kind) -> impl Iterator<Item = &Vec<u32>> {
        self.found.get(&kind).into_iter().flatten()
    }

    /// Keeps a table for later systems of this kind.
    pub fn remember(&mut self, kind: Kind, table: &[u32]) {
        let found = self.found.entry(kind).or_default();
        if found.len() < REMEMBERED {
            found.push(table.to_vec());
        }
    }
}
