//! Translations of the program's own messages: the files in `locales/`. Native builds only.
//!
//! A file is one flat JSON object from `module.message` to text. Texts have the syntax of
//! [`messages!`](messages::messages).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use messages::language::{Direction, Language};
use messages::locale::Locale;
use messages::message::{Message, ModuleMessages};

use crate::messages::catalog::{english, modules};

/// An error of a translation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TranslationError {
    /// Message without a translation.
    #[error("`{0}` is missing")]
    Missing(String),
    /// Translation of a message that does not exist.
    #[error("`{0}` is no message of the program")]
    Unknown(String),
    /// Text that is blank or has several lines.
    #[error("`{0}` is empty, or more than one line")]
    Lines(String),
    /// Placeholders that differ from the English ones.
    #[error("`{key}` has the places {found:?}, and English has {expected:?}")]
    Placeholders {
        /// Key of the message.
        key: String,
        /// Placeholders of the translation, sorted.
        found: Vec<String>,
        /// Placeholders of the English message, sorted.
        expected: Vec<String>,
    },
    /// Right-to-left message without a letter of its own outside of placeholders. Within another sentence the
    /// browser would find its direction to be left-to-right.
    #[error(
        "`{0}` has no letters of its own: begin it with U+200F, the mark of what runs from right to left"
    )]
    Direction(String),
    /// Plural forms of a number that do not match the language's categories.
    #[error("`{key}` has the plural categories {found:?}, and needs {expected:?}")]
    Categories {
        /// Key of the message.
        key: String,
        /// Plural categories of the translation.
        found: Vec<String>,
        /// Plural categories of the language.
        expected: Vec<String>,
    },
}

/// Returns the locale of a language, with all messages.
pub fn locale(language: Language) -> &'static Locale {
    static SPANISH: LazyLock<Locale> = LazyLock::new(|| translated(Language::Spanish));
    static ARABIC: LazyLock<Locale> = LazyLock::new(|| translated(Language::Arabic));
    match language {
        Language::English => english(),
        Language::Spanish => &SPANISH,
        Language::Arabic => &ARABIC,
    }
}

/// Returns the texts of a language by key.
fn texts(language: Language) -> BTreeMap<String, String> {
    let file = match language {
        Language::English => return english_texts(),
        Language::Spanish => include_str!("../../locales/es.json"),
        Language::Arabic => include_str!("../../locales/ar.json"),
    };
    // A file that can't be parsed lacks every message, which a test detects.
    serde_json::from_str(file).unwrap_or_default()
}

/// Returns all messages with their keys.
fn all() -> impl Iterator<Item = (String, &'static Message)> {
    modules().flat_map(|messages| messages.messages.iter().map(|message| (key(messages, message), message)))
}

/// Returns the key of a message in the file of a language.
fn key(messages: &ModuleMessages, message: &Message) -> String {
    format!("{}.{}", messages.module.name(), message.name)
}

/// Returns the English texts by key.
fn english_texts() -> BTreeMap<String, String> {
    all().map(|(key, message)| (key, message.english.to_owned())).collect()
}

/// Returns the locale of a language, with English for messages that the file lacks.
fn translated(language: Language) -> Locale {
    let texts = texts(language);
    let mut locale = Locale::new(language, language.numbers());
    for messages in modules() {
        let text = |message: &Message| {
            let text = texts.get(&key(messages, message)).map(String::as_str);
            message.numbered(text.unwrap_or(message.english))
        };
        locale.messages[messages.module as usize] = messages.messages.iter().map(text).collect();
    }
    locale
}

/// Returns all errors of a language's translation.
pub fn check(language: Language) -> Vec<TranslationError> {
    errors(language, &texts(language))
}

