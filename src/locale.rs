//! What the program says in other languages, natively: `locales/` read into speeches.
//!
//! A file is one flat object, `module.message` to text. Texts are as [`crate::messages`] has them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::language::{Direction, Language};
use crate::text::catalog::{english, messages, numbered};
use crate::text::words::{Message, Section, Speech};

/// What is wrong with a translation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A sentence that readers would not get.
    #[error("`{0}` is missing")]
    Missing(String),
    /// A sentence that nobody says.
    #[error("`{0}` is no message of the program")]
    Unknown(String),
    /// A sentence without words, or with more than a line of them.
    #[error("`{0}` is empty, or more than one line")]
    Lines(String),
    /// A place that is not filled, or can't be.
    #[error("`{key}` has the places {found:?}, and English has {expected:?}")]
    Places {
        /// The message.
        key: String,
        /// The places of the translation.
        found: Vec<String>,
        /// Those it must have.
        expected: Vec<String>,
    },
    /// A sentence from right to left that does not say so. What it is made of is set apart, and within another
    /// sentence it would run from left to right.
    #[error(
        "`{0}` has no letters of its own: begin it with U+200F, the mark of what runs from right to left"
    )]
    Direction(String),
    /// Words beside a number that lack a category.
    #[error("`{key}` has the plural categories {found:?}, and needs {expected:?}")]
    Categories {
        /// The message.
        key: String,
        /// The categories of the translation.
        found: Vec<String>,
        /// Those it must have.
        expected: Vec<String>,
    },
}

/// A language, spoken natively.
pub fn speech(language: Language) -> &'static Speech {
    static SPANISH: LazyLock<Speech> = LazyLock::new(|| translated(Language::Spanish));
    static ARABIC: LazyLock<Speech> = LazyLock::new(|| translated(Language::Arabic));
    match language {
        Language::English => english(),
        Language::Spanish => &SPANISH,
        Language::Arabic => &ARABIC,
    }
}

fn texts(language: Language) -> BTreeMap<String, String> {
    let file = match language {
        Language::English => return english_texts(),
        Language::Spanish => include_str!("../locales/es.json"),
        Language::Arabic => include_str!("../locales/ar.json"),
    };
    // A file that can't be read lacks every message, which a test tells.
    serde_json::from_str(file).unwrap_or_default()
}

fn all() -> impl Iterator<Item = (String, &'static Message)> {
    let all = Section::ALL.into_iter().flat_map(messages);
    all.map(|(module, message)| (format!("{module}.{}", message.name), message))
}

fn english_texts() -> BTreeMap<String, String> {
    all().map(|(key, message)| (key, message.english.to_owned())).collect()
}

/// What is missing is said in English.
fn translated(language: Language) -> Speech {
    let texts = texts(language);
    let mut speech = Speech::new(language, language.numbers());
    speech.sections = Section::ALL.map(|section| {
        let said = |(module, message): (&str, &'static Message)| {
            let text = texts.get(&format!("{module}.{}", message.name)).map(String::as_str);
            numbered(text.unwrap_or(message.english), message.places)
        };
        messages(section).map(said).collect()
    });
    speech
}

/// Everything that is wrong with the words of a language.
pub fn check(language: Language) -> Vec<Fault> {
    faults(language, &texts(language))
}

