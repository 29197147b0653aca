//! Purpose, method, waves with their sources, and the data itself.

use leptos::prelude::*;

use crate::atlas::Atlas;
use crate::challenge::WaveIx;
use crate::text::{self, frame, pages as words};
use crate::ui::components::heading::PageHeading;
use crate::ui::components::{prose, stat};
use crate::ui::each::Each;
use crate::ui::site::Site;

/// The page at `/about`.
#[component]
pub fn About() -> impl IntoView {
    let site = Site::current();
    let atlas = &site.atlas;
    let waves = atlas.waves_newest_first().iter().map(|ix| wave(atlas, *ix)).each();
    let measures = atlas.measures().map(|ix| {
        let row = atlas.measure(ix);
        view! { <dt lang=row.label.lang() dir="auto">{row.label.to_string()}</dt><dd lang=row.question.lang() dir="auto">{row.question.to_string()}</dd> }
    });
    let notice = &atlas.site().notice;
    let bundle = site.bundle.resolve(site.base.path());
    view! {
        <article class="narrow">
            <div class="page-head"><PageHeading text=frame::about() /></div>
            <div class="story">{prose::paragraphs(&atlas.site().about)}</div>
            <section>
                <h2>{words::what_was_asked()}</h2>
                <dl class="measures">{measures.each()}</dl>
                <p>{text::minimum(atlas.minimum_respondents())}</p>
            </section>
            <section>
                <h2>{words::waves()}</h2>
                {waves}
            </section>
            <section>
                <h2>{words::data()}</h2>
                <p lang=notice.lang() dir="auto">{notice.to_string()}</p>
                <p class="actions"><a class="quiet-button" href=bundle download="challenge-map.json" rel="external">{words::all_data()}</a></p>
            </section>
        </article>
    }
}

fn wave(atlas: &Atlas, ix: WaveIx) -> impl IntoView + use<> {
    let row = atlas.wave(ix);
    let method = row.method.as_ref().map(|method| prose::paragraphs(std::slice::from_ref(method)));
    view! {
        <section class="wave">
            <h3><bdi lang=row.label.lang()>{row.label.to_string()}</bdi> " " {stat::badge(atlas, ix)}</h3>
            <p class="provenance" dir="auto">{text::line_of_two(&text::capitalised(&row.everyone), &text::sample(&row.sample))}</p>
            {method}
            {prose::sources(&row.sources)}
        </section>
    }
}
