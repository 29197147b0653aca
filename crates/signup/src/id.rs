//! Ids of sign-ups.

use std::fmt;

use uuid::{Builder, Uuid};

/// Id of one filled-in form, a UUID (RFC 9562). The receiver knows by it that a sign-up was sent before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SubmissionId(Uuid);

impl SubmissionId {
    /// Returns the id in a text, in either case; none if it is not 36 characters with four hyphens.
    pub fn parse(text: &str) -> Option<Self> {
        // `Uuid` also reads ids without hyphens, and in braces.
        (text.len() == 36).then(|| Uuid::try_parse(text).ok()).flatten().map(Self)
    }

    /// Returns the version 4 UUID of 16 random bytes.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(Builder::from_random_bytes(bytes).into_uuid())
    }
}

impl fmt::Display for SubmissionId {
    /// Writes the id in lower case, with hyphens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ID: &str = "0b5c2c1e-7a54-4a6e-9d6c-5f1d0a2b3c4d";

    #[test]
    fn random_bytes_make_a_version_4_uuid() {
        assert_eq!(SubmissionId::from_random([0xff; 16]).to_string(), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(SubmissionId::from_random([0; 16]).to_string(), "00000000-0000-4000-8000-000000000000");
        assert_eq!(SubmissionId::parse(&ID.to_ascii_uppercase()), SubmissionId::parse(ID));
        assert_eq!(SubmissionId::parse("0b5c2c1e7a544a6e9d6c5f1d0a2b3c4d"), None);
    }

    proptest! {
        #[test]
        fn an_id_round_trips(bytes: [u8; 16]) {
            let id = SubmissionId::from_random(bytes);
            prop_assert_eq!(SubmissionId::parse(&id.to_string()), Some(id));
        }

        #[test]
        fn only_a_printed_id_is_parsed(text: String) {
            let read = SubmissionId::parse(&text);
            prop_assert!(read.is_none_or(|id| id.to_string().eq_ignore_ascii_case(&text)));
        }
    }
}
