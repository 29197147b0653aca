//! Right-to-left text for painters that lay out all text from left to right.

use std::borrow::Cow;

/// First strong isolate and pop directional isolate: the text between them takes its direction from
/// its own first letter, not from its surroundings (UAX #9, section 2.4).
const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

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

/// Returns the text to pass to a painter. Text with right-to-left letters is wrapped in a directional
/// isolate, so that its brackets, numbers and ellipsis appear in the right place; other text is
/// returned unchanged.
pub fn isolate(text: &str) -> Cow<'_, str> {
    if runs_back(text) {
        Cow::Owned(format!("{}{text}{}", ISOLATE.0, ISOLATE.1))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_right_to_left_text_is_isolated() {
        for plain in ["", "Math (K-12)", "62 %", "#8", "Équité", "数学", "↑"] {
            assert_eq!(isolate(plain), plain);
        }
        for rtl in ["القراءة", "קריאה (א)", "K-12: القراءة", "\u{fe8d}"] {
            assert_eq!(isolate(rtl), format!("\u{2068}{rtl}\u{2069}"));
        }
    }
}
