//! Answers to requests, and the outcome that the receiver's rules find in them.

use data::bundle::json;

use crate::FieldError;
use crate::config::{Condition, ErrorShape, Receiver, Rule, Scalar};
use crate::receiver_errors::ReceiverErrors;

/// Wait that is assumed when a busy receiver does not say, in seconds.
pub const DEFAULT_WAIT_S: u32 = 60;

/// Longest wait that a receiver can ask for, in seconds.
pub const MAX_WAIT_S: u32 = 3_600;

/// Result of a request, as the shell knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Response over HTTP.
    Status {
        /// Status code.
        code: u16,
        /// Body; empty if it could not be read.
        body: String,
        /// Header `Retry-After`, if the browser lets the page read it.
        retry_after: Option<String>,
    },
    /// The request was sent and its response can't be read: it was opaque, or the browser has submitted
    /// a form of its own.
    Unreadable,
    /// No response came within the configured time.
    TimedOut,
    /// The request failed. A dead server, a content blocker and a refused cross-origin request look
    /// alike to a page.
    Unreachable,
    /// Nothing was sent, because the browser is offline.
    Offline,
    /// Nothing was sent, because the browser refuses to set a header of the settings.
    BadHeader {
        /// Name of the header.
        name: String,
    },
}

/// Outcome of a sign-up; [`crate::messages::outcome`] has its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The sign-up is stored, now or since earlier. The two are not told apart, or the form would tell
    /// strangers who has signed up.
    Done,
    /// The sign-up was sent to a receiver whose response can't be read.
    Sent,
    /// The sign-up is not stored, because of its answers.
    Rejected {
        /// Invalid fields; empty if the receiver does not name them.
        errors: Vec<FieldError>,
        /// Short plain message of the receiver. Show it as text, never as HTML.
        message: Option<Box<str>>,
    },
    /// The sign-up is not stored: the receiver has too many requests, or is in trouble and says so.
    Busy {
        /// Time until the next try, in seconds: 1 to [`MAX_WAIT_S`].
        wait_s: u32,
    },
    /// The sign-up is not stored, whatever the answers: the receiver takes none from this site, or the
    /// browser can't send what the settings ask for.
    Refused,
    /// The sign-up may or may not be stored.
    Unknown,
    /// The sign-up could not be sent.
    Unreachable,
}

impl Outcome {
    /// Returns the outcome that an answer has by the receiver's rules. A good status alone is success only
    /// where the rules ask for no more: hosts with a catch-all page answer 200 to every request.
    pub fn of(answer: &Answer, receiver: &Receiver) -> Self {
        let (code, body, retry_after) = match answer {
            Answer::Unreadable => return Self::Sent,
            Answer::TimedOut => return Self::Unknown,
            Answer::Unreachable | Answer::Offline => return Self::Unreachable,
            Answer::BadHeader { .. } => return Self::Refused,
            Answer::Status { code, body, retry_after } => (*code, body, retry_after.as_deref()),
        };
        let document = json::validate(body).ok();
        let holds = |rule: &Rule| holds(rule, code, document);
        // There is a record of this submission's id already: an earlier try has made it.
        let made_before = code == 412 && receiver.is_conditional_create();
        if made_before || holds(&receiver.success) || receiver.already.as_ref().is_some_and(holds) {
            return Self::Done;
        }
        let told = document.and_then(|document| ReceiverErrors::parse(receiver, document));
        let in_prose = if told.is_none() { ReceiverErrors::in_prose(receiver, body) } else { None };
        let is_prose = in_prose.is_some();
        let errors = told.or(in_prose);
        let rejected = |ReceiverErrors { fields, message }| Self::Rejected { errors: fields, message };
        match code {
            429 | 503 => Self::Busy { wait_s: wait_s(retry_after).unwrap_or(DEFAULT_WAIT_S) },
            // Some receivers report errors with a good status.
            200..=299 => match errors {
                Some(errors) if is_prose || is_denied(receiver, document) => rejected(errors),
                _ => Self::Unknown,
            },
            400 | 409 | 412 | 422 => match errors {
                Some(errors) => rejected(errors),
                None if code == 422 => rejected(ReceiverErrors::default()),
                None => Self::Refused,
            },
            // The receiver gave up on a body that may have been complete.
            408 => Self::Unknown,
            401..=499 => match errors {
                Some(errors) if !errors.fields.is_empty() => rejected(errors),
                _ => Self::Refused,
            },
            // It failed half-way, or nothing is known.
            _ => Self::Unknown,
        }
    }

    /// Returns `true` if sending the same again may help.
    pub fn can_retry(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Unknown | Self::Unreachable)
    }
}

/// Returns `true` if all conditions of a rule hold.
fn holds(rule: &Rule, code: u16, document: Option<&str>) -> bool {
    let status =
        if rule.status.is_empty() { (200..=299).contains(&code) } else { rule.status.contains(&code) };
    status && rule.json.iter().all(|condition| is_met(condition, document) == Some(true))
}

