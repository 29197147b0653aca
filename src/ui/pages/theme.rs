//! A theme: what it is, and a card for each of its challenges.

use leptos::prelude::*;

use crate::challenge::{ChallengeIx, ThemeIx};
use crate::route::Route;
use crate::text::pages;
use crate::ui::components::heading::PageHeading;
use crate::ui::components::not_found::NotFound;
use crate::ui::components::prose;
use crate::ui::components::shape::theme_mark;
use crate::ui::components::stat::rank_line;
use crate::ui::each::Each;
use crate::ui::site::Site;

/// The page at `/{theme}`.
#[component]
pub fn ThemePage<'a>(
    /// The theme's id, as the address has it.
    theme: &'a str,
) -> impl IntoView + use<> {
    let site = Site::current();
    match site.atlas.find_theme(theme) {
        Some(theme) => body(&site, theme).into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

fn body(site: &Site, theme: ThemeIx) -> impl IntoView + use<> {
    let atlas = &site.atlas;
    let (row, title) = (atlas.theme(theme), &atlas.site().title);
    let cards = atlas.theme_ranking(theme).into_iter().map(|challenge| card(site, challenge)).each();
    view! {
        <article>
            <div class="page-head wide">
                <nav class="trail" aria-label=pages::trail()><a href=site.href(&Route::Home) lang=title.lang() dir="auto">{title.to_string()}</a></nav>
                <PageHeading text=row.name.clone() />
                <p class="lead marked" lang=row.definition.lang() dir=prose::direction(&row.definition.plain())>{theme_mark(atlas, theme)} {prose::inline(&row.definition)}</p>
                <div class="intro">{prose::paragraphs(&row.introduction)}</div>
            </div>
            <ul class="cards wide">{cards}</ul>
        </article>
    }
}

fn card(site: &Site, challenge: ChallengeIx) -> impl IntoView + use<> {
    let row = site.atlas.challenge(challenge);
    let rank =
        rank_line(&site.atlas, challenge).map(|line| view! { <p class="rank-note" dir="auto">{line}</p> });
    view! {
        <li class="card">
            <h2 dir="auto"><a href=site.href(&Route::challenge(&site.atlas, challenge)) lang=row.name.lang()>{row.name.to_string()}</a></h2>
            {prose::paragraphs(std::slice::from_ref(&row.summary))}
            {rank}
        </li>
    }
}
