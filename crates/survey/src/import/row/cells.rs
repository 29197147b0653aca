//! Answers in the cells of a row.

use super::{Answers, Reader, RowNotes};
use crate::import::mapping::{Columns, Measure, Question, Scale, Unticked};
use crate::import::number::code;
use crate::import::report::Note;
use crate::import::table::Row;
use crate::import::text::{is_error, key, tidy};
use crate::import::ticks::{Choices, Ticks};
use crate::{Answer, Sheet};

impl Reader<'_> {
    /// Copies the answers to the sheet, or returns the reason why the row is left out.
    pub fn answers(&self, row: &Row, sheet: &mut Sheet, notes: &mut RowNotes) -> Result<(), (Note, usize)> {
        let challenge = match (&self.mapping.challenge, self.challenge) {
            (Some(values), Some(at)) => {
                let text = row.cell(at);
                values.row(text).ok_or_else(|| (Note::Challenge(text.to_owned()), at))?
            }
            _ => None,
        };
        for (number, (question, columns)) in self.mapping.questions.iter().zip(&self.questions).enumerate() {
            let mut cells = Cells { reader: self, number, question, columns, row, challenge, notes };
            match question.measure {
                Measure::Share(share) => cells.shares(&mut sheet.answers[share]),
                Measure::Places { rest, repeats, .. } => {
                    let others = cells.places(&mut sheet.places, repeats);
                    if !matches!(question.columns, Columns::OfRow { .. }) {
                        cells.check_places(&mut sheet.places, &others, rest, repeats);
                    }
                }
            }
        }
        Ok(())
    }
}

/// The cells of one question in one row.
pub(super) struct Cells<'c, 'm> {
    pub reader: &'c Reader<'m>,
    /// Position of the question in the mapping.
    pub number: usize,
    pub question: &'c Question,
    pub columns: &'c [usize],
    pub row: &'c Row,
    /// The challenge that the row is about, in exports with a row for each.
    pub challenge: Option<usize>,
    pub notes: &'c mut RowNotes,
}

