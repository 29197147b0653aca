//! Sign-ups in SQLite.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use challenge_map::locale::speech;
use challenge_map::signup::{EmailAddress, Received};
use challenge_map::text::signup::consent;
use challenge_map::text::words::with;
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior, params};

/// The layout of the file, in its `user_version`.
const VERSION: i64 = 1;

/// How long to wait for another program that has the file locked.
const LOCK_TIME: Duration = Duration::from_secs(5);

/// `email_key` is what spellings of one address share. Times are ISO 8601 in UTC.
const LAYOUT: &str = "
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

/// The file of sign-ups.
pub struct Store {
    file: PathBuf,
    connection: Mutex<Connection>,
    /// What is agreed to where the site has words of its own for it.
    consent: Option<String>,
}

/// What became of a sign-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// Stored now.
    New,
    /// The same one, or another with the same address, was there. The first one stays as it
    /// is: whoever knows an address must not be able to change what its owner sent.
    Known,
    /// Nothing stored: another sign-up has this id.
    IdTaken,
}

/// A stored sign-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// When it came, ISO 8601 in UTC.
    pub created_at: String,
    /// Where updates go.
    pub email: String,
    /// The name, unless left empty.
    pub name: Option<String>,
    /// The role, unless left empty.
    pub role: Option<String>,
    /// What was agreed to, in the language that it was read in.
    pub consent_text: String,
}

/// Why sign-ups can't be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Nothing was ever stored there.
    #[error("there is no file {}: `challenge-map serve` makes it, or name another with --data", .0.display())]
    Missing(PathBuf),
    /// It could not be made.
    #[error("can't make {}: {}", .0.display(), .1)]
    Make(PathBuf, #[source] std::io::Error),
    /// Not ours.
    #[error("{} holds no sign-ups that this version reads (layout {}, expected {VERSION})", .0.display(), .1)]
    Version(PathBuf, i64),
    /// Deleted, but the bytes may still be there.
    #[error("another program is using {}: nothing is listed any more, but run the same again to overwrite what was deleted", .0.display())]
    InUse(PathBuf),
    /// SQLite failed.
    #[error("can't use {}: {}", .0.display(), .1)]
    Sqlite(PathBuf, #[source] rusqlite::Error),
}

impl Store {
    /// Opens the file, or makes it in a folder that is there.
    pub fn open(file: &Path) -> Result<Self, StoreError> {
        make_private(file).map_err(|error| StoreError::Make(file.to_owned(), error))?;
        let store = Self::connect(file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        store.run(|connection| {
            // What was confirmed must be there after a power failure: WAL alone may lose it.
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "FULL")?;
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Exclusive)?;
            let tables: i64 =
                transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
            if tables == 0 {
                transaction.execute_batch(LAYOUT)?;
            }
            transaction.commit()
        })?;
        store.check_version()?;
        Ok(store)
    }

    /// Opens a file that is there, for reading.
    pub fn open_to_read(file: &Path) -> Result<Self, StoreError> {
        if !file.is_file() {
            return Err(StoreError::Missing(file.to_owned()));
        }
        let store = Self::connect(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        store.check_version()?;
        Ok(store)
    }

    /// Opens a file that is there, to delete from it.
    pub fn open_to_delete(file: &Path) -> Result<Self, StoreError> {
        drop(Self::open_to_read(file)?);
        Self::connect(file, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    /// Deletes the sign-up of an address such that its bytes are in none of the files any more;
    /// whether there was one. The server may go on meanwhile.
    pub fn erase(&self, email: &EmailAddress) -> Result<bool, StoreError> {
        let (deleted, is_busy) = self.run(|connection| {
            // A copy of everything is made below, and must not be left in a folder for such files.
            connection.pragma_update(None, "temp_store", "MEMORY")?;
            let deleted = connection.execute("DELETE FROM signups WHERE email_key = ?1", [email.key()])?;
            // SQLite only marks the place as free, in the file and in the log beside it. Done even
            // if nothing was deleted: an earlier run may have got no further.
            connection.execute_batch("VACUUM")?;
            let is_busy = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
            Ok((deleted, is_busy))
        })?;
        if is_busy { Err(StoreError::InUse(self.file.clone())) } else { Ok(deleted > 0) }
    }

    /// The same for a site that asks for consent in words of its own, if it does.
    pub fn asking(self, consent: Option<&str>) -> Self {
        Self { consent: consent.map(str::to_owned), ..self }
    }

    /// Stores a sign-up unless it, or its address, is there already.
    pub fn add(&self, received: &Received) -> Result<Added, StoreError> {
        let Received { id, email, name, role, language } = received;
        let (email, key) = (email.as_str(), email.key());
        // As it was read: in the words of the site or of this program, never in any that were sent.
        let agreed_to = self.consent.clone().unwrap_or_else(|| with(speech(*language), consent));
        self.run(|connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let earlier: Option<String> = transaction
                .query_row("SELECT email_key FROM signups WHERE submission_id = ?1", [id.as_str()], |row| {
                    row.get(0)
                })
                .optional()?;
            if let Some(earlier) = earlier {
                return Ok(if earlier == key { Added::Known } else { Added::IdTaken });
            }
            let stored = transaction.execute(
                "INSERT INTO signups (submission_id, email, email_key, name, role, consent_text)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (email_key) DO NOTHING",
                params![id.as_str(), email, key, name.as_deref(), role.as_deref(), agreed_to],
            )?;
            transaction.commit()?;
            Ok(if stored == 1 { Added::New } else { Added::Known })
        })
    }

    /// All sign-ups, the oldest first.
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
        connection.busy_timeout(LOCK_TIME).map_err(failed)?;
        Ok(Self { file: file.to_owned(), connection: Mutex::new(connection), consent: None })
    }

    fn check_version(&self) -> Result<(), StoreError> {
        let found =
            self.run(|connection| connection.pragma_query_value(None, "user_version", |row| row.get(0)))?;
        if found == VERSION { Ok(()) } else { Err(StoreError::Version(self.file.clone(), found)) }
    }

    fn run<T>(&self, work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        // A transaction that a panic broke off has been rolled back, so the connection is good.
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut connection).map_err(|error| StoreError::Sqlite(self.file.clone(), error))
    }
}

