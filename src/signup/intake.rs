//! The other side: what the receiver that comes with the tool reads and answers.
//!
//! Native only. It checks with the same rules as the page ([`super::Draft::check`]), so they
//! can't disagree.

use serde::{Deserialize, Serialize};

use super::{Draft, EmailAddress, FieldError, SubmissionId, Value};
use crate::config::{Address, Field, Receiver};
use crate::language::Language;

/// What the receiver answers when a sign-up is safely stored, or already was.
///
/// A host that answers 200 to everything does not say this, so it is not taken for a receiver.
pub const CONFIRMATION: &str = r#"{"status":"ok"}"#;

/// For how long a person has a form open at the least, in milliseconds. A sign-up from one that
/// was open for less is asked to come again, as only a page does that knows how.
pub const MIN_OPEN_MS: u32 = 2_000;

/// What our own receiver asks: email, name, role and consent.
#[derive(Clone, Debug)]
pub struct Intake {
    fields: Vec<Field>,
    min_open_ms: u32,
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
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    open_ms: Option<u64>,
    #[serde(default)]
    website: Option<String>,
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
    /// The language that the form was read in, and with it the sentence that was agreed to. English
    /// where the page does not say: such pages come from before there was another.
    pub language: Language,
}

/// Why a body is not to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoSignUp {
    /// Not JSON of the expected form, without an id, or read in a language that the receiver does not
    /// speak: it would not know what was agreed to.
    Malformed,
    /// These fields are wrong.
    Fields(Vec<FieldError>),
    /// The form was not open for long enough. What asks again later, as a page does by itself,
    /// is taken.
    TooFast,
    /// A program has filled in the field that no visitor sees. It is to believe that it was heard.
    Decoy,
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
        Self::new(MIN_OPEN_MS)
    }
}

impl Intake {
    /// `min_open_ms` is for how long a form must have been open; most take [`MIN_OPEN_MS`].
    pub fn new(min_open_ms: u32) -> Self {
        Self { fields: Receiver::own(Address::bundle_beside_the_site()).fields, min_open_ms }
    }

    /// How long to keep off a form that was [`NoSignUp::TooFast`], in seconds: long enough,
    /// whenever it was opened.
    pub fn too_fast_wait_s(&self) -> u32 {
        self.min_open_ms.div_ceil(1_000)
    }

    /// Reads a request's body.
    pub fn read(&self, body: &[u8]) -> Result<Received, NoSignUp> {
        let read: BodyIn = serde_json::from_slice(body).map_err(|_no_sign_up| NoSignUp::Malformed)?;
        let id = SubmissionId::parse(&read.submission_id).ok_or(NoSignUp::Malformed)?;
        let tag = read.language.as_deref().unwrap_or(Language::ALL[0].tag());
        let language = Language::of_tag(tag).ok_or(NoSignUp::Malformed)?;
        let mut draft = Draft::default();
        for (at, text) in [read.email, read.name, read.role].into_iter().enumerate() {
            draft.type_in(at, text.as_deref().unwrap_or_default());
        }
        draft.tick(3, read.consent.unwrap_or_default());
        let submission = draft.check(&self.fields).map_err(NoSignUp::Fields)?;
        let text = |at: usize| match submission.values().get(at) {
            Some(Value::Text(text)) if !text.is_empty() => Some(text.clone()),
            _ => None,
        };
        let email = submission.email().cloned().ok_or(NoSignUp::Malformed)?;
        // A page that does not say is not asked to wait: nobody's sign-up may be lost by this.
        if read.open_ms.is_some_and(|ms| ms < self.min_open_ms.into()) {
            return Err(NoSignUp::TooFast);
        }
        if read.website.is_some_and(|typed| !typed.is_empty()) {
            return Err(NoSignUp::Decoy);
        }
        Ok(Received { id, email, name: text(1), role: text(2), language })
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
    use crate::signup::sample::{draft, id, own};
    use crate::signup::{Answer, Flaw, Form, Outcome, Phase};
    use proptest::prelude::*;
    use std::sync::Arc;

    const ID: &str = "0b5c2c1e-7a54-4a6e-9d6c-5f1d0a2b3c4d";

    fn read(body: &str) -> Result<Received, NoSignUp> {
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
            r#"{"email":"a@b","consent":true,"language":"fr","submission_id":"0b5c2c1e-7a54-4a6e-9d6c-5f1d0a2b3c4d"}"#,
            r#"{"email":"a@b","consent":true,"language":"I agree to all","submission_id":"0b5c2c1e-7a54-4a6e-9d6c-5f1d0a2b3c4d"}"#,
        ] {
            assert_eq!(read(body), Err(NoSignUp::Malformed), "{body}");
        }
        assert_eq!(Intake::default().read(b"\xff\xfe"), Err(NoSignUp::Malformed));
    }

