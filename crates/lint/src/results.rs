//! Warnings about numbers: shares as fractions, groups that do not add up to everyone, and withheld numbers that follow by
//! subtraction.

use std::collections::{BTreeMap, BTreeSet};

use data::bundle::{DEFAULT_MINIMUM, json, stated_minimum};
use data::challenge::{Audience, Cell, ChallengeIx, DimensionIx, MeasureIx, MeasureKind, Sample, WaveIx};
use data::dataset::{Dataset, SeriesKey};

use crate::{Diagnostics, Warning};

mod sums;
#[cfg(test)]
mod tests;

/// Adds the warnings about results.
pub fn check(source: &str, dataset: &Dataset, diagnostics: &mut Diagnostics) {
    if stated_minimum(source).is_none() {
        diagnostics.add("", Warning::NoMinimum);
    }
    let rows = Rows::new(source, dataset);
    let keys: Vec<SeriesKey> = dataset.series_keys().collect();
    for key in &keys {
        too_large(&rows, *key, diagnostics);
    }
    let questions: BTreeSet<(WaveIx, MeasureIx)> = keys.iter().map(|key| (key.wave, key.measure)).collect();
    for (wave, measure) in questions {
        if dataset.measure(measure).kind != MeasureKind::Percent {
            continue;
        }
        fractions(&rows, wave, measure, diagnostics);
        for dimension in dataset.dimensions() {
            remainders(&rows, wave, measure, dimension, diagnostics);
            sums::check(&rows, wave, measure, dimension, diagnostics);
        }
    }
    pools(dataset, diagnostics);
}

/// The series of a data set with their places in `results`.
struct Rows<'d> {
    dataset: &'d Dataset,
    /// Positions in `results` by wave, measure and audience, as they are written.
    positions: BTreeMap<[String; 3], usize>,
}

impl<'d> Rows<'d> {
    fn new(source: &str, dataset: &'d Dataset) -> Self {
        let top = json::object(source.trim()).unwrap_or_default();
        let rows = json::field(&top, "results").and_then(json::list).unwrap_or_default();
        let position = |(at, raw): (usize, &str)| {
            let fields = json::object(raw)?;
            let text = |name| Some(json::text(json::field(&fields, name)?)?.into_owned());
            let audience = text("audience").unwrap_or_else(|| data::bundle::EVERYONE.to_owned());
            Some(([text("wave")?, text("measure")?, audience], at))
        };
        Self { dataset, positions: rows.into_iter().enumerate().filter_map(position).collect() }
    }

    fn path(&self, key: SeriesKey) -> String {
        let (wave, measure) = (self.dataset.wave(key.wave), self.dataset.measure(key.measure));
        let names = [wave.id.to_string(), measure.id.to_string(), self.name(key.audience)];
        self.positions.get(&names).map_or("results".to_owned(), |at| format!("results[{at}]"))
    }

    fn name(&self, audience: Audience) -> String {
        match audience {
            Audience::Everyone => data::bundle::EVERYONE.to_owned(),
            Audience::Group(ix) => {
                let group = self.dataset.group(ix);
                format!("{}/{}", self.dataset.dimension(group.dimension).id, group.id)
            }
        }
    }

    fn cells(&self, key: SeriesKey) -> impl Iterator<Item = (ChallengeIx, Cell)> + '_ {
        self.dataset.challenges().map(move |challenge| (challenge, self.dataset.cell(key, challenge)))
    }
}

/// Warns about a series of more respondents than its wave, or than everyone for the same number.
fn too_large(rows: &Rows<'_>, key: SeriesKey, diagnostics: &mut Diagnostics) {
    let wave = match rows.dataset.wave(key.wave).sample {
        Sample::Count(count) => count,
        Sample::Words(_) | Sample::Unknown => u32::MAX,
    };
    let everyone = SeriesKey { audience: Audience::Everyone, ..key };
    let excess = rows.cells(key).find_map(|(challenge, cell)| {
        let whole = rows.dataset.cell(everyone, challenge).respondents().unwrap_or(u32::MAX).min(wave);
        cell.respondents().filter(|found| *found > whole).map(|found| (found, whole))
    });
    if let Some((found, whole)) = excess {
        diagnostics.add(rows.path(key), Warning::TooLarge { name: rows.name(key.audience), found, whole });
    }
}

/// Warns about shares of which all are at most 1.
fn fractions(rows: &Rows<'_>, wave: WaveIx, measure: MeasureIx, diagnostics: &mut Diagnostics) {
    let keys: Vec<SeriesKey> =
        rows.dataset.series_keys().filter(|key| (key.wave, key.measure) == (wave, measure)).collect();
    let values: Vec<f64> =
        keys.iter().flat_map(|key| rows.cells(*key)).filter_map(|(_, cell)| cell.value()).collect();
    let is_fraction = |value: &f64| *value > 0.0 && *value < 1.0;
    if values.iter().all(|value| *value <= 1.0) && values.iter().any(is_fraction) {
        let measure = rows.dataset.measure(measure).id.to_string();
        diagnostics.add(rows.path(keys[0]), Warning::Fractions(measure));
    }
}

/// The rest of everyone without the published groups of a dimension.
struct Remainder {
    answers: u32,
    /// The least and the greatest number of yes.
    yes: (i64, i64),
    withheld: Vec<SeriesKey>,
}