/// Returns all errors of the texts of a language.
fn errors(language: Language, texts: &BTreeMap<String, String>) -> Vec<TranslationError> {
    let mut errors = Vec::new();
    let mut known: BTreeMap<&str, ()> = BTreeMap::new();
    let expected_categories: Vec<String> =
        language.categories().iter().map(|category| category.name().to_owned()).collect();
    let all: Vec<_> = all().collect();
    for (key, message) in &all {
        known.insert(key, ());
        let Some(text) = texts.get(key) else {
            errors.push(TranslationError::Missing(key.clone()));
            continue;
        };
        if text.trim().is_empty() || text.contains(['\n', '\r']) {
            errors.push(TranslationError::Lines(key.clone()));
        }
        if language.direction() == Direction::Rtl && !has_letters(text) {
            errors.push(TranslationError::Direction(key.clone()));
        }
        let mut expected: Vec<String> =
            message.placeholders.iter().map(|(name, _)| (*name).to_owned()).collect();
        expected.sort();
        let parts = placeholders(text);
        let mut found: Vec<String> = parts.iter().map(|(name, _)| (*name).to_owned()).collect();
        found.sort();
        found.dedup();
        if found != expected {
            errors.push(TranslationError::Placeholders { key: key.clone(), found, expected });
        }
        for (name, forms) in parts {
            let is_number =
                message.placeholders.iter().any(|(place, is_number)| *place == name && *is_number);
            let found: Vec<String> = categories(forms);
            if !forms.is_empty() && (!is_number || found != expected_categories) {
                let expected = expected_categories.clone();
                errors.push(TranslationError::Categories { key: key.clone(), found, expected });
            }
        }
    }
    let unknown = texts.keys().filter(|key| !known.contains_key(key.as_str()));
    errors.extend(unknown.cloned().map(TranslationError::Unknown));
    errors
}

/// Returns whether a text has a letter or a direction mark outside of placeholders and isolates (UAX #9, rule P2).
fn has_letters(text: &str) -> bool {
    let (mut in_placeholder, mut isolates) = (false, 0);
    text.chars().any(|letter| {
        match letter {
            '{' => in_placeholder = true,
            '|' | '}' => in_placeholder = false,
            '\u{2068}' => isolates += 1,
            '\u{2069}' => isolates -= 1,
            _ => {}
        }
        !in_placeholder
            && isolates == 0
            && (letter.is_alphabetic() || matches!(letter, '\u{200e}' | '\u{200f}'))
    })
}

