//! What goes over the wire, in both directions.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::bundle::json;

use super::{Draft, Field, FieldError, Flaw, Submission};

/// What the receiver answers when a sign-up is safely stored, or already was.
///
/// A host that answers 200 to everything does not say this, so it is not taken for a receiver.
pub const CONFIRMATION: &str = r#"{"status":"ok"}"#;

/// Names one filled-in form, so that sending it again is not a second sign-up. A UUID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionId(Box<str>);

impl SubmissionId {
    /// Checks that `text` is written like a UUID, in either case, and keeps it in lower case.
    pub fn parse(text: &str) -> Option<Self> {
        let well_formed = text.len() == 36
            && text.bytes().enumerate().all(|(at, b)| match at {
                8 | 13 | 18 | 23 => b == b'-',
                _ => b.is_ascii_hexdigit(),
            });
        well_formed.then(|| Self(text.to_ascii_lowercase().into()))
    }

    /// A version 4 UUID (RFC 9562) of random bytes that the shell has drawn.
    pub fn from_random(mut bytes: [u8; 16]) -> Self {
        bytes[6] = bytes[6] & 0x0f | 0x40; // version 4
        bytes[8] = bytes[8] & 0x3f | 0x80; // variant of the RFC
        let mut text = String::with_capacity(36);
        for (at, byte) in bytes.into_iter().enumerate() {
            if matches!(at, 4 | 6 | 8 | 10) {
                text.push('-');
            }
            for digit in [byte >> 4, byte & 0x0f] {
                text.extend(char::from_digit(u32::from(digit), 16));
            }
        }
        Self(text.into())
    }

    /// The id in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SubmissionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Serialize)]
struct BodyOut<'a> {
    email: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
    consent: bool,
    submission_id: &'a str,
}

/// Fields the receiver does not know are passed over: a newer page may send more.
#[derive(Deserialize)]
struct BodyIn {
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    role: Option<String>,
    #[serde(default)]
    consent: Option<bool>,
    submission_id: String,
}

impl Submission {
    /// The JSON body that the receiver expects.
    pub fn body(&self, id: &SubmissionId) -> String {
        let body = BodyOut {
            email: self.email().as_str(),
            name: self.name(),
            role: self.role(),
            consent: true, // there is no submission without
            submission_id: id.as_str(),
        };
        serde_json::to_string(&body).unwrap_or_default() // strings and a bool always print
    }
}

/// What has arrived at the receiver, not yet checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The fields; [`Draft::check`] has to follow.
    pub draft: Draft,
    /// Which filled-in form it was.
    pub id: SubmissionId,
}

/// Reads a request's body; nothing when it is not JSON of the expected form or has no id.
pub fn read(body: &[u8]) -> Option<Received> {
    let body: BodyIn = serde_json::from_slice(body).ok()?;
    let draft = Draft {
        email: body.email.unwrap_or_default(),
        name: body.name.unwrap_or_default(),
        role: body.role.unwrap_or_default(),
        consent: body.consent.unwrap_or_default(),
    };
    Some(Received { draft, id: SubmissionId::parse(&body.submission_id)? })
}

#[derive(Serialize)]
struct Errors {
    errors: Vec<ErrorOut>,
}

#[derive(Serialize)]
struct ErrorOut {
    field: &'static str,
    code: &'static str,
}

/// The receiver's answer to a faulty sign-up: fields and codes, no prose.
pub fn print_errors(errors: &[FieldError]) -> String {
    let errors =
        errors.iter().map(|error| ErrorOut { field: error.field.id(), code: error.flaw.code() }).collect();
    serde_json::to_string(&Errors { errors }).unwrap_or_default() // strings always print
}

/// The other direction of [`print_errors`]: nothing when the body is no list of errors.
///
/// A code that is not ours still tells which field was refused; an unknown field tells nothing.
pub(super) fn read_errors(body: &str) -> Option<Vec<FieldError>> {
    let body = json::object(json::valid(body).ok()?)?;
    let errors = json::list(json::field(&body, "errors")?)?;
    let read = |raw: &&str| {
        let error = json::object(raw)?;
        let text = |name| json::text(json::field(&error, name)?);
        let (field, code) = (text("field")?, text("code")?);
        let flaw = Flaw::from_code(&code).unwrap_or(Flaw::Invalid);
        Some(Field::from_id(&field).map(|field| FieldError { field, flaw }))
    };
    let errors: Option<Vec<_>> = errors.iter().map(read).collect();
    errors.map(|errors| errors.into_iter().flatten().collect())
}

