//! Database of a running server, whose file may be moved, removed or replaced at any time.
//!
//! SQLite goes on with a removed file as if nothing had happened, and all that it stores is gone. So the file is
//! looked at before and after each sign-up.

use std::path::{Path, PathBuf};
use std::time::Duration;

use signup::ValidatedSignup;

use super::{Store, StoreError};
use crate::output::errln;

/// Database that is opened again when its file is another.
pub struct LiveStore {
    file: PathBuf,
    consent_text: Option<String>,
    lock: Duration,
    open: Option<(Store, Files)>,
}

/// The files of a database as they were opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Files {
    database: Option<FileId>,
    /// Log with the latest sign-ups.
    log: Option<FileId>,
}

/// Id of a file on its disk. Elsewhere than on Unix an open file can't be removed.
#[cfg(unix)]
type FileId = (u64, u64);
#[cfg(not(unix))]
type FileId = ();

impl LiveStore {
    /// Opens the file, or creates it in a folder that exists. `lock` is the time-out for a lock of another
    /// program, and `consent_text` that of the site if it has its own.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Store::open`].
    pub fn open(file: &Path, lock: Duration, consent_text: Option<&str>) -> Result<Self, StoreError> {
        let mut store =
            Self { file: file.to_owned(), consent_text: consent_text.map(str::to_owned), lock, open: None };
        store.current()?;
        Ok(store)
    }

