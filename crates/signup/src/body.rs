//! Bodies of requests: the answers and constants in the receiver's own layout.

use data::bundle::json::quoted;

use crate::config::{
    Constant, Encoding, Extra, Field, Pointer, Receiver, SUBMISSION_ID, Scalar, Step, Target, Transport,
};
use crate::{Submission, SubmissionId, Value};

/// Body of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Text; its media type is among the headers.
    Text(String),
    /// Names and values in order, for the browser to encode: as the parts of a multipart body, or as the
    /// hidden fields of a form of its own.
    Pairs(Vec<(String, String)>),
}

/// Returns a text with an id in the place of [`SUBMISSION_ID`].
pub fn fill_in(text: &str, id: &SubmissionId) -> String {
    text.replace(SUBMISSION_ID, &id.to_string())
}

/// Returns a submission as its receiver expects it. `open_ms` is the time that the form was open in
/// milliseconds, if it is known.
pub fn body(receiver: &Receiver, submission: &Submission, id: &SubmissionId, open_ms: Option<u32>) -> Body {
    match (receiver.encoding, receiver.transport) {
        (Encoding::Json | Encoding::JsonText, _) => Body::Text(json(receiver, submission, id, open_ms)),
        (Encoding::Form, Transport::Fetch | Transport::Opaque) => {
            Body::Text(url_encoded(&pairs(receiver, submission, id, open_ms)))
        }
        _ => Body::Pairs(pairs(receiver, submission, id, open_ms)),
    }
}

/// Returns the values that are sent for an answer; none for one that was not given. JSON has `false` for an
/// unchecked box, unless the settings have a value for a checked one.
fn scalars(field: &Field, value: &Value, in_json: bool) -> Vec<Scalar> {
    let text = |text: &str| Scalar { text: text.into(), is_text: true };
    let one = match value {
        Value::Chosen(values) => return values.iter().map(|value| text(value)).collect(),
        Value::Email(address) => Some(text(address.as_str())),
        Value::Text(answer) => (!answer.is_empty()).then(|| text(answer)),
        Value::Checked(true) if field.ticked.is_some() => field.ticked.clone(),
        Value::Checked(checked) if *checked || (in_json && field.ticked.is_none()) => {
            Some(Scalar { text: if *checked { "true" } else { "false" }.into(), is_text: false })
        }
        Value::Checked(_) => None,
    };
    one.into_iter().collect()
}

fn pairs(
    receiver: &Receiver,
    submission: &Submission,
    id: &SubmissionId,
    open_ms: Option<u32>,
) -> Vec<(String, String)> {
    let answers = receiver.fields.iter().zip(submission.values()).flat_map(|(field, value)| {
        let sent = |to: &Target| {
            let name = to.name().to_owned();
            scalars(field, value, false)
                .into_iter()
                .map(move |value| (name.clone(), value.text.into_string()))
        };
        field.to.as_ref().map(sent).into_iter().flatten()
    });
    let extra = receiver.extra.iter().flat_map(|extra| {
        let values = match &extra.value {
            Constant::One(value) => vec![fill_in(&value.text, id)],
            Constant::Many(values) => values.iter().map(|value| fill_in(&value.text, id)).collect(),
            Constant::OpenMs => open_ms.iter().map(u32::to_string).collect(),
            Constant::Language => {
                submission.language().iter().map(|language| language.tag().into()).collect()
            }
            Constant::Revision => revision(submission).iter().map(u32::to_string).collect(),
        };
        values.into_iter().map(|value| (extra.to.name().to_owned(), value))
    });
    let honeypot = receiver.honeypot.iter().map(|to| (to.name().to_owned(), String::new()));
    answers.chain(extra).chain(honeypot).collect()
}

/// Returns pairs as a browser's own form encodes them (`application/x-www-form-urlencoded`): with CRLF for
/// every line break, which only constants can have.
fn url_encoded(pairs: &[(String, String)]) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs {
        out.append_pair(name, &value.replace("\r\n", "\n").replace(['\r', '\n'], "\r\n"));
    }
    out.finish()
}

