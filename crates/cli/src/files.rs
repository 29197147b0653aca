//! Files that several commands read.

use std::io;
use std::path::{Path, PathBuf};

use data::{bundle, translation};

/// Returns the reason why a file could not be read, as a sentence.
pub fn unreadable(file: &Path, error: &io::Error) -> String {
    let name = file.display();
    match error.kind() {
        io::ErrorKind::NotFound => format!("there is no file {name}"),
        io::ErrorKind::InvalidData => format!("{name} is not UTF-8 text, as JSON must be"),
        io::ErrorKind::IsADirectory => format!("{name} is a folder, not a file"),
        _ => format!("{name} could not be read: {error}"),
    }
}

/// Returns the path of a bundle's content file, which lies beside it.
pub fn beside(bundle: &Path, name: &str) -> PathBuf {
    PathBuf::from(bundle::content::beside(&bundle.to_string_lossy(), name))
}

/// Returns the path of a bundle's translation, which lies beside it.
pub fn translation_beside(bundle: &Path, language: &str) -> PathBuf {
    PathBuf::from(translation::file_name(&bundle.to_string_lossy(), language))
}
