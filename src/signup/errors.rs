//! What a receiver says is wrong, in the layouts that receivers have.

use super::{FieldError, Flaw};
use crate::bundle::json;
use crate::challenge::is_deceptive;
use crate::config::{ErrorShape, Field, Pointer, Receiver};

/// The longest text of a receiver that is shown, in characters.
pub const MAX_TOLD: usize = 200;

/// What a receiver says is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Faults {
    /// With fields of the form, in its order, one for each at most.
    pub fields: Vec<FieldError>,
    /// With the whole, in plain words; to be shown as text, never as HTML.
    pub told: Option<Box<str>>,
}

/// Reads the errors of a body, valid JSON; none if it holds none.
pub fn read(receiver: &Receiver, raw: &str) -> Option<Faults> {
    let errors = receiver.errors.as_ref()?;
    let at = errors.at.find(raw)?;
    let part = |pointer: &Option<Pointer>, raw| pointer.as_ref().and_then(|pointer| pointer.find(raw));
    let text = |pointer, raw| part(pointer, raw).and_then(json::text);
    let mut faults = Faults::default();
    let mut note = |field: Option<usize>, code: Option<&str>, said: Option<&str>| {
        let flaw = flaw(receiver, code, said);
        match field {
            Some(field) if faults.fields.iter().all(|error| error.field != field) => {
                faults.fields.push(FieldError { field, flaw });
            }
            Some(_) => {}
            None => {
                if let (None, Flaw::Told(words)) = (&faults.told, flaw) {
                    faults.told = Some(words);
                }
            }
        }
    };
    match errors.shape {
        ErrorShape::Message => {
            let (code, said) = (text(&errors.code, raw), json::text(at)?);
            note(None, code.as_deref(), Some(&said));
        }
        ErrorShape::List => {
            let entries = json::list(at).filter(|entries| !entries.is_empty())?;
            for raw in entries {
                let field = text(&errors.field, raw).and_then(|name| find(receiver, &name));
                let said = text(&errors.text, raw).or_else(|| json::text(raw));
                note(field, text(&errors.code, raw).as_deref(), said.as_deref());
            }
        }
        ErrorShape::ByField => {
            let entries = json::object(at).filter(|entries| !entries.is_empty())?;
            for (name, raw) in entries {
                // Often a list of all that is wrong with the field: the first will do.
                let raw = json::list(raw).and_then(|list| list.first().copied()).unwrap_or(raw);
                let said = text(&errors.text, raw).or_else(|| json::text(raw));
                note(find(receiver, &name), text(&errors.code, raw).as_deref(), said.as_deref());
            }
        }
    }
    let in_order = crate::order::sorted(&faults.fields, |a, b| a.field.cmp(&b.field));
    Some(Faults { fields: in_order, ..faults })
}

/// The field that a receiver calls so.
fn find(receiver: &Receiver, name: &str) -> Option<usize> {
    let is_called =
        |field: &Field| field.id.as_str() == name || field.to.as_ref().is_some_and(|to| to.name() == name);
    receiver.fields.iter().position(is_called)
}

/// What to say: the publisher's words for the code, ours for a code of ours, else the receiver's.
fn flaw(receiver: &Receiver, code: Option<&str>, said: Option<&str>) -> Flaw {
    let known = code.and_then(|code| receiver.error_texts.iter().find(|(known, _)| **known == *code));
    let own = known.map(|(_, text)| &**text).or(code);
    if let Some(flaw) = own.and_then(Flaw::from_code) {
        return flaw;
    }
    let words = known.map(|(_, text)| text.clone());
    words.or_else(|| said.and_then(plain)).map_or(Flaw::Invalid, Flaw::Told)
}

