//! The start page: the overview in small, the first published places, and the map: themes as columns in their groups.

use data::challenge::{ChallengeIx, MeasureKind, ThemeIx};
use data::dataset::{Dataset, SeriesKey};
use explore::headline::Headline;
use explore::messages::common;
use explore::route::Route;
use leptos::prelude::*;

use crate::collect_any::CollectAny;
use crate::components::heading::PageHeading;
use crate::components::search::SearchField;
use crate::components::shape::theme_mark;
use crate::components::stat::short_ranks;
use crate::components::{fingerprint, prose, stat};
use crate::messages::{frame, pages};
use crate::site::Site;

/// Number of places of the newest ranking that the start page shows.
const FIRST_PLACES: usize = 5;
/// Number of rows of the small overview.
const ROWS: usize = 6;
/// Number of challenges up to which the map lists all of them. Of more it lists about as many: a browser renders 10,000
/// in seconds, and nobody reads them.
const MAP_ROWS: usize = 400;
/// Number of challenges that the map lists of each theme at least.
const MIN_COLUMN_ROWS: usize = 3;

/// The start page.
#[component]
pub fn Home() -> impl IntoView {
    let site = Site::current();
    let dataset = &site.dataset;
    let headline = Headline::opening(dataset);
    let text = dataset.site();
    let groups = dataset.theme_groups().iter().map(|group| {
        let themes = group.themes.iter().map(|theme| column(&site, headline.as_ref(), *theme)).collect_any();
        view! {
            <section class="theme-group">
                <h2 lang=group.name.lang() dir="auto">{group.name.to_string()}</h2>
                <div class="columns">{themes}</div>
            </section>
        }
    });
    view! {
        <div class="hero wide">
            <div class="hero-text">
                <PageHeading text=text.title.clone() title="" />
                <p class="tagline" lang=text.tagline.lang() dir="auto">{text.tagline.to_string()}</p>
                <p class="actions">
                    <a class="button" href=site.href(&Route::Explore(""))>{frame::explore_the_picture()}</a>
                    <a class="quiet-button" href=site.href(&Route::About)>{pages::how_made()}</a>
                </p>
            </div>
            {headline.as_ref().map(|headline| small_overview(&site, headline))}
            <div class="intro">{prose::paragraphs(&text.home)}</div>
        </div>
        {first_places(&site)}
        <div class="map wide">
            <SearchField />
            {headline.as_ref().map(|headline| view! { <p class="glyph-key" dir="auto">{fingerprint::key_words(dataset, headline)}</p> })}
            {groups.collect_any()}
        </div>
    }
}

/// Returns the first rows of the overview. All of it is a link to the whole one, and its badge is the page's only one.
fn small_overview(site: &Site, headline: &Headline) -> AnyView {
    let dataset = &site.dataset;
    let heads = headline.series.iter().map(|series| {
        let label = &dataset.measure(series.measure).label;
        view! { <span lang=label.lang() dir="auto">{label.to_string()}</span> }
    });
    let order = headline.order(dataset);
    let rows = order.iter().take(ROWS).map(|challenge| small_row(site, headline, *challenge)).collect_any();
    view! {
        <section class="small-overview" aria-labelledby="small-overview-title">
            <h2 id="small-overview-title">{pages::at_a_glance()}</h2>
            <p class="provenance">{fingerprint::badge(dataset, headline)} " " <bdi>{headline.provenance(dataset)}</bdi></p>
            <p class="lanes lane-names" aria-hidden="true">{heads.collect_any()}</p>
            <ol>{rows}</ol>
            <p><a href=site.href(&Route::Explore(""))>{pages::see_overview()}</a></p>
        </section>
    }
    .into_any()
}

