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
    use crate::failure::LoadError;
    use crate::http;
    use crate::http::TextFile;
    use crate::loader;
    use crate::messages::catalog;
    use messages::domain::Domain;
    use messages::language::Language;
    use messages::locale::{Locale, add_messages, current_locale, set_locale};

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
        let told = |(file, error): (loader::SiteFile, LoadError)| {
            let details = format!("{error:?}");
            match error {
                // It came, and is no text.
                LoadError::Bundle { .. } => loader::stale(&details),
                _ => loader::explain(&file, &details),
            }
        };
        let text = text.map_err(told).ok()?;
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

    /// Fetches the words of the site in a language, without showing them.
    ///
    /// # Errors
    /// A text for the console.
    pub async fn fetch(language: Language) -> Result<(), String> {
        messages(Domain::Site, language).await.map(drop).map_err(|(_, error)| error.to_string())
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
pub use fetched::{fetch, load, load_language};

/// Does nothing: native rendering has all words.
#[cfg(not(target_arch = "wasm32"))]
pub async fn fetch(_: Language) -> Result<(), String> {
    Ok(())
}
