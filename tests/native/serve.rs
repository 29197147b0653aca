//! Tests of the program `challenge-map serve` over the loopback network.

mod deployed;
mod files;
mod overload;
mod receiver;

use publish::policy;
use publish::policy::{Framing, Sources};

use crate::client::{ID, Server, folder, tool};
use receiver::body;

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
fn unknown_files_are_never_the_start_page() {
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

/// A published site has a page `404.html`.
#[test]
fn a_published_site_answers_unknown_pages_with_its_own() {
    let folder = folder();
    std::fs::write(folder.path().join("dist/404.html"), "<!doctype html><title>none</title>").unwrap();
    let server = Server::start_in(folder, &[]);
    for path in ["/nowhere", "/equity/nothing", "/a/b/c?x=y"] {
        let reply = server.get(path);
        assert_eq!(reply.status, 404, "{path}");
        assert!(reply.text().contains("<title>none</title>"), "{path}");
        assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(reply.header("cache-control"), "no-cache");
    }
    assert_eq!(server.get("/equity").status, 200);
    assert!(!server.get("/none.js").text().contains('<'));
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
fn head_is_get_without_a_body_and_no_other_method_works() {
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
        let policy = policy::header(&Sources::default(), Framing::Nobody);
        assert_eq!(reply.header("content-security-policy"), policy, "{path}");
        assert!(reply.header("permissions-policy").contains("camera=()"), "{path}");
        assert_eq!(reply.header("cross-origin-opener-policy"), "same-origin", "{path}");
        let shared = if path == "/bundle.json" { ("cross-origin", "*") } else { ("same-origin", "") };
        let headers = ["cross-origin-resource-policy", "access-control-allow-origin"];
        assert_eq!(headers.map(|name| reply.header(name)), <[&str; 2]>::from(shared), "{path}");
        assert_eq!(reply.header("strict-transport-security"), "", "{path}");
    }
}

#[test]
fn hsts_is_sent_behind_a_proxy_that_ends_tls() {
    let server = Server::start(&[]);
    for (scheme, told) in [("https", "max-age=31536000"), ("http", "")] {
        let reply = server.send("GET", "/", &[("X-Forwarded-Proto", scheme)], b"");
        assert_eq!(reply.header("strict-transport-security"), told, "{scheme}");
    }
}

#[test]
fn a_published_site_answers_other_unknown_paths_with_404() {
    let published = folder();
    std::fs::write(published.path().join("dist/404.html"), "<!doctype html><title>none</title>").unwrap();
    let server = Server::start_in(published, &[]);
    let reply = server.get("/no/such-page");
    assert_eq!((reply.status, reply.header("cache-control")), (404, "no-cache"));
    assert!(reply.text().contains("<title>none</title>"));
    assert_eq!(server.get("/none.js").text(), "404: there is nothing at this address\n");
    assert_eq!((server.get("/equity").status, server.get("/").status), (200, 200));
}

/// Other sites may frame only the page that is made for it.
#[test]
fn only_the_embed_page_may_be_framed() {
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
fn the_policy_allows_the_origins_in_the_settings() {
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
fn a_signal_stops_the_server_gracefully() {
    let server = Server::start(&[]);
    assert_eq!(server.get("/").status, 200);
    assert!(server.stopped_in_order());
}

#[test]
fn start_errors_name_the_next_step() {
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
            "none/index.html is not there: name a published site or the built program with --dist. A release archive has",
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
