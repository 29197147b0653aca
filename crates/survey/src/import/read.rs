//! Parser of mappings in JSON. It is strict and collects all errors.

use std::collections::{BTreeMap, BTreeSet};

use data::bundle::decode::{Decoder, Node, Object};
use data::bundle::ids::Ids;
use data::bundle::{Diagnostic, DiagnosticKind, parse};

use super::mapping::{Choices, Header, Mapping, Measure, Question, RankRule, Values, Wave};
use super::names::{Named, Names, find};
use super::text::{key, shown, tidy};
use super::tool::{Tool, is_personal};
use crate::Ties;

mod question;

/// Returns the name of the workbook's sheet, which is needed before the headers can be read.
pub fn sheet_name(source: &str) -> Option<String> {
    let mut d = Decoder::new(source);
    let root = d.root().ok()?;
    let node = d.object(root)?.take("sheet")?;
    d.peek(&node)
}

/// The reason why ranks can't be derived from shares.
#[derive(Debug, thiserror::Error)]
pub enum RankRuleError {
    /// An unknown rank measure.
    #[error("rank.measure: there is no rank measure `{0}`")]
    NoRank(String),
    /// An unknown percent measure.
    #[error("rank.mean_of: there is no percent measure `{0}`")]
    NoShare(String),
}

impl RankRule {
    /// Returns a rule from ids of measures.
    ///
    /// # Errors
    ///
    /// Returns an error for an unknown measure.
    pub fn of(names: &Names, measure: &str, mean_of: &[String], ties: Ties) -> Result<Self, RankRuleError> {
        let measure = find(&names.ranks, measure).ok_or_else(|| RankRuleError::NoRank(measure.to_owned()))?;
        let share = |id: &String| find(&names.shares, id).ok_or_else(|| RankRuleError::NoShare(id.clone()));
        Ok(Self { measure, mean_of: mean_of.iter().map(share).collect::<Result<_, _>>()?, ties })
    }
}

/// Parses a mapping; see [`Mapping::parse`].
pub(super) fn mapping(
    source: &str,
    names: &Names,
    headers: &[Header<'_>],
) -> Result<Mapping, Vec<Diagnostic>> {
    let mut decoder = Decoder::new(source);
    let root = decoder.root().map_err(|diagnostic| vec![diagnostic])?;
    let mut reader = Reader { d: &mut decoder, names, headers };
    let mapping = reader.mapping(root);
    let diagnostics = decoder.into_problems();
    match mapping {
        Some(mapping) if diagnostics.is_empty() => Ok(mapping),
        _ => Err(diagnostics),
    }
}

struct Reader<'r, 'a> {
    d: &'r mut Decoder<'a>,
    names: &'r Names,
    headers: &'r [Header<'r>],
}

