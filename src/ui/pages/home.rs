//! The map: themes as columns in their groups, the most reported challenge on top.

use leptos::prelude::*;

use crate::challenge::{Cell, ChallengeIx, MeasureKind, ThemeIx};
use crate::route::Route;
use crate::text::{self, frame, pages};
use crate::ui::components::heading::PageHeading;
use crate::ui::components::prose;
use crate::ui::components::search::SearchField;
use crate::ui::components::shape::theme_mark;
use crate::ui::components::stat::short_rank;
use crate::ui::each::Each;
use crate::ui::live::{derived, live};
use crate::ui::site::Site;

/// How many places of the newest ranking the start page shows.
const FIRST_PLACES: usize = 5;

/// The start page.
#[component]
pub fn Home() -> impl IntoView {
    let site = Site::current();
    let words = RwSignal::new(String::new());
    let atlas = site.atlas.clone();
    let found = derived(move || atlas.search(&words.read()));
    let text = site.atlas.site();
    let groups = site.atlas.theme_groups().iter().map(|group| {
        let themes = group.themes.iter().map(|theme| column(&site, *theme, found)).each();
        view! {
            <section class="theme-group">
                <h2 lang=group.name.lang() dir="auto">{group.name.to_string()}</h2>
                <div class="columns">{themes}</div>
            </section>
        }
    });
    view! {
        <div class="hero wide">
            <div>
                <PageHeading text=text.title.clone() title="" />
                <p class="tagline" lang=text.tagline.lang() dir="auto">{text.tagline.to_string()}</p>
                <div class="intro">{prose::paragraphs(&text.home)}</div>
                <p class="actions">
                    <a class="button" href=site.href(&Route::Explore(""))>{frame::explore_the_picture()}</a>
                    <a class="quiet-button" href=site.href(&Route::About)>{pages::how_made()}</a>
                </p>
            </div>
            {first_places(&site)}
        </div>
        <div class="map wide">
            <SearchField words=words found=derived(move || found.read().len()) />
            {groups.each()}
        </div>
    }
}

/// The first places of the newest published ranking: real numbers before anything else.
fn first_places(site: &Site) -> impl IntoView + use<> {
    let atlas = &site.atlas;
    let cut = atlas.newest_published_ranking()?;
    let entry = |(challenge, cell): &(ChallengeIx, Cell)| {
        let href = site.href(&Route::challenge(atlas, *challenge));
        let place = text::value(MeasureKind::Rank, *cell);
        let name = &atlas.challenge(*challenge).name;
        view! { <li><span class="place">{place}</span><a href=href lang=name.lang() dir="auto">{name.to_string()}</a></li> }
    };
    let entries = atlas.ranking(cut).iter().take(FIRST_PLACES).map(entry).each();
    Some(view! {
        <section class="first-places" aria-labelledby="first-places-title">
            <h2 id="first-places-title">{pages::first_priorities()}</h2>
            <p class="provenance" dir="auto">{text::first_places(atlas, cut.wave)}</p>
            <ul>{entries}</ul>
        </section>
    })
}

/// A theme with its challenges. While searching, those that were not found step aside by style
/// alone, so that no list is built anew with every letter.
fn column(site: &Site, theme: ThemeIx, found: Memo<Vec<ChallengeIx>>) -> impl IntoView + use<> {
    let atlas = &site.atlas;
    let entry = |challenge: ChallengeIx| {
        let href = site.href(&Route::challenge(atlas, challenge));
        let name = &atlas.challenge(challenge).name;
        let missed = live(move || !found.read().contains(&challenge));
        let rank = short_rank(atlas, challenge)
            .map(|line| view! { <span class="rank-note" dir="auto">{line}</span> });
        view! {
            <li class:missed=missed>
                <a href=href lang=name.lang() dir="auto">{name.to_string()}</a>
                {rank}
            </li>
        }
    };
    let row = atlas.theme(theme);
    let entries = atlas.theme_ranking(theme).into_iter().map(entry).each();
    view! {
        <section class="column">
            <h3 class="marked">
                {theme_mark(atlas, theme)}
                <a href=site.href(&Route::theme(atlas, theme)) lang=row.name.lang() dir="auto">{row.name.to_string()}</a>
            </h3>
            <p class="definition" lang=row.definition.lang() dir=prose::direction(&row.definition.plain())>{prose::inline(&row.definition)}</p>
            <ul>{entries}</ul>
        </section>
    }
}
