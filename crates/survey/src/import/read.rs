//! Parser of mappings in JSON. It is strict and collects all errors.

use std::collections::{BTreeMap, BTreeSet};

use data::bundle::decode::{Decoder, Node, Object};
use data::bundle::ids::Ids;
use data::bundle::{Diagnostic, DiagnosticKind, parse};

use super::layout::Layout;
use super::mapping::{Header, Mapping, Values, Wave};
use super::names::{Named, Names, find};
use super::text::{key, shown, tidy};
use super::tool::{Tool, is_personal};
use crate::Ties;

mod question;
mod rank;
mod settings;

pub use rank::RankRuleError;

/// Parses a mapping; see [`Mapping::parse`].
pub(super) fn mapping(
    source: &str,
    names: &Names,
    headers: &[Header<'_>],
) -> Result<Mapping, Vec<Diagnostic>> {
    let (mapping, diagnostics) = read(source, names, headers);
    match mapping {
        Some(mapping) if diagnostics.is_empty() => Ok(mapping),
        _ => Err(diagnostics),
    }
}

/// Returns the layout of the files; see [`Mapping::layout`]. Errors are told when the mapping is parsed.
pub(super) fn layout(source: &str, names: &Names) -> Layout {
    read(source, names, &[]).0.map_or_else(Layout::default, |mapping| mapping.layout)
}

fn read(source: &str, names: &Names, headers: &[Header<'_>]) -> (Option<Mapping>, Vec<Diagnostic>) {
    let mut decoder = Decoder::new(source);
    let root = match decoder.root() {
        Ok(root) => root,
        Err(diagnostic) => return (None, vec![diagnostic]),
    };
    let mut reader =
        Reader { d: &mut decoder, names, headers, columns: Vec::new(), texts: labels(names).collect() };
    let mapping = reader.mapping(root);
    (mapping, decoder.into_problems())
}

/// Returns the labels of the bundle that may stand in an export.
fn labels(names: &Names) -> impl Iterator<Item = String> {
    let groups = names.dimensions.iter().flat_map(|(_, groups)| groups);
    groups.chain(&names.challenges).map(|row| tidy(&row.label))
}

struct Reader<'r, 'a> {
    d: &'r mut Decoder<'a>,
    names: &'r Names,
    headers: &'r [Header<'r>],
    /// Keys of the columns that were named so far.
    columns: Vec<String>,
    /// Texts of an export that were named so far.
    texts: Vec<String>,
}

impl<'a> Reader<'_, 'a> {
    fn mapping(&mut self, root: Node<'a>) -> Option<Mapping> {
        let mut o = self.d.object(root)?;
        let tool = self.tool(&mut o);
        let mut layout = self.layout(&mut o, tool);
        let (waves, wave) = self.wave(&mut o);
        let pools = o.take("pooled").map_or_else(Vec::new, |node| self.pools(&node, &waves));
        let respondent = o.take("respondent").and_then(|node| self.respondent(node));
        let weight = o.take("weight").and_then(|node| self.column(&node));
        let decimal = self.decimal(&mut o);
        if let Some(weight) = &weight {
            self.check_decimal(&o.node(), weight, decimal);
        }
        let finished = o.take("finished").and_then(|node| self.column(&node));
        let counts_unfinished = self.choice(&mut o, "incomplete", &["skip", "count"]) == Some(1);
        let counts_previews = self.choice(&mut o, "previews", &["skip", "count"]) == Some(1);
        let filters = self.filters(&mut o);
        let groups = self.dimensions(&mut o);
        let challenges = &self.names.challenges;
        let challenge =
            o.take("long").and_then(|node| self.values(node, "challenges", challenges, "challenge"));
        let shared = o.take("answers").and_then(|node| self.shared_scale(node));
        let questions = self.questions(&mut o, shared.as_ref(), challenge.is_some(), tool);
        let rank = o.take("rank").and_then(|node| self.rank(node, &questions));
        if challenge.is_some() && respondent.is_none() && tool.respondent().is_empty() {
            self.report(&o.node(), "with `long`, `respondent` must name the column that tells people apart");
        }
        let mapping = Mapping {
            tool,
            waves,
            pools,
            wave,
            respondent,
            weight,
            decimal,
            finished,
            counts_unfinished,
            counts_previews,
            filters,
            groups,
            challenge,
            questions,
            rank,
            layout: Layout::default(),
        };
        self.check_rules(&o.node(), &mapping);
        self.d.finish(o);
        layout.columns = std::mem::take(&mut self.columns);
        layout.texts = std::mem::take(&mut self.texts);
        layout.texts.retain(|text| !text.is_ascii());
        Some(Mapping { layout, ..mapping })
    }

    /// Parses the waves, and the column that tells them apart.
    fn wave(&mut self, o: &mut Object<'a>) -> (Vec<Wave>, Option<Values>) {
        let waves = self.waves(o);
        let rows: Vec<Named> =
            waves.iter().map(|wave| Named { id: wave.id.clone(), label: wave.id.clone() }).collect();
        let column = o.take("wave");
        if waves.len() > 1 && column.is_none() {
            self.report(
                &o.node(),
                "there are several waves: `wave` must name the column that tells them apart",
            );
        }
        let wave = column.and_then(|node| self.values(node, "values", &rows, "wave"));
        (waves, wave)
    }

    fn report(&mut self, node: &Node<'a>, message: &str) {
        self.d.report(node, || DiagnosticKind::Setting(message.to_owned()));
    }

    /// Returns the position of a field's value in a list of allowed words.
    fn choice(&mut self, o: &mut Object<'a>, name: &'static str, words: &[&'static str]) -> Option<usize> {
        let node = o.take(name)?;
        let id: String = self.d.scalar(&node, "text")?;
        let found = words.iter().position(|word| *word == id);
        if found.is_none() {
            let suggestion = self.d.suggest(&id, words.iter().copied());
            let hint = suggestion.map_or(String::new(), |word| format!(", did you mean `{word}`?"));
            self.report(&node, &format!("`{name}` is one of {}, not `{id}`{hint}", words.join(", ")));
        }
        found
    }

    fn tool(&mut self, o: &mut Object<'a>) -> Tool {
        let at = o.node();
        let chosen = self.choice(o, "tool", &Tool::ALL.map(|(word, _)| word));
        let tool = chosen.map_or(Tool::Plain, |at| Tool::ALL[at].1);
        for header in self.headers {
            if let Some(mismatch) = tool.mismatch(header.table) {
                self.report(&at, &format!("{}: {mismatch}", header.file));
            }
        }
        tool
    }

    /// Parses waves, which are objects as in the bundle or ids of waves in the bundle.
    fn waves(&mut self, o: &mut Object<'a>) -> Vec<Wave> {
        let Some(node) = self.d.require(o, "waves") else { return Vec::new() };
        let entries = self.d.list(&node);
        if entries.is_empty() {
            self.report(&node, "name at least one wave that the answers are of");
        }
        let (mut ids, mut there) = (Ids::default(), Ids::default());
        for id in &self.names.waves {
            there.add(id.clone());
        }
        let mut waves = Vec::new();
        for entry in entries {
            if let Some(id) = self.d.peek::<String>(&entry) {
                if self.d.reference(&entry, "wave", &there).is_some() && !ids.add(id.clone()) {
                    self.d.report(&entry, || DiagnosticKind::DuplicateId { kind: "wave", id: id.clone() });
                }
                waves.push(Wave { id, json: None });
            } else if let Some(wave) = parse::wave(self.d, entry.clone(), &mut ids) {
                waves.push(Wave { id: wave.id.to_string(), json: Some(entry.raw().to_owned()) });
            }
        }
        waves
    }

    /// Parses for each wave the waves that it pools: an object from its id to theirs.
    fn pools(&mut self, node: &Node<'a>, waves: &[Wave]) -> Vec<Vec<usize>> {
        let mut ids = Ids::default();
        waves.iter().for_each(|wave| {
            ids.add(wave.id.clone());
        });
        let mut pools = vec![Vec::new(); waves.len()];
        let entries = self.d.named(node);
        let pooling: Vec<Option<usize>> = entries.iter().map(|(id, _)| ids.get(id)).collect();
        for ((id, node), wave) in entries.into_iter().zip(&pooling) {
            let Some(wave) = *wave else {
                self.d.unknown_id(&node, "wave", &id, ids.names());
                continue;
            };
            let sources = self.d.list(&node);
            let sources: Vec<usize> =
                sources.iter().filter_map(|source| self.d.reference(source, "wave", &ids)).collect();
            let is_own = |at: &usize| !pooling.contains(&Some(*at));
            if BTreeSet::from_iter(&sources).len() < 2 || !sources.iter().all(is_own) {
                self.report(
                    &node,
                    "name at least two waves of this mapping, which pool no others themselves",
                );
            }
            pools[wave] = sources;
        }
        pools
    }

    /// Parses the name of a column that occurs exactly once in every file.
    fn column(&mut self, node: &Node<'a>) -> Option<String> {
        let name = tidy(&self.d.scalar::<String>(node, "the name of a column")?);
        self.check_column(node, &name);
        Some(name)
    }

    fn check_column(&mut self, node: &Node<'a>, name: &str) {
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
                    self.report(node, &format!("{file} has no column `{}`{hint} ({place})", shown(name)));
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
    fn result_column(&mut self, node: &Node<'a>) -> Option<String> {
        let name = self.column(node)?;
        self.check_impersonal(node, &name);
        Some(name)
    }

    fn check_impersonal(&mut self, node: &Node<'a>, name: &str) {
        if is_personal(name) {
            self.report(node, &format!("the column `{name}` says who somebody is: no result may come of it"));
        }
    }

    /// Parses a column and the rows that its values name. Ids and labels need no entry.
    fn values(
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
            return Some(Values { column: self.result_column(&node)?, rows, unlisted: None });
        }
        let mut o = self.d.object(node)?;
        let column = self.d.require(&mut o, "column").and_then(|node| self.result_column(&node));
        if let Some(node) = o.take(field) {
            rows.extend(self.choices(&node, known, kind));
        }
        let unlisted = match o.has("unlisted") {
            false => None,
            true => match o.take("unlisted") {
                None => Some(None),
                Some(node) => self.row(&node, known, kind).map(Some),
            },
        };
        self.d.finish(o);
        Some(Values { column: column?, rows, unlisted })
    }

    /// Parses an object from texts of an export to ids of rows, or null.
    fn choices(
        &mut self,
        node: &Node<'a>,
        known: &[Named],
        kind: &'static str,
    ) -> BTreeMap<String, Option<usize>> {
        let mut choices = BTreeMap::new();
        for (text, node) in self.d.named(node) {
            let row = if node.raw() == "null" { Some(None) } else { self.row(&node, known, kind).map(Some) };
            let Some(row) = row else { continue };
            self.texts.push(tidy(&text));
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
    fn row(&mut self, node: &Node<'a>, known: &[Named], kind: &'static str) -> Option<usize> {
        let id: String = self.d.scalar(node, "an id, or null")?;
        let found = find(known, &id);
        if found.is_none() {
            self.d.unknown_id(node, kind, &id, known.iter().map(|row| row.id.as_str()));
        }
        found
    }

    fn dimensions(&mut self, o: &mut Object<'a>) -> Vec<Option<Values>> {
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

    fn ties(&mut self, o: &mut Object<'a>) -> Ties {
        match self.choice(o, "ties", &["gap", "dense"]) {
            Some(1) => Ties::Dense,
            _ => Ties::Gap,
        }
    }
}
