//! Finding anything: what the program `search` shows on its page. What is found is decided by
//! [`crate::search`].

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
use web_sys::HtmlElement;

use crate::atlas::Atlas;
use crate::bundle;
use crate::route::{Base, Route, search_for, searched_for};
use crate::search::{Found, Index};
use crate::text::search as words;
use crate::ui::components::shape::theme_mark;
use crate::ui::dom;
use crate::ui::each::Each;
use crate::ui::live::{derived, follow, heard, live};
use crate::ui::shown;
#[cfg(not(target_arch = "wasm32"))]
use crate::ui::site::Site;
use list::List;

/// The field's id.
const FIELD: &str = "find";
/// How many challenges are listed at first, and how many more each time.
const LISTED: usize = 10;
/// How many are listed while someone types: about a screen of them, so that a key is answered at once.
/// With 2,000 challenges, search and list then take 2.1 ms a key in Chromium, 4.2 at the 95th percentile.
const AT_ONCE: usize = 3;
/// How long nothing has to be typed before the address follows, and the rest of the list.
const PAUSE: Duration = Duration::from_millis(300);

/// What is searched.
struct Searched {
    atlas: Atlas,
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
    listed: RwSignal<usize>,
    /// The address will follow; none if it has.
    waiting: StoredValue<Option<TimeoutHandle>>,
}

impl Page {
    fn new(typed: String) -> Self {
        Self { typed: RwSignal::new(typed), listed: RwSignal::new(LISTED), waiting: StoredValue::new(None) }
    }

    /// Takes other words than before.
    fn search(self, typed: String) {
        if *self.typed.read_untracked() != typed {
            self.listed.set(LISTED);
            self.typed.set(typed);
        }
    }

    /// Takes what was typed so far.
    fn type_in(self, typed: String, searched: &Arc<Searched>) {
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
        if let Some(timer) = self.waiting.try_update_value(Option::take).flatten() {
            timer.clear();
            let query = search_for(&self.typed.read_untracked());
            dom::replace_address(&searched.base.href(&Route::Search(&query)));
            if self.listed.get_untracked() < LISTED {
                self.listed.set(LISTED);
            }
        }
    }

    /// Follows the address: Back and Forward change it, and so does a link to a search.
    fn watch(self) {
        let steps = window_event_listener(ev::popstate, move |_| self.search(asked()));
        let clicks = window_event_listener(ev::click, move |_| {
            // The router hears the click as well; by then it has changed the address.
            set_timeout(move || self.search_asked(), Duration::ZERO);
        });
        on_cleanup(move || {
            steps.remove();
            clicks.remove();
        });
    }

    /// Searches what the address asks for, unless that is still to follow what is typed.
    fn search_asked(self) {
        if self.waiting.try_with_value(Option::is_none) == Some(true) {
            self.search(asked());
        }
    }
}

/// What the address asks for.
fn asked() -> String {
    searched_for(&dom::query())
}

/// Shows the search inside `place`, with what the address asks for. `bundle` is the text of the data
/// set, `base` where the site lives.
pub fn mount(place: HtmlElement, bundle: &str, base: &str) {
    let Some(searched) = searched(bundle, base) else { return };
    let asked = asked();
    // Who comes with a question sees what was found; who comes without one will type.
    let will_type = asked.is_empty();
    let page = Page::new(asked);
    shown::show(place, move || {
        page.watch();
        view(&searched, page)
    });
    if will_type {
        dom::focus_unless_elsewhere(FIELD);
    }
}

/// What the page shows that nobody runs.
#[cfg(not(target_arch = "wasm32"))]
pub fn still(site: &Site) -> AnyView {
    view! {
        <p>{words::needs_script()}</p>
        {themes(&site.atlas, &site.base)}
    }
    .into_any()
}

fn searched(bundle: &str, base: &str) -> Option<Arc<Searched>> {
    if let Some(searched) = SEARCHED.with_borrow(Clone::clone) {
        return Some(searched);
    }
    let atlas = bundle::read(bundle)?;
    let index = Index::new(&atlas);
    let searched = Arc::new(Searched { atlas, index, base: Base::of(base) });
    SEARCHED.set(Some(Arc::clone(&searched)));
    Some(searched)
}

fn view(searched: &Arc<Searched>, page: Page) -> AnyView {
    let found = derived({
        let searched = Arc::clone(searched);
        move || searched.index.find(&searched.atlas, &page.typed.read(), page.listed.get())
    });
    let status = move || {
        let (typed, found) = (page.typed.read(), found.read());
        match found.challenges {
            0 if typed.trim().is_empty() => String::new(),
            0 => words::nothing(typed.trim()),
            _ => words::found(found.results, found.challenges),
        }
    };
    let type_in = {
        let searched = Arc::clone(searched);
        move |event: ev::Event| page.type_in(event_target_value(&event), &searched)
    };
    // Enter has nothing to send: results follow the typing. It leads to the first one.
    let submit = |event: ev::SubmitEvent| {
        event.prevent_default();
        dom::focus(&results::id(0));
    };
    let leave = {
        let searched = Arc::clone(searched);
        move |_: ev::MouseEvent| page.follow_now(&searched)
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
                    dir="auto"
                    aria-describedby="find-keys"
                    prop:value=live(move || page.typed.get())
                    on:input=heard(type_in)
                />
                <p class="search-status" role="status">{live(status)}</p>
            </form>
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
        ("Escape", None) if id == FIELD => page.search(String::new()),
        _ => return false,
    }
    true
}

/// What is to be said of words that are nowhere, and others in their place.
fn notes(searched: &Arc<Searched>, page: Page, found: &Found) -> Vec<AnyView> {
    let slips = found.slips.iter().map(|(typed, taken)| words::slip(typed, taken));
    let most = (found.challenges > 0 && !found.has_all).then(words::most_words);
    let notes = slips.chain(most).map(|note| view! { <p class="note" dir="auto">{note}</p> }.into_any());
    let suggestion = |(word, query): (String, String)| {
        let searched = Arc::clone(searched);
        let take = move |_: ev::MouseEvent| {
            page.search(query.clone());
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
        let href = base.href(&Route::theme(atlas, theme));
        view! { <li class="marked">{theme_mark(atlas, theme)} <a href=href dir="auto">{atlas.theme(theme).name.clone()}</a></li> }
    };
    let entries =
        atlas.theme_groups().iter().flat_map(|group| group.themes.iter().copied()).map(entry).each();
    view! { <section><h2>{words::themes()}</h2><ul class="results">{entries}</ul></section> }.into_any()
}
