//! The visualization: controls, the picture, its table. All of its state is in the address.

use leptos::prelude::*;

use crate::challenge::{Cell, ChallengeIx};
use crate::picture::Picture;
use crate::route::Route;
use crate::state::query::Note;
use crate::state::{View, ViewState};
use crate::text::{self, controls as words};
use crate::ui::components::chart::{Chart, Deeds};
use crate::ui::components::controls::{Controls, compared};
use crate::ui::components::export::TakeAway;
use crate::ui::components::heading::PageHeading;
use crate::ui::components::shape::theme_mark;
use crate::ui::components::{prose, stat, table};
use crate::ui::dom;
use crate::ui::each::Each;
use crate::ui::live::{derived, follow, live};
use crate::ui::router::{NavigateOptions, use_location, use_navigate};
use crate::ui::site::Site;
use crate::ui::still::still;

/// The page at `/explore`.
#[component]
pub fn Explore() -> impl IntoView {
    let site = Site::current();
    let looking = Looking::at_the_address(&site, false);
    let Looking { asked, state, picture, change, .. } = looking;
    let notes = live(move || {
        asked.read().1.iter().map(|note| view! { <p class="note">{words::note(note)}</p> }).each()
    });
    let table_site = site.clone();
    let compared_site = site.clone();
    // Only a change of view opens or closes it: one of order or pins comes from within.
    let is_table = derived(move || state.read().view == View::Table);
    view! {
        <article class="explore wide">
            <div class="page-head">
                <PageHeading text=words::heading() />
                <p class="lead">{words::lead()}</p>
            </div>
            <div role="status">{notes}</div>
            {view! { <Controls state=state change=change /> }.into_any()}
            {figure(&site, looking)}
            {live(move || compared(&compared_site, &picture.read(), change).into_any())}
            <TakeAway state=state />
            {still().map(|_| without_script(&site, &picture.read()))}
            // Closed, its links are no stops of the Tab key: hundreds of marks add none to the page.
            <details class="as-table" prop:open=live(move || is_table.get())>
                <summary><h2>{words::as_table()}</h2></summary>
                {live(move || table::table(&table_site, &picture.read(), change).into_any())}
            </details>
        </article>
    }
}

/// What stands in place of controls and of the closed table where there is no script.
fn without_script(site: &Site, picture: &Picture) -> AnyView {
    let data = site.bundle.resolve(site.base.path());
    let table = table::table(site, picture, Callback::new(|_| {}));
    view! {
        <noscript>
            <p class="note">{words::needs_script()} " " <a href=data download="challenge-map.json" rel="external">{words::all_numbers()}</a></p>
            <section class="as-table"><h2>{words::as_table()}</h2>{table}</section>
        </noscript>
    }
    .into_any()
}

/// The page at `/embed`: the picture alone, for a frame in another page.
#[component]
pub fn Embed() -> impl IntoView {
    let site = Site::current();
    let looking = Looking::at_the_address(&site, true);
    let table_site = site.clone();
    let Looking { state, picture, change, .. } = looking;
    let whole = move || site.href(&Route::Explore(&state.read().query(&site.atlas)));
    let inner = Site::current();
    let name = inner.atlas.site().title.clone();
    let title = crate::route::title(&words::heading(), &name);
    follow(move || dom::set_title(&title));
    dom::tell_height_to_parent();
    view! {
        <article class="explore embed wide">
            <h1 class="sr-only" lang=name.lang()>{name.to_string()}</h1>
            {figure(&inner, looking)}
            {live(move || (state.read().view == View::Table).then(|| table::table(&table_site, &picture.read(), change).into_any()))}
            <p class="embed-source"><a href=live(whole) target="_blank" rel="noopener">{words::embed_source(&name)}</a></p>
        </article>
    }
}

/// What is looked at, and the ways to change it.
#[derive(Clone, Copy)]
struct Looking {
    asked: Memo<(ViewState, Vec<Note>)>,
    state: Memo<ViewState>,
    picture: Memo<Picture>,
    takeaway: Memo<String>,
    change: Callback<ViewState>,
    open: Callback<ChallengeIx>,
}

