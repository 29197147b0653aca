//! The view of the search page: the field, messages about the search, the results.

use std::sync::Arc;
use std::time::Duration;

use data::dataset::Dataset;
use explore::messages::common;
use explore::route;
use explore::route::{Base, Route};
use leptos::prelude::*;
use leptos::{ev, html};
use search::messages as t;
use search::{MAX_QUERY_UTF16, SearchResults};

use super::list::ResultList;
use super::state::SearchState;
use super::{PAGE_SIZE, SearchContext, results, scroll_restore};
use crate::collect_any::CollectAny;
use crate::components::fingerprint;
use crate::components::long_texts::long_texts_status;
use crate::components::shape::theme_mark;
use crate::dom;
use crate::erased::{erased, erased_effect, erased_handler, erased_memo};
use crate::messages::frame;
use crate::shortcut::SEARCH_FIELD;

/// Returns the view of a state.
pub fn view(context: &Arc<SearchContext>, state: SearchState) -> AnyView {
    let found = erased_memo({
        let context = Arc::clone(context);
        move || context.index.get().find(&context.dataset, &state.query.read(), state.listed.get())
    });
    let on_click = {
        let context = Arc::clone(context);
        move |event: ev::MouseEvent| {
            state.update_address_now(&context);
            scroll_restore::save(&event, &state.query.read_untracked(), state.listed.get_untracked());
        }
    };
    let on_key = {
        let context = Arc::clone(context);
        move |event: ev::KeyboardEvent| {
            if handle_key(&event, state) {
                event.prevent_default();
                state.update_address_soon(&context);
            }
        }
    };
    let list = use_list(context, found);
    let note_views = {
        let context = Arc::clone(context);
        erased(move || notes(&context, state, &found.read()))
    };
    let is_empty = erased_memo(move || found.read().challenges == 0);
    let key = {
        let context = Arc::clone(context);
        let key =
            move || context.headline.as_ref().map(|headline| fingerprint::key(&context.dataset, headline));
        erased(move || (!is_empty.get()).then(&key))
    };
    let themes = {
        let context = Arc::clone(context);
        erased(move || is_empty.get().then(|| themes(&context.dataset, &context.base)))
    };
    view! {
        <div class="search-page" on:keydown=erased_handler(on_key) on:click=erased_handler(on_click)>
            {form(context, state, found)}
            {live_region(context, state, found)}
            // The status takes the place of the hint while texts are loading, so that nothing moves when they are there.
            <div class="below-field"><p class="hint" id="find-keys">{t::keys()}</p> {long_texts_status(&context.content)}</div>
            {note_views}
            {key}
            <ol class="search-results" node_ref=list></ol>
            {erased(move || more_button(state, &found.read()))}
            {themes}
        </div>
    }
    .into_any()
}

/// Returns the form with the field and the number of results. Results follow the typing; its button leads to the first
/// one, and on a published page, where no program runs yet, to the results.
fn form(context: &Arc<SearchContext>, state: SearchState, found: Memo<SearchResults>) -> AnyView {
    let status = move || count(&state.query.read(), &found.read());
    let on_input = {
        let context = Arc::clone(context);
        move |event: ev::Event| state.type_query(&event_target_value(&event), &context)
    };
    // Enter submits nothing, as results follow the typing: it moves the focus to the first one.
    let on_submit = |event: ev::SubmitEvent| {
        event.prevent_default();
        dom::focus(&results::id(0));
    };
    view! {
        <form class="search" role="search" action=context.base.href(&Route::Search("")) on:submit=erased_handler(on_submit)>
            <label for=SEARCH_FIELD>{t::label()}</label>
            <input
                id=SEARCH_FIELD
                name="q"
                type="search"
                autocomplete="off"
                enterkeyhint="search"
                maxlength=MAX_QUERY_UTF16.to_string()
                dir="auto"
                aria-describedby="find-keys"
                prop:value=erased(move || state.query.get())
                on:input=erased_handler(on_input)
            />
            <button class="button">{frame::search()}</button>
            <p class="search-status">{erased(status)}</p>
        </form>
    }
    .into_any()
}

/// Returns the live region, which announces the results of a settled query. Sets the title, too.
fn live_region(context: &Arc<SearchContext>, state: SearchState, found: Memo<SearchResults>) -> AnyView {
    let announced = RwSignal::new(Vec::new());
    let site_title = context.dataset.site().title.to_string();
    let index = context.index.clone();
    erased_effect(move || {
        index.track();
        let query = state.settled_query.read();
        dom::set_title(&route::title(&title(&query), &site_title));
        let texts = announcement(&query, &found.read_untracked());
        // A text that is rendered together with its live region is not announced.
        set_timeout(move || _ = announced.try_set(texts), Duration::ZERO);
    });
    let paragraph = |text: &String| view! { <p dir="auto">{text.clone()}</p> };
    let paragraphs = erased(move || announced.read().iter().map(paragraph).collect_any());
    view! { <div class="sr-only" role="status">{paragraphs}</div> }.into_any()
}

