//! The site being shown: its data, base path and settings.

use std::sync::Arc;

use data::dataset::Dataset;
use explore::route::{Base, Route};
use leptos::prelude::*;
use signup::config::Address;

use crate::content::SiteContent;

/// Data that every page needs, provided by context.
#[derive(Clone)]
pub struct Site {
    /// Data set.
    pub dataset: Arc<Dataset>,
    /// Long texts of the data set, which may come later.
    pub content: SiteContent,
    /// Base path of the site.
    pub base: Base,
    /// Address of the bundle: the one beside the site if the settings can't be read.
    pub bundle: Address,
    /// Text of the settings: empty if they could not be read, none if there are none.
    pub settings: Option<Arc<str>>,
}

impl Site {
    /// Returns a site of a data set that has all its long texts, without settings.
    pub fn new(dataset: Arc<Dataset>, base: Base, bundle: Address) -> Self {
        Self { content: SiteContent::of(&dataset), dataset, base, bundle, settings: None }
    }

    /// Returns the site of the current component.
    ///
    /// # Panics
    /// Outside of `App`, which provides it.
    pub fn current() -> Self {
        expect_context()
    }

    /// Returns the address of a page.
    pub fn href(&self, route: &Route<'_>) -> String {
        self.base.href(route)
    }
}
