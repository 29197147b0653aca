//! Aggregation: rows of exports become sheets, and sheets are counted.

use std::collections::{BTreeMap, BTreeSet};

use super::aside;
use super::mapping::Mapping;
use super::names::Names;
use super::report::{Location, Note, Report};
use super::row::{Answers, QuestionPart, Reader, RowNotes, subjects};
use super::table::{MAX_CELL, Row, Table};
use super::text::shown;
use crate::{Answer, FormError, Sheet, Tallies, Weight};

mod long;
mod people;
mod understood;

use long::Open;
use people::{Files, People};

/// Greatest number of texts that are told as read for places.
const PLACES_TOLD: usize = 12;

/// Counts the rows of exports that belong to one mapping.
pub struct Aggregator<'m> {
    mapping: &'m Mapping,
    names: &'m Names,
    tallies: Tallies,
    /// Challenges that somebody was asked about, by measure; the ranking comes last.
    asked: Vec<Vec<bool>>,
    report: Report,
    /// Words of the scales that occurred.
    found: BTreeSet<String>,
    /// Texts of the conditions that occurred, each with the number of its condition.
    met: BTreeSet<(usize, String)>,
    /// Texts other than digits that were read as places.
    places: BTreeMap<String, u32>,
    /// Numbers of answers by subject.
    answers: Vec<Answers>,
    /// The same by part of a question.
    parts: BTreeMap<QuestionPart, Answers>,
    /// Respondents that were counted.
    people: People,
    /// The rows that were read.
    files: Files,
    /// Sheets by wave and respondent, for exports with several rows per respondent.
    open: BTreeMap<(usize, String), Open>,
}

/// The result of an aggregation.
pub struct Counted {
    /// The counts of answers.
    pub tallies: Tallies,
    /// The rows and cells that could not be used.
    pub report: Report,
    /// Challenges that somebody was asked about, by measure; the ranking comes last.
    pub(super) asked: Vec<Vec<bool>>,
}

impl Counted {
    /// Adds the counts of other files with the same bundle and waves.
    ///
    /// # Errors
    ///
    /// Returns an error if the other counts have another form.
    pub fn join(&mut self, other: &Self) -> Result<(), FormError> {
        self.tallies.join(&other.tallies)?;
        for (own, new) in self.asked.iter_mut().flatten().zip(other.asked.iter().flatten()) {
            *own |= new;
        }
        Ok(())
    }
}

impl<'m> Aggregator<'m> {
    /// Returns an aggregator without rows.
    pub fn new(mapping: &'m Mapping, names: &'m Names) -> Self {
        let tallies = Tallies::with_pools(names.form(mapping.waves.len()), mapping.pools.clone());
        let asked = vec![vec![false; names.challenges.len()]; names.shares.len() + 1];
        Self {
            mapping,
            names,
            tallies,
            asked,
            report: Report::default(),
            found: BTreeSet::new(),
            met: BTreeSet::new(),
            places: BTreeMap::new(),
            answers: vec![Answers::default(); subjects(mapping, names).len()],
            parts: BTreeMap::new(),
            people: People::default(),
            files: Files::default(),
            open: BTreeMap::new(),
        }
    }

    /// Counts the rows of a file.
    pub fn add(&mut self, file: &str, table: &Table) {
        let at = self.report.files.len();
        self.report.files.push(file.to_owned());
        let reader = Reader::new(self.mapping, self.names, table);
        self.report.guesses.extend(reader.guesses.iter().map(|guess| format!("{file}: {guess}")));
        if reader.respondent.is_none() {
            self.report.guesses.extend(self.files.add(file, table));
        }
        for (question, challenge) in reader.asked() {
            self.asked[question][challenge] = true;
        }
        for row in self.mapping.tool.rows(table) {
            self.report.rows += 1;
            let whole = Location { file: at, row: row.number, column: None };
            let mut notes = RowNotes::new(whole, self.answers.len());
            self.met.extend(reader.conditions(row));
            let left_out = self.row(&reader, table, row, &mut notes).err();
            // Notes about a skipped row matter only if they explain why it is blank.
            if left_out.as_ref().is_none_or(|(note, _)| *note == Note::Blank) {
                self.keep(notes);
            }
            if let Some((note, column)) = left_out {
                self.report.rows += note.rows() - 1;
                (0..note.rows()).for_each(|_| self.report.add(note.clone(), Location { column, ..whole }));
            }
        }
    }

    /// Keeps the notes about a row.
    fn keep(&mut self, notes: RowNotes) {
        notes.list.into_iter().for_each(|(note, place)| self.report.add(note, place));
        self.found.extend(notes.words);
        self.answers.iter_mut().zip(notes.answers).for_each(|(own, new)| own.add(new));
        notes.parts.into_iter().for_each(|(part, new)| self.parts.entry(part).or_default().add(new));
        for (text, place) in notes.places {
            if self.places.len() < PLACES_TOLD {
                self.places.insert(text, place);
            }
        }
    }

