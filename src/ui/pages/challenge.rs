//! A challenge: what it is, its numbers, ideas, words of staff, resources.

use leptos::prelude::*;

use crate::atlas::Atlas;
use crate::challenge::{Challenge, ChallengeIx, Prose, Quote, Resource, Text};
use crate::route::{self, Route, text_id};
use crate::state::ViewState;
use crate::text::{self, pages as words};
use crate::ui::components::heading::PageHeading;
use crate::ui::components::not_found::NotFound;
use crate::ui::components::prose;
use crate::ui::components::shape::theme_mark;
use crate::ui::components::stat::{self, rank_line};
use crate::ui::each::Each;
use crate::ui::site::Site;

/// The page at `/{theme}/{challenge}`.
#[component]
pub fn ChallengePage<'a>(
    /// The theme's id, as the address has it.
    theme: &'a str,
    /// The challenge's id.
    challenge: &'a str,
) -> impl IntoView + use<> {
    let site = Site::current();
    match route::find_challenge(&site.atlas, theme, challenge) {
        Some(challenge) => body(&site, challenge).into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

fn body(site: &Site, challenge: ChallengeIx) -> impl IntoView + use<> {
    let atlas = &site.atlas;
    let row = atlas.challenge(challenge);
    let (title, theme) = (&atlas.site().title, &atlas.theme(row.theme).name);
    view! {
        <article>
            <div class="page-head narrow">
                <nav class="trail" aria-label=words::trail()>
                    <a href=site.href(&Route::Home) lang=title.lang() dir="auto">{title.to_string()}</a>
                    <a href=site.href(&Route::theme(atlas, row.theme)) lang=theme.lang() dir="auto">{theme_mark(atlas, row.theme)} {theme.to_string()}</a>
                </nav>
                <PageHeading text=row.name.clone() />
            </div>
            {the_challenge(site, challenge)}
            {stats(atlas, challenge)}
            {ideas(row)}
            {quotes(atlas, row)}
            {resources(row)}
            {record(row)}
        </article>
    }
}

fn the_challenge(site: &Site, challenge: ChallengeIx) -> impl IntoView + use<> {
    let atlas = &site.atlas;
    let row = atlas.challenge(challenge);
    let query = ViewState::showing(atlas, challenge).query(atlas);
    let rank = rank_line(atlas, challenge).map(|line| view! { <p class="rank-line" dir="auto">{line}</p> });
    let text = if row.description.is_empty() { std::slice::from_ref(&row.summary) } else { &row.description };
    view! {
        <section class="narrow">
            <h2>{words::the_challenge()}</h2>
            {rank}
            <p class="actions"><a class="quiet-button" href=site.href(&Route::Explore(&query))>{words::explore_it()}</a></p>
            <div class="story">{prose::paragraphs(text)}</div>
        </section>
    }
}

fn stats(atlas: &Atlas, challenge: ChallengeIx) -> impl IntoView + use<> {
    let row = atlas.challenge(challenge);
    let cards = row.stats.iter().map(|stat| stat::card(atlas, challenge, *stat)).each();
    (!row.stats.is_empty()).then(|| {
        view! {
            <section class="wide-band">
                <div class="narrow">
                    <h2>{words::stats()}</h2>
                    <ul class="stats">{cards}</ul>
                </div>
            </section>
        }
    })
}

fn ideas(row: &Challenge) -> impl IntoView + use<> {
    let entry = |(at, idea): (usize, &Prose)| {
        let direction = prose::direction(&idea.plain());
        view! { <li id=text_id("idea", at) tabindex="-1" lang=idea.lang() dir=direction>{prose::inline(idea)}</li> }
    };
    let entries = row.ideas.iter().enumerate().map(entry).each();
    (!row.ideas.is_empty()).then(|| {
        view! {
            <section class="narrow">
                <h2>{words::ideas()}</h2>
                <ul class="ideas">{entries}</ul>
            </section>
        }
    })
}

fn quotes(atlas: &Atlas, row: &Challenge) -> impl IntoView + use<> {
    let entry = |(at, quote): (usize, &Quote)| {
        let wave = quote.wave.map(|wave| atlas.wave(wave).label.clone());
        let said: Vec<Text> = [quote.speaker.clone(), wave].into_iter().flatten().collect();
        let said = match said.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            all => Some(text::line(all).into()),
        };
        let said = said
            .map(|said| view! { <figcaption lang=said.lang() dir="auto">{said.to_string()}</figcaption> });
        view! { <figure id=text_id("quote", at) tabindex="-1" class="quote"><blockquote>{prose::paragraphs(std::slice::from_ref(&quote.text))}</blockquote>{said}</figure> }
    };
    let entries = row.quotes.iter().enumerate().map(entry).each();
    (!row.quotes.is_empty()).then(|| {
        view! {
            <section class="narrow">
                <h2>{words::quotes()}</h2>
                {entries}
            </section>
        }
    })
}

fn resources(row: &Challenge) -> impl IntoView + use<> {
    let entry = |(at, resource): (usize, &Resource)| {
        let title = match &resource.address {
            Some(address) => prose::link(&resource.title, address).into_any(),
            None => view! { <span dir="auto">{resource.title.to_string()}</span> }.into_any(),
        };
        let publisher = resource.publisher.as_ref().map(
            |name| view! { <span class="publisher" lang=name.lang() dir="auto">{name.to_string()}</span> },
        );
        // All of an entry begins at one side, whatever language it is in.
        let note = resource
            .note
            .as_ref()
            .map(|note| view! { <p><bdi lang=note.lang()>{prose::inline(note)}</bdi></p> });
        view! { <li id=text_id("resource", at) tabindex="-1"><h3 lang=resource.title.lang()>{title}</h3>{publisher}{note}</li> }
    };
    let entries = row.resources.iter().enumerate().map(entry).each();
    (!row.resources.is_empty()).then(|| {
        view! {
            <section class="narrow">
                <h2>{words::resources()}</h2>
                <ul class="resources">{entries}</ul>
            </section>
        }
    })
}

/// Where the facts on this page come from.
fn record(row: &Challenge) -> impl IntoView + use<> {
    let note = row.note.as_ref().map(|note| prose::paragraphs(std::slice::from_ref(note)));
    (note.is_some() || !row.sources.is_empty()).then(|| {
        view! {
            <section class="record narrow">
                <h2>{words::sources()}</h2>
                {note}
                {prose::sources(&row.sources)}
            </section>
        }
    })
}
