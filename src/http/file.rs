//! Text files, fetched or prefetched by the loader, with limits of size and time.

use data::bundle::{self, NotUtf8};
use gloo_net::http::Response;
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, ReadableStreamDefaultReader, ReadableStreamReadResult, RequestInit,
};

use super::{FetchOutcome, Timeout, abort_controller, request, send};
use crate::failure::LoadError;

/// Time-out for the start of a file, in milliseconds.
const START_MS: u32 = 30_000;

/// Time-out for each part of a file, in milliseconds. The whole file may take longer: a large bundle on a slow
/// connection does.
const PAUSE_MS: u32 = 15_000;

/// Text file to fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextFile<'a> {
    /// Address.
    pub address: &'a str,
    /// Hash that browsers check, as in the attribute `integrity`; empty for none.
    pub integrity: &'a str,
    /// Name for error messages.
    pub name: &'a str,
    /// Size limit in bytes, after decompression.
    pub max_bytes: usize,
}

#[wasm_bindgen]
extern "C" {
    /// Returns the response that the loader, `public/boot.js`, has prefetched; each only once. Throws an error if the
    /// program was started without the loader.
    #[wasm_bindgen(js_namespace = challengeMap, js_name = takePrefetched, catch)]
    fn take_prefetched(address: &str, signal: &AbortSignal) -> Result<Option<Promise>, JsValue>;
}

/// Returns the text of a file, decoded as UTF-8.
///
/// # Errors
///
/// Returns an error if the file can't be reached, has an error status, stalls, is too long or is no UTF-8.
pub async fn text(file: TextFile<'_>) -> Result<String, LoadError> {
    let unreachable = |_untold| LoadError::Unreachable { file: file.name.to_owned() };
    let abort = abort_controller().map_err(unreachable)?;
    let start = Timeout::new(abort.clone(), START_MS);
    let response = response(file, &abort, &start).await.map_err(unreachable)?;
    drop(start);
    // The start page of a host, sent with an error status, would be reported as invalid JSON.
    if !response.ok() {
        return Err(LoadError::Status { file: file.name.to_owned(), code: response.status() });
    }
    let read = read(file, &response, &abort).await;
    if read.is_err() {
        abort.abort(); // ends the download, of which the loader may read a copy
    }
    read
}

/// Returns the prefetched response, or else sends a request.
async fn response(file: TextFile<'_>, abort: &AbortController, start: &Timeout) -> FetchOutcome {
    if let Ok(Some(prefetched)) = take_prefetched(file.address, &abort.signal()) {
        let response = JsFuture::from(prefetched).await.map_err(|_untold| start.error())?;
        return Ok(response.unchecked_into::<web_sys::Response>().into());
    }
    let init = RequestInit::new();
    init.set_integrity(file.integrity);
    send(request(file.address, &init, abort)?, start).await
}

/// Returns the body as text, unless it is too long or stalls. A `Content-Length` does not help: it counts compressed
/// bytes.
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
            return decode(&chunks, bytes)
                .map_err(|problem| LoadError::Bundle { file: name(), problems: vec![problem.to_string()] });
        }
        let chunk: Uint8Array = read.get_value().unchecked_into();
        bytes += chunk.length() as usize;
        if bytes > file.max_bytes {
            return Err(LoadError::TooLong { file: name(), limit: file.max_bytes });
        }
        chunks.push(chunk);
    }
}

/// Returns chunks as one text, without a byte order mark. They are copied once, into memory of the right size.
fn decode(chunks: &[Uint8Array], bytes: usize) -> Result<String, NotUtf8> {
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
    bundle::text(text)
}
