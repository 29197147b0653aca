//! The start of the browser build: fetches and parses the data, then replaces the loading page by the site.

use std::pin::Pin;
use std::sync::Arc;

use data::dataset::Dataset;
use data::messages as t;
use data::{bundle, translation};
use explore::route::{Base, Route};
use leptos::mount::mount_to;
use leptos::prelude::*;
use messages::language::Language;
use signup::config;
use signup::config::Address;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlScriptElement};

use crate::app::App;
use crate::content::{ContentFile, ShownLanguage, SiteContent};
use crate::failure::{Failure, LoadError};
use crate::http::{self, TextFile};
use crate::lazy::{NotLoaded, lazy};
use crate::router::Url;
use crate::site::Site;
use crate::{dom, i18n, loader, pages};

/// Runs the site in the element `#app`.
pub fn start() {
    dom::log_panics();
    dom::keep_translated_texts();
    // Not leptos' `spawn_local`: the first mount makes its executor, and mounting comes after the fetch.
    wasm_bindgen_futures::spawn_local(async {
        let mut settings_error = None;
        let loaded = load(&mut settings_error).await;
        let root = document().document_element();
        let data_language_tag = match &loaded {
            Ok((site, _)) => Some(site.dataset.site().language.clone()),
            Err(_) => root.and_then(|root| root.get_attribute("lang")),
        };
        let fallback = data_language_tag.as_deref().unwrap_or_default();
        let Some(language) = i18n::load_language(fallback).await else { return };
        if let Some(error) = settings_error {
            dom::log_details(&error.to_string());
            log_problems(&error);
        }
        let loaded = match loaded {
            Ok((site, source)) => Ok(translated(site, source, language).await),
            Err(error) => Err(error),
        };
        let content_language = loaded
            .as_ref()
            .ok()
            .map(|site| site.dataset.site().language.as_str())
            .or(data_language_tag.as_deref());
        dom::set_language(
            language.tag_over(content_language.unwrap_or_default()),
            language.direction().name(),
        );
        mount_site(loaded).await;
    });
}

/// Mounts the site, or reports the error, in place of the loading or the published page.
async fn mount_site(loaded: Result<Site, LoadError>) {
    let Some(app) = document().get_element_by_id("app").and_then(|app| app.dyn_into::<HtmlElement>().ok())
    else {
        return dom::log_details("the page has no element with the id `app`");
    };
    let is_published = app.has_attribute("data-published");
    match loaded {
        Ok(site) => {
            pages::preload(&Url::in_window(), &site).await;
            empty(&app, is_published);
            mount_to(app, move || view! { <App site=site /> }).forget();
        }
        Err(error) if is_published => {
            log_problems(&error);
            loader::fail(&error.to_string());
        }
        Err(error) => {
            empty(&app, is_published);
            mount_to(app, move || view! { <Failure error=error /> }).forget();
        }
    }
}

/// Logs the problems of a file that can't be parsed.
fn log_problems(error: &LoadError) {
    if let LoadError::Bundle { problems, .. } = error {
        problems.iter().for_each(|problem| dom::log_details(problem));
    }
}

/// Removes the loading or published page: mounting appends to what is there. Both happen within one frame.
fn empty(app: &HtmlElement, is_published: bool) {
    if !is_published || loader::replace(app).is_err() {
        app.set_text_content(None);
    }
}

/// Fetches the site and the text of its bundle.
///
/// An error of the settings goes to `settings_error`: it is reported later, once there are messages.
async fn load(settings_error: &mut Option<LoadError>) -> Result<(Site, String), LoadError> {
    let base = base();
    let settings: Option<Arc<str>> = settings(&base, settings_error).await.map(Arc::from);
    let bundle_address = settings.as_deref().map(config::bundle_address);
    // Without text it is known why: `settings_error`.
    if let (Some(None), Some(settings), None) = (&bundle_address, &settings, &settings_error) {
        let problems = check_settings(settings.to_string()).await.unwrap_or_default();
        problems.iter().for_each(|problem| dom::log_details(problem));
    }
    let bundle = bundle_address.flatten().unwrap_or_else(Address::bundle_beside_the_site);
    let address = bundle.resolve(base.path());
    let file = address.rsplit('/').next().unwrap_or(&address).to_owned();
    let source = bundle_text(&address, &file).await?;
    let Some(dataset) = bundle::read(&source) else {
        return Err(LoadError::Bundle { file, problems: check_bundle(source).await.unwrap_or_default() });
    };
    let needs_long_texts =
        matches!(base.route(&Url::in_window().path), Some(Route::Challenge(..) | Route::Search(_)));
    if let (Some(name), true) = (&dataset.site().content, needs_long_texts) {
        loader::prefetch(&bundle::content::beside(&address, name));
    }
    Ok((Site { settings, ..Site::new(Arc::new(dataset), base, bundle) }, source))
}