/// Whether a body says what [`CONFIRMATION`] says; more fields beside it do no harm.
pub(super) fn is_confirmation(body: &str) -> bool {
    let status = || json::text(json::field(&json::object(json::valid(body).ok()?)?, "status")?);
    status().is_some_and(|status| status == "ok")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ID: &str = "0b5c2c1e-7a54-4a6e-9d6c-5f1d0a2b3c4d";

    fn id() -> SubmissionId {
        SubmissionId::parse(ID).unwrap()
    }

    #[test]
    fn the_body_is_exactly_this() {
        let mut draft = Draft {
            email: "name@example.org".into(),
            name: "Ana \"A\" \u{d6}z".into(),
            consent: true,
            ..Draft::default()
        };
        assert_eq!(
            draft.check().unwrap().body(&id()),
            format!(
                r#"{{"email":"name@example.org","name":"Ana \"A\" Öz","consent":true,"submission_id":"{ID}"}}"#
            )
        );
        draft.name.clear();
        draft.role = "Principal".into();
        assert_eq!(
            draft.check().unwrap().body(&id()),
            format!(
                r#"{{"email":"name@example.org","role":"Principal","consent":true,"submission_id":"{ID}"}}"#
            )
        );
    }

    #[test]
    fn bodies_that_are_no_sign_up_are_not_read() {
        for body in [
            "",
            "null",
            "[]",
            "{}",
            "email=a@b",
            r#"{"email":"a@b","consent":true}"#,
            r#"{"email":"a@b","consent":true,"submission_id":"1"}"#,
            r#"{"email":5,"consent":true,"submission_id":"0b5c2c1e-7a54-4a6e-9d6c-5f1d0a2b3c4d"}"#,
            r#"{"email":"a@b","consent":"yes","submission_id":"0b5c2c1e-7a54-4a6e-9d6c-5f1d0a2b3c4d"}"#,
        ] {
            assert_eq!(read(body.as_bytes()), None, "{body}");
        }
        assert_eq!(read(b"\xff\xfe"), None);
        let more = format!(r#"{{"submission_id":"{ID}","later":[1]}}"#);
        assert_eq!(read(more.as_bytes()).unwrap().draft, Draft::default());
    }

    #[test]
    fn random_bytes_make_a_version_4_uuid() {
        assert_eq!(SubmissionId::from_random([0xff; 16]).as_str(), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(SubmissionId::from_random([0; 16]).as_str(), "00000000-0000-4000-8000-000000000000");
        assert_eq!(SubmissionId::parse(&ID.to_ascii_uppercase()), Some(id()));
        assert_eq!(SubmissionId::parse("0b5c2c1e7a544a6e9d6c5f1d0a2b3c4d"), None);
    }

    #[test]
    fn errors_are_fields_and_codes() {
        let errors = [
            FieldError { field: Field::Email, flaw: Flaw::Invalid },
            FieldError { field: Field::Consent, flaw: Flaw::Missing },
        ];
        let body = print_errors(&errors);
        assert_eq!(
            body,
            r#"{"errors":[{"field":"email","code":"invalid"},{"field":"consent","code":"missing"}]}"#
        );
        assert_eq!(read_errors(&body).unwrap(), errors);
        let foreign =
            r#"{"errors":[{"field":"role","code":"E17","message":"<b>"},{"field":"x","code":"missing"}]}"#;
        assert_eq!(read_errors(foreign).unwrap(), [FieldError { field: Field::Role, flaw: Flaw::Invalid }]);
        assert_eq!(read_errors("<html>"), None);
    }

    #[test]
    fn only_our_confirmation_confirms() {
        for (body, confirms) in [
            (CONFIRMATION, true),
            (r#"{"status": "ok", "more": 1}"#, true),
            (r#"{"status":"failed"}"#, false),
            (r#"{"ok":true}"#, false),
            ("ok", false),
            ("", false),
            ("<!doctype html><title>Challenge Map</title>", false),
        ] {
            assert_eq!(is_confirmation(body), confirms, "{body}");
        }
    }

    proptest! {
        #[test]
        fn a_checked_submission_prints_a_body_that_reads_back(
            email in "[a-z.+]{1,20}@[a-z]{1,20}(\\.[a-z]{1,20}){0,3}",
            name in ".{0,210}",
            role in "\\PC{0,210}",
            bytes: [u8; 16],
        ) {
            let draft = Draft { email, name, role, consent: true };
            let id = SubmissionId::from_random(bytes);
            prop_assert_eq!(SubmissionId::parse(id.as_str()), Some(id.clone()));
            if let Ok(submission) = draft.check() {
                let received = read(submission.body(&id).as_bytes()).unwrap();
                prop_assert_eq!(received.draft.check(), Ok(submission));
                prop_assert_eq!(received.id, id);
            }
        }

        #[test]
        fn checks_and_readers_never_panic(email: String, name: String, role: String, consent: bool) {
            let _ = read(email.as_bytes());
            let _ = read_errors(&name);
            let _ = SubmissionId::parse(&role);
            let draft = Draft { email, name, role, consent };
            if let Err(errors) = draft.check() {
                prop_assert!(!errors.is_empty());
                prop_assert!(errors.is_sorted_by_key(|error| error.field));
                prop_assert_eq!(read_errors(&print_errors(&errors)), Some(errors));
            }
        }
    }
}