impl<'c> Cells<'c, '_> {
    pub(super) fn text(&self, at: usize) -> &'c str {
        self.reader.text(self.row, at)
    }

    fn shares(&mut self, answers: &mut [Answer]) {
        match &self.question.columns {
            Columns::Each(each) => self.each(answers, each),
            Columns::Ticked { choices, .. } => {
                if self.is_empty_no() {
                    return choices.challenges().for_each(|at| answers[at] = Answer::No);
                }
                let Some(ticks) = self.ticks(choices).filter(|ticks| ticks.any) else { return };
                for challenge in choices.challenges() {
                    answers[challenge] = match ticks.ticked.contains(&challenge) {
                        true => Answer::Yes,
                        false if ticks.open.contains(&challenge) => Answer::Missing,
                        false => Answer::No,
                    };
                }
            }
            Columns::OfRow { when, .. } => {
                let Some((at, challenge)) = self.of_row(when.as_ref()) else { return };
                answers[challenge] = self.answer(at, true);
            }
            Columns::ByPlace { .. } => {}
        }
    }

    fn each(&mut self, answers: &mut [Answer], each: &[(String, Option<usize>)]) {
        let reached = self.columns.iter().any(|at| !self.text(*at).is_empty())
            || (self.question.scale.empty_is_no && self.is_empty_no());
        for ((_, challenge), at) in each.iter().zip(self.columns) {
            if let Some(challenge) = challenge {
                answers[*challenge] = self.answer(*at, reached);
            }
        }
        let tool = self.reader.mapping.tool;
        let is_none = |at: &usize| self.says(*at) != Some(Answer::Yes);
        let is_unticked = reached && self.columns.iter().all(is_none);
        match self.question.scale.unticked {
            Unticked::Missing if is_unticked => answers.fill(Answer::Missing),
            Unticked::Open if is_unticked && each.iter().all(|(name, _)| tool.marks_skipped(name)) => {
                self.notes.note(Note::Unticked { measure: self.measure() }, self.columns.first().copied());
            }
            _ => {}
        }
    }

    /// Returns true if the mapping says that options of which all cells are empty are no. Notes it where the mapping does not
    /// say what they are, and the row has other answers.
    fn is_empty_no(&mut self) -> bool {
        let is_empty = self.columns.iter().all(|at| self.text(*at).is_empty());
        let mut given = self.reader.given(self.row);
        if !is_empty || given.all(|(_, at)| self.text(at).is_empty()) {
            return false;
        }
        if self.question.scale.unticked == Unticked::Open {
            self.notes.note(Note::NoneChosen { measure: self.measure() }, self.columns.first().copied());
        }
        self.question.scale.unticked == Unticked::No
    }

    /// Returns the column of this row's answer and its challenge, if the row belongs to the question.
    pub(super) fn of_row(&self, when: Option<&(String, String)>) -> Option<(usize, usize)> {
        let (at, challenge) = (*self.columns.first()?, self.challenge?);
        let is = |(_, value): &(String, String)| {
            let text = self.columns.get(1).map_or("", |at| self.row.cell(*at));
            key(text) == *value || code(text) == *value
        };
        when.is_none_or(is).then_some((at, challenge))
    }

    fn answer(&mut self, at: usize, reached: bool) -> Answer {
        let Scale { words, empty_is_no, unlisted, .. } = &self.question.scale;
        let text = self.text(at);
        if text.is_empty() {
            return if *empty_is_no && reached { Answer::No } else { Answer::Missing };
        }
        let mut word = key(text);
        if !words.contains_key(&word) {
            word = code(text);
        }
        let found = words.get(&word).map(|(_, answer)| *answer);
        let answer = found.or(unlisted.filter(|_| !is_error(text)));
        self.count(at, answer.is_none());
        match answer {
            Some(answer) => {
                match found {
                    Some(_) => self.notes.words.push(word),
                    None => self.other(text, at),
                }
                answer
            }
            None => {
                self.unknown(text, at);
                Answer::Missing
            }
        }
    }

    /// Returns what the cell with all choices says; `None` for an empty cell.
    pub(super) fn ticks(&mut self, choices: &Choices) -> Option<Ticks> {
        let at = *self.columns.first()?;
        let text = self.text(at);
        if text.is_empty() {
            return None;
        }
        let ticks = match is_error(text) {
            true => Ticks { unknown: vec![text.to_owned()], ..Ticks::default() },
            false => choices.ticks(text),
        };
        let open = if ticks.joined.is_empty() { ticks.open.len() } else { ticks.joined.len() };
        let unknown = ticks.unknown.len() + open;
        self.notes.count(self.subject(), ticks.ticked.len().max(usize::from(ticks.any)) + unknown, unknown);
        ticks.unknown.iter().for_each(|text| self.unknown(&tidy(text), at));
        ticks.others.iter().for_each(|text| self.other(&tidy(text), at));
        self.notes.words.extend(ticks.words.iter().cloned());
        let measure = self.measure();
        for text in &ticks.joined {
            self.notes.note(Note::Joined { measure: measure.clone(), value: tidy(text) }, Some(at));
        }
        if let Some(value) = &ticks.mixed {
            self.notes.note(Note::Mixed { measure: measure.clone(), value: tidy(value) }, Some(at));
        }
        if ticks.is_ambiguous {
            self.notes.note(Note::Ambiguous { measure, value: text.to_owned() }, Some(at));
        }
        Some(ticks)
    }

    /// Counts the answer of a cell, for the measure and for the part of the question.
    pub(super) fn count(&mut self, at: usize, is_unknown: bool) {
        let answers = Answers { given: 1, unknown: usize::from(is_unknown) };
        self.notes.count(self.subject(), answers.given, answers.unknown);
        let column = || self.columns.iter().position(|column| *column == at);
        let part = match self.question.columns {
            Columns::OfRow { .. } => self.challenge,
            _ => column(),
        };
        self.notes.parts.extend(part.map(|part| ((self.number, part), answers)));
    }

    /// Notes a text that the mapping lists not, but has a rule for.
    pub(super) fn other(&mut self, text: &str, at: usize) {
        let note = Note::Unlisted { subject: self.measure(), value: text.to_owned() };
        self.notes.note(note, Some(at));
    }

    /// Returns the answer of a cell, without a note; `None` if it is empty or not known.
    fn says(&self, at: usize) -> Option<Answer> {
        let Scale { words, unlisted, .. } = &self.question.scale;
        let text = self.text(at);
        let found = words.get(&key(text)).or_else(|| words.get(&code(text))).map(|(_, answer)| *answer);
        found.or(unlisted.filter(|_| !text.is_empty() && !is_error(text)))
    }

    pub(super) fn unknown(&mut self, text: &str, at: usize) {
        let note = Note::Answer { measure: self.measure(), value: text.to_owned() };
        self.notes.note(note, Some(at));
    }

    /// Returns the id of the question's measure.
    pub(super) fn measure(&self) -> String {
        self.question.measure.id(self.reader.names).to_owned()
    }

    /// Returns the position of the measure among the subjects of answers.
    pub(super) fn subject(&self) -> usize {
        match self.question.measure {
            Measure::Share(share) => share,
            Measure::Places { .. } => self.reader.names.shares.len(),
        }
    }
}
