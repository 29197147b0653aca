//! Files that may be served: inside of the site's folder, of a kind that a site has, and no database, backup or
//! export of sign-ups.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use axum::http::HeaderValue;
use sha2::{Digest, Sha256};

use super::super::store::CSV_HEAD;

/// Extensions of the files of a site: those that `publish` writes, and what publishers place beside them.
const KINDS: [&str; 20] = [
    "avif",
    "css",
    "gif",
    "html",
    "ico",
    "jpeg",
    "jpg",
    "js",
    "json",
    "mjs",
    "pdf",
    "png",
    "svg",
    "txt",
    "wasm",
    "webmanifest",
    "webp",
    "woff",
    "woff2",
    "xml",
];

/// Extensions before the last one that tell of a database, a list or a backup, as in `signups.sql.txt`.
const SECRET_KINDS: [&str; 7] = ["backup", "bak", "csv", "db", "sql", "sqlite", "sqlite3"];

/// Parts of the names of copies that editors and file managers make.
const COPY_MARKS: [&str; 3] = ["~", "#", " copy"];

/// Starts of files that hold sign-ups under whatever name: a database of SQLite, its journal, its log in both
/// byte orders, what `challenge-map signups --csv` prints, and text in UTF-16, as spreadsheets save that.
const SECRET_STARTS: [&[u8]; 7] = [
    b"SQLite format 3\0",
    b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7",
    b"\x37\x7f\x06\x82",
    b"\x37\x7f\x06\x83",
    CSV_HEAD.as_bytes(),
    b"\xff\xfe",
    b"\xfe\xff",
];

/// Extensions of packed copies, which lie beside a file and are sent in its place.
const COPIES: [&str; 2] = ["br", "gz"];

/// Reason that a file is not served.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("it is not there")]
    Missing(#[source] io::Error),
    #[error("it leads out of the folder: {}", .0.display())]
    Outside(PathBuf),
    #[error("it is no file of a site: it may hold sign-ups, or is a backup")]
    Secret,
}

/// Returns the tag of the file at `path` below the folder `dist`, as the value of `ETag`. It depends on nothing
/// but the content, so it changes with each content, also with that of an older file. It is weak, because
/// packed copies have the same.
///
/// # Errors
///
/// Returns the reason that the file is not served.
pub fn tag(dist: &Path, path: &str) -> Result<HeaderValue, FileError> {
    let file = dist.join(path.trim_start_matches('/'));
    if !is_site_name(&file) {
        return Err(FileError::Secret);
    }
    let folder = dist.canonicalize().map_err(FileError::Missing)?;
    let real = |file: &Path| match file.canonicalize() {
        Ok(real) if real.starts_with(&folder) => Ok(real),
        Ok(real) => Err(FileError::Outside(real)),
        Err(error) => Err(FileError::Missing(error)),
    };
    if !is_site_name(&real(&file)?) {
        return Err(FileError::Secret);
    }
    for end in COPIES {
        let mut copy = file.clone().into_os_string();
        copy.push(format!(".{end}"));
        match real(Path::new(&copy)) {
            Err(FileError::Missing(_)) => {}
            Ok(copy) if copy.extension().is_some_and(|kind| kind == end) => {
                if !is_site_name(&copy.with_extension("")) {
                    return Err(FileError::Secret);
                }
            }
            Ok(_) => return Err(FileError::Secret),
            Err(error) => return Err(error),
        }
    }
    let hash = hash(File::open(&file).map_err(FileError::Missing)?)?;
    let hash: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::from_str(&format!("W/\"{hash}\"")).map_err(|_never| FileError::Secret)
}

/// Returns the hash of a file that is not secret.
fn hash(mut file: File) -> Result<[u8; 32], FileError> {
    let (mut hash, mut part, mut is_start) = (Sha256::new(), vec![0; 64 << 10], true);
    loop {
        let read = file.read(&mut part).map_err(FileError::Missing)?;
        let read = part.get(..read).unwrap_or_default();
        if std::mem::take(&mut is_start) && is_secret_start(read) {
            return Err(FileError::Secret);
        }
        if read.is_empty() {
            return Ok(hash.finalize().into());
        }
        hash.update(read);
    }
}

