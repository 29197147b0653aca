//! Fetching files and sending sign-ups. Neither cookies nor the page's address go along.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use gloo_net::http::{Request, RequestBuilder, Response};
use leptos::prelude::set_timeout_with_handle;
use web_sys::{AbortController, ReferrerPolicy, RequestCredentials};

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
    let ready = |request: RequestBuilder| request.build().ok();
    let Sent::Response(response) = send(Request::get(address), FILE_TIMEOUT_MS, ready).await else {
        return Err(unreachable());
    };
    // An error status is no error to `fetch`, and a host's start page would fail as baffling JSON.
    if !response.ok() {
        return Err(LoadError::Status { file: file.to_owned(), code: response.status() });
    }
    response.text().await.map_err(|_aborted_or_cut_off| unreachable())
}

/// Sends a JSON body and tells what came back.
pub async fn post_json(address: &str, body: String, timeout_ms: u32) -> Answer {
    let request = Request::post(address)
        .header("Accept", "application/json")
        .header("Content-Type", "application/json");
    match send(request, timeout_ms, |request| request.body(body).ok()).await {
        Sent::Response(response) => Answer::Status {
            code: response.status(),
            retry_after: response.headers().get("Retry-After"),
            body: response.text().await.unwrap_or_default(),
        },
        Sent::TimedOut => Answer::TimedOut,
        Sent::Failed => Answer::Unreachable,
    }
}

enum Sent {
    Response(Response),
    TimedOut,
    Failed,
}

async fn send(
    request: RequestBuilder,
    timeout_ms: u32,
    finish: impl FnOnce(RequestBuilder) -> Option<Request>,
) -> Sent {
    let Ok(controller) = AbortController::new() else { return Sent::Failed };
    let request = request
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(&controller.signal()));
    let Some(request) = finish(request) else { return Sent::Failed };
    let late = Rc::new(Cell::new(false));
    let note = late.clone();
    let stop = move || {
        note.set(true);
        controller.abort();
    };
    let timer = set_timeout_with_handle(stop, Duration::from_millis(u64::from(timeout_ms)));
    let sent = request.send().await;
    if let Ok(timer) = timer {
        timer.clear();
    }
    match sent {
        Ok(response) => Sent::Response(response),
        Err(_) if late.get() => Sent::TimedOut,
        Err(_) => Sent::Failed,
    }
}
