//! Rows that are no respondents: the header again, as in files that were put together, sums and means below the
//! answers, notes below them, and rows that a lost quotation mark has made a cell of.

use super::mapping::{Columns, Mapping};
use super::report::Note;
use super::row::Reader;
use super::table::{Row, Table};
use super::text::key;

/// Rows that count, though they look as if they were no respondents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kept {
    /// The header again.
    pub headers: bool,
    /// Rows like those of sums and means.
    pub summaries: bool,
    /// Rows that end before the header does, and look as if a line break had torn them.
    pub short_rows: bool,
    /// Rows like notes below the answers.
    pub notes_below: NotesBelow,
}

/// The rows like notes below the answers that count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum NotesBelow {
    /// Those that may be answers, which are told.
    #[default]
    Unclear,
    /// None.
    None,
    /// All.
    All,
}

/// Texts that head a row of sums, means or counts.
const SUMMARIES: [&str; 44] = [
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sub-total",
    "sum",
    "average",
    "averages",
    "avg",
    "avg.",
    "mean",
    "median",
    "count",
    "std dev",
    "std. dev.",
    "standard deviation",
    "percent",
    "percentage",
    "total general",
    "suma",
    "promedio",
    "media",
    "mediana",
    "recuento",
    "total général",
    "somme",
    "moyenne",
    "médiane",
    "nombre",
    "gesamt",
    "gesamtergebnis",
    "summe",
    "mittelwert",
    "durchschnitt",
    "anzahl",
    "soma",
    "média",
    "totale",
    "somma",
    "totaal",
    "gemiddelde",
    "المجموع",
    "الإجمالي",
    "المتوسط",
];

/// Greatest number of rows of sums with the same heading.
const MOST: usize = 2;

/// Returns the reason why a row is no respondent.
pub(super) fn find(reader: &Reader<'_>, mapping: &Mapping, table: &Table, row: &Row) -> Option<Note> {
    let is_head = |head: &Vec<String>| head.iter().enumerate().all(|(at, name)| row.key(at) == *name);
    if !mapping.kept.headers && table.heads.iter().any(is_head) && !is_all_answers(mapping, table) {
        return Some(Note::Header);
    }
    let is_below = |row: &Row| reader.notes_from.is_some_and(|first| row.number >= first);
    if !mapping.kept.summaries {
        let rows = mapping.tool.rows(table);
        let last = rows.iter().rposition(|row| !is_below(row)).filter(|at| rows[*at].number == row.number);
        let note = summary(reader, rows, last.map(|at| &rows[..at]), row);
        if note.is_some() {
            return note;
        }
    }
    if is_below(row) {
        return Some(Note::Below);
    }
    let lost = row.inside.iter().filter(|cells| reader.is_answered(cells)).count();
    (lost > 0).then_some(Note::Swallowed { rows: lost + 1 })
}

/// Returns the note about a row of sums or means among all rows. For the last one, `above` has those above it.
pub(super) fn summary(reader: &Reader<'_>, rows: &[Row], above: Option<&[Row]>, row: &Row) -> Option<Note> {
    let first = row.cells.iter().position(|cell| !cell.is_empty())?;
    let text = row.key(first);
    let is_summary = SUMMARIES.iter().any(|word| key(word) == text.trim_end_matches([':', ' ']));
    // A word that several people wrote is an answer, such as `Media` of `Alta`, `Media`, `Baja`.
    let is_rare = || rows.iter().filter(|other| other.key(first) == text).take(MOST + 1).count() <= MOST;
    if is_summary && is_rare() && !reader.knows(first, &row.cells[first]) && !reader.has_words(row) {
        return Some(Note::Summary(row.cells[first].clone()));
    }
    above.filter(|above| reader.is_sums(above, row)).map(|_| Note::Summary(String::new()))
}

/// Returns true if the header reads like somebody's answers: columns of options are named by the text that a cell has
/// where the option was chosen.
fn is_all_answers(mapping: &Mapping, table: &Table) -> bool {
    let is_answer = |name: &String| {
        let name = key(name);
        name.is_empty()
            || mapping.questions.iter().any(|question| match &question.columns {
                Columns::Each(each) => {
                    each.iter().any(|(column, _)| key(column) == name)
                        && question.scale.words.contains_key(&name)
                }
                _ => false,
            })
    };
    table.names.iter().all(is_answer)
}