/// Returns a row of the small overview.
fn small_row(site: &Site, headline: &Headline, challenge: ChallengeIx) -> AnyView {
    let dataset = &site.dataset;
    let row = dataset.challenge(challenge);
    let lane = |series: &SeriesKey| {
        let measure = dataset.measure(series.measure);
        let value = common::value(measure.kind, dataset.cell(*series, challenge));
        let glyph = fingerprint::single(dataset, headline, *series, challenge);
        view! { <span><span class="sr-only" lang=measure.label.lang() dir="auto">{measure.label.to_string()}</span> {glyph} <strong>{value}</strong></span> }
    };
    let lanes = headline.series.iter().map(lane).collect_any();
    view! {
        <li>
            <span class="marked">{theme_mark(dataset, row.theme)} <bdi lang=row.name.lang()>{row.name.to_string()}</bdi></span>
            <span class="lanes">{lanes}</span>
        </li>
    }
    .into_any()
}

/// Returns the first places of the newest published ranking; none without one.
fn first_places(site: &Site) -> impl IntoView + use<> {
    let dataset = &site.dataset;
    let series = dataset.newest_published_ranking()?;
    let entry = |challenge: &ChallengeIx| {
        let href = site.href(&Route::challenge(dataset, *challenge));
        let place = common::value(MeasureKind::Rank, dataset.cell(series, *challenge));
        let name = &dataset.challenge(*challenge).name;
        view! { <li><span class="place">{place}</span><a href=href lang=name.lang() dir="auto">{name.to_string()}</a></li> }
    };
    let entries = dataset.ranking(series).iter().take(FIRST_PLACES).map(entry).collect_any();
    Some(view! {
        <section class="top-priorities wide" aria-labelledby="top-priorities-title">
            <h2 id="top-priorities-title">{pages::first_priorities()}</h2>
            <p class="provenance" dir="auto">{stat::badge(dataset, series.wave)} <bdi>{common::first_places(dataset, series.wave)}</bdi></p>
            <ul>{entries}</ul>
        </section>
    })
}

/// Returns the number of challenges that the map lists of each theme at most.
fn column_rows(dataset: &Dataset) -> usize {
    let challenges = dataset.challenges().len();
    let themes: usize = dataset.theme_groups().iter().map(|group| group.themes.len()).sum();
    if challenges <= MAP_ROWS { challenges } else { (MAP_ROWS / themes.max(1)).max(MIN_COLUMN_ROWS) }
}

/// Returns the column of a theme with its first challenges, and a link to all of them if there are more.
fn column(site: &Site, headline: Option<&Headline>, theme: ThemeIx) -> impl IntoView + use<> {
    let dataset = &site.dataset;
    let entry = |challenge: ChallengeIx| {
        let href = site.href(&Route::challenge(dataset, challenge));
        let name = &dataset.challenge(challenge).name;
        let glyph = headline.and_then(|headline| fingerprint::small(dataset, headline, challenge));
        view! {
            <li>
                <a href=href lang=name.lang() dir="auto">{name.to_string()}</a>
                {glyph}
                {short_ranks(dataset, challenge)}
            </li>
        }
    };
    let row = dataset.theme(theme);
    let (ranking, rows) = (dataset.theme_ranking(theme), column_rows(dataset));
    let href = site.href(&Route::theme(dataset, theme));
    let all = (ranking.len() > rows)
        .then(|| view! { <p><a href=href.clone()>{pages::see_all(ranking.len() as u32)}</a></p> });
    let entries = ranking.iter().take(rows).copied().map(entry).collect_any();
    view! {
        <section class="column">
            <h3 class="marked">
                {theme_mark(dataset, theme)}
                <a href=href lang=row.name.lang() dir="auto">{row.name.to_string()}</a>
            </h3>
            <p class="definition" lang=row.definition.lang() dir=prose::direction(&row.definition.plain())>{prose::inline(&row.definition)}</p>
            // WebKit leaves a list in columns that is itself an item of a subgrid 16 px high.
            <div><ul>{entries}</ul> {all}</div>
        </section>
    }
}
