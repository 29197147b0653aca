//! The program behind the sign-up dialog, behind an interface for the site's program.
//!
//! A program of its own, fetched when a visitor turns to the sign-up button, or comes back with a
//! sign-up that is not sent yet: the rules of sixteen receivers took 20 KiB of brotli of every
//! first visit.

#[cfg(target_arch = "wasm32")]
use challenge_map::text::words::Section;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

/// See [`challenge_map::ui::speech::take`].
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn speak(language: &str, site: &str, own: &str) -> Result<(), String> {
    challenge_map::ui::speech::take(language, &[(Section::Site, site), (Section::SignUp, own)])
}

/// See [`challenge_map::ui::signup::mount`].
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn mount(form: web_sys::HtmlElement, notice: web_sys::HtmlElement, settings: Option<String>, base: &str) {
    challenge_map::ui::dom::log_panics();
    challenge_map::ui::signup::mount(form, notice, settings.as_deref(), base);
}

/// See [`challenge_map::ui::signup::opened`].
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn opened() {
    challenge_map::ui::signup::opened();
}

fn main() {}
