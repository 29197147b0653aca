//! A number of the survey with its provenance: wave, audience, respondents, and a badge if it is made up.

use data::challenge::{Cell, ChallengeIx, MeasureKind, Stat, WaveIx};
use data::dataset::{Dataset, SeriesKey};
use explore::messages::{charts, common};
use leptos::prelude::*;
use slim_std::format::one_decimal;

/// Returns a stat card. The final value is in the markup; there is no count-up animation.
pub fn card(dataset: &Dataset, challenge: ChallengeIx, stat: Stat) -> impl IntoView + use<> {
    let Stat { measure, audience } = stat;
    let kind = dataset.measure(measure).kind;
    let newest = dataset.newest_value(measure, audience, challenge);
    let fallback = || dataset.waves_newest_first().first().copied();
    let wave = newest.map(|(wave, _)| wave).or_else(fallback)?;
    let cell = newest.map_or_else(|| absent_cell(dataset, challenge, stat), |(_, cell)| cell);
    let key = SeriesKey { wave, audience, measure };
    let sentence = common::sentence(dataset, key, cell);
    let bar = match (kind, cell) {
        (MeasureKind::Percent, Cell::Known { value, .. }) => Some(
            view! { <meter class="share" min="0" max="100" value=one_decimal(value) aria-hidden="true"></meter> },
        ),
        _ => None,
    };
    let source = cell.value().map(|_| provenance(dataset, key, cell));
    let published = newest.is_some_and(|(wave, _)| dataset.wave(wave).is_illustrative()).then(|| {
        view! { <p class="unpublished">{common::no_published_value()}</p> }
    });
    let is_known = cell.value().is_some();
    Some(view! {
        <li class="stat">
            <p class="stat-value" class:missing=!is_known>{common::value(kind, cell)}</p>
            {bar}
            <p class="stat-sentence" dir="auto">{sentence}</p>
            {source}
            {published}
        </li>
    })
}

/// Returns the reason why no wave has a value: too few answers in one of them, or nothing published.
fn absent_cell(dataset: &Dataset, challenge: ChallengeIx, stat: Stat) -> Cell {
    let Stat { measure, audience } = stat;
    let cells = dataset.waves().map(|wave| dataset.cell(SeriesKey { wave, audience, measure }, challenge));
    cells.into_iter().find(|cell| *cell == Cell::TooFew).unwrap_or_default()
}

/// Returns the line under a number: badge, wave, audience, respondents.
pub fn provenance(dataset: &Dataset, key: SeriesKey, cell: Cell) -> impl IntoView + use<> {
    let words = common::line_of_three(
        &dataset.wave(key.wave).label,
        common::audience(dataset, key.wave, key.audience),
        &common::respondents(cell.respondents()),
    );
    view! { <p class="provenance">{badge(dataset, key.wave)} <bdi>{words}</bdi></p> }
}

/// Returns the badge of a wave with made-up numbers.
pub fn badge(dataset: &Dataset, wave: WaveIx) -> impl IntoView + use<> {
    dataset.wave(wave).is_illustrative().then(|| view! { <span class="badge">{charts::badge()}</span> " " })
}

/// Returns the newest published rank of a challenge as a sentence.
pub fn rank_line(dataset: &Dataset, challenge: ChallengeIx) -> Option<String> {
    dataset.published_rank(challenge).map(|(key, cell)| common::sentence(dataset, key, cell))
}

/// Returns the newest published rank of a challenge in a few words, for lists.
pub fn short_rank(dataset: &Dataset, challenge: ChallengeIx) -> Option<String> {
    dataset.published_rank(challenge).map(|(key, cell)| common::short_rank(dataset, key.wave, cell))
}
