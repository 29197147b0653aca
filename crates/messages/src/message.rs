//! Declared messages, and the values of their placeholders.

use crate::domain::Module;

/// A whole number in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number(pub(crate) u32);

impl From<u32> for Number {
    fn from(number: u32) -> Self {
        Self(number)
    }
}

impl From<usize> for Number {
    /// Returns the number; `u32::MAX` for greater ones.
    fn from(number: usize) -> Self {
        Self(u32::try_from(number).unwrap_or(u32::MAX))
    }
}

impl From<f64> for Number {
    /// Returns the nearest whole number; 0 for negative ones and NaN.
    fn from(number: f64) -> Self {
        Self(number.round() as u32)
    }
}

/// A value of a placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arg<'a> {
    /// A number, formatted for the language. The words beside it may depend on it.
    Number(Number),
    /// A text, inserted as it is.
    Text(&'a str),
}

/// A declared message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    /// Name of its function.
    pub name: &'static str,
    /// Names of its placeholders in order, each with `true` if it is a number.
    pub placeholders: &'static [(&'static str, bool)],
    /// English sentence.
    pub english: &'static str,
}

impl Message {
    /// Returns a sentence with its placeholders numbered in the order of this message, which is how locales
    /// store it: `{who}: {count|one:#|other:#}` becomes `{1}: {0|one:#|other:#}`.
    pub fn numbered(&self, text: &str) -> String {
        self.placeholders.iter().enumerate().fold(text.to_owned(), |text, (index, (name, _))| {
            text.replace(&format!("{{{name}}}"), &format!("{{{index}}}"))
                .replace(&format!("{{{name}|"), &format!("{{{index}|"))
        })
    }
}

/// The messages of one module.
#[derive(Clone, Copy, Debug)]
pub struct ModuleMessages {
    /// Module that declares them.
    pub module: Module,
    /// Number of messages.
    pub count: usize,
    /// Messages in the order of their declaration.
    pub messages: &'static [Message],
}

impl ModuleMessages {
    /// Returns the English sentences of the module, with numbered placeholders.
    pub fn english(&self) -> Vec<String> {
        self.messages.iter().map(|message| message.numbered(message.english)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_get_numbers_in_words_too() {
        let message = Message { name: "said", placeholders: &[("count", true), ("who", false)], english: "" };
        let text = "{who}: {count|one:{who} # {count}|other:#}";
        assert_eq!(message.numbered(text), "{1}: {0|one:{1} # {0}|other:#}");
    }
}
