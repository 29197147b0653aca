//! The search page, a lazy part. What is found is decided by [`crate::search`].

mod left;
mod list;
mod pieces;
mod results;

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use leptos::ev;
use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use crate::atlas::Atlas;
use crate::route::{self, Base, Route, search_for, searched_for};
use crate::search::{self, Found, Index, LONGEST_QUERY};
use crate::text::{self, frame, search as words};
use crate::ui::components::shape::theme_mark;
use crate::ui::dom;
use crate::ui::each::Each;
use crate::ui::live::{derived, follow, heard, live};
use crate::ui::site::Site;
use list::List;

/// The field's id.
pub const FIELD: &str = "find";
/// How many challenges are listed at first, and how many more each time.
const LISTED: usize = 10;
/// How many are listed while someone types: about a screen of them, so that a key is answered at once.
/// With 2,000 challenges, search and list then take 2.5 ms a key in Chromium, 6.4 at the 95th percentile on a busy machine.
const AT_ONCE: usize = 3;
/// How long nothing has to be typed before the address follows, the rest of the list, and what is read aloud,
/// which so is never more than one text in that time.
const PAUSE: Duration = Duration::from_millis(500);

/// What is searched.
struct Searched {
    atlas: Arc<Atlas>,
    index: Index,
    base: Base,
}

thread_local! {
    /// Made once, whenever the page is come to.
    static SEARCHED: RefCell<Option<Arc<Searched>>> = const { RefCell::new(None) };
}

/// What the visitor has typed, and how far the list goes.
#[derive(Clone, Copy)]
struct Page {
    typed: RwSignal<String>,
    /// The same, once nobody has typed for a while: what the tab is called after, and what is read aloud.
    settled: RwSignal<String>,
    listed: RwSignal<usize>,
    /// The address will follow; none if it has.
    waiting: StoredValue<Option<TimeoutHandle>>,
}

impl Page {
    fn new(typed: String, listed: usize) -> Self {
        Self {
            settled: RwSignal::new(typed.clone()),
            typed: RwSignal::new(typed),
            listed: RwSignal::new(listed),
            waiting: StoredValue::new(None),
        }
    }

    /// Takes other words than before.
    fn search(self, typed: &str) {
        let typed = search::cut(typed);
        if *self.typed.read_untracked() != typed {
            self.listed.set(LISTED);
            self.typed.set(typed.to_owned());
        }
    }

    /// What is searched for will stay for a while.
    fn settle(self) {
        let typed = self.typed.get_untracked();
        if *self.settled.read_untracked() != typed {
            self.settled.set(typed);
        }
    }

    /// Takes what was typed so far.
    fn type_in(self, typed: &str, searched: &Arc<Searched>) {
        self.search(typed);
        self.listed.set(AT_ONCE);
        self.follow_soon(searched);
    }

    /// Lets the address follow in a while; browsers refuse to change it with every key.
    fn follow_soon(self, searched: &Arc<Searched>) {
        let searched = Arc::clone(searched);
        let timer = set_timeout_with_handle(move || self.follow_now(&searched), PAUSE).ok();
        if let Some(earlier) =
            self.waiting.try_update_value(|waiting| std::mem::replace(waiting, timer)).flatten()
        {
            earlier.clear();
        }
    }

    /// Lets the address follow what was typed, if it has not: Back will lead to this search.
    fn follow_now(self, searched: &Searched) {
        if self.stop_waiting() {
            let query = search_for(&self.typed.read_untracked());
            dom::replace_address(&searched.base.href(&Route::Search(&query)));
            if self.listed.get_untracked() < LISTED {
                self.listed.set(LISTED);
            }
            self.settle();
        }
    }

    /// The address need not follow any more. Whether it was to.
    fn stop_waiting(self) -> bool {
        let timer = self.waiting.try_update_value(Option::take).flatten();
        timer.map(|timer| timer.clear()).is_some()
    }

    /// Follows the address: Back and Forward change it, and so does a link to a search.
    fn watch(self) {
        let steps = window_event_listener(ev::popstate, move |_| self.search_asked());
        let clicks = window_event_listener(ev::click, move |event| {
            let begins_anew = left::leads_to_none(&event);
            // The router hears the click as well; by then it has changed the address.
            let look = move || {
                if begins_anew {
                    self.stop_waiting();
                    dom::focus(FIELD);
                }
                self.search_asked();
            };
            set_timeout(look, Duration::ZERO);
        });
        on_cleanup(move || {
            steps.remove();
            clicks.remove();
        });
    }