/// Fetches the text of a bundle or a translation; `name` is what errors call it.
async fn bundle_text(address: &str, name: &str) -> Result<String, LoadError> {
    http::text(TextFile { address, integrity: "", name, max_bytes: bundle::MAX_BYTES }).await
}

/// Returns the site with its data in `language`, if the bundle has a translation. A notice tells of one that
/// could not be loaded. Texts that stay in the bundle's language carry its `lang`.
async fn translated(site: Site, source: String, language: Language) -> Site {
    let own = site.dataset.site().clone();
    let site = shown_in(site, source, language).await;
    let content = match &own.content {
        None => SiteContent::of(&site.dataset),
        Some(name) => {
            let shown = &site.dataset.site().language;
            SiteContent::in_file(ContentFile {
                address: bundle::content::beside(&site.bundle.resolve(site.base.path()), name),
                dataset: Arc::clone(&site.dataset),
                language: if *shown != own.language {
                    ShownLanguage::Translated(shown.clone())
                } else if language.tag_over(shown) == shown {
                    ShownLanguage::Own
                } else {
                    ShownLanguage::Foreign
                },
                title: own.title.to_string(),
                written_in: own.language,
            })
        }
    };
    Site { content, ..site }
}

/// Returns the site with the data of its bundle in `language`, as far as possible: see [`translated`].
async fn shown_in(site: Site, source: String, language: Language) -> Site {
    let data_language_tag = site.dataset.site().language.clone();
    if language.tag_over(&data_language_tag) == data_language_tag {
        return site;
    }
    match translator().await {
        Ok(translate) => translate(site, source, language).await,
        Err(NotLoaded) => {
            dom::show_notice(&t::not_used(&t::name(&data_language_tag)));
            site
        }
    }
}

/// [`in_language`], from a lazy part: a future of a site with its data translated.
type Translate = fn(Site, String, Language) -> Pin<Box<dyn Future<Output = Site>>>;

/// Returns the site with the translation of its data; without one, with each text marked with its language.
async fn in_language(site: Site, source: String, language: Language) -> Site {
    let is_language = |tag: &&String| Language::of_tag(tag) == Some(language);
    let Some(tag) = site.dataset.site().translations.iter().find(is_language).cloned() else {
        return with_lang_marked(site);
    };
    if let Some(dataset) = load_translation(&site, &source, &tag).await {
        return Site { dataset: Arc::new(dataset), ..site };
    }
    dom::show_notice(&t::not_used(&t::name(&site.dataset.site().language)));
    with_lang_marked(site)
}

/// Returns the site with each text of its bundle marked with the bundle's language, which is not the page's.
fn with_lang_marked(mut site: Site) -> Site {
    let tag = site.dataset.site().language.clone();
    if let Some(dataset) = Arc::get_mut(&mut site.dataset) {
        dataset.mark_language(&tag, &|_| true);
    }
    site
}

/// Returns the bundle translated into the language of a tag; none if the translation is missing or wrong.
async fn load_translation(site: &Site, source: &str, tag: &str) -> Option<Dataset> {
    let address = translation::file_name(&site.bundle.resolve(site.base.path()), tag);
    let translation = bundle_text(&address, &address).await.ok()?;
    let translated = translation::dataset(source, &translation, tag);
    translated
        .map_err(|problems| problems.iter().for_each(|problem| dom::log_details(&problem.to_string())))
        .ok()
}

/// Fetches the text of the settings; none if the site has none. The sign-up form reports errors of its own part.
async fn settings(base: &Base, settings_error: &mut Option<LoadError>) -> Option<String> {
    let name = "config.json";
    let address = &base.file(name);
    match http::text(TextFile { address, integrity: "", name, max_bytes: config::MAX_BYTES }).await {
        // A site without settings takes no sign-ups.
        Err(LoadError::Status { code: 404, .. }) => None,
        Err(error) => {
            *settings_error = Some(error);
            Some(String::new())
        }
        Ok(text) => Some(text),
    }
}

/// Returns the base path: the folder of the loader, `boot.js`, so that one build works under any path.
fn base() -> Base {
    let loader = document().query_selector("script[data-wasm]").ok().flatten();
    let loader = loader.and_then(|script| script.dyn_into::<HtmlScriptElement>().ok());
    loader.map_or_else(Base::default, |script| Base::of(&script.src()))
}

lazy! {
    in translate: fn translator() -> Translate {
        let translate: Translate = |site, source, language| Box::pin(in_language(site, source, language));
        translate
    }

    in check: fn check_bundle(text: String) -> Vec<String> {
        let problems = bundle::parse(&text).err().unwrap_or_default();
        problems.iter().map(ToString::to_string).collect()
    }

    in check: fn check_settings(text: String) -> Vec<String> {
        let error = config::parse(&text).err();
        error.iter().flat_map(|error| error.problems()).map(|problem| format!("config.json: {problem}")).collect()
    }
}
