//! The page about the survey: purpose, method, waves with their sources, and the data.

use data::challenge::WaveIx;
use data::dataset::Dataset;
use explore::messages::common;
use leptos::prelude::*;

use crate::collect_any::CollectAny;
use crate::components::heading::PageHeading;
use crate::components::{prose, stat};
use crate::messages::{frame, pages as t};
use crate::site::Site;

/// The page at `/about`.
#[component]
pub fn About() -> impl IntoView {
    let site = Site::current();
    let dataset = &site.dataset;
    let waves = dataset.waves_newest_first().iter().map(|ix| wave(dataset, *ix)).collect_any();
    let measures = dataset.measures().map(|ix| {
        let row = dataset.measure(ix);
        view! { <dt lang=row.label.lang() dir="auto">{row.label.to_string()}</dt><dd lang=row.question.lang() dir="auto">{row.question.to_string()}</dd> }
    });
    let notice = &dataset.site().notice;
    let bundle = site.bundle.resolve(site.base.path());
    view! {
        <article class="narrow">
            <div class="page-head"><PageHeading text=frame::about() /></div>
            <div class="story">{prose::paragraphs(&dataset.site().about)}</div>
            <section>
                <h2>{t::what_was_asked()}</h2>
                <dl class="measures">{measures.collect_any()}</dl>
                <p>{common::minimum(dataset.minimum_respondents())}</p>
            </section>
            <section>
                <h2>{t::waves()}</h2>
                {waves}
            </section>
            <section>
                <h2>{t::data()}</h2>
                <p lang=notice.lang() dir="auto">{notice.to_string()}</p>
                <p class="actions"><a class="quiet-button" href=bundle download="challenge-map.json" rel="external">{t::all_data()}</a></p>
            </section>
        </article>
    }
}

/// Returns the section of a wave.
fn wave(dataset: &Dataset, ix: WaveIx) -> impl IntoView + use<> {
    let row = dataset.wave(ix);
    let method = row.method.as_ref().map(|method| prose::paragraphs(std::slice::from_ref(method)));
    view! {
        <section class="wave">
            <h3><bdi lang=row.label.lang()>{row.label.to_string()}</bdi> " " {stat::badge(dataset, ix)}</h3>
            <p class="provenance" dir="auto">{common::line_of_two(&common::capitalised(&row.everyone), &common::sample(&row.sample))}</p>
            {method}
            {prose::named_sources(&row.sources)}
        </section>
    }
}
