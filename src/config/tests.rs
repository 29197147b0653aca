//! What may stand in the settings, and what is said of slips.

use super::*;
use proptest::prelude::*;

#[test]
fn the_settings_in_the_repository_are_read() {
    let config = parse(include_str!("../../public/config.json")).unwrap();
    assert_eq!(config.bundle.as_str(), "bundle.json");
    let receiver = config.signup.unwrap();
    assert_eq!((receiver.action.as_str(), receiver.timeout_ms), ("api/signups", 10_000));
    assert_eq!(config.privacy_url, None);
}

#[test]
fn what_is_left_out_has_a_default() {
    assert_eq!(parse("{}").unwrap(), Config::default());
    assert_eq!(parse(r#"{"signup": null}"#).unwrap().signup, None);
    let receiver = parse(r#"{"signup": {"action": "https://example.org/x"}}"#).unwrap().signup.unwrap();
    assert_eq!(receiver.timeout_ms, DEFAULT_TIMEOUT_MS);
}

#[test]
fn slips_are_told_with_field_and_line() {
    for (source, words) in [
        ("", "config.json: the file is empty"),
        (
            "<!doctype html>",
            "config.json: this is a web page, not JSON; the address may be wrong, or the host answers every address with its start page",
        ),
        ("{", "config.json: this is not valid JSON: it ends in the middle (line 1, column 2)"),
        (
            "{} x",
            "config.json: this is not valid JSON: there is more after the end of the document (line 1, column 4)",
        ),
        ("[]", "config.json: expected an object, found [] (line 1, column 1)"),
        ("{\"bundle\": 1}", "config.json: bundle: expected text, found 1 (line 1, column 12)"),
        (
            "{\n  \"singup\": null\n}",
            "config.json: unknown field `singup`, did you mean `signup`? (line 2, column 13)",
        ),
        ("{\"signup\": {}}", "config.json: signup: the field `action` is missing (line 1, column 12)"),
        (
            "{\"signup\": {\n\"action\": \"http://example.org/\"}}",
            "config.json: signup.action: `http://example.org/` is not encrypted: use https:// (http:// is for this machine only) (line 2, column 11)",
        ),
        (
            "{\"signup\": {\"action\": \"a\", \"timeout_ms\": 10}, \"privacy_url\": 7}",
            "config.json: signup.timeout_ms: 10 is not between 1000 and 60000 milliseconds (line 1, column 42)\n\
             config.json: privacy_url: expected text, found 7 (line 1, column 62)",
        ),
    ] {
        assert_eq!(parse(source).unwrap_err().to_string(), words, "{source}");
    }
}

/// A whole settings file around a `signup`, which begins in line 1.
fn signup(signup: &str) -> Result<Receiver, String> {
    let config = parse(&format!("{{\"signup\": {signup}}}")).map_err(|error| error.to_string())?;
    Ok(Arc::unwrap_or_clone(config.signup.unwrap()))
}

/// A receiver whose field `name` is put in or replaced.
fn with(replaced: &[(&str, &str)]) -> String {
    let mut fields = vec![
        ("action", "\"https://list.example/\""),
        ("fields", r#"[{"id": "email", "kind": "email", "to": "/email"}]"#),
        ("success", r#"{"status": [200]}"#),
    ];
    for (name, value) in replaced {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    let fields: Vec<String> = fields
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("\n\"{name}\": {value}"))
        .collect();
    format!("{{{}}}", fields.join(","))
}

/// The one problem, without the name of the file.
fn problem(replaced: &[(&str, &str)]) -> String {
    let told = signup(&with(replaced)).unwrap_err();
    assert_eq!(told.lines().count(), 1, "{told}");
    told.trim_start_matches("config.json: signup").to_owned()
}

#[test]
fn an_address_alone_is_our_own_receiver() {
    let own = signup(r#"{"action": "api/signups"}"#).unwrap();
    assert_eq!(own, Receiver::own(Address::parse("api/signups").unwrap()));
    let slower = signup(r#"{"action": "api/signups", "timeout_ms": 60000, "double_opt_in": true}"#).unwrap();
    assert_eq!(slower, Receiver { timeout_ms: 60_000, double_opt_in: true, ..own });
    assert!(!signup(r#"{"action": "api/signups", "idempotent": false}"#).unwrap().counts_once());
    assert_eq!(
        signup(r#"{"action": "api/signups", "succes": 1}"#).unwrap_err(),
        "config.json: signup: unknown field `succes`, did you mean `success`? (line 1, column 48)"
    );
}

#[test]
fn a_small_description_is_enough() {
    let receiver = signup(&with(&[])).unwrap();
    assert_eq!(receiver.method, Method::Post);
    assert_eq!((receiver.transport, receiver.encoding), (Transport::Fetch, Encoding::Json));
    assert!(receiver.headers.is_empty() && receiver.extra.is_empty() && !receiver.counts_once());
    assert_eq!(receiver.fields.len(), 1);
    assert!(receiver.fields[0].required);
}

#[test]
fn comments_may_stand_in_every_object() {
    let source = r#"{
        "//": ["Several lines,", "FILL_IN among them."],
        "signup": {
            "//": "One line.",
            "action": "https://list.example/",
            "fields": [{"//": 1, "id": "email", "kind": "email", "to": "/email"}],
            "headers": {"//": "none", "Prefer": "return=minimal"},
            "extra": {"//": "none", "/a": 1},
            "success": {"//": 0, "json": [{"//": 0, "at": "/ok"}]},
            "errors": {"//": 0, "message": "/m"},
            "error_texts": {"//": "none"},
            "honeypot": {"//": 0, "to": "/h"}
        }
    }"#;
    let receiver = parse(source).unwrap().signup.unwrap();
    assert_eq!((receiver.headers.len(), receiver.extra.len(), receiver.error_texts.len()), (1, 1, 0));
}

#[test]
fn how_long_the_form_was_open_may_go_along() {
    let receiver = signup(&with(&[("extra", r#"{"/t": "{open_ms}", "/u": "about {open_ms}"}"#)])).unwrap();
    let values: Vec<&Constant> = receiver.extra.iter().map(|extra| &extra.value).collect();
    let text = Scalar { text: "about {open_ms}".into(), is_text: true };
    assert_eq!(values, [&Constant::OpenMs, &Constant::One(text)], "it is a number, not part of a text");
}

#[test]
fn the_language_that_the_form_was_read_in_may_go_along() {
    let receiver = signup(&with(&[("extra", r#"{"/t": "{language}"}"#)])).unwrap();
    assert_eq!(receiver.extra[0].value, Constant::Language);
}

#[test]
fn what_a_receiver_needs_is_asked_for() {
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

#[test]
fn slips_in_a_receiver_are_told_with_path_and_line() {
    for (name, value, told) in [
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
            ".action: only {submission_id} can be filled in (line 4, column 11)",
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
        ("idempotent", "1", ".idempotent: expected true or false, found 1 (line 5, column 15)"),
        ("headers", "7", ".headers: expected an object, found 7 (line 5, column 12)"),
        (
            "headers",
            r#"{"Perfer": "x"}"#,
            ".headers.Perfer: there is no header that may be sent `Perfer`, did you mean `prefer`? (line 5, column 23)",
        ),
        (
            "headers",
            r#"{"X-Other": "x"}"#,
            ".headers.X-Other: there is no header that may be sent `X-Other` (line 5, column 24)",
        ),
        (
            "headers",
            r#"{"Accept": "a\nb"}"#,
            ".headers.Accept: a header holds 1 to 1000 characters of ASCII (line 5, column 23)",
        ),
    ] {
        assert_eq!(problem(&[(name, value)]), told);
    }
}

/// Forbidden request-headers of the Fetch standard, which browsers drop silently, and names that are no tokens of HTTP.
#[test]
fn headers_that_no_browser_sends_are_refused() {
    for header in [
        "Accept-Encoding",
        "Connection",
        "Content-Length",
        "Date",
        "Host",
        "Origin",
        "Referer",
        "Proxy-Connection",
        "Sec-Fetch-Mode",
        "Set-Cookie",
        "Transfer-Encoding",
        "Accept:",
        "if none match",
        "Pr\u{e4}fer",
    ] {
        let told = problem(&[("headers", &format!("{{\"{header}\": \"x\"}}"))]);
        assert!(told.contains("there is no header that may be sent"), "{header}: {told}");
    }
    for value in ["", "\\u0000", "\\u007f", "\\r\\n", "\u{e4}"] {
        let told = problem(&[("headers", &format!("{{\"Accept\": \"{value}\"}}"))]);
        assert!(told.contains("a header holds 1 to 1000 characters of ASCII"), "{value:?}: {told}");
    }
}

#[test]
fn slips_in_fields_are_told_with_path_and_line() {
    const EMAIL: &str = r#"{"id": "email", "kind": "email", "to": "/email"}"#;
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
            ".fields[1].choices: a `select` has 2 to 100 choices",
        ),
        (
            r#"{"id": "l", "kind": "select", "label": "L", "to": "/l", "choices": ["a", "a"]}"#,
            ".fields[1].choices[1]: there is another choice with the id `a`",
        ),
        (
            r#"{"id": "l", "kind": "text", "label": "L", "to": "/l", "choices": ["a", "b"]}"#,
            ".fields[1].choices: only a `select` has choices",
        ),
        (
            r#"{"id": "l", "kind": "text", "label": "L", "to": "/l", "ticked": 1}"#,
            ".fields[1].ticked: only a `checkbox` or `consent` can be ticked",
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
            r#"{"id": "l", "kind": "text", "label": "L", "to": "/l", "reqired": true}"#,
            ".fields[1]: unknown field `reqired`, did you mean `required`?",
        ),
    ] {
        let told_now = problem(&[("fields", &format!("[{EMAIL},\n{field}]"))]);
        assert!(told_now.starts_with(told), "{told_now}\n{told}");
        assert!(told_now.contains("(line 5, column "), "{told_now}");
    }
    let second = EMAIL.replace("\"email\",", "\"other\",").replace("/email", "/other");
    assert_eq!(second, r#"{"id": "other", "kind": "other", "to": "/other"}"#);
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

#[test]
fn an_answer_that_can_not_be_read_has_no_rules() {
    let form = ("fields", r#"[{"id": "email", "kind": "email", "to": "email"}]"#);
    for transport in ["\"opaque\"", "\"navigate\""] {
        let base = [form, ("transport", transport), ("encoding", "\"form\"")];
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

#[test]
fn secrets_and_blanks_are_found_wherever_they_stand() {
    let key = format!("xkeysib-{}", "0123456789abcdef".repeat(2));
    for (name, value, path) in [
        ("action", format!("\"https://list.example/?key={key}\""), ".action"),
        ("extra", format!("{{\"/k\": [\"x\", \"{key}\"]}}"), ".extra./k[1]"),
        ("extra", format!("{{\"/{key}\": 1}}"), ""),
        ("headers", format!("{{\"apikey\": \"{key}\"}}"), ".headers.apikey"),
        ("//", format!("\"{key}\""), ".//"),
        ("//", format!("[\"a\", {{\"b\": \"{key}\"}}]"), ".//[1].b"),
    ] {
        let told = problem(&[(name, &value)]);
        assert!(told.starts_with(path) && told.contains("looks like a Brevo API key"), "{told}");
        assert!(told.contains("(line ") && (name == "extra" || !told.contains(&key)), "{told}");
    }
    for header in ["Authorization", "X-Api-Key", "api-key", "X-Kit-Api-Key", "OSDI-API-Token", "Cookie"] {
        let told = problem(&[("headers", &format!("{{\"{header}\": \"x\"}}"))]);
        assert!(told.contains("is a secret"), "{told}");
    }
    let told = problem(&[("action", "\"https://FILL_IN_host.example/\"")]);
    assert!(told.starts_with(".action: a value of your own belongs where FILL_IN stands (line 4"), "{told}");
}

#[test]
fn a_file_that_is_no_settings_is_not_read() {
    let long = format!("{{\"//\": \"{}\"}}", "x".repeat(MAX_BYTES));
    let told = parse(&long).unwrap_err().to_string();
    assert!(told.contains("at most 65536 are read"), "{told}");
}

proptest! {
    /// Whatever is put in the place of a part of good settings: a verdict, and never a panic.
    #[test]
    fn anything_may_be_written(part in "\\PC{0,20}", at in 0_usize..400, len in 0_usize..20) {
        let good = format!("{{\"signup\": {}}}", with(&[("extra", r#"{"/a/0/b": "x", "/c": [1, true]}"#)]));
        let at = at.min(good.len());
        let end = (at + len).min(good.len());
        if let (Some(before), Some(after)) = (good.get(..at), good.get(end..)) {
            let _ = parse(&format!("{before}{part}{after}"));
        }
    }
}
