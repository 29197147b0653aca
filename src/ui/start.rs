//! Where the browser program begins: fetch, parse, then swap the loading page for the site.

use std::sync::Arc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlScriptElement};

use super::failure::{Failure, LoadError};
use super::http::{self, TextFile};
use super::router::Place;
use super::site::{Site, SiteView};
use super::{dom, lazy, loader, speech};
use crate::atlas::Atlas;
use crate::bundle;
use crate::config::{self, Address};
use crate::language::Language;
use crate::route::Base;
use crate::text::translation as words;
use crate::translation;

/// Runs the site in the element `#app`.
pub fn start() {
    dom::log_panics();
    // Not leptos' own: its executor is made by the first mount, which comes after the fetch.
    wasm_bindgen_futures::spawn_local(async {
        let mut unread = None;
        let loaded = load(&mut unread).await;
        let root = document().document_element();
        let written_in = match &loaded {
            Ok((site, _)) => Some(site.atlas.site().language.clone()),
            Err(_) => root.and_then(|root| root.get_attribute("lang")),
        };
        let data_language = written_in.as_deref().unwrap_or_default();
        let Some(language) = speech::speak(data_language).await else { return };
        if let Some(error) = unread {
            dom::log_details(&error.to_string());
        }
        let loaded = match loaded {
            Ok((site, source)) => Ok(translated(site, source, language).await),
            Err(error) => Err(error),
        };
        let shown_in =
            loaded.as_ref().ok().map(|site| site.atlas.site().language.as_str()).or(written_in.as_deref());
        dom::set_language(language.tag_over(shown_in.unwrap_or_default()), language.direction().name());
        show(loaded).await;
    });
}

/// Shows the site, or why there is none, in place of the loading page or the published one.
async fn show(loaded: Result<Site, LoadError>) {
    let Some(app) = document().get_element_by_id("app").and_then(|app| app.dyn_into::<HtmlElement>().ok())
    else {
        return dom::log_details("the page has no element with the id `app`");
    };
    let is_published = app.has_attribute("data-published");
    match loaded {
        Ok(site) => {
            lazy::preload(site.base.route(&Place::in_window().path)).await;
            empty(&app, is_published);
            mount_to(app, move || view! { <SiteView site=site /> }).forget();
        }
        Err(error) if is_published => {
            if let LoadError::Bundle { problems, .. } = &error {
                problems.iter().for_each(|problem| dom::log_details(problem));
            }
            loader::fail(&error.to_string());
        }
        Err(error) => {
            empty(&app, is_published);
            mount_to(app, move || view! { <Failure error=error /> }).forget();
        }
    }
}

/// Empties the page: mounting adds to what is there, so that goes first, in the same frame.
fn empty(app: &HtmlElement, is_published: bool) {
    if !is_published || loader::replace(app).is_err() {
        app.set_text_content(None);
    }
}

/// The site and the text of its bundle, or why there is none. Why its settings are `unread` is told when there are
/// words for it.
async fn load(unread: &mut Option<LoadError>) -> Result<(Site, String), LoadError> {
    let base = base();
    let settings: Option<Arc<str>> = settings(&base, unread).await.map(Arc::from);
    let named = settings.as_deref().map(config::bundle_address);
    if let (Some(None), Some(settings)) = (&named, &settings) {
        let problems = lazy::settings_problems(settings.to_string()).await;
        problems.iter().for_each(|problem| dom::log_details(problem));
    }
    let bundle = named.flatten().unwrap_or_else(Address::bundle_beside_the_site);
    let address = bundle.resolve(base.path());
    let file = address.rsplit('/').next().unwrap_or(&address).to_owned();
    let source = bundle_text(&address, &file).await?;
    let Some(atlas) = bundle::read(&source) else {
        return Err(LoadError::Bundle { file, problems: lazy::bundle_problems(source).await });
    };
    Ok((Site { atlas: Arc::new(atlas), base, bundle, settings }, source))
}

async fn bundle_text(address: &str, name: &str) -> Result<String, LoadError> {
    http::text(TextFile { address, integrity: "", name, max_bytes: bundle::MAX_BYTES }).await
}

/// The site in the language that is spoken, if its bundle names a translation; said so where there is
/// one and it can't be had. Texts that stay in the bundle's language are marked with it.
async fn translated(site: Site, source: String, language: Language) -> Site {
    let written_in = site.atlas.site().language.clone();
    if language.tag_over(&written_in) == written_in {
        return site;
    }
    let is_wanted = |tag: &&String| Language::of_tag(tag) == Some(language);
    let Some(tag) = site.atlas.site().translations.iter().find(is_wanted).cloned() else {
        return in_its_own_language(site);
    };
    if let Some(atlas) = in_language(&site, source, tag).await {
        return Site { atlas: Arc::new(atlas), ..site };
    }
    dom::note(&words::not_used(&words::name(&written_in)));
    in_its_own_language(site)
}

/// The site, each text of its bundle marked with the bundle's language, which is not the page's.
fn in_its_own_language(mut site: Site) -> Site {
    let tag = site.atlas.site().language.clone();
    if let Some(atlas) = Arc::get_mut(&mut site.atlas) {
        atlas.mark_language(&tag, &|_| true);
    }
    site
}

/// The bundle in a language that it has a translation into.
async fn in_language(site: &Site, source: String, tag: String) -> Option<Atlas> {
    let address = translation::file_name(&site.bundle.resolve(site.base.path()), &tag);
    let translation = bundle_text(&address, &address).await.ok()?;
    lazy::translate(source, translation, tag).await.ok()?
}

/// The text of the settings, none if there are none. What is wrong with the part about sign-ups is
/// told where it matters: in the form.
async fn settings(base: &Base, unread: &mut Option<LoadError>) -> Option<String> {
    let name = "config.json";
    let address = &base.file(name);
    match http::text(TextFile { address, integrity: "", name, max_bytes: config::MAX_BYTES }).await {
        // A site without settings is one that takes no sign-ups.
        Err(LoadError::Status { code: 404, .. }) => None,
        Err(error) => {
            *unread = Some(error);
            Some(String::new())
        }
        Ok(text) => Some(text),
    }
}

/// The site lives where its loader, `boot.js`, lives: one build works under any path.
fn base() -> Base {
    let loader = document().query_selector("script[data-wasm]").ok().flatten();
    let loader = loader.and_then(|script| script.dyn_into::<HtmlScriptElement>().ok());
    loader.map_or_else(Base::default, |script| Base::of(&script.src()))
}
