//! Errors in the answer of a receiver, in the layouts that receivers have.

use data::bundle::json;
use data::challenge::is_deceptive;

use crate::config::{ErrorCause, ErrorLayout, ErrorShape, ErrorText, Field, Pointer, Receiver, phrase};
use crate::{FieldError, FieldErrorKind};

/// Longest message of a receiver that is shown, in characters.
pub const MAX_MESSAGE_CHARS: usize = 200;

/// Errors in the answer of a receiver.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ReceiverErrors {
    /// Errors of fields in the order of the form, one error per field.
    pub fields: Vec<FieldError>,
    /// Plain message about the whole sign-up. Show it as text, never as HTML.
    pub message: Option<Box<str>>,
}

impl ReceiverErrors {
    /// Returns the errors in a body, which is valid JSON; none if it has none.
    pub fn parse(receiver: &Receiver, body: &str) -> Option<Self> {
        let layout = receiver.errors.as_ref()?;
        let at = layout.at.find(body)?;
        let mut errors = Self::default();
        match layout.shape {
            ErrorShape::Message => {
                let message = json::text(at)?;
                errors.add(receiver, None, text(layout.code.as_ref(), body).as_deref(), Some(&message));
            }
            ErrorShape::List => {
                for entry in json::list(at).filter(|entries| !entries.is_empty())? {
                    let field = text(layout.field.as_ref(), entry).and_then(|name| find(receiver, &name));
                    errors.add_entry(receiver, layout, field, entry);
                }
            }
            ErrorShape::ByField => {
                for (name, entry) in json::object(at).filter(|entries| !entries.is_empty())? {
                    // Often a list of all errors of the field: the first is enough.
                    let first = json::list(entry).and_then(|list| list.first().copied());
                    errors.add_entry(receiver, layout, find(receiver, &name), first.unwrap_or(entry));
                }
            }
        }
        errors.fields = slim_std::sort::sorted_by(&errors.fields, |a, b| a.field.cmp(&b.field));
        Some(errors)
    }

    /// Returns the errors whose phrases stand in the text of an answer; none without any. It is for answers that
    /// have no errors where the settings look for them.
    pub fn in_prose(receiver: &Receiver, body: &str) -> Option<Self> {
        let phrases =
            || receiver.error_texts.iter().filter(|known| matches!(known.cause, ErrorCause::Phrase(_)));
        phrases().next()?;
        let said = phrase(body);
        let mut errors = Self::default();
        for known in phrases().filter(|known| known.is_said_in(&said)) {
            errors.put(known.field, known.kind());
        }
        errors.fields = slim_std::sort::sorted_by(&errors.fields, |a, b| a.field.cmp(&b.field));
        (errors != Self::default()).then_some(errors)
    }

    fn add_entry(&mut self, receiver: &Receiver, layout: &ErrorLayout, field: Option<usize>, entry: &str) {
        let message = text(layout.text.as_ref(), entry).or_else(|| json::text(entry).map(Into::into));
        self.add(receiver, field, text(layout.code.as_ref(), entry).as_deref(), message.as_deref());
    }

    /// Adds an error, unless its field or the whole sign-up has one already.
    fn add(&mut self, receiver: &Receiver, field: Option<usize>, code: Option<&str>, message: Option<&str>) {
        let (field, kind) = explain(receiver, field, code, message);
        self.put(field, kind);
    }

    fn put(&mut self, field: Option<usize>, kind: FieldErrorKind) {
        match field {
            Some(field) if self.fields.iter().all(|error| error.field != field) => {
                self.fields.push(FieldError { field, kind });
            }
            Some(_) => {}
            None => {
                if let (None, FieldErrorKind::Custom(message)) = (&self.message, kind) {
                    self.message = Some(message);
                }
            }
        }
    }
}

/// Returns the text at a place of a JSON value.
fn text(place: Option<&Pointer>, raw: &str) -> Option<String> {
    json::text(place?.find(raw)?).map(Into::into)
}

/// Returns the field that a receiver has this name for.
fn find(receiver: &Receiver, name: &str) -> Option<usize> {
    let has_name =
        |field: &Field| field.id.as_str() == name || field.to.as_ref().is_some_and(|to| to.name() == name);
    receiver.fields.iter().position(has_name)
}

/// Returns the field of an error and its words: the publisher's for the code or for a phrase in the message, or the
/// kind for a code of ours, or else the receiver's message. A phrase may name the field of a message that names none.
fn explain(
    receiver: &Receiver,
    field: Option<usize>,
    code: Option<&str>,
    message: Option<&str>,
) -> (Option<usize>, FieldErrorKind) {
    let texts = || receiver.error_texts.iter();
    let fits = |known: &&ErrorText| known.field.is_none() || field.is_none() || known.field == field;
    let of_code = code.and_then(|code| {
        let has_code = |known: &&ErrorText| matches!(&known.cause, ErrorCause::Code(text) if **text == *code);
        texts().filter(|known| known.field.is_none() || known.field == field).find(has_code)
    });
    let said = message.map(phrase);
    let of_phrase =
        || said.as_deref().and_then(|said| texts().filter(fits).find(|known| known.is_said_in(said)));
    if let Some(known) = of_code.or_else(of_phrase) {
        return (field.or(known.field), known.kind());
    }
    let kind = code.and_then(FieldErrorKind::from_code);
    let own = || message.and_then(plain).map_or(FieldErrorKind::Invalid, FieldErrorKind::Custom);
    (field, kind.unwrap_or_else(own))
}

