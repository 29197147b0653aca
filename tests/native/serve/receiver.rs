//! Tests of the built-in receiver.

use std::sync::Arc;

use challenge_map::messages::translations;
use messages::language::Language;
use messages::locale::with_locale;
use signup::config::{Address, Receiver};
use signup::{Answer, Body, CONFIRMATION, Form, Phase, SubmissionId};

use crate::client::{ID, Server, tool};

/// Returns the body of a sign-up.
pub fn body(email: &str, id: &str) -> String {
    format!(r#"{{"email":"{email}","consent":true,"submission_id":"{id}"}}"#)
}

fn numbered(n: u8) -> String {
    SubmissionId::from_random([n; 16]).to_string()
}

#[test]
fn a_sign_up_is_stored_and_only_the_tool_reads_it() {
    let server = Server::start(&[]);
    let mut form = Form::new(Arc::new(Receiver::built_in(Address::parse("api/signups").unwrap())));
    form.edit(|draft| {
        for (field, text) in ["Name@Example.org", "=Ana", "Principal"].into_iter().enumerate() {
            draft.set_text(field, text);
        }
        draft.set_checked(3, true);
    });
    form.set_language(Language::Arabic);
    let request = form.submit(SubmissionId::parse(ID).unwrap(), true).unwrap();
    let Body::Text(body) = &request.body else { panic!("{:?}", request.body) };
    let reply = server.sign_up(body);
    assert_eq!((reply.status, reply.text().as_str()), (200, CONFIRMATION));
    assert_eq!(
        (reply.header("content-type"), reply.header("cache-control")),
        ("application/json", "no-store")
    );
    form.answer(
        request.attempt,
        &Answer::Status { code: reply.status, body: reply.text(), retry_after: None },
        None,
    );
    assert_eq!(form.phase(), &Phase::Done);

    let stored = rusqlite::Connection::open(server.data())
        .unwrap()
        .query_row(
            "SELECT submission_id, email, name, role, consent_text, created_at FROM signups",
            [],
            |row| Ok([0, 1, 2, 3, 4, 5].map(|column| row.get::<_, String>(column).unwrap())),
        )
        .unwrap();
    let [id, email, name, role, consent, at] = stored;
    assert_eq!([id.as_str(), &email, &name, &role], [ID, "Name@Example.org", "=Ana", "Principal"]);
    let read = with_locale(translations::locale(Language::Arabic), signup::messages::consent);
    assert_eq!(consent, read, "the consent text is in the language of the form");
    assert_eq!((at.len(), &at[10..11], at.ends_with('Z')), (20, "T", true));

    assert!(server.listed(&[]).contains("Name@Example.org  =Ana  Principal"));
    let csv = server.listed(&["--csv"]);
    assert!(csv.starts_with("\u{FEFF}created_at,email,name,role,consent_text\n"), "{csv}");
    assert!(csv.contains(",Name@Example.org,'=Ana,Principal,"), "{csv}");

    for path in ["/api/signups", "/api/signups/", "/api", "/data/signups.sqlite", "/../data/signups.sqlite"] {
        for method in ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"] {
            let reply = server.send(method, path, &[], b"");
            assert!(matches!(reply.status, 404 | 405), "{method} {path}: {}", reply.status);
            assert!(!reply.text().to_ascii_lowercase().contains("example.org"), "{method} {path}");
        }
    }
    let reply = server.get("/api/signups");
    assert_eq!((reply.status, reply.header("allow")), (405, "POST"));
}

