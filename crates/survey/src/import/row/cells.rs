//! Answers in the cells of a row.

use super::{Reader, RowNotes};
use crate::import::mapping::{Columns, Measure, Question, Scale};
use crate::import::number::code;
use crate::import::place;
use crate::import::report::Note;
use crate::import::table::Row;
use crate::import::text::{key, tidy};
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
        for (question, columns) in self.mapping.questions.iter().zip(&self.questions) {
            let mut cells = Cells { reader: self, question, columns, row, notes };
            match question.measure {
                Measure::Share(share) => cells.shares(&mut sheet.answers[share], challenge),
                Measure::Places { rest, repeats, .. } => {
                    cells.places(&mut sheet.places, challenge);
                    if !matches!(question.columns, Columns::OfRow { .. }) {
                        cells.check_places(&mut sheet.places, rest, repeats);
                    }
                }
            }
        }
        Ok(())
    }
}

/// The cells of one question in one row.
struct Cells<'c, 'm> {
    reader: &'c Reader<'m>,
    question: &'c Question,
    columns: &'c [usize],
    row: &'c Row,
    notes: &'c mut RowNotes,
}

impl<'c> Cells<'c, '_> {
    fn text(&self, at: usize) -> &'c str {
        self.reader.text(self.row, at)
    }

    fn shares(&mut self, answers: &mut [Answer], of_row: Option<usize>) {
        match &self.question.columns {
            Columns::Each(each) => {
                let reached = self.columns.iter().any(|at| !self.text(*at).is_empty());
                for ((_, challenge), at) in each.iter().zip(self.columns) {
                    if let Some(challenge) = challenge {
                        answers[*challenge] = self.answer(*at, reached);
                    }
                }
            }
            Columns::Ticked { choices, .. } => {
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
                let Some((at, challenge)) = self.of_row(when.as_ref(), of_row) else { return };
                answers[challenge] = self.answer(at, true);
            }
            Columns::ByPlace { .. } => {}
        }
    }

    fn places(&mut self, places: &mut [Option<u32>], of_row: Option<usize>) {
        match &self.question.columns {
            Columns::Each(each) => {
                for ((_, challenge), at) in each.iter().zip(self.columns) {
                    if let Some(challenge) = challenge {
                        places[*challenge] = self.place(*at, each.len());
                    }
                }
            }
            Columns::Ticked { choices, .. } => {
                // What is open has no place, and what comes after it has none either.
                let ticks = self.ticks(choices).filter(|ticks| !ticks.is_ambiguous).unwrap_or_default();
                for (challenge, halves) in ticks.ticked.into_iter().zip((1..).map(|place: u32| 2 * place)) {
                    places[challenge].get_or_insert(halves);
                }
            }
            Columns::ByPlace { columns, choices } => self.by_place(places, columns, choices),
            Columns::OfRow { when, .. } => {
                // Unplaced challenges are known only after all rows of the respondent.
                let Some((at, challenge)) = self.of_row(when.as_ref(), of_row) else { return };
                places[challenge] = self.place(at, places.len());
            }
        }
    }

    fn by_place(&mut self, places: &mut [Option<u32>], columns: &[(String, u32)], choices: &Choices) {
        let mut is_repeated = false;
        for ((_, place), at) in columns.iter().zip(self.columns) {
            let text = self.text(*at);
            if text.is_empty() {
                continue;
            }
            let found = choices.rows.get(&key(text)).or_else(|| choices.rows.get(&code(text)));
            let is_unknown = found.is_none() && !choices.ignores_others;
            self.notes.count(self.subject(), 1, usize::from(is_unknown));
            match found {
                Some(Some(challenge)) => is_repeated |= places[*challenge].replace(2 * place).is_some(),
                None if is_unknown => self.unknown(text, *at),
                _ => {}
            }
        }
        if is_repeated {
            self.drop_places(places);
        }
    }

    /// Drops the places of a respondent who gave one place twice, unless the mapping allows it, and shares the
    /// remaining places among the challenges without one, if it says so.
    fn check_places(&mut self, places: &mut [Option<u32>], rest: bool, repeats: bool) {
        if !repeats && has_repeated(places) {
            self.drop_places(places);
        }
        if rest {
            let mut asked = vec![false; places.len()];
            self.question.columns.challenges().into_iter().for_each(|challenge| asked[challenge] = true);
            share_rest(places, &asked);
        }
    }

    fn drop_places(&mut self, places: &mut [Option<u32>]) {
        let dropped = places.iter_mut().filter_map(Option::take).count();
        self.notes.count(self.subject(), 0, dropped);
        let measure = self.measure();
        self.notes.note(Note::Repeated { measure }, self.columns.first().copied());
    }

    /// Returns the column of this row's answer and its challenge, if the row belongs to the question.
    fn of_row(&self, when: Option<&(String, String)>, challenge: Option<usize>) -> Option<(usize, usize)> {
        let (at, challenge) = (*self.columns.first()?, challenge?);
        let is = |(_, value): &(String, String)| {
            self.columns.get(1).is_some_and(|at| key(self.row.cell(*at)) == *value)
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
        let answer = found.or(*unlisted);
        self.notes.count(self.subject(), 1, usize::from(answer.is_none()));
        match answer {
            Some(answer) => {
                if found.is_some() {
                    self.notes.words.push(word);
                }
                answer
            }
            None => {
                self.unknown(text, at);
                Answer::Missing
            }
        }
    }

    /// Returns a place in halves, at most the last of `count`.
    fn place(&mut self, at: usize, count: usize) -> Option<u32> {
        let text = self.text(at);
        if text.is_empty() {
            return None;
        }
        let listed = self.question.scale.places.get(&key(text));
        let place = match listed {
            Some(place) => *place,
            None => place::of(text),
        };
        let last = u32::try_from(count).unwrap_or(u32::MAX).min(Sheet::LAST_PLACE / 2);
        let is_good = place.is_some_and(|place| (1..=last).contains(&place));
        let is_understood = is_good || listed == Some(&None);
        self.notes.count(self.subject(), 1, usize::from(!is_understood));
        match place {
            Some(place) if is_good => {
                if listed.is_none() && !place::is_plain(text) {
                    self.notes.places.push((text.to_owned(), place));
                }
                Some(2 * place)
            }
            Some(_) => {
                let note = Note::Place { measure: self.measure(), value: text.to_owned(), last };
                self.notes.note(note, Some(at));
                None
            }
            None => {
                if !is_understood {
                    self.unknown(text, at);
                }
                None
            }
        }
    }

    /// Returns what the cell with all choices says; `None` for an empty cell.
    fn ticks(&mut self, choices: &Choices) -> Option<Ticks> {
        let at = *self.columns.first()?;
        let text = self.text(at);
        if text.is_empty() {
            return None;
        }
        let ticks = choices.ticks(text);
        let unknown = ticks.unknown.len() + ticks.open.len();
        self.notes.count(self.subject(), ticks.ticked.len().max(usize::from(ticks.any)) + unknown, unknown);
        ticks.unknown.iter().for_each(|text| self.unknown(&tidy(text), at));
        let measure = self.measure();
        if let Some(value) = &ticks.mixed {
            self.notes.note(Note::Mixed { measure: measure.clone(), value: tidy(value) }, Some(at));
        }
        if ticks.is_ambiguous {
            self.notes.note(Note::Ambiguous { measure, value: text.to_owned() }, Some(at));
        }
        Some(ticks)
    }

    fn unknown(&mut self, text: &str, at: usize) {
        let note = Note::Answer { measure: self.measure(), value: text.to_owned() };
        self.notes.note(note, Some(at));
    }

    /// Returns the id of the question's measure.
    fn measure(&self) -> String {
        let names = self.reader.names;
        match self.question.measure {
            Measure::Share(share) => names.shares[share].id.clone(),
            Measure::Places { rank, .. } => names.ranks[rank].id.clone(),
        }
    }

    /// Returns the position of the measure among the subjects of answers.
    fn subject(&self) -> usize {
        match self.question.measure {
            Measure::Share(share) => share,
            Measure::Places { .. } => self.reader.names.shares.len(),
        }
    }
}

/// Returns true if two challenges have the same place.
pub(in crate::import) fn has_repeated(places: &[Option<u32>]) -> bool {
    let mut given: Vec<u32> = places.iter().flatten().copied().collect();
    given.sort_unstable();
    given.windows(2).any(|pair| pair[0] == pair[1])
}

/// Assigns the mean of the remaining places to challenges without one, if the respondent gave any place. With
/// `k` of `n` challenges placed, that is `(k + 1 + n) / 2`.
pub(in crate::import) fn share_rest(places: &mut [Option<u32>], asked: &[bool]) {
    let placed = places.iter().flatten().count();
    if placed == 0 {
        return;
    }
    let halves = placed + 1 + asked.iter().filter(|asked| **asked).count();
    let halves = u32::try_from(halves).unwrap_or(Sheet::LAST_PLACE).min(Sheet::LAST_PLACE);
    for (place, _) in places.iter_mut().zip(asked).filter(|(_, asked)| **asked) {
        place.get_or_insert(halves);
    }
}
