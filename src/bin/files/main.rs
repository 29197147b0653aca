//! The program behind the panel of what can be taken away, behind an interface for the site's program.
//!
//! A program of its own, fetched when a visitor first opens the panel: a first visit does without
//! the writers of CSV, JSON and SVG. Measured as part of the site's program they took 26 KiB of
//! brotli, the panel itself 2.

#[cfg(target_arch = "wasm32")]
use challenge_map::text::words::Section;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

/// See [`challenge_map::ui::speech::take`].
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn speak(language: &str, site: &str, own: &str) -> Result<(), String> {
    challenge_map::ui::speech::take(language, &[(Section::Site, site), (Section::Files, own)])
}

/// See [`challenge_map::ui::files::offer`].
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn offer(place: web_sys::HtmlElement, bundle: &js_sys::JsString, base: &str, query: String) {
    challenge_map::ui::dom::log_panics();
    challenge_map::ui::files::offer(place, bundle, base, query);
}

fn main() {}
