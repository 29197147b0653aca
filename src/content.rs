//! The long texts of the site: in its bundle, or in its content file, which is fetched when a page first needs them.

use std::sync::Arc;

use data::dataset::{Content, Dataset};
use leptos::prelude::*;

use crate::failure::LoadError;

/// State of the long texts.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    allow(dead_code, reason = "native rendering has them from the start")
)]
pub enum ContentState {
    /// No page has needed them yet.
    NotLoaded,
    /// The content file is on its way.
    Loading,
    /// They are there.
    Loaded(Arc<Content>),
    /// The content file could not be fetched or read, or it belongs to another bundle.
    Failed(LoadError),
    /// Another attempt is on its way.
    Retrying,
}

/// The long texts of the site, as far as they are there. Copies share them.
#[derive(Clone)]
pub struct SiteContent {
    state: ArcRwSignal<ContentState>,
    /// Long texts that the bundle itself has.
    in_bundle: Arc<Content>,
    #[cfg(target_arch = "wasm32")]
    file: Option<Arc<ContentFile>>,
}

impl SiteContent {
    /// Returns the long texts of a data set that has them all.
    pub fn of(dataset: &Dataset) -> Self {
        Self {
            state: ArcRwSignal::new(ContentState::Loaded(Arc::clone(dataset.content()))),
            in_bundle: Arc::clone(dataset.content()),
            #[cfg(target_arch = "wasm32")]
            file: None,
        }
    }

    /// Returns the state, tracked.
    pub fn state(&self) -> ContentState {
        self.state.get()
    }

    /// Returns the long texts; always the same empty ones as long as they are not there. Tracked.
    pub fn get(&self) -> Arc<Content> {
        match self.state.get() {
            ContentState::Loaded(content) => content,
            _ => Arc::clone(&self.in_bundle),
        }
    }
}

#[cfg(target_arch = "wasm32")]
mod file;

#[cfg(target_arch = "wasm32")]
pub use file::{ContentFile, ShownLanguage};

#[cfg(not(target_arch = "wasm32"))]
impl SiteContent {
    /// Does nothing: native rendering has all long texts.
    pub fn start_loading(&self) {}

    /// Does nothing: native rendering has all long texts.
    #[allow(dead_code, reason = "native rendering does not start")]
    pub async fn load(&self) {}
}