/// Returns true for the name of a file that a site has. A packed copy has none of its own.
fn is_site_name(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let Some((stem, kind)) = name.rsplit_once('.') else { return false };
    KINDS.contains(&kind)
        && !stem.split('.').skip(1).any(|kind| SECRET_KINDS.contains(&kind))
        && !COPY_MARKS.iter().any(|mark| name.contains(mark))
}

fn is_secret_start(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    SECRET_STARTS.iter().any(|start| bytes.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn dist() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("dist/data")).unwrap();
        fs::write(folder.path().join("outside.json"), "secret").unwrap();
        fs::write(folder.path().join("dist/bundle.json"), "{}").unwrap();
        folder
    }

    #[test]
    fn the_tag_is_that_of_the_content() {
        let folder = dist();
        let dist = folder.path().join("dist");
        let tag = |path: &str| tag(&dist, path).unwrap();
        let before = tag("/bundle.json");
        fs::write(dist.join("bundle.json"), "[]").unwrap();
        assert_ne!(tag("/bundle.json"), before, "of the same length, in the same moment");
        fs::write(dist.join("data/other.json"), "{}").unwrap();
        assert_eq!(tag("/data/other.json"), before);
        assert!(before.to_str().unwrap().starts_with("W/\""));
    }

    #[cfg(unix)]
    #[test]
    fn nothing_outside_of_the_folder_is_served() {
        use std::os::unix::fs::symlink;
        let folder = dist();
        let dist = folder.path().join("dist");
        symlink("../outside.json", dist.join("link.json")).unwrap();
        symlink("..", dist.join("up")).unwrap();
        symlink("../outside.json", dist.join("bundle.json.br")).unwrap();
        for path in ["/link.json", "/up/outside.json", "/bundle.json"] {
            assert!(matches!(tag(&dist, path), Err(FileError::Outside(_))), "{path}");
        }
        fs::remove_file(dist.join("bundle.json.br")).unwrap();
        symlink("bundle.json", dist.join("inside.json")).unwrap();
        symlink("dist", folder.path().join("current")).unwrap();
        assert!(
            tag(&dist, "/inside.json").is_ok() && tag(&folder.path().join("current"), "/bundle.json").is_ok()
        );
    }

    #[test]
    fn databases_and_backups_are_not_served() {
        let folder = dist();
        let dist = folder.path().join("dist");
        for name in [
            "signups.sqlite",
            "Signups.SQLite3.2026-11-30",
            "data/signups.db.gz",
            "dump.sql.txt",
            "index.html~",
            "config.json.bak",
            "bundle - Copy.json",
            "#config.json#",
            "packed.js.br",
            "noextension",
        ] {
            fs::write(dist.join(name), "anything").unwrap();
            assert!(matches!(tag(&dist, name), Err(FileError::Secret)), "{name}");
        }
        let database = rusqlite::Connection::open(dist.join("copy.json")).unwrap();
        database.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (a)").unwrap();
        fs::copy(dist.join("copy.json-wal"), dist.join("log.txt")).unwrap();
        fs::write(dist.join("list.txt"), format!("\u{feff}{CSV_HEAD}\n")).unwrap();
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        fs::write(dist.join("wide.txt"), wide(&format!("\u{feff}{CSV_HEAD}\n"))).unwrap();
        for name in ["copy.json", "log.txt", "list.txt", "wide.txt"] {
            assert!(matches!(tag(&dist, name), Err(FileError::Secret)), "{name}");
        }
        for name in ["list.json", "dbs.txt", "older.html", "bundle.pt-br.json", "PHOTO.JPG"] {
            fs::write(dist.join(name), "created_at,of,another,kind").unwrap();
            assert!(tag(&dist, name).is_ok(), "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_packed_copy_that_is_a_link_to_a_backup_is_not_served() {
        use std::os::unix::fs::symlink;
        let folder = dist();
        let dist = folder.path().join("dist");
        fs::write(dist.join("signups.csv.gz"), "secret").unwrap();
        fs::write(dist.join("packed.json.gz"), "{}").unwrap();
        symlink("packed.json.gz", dist.join("bundle.json.gz")).unwrap();
        assert!(tag(&dist, "/bundle.json").is_ok());
        fs::remove_file(dist.join("bundle.json.gz")).unwrap();
        symlink("signups.csv.gz", dist.join("bundle.json.gz")).unwrap();
        assert!(matches!(tag(&dist, "/bundle.json"), Err(FileError::Secret)));
    }
}
