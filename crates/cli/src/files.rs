//! Files that several commands read.

use std::io;
use std::path::{Path, PathBuf};

use data::bundle::Position;
use data::{bundle, translation};

/// The place where a file is no UTF-8 text.
#[derive(Debug, thiserror::Error)]
enum NotUtf8 {
    #[error("1:1: the file is UTF-16; save it as UTF-8, as JSON must be")]
    Utf16,
    #[error(
        "{line}:{column}: the byte {byte:02X} is not UTF-8{}; save the file as UTF-8, as JSON must be",
        letter(*.byte)
    )]
    Byte { line: usize, column: usize, byte: u8 },
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
    let error = match String::from_utf8(std::fs::read(file)?) {
        Ok(text) if is_half_zeros(text.as_bytes()) => NotUtf8::Utf16,
        Ok(text) => return Ok(text),
        Err(error) => not_utf8(error.as_bytes(), error.utf8_error().valid_up_to()),
    };
    Err(io::Error::new(io::ErrorKind::InvalidData, error))
}

/// Returns what is at `at`, where the bytes of a file cease to be UTF-8.
fn not_utf8(bytes: &[u8], at: usize) -> NotUtf8 {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || is_half_zeros(bytes) {
        return NotUtf8::Utf16;
    }
    let before = String::from_utf8_lossy(&bytes[..at]);
    let Position { line, column } = Position::START.after(&before);
    NotUtf8::Byte { line, column, byte: bytes[at] }
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
