//! What came back, and what it says of the sign-up.

use super::FieldError;
use super::errors::{self, Faults};
use crate::bundle::json;
use crate::config::{Condition, ErrorShape, Receiver, Rule, Scalar};

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
    /// The request is on its way, and what comes back can't be read: an opaque request has been
    /// answered, or the browser has sent a form of its own.
    Unreadable,
    /// No answer within the configured time.
    TimedOut,
    /// The request failed: a dead server, a blocker and a refused cross-origin call look alike
    /// to a page.
    Unreachable,
    /// Nothing was sent, because the browser is offline.
    Offline,
    /// Nothing was sent, because the browser refuses to set a header that the settings name.
    BadHeader {
        /// The header's name.
        name: String,
    },
}

/// What is known of a sign-up; [`crate::text::signup::outcome`] has the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is stored, now or since earlier: the two are not told apart, or the form would tell
    /// strangers who has signed up.
    Done,
    /// It was sent to a receiver whose answer can't be read.
    Sent,
    /// Not stored, because of what was typed.
    Rejected {
        /// Which fields and why; empty when the receiver does not say.
        errors: Vec<FieldError>,
        /// What the receiver says of the whole, in short plain words; to be shown as text.
        told: Option<Box<str>>,
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
    /// Judges an answer by the receiver's rules. A good status alone is success only where the
    /// rules say no more: hosts with a catch-all page answer 200 to anything.
    pub fn of(answer: &Answer, receiver: &Receiver) -> Self {
        let (code, body, retry_after) = match answer {
            Answer::Unreadable => return Self::Sent,
            Answer::TimedOut => return Self::Unsure,
            Answer::Unreachable | Answer::Offline => return Self::Unreachable,
            Answer::BadHeader { .. } => return Self::Refused,
            Answer::Status { code, body, retry_after } => (*code, body, retry_after.as_deref()),
        };
        let document = json::valid(body).ok();
        let holds = |rule: &Rule| holds(rule, code, document);
        // There is one of this form's own name already: an earlier try has made it.
        let made_before = code == 412 && receiver.creates_once();
        if made_before || holds(&receiver.success) || receiver.already.as_ref().is_some_and(holds) {
            return Self::Done;
        }
        let faults = document.and_then(|document| errors::read(receiver, document));
        let rejected = |Faults { fields, told }| Self::Rejected { errors: fields, told };
        match code {
            429 | 503 => Self::Busy { wait_s: wait_s(retry_after).unwrap_or(DEFAULT_WAIT_S) },
            // Some tell what is wrong with a good status.
            200..=299 => match faults {
                Some(faults) if is_denied(receiver, document) => rejected(faults),
                _ => Self::Unsure,
            },
            400 | 409 | 412 | 422 => match faults {
                Some(faults) => rejected(faults),
                None if code == 422 => rejected(Faults::default()),
                None => Self::Refused,
            },
            // The receiver gave up on a body that may have been complete.
            408 => Self::Unsure,
            401..=499 => match faults {
                Some(faults) if !faults.fields.is_empty() => rejected(faults),
                _ => Self::Refused,
            },
            // A failure half-way, or nothing known.
            _ => Self::Unsure,
        }
    }

    /// Whether sending the same again may help.
    pub fn can_retry(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Unsure | Self::Unreachable)
    }
}

/// Whether all of a rule holds.
fn holds(rule: &Rule, code: u16, document: Option<&str>) -> bool {
    let status =
        if rule.status.is_empty() { (200..=299).contains(&code) } else { rule.status.contains(&code) };
    let found = |condition: &Condition| found(condition, document);
    status && rule.json.iter().all(|condition| found(condition) == Some(true))
}

/// Whether what stands at the place is what should; none if nothing does.
fn found(condition: &Condition, document: Option<&str>) -> Option<bool> {
    let raw = condition.at.find(document?).filter(|raw| *raw != "null")?;
    let is_wanted = || Scalar::read(raw).is_some_and(|value| condition.any_of.contains(&value));
    Some(condition.any_of.is_empty() || is_wanted())
}

/// Whether a body with a good status says that it was not done: by errors that are there for
/// nothing else, or by a message where a value denies what the rule for success asks.
fn is_denied(receiver: &Receiver, document: Option<&str>) -> bool {
    receiver.errors.as_ref().is_some_and(|errors| errors.shape != ErrorShape::Message)
        || receiver.success.json.iter().any(|condition| found(condition, document) == Some(false))
}

