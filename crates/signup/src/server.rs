//! The receiver's side: validates the sign-ups that `challenge-map serve` receives.
//!
//! Native only. It applies the same rules as the page, [`Submission::validate`], so the two can't
//! disagree.

use messages::language::Language;
use serde::{Deserialize, Serialize};

use crate::config::{Address, Field, Receiver};
use crate::{EmailAddress, FieldError, Input, Submission, SubmissionId, Value};

/// Response body for a sign-up that is safely stored, now or earlier.
///
/// A host that answers 200 to every request does not send this, so it is not taken for a receiver.
pub const CONFIRMATION: &str = r#"{"status":"ok"}"#;

/// Default for the shortest time that a form is open before a person submits it, in milliseconds.
/// A sign-up that comes sooner is asked to come again, which only a page does.
pub const MIN_OPEN_MS: u32 = 2_000;

/// Validator of the built-in receiver, which asks for email, name, role and consent.
#[derive(Clone, Debug)]
pub struct SignupServer {
    fields: Vec<Field>,
    min_open_ms: u32,
}

/// Body of a request. Unknown fields are ignored, because a newer page may send more.
#[derive(Deserialize)]
struct RequestBody {
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    role: Option<String>,
    #[serde(default)]
    consent: Option<bool>,
    submission_id: String,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    open_ms: Option<u64>,
    #[serde(default)]
    revision: Option<u32>,
    #[serde(default)]
    website: Option<String>,
}

/// Sign-up that was received and may be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidatedSignup {
    /// Id of the filled-in form.
    pub id: SubmissionId,
    /// Address for updates.
    pub email: EmailAddress,
    /// Name, unless left empty.
    pub name: Option<Box<str>>,
    /// Role, unless left empty.
    pub role: Option<Box<str>>,
    /// Language that the form, and with it the text of the consent, was displayed in. English where
    /// the page does not say: such pages are older than the translations.
    pub language: Language,
    /// Number of corrections under the id, 0 for the first answers. A lower one that comes later is late, not newer.
    pub revision: u32,
}

/// Reason that a sign-up is not stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// The body is not the expected JSON, has no id, or names a language that the receiver does not
    /// speak: the text of the consent would not be known.
    Malformed,
    /// Fields are invalid.
    Fields(Vec<FieldError>),
    /// The form was not open for long enough. The sign-up is accepted when it is sent again later, as
    /// a page does by itself.
    TooFast,
    /// A program has filled in the honeypot. Answer it as if the sign-up were stored.
    Honeypot,
}

#[derive(Serialize)]
struct ErrorsBody<'a> {
    errors: Vec<ErrorBody<'a>>,
}

#[derive(Serialize)]
struct ErrorBody<'a> {
    field: &'a str,
    code: &'a str,
}

impl Default for SignupServer {
    fn default() -> Self {
        Self::new(MIN_OPEN_MS)
    }
}

impl SignupServer {
    /// Returns a validator for forms that must be open for `min_open_ms` milliseconds; see
    /// [`MIN_OPEN_MS`].
    pub fn new(min_open_ms: u32) -> Self {
        Self { fields: Receiver::built_in(Address::bundle_beside_the_site()).fields, min_open_ms }
    }

    /// Returns the time after which a sign-up that was [`Rejection::TooFast`] is accepted, in seconds.
    pub fn too_fast_wait_s(&self) -> u32 {
        self.min_open_ms.div_ceil(1_000)
    }

    /// Parses the body of a request and validates the sign-up in it.
    ///
    /// # Errors
    ///
    /// Returns the first [`Rejection`] that applies, in the order of its variants.
    pub fn validate(&self, body: &[u8]) -> Result<ValidatedSignup, Rejection> {
        let body: RequestBody = serde_json::from_slice(body).map_err(|_not_a_signup| Rejection::Malformed)?;
        let id = SubmissionId::parse(&body.submission_id).ok_or(Rejection::Malformed)?;
        let tag = body.language.as_deref().unwrap_or(Language::ALL[0].tag());
        let language = Language::of_tag(tag).ok_or(Rejection::Malformed)?;
        let submission = Submission::validate(&self.fields, body.inputs()).map_err(Rejection::Fields)?;
        // A page that does not say is not asked to wait: nobody's sign-up may be lost by this.
        if body.open_ms.is_some_and(|ms| ms < self.min_open_ms.into()) {
            return Err(Rejection::TooFast);
        }
        let revision = body.revision.unwrap_or(0);
        if body.website.is_some_and(|text| !text.is_empty()) {
            return Err(Rejection::Honeypot);
        }
        match <[Value; 4]>::try_from(submission.into_values()) {
            Ok([Value::Email(email), Value::Text(name), Value::Text(role), Value::Checked(true)]) => {
                let given = |text: Box<str>| (!text.is_empty()).then_some(text);
                Ok(ValidatedSignup { id, email, name: given(name), role: given(role), language, revision })
            }
            _ => Err(Rejection::Malformed), // never: these are the kinds of the fields
        }
    }

