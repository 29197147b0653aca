//! A text of the bundle with the language it stands in.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// The BCP 47 tag of a text's language where that is not the page's: what `lang` says in HTML.
/// None, which costs nothing, for all other texts.
pub type Lang = Option<Arc<str>>;

/// Words that are shown as they stand. What is only ever filled into a sentence is a `String`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    words: String,
    lang: Lang,
}

impl Text {
    /// Words in a language.
    pub fn new(words: String, lang: Lang) -> Self {
        Self { words, lang }
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.words
    }

    /// The language, if it is not the page's.
    pub fn lang(&self) -> Lang {
        self.lang.clone()
    }

    /// The words, and the place of their language.
    pub(crate) fn parts_mut(&mut self) -> (&str, &mut Lang) {
        (&self.words, &mut self.lang)
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.words
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.words
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Self { words, lang: None }
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        words.to_owned().into()
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.words == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.words == *other
    }
}
