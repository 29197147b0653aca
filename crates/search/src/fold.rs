//! Word splitting and folding: lower case, without accents and other marks.
//!
//! `Équité`, `équité` and `equite` fold to the same word, as do Arabic words with and without vowel
//! signs and with each form of alef. The search compares folded words but highlights the original text,
//! so every word comes with its byte range there.

use std::collections::HashMap;
use std::ops::Range;

use slim_std::unicode::{is_mark, nfkd, to_lowercase};

/// The role of a character in a word.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Letter {
    /// A separator: not part of a word.
    Break,
    /// A mark on the character before it; ignored in comparisons.
    Mark,
    /// A letter or digit, with its folded form.
    Part(Box<str>),
    /// A vowel sign, with its folded form; it belongs to the character before it and cannot begin a word.
    Sign(Box<str>),
    /// A word by itself, with its folded form: its script is written without spaces.
    Whole(Box<str>),
}

/// A splitter of texts into folded words, with a cache for characters outside ASCII.
#[derive(Default)]
pub struct Folder {
    known: HashMap<char, Letter>,
}

/// The word that is being read.
#[derive(Default)]
struct WordBuffer {
    folded: String,
    range: Range<usize>,
    is_whole: bool,
}

impl WordBuffer {
    fn close(&mut self, take: &mut dyn FnMut(&str, Range<usize>)) {
        if !self.folded.is_empty() {
            take(&self.folded, self.range.clone());
            self.folded.clear();
        }
    }

    fn add(&mut self, part: &str, range: Range<usize>) {
        if self.folded.is_empty() {
            self.range.start = range.start;
        }
        self.range.end = range.end;
        self.folded.push_str(part);
    }
}

impl Folder {
    /// Calls `take` with each folded word of a text and its byte range there. The range includes the marks
    /// on the last letter.
    pub fn words(&mut self, text: &str, take: &mut dyn FnMut(&str, Range<usize>)) {
        let mut buffer = WordBuffer::default();
        for (at, letter) in text.char_indices() {
            let range = at..at + letter.len_utf8();
            if matches!(letter, '\'' | '’')
                && !buffer.folded.is_empty()
                && self.is_possessive_s(&text[range.end..])
            {
                continue;
            }
            if letter.is_ascii_alphanumeric() {
                if buffer.is_whole {
                    buffer.close(take);
                }
                buffer.is_whole = false;
                let small = letter.to_ascii_lowercase();
                buffer.add(small.encode_utf8(&mut [0; 4]), range);
                continue;
            }
            if letter.is_ascii() {
                buffer.close(take);
                continue;
            }
            match self.letter(letter) {
                Letter::Mark => buffer.range.end = range.end,
                Letter::Break => buffer.close(take),
                Letter::Part(part) => {
                    if buffer.is_whole {
                        buffer.close(take);
                    }
                    buffer.is_whole = false;
                    buffer.add(part, range);
                }
                Letter::Sign(_) if buffer.folded.is_empty() => {}
                Letter::Sign(part) => buffer.add(part, range),
                Letter::Whole(part) => {
                    buffer.close(take);
                    buffer.is_whole = true;
                    buffer.add(part, range);
                }
            }
        }
        buffer.close(take);
    }

    /// Returns the number of bytes from the start of a word that fold to `prefix`: the part to highlight.
    /// It is the whole word if its script joins letters, which a highlight inside the word would break.
    pub fn prefix_len(&mut self, word: &str, prefix: &str) -> usize {
        if word.bytes().all(|letter| letter.is_ascii_alphanumeric()) {
            return prefix.len().min(word.len());
        }
        if !word.chars().all(can_be_split) {
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

    /// Returns true if a text begins with an `s` that ends a word. After an apostrophe it belongs to the
    /// word before, so that `teacher's` folds to the same word as the plural.
    fn is_possessive_s(&mut self, text: &str) -> bool {
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
    for part in to_lowercase(&nfkd(letter.encode_utf8(&mut [0; 4]))).chars() {
        if part.is_alphanumeric() && !is_dropped(part) {
            match equivalent(part) {
                Some(other) => plain.push_str(other),
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

/// Returns true for marks that people leave out when they type: accents, Hebrew and Arabic vowel signs,
/// and characters that lengthen or join letters. The vowel signs of other scripts count as letters.
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

/// Returns the folded form of letters that NFKD does not decompose but that people type as others.
fn equivalent(letter: char) -> Option<&'static str> {
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

/// Returns true for Thai, Lao, Burmese, Khmer, kana and Han, which are written without spaces.
pub(super) fn is_written_without_spaces(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Returns true for Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic. Folding drops their marks, so a
/// highlight may begin or end between any two letters.
fn can_be_split(letter: char) -> bool {
    letter < '\u{700}' || matches!(letter, '\u{1e00}'..='\u{1fff}' | '’') || is_dropped(letter)
}