/// Makes the file, if missing, such that other users of the machine can't read it; SQLite gives
/// its side files the same permissions.
fn make_private(file: &Path) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use challenge_map::language::Language;
    use challenge_map::signup::{Intake, SubmissionId};

    fn received(email: &str, name: &str, n: u8) -> Received {
        let id = SubmissionId::from_random([n; 16]);
        let body = format!(r#"{{"email":"{email}","name":"{name}","consent":true,"submission_id":"{id}"}}"#);
        Intake::default().read(body.as_bytes()).unwrap()
    }

    #[test]
    fn one_address_and_one_id_are_one_row() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("signups.sqlite");
        let store = Store::open(&file).unwrap();
        assert_eq!(store.add(&received("Ana@Example.org", "Ana", 1)).unwrap(), Added::New);
        assert_eq!(store.add(&received("Ana@Example.org", "Ana", 1)).unwrap(), Added::Known);
        assert_eq!(store.add(&received("ana@example.ORG", "Eve", 2)).unwrap(), Added::Known);
        assert_eq!(store.add(&received("eve@example.org", "Eve", 1)).unwrap(), Added::IdTaken);
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
    fn a_site_that_asks_in_its_own_words_has_those_kept() {
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
            challenge_map::config::parse(&source).unwrap_or_else(|error| panic!("{error}"))
        };
        let own = settings(r#", "label": "Write to me about this county.""#);
        let asked = own.signup.as_ref().unwrap().words_of_consent();
        let store = Store::open(&folder.path().join("signups.sqlite")).unwrap().asking(asked);
        store.add(&received("ana@example.org", "", 1)).unwrap();
        assert_eq!(store.rows().unwrap()[0].consent_text, "Write to me about this county.");
        assert_eq!(settings("").signup.unwrap().words_of_consent(), None);
    }

    #[test]
    fn what_was_agreed_to_is_kept_as_it_was_read() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("signups.sqlite")).unwrap();
        for (n, language) in Language::ALL.into_iter().enumerate() {
            let received = received(&format!("{}@example.org", language.tag()), "", n as u8);
            store.add(&Received { language, ..received }).unwrap();
        }
        let kept: Vec<String> = store.rows().unwrap().into_iter().map(|row| row.consent_text).collect();
        assert_eq!(kept, Language::ALL.map(|language| with(speech(language), consent)));
        assert_eq!(
            kept[1],
            "Deseo recibir por correo electrónico novedades sobre este trabajo. Puedo darme de baja en cualquier momento."
        );
    }

    #[test]
    fn another_programs_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("other.sqlite");
        Connection::open(&file).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
        assert!(matches!(Store::open(&file), Err(StoreError::Version(_, 0))));
        let text = folder.path().join("notes.txt");
        std::fs::write(&text, "these are notes, and more than a few of them").unwrap();
        assert!(matches!(Store::open(&text), Err(StoreError::Sqlite(..))));
        assert!(matches!(Store::open_to_read(&folder.path().join("none")), Err(StoreError::Missing(_))));
    }

    /// All that is in the folder, byte by byte.
    fn bytes(folder: &Path) -> Vec<u8> {
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        files.flat_map(|file| std::fs::read(file).unwrap()).collect()
    }

    #[test]
    fn what_is_deleted_leaves_no_bytes_behind() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("signups.sqlite");
        let server = Store::open(&file).unwrap();
        for n in 0..200 {
            // Out of order, so that pages are split and rows moved.
            let n = n * 77 % 200;
            server.add(&received(&format!("n{n:03}@example.org"), &format!("Name {n:03}"), n as u8)).unwrap();
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
        assert_eq!(server.add(&received("n123@example.org", "Again", 123)).unwrap(), Added::New);
    }

    #[test]
    fn what_a_reader_keeps_from_being_overwritten_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("signups.sqlite");
        let server = Store::open(&file).unwrap();
        server.add(&received("ana@example.org", "Ana", 1)).unwrap();
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
    fn what_was_confirmed_is_on_the_disk() {
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