    /// Counts a row, or returns the reason why it is left out, with the position of the column at fault.
    fn row(
        &mut self,
        reader: &Reader<'m>,
        table: &Table,
        row: &Row,
        notes: &mut RowNotes,
    ) -> Result<(), (Note, Option<usize>)> {
        let (found, expected) = (row.cells.len(), table.names.len());
        if let Some(note) = aside::find(reader, self.mapping, table, row) {
            return Err((note, None));
        }
        let is_wide = row.cells.iter().skip(table.width).any(|cell| !cell.is_empty());
        // Nor can it be told which cells a row has too many of, unless most rows have them.
        let is_longer = found > table.width.max(table.usual);
        let is_torn = table.torn.contains(&row.number) && !self.mapping.kept.short_rows;
        if is_wide || is_longer || is_torn {
            return Err((Note::Ragged { found, expected }, None));
        }
        if let Some(at) = row.cells.iter().position(|cell| cell.len() > MAX_CELL) {
            return Err((Note::HugeCell, Some(at)));
        }
        if let Some((note, at)) = reader.left_out(row) {
            return Err((note, Some(at)));
        }
        let (wave, weight) = self.wave_and_weight(reader, row)?;
        let mut sheet = Sheet { weight, ..self.tallies.form().blank(wave) };
        reader.groups(row, &mut sheet, notes);
        reader.answers(row, &mut sheet, notes).map_err(|(note, at)| (note, Some(at)))?;
        if found < expected {
            // Spreadsheets drop empty cells at the end of a row. With a text that is not known, the row is
            // rather one that a line break has torn.
            if notes.has_unknown() && !self.mapping.kept.short_rows {
                return Err((Note::Ragged { found, expected }, None));
            }
            notes.note(Note::Short { found, expected }, None);
        }
        if sheet.is_blank() {
            return Err((Note::Blank, None));
        }
        let who = reader.who(row, notes.whole().file).map(|(written, who)| (written, (wave, who)));
        if self.mapping.challenge.is_some() {
            let who = who.ok_or((Note::Nobody, reader.respondent))?;
            return self.join(who, sheet, notes).map_err(|note| (note, None));
        }
        if let Some(who) = who {
            let added = self.people.add(who, &sheet, notes.whole().file, self.mapping);
            added.map_err(|note| (note, reader.respondent))?;
        }
        self.ask(&sheet);
        self.count(&sheet);
        Ok(())
    }

    /// Returns the wave and the weight of a row.
    fn wave_and_weight(
        &self,
        reader: &Reader<'m>,
        row: &Row,
    ) -> Result<(usize, Weight), (Note, Option<usize>)> {
        let wave = match (&self.mapping.wave, reader.wave) {
            (Some(values), Some(at)) => {
                let text = row.cell(at);
                match values.row(text) {
                    Some(Some(wave)) => wave,
                    Some(None) => return Err((Note::OtherWave(text.to_owned()), Some(at))),
                    None => return Err((Note::Wave(text.to_owned()), Some(at))),
                }
            }
            _ => 0,
        };
        let weight = match reader.weight {
            Some(at) => {
                let text = row.cell(at);
                reader.weight(text).ok_or_else(|| (Note::Weight(text.to_owned()), Some(at)))?
            }
            None => Weight::ONE,
        };
        Ok((wave, weight))
    }

    /// Marks all answered questions as asked.
    fn ask(&mut self, sheet: &Sheet) {
        let answered = sheet.answers.iter().map(|row| row.iter().map(|a| *a != Answer::Missing).collect());
        let placed = std::iter::once(sheet.places.iter().map(Option::is_some).collect::<Vec<bool>>());
        for (asked, given) in self.asked.iter_mut().zip(answered.chain(placed)) {
            asked.iter_mut().zip(given).for_each(|(asked, given)| *asked |= given);
        }
    }

    fn count(&mut self, sheet: &Sheet) {
        // The sheet was made from the form of the tallies, so it fits.
        let fits = self.tallies.add(sheet);
        debug_assert!(fits.is_ok(), "{fits:?}");
    }

    /// Returns the counts after all files were added.
    pub fn finish(mut self) -> Counted {
        let counted_twice = self.counted_twice();
        self.finish_open();
        self.report.guesses.extend(self.people.told().chain(counted_twice));
        self.report.never_given = self.never_given();
        if !self.places.is_empty() {
            let read = self.places.iter().map(|(text, place)| format!("`{}` as {place}", shown(text)));
            let read: Vec<String> = read.collect();
            self.report.guesses.push(format!(
                "places are read from words: {} (\"places\" of the measure says others)",
                read.join(", ")
            ));
        }
        self.report.understood = self.understood();
        self.report.alike = self.alike();
        Counted { tallies: self.tallies, report: self.report, asked: self.asked }
    }

    /// Returns a line for each wave that pools others in which somebody answered more than once.
    fn counted_twice(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (wave, sources) in
            self.mapping.pools.iter().enumerate().filter(|(_, sources)| !sources.is_empty())
        {
            let mut waves: BTreeMap<&str, usize> = BTreeMap::new();
            for source in sources.iter().copied().chain([wave]) {
                let open = self.open.keys().filter(|(own, _)| *own == source).map(|(_, who)| who.as_str());
                self.people.of(source).chain(open).for_each(|who| *waves.entry(who).or_default() += 1);
            }
            let twice = waves.values().filter(|waves| **waves > 1).count();
            if twice > 0 {
                lines.push(format!(
                    "wave {}: {twice} of its respondents answered in more than one of the waves that it pools, and are counted in it each time, also for the minimum",
                    self.mapping.waves[wave].id
                ));
            }
        }
        lines
    }
}