    #[test]
    fn fields_it_does_not_know_are_passed_over() {
        let more = format!(r#"{{"submission_id":"{ID}","email":"a@b","consent":true,"later":[1]}}"#);
        let received = read(&more).unwrap();
        assert_eq!((received.email.as_str(), received.name, received.role), ("a@b", None, None));
        assert_eq!((received.id.as_str(), received.language), (ID, Language::English));
    }

    #[test]
    fn errors_are_fields_and_codes() {
        let body = format!(r#"{{"submission_id":"{ID}","email":"nobody","name":"a\u0007"}}"#);
        let Err(NoSignUp::Fields(errors)) = read(&body) else { panic!() };
        let answer = Intake::default().print_errors(&errors);
        assert_eq!(
            answer,
            r#"{"errors":[{"field":"email","code":"invalid"},{"field":"name","code":"hidden_character"},{"field":"consent","code":"missing"}]}"#
        );
        let told = [FieldError { field: 0, flaw: Flaw::Told("x".into()) }];
        assert_eq!(Intake::default().print_errors(&told), r#"{"errors":[]}"#);
    }

    #[test]
    fn a_form_that_was_faster_than_a_person_is_asked_to_come_again() {
        let open = |ms: &str| {
            read(&format!(r#"{{"submission_id":"{ID}","email":"a@b","consent":true,"open_ms":{ms}}}"#))
        };
        for fast in ["0", "1999"] {
            assert_eq!(open(fast), Err(NoSignUp::TooFast), "{fast}");
        }
        for taken in ["2000", "99999999999", "null"] {
            assert!(open(taken).is_ok(), "{taken}");
        }
        assert!(
            Intake::new(0)
                .read(
                    format!(r#"{{"submission_id":"{ID}","email":"a@b","consent":true,"open_ms":0}}"#)
                        .as_bytes()
                )
                .is_ok()
        );
        assert_eq!(Intake::default().too_fast_wait_s(), 2);
    }

    #[test]
    fn nobody_loses_a_sign_up_by_being_fast() {
        for open_ms in [0, 1, 1_999] {
            let mut form = Form::new(Arc::new(own()));
            form.edit(|to| *to = draft(&["a@b", "", "", "true"]));
            form.been_open(open_ms);
            let first = form.submit(id(1), true).unwrap();
            let Body::Text(text) = &first.body else { panic!() };
            assert_eq!(read(text), Err(NoSignUp::TooFast));
            let retry_after = Some(Intake::default().too_fast_wait_s().to_string());
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
    fn a_decoy_that_is_filled_in_is_told_apart() {
        let website = |text: &str| {
            let rest = format!(r#""submission_id":"{ID}","consent":true,"website":{text}"#);
            [r#"{"email":"a@b","#, r#"{"email":"nobody","#]
                .map(|email| read(&format!("{email}{rest}}}")).err())
        };
        let wrong = Some(NoSignUp::Fields(vec![FieldError { field: 0, flaw: Flaw::Invalid }]));
        assert_eq!(website("\"https://spam.example\""), [Some(NoSignUp::Decoy), wrong.clone()]);
        for empty in ["\"\"", "null"] {
            assert_eq!(website(empty), [None, wrong.clone()], "{empty}");
        }
    }

    proptest! {
        #[test]
        fn what_the_page_sends_is_read_as_it_was_meant(
            email in "[a-z.+]{1,20}@[a-z]{1,20}(\\.[a-z]{1,20}){0,3}",
            name in ".{0,210}",
            role in "\\PC{0,210}",
            bytes: [u8; 16],
            open_ms in prop::option::of(MIN_OPEN_MS..),
            language in prop::sample::select(&Language::ALL[..]),
        ) {
            let id = SubmissionId::from_random(bytes);
            let fields = own().fields;
            let Ok(submission) = draft(&[&email, &name, &role, "true"]).check(&fields) else { return Ok(()) };
            let submission = submission.read_in(Some(language));
            let Body::Text(text) = body(&own(), &submission, &id, open_ms) else { panic!() };
            let received = read(&text).unwrap();
            prop_assert_eq!(received.email.as_str(), email);
            prop_assert_eq!(received.name.as_deref().unwrap_or_default(), name.trim());
            prop_assert_eq!(received.role.as_deref().unwrap_or_default(), role.trim());
            prop_assert_eq!((received.id, received.language), (id, language));
        }

        #[test]
        fn what_it_finds_wrong_the_page_reads_back(email: String, name: String, consent: bool) {
            let body = serde_json::json!({"email": email, "name": name, "consent": consent, "submission_id": ID});
            if let Err(NoSignUp::Fields(errors)) = read(&body.to_string()) {
                let body = Intake::default().print_errors(&errors);
                let answer = Answer::Status { code: 422, body, retry_after: None };
                prop_assert_eq!(Outcome::of(&answer, &own()), Outcome::Rejected { errors, told: None });
            }
        }
    }
}
