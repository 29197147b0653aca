//! The language of the program in the browser: its words are fetched, numbers are `Intl`'s.

use crate::language::{Language, NumberStyle};
use crate::text::words::{self, Section, Speech};

/// Speaks a language by its tag from now on, with the words of these sections.
pub fn take(language: &str, sections: &[(Section, &str)]) -> Result<(), String> {
    let language = Language::choose([language]);
    let mut speech = Speech::new(language, numbers(language));
    for (section, text) in sections {
        speech.read(*section, text).map_err(|error| error.to_string())?;
    }
    words::speak(speech);
    Ok(())
}

/// How the browser writes numbers in a language.
pub fn numbers(language: Language) -> NumberStyle {
    let write =
        |number: u32| String::from(js_sys::Number::from(number).to_locale_string(language.number_tag()));
    NumberStyle::read(&write(12_345), &write(1_234)).unwrap_or_else(|| language.numbers())
}

#[cfg(target_arch = "wasm32")]
mod site {
    use super::take;
    use crate::language::Language;
    use crate::route::Base;
    use crate::text::catalog;
    use crate::text::words::Section;
    use crate::ui::http::{self, TextFile};
    use wasm_bindgen::prelude::wasm_bindgen;

    /// The most bytes of a file of words; the longest has 20 KB.
    const MAX_BYTES: usize = 256 << 10;

    #[wasm_bindgen]
    extern "C" {
        /// A file of the site: its address, and the sum that it must have where it was published with one.
        type SiteFile;

        #[wasm_bindgen(method, getter)]
        fn address(this: &SiteFile) -> String;

        #[wasm_bindgen(method, getter)]
        fn integrity(this: &SiteFile) -> Option<String>;

        /// The loader's: a file by the address that it had before the site was published.
        #[wasm_bindgen(js_namespace = challengeMap, js_name = fileOf)]
        fn file_of(address: &str) -> SiteFile;

        /// The loader's: tags of what the visitor wishes to read, best first, between spaces.
        #[wasm_bindgen(js_namespace = challengeMap)]
        fn wishes() -> String;

        /// The loader's: takes over the language of its own sentences, and of programs that come later.
        #[wasm_bindgen(js_namespace = challengeMap, js_name = setLocale)]
        fn set_locale(language: &str);

        /// The loader's: takes over words that have come, for programs that come later.
        #[wasm_bindgen(js_namespace = challengeMap, js_name = keepWords)]
        fn keep_words(address: &str, text: &str);

        /// The loader's: finds out why a file of the site did not come, and says so.
        #[wasm_bindgen(js_namespace = challengeMap)]
        fn explain(file: &SiteFile, details: &str);

        /// The loader's: says that a file is not the one that goes with the program.
        #[wasm_bindgen(js_namespace = challengeMap)]
        fn stale(details: &str);
    }

    /// Returns the language that is spoken from now on: what the visitor wishes, or else that of the data. None if its words did not come, which the
    /// loader has told: without them there is no sentence for it here.
    pub async fn speak(data: &str, base: &Base) -> Option<Language> {
        let wishes = wishes();
        let language = Language::choose(wishes.split(' ').chain([data]));
        set_locale(language.tag());
        let name = catalog::file_name(language, Section::Site);
        let file = file_of(&base.file(&format!("words/{name}")));
        let (address, integrity) = (file.address(), file.integrity().unwrap_or_default());
        let request =
            TextFile { address: &address, integrity: &integrity, name: &name, max_bytes: MAX_BYTES };
        let text = http::text(request).await.map_err(|error| explain(&file, &format!("{error:?}"))).ok()?;
        take(language.tag(), &[(Section::Site, &text)]).map_err(|details| stale(&details)).ok()?;
        keep_words(&address, &text);
        Some(language)
    }
}

#[cfg(target_arch = "wasm32")]
pub use site::speak;
