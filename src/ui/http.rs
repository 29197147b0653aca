//! Fetching files and sending sign-ups. Neither cookies nor the page's address go along.
//!
//! By the browser's `fetch` itself: gloo-net around it is 2.1 KiB of brotli.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::{JsString, Promise};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::{set_timeout_with_handle, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, FormData, Headers, ReferrerPolicy, RequestCredentials, RequestInit, RequestMode,
    Response,
};

use super::dom;
#[cfg(target_arch = "wasm32")]
use super::failure::LoadError;
use crate::config::Transport;
use crate::signup::{Answer, Body, Request};

#[cfg(target_arch = "wasm32")]
/// How long a file may take to begin, in milliseconds.
const FILE_TIMEOUT_MS: u32 = 30_000;

#[cfg(target_arch = "wasm32")]
/// How long a file that has begun may pause, in milliseconds.
const PAUSE_MS: u32 = 15_000;

#[cfg(target_arch = "wasm32")]
/// The text of a file of at most `limit` bytes; `file` is what the visitor is told it is called.
pub async fn text(address: &str, file: &str, limit: usize) -> Result<JsString, LoadError> {
    let unreachable = || LoadError::Unreachable { file: file.to_owned() };
    let request = RequestInit::new();
    let Some(stop) = stop(&request) else { return Err(unreachable()) };
    let asked = asked_already(address, &stop).unwrap_or_else(|| ask(address, &request));
    let beginning = Limit::new(stop.clone(), FILE_TIMEOUT_MS);
    let Sent::Response(response) = answer(asked, &beginning).await else {
        return Err(unreachable());
    };
    // What has begun to come may take its time, as long as it comes: a large bundle on a slow line.
    drop(beginning);
    // An error status is no error to `fetch`, and a host's start page would fail as baffling JSON.
    if !response.ok() {
        return Err(LoadError::Status { file: file.to_owned(), code: response.status() });
    }
    let read = match text_of(&response, limit as f64, PAUSE_MS) {
        Ok(reading) => JsFuture::from(reading).await,
        Err(no_loader) => Err(no_loader),
    };
    read.and_then(JsCast::dyn_into).map_err(|error| {
        stop.abort(); // the loader may be reading a copy
        match error.as_string().as_deref() {
            Some("long") => LoadError::TooLong { file: file.to_owned(), limit },
            Some("late") => LoadError::Stalled { file: file.to_owned(), seconds: PAUSE_MS / 1_000 },
            _ => unreachable(),
        }
    })
}

/// Sends a sign-up and tells what came back.
pub async fn sign_up(address: &str, sign_up: &Request) -> Answer {
    if !dom::is_online() {
        return Answer::Offline;
    }
    if let (Transport::Navigate, Body::Pairs(pairs)) = (sign_up.transport, &sign_up.body) {
        let opened = dom::open_form(address, sign_up.encoding.media_type(), pairs);
        return if opened.is_some() { Answer::Unreadable } else { Answer::Unreachable };
    }
    let request = RequestInit::new();
    request.set_method(sign_up.method.as_str());
    let Ok(headers) = Headers::new() else { return Answer::Unreachable };
    for (name, value) in &sign_up.headers {
        headers.set(name, value).ok();
    }
    request.set_headers(&headers);
    match &sign_up.body {
        Body::Text(text) => request.set_body(&JsValue::from_str(text)),
        Body::Pairs(pairs) => {
            let Ok(form) = FormData::new() else { return Answer::Unreachable };
            for (name, value) in pairs {
                form.append_with_str(name, value).ok();
            }
            request.set_body(&form);
        }
    }
    let can_be_read = sign_up.transport == Transport::Fetch;
    if !can_be_read {
        request.set_mode(RequestMode::NoCors);
    }
    let Some(stop) = stop(&request) else { return Answer::Unreachable };
    let limit = Limit::new(stop, sign_up.timeout_ms);
    match answer(ask(address, &request), &limit).await {
        Sent::Response(_) if !can_be_read => Answer::Unreadable,
        Sent::Response(response) => match body(&response).await {
            // It began to answer, and then stalled.
            Err(_) if limit.is_over.get() => Answer::TimedOut,
            body => Answer::Status {
                code: response.status(),
                retry_after: response.headers().get("Retry-After").ok().flatten(),
                body: body.map(String::from).unwrap_or_default(),
            },
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
    #[wasm_bindgen(js_namespace = challengeMap, js_name = takeAsked, catch)]
    fn take_asked(address: &str, signal: &web_sys::AbortSignal) -> Result<JsValue, JsValue>;

    /// The loader's: reads an answer within limits.
    #[wasm_bindgen(js_namespace = challengeMap, js_name = textOf, catch)]
    fn text_of(response: &Response, most: f64, wait_ms: u32) -> Result<Promise, JsValue>;
}

/// What the loader asked for at this address while this program was on its way.
#[cfg(target_arch = "wasm32")]
fn asked_already(address: &str, stop: &AbortController) -> Option<Promise> {
    take_asked(address, &stop.signal()).ok()?.dyn_into().ok()
}

/// Ends a request after some time, unless it is dropped before.
struct Limit {
    timer: Option<TimeoutHandle>,
    is_over: Rc<Cell<bool>>,
}

impl Limit {
    fn new(stop: AbortController, ms: u32) -> Self {
        let is_over = Rc::new(Cell::new(false));
        let note = is_over.clone();
        let end = move || {
            note.set(true);
            stop.abort();
        };
        let timer = set_timeout_with_handle(end, Duration::from_millis(u64::from(ms))).ok();
        Self { timer, is_over }
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }
}

async fn answer(asked: Promise, limit: &Limit) -> Sent {
    match JsFuture::from(asked).await {
        Ok(response) => Sent::Response(response.unchecked_into()),
        Err(_) if limit.is_over.get() => Sent::TimedOut,
        Err(_) => Sent::Failed,
    }
}
