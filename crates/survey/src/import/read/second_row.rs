//! Rows that may belong to the header or to the answers: in doubt the import is refused, with the setting that decides.

use data::bundle::decode::Node;

use super::Reader;
use crate::import::mapping::{Columns, Header, Mapping};
use crate::import::table::{Row, Table};
use crate::import::text::{key, shown};

/// The number of rows below the first from which what they have in common tells them from it.
const MIN_OTHERS: usize = 2;

impl<'a> Reader<'_, 'a> {
    /// Reports a header whose second row holds answers, and a first row of answers that looks like a second row of the
    /// header. `header_rows` is what the mapping says of it.
    pub(super) fn check_second_row(
        &mut self,
        node: &Node<'a>,
        mapping: &Mapping,
        header_rows: Option<usize>,
    ) {
        for Header { file, table } in self.headers {
            if let Some((column, text)) = answer_in_header(mapping, table) {
                let (column, text) = (shown(column), shown(text));
                self.report(node, &format!("{file}: the second row of the header has the answer `{text}` in the column `{column}`: say \"header_rows\": 1, or give the file as it was exported"));
            }
            let first = mapping.tool.rows(table).first().filter(|_| header_rows.is_none());
            if let Some(row) = first.filter(|_| is_like_header(mapping, table)) {
                let seen: Vec<String> = row
                    .cells
                    .iter()
                    .filter(|cell| !cell.is_empty())
                    .take(3)
                    .map(|cell| format!("`{}`", shown(cell)))
                    .collect();
                self.report(node, &format!("{file}: row {} ({}) looks like a second row of the header: say \"header_rows\": 2, or \"header_rows\": 1 if it holds answers", row.number, seen.join(", ")));
            }
        }
    }
}

/// Returns the first column of the mapping, and an answer that the mapping knows there, in the last row of a header of
/// several. Where that row is part of a column's name, it holds options.
fn answer_in_header<'t>(mapping: &Mapping, table: &'t Table) -> Option<(&'t str, &'t str)> {
    let (first, last) = (table.heads.first()?, table.heads.get(1..)?.last()?);
    table.names.iter().enumerate().find_map(|(at, name)| {
        let (above, text) = (first.get(at)?, last.get(at)?);
        let is_answer = !text.is_empty() && *above == key(name) && mapping.use_of(table, at, text).lists;
        is_answer.then_some((name.as_str(), text.as_str()))
    })
}

/// Returns whether the first row below a header of one row differs from all others as a row of a header does: no column
/// of the mapping has a text there that the mapping lists, one of them counts whatever text it has, no text is
/// repeated below it, and in one column all other rows have digits, but not this one.
fn is_like_header(mapping: &Mapping, table: &Table) -> bool {
    let Some((row, others)) = mapping.tool.rows(table).split_first().filter(|_| table.heads.len() == 1)
    else {
        return false;
    };
    // Beside the answers there may be notes, with an empty row between.
    let parts = others.chunk_by(|_, below| !below.is_after_gap);
    let others = parts.max_by_key(|rows| rows.len()).unwrap_or_default();
    let has_digit = |row: &Row, at: usize| row.cell(at).chars().any(char::is_numeric);
    let mut takes_all = false;
    let mut is_apart = false;
    for at in 0..table.names.len() {
        let text = row.cell(at);
        let is_repeated = || others.iter().any(|other| key(other.cell(at)) == key(text));
        let of_mapping = mapping.use_of(table, at, text);
        if !text.is_empty() && (of_mapping.lists || is_repeated()) {
            return false;
        }
        takes_all |= !text.is_empty() && of_mapping.takes_all;
        is_apart |= !has_digit(row, at) && others.iter().all(|other| has_digit(other, at));
    }
    takes_all && is_apart && others.len() >= MIN_OTHERS
}

/// The use of a column by a mapping.
#[derive(Clone, Copy, Default)]
struct Use {
    /// The mapping lists a text as a group, a challenge or an answer there.
    lists: bool,
    /// A text that the mapping does not list counts there.
    takes_all: bool,
}

impl Mapping {
    /// Returns the use of a column, with whether the mapping lists a text there.
    fn use_of(&self, table: &Table, column: usize, text: &str) -> Use {
        let word = key(text);
        let is = |name: &String| table.is_named(column, &key(name));
        let values = self.groups.iter().flatten().chain(&self.challenge);
        let of_values = values
            .filter(|values| is(&values.column))
            .map(|values| Use { lists: values.listed(text).is_some(), takes_all: values.unlisted.is_some() });
        let of_questions = self.questions.iter().filter_map(|question| {
            let (scale, columns) = (&question.scale, &question.columns);
            let is_used = match columns {
                Columns::Each(each) => each.iter().any(|(name, _)| is(name)),
                Columns::ByPlace { columns, .. } => columns.iter().any(|(name, _)| is(name)),
                Columns::Ticked { column, .. } | Columns::OfRow { column, .. } => is(column),
            };
            is_used.then(|| match columns {
                Columns::Ticked { choices, .. } | Columns::ByPlace { choices, .. } => {
                    Use { lists: choices.rows.contains_key(&word), takes_all: choices.ignores_others }
                }
                Columns::Each(_) | Columns::OfRow { .. } => Use {
                    lists: scale.words.contains_key(&word) || scale.places.contains_key(&word),
                    takes_all: scale.unlisted.is_some(),
                },
            })
        });
        of_values.chain(of_questions).fold(Use::default(), |all, one| Use {
            lists: all.lists || one.lists,
            takes_all: all.takes_all || one.takes_all,
        })
    }
}
