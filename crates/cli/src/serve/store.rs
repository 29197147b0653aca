//! Database of sign-ups in SQLite.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use challenge_map::messages::translations;
use messages::locale::with_locale;
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior, params};
use signup::messages::consent;
use signup::{EmailAddress, ValidatedSignup};

/// Version of the schema, in `user_version` of the file.
const VERSION: i64 = 1;

/// Time-out for a lock of another program on the file.
const LOCK_TIMEOUT: Duration = Duration::from_secs(5);

/// Schema. Spellings of one address share `email_key`; times are ISO 8601 in UTC.
const SCHEMA: &str = "
    CREATE TABLE signups (
        submission_id TEXT PRIMARY KEY,
        email         TEXT NOT NULL,
        email_key     TEXT NOT NULL UNIQUE,
        name          TEXT,
        role          TEXT,
        consent_text  TEXT NOT NULL,
        created_at    TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
    ) STRICT;
    PRAGMA user_version = 1;";

/// Database of sign-ups.
pub struct Store {
    file: PathBuf,
    connection: Mutex<Connection>,
    /// Text of the consent, if the site has its own.
    consent_text: Option<String>,
}

/// Result of adding a sign-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// The sign-up is stored.
    New,
    /// The same sign-up, or another with the same address, was stored before. It stays as it is: nobody who
    /// knows an address may change the sign-up of its owner.
    Known,
    /// Another sign-up has this id, so nothing is stored.
    IdTaken,
}

/// Stored sign-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Time of the sign-up, ISO 8601 in UTC.
    pub created_at: String,
    /// Email address.
    pub email: String,
    /// Name, unless left empty.
    pub name: Option<String>,
    /// Role, unless left empty.
    pub role: Option<String>,
    /// Text of the consent as it was displayed.
    pub consent_text: String,
}