/// Renders the results into the list element, by the virtual DOM of this page. Returns the reference to the element.
fn use_list(context: &Arc<SearchContext>, found: Memo<SearchResults>) -> NodeRef<html::Ol> {
    let node = NodeRef::<html::Ol>::new();
    let context = Arc::clone(context);
    let mut list = ResultList::default();
    erased_effect(move || {
        if let Some(element) = node.get() {
            list.render(&element, results::entries(&context, &found.read()));
        }
    });
    node
}

/// Handles a key: moves the focus through field and results, or clears the field. Returns whether it did either.
fn handle_key(event: &ev::KeyboardEvent, state: SearchState) -> bool {
    let (Some(id), false) = (dom::target_id(event), dom::is_modified(event)) else { return false };
    let result = results::position(&id);
    match (event.key().as_str(), result) {
        ("ArrowDown", None) if id == SEARCH_FIELD => dom::focus(&results::id(0)),
        ("ArrowDown", Some(at)) => dom::focus(&results::id(at + 1)),
        ("ArrowUp", Some(0)) | ("Escape", Some(_)) => dom::focus(SEARCH_FIELD),
        ("ArrowUp", Some(at)) => dom::focus(&results::id(at - 1)),
        ("Escape", None) if id == SEARCH_FIELD => state.set_query(""),
        _ => return false,
    }
    true
}

/// Returns the number of results in words; empty for an empty query.
fn count(query: &str, found: &SearchResults) -> String {
    match found.challenges {
        0 if query.trim().is_empty() => String::new(),
        0 => t::nothing(query.trim()),
        challenges if found.texts == 0 => t::found(challenges),
        challenges => t::found_with_texts(challenges, found.texts),
    }
}

/// Returns the page's name in the browser's tab.
fn title(query: &str) -> String {
    if query.trim().is_empty() { frame::search() } else { t::tab(query.trim()) }
}

/// Returns the announcement of a search: the number of results, notes, suggestions.
fn announcement(query: &str, found: &SearchResults) -> Vec<String> {
    let suggested: Vec<&str> = found.suggestions.iter().map(|other| other.word.as_str()).collect();
    let suggested =
        (!suggested.is_empty()).then(|| format!("{} {}", t::did_you_mean(), common::line(&suggested)));
    std::iter::once(count(query, found)).chain(note_texts(found)).chain(suggested).collect()
}

/// Returns the notes about words of the query that were not found as typed.
fn note_texts(found: &SearchResults) -> impl Iterator<Item = String> {
    let edits = found.edits.iter().map(|(typed, taken)| t::slip(typed, taken));
    edits.chain((found.challenges > 0 && !found.has_all).then(t::most_words))
}

/// Returns the notes as paragraphs, and buttons for suggested words.
fn notes(context: &Arc<SearchContext>, state: SearchState, found: &SearchResults) -> Vec<AnyView> {
    let notes = note_texts(found).map(|note| view! { <p class="note" dir="auto">{note}</p> }.into_any());
    let suggestion = |(word, query): (String, String)| {
        let context = Arc::clone(context);
        let on_click = move |_: ev::MouseEvent| {
            state.set_query(&query);
            state.update_address_soon(&context);
            dom::focus(SEARCH_FIELD);
        };
        view! { <button type="button" class="quiet-button" dir="auto" on:click=erased_handler(on_click)>{word}</button> }
    };
    let suggested = found.suggestions.iter().map(|other| (other.word.clone(), other.query.clone()));
    let suggestions = (!found.suggestions.is_empty()).then(|| {
        view! { <p class="actions">{t::did_you_mean()} {suggested.map(suggestion).collect_any()}</p> }
            .into_any()
    });
    notes.chain(suggestions).collect()
}

/// Returns the button that lists more challenges; none if all are listed.
fn more_button(state: SearchState, found: &SearchResults) -> Option<AnyView> {
    let rest = found.challenges - found.entries.len();
    let next = found.entries.iter().map(|entry| entry.parts.len() + 1).sum();
    let on_click = move |_: ev::MouseEvent| {
        state.listed.update(|listed| *listed += PAGE_SIZE);
        // The button may be gone once the list is rendered, so the first new result takes the focus.
        set_timeout(move || dom::focus(&results::id(next)), Duration::ZERO);
    };
    (rest > 0).then(|| {
        let label = t::more(rest.min(PAGE_SIZE));
        view! { <p class="actions"><button type="button" class="quiet-button" on:click=erased_handler(on_click)>{label}</button></p> }.into_any()
    })
}

/// Returns the list of all themes, for a visitor without a query.
fn themes(dataset: &Dataset, base: &Base) -> AnyView {
    let entry = |theme| {
        let (href, name) = (base.href(&Route::theme(dataset, theme)), &dataset.theme(theme).name);
        view! { <li class="marked">{theme_mark(dataset, theme)} <a href=href lang=name.lang() dir="auto">{name.to_string()}</a></li> }
    };
    let entries =
        dataset.theme_groups().iter().flat_map(|group| group.themes.iter().copied()).map(entry).collect_any();
    view! { <section><h2>{t::themes()}</h2><ul class="results">{entries}</ul></section> }.into_any()
}
