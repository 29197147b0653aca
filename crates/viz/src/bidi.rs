//! Right-to-left text for painters that lay out all text from left to right.

use std::borrow::Cow;

/// Right-to-left embedding and pop directional formatting: the text between them runs from right to left, whatever its
/// surroundings (UAX #9, section 2.2). The canvas of `WebKit` ignores the newer isolates.
const EMBEDDING: (char, char) = ('\u{202b}', '\u{202c}');

/// Characters without a shape: a text that begins with one has its direction.
const RIGHT_TO_LEFT_MARK: char = '\u{200f}';
const LEFT_TO_RIGHT_MARK: char = '\u{200e}';

/// Returns true if a text contains right-to-left letters.
///
/// The test is by Unicode block: Hebrew to Arabic Extended-A, the presentation forms, and the
/// right-to-left parts of plane 1 (Unicode, `DerivedBidiClass.txt`).
pub fn runs_back(text: &str) -> bool {
    text.chars().any(|letter| {
        matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}

/// Returns whether the first strong letter of a text runs from right to left (UAX #9, rule P2), not counting isolates
/// and embeddings within it.
fn begins_back(text: &str) -> bool {
    let mut depth = 0_u32;
    for letter in text.chars() {
        match letter {
            '\u{202a}' | '\u{202b}' | '\u{2066}'..='\u{2068}' => depth += 1,
            '\u{202c}' | '\u{2069}' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            RIGHT_TO_LEFT_MARK => return true,
            LEFT_TO_RIGHT_MARK => return false,
            _ if runs_back(letter.encode_utf8(&mut [0; 4])) => return true,
            // By block, without the tables of `char::is_alphabetic`: letters of Europe, India, East Asia and others.
            'A'..='Z'
            | 'a'..='z'
            | '\u{c0}'..='\u{58f}'
            | '\u{900}'..='\u{1fff}'
            | '\u{2c00}'..='\u{d7ff}' => {
                return false;
            }
            _ => {}
        }
    }
    false
}

/// Returns a part of a text, after a mark where it would have another direction than the whole text.
pub fn in_direction_of(part: &str, whole: &str) -> String {
    match begins_back(whole) {
        is_back if is_back == begins_back(part) => part.to_owned(),
        true => format!("{RIGHT_TO_LEFT_MARK}{part}"),
        false => format!("{LEFT_TO_RIGHT_MARK}{part}"),
    }
}

/// Returns the text to pass to a painter. Text that begins with right-to-left letters is embedded as such, so that its
/// brackets, numbers and ellipsis appear in the right place; other text is returned unchanged.
pub fn embedded(text: &str) -> Cow<'_, str> {
    if begins_back(text) {
        Cow::Owned(format!("{}{text}{}", EMBEDDING.0, EMBEDDING.1))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_that_begins_with_right_to_left_letters_is_embedded() {
        for plain in [
            "",
            "Math (K-12)",
            "62 %",
            "#8",
            "Équité",
            "数学",
            "↑",
            "K-12: القراءة",
            "\u{2068}القراءة\u{2069}: 8",
        ] {
            assert_eq!(embedded(plain), plain);
        }
        for rtl in [
            "القراءة",
            "קריאה (א)",
            "\u{fe8d}",
            "17 مرتبة (79%)…",
            "\u{2068}K-12\u{2069}: غير منشور",
            "\u{200f}8 (9)",
        ] {
            assert_eq!(embedded(rtl), format!("\u{202b}{rtl}\u{202c}"));
        }
    }
}