fn faults(language: Language, texts: &BTreeMap<String, String>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut known: BTreeMap<&str, ()> = BTreeMap::new();
    let expected_categories: Vec<String> =
        language.categories().iter().map(|category| category.name().to_owned()).collect();
    let all: Vec<_> = all().collect();
    for (key, message) in &all {
        known.insert(key, ());
        let Some(text) = texts.get(key) else {
            faults.push(Fault::Missing(key.clone()));
            continue;
        };
        if text.trim().is_empty() || text.contains(['\n', '\r']) {
            faults.push(Fault::Lines(key.clone()));
        }
        if language.direction() == Direction::Rtl && !has_letters(text) {
            faults.push(Fault::Direction(key.clone()));
        }
        let mut expected: Vec<String> = message.places.iter().map(|(name, _)| (*name).to_owned()).collect();
        expected.sort();
        let parts = places(text);
        let mut found: Vec<String> = parts.iter().map(|(name, _)| (*name).to_owned()).collect();
        found.sort();
        found.dedup();
        if found != expected {
            faults.push(Fault::Places { key: key.clone(), found, expected });
        }
        for (name, words) in parts {
            let is_number = message.places.iter().any(|(place, is_number)| *place == name && *is_number);
            let found: Vec<String> = categories(words);
            if !words.is_empty() && (!is_number || found != expected_categories) {
                let expected = expected_categories.clone();
                faults.push(Fault::Categories { key: key.clone(), found, expected });
            }
        }
    }
    let unknown = texts.keys().filter(|key| !known.contains_key(key.as_str()));
    faults.extend(unknown.cloned().map(Fault::Unknown));
    faults
}

/// Whether there is a letter, or a mark of direction, outside of places and of what is set apart (UAX #9, rule P2).
fn has_letters(text: &str) -> bool {
    let (mut is_name, mut apart) = (false, 0);
    text.chars().any(|letter| {
        match letter {
            '{' => is_name = true,
            '|' | '}' => is_name = false,
            '\u{2068}' => apart += 1,
            '\u{2069}' => apart -= 1,
            _ => {}
        }
        !is_name && apart == 0 && (letter.is_alphabetic() || matches!(letter, '\u{200e}' | '\u{200f}'))
    })
}

/// The places of a text with the words beside them, those inside of words too.
fn places(text: &str) -> Vec<(&str, &str)> {
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
        let (name, words) = inside[..end].split_once('|').unwrap_or((&inside[..end], ""));
        found.push((name, words));
        found.extend(places(words));
        rest = inside.get(end + 1..).unwrap_or_default();
    }
    found
}

/// The categories that words beside a number are for, in order.
fn categories(words: &str) -> Vec<String> {
    let mut depth = 0;
    let parts = words.split(|letter: char| {
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
    use crate::text::words::with;

    #[test]
    fn every_sentence_is_there_in_every_language() {
        for language in Language::ALL {
            assert_eq!(check(language), [], "{}", language.tag());
        }
    }

    #[test]
    fn a_translation_that_differs_is_told() {
        let mut texts = texts(Language::Arabic);
        texts.remove("frame.skip");
        let mut put = |key: &str, text: &str| texts.insert(key.to_owned(), text.to_owned());
        put("frame.map", " ");
        put("text.rank", "رقم");
        put("explore.points", "{count|one:نقطة|other:# نقطة}");
        put("frame.other", "x");
        put("text.named", "\u{2068}{name}\u{2069}: \u{2068}{words}\u{2069}");
        let faults = faults(Language::Arabic, &texts);
        assert_eq!(faults.len(), 7, "a text of blanks is told twice: {faults:?}");
        for fault in [
            Fault::Direction("text.named".to_owned()),
            Fault::Missing("frame.skip".to_owned()),
            Fault::Lines("frame.map".to_owned()),
            Fault::Unknown("frame.other".to_owned()),
        ] {
            assert!(faults.contains(&fault), "{fault}");
        }
        assert!(faults.iter().any(|fault| matches!(fault, Fault::Places { key, .. } if key == "text.rank")));
        let is_plural =
            |fault: &Fault| matches!(fault, Fault::Categories { key, .. } if key == "explore.points");
        assert!(faults.iter().any(is_plural));
    }

    #[test]
    fn languages_say_the_same_in_their_own_words() {
        let found = |language| with(speech(language), || crate::text::found(11, 45));
        assert_eq!(found(Language::English), "11 of 45 challenges");
        assert_eq!(found(Language::Spanish), "11 de 45 desafíos");
        assert_eq!(found(Language::Arabic), "11 من 45 تحديًا");
        let count = |language| with(speech(language), || crate::text::count(1_234));
        assert_eq!(Language::ALL.map(count), ["1,234", "1234", "1,234"]);
    }
}
