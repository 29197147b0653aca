//! Files that are served, and the copies of them that browsers keep.

use std::fs;
use std::time::{Duration, SystemTime};

use crate::client::{Server, folder};

/// The publisher goes back to the file of last week, with its old time and its length.
#[test]
fn a_rollback_to_an_older_file_is_seen() {
    let server = Server::start(&[]);
    let file = server.folder.path().join("dist/bundle.json");
    let publish = |text: &str, days: u64| {
        fs::write(&file, text).unwrap();
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs((20_000 + days) * 86_400);
        fs::File::options().append(true).open(&file).unwrap().set_modified(time).unwrap();
    };
    publish("{\"a\":1}", 7);
    let new = server.get("/bundle.json");
    let (tag, time) = (new.header("etag").to_owned(), new.header("last-modified").to_owned());
    assert!(tag.starts_with("W/\""), "{tag}");
    for condition in [("If-None-Match", tag.as_str()), ("If-Modified-Since", &time)] {
        for method in ["GET", "HEAD"] {
            let same = server.send(method, "/bundle.json", &[condition], b"");
            assert_eq!((same.status, same.body.len(), same.header("etag")), (304, 0, tag.as_str()));
            assert_eq!(same.header("cache-control"), "no-cache");
            assert_eq!(same.header("access-control-allow-origin"), "*");
        }
    }
    publish("{\"b\":2}", 0);
    for conditions in [
        &[("If-None-Match", tag.as_str())][..],
        &[("If-Modified-Since", &time)],
        &[("If-None-Match", &tag), ("If-Modified-Since", &time)],
        &[("Range", "bytes=3-"), ("If-Range", &tag)],
    ] {
        let old = server.send("GET", "/bundle.json", conditions, b"");
        assert_eq!((old.status, old.text().as_str()), (200, "{\"b\":2}"), "{conditions:?}");
    }
    // Packed or not, it is the same file.
    let packed = server.send("GET", "/plain.js", &[("Accept-Encoding", "br")], b"");
    let again = [("If-None-Match", packed.header("etag")), ("Accept-Encoding", "gzip")];
    assert_eq!(server.send("GET", "/plain.js", &again, b"").status, 304);
}

/// Names of what lies about in folders of sites and holds sign-ups, or settings of before.
#[cfg(unix)]
const SECRET: [&str; 29] = [
    "signups.sqlite",
    "signups.sqlite-wal",
    "backup.db",
    "config.json.bak",
    "index.html~",
    "a.sql.gz",
    "backup.tar.gz",
    "backup.zip",
    "signups.gz",
    "list.csv.gz",
    "lead.csv",
    "config.json.1",
    "config.json.2026-11-30",
    "#config.json#",
    "bundle - Copy.json",
    "config.json.bak2",
    "config.json.old.1",
    "config.json.tmp",
    "config.json.rej",
    "signups.xlsx",
    "signups.mdb",
    "signups.tar",
    "signups.tgz",
    "signups.7z",
    "signups.xml.xz",
    "signups.ods",
    "signups.csv.txt",
    "signups.parquet",
    "signups.tsv",
];

#[cfg(unix)]
#[test]
fn nothing_but_the_site_is_served() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    let dist = folder.path().join("dist");
    symlink("../secret.js", dist.join("link.js")).unwrap();
    symlink("..", dist.join("up")).unwrap();
    symlink("../secret.js", dist.join("page.html")).unwrap();
    fs::create_dir(dist.join("deep")).unwrap();
    symlink("../../secret.js", dist.join("deep/index.html")).unwrap();
    symlink("plain.js", dist.join("inside.js")).unwrap();
    let database = rusqlite::Connection::open(dist.join("old.json")).unwrap();
    database.execute_batch("PRAGMA user_version = 1; CREATE TABLE signups (email)").unwrap();
    for name in SECRET {
        fs::write(dist.join(name), "secret").unwrap();
    }
    fs::write(dist.join("list.csv"), "\u{feff}created_at,email,name,role,consent_text\r\nsecret").unwrap();
    fs::write(dist.join("plain.js.gz"), "packed").unwrap();
    let server = Server::start_in(folder, &[]);
    let others = [
        "/link.js",
        "/up/secret.js",
        "/page",
        "/deep",
        "/old.json",
        "/SIGNUPS.sqlite",
        "/index.html%7e",
        "/list.csv",
        "/list%2ecsv",
        "/plain.js.gz",
        "/plain.js.br",
    ];
    // What an address writes otherwise.
    let named = SECRET.map(|name| format!("/{}", name.replace('#', "%23").replace(' ', "%20")));
    for path in named.iter().map(String::as_str).chain(others) {
        for headers in [&[][..], &[("Accept-Encoding", "br, gzip")]] {
            let reply = server.send("GET", path, headers, b"");
            assert_eq!((reply.status, reply.text().contains("secret")), (404, false), "{path}");
        }
    }
    assert_eq!((server.get("/inside.js").status, server.get("/").status), (200, 200));
    let packed = server.send("GET", "/plain.js", &[("Accept-Encoding", "gzip")], b"");
    assert_eq!((packed.status, packed.text().as_str()), (200, "packed"));
}

#[test]
fn names_are_read_as_addresses_write_them() {
    let folder = folder();
    fs::write(folder.path().join("dist/donn\u{e9}es 1.json"), "{}").unwrap();
    let server = Server::start_in(folder, &[]);
    assert_eq!(server.get("/donn%C3%A9es%201.json").status, 200);
    assert_eq!(server.get("/donn%FFes.json").status, 404);
}

/// Sign-ups must not be downloaded with the site, by whatever way they get into its folder.
#[cfg(unix)]
#[test]
fn the_server_does_not_start_with_its_data_inside_the_site() {
    let folder = folder();
    fs::create_dir(folder.path().join("data")).unwrap();
    std::os::unix::fs::symlink("../dist/s.sqlite", folder.path().join("data/link.sqlite")).unwrap();
    for data in ["dist/s.sqlite", "dist/data/s.sqlite", "data/link.sqlite", "data/../dist/s.sqlite"] {
        let mut serve = crate::client::tool();
        serve.current_dir(folder.path()).args(["serve", "--port", "0", "--data", data]);
        let done = serve.output().unwrap();
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(
            done.status.code() == Some(2) && told.contains("could be downloaded with the site"),
            "{data}: {told}"
        );
    }
    assert!(!folder.path().join("dist/s.sqlite").exists());
}
