//! The name of a filled-in form.

use std::fmt;

/// Names one filled-in form, so that sending it again is not a second sign-up. A UUID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionId(Box<str>);

impl SubmissionId {
    /// Checks that `text` is written like a UUID, in either case, and keeps it in lower case.
    pub fn parse(text: &str) -> Option<Self> {
        let well_formed = text.len() == 36
            && text.bytes().enumerate().all(|(at, b)| match at {
                8 | 13 | 18 | 23 => b == b'-',
                _ => b.is_ascii_hexdigit(),
            });
        well_formed.then(|| Self(text.to_ascii_lowercase().into()))
    }

    /// A version 4 UUID (RFC 9562) of random bytes that the shell has drawn.
    pub fn from_random(mut bytes: [u8; 16]) -> Self {
        bytes[6] = bytes[6] & 0x0f | 0x40; // version 4
        bytes[8] = bytes[8] & 0x3f | 0x80; // variant of the RFC
        let mut text = String::with_capacity(36);
        for (at, byte) in bytes.into_iter().enumerate() {
            if matches!(at, 4 | 6 | 8 | 10) {
                text.push('-');
            }
            for digit in [byte >> 4, byte & 0x0f] {
                text.extend(char::from_digit(u32::from(digit), 16));
            }
        }
        Self(text.into())
    }

    /// The id in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SubmissionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ID: &str = "0b5c2c1e-7a54-4a6e-9d6c-5f1d0a2b3c4d";

    #[test]
    fn random_bytes_make_a_version_4_uuid() {
        assert_eq!(SubmissionId::from_random([0xff; 16]).as_str(), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(SubmissionId::from_random([0; 16]).as_str(), "00000000-0000-4000-8000-000000000000");
        assert_eq!(SubmissionId::parse(&ID.to_ascii_uppercase()), SubmissionId::parse(ID));
        assert_eq!(SubmissionId::parse("0b5c2c1e7a544a6e9d6c5f1d0a2b3c4d"), None);
    }

    proptest! {
        #[test]
        fn an_id_leads_back(bytes: [u8; 16]) {
            let id = SubmissionId::from_random(bytes);
            prop_assert_eq!(SubmissionId::parse(id.as_str()), Some(id.clone()));
        }

        #[test]
        fn nothing_else_is_an_id(text: String) {
            let read = SubmissionId::parse(&text);
            prop_assert!(read.is_none_or(|id| id.as_str().eq_ignore_ascii_case(&text)));
        }
    }
}
