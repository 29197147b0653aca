//! Encodings, delimiters and normalized texts.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Delimiters of CSV files. Of two that are equally frequent the first is used.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Returns the text of a file, and the assumption about its encoding if there is one. Returns `None` if the
/// file is not text.
pub fn text_of(bytes: &[u8]) -> Option<(String, Option<&'static str>)> {
    let (text, guess) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (decoded(encoding, &bytes[mark..]), None),
        None => match utf16_without_mark(bytes) {
            Some(encoding) => (decoded(encoding, bytes), Some("read as UTF-16, which it does not say it is")),
            None => match std::str::from_utf8(bytes) {
                Ok(text) => (text.to_owned(), None),
                Err(_) => (
                    decoded(WINDOWS_1252, bytes),
                    Some("not UTF-8: read as Windows-1252, as Excel writes CSV in the west; look at accents"),
                ),
            },
        },
    };
    (!text.contains('\0')).then_some((text, guess))
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Returns the encoding of UTF-16 without a byte order mark: every other byte of Latin text is zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(400)];
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), start.len() / 2);
    let most = |count: usize| half > 1 && 10 * count >= 7 * half;
    match (most(even), most(odd)) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

/// Returns the delimiter of a CSV text, the text as bytes, and the number of rows before it: 1 if the first
/// line only names the delimiter (`sep=;`, for Excel), else 0.
pub fn delimiter(text: &str) -> (u8, &[u8], usize) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if let Some([named]) = first.trim_end().strip_prefix("sep=").map(str::as_bytes) {
        return (*named, rest.as_bytes(), 1);
    }
    let (mut counts, mut quoted) = ([0; DELIMITERS.len()], false);
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ => {
                let at = DELIMITERS.iter().position(|known| *known == byte && !quoted);
                at.into_iter().for_each(|at| counts[at] += 1);
            }
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    let at = counts.iter().position(|count| *count == most).unwrap_or(0);
    (DELIMITERS[at], text.as_bytes(), 0)
}

/// Returns a cell with single spaces between words and without invisible characters.
pub fn tidy(cell: &str) -> String {
    let seen = cell.replace(['\u{FEFF}', '\u{200B}'], "");
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the form in which answers are compared: lower case with single spaces.
pub fn key(text: &str) -> String {
    slim_std::unicode::to_lowercase(&tidy(text))
}

/// Returns a value for a terminal: short, and replaced if it may be an e-mail address.
pub fn shown(value: &str) -> String {
    if value.contains('@') {
        return "(a value with @)".to_owned();
    }
    let visible = |c: char| if c.is_control() || data::challenge::is_deceptive(c) { '\u{FFFD}' } else { c };
    let short: String = value.chars().take(60).map(visible).collect();
    if short.len() < value.len() && value.chars().count() > 60 { format!("{short}…") } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_that_spreadsheets_write_is_read() {
        let text = "Rôle,Zufrieden – ja\n";
        let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let (le, be) = (utf16(u16::to_le_bytes), utf16(u16::to_be_bytes));
        let windows = WINDOWS_1252.encode(text).0.into_owned();
        for (bytes, is_guess) in [
            (text.as_bytes().to_vec(), false),
            ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), false),
            ([b"\xFF\xFE", &*le].concat(), false),
            ([b"\xFE\xFF", &*be].concat(), false),
            (le, true),
            (be, true),
            (windows, true),
        ] {
            let (read, guess) = text_of(&bytes).unwrap();
            assert_eq!(read, text);
            assert_eq!(guess.is_some(), is_guess, "{bytes:?}");
        }
        assert_eq!(text_of(b"a\0b"), None);
    }

    #[test]
    fn the_delimiter_is_the_one_outside_quotation_marks() {
        let of = |text| delimiter(text).0 as char;
        assert_eq!(of("a;b;\"c,d,e,f\"\n1,2,3,4,5,6,7"), ';');
        assert_eq!(of("\"a\n;;;\",b\n"), ',');
        assert_eq!(of("a\tb"), '\t');
        assert_eq!(of("alone"), ',');
        assert_eq!(delimiter("sep=;\r\na,b"), (b';', b"a,b".as_slice(), 1));
    }

    #[test]
    fn blanks_and_letters_do_not_tell_answers_apart() {
        assert_eq!(tidy("\u{FEFF} Strongly\u{A0} agree\n"), "Strongly agree");
        assert_eq!(key("STRONGLY agree"), key("strongly  Agree "));
    }

    #[test]
    fn shown_values_are_short_and_no_addresses() {
        assert_eq!(shown("ann@example.org"), "(a value with @)");
        assert_eq!(shown("a\u{1b}[31mb"), "a\u{FFFD}[31mb");
        assert_eq!(shown(&"é".repeat(61)).chars().count(), 61);
    }
}
