//! Subresource integrity: a hash that the browser checks before it uses a file.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha384};

/// Returns the value of the attribute `integrity` for a file.
pub fn sri_hash(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_nothing_is_that_of_openssl() {
        // `printf '' | openssl dgst -sha384 -binary | base64`
        let expected = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
        assert_eq!(sri_hash(b""), expected);
    }
}
