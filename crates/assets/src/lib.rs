//! Files as browsers fetch them: compressed copies, hashes in names, integrity checksums, scripts without
//! comments.
//!
//! Used by the release build and by publishing. The same bytes give the same result on every machine. No I/O;
//! knows no file by name. Compiled for speed in development too: compressing a site takes 10 s, and 20 s
//! unoptimized.

use std::io::Write as _;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256, Sha384};

/// Returns the bytes compressed with brotli at its strongest (quality 11, window 22).
pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut copy = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    match brotli::BrotliCompress(&mut &*bytes, &mut copy, &settings) {
        Ok(_) => copy,
        Err(_) => Vec::new(), // writing to memory does not fail; without a copy the file itself is sent
    }
}

/// Returns the bytes compressed with gzip at its strongest, without a time or a name.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    writer.write_all(bytes).and_then(|()| writer.finish()).unwrap_or_default()
}

/// Returns the value of the attribute `integrity` for a file: a checksum that the browser checks before it uses
/// the file.
///
/// Format: Subresource Integrity, <https://www.w3.org/TR/SRI/>.
pub fn sri_hash(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// Returns the hash of a file for its name: the first 16 hexadecimal digits of its SHA-256.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Returns a script without its comment lines and without indentation. Comments at the end of a line stay.
pub fn strip_js_comments(script: &str) -> String {
    script
        .lines()
        .map(str::trim_start)
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .fold(String::new(), |text, line| text + line + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn copies_are_smaller_reproducible_and_lossless() {
        let text = "a place where numbers are honest\n".repeat(50);
        let (brotli_copy, gzip_copy) = (brotli(text.as_bytes()), gzip(text.as_bytes()));
        assert!(brotli_copy.len() < gzip_copy.len() && gzip_copy.len() < text.len() / 10);
        assert_eq!(brotli(text.as_bytes()), brotli_copy);
        assert_eq!(gzip_copy[4..8], [0; 4], "no time");
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &*brotli_copy, &mut back).unwrap();
        assert_eq!(back, text.as_bytes());
        let mut back = String::new();
        flate2::read::GzDecoder::new(&*gzip_copy).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);
    }

    #[test]
    fn hashes_are_those_of_openssl() {
        // `printf '' | openssl dgst -sha384 -binary | base64`, and `printf '' | openssl dgst -sha256`
        let expected = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
        assert_eq!(sri_hash(b""), expected);
        assert_eq!(hash(b""), "e3b0c44298fc1c14");
    }

    #[test]
    fn comments_at_the_end_of_a_line_stay() {
        let script = "// Starts.\nfunction f() {\n  // The address.\n  g(\"http://a\"); // told\n\n}";
        assert_eq!(strip_js_comments(script), "function f() {\ng(\"http://a\"); // told\n}\n");
    }
}
