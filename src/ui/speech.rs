//! The language of the program in the browser: its words are fetched, numbers are `Intl`'s.

use crate::language::{Language, NumberStyle};
/// How the browser writes numbers in a language.
pub fn numbers(language: Language) -> NumberStyle {
    let write =
        |number: u32| String::from(js_sys::Number::from(number).to_locale_string(language.number_tag()));
    NumberStyle::read(&write(12_345), &write(1_234)).unwrap_or_else(|| language.numbers())
}

/// The language's messages, fetched a section at a time.
#[cfg(target_arch = "wasm32")]
mod fetched {
    use super::numbers;
    use crate::language::Language;
    use crate::text::catalog;
    use crate::text::words::{self, Section, Speech, spoken};
    use crate::ui::failure::LoadError;
    use crate::ui::http::{self, TextFile};
    use crate::ui::loader;

    /// The most bytes of a file of messages; the longest has 20 KB.
    const MAX_BYTES: usize = 256 << 10;

    /// Returns the language that is spoken from now on: what the visitor wishes, or else that of the data. None if its
    /// messages did not come, which the loader has told: without them there is no sentence for it here.
    pub async fn speak(data: &str) -> Option<Language> {
        let wishes = loader::wishes();
        let language = Language::choose(wishes.split(' ').chain([data]));
        loader::set_locale(language.tag());
        words::speak(Speech::new(language, numbers(language)));
        let text = messages(Section::Site).await;
        let text = text.map_err(|(file, error)| loader::explain(&file, &format!("{error:?}"))).ok()?;
        words::add(Section::Site, &text).map_err(|error| loader::stale(&error.to_string())).ok()?;
        Some(language)
    }

    /// Fetches the messages of a section in the language spoken, unless they are there. An error is told as text.
    pub async fn load(section: Section) -> Result<(), String> {
        if spoken().has(section) {
            return Ok(());
        }
        let text = messages(section).await.map_err(|(_, error)| error.to_string())?;
        words::add(section, &text).map_err(|error| error.to_string())
    }

    /// Returns a section's messages, or which file did not come.
    async fn messages(section: Section) -> Result<String, (loader::SiteFile, LoadError)> {
        let file = loader::messages_file(section.name());
        let name = catalog::file_name(spoken().language, section);
        let (address, integrity) = (file.address(), file.integrity().unwrap_or_default());
        let request =
            TextFile { address: &address, integrity: &integrity, name: &name, max_bytes: MAX_BYTES };
        http::text(request).await.map_err(|error| (file, error))
    }
}

#[cfg(target_arch = "wasm32")]
pub use fetched::{load, speak};
