//! The visualization: controls, chart, table. All of its state is in the address.

use std::mem;

use data::challenge::{Cell, ChallengeIx, ThemeIx};
use data::dataset::Dataset;
use explore::chart_model::ChartModel;
use explore::messages::charts::Waves;
use explore::messages::{charts, common, controls as t};
use explore::route::Route;
use explore::view_state::query::Note;
use explore::view_state::{View, ViewState};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use crate::chart::{Chart, ChartCallbacks};
use crate::collect_any::CollectAny;
use crate::components::controls::Controls;
use crate::components::export::ExportPanel;
use crate::components::heading::PageHeading;
use crate::components::headline::headline;
use crate::components::lazy_view::lazy_view;
use crate::components::{legend, prose, table};
use crate::deferred::Deferred;
use crate::dom;
use crate::erased::{erased, erased_effect, erased_handler, erased_memo};
use crate::placeholder::placeholder;
use crate::router::{NavigateOptions, focus_on_return, use_location, use_navigate};
use crate::site::Site;
use crate::views;
use crate::views::Views;

/// The page at `/explore`.
#[component]
pub fn Explore() -> impl IntoView {
    let site = Site::current();
    let explore_state = ExploreState::of_address(&site, false);
    let ExploreState { parsed, state, model, change, views, .. } = explore_state;
    let notes = erased(move || {
        parsed.read().1.iter().map(|note| view! { <p class="note">{t::note(note)}</p> }).collect_any()
    });
    // A memo, so that only a change of view replaces it: sorting and pinning happen inside of it.
    let is_table = erased_memo(move || state.read().view == View::Table);
    let table_site = site.clone();
    let table_below = erased(move || (!is_table.get()).then(|| table_below(&table_site, model, change)));
    let controls = view! { <Controls state=state change=change views=views /> }.into_any();
    view! {
        <article
            class="explore wide"
            on:pointerover=erased_handler(move |_: ev::PointerEvent| views.prefetch())
            on:focusin=erased_handler(move |_: ev::FocusEvent| views.prefetch())
        >
            <PageHeading text=t::heading() />
            <div role="status">{notes}</div>
            {figure(&site, explore_state, controls)}
            <ExportPanel state=state />
            {placeholder().map(|_| without_script(&site, &model.read()))}
            {table_below}
        </article>
    }
}

/// Returns the disclosure of the table below a chart. While it is closed, the table is not rendered: it costs nothing
/// when the chart changes, and its hundreds of links are no tab stops.
fn table_below(site: &Site, model: Memo<ChartModel>, change: Callback<ViewState>) -> AnyView {
    let is_open = RwSignal::new(false);
    let on_toggle = erased_handler(move |event: ev::Event| is_open.set(dom::is_open(&event)));
    let site = site.clone();
    let later = Deferred::new(model);
    let table = erased(move || is_open.get().then(|| lazy_table(&site, later, change, true)));
    view! {
        <details class="table-view" on:toggle=on_toggle>
            <summary><h2>{t::as_table()}</h2></summary>
            {table}
        </details>
    }
    .into_any()
}

/// Returns the table of a chart, which is in a lazy part. `is_whole`: [`table::table`].
fn lazy_table(
    site: &Site,
    model: Deferred<ChartModel>,
    change: Callback<ViewState>,
    is_whole: bool,
) -> AnyView {
    let site = site.clone();
    let load = move || views::open_table(site.clone(), model, change, is_whole);
    lazy_view(load, [t::opening, t::not_opened], || ())
}

/// Returns the replacement of controls and table for pages without script.
fn without_script(site: &Site, model: &ChartModel) -> AnyView {
    let data = site.bundle.resolve(site.base.path());
    let table = table::published_table(site, model);
    view! {
        <noscript>
            <p class="note">{t::needs_script()} " " <a href=data download="challenge-map.json" rel="external">{t::all_numbers()}</a></p>
            <section class="table-view"><h2>{t::as_table()}</h2>{table}</section>
        </noscript>
    }
    .into_any()
}

/// The page at `/embed`: the chart alone, for an `<iframe>` of another site.
#[component]
pub fn Embed() -> impl IntoView {
    let site = Site::current();
    let explore_state = ExploreState::of_address(&site, true);
    let ExploreState { state, views, .. } = explore_state;
    let whole = move || site.href(&Route::Explore(&state.read().query(&site.dataset)));
    let embed_site = Site::current();
    let name = embed_site.dataset.site().title.clone();
    let title = explore::route::title(&t::heading(), &name);
    erased_effect(move || dom::set_title(&title));
    dom::post_height_to_parent();
    view! {
        <article
            class="explore embed wide"
            on:pointerover=erased_handler(move |_: ev::PointerEvent| views.prefetch())
            on:focusin=erased_handler(move |_: ev::FocusEvent| views.prefetch())
        >
            <h1 class="sr-only" lang=name.lang()>{name.to_string()}</h1>
            {figure(&embed_site, explore_state, ().into_any())}
            <p class="embed-source"><a href=erased(whole) target="_blank" rel="noopener">{t::embed_source(&name)}</a></p>
        </article>
    }
}

