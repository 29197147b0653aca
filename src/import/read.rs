//! Reads a mapping: JSON, strict, with every problem at once.

use std::collections::BTreeMap;

use super::mapping::{Choices, Header, Mapping, Measure, Question, RankRule, Values, Wave};
use super::names::{Named, Names, find};
use super::text::{key, shown, tidy};
use super::tool::{Tool, is_personal};
use crate::bundle::decode::{Decoder, Node, Object};
use crate::bundle::ids::Ids;
use crate::bundle::{Fault, Problem, parse};
use crate::survey::Ties;

mod question;

/// Which sheet of a workbook a mapping is for: what must be known before the headers are.
pub fn sheet_name(source: &str) -> Option<String> {
    let mut d = Decoder::new(source);
    let root = d.root().ok()?;
    let node = d.object(root)?.take("sheet")?;
    d.peek(&node)
}

/// Why a rule for ranks can't be followed.
#[derive(Debug, thiserror::Error)]
pub enum RankRuleFault {
    /// The measure to rank by.
    #[error("rank.measure: there is no rank measure `{0}`")]
    NoRank(String),
    /// A measure that the mean is of.
    #[error("rank.mean_of: there is no percent measure `{0}`")]
    NoShare(String),
}

impl RankRule {
    /// A rule given by ids.
    pub fn of(names: &Names, measure: &str, mean_of: &[String], ties: Ties) -> Result<Self, RankRuleFault> {
        let measure = find(&names.ranks, measure).ok_or_else(|| RankRuleFault::NoRank(measure.to_owned()))?;
        let share = |id: &String| find(&names.shares, id).ok_or_else(|| RankRuleFault::NoShare(id.clone()));
        Ok(Self { measure, mean_of: mean_of.iter().map(share).collect::<Result<_, _>>()?, ties })
    }
}

/// See [`Mapping::parse`].
pub(super) fn mapping(source: &str, names: &Names, headers: &[Header<'_>]) -> Result<Mapping, Vec<Problem>> {
    let mut decoder = Decoder::new(source);
    let root = decoder.root().map_err(|problem| vec![problem])?;
    let mut reader = Reader { d: &mut decoder, names, headers };
    let mapping = reader.mapping(root);
    let problems = decoder.into_problems();
    match mapping {
        Some(mapping) if problems.is_empty() => Ok(mapping),
        _ => Err(problems),
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
        let wave_column = o.take("wave");
        if waves.len() > 1 && wave_column.is_none() {
            self.say(&o.node(), "there are several waves: `wave` must name the column that tells them apart");
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
            self.say(&o.node(), "with `long`, `respondent` must name the column that tells people apart");
        }
        self.d.finish(o);
        Some(Mapping {
            tool,
            waves,
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

    fn say(&mut self, node: &Node<'a>, told: &str) {
        self.d.report(node, || Fault::Setting(told.to_owned()));
    }

    /// Which of several words a field is.
    fn choice(&mut self, o: &mut Object<'a>, name: &'static str, words: &[&'static str]) -> Option<usize> {
        let node = o.take(name)?;
        let id: String = self.d.scalar(&node, "text")?;
        let found = words.iter().position(|word| *word == id);
        if found.is_none() {
            let suggestion = self.d.suggest(&id, words.iter().copied());
            let hint = suggestion.map_or(String::new(), |word| format!(", did you mean `{word}`?"));
            self.say(&node, &format!("`{name}` is one of {}, not `{id}`{hint}", words.join(", ")));
        }
        found
    }

    fn tool(&mut self, o: &mut Object<'a>) -> Tool {
        let at = o.node();
        let chosen = self.choice(o, "tool", &Tool::ALL.map(|(word, _)| word));
        let tool = chosen.map_or(Tool::Plain, |at| Tool::ALL[at].1);
        for header in self.headers {
            if let Some(doubt) = tool.doubt(header.table) {
                self.say(&at, &format!("{}: {doubt}", header.file));
            }
        }
        tool
    }

    /// Waves are objects as in the bundle, or ids of waves that are there.
    fn waves(&mut self, o: &mut Object<'a>) -> Vec<Wave> {
        let Some(node) = self.d.require(o, "waves") else { return Vec::new() };
        let entries = self.d.list(&node);
        if entries.is_empty() {
            self.say(&node, "name at least one wave that the answers are of");
        }
        let (mut ids, mut there) = (Ids::default(), Ids::default());
        for id in &self.names.waves {
            there.add(id.clone());
        }
        let mut waves = Vec::new();
        for entry in entries {
            if let Some(id) = self.d.peek::<String>(&entry) {
                if self.d.reference(&entry, "wave", &there).is_some() && !ids.add(id.clone()) {
                    self.d.report(&entry, || Fault::DuplicateId { kind: "wave", id: id.clone() });
                }
                waves.push(Wave { id, json: None });
            } else if let Some(wave) = parse::wave(self.d, entry.clone(), &mut ids) {
                waves.push(Wave { id: wave.id.to_string(), json: Some(entry.raw().to_owned()) });
            }
        }
        waves
    }

    /// The name of a column that every file has, once.
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
                    self.say(node, &format!("{file} has no column `{}`{hint}", shown(name)));
                }
                n => self.say(
                    node,
                    &format!("{file} has {n} columns `{}`: rename the one that is meant", shown(name)),
                ),
            }
        }
    }

    /// A column that results come of: never one of who somebody is.
    fn result_column(&mut self, node: &Node<'a>) -> Option<String> {
        let name = self.column(node)?;
        self.check_impersonal(node, &name);
        Some(name)
    }

    fn check_impersonal(&mut self, node: &Node<'a>, name: &str) {
        if is_personal(name) {
            self.say(node, &format!("the column `{name}` says who somebody is: no result may come of it"));
        }
    }

    /// A column, and which values stand for which rows. Values that are not given may be ids or labels.
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

    /// Texts of an export, each with the id of what it stands for, or null.
    fn choices(&mut self, node: &Node<'a>, known: &[Named], kind: &'static str) -> Choices {
        let mut choices = Choices::new();
        for (text, node) in self.d.named(node) {
            let row = if node.raw() == "null" { Some(None) } else { self.row(&node, known, kind).map(Some) };
            let Some(row) = row else { continue };
            if choices.insert(key(&text), row).is_some() {
                self.say(&node, &format!("`{text}` is there twice, in other letters or blanks"));
            }
        }
        choices
    }

    /// The position of the row that `node` names by its id.
    fn row(&mut self, node: &Node<'a>, known: &[Named], kind: &'static str) -> Option<usize> {
        let id: String = self.d.scalar(node, "an id, or null")?;
        let found = find(known, &id);
        if found.is_none() {
            let suggestion = self.d.suggest(&id, known.iter().map(|row| row.id.as_str()));
            self.d.report(node, || Fault::UnknownId { kind, id, suggestion });
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
                self.d.report(&node, || Fault::UnknownId { kind: "dimension", id, suggestion });
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
            self.say(node, "the mapping has a question for this rank; it can't be made of shares too");
        }
        let list = self.d.require(&mut o, "mean_of");
        let mut mean_of = Vec::new();
        let entries = list.as_ref().map_or_else(Vec::new, |node| self.d.list(node));
        if let (Some(node), true) = (&list, entries.is_empty()) {
            self.say(node, "name the measures that the mean is of");
        }
        for entry in entries {
            let Some(share) = self.row(&entry, &names.shares, "percent measure") else { continue };
            if !questions.iter().any(|question| question.measure == Measure::Share(share)) {
                self.say(&entry, "no question of this mapping asks it");
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
