//! The start page: the map, with themes as columns in their groups, the most reported challenge on top.

use data::challenge::{Cell, ChallengeIx, MeasureKind, ThemeIx};
use explore::messages::common;
use explore::route::Route;
use leptos::prelude::*;

use crate::collect_any::CollectAny;
use crate::components::heading::PageHeading;
use crate::components::prose;
use crate::components::search::SearchField;
use crate::components::shape::theme_mark;
use crate::components::stat::short_rank;
use crate::erased::{erased, erased_memo};
use crate::messages::{frame, pages};
use crate::site::Site;

/// Number of places of the newest ranking that the start page shows.
const FIRST_PLACES: usize = 5;

/// The start page.
#[component]
pub fn Home() -> impl IntoView {
    let site = Site::current();
    let query = RwSignal::new(String::new());
    let dataset = site.dataset.clone();
    let found = erased_memo(move || dataset.search(&query.read()));
    let text = site.dataset.site();
    let groups = site.dataset.theme_groups().iter().map(|group| {
        let themes = group.themes.iter().map(|theme| column(&site, *theme, found)).collect_any();
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
            <SearchField query=query found=erased_memo(move || found.read().len()) />
            {groups.collect_any()}
        </div>
    }
}

/// Returns the first places of the newest published ranking; none without one.
fn first_places(site: &Site) -> impl IntoView + use<> {
    let dataset = &site.dataset;
    let series = dataset.newest_published_ranking()?;
    let entry = |(challenge, cell): &(ChallengeIx, Cell)| {
        let href = site.href(&Route::challenge(dataset, *challenge));
        let place = common::value(MeasureKind::Rank, *cell);
        let name = &dataset.challenge(*challenge).name;
        view! { <li><span class="place">{place}</span><a href=href lang=name.lang() dir="auto">{name.to_string()}</a></li> }
    };
    let entries = dataset.ranking(series).iter().take(FIRST_PLACES).map(entry).collect_any();
    Some(view! {
        <section class="top-priorities" aria-labelledby="top-priorities-title">
            <h2 id="top-priorities-title">{pages::first_priorities()}</h2>
            <p class="provenance" dir="auto">{common::first_places(dataset, series.wave)}</p>
            <ul>{entries}</ul>
        </section>
    })
}

/// Returns the column of a theme with its challenges. A search only adds a class to challenges that were not found,
/// so that no list is rendered again with every letter.
fn column(site: &Site, theme: ThemeIx, found: Memo<Vec<ChallengeIx>>) -> impl IntoView + use<> {
    let dataset = &site.dataset;
    let entry = |challenge: ChallengeIx| {
        let href = site.href(&Route::challenge(dataset, challenge));
        let name = &dataset.challenge(challenge).name;
        let is_missed = erased(move || !found.read().contains(&challenge));
        let rank = short_rank(dataset, challenge)
            .map(|line| view! { <span class="rank-note" dir="auto">{line}</span> });
        view! {
            <li class:missed=is_missed>
                <a href=href lang=name.lang() dir="auto">{name.to_string()}</a>
                {rank}
            </li>
        }
    };
    let row = dataset.theme(theme);
    let entries = dataset.theme_ranking(theme).into_iter().map(entry).collect_any();
    view! {
        <section class="column">
            <h3 class="marked">
                {theme_mark(dataset, theme)}
                <a href=site.href(&Route::theme(dataset, theme)) lang=row.name.lang() dir="auto">{row.name.to_string()}</a>
            </h3>
            <p class="definition" lang=row.definition.lang() dir=prose::direction(&row.definition.plain())>{prose::inline(&row.definition)}</p>
            // WebKit leaves a list in columns that is itself an item of a subgrid 16 px high.
            <div><ul>{entries}</ul></div>
        </section>
    }
}