/// Error of the database.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file does not exist.
    #[error("there is no file {}: `challenge-map serve` makes it, or name another with --data", .0.display())]
    Missing(PathBuf),
    /// The file could not be created.
    #[error("can't make {}: {}", .0.display(), .1)]
    Make(PathBuf, #[source] std::io::Error),
    /// The file is not a database of this version.
    #[error("{} holds no sign-ups that this version reads (layout {}, expected {VERSION})", .0.display(), .1)]
    Version(PathBuf, i64),
    /// The sign-up is deleted, but its bytes may still be in the file.
    #[error("another program is using {}: nothing is listed any more, but run the same again to overwrite what was deleted", .0.display())]
    InUse(PathBuf),
    /// SQLite failed.
    #[error("can't use {}: {}", .0.display(), .1)]
    Sqlite(PathBuf, #[source] rusqlite::Error),
}

impl Store {
    /// Opens the file, or creates it in a folder that exists.
    ///
    /// # Errors
    ///
    /// Returns an error if the file can't be created, or is not a database of this version.
    pub fn open(file: &Path) -> Result<Self, StoreError> {
        create_private(file).map_err(|error| StoreError::Make(file.to_owned(), error))?;
        let store = Self::connect(file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        store.run(|connection| {
            // A confirmed sign-up must survive a power failure: WAL alone may lose it.
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "FULL")?;
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Exclusive)?;
            let tables: i64 =
                transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
            if tables == 0 {
                transaction.execute_batch(SCHEMA)?;
            }
            transaction.commit()
        })?;
        store.check_version()?;
        Ok(store)
    }

    /// Opens a file for reading.
    ///
    /// # Errors
    ///
    /// Returns an error if the file does not exist, or is not a database of this version.
    pub fn open_to_read(file: &Path) -> Result<Self, StoreError> {
        if !file.is_file() {
            return Err(StoreError::Missing(file.to_owned()));
        }
        let store = Self::connect(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        store.check_version()?;
        Ok(store)
    }

    /// Opens a file for deleting.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Store::open_to_read`].
    pub fn open_to_delete(file: &Path) -> Result<Self, StoreError> {
        drop(Self::open_to_read(file)?);
        Self::connect(file, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    /// Deletes the sign-up of an address, and overwrites its bytes. Returns `true` if there was one. The server
    /// may run meanwhile.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::InUse`] if another program kept the bytes from being overwritten.
    pub fn erase(&self, email: &EmailAddress) -> Result<bool, StoreError> {
        let (deleted, is_busy) = self.run(|connection| {
            // VACUUM makes a copy of everything, which must not be left in a temporary folder.
            connection.pragma_update(None, "temp_store", "MEMORY")?;
            let deleted = connection.execute("DELETE FROM signups WHERE email_key = ?1", [email.key()])?;
            // DELETE only marks the space as free, in the file and in its log. This runs even if nothing
            // was deleted: an earlier run may have stopped here.
            connection.execute_batch("VACUUM")?;
            let is_busy = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
            Ok((deleted, is_busy))
        })?;
        if is_busy { Err(StoreError::InUse(self.file.clone())) } else { Ok(deleted > 0) }
    }

    /// Returns the store for a site with its own text of the consent; none stands for the program's.
    pub fn with_consent_text(self, text: Option<&str>) -> Self {
        Self { consent_text: text.map(str::to_owned), ..self }
    }

    /// Stores a sign-up, unless its id or address is stored already.
    ///
    /// # Errors
    ///
    /// Returns the error of SQLite.
    pub fn add(&self, signup: &ValidatedSignup) -> Result<Added, StoreError> {
        let ValidatedSignup { id, email, name, role, language } = signup;
        let (email, key) = (email.as_str(), email.key());
        // The text that was displayed, of the site or of this program; never one that was sent.
        let consent_text = self
            .consent_text
            .clone()
            .unwrap_or_else(|| with_locale(translations::locale(*language), consent));
        self.run(|connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let earlier: Option<String> = transaction
                .query_row(
                    "SELECT email_key FROM signups WHERE submission_id = ?1",
                    [id.to_string()],
                    |row| row.get(0),
                )
                .optional()?;
            if let Some(earlier) = earlier {
                return Ok(if earlier == key { Added::Known } else { Added::IdTaken });
            }
            let stored = transaction.execute(
                "INSERT INTO signups (submission_id, email, email_key, name, role, consent_text)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (email_key) DO NOTHING",
                params![id.to_string(), email, key, name.as_deref(), role.as_deref(), consent_text],
            )?;
            transaction.commit()?;
            Ok(if stored == 1 { Added::New } else { Added::Known })
        })
    }

    /// Returns all sign-ups, the oldest first.
    ///
    /// # Errors
    ///
    /// Returns the error of SQLite.
    pub fn rows(&self) -> Result<Vec<Row>, StoreError> {
        self.run(|connection| {
            connection
                .prepare("SELECT created_at, email, name, role, consent_text FROM signups ORDER BY created_at, rowid")?
                .query_map([], |row| {
                    Ok(Row {
                        created_at: row.get(0)?,
                        email: row.get(1)?,
                        name: row.get(2)?,
                        role: row.get(3)?,
                        consent_text: row.get(4)?,
                    })
                })?
                .collect()
        })
    }

    fn connect(file: &Path, flags: OpenFlags) -> Result<Self, StoreError> {
        let failed = |error| StoreError::Sqlite(file.to_owned(), error);
        let connection = Connection::open_with_flags(file, flags).map_err(failed)?;
        connection.busy_timeout(LOCK_TIMEOUT).map_err(failed)?;
        Ok(Self { file: file.to_owned(), connection: Mutex::new(connection), consent_text: None })
    }

    fn check_version(&self) -> Result<(), StoreError> {
        let found =
            self.run(|connection| connection.pragma_query_value(None, "user_version", |row| row.get(0)))?;
        if found == VERSION { Ok(()) } else { Err(StoreError::Version(self.file.clone(), found)) }
    }

    fn run<T>(&self, work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        // A panic rolls its transaction back, so the connection can still be used.
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut connection).map_err(|error| StoreError::Sqlite(self.file.clone(), error))
    }
}

/// Creates the file, if it is missing, so that other users of the machine can't read it. SQLite gives its side
/// files the same permissions.
fn create_private(file: &Path) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use messages::language::Language;
    use signup::{SignupServer, SubmissionId};

    fn validated(email: &str, name: &str, n: u8) -> ValidatedSignup {
        let id = SubmissionId::from_random([n; 16]);
        let body = format!(r#"{{"email":"{email}","name":"{name}","consent":true,"submission_id":"{id}"}}"#);
        SignupServer::default().validate(body.as_bytes()).unwrap()
    }

    #[test]
    fn one_address_and_one_id_are_one_row() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("signups.sqlite");
        let store = Store::open(&file).unwrap();
        assert_eq!(store.add(&validated("Ana@Example.org", "Ana", 1)).unwrap(), Added::New);
        assert_eq!(store.add(&validated("Ana@Example.org", "Ana", 1)).unwrap(), Added::Known);
        assert_eq!(store.add(&validated("ana@example.ORG", "Eve", 2)).unwrap(), Added::Known);
        assert_eq!(store.add(&validated("eve@example.org", "Eve", 1)).unwrap(), Added::IdTaken);
        drop(store);

        let rows = Store::open_to_read(&file).unwrap().rows().unwrap();
        assert_eq!(rows.len(), 1);
        let row = &rows[0];
        assert_eq!(
            (row.email.as_str(), row.name.as_deref(), row.role.as_deref()),
            ("Ana@Example.org", Some("Ana"), None)
        );
        assert_eq!(row.consent_text, consent());
        assert_eq!((row.created_at.len(), row.created_at.ends_with('Z')), (20, true));
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
        let store = Store::open(&folder.path().join("signups.sqlite")).unwrap().with_consent_text(asked);
        store.add(&validated("ana@example.org", "", 1)).unwrap();
        assert_eq!(store.rows().unwrap()[0].consent_text, "Write to me about this county.");
        assert_eq!(settings("").signup.unwrap().consent_label(), None);
    }

    #[test]
    fn the_consent_text_is_stored_in_its_language() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("signups.sqlite")).unwrap();
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
        assert!(matches!(Store::open(&file), Err(StoreError::Version(_, 0))));
        let text = folder.path().join("notes.txt");
        std::fs::write(&text, "these are notes, and more than a few of them").unwrap();
        assert!(matches!(Store::open(&text), Err(StoreError::Sqlite(..))));
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
        let server = Store::open(&file).unwrap();
        for n in 0..200 {
            // Out of order, so that pages are split and rows moved.
            let n = n * 77 % 200;
            server
                .add(&validated(&format!("n{n:03}@example.org"), &format!("Name {n:03}"), n as u8))
                .unwrap();
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
        assert_eq!(server.add(&validated("n123@example.org", "Again", 123)).unwrap(), Added::New);
    }

    #[test]
    fn bytes_that_a_reader_keeps_are_reported() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("signups.sqlite");
        let server = Store::open(&file).unwrap();
        server.add(&validated("ana@example.org", "Ana", 1)).unwrap();
        let reader = Connection::open(&file).unwrap();
        reader.execute_batch("BEGIN; SELECT * FROM signups").unwrap();
        let tool = Store::open_to_delete(&file).unwrap();
        tool.connection.lock().unwrap().busy_timeout(Duration::ZERO).unwrap();
        let address = EmailAddress::parse("ana@example.org").unwrap();
        assert!(matches!(tool.erase(&address), Err(StoreError::InUse(_))));
        drop(reader);
        assert!(!tool.erase(&address).unwrap(), "it is gone since the first time");
        assert!(!bytes(folder.path()).windows(4).any(|bytes| bytes == b"ana@"));
    }

    #[test]
    fn a_confirmed_sign_up_is_on_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("signups.sqlite")).unwrap();
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
        Store::open(&file).unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}
