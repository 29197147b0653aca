//! The search page, a lazy part. [`search`] decides what is found.

mod state;
mod view;
mod results;
mod list;
mod vdom;
mod scroll_restore;

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use crate::content::SiteContent;
use crate::dom;
use crate::erased::erased_effect;
use crate::shortcut::SEARCH_FIELD;
use crate::site::Site;
use data::dataset::Dataset;
use explore::headline::Headline;
use explore::route::Base;
use search::Index;
#[cfg(not(target_arch = "wasm32"))]
use search::messages as t;
use state::{SearchState, query_of_address};

/// Number of challenges listed at first, and added by each click on "more".
const PAGE_SIZE: usize = 10;
/// Number of challenges listed while typing: about one screen, so that each key is answered at once.
/// With 2,000 challenges, search and list then take 2.5 ms per key in Chromium, 6.4 ms at the 95th percentile on a
/// busy machine.
const LISTED_WHILE_TYPING: usize = 3;
/// Time without a key before the address, the rest of the list and the announcement follow the query.
const DEBOUNCE: Duration = Duration::from_millis(500);

/// The data that a search needs.
struct SearchContext {
    /// Data set.
    dataset: Arc<Dataset>,
    /// Long texts, which may come later.
    content: SiteContent,
    /// Search index of the data set and the long texts that are there.
    index: ArcRwSignal<Arc<Index>>,
    /// Numbers of the glyphs; none if the data set has none.
    headline: Option<Headline>,
    /// Base path of the site.
    base: Base,
}

thread_local! {
    /// Context of the site, made when the page is first opened.
    static CONTEXT: RefCell<Option<Arc<SearchContext>>> = const { RefCell::new(None) };
}

/// Returns the content of the page, with results for the query of the address.
pub fn page(site: &Site) -> AnyView {
    let context = context(site);
    let query = query_of_address();
    // A visitor who comes with a query looks at results; one who comes without will type.
    let will_type = query.is_empty();
    let saved = scroll_restore::take(&query);
    let state = SearchState::new(query, saved.as_ref().map_or(PAGE_SIZE, |saved| saved.listed));
    state.watch_address();
    watch_content(&context);
    let view = view::view(&context, state);
    let take_focus = move || {
        if will_type {
            dom::focus_unless_elsewhere(SEARCH_FIELD);
        }
        if let Some(saved) = saved {
            dom::focus_unless_elsewhere(&saved.id);
        }
    };
    // In the next task the results are rendered.
    set_timeout(take_focus, Duration::ZERO);
    view
}

/// Makes the index anew when long texts have come.
fn watch_content(context: &Arc<SearchContext>) {
    let context = Arc::clone(context);
    erased_effect(move || {
        let content = context.content.get();
        if !Arc::ptr_eq(&content, context.index.get_untracked().content()) {
            context.index.set(Arc::new(Index::new(&context.dataset, content)));
        }
    });
}

/// Returns the content of the published page: that of the running one, as it is before anything is typed.
#[cfg(not(target_arch = "wasm32"))]
pub fn prerendered(site: &Site) -> AnyView {
    view! {
        <noscript><p class="note">{t::needs_script()}</p></noscript>
        {view::view(&Arc::new(SearchContext::new(site)), SearchState::new(String::new(), PAGE_SIZE))}
    }
    .into_any()
}

/// Returns the context of a site, made at the first call.
fn context(site: &Site) -> Arc<SearchContext> {
    if let Some(context) = CONTEXT.with_borrow(Clone::clone) {
        return context;
    }
    let context = Arc::new(SearchContext::new(site));
    CONTEXT.set(Some(Arc::clone(&context)));
    context
}

impl SearchContext {
    /// Returns the context of a site, with an index of the texts that are there.
    fn new(site: &Site) -> Self {
        let index = Arc::new(Index::new(&site.dataset, untrack(|| site.content.get())));
        Self {
            dataset: Arc::clone(&site.dataset),
            content: site.content.clone(),
            index: ArcRwSignal::new(index),
            headline: Headline::opening(&site.dataset),
            base: site.base.clone(),
        }
    }
}
