//! Database of sign-ups in SQLite.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::time::Duration;

use challenge_map::messages::translations;
use messages::locale::with_locale;
use rusqlite::{
    Connection, ErrorCode, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params,
};
use signup::messages::consent;
use signup::{EmailAddress, ValidatedSignup};

use crate::output::errln;

pub mod live;

/// Version of the schema, in `user_version` of the file.
const VERSION: i64 = 2;

/// Time-out of the tool for a lock of another program on the file. The server has its own.
pub const LOCK_TIMEOUT: Duration = Duration::from_secs(5);

/// Schema. Spellings of one address share `email_key`; times are ISO 8601 in UTC.
const SCHEMA: &str = "
    CREATE TABLE signups (
        submission_id TEXT PRIMARY KEY,
        email         TEXT NOT NULL,
        email_key     TEXT NOT NULL UNIQUE,
        name          TEXT,
        role          TEXT,
        consent_text  TEXT NOT NULL,
        created_at    TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
        revision      INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    PRAGMA user_version = 2;";

/// Change of a database of version 1, which has no number of corrections.
const UPGRADE: &str = "
    ALTER TABLE signups ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
    PRAGMA user_version = 2;";

/// Stores a sign-up in the place of an earlier one with its id. One that was sent before that one and comes late
/// changes nothing, but writes as much.
const STORE: &str = "
    INSERT INTO signups (submission_id, email, email_key, name, role, consent_text, revision)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (submission_id) DO UPDATE SET
        email = excluded.email, email_key = excluded.email_key, name = excluded.name, role = excluded.role,
        consent_text = excluded.consent_text, revision = excluded.revision
    WHERE excluded.revision >= signups.revision";

/// Database of sign-ups.
pub struct Store {
    file: PathBuf,
    connection: Connection,
    /// Text of the consent, if the site has its own.
    consent_text: Option<String>,
}

/// Names of the columns of a list of sign-ups in CSV. A file that begins with them is not served.
pub const CSV_HEAD: &str = "created_at,email,name,role,consent_text";

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
    /// The file was taken away while a sign-up was stored.
    #[error("{} was moved or removed", .0.display())]
    Moved(PathBuf),
    /// SQLite failed.
    #[error("can't use {}: {}", .0.display(), .1)]
    Sqlite(PathBuf, #[source] rusqlite::Error),
}

impl StoreError {
    /// Returns true if another program has locked the file, which passes.
    pub fn is_busy(&self) -> bool {
        let code = match self {
            Self::Sqlite(_, error) => error.sqlite_error_code(),
            _ => None,
        };
        matches!(code, Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
    }
}

impl Store {
    /// Opens the file, or creates it in a folder that exists. `lock` is the time-out for a lock of another program.
    ///
    /// # Errors
    ///
    /// Returns an error if the file can't be created, or is not a database of this version.
    pub fn open(file: &Path, lock: Duration) -> Result<Self, StoreError> {
        create_private(file).map_err(|error| StoreError::Make(file.to_owned(), error))?;
        let store = Self::connect(file, OpenFlags::SQLITE_OPEN_READ_WRITE, lock)?;
        store.run(|connection| {
            // A confirmed sign-up must survive a power failure: WAL alone may lose it.
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "FULL")?;
            let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Exclusive)?;
            let tables: i64 =
                transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
            let version: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
            match (tables, version) {
                (0, _) => transaction.execute_batch(SCHEMA)?,
                (_, 1) => transaction.execute_batch(UPGRADE)?,
                _ => {}
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
        let store = Self::connect(file, OpenFlags::SQLITE_OPEN_READ_ONLY, LOCK_TIMEOUT)?;
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
        Self::connect(file, OpenFlags::SQLITE_OPEN_READ_WRITE, LOCK_TIMEOUT)
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

    /// Stores a sign-up, or the correction of one that has its id: the newest wins, that is the one with the highest
    /// revision. An address that is stored
    /// with another id stays as it is, because nobody who knows an address may change the sign-up of its owner.
    ///
    /// Each of these writes a row and its keys, and waits for the disk, so that the time does not tell them apart.
    ///
    /// # Errors
    ///
    /// Returns the error of SQLite.
    pub fn add(&self, signup: &ValidatedSignup) -> Result<(), StoreError> {
        let ValidatedSignup { id, email, name, role, language, revision } = signup;
        let (id, email, key) = (id.to_string(), email.as_str(), email.key());
        // The text that was displayed, of the site or of this program; never one that was sent.
        let consent_text = self
            .consent_text
            .clone()
            .unwrap_or_else(|| with_locale(translations::locale(*language), consent));
        self.run(|connection| {
            let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
            let owner: Option<String> = transaction
                .query_row("SELECT submission_id FROM signups WHERE email_key = ?1", [&key], |row| row.get(0))
                .optional()?;
            if owner.is_none_or(|owner| owner == id) {
                transaction.execute(
                    STORE,
                    params![id, email, key, name.as_deref(), role.as_deref(), consent_text, revision],
                )?;
            } else {
                // If the id was that of another address, that one was a mistake.
                transaction.execute(
                    "DELETE FROM signups WHERE submission_id = ?1 AND revision <= ?2",
                    params![id, revision],
                )?;
                transaction
                    .execute("UPDATE signups SET email_key = email_key WHERE email_key = ?1", [&key])?;
            }
            transaction.commit()
        })
    }

    /// Copies the log into the database, as far as other programs let it.
    fn save_log(&self) {
        let saved = self
            .run(|connection| connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_is_busy| Ok(())));
        if let Err(error) = saved {
            errln!("challenge-map: {error}");
        }
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

    fn connect(file: &Path, flags: OpenFlags, lock: Duration) -> Result<Self, StoreError> {
        let failed = |error| StoreError::Sqlite(file.to_owned(), error);
        let connection = Connection::open_with_flags(file, flags).map_err(failed)?;
        connection.busy_timeout(lock).map_err(failed)?;
        Ok(Self { file: file.to_owned(), connection, consent_text: None })
    }

    fn check_version(&self) -> Result<(), StoreError> {
        let found =
            self.run(|connection| connection.pragma_query_value(None, "user_version", |row| row.get(0)))?;
        // A version that the server has not changed yet can be read.
        if (1..=VERSION).contains(&found) {
            Ok(())
        } else {
            Err(StoreError::Version(self.file.clone(), found))
        }
    }

    fn run<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        work(&self.connection).map_err(|error| StoreError::Sqlite(self.file.clone(), error))
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
mod tests;
