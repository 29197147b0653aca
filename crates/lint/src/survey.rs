//! Warnings about waves, groups and measures: missing results and missing descriptions.

use std::collections::BTreeSet;

use data::challenge::{Audience, GroupIx, MeasureIx, MeasureKind, Sample, WaveIx};
use data::dataset::Dataset;

use crate::{Diagnostics, Warning};

/// The placeholder for the number in a measure's sentence.
const VALUE: &str = "{value}";

/// Adds the warnings about waves, groups and measures.
pub fn check(dataset: &Dataset, diagnostics: &mut Diagnostics) {
    let language = &dataset.site().language;
    if !is_language_tag(language) {
        diagnostics.add("site.language", Warning::Language(language.clone()));
    }
    for ix in dataset.measures() {
        if !dataset.measure(ix).sentence.contains(VALUE) && dataset.measure(ix).kind == MeasureKind::Rank {
            diagnostics.add(format!("measures[{}].sentence", ix.get()), Warning::SentenceWithoutValue);
        }
    }
    for ix in dataset.waves() {
        wave(dataset, ix, diagnostics);
    }
    for ix in dataset.dimensions() {
        if dataset.dimension(ix).groups.is_empty() {
            diagnostics.add(format!("dimensions[{}]", ix.get()), Warning::Empty("dimension", "groups"));
        }
    }
    check_usage(dataset, diagnostics);
}

/// Warns about rows without values.
fn check_usage(dataset: &Dataset, diagnostics: &mut Diagnostics) {
    let (mut waves, mut groups, mut measures) =
        (BTreeSet::<WaveIx>::new(), BTreeSet::<GroupIx>::new(), BTreeSet::<MeasureIx>::new());
    let mut by_group = BTreeSet::new();
    for cut in dataset.series_keys() {
        waves.insert(cut.wave);
        measures.insert(cut.measure);
        if let Audience::Group(group) = cut.audience {
            groups.insert(group);
            by_group.insert(cut.measure);
        }
    }
    if waves.is_empty() {
        return diagnostics.add("", Warning::NoResults);
    }
    let mut unused = |path: String, kind, id: &str| {
        diagnostics.add(path, Warning::Unused { kind, id: id.to_owned() });
    };
    for ix in dataset.waves().filter(|ix| !waves.contains(ix)) {
        unused(format!("waves[{}]", ix.get()), "wave", dataset.wave(ix).id.as_str());
    }
    for ix in dataset.measures().filter(|ix| !measures.contains(ix)) {
        unused(format!("measures[{}]", ix.get()), "measure", dataset.measure(ix).id.as_str());
    }
    for dimension in dataset.dimensions() {
        for (at, ix) in dataset.dimension(dimension).groups.iter().enumerate() {
            if !groups.contains(ix) {
                let path = format!("dimensions[{}].groups[{at}]", dimension.get());
                unused(path, "group", dataset.group(*ix).id.as_str());
            }
        }
    }
    // Without any value of a group, each group has a warning already.
    for ix in measures.iter().filter(|ix| !groups.is_empty() && !by_group.contains(ix)) {
        let row = dataset.measure(*ix);
        if row.kind == MeasureKind::Percent {
            diagnostics.add(format!("measures[{}]", ix.get()), Warning::NeverByGroup(row.id.to_string()));
        }
    }
}

fn wave(dataset: &Dataset, ix: WaveIx, diagnostics: &mut Diagnostics) {
    let (row, path) = (dataset.wave(ix), format!("waves[{}]", ix.get()));
    if !row.is_illustrative() {
        for (field, is_missing, consequence) in [
            ("respondents", row.sample == Sample::Unknown, "nobody can judge what its numbers rest on"),
            ("method", row.method.is_none(), "the about page will not say how it was done"),
        ] {
            if is_missing {
                diagnostics.add(path.as_str(), Warning::Without { field, consequence });
            }
        }
    }
    let minimum = dataset.minimum_respondents();
    let is_silent = |cut: &data::dataset::SeriesKey| {
        cut.wave == ix
            && dataset.measure(cut.measure).kind == MeasureKind::Percent
            && dataset.challenges().any(|challenge| {
                let cell = dataset.cell(*cut, challenge);
                cell.value().is_some() && cell.respondents().is_none()
            })
    };
    let columns = if minimum == 0 { 0 } else { dataset.series_keys().filter(is_silent).count() };
    if columns > 0 {
        diagnostics.add(path, Warning::UnknownRespondents { columns, minimum });
    }
}

/// Returns true if a tag has the form of a language tag: letters first, then parts of letters and digits (RFC
/// 5646, section 2.1).
fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}
