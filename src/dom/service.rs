//! Services of the browser: clipboard, printing, forms, randomness.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// Writes a text to the clipboard, and calls `done` with whether that worked.
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    // Without a secure context there is no clipboard, although the types promise one.
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into());
    let clipboard = clipboard.ok().filter(|found| !found.is_undefined());
    let Some(clipboard) = clipboard.map(|found| found.unchecked_into::<web_sys::Clipboard>()) else {
        return done(false);
    };
    let writing = clipboard.write_text(text);
    wasm_bindgen_futures::spawn_local(async move {
        done(JsFuture::from(writing).await.is_ok());
    });
}

/// Opens the browser's print dialog.
pub fn print() {
    window().print().ok();
}

/// Submits a form by the browser itself; the answer opens in a new tab. Returns none if the browser refuses.
pub fn open_form(address: &str, media_type: &str, pairs: &[(String, String)]) -> Option<()> {
    let form = document().create_element("form").ok()?.dyn_into::<web_sys::HtmlFormElement>().ok()?;
    form.set_method("post");
    form.set_action(address);
    form.set_enctype(media_type);
    form.set_target("_blank");
    form.set_attribute("rel", "noopener noreferrer").ok()?;
    form.set_hidden(true);
    for (name, value) in pairs {
        let input = document().create_element("input").ok()?.dyn_into::<web_sys::HtmlInputElement>().ok()?;
        input.set_type("hidden");
        input.set_name(name);
        input.set_value(value);
        form.append_child(&input).ok()?;
    }
    // Browsers do not submit a form that is not in the document.
    document().body()?.append_child(&form).ok()?;
    // Not `submit`: a field of that name would shadow the method.
    let sent = form.request_submit();
    form.remove();
    sent.ok()
}

/// Returns whether the browser believes that it has a network.
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Returns sixteen random bytes; none in a browser without a random source.
pub fn random_bytes() -> Option<[u8; 16]> {
    let mut bytes = [0; 16];
    window().crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}
