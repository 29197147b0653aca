//! The visualization: controls, the picture, its table. All of its state is in the address.

use leptos::ev;
use leptos::prelude::*;

use crate::atlas::Atlas;
use crate::challenge::{Audience, MeasureIx};
use crate::picture::Picture;
use crate::route::Route;
use crate::state::{View, ViewState, audience_id, parse_audience};
use crate::text;
use crate::ui::components::chart::Chart;
use crate::ui::components::heading::PageHeading;
use crate::ui::components::shape::theme_mark;
use crate::ui::components::{prose, stat, table};
use crate::ui::each::Each;
use crate::ui::router::{NavigateOptions, use_location, use_navigate};
use crate::ui::site::Site;

/// The page at `/explore`.
#[component]
pub fn Explore() -> impl IntoView {
    let site = Site::current();
    let location = use_location();
    let atlas = site.atlas.clone();
    let asked = Memo::new(move |_| ViewState::parse(&location.search.read(), &atlas));
    let state = Memo::new(move |_| asked.read().0.clone());
    let atlas = site.atlas.clone();
    let picture = Memo::new(move |_| Picture::new(&atlas, &state.read()));
    let atlas = site.atlas.clone();
    let takeaway = Memo::new(move |_| picture.read().takeaway(&atlas));

    let navigate = use_navigate();
    let open_site = site.clone();
    let on_open = Callback::new(move |challenge| {
        let href = open_site.href(&Route::challenge(&open_site.atlas, challenge));
        navigate(&href, NavigateOptions::default());
    });
    let notes =
        move || asked.read().1.iter().map(|note| view! { <p class="note">{note.to_string()}</p> }).each();
    // Erased types: spelled out, those of the whole page are too deep for the compiler.
    let focus = Signal::derive(move || state.read().focus);
    let chart = view! {
        <Chart atlas=site.atlas.clone() picture=picture focus=focus name=takeaway on_open=on_open />
    }
    .into_any();
    let (head_site, rest_site) = (site.clone(), site.clone());
    view! {
        <article class="explore wide">
            <div class="page-head">
                <PageHeading text="Explore the challenges" />
                <p class="lead">"Which challenges come first, for whom, and which are both widespread and urgent."</p>
            </div>
            <div role="status">{notes}</div>
            {view! { <Controls state=state /> }.into_any()}
            <figure aria-labelledby="chart-title">
                {move || head(&head_site, &picture.read(), &takeaway.read())}
                {chart}
                {move || below(&rest_site, &picture.read())}
            </figure>
            <section class="as-table">
                <h2>"The same as a table"</h2>
                {move || table::table(&site, &picture.read())}
            </section>
        </article>
    }
}

/// Takeaway, wave and audience: what must be known before the picture is read.
fn head(site: &Site, picture: &Picture, takeaway: &str) -> impl IntoView + use<> {
    let atlas = &site.atlas;
    let questions = picture.measures.iter().map(|ix| {
        let row = atlas.measure(*ix);
        view! { <span><strong>{row.label.clone()}</strong> ": " {row.question.clone()}</span> " " }
    });
    let wave = picture.wave.map(|wave| {
        let who = text::capitalised(text::audience(atlas, wave, picture.audience));
        view! { <p class="provenance">{stat::badge(atlas, wave)} {atlas.wave(wave).label.clone()} ", " {who}</p> }
    });
    view! {
        <figcaption>
            <h2 id="chart-title" class="takeaway">{takeaway.to_owned()}</h2>
            {wave}
            <p class="questions">{questions.each()}</p>
        </figcaption>
    }
}

/// What belongs to the picture: which mark is which theme, what has no value, where it comes from.
fn below(site: &Site, picture: &Picture) -> impl IntoView + use<> {
    let atlas = &site.atlas;
    let shown = |theme| picture.rows.iter().any(|row| atlas.challenge(row.challenge).theme == theme);
    let legend = atlas.themes().filter(|theme| shown(*theme)).map(|theme| {
        view! { <li>{theme_mark(atlas, theme)} " " {atlas.theme(theme).name.clone()}</li> }
    });
    let legend = legend.each();
    let sources = picture.wave.map(|wave| prose::sources(&atlas.wave(wave).sources));
    view! {
        <ul class="legend" aria-label="Themes">{legend}</ul>
        {table::absent(site, picture)}
        <div class="source-line">{sources}</div>
    }
}

