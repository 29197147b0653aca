//! The document that a translation is made from.

use super::texts::{Fields, Text, texts};
use crate::bundle::decode::Decoder;

/// The document that a translation is made from: a valid bundle, or its content file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original<'a> {
    /// JSON of the document.
    pub source: &'a str,
    /// Title of the bundle in its own language, which the translation names.
    pub title: String,
}

impl<'a> Original<'a> {
    /// Returns a bundle as the original.
    pub fn bundle(source: &'a str) -> Self {
        let root = Decoder::new(source).root().ok();
        let title = root.and_then(|root| Fields::of_site(&root)?.text("title"));
        Self { source, title: title.unwrap_or_default() }
    }

    /// Returns the content file of a bundle with this title as the original.
    pub fn content(source: &'a str, title: impl Into<String>) -> Self {
        Self { source, title: title.into() }
    }

    /// Returns the language that a bundle is written in; empty for a content file, which does not say.
    pub(super) fn language(&self) -> String {
        let root = Decoder::new(self.source).root().ok();
        root.and_then(|root| Fields::of_site(&root)?.text("language")).unwrap_or_default()
    }

    /// Returns the translatable texts.
    pub(super) fn texts(&self) -> Vec<Text> {
        Decoder::new(self.source).root().map(|root| texts(self.source, &root)).unwrap_or_default()
    }
}
