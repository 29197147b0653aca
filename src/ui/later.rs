//! Programs that a first visit does without: `boot.js` fetches each when it is first asked for.

use js_sys::{Array, JsString, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// A program by its name, once it is ready.
    #[wasm_bindgen(js_namespace = challengeMap, catch)]
    fn program(name: &str) -> Result<Promise, JsValue>;

    type Files;

    #[wasm_bindgen(method, catch)]
    fn offer(
        this: &Files,
        place: &Element,
        bundle: &JsString,
        base: &str,
        query: &str,
    ) -> Result<(), JsValue>;

    type SignUp;

    #[wasm_bindgen(method, catch)]
    fn mount(
        this: &SignUp,
        form: &Element,
        notice: &Element,
        settings: Option<&JsString>,
        base: &str,
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn opened(this: &SignUp) -> Result<(), JsValue>;

    type Translate;

    #[wasm_bindgen(method, catch)]
    fn apply(
        this: &Translate,
        bundle: &JsString,
        translation: Option<&JsString>,
        language: &str,
        notice: &str,
    ) -> Result<Option<JsString>, JsValue>;

    type Check;

    #[wasm_bindgen(method, catch)]
    fn bundle(this: &Check, text: &JsString) -> Result<Array, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn settings(this: &Check, text: &JsString) -> Result<Array, JsValue>;

    type Page;

    #[wasm_bindgen(method, catch)]
    fn mount(this: &Page, place: &Element, bundle: &JsString, base: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn leave(this: &Page) -> Result<(), JsValue>;
}

/// A program that is a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// Finds words.
    Search,
    /// What a group plots and plans.
    Discuss,
}

impl Program {
    fn name(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Discuss => "discuss",
        }
    }
}

const FILES: &str = "files";
const SIGN_UP: &str = "signup";
#[cfg(target_arch = "wasm32")]
const TRANSLATE: &str = "translate";
#[cfg(target_arch = "wasm32")]
const CHECK: &str = "check";

async fn fetch(name: &'static str) -> Option<JsValue> {
    JsFuture::from(program(name).ok()?).await.ok()
}

/// The sign-up form is likely to be asked for soon.
pub fn expect_sign_up() {
    wasm_bindgen_futures::spawn_local(async {
        // A failure is told when the program is asked for.
        fetch(SIGN_UP).await;
    });
}

/// Offers what can be taken away of what `query` shows; see [`super::files::offer`]. None if the
/// program could not be fetched.
pub async fn offer(place: &Element, bundle: &JsString, base: &str, query: &str) -> Option<()> {
    let files: Files = fetch(FILES).await?.unchecked_into();
    files.offer(place, bundle, base, query).ok()
}

/// Puts the sign-up form where it belongs, unless it is there; see [`super::signup::mount`]. With
/// `is_open` it is told that it can be seen. None if the program could not be fetched.
pub async fn sign_up(
    form: &Element,
    notice: &Element,
    settings: Option<&JsString>,
    base: &str,
    is_open: bool,
) -> Option<()> {
    let program: SignUp = fetch(SIGN_UP).await?.unchecked_into();
    if form.child_element_count() == 0 {
        program.mount(form, notice, settings, base).ok()?;
    }
    if is_open { program.opened().ok() } else { Some(()) }
}

/// The bundle in another language; see [`crate::translation::apply`]. None if the program could not be
/// fetched, or the translation can't be used. Texts that stay as they are get marked as such.
#[cfg(target_arch = "wasm32")]
pub async fn translated(
    bundle: &JsString,
    translation: Option<&JsString>,
    language: &str,
    notice: &str,
) -> Option<JsString> {
    let program: Translate = fetch(TRANSLATE).await?.unchecked_into();
    program.apply(bundle, translation, language, notice).ok()?
}

/// What can be wrong.
#[cfg(target_arch = "wasm32")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checked {
    /// A bundle.
    Bundle,
    /// What `config.json` says.
    Settings,
}

/// What is wrong with a text that can't be used. Empty if the program that tells could not be fetched.
#[cfg(target_arch = "wasm32")]
pub async fn problems(what: Checked, text: &JsString) -> Vec<String> {
    let Some(program) = fetch(CHECK).await else { return Vec::new() };
    let program: Check = program.unchecked_into();
    let told = match what {
        Checked::Bundle => program.bundle(text),
        Checked::Settings => program.settings(text),
    };
    told.unwrap_or_default().iter().filter_map(|problem| problem.as_string()).collect()
}

/// Shows the page of a program inside `place`. None if the program could not be fetched.
pub async fn show(page: Program, place: &Element, bundle: &JsString, base: &str) -> Option<()> {
    let program: Page = fetch(page.name()).await?.unchecked_into();
    program.mount(place, bundle, base).ok()
}

/// The page of a program is left.
pub fn leave(page: Program) {
    wasm_bindgen_futures::spawn_local(async move {
        if let Some(program) = fetch(page.name()).await {
            program.unchecked_into::<Page>().leave().ok();
        }
    });
}