impl ErrorText {
    /// Returns `true` if this is for a phrase that stands in a text, which [`phrase`] has made.
    fn is_said_in(&self, said: &str) -> bool {
        matches!(&self.cause, ErrorCause::Phrase(words) if said.contains(&**words))
    }

    fn kind(&self) -> FieldErrorKind {
        FieldErrorKind::from_code(&self.text).unwrap_or_else(|| FieldErrorKind::Custom(self.text.clone()))
    }
}

/// Returns a text as one line of at most [`MAX_MESSAGE_CHARS`]; none for a text with HTML or hidden
/// characters in it, since a part of it may say something else.
fn plain(text: &str) -> Option<Box<str>> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() || line.contains(|c: char| matches!(c, '<' | '>') || c.is_control() || is_deceptive(c))
    {
        return None;
    }
    let Some((end, _)) = line.char_indices().nth(MAX_MESSAGE_CHARS) else { return Some(line.into()) };
    let last = line[..end].char_indices().next_back().map_or(0, |(at, _)| at);
    Some(format!("{}…", &line[..last]).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{many_kinds, own, receiver};
    use proptest::prelude::*;

    fn custom(text: &str) -> FieldErrorKind {
        FieldErrorKind::Custom(text.into())
    }

    fn with_errors(errors: &str) -> Receiver {
        receiver(&format!(
            r#"{{
                "action": "https://list.example/",
                "fields": [
                    {{"id": "email", "kind": "email", "to": "/contact/email"}},
                    {{"id": "name", "kind": "text", "to": "/contact/first"}}
                ],
                "success": {{"status": [200]}},
                "errors": {errors},
                "error_texts": {{"TYPE_EMAIL": "invalid", "BLOCKED": "This address can't be signed up."}}
            }}"#
        ))
    }

    /// A receiver that says everything in prose.
    fn in_prose() -> Receiver {
        receiver(
            r#"{
                "action": "https://list.example/",
                "fields": [
                    {"id": "email", "kind": "email", "to": "/email"},
                    {"id": "name", "kind": "text", "to": "/name"}
                ],
                "success": {"status": [200], "json": [{"at": "/ok"}]},
                "errors": {"message": "/message", "code": "/code"},
                "error_texts": {
                    "required": "Fill this in, please.",
                    "email": {"required": "No address, no mail.", "E2": "too_long"}
                },
                "error_phrases": [
                    {"phrase": "Email  IS invalid", "field": "email", "text": "invalid"},
                    {"phrase": "blocked", "text": "This list is full."},
                    {"phrase": "r\u00c4tselhaft", "field": "name", "text": "Another name, please."}
                ]
            }"#,
        )
    }

    #[test]
    fn a_phrase_names_the_field_and_the_words() {
        let of = |body: &str| ReceiverErrors::parse(&in_prose(), body).unwrap();
        let field = |field, kind| ReceiverErrors { fields: vec![FieldError { field, kind }], message: None };
        assert_eq!(of(r#"{"message": "Sorry: the email\n is INVALID!"}"#), field(0, FieldErrorKind::Invalid));
        assert_eq!(of(r#"{"message": "R\u00e4tselhaft"}"#), field(1, custom("Another name, please.")));
        let whole = |text: &str| ReceiverErrors { fields: Vec::new(), message: Some(text.into()) };
        assert_eq!(of(r#"{"message": "You are blocked."}"#), whole("This list is full."));
        assert_eq!(of(r#"{"message": "Something else."}"#), whole("Something else."));
        assert_eq!(
            of(r#"{"message": "blocked", "code": "required"}"#),
            whole("Fill this in, please."),
            "the code is surer"
        );
    }

    #[test]
    fn a_code_may_have_words_for_each_field() {
        let by_field = Receiver { errors: many_kinds().errors, ..in_prose() };
        let of = |body: &str| ReceiverErrors::parse(&by_field, body).unwrap();
        let errors = of(
            r#"{"data": {"email": {"code": "required"}, "name": {"code": "required"}, "x": {"code": "E2", "message": "m"}}}"#,
        );
        let found: Vec<_> = errors.fields.into_iter().map(|error| (error.field, error.kind)).collect();
        assert_eq!(found, [(0, custom("No address, no mail.")), (1, custom("Fill this in, please."))]);
        assert_eq!(errors.message.as_deref(), Some("m"), "no code of the email");
    }

    #[test]
    fn phrases_are_found_in_an_answer_without_json() {
        let page = "<html><p>The email is\n invalid.</p><p>Blocked</p></html>";
        let errors = ReceiverErrors::in_prose(&in_prose(), page).unwrap();
        assert_eq!(errors.fields, [FieldError { field: 0, kind: FieldErrorKind::Invalid }]);
        assert_eq!(errors.message.as_deref(), Some("This list is full."));
        assert_eq!(ReceiverErrors::in_prose(&in_prose(), "<html>Welcome</html>"), None);
        assert_eq!(ReceiverErrors::in_prose(&own(), page), None);
    }

    fn check(errors: &str, body: &str, fields: &[(usize, FieldErrorKind)], text: Option<&str>) {
        let errors = ReceiverErrors::parse(&with_errors(errors), body).unwrap();
        let found: Vec<_> = errors.fields.into_iter().map(|error| (error.field, error.kind)).collect();
        assert_eq!((found.as_slice(), errors.message.as_deref()), (fields, text), "{body}");
    }

    #[test]
    fn errors_may_be_a_list() {
        let list = r#"{"list": "/errors", "field": "/field", "code": "/code", "text": "/message"}"#;
        check(
            list,
            r#"{"errors": [
                {"field": "first", "message": "too odd"},
                {"field": "email", "code": "TYPE_EMAIL", "message": "should be an email"},
                {"field": "email", "code": "LATER"}
            ]}"#,
            &[(0, FieldErrorKind::Invalid), (1, custom("too odd"))],
            None,
        );
        check(list, r#"{"errors": [{"code": "BLOCKED"}]}"#, &[], Some("This address can't be signed up."));
        check(list, r#"{"errors": [{"field": "other", "message": "<b>no</b>"}]}"#, &[], None);
        check(list, r#"{"errors": ["just text"]}"#, &[], Some("just text"));
        for none in [r#"{"errors": []}"#, "{}", r#"{"errors": "no"}"#, "[]"] {
            assert_eq!(ReceiverErrors::parse(&with_errors(list), none), None, "{none}");
        }
    }

    #[test]
    fn errors_may_be_a_map() {
        check(
            r#"{"by_field": "/data", "code": "/code", "text": "/message"}"#,
            r#"{"data": {"email": {"code": "validation_is_email", "message": "Must be valid."}}}"#,
            &[(0, custom("Must be valid."))],
            None,
        );
        check(
            r#"{"by_field": "/errors/fields"}"#,
            r#"{"errors": {"fields": {"email": ["Not an address.", "Too long."], "x": ["y"]}}}"#,
            &[(0, custom("Not an address."))],
            Some("y"),
        );
        assert_eq!(ReceiverErrors::parse(&with_errors(r#"{"by_field": "/data"}"#), r#"{"data": {}}"#), None);
    }

    #[test]
    fn errors_may_be_one_message() {
        check(
            r#"{"message": "/message", "code": "/code"}"#,
            r#"{"code": "E1", "message": " Unknown\n list. "}"#,
            &[],
            Some("Unknown list."),
        );
        check(r#"{"message": "/detail"}"#, r#"{"detail": "a <a href=x>link</a>"}"#, &[], None);
        assert_eq!(
            ReceiverErrors::parse(&with_errors(r#"{"message": "/detail"}"#), r#"{"detail": 5}"#),
            None
        );
    }

    #[test]
    fn the_built_in_receiver_sends_codes() {
        let body = r#"{"errors":[{"field":"email","code":"invalid"},{"field":"consent","code":"missing"}]}"#;
        let errors = [(0, FieldErrorKind::Invalid), (3, FieldErrorKind::Missing)]
            .map(|(field, kind)| FieldError { field, kind });
        assert_eq!(ReceiverErrors::parse(&own(), body).unwrap().fields, errors);
        let later =
            r#"{"errors":[{"field":"role","code":"E17","message":"<b>"},{"field":"x","code":"missing"}]}"#;
        assert_eq!(
            ReceiverErrors::parse(&own(), later).unwrap().fields,
            [FieldError { field: 2, kind: FieldErrorKind::Invalid }]
        );
    }

    #[test]
    fn messages_are_short_and_plain() {
        assert_eq!(plain(&"é".repeat(200)).unwrap().chars().count(), 200);
        let cut = plain(&"é".repeat(500)).unwrap();
        assert_eq!((cut.chars().count(), cut.ends_with("é…")), (200, true));
        for not_shown in ["", " \n ", "<script>", "a > b", "a\u{202E}b", "a\u{0}b"] {
            assert_eq!(plain(not_shown), None, "{not_shown:?}");
        }
    }

    proptest! {
        #[test]
        fn any_message_stays_plain(said in "\\PC{0,300}", body in "\\PC{0,60}") {
            let body = format!(r#"{{"data": {{"email": {{"message": {}}}, {}: 1}}}}"#, json::quoted(&said), json::quoted(&body));
            let errors = ReceiverErrors::parse(&many_kinds(), &body).unwrap();
            for error in errors.fields {
                if let FieldErrorKind::Custom(text) = error.kind {
                    prop_assert!(!text.contains(['<', '>', '\n']) && text.chars().count() <= MAX_MESSAGE_CHARS);
                }
            }
        }
    }
}
