//! The program that makes a bundle in another language of a bundle and its translation, and marks what has none,
//! behind an interface for the site's program.
//!
//! A program of its own, fetched by those who read in a language that is not the bundle's.

#[cfg(target_arch = "wasm32")]
mod program {
    use challenge_map::translation::{self, Applied};
    use challenge_map::ui::{dom, foreign};
    use wasm_bindgen::prelude::wasm_bindgen;

    /// See [`translation::apply`]. In `notice`, the sentence about texts that are missing, `{missing}` and
    /// `{all}` become numbers. None if there is no translation, or it can't be used. What is not translated
    /// is marked on the page as what it is: in the language of the bundle.
    #[wasm_bindgen]
    pub fn apply(bundle: &str, translation: Option<String>, language: &str, notice: &str) -> Option<String> {
        dom::log_panics();
        let applied = translation.and_then(|translation| applied(bundle, &translation, language, notice));
        let (made, texts) = match applied {
            Some(applied) => (Some(applied.bundle), applied.foreign),
            None => (None, translation::untranslated(bundle)),
        };
        if foreign::mark(texts, translation::language_of(bundle)).is_err() {
            dom::log_details("texts in the language of the bundle can't be marked as such");
        }
        made
    }

    fn applied(bundle: &str, translation: &str, language: &str, notice: &str) -> Option<Applied> {
        let said = |missing: usize, all: usize, _: &str| {
            notice.replace("{missing}", &missing.to_string()).replace("{all}", &all.to_string())
        };
        let applied = translation::apply(bundle, translation, language, said);
        applied
            .map_err(|problems| problems.iter().for_each(|problem| dom::log_details(&problem.to_string())))
            .ok()
    }
}

fn main() {}
