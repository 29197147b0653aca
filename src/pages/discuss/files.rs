//! Uploaded and downloaded files, and dates in the visitor's language.

use leptos::ev;
use leptos::prelude::event_target;
use slim_std::unicode::to_lowercase;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileList, HtmlInputElement};

use crate::files::save_text;

/// Returns the files chosen in an input, and clears it, so that the same file can be chosen again.
pub fn chosen(event: &ev::Event) -> Vec<File> {
    let input: HtmlInputElement = event_target(event);
    let files = file_vec(input.files());
    input.set_value("");
    files
}

/// The content of a drop.
pub enum Dropped {
    /// Files.
    Files(Vec<File>),
    /// Text, such as a link.
    Text(String),
}

/// Returns the files of a drop, or its text if there are none.
pub fn dropped(event: &ev::DragEvent) -> Dropped {
    let data = event.data_transfer();
    let files = file_vec(data.as_ref().and_then(|data| data.files()));
    let text = data.and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
    if files.is_empty() { Dropped::Text(text) } else { Dropped::Files(files) }
}

/// Returns the files of a list.
fn file_vec(files: Option<FileList>) -> Vec<File> {
    let files = files.into_iter();
    files.flat_map(|files| (0..files.length()).filter_map(|at| files.get(at)).collect::<Vec<_>>()).collect()
}

/// Returns the text of a file; none if the browser can't read it.
pub async fn text_of(file: &File) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
}

/// Downloads a text as a file (`json`, `csv` or `md`). Returns its name; none if the browser refuses.
pub fn save(title: &str, extension: &str, text: &str) -> Option<String> {
    let media_type = match extension {
        "json" => "application/json",
        "csv" => "text/csv;charset=utf-8",
        _ => "text/markdown;charset=utf-8",
    };
    let name = format!("{}.{extension}", stem(title));
    save_text(&name, media_type, text).map(|()| name)
}

/// Returns the file name of a title, without extension: at most 60 letters and digits of any script, with hyphens.
fn stem(title: &str) -> String {
    let words = to_lowercase(title);
    let words = words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let name: String = words.collect::<Vec<_>>().join("-").chars().take(60).collect();
    if name.is_empty() { "board".to_owned() } else { name }
}

/// Returns the date of a time (ms since 1970) in the page's language.
pub fn date_words(ms: u64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(ms as f64));
    let options = js_sys::Object::new();
    for (part, style) in [("day", "numeric"), ("month", "long"), ("year", "numeric")] {
        js_sys::Reflect::set(&options, &part.into(), &style.into()).ok();
    }
    let language = leptos::prelude::document().document_element().and_then(|root| root.get_attribute("lang"));
    let text =
        date.to_locale_date_string(&language.unwrap_or_else(|| "en".to_owned()), options.unchecked_ref());
    String::from(text)
}
