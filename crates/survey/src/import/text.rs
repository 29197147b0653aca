//! Normalized texts: the form that is kept, the form that is compared, and the form that is printed.

use data::challenge::is_invisible;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The zero of each script's decimal digits, which follow it in order (general category Nd).
const ZEROS: [u32; 36] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6,
    0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0,
    0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
];

/// Returns a cell as it is kept: composed (NFC), with single spaces between words and without characters
/// that have no shape.
pub fn tidy(cell: &str) -> String {
    if cell.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return single_spaces(cell);
    }
    // Nearly all texts are composed already, which a quick check tells.
    if is_nfc_quick(cell.chars()) == IsNormalized::Yes && !cell.chars().any(is_invisible) {
        return single_spaces(cell);
    }
    let seen: String = cell.chars().filter(|c| !is_invisible(*c)).nfc().collect();
    single_spaces(&seen)
}

fn single_spaces(text: &str) -> String {
    let is_single = !text.starts_with(' ') && !text.ends_with(' ') && !text.contains("  ");
    if is_single && text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
        return text.to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the form in which texts are compared: two texts with one key look the same but for letter case.
///
/// Unicode forms, characters without shape, kinds of blanks, quotation marks and dashes, and the digits of
/// scripts do not tell texts apart.
pub fn key(text: &str) -> String {
    let tidied = tidy(text);
    if tidied.is_ascii() {
        return tidied.to_ascii_lowercase().replace('`', "'");
    }
    // Quotation marks come first: the compatibility forms of some are a blank and a mark.
    let plain: String =
        tidied.chars().map(plain_mark).nfkd().filter(|c| !is_invisible(*c)).map(plain_mark).collect();
    // Upper case first, so that `ß` equals `SS` and a dotless i its capital.
    let folded = slim_std::unicode::to_lowercase(&slim_std::unicode::to_uppercase(&plain));
    single_spaces(&folded.replace('ς', "σ").replace("i\u{307}", "i").nfd().collect::<String>())
}

/// Returns the plain form of a quotation mark, a dash or a digit; other characters as they are.
fn plain_mark(c: char) -> char {
    match c {
        '`'
        | '´'
        | '\u{2018}'..='\u{201B}'
        | '\u{2032}'
        | '\u{2035}'
        | 'ʹ'
        | 'ʻ'..='ʽ'
        | 'ˈ'
        | '＇'
        | '׳'
        | '\u{55A}'
        | '\u{275B}'
        | '\u{275C}'
        | '‹'
        | '›' => '\'',
        '\u{201C}'..='\u{201F}'
        | '\u{2033}'
        | '\u{2036}'
        | 'ʺ'
        | '＂'
        | '«'
        | '»'
        | '〝'
        | '〞'
        | '״'
        | '\u{2EE}'
        | '\u{275D}'
        | '\u{275E}' => '"',
        '\u{5BE}'
        | '\u{2010}'..='\u{2015}'
        | '\u{2043}'
        | '\u{2212}'
        | '\u{2E3A}'
        | '\u{2E3B}'
        | '\u{FE58}'
        | '\u{FE63}'
        | '－' => '-',
        '٫' => '.',
        '٬' => ',',
        _ => digit(c).map_or(c, |digit| char::from(b'0' + digit)),
    }
}

/// Returns the value of a decimal digit of any script.
fn digit(c: char) -> Option<u8> {
    let of = |zero: &u32| u32::from(c).checked_sub(*zero).filter(|digit| *digit < 10);
    if c.is_ascii() {
        return c.to_digit(10).map(|digit| digit as u8);
    }
    ZEROS.iter().find_map(of).map(|digit| digit as u8)
}

/// Returns true for the error of a formula, such as `#REF!` or `#N/A`: in any language of the program it is a word
/// in capitals after a number sign.
pub(super) fn is_error(text: &str) -> bool {
    const WITHOUT_MARK: [&str; 12] = [
        "#N/A",
        "#N/D",
        "#NV",
        "#N/DISP",
        "#NB",
        "#NA",
        "#I/T",
        "#IKKE TILGJENGELIG",
        "#SAKNAS!",
        "#Н/Д",
        "#GETTING_DATA",
        "#N/B",
    ];
    let word = text.strip_prefix('#').and_then(|word| word.strip_suffix(['!', '?']));
    let is_word = |word: &str| word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_lowercase);
    let office = text.strip_prefix("Err:").is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_digit()));
    office || WITHOUT_MARK.contains(&text) || word.is_some_and(|word| word.len() <= 24 && is_word(word))
}

/// Greatest length in bytes of what a line of a legend or a note begins with.
const MAX_HEAD: usize = 60;

/// Returns true for a line of a legend, such as `5 = very urgent` or `n = 120`.
pub(super) fn is_legend(text: &str) -> bool {
    let is_head = |head: &str| head.len() <= MAX_HEAD && !head.contains(['/', '?', '&']) && has_letter(head);
    text.split_once(['=', '＝']).is_some_and(|(head, rest)| is_head(head) && has_letter(rest))
}

