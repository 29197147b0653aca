//! Endpoint `POST api/signups`, which receives sign-ups.
//!
//! The response for a known email address is exactly that for a new one, so that nobody can find out who
//! has signed up; and sign-ups can't be read over HTTP.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use signup::{CONFIRMATION, Rejection, SignupServer, ValidatedSignup};

use tokio::time::Instant;

use super::client::client_key;
use super::limits::Limits;
use super::origin::{AllowedOrigins, RequestOrigin};
use super::queue::{Queue, QueueError};
use crate::output::errln;

/// Size of the longest body that is read, in bytes. The longest valid one has about a tenth of it.
pub const MAX_BODY_BYTES: usize = 16 << 10;

/// Number of remembered clients above which those without a limit are forgotten.
const MAX_CLIENTS: usize = 10_000;

/// Time after which a sign-up that the database could not take may come again, in seconds.
const RETRY_AFTER_S: u64 = 5;

/// Time that a browser may cache a preflight response, in seconds.
const PREFLIGHT_MAX_AGE_S: &str = "600";

/// Handler of the endpoint.
pub struct Api {
    queue: Queue,
    limits: Limits,
    server: SignupServer,
    origins: AllowedOrigins,
    limit: DefaultKeyedRateLimiter<IpAddr>,
}

/// Reason that a request fails. The response has a code for programs; the page has its own texts.
enum ApiError {
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
    /// Body of the response.
    Fields(String),
    Storage,
}

impl Api {
    /// Returns a handler that accepts `rate` sign-ups from a client at once, and again every minute.
    pub fn new(
        queue: Queue,
        limits: &Limits,
        server: SignupServer,
        origins: AllowedOrigins,
        rate: NonZeroU32,
    ) -> Self {
        let limit = RateLimiter::keyed(Quota::per_minute(rate));
        Self { queue, limits: limits.clone(), server, origins, limit }
    }

    /// Returns the response to any request for the endpoint.
    pub async fn answer(&self, client: IpAddr, request: Request) -> Response {
        let origin = self.origins.classify(request.headers());
        let mut response = match (request.method(), &origin) {
            (&Method::OPTIONS, RequestOrigin::Allowed(_)) => preflight(),
            (&Method::POST, RequestOrigin::Foreign) => ApiError::Origin.into_response(),
            (&Method::POST, _) => match self.receive(client, request).await {
                Ok(()) => json(StatusCode::OK, CONFIRMATION.to_owned()),
                Err(error) => error.into_response(),
            },
            _ => ApiError::Method.into_response(),
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::VARY, HeaderValue::from_static("origin"));
        if let RequestOrigin::Allowed(origin) = origin {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("retry-after"));
        }
        response
    }

    async fn receive(&self, client: IpAddr, request: Request) -> Result<(), ApiError> {
        self.check_rate(client)?;
        if !is_json(request.headers()) {
            return Err(ApiError::MediaType);
        }
        let body = match tokio::time::timeout(self.limits.body, Bytes::from_request(request, &())).await {
            Ok(Ok(body)) => body,
            Ok(Err(rejection)) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                return Err(ApiError::TooLong);
            }
            Ok(Err(_)) => return Err(ApiError::Malformed), // the client broke off
            Err(_) => return Err(ApiError::TooSlow),
        };
        let begun = Instant::now();
        match self.server.validate(&body) {
            Ok(signup) => self.store(signup).await?,
            Err(Rejection::Honeypot) => {}
            Err(Rejection::Malformed) => return Err(ApiError::Malformed),
            Err(Rejection::Fields(errors)) => return Err(ApiError::Fields(self.server.errors_body(&errors))),
            Err(Rejection::TooFast) => {
                return Err(ApiError::TooFast { wait_s: self.server.too_fast_wait_s().into() });
            }
        }
        // All answers that look alike come alike.
        tokio::time::sleep_until(next_step(begun, self.limits.answer_step)).await;
        Ok(())
    }

    async fn store(&self, signup: ValidatedSignup) -> Result<(), ApiError> {
        self.queue.add(signup).await.map_err(|error| {
            // A full queue has a reason, which those in it will tell.
            if !matches!(error, QueueError::Full) {
                errln!("challenge-map: a sign-up was not stored: {error}");
            }
            ApiError::Storage
        })
    }

    fn check_rate(&self, client: IpAddr) -> Result<(), ApiError> {
        if self.limit.len() > MAX_CLIENTS {
            self.limit.retain_recent();
        }
        self.limit.check_key(&client_key(client)).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            ApiError::Rate { wait_s: wait.as_secs() + 1 }
        })
    }
}

/// Returns the end of the step of time that it is now, counted from `begun`.
fn next_step(begun: Instant, step: Duration) -> Instant {
    let steps = begun.elapsed().as_nanos() / step.as_nanos().max(1) + 1;
    begun + step * u32::try_from(steps).unwrap_or(u32::MAX)
}

/// Returns `true` for the media type of JSON. A form on another site could send any other without a preflight.
fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

fn preflight() -> Response {
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
        (header::ACCESS_CONTROL_MAX_AGE, PREFLIGHT_MAX_AGE_S),
    ];
    (StatusCode::NO_CONTENT, allowed).into_response()
}

fn json(status: StatusCode, body: String) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

impl IntoResponse for ApiError {
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
            Self::Storage => (StatusCode::SERVICE_UNAVAILABLE, "storage"),
        };
        let mut response = json(status, format!(r#"{{"error":"{code}"}}"#));
        let (name, value) = match self {
            Self::Method => (header::ALLOW, HeaderValue::from_static("POST")),
            Self::Rate { wait_s } | Self::TooFast { wait_s } => (header::RETRY_AFTER, wait_s.into()),
            Self::Storage => (header::RETRY_AFTER, RETRY_AFTER_S.into()),
            _ => return response,
        };
        response.headers_mut().insert(name, value);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn answers_wait_for_the_end_of_a_step() {
        let (begun, step) = (Instant::now(), Duration::from_millis(25));
        for (after, until) in [(0, 25), (1, 25), (24, 25), (25, 50), (60, 75)] {
            tokio::time::sleep_until(begun + Duration::from_millis(after)).await;
            assert_eq!(next_step(begun, step) - begun, Duration::from_millis(until), "{after}");
        }
    }

    #[test]
    fn only_the_media_type_of_json_is_accepted() {
        let judged = |kind: &'static str| {
            is_json(&HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(kind))]))
        };
        assert!(judged("application/json") && judged("Application/JSON; charset=utf-8"));
        assert!(!judged("text/plain") && !judged("application/jsonp") && !is_json(&HeaderMap::new()));
    }
}
