//! Where the browser program begins: fetch, parse, then swap the loading page for the site.

use std::sync::Arc;

use js_sys::JsString;
use leptos::mount::mount_to;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, HtmlScriptElement};

use super::dom;
use super::failure::{Failure, LoadError};
use super::http::{self, TextFile};
use super::later::{self, Checked};
use super::site::{Site, SiteView};
use super::speech;
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
            Ok(site) => Some(site.atlas.site().language.clone()),
            Err(_) => root.and_then(|root| root.get_attribute("lang")),
        };
        let data_language = written_in.as_deref().unwrap_or_default();
        let Some(language) = speech::speak(data_language, &base()).await else { return };
        if let Some(error) = unread {
            dom::log_details(&error.to_string());
        }
        let loaded = match loaded {
            Ok(site) => Ok(translated(site, language).await),
            error => error,
        };
        let shown_in =
            loaded.as_ref().ok().map(|site| site.atlas.site().language.as_str()).or(written_in.as_deref());
        dom::set_language(language.tag_over(shown_in.unwrap_or_default()), language.direction().name());
        let Some(app) =
            document().get_element_by_id("app").and_then(|app| app.dyn_into::<HtmlElement>().ok())
        else {
            return dom::log_details("the page has no element with the id `app`");
        };
        let is_published = app.has_attribute("data-published");
        if let (Err(error), true) = (&loaded, is_published) {
            if let LoadError::Bundle { problems, .. } = error {
                problems.iter().for_each(|problem| dom::log_details(problem));
            }
            return fail(&error.to_string());
        }
        // Mounting adds to what is there, so that goes first, in the same frame.
        if !is_published || replace(&app).is_err() {
            app.set_text_content(None);
        }
        match loaded {
            Ok(site) => mount_to(app, move || view! { <SiteView site=site /> }).forget(),
            Err(error) => mount_to(app, move || view! { <Failure error=error /> }).forget(),
        }
    });
}

#[wasm_bindgen::prelude::wasm_bindgen]
extern "C" {
    /// The loader's, `public/boot.js`: empties a published page, and gives the one that is put in
    /// its place before the next frame what the visitor did.
    #[wasm_bindgen(js_namespace = challengeMap, catch)]
    fn replace(app: &HtmlElement) -> Result<(), JsValue>;

    /// The loader's: has all texts of a bundle marked with its language, once the program for that is there.
    #[wasm_bindgen(js_namespace = challengeMap)]
    fn foreign(bundle: &JsString);

    /// The loader's: says over a published page, which stays, why it is no more than that.
    #[wasm_bindgen(js_namespace = challengeMap)]
    fn fail(text: &str);
}

/// The site, or why there is none. Why its settings are `unread` is told when there are words for it.
async fn load(unread: &mut Option<LoadError>) -> Result<Site, LoadError> {
    let base = base();
    let settings = settings(&base, unread).await;
    let named = settings.as_deref().map(config::bundle_address);
    let settings = settings.map(JsString::from);
    if let (Some(None), Some(settings)) = (&named, &settings) {
        later::problems(Checked::Settings, settings)
            .await
            .iter()
            .for_each(|problem| dom::log_details(problem));
    }
    let bundle = named.flatten().unwrap_or_else(Address::bundle_beside_the_site);
    let address = bundle.resolve(base.path());
    let file = address.rsplit('/').next().unwrap_or(&address).to_owned();
    let text = bundle_text(&address, &file).await?;
    let atlas = bundle::read(&text);
    // For the programs that come later. This one needs it no longer: 6 MB of its memory are free again.
    let source = JsString::from(text);
    let Some(atlas) = atlas else {
        return Err(LoadError::Bundle { file, problems: later::problems(Checked::Bundle, &source).await });
    };
    Ok(Site {
        atlas: Arc::new(atlas),
        source: Some(SendWrapper::new(source)),
        base,
        bundle,
        settings: settings.map(SendWrapper::new),
    })
}

async fn bundle_text(address: &str, name: &str) -> Result<String, LoadError> {
    http::text(TextFile { address, integrity: "", name, max_bytes: bundle::MAX_BYTES }).await
}

/// The site in the language that is spoken, if its bundle names a translation; said so where there is
/// one and it can't be had. Texts that stay in the bundle's language are marked with it.
async fn translated(site: Site, language: Language) -> Site {
    let written_in = &site.atlas.site().language;
    if language.tag_over(written_in) == written_in {
        return site;
    }
    let is_wanted = |tag: &&String| Language::of_tag(tag) == Some(language);
    let Some(tag) = site.atlas.site().translations.iter().find(is_wanted).cloned() else {
        if let Some(source) = &site.source {
            foreign(source);
        }
        return site;
    };
    let original = words::name(written_in);
    match in_language(&site, &tag, &original).await {
        Some((source, atlas)) => {
            Site { atlas: Arc::new(atlas), source: Some(SendWrapper::new(source)), ..site }
        }
        None => {
            dom::note(&words::not_used(&original));
            site
        }
    }
}

async fn in_language(site: &Site, tag: &str, original: &str) -> Option<(JsString, Atlas)> {
    let address = translation::file_name(&site.bundle.resolve(site.base.path()), tag);
    let translation = bundle_text(&address, &address).await.ok().map(JsString::from);
    let notice = words::not_all("{missing}", "{all}", original);
    let source = later::translated(site.source.as_ref()?, translation.as_ref(), tag, &notice).await?;
    let atlas = bundle::read(&String::from(&source))?;
    Some((source, atlas))
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
