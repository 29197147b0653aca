//! The locale in the browser: messages are fetched, number formats are those of `Intl`.

use messages::language::{Language, NumberStyle};

/// Returns the browser's number format of a language.
pub fn numbers(language: Language) -> NumberStyle {
    let write =
        |number: u32| String::from(js_sys::Number::from(number).to_locale_string(language.number_tag()));
    NumberStyle::read(&write(12_345), &write(1_234)).unwrap_or_else(|| language.numbers())
}

/// Messages, fetched one domain at a time.
#[cfg(target_arch = "wasm32")]
mod fetched {
    use super::numbers;
    use crate::dom;
    use crate::failure::LoadError;
    use crate::http;
    use crate::http::TextFile;
    use crate::lazy::{NotLoaded, lazy};
    use crate::loader;
    use crate::messages::catalog;
    use messages::domain::Domain;
    use messages::language::Language;
    use messages::locale::{Locale, add_messages, current_locale, set_locale};
    use std::pin::Pin;
    use wasm_bindgen::JsValue;
    use wasm_bindgen_futures::spawn_local;

    /// Name under which the browser keeps the language that a visitor chose; `public/boot.js` reads it.
    const CHOSEN: &str = "challenge-map.language";

    /// Limit of a message file in bytes; the longest has 20 KB.
    const MAX_BYTES: usize = 256 << 10;

    /// Sets the locale to the language that the visitor prefers, or else to `data_language` (a BCP 47 tag), loads
    /// its messages, and returns it. None if the messages could not be loaded: the loader has reported that, since
    /// without messages there is no text for it here.
    pub async fn load_language(data_language: &str) -> Option<Language> {
        let preferred = loader::preferred_languages();
        let language = Language::choose(preferred.split(' ').chain([data_language]));
        loader::set_locale(language.tag());
        set_locale(Locale::new(language, numbers(language)));
        let text = messages(Domain::Site, language).await;
        let text = text.map_err(|(file, error)| loader::explain(&file, &format!("{error:?}"))).ok()?;
        add_messages(Domain::Site, &text, &catalog::COUNTS)
            .map_err(|error| loader::stale(&error.to_string()))
            .ok()?;
        Some(language)
    }

    /// Loads the messages of a domain in the current language, unless they are there.
    ///
    /// # Errors
    /// A text for the console.
    pub async fn load(domain: Domain) -> Result<(), String> {
        if current_locale().has(domain) {
            return Ok(());
        }
        let text =
            messages(domain, current_locale().language).await.map_err(|(_, error)| error.to_string())?;
        add_messages(domain, &text, &catalog::COUNTS).map_err(|error| error.to_string())
    }

    lazy! {
        in pages: fn choosing(language: Language) -> Choosing { Box::pin(reload_once_loaded(language)) }
    }

    /// A choice of a language; true once the page is being loaded in it.
    type Choosing = Pin<Box<dyn Future<Output = bool>>>;

    /// Shows the page in a language: loads it anew, once the words are there. Without them it calls `on_missing`, since
    /// the new page would have no text.
    pub fn choose(language: Language, on_missing: impl Fn() + 'static) {
        spawn_local(async move {
            let is_loaded = match choosing(language).await {
                Ok(choosing) => choosing.await,
                Err(NotLoaded) => false,
            };
            if !is_loaded {
                on_missing();
            }
        });
    }

    /// Reloads the page in a language if its words are there.
    async fn reload_once_loaded(language: Language) -> bool {
        match messages(Domain::Site, language).await {
            Ok(_) => reload_in(language).is_ok(),
            Err((_, error)) => {
                dom::log_details(&error.to_string());
                false
            }
        }
    }

    /// Keeps the choice of a language, in the address if the visitor lets nothing be kept, and reloads the page.
    fn reload_in(language: Language) -> Result<(), JsValue> {
        let window = leptos::prelude::window();
        let location = window.location();
        let next = web_sys::Url::new(&location.href()?)?;
        next.search_params().delete("lang");
        let keep = || {
            window.session_storage()?.ok_or(JsValue::NULL)?.remove_item(CHOSEN)?;
            window.local_storage()?.ok_or(JsValue::NULL)?.set_item(CHOSEN, language.tag())
        };
        if keep().is_err() {
            next.search_params().set("lang", language.tag());
        }
        window.history()?.replace_state_with_url(&JsValue::NULL, "", Some(&next.href()))?;
        location.reload()
    }

    /// Fetches the text of a domain's message file.
    ///
    /// # Errors
    /// The file that could not be loaded, and why.
    async fn messages(domain: Domain, language: Language) -> Result<String, (loader::SiteFile, LoadError)> {
        let file = loader::messages_file(domain.name(), language.tag());
        let name = catalog::file_name(language, domain);
        let (address, integrity) = (file.address(), file.integrity().unwrap_or_default());
        let request =
            TextFile { address: &address, integrity: &integrity, name: &name, max_bytes: MAX_BYTES };
        http::text(request).await.map_err(|error| (file, error))
    }
}

#[cfg(target_arch = "wasm32")]
pub use fetched::{choose, load, load_language};

/// Does nothing: native rendering has one language.
#[cfg(not(target_arch = "wasm32"))]
pub fn choose(_: Language, _: impl Fn() + 'static) {}
