//! Fetching files and sending sign-ups. Neither cookies nor the page's address go along.
//!
//! By the browser's `fetch` itself: gloo-net around it is 2.1 KiB of brotli.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::Promise;
use leptos::prelude::{set_timeout_with_handle, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, ReferrerPolicy, RequestCredentials, RequestInit, Response};

#[cfg(target_arch = "wasm32")]
use super::failure::LoadError;
use crate::signup::Answer;

#[cfg(target_arch = "wasm32")]
/// How long a file may take, in milliseconds.
const FILE_TIMEOUT_MS: u32 = 30_000;

#[cfg(target_arch = "wasm32")]
/// The text of a file; `file` is what the visitor is told it is called.
pub async fn text(address: &str, file: &str) -> Result<String, LoadError> {
    let unreachable = || LoadError::Unreachable { file: file.to_owned() };
    let request = RequestInit::new();
    let Some(stop) = stop(&request) else { return Err(unreachable()) };
    let asked = asked_already(address, &stop).unwrap_or_else(|| ask(address, &request));
    let Sent::Response(response) = answer(asked, stop, FILE_TIMEOUT_MS).await else {
        return Err(unreachable());
    };
    // An error status is no error to `fetch`, and a host's start page would fail as baffling JSON.
    if !response.ok() {
        return Err(LoadError::Status { file: file.to_owned(), code: response.status() });
    }
    body(&response).await.map_err(|_aborted_or_cut_off| unreachable())
}

/// Sends a JSON body and tells what came back.
pub async fn post_json(address: &str, json: &str, timeout_ms: u32) -> Answer {
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(&JsValue::from_str(json));
    let Ok(headers) = Headers::new() else { return Answer::Unreachable };
    headers.set("Accept", "application/json").ok();
    headers.set("Content-Type", "application/json").ok();
    request.set_headers(&headers);
    let Some(stop) = stop(&request) else { return Answer::Unreachable };
    match answer(ask(address, &request), stop, timeout_ms).await {
        Sent::Response(response) => Answer::Status {
            code: response.status(),
            retry_after: response.headers().get("Retry-After").ok().flatten(),
            body: body(&response).await.unwrap_or_default(),
        },
        Sent::TimedOut => Answer::TimedOut,
        Sent::Failed => Answer::Unreachable,
    }
}

async fn body(response: &Response) -> Result<String, JsValue> {
    let text = JsFuture::from(response.text()?).await?;
    text.as_string().ok_or(text)
}

enum Sent {
    Response(Response),
    TimedOut,
    Failed,
}

/// What ends a request, made known to it.
fn stop(request: &RequestInit) -> Option<AbortController> {
    let stop = AbortController::new().ok()?;
    request.set_signal(Some(&stop.signal()));
    Some(stop)
}

fn ask(address: &str, request: &RequestInit) -> Promise {
    request.set_credentials(RequestCredentials::Omit);
    request.set_referrer_policy(ReferrerPolicy::NoReferrer);
    window().fetch_with_str_and_init(address, request)
}

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
extern "C" {
    /// The loader's, `public/boot.js`; it is not there where the program is started otherwise.
    #[wasm_bindgen(thread_local_v2, js_name = takeAsked)]
    static TAKE_ASKED: Option<js_sys::Function>;
}

/// What the loader asked for at this address while this program was on its way.
#[cfg(target_arch = "wasm32")]
fn asked_already(address: &str, stop: &AbortController) -> Option<Promise> {
    let take = TAKE_ASKED.with(Clone::clone)?;
    take.call2(&JsValue::NULL, &address.into(), &stop.signal()).ok()?.dyn_into().ok()
}

async fn answer(asked: Promise, stop: AbortController, timeout_ms: u32) -> Sent {
    let late = Rc::new(Cell::new(false));
    let note = late.clone();
    let end = move || {
        note.set(true);
        stop.abort();
    };
    let timer = set_timeout_with_handle(end, Duration::from_millis(u64::from(timeout_ms)));
    let sent = JsFuture::from(asked).await;
    if let Ok(timer) = timer {
        timer.clear();
    }
    match sent {
        Ok(response) => Sent::Response(response.unchecked_into()),
        Err(_) if late.get() => Sent::TimedOut,
        Err(_) => Sent::Failed,
    }
}
