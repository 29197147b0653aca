//! What an import could not use, and where it stands.

use std::collections::BTreeMap;
use std::fmt;

use super::text::shown;

/// How many places of a note are told.
const PLACES: usize = 8;

/// How many unknown values of a kind are told.
const VALUES: usize = 20;

/// Where something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Position of the file among those read.
    pub file: usize,
    /// As a spreadsheet numbers it.
    pub row: usize,
    /// Position of the column; nothing if it is about the whole row.
    pub column: Option<usize>,
}

/// Why a row or a cell was not used. Values are as they stand in the file: show them with
/// [`shown`](super::shown) only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// A preview, a test, or spam by the survey tool's judgement.
    Preview,
    /// Its respondent left before the end.
    Unfinished,
    /// An answer that the same respondent gave in an earlier row.
    Duplicate,
    /// No answer to any question.
    Blank,
    /// More or fewer cells than the header.
    Ragged {
        /// Cells of the row.
        found: usize,
        /// Cells of the header.
        expected: usize,
    },
    /// A cell that is too long for an answer.
    HugeCell,
    /// A row that does not say whose it is, in a file where a respondent has several.
    Nobody,
    /// An unknown wave.
    Wave(String),
    /// Not a weight.
    Weight(String),
    /// An unknown challenge, in a file with a row for each.
    Challenge(String),
    /// A cell that is no answer of its measure.
    Answer {
        /// Id of the measure.
        measure: String,
        /// What stands there.
        value: String,
    },
    /// A cell that is no group of its dimension.
    Group {
        /// Id of the dimension.
        dimension: String,
        /// What stands there.
        value: String,
    },
    /// Another group or weight than in an earlier row of the same respondent.
    Conflict,
}

impl Note {
    /// Whether the whole row was left out.
    pub fn leaves_row_out(&self) -> bool {
        !matches!(self, Self::Answer { .. } | Self::Group { .. } | Self::Conflict)
    }
}

/// Why the rows were left out, or what the cells count as.
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Preview => f.write_str("previews, tests or spam"),
            Self::Unfinished => f.write_str("not finished"),
            Self::Duplicate => f.write_str("the same respondent answered it in an earlier row"),
            Self::Blank => f.write_str("no answer to any question of the mapping"),
            Self::Ragged { found, expected } => write!(
                f,
                "{found} cells where the header has {expected}; a quotation mark or a delimiter may be lost"
            ),
            Self::HugeCell => f.write_str("a cell too long for an answer; a quotation mark may be lost"),
            Self::Nobody => f.write_str("the respondent is not named"),
            Self::Wave(value) => write!(f, "`{}` is no wave of the mapping", shown(value)),
            Self::Weight(value) => {
                write!(f, "`{}` is no weight, a number above 0 and at most 1,000", shown(value))
            }
            Self::Challenge(value) => write!(f, "`{}` is no challenge of the mapping", shown(value)),
            Self::Answer { measure, value } => {
                write!(f, "`{}` is no known answer to {measure}: counted as missing", shown(value))
            }
            Self::Group { dimension, value } => {
                write!(f, "`{}` is no known {dimension}: counted as not stated", shown(value))
            }
            Self::Conflict => {
                f.write_str("another group or weight than in the respondent's first row, which holds")
            }
        }
    }
}

/// What was read, and what could not be used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many rows of respondents were read.
    pub rows: usize,
    /// How many files they are from.
    pub files: Vec<String>,
    /// Each note with all its places, in order.
    pub notes: BTreeMap<Note, Vec<Place>>,
    /// Answers that the mapping lists and nobody gave, with their measures.
    pub never_given: Vec<String>,
    /// How each file was read where that had to be guessed.
    pub guesses: Vec<String>,
}

impl Report {
    pub(super) fn add(&mut self, note: Note, place: Place) {
        self.notes.entry(note).or_default().push(place);
    }

    /// The first note of all, in the order of files and rows.
    pub fn first(&self, counts: impl Fn(&Note) -> bool) -> Option<(&Note, Place)> {
        let notes = self.notes.iter().filter(|(note, _)| counts(note));
        notes.filter_map(|(note, places)| Some((note, *places.iter().min()?))).min_by_key(|(_, place)| *place)
    }

    /// How many rows were left out.
    pub fn skipped(&self) -> usize {
        self.notes.iter().filter(|(note, _)| note.leaves_row_out()).map(|(_, places)| places.len()).sum()
    }

    /// `rows 4, 9 and 3 more`, with their files if there are several.
    fn places(&self, places: &[Place]) -> String {
        let one = |place: &Place| match self.files.get(place.file) {
            Some(file) if self.files.len() > 1 => format!("{file}:{}", place.row),
            _ => place.row.to_string(),
        };
        let mut told: Vec<String> = places.iter().map(one).collect();
        told.dedup();
        let more = told.len().saturating_sub(PLACES);
        told.truncate(PLACES);
        let word = if places.len() == 1 { "row" } else { "rows" };
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{word} {}{more}", told.join(", "))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.guesses.iter().try_for_each(|guess| writeln!(f, "{guess}"))?;
        writeln!(f, "{} rows read, {} skipped", self.rows, self.skipped())?;
        let (out, kept): (Vec<_>, Vec<_>) = self.notes.iter().partition(|(note, _)| note.leaves_row_out());
        for (title, notes) in [("skipped", out), ("not used", kept)] {
            for (note, places) in notes.iter().take(VALUES) {
                writeln!(f, "  {title}: {} × {note} ({})", places.len(), self.places(places))?;
            }
            if notes.len() > VALUES {
                writeln!(f, "  {title}: {} more kinds", notes.len() - VALUES)?;
            }
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
        let place = |row| Place { file: 0, row, column: None };
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