#[test]
fn repeated_sign_ups_look_like_the_first() {
    let server = Server::start(&[]);
    let first = server.sign_up(&body("name@example.org", &numbered(1)));
    for again in [body("name@example.org", &numbered(1)), body("NAME@Example.ORG", &numbered(2))] {
        let mut reply = server.sign_up(&again);
        reply.headers.insert("date".into(), first.header("date").into()); // seconds may pass
        assert_eq!((reply.status, &reply.headers, &reply.body), (first.status, &first.headers, &first.body));
    }
    assert_eq!(server.listed(&[]).lines().count(), 2, "a head and one row");

    let other = server.sign_up(&body("other@example.org", &numbered(1)));
    assert_eq!((other.status, other.text().as_str()), (422, r#"{"error":"submission_id"}"#));
}

#[test]
fn invalid_sign_ups_are_reported_by_code() {
    let server = Server::start(&["--rate", "1000"]);
    let json = [("Content-Type", "application/json")];
    for malformed in ["", "{", "[]", "email=a@b", r#"{"email":"a@b","consent":true}"#] {
        let reply = server.post(&json, malformed.as_bytes());
        assert_eq!((reply.status, reply.text().as_str()), (400, r#"{"error":"malformed"}"#), "{malformed}");
    }
    let good = body("name@example.org", ID);
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
        assert_eq!(server.post(&[("Content-Type", kind)], good.as_bytes()).status, 415, "{kind}");
    }
    assert_eq!(server.post(&[], good.as_bytes()).status, 415);
    let padded = |bytes: usize| format!("{good}{}", " ".repeat(bytes - good.len()));
    assert_eq!(server.post(&json, padded(16 * 1024 + 1).as_bytes()).status, 413);
    let reply = server.sign_up(&format!(r#"{{"email":"nobody","name":"a\u0007","submission_id":"{ID}"}}"#));
    assert_eq!(reply.status, 422);
    assert_eq!(
        reply.text(),
        r#"{"errors":[{"field":"email","code":"invalid"},{"field":"name","code":"hidden_character"},{"field":"consent","code":"missing"}]}"#
    );
    assert_eq!(server.listed(&[]), "no sign-ups yet\n");
    assert_eq!(server.post(&json, padded(16 * 1024).as_bytes()).status, 200);
}

#[test]
fn too_many_sign_ups_have_to_wait() {
    let server = Server::start(&["--rate", "2"]);
    let status = |n| server.sign_up(&body(&format!("n{n}@example.org"), &numbered(n))).status;
    assert_eq!([status(1), status(2)], [200, 200]);
    // One place comes free in 30 seconds; more than that has not passed on any machine.
    let reply = server.sign_up(&body("n3@example.org", &numbered(3)));
    assert_eq!((reply.status, reply.text().as_str()), (429, r#"{"error":"rate"}"#));
    assert!((1..=31).contains(&reply.header("retry-after").parse::<u32>().unwrap()));
    assert_eq!(server.get("/").status, 200, "pages are not limited");
}

#[test]
fn pages_of_other_sites_are_refused() {
    let server = Server::start(&["--allow-origin", "https://map.example"]);
    let sent = body("name@example.org", ID);
    let from = |origin: &str| {
        server.post(&[("Content-Type", "application/json"), ("Origin", origin)], sent.as_bytes())
    };
    for foreign in ["https://evil.example", "null", "http://127.0.0.1:1", "https://map.example.evil.example"]
    {
        let reply = from(foreign);
        assert_eq!((reply.status, reply.header("access-control-allow-origin")), (403, ""), "{foreign}");
    }
    assert_eq!(server.listed(&[]), "no sign-ups yet\n");
    let reply = from("https://map.example");
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (200, "https://map.example"));
    assert_eq!((reply.header("vary"), reply.header("access-control-allow-credentials")), ("origin", ""));

    let preflight = |origin: &str| {
        let headers = [("Origin", origin), ("Access-Control-Request-Method", "POST")];
        server.send("OPTIONS", "/api/signups", &headers, b"")
    };
    let reply = preflight("https://map.example");
    assert_eq!((reply.status, reply.header("access-control-allow-headers")), (204, "content-type"));
    assert_eq!(reply.header("access-control-allow-origin"), "https://map.example");
    assert_eq!(reply.header("access-control-allow-methods"), "POST");
    let reply = preflight("https://evil.example");
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (405, ""));
}

#[test]
fn a_page_of_another_origin_can_read_how_long_to_wait() {
    let server = Server::start(&["--allow-origin", "https://map.example", "--rate", "1"]);
    let from = |origin: &str, n| {
        let sent = body(&format!("n{n}@example.org"), &numbered(n));
        server.post(&[("Content-Type", "application/json"), ("Origin", origin)], sent.as_bytes())
    };
    assert_eq!(from("https://map.example", 1).status, 200);
    let reply = from("https://map.example", 2);
    assert_eq!((reply.status, reply.header("access-control-expose-headers")), (429, "retry-after"));
    assert_ne!(reply.header("retry-after"), "");
    let reply = from("https://evil.example", 3);
    assert_eq!((reply.status, reply.header("access-control-expose-headers")), (403, ""));
}

#[test]
fn api_only_accepts_pages_of_this_machine_and_serves_none() {
    let server = Server::start(&["--api-only"]);
    let sent = body("name@example.org", ID);
    let headers = [("Content-Type", "application/json"), ("Origin", "http://127.0.0.1:1")];
    assert_eq!(server.post(&headers, sent.as_bytes()).status, 200);
    assert_eq!(server.get("/").status, 404);
    assert_eq!(server.get("/index.html").status, 404);
}

/// The response is the same as that to a sign-up, but nothing is stored.
#[test]
fn a_filled_in_honeypot_looks_like_success() {
    let server = Server::start(&[]);
    let caught = body("spam@example.org", &numbered(1)).replace('}', r#","website":"https://spam.example"}"#);
    let taken = body("name@example.org", &numbered(2)).replace('}', r#","website":""}"#);
    let [caught, taken] = [caught, taken].map(|body| {
        let mut reply = server.sign_up(&body);
        reply.headers.remove("date"); // seconds may pass
        (reply.status, reply.headers, reply.body)
    });
    assert_eq!((caught.0, caught.2.as_slice()), (200, CONFIRMATION.as_bytes()));
    assert_eq!(caught, taken);
    let listed = server.listed(&[]);
    assert!(!listed.contains("spam@example.org") && listed.contains("name@example.org"), "{listed}");
}

#[test]
fn a_form_that_was_too_fast_is_asked_to_come_again() {
    let open = |ms: u32| body("name@example.org", ID).replace('}', &format!(r#","open_ms":{ms}}}"#));
    let server = Server::start(&[]);
    let reply = server.sign_up(&open(1_999));
    assert_eq!((reply.status, reply.text().as_str()), (429, r#"{"error":"too_fast"}"#));
    assert_eq!(reply.header("retry-after"), "2");
    assert_eq!(server.listed(&[]), "no sign-ups yet\n");
    assert_eq!(server.sign_up(&open(2_000)).status, 200);
    let patient = Server::start(&["--min-open-ms", "0"]);
    assert_eq!(patient.sign_up(&open(0)).status, 200);
}

#[test]
fn an_address_is_deleted_while_the_server_runs() {
    let server = Server::start(&[]);
    for (n, name) in [(1, "ana"), (2, "eve")] {
        assert_eq!(server.sign_up(&body(&format!("{name}@example.org"), &numbered(n))).status, 200);
    }
    let delete = |address: &str| {
        let done = tool().current_dir(server.folder.path()).args(["signups", "--delete", address]).output();
        let done = done.unwrap();
        let told = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
        (done.status.code(), told)
    };
    assert_eq!(delete(" Ana@Example.org"), (Some(0), "Ana@Example.org is deleted\n".to_owned()));
    let told = "challenge-map: nobody has signed up with ana@example.org\n".to_owned();
    assert_eq!(delete("ana@example.org"), (Some(1), told));
    assert!(delete("ana").1.contains("this is no email address"));
    let listed = server.listed(&[]);
    assert!(!listed.contains("ana@") && listed.contains("eve@example.org"), "{listed}");
    assert_eq!(server.sign_up(&body("ana@example.org", &numbered(3))).status, 200, "who wants to may return");
}
