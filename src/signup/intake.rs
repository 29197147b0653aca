//! The other side: what the receiver that comes with the tool reads and answers.
//!
//! Native only. It checks with the same rules as the page ([`super::Draft::check`]), so they
//! can't disagree.

use serde::{Deserialize, Serialize};

use super::{Draft, EmailAddress, FieldError, SubmissionId, Value};
use crate::config::{Address, Field, Receiver};

/// What the receiver answers when a sign-up is safely stored, or already was.
///
/// A host that answers 200 to everything does not say this, so it is not taken for a receiver.
pub const CONFIRMATION: &str = r#"{"status":"ok"}"#;

/// What our own receiver asks: email, name, role and consent.
#[derive(Clone, Debug)]
pub struct Intake {
    fields: Vec<Field>,
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

/// A sign-up that has arrived and may be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Which filled-in form it was.
    pub id: SubmissionId,
    /// Where updates go.
    pub email: EmailAddress,
    /// The name, unless left empty.
    pub name: Option<Box<str>>,
    /// The role, unless left empty.
    pub role: Option<Box<str>>,
}

/// Why a body is no sign-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Not JSON of the expected form, or without an id.
    Malformed,
    /// These fields are wrong.
    Fields(Vec<FieldError>),
}

#[derive(Serialize)]
struct ErrorsOut<'a> {
    errors: Vec<ErrorOut<'a>>,
}

#[derive(Serialize)]
struct ErrorOut<'a> {
    field: &'a str,
    code: &'a str,
}

impl Default for Intake {
    fn default() -> Self {
        Self { fields: Receiver::own(Address::bundle_beside_the_site()).fields }
    }
}

impl Intake {
    /// Reads a request's body.
    pub fn read(&self, body: &[u8]) -> Result<Received, Unreadable> {
        let read: BodyIn = serde_json::from_slice(body).map_err(|_no_sign_up| Unreadable::Malformed)?;
        let id = SubmissionId::parse(&read.submission_id).ok_or(Unreadable::Malformed)?;
        let mut draft = Draft::default();
        for (at, text) in [read.email, read.name, read.role].into_iter().enumerate() {
            draft.type_in(at, text.as_deref().unwrap_or_default());
        }
        draft.tick(3, read.consent.unwrap_or_default());
        let submission = draft.check(&self.fields).map_err(Unreadable::Fields)?;
        let text = |at: usize| match submission.values().get(at) {
            Some(Value::Text(text)) if !text.is_empty() => Some(text.clone()),
            _ => None,
        };
        let email = submission.email().cloned().ok_or(Unreadable::Malformed)?;
        Ok(Received { id, email, name: text(1), role: text(2) })
    }

    /// The answer to a faulty sign-up: fields and codes, no prose.
    pub fn print_errors(&self, errors: &[FieldError]) -> String {
        let error = |error: &'_ FieldError| {
            let field = self.fields.get(error.field)?.id.as_str().to_owned();
            Some((field, error.flaw.code()?))
        };
        let errors: Vec<(String, &str)> = errors.iter().filter_map(error).collect();
        let errors = errors.iter().map(|(field, code)| ErrorOut { field, code }).collect();
        serde_json::to_string(&ErrorsOut { errors }).unwrap_or_default() // strings always print
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signup::body::{Body, body};
    use crate::signup::sample::{draft, own};
    use crate::signup::{Answer, Flaw, Outcome};
    use proptest::prelude::*;

    const ID: &str = "0b5c2c1e-7a54-4a6e-9d6c-5f1d0a2b3c4d";

    fn read(body: &str) -> Result<Received, Unreadable> {
        Intake::default().read(body.as_bytes())
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
            assert_eq!(read(body), Err(Unreadable::Malformed), "{body}");
        }
        assert_eq!(Intake::default().read(b"\xff\xfe"), Err(Unreadable::Malformed));
    }

    #[test]
    fn fields_it_does_not_know_are_passed_over() {
        let more = format!(r#"{{"submission_id":"{ID}","email":"a@b","consent":true,"later":[1]}}"#);
        let received = read(&more).unwrap();
        assert_eq!((received.email.as_str(), received.name, received.role), ("a@b", None, None));
        assert_eq!(received.id.as_str(), ID);
    }

    #[test]
    fn errors_are_fields_and_codes() {
        let body = format!(r#"{{"submission_id":"{ID}","email":"nobody","name":"a\u0007"}}"#);
        let Err(Unreadable::Fields(errors)) = read(&body) else { panic!() };
        let answer = Intake::default().print_errors(&errors);
        assert_eq!(
            answer,
            r#"{"errors":[{"field":"email","code":"invalid"},{"field":"name","code":"hidden_character"},{"field":"consent","code":"missing"}]}"#
        );
        let told = [FieldError { field: 0, flaw: Flaw::Told("x".into()) }];
        assert_eq!(Intake::default().print_errors(&told), r#"{"errors":[]}"#);
    }

    proptest! {
        #[test]
        fn what_the_page_sends_is_read_as_it_was_meant(
            email in "[a-z.+]{1,20}@[a-z]{1,20}(\\.[a-z]{1,20}){0,3}",
            name in ".{0,210}",
            role in "\\PC{0,210}",
            bytes: [u8; 16],
        ) {
            let id = SubmissionId::from_random(bytes);
            let fields = own().fields;
            let Ok(submission) = draft(&[&email, &name, &role, "true"]).check(&fields) else { return Ok(()) };
            let Body::Text(text) = body(&own(), &submission, &id) else { panic!() };
            let received = read(&text).unwrap();
            prop_assert_eq!(received.email.as_str(), email);
            prop_assert_eq!(received.name.as_deref().unwrap_or_default(), name.trim());
            prop_assert_eq!(received.role.as_deref().unwrap_or_default(), role.trim());
            prop_assert_eq!(received.id, id);
        }

        #[test]
        fn what_it_finds_wrong_the_page_reads_back(email: String, name: String, consent: bool) {
            let body = serde_json::json!({"email": email, "name": name, "consent": consent, "submission_id": ID});
            if let Err(Unreadable::Fields(errors)) = read(&body.to_string()) {
                let body = Intake::default().print_errors(&errors);
                let answer = Answer::Status { code: 422, body, retry_after: None };
                prop_assert_eq!(Outcome::of(&answer, &own()), Outcome::Rejected { errors, told: None });
            }
        }
    }
}
