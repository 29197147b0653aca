//! Sample receivers and drafts for tests.

use std::sync::Arc;

use proptest::prelude::*;

use crate::config::{Address, Receiver};
use crate::{Draft, SubmissionId, config};

/// Returns the receiver that comes with the tool.
pub fn own() -> Receiver {
    Receiver::built_in(Address::parse("api/signups").unwrap())
}

/// Returns the receiver that a `signup` of the settings describes.
pub fn receiver(signup: &str) -> Receiver {
    let config = config::parse(&format!("{{\"signup\": {signup}}}")).unwrap_or_else(|e| panic!("{e}"));
    Arc::unwrap_or_clone(config.signup.unwrap())
}

/// Returns a receiver with one field of each kind: email, text, select (required), checkbox, consent.
pub fn many_kinds() -> Receiver {
    receiver(
        r#"{
            "action": "https://list.example/records",
            "fields": [
                {"id": "email", "kind": "email", "to": "/email"},
                {"id": "name", "kind": "text", "to": "/person/name"},
                {"id": "work", "kind": "select", "label": "Work", "required": true, "to": "/tags/0",
                    "choices": ["teacher", {"value": "coach", "label": "Coach"}]},
                {"id": "news", "kind": "checkbox", "label": "News too", "to": "/news"},
                {"id": "consent", "kind": "consent", "to": "/consent", "ticked": "yes"}
            ],
            "success": {"status": [200, 201]},
            "already": {"status": [400], "json": [{"at": "/data/email/code", "in": ["taken"]}]},
            "errors": {"by_field": "/data", "code": "/code", "text": "/message"}
        }"#,
    )
}

/// Returns a receiver with several choices, of which any number may be chosen.
pub fn tags() -> Receiver {
    receiver(
        r#"{
            "action": "https://list.example/records",
            "fields": [
                {"id": "email", "kind": "email", "to": "/email"},
                {"id": "tags", "kind": "checkboxes", "label": "Tags", "to": "/tags", "choices": ["a", "b", "c"]}
            ],
            "success": {"status": [200]}
        }"#,
    )
}

/// Returns a draft with these texts; `true` is a checked box.
pub fn draft(entries: &[&str]) -> Draft {
    let mut draft = Draft::default();
    entries.iter().enumerate().for_each(|(at, text)| draft.set_text(at, text));
    draft
}

/// Returns an id made of one byte.
pub fn id(n: u8) -> SubmissionId {
    SubmissionId::from_random([n; 16])
}

/// Returns drafts for [`many_kinds`], some of which are valid.
pub fn any_draft() -> impl Strategy<Value = Draft> {
    let email = prop_oneof!["[a-z.+]{1,20}@[a-z]{1,20}(\\.[a-z]{1,20}){0,3}", ".{0,20}", "a@b\u{fc}.de"];
    let name = prop_oneof!["\\PC{0,30}", ".{0,210}"];
    let work = prop_oneof![Just("teacher".to_owned()), Just("coach".to_owned()), ".{0,5}"];
    let tick = prop_oneof![Just("true".to_owned()), Just(String::new()), ".{0,3}"];
    (email, name, work, tick.clone(), tick).prop_map(|(a, b, c, d, e)| draft(&[a.as_str(), &b, &c, &d, &e]))
}
