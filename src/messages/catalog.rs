//! The catalog: all messages of the program, and the files that pages fetch them from.

use messages::domain::{Domain, Module};
use messages::language::Language;
use messages::message::ModuleMessages;

/// The messages of each module, in the order of [`Module::ALL`].
const MODULES: [Option<&ModuleMessages>; Module::ALL.len()] = [
    Some(&explore::messages::common::MESSAGES),
    Some(&super::frame::MESSAGES),
    Some(&super::pages::MESSAGES),
    Some(&explore::messages::charts::MESSAGES),
    Some(&explore::messages::controls::MESSAGES),
    Some(&data::messages::MESSAGES),
    Some(&signup::messages::MESSAGES),
    Some(&explore::messages::files::MESSAGES),
    Some(&search::messages::MESSAGES),
    Some(&discuss::messages::MESSAGES),
    Some(&discuss::messages::page::MESSAGES),
    Some(&super::offline::MESSAGES),
    #[cfg(not(target_arch = "wasm32"))]
    Some(&super::loader::MESSAGES),
    #[cfg(not(target_arch = "wasm32"))]
    Some(&super::published::MESSAGES),
    // The browser build uses neither module.
    #[cfg(target_arch = "wasm32")]
    None,
    #[cfg(target_arch = "wasm32")]
    None,
];

/// The number of messages of each module.
pub const COUNTS: [usize; Module::ALL.len()] = {
    let mut counts = [0; Module::ALL.len()];
    let mut at = 0;
    while at < MODULES.len() {
        if let Some(messages) = MODULES[at] {
            assert!(messages.module as usize == at, "messages are in the order of `Module::ALL`");
            counts[at] = messages.count;
        }
        at += 1;
    }
    counts
};

/// Returns the name of the file with the messages of a domain in a language: `en.site.txt`.
pub fn file_name(language: Language, domain: Domain) -> String {
    format!("{}.{}.txt", language.tag(), domain.name())
}

/// Functions that the browser build does not need.
#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::sync::LazyLock;

    use messages::domain::{Domain, Module};
    use messages::language::Language;
    use messages::locale::Locale;
    use messages::message::ModuleMessages;

    use super::MODULES;

    /// Returns the messages of all modules.
    pub fn modules() -> impl Iterator<Item = &'static ModuleMessages> {
        MODULES.into_iter().flatten()
    }

    /// Returns the English locale.
    pub fn english() -> &'static Locale {
        static ENGLISH: LazyLock<Locale> = LazyLock::new(|| {
            let mut locale = Locale::new(Language::English, Language::English.numbers());
            for messages in modules() {
                locale.messages[messages.module as usize] = messages.english();
            }
            locale
        });
        &ENGLISH
    }

    /// Returns the text of a domain's file: one message per line, with numbered placeholders.
    pub fn file(locale: &Locale, domain: Domain) -> String {
        let own = Module::ALL.into_iter().filter(|module| module.domain() == domain);
        own.flat_map(|module| &locale.messages[module as usize])
            .map(|message| format!("{message}\n"))
            .collect()
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub use native::{english, file, modules};

#[cfg(test)]
mod tests {
    use super::*;
    use messages::locale::Locale;

    #[test]
    fn message_files_round_trip() {
        let mut locale = Locale::new(Language::English, Language::English.numbers());
        for domain in Domain::SHIPPED {
            assert_eq!(locale.read(domain, &file(english(), domain), &COUNTS), Ok(()));
        }
        let shipped = Module::ALL.into_iter().filter(|module| Domain::SHIPPED.contains(&module.domain()));
        for module in shipped {
            assert_eq!(locale.messages[module as usize], english().messages[module as usize], "{module:?}");
        }
    }
}