    /// Stores a sign-up in the file that is there now: see [`Store::add`].
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Store::open`], that of SQLite, or [`StoreError::Moved`] if the file was taken away
    /// twice meanwhile.
    pub fn add(&mut self, signup: &ValidatedSignup) -> Result<(), StoreError> {
        for _first_then_once_more in 0..2 {
            let added = self.current()?.add(signup);
            if added.as_ref().is_err_and(|error| !error.is_busy()) {
                self.open = None; // the next sign-up may find the file in order
            }
            added?;
            if self.is_in_place() {
                return Ok(());
            }
        }
        Err(StoreError::Moved(self.file.clone()))
    }

    /// Returns the store of the file that is there now.
    fn current(&mut self) -> Result<&Store, StoreError> {
        if !self.is_in_place()
            && let Some((store, opened)) = self.open.take()
        {
            errln!("challenge-map: {} is another file now: opening it", self.file.display());
            // What was confirmed goes into the file that it was confirmed for, wherever that is.
            store.save_log();
            drop(store);
            self.remove_stale_log(opened);
        }
        let open = match self.open.take() {
            Some(open) => open,
            None => {
                let store = Store::open(&self.file, self.lock)?;
                (store.with_consent_text(self.consent_text.as_deref()), Files::of(&self.file))
            }
        };
        Ok(&self.open.insert(open).0)
    }

    /// Removes the log of a database that is not there any more. SQLite would copy it into the one that is there now.
    fn remove_stale_log(&self, opened: Files) {
        let found = Files::of(&self.file);
        if found.database != opened.database && found.log.is_some() && found.log == opened.log {
            for end in ["-wal", "-shm"] {
                if let Err(error) = std::fs::remove_file(beside(&self.file, end)) {
                    errln!("challenge-map: can't remove {}{end}: {error}", self.file.display());
                }
            }
        }
    }

    fn is_in_place(&self) -> bool {
        self.open.as_ref().is_some_and(|(_, opened)| *opened == Files::of(&self.file))
    }
}

impl Files {
    fn of(database: &Path) -> Self {
        Self { database: id(database), log: id(&beside(database, "-wal")) }
    }
}

/// Returns the path of a file that SQLite keeps beside a database.
fn beside(database: &Path, end: &str) -> PathBuf {
    let mut path = database.as_os_str().to_owned();
    path.push(end);
    path.into()
}

/// Returns the id of a file; none if it is not there.
fn id(file: &Path) -> Option<FileId> {
    let found = std::fs::metadata(file).ok()?;
    #[cfg(unix)]
    return Some((std::os::unix::fs::MetadataExt::dev(&found), std::os::unix::fs::MetadataExt::ino(&found)));
    #[cfg(not(unix))]
    Some(drop(found))
}

#[cfg(test)]
#[cfg(unix)] // elsewhere an open file stays where it is
mod tests {
    use super::super::tests::{open, validated};
    use super::*;
    use std::fs;

    fn live(folder: &tempfile::TempDir) -> (LiveStore, PathBuf) {
        let file = folder.path().join("signups.sqlite");
        (LiveStore::open(&file, Duration::ZERO, None).unwrap(), file)
    }

    fn stored(file: &Path) -> Vec<String> {
        let rows = Store::open_to_read(file).unwrap().rows().unwrap();
        rows.into_iter().map(|row| row.email).collect()
    }

    fn remove(file: &Path) {
        for end in ["", "-wal", "-shm"] {
            fs::remove_file(format!("{}{end}", file.display())).unwrap();
        }
    }

    #[test]
    fn a_removed_file_is_made_again() {
        let folder = tempfile::tempdir().unwrap();
        let (mut store, file) = live(&folder);
        store.add(&validated("ana@example.org", "", 1)).unwrap();
        remove(&file);
        store.add(&validated("eve@example.org", "", 2)).unwrap();
        assert_eq!(stored(&file), ["eve@example.org"], "who was confirmed has a row");
    }

    #[test]
    fn without_a_folder_sign_ups_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("data");
        fs::create_dir(&place).unwrap();
        let file = place.join("signups.sqlite");
        let mut store = LiveStore::open(&file, Duration::ZERO, None).unwrap();
        fs::rename(&place, folder.path().join("moved")).unwrap();
        assert!(matches!(store.add(&validated("ana@example.org", "", 1)), Err(StoreError::Make(..))));
        fs::rename(folder.path().join("moved"), &place).unwrap();
        store.add(&validated("ana@example.org", "", 1)).unwrap();
        assert_eq!(stored(&file), ["ana@example.org"]);
    }

    #[test]
    fn a_file_in_its_place_is_used() {
        let folder = tempfile::tempdir().unwrap();
        let (mut store, file) = live(&folder);
        store.add(&validated("ana@example.org", "", 1)).unwrap();
        let other = folder.path().join("other.sqlite");
        open(&other).add(&validated("backup@example.org", "", 2)).unwrap();
        fs::rename(&other, &file).unwrap();
        store.add(&validated("eve@example.org", "", 3)).unwrap();
        assert_eq!(stored(&file), ["backup@example.org", "eve@example.org"]);
        fs::remove_file(&file).unwrap();
        fs::write(&file, "notes, and many more of them, that are no database at all").unwrap();
        assert!(store.add(&validated("eve@example.org", "", 3)).is_err());
    }

    #[test]
    fn a_file_that_was_moved_has_all_that_was_confirmed() {
        let folder = tempfile::tempdir().unwrap();
        let (mut store, file) = live(&folder);
        store.add(&validated("ana@example.org", "", 1)).unwrap();
        let moved = folder.path().join("moved.sqlite");
        fs::rename(&file, &moved).unwrap();
        store.add(&validated("eve@example.org", "", 2)).unwrap();
        assert_eq!(
            (stored(&file), stored(&moved)),
            (vec!["eve@example.org".to_owned()], vec!["ana@example.org".to_owned()])
        );
    }

    #[test]
    fn sign_ups_in_a_removed_log_are_saved() {
        let folder = tempfile::tempdir().unwrap();
        let (mut store, file) = live(&folder);
        store.add(&validated("ana@example.org", "", 1)).unwrap();
        fs::remove_file(format!("{}-wal", file.display())).unwrap();
        store.add(&validated("eve@example.org", "", 2)).unwrap();
        assert_eq!(stored(&file), ["ana@example.org", "eve@example.org"]);
    }

    #[test]
    fn a_lock_of_another_program_is_told_as_such() {
        let folder = tempfile::tempdir().unwrap();
        let (mut store, file) = live(&folder);
        let other = rusqlite::Connection::open(&file).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        assert!(store.add(&validated("ana@example.org", "", 1)).unwrap_err().is_busy());
        drop(other);
        store.add(&validated("ana@example.org", "", 1)).unwrap();
        assert_eq!(stored(&file), ["ana@example.org"]);
    }
}
