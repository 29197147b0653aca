//! Files that come and go, and dates as the visitor writes them.

use leptos::ev;
use leptos::prelude::event_target;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileList, HtmlInputElement};

use crate::case::lower;
use crate::ui::files::save_text;

/// The files that were chosen in a field, which is emptied: the same one can be chosen again.
pub fn chosen(event: &ev::Event) -> Vec<File> {
    let input: HtmlInputElement = event_target(event);
    let files = all(input.files());
    input.set_value("");
    files
}

/// What was dropped.
pub enum Dropped {
    /// Files.
    Files(Vec<File>),
    /// A text, as a link is.
    Text(String),
}

/// The files that were dropped, or the text where there are none.
pub fn dropped(event: &ev::DragEvent) -> Dropped {
    let data = event.data_transfer();
    let files = all(data.as_ref().and_then(|data| data.files()));
    let text = data.and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
    if files.is_empty() { Dropped::Text(text) } else { Dropped::Files(files) }
}

fn all(files: Option<FileList>) -> Vec<File> {
    let files = files.into_iter();
    files.flat_map(|files| (0..files.length()).filter_map(|at| files.get(at)).collect::<Vec<_>>()).collect()
}

/// The text of a file; none if the browser can't read it.
pub async fn text_of(file: &File) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
}

/// Hands JSON, Markdown or CSV to the visitor, and gives the name of the file; none if the browser
/// would not take it.
pub fn save(title: &str, extension: &str, text: &str) -> Option<String> {
    let kind = match extension {
        "json" => "application/json",
        "csv" => "text/csv;charset=utf-8",
        _ => "text/markdown;charset=utf-8",
    };
    let name = format!("{}.{extension}", stem(title));
    save_text(&name, kind, text).map(|()| name)
}

/// The name of a file for a title: letters and digits of any script, hyphens between.
fn stem(title: &str) -> String {
    let words = lower(title);
    let words = words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let name: String = words.collect::<Vec<_>>().join("-").chars().take(60).collect();
    if name.is_empty() { "board".to_owned() } else { name }
}

/// A day as the visitor's browser writes it.
pub fn date_words(ms: u64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(ms as f64));
    let options = js_sys::Object::new();
    for (part, how) in [("day", "numeric"), ("month", "long"), ("year", "numeric")] {
        js_sys::Reflect::set(&options, &part.into(), &how.into()).ok();
    }
    let language = leptos::prelude::document().document_element().and_then(|root| root.get_attribute("lang"));
    let written =
        date.to_locale_date_string(&language.unwrap_or_else(|| "en".to_owned()), options.unchecked_ref());
    String::from(written)
}
