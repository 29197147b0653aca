//! Full-text search of challenges, ideas, quotes and resources.
//!
//! An [`Index`] is built once from a data set. A query is split into words. A word matches itself, longer
//! words that begin with it, and other forms of it; if the index has none of these, words within a small
//! edit distance, or else the longest word that is a prefix of it. A search returns the challenges that
//! contain all words of the query or, if there is none, those that contain the most. The score depends on
//! the field of a match, its kind and how rare the word is; equal scores keep the author's order. Scores
//! are integers, so that every machine gives the same order.
//!
//! Architecture invariant: this crate knows nothing about leptos, the browser or URLs.

mod fold;
pub mod messages;
mod inflection;
mod highlight;
mod field;
mod results;
mod matching;
mod scoring;
mod query;
mod terms;
#[cfg(any(test, feature = "sample"))]
pub mod sample;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use data::challenge::ChallengeIx;
use data::dataset::{Content, Dataset};
use field::Field;
use fold::Folder;
use inflection::ArabicIndex;
use slim_std::sort::argsort;
use slim_std::unicode::to_lowercase;
use terms::Terms;

pub use field::Kind;
pub use highlight::Highlighted;
pub use results::{Cost, Entry, Part, SearchResults, Suggestion};

/// The longest query, in UTF-16 code units, the unit of `maxlength` in HTML.
pub const MAX_QUERY_UTF16: usize = 200;

/// Returns the query, truncated to [`MAX_QUERY_UTF16`].
pub fn cut(query: &str) -> &str {
    let mut units = 0;
    let is_too_long = |(_, letter): &(usize, char)| {
        units += letter.len_utf16();
        units > MAX_QUERY_UTF16
    };
    &query[..query.char_indices().find(is_too_long).map_or(query.len(), |(at, _)| at)]
}

/// An inverted index of all texts of a data set.
///
/// For 2,000 challenges with 300 words each (7 MB of JSON) it is built in 0.25 to 0.35 s. A search then
/// takes 1.4 ms in WebAssembly in Chromium (95th percentile 2.3 ms), and as long natively, compiled for
/// size, on a busy machine with two slow cores. `tests/bench` measures it.
///
/// ```
/// use data::{bundle, dataset::Dataset};
/// use search::Index;
///
/// let dataset: Dataset = bundle::read(include_str!("../../../public/bundle.json")).expect("a valid bundle");
/// let index = Index::new(&dataset, dataset.content().clone());
/// let found = index.find(&dataset, "mathematics", 10);
/// assert_eq!(found.entries[0].name.text, "Math");
/// assert!(found.entries.len() <= 10);
///
/// // A typing error is corrected, and reported.
/// let found = index.find(&dataset, "studnets", 10);
/// assert_eq!(found.edits, [("studnets".to_owned(), "students".to_owned())]);
/// ```
pub struct Index {
    /// The long texts that it was built from.
    content: Arc<Content>,
    terms: Terms,
    /// Arabic words with a prefix.
    arabic: ArabicIndex,
    /// The start of the postings of each word, and the end of the last.
    starts: Vec<u32>,
    /// The positions in `fields` of each word, word by word.
    postings: Vec<u32>,
    fields: Vec<Field>,
    /// The start of the fields of each challenge, and the end of the last.
    field_starts: Vec<usize>,
    /// The number of distinct words in the name of each challenge.
    name_lengths: Vec<u32>,
    /// The spelling of words whose folded form differs from it.
    spellings: HashMap<usize, Box<str>>,
}

