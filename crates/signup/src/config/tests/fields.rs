//! Tests of the fields in the settings.

use super::*;

const EMAIL: &str = r#"{"id": "email", "kind": "email", "to": "/email"}"#;

#[test]
fn mistakes_in_fields_are_reported_with_their_place() {
    for (field, told) in [
        (r#"{"kind": "text", "label": "L", "to": "/l"}"#, ".fields[1]: the field `id` is missing"),
        (
            r#"{"id": "email", "kind": "text", "label": "L", "to": "/l"}"#,
            ".fields[1].id: there is another field with the id `email`",
        ),
        (
            r#"{"id": "l", "kind": "tekst", "label": "L", "to": "/l"}"#,
            ".fields[1].kind: there is no kind of field `tekst`, did you mean `text`?",
        ),
        (r#"{"id": "l", "kind": "text", "to": "/l"}"#, ".fields[1]: the field `label` is missing"),
        (r#"{"id": "l", "kind": "text", "label": "L"}"#, ".fields[1]: the field `to` is missing"),
        (
            r#"{"id": "l", "kind": "text", "label": " ", "to": "/l"}"#,
            ".fields[1].label: the text has to have 1 to 1000 characters",
        ),
        (
            r#"{"id": "l", "kind": "text", "label": "L", "to": "/email"}"#,
            ".fields[1].to: another value goes to the same place",
        ),
        (
            r#"{"id": "l", "kind": "select", "label": "L", "to": "/l"}"#,
            ".fields[1]: the field `choices` is missing",
        ),
        (
            r#"{"id": "l", "kind": "select", "label": "L", "to": "/l", "choices": ["a"]}"#,
            ".fields[1].choices: there are 2 to 100 choices",
        ),
        (
            r#"{"id": "l", "kind": "select", "label": "L", "to": "/l", "choices": ["a", "a"]}"#,
            ".fields[1].choices[1]: there is another choice with the id `a`",
        ),
        (
            r#"{"id": "l", "kind": "text", "label": "L", "to": "/l", "choices": ["a", "b"]}"#,
            ".fields[1].choices: only a `select` or `checkboxes` has choices",
        ),
        (
            r#"{"id": "l", "kind": "checkboxes", "label": "L", "to": "/l"}"#,
            ".fields[1]: the field `choices` is missing",
        ),
        (
            r#"{"id": "l", "kind": "checkboxes", "label": "L", "to": "/l", "choices": ["a", "b\nc"]}"#,
            ".fields[1].choices[1]: a choice is one line of text",
        ),
        (
            r#"{"id": "l", "kind": "text", "label": "L", "to": "/l", "ticked": 1}"#,
            ".fields[1].ticked: only a `checkbox` or `consent` can be `ticked`",
        ),
        (
            r#"{"id": "l", "kind": "checkbox", "label": "L", "to": "/l", "max_chars": 1}"#,
            ".fields[1].max_chars: only a `text` has a limit to set",
        ),
        (
            r#"{"id": "l", "kind": "text", "label": "L", "to": "/l", "max_chars": 0}"#,
            ".fields[1].max_chars: 0 is not between 1 and 2000 characters",
        ),
        (
            r#"{"id": "l", "kind": "text", "label": "L", "to": "/l", "smtputf8": true}"#,
            ".fields[1].smtputf8: only an `email` can have `smtputf8`",
        ),
        (
            r#"{"id": "l", "kind": "text", "label": "L", "to": "/l", "reqired": true}"#,
            ".fields[1]: unknown field `reqired`, did you mean `required`?",
        ),
    ] {
        let told_now = problem(&[("fields", &format!("[{EMAIL},\n{field}]"))]);
        assert!(told_now.starts_with(told), "{told_now}\n{told}");
        assert!(told_now.contains("(line 5, column "), "{told_now}");
    }
}

#[test]
fn an_email_may_have_smtputf8() {
    let field = |more: &str| format!(r#"[{{"id": "email", "kind": "email"{more}, "to": "/email"}}]"#);
    for (more, smtputf8) in [("", false), (r#", "smtputf8": false"#, false), (r#", "smtputf8": true"#, true)]
    {
        assert_eq!(
            signup(&with(&[("fields", &field(more))])).unwrap().fields[0].smtputf8,
            smtputf8,
            "{more}"
        );
    }
    let told = problem(&[("fields", &field(r#", "smtputf8": 1"#))]);
    assert!(told.starts_with(".fields[0].smtputf8: expected true or false, found 1"), "{told}");
}

#[test]
fn a_form_has_one_email_address_and_at_most_20_fields() {
    let second = r#"{"id": "other", "kind": "email", "to": "/other"}"#;
    assert!(
        problem(&[("fields", &format!("[{EMAIL}, {second}]"))]).contains("exactly one email address, not 2")
    );
    assert!(problem(&[("fields", "[]")]).contains("exactly one email address, not 0"));
    let optional = EMAIL.replace("\"to\"", "\"required\": false, \"to\"");
    assert!(problem(&[("fields", &format!("[{optional}]"))]).contains("no sign-up without an email address"));
    let many: Vec<String> = (0..20)
        .map(|n| format!(r#"{{"id": "f{n}", "kind": "text", "label": "L", "to": "/f{n}"}}"#))
        .collect();
    assert!(
        problem(&[("fields", &format!("[{EMAIL}, {}]", many.join(",")))]).contains("at most 20 questions")
    );
}
