//! Documents as bytes.

use super::Position;

/// Place of the first byte that is not UTF-8. It is no [`super::Diagnostic`], whose messages the first part of the
/// browser program does without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not UTF-8 text, as JSON must be (line {}, column {})", .place.line, .place.column)]
pub struct NotUtf8 {
    /// Place of the byte.
    pub place: Position,
    /// The byte.
    pub byte: u8,
}

/// Returns the text of a document. The page and the tool both call this, so that a file which one of them refuses
/// is refused by the other.
///
/// # Errors
///
/// Returns the place of the first byte that is not UTF-8.
pub fn text(bytes: Vec<u8>) -> Result<String, NotUtf8> {
    String::from_utf8(bytes).map_err(|error| {
        let (valid, rest) =
            error.as_bytes().split_at_checked(error.utf8_error().valid_up_to()).unwrap_or_default();
        NotUtf8 {
            place: Position::START.after(std::str::from_utf8(valid).unwrap_or_default()),
            byte: rest.first().copied().unwrap_or_default(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_are_refused_with_their_place() {
        assert_eq!(text("é\n{}".into()).as_deref(), Ok("é\n{}"));
        for (bytes, place) in [
            (&b"{\"title\": \"caf\xe9\"}"[..], "(line 1, column 15)"),
            (b"\xff\xfe{\0}\0", "(line 1, column 1)"),
            (b"{}\n\xc3\xa9\xc3", "(line 2, column 2)"),
        ] {
            let told = text(bytes.to_vec()).unwrap_err().to_string();
            assert_eq!(told, format!("this is not UTF-8 text, as JSON must be {place}"));
        }
    }
}
