//! Programs that a first visit does without: `boot.js` fetches each when it is first asked for.

use js_sys::{JsString, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// The program that makes files, once it is ready.
    #[wasm_bindgen(js_namespace = challengeMap, js_name = files, catch)]
    fn fetch_files() -> Result<Promise, JsValue>;

    type Files;

    #[wasm_bindgen(method, catch)]
    fn save(
        this: &Files,
        extension: &str,
        bundle: &JsString,
        query: &str,
        address: &str,
    ) -> Result<Option<String>, JsValue>;
}

/// Begins to fetch the program that makes files, for one is likely to be asked for soon.
pub fn expect_files() {
    wasm_bindgen_futures::spawn_local(async {
        // A failure is told when a file is asked for.
        files().await;
    });
}

async fn files() -> Option<Files> {
    Some(JsFuture::from(fetch_files().ok()?).await.ok()?.unchecked_into())
}

/// Makes a file and gives its name; see [`super::files::save`]. None if the program could not be
/// fetched, or made nothing.
pub async fn save(extension: &str, bundle: Option<&JsString>, query: &str, address: &str) -> Option<String> {
    files().await?.save(extension, bundle?, query, address).ok()?
}
