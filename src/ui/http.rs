//! Fetching files and sending sign-ups. Neither cookies nor the page's address go along.
//!
//! By the browser's `fetch` itself: gloo-net around it is 2.1 KiB of brotli.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::JsString;
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
pub async fn text(address: &str, file: &str) -> Result<JsString, LoadError> {
    let unreachable = || LoadError::Unreachable { file: file.to_owned() };
    let Sent::Response(response) = send(address, &RequestInit::new(), FILE_TIMEOUT_MS).await else {
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
    match send(address, &request, timeout_ms).await {
        Sent::Response(response) => Answer::Status {
            code: response.status(),
            retry_after: response.headers().get("Retry-After").ok().flatten(),
            body: body(&response).await.map(String::from).unwrap_or_default(),
        },
        Sent::TimedOut => Answer::TimedOut,
        Sent::Failed => Answer::Unreachable,
    }
}

async fn body(response: &Response) -> Result<JsString, JsValue> {
    JsFuture::from(response.text()?).await?.dyn_into()
}

enum Sent {
    Response(Response),
    TimedOut,
    Failed,
}

async fn send(address: &str, request: &RequestInit, timeout_ms: u32) -> Sent {
    let Ok(controller) = AbortController::new() else { return Sent::Failed };
    request.set_credentials(RequestCredentials::Omit);
    request.set_referrer_policy(ReferrerPolicy::NoReferrer);
    request.set_signal(Some(&controller.signal()));
    let late = Rc::new(Cell::new(false));
    let note = late.clone();
    let stop = move || {
        note.set(true);
        controller.abort();
    };
    let timer = set_timeout_with_handle(stop, Duration::from_millis(u64::from(timeout_ms)));
    let sent = JsFuture::from(window().fetch_with_str_and_init(address, request)).await;
    if let Ok(timer) = timer {
        timer.clear();
    }
    match sent {
        Ok(response) => Sent::Response(response.unchecked_into()),
        Err(_) if late.get() => Sent::TimedOut,
        Err(_) => Sent::Failed,
    }
}
