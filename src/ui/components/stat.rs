//! A number of the survey with everything that belongs to it: wave, audience, respondents, and
//! the word "illustrative" where it is made up.

use leptos::prelude::*;

use crate::atlas::{Atlas, Cut};
use crate::challenge::{Cell, ChallengeIx, MeasureKind, Stat, WaveIx};
use crate::digits::tenths;
use crate::text;

/// A stat card. The value is in the markup; nothing counts up to it.
pub fn card(atlas: &Atlas, challenge: ChallengeIx, stat: Stat) -> impl IntoView + use<> {
    let Stat { measure, audience } = stat;
    let kind = atlas.measure(measure).kind;
    let newest = atlas.newest_value(measure, audience, challenge);
    let fallback = || atlas.waves_newest_first().first().copied();
    let wave = newest.map(|(wave, _)| wave).or_else(fallback)?;
    let cell = newest.map_or_else(|| withheld(atlas, challenge, stat), |(_, cell)| cell);
    let cut = Cut { wave, audience, measure };
    let sentence = text::sentence(atlas, cut, cell);
    let bar = match (kind, cell) {
        (MeasureKind::Percent, Cell::Known { value, .. }) => Some(
            view! { <meter class="share" min="0" max="100" value=tenths(value) aria-hidden="true"></meter> },
        ),
        _ => None,
    };
    let source = cell.value().map(|_| provenance(atlas, cut, cell));
    let published = newest.is_some_and(|(wave, _)| atlas.wave(wave).is_illustrative()).then(|| {
        view! { <p class="unpublished">{text::no_published_value()}</p> }
    });
    let known = cell.value().is_some();
    Some(view! {
        <li class="stat">
            <p class="stat-value" class:absent=!known>{text::value(kind, cell)}</p>
            {bar}
            <p class="stat-sentence" dir="auto">{sentence}</p>
            {source}
            {published}
        </li>
    })
}

/// Why there is no value in any wave: too few answers somewhere, or nothing published.
fn withheld(atlas: &Atlas, challenge: ChallengeIx, stat: Stat) -> Cell {
    let Stat { measure, audience } = stat;
    let cells = atlas.waves().map(|wave| atlas.cell(Cut { wave, audience, measure }, challenge));
    cells.into_iter().find(|cell| *cell == Cell::TooFew).unwrap_or_default()
}

/// The line under a number.
pub fn provenance(atlas: &Atlas, cut: Cut, cell: Cell) -> impl IntoView + use<> {
    let words = text::line_of_three(
        &atlas.wave(cut.wave).label,
        text::audience(atlas, cut.wave, cut.audience),
        &text::respondents(cell.respondents()),
    );
    view! { <p class="provenance">{badge(atlas, cut.wave)} <bdi>{words}</bdi></p> }
}

/// The word that made-up numbers carry.
pub fn badge(atlas: &Atlas, wave: WaveIx) -> impl IntoView + use<> {
    atlas
        .wave(wave)
        .is_illustrative()
        .then(|| view! { <span class="badge">{text::explore::badge()}</span> " " })
}

/// The newest published rank of a challenge as a sentence, if there is one.
pub fn rank_line(atlas: &Atlas, challenge: ChallengeIx) -> Option<String> {
    atlas.published_rank(challenge).map(|(cut, cell)| text::sentence(atlas, cut, cell))
}

/// The same in a few words, for lists.
pub fn short_rank(atlas: &Atlas, challenge: ChallengeIx) -> Option<String> {
    atlas.published_rank(challenge).map(|(cut, cell)| text::short_rank(atlas, cut.wave, cell))
}
