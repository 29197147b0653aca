//! The page of a theme: its definition, and a card for each of its challenges.

use data::challenge::{ChallengeIx, ThemeIx};
use explore::headline::Headline;
use explore::route::Route;
use leptos::prelude::*;

use crate::collect_any::CollectAny;
use crate::components::heading::PageHeading;
use crate::components::not_found::NotFound;
use crate::components::shape::theme_mark;
use crate::components::stat::short_ranks;
use crate::components::{fingerprint, prose};
use crate::messages::pages;
use crate::site::Site;

/// The page at `/{theme}`.
#[component]
pub fn ThemePage<'a>(
    /// The theme's id in the address.
    theme: &'a str,
) -> impl IntoView + use<> {
    let site = Site::current();
    match site.dataset.find_theme(theme) {
        Some(theme) => body(&site, theme).into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

/// Returns the page of a known theme.
fn body(site: &Site, theme: ThemeIx) -> impl IntoView + use<> {
    let dataset = &site.dataset;
    let (row, title) = (dataset.theme(theme), &dataset.site().title);
    let headline = Headline::opening(dataset);
    let order = dataset.theme_ranking(theme).into_iter();
    let cards = order.map(|challenge| card(site, headline.as_ref(), challenge)).collect_any();
    view! {
        <article>
            <div class="page-head wide">
                <nav class="breadcrumb" aria-label=pages::breadcrumb()><a href=site.href(&Route::Home) lang=title.lang() dir="auto">{title.to_string()}</a></nav>
                <PageHeading text=row.name.clone() />
                <p class="lead marked" lang=row.definition.lang() dir=prose::direction(&row.definition.plain())>{theme_mark(dataset, theme)} {prose::inline(&row.definition)}</p>
                <div class="intro">{prose::paragraphs(&row.introduction)}</div>
                {headline.as_ref().map(|headline| fingerprint::key(dataset, headline))}
            </div>
            <ul class="cards wide">{cards}</ul>
        </article>
    }
}

/// Returns the card of a challenge.
fn card(site: &Site, headline: Option<&Headline>, challenge: ChallengeIx) -> impl IntoView + use<> {
    let dataset = &site.dataset;
    let row = dataset.challenge(challenge);
    let glyph = headline.and_then(|headline| fingerprint::small(dataset, headline, challenge));
    view! {
        <li class="card">
            <h2 dir="auto"><a href=site.href(&Route::challenge(dataset, challenge)) lang=row.name.lang()>{row.name.to_string()}</a></h2>
            {prose::paragraphs(std::slice::from_ref(&row.summary))}
            <p class="card-numbers">{glyph} {short_ranks(dataset, challenge)}</p>
        </li>
    }
}