/// Reads `Retry-After` in its seconds form. The date form would need a clock, so it counts as
/// not given.
pub(super) fn wait_s(retry_after: Option<&str>) -> Option<u32> {
    retry_after?.trim().parse::<u32>().ok().map(|seconds| seconds.clamp(1, MAX_WAIT_S))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signup::sample::{many_kinds, own, receiver};
    use crate::signup::{CONFIRMATION, Flaw};
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

    fn rejected(errors: &[(usize, Flaw)]) -> Outcome {
        let errors = errors.iter().cloned().map(|(field, flaw)| FieldError { field, flaw }).collect();
        Outcome::Rejected { errors, told: None }
    }

    #[test]
    fn success_takes_status_and_body() {
        assert_eq!(judged(200, CONFIRMATION), Outcome::Done);
        assert_eq!(judged(201, r#" {"status": "ok", "more": 1} "#), Outcome::Done);
        for body in ["", "ok", "<!doctype html>", r#"{"ok":true}"#, r#"{"status":"failed"}"#, "[]"] {
            assert_eq!(judged(200, body), Outcome::Unsure, "{body}");
        }
        assert_eq!(judged(500, CONFIRMATION), Outcome::Unsure);
        assert_eq!(judged(404, CONFIRMATION), Outcome::Refused);
    }

    #[test]
    fn already_signed_up_looks_like_success() {
        assert_eq!(judged(409, "anything"), Outcome::Done);
        let judged = |body: &str| Outcome::of(&status(400, body), &many_kinds());
        assert_eq!(judged(r#"{"data":{"email":{"code":"taken","message":"x"}}}"#), Outcome::Done);
        let other = r#"{"data":{"email":{"code":"odd","message":"x"}}}"#;
        assert_eq!(judged(other), rejected(&[(0, Flaw::Told("x".into()))]));
    }

    #[test]
    fn faults_of_the_entries_are_told_apart_from_faults_of_the_site() {
        let body = r#"{"errors":[{"field":"email","code":"invalid"}]}"#;
        for code in [400, 422, 404] {
            assert_eq!(judged(code, body), rejected(&[(0, Flaw::Invalid)]), "{code}");
        }
        assert_eq!(judged(422, "<p>no</p>"), rejected(&[]));
        for code in [400, 401, 403, 404, 405, 413, 415] {
            assert_eq!(judged(code, "{}"), Outcome::Refused, "{code}");
        }
    }

    #[test]
    fn a_good_status_can_carry_a_no() {
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
            rejected(&[(0, Flaw::Told("No.".into()))])
        );
        for unclear in [r#"{"success":false}"#, r#"{"success":"true"}"#, "{}", "<html>"] {
            assert_eq!(judged(unclear), Outcome::Unsure, "{unclear}");
        }
    }

    #[test]
    fn a_message_is_a_no_only_where_success_is_denied() {
        let web3forms = receiver(
            r#"{
                "action": "https://list.example/",
                "fields": [{"id": "email", "kind": "email", "to": "/email"}],
                "success": {"status": [200], "json": [{"at": "/success", "in": [true]}]},
                "errors": {"message": "/message"}
            }"#,
        );
        let judged = |code, body: &str| Outcome::of(&status(code, body), &web3forms);
        let told = |words: &str| Outcome::Rejected { errors: Vec::new(), told: Some(words.into()) };
        assert_eq!(judged(200, r#"{"success":false,"message":"No."}"#), told("No."));
        assert_eq!(judged(400, r#"{"message":"No."}"#), told("No."));
        assert_eq!(judged(200, r#"{"message":"Hello."}"#), Outcome::Unsure);
        assert_eq!(judged(403, r#"{"message":"No."}"#), Outcome::Refused);
    }

    #[test]
    fn a_value_may_only_have_to_be_there() {
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
            assert_eq!(judged(absent), Outcome::Unsure, "{absent}");
        }
    }

    #[test]
    fn a_record_of_the_forms_own_name_is_made_once() {
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
        assert_eq!(Outcome::of(&Answer::TimedOut, &own()), Outcome::Unsure);
        for code in [0, 204, 302, 408, 500, 502, 504] {
            assert_eq!(judged(code, ""), Outcome::Unsure, "{code}");
        }
        assert_eq!(Outcome::of(&Answer::Unreachable, &own()), Outcome::Unreachable);
        assert_eq!(Outcome::of(&Answer::Offline, &own()), Outcome::Unreachable);
        assert_eq!(Outcome::of(&Answer::Unreadable, &own()), Outcome::Sent);
        assert_eq!(Outcome::of(&Answer::BadHeader { name: "Host".to_owned() }, &own()), Outcome::Refused);
    }

    proptest! {
        #[test]
        fn nothing_but_a_confirmation_or_already_is_done(code: u16, body: String, retry_after: Option<String>) {
            let answer = Answer::Status { code, body, retry_after };
            prop_assert!(Outcome::of(&answer, &own()) != Outcome::Done || code == 409);
            prop_assert!(Outcome::of(&answer, &many_kinds()) != Outcome::Done || [200, 201].contains(&code));
        }
    }
}
