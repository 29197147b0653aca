//! Which modules declare messages, and the files that are shipped of them.

use std::sync::LazyLock;

use super::words::{Block, Message, Section, Speech};
use crate::language::Language;

/// The modules that declare messages, in the order in which the files have them.
pub const BLOCKS: &[Block] = &[super::BLOCK, super::search::BLOCK, super::discuss::BLOCK];

/// What is spoken where nothing else was chosen.
pub fn english() -> &'static Speech {
    static ENGLISH: LazyLock<Speech> = LazyLock::new(|| Speech {
        language: Language::English,
        numbers: Language::English.numbers(),
        sections: Section::ALL.map(|section| {
            messages(section).map(|(_, message)| numbered(message.english, message.places)).collect()
        }),
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

/// The file of a section in English: a message a line, places numbered.
pub fn file(section: Section) -> String {
    english().sections[section as usize].iter().map(|message| format!("{message}\n")).collect()
}

/// A message whose places have numbers instead of names: what programs read.
pub fn numbered(text: &str, places: &[(&str, bool)]) -> String {
    places.iter().enumerate().fold(text.to_owned(), |text, (index, (name, _))| {
        text.replace(&format!("{{{name}}}"), &format!("{{{index}}}"))
            .replace(&format!("{{{name}|"), &format!("{{{index}|"))
    })
}