/// Returns `true` if the value at the condition's place is a wanted one; none if there is no value.
fn is_met(condition: &Condition, document: Option<&str>) -> Option<bool> {
    let raw = condition.at.find(document?).filter(|raw| *raw != "null")?;
    let is_wanted = || Scalar::read(raw).is_some_and(|value| condition.any_of.contains(&value));
    Some(condition.any_of.is_empty() || is_wanted())
}

/// Returns `true` if a body with a good status reports a failure: by a list or map of errors, or by a
/// message beside a value that contradicts the rule for success.
fn is_denied(receiver: &Receiver, document: Option<&str>) -> bool {
    receiver.errors.as_ref().is_some_and(|errors| errors.shape != ErrorShape::Message)
        || receiver.success.json.iter().any(|condition| is_met(condition, document) == Some(false))
}

/// Returns the seconds in a header `Retry-After`, 1 to [`MAX_WAIT_S`]; none for a date, which would need
/// a clock.
pub(super) fn wait_s(retry_after: Option<&str>) -> Option<u32> {
    retry_after?.trim().parse::<u32>().ok().map(|seconds| seconds.clamp(1, MAX_WAIT_S))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{many_kinds, own, receiver};
    use crate::{CONFIRMATION, FieldErrorKind};
    use proptest::prelude::*;

    fn status(code: u16, body: &str) -> Answer {
        Answer::Status { code, body: body.into(), retry_after: None }
    }

    fn judged(code: u16, body: &str) -> Outcome {
        Outcome::of(&status(code, body), &own())
    }

    fn busy(retry_after: Option<&str>) -> Outcome {
        let retry_after = retry_after.map(str::to_owned);
        Outcome::of(&Answer::Status { code: 429, body: String::new(), retry_after }, &own())
    }

    fn rejected(errors: &[(usize, FieldErrorKind)]) -> Outcome {
        let errors = errors.iter().cloned().map(|(field, kind)| FieldError { field, kind }).collect();
        Outcome::Rejected { errors, message: None }
    }

    #[test]
    fn success_needs_status_and_body() {
        assert_eq!(judged(200, CONFIRMATION), Outcome::Done);
        assert_eq!(judged(201, r#" {"status": "ok", "more": 1} "#), Outcome::Done);
        for body in ["", "ok", "<!doctype html>", r#"{"ok":true}"#, r#"{"status":"failed"}"#, "[]"] {
            assert_eq!(judged(200, body), Outcome::Unknown, "{body}");
        }
        assert_eq!(judged(500, CONFIRMATION), Outcome::Unknown);
        assert_eq!(judged(404, CONFIRMATION), Outcome::Refused);
    }

    #[test]
    fn a_known_sign_up_looks_like_success() {
        assert_eq!(judged(409, "anything"), Outcome::Done);
        let judged = |body: &str| Outcome::of(&status(400, body), &many_kinds());
        assert_eq!(judged(r#"{"data":{"email":{"code":"taken","message":"x"}}}"#), Outcome::Done);
        let other = r#"{"data":{"email":{"code":"odd","message":"x"}}}"#;
        assert_eq!(judged(other), rejected(&[(0, FieldErrorKind::Custom("x".into()))]));
    }

    #[test]
    fn invalid_answers_differ_from_a_broken_site() {
        let body = r#"{"errors":[{"field":"email","code":"invalid"}]}"#;
        for code in [400, 422, 404] {
            assert_eq!(judged(code, body), rejected(&[(0, FieldErrorKind::Invalid)]), "{code}");
        }
        assert_eq!(judged(422, "<p>no</p>"), rejected(&[]));
        for code in [400, 401, 403, 404, 405, 413, 415] {
            assert_eq!(judged(code, "{}"), Outcome::Refused, "{code}");
        }
    }

    #[test]
    fn a_good_status_may_have_errors() {
        let mailerlite = receiver(
            r#"{
                "action": "https://list.example/",
                "fields": [{"id": "email", "kind": "email", "to": "/email"}],
                "success": {"json": [{"at": "/success", "in": [true]}]},
                "errors": {"by_field": "/errors/fields"}
            }"#,
        );
        let judged = |body: &str| Outcome::of(&status(200, body), &mailerlite);
        assert_eq!(judged(r#"{"success":true}"#), Outcome::Done);
        assert_eq!(
            judged(r#"{"success":false,"errors":{"fields":{"email":["No."]}}}"#),
            rejected(&[(0, FieldErrorKind::Custom("No.".into()))])
        );
        for unclear in [r#"{"success":false}"#, r#"{"success":"true"}"#, "{}", "<html>"] {
            assert_eq!(judged(unclear), Outcome::Unknown, "{unclear}");
        }
    }

    #[test]
    fn a_message_is_an_error_only_without_success() {
        let web3forms = receiver(
            r#"{
                "action": "https://list.example/",
                "fields": [{"id": "email", "kind": "email", "to": "/email"}],
                "success": {"status": [200], "json": [{"at": "/success", "in": [true]}]},
                "errors": {"message": "/message"}
            }"#,
        );
        let judged = |code, body: &str| Outcome::of(&status(code, body), &web3forms);
        let rejected_with = |text: &str| Outcome::Rejected { errors: Vec::new(), message: Some(text.into()) };
        assert_eq!(judged(200, r#"{"success":false,"message":"No."}"#), rejected_with("No."));
        assert_eq!(judged(400, r#"{"message":"No."}"#), rejected_with("No."));
        assert_eq!(judged(200, r#"{"message":"Hello."}"#), Outcome::Unknown);
        assert_eq!(judged(403, r#"{"message":"No."}"#), Outcome::Refused);
    }

    #[test]
    fn a_phrase_in_a_page_is_an_error_only_without_success() {
        let prose = receiver(
            r#"{
                "action": "https://list.example/",
                "fields": [{"id": "email", "kind": "email", "to": "/email"}],
                "success": {"status": [201]},
                "error_phrases": [{"phrase": "not an address", "field": "email", "text": "invalid"}]
            }"#,
        );
        let judged = |code, body: &str| Outcome::of(&status(code, body), &prose);
        for code in [200, 400, 403, 409, 422] {
            assert_eq!(
                judged(code, "<p>Not an address!</p>"),
                rejected(&[(0, FieldErrorKind::Invalid)]),
                "{code}"
            );
        }
        assert_eq!(judged(201, "<p>Not an address!</p>"), Outcome::Done);
        assert_eq!(judged(500, "<p>Not an address!</p>"), Outcome::Unknown);
        assert_eq!(judged(200, "<p>Hello</p>"), Outcome::Unknown);
    }

    #[test]
    fn a_condition_may_accept_any_value() {
        let with_id = receiver(
            r#"{
                "action": "https://list.example/",
                "fields": [{"id": "email", "kind": "email", "to": "/email"}],
                "success": {"json": [{"at": "/id"}]}
            }"#,
        );
        let judged = |body: &str| Outcome::of(&status(200, body), &with_id);
        assert_eq!(judged(r#"{"id": "x1"}"#), Outcome::Done);
        for absent in ["{}", r#"{"id": null}"#, "<p>", ""] {
            assert_eq!(judged(absent), Outcome::Unknown, "{absent}");
        }
    }

    #[test]
    fn status_412_is_success_for_a_conditional_create() {
        let put = receiver(
            r#"{
                "action": "https://list.example/{submission_id}",
                "method": "PUT",
                "headers": {"If-None-Match": "*"},
                "fields": [{"id": "email", "kind": "email", "to": "/email"}],
                "success": {"status": [201]}
            }"#,
        );
        assert_eq!(Outcome::of(&status(412, ""), &put), Outcome::Done);
        assert_eq!(judged(412, ""), Outcome::Refused);
    }

    #[test]
    fn retry_after_has_limits() {
        assert_eq!(busy(Some(" 12 ")), Outcome::Busy { wait_s: 12 });
        assert_eq!(busy(Some("0")), Outcome::Busy { wait_s: 1 });
        assert_eq!(busy(Some("999999")), Outcome::Busy { wait_s: MAX_WAIT_S });
        for unknown in [None, Some("Wed, 21 Oct 2026 07:28:00 GMT"), Some("-1"), Some("")] {
            assert_eq!(busy(unknown), Outcome::Busy { wait_s: DEFAULT_WAIT_S }, "{unknown:?}");
        }
        assert_eq!(judged(503, ""), Outcome::Busy { wait_s: DEFAULT_WAIT_S });
    }

    #[test]
    fn unclear_answers_are_unknown() {
        assert_eq!(Outcome::of(&Answer::TimedOut, &own()), Outcome::Unknown);
        for code in [0, 204, 302, 408, 500, 502, 504] {
            assert_eq!(judged(code, ""), Outcome::Unknown, "{code}");
        }
        assert_eq!(Outcome::of(&Answer::Unreachable, &own()), Outcome::Unreachable);
        assert_eq!(Outcome::of(&Answer::Offline, &own()), Outcome::Unreachable);
        assert_eq!(Outcome::of(&Answer::Unreadable, &own()), Outcome::Sent);
        assert_eq!(Outcome::of(&Answer::BadHeader { name: "Host".to_owned() }, &own()), Outcome::Refused);
    }

    proptest! {
        #[test]
        fn only_a_confirmation_is_done(code: u16, body: String, retry_after: Option<String>) {
            let answer = Answer::Status { code, body, retry_after };
            prop_assert!(Outcome::of(&answer, &own()) != Outcome::Done || code == 409);
            prop_assert!(Outcome::of(&answer, &many_kinds()) != Outcome::Done || [200, 201].contains(&code));
        }
    }
}