/// The text if it is short plain words once blanks are folded; nothing of a text with HTML in
/// it, since a part of it may say something else.
pub fn plain(text: &str) -> Option<Box<str>> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty()
        || words.contains(|c: char| matches!(c, '<' | '>') || c.is_control() || is_deceptive(c))
    {
        return None;
    }
    let Some((end, _)) = words.char_indices().nth(MAX_TOLD) else { return Some(words.into()) };
    let last = words[..end].char_indices().next_back().map_or(0, |(at, _)| at);
    Some(format!("{}…", &words[..last]).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signup::sample::{many_kinds, own, receiver};
    use proptest::prelude::*;

    fn told(words: &str) -> Flaw {
        Flaw::Told(words.into())
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

    fn check(errors: &str, body: &str, fields: &[(usize, Flaw)], words: Option<&str>) {
        let faults = read(&with_errors(errors), body).unwrap();
        let found: Vec<_> = faults.fields.into_iter().map(|error| (error.field, error.flaw)).collect();
        assert_eq!((found.as_slice(), faults.told.as_deref()), (fields, words), "{body}");
    }

    #[test]
    fn a_list_has_an_entry_for_each() {
        let list = r#"{"list": "/errors", "field": "/field", "code": "/code", "text": "/message"}"#;
        check(
            list,
            r#"{"errors": [
                {"field": "first", "message": "too odd"},
                {"field": "email", "code": "TYPE_EMAIL", "message": "should be an email"},
                {"field": "email", "code": "LATER"}
            ]}"#,
            &[(0, Flaw::Invalid), (1, told("too odd"))],
            None,
        );
        check(list, r#"{"errors": [{"code": "BLOCKED"}]}"#, &[], Some("This address can't be signed up."));
        check(list, r#"{"errors": [{"field": "other", "message": "<b>no</b>"}]}"#, &[], None);
        check(list, r#"{"errors": ["just words"]}"#, &[], Some("just words"));
        for none in [r#"{"errors": []}"#, "{}", r#"{"errors": "no"}"#, "[]"] {
            assert_eq!(read(&with_errors(list), none), None, "{none}");
        }
    }

    #[test]
    fn a_map_has_a_field_for_each_field() {
        check(
            r#"{"by_field": "/data", "code": "/code", "text": "/message"}"#,
            r#"{"data": {"email": {"code": "validation_is_email", "message": "Must be valid."}}}"#,
            &[(0, told("Must be valid."))],
            None,
        );
        check(
            r#"{"by_field": "/errors/fields"}"#,
            r#"{"errors": {"fields": {"email": ["Not an address.", "Too long."], "x": ["y"]}}}"#,
            &[(0, told("Not an address."))],
            Some("y"),
        );
        assert_eq!(read(&with_errors(r#"{"by_field": "/data"}"#), r#"{"data": {}}"#), None);
    }

    #[test]
    fn a_message_is_for_all() {
        check(
            r#"{"message": "/message", "code": "/code"}"#,
            r#"{"code": "E1", "message": " Unknown\n list. "}"#,
            &[],
            Some("Unknown list."),
        );
        check(r#"{"message": "/detail"}"#, r#"{"detail": "a <a href=x>link</a>"}"#, &[], None);
        assert_eq!(read(&with_errors(r#"{"message": "/detail"}"#), r#"{"detail": 5}"#), None);
    }

    #[test]
    fn our_own_receiver_speaks_in_codes() {
        let body = r#"{"errors":[{"field":"email","code":"invalid"},{"field":"consent","code":"missing"}]}"#;
        let errors = [(0, Flaw::Invalid), (3, Flaw::Missing)].map(|(field, flaw)| FieldError { field, flaw });
        assert_eq!(read(&own(), body).unwrap().fields, errors);
        let later =
            r#"{"errors":[{"field":"role","code":"E17","message":"<b>"},{"field":"x","code":"missing"}]}"#;
        assert_eq!(read(&own(), later).unwrap().fields, [FieldError { field: 2, flaw: Flaw::Invalid }]);
    }

    #[test]
    fn a_receivers_words_are_short_and_plain() {
        assert_eq!(plain(&"é".repeat(200)).unwrap().chars().count(), 200);
        let cut = plain(&"é".repeat(500)).unwrap();
        assert_eq!((cut.chars().count(), cut.ends_with("é…")), (200, true));
        for not_shown in ["", " \n ", "<script>", "a > b", "a\u{202E}b", "a\u{0}b"] {
            assert_eq!(plain(not_shown), None, "{not_shown:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_said_stays_plain(said in "\\PC{0,300}", body in "\\PC{0,60}") {
            let body = format!(r#"{{"data": {{"email": {{"message": {}}}, {}: 1}}}}"#, json::quoted(&said), json::quoted(&body));
            let faults = read(&many_kinds(), &body).unwrap();
            for error in faults.fields {
                if let Flaw::Told(words) = error.flaw {
                    prop_assert!(!words.contains(['<', '>', '\n']) && words.chars().count() <= MAX_TOLD);
                }
            }
        }
    }
}
