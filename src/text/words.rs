//! Messages: what the program says, a function each, in the language of the moment.
//!
//! [`messages!`](crate::messages) declares them, in English. Places are in braces. The words for a
//! number stand with it, by the plural categories of the language, and `#` is the number:
//! `{count|one:# challenge|other:# challenges}`. There may be places in such words, too.

use std::cell::Cell;

use crate::language::{Category, Language, NumberStyle};

/// Messages that are fetched together: what one program says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What every page needs.
    Site,
    /// The sign-up form.
    SignUp,
    /// What is taken away as files.
    Files,
    /// The page that finds words.
    Search,
    /// The page for groups.
    Discuss,
    /// What keeps the site for later.
    Offline,
    /// What fetches the site's program.
    Loader,
    /// What only publishing writes.
    Published,
}

impl Section {
    /// Those that pages fetch.
    pub const SHIPPED: [Self; 7] =
        [Self::Site, Self::SignUp, Self::Files, Self::Search, Self::Discuss, Self::Offline, Self::Loader];

    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Site,
        Self::SignUp,
        Self::Files,
        Self::Search,
        Self::Discuss,
        Self::Offline,
        Self::Loader,
        Self::Published,
    ];

    /// As files are named after it: "site".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::SignUp => "signup",
            Self::Files => "files",
            Self::Search => "search",
            Self::Discuss => "discuss",
            Self::Offline => "offline",
            Self::Loader => "loader",
            Self::Published => "published",
        }
    }
}

/// A whole number in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number(u32);

impl From<u32> for Number {
    fn from(number: u32) -> Self {
        Self(number)
    }
}

impl From<usize> for Number {
    /// What is counted is in memory, and far from the end of the range.
    fn from(number: usize) -> Self {
        Self(u32::try_from(number).unwrap_or(u32::MAX))
    }
}

impl From<f64> for Number {
    /// The nearest whole number, 0 for anything below.
    fn from(number: f64) -> Self {
        Self(number.round() as u32)
    }
}

/// What stands in a place of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Written as the language writes numbers; words may depend on it.
    Number(Number),
    /// Written as it is.
    Text(&'a str),
}

/// A message as it is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    /// The name of its function.
    pub name: &'static str,
    /// The names of its places, in order, and whether a number stands there.
    pub places: &'static [(&'static str, bool)],
    /// What it says in English.
    pub english: &'static str,
}

/// The messages of one module.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// The program that says them.
    pub section: Section,
    /// The path of the module.
    pub module: &'static str,
    /// How many there are.
    pub count: usize,
    /// What they are.
    pub messages: &'static [Message],
}

/// Where the messages of a module begin in its section. A module that is not in `blocks` does not compile.
pub const fn start(blocks: &[Block], module: &str) -> usize {
    let mut own = 0;
    while !is_same(blocks[own].module, module) {
        own += 1;
    }
    let (mut start, mut at) = (0, 0);
    while at < own {
        if blocks[at].section as usize == blocks[own].section as usize {
            start += blocks[at].count;
        }
        at += 1;
    }
    start
}

const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// All that a program can say in one language.
#[derive(Clone, Debug)]
pub struct Speech {
    /// The language.
    pub language: Language,
    /// How it writes numbers.
    pub numbers: NumberStyle,
    /// The messages of each section, places numbered; none of sections that are not at hand.
    pub sections: [Vec<String>; Section::ALL.len()],
}

/// A file of words that does not go with this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the words for `{part}` are of another version: {found} messages, not {expected}")]
pub struct WordsError {
    /// Which part of what is said.
    pub part: &'static str,
    /// How many messages there are.
    pub found: usize,
    /// How many the program has.
    pub expected: usize,
}

impl Speech {
    /// A language that nothing is known of yet.
    pub const fn new(language: Language, numbers: NumberStyle) -> Self {
        Self { language, numbers, sections: [const { Vec::new() }; Section::ALL.len()] }
    }

    /// Returns whether the messages of a section are at hand.
    pub fn has(&self, section: Section) -> bool {
        !self.sections[section as usize].is_empty()
    }

    /// Takes the words of a section: a message a line, places numbered.
    pub fn read(&mut self, section: Section, text: &str) -> Result<(), WordsError> {
        let words: Vec<String> = text.lines().map(str::to_owned).collect();
        let (found, expected) = (words.len(), super::catalog::COUNTS[section as usize]);
        if found != expected {
            return Err(WordsError { part: section.name(), found, expected });
        }
        self.sections[section as usize] = words;
        Ok(())
    }
}

/// Takes the messages of one more section of the language spoken.
pub fn add(section: Section, text: &str) -> Result<(), WordsError> {
    let mut speech = spoken().clone();
    speech.read(section, text)?;
    speak(speech);
    Ok(())
}

