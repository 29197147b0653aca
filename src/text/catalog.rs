//! Which modules declare messages, and the files that are shipped of them.

use super::words::{Block, Section};
use crate::language::Language;
#[cfg(not(target_arch = "wasm32"))]
pub use native::*;

/// The modules that declare messages, in the order in which the files have them.
pub const BLOCKS: &[Block] = &[
    super::BLOCK,
    super::frame::BLOCK,
    super::pages::BLOCK,
    super::explore::BLOCK,
    super::controls::BLOCK,
    super::translation::BLOCK,
    super::signup::BLOCK,
    super::files::BLOCK,
    super::search::BLOCK,
    super::discuss::BLOCK,
    super::discuss::page::BLOCK,
    super::offline::BLOCK,
    #[cfg(not(target_arch = "wasm32"))]
    super::loader::BLOCK,
    #[cfg(not(target_arch = "wasm32"))]
    super::published::BLOCK,
];

/// How many messages each section has.
pub const COUNTS: [usize; Section::ALL.len()] = {
    let mut counts = [0; Section::ALL.len()];
    let mut at = 0;
    while at < BLOCKS.len() {
        counts[BLOCKS[at].section as usize] += BLOCKS[at].count;
        at += 1;
    }
    counts
};

/// The name of the file that holds a section in a language.
pub fn file_name(language: Language, section: Section) -> String {
    format!("{}.{}.txt", language.tag(), section.name())
}

/// What programs for the browser do without.
#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::sync::LazyLock;

    use super::BLOCKS;
    use crate::language::Language;
    use crate::text::words::{Message, Section, Speech};

    /// What is spoken where nothing else was chosen.
    pub fn english() -> &'static Speech {
        static ENGLISH: LazyLock<Speech> = LazyLock::new(|| {
            let mut speech = Speech::new(Language::English, Language::English.numbers());
            speech.sections = Section::ALL.map(|section| {
                messages(section).map(|(_, message)| numbered(message.english, message.places)).collect()
            });
            speech
        });
        &ENGLISH
    }

    /// The messages of a section in order, each with the name of its module.
    pub fn messages(section: Section) -> impl Iterator<Item = (&'static str, &'static Message)> {
        let blocks = BLOCKS.iter().filter(move |block| block.section == section);
        blocks.flat_map(|block| {
            let module = block.module.rsplit("::").next().unwrap_or_default();
            block.messages.iter().map(move |message| (module, message))
        })
    }

    /// The file of a section in a language: a message a line, places numbered.
    pub fn file(speech: &Speech, section: Section) -> String {
        speech.sections[section as usize].iter().map(|message| format!("{message}\n")).collect()
    }

    /// A message whose places have numbers instead of names: what programs read.
    pub fn numbered(text: &str, places: &[(&str, bool)]) -> String {
        places.iter().enumerate().fold(text.to_owned(), |text, (index, (name, _))| {
            text.replace(&format!("{{{name}}}"), &format!("{{{index}}}"))
                .replace(&format!("{{{name}|"), &format!("{{{index}|"))
        })
    }
}
