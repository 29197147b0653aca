//! Functions of the loader, `public/boot.js`, for the program.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

#[wasm_bindgen]
extern "C" {
    /// A file of the site: its address, and the sum that it must have where it was published with one.
    pub type SiteFile;

    /// The absolute address.
    #[wasm_bindgen(method, getter)]
    pub fn address(this: &SiteFile) -> String;

    /// The sum, as in the attribute `integrity`.
    #[wasm_bindgen(method, getter)]
    pub fn integrity(this: &SiteFile) -> Option<String>;

    /// Returns a file that lies beside the loader, by its name before the site was published.
    #[wasm_bindgen(js_namespace = challengeMap, js_name = besideLoader)]
    pub fn beside_loader(name: &str) -> SiteFile;

    /// Returns the file with a section of messages in the language spoken.
    #[wasm_bindgen(js_namespace = challengeMap, js_name = messagesFile)]
    pub fn messages_file(section: &str) -> SiteFile;

    /// Returns the tags of what the visitor wishes to read, best first, between spaces.
    #[wasm_bindgen(js_namespace = challengeMap)]
    pub fn wishes() -> String;

    /// Sets the language of the loader's own sentences, and of messages that come later.
    #[wasm_bindgen(js_namespace = challengeMap, js_name = setLocale)]
    pub fn set_locale(language: &str);

    /// Finds out why a file of the site did not come, and says so.
    #[wasm_bindgen(js_namespace = challengeMap)]
    pub fn explain(file: &SiteFile, details: &str);

    /// Says that a file is not the one that goes with the program.
    #[wasm_bindgen(js_namespace = challengeMap)]
    pub fn stale(details: &str);

    /// Says over a published page, which stays, why it is no more than that.
    #[wasm_bindgen(js_namespace = challengeMap)]
    pub fn fail(text: &str);

    /// Empties a published page, and gives the one that is put in its place before the next frame what the visitor did:
    /// `src/publish/takeover.js`, an error where that did not come.
    #[wasm_bindgen(js_namespace = challengeMap, catch)]
    pub fn replace(app: &HtmlElement) -> Result<(), JsValue>;
}
