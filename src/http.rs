//! Requests of the app, all through gloo-net: text files and sign-ups, without cookies and without a referrer.
//!
//! Requests are made from a [`RequestInit`], not by gloo-net's `RequestBuilder`: that of 0.6 appends a `&` to every
//! address with a query (`subscribe?u=1&id=2&`), panics when a header is not legal, and constructs each request twice.
//!
//! Files that are needed first are prefetched by `public/boot.js` while this program is on its way; their `Response` is
//! taken over here. `<link rel=preload>` was tried instead in Chromium 156 and is worse: the loader has to read
//! `config.json` to know the bundle, which uses the preload up (two downloads); aborting the request does not end the
//! preload's download (an endless bundle goes on); a program that comes more than 3 s after `load` earns a warning; and
//! it matches only requests that may carry cookies.

#[cfg(target_arch = "wasm32")]
mod file;

#[cfg(target_arch = "wasm32")]
pub use file::{TextFile, text};

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::{Request, Response};
use wasm_bindgen::JsValue;
use web_sys::{
    AbortController, FormData, Headers, ReferrerPolicy, RequestCredentials, RequestInit, RequestMode,
};

use super::dom;
use signup::config::Transport;
use signup::{Answer, Body};

/// Reason that a request has no usable response.
///
/// An error status is none of these: see [`Response::ok`].
#[derive(Clone, Debug, PartialEq, Eq)]
enum FetchError {
    /// The browser refuses to set this header, so nothing was sent.
    Header(String),
    /// No response came within the time of a [`Timeout`].
    TimedOut,
    /// No connection, a refused cross-origin request, or a broken one: browsers do not tell which.
    Failed,
}

impl From<JsValue> for FetchError {
    fn from(_untold: JsValue) -> Self {
        Self::Failed
    }
}

/// Result of a request.
type FetchOutcome = Result<Response, FetchError>;

/// Sends a sign-up and returns the receiver's answer. A header that the browser refuses is also named in the
/// console.
pub async fn sign_up(address: &str, sign_up: &signup::Request) -> Answer {
    if !dom::is_online() {
        return Answer::Offline;
    }
    if let (Transport::Navigate, Body::Pairs(pairs)) = (sign_up.transport, &sign_up.body) {
        let opened = dom::open_form(address, sign_up.encoding.media_type(), pairs);
        return if opened.is_some() { Answer::Unreadable } else { Answer::Unreachable };
    }
    post(address, sign_up).await.unwrap_or_else(|error| match error {
        FetchError::Header(name) => {
            dom::log_details(&format!("config.json: the browser refuses to send the header `{name}`"));
            Answer::BadHeader { name }
        }
        FetchError::TimedOut => Answer::TimedOut,
        FetchError::Failed => Answer::Unreachable,
    })
}

/// Sends a sign-up by `fetch` and returns the answer.
async fn post(address: &str, sign_up: &signup::Request) -> Result<Answer, FetchError> {
    let abort = abort_controller()?;
    let request = sign_up_request(address, sign_up, &abort)?;
    let timeout = Timeout::new(abort, sign_up.timeout_ms);
    let response = send(request, &timeout).await?;
    if sign_up.transport == Transport::Opaque {
        return Ok(Answer::Unreadable);
    }
    let (code, retry_after) = (response.status(), response.headers().get("Retry-After"));
    match response.text().await {
        // The response began, and then stalled.
        Err(_) if timeout.is_over() => Err(FetchError::TimedOut),
        body => Ok(Answer::Status { code, body: body.unwrap_or_default(), retry_after }),
    }
}

/// Returns the request of a sign-up.
///
/// # Errors
///
/// Returns [`FetchError::Header`] with the first header that the browser refuses.
fn sign_up_request(
    address: &str,
    sign_up: &signup::Request,
    abort: &AbortController,
) -> Result<Request, FetchError> {
    let init = RequestInit::new();
    init.set_method(sign_up.method.as_str());
    if sign_up.transport == Transport::Opaque {
        init.set_mode(RequestMode::NoCors);
    }
    let headers = Headers::new()?;
    for (name, value) in &sign_up.headers {
        headers.set(name, value).map_err(|_illegal| FetchError::Header(name.clone()))?;
    }
    init.set_headers(&headers);
    match &sign_up.body {
        Body::Text(text) => init.set_body(&JsValue::from_str(text)),
        Body::Pairs(pairs) => {
            let form = FormData::new()?;
            for (name, value) in pairs {
                form.append_with_str(name, value)?;
            }
            init.set_body(&form);
        }
    }
    let request = request(address, &init, abort)?;
    // A browser silently drops the headers that pages may not set.
    let sent = request.headers();
    match sign_up.headers.iter().find(|(name, _)| !sent.has(name)) {
        Some((name, _)) => Err(FetchError::Header(name.clone())),
        None => Ok(request),
    }
}

/// Returns a request without cookies and referrer, which `abort` ends.
fn request(address: &str, init: &RequestInit, abort: &AbortController) -> Result<Request, FetchError> {
    init.set_credentials(RequestCredentials::Omit);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    init.set_signal(Some(&abort.signal()));
    Ok(web_sys::Request::new_with_str_and_init(address, init)?.into())
}

/// Returns a controller to end a request. Call its `abort` without a reason: gloo-net panics at errors that are no
/// `Error`.
fn abort_controller() -> Result<AbortController, FetchError> {
    Ok(AbortController::new()?)
}

/// Sends a request, which `timeout` may abort, and returns the response.
async fn send(request: Request, timeout: &Timeout) -> FetchOutcome {
    request.send().await.map_err(|_untold| timeout.error())
}

/// Timer that aborts a request, unless it is dropped before.
///
/// It is one of gloo-timers, because leptos keeps the id of a timer in 32 bits, and a mocked clock of tests counts
/// from 10^12.
struct Timeout {
    _timer: gloo_timers::callback::Timeout,
    is_over: Rc<Cell<bool>>,
}

impl Timeout {
    fn new(abort: AbortController, ms: u32) -> Self {
        let is_over = Rc::new(Cell::new(false));
        let note = is_over.clone();
        let end = move || {
            note.set(true);
            abort.abort();
        };
        Self { _timer: gloo_timers::callback::Timeout::new(ms, end), is_over }
    }

    fn is_over(&self) -> bool {
        self.is_over.get()
    }

    /// Returns the error of a failed request, which this timer may have aborted.
    fn error(&self) -> FetchError {
        if self.is_over() { FetchError::TimedOut } else { FetchError::Failed }
    }
}
