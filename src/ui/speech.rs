//! The language of the program in the browser: `public/boot.js` fetches its words, numbers are `Intl`'s.

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
    use crate::text::words::Section;
    use js_sys::{JsString, Promise};
    use wasm_bindgen::JsCast;
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen_futures::JsFuture;

    #[wasm_bindgen]
    extern "C" {
        /// The loader's: tags of what the visitor wishes to read, best first, between spaces.
        #[wasm_bindgen(js_namespace = challengeMap)]
        fn wishes() -> String;

        /// The loader's: the site's own words in a language. It tells by itself when they do not come.
        #[wasm_bindgen(js_namespace = challengeMap)]
        fn speech(language: &str) -> Promise;

        /// The loader's: says that a file is not the one that goes with the program.
        #[wasm_bindgen(js_namespace = challengeMap)]
        fn stale(details: &str);
    }

    /// Speaks what the visitor wishes, or else the language of the data. None if its words did not come.
    pub async fn speak(data: &str) -> Option<Language> {
        let wishes = wishes();
        let language = Language::choose(wishes.split(' ').chain([data]));
        let text: JsString = JsFuture::from(speech(language.tag())).await.ok()?.dyn_into().ok()?;
        let taken = take(language.tag(), &[(Section::Site, &String::from(text))]);
        taken.map_err(|details| stale(&details)).ok()?;
        Some(language)
    }
}

#[cfg(target_arch = "wasm32")]
pub use site::speak;