/// What is spoken before a language is at hand: nothing. Programs for the browser hold no words, so
/// that a visitor downloads those of one language.
#[cfg(target_arch = "wasm32")]
fn first() -> &'static Speech {
    static SILENCE: Speech = Speech::new(Language::English, Language::English.numbers());
    &SILENCE
}

#[cfg(not(target_arch = "wasm32"))]
use super::catalog::english as first;

thread_local! {
    static SPOKEN: Cell<&'static Speech> = Cell::new(first());
}

/// Speaks a language from now on.
pub fn speak(speech: Speech) {
    SPOKEN.set(Box::leak(Box::new(speech)));
}

/// What is spoken at the moment.
pub fn spoken() -> &'static Speech {
    SPOKEN.get()
}

/// Speaks a language while `deed` is done.
pub fn with<T>(speech: &'static Speech, deed: impl FnOnce() -> T) -> T {
    /// Goes back to what was spoken before, after a panic too.
    struct Before(&'static Speech);
    impl Drop for Before {
        fn drop(&mut self) {
            SPOKEN.set(self.0);
        }
    }
    let _before = Before(SPOKEN.replace(speech));
    deed()
}

/// A message with its places filled in. [`messages!`](crate::messages) calls it.
pub fn say(section: Section, index: usize, args: &[Arg<'_>]) -> String {
    let speech = spoken();
    let mut out = String::new();
    if let Some(template) = speech.sections[section as usize].get(index) {
        fill(speech, template, args, None, &mut out);
    }
    out
}

/// Appends a template. `number` is what `#` stands for, in the words beside a number.
fn fill(speech: &Speech, template: &str, args: &[Arg<'_>], number: Option<Number>, out: &mut String) {
    let mut rest = template;
    while let Some(at) = rest.find(['{', '#']) {
        out.push_str(&rest[..at]);
        let from = &rest[at..];
        let Some(inside) = from.strip_prefix('{') else {
            match number {
                Some(Number(number)) => out.push_str(&speech.numbers.write(number)),
                None => out.push('#'),
            }
            rest = &from[1..];
            continue;
        };
        let end = end_of(inside, '}');
        let (place, after) = (&inside[..end], &inside[end..]);
        rest = after.get(1..).unwrap_or_default();
        let (index, words) = place.split_once('|').unwrap_or((place, ""));
        match index.parse::<usize>().ok().and_then(|index| args.get(index)) {
            Some(Arg::Text(text)) => out.push_str(text),
            Some(Arg::Number(number)) if words.is_empty() => out.push_str(&speech.numbers.write(number.0)),
            Some(Arg::Number(number)) => {
                let category = speech.language.category(number.0);
                fill(speech, words_for(words, category), args, Some(*number), out);
            }
            None => {}
        }
    }
    out.push_str(rest);
}

/// Where `mark` stands, outside of the braces that the text opens itself.
fn end_of(text: &str, mark: char) -> usize {
    let mut depth = 0;
    let found = text.char_indices().find(|(_, letter)| {
        let is_end = depth == 0 && *letter == mark;
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        is_end
    });
    found.map_or(text.len(), |(at, _)| at)
}

/// The words of a category, or else of the last one, which is `other`.
fn words_for(words: &str, category: Category) -> &str {
    let mut rest = words;
    loop {
        let end = end_of(rest, '|');
        let (name, text) = rest[..end].split_once(':').unwrap_or(("", &rest[..end]));
        match rest.get(end + 1..) {
            Some(next) if name != category.name() => rest = next,
            _ => return text,
        }
    }
}

/// Declares what the program says.
///
/// ```ignore
/// messages! { section = Search;
///     /// How much a search found.
///     fn found(count: Number, total: Number) = "{count} of {total|one:# challenge|other:# challenges}";
///     /// A hit's theme.
///     fn hit(theme: Text) = "in {theme}";
/// }
/// ```
///
/// Each becomes a public function that gives a `String` in the language of the moment: `found(3, 45)`.
/// A `Number` is any `u32`, `usize` or `f64` (which is rounded), a `Text` a `&str`. A sentence is one
/// message, never glued from several: other languages put words in other places. The module is listed
/// in `text::catalog`, its words in other languages in `locales/`; `cargo run -- words` ships them.
#[macro_export]
macro_rules! messages {
    (section = $section:ident; $($(#[$doc:meta])* fn $name:ident($($place:ident: $kind:ident),* $(,)?) = $english:literal;)+) => {
        /// The messages of this module.
        pub const BLOCK: $crate::text::words::Block = {
            const MESSAGES: &[$crate::text::words::Message] = &[$($crate::text::words::Message {
                name: stringify!($name),
                places: &[$((stringify!($place), $crate::messages!(@is_number $kind))),*],
                english: $english,
            }),+];
            $crate::text::words::Block {
                section: $crate::text::words::Section::$section,
                module: module_path!(),
                count: MESSAGES.len(),
                messages: MESSAGES,
            }
        };

        #[allow(non_camel_case_types, reason = "each is named after its function")]
        enum Place { $($name),+ }

        $($(#[$doc])*
        #[allow(clippy::too_many_arguments, reason = "a sentence has as many places as it needs")]
        pub fn $name($($place: $crate::messages!(@type $kind)),*) -> String {
            const START: usize = $crate::text::words::start($crate::text::catalog::BLOCKS, module_path!());
            $crate::text::words::say(
                $crate::text::words::Section::$section,
                START + Place::$name as usize,
                &[$($crate::messages!(@arg $kind $place)),*],
            )
        })+
    };
    (@type Number) => { impl Into<$crate::text::words::Number> };
    (@type Text) => { &str };
    (@arg Number $place:ident) => { $crate::text::words::Arg::Number($place.into()) };
    (@arg Text $place:ident) => { $crate::text::words::Arg::Text($place) };
    (@is_number Number) => { true };
    (@is_number Text) => { false };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::catalog::numbered;

    fn speech(language: Language, message: &str) -> &'static Speech {
        let mut speech = Speech::new(language, language.numbers());
        speech.sections[Section::Search as usize].push(message.to_owned());
        Box::leak(Box::new(speech))
    }

    fn said(language: Language, message: &str, args: &[Arg<'_>]) -> String {
        with(speech(language, message), || say(Section::Search, 0, args))
    }

    const fn number(number: u32) -> Arg<'static> {
        Arg::Number(Number(number))
    }

    #[test]
    fn places_are_filled_in_any_order() {
        let args = [number(1_200), Arg::Text("Math {0} #")];
        assert_eq!(said(Language::English, "{1}: {0} of #1", &args), "Math {0} #: 1,200 of #1");
        assert_eq!(said(Language::Spanish, "{0}, {1}, {0}", &args), "1200, Math {0} #, 1200");
    }

    #[test]
    fn words_beside_a_number_have_its_category() {
        let english = "{0|one:# of {1} challenge has|other:# of {1} challenges have} no value";
        let say = |count| said(Language::English, english, &[number(count), number(1_500)]);
        assert_eq!(say(1), "1 of 1,500 challenge has no value");
        assert_eq!(say(0), "0 of 1,500 challenges have no value");
        let arabic = "{0|zero:z|one:o|two:t|few:f #|many:m #|other:r #}.";
        let say = |count| said(Language::Arabic, arabic, &[number(count)]);
        assert_eq!([0, 1, 2, 3, 11, 100].map(say), ["z.", "o.", "t.", "f 3.", "m 11.", "r 100."]);
    }

    #[test]
    fn a_category_without_words_has_those_of_the_rest() {
        assert_eq!(said(Language::Spanish, "{0|one:uno|other:#}", &[number(1_000_000)]), "1.000.000");
    }

    #[test]
    fn places_get_numbers_in_words_too() {
        let places = [("count", true), ("who", false)];
        let text = "{who}: {count|one:{who} # {count}|other:#}";
        assert_eq!(numbered(text, &places), "{1}: {0|one:{1} # {0}|other:#}");
    }

    #[test]
    fn a_language_is_spoken_for_a_while() {
        let before = spoken().language;
        with(speech(Language::Arabic, ""), || assert_eq!(spoken().language, Language::Arabic));
        assert_eq!(spoken().language, before);
        assert_eq!(crate::text::some_found(3_usize, 45_usize), "3 of 45 challenges");
    }

    #[test]
    fn words_of_another_version_are_refused() {
        let mut speech = Speech::new(Language::Spanish, Language::Spanish.numbers());
        let whole = crate::text::catalog::file(crate::text::catalog::english(), Section::Site);
        assert_eq!(speech.read(Section::Site, &whole), Ok(()));
        assert_eq!(speech.sections[0], crate::text::catalog::english().sections[0]);
        let error = speech.read(Section::Site, "<!doctype html>").unwrap_err();
        assert_eq!((error.part, error.found), ("site", 1));
    }

    #[test]
    fn blocks_of_one_section_follow_each_other() {
        let block = |section, module, count| Block { section, module, count, messages: &[] };
        let blocks =
            [block(Section::Site, "a", 3), block(Section::Search, "ab", 5), block(Section::Site, "abc", 2)];
        assert_eq!(["a", "ab", "abc"].map(|module| start(&blocks, module)), [0, 0, 3]);
    }
}