/// Returns true for a text with a heading, such as `Source: own survey` or `Legend:`. No time of day is one.
pub(super) fn is_headed(text: &str) -> bool {
    let is_head = |head: &str| head.len() <= MAX_HEAD && has_letter(head);
    let is_rest = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    text.split_once(':').is_some_and(|(head, rest)| is_head(head) && is_rest(rest))
        || text.split_once('：').is_some_and(|(head, _)| is_head(head))
}

fn has_letter(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Returns a value for a terminal: short, and replaced if it may be an e-mail address. What an eye can't see
/// is escaped: controls, shapeless characters, and letters of other scripts that look like Latin ones.
pub fn shown(value: &str) -> String {
    if value.contains('@') {
        return "(a value with @)".to_owned();
    }
    let short: String = value.chars().take(60).collect();
    let end = if short.len() < value.len() { "…" } else { "" };
    let word = |word: &str| {
        let is_mixed = word.chars().any(|c| c.is_ascii_alphabetic());
        word.chars().map(|c| escaped(c, is_mixed)).collect::<String>()
    };
    let words: Vec<String> = short.split(' ').map(word).collect();
    format!("{}{end}", words.join(" "))
}

/// Returns a character as it is printed, `in_latin` among Latin letters.
fn escaped(c: char, in_latin: bool) -> String {
    let is_foreign =
        in_latin && matches!(c, '\u{370}'..='\u{52F}' | '\u{13A0}'..='\u{13FF}' | '\u{FF21}'..='\u{FF5A}');
    let is_unseen = c.is_control() || is_invisible(c) || data::challenge::is_deceptive(c);
    let is_blank = c.is_whitespace() && c != ' ';
    if is_foreign || is_unseen || is_blank { c.escape_unicode().to_string() } else { c.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_that_look_the_same_have_one_key() {
        for (one, other) in [
            ("STRONGLY agree", "strongly  Agree "),
            ("Sí, de acuerdo", "Si\u{301}, de acuerdo"),
            ("cooperation", "co\u{AD}operation"),
            ("نعم", "\u{200F}نعم\u{200E}"),
            ("Don’t know", "Don't know"),
            ("Don`t know", "Don´t know"),
            ("« oui »", "\" oui \""),
            ("“yes”", "\"yes\""),
            ("1–2", "1-2"),
            ("−1", "-1"),
            ("a\u{A0}b", "a b"),
            ("a\u{202F}b", "a b"),
            ("٤", "4"),
            ("۴२", "42"),
            ("５", "5"),
            ("Straße", "STRASSE"),
            ("ΟΔΟΣ", "οδος"),
            ("ISTANBUL", "İstanbul"),
            ("ﬁne", "fine"),
            ("❤\u{FE0F}", "❤"),
        ] {
            assert_eq!(key(one), key(other), "{one:?} {other:?}");
        }
        for (one, other) in [("resume", "résumé"), ("1.5", "1,5"), ("a b", "ab"), ("yes", "no")] {
            assert_ne!(key(one), key(other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn kept_texts_are_composed_and_without_invisible_characters() {
        assert_eq!(tidy("\u{FEFF} Strongly\u{A0} agree\n"), "Strongly agree");
        assert_eq!(tidy("Si\u{301}\u{200B}"), "Sí");
        assert_eq!(tidy(" \u{200E}\u{AD} "), "");
    }

    #[test]
    fn errors_of_formulas_are_known() {
        for text in ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#¿NOMBRE?", "#BEZUG!", "#NV", "Err:502"] {
            assert!(is_error(text), "{text}");
        }
        for text in ["#1", "#yes!", "N/A", "#", "#!", "#Teacher", "REF!", "Err:no"] {
            assert!(!is_error(text), "{text}");
        }
    }

    #[test]
    fn lines_of_notes_are_known_by_their_form() {
        for text in ["5 = very urgent", "n=120", "٥ = عاجل جدا", "1＝low"] {
            assert!(is_legend(text), "{text}");
        }
        for text in ["very urgent", "https://e.org/?a=b", "==", "= 5", "5 =", "a >= ", "dGV4dA=="] {
            assert!(!is_legend(text), "{text}");
        }
        for text in ["Legend:", "Source: own survey", "المصدر: استبيان", "出典：自社"] {
            assert!(is_headed(text), "{text}");
        }
        for text in ["2026-01-01 10:00:00", "https://e.org", ": x", "Teacher"] {
            assert!(!is_headed(text), "{text}");
        }
    }

    #[test]
    fn shown_values_are_short_and_no_addresses() {
        assert_eq!(shown("ann@example.org"), "(a value with @)");
        assert_eq!(shown(&"é".repeat(61)).chars().count(), 61);
        assert_eq!(shown("Opción 1 (первый)"), "Opción 1 (первый)");
    }

    #[test]
    fn what_an_eye_cannot_see_is_shown_escaped() {
        assert_eq!(shown("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(shown("a\u{202E}b\u{A0}c"), "a\\u{202e}b\\u{a0}c");
        assert_eq!(shown("Re\u{430}ding"), "Re\\u{430}ding", "a Cyrillic letter");
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(text in "\\PC{0,12}") {
            let once = key(&text);
            prop_assert_eq!(key(&once), once);
        }

        #[test]
        fn the_unicode_form_does_not_matter(text in "\\PC{0,12}") {
            prop_assert_eq!(key(&text.nfc().collect::<String>()), key(&text.nfd().collect::<String>()));
        }
    }
}
