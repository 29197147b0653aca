//! The document outside the pages: title, language, notices, style sheets.

use js_sys::{Function, Promise};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlLinkElement;

/// Sets the name of the page in the browser's tab.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Sets the language (a BCP 47 tag) and the writing direction (`ltr` or `rtl`) of the document.
pub fn set_language(language: &str, direction: &str) {
    if let Some(root) = document().document_element() {
        root.set_attribute("lang", language).ok();
        root.set_attribute("dir", direction).ok();
    }
}

/// Shows a notice above all pages.
pub fn show_notice(text: &str) {
    let notice = document().create_element("p").ok();
    if let (Some(notice), Some(body)) = (notice, document().body()) {
        notice.set_class_name("note");
        notice.set_text_content(Some(text));
        notice.set_attribute("role", "status").ok();
        body.insert_before(&notice, body.first_child().as_ref()).ok();
    }
}

/// Adds a style sheet to the page, unless it is there, and waits until it is loaded. `integrity` may be empty.
///
/// # Errors
/// A text for the console; the next call requests the file again.
pub async fn load_stylesheet(address: &str, integrity: &str) -> Result<(), String> {
    let failed = || format!("{address} could not be loaded");
    let link = stylesheet_link(address, integrity).map_err(|_untold| failed())?;
    if link.sheet().is_some() {
        return Ok(());
    }
    let mut listen = |loaded: Function, failed: Function| {
        link.add_event_listener_with_callback("load", &loaded).ok();
        link.add_event_listener_with_callback("error", &failed).ok();
    };
    let loaded = JsFuture::from(Promise::new(&mut listen)).await;
    loaded.map(drop).map_err(|_untold| {
        link.remove();
        failed()
    })
}

/// Returns the `<link>` of a style sheet: the one in the document, or a new one.
fn stylesheet_link(address: &str, integrity: &str) -> Result<HtmlLinkElement, JsValue> {
    // A published page names the file by its path.
    let path = address.strip_prefix(&window().location().origin()?).unwrap_or(address);
    if let Some(link) = document().query_selector(&format!("link[href=\"{path}\"]"))? {
        return Ok(link.unchecked_into());
    }
    let link: HtmlLinkElement = document().create_element("link")?.unchecked_into();
    link.set_rel("stylesheet");
    link.set_integrity(integrity);
    link.set_href(path);
    document().head().ok_or(JsValue::NULL)?.append_child(&link)?;
    Ok(link)
}
