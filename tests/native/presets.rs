//! Golden tests of the presets: the request for each receiver, byte by byte, and the outcomes of its answers.
//!
//! After a wanted change, `UPDATE_GOLDEN=1 cargo test --test native presets` writes the requests again; look at
//! them. Answers are written by hand.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};
use signup::config::{FILL_IN, Receiver};
use signup::{Answer, Body, FieldError, FieldErrorKind, Form, Outcome, Phase, Request, SubmissionId, config};

use crate::ROOT;

const ID: &str = "0b5c2c1e-7a54-4a6e-9d6c-5f1d0a2b3c4d";

fn folder(name: &str) -> PathBuf {
    Path::new(ROOT).join(name)
}

/// Returns the names of the presets, in order.
fn names() -> Vec<String> {
    let entries = fs::read_dir(folder("presets")).unwrap().map(|entry| entry.unwrap().path());
    let mut names: Vec<String> =
        entries.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

fn preset(name: &str) -> String {
    fs::read_to_string(folder("presets").join(format!("{name}.json"))).unwrap()
}

/// Returns the receiver of a preset with a publisher's own values.
fn filled(name: &str, golden: &Value) -> Arc<Receiver> {
    let mut text = preset(name);
    for (token, value) in golden["fill_in"].as_object().unwrap() {
        let token = format!("{FILL_IN}_{token}");
        assert!(text.contains(&token), "{name} has no {token}");
        text = text.replace(&token, value.as_str().unwrap());
    }
    config::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}")).signup.unwrap()
}

/// Returns the form and its request with these answers, by the ids of fields.
fn request(receiver: &Arc<Receiver>, entries: &BTreeMap<String, String>) -> (Form, Request) {
    let mut form = Form::new(receiver.clone());
    form.edit(|draft| {
        for (at, field) in receiver.fields.iter().enumerate() {
            draft.set_text(at, entries.get(field.id.as_str()).map_or("", String::as_str));
        }
    });
    let request = form.submit(SubmissionId::parse(ID).unwrap(), true);
    (form.clone(), request.unwrap_or_else(|| panic!("{:?}", form.errors())))
}

fn golden_request(request: &Request) -> Value {
    let headers: serde_json::Map<String, Value> =
        request.headers.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
    let body = match &request.body {
        Body::Text(text) => json!(text),
        Body::Pairs(pairs) => json!(pairs),
    };
    json!({
        "method": request.method.as_str(),
        "address": request.address.as_str(),
        "transport": format!("{:?}", request.transport),
        "encoding": request.encoding.media_type(),
        "headers": headers,
        "body": body,
    })
}

fn entries(golden: &Value) -> BTreeMap<String, String> {
    serde_json::from_value(golden["entries"].clone()).unwrap()
}

#[test]
fn requests_are_those_of_the_golden_files() {
    for name in names() {
        let path = folder("tests/golden/signup").join(format!("{name}.json"));
        let mut golden: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let receiver = filled(&name, &golden);
        let all = entries(&golden);
        let ids: Vec<_> = receiver.fields.iter().map(|field| field.id.as_str()).collect();
        assert!(all.keys().all(|id| ids.contains(&id.as_str())) && all.len() == ids.len(), "{name}: {ids:?}");
        let needed =
            |id: &String| receiver.fields.iter().any(|field| field.id.as_str() == id && field.required);
        let least = all.clone().into_iter().filter(|(id, _)| needed(id)).collect();
        let now = [
            ("request", golden_request(&request(&receiver, &all).1)),
            ("shortest", golden_request(&request(&receiver, &least).1)),
        ];
        for (which, request) in now {
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                golden[which] = request;
            } else {
                assert_eq!(golden[which], request, "{name}: {which}");
            }
        }
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, format!("{}\n", serde_json::to_string_pretty(&golden).unwrap())).unwrap();
        }
    }
}

#[test]
fn answers_have_the_outcomes_of_the_golden_files() {
    for name in names() {
        let path = folder("tests/golden/signup").join(format!("{name}.json"));
        let golden: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let receiver = filled(&name, &golden);
        let answers = golden["answers"].as_array().unwrap();
        assert!(!answers.is_empty(), "{name}");
        for given in answers {
            let answer = match given["status"].as_u64() {
                Some(code) => Answer::Status {
                    code: code as u16,
                    body: given["body"].as_str().unwrap().to_owned(),
                    retry_after: given["retry_after"].as_str().map(str::to_owned),
                },
                None => Answer::Unreadable,
            };
            let outcome = Outcome::of(&answer, &receiver);
            assert_eq!(outcome, wanted(given, &receiver), "{name}: {given}");

            let (mut form, request) = request(&receiver, &entries(&golden));
            form.answer(request.attempt, &answer, None);
            assert_eq!(form.phase() == &Phase::Done, given["outcome"] == "done", "{name}: {given}");
        }
    }
}

