//! The page of a challenge: headline, description, numbers, ideas, quotations, resources, sources.

mod standing;

use data::challenge::{
    Challenge, ChallengeIx, Idea, LongTexts, Month, Quote, Resource, Source, Text, WebAddress,
};
use data::dataset::Dataset;
use explore::messages::common;
use explore::route;
use explore::route::{Route, text_id};
use leptos::ev;
use leptos::prelude::*;

use crate::collect_any::CollectAny;
use crate::components::heading::PageHeading;
use crate::components::long_texts::long_texts_status;
use crate::components::not_found::NotFound;
use crate::components::prose;
use crate::components::shape::theme_mark;
use crate::components::stat::{published_ranks, rank_line};
use crate::dom;
use crate::erased::{erased, erased_handler};
use crate::messages::pages as t;
use crate::site::Site;
use standing::Filter;

/// The page at `/{theme}/{challenge}`.
#[component]
pub fn ChallengePage<'a>(
    /// The theme's id in the address.
    theme: &'a str,
    /// The challenge's id in the address.
    challenge: &'a str,
) -> impl IntoView + use<> {
    let site = Site::current();
    match route::find_challenge(&site.dataset, theme, challenge) {
        Some(challenge) => body(&site, challenge).into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

/// Returns the page of a known challenge.
fn body(site: &Site, challenge: ChallengeIx) -> impl IntoView + use<> {
    let dataset = &site.dataset;
    let row = dataset.challenge(challenge);
    let (title, theme) = (&dataset.site().title, &dataset.theme(row.theme).name);
    let filter = Filter::of_address(site, challenge);
    view! {
        <article>
            <div class="page-head narrow">
                <nav class="breadcrumb" aria-label=t::breadcrumb()>
                    <a href=site.href(&Route::Home) lang=title.lang() dir="auto">{title.to_string()}</a>
                    <a href=site.href(&Route::theme(dataset, row.theme)) lang=theme.lang() dir="auto">{theme_mark(dataset, row.theme)} {theme.to_string()}</a>
                </nav>
                <PageHeading text=row.name.clone() />
                {published_ranks(dataset, challenge)}
                {standing::headline(site, challenge, filter)}
            </div>
            {description(site, challenge, filter)}
            {standing::stats(site, challenge, filter)}
            {standing::among_all(site, challenge, filter)}
            {long_texts(site, challenge)}
            {sources(row)}
        </article>
    }
}

/// Returns the section with rank and description.
fn description(site: &Site, challenge: ChallengeIx, filter: Filter) -> impl IntoView + use<> {
    let dataset = &site.dataset;
    let rank = rank_line(dataset, challenge).map(|line| view! { <p class="rank-line" dir="auto">{line}</p> });
    let story = {
        let site = site.clone();
        move || {
            let content = site.content.get();
            let summary = std::slice::from_ref(&site.dataset.challenge(challenge).summary);
            let description = content.of(challenge).description.as_slice();
            prose::paragraphs(if description.is_empty() { summary } else { description }).into_any()
        }
    };
    let on_print = erased_handler(|_: ev::MouseEvent| dom::print());
    view! {
        <section class="narrow">
            <h2>{t::the_challenge()}</h2>
            {rank}
            <p class="actions">
                <a class="quiet-button" href=filter.explore_href(site, challenge)>{t::explore_it()}</a>
                <button type="button" class="quiet-button" on:click=on_print>{t::print()}</button>
            </p>
            <div class="story">{erased(story)}</div>
            {long_texts_status(&site.content)}
        </section>
    }
}

/// Returns the sections of long texts below the stats, which appear once these are there.
fn long_texts(site: &Site, challenge: ChallengeIx) -> AnyView {
    let site = site.clone();
    let sections = move || {
        let content = site.content.get();
        let row = content.of(challenge);
        view! {
            {ideas(row)}
            {quotes(&site.dataset, row)}
            {resources(row)}
        }
        .into_any()
    };
    erased(sections).into_any()
}

/// Returns the section of ideas; none without ideas.
fn ideas(row: &LongTexts) -> impl IntoView + use<> {
    let entry = |(at, idea): (usize, &Idea)| {
        let direction = prose::direction(&idea.text.plain());
        let text = view! { <span lang=idea.text.lang() dir=direction>{prose::inline(&idea.text)}</span> };
        let source = idea.source.as_ref().map(source);
        view! { <li id=text_id("idea", at) tabindex="-1">{text}{source}</li> }
    };
    let entries = row.ideas.iter().enumerate().map(entry).collect_any();
    (!row.ideas.is_empty()).then(|| {
        view! {
            <section class="narrow">
                <h2>{t::ideas()}</h2>
                <ul class="ideas">{entries}</ul>
            </section>
        }
    })
}

/// Returns the source of an idea, below it.
fn source(source: &Source) -> AnyView {
    let title = title(&source.title, source.address.as_ref());
    let seen = source.seen.map(seen);
    view! { <p class="publisher">{t::source()} " " <cite lang=source.title.lang()>{title}</cite> {seen}</p> }
        .into_any()
}

/// Returns a title: a link if there is an address.
fn title(title: &Text, address: Option<&WebAddress>) -> AnyView {
    match address {
        Some(address) => prose::link(title, address).into_any(),
        None => view! { <span dir="auto">{title.to_string()}</span> }.into_any(),
    }
}

/// Returns the note that an address was last seen in a month.
fn seen(month: Month) -> AnyView {
    view! { <span class="hint">" (" {t::seen(&t::month(month.month), &month.year.to_string())} ")"</span> }
        .into_any()
}

/// Returns the section of quotations; none without quotations.
fn quotes(dataset: &Dataset, row: &LongTexts) -> impl IntoView + use<> {
    let entry = |(at, quote): (usize, &Quote)| {
        let wave = quote.wave.map(|wave| dataset.wave(wave).label.clone());
        let attribution: Vec<Text> = [quote.speaker.clone(), wave].into_iter().flatten().collect();
        let attribution = match attribution.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            all => Some(common::line(all).into()),
        };
        let attribution = attribution
            .map(|attribution| view! { <figcaption lang=attribution.lang() dir="auto">{attribution.to_string()}</figcaption> });
        view! { <figure id=text_id("quote", at) tabindex="-1" class="quote"><blockquote>{prose::paragraphs(std::slice::from_ref(&quote.text))}</blockquote>{attribution}</figure> }
    };
    let heading = &dataset.site().quotes_heading;
    let heading = match heading.is_empty() {
        true => view! { <h2>{t::quotes()}</h2> }.into_any(),
        false => view! { <h2 lang=heading.lang() dir="auto">{heading.to_string()}</h2> }.into_any(),
    };
    let entries = row.quotes.iter().enumerate().map(entry).collect_any();
    (!row.quotes.is_empty()).then(|| {
        view! {
            <section class="narrow">
                {heading}
                {entries}
            </section>
        }
    })
}

/// Returns the section of resources; none without resources.
fn resources(row: &LongTexts) -> impl IntoView + use<> {
    let entry = |(at, resource): (usize, &Resource)| {
        let title = title(&resource.title, resource.address.as_ref());
        let seen = resource.seen.map(seen);
        let publisher = resource.publisher.as_ref().map(
            |name| view! { <span class="publisher" lang=name.lang() dir="auto">{name.to_string()}</span> },
        );
        // `bdi` keeps the note aligned with the entry, whatever the direction of its text.
        let note = resource
            .note
            .as_ref()
            .map(|note| view! { <p><bdi lang=note.lang()>{prose::inline(note)}</bdi></p> });
        view! { <li id=text_id("resource", at) tabindex="-1"><h3 lang=resource.title.lang()>{title}</h3>{publisher}{seen}{note}</li> }
    };
    let entries = row.resources.iter().enumerate().map(entry).collect_any();
    (!row.resources.is_empty()).then(|| {
        view! {
            <section class="narrow">
                <h2>{t::resources()}</h2>
                <ul class="resources">{entries}</ul>
            </section>
        }
    })
}

/// Returns the section of sources and notes; none without either.
fn sources(row: &Challenge) -> impl IntoView + use<> {
    let note = row.note.as_ref().map(|note| prose::paragraphs(std::slice::from_ref(note)));
    (note.is_some() || !row.sources.is_empty()).then(|| {
        view! {
            <section class="record narrow">
                <h2>{t::sources()}</h2>
                {note}
                {prose::sources(&row.sources)}
            </section>
        }
    })
}
