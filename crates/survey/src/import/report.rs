//! The report of an import: rows and cells that could not be used.

use std::collections::BTreeMap;
use std::fmt;

use super::text::shown;

mod note;

pub use note::Note;

/// Greatest number of places printed for a note.
const PLACES: usize = 8;

/// Greatest number of notes printed for skipped rows, and for unused cells.
const VALUES: usize = 20;

/// Least number of answers in one column or about one challenge that are not understood, for a reason to stop.
const PART: usize = 2;

/// A place in an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// Position of the file among those that were read.
    pub file: usize,
    /// Number of the row as in a spreadsheet, from 1.
    pub row: usize,
    /// Position of the column; `None` for the whole row.
    pub column: Option<usize>,
}

/// The files that were read, and everything that could not be used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Number of respondents' rows.
    pub rows: usize,
    /// Names of the files.
    pub files: Vec<String>,
    /// Notes with all their places, in order.
    pub notes: BTreeMap<Note, Vec<Location>>,
    /// Words about texts that look like one of the mapping, by text.
    pub alike: BTreeMap<String, String>,
    /// Answers of the mapping that nobody gave, with their measures.
    pub never_given: Vec<String>,
    /// Assumptions about the files.
    pub guesses: Vec<String>,
    /// Numbers of answers that were understood, by measure and dimension, and by column or challenge.
    pub understood: Vec<Understood>,
}

/// Numbers of answers to a measure or a dimension, or to a part of a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    /// Id of the measure or dimension.
    pub subject: String,
    /// The part of the measure, such as ``in the column `Staff` ``.
    pub part: Option<String>,
    /// Number of answers that are not empty.
    pub given: usize,
    /// Number of those that the mapping does not know.
    pub unknown: usize,
}

impl Report {
    pub(super) fn add(&mut self, note: Note, place: Location) {
        self.notes.entry(note).or_default().push(place);
    }

    /// Returns the first note that `counts` accepts, in the order of files and rows.
    pub fn first(&self, counts: impl Fn(&Note) -> bool) -> Option<(&Note, Location)> {
        let notes = self.notes.iter().filter(|(note, _)| counts(note));
        notes.filter_map(|(note, places)| Some((note, *places.iter().min()?))).min_by_key(|(_, place)| *place)
    }

    /// Returns the number of rows that were left out.
    pub fn skipped(&self) -> usize {
        self.notes.iter().filter(|(note, _)| note.leaves_row_out()).map(|(_, places)| places.len()).sum()
    }

    /// Returns the reasons why too much could not be read: one for rows and one for each question of whose
    /// answers more than `percent` were not understood. Rows that a rule leaves out do not count.
    ///
    /// A question has to be understood in each of its columns too, where a single odd cell is no reason.
    pub fn unread(&self, percent: u32) -> Vec<String> {
        let too_many = |part: usize, of: usize| 100 * part > percent as usize * of;
        let number = |counts: fn(&Note) -> bool| -> usize {
            self.notes.iter().filter(|(note, _)| counts(note)).map(|(_, places)| places.len()).sum()
        };
        let torn = number(Note::is_unreadable);
        let rows = self.rows.saturating_sub(number(Note::is_rule));
        let line = |what: String, part: usize, of: usize| {
            format!("{part} of {of} {what} ({:.0} %)", 100.0 * part as f64 / of as f64)
        };
        let mut lines = Vec::new();
        if too_many(torn, rows) {
            lines.push(line("rows can't be read".to_owned(), torn, rows));
        }
        let (parts, whole): (Vec<_>, Vec<_>) = self
            .understood
            .iter()
            .filter(|of| too_many(of.unknown, of.given))
            .partition(|of| of.part.is_some());
        let is_told = |part: &Understood| whole.iter().any(|of| of.subject == part.subject);
        let parts = parts.into_iter().filter(|of| of.unknown >= PART && !is_told(of));
        for of in whole.iter().copied().chain(parts) {
            let part = of.part.iter().map(|part| format!(" {part}")).collect::<String>();
            lines.push(line(
                format!("answers to {}{part} are not understood", of.subject),
                of.unknown,
                of.given,
            ));
        }
        lines
    }

    /// Returns `rows 4, 9 and 3 more`, with the names of files if there are several.
    fn places(&self, places: &[Location]) -> String {
        let one = |place: &Location| match self.files.get(place.file) {
            Some(file) if self.files.len() > 1 => format!("{file}:{}", place.row),
            _ => place.row.to_string(),
        };
        let mut shown: Vec<String> = places.iter().map(one).collect();
        shown.dedup();
        let more = shown.len().saturating_sub(PLACES);
        shown.truncate(PLACES);
        let word = if places.len() == 1 { "row" } else { "rows" };
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{word} {}{more}", shown.join(", "))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.guesses.iter().try_for_each(|guess| writeln!(f, "{guess}"))?;
        writeln!(f, "{} rows read, {} skipped", self.rows, self.skipped())?;
        let (out, kept): (Vec<_>, Vec<_>) = self.notes.iter().partition(|(note, _)| note.leaves_row_out());
        let (unlisted, kept): (Vec<_>, Vec<_>) = kept.into_iter().partition(|(note, _)| note.is_unlisted());
        // What several people wrote may be a choice in other words; what one wrote is rather free text.
        let (shared, single): (Vec<_>, Vec<_>) =
            unlisted.into_iter().partition(|(_, places)| places.len() > 1);
        for (title, notes) in [("skipped", out), ("not used", kept), ("not listed", shared)] {
            for (note, places) in notes.iter().take(VALUES) {
                let alike = note.text().and_then(|text| self.alike.get(text)).map_or("", String::as_str);
                writeln!(f, "  {title}: {} × {note}{alike} ({})", places.len(), self.places(places))?;
            }
            if notes.len() > VALUES {
                writeln!(f, "  {title}: {} more kinds", notes.len() - VALUES)?;
            }
        }
        if !single.is_empty() {
            writeln!(f, "  not listed: {} other texts, each of which occurs once", single.len())?;
        }
        self.never_given.iter().try_for_each(|word| {
            writeln!(f, "  never given: `{}`; is it spelled as in the export?", shown(word))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_grouped_with_their_rows() {
        let mut report = Report { rows: 40, files: vec!["a.csv".into()], ..Report::default() };
        let place = |row| Location { file: 0, row, column: None };
        (2..14).for_each(|row| report.add(Note::Duplicate, place(row)));
        report.add(Note::Group { dimension: "role".into(), value: "ann@example.org".into() }, place(3));
        assert_eq!(
            report.to_string(),
            "40 rows read, 12 skipped\n  \
             skipped: 12 × the same respondent answered it in an earlier row (rows 2, 3, 4, 5, 6, 7, 8, 9 and 4 more)\n  \
             not used: 1 × `(a value with @)` is no known role: counted as not stated (row 3)\n"
        );
        assert_eq!(
            report.first(|_| true).map(|(note, place)| (note, place.row)),
            Some((&Note::Duplicate, 2))
        );
    }
}
