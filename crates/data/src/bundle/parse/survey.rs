//! The survey of a bundle: `measures`, `dimensions`, `waves`.

use super::Known;
use crate::bundle::MAX_ROWS;
use crate::bundle::decode::{Decoder, Node, Object};
use crate::bundle::diagnostic::{DiagnosticKind, TOLD_NAME, told};
use crate::bundle::findings::Findings;
use crate::bundle::ids::Ids;
use crate::challenge::{
    Dimension, DimensionIx, Group, GroupIx, Measure, MeasureIx, MeasureKind, Month, PLACEHOLDERS, Sample,
    Wave, WaveStatus,
};

pub(super) fn measures<'a, F: Findings>(
    d: &mut Decoder<'a, F>,
    top: &mut Object<'a, F::Path>,
    known: &mut Known,
) -> Vec<Measure> {
    let Some(node) = d.require(top, "measures") else { return Vec::new() };
    let mut rows = Vec::new();
    let nodes = d.list_of(&node, MAX_ROWS);
    if nodes.is_empty() {
        // Without a measure there is nothing to rank by and no chart to show.
        d.expected(&node, "a list of at least one measure");
    }
    for node in nodes {
        let Some(mut o) = d.object(node) else { continue };
        let id = d.id(&mut o, "measure", &mut known.measures);
        let kind = d.require(&mut o, "kind").map_or(MeasureKind::Percent, |node| {
            choice(
                d,
                &node,
                "\"rank\" or \"percent\"",
                &[("rank", MeasureKind::Rank), ("percent", MeasureKind::Percent)],
            )
        });
        known.kinds.push(kind);
        let label = d.words(&mut o, "label");
        let question = d.words(&mut o, "question");
        let sentence_node = d.require(&mut o, "sentence");
        let sentence = sentence_node.map_or(String::new(), |node| sentence(d, &node));
        let more_is_worse =
            o.take("more_is_worse").and_then(|node| d.scalar(&node, "true or false")).unwrap_or(true);
        d.finish(o);
        rows.push(Measure {
            id,
            label: label.into(),
            kind,
            question: question.into(),
            sentence,
            more_is_worse,
        });
    }
    rows
}

/// Decodes the measures of the headline, whose entries are `nodes`.
pub(super) fn headline<'a, F: Findings>(
    d: &mut Decoder<'a, F>,
    nodes: Vec<Node<'a, F::Path>>,
    known: &Known,
) -> Vec<MeasureIx> {
    let mut measures = Vec::new();
    for node in nodes {
        let Some(measure) = d.reference(&node, "measure", &known.measures).map(MeasureIx::new) else {
            continue;
        };
        if measures.contains(&measure) {
            d.expected(&node, "a measure that is not in the list yet");
        }
        measures.push(measure);
    }
    measures
}

/// Decodes a sentence template; reports unknown placeholders.
fn sentence<'a, F: Findings>(d: &mut Decoder<'a, F>, node: &Node<'a, F::Path>) -> String {
    let text = d.text(node);
    let mut rest = text.as_str();
    while let Some((_, tail)) = rest.split_once('{') {
        let (name, after) = tail.split_once('}').unwrap_or((tail, ""));
        let is_closed = name.len() < tail.len();
        if !is_closed || !PLACEHOLDERS.contains(&name) {
            d.report(node, || DiagnosticKind::Placeholder(told(name, TOLD_NAME)));
        }
        rest = after;
    }
    text
}

/// Decodes one of a closed set of words; returns the first of them after an error.
fn choice<'a, F: Findings, T: Copy>(
    d: &mut Decoder<'a, F>,
    node: &Node<'a, F::Path>,
    expected: &'static str,
    words: &[(&str, T)],
) -> T {
    let found = d.peek::<String>(node);
    let chosen = words.iter().find(|(word, _)| found.as_deref() == Some(*word));
    if chosen.is_none() {
        d.expected(node, expected);
    }
    chosen.unwrap_or(&words[0]).1
}

