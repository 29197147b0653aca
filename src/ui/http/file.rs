//! Text files: fetched, or taken over from the loader, and read within limits of size and time.

use gloo_net::http::Response;
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, ReadableStreamDefaultReader, ReadableStreamReadResult, RequestInit,
};

use super::{FetchOutcome, Timeout, abort_controller, request, send};
use crate::ui::failure::LoadError;

/// The time that a file may take to begin, in milliseconds.
const START_MS: u32 = 30_000;

/// The time that a file that has begun may pause, in milliseconds. The whole may take longer: a large bundle on a slow
/// line comes as long as it comes.
const PAUSE_MS: u32 = 15_000;

/// A text file to fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextFile<'a> {
    /// Its address.
    pub address: &'a str,
    /// The sum that browsers hold it against, as in the attribute `integrity`; empty for none.
    pub integrity: &'a str,
    /// The name that the visitor is told.
    pub name: &'a str,
    /// The most bytes that are read, as they are unpacked.
    pub max_bytes: usize,
}

#[wasm_bindgen]
extern "C" {
    /// The loader's, `public/boot.js`: a response that it has asked for already, once. It is not there where the program
    /// is started otherwise.
    #[wasm_bindgen(js_namespace = challengeMap, js_name = takePrefetched, catch)]
    fn take_prefetched(address: &str, signal: &AbortSignal) -> Result<Option<Promise>, JsValue>;
}

/// Returns the text of a file, read as UTF-8.
pub async fn text(file: TextFile<'_>) -> Result<String, LoadError> {
    let unreachable = |_untold| LoadError::Unreachable { file: file.name.to_owned() };
    let abort = abort_controller().map_err(unreachable)?;
    let start = Timeout::new(abort.clone(), START_MS);
    let response = response(file, &abort, &start).await.map_err(unreachable)?;
    drop(start);
    // A host's start page, sent with an error status, would fail as baffling JSON.
    if !response.ok() {
        return Err(LoadError::Status { file: file.name.to_owned(), code: response.status() });
    }
    let read = read(file, &response, &abort).await;
    if read.is_err() {
        abort.abort(); // ends the download too, which the loader may be reading a copy of
    }
    read
}

/// Returns the prefetched response, or else that to a request of our own.
async fn response(file: TextFile<'_>, abort: &AbortController, start: &Timeout) -> FetchOutcome {
    if let Ok(Some(prefetched)) = take_prefetched(file.address, &abort.signal()) {
        let response = JsFuture::from(prefetched).await.map_err(|_untold| start.error())?;
        return Ok(response.unchecked_into::<web_sys::Response>().into());
    }
    let init = RequestInit::new();
    init.set_integrity(file.integrity);
    send(request(file.address, &init, abort)?, start).await
}

/// Returns the body as text, unless it is too long or stops coming. Its length need not be known: a `Content-Length`
/// counts packed bytes.
async fn read(file: TextFile<'_>, response: &Response, abort: &AbortController) -> Result<String, LoadError> {
    let name = || file.name.to_owned();
    let Some(body) = response.body() else { return Ok(String::new()) };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let (mut chunks, mut bytes) = (Vec::new(), 0);
    loop {
        let pause = Timeout::new(abort.clone(), PAUSE_MS);
        let read = JsFuture::from(reader.read()).await.map_err(|_untold| match pause.is_over() {
            true => LoadError::Stalled { file: name(), seconds: PAUSE_MS / 1_000 },
            false => LoadError::Unreachable { file: name() },
        })?;
        let read: ReadableStreamReadResult = read.unchecked_into();
        if read.get_done() == Some(true) {
            return Ok(decode(&chunks, bytes));
        }
        let chunk: Uint8Array = read.get_value().unchecked_into();
        bytes += chunk.length() as usize;
        if bytes > file.max_bytes {
            return Err(LoadError::TooLong { file: name(), limit: file.max_bytes });
        }
        chunks.push(chunk);
    }
}

/// Returns chunks as one text: copied into memory of the right size once, without a byte order mark.
fn decode(chunks: &[Uint8Array], bytes: usize) -> String {
    let mut text = vec![0; bytes];
    let mut rest = text.as_mut_slice();
    for chunk in chunks {
        let (place, after) = rest.split_at_mut(chunk.length() as usize);
        chunk.copy_to(place);
        rest = after;
    }
    if text.starts_with("\u{feff}".as_bytes()) {
        text.drain(..'\u{feff}'.len_utf8());
    }
    // As browsers read it: what is no UTF-8 becomes U+FFFD, and is found by the parser.
    String::from_utf8(text).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
