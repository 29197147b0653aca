//! Files that several commands read.

use std::io;
use std::path::{Path, PathBuf};

use data::bundle::NotUtf8;
use data::{bundle, translation};

/// The reason why a file is no UTF-8 text, with the place.
#[derive(Debug, thiserror::Error)]
enum NotText {
    #[error("1:1: the file is UTF-16; save it as UTF-8, as JSON must be")]
    Utf16,
    #[error(
        "{}:{}: the byte {:02X} is not UTF-8{}; save the file as UTF-8, as JSON must be",
        .0.place.line, .0.place.column, .0.byte, letter(.0.byte)
    )]
    Byte(NotUtf8),
}

/// Returns what a byte is in the encodings that editors of old write.
fn letter(byte: u8) -> String {
    // Below A0 the two differ.
    if byte < 0xA0 { String::new() } else { format!(" ({} in Latin-1 and Windows-1252)", char::from(byte)) }
}

/// Reads a file of UTF-8 text.
///
/// # Errors
///
/// Returns an error if the file can't be read, or is in another encoding; [`unreadable`] says where.
pub fn read_text(file: &Path) -> io::Result<String> {
    let bytes = std::fs::read(file)?;
    let text =
        if is_utf16(&bytes) { Err(NotText::Utf16) } else { bundle::text(bytes).map_err(NotText::Byte) };
    text.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// Returns true if a file begins with a byte order mark of UTF-16, or looks like JSON in UTF-16.
fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || is_half_zeros(bytes)
}

/// Returns true if about every other byte is 0: JSON in UTF-16, without a mark that says so.
fn is_half_zeros(bytes: &[u8]) -> bool {
    let zeros = bytes.iter().filter(|byte| **byte == 0).count();
    zeros > 0 && 3 * zeros >= bytes.len()
}

/// Returns the reason why a file could not be read, as a sentence.
pub fn unreadable(file: &Path, error: &io::Error) -> String {
    let name = file.display();
    match error.kind() {
        io::ErrorKind::NotFound => format!("there is no file {name}"),
        io::ErrorKind::InvalidData => format!("{name}:{error}"),
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
