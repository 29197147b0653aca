//! Answers in the cells of a row.

use super::aggregate::row_of;
use super::mapping::{Choices, Columns, Mapping, Measure, Question, Scale};
use super::names::Names;
use super::report::{Location, Note};
use super::table::{Row, Table};
use super::text::key;
use crate::{Answer, Sheet};

/// Notes about a row.
pub(super) struct RowNotes {
    whole: Location,
    pub list: Vec<(Note, Location)>,
    /// Words of the scales that occurred.
    pub words: Vec<String>,
}

impl RowNotes {
    pub fn new(whole: Location) -> Self {
        Self { whole, list: Vec::new(), words: Vec::new() }
    }

    pub fn note(&mut self, note: Note, column: Option<usize>) {
        self.list.push((note, Location { column, ..self.whole }));
    }
}

/// A mapping with the positions of its columns in one file.
pub(super) struct Reader<'m> {
    names: &'m Names,
    mapping: &'m Mapping,
    pub wave: Option<usize>,
    pub respondent: Option<usize>,
    pub weight: Option<usize>,
    groups: Vec<Option<usize>>,
    challenge: Option<usize>,
    /// Positions of each question's columns.
    questions: Vec<Vec<usize>>,
}

impl<'m> Reader<'m> {
    /// Returns a reader for a file whose header the mapping was checked against.
    pub fn new(mapping: &'m Mapping, names: &'m Names, table: &Table) -> Self {
        let find = |name: &str| table.column(name);
        let own = || mapping.tool.respondent().iter().find_map(|name| find(name));
        Self {
            wave: mapping.wave.as_ref().and_then(|values| find(&values.column)),
            respondent: mapping.respondent.as_deref().map_or_else(own, find),
            weight: mapping.weight.as_deref().and_then(find),
            groups: mapping
                .groups
                .iter()
                .map(|values| values.as_ref().and_then(|values| find(&values.column)))
                .collect(),
            challenge: mapping.challenge.as_ref().and_then(|values| find(&values.column)),
            questions: mapping
                .questions
                .iter()
                .map(|question| question.columns.names().into_iter().filter_map(find).collect())
                .collect(),
            names,
            mapping,
        }
    }

    /// Returns the questions that the file asks everybody, as pairs of measure and challenge. The measure of a
    /// ranking follows those of shares.
    pub fn asked(&self) -> impl Iterator<Item = (usize, usize)> {
        let places = self.names.shares.len();
        self.mapping.questions.iter().flat_map(move |question| {
            let at = match question.measure {
                Measure::Share(share) => share,
                Measure::Places { .. } => places,
            };
            question.columns.challenges().into_iter().map(move |challenge| (at, challenge))
        })
    }

    /// Copies the respondent's groups to the sheet.
    pub fn groups(&self, row: &Row, sheet: &mut Sheet, notes: &mut RowNotes) {
        for (dimension, (values, at)) in self.mapping.groups.iter().zip(&self.groups).enumerate() {
            let (Some(values), Some(at)) = (values, *at) else { continue };
            let text = row.cell(at);
            match row_of(values, text) {
                Some(group) => sheet.groups[dimension] = group,
                None if text.is_empty() => {}
                None => {
                    let dimension = self.names.dimensions[dimension].0.id.clone();
                    notes.note(Note::Group { dimension, value: text.to_owned() }, Some(at));
                }
            }
        }
    }

