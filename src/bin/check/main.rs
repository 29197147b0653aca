//! The program that tells what is wrong with a bundle or with settings, behind an interface for the site's
//! program.
//!
//! A program of its own, fetched where something is wrong: the site's only finds that there is.

/// Every problem of a bundle that can't be shown, as `challenge-map check` tells it.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn bundle(text: &str) -> Vec<String> {
    challenge_map::ui::dom::log_panics();
    let problems = challenge_map::bundle::parse(text).err().unwrap_or_default();
    problems.iter().map(ToString::to_string).collect()
}

/// Every problem of settings, as `challenge-map check-config` tells it.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn settings(text: &str) -> Vec<String> {
    challenge_map::ui::dom::log_panics();
    let error = challenge_map::config::parse(text).err();
    error.iter().flat_map(|error| error.problems()).map(|problem| format!("config.json: {problem}")).collect()
}

fn main() {}
