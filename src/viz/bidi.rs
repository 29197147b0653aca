//! Texts that run from right to left, on pens that take every text to run from left to right.

use std::borrow::Cow;

/// First strong isolate and pop directional isolate: what is between them runs as its own first
/// letter does, whatever stands around it (UAX #9, section 2.4).
const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

/// Whether a text holds letters that run from right to left.
///
/// The scripts by their blocks: Hebrew to Arabic Extended-A, presentation forms, and the two
/// planes of scripts from right to left (Unicode, `DerivedBidiClass.txt`).
pub fn runs_back(text: &str) -> bool {
    text.chars().any(|letter| {
        matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}

/// The text as a pen must be given it: one that holds letters that run from right to left says
/// itself how it runs, so that its brackets, numbers and ellipsis stand where they belong. All
/// others are as they were.
pub fn isolated(text: &str) -> Cow<'_, str> {
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
    fn only_what_runs_back_is_set_apart() {
        for plain in ["", "Math (K-12)", "62 %", "#8", "Équité", "数学", "↑"] {
            assert_eq!(isolated(plain), plain);
        }
        for back in ["القراءة", "קריאה (א)", "K-12: القراءة", "\u{fe8d}"] {
            assert_eq!(isolated(back), format!("\u{2068}{back}\u{2069}"));
        }
    }
}
