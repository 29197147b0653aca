//! Parser of mappings in JSON. It is strict and collects all errors.

use data::bundle::decode::{Decoder, Node, Object};
use data::bundle::{Diagnostic, DiagnosticKind, told};

use super::alike::Looks;
use super::layout::Layout;
use super::mapping::{Header, Mapping};
use super::names::Names;
use super::text::{shown, tidy};
use super::tool::Tool;
use crate::Ties;

mod columns;
mod question;
mod rank;
mod second_row;
mod settings;
mod waves;

pub use rank::RankRuleError;

/// Greatest length of a message in characters. What it has of the mapping and the export is shortened already.
const MAX_MESSAGE: usize = 500;

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
        let preview_column = o.take("preview_column").and_then(|node| self.column(&node));
        let kept = self.kept(&mut o);
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
            preview_column,
            kept,
            filters,
            groups,
            challenge,
            questions,
            rank,
            layout: Layout::default(),
            looks: Looks::of(&self.texts),
        };
        self.check_rules(&o.node(), &mapping);
        self.check_second_row(&o.node(), &mapping, layout.header_rows);
        self.d.finish(o);
        layout.columns = std::mem::take(&mut self.columns);
        layout.texts = std::mem::take(&mut self.texts);
        layout.texts.retain(|text| !text.is_ascii());
        Some(Mapping { layout, ..mapping })
    }

    fn report(&mut self, node: &Node<'a>, message: &str) {
        self.d.report(node, || DiagnosticKind::Setting(told(message, MAX_MESSAGE)));
    }

    /// Returns the position of a field's value in a list of allowed words.
    fn choice(&mut self, o: &mut Object<'a>, name: &'static str, words: &[&'static str]) -> Option<usize> {
        let node = o.take(name)?;
        let id: String = self.d.scalar(&node, "text")?;
        let found = words.iter().position(|word| *word == id);
        if found.is_none() {
            let suggestion = self.d.suggest(&id, words.iter().copied());
            let hint = suggestion.map_or(String::new(), |word| format!(", did you mean `{word}`?"));
            self.report(
                &node,
                &format!("`{name}` is one of {}, not `{}`{hint}", words.join(", "), shown(&id)),
            );
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

    fn ties(&mut self, o: &mut Object<'a>) -> Ties {
        match self.choice(o, "ties", &["gap", "dense"]) {
            Some(1) => Ties::Dense,
            _ => Ties::Gap,
        }
    }
}