/// The controls. Views are links, since each is an address of its own.
#[component]
fn Controls(state: Memo<ViewState>) -> impl IntoView {
    let site = Site::current();
    let atlas = site.atlas.clone();
    let navigate = use_navigate();
    let go = {
        let site = site.clone();
        move |change: &dyn Fn(&mut ViewState)| {
            let next = state.get_untracked().with(&site.atlas, |state| change(state));
            let href = site.href(&Route::Explore(&next.query(&site.atlas)));
            navigate(&href, NavigateOptions { scroll: false, ..NavigateOptions::default() });
        }
    };
    let views = {
        let site = site.clone();
        move || {
            let tab = |view: View| {
                let now = state.read();
                let href = site.href(&Route::Explore(
                    &now.with(&site.atlas, |state| state.view = view).query(&site.atlas),
                ));
                let current = (now.view == view).then_some("true");
                view! { <a href=href aria-current=current data-noscroll="">{text::view(&site.atlas, view, now.pair)}</a> }
            };
            View::ALL.map(tab).into_iter().each()
        }
    };
    let measure_select = |label: &'static str,
                          id: &'static str,
                          read: fn(&ViewState) -> MeasureIx,
                          write: fn(&mut ViewState, MeasureIx)| {
        let (atlas, go) = (atlas.clone(), go.clone());
        let entries = measure_options(&atlas, state, read);
        let on_change = move |event: ev::Event| {
            if let Some(measure) = atlas.find_measure(&event_target_value(&event)) {
                go(&|state| write(state, measure));
            }
        };
        view! { <label class="control" for=id>{label}<select id=id on:change=on_change>{entries}</select></label> }
    };
    let ranking_by = measure_select("Measure", "measure", |s| s.measure, |s, m| s.measure = m);
    let across = measure_select("Across", "across", |s| s.pair.0, |s, m| s.pair.0 = m);
    let up = measure_select("Up", "up", |s| s.pair.1, |s, m| s.pair.1 = m);
    let in_view = move |view: View| move || state.read().view != view;
    let reset = site.href(&Route::Explore(""));
    view! {
        <div class="controls">
            <nav class="views" aria-label="View">{views}</nav>
            <div class="selects">
                <div class="select-set" hidden=in_view(View::Ranking)>{ranking_by}</div>
                <div class="select-set" hidden=in_view(View::Pair)>{across}{up}</div>
                <WaveSelect state=state go=go.clone() />
                <GroupSelect state=state go=go />
                <a class="reset" href=reset data-noscroll="">"Reset"</a>
            </div>
        </div>
    }
}

fn measure_options(
    atlas: &Atlas,
    state: Memo<ViewState>,
    read: fn(&ViewState) -> MeasureIx,
) -> impl IntoView + use<> {
    let option = |ix: MeasureIx| {
        let row = atlas.measure(ix);
        let chosen = move || read(&state.read()) == ix;
        view! { <option value=row.id.to_string() selected=chosen prop:selected=chosen>{row.label.clone()}</option> }
    };
    atlas.measures().map(option).each()
}

#[component]
fn WaveSelect(
    state: Memo<ViewState>,
    go: impl Fn(&dyn Fn(&mut ViewState)) + Clone + 'static,
) -> impl IntoView {
    let atlas = Site::current().atlas;
    let find = atlas.clone();
    let on_change = move |event: ev::Event| {
        let wave = find.find_wave(&event_target_value(&event));
        go(&|state| state.wave = wave);
    };
    let options = move || {
        let now = state.read();
        let option = |wave| {
            let offered = now.offers(&atlas, wave);
            let label = if offered {
                text::wave_label(&atlas, wave)
            } else {
                text::wave_without_values(&atlas, wave)
            };
            let chosen = now.shown_wave(&atlas) == Some(wave);
            let id = atlas.wave(wave).id.to_string();
            view! { <option value=id selected=chosen disabled=!offered && !chosen>{label}</option> }
        };
        atlas.waves_newest_first().iter().map(|wave| option(*wave)).each()
    };
    view! { <label class="control" for="wave">"Wave"<select id="wave" on:change=on_change>{options}</select></label> }
}

#[component]
fn GroupSelect(
    state: Memo<ViewState>,
    go: impl Fn(&dyn Fn(&mut ViewState)) + Clone + 'static,
) -> impl IntoView {
    let atlas = Site::current().atlas;
    let find = atlas.clone();
    let on_change = move |event: ev::Event| {
        if let Some(audience) = parse_audience(&event_target_value(&event), &find) {
            go(&|state| state.audience = audience);
        }
    };
    let option = |audience: Audience| {
        let chosen = move || state.read().audience == audience;
        let id = audience_id(&atlas, audience);
        view! { <option value=id selected=chosen prop:selected=chosen>{text::audience_label(&atlas, audience).to_owned()}</option> }
    };
    let everyone = option(Audience::Everyone);
    let dimensions = atlas.dimensions().map(|ix| {
        let row = atlas.dimension(ix);
        let groups = row.groups.iter().map(|group| option(Audience::Group(*group))).each();
        view! { <optgroup label=row.label.clone()>{groups}</optgroup> }
    });
    let dimensions = dimensions.each();
    view! { <label class="control" for="group">"Answers of"<select id="group" on:change=on_change>{everyone}{dimensions}</select></label> }
}
