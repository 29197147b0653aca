//! Finding anything: challenges, ideas, quotes and resources by the words in them.
//!
//! An [`Index`] is made once of an atlas. A search takes what was typed, word by word: a word is
//! found as it is, as the beginning of a longer one, in another form, or, where none of these is
//! anywhere, with a slip in it, or as what begins with a word that is there. A challenge is found that has all words somewhere in its texts, or, where none has, those that
//! have the most. What counts is where a word stands, how it was matched, and how rare it is; equals
//! keep author's order. All of it is in whole numbers, so that every machine finds the same.
//!
//! Invariant: nothing here knows leptos, the web, or addresses.

mod fold;
mod kin;
mod marked;
mod passage;
mod query;
mod terms;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::HashMap;
use std::ops::Range;

use crate::atlas::Atlas;
use crate::case::lower;
use crate::challenge::ChallengeIx;
use crate::order::positions;
use fold::Folder;
use kin::Bare;
use passage::Passage;
use terms::Terms;

pub use marked::Marked;
pub use passage::Kind;
pub use query::{Entry, Found, Part, Suggestion, Work};

/// The longest text that is searched for, in UTF-16 units, as fields of browsers count them.
pub const LONGEST_QUERY: usize = 200;

/// As much of a text as is searched for.
pub fn cut(query: &str) -> &str {
    let mut units = 0;
    let is_over = |(_, letter): &(usize, char)| {
        units += letter.len_utf16();
        units > LONGEST_QUERY
    };
    &query[..query.char_indices().find(is_over).map_or(query.len(), |(at, _)| at)]
}

/// All words of an atlas, and where each stands.
///
/// Of 2,000 challenges with 300 words each (7 MB of JSON) it is made in 0.25 to 0.35 s, once. A keystroke
/// then takes 1.4 ms in WebAssembly in Chromium, 2.3 ms at the 95th percentile, and as long natively, both
/// compiled for size and on a busy machine with two slow cores: `tests/bench` measures it.
pub struct Index {
    terms: Terms,
    bare: Bare,
    /// Where the passages of each word begin in `postings`; one more than there are words.
    starts: Vec<u32>,
    /// Positions of passages, for each word in order.
    postings: Vec<u32>,
    passages: Vec<Passage>,
    /// Where the passages of each challenge begin; one more than there are challenges.
    heads: Vec<usize>,
    /// How many different words each challenge's name has.
    name_lengths: Vec<u32>,
    /// How a word is written, where that is not as it is compared.
    spellings: HashMap<usize, Box<str>>,
}

impl Index {
    /// Reads all texts of an atlas. A search must be given the same atlas.
    pub fn new(atlas: &Atlas) -> Self {
        let passages = Passage::all(atlas);
        let mut reader = Reader::default();
        let mut name_lengths = Vec::with_capacity(atlas.challenges().len());
        let mut heads = Vec::with_capacity(atlas.challenges().len() + 1);
        for (at, passage) in passages.iter().enumerate() {
            let different = reader.read(at, *passage, atlas);
            if passage.kind == Kind::Name {
                heads.push(at);
                name_lengths.push(different);
            }
        }
        heads.push(passages.len());
        let Reader { words, rows, .. } = reader;
        let mut names: Vec<(&str, usize)> = words.iter().map(|(word, at)| (word.as_str(), *at)).collect();
        // Made without the standard library's sort: see `order`.
        let sorted = positions(names.len(), &mut |a, b| names[a].0.cmp(names[b].0));
        names = sorted.into_iter().map(|at| names[at]).collect();
        let mut starts = vec![0];
        let mut postings = Vec::new();
        let mut spellings = HashMap::new();
        for (at, (_, row)) in names.iter().enumerate() {
            postings.extend_from_slice(&rows[*row].passages);
            starts.push(postings.len() as u32);
            if let Some(spelling) = &rows[*row].spelling {
                spellings.insert(at, spelling.clone());
            }
        }
        let terms = Terms::new(names.iter().map(|(word, _)| *word));
        let bare = Bare::of(&terms);
        Self { terms, bare, starts, postings, passages, heads, name_lengths, spellings }
    }

    /// The passages that a word stands in.
    fn passages_of(&self, term: usize) -> &[u32] {
        &self.postings[self.starts[term] as usize..self.starts[term + 1] as usize]
    }

    /// The positions of a challenge's passages.
    fn passages_in(&self, challenge: ChallengeIx) -> Range<usize> {
        self.heads[challenge.get()]..self.heads[challenge.get() + 1]
    }

    /// The same, apart: those at the head of a result, and those beneath it.
    fn heads_and_rest(&self, challenge: ChallengeIx) -> (Range<usize>, Range<usize>) {
        let Range { start, end } = self.passages_in(challenge);
        let middle = start + Kind::HEADS.len();
        (start..middle, middle..end)
    }

    /// How a word is written.
    fn spelling(&self, term: usize) -> &str {
        self.spellings.get(&term).map_or_else(|| self.terms.get(term), AsRef::as_ref)
    }
}

/// What is known of a word while texts are read.
#[derive(Default)]
struct Row {
    passages: Vec<u32>,
    spelling: Option<Box<str>>,
}

#[derive(Default)]
struct Reader {
    folder: Folder,
    words: HashMap<String, usize>,
    rows: Vec<Row>,
}

impl Reader {
    /// Takes the words of a passage; gives how many different ones it has.
    fn read(&mut self, at: usize, passage: Passage, atlas: &Atlas) -> u32 {
        let at = at as u32;
        let mut different = 0;
        for text in passage.texts(atlas) {
            self.folder.words(&text, &mut |word, place| {
                let row = match self.words.get(word) {
                    Some(row) => &mut self.rows[*row],
                    None => {
                        self.words.insert(word.to_owned(), self.rows.len());
                        let written = &text[place];
                        // Of `teacher’s` the apostrophe alone is not as it is compared.
                        let is_other = written.chars().any(|letter| !letter.is_ascii() && letter != '’');
                        let spelling = is_other.then(|| lower(written).into_boxed_str());
                        self.rows.push(Row { passages: Vec::new(), spelling });
                        let last = self.rows.len() - 1;
                        &mut self.rows[last]
                    }
                };
                if row.passages.last() != Some(&at) {
                    row.passages.push(at);
                    different += 1;
                }
            });
        }
        different
    }
}
