//! A text of the bundle with its language.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// BCP 47 tag of a text's language, for the HTML attribute `lang`. `None` if the text is in the page's
/// language.
pub type Lang = Option<Arc<str>>;

/// A text that is shown as it stands, with its language. Texts that are only filled into a sentence are a
/// `String`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    words: String,
    lang: Lang,
}

impl Text {
    /// Returns a text in a language.
    pub fn new(words: String, lang: Lang) -> Self {
        Self { words, lang }
    }

    /// Returns the words.
    pub fn as_str(&self) -> &str {
        &self.words
    }

    /// Returns the language, if it is not the page's.
    pub fn lang(&self) -> Lang {
        self.lang.clone()
    }

    /// Returns the words, and the language for writing.
    pub fn parts_mut(&mut self) -> (&str, &mut Lang) {
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