fn wanted(given: &Value, receiver: &Receiver) -> Outcome {
    match given["outcome"].as_str().unwrap() {
        "done" => Outcome::Done,
        "sent" => Outcome::Sent,
        "busy" => Outcome::Busy { wait_s: given["wait_s"].as_u64().unwrap() as u32 },
        "refused" => Outcome::Refused,
        "unsure" => Outcome::Unknown,
        "rejected" => {
            let errors = given["errors"].as_object().into_iter().flatten().map(|(id, words)| {
                let words = words.as_str().unwrap();
                let field = receiver.fields.iter().position(|field| field.id.as_str() == id).unwrap();
                FieldError {
                    field,
                    kind: FieldErrorKind::from_code(words).unwrap_or(FieldErrorKind::Custom(words.into())),
                }
            });
            let mut errors: Vec<FieldError> = errors.collect();
            errors.sort_by_key(|error| error.field);
            Outcome::Rejected { errors, message: given["told"].as_str().map(Into::into) }
        }
        other => panic!("{other}"),
    }
}

#[test]
fn presets_are_valid_apart_from_placeholders() {
    for name in names() {
        let text = preset(&name);
        let problems = match config::parse(&text) {
            Ok(_) => Vec::new(),
            Err(error) => error.problems().iter().map(ToString::to_string).collect(),
        };
        let lines_to_fill =
            text.lines().filter(|line| line.contains(FILL_IN) && !line.contains("\"//\"")).count();
        assert!(
            problems.iter().all(|problem| problem.contains("a value of your own")),
            "{name}: {problems:#?}"
        );
        assert!(problems.len() >= lines_to_fill, "{name}: {problems:#?}");
    }
}

#[test]
fn presets_say_what_is_confirmed() {
    for name in names() {
        let read: Value = serde_json::from_str(&preset(&name)).unwrap();
        let lines: Vec<&str> =
            read["//"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
        let told =
            lines.iter().filter(|line| line.starts_with("Confirmed: ") || line.starts_with("UNVERIFIED: "));
        assert_eq!(told.count(), 1, "{name}");
        assert!(
            !lines[0].starts_with("Confirmed") && lines[0].ends_with('.'),
            "{name}: the first line is its title"
        );
    }
}

/// Checks that the consent text of `hubspot` is the displayed one.
#[test]
fn the_stored_consent_text_is_the_displayed_one() {
    let read: Value = serde_json::from_str(&preset("hubspot")).unwrap();
    let fields = read["signup"]["fields"].as_array().unwrap();
    let label = &fields.iter().find(|field| field["kind"] == "consent").unwrap()["label"];
    assert_eq!(label, signup::messages::consent().as_str());
    assert_eq!(&read["signup"]["extra"]["/legalConsentOptions/consent/text"], label);
}

#[test]
fn the_repository_uses_the_preset_of_serve() {
    let own = config::parse(&preset("serve")).unwrap();
    let used = config::parse(&fs::read_to_string(folder("public/config.json")).unwrap()).unwrap();
    assert_eq!(own, used);
}

/// Checks that the table in docs/signup.md has each service, and marks the same ones as not confirmed.
#[test]
fn the_documentation_lists_every_preset() {
    let docs = fs::read_to_string(folder("docs/signup.md")).unwrap();
    for name in names() {
        let row = docs.lines().find(|line| line.starts_with(&format!("| `{name}` |")));
        let row = row.unwrap_or_else(|| panic!("docs/signup.md does not list {name}"));
        assert_eq!(row.contains("**not**"), preset(&name).contains("\"UNVERIFIED: "), "{name}");
    }
}

/// Checks that versions called tried are those that the end-to-end tests install.
#[test]
fn tried_versions_are_the_tested_ones() {
    let docs = fs::read_to_string(folder("docs/signup.md")).unwrap();
    for name in ["pocketbase", "museletter"] {
        let lock = fs::read_to_string(folder("tests/e2e/receivers").join(format!("{name}.txt"))).unwrap();
        let pinned = lock.lines().find(|line| line.starts_with(name)).unwrap();
        let version = pinned.split("==").nth(1).unwrap().split_whitespace().next().unwrap();
        let tried = format!("Confirmed: tried with the real program ({version}).");
        assert!(preset(name).contains(&tried), "{name}: {tried}");
        let row = docs.lines().find(|line| line.starts_with(&format!("| `{name}` |"))).unwrap();
        assert!(row.contains(&format!("| tried ({version}) |")), "{name}: {version}");
    }
}