/// The state of the visualization, and the callbacks that change it.
#[derive(Clone, Copy)]
struct ExploreState {
    /// State of the address, and notes about what it can't show.
    parsed: Memo<(ViewState, Vec<Note>)>,
    /// State of the address.
    state: Memo<ViewState>,
    /// Rows of the chart.
    model: Memo<ChartModel>,
    /// Takeaway of the chart in a sentence that names the wave.
    takeaway: Memo<String>,
    /// Takeaway as a heading, with the wave beside it.
    heading: Memo<String>,
    /// Navigates to another state.
    change: Callback<ViewState>,
    /// Opens the page of a challenge.
    open: Callback<ChallengeIx>,
    /// Layouts and transitions.
    views: Views,
    /// The chart is that of `/embed`.
    is_embedded: bool,
}

impl ExploreState {
    /// Returns the state of the address. Each change adds a step to the history. An embedded chart changes its own
    /// address, and opens pages of challenges in a new tab.
    fn of_address(site: &Site, is_embedded: bool) -> Self {
        let location = use_location();
        let dataset = site.dataset.clone();
        let parsed = erased_memo(move || ViewState::parse(&location.search.read(), &dataset));
        let state = erased_memo(move || parsed.read().0.clone());
        let dataset = site.dataset.clone();
        let model = erased_memo(move || ChartModel::new(&dataset, &state.read()));
        let dataset = site.dataset.clone();
        let views = Views::new();
        let takeaway = erased_memo(move || views.takeaway(&model.read(), &dataset, Waves::Named));
        let dataset = site.dataset.clone();
        let heading = erased_memo(move || views.takeaway(&model.read(), &dataset, Waves::Beside));
        let navigate = use_navigate();
        let open_site = site.clone();
        let open = Callback::new(move |challenge| {
            let href = open_site.base.filtered_href(&open_site.dataset, challenge, &state.read_untracked());
            if is_embedded {
                window().open_with_url_and_target(&href, "_blank").ok();
                return;
            }
            // Who comes back is at the mark again.
            let dataset = &open_site.dataset;
            let here = state.get_untracked().with(dataset, |state| state.focus = Some(challenge));
            let here = open_site.href(&Route::Explore(&here.query(dataset)));
            navigate(&here, NavigateOptions { replace: true, scroll: false });
            focus_on_return("chart-keys");
            navigate(&href, NavigateOptions::default());
        });
        let change_site = site.clone();
        let change = Callback::new(move |next: ViewState| {
            let query = next.query(&change_site.dataset);
            let route = if is_embedded { Route::Embed(&query) } else { Route::Explore(&query) };
            let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
            navigate(&change_site.href(&route), options);
        });
        Self { parsed, state, model, takeaway, heading, change, open, views, is_embedded }
    }
}

/// The content in the place of the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// The chart, which stays in every change to another chart.
    Chart,
    /// The table.
    Table,
    /// The message that the part for the view is being loaded.
    Loading,
}

/// Returns the figure: headline, controls, chart or table, legend and sources.
fn figure(site: &Site, explore_state: ExploreState, controls: AnyView) -> AnyView {
    let ExploreState { state, model, takeaway, heading, change, views, is_embedded, .. } = explore_state;
    let (status, say) = status_region(site.dataset.challenges().len(), model, takeaway);
    let lit = RwSignal::new(None);
    let shown = erased_memo(move || match state.read().view {
        View::Table => Shown::Table,
        view if views.can_draw(view) => Shown::Chart,
        _ => Shown::Loading,
    });
    // A chart takes longer to make than a chart to change, so the table gives way to it after the paint.
    let after_table = Deferred::new(shown);
    let rendered = erased_memo(move || {
        let shown_now = shown.get_untracked();
        if shown_now == Shown::Table {
            after_table.track();
        } else {
            shown.track();
        }
        shown_now
    });
    let later = Deferred::new(model);
    let picture_site = site.clone();
    let mut is_first = true;
    let picture = erased(move || {
        let is_opened_with_page = mem::take(&mut is_first);
        match rendered.get() {
            Shown::Chart => chart(&picture_site, explore_state, lit, say),
            Shown::Table => {
                view! { <div class="picture-table">{lazy_table(&picture_site, later, change, is_opened_with_page)}</div> }
                    .into_any()
            }
            Shown::Loading => loading(views),
        }
    });
    let (compared_site, theme_site, below_site) = (site.clone(), site.clone(), site.clone());
    view! {
        {status}
        // Not named by its caption, which is read as a heading, and as the name of the chart within.
        <figure aria-label=t::chart()>
            {headline(site, model, heading, is_embedded)}
            {controls}
            {picture}
            {erased(move || views.compared(&compared_site, &model.read(), change))}
            {legend::legend(site, later, lit, change)}
            {erased(move || views.of_theme(&theme_site, &model.read(), change))}
            {erased(move || below(&below_site, &later.read()))}
        </figure>
    }
    .into_any()
}

