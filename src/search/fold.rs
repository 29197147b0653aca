//! Words as they are compared: in small letters, without what stands on or under them.
//!
//! `Équité`, `équité` and `equite` are one word; so are Arabic words with and without their vowel
//! signs, and with each form of alef. What is compared is folded; what is marked is the text itself,
//! so every word comes with its place there.

use std::collections::HashMap;
use std::ops::Range;

use crate::case::lower;
use crate::letters::{apart, is_mark};

/// What a character does to the word it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Letter {
    /// It is no part of a word.
    Break,
    /// It belongs to the character before it and is not compared.
    Mark,
    /// It is compared as this.
    Part(Box<str>),
    /// It is compared as this, and belongs to the character before it, so no word begins with it.
    Sign(Box<str>),
    /// It is a word by itself, compared as this: its script writes no spaces.
    Whole(Box<str>),
}

/// Finds words. It remembers what characters outside ASCII are folded to.
#[derive(Default)]
pub struct Folder {
    known: HashMap<char, Letter>,
}

/// The word being read.
#[derive(Default)]
struct Open {
    folded: String,
    place: Range<usize>,
    is_whole: bool,
}

impl Open {
    fn close(&mut self, take: &mut dyn FnMut(&str, Range<usize>)) {
        if !self.folded.is_empty() {
            take(&self.folded, self.place.clone());
            self.folded.clear();
        }
    }

    fn add(&mut self, part: &str, place: Range<usize>) {
        if self.folded.is_empty() {
            self.place.start = place.start;
        }
        self.place.end = place.end;
        self.folded.push_str(part);
    }
}

impl Folder {
    /// Gives each word of a text, folded, with its place in the text in bytes. A place ends behind
    /// the marks of its last letter.
    pub fn words(&mut self, text: &str, take: &mut dyn FnMut(&str, Range<usize>)) {
        let mut open = Open::default();
        for (at, letter) in text.char_indices() {
            let place = at..at + letter.len_utf8();
            if matches!(letter, '\'' | '’') && !open.folded.is_empty() && self.is_last_s(&text[place.end..])
            {
                continue;
            }
            if letter.is_ascii_alphanumeric() {
                if open.is_whole {
                    open.close(take);
                }
                open.is_whole = false;
                let small = letter.to_ascii_lowercase();
                open.add(small.encode_utf8(&mut [0; 4]), place);
                continue;
            }
            if letter.is_ascii() {
                open.close(take);
                continue;
            }
            match self.letter(letter) {
                Letter::Mark => open.place.end = place.end,
                Letter::Break => open.close(take),
                Letter::Part(part) => {
                    if open.is_whole {
                        open.close(take);
                    }
                    open.is_whole = false;
                    open.add(part, place);
                }
                Letter::Sign(_) if open.folded.is_empty() => {}
                Letter::Sign(part) => open.add(part, place),
                Letter::Whole(part) => {
                    open.close(take);
                    open.is_whole = true;
                    open.add(part, place);
                }
            }
        }
        open.close(take);
    }

    /// How many bytes of a word of a text, from its beginning, are folded to what begins with
    /// `prefix`. All of the word where its script joins letters in ways that a mark inside would break.
    pub fn length_of(&mut self, word: &str, prefix: &str) -> usize {
        if word.bytes().all(|letter| letter.is_ascii_alphanumeric()) {
            return prefix.len().min(word.len());
        }
        if !word.chars().all(is_of_single_letters) {
            return word.len();
        }
        let (mut folded, mut length) = (0, 0);
        for (at, letter) in word.char_indices() {
            let (part, is_mark) = match self.letter(letter) {
                Letter::Part(part) | Letter::Sign(part) | Letter::Whole(part) => (part.len(), false),
                Letter::Mark => (0, true),
                Letter::Break => (0, false),
            };
            if !is_mark && folded >= prefix.len() {
                break;
            }
            folded += part;
            length = at + letter.len_utf8();
        }
        length
    }

    /// Whether a text begins with an `s` that ends its word: behind an apostrophe it belongs to the word
    /// before, which so stands beside its plural.
    fn is_last_s(&mut self, text: &str) -> bool {
        let mut letters = text.chars();
        let is_s = matches!(letters.next(), Some('s' | 'S'));
        is_s && letters.next().is_none_or(|next| self.letter(next) == &Letter::Break)
    }

    fn letter(&mut self, letter: char) -> &Letter {
        self.known.entry(letter).or_insert_with(|| folded(letter))
    }
}

fn folded(letter: char) -> Letter {
    if is_dropped(letter) {
        return Letter::Mark;
    }
    if !letter.is_alphanumeric() {
        return if is_mark(letter) { Letter::Mark } else { Letter::Break };
    }
    let mut plain = String::new();
    for part in lower(&apart(letter.encode_utf8(&mut [0; 4]))).chars() {
        if part.is_alphanumeric() && !is_dropped(part) {
            match same_as(part) {
                Some(same) => plain.push_str(same),
                None => plain.push(part),
            }
        }
    }
    match plain.is_empty() {
        true => Letter::Mark,
        false if is_mark(letter) || matches!(letter, '\u{e33}' | '\u{eb3}') => Letter::Sign(plain.into()),
        false if is_written_without_spaces(letter) => Letter::Whole(plain.into()),
        false => Letter::Part(plain.into()),
    }
}

/// Marks that readers leave out when they type: accents, vowel signs of Hebrew and Arabic, what
/// lengthens or joins letters. The vowel signs of other scripts are letters.
fn is_dropped(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}' // accents
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' // Hebrew
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{8d3}'..='\u{8ff}' // Arabic
        | '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' // soft hyphen, joiners
        | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' // variants, tones of skin
        | '\u{3099}' | '\u{309a}' | '\u{ff9e}' | '\u{ff9f}') // marks of kana
}

/// Letters that are typed for each other, and don't come apart.
fn same_as(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'þ' => "th",
        'ς' => "σ",
        'ٱ' => "ا",
        'ة' => "ه",
        'ى' | 'ی' => "ي",
        'ک' => "ك",
        '٠' | '۰' => "0",
        '١' | '۱' => "1",
        '٢' | '۲' => "2",
        '٣' | '۳' => "3",
        '٤' | '۴' => "4",
        '٥' | '۵' => "5",
        '٦' | '۶' => "6",
        '٧' | '۷' => "7",
        '٨' | '۸' => "8",
        '٩' | '۹' => "9",
        _ => return None,
    })
}

/// Thai, Lao, Burmese, Khmer, kana and Han: no space tells where a word ends.
pub(super) fn is_written_without_spaces(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic: what stands on a letter is dropped, so
/// between any two others a mark may begin or end.
fn is_of_single_letters(letter: char) -> bool {
    letter < '\u{700}' || matches!(letter, '\u{1e00}'..='\u{1fff}' | '’') || is_dropped(letter)
}
