//! Bytes in the letters that stand in addresses as they are (RFC 4648, section 5), unpadded.
//!
//! The browser's `atob` knows other letters, and would be one more thing to call.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It ends within a byte.
    Cut,
    /// It holds what no encoder writes.
    Altered,
}

/// The bytes in letters.
pub fn encoded(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group =
            (0..3).fold(0_u32, |group, at| group << 8 | u32::from(chunk.get(at).copied().unwrap_or(0)));
        let letters = [18, 12, 6, 0].map(|shift| char::from(LETTERS[(group >> shift & 63) as usize]));
        out.extend(&letters[..=chunk.len()]);
    }
    out
}

/// The bytes that [`encoded`] made letters of; of no other text.
pub fn decoded(text: &str) -> Result<Vec<u8>, Broken> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut group, mut bits) = (0_u32, 0);
    for letter in text.bytes() {
        group = group << 6 | value(letter).ok_or(Broken::Altered)?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((group >> bits & 0xff) as u8);
            group &= (1 << bits) - 1;
        }
    }
    // Bits that are left over are none of an encoder's: the text went on.
    if bits == 6 || group != 0 { Err(Broken::Cut) } else { Ok(bytes) }
}

/// How many bytes of a text are such letters, from its beginning.
pub fn reach(text: &str) -> usize {
    text.bytes().take_while(|letter| value(*letter).is_some()).count()
}

fn value(letter: u8) -> Option<u32> {
    Some(u32::from(match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    }))
}
