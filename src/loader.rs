//! Bindings of the loader, `public/boot.js`.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

#[wasm_bindgen]
extern "C" {
    /// A file of the site: its address and, on a published site, its checksum.
    pub type SiteFile;

    /// Returns the absolute address.
    #[wasm_bindgen(method, getter)]
    pub fn address(this: &SiteFile) -> String;

    /// Returns the checksum, as in the attribute `integrity`.
    #[wasm_bindgen(method, getter)]
    pub fn integrity(this: &SiteFile) -> Option<String>;

    /// Returns a file beside the loader, by its name before publishing (which adds a hash).
    #[wasm_bindgen(js_namespace = challengeMap, js_name = besideLoader)]
    pub fn beside_loader(name: &str) -> SiteFile;

    /// Starts the download of a file of this origin, which [`crate::http::text`] then takes over.
    #[wasm_bindgen(js_namespace = challengeMap, js_name = prefetchAddress)]
    pub fn prefetch(address: &str);

    /// Returns the file with a domain of messages in a language.
    #[wasm_bindgen(js_namespace = challengeMap, js_name = messagesFile)]
    pub fn messages_file(domain: &str, language: &str) -> SiteFile;

    /// Returns the tags of the visitor's preferred languages, best first, separated by spaces.
    #[wasm_bindgen(js_namespace = challengeMap, js_name = wishes)]
    pub fn preferred_languages() -> String;

    /// Sets the language of the loader's own sentences, and of message files fetched later.
    #[wasm_bindgen(js_namespace = challengeMap, js_name = setLocale)]
    pub fn set_locale(language: &str);

    /// Finds out why a file of the site could not be loaded, and shows it on the page.
    #[wasm_bindgen(js_namespace = challengeMap)]
    pub fn explain(file: &SiteFile, details: &str);

    /// Reports that a file does not match the version of the program.
    #[wasm_bindgen(js_namespace = challengeMap)]
    pub fn stale(details: &str);

    /// Shows above a published page, which stays, why the program did not start.
    #[wasm_bindgen(js_namespace = challengeMap)]
    pub fn fail(text: &str);

    /// Empties a published page, and carries the visitor's scroll position, focus and input over to the page that is
    /// mounted in its place before the next frame.
    ///
    /// # Errors
    /// `crates/publish/src/takeover.js`, which does this, was not loaded.
    #[wasm_bindgen(js_namespace = challengeMap, catch)]
    pub fn replace(app: &HtmlElement) -> Result<(), JsValue>;
}
