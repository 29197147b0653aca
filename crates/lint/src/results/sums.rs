//! Warnings about groups that do not add up to everyone.

use data::challenge::{Audience, DimensionIx, MeasureIx, WaveIx};
use data::dataset::SeriesKey;

use super::{Rows, yes};
use crate::{Diagnostics, Warning};

/// The groups of a dimension together, for a challenge of which all numbers of answers are known.
struct Sum {
    answers: u64,
    /// The least and the greatest number of yes.
    yes: (i64, i64),
}

/// Warns about groups that are together more people than everyone, and, if they are as many, about a share of
/// everyone that is not that of the groups together.
pub(super) fn check(
    rows: &Rows<'_>,
    wave: WaveIx,
    measure: MeasureIx,
    dimension: DimensionIx,
    diagnostics: &mut Diagnostics,
) {
    let key = |audience| SeriesKey { wave, audience, measure };
    let everyone = key(Audience::Everyone);
    let is_weighted = rows.dataset.wave(wave).design_effect > 1.0;
    let (mut more, mut other) = (None, 0);
    for (challenge, whole) in rows.cells(everyone) {
        let (Some(all), Some(share)) = (whole.respondents(), whole.value()) else { continue };
        let groups =
            rows.dataset.dimension(dimension).groups.iter().map(|group| key(Audience::Group(*group)));
        let cells = groups.map(|key| rows.dataset.cell(key, challenge));
        let mut sum = Sum { answers: 0, yes: (0, 0) };
        let (mut is_whole, mut is_too_large) = (true, false);
        for cell in cells {
            match (cell.respondents(), cell.value()) {
                (Some(answers), Some(share)) => {
                    let (low, high) = yes(share, answers);
                    // A share that no number of people has is a weighted one; a group too large is told by itself.
                    is_whole &= low <= high;
                    is_too_large |= answers > all;
                    sum.answers += u64::from(answers);
                    sum.yes = (sum.yes.0 + low, sum.yes.1 + high);
                }
                _ => is_whole = false,
            }
        }
        if sum.answers > u64::from(all) && !is_too_large {
            more = more.or(Some((sum.answers, all)));
        } else if is_whole && !is_weighted && sum.answers == u64::from(all) {
            let (low, high) = yes(share, all);
            other += u32::from(low <= high && (high < sum.yes.0 || low > sum.yes.1));
        }
    }
    let name = || rows.dataset.dimension(dimension).id.to_string();
    if let Some((answers, whole)) = more {
        diagnostics.add(rows.path(everyone), Warning::Overlap { dimension: name(), answers, whole });
    }
    if other > 0 {
        let dimension = name();
        diagnostics.add(rows.path(everyone), Warning::OtherMean { dimension, challenges: other });
    }
}