    /// Copies the answers to the sheet, or returns the reason why the row is left out.
    pub fn answers(&self, row: &Row, sheet: &mut Sheet, notes: &mut RowNotes) -> Result<(), (Note, usize)> {
        let challenge = match (&self.mapping.challenge, self.challenge) {
            (Some(values), Some(at)) => {
                let text = row.cell(at);
                row_of(values, text).ok_or_else(|| (Note::Challenge(text.to_owned()), at))?
            }
            _ => None,
        };
        for (question, columns) in self.mapping.questions.iter().zip(&self.questions) {
            let mut cells = Cells { reader: self, question, columns, row, notes };
            match question.measure {
                Measure::Share(share) => cells.shares(&mut sheet.answers[share], challenge),
                Measure::Places { rest, .. } => cells.places(&mut sheet.places, challenge, rest),
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

impl Cells<'_, '_> {
    fn shares(&mut self, answers: &mut [Answer], of_row: Option<usize>) {
        match &self.question.columns {
            Columns::Each(each) => {
                let reached = self.columns.iter().any(|at| !self.row.cell(*at).is_empty());
                for ((_, challenge), at) in each.iter().zip(self.columns) {
                    answers[*challenge] = self.answer(*at, reached);
                }
            }
            Columns::Ticked { choices, separator, .. } => {
                let ticked = self.ticked(choices, *separator);
                let Some(ticked) = ticked else { return };
                for challenge in choices.values().flatten() {
                    let is_ticked = ticked.contains(challenge);
                    answers[*challenge] = if is_ticked { Answer::Yes } else { Answer::No };
                }
            }
            Columns::OfRow { when, .. } => {
                let Some((at, challenge)) = self.of_row(when.as_ref(), of_row) else { return };
                answers[challenge] = self.answer(at, true);
            }
            Columns::ByPlace { .. } => {}
        }
    }

    fn places(&mut self, places: &mut [Option<u32>], of_row: Option<usize>, rest: bool) {
        match &self.question.columns {
            Columns::Each(each) => {
                for ((_, challenge), at) in each.iter().zip(self.columns) {
                    places[*challenge] = self.place(*at);
                }
            }
            Columns::Ticked { choices, separator, .. } => {
                let ordered = self.ticked(choices, *separator).unwrap_or_default();
                for (challenge, halves) in ordered.into_iter().zip((1..).map(|place: u32| 2 * place)) {
                    places[challenge].get_or_insert(halves);
                }
            }
            Columns::ByPlace { columns, choices } => {
                for ((_, place), at) in columns.iter().zip(self.columns) {
                    let text = self.row.cell(*at);
                    match choices.get(&key(text)) {
                        Some(Some(challenge)) => {
                            places[*challenge].get_or_insert(2 * place);
                        }
                        Some(None) => {}
                        None => self.unknown(text, *at),
                    }
                }
            }
            Columns::OfRow { when, .. } => {
                // Unplaced challenges are known only after all rows of the respondent.
                let Some((at, challenge)) = self.of_row(when.as_ref(), of_row) else { return };
                places[challenge] = self.place(at);
                return;
            }
        }
        if rest {
            let mut asked = vec![false; places.len()];
            self.question.columns.challenges().into_iter().for_each(|challenge| asked[challenge] = true);
            share_rest(places, &asked);
        }
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
        let (text, Scale { words, empty_is_no }) = (self.row.cell(at), &self.question.scale);
        if text.is_empty() {
            return if *empty_is_no && reached { Answer::No } else { Answer::Missing };
        }
        let word = key(text);
        let Some((_, answer)) = words.get(&word) else {
            self.unknown(text, at);
            return Answer::Missing;
        };
        self.notes.words.push(word);
        *answer
    }

    /// Returns a place in halves, from texts such as `3`, `3.` and `3rd choice`.
    fn place(&mut self, at: usize) -> Option<u32> {
        let text = self.row.cell(at);
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let place = text[..digits].parse().ok().filter(|place| (1..=Sheet::LAST_PLACE / 2).contains(place));
        if place.is_none() {
            self.unknown(text, at);
        }
        place.map(|place| 2 * place)
    }

    /// Returns the challenges of all choices in one cell in order, or `None` without a choice.
    ///
    /// A choice may contain the separator: "Literacy, reading and writing".
    fn ticked(&mut self, choices: &Choices, separator: char) -> Option<Vec<usize>> {
        let at = *self.columns.first()?;
        let whole = key(self.row.cell(at));
        let mut rest = whole.as_str();
        let (mut ticked, mut any) = (Vec::new(), false);
        loop {
            rest = rest.trim_start_matches([separator, ' ']);
            if rest.is_empty() {
                break;
            }
            let fits = |choice: &&String| {
                let after = rest.strip_prefix(choice.as_str()).map(str::trim_start);
                after.is_some_and(|after| after.is_empty() || after.starts_with(separator))
            };
            match choices.keys().filter(fits).max_by_key(|choice| choice.len()) {
                Some(choice) => {
                    any = true;
                    ticked.extend(choices[choice]);
                    rest = &rest[choice.len()..];
                }
                None => {
                    let (unknown, after) = rest.split_once(separator).unwrap_or((rest, ""));
                    self.unknown(unknown.trim_end(), at);
                    rest = after;
                }
            }
        }
        any.then_some(ticked)
    }

    fn unknown(&mut self, text: &str, at: usize) {
        if text.is_empty() {
            return;
        }
        let names = self.reader.names;
        let measure = match self.question.measure {
            Measure::Share(share) => &names.shares[share],
            Measure::Places { rank, .. } => &names.ranks[rank],
        };
        let note = Note::Answer { measure: measure.id.clone(), value: text.to_owned() };
        self.notes.note(note, Some(at));
    }
}

/// Assigns the mean of the remaining places to challenges without one, if the respondent gave any place. With
/// `k` of `n` challenges placed, that is `(k + 1 + n) / 2`.
pub(super) fn share_rest(places: &mut [Option<u32>], asked: &[bool]) {
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

impl Columns {
    /// Returns the names of the columns. For [`Columns::OfRow`] the condition's column comes second.
    fn names(&self) -> Vec<&str> {
        match self {
            Self::Each(each) => each.iter().map(|(name, _)| name.as_str()).collect(),
            Self::Ticked { column, .. } => vec![column],
            Self::ByPlace { columns, .. } => columns.iter().map(|(name, _)| name.as_str()).collect(),
            Self::OfRow { column, when } => {
                std::iter::once(column.as_str()).chain(when.iter().map(|(name, _)| name.as_str())).collect()
            }
        }
    }

    /// Returns the challenges that the question asks everybody about.
    fn challenges(&self) -> Vec<usize> {
        match self {
            Self::Each(each) => each.iter().map(|(_, challenge)| *challenge).collect(),
            Self::Ticked { choices, .. } | Self::ByPlace { choices, .. } => {
                choices.values().flatten().copied().collect()
            }
            Self::OfRow { .. } => Vec::new(),
        }
    }
}