/// Warns about withheld groups that follow by subtraction, or nearly do.
fn remainders(
    rows: &Rows<'_>,
    wave: WaveIx,
    measure: MeasureIx,
    dimension: DimensionIx,
    diagnostics: &mut Diagnostics,
) {
    let minimum = match rows.dataset.minimum_respondents() {
        0 => DEFAULT_MINIMUM,
        minimum => minimum,
    };
    let is_weighted = rows.dataset.wave(wave).design_effect > 1.0;
    let mut found: BTreeMap<SeriesKey, (u32, Warning)> = BTreeMap::new();
    for challenge in rows.dataset.challenges() {
        let Some(rest) = remainder(rows, wave, measure, dimension, challenge) else { continue };
        let Some(first) = rest.withheld.first() else { continue };
        let names = rest.withheld.iter().map(|key| rows.name(key.audience)).collect::<Vec<_>>().join(", ");
        let answers = rest.answers;
        let warning = if (1..minimum).contains(&answers) {
            Warning::Remainder { names, answers, challenges: 1 }
        } else if answers > 0 && !is_weighted && is_near_unanimous(&rest) {
            Warning::NearUnanimous { names, answers, challenges: 1 }
        } else {
            continue;
        };
        found.entry(*first).or_insert((0, warning)).0 += 1;
    }
    for (key, (count, warning)) in found {
        let warning = match warning {
            Warning::Remainder { names, answers, .. } => {
                Warning::Remainder { names, answers, challenges: count }
            }
            Warning::NearUnanimous { names, answers, .. } => {
                Warning::NearUnanimous { names, answers, challenges: count }
            }
            other => other,
        };
        diagnostics.add(rows.path(key), warning);
    }
}

/// Returns the remainder for a challenge; `None` if a number that it needs is unknown, or no group is published.
fn remainder(
    rows: &Rows<'_>,
    wave: WaveIx,
    measure: MeasureIx,
    dimension: DimensionIx,
    challenge: ChallengeIx,
) -> Option<Remainder> {
    let key = |audience| SeriesKey { wave, audience, measure };
    let count = |cell: Cell| Some((cell.respondents()?, yes(cell.value()?, cell.respondents()?)));
    let (all, yes) = count(rows.dataset.cell(key(Audience::Everyone), challenge))?;
    let mut rest = Remainder { answers: all, yes, withheld: Vec::new() };
    let groups = &rows.dataset.dimension(dimension).groups;
    for group in groups {
        let key = key(Audience::Group(*group));
        match rows.dataset.cell(key, challenge) {
            Cell::TooFew => rest.withheld.push(key),
            Cell::NotPublished => return None,
            cell @ Cell::Known { .. } => {
                let (answers, (low, high)) = count(cell)?;
                rest.answers = rest.answers.checked_sub(answers)?;
                rest.yes = (rest.yes.0 - high, rest.yes.1 - low);
            }
        }
    }
    (rest.withheld.len() < groups.len()).then_some(rest)
}

/// Returns the least and the greatest number of people whose share reads `percent`.
fn yes(percent: f64, all: u32) -> (i64, i64) {
    let of_all = |percent: f64| percent * f64::from(all) / 100.0;
    // Shares may be rounded to whole percents, or to tenths.
    let half = if percent.fract() == 0.0 { 0.5 } else { 0.05 };
    (of_all(percent - half).ceil() as i64, of_all(percent + half).floor() as i64)
}

/// Returns true if at most one person in the remainder said yes, or at most one said no.
fn is_near_unanimous(rest: &Remainder) -> bool {
    rest.yes.1 <= 1 || rest.yes.0 >= i64::from(rest.answers) - 1
}

/// Warns about waves that look like two others together: what one withholds may follow from the others.
fn pools(dataset: &Dataset, diagnostics: &mut Diagnostics) {
    let keys: Vec<SeriesKey> = dataset
        .series_keys()
        .filter(|key| dataset.measure(key.measure).kind == MeasureKind::Percent)
        .collect();
    let measures: BTreeSet<MeasureIx> = keys.iter().map(|key| key.measure).collect();
    let withholds = |wave: WaveIx| {
        let audiences = || dataset.groups().map(Audience::Group).chain([Audience::Everyone]);
        let own = measures.iter().flat_map(|measure| {
            audiences().map(move |audience| SeriesKey { wave, audience, measure: *measure })
        });
        own.into_iter().any(|key| dataset.challenges().any(|at| dataset.cell(key, at) == Cell::TooFew))
    };
    let answers = |wave: WaveIx, measure, challenge| {
        let key = SeriesKey { wave, audience: Audience::Everyone, measure };
        dataset.cell(key, challenge).respondents()
    };
    let waves: Vec<WaveIx> = dataset.waves().collect();
    for whole in &waves {
        let others: Vec<WaveIx> = waves.iter().copied().filter(|wave| wave != whole).collect();
        let pairs = others
            .iter()
            .enumerate()
            .flat_map(|(at, one)| others[at + 1..].iter().map(move |two| (*one, *two)));
        let is_sum = |(one, two): &(WaveIx, WaveIx)| {
            let sums: Vec<bool> = measures
                .iter()
                .flat_map(|measure| dataset.challenges().map(move |challenge| (*measure, challenge)))
                .filter_map(|(measure, challenge)| {
                    let of = |wave| answers(wave, measure, challenge);
                    Some(of(*one)? + of(*two)? == of(*whole)?)
                })
                .collect();
            !sums.is_empty() && sums.iter().all(|is_sum| *is_sum)
        };
        let pooled = pairs.into_iter().find(is_sum);
        if let Some((one, two)) = pooled.filter(|(one, two)| [*whole, *one, *two].into_iter().any(withholds))
        {
            let id = |wave: WaveIx| dataset.wave(wave).id.to_string();
            diagnostics.add(format!("waves[{}]", whole.get()), Warning::Pool { of: [id(one), id(two)] });
        }
    }
}
