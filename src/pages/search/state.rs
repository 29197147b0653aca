//! The state of the search page: the query, the length of the list, and the address that follows them.

use std::sync::Arc;
use std::time::Duration;

use explore::route::{Route, search_for, searched_for};
use leptos::ev;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::{DEBOUNCE, LISTED_WHILE_TYPING, PAGE_SIZE, SearchContext, scroll_restore};
use crate::dom;
use crate::shortcut::SEARCH_FIELD;

/// The state of the page. Copies share it.
#[derive(Clone, Copy)]
pub struct SearchState {
    /// Query as it is typed.
    pub query: RwSignal<String>,
    /// Query after a pause of typing: for the title and the announcement.
    pub settled_query: RwSignal<String>,
    /// Most challenges to list.
    pub listed: RwSignal<usize>,
    /// Timer that updates the address; none if the address is up to date.
    update: StoredValue<Option<TimeoutHandle>>,
}

impl SearchState {
    /// Returns the state for a query and a number of challenges to list.
    pub fn new(query: String, listed: usize) -> Self {
        Self {
            settled_query: RwSignal::new(query.clone()),
            query: RwSignal::new(query),
            listed: RwSignal::new(listed),
            update: StoredValue::new(None),
        }
    }

    /// Sets the query, cut to its maximal length. A different query starts a new list.
    pub fn set_query(self, query: &str) {
        let query = search::cut(query);
        if *self.query.read_untracked() != query {
            self.listed.set(PAGE_SIZE);
            self.query.set(query.to_owned());
        }
    }

    /// Sets the query while it is being typed.
    pub fn type_query(self, query: &str, context: &Arc<SearchContext>) {
        self.set_query(query);
        self.listed.set(LISTED_WHILE_TYPING);
        self.update_address_soon(context);
    }

    /// Updates the address after a pause; browsers refuse to change it with every key.
    pub fn update_address_soon(self, context: &Arc<SearchContext>) {
        let context = Arc::clone(context);
        let timer = set_timeout_with_handle(move || self.update_address_now(&context), DEBOUNCE).ok();
        let earlier = self.update.try_update_value(|update| std::mem::replace(update, timer)).flatten();
        if let Some(earlier) = earlier {
            earlier.clear();
        }
    }

    /// Updates the address, if an update is pending, so that Back returns to this query.
    pub fn update_address_now(self, context: &SearchContext) {
        if self.cancel_update() {
            let query = search_for(&self.query.read_untracked());
            dom::replace_address(&context.base.href(&Route::Search(&query)));
            if self.listed.get_untracked() < PAGE_SIZE {
                self.listed.set(PAGE_SIZE);
            }
            self.settle();
        }
    }

    /// Cancels the update of the address. Returns whether one was pending.
    fn cancel_update(self) -> bool {
        let timer = self.update.try_update_value(Option::take).flatten();
        timer.map(|timer| timer.clear()).is_some()
    }

    /// Copies the query to the settled one.
    fn settle(self) {
        let query = self.query.get_untracked();
        if *self.settled_query.read_untracked() != query {
            self.settled_query.set(query);
        }
    }

    /// Follows the address: Back, Forward and links to a search change it.
    pub fn watch_address(self) {
        let on_history = window_event_listener(ev::popstate, move |_| self.follow_address());
        let on_clicks = window_event_listener(ev::click, move |event| {
            let is_reset = scroll_restore::is_reset(&event);
            let follow = move || {
                if is_reset {
                    self.cancel_update();
                    dom::focus(SEARCH_FIELD);
                }
                self.follow_address();
            };
            // In the next task the router, which handles the same click, has changed the address.
            set_timeout(follow, Duration::ZERO);
        });
        on_cleanup(move || {
            on_history.remove();
            on_clicks.remove();
        });
    }

    /// Sets the query to that of the address, unless the address is to be updated.
    fn follow_address(self) {
        let query = query_of_address();
        // The address has no spaces around the query, which may be typed at the moment.
        if self.update.try_with_value(Option::is_none) == Some(true)
            && self.query.read_untracked().trim() != query
        {
            self.set_query(&query);
            self.settle();
        }
    }
}

/// Returns the query of the address, trimmed and cut to its maximal length.
pub fn query_of_address() -> String {
    search::cut(&searched_for(&dom::query())).trim().to_owned()
}
