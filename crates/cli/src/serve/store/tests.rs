//! Tests of the database.

use super::*;
use messages::language::Language;
use signup::{SignupServer, SubmissionId};

/// Opens a file as the server does, but does not wait for locks.
pub fn open(file: &Path) -> Store {
    Store::open(file, Duration::ZERO).unwrap()
}

/// Returns a sign-up with the id number `n`.
pub fn validated(email: &str, name: &str, n: u8) -> ValidatedSignup {
    let id = SubmissionId::from_random([n; 16]);
    let body = format!(r#"{{"email":"{email}","name":"{name}","consent":true,"submission_id":"{id}"}}"#);
    SignupServer::default().validate(body.as_bytes()).unwrap()
}

/// Returns the address, the name and the role of each row.
fn rows(file: &Path) -> Vec<(String, Option<String>, Option<String>)> {
    let rows = Store::open_to_read(file).unwrap().rows().unwrap();
    rows.into_iter().map(|row| (row.email, row.name, row.role)).collect()
}

#[test]
fn one_address_is_one_row_of_its_owner() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("signups.sqlite");
    let store = open(&file);
    store.add(&validated("Ana@Example.org", "Ana", 1)).unwrap();
    store.add(&validated("Ana@Example.org", "Ana", 1)).unwrap();
    store.add(&validated("ana@example.ORG", "Eve", 2)).unwrap();
    drop(store);
    assert_eq!(rows(&file), [("Ana@Example.org".to_owned(), Some("Ana".to_owned()), None)]);

    let rows = Store::open_to_read(&file).unwrap().rows().unwrap();
    let row = &rows[0];
    assert_eq!(row.consent_text, consent());
    assert_eq!((row.created_at.len(), row.created_at.ends_with('Z')), (20, true));
}

/// A page whose first request has an unknown outcome sends the corrected form with the same id.
#[test]
fn the_newest_sign_up_with_an_id_wins() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("signups.sqlite");
    let store = open(&file);
    store.add(&validated("bo@example.org", "Bo", 9)).unwrap();
    store.add(&validated("ana@exmaple.org", "Ana", 1)).unwrap();
    let row = |email: &str, name: &str| (email.to_owned(), Some(name.to_owned()), None);
    let bo = row("bo@example.org", "Bo");
    for (corrected, name) in
        [("ana@exmaple.org", "Anna"), ("ana@example.org", "Anna"), ("Ana@Example.org", "Ana")]
    {
        store.add(&validated(corrected, name, 1)).unwrap();
        assert_eq!(rows(&file), [bo.clone(), row(corrected, name)]);
    }
    let spanish = ValidatedSignup { language: Language::Spanish, ..validated("ana@example.org", "", 1) };
    store.add(&spanish).unwrap();
    assert_eq!(rows(&file)[1], ("ana@example.org".to_owned(), None, None));
    let consent = with_locale(translations::locale(Language::Spanish), consent);
    assert_eq!(store.rows().unwrap()[1].consent_text, consent);

    store.add(&validated("bo@example.org", "Ana", 1)).unwrap();
    assert_eq!(rows(&file), [bo], "the wrong address is not kept, and Bo's sign-up is Bo's");
}

/// A request may come long after the page has given up on it.
#[test]
fn a_late_sign_up_does_not_replace_its_correction() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("signups.sqlite");
    let store = open(&file);
    let sent = |email: &str, name: &str, revision| ValidatedSignup { revision, ..validated(email, name, 1) };
    store.add(&validated("bo@example.org", "Bo", 9)).unwrap();
    store.add(&sent("ana@example.org", "Anna", 2)).unwrap();
    let kept = rows(&file);
    for late in [
        sent("ana@exmaple.org", "Ana", 0),
        sent("ana@example.org", "An", 1),
        sent("bo@example.org", "Ana", 1),
    ] {
        store.add(&late).unwrap();
        assert_eq!(rows(&file), kept, "{late:?}");
    }
    store.add(&sent("ana@example.org", "Ana", 3)).unwrap();
    assert_eq!(rows(&file)[1].1.as_deref(), Some("Ana"));
}

#[test]
fn a_file_of_an_earlier_version_is_upgraded() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("signups.sqlite");
    let earlier = SCHEMA.replace(",\n        revision      INTEGER NOT NULL DEFAULT 0", "");
    let earlier = earlier.replace("user_version = 2", "user_version = 1");
    let connection = Connection::open(&file).unwrap();
    connection.execute_batch(&earlier).unwrap();
    connection
        .execute_batch("INSERT INTO signups (submission_id, email, email_key, consent_text) VALUES ('x', 'a@b', 'a@b', 'yes')")
        .unwrap();
    drop(connection);
    assert_eq!(rows(&file), [("a@b".to_owned(), None, None)], "the tool reads it as it is");
    open(&file).add(&validated("bo@example.org", "Bo", 9)).unwrap();
    assert_eq!(rows(&file).len(), 2);
    open(&file);
    let newer = Connection::open(&file).unwrap();
    newer.execute_batch("PRAGMA user_version = 3").unwrap();
    drop(newer);
    assert!(matches!(Store::open(&file, Duration::ZERO), Err(StoreError::Version(_, 3))));
}

