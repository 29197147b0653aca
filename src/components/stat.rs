//! A number of the survey with its provenance: wave, audience, respondents, and a badge if it is made up.

use data::challenge::{Cell, ChallengeIx, MeasureKind, Stat, WaveIx};
use data::dataset::{Dataset, SeriesKey};
use explore::messages::{charts, common};
use leptos::prelude::*;
use slim_std::format::one_decimal;

/// Returns the card of a number in its newest wave.
pub fn card(dataset: &Dataset, challenge: ChallengeIx, stat: Stat) -> Option<AnyView> {
    let Stat { measure, audience } = stat;
    let newest = dataset.newest_value(measure, audience, challenge);
    let fallback = || dataset.waves_newest_first().first().copied();
    let wave = newest.map(|(wave, _)| wave).or_else(fallback)?;
    let cell = newest.map_or_else(|| absent_cell(dataset, challenge, stat), |(_, cell)| cell);
    Some(card_of(dataset, challenge, SeriesKey { wave, audience, measure }, cell))
}

/// Returns the card of a challenge's cell. The final value is in the markup; there is no count-up animation.
pub fn card_of(dataset: &Dataset, challenge: ChallengeIx, key: SeriesKey, cell: Cell) -> AnyView {
    let kind = dataset.measure(key.measure).kind;
    let sentence = common::sentence(dataset, key, cell);
    let bar = match (kind, cell) {
        (MeasureKind::Percent, Cell::Known { value, .. }) => Some(view! {
            <svg class="share" aria-hidden="true">
                <rect width="100%" height="100%" />
                <rect class="part" width=format!("{}%", one_decimal(value)) height="100%" />
            </svg>
        }),
        _ => None,
    };
    let is_known = cell.value().is_some();
    let source = is_known.then(|| provenance(dataset, key, cell));
    let is_published = |wave| {
        let is_known = dataset.cell(SeriesKey { wave, ..key }, challenge).value().is_some();
        is_known && !dataset.wave(wave).is_illustrative()
    };
    let unpublished = (is_known && !dataset.waves().any(is_published))
        .then(|| view! { <p class="unpublished">{common::no_published_value()}</p> });
    view! {
        <li class="stat">
            <p class="stat-value" class:missing=!is_known>{common::value(kind, cell)}</p>
            {bar}
            <p class="stat-sentence" dir="auto">{sentence}</p>
            {source}
            {unpublished}
        </li>
    }
    .into_any()
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

/// Returns the badge of a wave: its numbers are made up, or published.
pub fn badge(dataset: &Dataset, wave: WaveIx) -> impl IntoView + use<> {
    let is_published = !dataset.wave(wave).is_illustrative();
    let text = if is_published { charts::published_badge() } else { charts::badge() };
    view! { <span class="badge" class:published=is_published>{text}</span> " " }
}

/// Returns the newest published rank of a challenge as a sentence.
pub fn rank_line(dataset: &Dataset, challenge: ChallengeIx) -> Option<String> {
    dataset.published_rank(challenge).map(|(key, cell)| common::sentence(dataset, key, cell))
}

/// Returns the notable published ranks of a challenge in a few words, after their badge.
pub fn published_ranks(dataset: &Dataset, challenge: ChallengeIx) -> Option<AnyView> {
    let (key, _) = dataset.published_rank(challenge)?;
    let words = rank_words(dataset, challenge);
    Some(view! { <p class="published-rank">{badge(dataset, key.wave)} <bdi>{words}</bdi></p> }.into_any())
}

/// Returns the notable published ranks of a challenge in a few words, for lists.
pub fn short_ranks(dataset: &Dataset, challenge: ChallengeIx) -> Option<AnyView> {
    let words = rank_words(dataset, challenge);
    (!words.is_empty()).then(|| view! { <span class="rank-note" dir="auto">{words}</span> }.into_any())
}

/// Returns the notable published ranks of a challenge: "#4 in spring 2020, #1 in spring 2019"; empty without any.
fn rank_words(dataset: &Dataset, challenge: ChallengeIx) -> String {
    let ranks = dataset.notable_ranks(challenge);
    let words = ranks.iter().map(|(key, cell)| common::short_rank(dataset, key.wave, *cell));
    common::line(&words.collect::<Vec<_>>())
}
