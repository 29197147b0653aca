//! The current locale: a language, its number style and its messages.

use std::cell::Cell;

use crate::domain::{Domain, Module};
use crate::language::{Language, NumberStyle};
use crate::message::Arg;
use crate::template::{Style, fill};

/// A language with its number style and messages.
#[derive(Clone, Debug)]
pub struct Locale {
    /// Language.
    pub language: Language,
    /// Number style of the language.
    pub numbers: NumberStyle,
    /// Messages by module, with numbered placeholders; empty for modules that have not been loaded.
    pub messages: [Vec<String>; Module::ALL.len()],
}

/// The error that a file of messages belongs to another version of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the words for `{domain}` are of another version: {found} messages, not {expected}")]
pub struct VersionError {
    /// Name of the domain.
    pub domain: &'static str,
    /// Number of messages in the file.
    pub found: usize,
    /// Number of messages that the program has.
    pub expected: usize,
}

impl Locale {
    /// Returns a locale without messages.
    pub const fn new(language: Language, numbers: NumberStyle) -> Self {
        Self { language, numbers, messages: [const { Vec::new() }; Module::ALL.len()] }
    }

    /// Returns whether the messages of a domain have been loaded.
    pub fn has(&self, domain: Domain) -> bool {
        let mut own = Module::ALL.into_iter().filter(|module| module.domain() == domain);
        own.any(|module| !self.messages[module as usize].is_empty())
    }

    /// Loads the file of a domain: one message per line, with numbered placeholders. `counts` is the number
    /// of messages of each module.
    ///
    /// # Errors
    /// Returns an error if the file has more or fewer lines than the program has messages.
    pub fn read(
        &mut self,
        domain: Domain,
        text: &str,
        counts: &[usize; Module::ALL.len()],
    ) -> Result<(), VersionError> {
        let own = || Module::ALL.into_iter().filter(|module| module.domain() == domain);
        let expected = own().map(|module| counts[module as usize]).sum();
        let found = text.lines().count();
        if found != expected {
            return Err(VersionError { domain: domain.name(), found, expected });
        }
        let mut lines = text.lines();
        for module in own() {
            let count = counts[module as usize];
            self.messages[module as usize] = lines.by_ref().take(count).map(str::to_owned).collect();
        }
        Ok(())
    }
}

/// The locale until [`set_locale`] is called.
static ENGLISH: Locale = Locale::new(Language::English, Language::English.numbers());

thread_local! {
    static CURRENT: Cell<&'static Locale> = const { Cell::new(&ENGLISH) };
}

/// Sets the current locale of this thread. It is leaked: it stays in memory until the program ends.
pub fn set_locale(locale: Locale) {
    CURRENT.set(Box::leak(Box::new(locale)));
}

/// Returns the current locale of this thread: initially English, without messages.
pub fn current_locale() -> &'static Locale {
    CURRENT.get()
}

/// Runs a function with another current locale.
pub fn with_locale<T>(locale: &'static Locale, f: impl FnOnce() -> T) -> T {
    /// Restores the previous locale, also after a panic.
    struct RestoreLocale(&'static Locale);
    impl Drop for RestoreLocale {
        fn drop(&mut self) {
            CURRENT.set(self.0);
        }
    }
    let _restore = RestoreLocale(CURRENT.replace(locale));
    f()
}

/// Adds the messages of a domain to the current locale.
///
/// # Errors
/// See [`Locale::read`].
pub fn add_messages(
    domain: Domain,
    text: &str,
    counts: &[usize; Module::ALL.len()],
) -> Result<(), VersionError> {
    let mut locale = current_locale().clone();
    locale.read(domain, text, counts)?;
    set_locale(locale);
    Ok(())
}

/// Returns a message of the current locale with its placeholders filled in; an empty text if the locale has
/// no such message. [`messages!`](crate::messages) calls it.
pub fn message(module: Module, index: usize, args: &[Arg<'_>]) -> String {
    message_or(module, index, args, &[])
}

/// Returns a message as [`message`] does, in English if the locale has none. Native programs call it.
pub fn message_or(module: Module, index: usize, args: &[Arg<'_>], english: &[String]) -> String {
    let locale = current_locale();
    let own = locale.messages[module as usize].get(index);
    let style = Style { language: locale.language, numbers: &locale.numbers };
    own.or_else(|| english.get(index)).map(|text| fill(style, text, args)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::messages! { module = Search;
        /// A result.
        fn found(count: Number) = "{count|one:# result|other:# results}";
        /// None.
        fn nothing() = "Nothing";
    }

    const COUNTS: [usize; Module::ALL.len()] = {
        let mut counts = [0; Module::ALL.len()];
        counts[Module::Search as usize] = MESSAGES.count;
        counts
    };

    #[test]
    fn a_locale_is_current_for_a_while() {
        let mut spanish = Locale::new(Language::Spanish, Language::Spanish.numbers());
        assert!(!spanish.has(Domain::Search));
        assert_eq!(
            spanish.read(Domain::Search, "{0|one:# resultado|other:# resultados}\nNada\n", &COUNTS),
            Ok(())
        );
        assert!(spanish.has(Domain::Search) && !spanish.has(Domain::Site));
        let texts = with_locale(Box::leak(Box::new(spanish)), || (found(1_u32), found(1_200_u32), nothing()));
        assert_eq!(texts, ("1 resultado".into(), "1200 resultados".into(), "Nada".into()));
        assert_eq!(current_locale().language, Language::English);
        assert_eq!(found(3_usize), "3 results");
    }

    #[test]
    fn messages_of_another_version_are_refused() {
        let mut locale = Locale::new(Language::Spanish, Language::Spanish.numbers());
        let error = locale.read(Domain::Search, "<!doctype html>", &COUNTS).unwrap_err();
        assert_eq!((error.domain, error.found, error.expected), ("search", 1, 2));
        assert!(!locale.has(Domain::Search));
    }
}