    /// Searches what the address asks for, unless that is still to follow what is typed.
    fn search_asked(self) {
        let asked = asked();
        // The address leaves out what stands around the words, which someone may be typing.
        if self.waiting.try_with_value(Option::is_none) == Some(true)
            && self.typed.read_untracked().trim() != asked
        {
            self.search(&asked);
            self.settle();
        }
    }
}

/// What the address asks for.
fn asked() -> String {
    search::cut(&searched_for(&dom::query())).trim().to_owned()
}

/// Returns the content of the page, with results for what the address asks for.
pub fn page(site: &Site) -> AnyView {
    let searched = searched(site);
    let asked = asked();
    // Who comes with a question sees what was found; who comes without one will type.
    let will_type = asked.is_empty();
    let left = left::take(&asked);
    let page = Page::new(asked, left.as_ref().map_or(LISTED, |left| left.listed));
    page.watch();
    let view = view(&searched, page);
    // By then the results stand.
    let take_focus = move || {
        if will_type {
            dom::focus_unless_elsewhere(FIELD);
        }
        if let Some(left) = left {
            dom::focus_unless_elsewhere(&left.id);
        }
    };
    set_timeout(take_focus, Duration::ZERO);
    view
}

/// What the page shows that nobody runs.
#[cfg(not(target_arch = "wasm32"))]
pub fn prerendered(site: &Site) -> AnyView {
    view! {
        <p>{words::needs_script()}</p>
        {themes(&site.atlas, &site.base)}
    }
    .into_any()
}

/// Returns the index of a site, made when the page is opened first.
fn searched(site: &Site) -> Arc<Searched> {
    if let Some(searched) = SEARCHED.with_borrow(Clone::clone) {
        return searched;
    }
    let index = Index::new(&site.atlas);
    let searched = Arc::new(Searched { atlas: Arc::clone(&site.atlas), index, base: site.base.clone() });
    SEARCHED.set(Some(Arc::clone(&searched)));
    searched
}

fn view(searched: &Arc<Searched>, page: Page) -> AnyView {
    let found = derived({
        let searched = Arc::clone(searched);
        move || searched.index.find(&searched.atlas, &page.typed.read(), page.listed.get())
    });
    let status = move || count(&page.typed.read(), &found.read());
    let spoken = RwSignal::new(Vec::new());
    follow({
        let site = searched.atlas.site().title.to_string();
        move || {
            let typed = page.settled.read();
            dom::set_title(&route::title(&tab(&typed), &site));
            let said = said(&typed, &found.read_untracked());
            // What comes into the page together with its place is not read.
            set_timeout(move || _ = spoken.try_set(said), Duration::ZERO);
        }
    });
    let type_in = {
        let searched = Arc::clone(searched);
        move |event: ev::Event| page.type_in(&event_target_value(&event), &searched)
    };
    // Enter has nothing to send: results follow the typing. It leads to the first one.
    let submit = |event: ev::SubmitEvent| {
        event.prevent_default();
        dom::focus(&results::id(0));
    };
    let leave = {
        let searched = Arc::clone(searched);
        move |event: ev::MouseEvent| {
            page.follow_now(&searched);
            left::remember(&event, &page.typed.read_untracked(), page.listed.get_untracked());
        }
    };
    let keys = {
        let searched = Arc::clone(searched);
        move |event: ev::KeyboardEvent| {
            if go(&event, page) {
                event.prevent_default();
                page.follow_soon(&searched);
            }
        }
    };
    let place = NodeRef::<html::Ol>::new();
    follow({
        let searched = Arc::clone(searched);
        let mut list = List::default();
        move || {
            if let Some(place) = place.get() {
                list.show(&place, results::entries(&searched, &found.read()));
            }
        }
    });
    let themes = {
        let searched = Arc::clone(searched);
        let is_empty = derived(move || found.read().challenges == 0);
        live(move || is_empty.get().then(|| themes(&searched.atlas, &searched.base)))
    };
    let noted = {
        let searched = Arc::clone(searched);
        live(move || notes(&searched, page, &found.read()))
    };
    view! {
        <div class="finder" on:keydown=heard(keys) on:click=heard(leave)>
            <form class="search" role="search" on:submit=heard(submit)>
                <label for=FIELD>{words::label()}</label>
                <input
                    id=FIELD
                    type="search"
                    autocomplete="off"
                    enterkeyhint="search"
                    maxlength=LONGEST_QUERY.to_string()
                    dir="auto"
                    aria-describedby="find-keys"
                    prop:value=live(move || page.typed.get())
                    on:input=heard(type_in)
                />
                <p class="search-status">{live(status)}</p>
            </form>
            <div class="sr-only" role="status">{live(move || spoken.read().iter().map(|said| paragraph(said)).each())}</div>
            <p class="hint" id="find-keys">{words::keys()}</p>
            {noted}
            <ol class="found" node_ref=place></ol>
            {live(move || more(page, &found.read()))}
            {themes}
        </div>
    }
    .into_any()
}