fn json(receiver: &Receiver, submission: &Submission, id: &SubmissionId, open_ms: Option<u32>) -> String {
    let mut root = Tree::Keys(Vec::new());
    let print = |value: &Scalar| {
        if value.is_text { quoted(&fill_in(&value.text, id)) } else { value.text.to_string() }
    };
    let answers: Vec<(&Pointer, Option<String>)> = receiver
        .fields
        .iter()
        .zip(submission.values())
        .filter_map(|(field, value)| Some((pointer(field.to.as_ref()?)?, json_answer(field, value))))
        .collect();
    for (to, value) in &answers {
        if let Some(text) = value {
            root.put(to.steps(), text.clone());
        }
    }
    for Extra { to, value } in &receiver.extra {
        let Some(to) = pointer(to).filter(|to| is_included(to, &answers)) else { continue };
        let text = match value {
            Constant::One(value) => print(value),
            Constant::Many(values) => {
                format!("[{}]", values.iter().map(print).collect::<Vec<_>>().join(","))
            }
            Constant::OpenMs => match open_ms {
                Some(ms) => ms.to_string(),
                None => continue,
            },
            Constant::Language => match submission.language() {
                Some(language) => quoted(language.tag()),
                None => continue,
            },
            Constant::Revision => match revision(submission) {
                Some(revision) => revision.to_string(),
                None => continue,
            },
        };
        root.put(to.steps(), text);
    }
    if let Some(to) = receiver.honeypot.as_ref().and_then(pointer) {
        root.put(to.steps(), quoted(""));
    }
    let mut out = String::new();
    root.print(&mut out);
    out
}

/// Returns the number of a correction; none for the first answers.
fn revision(submission: &Submission) -> Option<u32> {
    Some(submission.revision()).filter(|revision| *revision > 0)
}

/// Returns an answer as JSON, of several choices a list; none for one that was not given. A visitor's text is sent
/// as it is, even if it looks like a placeholder.
fn json_answer(field: &Field, value: &Value) -> Option<String> {
    let print = |value: &Scalar| if value.is_text { quoted(&value.text) } else { value.text.to_string() };
    let values: Vec<String> = scalars(field, value, true).iter().map(print).collect();
    if values.is_empty() {
        return None;
    }
    let text = values.join(",");
    Some(if matches!(value, Value::Chosen(_)) { format!("[{text}]") } else { text })
}

fn pointer(target: &Target) -> Option<&Pointer> {
    match target {
        Target::Pointer(pointer) => Some(pointer),
        Target::Name(_) => None,
    }
}

/// Returns `true` if a constant is sent. One in an entry of a list with answers is sent only if one of those
/// was given: the name of a property says nothing without its value.
fn is_included(to: &Pointer, answers: &[(&Pointer, Option<String>)]) -> bool {
    let Some(entry) = to.entry() else { return true };
    let mut beside = answers.iter().filter(|(to, _)| to.steps().starts_with(entry)).peekable();
    beside.peek().is_none() || beside.any(|(_, value)| value.is_some())
}

/// JSON document under construction. Entries of lists are in the order of their indexes; where one was left
/// out, the next moves up.
enum Tree {
    Leaf(String),
    Keys(Vec<(Box<str>, Self)>),
    Items(Vec<(u8, Self)>),
}

