//! Tests of the receiver in the settings.

use super::*;

#[test]
fn an_address_alone_is_the_built_in_receiver() {
    let own = signup(r#"{"action": "api/signups"}"#).unwrap();
    assert_eq!(own, Receiver::built_in(Address::parse("api/signups").unwrap()));
    let slower = signup(r#"{"action": "api/signups", "timeout_ms": 60000, "double_opt_in": true}"#).unwrap();
    assert_eq!(slower, Receiver { timeout_ms: 60_000, double_opt_in: true, ..own });
    assert!(!signup(r#"{"action": "api/signups", "idempotent": false}"#).unwrap().counts_once());
    assert_eq!(
        signup(r#"{"action": "api/signups", "succes": 1}"#).unwrap_err(),
        "config.json: signup: unknown field `succes`, did you mean `success`? (line 1, column 48)"
    );
}

#[test]
fn a_receiver_has_defaults() {
    let receiver = signup(&with(&[])).unwrap();
    assert_eq!(receiver.method, Method::Post);
    assert_eq!((receiver.transport, receiver.encoding), (Transport::Fetch, Encoding::Json));
    assert!(receiver.headers.is_empty() && receiver.extra.is_empty() && !receiver.counts_once());
    assert_eq!(receiver.fields.len(), 1);
    assert!(receiver.fields[0].required);
}

#[test]
fn the_open_time_can_be_a_constant() {
    let receiver = signup(&with(&[("extra", r#"{"/t": "{open_ms}"}"#)])).unwrap();
    assert_eq!(receiver.extra[0].value, Constant::OpenMs);
}

/// A sign-up that replaces an earlier one counts once.
#[test]
fn a_receiver_may_replace_earlier_sign_ups() {
    let replaces = |more: &str| signup(&format!(r#"{{"action": "api/signups"{more}}}"#)).unwrap();
    assert!(replaces("").replaces && replaces("").counts_once());
    assert!(!replaces(r#", "replaces": false"#).replaces);
    assert!(!replaces(r#", "idempotent": false"#).replaces);
    let other = signup(&with(&[("replaces", "true"), ("extra", r#"{"/r": "{revision}"}"#)])).unwrap();
    assert!(other.replaces && !other.idempotent && other.counts_once());
    assert_eq!(other.extra[0].value, Constant::Revision);
    assert!(!signup(&with(&[])).unwrap().replaces);
}

#[test]
fn the_language_can_be_a_constant() {
    let receiver = signup(&with(&[("extra", r#"{"/t": "{language}"}"#)])).unwrap();
    assert_eq!(receiver.extra[0].value, Constant::Language);
}

#[test]
fn missing_settings_are_reported() {
    for (field, told) in [
        ("fields", ": the field `fields` is missing (line 1, column 12)"),
        ("success", ": the field `success` is missing (line 1, column 12)"),
        ("action", ": the field `action` is missing (line 1, column 12)"),
    ] {
        assert_eq!(problem(&[(field, "")]), told);
    }
    let no_fields = signup(r#"{"action": "x", "encoding": "form"}"#).unwrap_err();
    assert!(no_fields.contains("the field `fields` is missing"), "{no_fields}");
}

/// They would be sent or displayed as they stand.
#[test]
fn unknown_placeholders_are_refused_everywhere() {
    let field = |more: &str| {
        format!(r#"[{{"id": "email", "kind": "email", "to": "/email"}}, {{"id": "l", {more}}}]"#)
    };
    let none = |name: &str| format!("nothing is filled in here, so `{name}` would stay as it is");
    let in_extra = "only {submission_id}, {open_ms}, {language} and {revision} can be";
    for (name, value, place, words) in [
        ("extra", r#"{"/a": "{submision_id}"}"#.to_owned(), ".extra./a", in_extra.to_owned()),
        ("extra", r#"{"/a": "x {email} y"}"#.to_owned(), ".extra./a", in_extra.to_owned()),
        ("extra", r#"{"/a": "\u007bopen ms}"}"#.to_owned(), ".extra./a", in_extra.to_owned()),
        ("extra", r#"{"/a": "{open_ms} ms"}"#.to_owned(), ".extra./a", "`{open_ms}` stands alone".to_owned()),
        (
            "extra",
            r#"{"/a": ["x", "{language}"]}"#.to_owned(),
            ".extra./a[1]",
            "only {submission_id} can be".to_owned(),
        ),
        ("extra", r#"{"/{language}": 1}"#.to_owned(), ".extra./{language}", none("{language}")),
        (
            "headers",
            r#"{"Prefer": "{open_ms}"}"#.to_owned(),
            ".headers.Prefer",
            "only {submission_id} can be".to_owned(),
        ),
        (
            "fields",
            field(r#""kind": "text", "label": "L {name}", "to": "/l""#),
            ".fields[1].label",
            none("{name}"),
        ),
        (
            "fields",
            field(r#""kind": "text", "label": "L", "to": "/{email}""#),
            ".fields[1].to",
            none("{email}"),
        ),
        (
            "fields",
            field(r#""kind": "checkbox", "label": "L", "to": "/l", "ticked": "{now}""#),
            ".fields[1].ticked",
            none("{now}"),
        ),
        ("honeypot", r#"{"to": "/{id}"}"#.to_owned(), ".honeypot.to", none("{id}")),
        ("error_texts", r#"{"A": "See {url}"}"#.to_owned(), ".error_texts.A", none("{url}")),
    ] {
        let told = problem(&[(name, &value)]);
        assert!(told.starts_with(&format!("{place}: ")) && told.contains(&words), "{told}\n{words}");
        assert!(told.contains("(line "), "{told}");
    }
    for outside in
        [r#"{"privacy_url": "privacy-{language}"}"#, r#"{"bundle": "https://e.org/{language}.json"}"#]
    {
        let told = parse(outside).unwrap_err().to_string();
        assert!(told.contains("nothing is filled in here, so `{language}` would stay as it is"), "{told}");
    }
    let text = r#"{"//": "{note}", "/b": "{ a: \"{\" }", "/c": "a } b {", "/d": "{a\nb}", "/e": "{'a': 1}"}"#;
    assert!(signup(&with(&[("extra", text)])).is_ok(), "{text} is plain text");
}

#[test]
fn a_placeholder_may_have_any_name_where_it_is_refused() {
    let long = "n".repeat(41);
    for name in ["user:name", "email|md5", "n\u{f6}pe", "x/y", "", "{email", &long] {
        let found = format!("{{{name}}}");
        let told = problem(&[("extra", &format!(r#"{{"/a": "{found}"}}"#))]);
        let told_of = found.replacen("{{", "{", 1);
        assert!(told.contains(&format!("`{told_of}` is not filled in here, only")), "{found}: {told}");
    }
}

#[test]
fn a_form_in_a_new_tab_has_no_placeholder_in_its_address() {
    for name in ["{submission_id}", "{email}", "{email_md5}"] {
        let action = format!("\"https://list.example/{name}\"");
        let told = problem(&[
            ("fields", r#"[{"id": "email", "kind": "email", "to": "email"}]"#),
            ("transport", "\"navigate\""),
            ("encoding", "\"form\""),
            ("success", ""),
            ("action", &action),
        ]);
        assert!(
            told.starts_with(&format!(".action: a form that opens a new tab has no {name} in")),
            "{told}"
        );
    }
}

/// Checks the one error for each value of a setting.
fn check(cases: &[(&str, &str, &str)]) {
    for (name, value, message) in cases {
        assert_eq!(problem(&[(name, value)]), *message);
    }
}

#[test]
fn mistakes_in_a_request_are_reported_with_their_place() {
    check(&[
        ("method", "\"GET\"", ".method: there is no method `GET` (line 5, column 11)"),
        (
            "transport",
            "\"fetsh\"",
            ".transport: there is no transport `fetsh`, did you mean `fetch`? (line 5, column 14)",
        ),
        ("encoding", "1", ".encoding: expected text, found 1 (line 5, column 13)"),
        (
            "encoding",
            "\"form\"",
            ".fields[0].to: `/email` is not a name of a form's field: 1 to 200 characters, and no / before it (line 3, column 51)",
        ),
        (
            "action",
            "\"http://list.example/\"",
            ".action: `http://list.example/` is not encrypted: use https:// (http:// is for this machine only) (line 4, column 11)",
        ),
        (
            "action",
            "\"https://list.example/{id}\"",
            ".action: only {submission_id}, {email} and {email_md5} can be filled in (line 4, column 11)",
        ),
        (
            "honeypot",
            r#"{"to": "/email/x"}"#,
            ".honeypot.to: another value goes inside this one, or this one inside it (line 5, column 20)",
        ),
        (
            "extra",
            r#"{"/a/0": 1, "/a/b": 2}"#,
            ".extra./a/b: for another value the same place is a list here and an object there (line 5, column 30)",
        ),
        (
            "extra",
            r#"{"/a/16": 1}"#,
            ".extra./a/16: `/a/16` counts further than 15 into a list (line 5, column 20)",
        ),
        (
            "extra",
            r#"{"/a": {"b": 1}}"#,
            ".extra./a: expected text, a number, true, false or a list of them, found {\"b\": 1} (line 5, column 17)",
        ),
        (
            "extra",
            r#"{"a": 1}"#,
            ".extra.a: `a` is not a JSON pointer: it begins with /, as in `/email` or `/fields/0/value` (line 5, column 16)",
        ),
    ]);
}

#[test]
fn mistakes_in_rules_for_answers_are_reported() {
    check(&[
        ("success", "{}", ".success: a rule needs `status`, `json` or both (line 4, column 12)"),
        (
            "success",
            r#"{"status": []}"#,
            ".success.status: a list of 1 to 20 entries belongs here (line 4, column 23)",
        ),
        (
            "success",
            r#"{"status": [2000]}"#,
            ".success.status[0]: expected a status code from 100 to 599, found 2000 (line 4, column 24)",
        ),
        (
            "success",
            r#"{"json": [{"at": "ok"}]}"#,
            ".success.json[0].at: `ok` is not a JSON pointer: it begins with /, as in `/email` or `/fields/0/value` (line 4, column 29)",
        ),
        (
            "errors",
            r#"{"list": "/errors", "message": "/m"}"#,
            ".errors: exactly one of `list`, `by_field` and `message` tells where errors are (line 5, column 11)",
        ),
        (
            "error_texts",
            r#"{"A": ""}"#,
            ".error_texts.A: the text has to have 1 to 200 characters (line 5, column 22)",
        ),
        (
            "error_texts",
            r#"{"emial": {"A": "x"}}"#,
            ".error_texts.emial: there is no field `emial`, did you mean `email`? (line 5, column 26)",
        ),
        (
            "error_texts",
            r#"{"email": {"A": {"B": "x"}}}"#,
            ".error_texts.email.A: expected text, found {\"B\": \"x\"} (line 5, column 32)",
        ),
        (
            "error_phrases",
            r#"[{"phrase": "no", "text": "x"}]"#,
            ".error_phrases[0].phrase: the text has to have 4 to 200 characters (line 5, column 30)",
        ),
        (
            "error_phrases",
            r#"[{"phrase": "not so", "fild": "email", "text": "x"}]"#,
            ".error_phrases[0]: unknown field `fild`, did you mean `field`? (line 5, column 48)",
        ),
        ("idempotent", "1", ".idempotent: expected true or false, found 1 (line 5, column 15)"),
    ]);
}

#[test]
fn an_unreadable_answer_has_no_rules() {
    let form = ("fields", r#"[{"id": "email", "kind": "email", "to": "email"}]"#);
    for transport in ["\"opaque\"", "\"navigate\""] {
        let base = [form, ("transport", transport), ("encoding", "\"form\"")];
        let phrases = ("error_phrases", r#"[{"phrase": "not so", "text": "x"}]"#);
        let told =
            problem(&[form, ("transport", transport), ("encoding", "\"form\""), ("success", ""), phrases]);
        assert!(told.starts_with(".error_phrases: only the answer to a `fetch` can be read"), "{told}");
        let told = problem(&base);
        assert!(told.starts_with(".success: only the answer to a `fetch` can be read"), "{told}");
        let base = [base[0], base[1], base[2], ("success", "")];
        let receiver = signup(&with(&base)).unwrap();
        assert!(receiver.success.json.is_empty());
        let put: Vec<_> = base.iter().copied().chain([("method", "\"PUT\"")]).collect();
        assert!(problem(&put).starts_with(".method: only `fetch` can send PUT"));
        let headers: Vec<_> = base.iter().copied().chain([("headers", r#"{"Prefer": "x"}"#)]).collect();
        assert!(problem(&headers).starts_with(".headers: only `fetch` can send headers"));
    }
    let told = problem(&[("transport", "\"opaque\""), ("success", "")]);
    assert!(told.contains("no browser sends application/json"), "{told}");
    let told = problem(&[("transport", "\"navigate\""), ("success", ""), ("encoding", "\"json_text\"")]);
    assert!(told.contains("a browser's own form can't send JSON"), "{told}");
}