pub(super) fn dimensions<'a, F: Findings>(
    d: &mut Decoder<'a, F>,
    top: &mut Object<'a, F::Path>,
    known: &mut Known,
) -> (Vec<Dimension>, Vec<Group>) {
    let (mut rows, mut groups, mut seen) = (Vec::new(), Vec::new(), Ids::default());
    for node in d.entries_of(top, "dimensions", MAX_ROWS) {
        let Some(mut o) = d.object(node) else { continue };
        let dimension = DimensionIx::new(rows.len());
        let id = d.id(&mut o, "dimension", &mut seen);
        let label = d.words(&mut o, "label");
        let (mut own, mut own_ids) = (Vec::new(), Ids::default());
        for node in d.entries_of(&mut o, "groups", MAX_ROWS) {
            let Some(mut o) = d.object(node) else { continue };
            let group = Group {
                id: d.id(&mut o, "group", &mut own_ids),
                dimension,
                label: d.words(&mut o, "label").into(),
                phrase: d.words(&mut o, "phrase").into(),
            };
            d.finish(o);
            known.groups.add(format!("{id}/{}", group.id));
            own.push(GroupIx::new(groups.len()));
            groups.push(group);
        }
        d.finish(o);
        rows.push(Dimension { id, label: label.into(), groups: own });
    }
    (rows, groups)
}

pub(super) fn waves<'a, F: Findings>(
    d: &mut Decoder<'a, F>,
    top: &mut Object<'a, F::Path>,
    known: &mut Known,
) -> Vec<Wave> {
    let Some(node) = d.require(top, "waves") else { return Vec::new() };
    let nodes = d.list_of(&node, MAX_ROWS);
    nodes.into_iter().filter_map(|node| wave(d, node, &mut known.waves)).collect()
}

/// Decodes one wave and adds its id to `ids`.
pub fn wave<'a, F: Findings>(d: &mut Decoder<'a, F>, node: Node<'a, F::Path>, ids: &mut Ids) -> Option<Wave> {
    let mut o = d.object(node)?;
    let id = d.id(&mut o, "wave", ids);
    let label = d.words(&mut o, "label");
    let phrase = d.optional_text(&mut o, "phrase").unwrap_or_else(|| label.clone());
    let date = d.require(&mut o, "date").map_or(String::new(), |node| date(d, &node));
    let words = [("published", WaveStatus::Published), ("illustrative", WaveStatus::Illustrative)];
    let status = d
        .require(&mut o, "status")
        .map_or(WaveStatus::Published, |node| choice(d, &node, "\"published\" or \"illustrative\"", &words));
    let everyone = d.words(&mut o, "everyone").into();
    let sample = o.take("respondents").map_or(Sample::Unknown, |node| sample(d, &node));
    let design_effect = o.take("design_effect").map_or(1.0, |node| design_effect(d, &node));
    let method = d.optional_prose(&mut o, "method");
    let sources = d.addresses(&mut o, "sources");
    if status == WaveStatus::Published && sources.is_empty() {
        d.report(&o.node(), || DiagnosticKind::NoSource);
    }
    d.finish(o);
    Some(Wave {
        id,
        label: label.into(),
        phrase,
        date,
        status,
        everyone,
        sample,
        design_effect,
        method,
        sources,
    })
}

/// Decodes a design effect, 1 to 100; returns 1 after an error.
fn design_effect<'a, F: Findings>(d: &mut Decoder<'a, F>, node: &Node<'a, F::Path>) -> f64 {
    let found = d.peek::<f64>(node).filter(|effect| (1.0..=100.0).contains(effect));
    if found.is_none() {
        d.expected(node, "a design effect from 1 to 100");
    }
    found.unwrap_or(1.0)
}

/// Decodes a date: `2020`, `2020-04` or `2020-04-15`.
fn date<'a, F: Findings>(d: &mut Decoder<'a, F>, node: &Node<'a, F::Path>) -> String {
    let text = d.text(node);
    let digits = |part: &str, len: usize| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
    let is_valid = match text.split_at_checked("2020-04".len()) {
        Some((month, "")) => Month::parse(month).is_some(),
        Some((month, day)) => Month::parse(month).zip(day.strip_prefix('-')).is_some_and(|(month, day)| {
            digits(day, 2) && day.parse::<u8>().is_ok_and(|day| (1..=month.days()).contains(&day))
        }),
        None => digits(&text, 4) && text != "0000",
    };
    if !is_valid {
        d.expected(node, "a date of the calendar: \"2020\", \"2020-04\" or \"2020-04-15\"");
    }
    text
}

fn sample<'a, F: Findings>(d: &mut Decoder<'a, F>, node: &Node<'a, F::Path>) -> Sample {
    if let Some(count) = d.peek(node) {
        Sample::Count(count)
    } else if d.peek::<String>(node).is_some() {
        Sample::Words(d.text(node))
    } else {
        d.expected(node, "a number of respondents, or words for it");
        Sample::Unknown
    }
}