impl Tree {
    /// Puts printed JSON at a place. The settings have been checked for places that conflict.
    fn put(&mut self, steps: &[Step], text: String) {
        let Some((step, rest)) = steps.split_first() else {
            *self = Self::Leaf(text);
            return;
        };
        let is_empty = matches!(self, Self::Keys(keys) if keys.is_empty());
        match step {
            Step::Index(index) => {
                if is_empty {
                    *self = Self::Items(Vec::new());
                }
                let Self::Items(items) = self else { return };
                let at = items.iter().position(|(other, _)| other >= index).unwrap_or(items.len());
                if items.get(at).is_none_or(|(other, _)| other != index) {
                    items.insert(at, (*index, Self::Keys(Vec::new())));
                }
                items[at].1.put(rest, text);
            }
            Step::Key(key) => {
                let Self::Keys(keys) = self else { return };
                let at = keys.iter().position(|(other, _)| other == key).unwrap_or(keys.len());
                if at == keys.len() {
                    keys.push((key.clone(), Self::Keys(Vec::new())));
                }
                keys[at].1.put(rest, text);
            }
        }
    }

    fn print(&self, out: &mut String) {
        match self {
            Self::Leaf(text) => out.push_str(text),
            Self::Keys(keys) => {
                out.push('{');
                for (at, (key, value)) in keys.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    out.push_str(&quoted(key));
                    out.push(':');
                    value.print(out);
                }
                out.push('}');
            }
            Self::Items(items) => {
                out.push('[');
                for (at, (_, value)) in items.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    value.print(out);
                }
                out.push(']');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use crate::sample::{any_draft, draft, id, many_kinds, own, receiver};
    use messages::language::Language;
    use proptest::prelude::*;

    const ID: &str = "01010101-0101-4101-8101-010101010101";

    fn text(receiver: &Receiver, entries: &[&str]) -> String {
        let submission =
            draft(entries).validate(&receiver.fields).unwrap().with_language(Some(Language::Arabic));
        // Some forms know for how long they were open.
        match body(receiver, &submission, &id(1), Some(2_500)) {
            Body::Text(text) => text,
            Body::Pairs(pairs) => panic!("{pairs:?}"),
        }
    }

    #[test]
    fn the_built_in_receiver_gets_this_body() {
        assert_eq!(
            text(&own(), &["name@example.org", "Ana \"A\" \u{d6}z", "", "true"]),
            format!(
                r#"{{"email":"name@example.org","name":"Ana \"A\" Öz","consent":true,"submission_id":"{ID}","open_ms":2500,"language":"ar","website":""}}"#
            )
        );
        assert_eq!(
            text(&own(), &["name@example.org", "", "Principal", "true"]),
            format!(
                r#"{{"email":"name@example.org","role":"Principal","consent":true,"submission_id":"{ID}","open_ms":2500,"language":"ar","website":""}}"#
            )
        );
    }

    #[test]
    fn a_correction_has_a_number() {
        let corrected = |revision| {
            let fields = own().fields;
            let submission = draft(&["a@b", "", "", "true"]).validate(&fields).unwrap();
            match body(&own(), &submission.with_revision(revision), &id(1), None) {
                Body::Text(text) => text.contains(&format!(r#""revision":{revision}"#)),
                Body::Pairs(pairs) => panic!("{pairs:?}"),
            }
        };
        assert_eq!([0, 1, 7].map(corrected), [false, true, true]);
    }

    #[test]
    fn every_kind_of_answer_is_written() {
        let all = ["a@b", "Ana", "coach", "true", "true"];
        assert_eq!(
            text(&many_kinds(), &all),
            r#"{"email":"a@b","person":{"name":"Ana"},"tags":["coach"],"news":true,"consent":"yes"}"#
        );
        assert_eq!(
            text(&many_kinds(), &["a@b", "", "teacher", "", "true"]),
            r#"{"email":"a@b","tags":["teacher"],"news":false,"consent":"yes"}"#
        );
    }

    /// Answers and constants in the entries of a list, as some receivers have them.
    const LIST: &str = r#"{
        "action": "https://list.example/",
        "fields": [
            {"id": "role", "kind": "text", "to": "/fields/2/value"},
            {"id": "name", "kind": "text", "to": "/fields/1/value"},
            {"id": "email", "kind": "email", "to": "/fields/0/value"},
            {"id": "consent", "kind": "consent"}
        ],
        "extra": {
            "/fields/0/name": "email", "/fields/1/name": "firstname", "/fields/2/name": "jobtitle",
            "/tags": ["a", 2, true], "/list/0/id": 7, "/id": "x-{submission_id}"
        },
        "honeypot": {"to": "/website"},
        "success": {"status": [200]}
    }"#;

    #[test]
    fn list_entries_without_an_answer_are_left_out() {
        let list = receiver(LIST);
        let rest = format!(r#""tags":["a",2,true],"list":[{{"id":7}}],"id":"x-{ID}","website":"""#);
        assert_eq!(
            text(&list, &["Principal", "", "a@b", "true"]),
            format!(
                r#"{{"fields":[{{"value":"a@b","name":"email"}},{{"value":"Principal","name":"jobtitle"}}],{rest}}}"#
            )
        );
        assert_eq!(
            text(&list, &["", "", "a@b", "true"]),
            format!(r#"{{"fields":[{{"value":"a@b","name":"email"}}],{rest}}}"#)
        );
    }

    #[test]
    fn several_choices_are_a_list_or_one_name_several_times() {
        for (chosen, json) in [
            ("c\na", r#"{"email":"a@b","tags":["a","c"]}"#),
            ("b", r#"{"email":"a@b","tags":["b"]}"#),
            ("", r#"{"email":"a@b"}"#),
        ] {
            assert_eq!(text(&sample::tags(), &["a@b", chosen]), json);
        }
        let settings = |encoding: &str| {
            receiver(&format!(
                r#"{{
                    "action": "https://list.example/",
                    "encoding": "{encoding}",
                    "fields": [
                        {{"id": "email", "kind": "email", "to": "email"}},
                        {{"id": "tags", "kind": "checkboxes", "label": "Tags", "to": "tags[]", "choices": ["a b", "c"]}}
                    ],
                    "success": {{"status": [200]}}
                }}"#
            ))
        };
        assert_eq!(text(&settings("form"), &["a@b", "a b\nc"]), "email=a%40b&tags%5B%5D=a+b&tags%5B%5D=c");
        let multipart = settings("multipart");
        let submission = draft(&["a@b", "c\na b"]).validate(&multipart.fields).unwrap();
        let pairs = [("email", "a@b"), ("tags[]", "a b"), ("tags[]", "c")];
        let wanted = Body::Pairs(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
        assert_eq!(body(&multipart, &submission, &id(1), None), wanted);
    }

    #[test]
    fn placeholders_in_answers_are_not_filled_in() {
        let body = text(&own(), &["a@b", "{submission_id}", "", "true"]);
        assert!(body.contains(r#""name":"{submission_id}""#), "{body}");
    }

    fn form(encoding: &str, transport: &str) -> Receiver {
        receiver(&format!(
            r#"{{
                "action": "https://list.example/",
                "transport": "{transport}",
                "encoding": "{encoding}",
                "fields": [
                    {{"id": "email", "kind": "email", "to": "fields[email]"}},
                    {{"id": "name", "kind": "text", "to": "name"}},
                    {{"id": "consent", "kind": "consent", "to": "gdpr"}}
                ],
                "extra": {{"l": ["one", "two"], "n": 3, "t": "{{open_ms}}", "u": "{{language}}"}},
                "honeypot": {{"to": "website"}}
                {success}
            }}"#,
            success = if transport == "fetch" { r#", "success": {"status": [200]}"# } else { "" }
        ))
    }

    #[test]
    fn forms_are_encoded_as_browsers_do() {
        assert_eq!(
            text(&form("form", "fetch"), &["a+b@c.d", "Ana & \u{d6}z*-._~", "true"]),
            "fields%5Bemail%5D=a%2Bb%40c.d&name=Ana+%26+%C3%96z*-._%7E&gdpr=true&l=one&l=two&n=3&t=2500&u=ar&website="
        );
        assert_eq!(
            text(&form("form", "opaque"), &["a@b", "", "true"]),
            "fields%5Bemail%5D=a%40b&gdpr=true&l=one&l=two&n=3&t=2500&u=ar&website="
        );
    }

    /// The rules of the WHATWG: RFC 3986 leaves `~` as it is, and writes a space as `%20`.
    #[test]
    fn a_form_is_percent_encoded_in_utf_8() {
        let encoded = |name: &str, value: &str| url_encoded(&[(name.to_owned(), value.to_owned())]);
        let ascii: String = (' '..='~').collect();
        assert_eq!(
            encoded("a b[]", &ascii),
            "a+b%5B%5D=+%21%22%23%24%25%26%27%28%29*%2B%2C-.%2F0123456789%3A%3B%3C%3D%3E%3F%40\
             ABCDEFGHIJKLMNOPQRSTUVWXYZ%5B%5C%5D%5E_%60abcdefghijklmnopqrstuvwxyz%7B%7C%7D%7E"
        );
        assert_eq!(encoded("\u{e9}", "\u{1f600}"), "%C3%A9=%F0%9F%98%80");
        assert_eq!(url_encoded(&[]), "");
    }

    #[test]
    fn line_breaks_of_a_form_are_crlf() {
        let encoded = |value: &str| url_encoded(&[("a".to_owned(), value.to_owned())]);
        assert_eq!(encoded("1\n2\r\n3\r4\n\r"), "a=1%0D%0A2%0D%0A3%0D%0A4%0D%0A%0D%0A");
    }

    #[test]
    fn the_browser_encodes_multipart_bodies_and_own_forms() {
        let wanted = [("fields[email]", "a@b"), ("gdpr", "true"), ("l", "one"), ("l", "two"), ("n", "3")];
        for (encoding, transport) in [("multipart", "fetch"), ("form", "navigate"), ("multipart", "navigate")]
        {
            let receiver = form(encoding, transport);
            let submission = draft(&["a@b", "", "true"]).validate(&receiver.fields).unwrap();
            let Body::Pairs(pairs) = body(&receiver, &submission, &id(1), None) else { panic!() };
            let pairs: Vec<_> = pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            assert_eq!(pairs[..5], wanted);
            assert_eq!(pairs[5..], [("website", "")]);
        }
    }

    proptest! {
        #[test]
        fn every_answer_is_at_its_pointer(draft in any_draft()) {
            let receiver = many_kinds();
            let Ok(submission) = draft.validate(&receiver.fields) else { return Ok(()) };
            let Body::Text(text) = body(&receiver, &submission, &id(1), None) else { panic!() };
            let read: serde_json::Value = serde_json::from_str(&text).unwrap();
            for (field, value) in receiver.fields.iter().zip(submission.values()) {
                let Some(Target::Pointer(to)) = &field.to else { panic!() };
                let found = to.find(&text).map(|raw| serde_json::from_str::<serde_json::Value>(raw).unwrap());
                let wanted = scalars(field, value, true).first().map(|value| match value.is_text {
                    true => value.text.to_string().into(),
                    false => serde_json::from_str(&value.text).unwrap(),
                });
                prop_assert_eq!(found, wanted);
            }
            prop_assert!(read.is_object());
        }

        #[test]
        fn a_form_body_round_trips(name in "\\PC{0,40}") {
            let receiver = form("form", "fetch");
            let Ok(submission) = draft(&["a@b", &name, "true"]).validate(&receiver.fields) else { return Ok(()) };
            let Body::Text(text) = body(&receiver, &submission, &id(1), None) else { panic!() };
            prop_assert!(text.is_ascii());
            let read: Vec<(String, String)> = form_urlencoded::parse(text.as_bytes()).into_owned().collect();
            prop_assert_eq!(read, pairs(&receiver, &submission, &id(1), None));
        }
    }
}