/// What a key does: moves through field and results, or clears the field. Whether it did anything.
fn go(event: &ev::KeyboardEvent, page: Page) -> bool {
    let (Some(id), false) = (dom::id_of_target(event), dom::is_modified(event)) else { return false };
    let result = results::position(&id);
    match (event.key().as_str(), result) {
        ("ArrowDown", None) if id == FIELD => dom::focus(&results::id(0)),
        ("ArrowDown", Some(at)) => dom::focus(&results::id(at + 1)),
        ("ArrowUp", Some(0)) | ("Escape", Some(_)) => dom::focus(FIELD),
        ("ArrowUp", Some(at)) => dom::focus(&results::id(at - 1)),
        ("Escape", None) if id == FIELD => page.search(""),
        _ => return false,
    }
    true
}

/// How much was found.
fn count(typed: &str, found: &Found) -> String {
    match found.challenges {
        0 if typed.trim().is_empty() => String::new(),
        0 => words::nothing(typed.trim()),
        _ => words::found(found.results, found.challenges),
    }
}

/// The page's name in the browser's tab.
fn tab(typed: &str) -> String {
    if typed.trim().is_empty() { frame::search() } else { words::tab(typed.trim()) }
}

/// What is read aloud of a search: how much was found, and all that is noted of it.
fn said(typed: &str, found: &Found) -> Vec<String> {
    let suggested: Vec<&str> = found.suggestions.iter().map(|other| other.word.as_str()).collect();
    let suggested =
        (!suggested.is_empty()).then(|| format!("{} {}", words::did_you_mean(), text::line(&suggested)));
    std::iter::once(count(typed, found)).chain(noted(found)).chain(suggested).collect()
}

fn paragraph(said: &str) -> AnyView {
    view! { <p dir="auto">{said.to_owned()}</p> }.into_any()
}

/// What is to be said of words that are nowhere.
fn noted(found: &Found) -> impl Iterator<Item = String> {
    let slips = found.slips.iter().map(|(typed, taken)| words::slip(typed, taken));
    slips.chain((found.challenges > 0 && !found.has_all).then(words::most_words))
}

/// The same as it is shown, and other words in place of those.
fn notes(searched: &Arc<Searched>, page: Page, found: &Found) -> Vec<AnyView> {
    let notes = noted(found).map(|note| view! { <p class="note" dir="auto">{note}</p> }.into_any());
    let suggestion = |(word, query): (String, String)| {
        let searched = Arc::clone(searched);
        let take = move |_: ev::MouseEvent| {
            page.search(&query);
            page.follow_soon(&searched);
            dom::focus(FIELD);
        };
        view! { <button type="button" class="quiet-button" dir="auto" on:click=heard(take)>{word}</button> }
    };
    let suggested = found.suggestions.iter().map(|other| (other.word.clone(), other.query.clone()));
    let suggestions = (!found.suggestions.is_empty()).then(|| {
        view! { <p class="actions">{words::did_you_mean()} {suggested.map(suggestion).each()}</p> }.into_any()
    });
    notes.chain(suggestions).collect()
}

/// The button that lists more challenges.
fn more(page: Page, found: &Found) -> Option<AnyView> {
    let listed = found.entries.len();
    let left = found.challenges - listed;
    let next = found.entries.iter().map(|entry| entry.parts.len() + 1).sum();
    let list = move |_: ev::MouseEvent| {
        page.listed.update(|listed| *listed += LISTED);
        // The button may be gone once the page shows what it brought.
        set_timeout(move || dom::focus(&results::id(next)), Duration::ZERO);
    };
    (left > 0).then(|| {
        let label = words::more(left.min(LISTED));
        view! { <p class="actions"><button type="button" class="quiet-button" on:click=heard(list)>{label}</button></p> }.into_any()
    })
}

/// All themes, for who does not know what to look for.
fn themes(atlas: &Atlas, base: &Base) -> AnyView {
    let entry = |theme| {
        let (href, name) = (base.href(&Route::theme(atlas, theme)), &atlas.theme(theme).name);
        view! { <li class="marked">{theme_mark(atlas, theme)} <a href=href lang=name.lang() dir="auto">{name.to_string()}</a></li> }
    };
    let entries =
        atlas.theme_groups().iter().flat_map(|group| group.themes.iter().copied()).map(entry).each();
    view! { <section><h2>{words::themes()}</h2><ul class="results">{entries}</ul></section> }.into_any()
}
