//! The encoding of a text file.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, IBM866, ISO_2022_JP, ISO_8859_2, ISO_8859_3, ISO_8859_4, ISO_8859_5,
    ISO_8859_6, ISO_8859_7, ISO_8859_8, ISO_8859_10, ISO_8859_13, ISO_8859_14, ISO_8859_15, ISO_8859_16,
    KOI8_R, KOI8_U, MACINTOSH, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_874, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
    X_MAC_CYRILLIC,
};

use super::layout::{Layout, Sure};
use super::text::tidy;

/// Encodings of files that are no UTF-8, the likeliest first.
const GUESSES: [&Encoding; 33] = [
    WINDOWS_1252,
    UTF_8,
    WINDOWS_1256,
    MACINTOSH,
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1253,
    WINDOWS_1254,
    WINDOWS_1255,
    WINDOWS_1257,
    WINDOWS_1258,
    WINDOWS_874,
    GBK,
    SHIFT_JIS,
    BIG5,
    EUC_KR,
    EUC_JP,
    KOI8_R,
    KOI8_U,
    X_MAC_CYRILLIC,
    ISO_8859_2,
    ISO_8859_5,
    ISO_8859_6,
    ISO_8859_7,
    ISO_8859_8,
    ISO_8859_15,
    ISO_8859_16,
    ISO_8859_3,
    ISO_8859_4,
    ISO_8859_10,
    ISO_8859_13,
    ISO_8859_14,
    IBM866,
];

/// The number of bytes that a guess looks at.
const LOOK: usize = 1 << 20;

/// A decoded file.
pub(super) struct Decoded {
    pub text: String,
    pub encoding: &'static Encoding,
    pub sure: Sure,
}

/// Returns the encoding of a name as in a mapping, such as `windows-1256` or `MacRoman`.
pub(super) fn by_name(name: &str) -> Option<&'static Encoding> {
    let plain = name.trim().to_ascii_lowercase().replace([' ', '_'], "-");
    match plain.replace('-', "").as_str() {
        "macroman" => Some(MACINTOSH),
        "utf16" => Some(UTF_16LE),
        _ => Encoding::for_label(plain.as_bytes())
            .or_else(|| Encoding::for_label(plain.replace('-', "").as_bytes()))
            .filter(|encoding| encoding.name() != "replacement"),
    }
}

/// Returns the text of a file. Returns `None` if the file is not text.
pub(super) fn decode(bytes: &[u8], layout: &Layout) -> Option<Decoded> {
    let marked = Encoding::for_bom(bytes);
    let (encoding, sure, skip) = match (marked, layout.encoding) {
        (Some((encoding, mark)), _) => (encoding, Sure::Yes, mark),
        (None, Some(encoding)) => (encoding, Sure::Yes, 0),
        (None, None) => {
            let (encoding, sure) = guess(bytes, layout);
            (encoding, sure, 0)
        }
    };
    let text = encoding.decode_without_bom_handling(&bytes[skip..]).0.into_owned();
    (!text.contains('\0')).then_some(Decoded { text, encoding, sure })
}

fn guess(bytes: &[u8], layout: &Layout) -> (&'static Encoding, Sure) {
    if let Some(encoding) = utf16_without_mark(bytes) {
        return (encoding, Sure::Found);
    }
    if is_japanese_mail(bytes) {
        return (ISO_2022_JP, Sure::Found);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return (UTF_8, Sure::Yes);
    }
    let start = &bytes[..bytes.len().min(LOOK)];
    let found = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling(start).0;
        let text = tidy(&text);
        layout.texts.iter().filter(|wanted| text.contains(wanted.as_str())).count()
    };
    let mut best = (WINDOWS_1252, 0);
    for encoding in GUESSES {
        let count = found(encoding);
        if count > best.1 {
            best = (encoding, count);
        }
        if count == layout.texts.len() {
            break;
        }
    }
    (best.0, if best.1 > 0 { Sure::Found } else { Sure::No })
}

/// Returns true for the encoding of Japanese mail, whose bytes are those of ASCII: an escape sequence says that two
/// bytes each are a sign.
fn is_japanese_mail(bytes: &[u8]) -> bool {
    bytes.is_ascii() && bytes.windows(3).any(|three| matches!(three, b"\x1B$B" | b"\x1B$@"))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn knows(texts: &[&str]) -> Layout {
        Layout { texts: texts.iter().map(|text| (*text).to_owned()).collect(), ..Layout::default() }
    }

    #[test]
    fn every_encoding_that_spreadsheets_write_is_read() {
        let text = "Rôle,Zufrieden – ja\n";
        let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let (le, be) = (utf16(u16::to_le_bytes), utf16(u16::to_be_bytes));
        let windows = WINDOWS_1252.encode(text).0.into_owned();
        for (bytes, is_sure) in [
            (text.as_bytes().to_vec(), true),
            ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), true),
            ([b"\xFF\xFE", &*le].concat(), true),
            ([b"\xFE\xFF", &*be].concat(), true),
            (le, false),
            (be, false),
            (windows, false),
        ] {
            let read = decode(&bytes, &Layout::default()).unwrap();
            assert_eq!(read.text, text);
            assert_eq!(read.sure == Sure::Yes, is_sure, "{bytes:?}");
        }
        assert!(decode(b"a\0b", &Layout::default()).is_none());
    }

    #[test]
    fn escape_sequences_tell_the_encoding_of_japanese_mail() {
        let bytes = b"\x1B$BLr3d\x1B(B,Staff\nT,\x1B$B$O$$\x1B(B\n";
        let read = decode(bytes, &Layout::default()).unwrap();
        assert_eq!((read.text.as_str(), read.sure), ("役割,Staff\nT,はい\n", Sure::Found));
        let colors = decode(b"Role,\x1B[31mStaff\n", &Layout::default()).unwrap();
        assert_eq!((colors.encoding, colors.sure), (UTF_8, Sure::Yes));
    }

    #[test]
    fn the_texts_of_the_mapping_tell_encodings_apart() {
        for (text, encoding) in [
            ("عاجل,نعم", WINDOWS_1256),
            ("Rôle,Été œuvré", MACINTOSH),
            ("Роль,да", WINDOWS_1251),
            ("Роль,да", KOI8_R),
            ("Świadomość,źle", WINDOWS_1250),
            ("役割,はい", SHIFT_JIS),
            ("角色,是的", GBK),
            ("תפקיד,כן", WINDOWS_1255),
            ("Ρόλος,Ναι", WINDOWS_1253),
        ] {
            let bytes = encoding.encode(text).0.into_owned();
            let wanted: Vec<&str> = text.split(',').collect();
            let read = decode(&bytes, &knows(&wanted)).unwrap();
            assert_eq!((read.text.as_str(), read.sure), (text, Sure::Found), "{}", encoding.name());
        }
    }

    #[test]
    fn a_name_stands_for_its_encoding() {
        for (name, encoding) in [
            ("Windows-1256", WINDOWS_1256),
            ("cp1256", WINDOWS_1256),
            ("MacRoman", MACINTOSH),
            ("mac-roman", MACINTOSH),
            ("latin1", WINDOWS_1252),
            ("UTF-16", UTF_16LE),
            ("Shift_JIS", SHIFT_JIS),
            ("KOI8-R", KOI8_R),
        ] {
            assert_eq!(by_name(name), Some(encoding), "{name}");
        }
        assert_eq!(by_name("windows-9999"), None);
    }
}
