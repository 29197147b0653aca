//! The report of an import: rows and cells that could not be used.

use std::collections::BTreeMap;
use std::fmt;

use super::text::shown;

/// Greatest number of places printed for a note.
const PLACES: usize = 8;

/// Greatest number of notes printed for skipped rows, and for unused cells.
const VALUES: usize = 20;

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

/// The reason why a row or cell was not used. Values are copied from the file: print them with
/// [`shown`](super::shown) only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// A preview, a test, or spam in the survey tool's judgement.
    Preview,
    /// A respondent who left before the end.
    Unfinished,
    /// A row of a respondent who answered in an earlier row.
    Duplicate,
    /// A row without any answer.
    Blank,
    /// A row with more or fewer cells than the header.
    Ragged {
        /// Number of cells in the row.
        found: usize,
        /// Number of cells in the header.
        expected: usize,
    },
    /// A cell that is too long for an answer.
    HugeCell,
    /// A row without its respondent, in an export with several rows per respondent.
    Nobody,
    /// An unknown wave.
    Wave(String),
    /// A cell that is no weight.
    Weight(String),
    /// An unknown challenge, in an export with a row per challenge.
    Challenge(String),
    /// A cell that is no answer to its measure.
    Answer {
        /// Id of the measure.
        measure: String,
        /// Text of the cell.
        value: String,
    },
    /// A cell that is no group of its dimension.
    Group {
        /// Id of the dimension.
        dimension: String,
        /// Text of the cell.
        value: String,
    },
    /// A group or weight that differs from the respondent's first row.
    Conflict,
}

impl Note {
    /// Returns true if the note concerns a whole row, which was left out.
    pub fn leaves_row_out(&self) -> bool {
        !matches!(self, Self::Answer { .. } | Self::Group { .. } | Self::Conflict)
    }
}

/// The message of a note, without the number of rows.
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

/// The files that were read, and everything that could not be used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Number of respondents' rows.
    pub rows: usize,
    /// Names of the files.
    pub files: Vec<String>,
    /// Notes with all their places, in order.
    pub notes: BTreeMap<Note, Vec<Location>>,
    /// Answers of the mapping that nobody gave, with their measures.
    pub never_given: Vec<String>,
    /// Assumptions about the encoding of files.
    pub guesses: Vec<String>,
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
