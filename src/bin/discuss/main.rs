//! The program behind the page for groups, behind an interface for the site's program.
//!
//! A program of its own, fetched when its page is come to: what it plots, keeps and prints is of use on one page.

#[cfg(target_arch = "wasm32")]
use challenge_map::text::words::Section;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

/// See [`challenge_map::ui::speech::take`].
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn speak(language: &str, site: &str, own: &str) -> Result<(), String> {
    challenge_map::ui::speech::take(language, &[(Section::Site, site), (Section::Discuss, own)])
}

/// See [`challenge_map::ui::discuss::mount`].
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn mount(place: web_sys::HtmlElement, bundle: &str, base: &str) {
    challenge_map::ui::dom::log_panics();
    challenge_map::ui::discuss::mount(place, bundle, base);
}

/// See [`challenge_map::ui::shown::leave`].
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn leave() {
    challenge_map::ui::shown::leave();
}

fn main() {}
