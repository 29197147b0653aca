//! The real `challenge-map serve`, asked over the loopback network.
#![cfg(not(target_arch = "wasm32"))]

#[path = "serve/client.rs"]
mod client;

use std::sync::Arc;

use challenge_map::config::{Address, Receiver};
use challenge_map::signup::{Answer, Body, CONFIRMATION, Form, Phase, SubmissionId};
use client::{ID, Server, folder, tool};

fn body(email: &str, id: &str) -> String {
    format!(r#"{{"email":"{email}","consent":true,"submission_id":"{id}"}}"#)
}

fn numbered(n: u8) -> String {
    SubmissionId::from_random([n; 16]).to_string()
}

#[test]
fn files_have_their_types_and_pages_their_html() {
    let server = Server::start(&[]);
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/plain.js", "text/javascript; charset=utf-8"),
        ("/style-0123456789abcdef.css", "text/css; charset=utf-8"),
        ("/site-0123456789abcdef_bg.wasm", "application/wasm"),
        ("/bundle.json", "application/json"),
        ("/icon.svg", "image/svg+xml"),
        ("/font.woff2", "font/woff2"),
    ] {
        let reply = server.get(path);
        assert_eq!((reply.status, reply.header("content-type")), (200, kind), "{path}");
    }
    for (path, title) in [
        ("/", "start"),
        ("/explore?measure=urgent", "start"),
        ("/equity/special-education", "start"),
        ("/equity", "equity"),
        ("/equity/", "equity"),
        ("/about", "about"),
    ] {
        let reply = server.get(path);
        assert_eq!(reply.status, 200, "{path}");
        assert!(reply.text().contains(&format!("<title>{title}</title>")), "{path}");
    }
}

#[test]
fn what_is_not_there_is_never_the_start_page() {
    let server = Server::start(&[]);
    for path in
        ["/none.js", "/site-ffffffffffffffff.js", "/equity/none.png", "/api", "/api/other", "/data.d/x.json"]
    {
        let reply = server.get(path);
        assert_eq!(reply.status, 404, "{path}");
        assert!(!reply.text().contains('<') && reply.body.len() < 200, "{path}");
        assert_eq!(reply.header("cache-control"), "no-cache", "{path}");
    }
    for path in [
        "/../secret.js",
        "/%2e%2e/secret.js",
        "/..%2fsecret.js",
        "/equity/../../secret.js",
        "/.env",
        "/.%65nv",
    ] {
        let reply = server.get(path);
        assert_eq!(reply.status, 404, "{path}");
        assert!(!reply.text().contains("secret") && !reply.text().contains("hidden"), "{path}");
    }
}

#[test]
fn only_hashed_files_are_kept_for_a_year() {
    let server = Server::start(&[]);
    for name in ["site-0123456789abcdef.js", "site-0123456789abcdef_bg.wasm", "style-0123456789abcdef.css"] {
        let reply = server.get(&format!("/{name}"));
        assert_eq!(reply.header("cache-control"), "public, max-age=31536000, immutable", "{name}");
    }
    for path in ["/", "/explore", "/bundle.json", "/plain.js"] {
        assert_eq!(server.get(path).header("cache-control"), "no-cache", "{path}");
    }
    let hashed = "/site-0123456789abcdef.js";
    for refused in [
        server.send("POST", hashed, &[], b"x"),
        server.send("GET", hashed, &[("Range", "bytes=999999-")], b""),
    ] {
        assert!(matches!(refused.status, 405 | 416), "{}", refused.status);
        assert_eq!(refused.header("cache-control"), "no-cache");
    }
    let modified = server.get("/bundle.json").header("last-modified").to_owned();
    let again = server.send("GET", "/bundle.json", &[("If-Modified-Since", &modified)], b"");
    assert_eq!((again.status, again.body.len()), (304, 0));
}

#[test]
fn head_is_get_without_a_body_and_nothing_else_is_taken() {
    let server = Server::start(&[]);
    for path in ["/", "/explore", "/bundle.json"] {
        let (head, get) = (server.send("HEAD", path, &[], b""), server.get(path));
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{path}");
        assert_eq!(head.header("content-length"), get.body.len().to_string(), "{path}");
    }
    assert_eq!(server.send("HEAD", "/none.js", &[], b"").status, 404);
    assert_eq!(server.send("POST", "/", &[], b"x").status, 405);
    assert_eq!(server.send("DELETE", "/bundle.json", &[], b"").status, 405);
}

#[test]
fn text_is_compressed_as_the_browser_can_read_it() {
    let server = Server::start(&[]);
    let plain = server.get("/plain.js");
    assert_eq!(plain.header("content-encoding"), "");
    for (accepted, used) in [("gzip, deflate, br", "br"), ("gzip", "gzip")] {
        let reply = server.send("GET", "/plain.js", &[("Accept-Encoding", accepted)], b"");
        assert_eq!(reply.header("content-encoding"), used);
        assert!(reply.header("vary").to_ascii_lowercase().contains("accept-encoding"));
        assert!(reply.body.len() * 4 < plain.body.len(), "{used}: {} bytes", reply.body.len());
    }
    std::fs::write(server.folder.path().join("dist/plain.js.br"), "made by the build").unwrap();
    let reply = server.send("GET", "/plain.js", &[("Accept-Encoding", "br")], b"");
    assert_eq!((reply.header("content-encoding"), reply.text().as_str()), ("br", "made by the build"));
    assert_eq!(reply.header("content-type"), "text/javascript; charset=utf-8");
}

