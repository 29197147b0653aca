//! The content file, fetched in the browser.

use std::sync::Arc;

use data::bundle::content;
use data::bundle::content::Unusable;
use data::dataset::{Content, Dataset};
use data::messages as t;
use data::translation::Original;
use data::{bundle, translation};
use leptos::prelude::*;

use super::{ContentState, SiteContent};
use crate::failure::LoadError;
use crate::http::{self, TextFile};
use crate::lazy::{NotLoaded, lazy};
use crate::router::scroll_if_at_top;
use crate::{dom, loader};

/// The content file of a bundle.
pub struct ContentFile {
    /// Address.
    pub address: String,
    /// Data set of the bundle.
    pub dataset: Arc<Dataset>,
    /// Title of the bundle in its own language.
    pub title: String,
    /// Tag of the language that the bundle is written in.
    pub written_in: String,
    /// Language in which its texts are shown.
    pub language: ShownLanguage,
}

/// Language in which the texts of a bundle are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShownLanguage {
    /// The bundle's, which is the page's.
    Own,
    /// The bundle's, which is not the page's.
    Foreign,
    /// That of a translation, by its tag.
    Translated(String),
}

impl SiteContent {
    /// Returns the long texts of a content file, which is not fetched yet.
    pub fn in_file(file: ContentFile) -> Self {
        Self {
            state: ArcRwSignal::new(ContentState::NotLoaded),
            in_bundle: Arc::clone(file.dataset.content()),
            file: Some(Arc::new(file)),
        }
    }

    /// Starts to load the long texts, unless they are there or on their way. After a failure it is another attempt.
    pub fn start_loading(&self) {
        let content = self.clone();
        leptos::task::spawn_local(async move { content.load().await });
    }

    /// Loads the long texts, unless they are there or on their way.
    pub async fn load(&self) {
        let Some(file) = &self.file else { return };
        let is_retry = match self.state.get_untracked() {
            ContentState::NotLoaded => false,
            ContentState::Failed(_) => true,
            ContentState::Loading | ContentState::Retrying | ContentState::Loaded(_) => return,
        };
        self.state.set(if is_retry { ContentState::Retrying } else { ContentState::Loading });
        let fetched = file.fetch().await;
        let section = if is_retry && fetched.is_ok() { dom::parent_of_focused(".fetching") } else { None };
        self.state.set(match fetched {
            Ok(content) => ContentState::Loaded(Arc::new(content)),
            Err(error) => ContentState::Failed(error),
        });
        request_animation_frame(move || {
            // The address may name a text that was not there when the page was opened.
            scroll_if_at_top();
            // The retry button, which had the focus, is gone.
            section.inspect(dom::focus_first_in);
        });
    }
}

impl ContentFile {
    /// Starts the download, for a page that will need the file.
    pub fn prefetch(&self) {
        loader::prefetch(&self.address);
        if let ShownLanguage::Translated(tag) = &self.language {
            loader::prefetch(&translation::file_name(&self.address, tag));
        }
    }

    /// Returns the long texts in the language in which they are shown. A notice tells of a translation that could not
    /// be loaded.
    ///
    /// # Errors
    ///
    /// Returns an error if the file can't be fetched or read, or if it belongs to another bundle.
    async fn fetch(&self) -> Result<Content, LoadError> {
        self.prefetch();
        let source =
            text(&self.address).await.inspect_err(|error| dom::log_unless_left(error.to_string()))?;
        if let ShownLanguage::Translated(tag) = &self.language {
            if let Some(translated) = self.translated(&source, tag).await {
                return Ok(translated);
            }
            dom::show_notice(&t::not_used(&t::name(&self.written_in)));
        }
        let mut content = match content::read(&source, &self.dataset) {
            Ok(content) => content,
            Err(unusable) => return Err(self.explained(source, unusable).await),
        };
        if self.language != ShownLanguage::Own {
            content.mark_language(&self.written_in, &|_| true);
        }
        Ok(content)
    }

    /// Returns the translated content; none if a file is missing or wrong.
    async fn translated(&self, source: &str, tag: &str) -> Option<Content> {
        let translation = text(&translation::file_name(&self.address, tag)).await.ok()?;
        let languages = [tag.to_owned(), self.written_in.clone()];
        let texts = [source.to_owned(), self.title.clone(), translation];
        translate_content(texts, Arc::clone(&self.dataset), languages).await.ok()?
    }

    /// Returns the error of a file that can't be used. The problems are also named in the console.
    async fn explained(&self, source: String, unusable: Unusable) -> LoadError {
        let file = name(&self.address);
        let problems = check_content(source, Arc::clone(&self.dataset)).await.unwrap_or_default();
        problems.iter().for_each(|problem| dom::log_details(&format!("{file}: {problem}")));
        match unusable {
            Unusable::OtherBundle => LoadError::OtherBundle { file },
            Unusable::Invalid => LoadError::Bundle { file, problems },
        }
    }
}

/// Fetches the text of a file.
async fn text(address: &str) -> Result<String, LoadError> {
    http::text(TextFile { address, integrity: "", name: &name(address), max_bytes: bundle::MAX_BYTES }).await
}

/// Returns the name of a file.
fn name(address: &str) -> String {
    address.rsplit('/').next().unwrap_or(address).to_owned()
}

lazy! {
    in translate: fn translate_content(texts: [String; 3], dataset: Arc<Dataset>, languages: [String; 2]) -> Option<Content> {
        let [source, title, translation] = &texts;
        let [language, written_in] = &languages;
        let original = Original::content(source, title.as_str());
        let translated = translation::content(&original, &dataset, translation, [language, written_in]);
        translated
            .map_err(|problems| problems.iter().for_each(|problem| dom::log_details(&problem.to_string())))
            .ok()
    }

    in check: fn check_content(source: String, dataset: Arc<Dataset>) -> Vec<String> {
        let problems = content::parse(&source, &dataset).err().unwrap_or_default();
        problems.iter().map(ToString::to_string).collect()
    }
}
