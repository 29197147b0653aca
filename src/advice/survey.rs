//! Waves, groups and measures: what nobody answered, and what was left unsaid.

use std::collections::BTreeSet;

use super::{Notes, Warning};
use crate::atlas::Atlas;
use crate::challenge::{Audience, GroupIx, MeasureIx, MeasureKind, Sample, WaveIx};

/// The placeholder of a measure's sentence that is its number.
const VALUE: &str = "{value}";

pub fn look(atlas: &Atlas, notes: &mut Notes) {
    let language = &atlas.site().language;
    if !is_language_tag(language) {
        notes.add("site.language", Warning::Language(language.clone()));
    }
    for ix in atlas.measures() {
        if !atlas.measure(ix).sentence.contains(VALUE) && atlas.measure(ix).kind == MeasureKind::Rank {
            notes.add(format!("measures[{}].sentence", ix.get()), Warning::SentenceWithoutValue);
        }
    }
    for ix in atlas.waves() {
        wave(atlas, ix, notes);
    }
    for ix in atlas.dimensions() {
        if atlas.dimension(ix).groups.is_empty() {
            notes.add(format!("dimensions[{}]", ix.get()), Warning::Empty("dimension", "groups"));
        }
    }
    used(atlas, notes);
}

/// Which rows have values, and which never do.
fn used(atlas: &Atlas, notes: &mut Notes) {
    let (mut waves, mut groups, mut measures) =
        (BTreeSet::<WaveIx>::new(), BTreeSet::<GroupIx>::new(), BTreeSet::<MeasureIx>::new());
    let mut by_group = BTreeSet::new();
    for cut in atlas.cuts() {
        waves.insert(cut.wave);
        measures.insert(cut.measure);
        if let Audience::Group(group) = cut.audience {
            groups.insert(group);
            by_group.insert(cut.measure);
        }
    }
    if waves.is_empty() {
        return notes.add("", Warning::NoResults);
    }
    let mut unused = |path: String, kind, id: &str| {
        notes.add(path, Warning::Unused { kind, id: id.to_owned() });
    };
    for ix in atlas.waves().filter(|ix| !waves.contains(ix)) {
        unused(format!("waves[{}]", ix.get()), "wave", atlas.wave(ix).id.as_str());
    }
    for ix in atlas.measures().filter(|ix| !measures.contains(ix)) {
        unused(format!("measures[{}]", ix.get()), "measure", atlas.measure(ix).id.as_str());
    }
    for dimension in atlas.dimensions() {
        for (at, ix) in atlas.dimension(dimension).groups.iter().enumerate() {
            if !groups.contains(ix) {
                let path = format!("dimensions[{}].groups[{at}]", dimension.get());
                unused(path, "group", atlas.group(*ix).id.as_str());
            }
        }
    }
    // Without any value of a group each of them has been told.
    for ix in measures.iter().filter(|ix| !groups.is_empty() && !by_group.contains(ix)) {
        let row = atlas.measure(*ix);
        if row.kind == MeasureKind::Percent {
            notes.add(format!("measures[{}]", ix.get()), Warning::NeverByGroup(row.id.to_string()));
        }
    }
}

fn wave(atlas: &Atlas, ix: WaveIx, notes: &mut Notes) {
    let (row, path) = (atlas.wave(ix), format!("waves[{}]", ix.get()));
    if !row.is_illustrative() {
        for (field, is_missing, consequence) in [
            ("respondents", row.sample == Sample::Unknown, "nobody can judge what its numbers rest on"),
            ("method", row.method.is_none(), "the about page will not say how it was done"),
        ] {
            if is_missing {
                notes.add(path.as_str(), Warning::Without { field, consequence });
            }
        }
    }
    let minimum = atlas.minimum_respondents();
    let is_silent = |cut: &crate::atlas::Cut| {
        cut.wave == ix
            && atlas.measure(cut.measure).kind == MeasureKind::Percent
            && atlas.challenges().any(|challenge| {
                let cell = atlas.cell(*cut, challenge);
                cell.value().is_some() && cell.respondents().is_none()
            })
    };
    let columns = if minimum == 0 { 0 } else { atlas.cuts().filter(is_silent).count() };
    if columns > 0 {
        notes.add(path, Warning::UnknownRespondents { columns, minimum });
    }
}

/// The shape of a language tag: letters first, then parts of letters and digits (RFC 5646, section 2.1).
fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}