/// If the disk had nothing to do for a known address, its answer would come sooner than that for a new one.
#[test]
fn a_known_address_costs_the_disk_what_a_new_one_costs() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("signups.sqlite");
    let store = open(&file);
    let pages = |email: &str, n: u8| {
        let log = || std::fs::metadata(folder.path().join("signups.sqlite-wal")).unwrap().len() / 4_096;
        let before = log();
        store.add(&validated(email, "", n)).unwrap();
        log() - before
    };
    let new = pages("ana@example.org", 1);
    assert_eq!(pages("eve@example.org", 2), new);
    for (what, email, n) in [("known", "ana@example.org", 3), ("again", "ana@example.org", 1)] {
        let known = pages(email, n);
        assert!(known > 0 && new - known <= 2, "{what}: {known} pages, {new} for a new one");
    }
}

#[test]
fn the_sites_own_consent_text_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let settings = |label: &str| {
        let fields = format!(
            r#"[{{"id": "email", "kind": "email", "to": "/email"}},
            {{"id": "news", "kind": "consent"{label}, "to": "/consent"}}]"#
        );
        let source = format!(
            r#"{{"signup": {{"action": "api/signups", "fields": {fields},
            "success": {{"json": [{{"at": "/status", "in": ["ok"]}}]}}}}}}"#
        );
        signup::config::parse(&source).unwrap_or_else(|error| panic!("{error}"))
    };
    let own = settings(r#", "label": "Write to me about this county.""#);
    let asked = own.signup.as_ref().unwrap().consent_label();
    let store = open(&folder.path().join("signups.sqlite")).with_consent_text(asked);
    store.add(&validated("ana@example.org", "", 1)).unwrap();
    assert_eq!(store.rows().unwrap()[0].consent_text, "Write to me about this county.");
    assert_eq!(settings("").signup.unwrap().consent_label(), None);
}

#[test]
fn the_consent_text_is_stored_in_its_language() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder.path().join("signups.sqlite"));
    for (n, language) in Language::ALL.into_iter().enumerate() {
        let received = validated(&format!("{}@example.org", language.tag()), "", n as u8);
        store.add(&ValidatedSignup { language, ..received }).unwrap();
    }
    let kept: Vec<String> = store.rows().unwrap().into_iter().map(|row| row.consent_text).collect();
    assert_eq!(kept, Language::ALL.map(|language| with_locale(translations::locale(language), consent)));
    assert_eq!(
        kept[1],
        "Deseo recibir por correo electrónico novedades sobre este trabajo. Puedo darme de baja en cualquier momento."
    );
}

#[test]
fn the_file_of_another_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("other.sqlite");
    Connection::open(&file).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    assert!(matches!(Store::open(&file, Duration::ZERO), Err(StoreError::Version(_, 0))));
    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "these are notes, and more than a few of them").unwrap();
    assert!(matches!(Store::open(&text, Duration::ZERO), Err(StoreError::Sqlite(..))));
    assert!(matches!(Store::open_to_read(&folder.path().join("none")), Err(StoreError::Missing(_))));
}

/// Returns the contents of all files in the folder.
fn bytes(folder: &Path) -> Vec<u8> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.flat_map(|file| std::fs::read(file).unwrap()).collect()
}

#[test]
fn a_deleted_sign_up_leaves_no_bytes_behind() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("signups.sqlite");
    let server = open(&file);
    for n in 0..200 {
        // Out of order, so that pages are split and rows moved.
        let n = n * 77 % 200;
        server.add(&validated(&format!("n{n:03}@example.org"), &format!("Name {n:03}"), n as u8)).unwrap();
    }
    let has = |text: &str| bytes(folder.path()).windows(text.len()).any(|bytes| bytes == text.as_bytes());
    let address = |text: &str| EmailAddress::parse(text).unwrap();
    assert!(has("n123@example.org") && has("Name 123"));
    let tool = Store::open_to_delete(&file).unwrap();
    assert!(tool.erase(&address("N123@Example.org")).unwrap());
    assert!(!has("n123@example.org") && !has("Name 123"));
    assert!(!tool.erase(&address("n123@example.org")).unwrap());
    assert!(has("n122@example.org") && has("Name 122"));
    assert_eq!(server.rows().unwrap().len(), 199, "the server goes on");
    server.add(&validated("n123@example.org", "Again", 123)).unwrap();
    assert!(has("n123@example.org"));
}

#[test]
fn bytes_that_a_reader_keeps_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("signups.sqlite");
    let server = open(&file);
    server.add(&validated("ana@example.org", "Ana", 1)).unwrap();
    let reader = Connection::open(&file).unwrap();
    reader.execute_batch("BEGIN; SELECT * FROM signups").unwrap();
    let tool = Store::open_to_delete(&file).unwrap();
    tool.connection.busy_timeout(Duration::ZERO).unwrap();
    let address = EmailAddress::parse("ana@example.org").unwrap();
    assert!(matches!(tool.erase(&address), Err(StoreError::InUse(_))));
    drop(reader);
    assert!(!tool.erase(&address).unwrap(), "it is gone since the first time");
    assert!(!bytes(folder.path()).windows(4).any(|bytes| bytes == b"ana@"));
}

#[test]
fn a_confirmed_sign_up_is_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder.path().join("signups.sqlite"));
    let pragma = |name: &str| {
        let text = |row: &rusqlite::Row<'_>| row.get::<_, rusqlite::types::Value>(0);
        store.run(|connection| connection.pragma_query_value(None, name, text)).unwrap()
    };
    assert_eq!(pragma("journal_mode"), rusqlite::types::Value::Text("wal".into()));
    assert_eq!(pragma("synchronous"), rusqlite::types::Value::Integer(2), "FULL");
}

#[cfg(unix)]
#[test]
fn other_users_of_the_machine_cannot_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("signups.sqlite");
    open(&file);
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
}
