//! The numbers of a bundle: `results`.

use std::collections::BTreeMap;

use super::{Known, audience};
use crate::bundle::MAX_CELLS;
use crate::bundle::decode::{Decoder, Node, Object};
use crate::bundle::diagnostic::DiagnosticKind;
use crate::bundle::findings::Findings;
use crate::challenge::{Audience, Cell, MeasureIx, MeasureKind, WaveIx};
use crate::dataset::{Column, Respondents, SeriesKey};

pub(super) fn results<'a, F: Findings>(
    d: &mut Decoder<'a, F>,
    top: &mut Object<'a, F::Path>,
    known: &Known,
    minimum: u32,
) -> BTreeMap<SeriesKey, Column> {
    let mut columns = BTreeMap::new();
    let Some(list) = top.take("results") else { return columns };
    let nodes = d.list(&list);
    let (found, challenges) = (nodes.len(), known.challenges.len());
    if found.saturating_mul(challenges) > MAX_CELLS {
        d.report(&list, || DiagnosticKind::TooManyCells { found, challenges });
        return columns;
    }
    for node in nodes {
        let Some(mut o) = d.object(node) else { continue };
        let wave = d.required_reference(&mut o, "wave", "wave", &known.waves);
        let measure = d.required_reference(&mut o, "measure", "measure", &known.measures);
        let audience = o.take("audience").map_or(Some(Audience::Everyone), |node| audience(d, &node, known));
        let kind = measure.and_then(|ix| known.kinds.get(ix)).copied().unwrap_or(MeasureKind::Percent);
        let rows = rows(d, &mut o, known);
        let column = column(d, &mut o, &rows, kind, known.challenges.len(), minimum);
        let whole = o.node();
        d.finish(o);
        let (Some(wave), Some(measure), Some(audience)) = (wave, measure, audience) else { continue };
        let series = SeriesKey { wave: WaveIx::new(wave), audience, measure: MeasureIx::new(measure) };
        if columns.insert(series, column).is_some() {
            d.report(&whole, || DiagnosticKind::DuplicateResults);
        }
    }
    columns
}

/// Returns the row of the challenge of each entry of `values`: of the ids given, or of all challenges in
/// order.
fn rows<'a, F: Findings>(d: &mut Decoder<'a, F>, o: &mut Object<'a, F::Path>, known: &Known) -> Vec<usize> {
    let Some(node) = o.take("challenges") else { return (0..known.challenges.len()).collect() };
    let (mut rows, mut seen) = (Vec::new(), vec![false; known.challenges.len()]);
    for node in d.list(&node) {
        // An unknown id keeps its entry, so that the lengths are still compared.
        let row = d.reference(&node, "challenge", &known.challenges).unwrap_or(usize::MAX);
        if seen.get_mut(row).is_some_and(|seen| std::mem::replace(seen, true)) {
            let id = d.peek(&node).unwrap_or_default();
            d.report(&node, || DiagnosticKind::DuplicateId { kind: "challenge", id });
        }
        rows.push(row);
    }
    rows
}

fn column<'a, F: Findings>(
    d: &mut Decoder<'a, F>,
    o: &mut Object<'a, F::Path>,
    rows: &[usize],
    kind: MeasureKind,
    challenge_count: usize,
    minimum: u32,
) -> Column {
    let values = d.require(o, "values").map_or_else(Vec::new, |node| values(d, &node, rows.len(), kind));
    let counts = o
        .take("respondents")
        .map_or(Respondents::Unknown, |node| respondents(d, &node, rows, challenge_count));
    let mut cells = vec![Cell::NotPublished; challenge_count];
    for (row, value) in rows.iter().zip(values) {
        if let Some(cell) = cells.get_mut(*row) {
            *cell = value;
        }
    }
    let count_of = |row: usize| match &counts {
        Respondents::Unknown => None,
        Respondents::Each(n) => Some(*n),
        Respondents::ByChallenge(n) => n.get(row).copied(),
    };
    let mut below_minimum = 0;
    for (row, cell) in cells.iter_mut().enumerate() {
        if cell.value().is_some() && count_of(row).is_some_and(|n| n < minimum) {
            *cell = Cell::TooFew;
            below_minimum += 1;
        }
    }
    if below_minimum > 0 {
        d.warn(&o.node(), || DiagnosticKind::BelowMinimum { count: below_minimum, minimum });
    }
    Column::new(cells.into_iter(), counts)
}

/// Decodes values: numbers, null (not published) and "few" (too few answers).
fn values<'a, F: Findings>(
    d: &mut Decoder<'a, F>,
    node: &Node<'a, F::Path>,
    expected: usize,
    kind: MeasureKind,
) -> Vec<Cell> {
    let (is_valid, expected_value): (fn(f64) -> bool, _) = match kind {
        MeasureKind::Rank => {
            (|n| (1.0..=1e6).contains(&n) && n.fract() == 0.0, "a rank from 1, null or \"few\"")
        }
        MeasureKind::Percent => (|n| (0.0..=100.0).contains(&n), "a percent from 0 to 100, null or \"few\""),
    };
    // Nearly all columns hold only numbers and nulls: those are decoded in one pass.
    let plain = d.numbers(node).filter(|all| all.iter().flatten().all(|n| is_valid(*n)));
    let known = |value| Cell::Known { value, respondents: None };
    let cells: Vec<Cell> = match plain {
        Some(all) => all.into_iter().map(|n| n.map_or(Cell::NotPublished, known)).collect(),
        None => d
            .list(node)
            .iter()
            .map(|entry| match d.peek::<Option<f64>>(entry) {
                Some(None) => Cell::NotPublished,
                Some(Some(n)) if is_valid(n) => known(n),
                None if d.peek::<String>(entry).as_deref() == Some("few") => Cell::TooFew,
                _ => {
                    d.expected(entry, expected_value);
                    Cell::NotPublished
                }
            })
            .collect(),
    };
    check_length(d, node, expected, cells.len());
    cells
}

fn respondents<'a, F: Findings>(
    d: &mut Decoder<'a, F>,
    node: &Node<'a, F::Path>,
    rows: &[usize],
    challenge_count: usize,
) -> Respondents {
    if let Some(n) = d.peek(node) {
        return Respondents::Each(n);
    }
    let Some(given) = d.scalar::<Vec<u32>>(node, "a number of respondents, or a list of them") else {
        return Respondents::Unknown;
    };
    check_length(d, node, rows.len(), given.len());
    let mut counts = vec![0; challenge_count];
    for (row, n) in rows.iter().zip(given) {
        if let Some(count) = counts.get_mut(*row) {
            *count = n;
        }
    }
    Respondents::ByChallenge(counts.into())
}

fn check_length<'a, F: Findings>(
    d: &mut Decoder<'a, F>,
    node: &Node<'a, F::Path>,
    expected: usize,
    found: usize,
) {
    if expected != found {
        d.report(node, || DiagnosticKind::Length { expected, found });
    }
}
