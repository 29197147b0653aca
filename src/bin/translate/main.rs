//! The program that makes a bundle in another language of a bundle and its translation, behind an
//! interface for the site's program.
//!
//! A program of its own, fetched by those who read in a language that is not the bundle's.

/// See [`challenge_map::translation::apply`]. In `notice`, the sentence about texts that are missing,
/// `{missing}` and `{all}` become numbers. None if the translation can't be used.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn apply(bundle: &str, translation: &str, language: &str, notice: &str) -> Option<String> {
    challenge_map::ui::dom::log_panics();
    let said = |missing: usize, all: usize, _: &str| {
        notice.replace("{missing}", &missing.to_string()).replace("{all}", &all.to_string())
    };
    match challenge_map::translation::apply(bundle, translation, language, said) {
        Ok(applied) => Some(applied.bundle),
        Err(problems) => {
            for problem in problems {
                challenge_map::ui::dom::log_details(&problem.to_string());
            }
            None
        }
    }
}

fn main() {}
