//! Parser of columns of an export, and of what their values stand for.

use std::collections::BTreeMap;

use data::bundle::decode::{Node, Object};

use super::Reader;
use crate::import::mapping::{Header, Values};
use crate::import::names::{Named, find};
use crate::import::table::Table;
use crate::import::text::{key, shown, tidy};
use crate::import::tool::is_personal;

impl<'a> Reader<'_, 'a> {
    /// Parses the name of a column that occurs exactly once in every file.
    pub(super) fn column(&mut self, node: &Node<'a>) -> Option<String> {
        let name = tidy(&self.d.scalar::<String>(node, "the name of a column")?);
        self.check_column(node, &name);
        Some(name)
    }

    pub(super) fn check_column(&mut self, node: &Node<'a>, name: &str) {
        self.columns.push(key(name));
        self.texts.push(name.to_owned());
        for Header { file, table } in self.headers {
            let place = table.seen.place();
            match table.count(name) {
                1 => {}
                0 => {
                    let suggestion = self.d.suggest(name, table.names.iter().map(String::as_str));
                    let hint =
                        suggestion.map_or(String::new(), |known| format!(", did you mean `{}`?", shown(&known)));
                    let rows = if is_option(name, table) {
                        "; if the row below holds the options, say \"header_rows\": 2"
                    } else {
                        ""
                    };
                    let encoding = match table.seen.guessed_encoding() {
                        Some(guess) => format!("; {guess}"),
                        None if !name.is_ascii() && !table.seen.has_number_cells() => {
                            "; if letters of the file are read as others, say its \"encoding\"".to_owned()
                        }
                        None => String::new(),
                    };
                    self.report(
                        node,
                        &format!("{file} has no column `{}`{hint} ({place}{rows}{encoding})", shown(name)),
                    );
                }
                n => self.report(
                    node,
                    &format!(
                        "{file} has {n} columns `{}`: rename the one that is meant ({place}; if the row below tells them apart, say \"header_rows\": 2)",
                        shown(name)
                    ),
                ),
            }
        }
    }

    /// Parses the name of a column that results come from. Columns that identify respondents are errors.
    pub(super) fn result_column(&mut self, node: &Node<'a>) -> Option<String> {
        let name = self.column(node)?;
        self.check_impersonal(node, &name);
        Some(name)
    }

    pub(super) fn check_impersonal(&mut self, node: &Node<'a>, name: &str) {
        let is_part = |Header { table, .. }: &Header<'_>| {
            let coded = table.column(name).and_then(|at| table.coded(at));
            coded.is_some_and(|coded| is_personal(&coded.code) || is_personal(&coded.text))
        };
        if is_personal(name) || self.headers.iter().any(is_part) {
            self.report(node, &format!("the column `{name}` says who somebody is: no result may come of it (if its name only says so, rename the column)"));
        }
    }

    /// Parses a column and the rows that its values name. Ids and labels need no entry.
    pub(super) fn values(
        &mut self,
        node: Node<'a>,
        field: &'static str,
        known: &[Named],
        kind: &'static str,
    ) -> Option<Values> {
        let mut rows = BTreeMap::new();
        for (at, row) in known.iter().enumerate().rev() {
            rows.insert(key(&row.label), Some(at));
        }
        rows.extend(known.iter().enumerate().map(|(at, row)| (key(&row.id), Some(at))));
        if node.fields().is_none() {
            let column = self.result_column(&node)?;
            return Some(Values { column, rows, written: BTreeMap::new(), unlisted: None });
        }
        let mut o = self.d.object(node)?;
        let column = self.d.require(&mut o, "column").and_then(|node| self.result_column(&node));
        let mut written = BTreeMap::new();
        if let Some(node) = o.take(field) {
            rows.extend(self.choices(&node, known, kind, &mut written));
        }
        let unlisted = match o.has("unlisted") {
            false => None,
            true => match o.take("unlisted") {
                None => Some(None),
                Some(node) => self.row(&node, known, kind).map(Some),
            },
        };
        self.d.finish(o);
        Some(Values { column: column?, rows, written, unlisted })
    }

    /// Parses an object from texts of an export to ids of rows, or null. `written` gets the texts that have an id.
    pub(super) fn choices(
        &mut self,
        node: &Node<'a>,
        known: &[Named],
        kind: &'static str,
        written: &mut BTreeMap<String, String>,
    ) -> BTreeMap<String, Option<usize>> {
        let mut choices = BTreeMap::new();
        for (text, node) in self.d.named(node) {
            let row = if node.raw() == "null" { Some(None) } else { self.row(&node, known, kind).map(Some) };
            let Some(row) = row else { continue };
            self.texts.push(tidy(&text));
            if row.is_some() {
                written.insert(key(&text), tidy(&text));
            }
            if choices.insert(key(&text), row).is_some() {
                self.report(
                    &node,
                    &format!("`{}` is there twice, in other letters, blanks or signs", shown(&text)),
                );
            }
        }
        choices
    }

    /// Returns the position of the row whose id `node` is.
    pub(super) fn row(&mut self, node: &Node<'a>, known: &[Named], kind: &'static str) -> Option<usize> {
        let id: String = self.d.scalar(node, "an id, or null")?;
        let found = find(known, &id);
        if found.is_none() {
            self.d.unknown_id(node, kind, &id, known.iter().map(|row| row.id.as_str()));
        }
        found
    }

    pub(super) fn dimensions(&mut self, o: &mut Object<'a>) -> Vec<Option<Values>> {
        let names = self.names;
        let mut groups = vec![None; names.dimensions.len()];
        let Some(node) = o.take("dimensions") else { return groups };
        for (id, node) in self.d.named(&node) {
            let at = names.dimensions.iter().position(|(dimension, _)| dimension.id == id);
            let Some(at) = at else {
                let known = names.dimensions.iter().map(|(dimension, _)| dimension.id.as_str());
                self.d.unknown_id(&node, "dimension", &id, known);
                continue;
            };
            groups[at] = self.values(node, "groups", &names.dimensions[at].1, "group");
        }
        groups
    }
}

/// Returns true for a name `Question [Option]` where the table has a column `Question`.
fn is_option(name: &str, table: &Table) -> bool {
    let question = name.strip_suffix(']').and_then(|name| name.rsplit_once(" ["));
    question.is_some_and(|(question, _)| table.column(question).is_some())
}
