//! What came back, and what it says of the sign-up.

use super::FieldError;
use super::wire::{is_confirmation, read_errors};

/// How long to wait when a busy receiver does not say, in seconds.
pub const DEFAULT_WAIT_S: u32 = 60;

/// The longest wait a receiver is believed, in seconds.
pub const MAX_WAIT_S: u32 = 3_600;

/// What the shell got back for a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// An answer over HTTP.
    Status {
        /// The status code.
        code: u16,
        /// The body; empty when it could not be read.
        body: String,
        /// The `Retry-After` header, where the browser lets the page read it.
        retry_after: Option<String>,
    },
    /// No answer within the configured time.
    TimedOut,
    /// The request failed: offline, a dead server, a blocker and a refused cross-origin call
    /// look alike to a page.
    Unreachable,
}

/// What is known of a sign-up; [`crate::text::signup::outcome`] has the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is stored, now or since earlier: the two are not told apart, or the form would tell
    /// strangers who has signed up.
    Done,
    /// Not stored, because of what was typed.
    Rejected {
        /// Which fields and why; empty when the receiver does not say.
        errors: Vec<FieldError>,
    },
    /// Not stored: too many at once, or the receiver is in trouble and says so.
    Busy {
        /// When to try again, in seconds from now, 1 to [`MAX_WAIT_S`].
        wait_s: u32,
    },
    /// Not stored, whatever is typed: the receiver does not take sign-ups from this site.
    Refused,
    /// It may or may not be stored.
    Unsure,
    /// It could not be sent.
    Unreachable,
}

impl Outcome {
    /// Judges an answer. Success takes a good status **and** a body that says so: hosts with a
    /// catch-all page answer 200 to anything.
    pub fn of(answer: &Answer) -> Self {
        let (code, body, retry_after) = match answer {
            Answer::TimedOut => return Self::Unsure,
            Answer::Unreachable => return Self::Unreachable,
            Answer::Status { code, body, retry_after } => (*code, body, retry_after.as_deref()),
        };
        match code {
            200..=299 if is_confirmation(body) => Self::Done,
            409 => Self::Done, // "already": what was asked for is so
            400 | 422 => match read_errors(body) {
                Some(errors) => Self::Rejected { errors },
                None if code == 422 => Self::Rejected { errors: Vec::new() },
                None => Self::Refused,
            },
            429 | 503 => Self::Busy { wait_s: wait_s(retry_after) },
            // The receiver gave up on a body that may have been complete.
            408 => Self::Unsure,
            401..=499 => Self::Refused,
            // Good status without confirmation, a failure half-way, or nothing known.
            _ => Self::Unsure,
        }
    }

    /// Whether sending the same again may help.
    pub fn can_retry(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Unsure | Self::Unreachable)
    }
}

/// Reads `Retry-After` in its seconds form. The date form would need a clock, so it counts as
/// not given.
fn wait_s(retry_after: Option<&str>) -> u32 {
    retry_after
        .and_then(|text| text.trim().parse::<u32>().ok())
        .map_or(DEFAULT_WAIT_S, |seconds| seconds.clamp(1, MAX_WAIT_S))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signup::{CONFIRMATION, Field, Flaw};
    use proptest::prelude::*;

    fn judged(code: u16, body: &str) -> Outcome {
        Outcome::of(&Answer::Status { code, body: body.into(), retry_after: None })
    }

    fn busy(retry_after: Option<&str>) -> Outcome {
        Outcome::of(&Answer::Status {
            code: 429,
            body: String::new(),
            retry_after: retry_after.map(str::to_owned),
        })
    }

    #[test]
    fn success_takes_status_and_body() {
        assert_eq!(judged(200, CONFIRMATION), Outcome::Done);
        assert_eq!(judged(201, CONFIRMATION), Outcome::Done);
        for body in ["", "ok", "<!doctype html>", r#"{"ok":true}"#, r#"{"status":"failed"}"#] {
            assert_eq!(judged(200, body), Outcome::Unsure, "{body}");
        }
        assert_eq!(judged(500, CONFIRMATION), Outcome::Unsure);
        assert_eq!(judged(404, CONFIRMATION), Outcome::Refused);
    }

    #[test]
    fn already_signed_up_looks_like_success() {
        assert_eq!(judged(409, "anything"), Outcome::Done);
    }

    #[test]
    fn faults_of_the_entries_are_told_apart_from_faults_of_the_site() {
        let body = r#"{"errors":[{"field":"email","code":"invalid"}]}"#;
        let errors = vec![FieldError { field: Field::Email, flaw: Flaw::Invalid }];
        assert_eq!(judged(422, body), Outcome::Rejected { errors: errors.clone() });
        assert_eq!(judged(400, body), Outcome::Rejected { errors });
        assert_eq!(judged(422, "<p>no</p>"), Outcome::Rejected { errors: Vec::new() });
        for code in [400, 401, 403, 404, 405, 413, 415] {
            assert_eq!(judged(code, "{}"), Outcome::Refused, "{code}");
        }
    }

    #[test]
    fn a_busy_receiver_says_when_within_reason() {
        assert_eq!(busy(Some(" 12 ")), Outcome::Busy { wait_s: 12 });
        assert_eq!(busy(Some("0")), Outcome::Busy { wait_s: 1 });
        assert_eq!(busy(Some("999999")), Outcome::Busy { wait_s: MAX_WAIT_S });
        for unknown in [None, Some("Wed, 21 Oct 2026 07:28:00 GMT"), Some("-1"), Some("")] {
            assert_eq!(busy(unknown), Outcome::Busy { wait_s: DEFAULT_WAIT_S }, "{unknown:?}");
        }
        assert_eq!(judged(503, ""), Outcome::Busy { wait_s: DEFAULT_WAIT_S });
    }

    #[test]
    fn what_is_not_known_is_not_called_failed() {
        assert_eq!(Outcome::of(&Answer::TimedOut), Outcome::Unsure);
        for code in [0, 204, 302, 408, 500, 502, 504] {
            assert_eq!(judged(code, ""), Outcome::Unsure, "{code}");
        }
        assert_eq!(Outcome::of(&Answer::Unreachable), Outcome::Unreachable);
    }

    proptest! {
        #[test]
        fn nothing_but_a_confirmation_or_already_is_done(code: u16, body: String, retry_after: Option<String>) {
            let outcome = Outcome::of(&Answer::Status { code, body, retry_after });
            prop_assert!(outcome != Outcome::Done || code == 409);
        }
    }
}
