//! base64url without padding (RFC 4648, section 5): bytes as characters that need no escaping in URLs.

use base64::DecodeError;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The error of decoding a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base64Error {
    /// A text that ends within a byte.
    Truncated,
    /// A text with characters that no encoder writes.
    Corrupt,
}

/// Returns bytes as text.
pub fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Returns the bytes of a text that [`encode`] returned.
///
/// # Errors
/// Returns an error for every text that [`encode`] does not return.
pub fn decode(text: &str) -> Result<Vec<u8>, Base64Error> {
    URL_SAFE_NO_PAD.decode(text).map_err(|error| match error {
        DecodeError::InvalidByte(..) | DecodeError::InvalidPadding => Base64Error::Corrupt,
        // Encoders leave no bits over: the text must have been longer.
        DecodeError::InvalidLength(_) | DecodeError::InvalidLastSymbol(..) => Base64Error::Truncated,
    })
}

/// Returns the length in bytes of the base64url characters that a text begins with.
pub fn prefix_len(text: &str) -> usize {
    text.bytes().take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_')).count()
}