    /// Returns the response body for invalid fields: their ids and error codes, without text.
    pub fn errors_body(&self, errors: &[FieldError]) -> String {
        let errors = errors.iter().filter_map(|error| {
            Some(ErrorBody { field: self.fields.get(error.field)?.id.as_str(), code: error.kind.code()? })
        });
        let errors = errors.collect();
        serde_json::to_string(&ErrorsBody { errors }).unwrap_or_default() // strings always print
    }
}

impl RequestBody {
    /// Returns the answers in the order of the fields of [`SignupServer`].
    fn inputs(&self) -> [Input<'_>; 4] {
        let [email, name, role] = [&self.email, &self.name, &self.role]
            .map(|text| Input::Text(text.as_deref().unwrap_or_default()));
        [email, name, role, Input::Checked(self.consent.unwrap_or_default())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::{Body, body};
    use crate::sample::{draft, id, own};
    use crate::{Answer, FieldErrorKind, Form, Outcome, Phase};
    use proptest::prelude::*;
    use std::sync::Arc;

    const ID: &str = "0b5c2c1e-7a54-4a6e-9d6c-5f1d0a2b3c4d";

    fn read(body: &str) -> Result<ValidatedSignup, Rejection> {
        SignupServer::default().validate(body.as_bytes())
    }

    #[test]
    fn other_bodies_are_malformed() {
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
            r#"{"email":"a@b","consent":true,"language":"fr","submission_id":"0b5c2c1e-7a54-4a6e-9d6c-5f1d0a2b3c4d"}"#,
            r#"{"email":"a@b","consent":true,"language":"I agree to all","submission_id":"0b5c2c1e-7a54-4a6e-9d6c-5f1d0a2b3c4d"}"#,
        ] {
            assert_eq!(read(body), Err(Rejection::Malformed), "{body}");
        }
        assert_eq!(SignupServer::default().validate(b"\xff\xfe"), Err(Rejection::Malformed));
    }

    #[test]
    fn unknown_fields_are_ignored() {
        let more = format!(r#"{{"submission_id":"{ID}","email":"a@b","consent":true,"later":[1]}}"#);
        let received = read(&more).unwrap();
        assert_eq!((received.email.as_str(), received.name, received.role), ("a@b", None, None));
        assert_eq!((received.id.to_string().as_str(), received.language), (ID, Language::English));
    }

    #[test]
    fn errors_have_fields_and_codes() {
        let body = format!(r#"{{"submission_id":"{ID}","email":"nobody","name":"a\u0007"}}"#);
        let Err(Rejection::Fields(errors)) = read(&body) else { panic!() };
        let answer = SignupServer::default().errors_body(&errors);
        assert_eq!(
            answer,
            r#"{"errors":[{"field":"email","code":"invalid"},{"field":"name","code":"hidden_character"},{"field":"consent","code":"missing"}]}"#
        );
        let told = [FieldError { field: 0, kind: FieldErrorKind::Custom("x".into()) }];
        assert_eq!(SignupServer::default().errors_body(&told), r#"{"errors":[]}"#);
    }

    #[test]
    fn a_form_that_was_too_fast_is_asked_to_come_again() {
        let open = |ms: &str| {
            read(&format!(r#"{{"submission_id":"{ID}","email":"a@b","consent":true,"open_ms":{ms}}}"#))
        };
        for fast in ["0", "1999"] {
            assert_eq!(open(fast), Err(Rejection::TooFast), "{fast}");
        }
        for taken in ["2000", "99999999999", "null"] {
            assert!(open(taken).is_ok(), "{taken}");
        }
        assert!(
            SignupServer::new(0)
                .validate(
                    format!(r#"{{"submission_id":"{ID}","email":"a@b","consent":true,"open_ms":0}}"#)
                        .as_bytes()
                )
                .is_ok()
        );
        assert_eq!(SignupServer::default().too_fast_wait_s(), 2);
    }

    #[test]
    fn a_fast_sign_up_arrives_with_the_retry() {
        for open_ms in [0, 1, 1_999] {
            let mut form = Form::new(Arc::new(own()));
            form.edit(|to| *to = draft(&["a@b", "", "", "true"]));
            form.set_open_ms(open_ms);
            let first = form.submit(id(1), true).unwrap();
            let Body::Text(text) = &first.body else { panic!() };
            assert_eq!(read(text), Err(Rejection::TooFast));
            let retry_after = Some(SignupServer::default().too_fast_wait_s().to_string());
            form.answer(
                first.attempt,
                &Answer::Status { code: 429, body: String::new(), retry_after },
                Some(0),
            );
            assert!(matches!(form.phase(), Phase::Waiting { wait_ms: 2_000, .. }), "{:?}", form.phase());
            let Body::Text(text) = form.resume(first.attempt).unwrap().body else { panic!() };
            assert_eq!(read(&text).unwrap().id, id(1));
        }
    }

    #[test]
    fn a_filled_honeypot_is_recognized() {
        let website = |text: &str| {
            let rest = format!(r#""submission_id":"{ID}","consent":true,"website":{text}"#);
            [r#"{"email":"a@b","#, r#"{"email":"nobody","#]
                .map(|email| read(&format!("{email}{rest}}}")).err())
        };
        let wrong = Some(Rejection::Fields(vec![FieldError { field: 0, kind: FieldErrorKind::Invalid }]));
        assert_eq!(website("\"https://spam.example\""), [Some(Rejection::Honeypot), wrong.clone()]);
        for empty in ["\"\"", "null"] {
            assert_eq!(website(empty), [None, wrong.clone()], "{empty}");
        }
    }

    /// Texts of all lengths and kinds, some of which are valid.
    fn any_text() -> impl Strategy<Value = String> {
        prop_oneof![Just(String::new()), "[ \t]{0,3}", "\\PC{0,30}", ".{0,20}", "\\PC{190,210}", "a{190,210}"]
    }

    proptest! {
        #[test]
        fn page_and_server_agree(
            email in prop_oneof!["[a-z.+]{1,9}@[a-z]{1,9}", " ?a@b\u{fc}.de ?", "a{240,250}@b.cde", any_text()],
            (name, role) in (any_text(), any_text()),
            consent: bool,
        ) {
            let page = draft(&[&email, &name, &role, if consent { "true" } else { "" }]).validate(&own().fields);
            let body = serde_json::json!(
                {"email": email, "name": name, "role": role, "consent": consent, "submission_id": ID}
            );
            match (page, read(&body.to_string())) {
                (Ok(page), Ok(server)) => {
                    let text = |text: Option<Box<str>>| Value::Text(text.unwrap_or_default());
                    let server = [
                        Value::Email(server.email), text(server.name), text(server.role), Value::Checked(true),
                    ];
                    prop_assert_eq!(page.values(), server);
                }
                (page, server) => prop_assert_eq!(server.err(), page.err().map(Rejection::Fields)),
            }
        }

        #[test]
        fn the_server_reads_the_bodies_of_the_page(
            email in "[a-z.+]{1,20}@[a-z]{1,20}(\\.[a-z]{1,20}){0,3}",
            name in ".{0,210}",
            role in "\\PC{0,210}",
            bytes: [u8; 16],
            open_ms in prop::option::of(MIN_OPEN_MS..),
            language in prop::sample::select(&Language::ALL[..]),
        ) {
            let id = SubmissionId::from_random(bytes);
            let fields = own().fields;
            let Ok(submission) = draft(&[&email, &name, &role, "true"]).validate(&fields) else { return Ok(()) };
            let submission = submission.with_language(Some(language));
            let Body::Text(text) = body(&own(), &submission, &id, open_ms) else { panic!() };
            let received = read(&text).unwrap();
            prop_assert_eq!(received.email.as_str(), email);
            prop_assert_eq!(received.name.as_deref().unwrap_or_default(), name.trim());
            prop_assert_eq!(received.role.as_deref().unwrap_or_default(), role.trim());
            prop_assert_eq!((received.id, received.language), (id, language));
        }

        #[test]
        fn the_page_reads_the_errors_of_the_server(email: String, name: String, consent: bool) {
            let body = serde_json::json!({"email": email, "name": name, "consent": consent, "submission_id": ID});
            if let Err(Rejection::Fields(errors)) = read(&body.to_string()) {
                let body = SignupServer::default().errors_body(&errors);
                let answer = Answer::Status { code: 422, body, retry_after: None };
                prop_assert_eq!(Outcome::of(&answer, &own()), Outcome::Rejected { errors, message: None });
            }
        }
    }
}