impl Looking {
    /// Reads the address, and writes changes to it: each a step that Back undoes. A frame in
    /// another page stays there, and opens pages of challenges in a tab of their own.
    fn at_the_address(site: &Site, embedded: bool) -> Self {
        let location = use_location();
        let atlas = site.atlas.clone();
        let asked = derived(move || ViewState::parse(&location.search.read(), &atlas));
        let state = derived(move || asked.read().0.clone());
        let atlas = site.atlas.clone();
        let picture = derived(move || Picture::new(&atlas, &state.read()));
        let atlas = site.atlas.clone();
        let takeaway = derived(move || picture.read().takeaway(&atlas));
        let go = use_navigate();
        let open_site = site.clone();
        let open_page = go;
        let open = Callback::new(move |challenge| {
            let href = open_site.href(&Route::challenge(&open_site.atlas, challenge));
            if embedded {
                window().open_with_url_and_target(&href, "_blank").ok();
            } else {
                open_page(&href, NavigateOptions::default());
            }
        });
        let change_site = site.clone();
        let change = Callback::new(move |next: ViewState| {
            let query = next.query(&change_site.atlas);
            let route = if embedded { Route::Embed(&query) } else { Route::Explore(&query) };
            let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
            go(&change_site.href(&route), options);
        });
        Self { asked, state, picture, takeaway, change, open }
    }
}

/// The picture with what belongs to it.
fn figure(site: &Site, looking: Looking) -> AnyView {
    let Looking { state, picture, takeaway, change, open, .. } = looking;
    let said = RwSignal::new(String::new());
    // What is shown is told when it changes, not when the page is come to.
    let total = site.atlas.challenges().len();
    Effect::new(move |before: Option<String>| {
        let now = {
            let picture = picture.read();
            let few = picture.absent.iter().filter(|(_, why)| *why == Cell::TooFew).count();
            text::explore::announcement(picture.rows.len(), few, total, &takeaway.read())
        };
        if before.is_some_and(|before| before != now) {
            said.set(now.clone());
        }
        now
    });
    let say = Callback::new(move |words: String| {
        if *said.read_untracked() != words {
            said.set(words);
        }
    });
    let atlas = site.atlas.clone();
    let enter = Callback::new(move |theme| {
        change.run(state.get_untracked().with(&atlas, |state| state.theme = Some(theme)));
    });
    let focus = derived(move || state.read().focus);
    let deeds = Deeds { open, enter, say };
    let chart_atlas = site.atlas.clone();
    let drawn = derived(move || state.read().view != View::Table);
    let chart = live(move || {
        let atlas = chart_atlas.clone();
        drawn.get().then(move || match still() {
            Some(still) => still.picture(takeaway.get()),
            None => view! { <Chart atlas=atlas picture=picture focus=focus name=takeaway deeds=deeds /> }
                .into_any(),
        })
    });
    let (head_site, below_site) = (site.clone(), site.clone());
    view! {
        <p class="sr-only" role="status">{live(move || said.get())}</p>
        <figure aria-labelledby="chart-title">
            {live(move || head(&head_site, &picture.read(), &takeaway.read()))}
            {chart}
            {live(move || below(&below_site, &picture.read()))}
        </figure>
    }
    .into_any()
}

/// Takeaway, wave and audience: what must be known before the picture is read.
fn head(site: &Site, picture: &Picture, takeaway: &str) -> AnyView {
    let atlas = &site.atlas;
    let questions = picture.questions(atlas).into_iter().map(|(label, question)| {
        view! { <span><strong lang=label.lang()>{label.to_string()}</strong> ": " {question.to_string()}</span> " " }
    });
    let wave = picture.wave.map(|wave| {
        let who = picture.who(atlas);
        view! { <p class="provenance">{stat::badge(atlas, wave)} {text::line_of_two(&picture.when(atlas), &who)}</p> }
    });
    view! {
        <figcaption>
            <h2 id="chart-title" class="takeaway">{takeaway.to_owned()}</h2>
            {wave}
            <p class="questions">{questions.each()}</p>
        </figcaption>
    }
    .into_any()
}

/// What belongs to the picture: which mark is which theme, what has no value, where it comes from.
fn below(site: &Site, picture: &Picture) -> AnyView {
    let atlas = &site.atlas;
    let shown = |theme| picture.rows.iter().any(|row| atlas.challenge(row.challenge).theme == theme);
    let legend = atlas.themes().filter(|theme| shown(*theme)).map(|theme| {
        let name = &atlas.theme(theme).name;
        view! { <li>{theme_mark(atlas, theme)} " " <bdi lang=name.lang()>{name.to_string()}</bdi></li> }
    });
    let legend = legend.each();
    let beyond = (picture.beyond > 0)
        .then(|| view! { <p class="note">{text::explore::beyond(picture.rows.len(), picture.beyond)}</p> });
    let withheld = picture.absent.iter().any(|(_, cell)| *cell == Cell::TooFew);
    let sources = picture.wave.map(|wave| prose::sources(&atlas.wave(wave).sources));
    view! {
        <ul class="legend" aria-label=words::themes()>{legend}</ul>
        {beyond}
        {table::absent(site, picture)}
        {withheld.then(|| view! { <p class="minimum">{text::minimum(atlas.minimum_respondents())}</p> })}
        <div class="source-line">{sources}</div>
    }
    .into_any()
}
