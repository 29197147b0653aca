//! `POST api/signups`: the receiver.
//!
//! An address that is already there is answered exactly like a new one, so that nobody can
//! find out who has signed up; and there is no way to read sign-ups over HTTP.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use challenge_map::signup::{CONFIRMATION, Intake, NoSignUp, Received};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::origin::{Sender, Senders};
use super::store::{Added, Store};

/// The longest body read, in bytes; the longest valid one is about a tenth of it.
pub const MAX_BODY_BYTES: usize = 16 << 10;

/// How long a body may take to arrive.
const BODY_TIME: Duration = Duration::from_secs(10);

/// Clients remembered before those that may send again anyway are forgotten.
const MANY_CLIENTS: usize = 10_000;

/// How long a browser may remember that an origin is allowed, in seconds.
const PREFLIGHT_S: &str = "600";

/// The receiver of sign-ups.
pub struct Api {
    store: Arc<Store>,
    intake: Intake,
    senders: Senders,
    limit: DefaultKeyedRateLimiter<IpAddr>,
}

/// Why a sign-up is not taken; the codes are for programs, the page has its own words.
enum Refusal {
    Method,
    Origin,
    Rate {
        wait_s: u64,
    },
    TooFast {
        wait_s: u64,
    },
    MediaType,
    TooLong,
    TooSlow,
    Malformed,
    /// With what to answer.
    Fields(String),
    IdTaken,
    Storage,
}

impl Api {
    /// `rate` is how many sign-ups one client may send at once, and again every minute.
    pub fn new(store: Store, intake: Intake, senders: Senders, rate: NonZeroU32) -> Self {
        let limit = RateLimiter::keyed(Quota::per_minute(rate));
        Self { store: Arc::new(store), intake, senders, limit }
    }

    /// Answers any request for the address.
    pub async fn answer(&self, client: IpAddr, request: Request) -> Response {
        let sender = self.senders.judge(request.headers());
        let mut response = match (request.method(), &sender) {
            (&Method::OPTIONS, Sender::Listed(_)) => preflight(),
            (&Method::POST, Sender::Foreign) => Refusal::Origin.into_response(),
            (&Method::POST, _) => match self.take(client, request).await {
                Ok(()) => json(StatusCode::OK, CONFIRMATION.to_owned()),
                Err(refusal) => refusal.into_response(),
            },
            _ => Refusal::Method.into_response(),
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::VARY, HeaderValue::from_static("origin"));
        if let Sender::Listed(origin) = sender {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("retry-after"));
        }
        response
    }

    async fn take(&self, client: IpAddr, request: Request) -> Result<(), Refusal> {
        self.count(client)?;
        if !is_json(request.headers()) {
            return Err(Refusal::MediaType);
        }
        let body = match tokio::time::timeout(BODY_TIME, Bytes::from_request(request, &())).await {
            Ok(Ok(body)) => body,
            Ok(Err(rejection)) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                return Err(Refusal::TooLong);
            }
            Ok(Err(_)) => return Err(Refusal::Malformed), // the client broke off
            Err(_) => return Err(Refusal::TooSlow),
        };
        match self.intake.read(&body) {
            Ok(received) => self.keep(received).await,
            Err(NoSignUp::Decoy) => Ok(()),
            Err(NoSignUp::Malformed) => Err(Refusal::Malformed),
            Err(NoSignUp::Fields(errors)) => Err(Refusal::Fields(self.intake.print_errors(&errors))),
            Err(NoSignUp::TooFast) => Err(Refusal::TooFast { wait_s: self.intake.too_fast_wait_s().into() }),
        }
    }

    async fn keep(&self, received: Received) -> Result<(), Refusal> {
        let store = Arc::clone(&self.store);
        // SQLite waits for the disk, and other visitors must not.
        let added = tokio::task::spawn_blocking(move || store.add(&received)).await;
        match added {
            Ok(Ok(Added::New | Added::Known)) => Ok(()),
            Ok(Ok(Added::IdTaken)) => Err(Refusal::IdTaken),
            Ok(Err(error)) => {
                eprintln!("challenge-map: {error}");
                Err(Refusal::Storage)
            }
            Err(error) => {
                eprintln!("challenge-map: a sign-up was not stored: {error}");
                Err(Refusal::Storage)
            }
        }
    }

    fn count(&self, client: IpAddr) -> Result<(), Refusal> {
        if self.limit.len() > MANY_CLIENTS {
            self.limit.retain_recent();
        }
        self.limit.check_key(&household(client)).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            Refusal::Rate { wait_s: wait.as_secs() + 1 }
        })
    }
}

/// The client as far as it can be told apart: an IPv6 network hands each house 2^64 addresses.
fn household(client: IpAddr) -> IpAddr {
    match client.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        v4 => v4,
    }
}

/// JSON only: a plain form on another site could send anything else without a preflight.
fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

fn preflight() -> Response {
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
        (header::ACCESS_CONTROL_MAX_AGE, PREFLIGHT_S),
    ];
    (StatusCode::NO_CONTENT, allowed).into_response()
}

fn json(status: StatusCode, body: String) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, code) = match &self {
            Self::Method => (StatusCode::METHOD_NOT_ALLOWED, "method"),
            Self::Origin => (StatusCode::FORBIDDEN, "origin"),
            Self::Rate { .. } => (StatusCode::TOO_MANY_REQUESTS, "rate"),
            Self::TooFast { .. } => (StatusCode::TOO_MANY_REQUESTS, "too_fast"),
            Self::MediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "media_type"),
            Self::TooLong => (StatusCode::PAYLOAD_TOO_LARGE, "too_long"),
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, "too_slow"),
            Self::Malformed => (StatusCode::BAD_REQUEST, "malformed"),
            Self::Fields(errors) => return json(StatusCode::UNPROCESSABLE_ENTITY, errors.clone()),
            Self::IdTaken => (StatusCode::UNPROCESSABLE_ENTITY, "submission_id"),
            Self::Storage => (StatusCode::SERVICE_UNAVAILABLE, "storage"),
        };
        let mut response = json(status, format!(r#"{{"error":"{code}"}}"#));
        match self {
            Self::Method => {
                response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
            }
            Self::Rate { wait_s } | Self::TooFast { wait_s } => {
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait_s));
            }
            _ => {}
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_household_is_one_client() {
        let client = |text: &str| household(text.parse().unwrap());
        assert_eq!(client("2001:db8::1"), client("2001:db8::ffff:2"));
        assert_ne!(client("2001:db8::1"), client("2001:db8:0:1::1"));
        assert_eq!(client("::ffff:192.0.2.1"), client("192.0.2.1"));
        assert_ne!(client("192.0.2.1"), client("192.0.2.2"));
    }

    #[test]
    fn json_is_told_by_its_media_type() {
        let judged = |kind: &'static str| {
            is_json(&HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(kind))]))
        };
        assert!(judged("application/json") && judged("Application/JSON; charset=utf-8"));
        assert!(!judged("text/plain") && !judged("application/jsonp") && !is_json(&HeaderMap::new()));
    }
}