#[test]
fn every_answer_carries_the_security_headers() {
    let server = Server::start(&[]);
    for path in ["/", "/bundle.json", "/none.js", "/api/signups"] {
        let reply = server.get(path);
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(reply.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(reply.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(
            reply.header("content-security-policy"),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
             font-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
            "{path}"
        );
    }
}

#[test]
fn only_the_page_that_is_made_for_it_may_stand_in_a_page_of_another_site() {
    let server = Server::start(&[]);
    for (path, framed_by) in [("/embed?view=pair", "*"), ("/embedded", "'none'"), ("/explore", "'none'")] {
        let reply = server.get(path);
        let policy = reply.header("content-security-policy");
        assert!(policy.ends_with(&format!("frame-ancestors {framed_by}")), "{path}: {policy}");
        assert_eq!(reply.header("x-frame-options").is_empty(), framed_by == "*", "{path}");
    }
}

#[test]
fn a_site_below_a_path_is_the_same_site() {
    let server = Server::start(&["--base", "/repo/"]);
    assert_eq!(
        server.banner,
        format!("Serving http://{}/repo/ (sign-ups go to data/signups.sqlite)\n", server.address)
    );
    let redirect = server.get("/repo");
    assert_eq!((redirect.status, redirect.header("location")), (308, "/repo/"));
    for path in ["/repo/", "/repo/explore", "/repo/plain.js"] {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
    for path in ["/", "/explore", "/plain.js", "/repository/", "/api/signups"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    let sent = body("name@example.org", ID);
    let reply =
        server.send("POST", "/repo/api/signups", &[("Content-Type", "application/json")], sent.as_bytes());
    assert_eq!(reply.status, 200);
}

#[test]
fn a_sign_up_is_stored_and_only_the_tool_reads_it() {
    let server = Server::start(&[]);
    let mut form = Form::new(Arc::new(Receiver::own(Address::parse("api/signups").unwrap())));
    form.edit(|draft| {
        for (field, text) in ["Name@Example.org", "=Ana", "Principal"].into_iter().enumerate() {
            draft.type_in(field, text);
        }
        draft.tick(3, true);
    });
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
    assert_eq!(consent, challenge_map::text::signup::CONSENT);
    assert_eq!((at.len(), &at[10..11], at.ends_with('Z')), (20, "T", true));

    assert!(server.listed(&[]).contains("Name@Example.org  =Ana  Principal"));
    let csv = server.listed(&["--csv"]);
    assert!(csv.starts_with("created_at,email,name,role,consent_text\n"), "{csv}");
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
fn a_repetition_and_a_known_address_look_like_the_first_time() {
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
fn what_is_no_sign_up_is_told_by_code() {
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
fn pages_of_other_sites_can_not_sign_anyone_up() {
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

    let preflight = |origin: &str| {
        let headers = [("Origin", origin), ("Access-Control-Request-Method", "POST")];
        server.send("OPTIONS", "/api/signups", &headers, b"")
    };
    let reply = preflight("https://map.example");
    assert_eq!((reply.status, reply.header("access-control-allow-headers")), (204, "content-type"));
    let reply = preflight("https://evil.example");
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (405, ""));
}

#[test]
fn the_receiver_alone_takes_pages_of_this_machine_and_shows_none() {
    let server = Server::start(&["--api-only"]);
    let sent = body("name@example.org", ID);
    let headers = [("Content-Type", "application/json"), ("Origin", "http://127.0.0.1:1")];
    assert_eq!(server.post(&headers, sent.as_bytes()).status, 200);
    assert_eq!(server.get("/").status, 404);
    assert_eq!(server.get("/index.html").status, 404);
}

#[test]
fn the_policy_lets_the_page_reach_what_its_settings_name() {
    let elsewhere = folder();
    let config =
        r#"{"bundle": "https://data.example/b.json", "signup": {"action": "https://list.example/x"}}"#;
    std::fs::write(elsewhere.path().join("dist/config.json"), config).unwrap();
    let server = Server::start_in(elsewhere, &["--dist", "./dist"]);
    let policy = server.get("/").header("content-security-policy").to_owned();
    assert!(policy.contains("connect-src 'self' https://data.example https://list.example;"), "{policy}");
}

#[cfg(unix)]
#[test]
fn a_request_to_stop_ends_it_in_order() {
    let server = Server::start(&[]);
    assert_eq!(server.get("/").status, 200);
    assert!(server.stopped_in_order());
}

#[test]
fn what_keeps_it_from_starting_is_told_with_the_next_step() {
    let running = Server::start(&[]);
    let port = running.address.rsplit(':').next().unwrap();
    let folder = folder();
    for (args, words) in [
        (
            &["serve", "--port", port][..],
            "is in use: stop the program that has it, or choose another with --port",
        ),
        (
            &["serve", "--dist", "none", "--port", "0"],
            "none/index.html is not there: build the site with `cargo xtask build`",
        ),
        (&["serve", "--data", "dist/data/s.sqlite", "--port", "0"], "could be downloaded with the site"),
        (
            &["signups", "--data", "none.sqlite"],
            "there is no file none.sqlite: `challenge-map serve` makes it",
        ),
    ] {
        let done = tool().current_dir(folder.path()).args(args).output().unwrap();
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(2), "{args:?}: {told}");
        assert!(told.contains(words), "{args:?}: {told}");
    }
    assert!(!folder.path().join("dist/data/s.sqlite").exists());
}