impl<'a> Reader<'_, 'a> {
    fn mapping(&mut self, root: Node<'a>) -> Option<Mapping> {
        let mut o = self.d.object(root)?;
        let tool = self.tool(&mut o);
        o.take("sheet").map(|node| self.d.scalar::<String>(&node, "the name of a sheet"));
        let waves = self.waves(&mut o);
        let wave_rows: Vec<Named> =
            waves.iter().map(|wave| Named { id: wave.id.clone(), label: wave.id.clone() }).collect();
        let pools = o.take("pooled").map_or_else(Vec::new, |node| self.pools(&node, &waves));
        let wave_column = o.take("wave");
        if waves.len() > 1 && wave_column.is_none() {
            self.report(
                &o.node(),
                "there are several waves: `wave` must name the column that tells them apart",
            );
        }
        let wave = wave_column.and_then(|node| self.values(node, "values", &wave_rows, "wave"));
        let respondent = o.take("respondent").and_then(|node| self.column(&node));
        let weight = o.take("weight").and_then(|node| self.column(&node));
        let counts_unfinished = self.choice(&mut o, "incomplete", &["skip", "count"]) == Some(1);
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
        self.d.finish(o);
        Some(Mapping {
            tool,
            waves,
            pools,
            wave,
            respondent,
            weight,
            counts_unfinished,
            groups,
            challenge,
            questions,
            rank,
        })
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
                let suggestion = self.d.suggest(&id, ids.names());
                self.d.report(&node, || DiagnosticKind::UnknownId { kind: "wave", id, suggestion });
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
        for Header { file, table } in self.headers {
            match table.names.iter().filter(|known| *known == name).count() {
                1 => {}
                0 => {
                    let suggestion = self.d.suggest(name, table.names.iter().map(String::as_str));
                    let hint = suggestion.map_or(String::new(), |known| format!(", did you mean `{known}`?"));
                    self.report(node, &format!("{file} has no column `{}`{hint}", shown(name)));
                }
                n => self.report(
                    node,
                    &format!("{file} has {n} columns `{}`: rename the one that is meant", shown(name)),
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
        rows.extend(known.iter().enumerate().map(|(at, row)| (row.id.clone(), Some(at))));
        if node.fields().is_none() {
            return Some(Values { column: self.result_column(&node)?, rows });
        }
        let mut o = self.d.object(node)?;
        let column = self.d.require(&mut o, "column").and_then(|node| self.result_column(&node));
        if let Some(node) = o.take(field) {
            rows.extend(self.choices(&node, known, kind));
        }
        self.d.finish(o);
        Some(Values { column: column?, rows })
    }

    /// Parses an object from texts of an export to ids of rows, or null.
    fn choices(&mut self, node: &Node<'a>, known: &[Named], kind: &'static str) -> Choices {
        let mut choices = Choices::new();
        for (text, node) in self.d.named(node) {
            let row = if node.raw() == "null" { Some(None) } else { self.row(&node, known, kind).map(Some) };
            let Some(row) = row else { continue };
            if choices.insert(key(&text), row).is_some() {
                self.report(&node, &format!("`{text}` is there twice, in other letters or blanks"));
            }
        }
        choices
    }

    /// Returns the position of the row whose id `node` is.
    fn row(&mut self, node: &Node<'a>, known: &[Named], kind: &'static str) -> Option<usize> {
        let id: String = self.d.scalar(node, "an id, or null")?;
        let found = find(known, &id);
        if found.is_none() {
            let suggestion = self.d.suggest(&id, known.iter().map(|row| row.id.as_str()));
            self.d.report(node, || DiagnosticKind::UnknownId { kind, id, suggestion });
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
                let suggestion = self.d.suggest(&id, known);
                self.d.report(&node, || DiagnosticKind::UnknownId { kind: "dimension", id, suggestion });
                continue;
            };
            groups[at] = self.values(node, "groups", &names.dimensions[at].1, "group");
        }
        groups
    }

    fn rank(&mut self, node: Node<'a>, questions: &[Question]) -> Option<RankRule> {
        let names = self.names;
        let mut o = self.d.object(node)?;
        let measure = self.d.require(&mut o, "measure");
        let at = measure.clone();
        let measure = measure.and_then(|node| self.row(&node, &names.ranks, "rank measure"));
        let given = |wanted: usize| {
            questions.iter().any(|q| matches!(q.measure, Measure::Places { rank, .. } if rank == wanted))
        };
        if let (Some(node), true) = (&at, measure.is_some_and(given)) {
            self.report(node, "the mapping has a question for this rank; it can't be made of shares too");
        }
        let list = self.d.require(&mut o, "mean_of");
        let mut mean_of = Vec::new();
        let entries = list.as_ref().map_or_else(Vec::new, |node| self.d.list(node));
        if let (Some(node), true) = (&list, entries.is_empty()) {
            self.report(node, "name the measures that the mean is of");
        }
        for entry in entries {
            let Some(share) = self.row(&entry, &names.shares, "percent measure") else { continue };
            if !questions.iter().any(|question| question.measure == Measure::Share(share)) {
                self.report(&entry, "no question of this mapping asks it");
            }
            mean_of.push(share);
        }
        let ties = self.ties(&mut o);
        self.d.finish(o);
        Some(RankRule { measure: measure?, mean_of, ties })
    }

    fn ties(&mut self, o: &mut Object<'a>) -> Ties {
        match self.choice(o, "ties", &["gap", "dense"]) {
            Some(1) => Ties::Dense,
            _ => Ties::Gap,
        }
    }
}
