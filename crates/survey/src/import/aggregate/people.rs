//! Respondents that were counted, and what is told of them.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::import::mapping::Mapping;
use crate::import::report::Note;
use crate::import::table::{Row, Table};
use crate::import::text::shown;
use crate::{Answer, Sheet};

/// Least number of rows of one respondent that is told.
const MANY: usize = 4;

/// Greatest number of respondents that are told.
const TOLD: usize = 5;

/// A wave, and a respondent as compared.
pub(super) type Who = (usize, String);

/// The respondents with one row, by wave.
#[derive(Default)]
pub(super) struct People {
    first: BTreeMap<Who, First>,
}

/// The first row of a respondent.
struct First {
    /// The respondent as written.
    written: String,
    /// Position of the file.
    file: usize,
    /// A number that the groups and answers give.
    signature: u64,
    /// Number of rows with this respondent.
    rows: usize,
}

impl People {
    /// Notes a row, or returns the reason why it is left out.
    pub fn add(
        &mut self,
        (written, who): (&str, Who),
        sheet: &Sheet,
        file: usize,
        mapping: &Mapping,
    ) -> Result<(), Note> {
        let signature = signature(sheet);
        let Some(first) = self.first.get_mut(&who) else {
            self.first.insert(who, First { written: written.to_owned(), file, signature, rows: 1 });
            return Ok(());
        };
        first.rows += 1;
        // Numbers that a tool gives begin again in each of its surveys.
        let is_other = mapping.respondent.is_none() && first.file != file && first.signature != signature;
        Err(match first.written == written {
            _ if is_other => Note::OtherFile,
            true => Note::Duplicate,
            false => Note::DuplicateLetters,
        })
    }

    /// Returns the respondents of a wave.
    pub fn of(&self, wave: usize) -> impl Iterator<Item = &str> {
        self.first.keys().filter(move |(own, _)| *own == wave).map(|(_, who)| who.as_str())
    }

    /// Returns a line for each respondent with many rows: its text may name nobody.
    pub fn told(&self) -> impl Iterator<Item = String> {
        let many = self.first.values().filter(|first| first.rows >= MANY);
        many.take(TOLD).map(|first| {
            format!(
                "the respondent `{}` has {} rows, of which one counts; if the text names nobody, list it: \"respondent\": {{\"column\": …, \"nobody\": [\"…\"]}}",
                shown(&first.written),
                first.rows
            )
        })
    }
}

/// The rows of several files, if nothing tells respondents apart.
#[derive(Default)]
pub(super) struct Files {
    rows: BTreeSet<u64>,
}

impl Files {
    /// Notes the rows of a file, and returns a line if most of them stand in earlier files too.
    pub fn add(&mut self, file: &str, table: &Table) -> Option<String> {
        let signature = |row: &Row| {
            let mut hasher = DefaultHasher::new();
            row.cells.hash(&mut hasher);
            hasher.finish()
        };
        let rows: Vec<u64> = table.rows.iter().map(signature).collect();
        let again = rows.iter().filter(|row| self.rows.contains(row)).count();
        let is_told = 2 * again > rows.len();
        let line = format!(
            "{file}: {again} of {} rows stand in an earlier file too, and count twice: nothing tells respondents apart (name their column as `respondent`, or give the later export only)",
            rows.len()
        );
        self.rows.extend(rows);
        is_told.then_some(line)
    }
}

/// Returns a number that is the same for equal groups and answers.
fn signature(sheet: &Sheet) -> u64 {
    let mut hasher = DefaultHasher::new();
    sheet.groups.hash(&mut hasher);
    sheet.places.hash(&mut hasher);
    let number =
        |answer: &Answer| [Answer::Missing, Answer::No, Answer::Yes].iter().position(|a| a == answer);
    sheet.answers.iter().flatten().for_each(|answer| number(answer).hash(&mut hasher));
    hasher.finish()
}
