//! Tests of the settings: what they may hold, and what is reported of mistakes.

mod fields;
mod headers;
mod receiver;

use proptest::prelude::*;

use super::*;

#[test]
fn the_settings_in_the_repository_are_valid() {
    let config = parse(include_str!("../../../../public/config.json")).unwrap();
    assert_eq!(config.bundle.as_str(), "bundle.json");
    let receiver = config.signup.unwrap();
    assert_eq!((receiver.action.as_str(), receiver.timeout_ms), ("api/signups", 10_000));
    assert_eq!(config.privacy_url, None);
}

#[test]
fn settings_have_defaults() {
    assert_eq!(parse("{}").unwrap(), Config::default());
    assert_eq!(parse(r#"{"signup": null}"#).unwrap().signup, None);
    let receiver = parse(r#"{"signup": {"action": "https://example.org/x"}}"#).unwrap().signup.unwrap();
    assert_eq!(receiver.timeout_ms, DEFAULT_TIMEOUT_MS);
}

/// A `*` would give all files the headers of the bundle, and the name of a page or of these settings that file's.
#[test]
fn a_bundle_on_this_site_is_a_data_file_of_its_own() {
    let bundle = |address: &str| parse(&format!(r#"{{"bundle": "{address}"}}"#));
    for good in [
        "bundle.json",
        "./data/ours.json?v=2",
        "/repo/donn\u{e9}es.json",
        "https://data.example/export?all=*",
        "http://127.0.0.1:9/index.html",
    ] {
        assert_eq!(bundle(good).unwrap().bundle.as_str(), good);
        let source = format!(r#"{{"bundle": "{good}"}}"#);
        assert_eq!(bundle_address(&source).unwrap().as_str(), good);
    }
    for bad in [
        "*",
        "/*",
        "*.json",
        "data/*.json",
        ":name.json",
        "a;b.json",
        "index.html",
        "explore",
        "sw.js",
        "boot.js",
        "og.png",
        "config.json",
        "./config.json",
        "/repo/config.json?x",
        "conf%69g.json",
        "data/%63onfig.json",
        "a%2Fconfig.json",
        ".json",
        "data/",
        "\u{22}.json",
    ] {
        assert!(bundle(bad).is_err(), "{bad}");
        assert_eq!(bundle_address(&format!(r#"{{"bundle": "{bad}"}}"#)), None, "{bad}");
    }
    assert_eq!(
        bundle("*").unwrap_err().to_string(),
        "config.json: bundle: a bundle on this site is a file of its own whose name ends in .json, of letters, digits and -._~%+ (line 1, column 12)"
    );
}

#[test]
fn a_contact_has_a_port_that_exists_and_no_hidden_lines() {
    for bad in [
        "https://example.org:70000/",
        "mailto:a@example.org?subject=%0D%0ABcc:b@example.org",
        "mailto:a%0a@example.org",
        "mailto:a@example.org?subject=%E2%80%A8Bcc:b@example.org",
    ] {
        let source = format!(r#"{{"contact": "{bad}"}}"#);
        assert!(parse(&source).is_err(), "{bad}");
    }
}

#[test]
fn a_label_shows_something() {
    let source = r#"{"signup": {"action": "https://e.org", "success": {}, "fields": [
        {"id": "email", "kind": "email", "label": "\u3164\u200b", "to": "/e"}]}}"#;
    let told = parse(source).unwrap_err().to_string();
    assert!(told.contains(".fields[0].label: the text has only characters that show nothing"), "{told}");
}

#[test]
fn mistakes_are_reported_with_field_and_line() {
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

/// Returns the receiver of a `signup`, which begins in line 1 of the settings.
fn signup(signup: &str) -> Result<Receiver, String> {
    let config = parse(&format!("{{\"signup\": {signup}}}")).map_err(|error| error.to_string())?;
    Ok(Arc::unwrap_or_clone(config.signup.unwrap()))
}

/// Returns a `signup` with settings added or replaced; an empty value removes one.
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

/// Returns the only error, without the name of the file.
fn problem(replaced: &[(&str, &str)]) -> String {
    let told = signup(&with(replaced)).unwrap_err();
    assert_eq!(told.lines().count(), 1, "{told}");
    told.trim_start_matches("config.json: signup").to_owned()
}

#[test]
fn every_object_may_have_comments() {
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
fn secrets_and_placeholders_are_found_everywhere() {
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
fn a_file_that_is_too_long_is_not_read() {
    let long = format!("{{\"//\": \"{}\"}}", "x".repeat(MAX_BYTES));
    let told = parse(&long).unwrap_err().to_string();
    assert!(told.contains("at most 65536 are read"), "{told}");
}

proptest! {
    /// Replaces a part of valid settings with any text.
    #[test]
    fn parsing_never_panics(part in "\\PC{0,20}", at in 0_usize..400, len in 0_usize..20) {
        let good = format!("{{\"signup\": {}}}", with(&[("extra", r#"{"/a/0/b": "x", "/c": [1, true]}"#)]));
        let at = at.min(good.len());
        let end = (at + len).min(good.len());
        if let (Some(before), Some(after)) = (good.get(..at), good.get(end..)) {
            let _ = parse(&format!("{before}{part}{after}"));
        }
    }
}
