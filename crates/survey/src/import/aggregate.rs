//! Aggregation: rows of exports become sheets, and sheets are counted.

use std::collections::{BTreeMap, BTreeSet};

use super::mapping::{Mapping, Measure, Values};
use super::names::Names;
use super::report::{Location, Note, Report};
use super::row::{Reader, RowNotes, share_rest};
use super::table::{MAX_CELL, Row, Table};
use super::text::key;
use crate::{Answer, FormError, Sheet, Tallies, Weight};

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
    /// Respondents that were counted, by wave.
    counted: BTreeSet<(usize, String)>,
    /// Sheets by wave and respondent, for exports with several rows per respondent.
    open: BTreeMap<(usize, String), Sheet>,
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
            counted: BTreeSet::new(),
            open: BTreeMap::new(),
        }
    }

    /// Counts the rows of a file.
    pub fn add(&mut self, file: &str, table: &Table) {
        let at = self.report.files.len();
        self.report.files.push(file.to_owned());
        self.report.guesses.extend(table.guess.map(|guess| format!("{file}: {guess}")));
        let reader = Reader::new(self.mapping, self.names, table);
        for (question, challenge) in reader.asked() {
            self.asked[question][challenge] = true;
        }
        for row in self.mapping.tool.rows(table) {
            self.report.rows += 1;
            let whole = Location { file: at, row: row.number, column: None };
            let mut notes = RowNotes::new(whole);
            let left_out = self.row(&reader, table, row, &mut notes).err();
            // Notes about a skipped row matter only if they explain why it is blank.
            if left_out.as_ref().is_none_or(|(note, _)| *note == Note::Blank) {
                notes.list.into_iter().for_each(|(note, place)| self.report.add(note, place));
                self.found.extend(notes.words);
            }
            if let Some((note, column)) = left_out {
                self.report.add(note, Location { column, ..whole });
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
        if found < expected || row.cells[expected..].iter().any(|cell| !cell.is_empty()) {
            return Err((Note::Ragged { found, expected }, None));
        }
        if let Some(at) = row.cells.iter().position(|cell| cell.len() > MAX_CELL) {
            return Err((Note::HugeCell, Some(at)));
        }
        let tool = self.mapping.tool;
        if tool.is_preview(table, row) {
            return Err((Note::Preview, None));
        }
        if !self.mapping.counts_unfinished && tool.is_unfinished(table, row) {
            return Err((Note::Unfinished, None));
        }
        let wave = match (&self.mapping.wave, reader.wave) {
            (Some(values), Some(at)) => {
                let text = row.cell(at);
                let found = row_of(values, text).flatten();
                found.ok_or_else(|| (Note::Wave(text.to_owned()), Some(at)))?
            }
            _ => 0,
        };
        let weight = match reader.weight {
            Some(at) => {
                let text = row.cell(at);
                Weight::parse(text).ok_or_else(|| (Note::Weight(text.to_owned()), Some(at)))?
            }
            None => Weight::ONE,
        };
        let who = reader.respondent.map(|at| row.cell(at)).filter(|text| !text.is_empty());
        let who = who.map(|who| (wave, who.to_owned()));
        let mut sheet = Sheet { weight, ..self.tallies.form().blank(wave) };
        reader.groups(row, &mut sheet, notes);
        reader.answers(row, &mut sheet, notes).map_err(|(note, at)| (note, Some(at)))?;
        if sheet.is_blank() {
            return Err((Note::Blank, None));
        }
        if self.mapping.challenge.is_some() {
            let who = who.ok_or((Note::Nobody, reader.respondent))?;
            return self.join(who, sheet, notes).map_err(|note| (note, None));
        }
        if who.is_some_and(|who| !self.counted.insert(who)) {
            return Err((Note::Duplicate, reader.respondent));
        }
        self.ask(&sheet);
        self.count(&sheet);
        Ok(())
    }

    /// Adds the answers of a row to the sheet of its respondent.
    fn join(&mut self, who: (usize, String), sheet: Sheet, notes: &mut RowNotes) -> Result<(), Note> {
        let Some(open) = self.open.get_mut(&who) else {
            self.open.insert(who, sheet);
            return Ok(());
        };
        let answers = |sheet: &Sheet| sheet.answers.iter().flatten().copied().collect::<Vec<_>>();
        let both = |(one, other): (Answer, Answer)| one != Answer::Missing && other != Answer::Missing;
        let twice = answers(open).into_iter().zip(answers(&sheet)).any(both)
            || open.places.iter().zip(&sheet.places).any(|(one, other)| one.is_some() && other.is_some());
        if twice {
            return Err(Note::Duplicate);
        }
        if open.groups != sheet.groups || open.weight != sheet.weight {
            notes.note(Note::Conflict, None);
        }
        for (own, new) in open.answers.iter_mut().flatten().zip(sheet.answers.into_iter().flatten()) {
            if new != Answer::Missing {
                *own = new;
            }
        }
        for (own, new) in open.places.iter_mut().zip(sheet.places) {
            *own = own.or(new);
        }
        Ok(())
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
        let open = std::mem::take(&mut self.open);
        open.values().for_each(|sheet| self.ask(sheet));
        let rest = |measure: &Measure| matches!(measure, Measure::Places { rest: true, .. });
        let shares_rest = self.mapping.questions.iter().any(|question| rest(&question.measure));
        let ranked = self.asked.last().cloned().unwrap_or_default();
        for mut sheet in open.into_values() {
            if shares_rest {
                share_rest(&mut sheet.places, &ranked);
            }
            self.count(&sheet);
        }
        let scales = self.mapping.questions.iter().flat_map(|question| &question.scale.words);
        let mut never: Vec<String> = scales
            .filter(|(word, (_, answer))| *answer != Answer::Missing && !self.found.contains(*word))
            .map(|(_, (written, _))| written.clone())
            .collect();
        never.sort();
        never.dedup();
        self.report.never_given = never;
        Counted { tallies: self.tallies, report: self.report, asked: self.asked }
    }
}

/// Returns the row that a cell names; `None` if the mapping does not have the text.
pub(super) fn row_of(values: &Values, text: &str) -> Option<Option<usize>> {
    values.rows.get(&key(text)).copied()
}