impl Index {
    /// Builds the index of a data set with its long texts, as far as they are there. Pitfall:
    /// [`find`](Self::find) needs the same data set.
    pub fn new(dataset: &Dataset, content: Arc<Content>) -> Self {
        let fields = Field::all(dataset, &content);
        let mut reader = Reader::default();
        let mut name_lengths = Vec::with_capacity(dataset.challenges().len());
        let mut field_starts = Vec::with_capacity(dataset.challenges().len() + 1);
        for (at, field) in fields.iter().enumerate() {
            let n_distinct = reader.read(at, *field, dataset, &content);
            if field.kind == Kind::Name {
                field_starts.push(at);
                name_lengths.push(n_distinct);
            }
        }
        field_starts.push(fields.len());
        let Reader { words, rows, .. } = reader;
        let mut names: Vec<(&str, usize)> = words.iter().map(|(word, at)| (word.as_str(), *at)).collect();
        // Not the standard library's sort: see `slim_std::sort`.
        let sorted = argsort(names.len(), &mut |a, b| names[a].0.cmp(names[b].0));
        names = sorted.into_iter().map(|at| names[at]).collect();
        let mut starts = vec![0];
        let mut postings = Vec::new();
        let mut spellings = HashMap::new();
        for (at, (_, row)) in names.iter().enumerate() {
            postings.extend_from_slice(&rows[*row].fields);
            starts.push(postings.len() as u32);
            if let Some(spelling) = &rows[*row].spelling {
                spellings.insert(at, spelling.clone());
            }
        }
        let terms = Terms::new(names.iter().map(|(word, _)| *word));
        let arabic = ArabicIndex::new(&terms);
        Self { content, terms, arabic, starts, postings, fields, field_starts, name_lengths, spellings }
    }

    /// Returns the long texts that the index was built from.
    pub fn content(&self) -> &Arc<Content> {
        &self.content
    }

    /// Returns the positions of the fields that contain a word.
    fn fields_of(&self, term: usize) -> &[u32] {
        &self.postings[self.starts[term] as usize..self.starts[term + 1] as usize]
    }

    /// Returns the positions of the fields of a challenge.
    fn fields_in(&self, challenge: ChallengeIx) -> Range<usize> {
        self.field_starts[challenge.get()]..self.field_starts[challenge.get() + 1]
    }

    /// Returns the positions of the fields of a challenge: those of the head of a result, and all others.
    fn head_and_other_fields(&self, challenge: ChallengeIx) -> (Range<usize>, Range<usize>) {
        let Range { start, end } = self.fields_in(challenge);
        let middle = start + Kind::HEAD.len();
        (start..middle, middle..end)
    }

    /// Returns the spelling of a word.
    fn spelling(&self, term: usize) -> &str {
        self.spellings.get(&term).map_or_else(|| self.terms.get(term), AsRef::as_ref)
    }
}

/// The data of a word while the index is built.
#[derive(Default)]
struct Row {
    fields: Vec<u32>,
    spelling: Option<Box<str>>,
}

#[derive(Default)]
struct Reader {
    folder: Folder,
    words: HashMap<String, usize>,
    rows: Vec<Row>,
}

impl Reader {
    /// Adds the words of a field. Returns the number of distinct words in it.
    fn read(&mut self, at: usize, field: Field, dataset: &Dataset, content: &Content) -> u32 {
        let at = at as u32;
        let mut n_distinct = 0;
        for text in field.texts(dataset, content) {
            self.folder.words(&text, &mut |word, place| {
                let row = match self.words.get(word) {
                    Some(row) => &mut self.rows[*row],
                    None => {
                        self.words.insert(word.to_owned(), self.rows.len());
                        let written = &text[place];
                        // An apostrophe, as in `teacher’s`, is no reason to store a spelling.
                        let is_special = written.chars().any(|letter| !letter.is_ascii() && letter != '’');
                        let spelling = is_special.then(|| to_lowercase(written).into_boxed_str());
                        self.rows.push(Row { fields: Vec::new(), spelling });
                        let last = self.rows.len() - 1;
                        &mut self.rows[last]
                    }
                };
                if row.fields.last() != Some(&at) {
                    row.fields.push(at);
                    n_distinct += 1;
                }
            });
        }
        n_distinct
    }
}