/// Returns the placeholders of a text with their plural forms, including those nested in plural forms.
fn placeholders(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let inside = &rest[start + 1..];
        let mut depth = 1;
        let end = inside.char_indices().find(|(_, letter)| {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let end = end.map_or(inside.len(), |(at, _)| at);
        let (name, forms) = inside[..end].split_once('|').unwrap_or((&inside[..end], ""));
        found.push((name, forms));
        found.extend(placeholders(forms));
        rest = inside.get(end + 1..).unwrap_or_default();
    }
    found
}

/// Returns the plural categories of a placeholder's forms, in order.
fn categories(forms: &str) -> Vec<String> {
    let mut depth = 0;
    let parts = forms.split(|letter: char| {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        letter == '|' && depth == 0
    });
    parts.filter_map(|part| part.split_once(':')).map(|(name, _)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::pages;
    use messages::locale::with_locale;

    #[test]
    fn every_language_has_every_message() {
        for language in Language::ALL {
            assert_eq!(check(language), [], "{}", language.tag());
        }
    }

    /// Beginnings of words of one field: a city or a hospital has its own in the bundle.
    const FIELD_WORDS: [(Language, &[&str]); 3] = [
        (
            Language::English,
            &[
                "district",
                "school",
                "teacher",
                "educator",
                "student",
                "pupil",
                "classroom",
                "elementary",
                "curricul",
                "hospital",
                "nurse",
                "resident",
                "citizen",
            ],
        ),
        (
            Language::Spanish,
            &[
                "distrito",
                "escuela",
                "escolar",
                "docente",
                "maestr",
                "profesor",
                "educador",
                "educativ",
                "alumn",
                "estudiante",
                "aula",
                "hospital",
                "enfermer",
                "ciudadan",
            ],
        ),
        (
            Language::Arabic,
            &["مدرس", "معلم", "تعليمي", "طالب", "طلاب", "تلميذ", "تلاميذ", "مستشف", "ممرض", "مواطن"],
        ),
    ];

    /// Returns a text's words that begin with one of `stems`, also behind an Arabic article and prefix.
    fn field_words<'a>(text: &'a str, stems: &[&str]) -> Vec<&'a str> {
        let words = text.split(|letter: char| !letter.is_alphabetic());
        let begins = |word: &&str| {
            let lower = slim_std::unicode::to_lowercase(word);
            let bare = lower.trim_start_matches(['و', 'ب', 'ل', 'ف', 'ك']).trim_start_matches("ال");
            stems.iter().any(|stem| lower.starts_with(stem) || bare.starts_with(stem))
        };
        words.filter(begins).collect()
    }

    /// The program speaks of no field: the bundle has the words of its own.
    #[test]
    fn no_message_speaks_of_one_field() {
        for (language, stems) in FIELD_WORDS {
            let texts = texts(language);
            assert!(texts.len() > 400, "{}", language.tag());
            for (key, text) in texts {
                assert_eq!(field_words(&text, stems), [""; 0], "{} {key}: {text}", language.tag());
            }
        }
        let found = |at: usize, text: &str| field_words(text, FIELD_WORDS[at].1).len();
        assert_eq!(found(0, "In the Words of District Staff and Teachers"), 2);
        assert_eq!(found(1, "Comparar la propia escuela"), 1);
        assert_eq!(found(2, "مقارنة المدرسة والمناطق التعليمية"), 2);
    }

    #[test]
    fn a_translation_with_errors_is_reported() {
        let mut texts = texts(Language::Arabic);
        texts.remove("frame.skip");
        let mut put = |key: &str, text: &str| texts.insert(key.to_owned(), text.to_owned());
        put("frame.map", " ");
        put("common.rank", "رقم");
        put("charts.points", "{count|one:نقطة|other:# نقطة}");
        put("frame.other", "x");
        put("common.named", "\u{2068}{name}\u{2069}: \u{2068}{words}\u{2069}");
        let errors = errors(Language::Arabic, &texts);
        assert_eq!(errors.len(), 7, "a blank text has two errors: {errors:?}");
        for error in [
            TranslationError::Direction("common.named".to_owned()),
            TranslationError::Missing("frame.skip".to_owned()),
            TranslationError::Lines("frame.map".to_owned()),
            TranslationError::Unknown("frame.other".to_owned()),
        ] {
            assert!(errors.contains(&error), "{error}");
        }
        assert!(errors.iter().any(
            |error| matches!(error, TranslationError::Placeholders { key, .. } if key == "common.rank")
        ));
        let is_plural = |error: &TranslationError| matches!(error, TranslationError::Categories { key, .. } if key == "charts.points");
        assert!(errors.iter().any(is_plural));
    }

    #[test]
    fn messages_are_translated_and_numbers_formatted() {
        let see_all = |language| with_locale(locale(language), || pages::see_all(45_u32));
        assert_eq!(see_all(Language::English), "See all 45 challenges");
        assert_eq!(see_all(Language::Spanish), "Ver los 45 desafíos");
        assert_eq!(see_all(Language::Arabic), "عرض التحديات وعددها 45");
        let count = |language| with_locale(locale(language), || explore::messages::common::count(1_234));
        assert_eq!(Language::ALL.map(count), ["1,234", "1234", "1,234"]);
    }

    #[test]
    fn names_of_languages_are_in_the_current_language() {
        let names = |language| {
            with_locale(locale(language), || ["en-US", "es", "ar", "fr"].map(data::messages::name))
        };
        assert_eq!(names(Language::English), ["English", "Spanish", "Arabic", "fr"]);
        assert_eq!(names(Language::Spanish), ["inglés", "español", "árabe", "fr"]);
        assert_eq!(names(Language::Arabic), ["الإنجليزية", "الإسبانية", "العربية", "fr"]);
    }
}