/// Returns the message that the part for the view is being loaded, which the chart replaces.
fn loading(views: Views) -> AnyView {
    let load = move || async move { views.load().await.map(|()| ().into_any()) };
    view! { <div class="picture-loading">{lazy_view(load, [t::opening, t::not_opened], || ())}</div> }
        .into_any()
}

/// Returns the chart; on a published page a drawing of it.
fn chart(
    site: &Site,
    explore_state: ExploreState,
    lit: RwSignal<Option<ThemeIx>>,
    say: Callback<String>,
) -> AnyView {
    let ExploreState { state, model, takeaway, change, open, views, .. } = explore_state;
    if let Some(placeholder) = placeholder() {
        return placeholder.picture(takeaway.get());
    }
    let alter = move |dataset: &Dataset, alter: Box<dyn FnOnce(&mut ViewState)>| {
        change.run(state.get_untracked().with(dataset, alter));
    };
    let (enter_dataset, pin_dataset) = (site.dataset.clone(), site.dataset.clone());
    let enter = Callback::new(move |theme| {
        alter(&enter_dataset, Box::new(move |state| state.theme = Some(theme)));
    });
    let pin = Callback::new(move |challenge| {
        alter(&pin_dataset, Box::new(move |state| state.toggle_pin(challenge)));
    });
    let sort_dataset = site.dataset.clone();
    let sort = Callback::new(move |measure| {
        alter(&sort_dataset, Box::new(move |state| state.measure = measure));
    });
    let focus = erased_memo(move || state.read().focus);
    let callbacks = ChartCallbacks { open, pin, enter, sort, say };
    let dataset = site.dataset.clone();
    view! { <Chart dataset=dataset model=model focus=focus name=takeaway views=views lit=lit callbacks=callbacks /> }
        .into_any()
}

/// Returns the live region, and a callback that announces another text in it.
///
/// A change of the chart is announced, but not the first chart. A text of the callback stays until the next change.
/// `total` is the number of challenges of the site.
fn status_region(
    total: usize,
    model: Memo<ChartModel>,
    takeaway: Memo<String>,
) -> (AnyView, Callback<String>) {
    let region = NodeRef::<html::P>::new();
    // The text belongs to the browser: the page itself never reads it.
    let announce = move |text: &str| {
        if let Some(region) = region.get_untracked()
            && region.text_content().as_deref() != Some(text)
        {
            region.set_text_content(Some(text));
        }
    };
    Effect::new(move |before: Option<String>| {
        let model = model.read();
        let few = model.absent.iter().filter(|(_, reason)| *reason == Cell::TooFew).count();
        let now = charts::announcement(model.rows.len(), few, total, &takeaway.read());
        if before.is_some_and(|before| before != now) {
            announce(&now);
        }
        now
    });
    let say = Callback::new(move |text: String| announce(&text));
    (view! { <p class="sr-only" role="status" node_ref=region></p> }.into_any(), say)
}

/// Returns the part below the legend: what the symbols mean, questions, challenges without a value, sources.
fn below(site: &Site, model: &ChartModel) -> AnyView {
    let dataset = &site.dataset;
    let questions = model.questions(dataset).into_iter().map(|(label, question)| {
        view! { <span><strong lang=label.lang()>{label.to_string()}</strong> ": " {question.to_string()}</span> " " }
    });
    let beyond_note = (model.beyond > 0)
        .then(|| view! { <p class="note">{charts::beyond(model.rows.len(), model.beyond)}</p> });
    let has_withheld = model.absent.iter().any(|(_, cell)| *cell == Cell::TooFew);
    let sources = model.wave.map(|wave| prose::named_sources(&dataset.wave(wave).sources));
    view! {
        {legend::key(site, model)}
        <p class="questions">{questions.collect_any()}</p>
        {beyond_note}
        {table::absent(site, model)}
        {has_withheld.then(|| view! { <p class="minimum">{common::minimum(dataset.minimum_respondents())}</p> })}
        <div class="source-line">{sources}</div>
    }
    .into_any()
}
